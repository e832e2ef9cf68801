"""Check and submit: every answer on one page, what is missing, the declaration, the seal."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.domain.errors import Fault, IncompleteVisit, UndecidedPassages, VisitsError
from visits_app.presenters.check import CheckPageState, CheckPresenter
from visits_app.presenters.privacy import OPEN, PassageLine, PrivacyPresenter, open_words
from visits_app.ui.context import Context
from visits_app.ui.drafts import drafts_of
from visits_app.ui.icons import pixmap
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import READING_WIDTH, SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.answer_list import changes_card, section_card
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.doubts_card import DoubtsCard
from visits_app.ui.widgets.error_summary import ErrorSummary
from visits_app.ui.widgets.passage_row import PassageRow
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.submit_card import SubmitCard
from visits_app.ui.widgets.words import words


class CheckPage(Page):
    """One visit, as it will be sealed."""

    parent_page: ClassVar[str] = "visits"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = CheckPresenter(context.space)
        self.drafts = drafts_of(context)
        self.visit_id = ""
        self._state: CheckPageState | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.edit_button = Button("Go on writing", icon_name="edit")
        self.more = (self.edit_button,)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(theme().px(SPACE_L))
        holder = QWidget()
        holder.setMaximumWidth(theme().px(READING_WIDTH + 160))
        holder.setLayout(column)
        column.setContentsMargins(4, 0, theme().px(SPACE_M), theme().px(SPACE_M))
        row.addWidget(holder, 1)
        row.addStretch(0)
        self.summary = ErrorSummary()
        self.privacy = ErrorSummary("warning")
        self.passages: list[PassageRow] = []
        self._deciding = False
        self.all_well = _AllWell()
        self._changes = QVBoxLayout()
        self._sections = QVBoxLayout()
        self._sections.setSpacing(theme().px(SPACE_L))
        self.doubts = DoubtsCard()
        self.seal = SubmitCard()
        for widget in (self.summary, self.privacy, self.all_well):
            column.addWidget(widget)
        column.addLayout(self._changes)
        column.addLayout(self._sections)
        column.addWidget(self.doubts)
        column.addWidget(self.seal)
        column.addStretch(1)
        self.area = scrolled(content)
        # the keyboard here means the page: arrows scroll it, as they do a paper that is read
        self.area.setProperty("ring", False)
        self.stack = StateStack(self.area)
        page_layout(self).addWidget(self.stack)

    def _connect(self) -> None:
        self.edit_button.clicked.connect(self._edit)
        self.summary.jump_wanted.connect(self._jump)
        self.privacy.jump_wanted.connect(self._go_to_passage)
        self.doubts.jump_wanted.connect(self._jump)
        self.seal.submit_wanted.connect(self.submit)
        self.seal.give_up_wanted.connect(self._ask_to_give_up)
        self.stack.retry.clicked.connect(self.refresh)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, self.seal.press,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip

    # --- showing ---------------------------------------------------------------------------

    def open(self, visit_id: str = "", **_target: Any) -> None:
        """Check a visit as the store has it."""
        if visit_id != self.visit_id:
            self.seal.clear()
            self.doubts.clear()
            self.stack.loading()
        self.visit_id = visit_id
        self.refresh()

    def refresh(self) -> None:
        """Read the visit again."""
        self.drafts.flush()
        self.load(partial(self.presenter.read, self.visit_id), self.render, self._could_not_read)

    def render(self, state: CheckPageState) -> None:
        """Show every answer and what stands in the way."""
        if state.visit_id != self.visit_id:
            return
        if state.sealed:
            self.context.replace("visits", visit_id=state.visit_id)
            return
        self._state = state
        self.set_header(state.title, state.context_line)
        self.summary.render(state.check.faults, state.check.sentence)
        self.all_well.render("" if state.check.faults else state.check.sentence)
        clear_layout(self._changes)
        clear_layout(self._sections)
        if state.correcting:
            self._changes.addWidget(changes_card(state.changes, state.last_sealed))
        marks = self._make_passages(state)
        for section in state.check.sections:
            self._sections.addWidget(section_card(section, self._jump, marks))
        self.privacy.render(
            tuple(Fault(str(place), f"“{row.line.words}”: {row.line.where}")
                  for place, row in enumerate(self.passages) if row.line.state == OPEN),
            open_words(state.undecided),
        )  # fmt: skip
        self.doubts.render(state.doubts)
        self.seal.render(state)
        self.stack.show_content()
        if self._deciding:
            self._go_on_deciding()
            return
        self.area.verticalScrollBar().setValue(0)
        if not (self.summary.take_focus() or self.privacy.take_focus()):
            self.area.setFocus()

    def _make_passages(self, state: CheckPageState) -> dict[str, dict[str, list[PassageRow]]]:
        """Make a row for every passage, and say under which answer each stands."""
        marks: dict[str, dict[str, list[PassageRow]]] = {}
        self.passages = []
        for line in state.passages:
            row = PassageRow(line)
            row.kept.connect(self._keep)
            row.change_wanted.connect(self._change_passage)
            row.restrict_wanted.connect(self._restrict)
            row.undo_wanted.connect(self._undo_decision)
            self.passages.append(row)
            path = "/".join(line.path.split("/")[:2])
            marks.setdefault(path, {}).setdefault(line.found.place.text, []).append(row)
        return marks

    def _go_on_deciding(self) -> None:
        """Put the keyboard on the next passage that is undecided, else on the end of the page."""
        self._deciding = False
        left = [row for row in self.passages if row.line.state == OPEN]
        if left:
            left[0].take_focus()
        else:
            self.seal.declared.setFocus()

    def _could_not_read(self, error: Exception) -> None:
        self.stack.show_error(str(error))
        self.show_failure(error)

    # --- what was done ---------------------------------------------------------------------

    def submit(self) -> None:
        """Seal the report, if nothing is missing and everything is declared and saved."""
        state = self._state
        if state is None:
            return
        if state.check.faults:
            self.area.verticalScrollBar().setValue(0)
            self.summary.take_focus()
            self.context.say(state.check.sentence, "error")
            return
        if state.undecided:
            self.area.verticalScrollBar().setValue(0)
            self.privacy.take_focus()
            self.context.say(f"Not submitted. {open_words(state.undecided)}.", "error")
            return
        if not self.doubts.complete() or not self.seal.complete():
            return
        if self.drafts.unsaved(self.visit_id):
            why = self.drafts.trouble or "Your last words are still being saved. Try again."
            self.context.say(f"Not submitted. {why}", "error")
            return
        self.seal.busy(True)
        self.load(
            partial(self.presenter.submit, self.visit_id, self.seal.reason),
            partial(self._submitted, self.visit_id),
            self._not_submitted,
        )

    def _submitted(self, visit_id: str, sentence: str) -> None:
        self.seal.busy(False)
        self.seal.clear()
        self.context.say(sentence)
        self.context.tell("visit", visit_id, self)
        self.context.replace("visits", visit_id=visit_id)

    def _not_submitted(self, error: Exception) -> None:
        self.seal.busy(False)
        if isinstance(error, (IncompleteVisit, UndecidedPassages)):
            self.refresh()
        elif isinstance(error, VisitsError):
            self.context.say(f"Not submitted. {error}", "error")
        else:
            self.context.jobs.crashed.emit(error)

    def _ask_to_give_up(self) -> None:
        from visits_app.ui.confirm import ConfirmDialog

        dialog = ConfirmDialog(
            "Give this correction up?",
            "What you changed since the report was submitted is taken back. The report stays as "
            "it was.",
            keep="Keep the correction",
            go="Give it up",
            parent=self,
        )
        dialog.confirmed.connect(self._give_up)
        dialog.open()

    def _give_up(self) -> None:
        self.load(
            partial(self.presenter.give_up, self.visit_id), partial(self._given_up, self.visit_id)
        )

    def _given_up(self, visit_id: str, _nothing: object) -> None:
        self.seal.clear()
        self.context.say("The report stays as it was submitted.")
        self.context.tell("visit", visit_id, self)
        self.context.replace("visits", visit_id=visit_id)

    # --- what may identify somebody --------------------------------------------------------

    def _go_to_passage(self, place: str) -> None:
        row = self.passages[int(place)]
        self.area.ensureWidgetVisible(row)
        row.take_focus()

    def _keep(self, line: PassageLine, reason: str) -> None:
        self._decide(partial(PrivacyPresenter(self.context.space).keep, line, reason))

    def _restrict(self, line: PassageLine) -> None:
        self._decide(partial(PrivacyPresenter(self.context.space).restrict, line))

    def _undo_decision(self, line: PassageLine) -> None:
        self._decide(partial(PrivacyPresenter(self.context.space).undo, line))

    def _decide(self, work: Callable[[], None]) -> None:
        self.load(work, self._decided)

    def _decided(self, _nothing: object) -> None:
        self._deciding = True
        self.context.tell("visit", self.visit_id, self)
        self.refresh()

    def _change_passage(self, line: PassageLine) -> None:
        passage = line.found.passage
        self.context.go(
            "visit", visit_id=self.visit_id, at=line.path, select=(passage.start, passage.end)
        )

    def _edit(self) -> None:
        self.context.go("visit", visit_id=self.visit_id)

    def _jump(self, path: str) -> None:
        self.context.go("visit", visit_id=self.visit_id, at=path, checked=True)


class _AllWell(QFrame):
    """Says that nothing is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.setProperty("tone", "good")
        picture = QLabel()
        picture.setPixmap(pixmap("complete", "good"))
        self._text = words("")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def render(self, sentence: str) -> None:
        """Say it; nothing is shown for ""."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
