"""Asks and questions: what members asked for, overdue first, and what the service answered."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.presenters.asks import SHOWN, AskLine, AsksPresenter, AsksState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.steps import Steps
from visits_app.ui.widgets.words import words


class AsksPage(Page):
    """One list, by due date."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "ask", "question"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = AsksPresenter(context.space)
        self._answered = ""
        self.shown = QComboBox()
        self.shown.setAccessibleName("Which asks")
        for label, value in SHOWN:
            self.shown.addItem(label, value)
        self._card = Card()
        self._card.body.setSpacing(0)
        self._steps = Steps(self, at_once=6)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        column.addWidget(self._card)
        self._more = Button("Show more", name="Show more asks", clicked=self._show_more)
        self._more.hide()
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._area = scrolled(content)
        self.stack = StateStack(
            self._area,
            EmptyState(
                "actions",
                "Nothing here",
                "What members ask of a service in their reports, and their questions about"
                " indicators, are listed here until they are done.",
            ),
        )
        self.stack.retry.clicked.connect(self.refresh)
        bar = QHBoxLayout()
        bar.addWidget(self.shown)
        bar.addStretch(1)
        layout = page_layout(self)
        layout.addLayout(bar)
        layout.addWidget(self.stack, 1)
        self.shown.currentIndexChanged.connect(self._choose)
        self.set_header("Asks")

    def refresh(self) -> None:
        """Read the asks."""
        self.load(self.presenter.state, self.show_state, self.could_not_read)

    def show_state(self, state: AsksState) -> None:
        """Show the asks."""
        count = len(state.lines)
        said = (
            f"The first {count} asks" if state.more else "1 ask" if count == 1 else f"{count} asks"
        )
        self.set_header("Asks", f"{said}, {state.late} overdue." if state.late else f"{said}.")
        self._more.setVisible(state.more)
        clear_layout(self._card.body)
        self._steps.run(self._rows(state))
        if state.lines:
            self.stack.show_content()
        else:
            self.stack.show_empty()

    def _rows(self, state: AsksState) -> Iterator[None]:
        for number, line in enumerate(state.lines):
            if number:
                self._card.body.addWidget(rule())
            row = _AskRow(line, self, state.can_answer)
            self._card.body.addWidget(row)
            if line.ask.id == self._answered:
                self._lead_back(row)
            yield
        if self._answered:  # no longer among those on show
            self._answered = ""
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead_back(self, row: "_AskRow") -> None:
        """Put the keyboard where it was before the rows were made anew."""
        self._answered = ""
        row.show()
        row.first_button.setFocus(Qt.FocusReason.OtherFocusReason)
        # once all rows have their room
        QTimer.singleShot(0, row, partial(self._area.ensureWidgetVisible, row))

    def read(self, line: AskLine) -> None:
        """Open the report or the indicator an ask comes from."""
        self.context.go(line.page, **line.target)

    def answer(self, line: AskLine) -> None:
        """Record the service's answer to an ask."""
        from visits_app.ui.answer_dialog import AnswerDialog

        dialog = AnswerDialog(self.context, self.presenter, line, self)
        dialog.accepted.connect(partial(self._note_answer, line.ask.id))
        dialog.open()

    def _note_answer(self, ask_id: str) -> None:
        self._answered = ask_id

    def _choose(self) -> None:
        self.presenter.choose(self.shown.currentData())
        self.refresh()

    def _show_more(self) -> None:
        self.presenter.show_more()
        self.refresh()


class _AskRow(QFrame):
    def __init__(self, line: AskLine, page: AsksPage, can_answer: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(SPACE_S), 0, theme().px(SPACE_S))
        row.setSpacing(theme().px(SPACE_L))
        text = QVBoxLayout()
        text.setSpacing(3)
        text.addWidget(words(line.action, "strong"))
        text.addWidget(
            words(" · ".join(part for part in (line.origin, line.owner, line.due) if part), "muted")
        )
        if line.response:
            text.addWidget(words(f"The service: {line.response}"))
        row.addLayout(text, 1)
        side = QVBoxLayout()
        side.setSpacing(theme().px(SPACE_S))
        right = Qt.AlignmentFlag.AlignRight
        side.addWidget(Chip(line.status, line.tone, line.icon_name), 0, right)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.first_button = read = Button(
            line.leads, "link", name=f"{line.leads}: {line.origin}",
            clicked=partial(page.read, line),
        )  # fmt: skip
        if can_answer:
            self.first_button = Button(
                "Answer", "link", name=f"Record the answer to: {line.action}",
                clicked=partial(page.answer, line),
            )  # fmt: skip
            buttons.addWidget(self.first_button)
        buttons.addWidget(read)
        side.addLayout(buttons)
        side.addStretch(1)
        row.addLayout(side)
