"""Actions: what somebody is to do, overdue first, what was answered, and who saw it done."""

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.actions import ActionLine, ActionOrigin
from visits_app.domain.visits import AskStatus
from visits_app.presenters.actions import SHOWN, ActionRow, ActionsPresenter, ActionsState
from visits_app.presenters.review_states import ResponseLine
from visits_app.presenters.visits import Option
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.steps import Steps
from visits_app.ui.widgets.words import words

_PAUSE_MS = 250


class ActionsPage(Page):
    """One list, by due date."""

    listens_to: ClassVar[frozenset[str]] = frozenset(
        {"visit", "ask", "question", "action", "meeting", "register"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = ActionsPresenter(context.space)
        self._touched = ""
        self._build()
        self._connect()
        self.set_header("Actions")

    def _build(self) -> None:
        self.shown = _combo("Which actions")
        for label, value in SHOWN:
            self.shown.addItem(label, value)
        self.team = _combo("Team")
        self.owner = _combo("Who is to act")
        self.origin = _combo("Where from")
        self.origin.addItem("From anywhere", "")
        for origin in ActionOrigin:
            self.origin.addItem(origin.label, origin.value)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Type to find words")
        self.text.setClearButtonEnabled(True)
        self.text.setAccessibleName("Find words in actions")
        self.text.setFixedWidth(theme().px(220))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_PAUSE_MS)
        self.chaser_button = Button(
            "Chaser list…", icon_name="send",
            tooltip="Save what is still owed by those on show, to be filled in and sent back",
            clicked=self.save_chaser,
        )  # fmt: skip
        self.read_button = Button(
            "Read a list…", icon_name="open", tooltip="Record the answers of a list that came back",
            clicked=self.read_chaser,
        )  # fmt: skip
        self.print_button = Button(
            "Print the log", icon_name="print", tooltip="Preview and print the action log (Ctrl+P)",
            clicked=self._print,
        )  # fmt: skip
        self.print_button.setShortcut("Ctrl+P")
        self.more = (self.print_button, self.read_button, self.chaser_button)
        bar = FlowLayout(spacing=theme().px(SPACE_S))
        for widget in (self.shown, self.team, self.owner, self.origin, self.text):
            bar.addWidget(widget)
        self._card = Card()
        self._card.body.setSpacing(0)
        self._steps = Steps(self, at_once=6)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        column.addWidget(self._card)
        self._more = Button("Show more", name="Show more actions", clicked=self._show_more)
        self._more.hide()
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._area = scrolled(content)
        self._empty = EmptyState("actions", "Nothing here", "")
        self.stack = StateStack(self._area, self._empty)
        layout = page_layout(self)
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.stack.retry.clicked.connect(self.refresh)
        for combo in (self.shown, self.team, self.owner, self.origin):
            combo.currentIndexChanged.connect(self._choose)
        self.text.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._choose)

    def open(self, shown: str = "", team_id: str = "", **target: Any) -> None:
        """Show the list, narrowed if asked to."""
        if shown or team_id:
            self._put(self.shown, shown or self.presenter.shown)
            self._put(self.team, team_id or self.presenter.team_id)
            self.presenter.choose(shown or None, team_id=team_id or None)
            self.stale = True
        super().open(**target)

    def refresh(self) -> None:
        """Read the actions."""
        self.load(self.presenter.state, self.show_state, self.could_not_read)

    def show_state(self, state: ActionsState) -> None:
        """Show the actions."""
        for button in self.more:
            self.offer(button, state.can_answer)
        self._fill(self.team, state.teams, self.presenter.team_id)
        self._fill(self.owner, state.owners, self.presenter.owner)
        said = "1 action" if state.total == 1 else f"{state.total:,} actions"
        if state.more:
            said = f"The first {len(state.rows)} of {said}"
        self.set_header("Actions", f"{said}, {state.late:,} overdue." if state.late else f"{said}.")
        self._more.setVisible(state.more)
        clear_layout(self._card.body)
        if not state.rows:
            self._say_why_empty()
            self.stack.show_empty()
            return
        self.stack.show_content()
        self._steps.run(self._rows(state))

    def _say_why_empty(self) -> None:
        told = self.presenter
        narrowed = told.team_id or told.owner or told.origin or told.text or told.shown != "open"
        self._empty.show_words(
            "Nothing here",
            "No action is like this. Choose otherwise above."
            if narrowed
            else "What members ask in their reports, their questions about indicators, and what"
            " meetings decide is listed here until it is done.",
        )

    def _rows(self, state: ActionsState) -> Iterator[None]:
        for number, row in enumerate(state.rows):
            if number:
                self._card.body.addWidget(rule())
            widget = ActionWidget(row, self, can_answer=state.can_answer)
            self._card.body.addWidget(widget)
            if row.id == self._touched:
                self._lead_back(widget)
            yield
        if self._touched:  # no longer among those on show
            self._touched = ""
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead_back(self, row: "ActionWidget") -> None:
        """Put the keyboard where it was before the rows were made anew."""
        self._touched = ""
        row.show()
        row.first_button.setFocus(Qt.FocusReason.OtherFocusReason)
        # once all rows have their room
        QTimer.singleShot(0, row, partial(self._area.ensureWidgetVisible, row))

    # --- what can be done ------------------------------------------------------------------

    def lead(self, row: ActionRow) -> None:
        """Open what an action comes from."""
        self.context.go(row.page, **row.target)

    def answer(self, row: ActionRow) -> None:
        """Record what was answered; a service that agrees to an ask names who and by when."""
        if row.kind == "ask":
            self.load(partial(self.presenter.ask_of, row), partial(self._answer_ask, row))
            return
        from visits_app.ui.answer_dialog import AnswerDialog

        self._open(AnswerDialog(self.context, self.presenter, row, self), row)

    def _answer_ask(self, row: ActionRow, line: ResponseLine) -> None:
        from visits_app.presenters.review import ReviewPresenter
        from visits_app.ui.review.response_dialog import ResponseDialog

        presenter = ReviewPresenter(self.context.space, line.ask.visit_id)
        self._open(ResponseDialog(self.context, presenter, line, self), row)

    def change(self, row: ActionRow) -> None:
        """Give an action another owner or day."""
        from visits_app.ui.action_dialog import ActionDialog

        self._open(ActionDialog(self.context, self.presenter, self, row=row), row)

    def verify(self, row: ActionRow) -> None:
        """Record that a member saw it done."""
        from visits_app.ui.verify_dialog import VerifyDialog

        self._open(VerifyDialog(self.context, self.presenter, row, self), row)

    def take_back(self, row: ActionRow) -> None:
        """Take a verification back, with undo."""
        action = row.line.action
        self._touched = row.id
        work = partial(self.presenter.unverify, action)
        self.load(work, partial(self._taken_back, row))

    def _taken_back(self, row: ActionRow, _line: ActionLine) -> None:
        action = row.line.action
        act = partial(
            undo, self.context, partial(self.presenter.restore, action),
            "It is verified again.", row.kind, row.id,
        )  # fmt: skip
        self.context.say("It waits to be verified again.", act=act)
        self.context.tell(row.kind, row.id)

    def _print(self) -> None:
        self.context.go("reports", paper="actions")

    def save_chaser(self) -> None:
        """Save the list of what is owed by those on show."""
        from visits_app.presenters.chasers import chaser_name, make_chaser
        from visits_app.ui.sheets.saving import save_sheet

        space, wanted = self.context.space, self.presenter.wanted()
        make = partial(make_chaser, space, wanted)
        save_sheet(self, self.context, make, chaser_name(space, wanted.owner))

    def read_chaser(self) -> None:
        """Open the dialog that records the answers of a list."""
        from visits_app.presenters.chasers import ChaserReceiver
        from visits_app.ui.sheets.dialog import SheetDialog

        SheetDialog(self.context, ChaserReceiver(self.context.space), self).open()

    def _open(self, dialog: Any, row: ActionRow) -> None:
        dialog.accepted.connect(partial(self._note, row.id))
        dialog.open()

    def _note(self, id: str) -> None:
        self._touched = id

    # --- narrowing -------------------------------------------------------------------------

    def _choose(self) -> None:
        self.presenter.choose(
            self.shown.currentData(),
            team_id=self.team.currentData() or "",
            owner=self.owner.currentData() or "",
            origin=self.origin.currentData() or "",
            text=self.text.text(),
        )
        self.refresh()

    def _show_more(self) -> None:
        self.presenter.show_more()
        self.refresh()

    def _fill(self, combo: QComboBox, options: tuple[Option, ...], chosen: str) -> None:
        if [(combo.itemText(n), combo.itemData(n)) for n in range(combo.count())] == [
            (option.label, option.value) for option in options
        ]:
            return
        combo.blockSignals(True)
        combo.clear()
        for option in options:
            combo.addItem(option.label, option.value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)

    def _put(self, combo: QComboBox, value: str) -> None:
        combo.blockSignals(True)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        combo.blockSignals(False)


class ActionWidget(QFrame):
    """One action: what is to be done, by whom and when, what was said, and what can be done."""

    def __init__(self, row: ActionRow, page: ActionsPage, *, can_answer: bool) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, theme().px(SPACE_S), 0, theme().px(SPACE_S))
        across.setSpacing(theme().px(SPACE_L))
        text = QVBoxLayout()
        text.setSpacing(3)
        text.addWidget(words(row.text, "strong"))
        told = " · ".join(part for part in (row.origin, row.owner, row.due) if part)
        text.addWidget(words(told, "muted"))
        for label, said in (("The service", row.response), ("Evidence", row.evidence)):
            if said:
                text.addWidget(words(f"{label}: {said}"))
        if row.verified:
            text.addWidget(words(f"{row.verified}."))
        across.addLayout(text, 1)
        side = QVBoxLayout()
        side.setSpacing(theme().px(SPACE_S))
        side.addWidget(Chip(row.status, row.tone, row.icon_name), 0, Qt.AlignmentFlag.AlignRight)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        made = self._buttons(row, page, can_answer)
        for button in made:
            buttons.addWidget(button)
        self.first_button = made[0]
        side.addLayout(buttons)
        side.addStretch(1)
        across.addLayout(side)

    def _buttons(self, row: ActionRow, page: ActionsPage, can_answer: bool) -> list[Button]:
        status = row.line.action.status
        made = []
        if can_answer and status is not AskStatus.VERIFIED:
            made.append(
                Button(
                    "Answer", "link", name=f"Record the answer to: {row.text}",
                    clicked=partial(page.answer, row),
                )
            )  # fmt: skip
            made.append(
                Button(
                    "Change", "link", name=f"Change owner or day of: {row.text}",
                    clicked=partial(page.change, row),
                )
            )  # fmt: skip
        if status is AskStatus.DONE:
            made.append(
                Button(
                    "Verify", "link", name=f"Verify at a visit: {row.text}",
                    tooltip="A member saw it done at a later visit",
                    clicked=partial(page.verify, row),
                )
            )  # fmt: skip
        if can_answer and status is AskStatus.VERIFIED:
            made.append(
                Button(
                    "Not verified", "link", name=f"Take the verification back: {row.text}",
                    clicked=partial(page.take_back, row),
                )
            )  # fmt: skip
        made.append(
            Button(
                row.leads, "link", name=f"{row.leads}: {row.origin}",
                clicked=partial(page.lead, row),
            )
        )  # fmt: skip
        return made


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(14)
    combo.setMaximumWidth(theme().px(204))
    combo.setMaxVisibleItems(16)
    return combo
