"""One compiled paper: its text part by part, its pages, and what changed in the records since."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from visits_app.domain.errors import PaperOutdated, UnknownRecord
from visits_app.domain.paper_merging import Choice
from visits_app.domain.papers import PartKind
from visits_app.domain.text import shorten
from visits_app.presenters.paper_desk import Done, PaperPresenter
from visits_app.presenters.paper_states import (
    ChangesState,
    HeadLine,
    PaperState,
    PartLine,
    SourceLink,
)
from visits_app.presenters.papers import PapersPresenter
from visits_app.presenters.workspace import Change
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.papers.bar import PaperBar
from visits_app.ui.papers.changes_view import ChangesView
from visits_app.ui.papers.desk import PaperDesk
from visits_app.ui.papers.edits import edits_of
from visits_app.ui.papers.pages_view import PaperPages
from visits_app.ui.papers.plan_dialog import PaperPlanDialog
from visits_app.ui.theme import SPACE_M, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.states import StateStack

_TITLE = 60
"""Characters of a title that the header shows; it can be as long as a title page wants."""

_TOLD = {
    "hide": "Left out of the paper.",
    "show": "Back in the paper.",
    "remove": "Taken out.",
    "restore": "The draft is back.",
    "up": "Moved up.",
    "down": "Moved down.",
}


class PaperPage(Page):
    """Text, changes or pages of a paper; everything typed is saved as it is typed."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"paper"})
    parent_page: ClassVar[str] = "papers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PaperPresenter(context.space)
        self.edits = edits_of(context)
        self._paper_id = ""
        self._state: PaperState | None = None
        self._build()
        self._connect()
        self.start_focus = self.desk.text

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.primary = Button(
            "Save as…", "primary", icon_name="save",
            tooltip="Save as PDF, Word document or web page (Ctrl+S)",
        )  # fmt: skip
        self.primary.setShortcut("Ctrl+S")
        self.print_button = Button("Print…", icon_name="print", tooltip="Print (Ctrl+P)")
        self.print_button.setShortcut("Ctrl+P")
        self.plan_button = Button(
            "Contents…", icon_name="settings", tooltip="Period, meeting, teams, themes, sections"
        )
        self.more = (self.plan_button, self.print_button)
        self.desk = PaperDesk()
        self.changes = ChangesView()
        self.pages = PaperPages(self.context)
        self.room = QStackedWidget()
        for widget in (self.desk, self.changes, self.pages):
            self.room.addWidget(widget)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_M))
        self.bar = PaperBar()
        column.addWidget(self.bar)
        column.addWidget(self.room, 1)
        self.stack = StateStack(whole)
        page_layout(self).addWidget(self.stack)

    def _connect(self) -> None:
        assert self.primary is not None
        self.stack.retry.clicked.connect(self.refresh)
        self.bar.version_changed.connect(self._change_version)
        self.bar.update_wanted.connect(self.look_again)
        self.bar.turned.connect(self._turn)
        self.plan_button.clicked.connect(self._plan)
        self.primary.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        text, pane = self.desk.text, self.desk.pane
        text.typed.connect(self._typed)
        text.edited.connect(self._edited)
        text.left_blank.connect(self._take_out)
        text.wanted.connect(self._want)
        pane.wanted.connect(self._want)
        pane.add_wanted.connect(self._add)
        pane.answered.connect(self._answer)
        pane.source_wanted.connect(self._open_source)
        self.changes.accepted.connect(self._accept)
        self.changes.put_off.connect(self._show_text)
        self.pages.outdated.connect(self._must_update)
        self.edits.changed.connect(self._say_saved)

    # --- coming and going ------------------------------------------------------------------

    def open(self, paper_id: str = "", **_target: Any) -> None:
        """Show a paper."""
        if paper_id and paper_id != self._paper_id:
            self.desk.text.finish()
            self._paper_id, self._state = paper_id, None
            self._show(self.desk)
            self.stack.loading()
        if self.room.currentWidget() is self.pages:
            self._show(self.desk)  # the pages lying there may be of other words
        self.stale = False
        self.refresh()
        self._say_saved(self._paper_id)

    def leave(self) -> None:
        """Save what is being written."""
        self.desk.text.finish()
        self.edits.flush()

    def refresh(self) -> None:
        """Read the paper again."""
        if self._paper_id:
            work = partial(self.presenter.read, self._paper_id, self.public)
            self.load(work, self.show_state, self._not_there)

    def notice(self, change: Change) -> None:
        """Take note of a change of this paper alone."""
        if change.kind == "paper" and change.id not in {"", self._paper_id}:
            return
        super().notice(change)

    def show_state(self, state: PaperState, key: str = "") -> None:
        """Show the paper."""
        if state.paper_id != self._paper_id or state.public != self.public:
            return
        self._state = state
        self.edits.guard(self.window())
        self.desk.show_state(state, key)
        self.bar.show_state(state)
        self.stack.show_content()
        self.set_header(shorten(state.title, _TITLE), state.told)

    @property
    def public(self) -> bool:
        """Whether the public version is looked at."""
        return self.bar.public

    def _not_there(self, error: Exception) -> None:
        if isinstance(error, UnknownRecord):
            self.context.say(str(error), "warning")
            self.context.replace("papers")
        else:
            self.could_not_read(error)

    def _say_saved(self, paper_id: str) -> None:
        if paper_id == self._paper_id and self.isVisible():
            self.context.saved.emit(self.edits.words(paper_id))

    # --- one part --------------------------------------------------------------------------

    def _typed(self, key: str, cells: list[str]) -> None:
        self.edits.put(self._paper_id, {key: cells})

    def _edited(self, key: str, before: list[str], _now: list[str]) -> None:
        self.edits.flush()
        self.context.say("Your words are kept.", act=partial(self._put_back, key, before))

    def _take_out(self, key: str) -> None:
        """Take out what was added and never written."""
        work = partial(self.presenter.remove, self._paper_id, self.public, key)
        self._do(work, "Nothing was written, so nothing was added.")

    def _put_back(self, key: str, cells: list[str]) -> None:
        self.edits.put(self._paper_id, {key: cells})
        self.edits.flush()
        self.context.say("What was there is back.")

    def _want(self, what: str) -> None:
        line = self.desk.text.current()
        if what == "write":
            self.desk.text.write()
        elif what == "add":
            self._add(line.kind if isinstance(line, PartLine) else PartKind.PARAGRAPH)
        elif isinstance(line, PartLine):
            self._act(line, what)

    def _act(self, line: PartLine, what: str) -> None:
        """Do something with one part, once all that was typed is saved."""
        at = (self._paper_id, self.public, line.key)
        told = _TOLD.get(what, "")
        if what == "hide" and line.is_own:
            what, told = "remove", _TOLD["remove"]
        work: Callable[[], Done]
        if what in {"up", "down"}:
            places = -1 if what == "up" else 1
            work = partial(self.presenter.move, *at, places, self.desk.text.neighbours())
        elif what == "hide":
            work = partial(self.presenter.hide, *at, not line.is_hidden)
            told = _TOLD["show" if line.is_hidden else "hide"]
        elif what == "remove":
            work = partial(self.presenter.remove, *at)
        else:
            work = partial(self.presenter.restore, *at)
        self._do(work, told)

    def _add(self, kind: PartKind) -> None:
        line = self.desk.text.current()
        if line is None or self._state is None:
            return
        heads = {one.section: one for one in self._state.lines if isinstance(one, HeadLine)}
        columns = heads[line.section].columns
        if kind is PartKind.CHART or (kind is PartKind.ROW and len(columns) < 2):
            kind = PartKind.PARAGRAPH
        after = line.key if isinstance(line, PartLine) else ""
        cells = len(columns) if kind is PartKind.ROW else 1
        work = partial(
            self.presenter.add, self._paper_id, self.public, line.section, after, kind, cells
        )
        self._do(work, "Added. Write what belongs here.", write=True)

    def _answer(self, choice: Choice) -> None:
        line = self.desk.text.current()
        if isinstance(line, PartLine):
            work = partial(self.presenter.answer, self._paper_id, self.public, line.key, choice)
            self._do(work, "Your words stay." if choice is Choice.KEEP else "Taken.")

    def _do(self, work: Callable[[], Done], told: str, *, write: bool = False) -> None:
        self.desk.text.finish()
        then = partial(self.load, work, partial(self._done, told, write))
        self.edits.once_saved(self._paper_id, then)

    def _done(self, told: str, write: bool, done: Done) -> None:
        self.show_state(done.state, done.key)
        if not done.step.is_empty:
            take_back = partial(self.presenter.undo, done.step)
            act = partial(undo, self.context, take_back, "Taken back.", "paper", done.step.paper_id)
            self.context.say(told, act=act)
            self.context.tell("paper", done.step.paper_id, self)
        if write:
            self.desk.text.write()

    def _open_source(self, link: SourceLink) -> None:
        self.context.go(link.page, **dict(link.target))

    # --- drafting again --------------------------------------------------------------------

    def look_again(self) -> None:
        """Ask the records what changed."""
        self.desk.text.finish()
        self.edits.once_saved(self._paper_id, self._ask_records)

    def _ask_records(self) -> None:
        self.bar.update_button.setEnabled(False)
        work = partial(self.presenter.look_again, self._paper_id)
        self.context.jobs.run(self, work, self._show_changes, self._no_changes, long=True)

    def _show_changes(self, state: ChangesState) -> None:
        self.bar.update_button.setEnabled(True)
        if not state.lines:
            self.context.say("The records say what this paper says. Nothing has changed.", "info")
            self._show_text()
            return
        self._show(self.changes)
        self.changes.show_state(state)

    def _no_changes(self, error: Exception) -> None:
        self.bar.update_button.setEnabled(True)
        self.show_failure(error)

    def _accept(self, answers: dict[str, Choice]) -> None:
        work = partial(self.presenter.regenerate, self._paper_id, self.public, answers)
        self._do(work, "The paper is up to date with the records.")
        self._show_text()

    def _show_text(self) -> None:
        self._show(self.desk)
        self.desk.take_focus()

    def _show(self, what: QWidget) -> None:
        """Show the text, the changes or the pages."""
        self.room.setCurrentWidget(what)
        self.bar.setVisible(what is not self.changes)
        self.bar.show_pages(what is self.pages)

    # --- what it is about ------------------------------------------------------------------

    def _plan(self) -> None:
        self.desk.text.finish()
        presenter = PapersPresenter(self.context.space)
        dialog = PaperPlanDialog(self.context, presenter, self, self._paper_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.planned.connect(self._planned)
        dialog.open()

    def _planned(self, step: Any) -> None:
        if step.is_empty:
            return
        act = partial(
            undo, self.context, partial(self.presenter.undo, step), "Taken back.", "paper",
            self._paper_id,
        )  # fmt: skip
        self.context.say("The paper is about something else now.", act=act)
        self.context.tell("paper", self._paper_id, self)
        self.refresh()
        self.look_again()

    def _change_version(self) -> None:
        self.desk.text.finish()
        self.refresh()
        if self.room.currentWidget() is self.pages:
            self._make()

    # --- pages and out ---------------------------------------------------------------------

    def _turn(self) -> None:
        if self.room.currentWidget() is self.pages:
            self._show_text()
        else:
            self._show(self.pages)
            self._make()

    def _make(self, then: Callable[[], None] | None = None) -> None:
        """Make the pages of the version looked at, then perhaps send them somewhere."""
        self.desk.text.finish()
        stop = Event()
        work = partial(self.presenter.make, self._paper_id, self.public, stop)
        self.edits.once_saved(self._paper_id, partial(self.pages.make, work, stop, then))

    def _must_update(self, why: str) -> None:
        self._show_text()
        self.context.say(why, "warning", action="Update from records", act=self.look_again)

    def _save(self) -> None:
        self._let_out(self.pages.save)

    def _print(self) -> None:
        self._let_out(self.pages.print)

    def _let_out(self, way: Callable[[], None]) -> None:
        """Look through its words first, then make the pages and let them out."""
        self.desk.text.finish()
        self.edits.once_saved(self._paper_id, partial(self._ask_texts, way))

    def _ask_texts(self, way: Callable[[], None]) -> None:
        work = partial(self.presenter.leaving_texts, self._paper_id, self.public)
        done = partial(self._look_through, way)
        self.context.jobs.run(self, work, done, self._not_out, long=True)

    def _not_out(self, error: Exception) -> None:
        if isinstance(error, PaperOutdated):
            self._must_update(str(error))
        else:
            self.show_failure(error)

    def _look_through(self, way: Callable[[], None], texts: Any) -> None:
        from visits_app.ui.papers.leaving import before_leaving

        before_leaving(self, self.context, self._paper_id, texts, partial(self._make, way))

    def save_to(self, path: Path) -> None:
        """Write the pages that were made as what the ending of `path` asks for."""
        self.pages.save_to(path)
