"""One import under way: which step it is at, and the work it does off the window's thread.

It belongs to the window, not to the page: the page is made anew when text is made larger, and
nothing the officer has decided may be lost by that.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from visits_app.domain.errors import Cancelled, VisitsError
from visits_app.domain.figure_imports import DryRun, FigureImport
from visits_app.presenters.figure_import import FigureImportPresenter, LookedAt
from visits_app.presenters.import_states import (
    DoneState,
    FoundState,
    NamesRead,
    NamesState,
    PastImport,
    PlanState,
)
from visits_app.ui.context import Context

FILE, FOUND, NAMES, PLAN, DONE = "file", "found", "names", "plan", "done"
STEPS = (FILE, FOUND, NAMES, PLAN, DONE)


class Working:
    """What is being done; the worker writes how far it is, the window looks at it in its own time.

    Nothing is sent from the worker: 200,000 rows would flood the window with signals.
    """

    def __init__(self, words: str, *, can_stop: bool = True) -> None:
        self.words = words
        self.can_stop = can_stop
        self.stop = Event()
        self.far: tuple[int, int] = (0, 0)

    def note(self, done: int, total: int) -> None:
        """Take down how much is done, and of how much; called by the worker."""
        self.far = (done, total)


class ImportSession(QObject):
    """Leads from one step to the next; pages show what it says."""

    changed = Signal()
    """Another step, another state, or an error to show."""
    working_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.space = context.space
        self.presenter = FigureImportPresenter(context.space)
        self.step = FILE
        self.error = ""
        self.working: Working | None = None
        self.past: tuple[PastImport, ...] = ()
        self.found: FoundState | None = None
        self.names: NamesState | None = None
        self.plan: PlanState | None = None
        self.done: DoneState | None = None

    # --- the steps -------------------------------------------------------------------------

    def read_past(self) -> None:
        """Read the imports of before, for the list."""
        self.context.jobs.run(self, self.presenter.past, self._show_past, self._tell)

    def choose_file(self, path: Path) -> None:
        """Look at a file."""
        working = Working(f"Reading {path.name}…")
        self._work(working, partial(self.presenter.look, path, working.stop), self._show_file)

    def choose_sheet(self, name: str) -> None:
        """Read another sheet of the file."""
        self.found = self.presenter.choose_sheet(name)
        self._say()

    def change(self, control: str, value: str) -> None:
        """Change how the sheet is read."""
        self.found = self.presenter.change(control, value)
        self._say()

    def next(self) -> None:
        """Go on from where one is, if that is settled."""
        if self.working is not None:
            return
        if self.step == FOUND:
            self._to_names()
        elif self.step == NAMES:
            self._to_plan()
        elif self.step == PLAN:
            self._take()
        elif self.step == DONE:
            self.begin()

    def back(self) -> None:
        """Return to the step before; nothing of it is lost."""
        if self.working is None and self.step in {FOUND, NAMES, PLAN}:
            self._go(STEPS[STEPS.index(self.step) - 1])

    def begin(self) -> None:
        """Begin anew with another file."""
        self.presenter = FigureImportPresenter(self.space)
        self.found = self.names = self.plan = self.done = None
        self._go(FILE)
        self.read_past()

    def stop(self) -> None:
        """Ask the work under way to stop."""
        if self.working is not None and self.working.can_stop:
            self.working.stop.set()
            self.working_changed.emit()

    def tell_names(self) -> None:
        """Show the names as they are decided now."""
        assert self.presenter.names is not None
        self.names = self.presenter.names.state()
        self._say()

    def undo(self, import_id: str) -> None:
        """Undo an import of the list, or the one just made."""
        if self.working is not None:
            self.context.say("Something is being read or taken; undo this after it.", "warning")
            return
        working = Working("Undoing the import…", can_stop=False)
        self._work(working, partial(self.presenter.undo, import_id), self._undone)

    def save_refused(self, path: Path) -> None:
        """Save what was refused as a text file."""
        if self.plan is not None:
            target = path if path.suffix else path.with_name(f"{path.name}.txt")
            work = partial(self.presenter.save_text, self.plan.refused_text, target)
            self.context.jobs.run(self, work, self._saved, self._tell, long=True)

    def refuse(self, sentence: str) -> None:
        """Show an error in place."""
        self._say(sentence)

    # --- inside ----------------------------------------------------------------------------

    def _to_names(self) -> None:
        wrong = self.presenter.faults()
        if self.found is None or not self.found.can_read or wrong:
            self._say(next(iter(wrong.values()), "This sheet cannot be read."))
            return
        working = Working("Reading the names in the file…")
        mapping = self.presenter.mapping
        work = partial(self.presenter.read_names, mapping, working.stop)
        self._work(working, work, self._show_names)

    def _to_plan(self) -> None:
        names = self.presenter.names
        assert names is not None
        if sentence := names.sentence():
            self._say(sentence)
            return
        working = Working("Comparing the file with what is here…")
        work = partial(self.presenter.work_out, self.presenter.order(), working.stop, working.note)
        self._work(working, work, self._show_plan)

    def _take(self) -> None:
        plan = self.presenter.dry_run
        if plan is None or not plan.can_apply:
            return
        working = Working("Taking the figures…")
        work = partial(self.presenter.take, plan, working.stop, working.note)
        self._work(working, work, self._taken)

    def _work(self, working: Working, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        if self.working is not None:
            return
        self.working, self.error = working, ""
        self.working_changed.emit()
        # the event is our own: an answer that comes in spite of "Stop" must still be told
        self.context.jobs.run(self, work, partial(self._answered, done), self._failed, long=True)

    def _answered(self, done: Callable[[Any], None], answer: Any) -> None:
        stopped = self.working is not None and self.working.stop.is_set()
        self._rest()
        if stopped and not isinstance(answer, FigureImport):
            self._say()
            return
        done(answer)

    def _failed(self, error: Exception) -> None:
        self._rest()
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._say()
        elif isinstance(error, VisitsError):
            self._say(str(error))
        else:
            self._say("Something unexpected went wrong. Nothing was changed.")
            self.context.jobs.crashed.emit(error)

    def _rest(self) -> None:
        self.working = None
        self.working_changed.emit()

    def _show_past(self, past: tuple[PastImport, ...]) -> None:
        self.past = past
        self._say(self.error)

    def _show_file(self, look: LookedAt) -> None:
        self.found = self.presenter.show_file(look)
        self._go(FOUND)

    def _show_names(self, read: NamesRead) -> None:
        if not read.matches:
            self._say(
                read.look.unreadable
                or "No names of indicators were found. Check the layout, the rows and the columns."
            )
            return
        self.names = self.presenter.show_names(read)
        self._go(NAMES)

    def _show_plan(self, plan: DryRun) -> None:
        self.plan = self.presenter.show_plan(plan)
        self._go(PLAN)

    def _taken(self, made: FigureImport) -> None:
        self.done = self.presenter.show_done(made)
        self._go(DONE)
        self.context.say(self.done.sentence, act=partial(self.undo, made.id))
        self.context.tell("indicator", source=self)

    def _undone(self, sentence: str) -> None:
        if self.step in {FILE, DONE}:
            self.begin()
        else:
            # another import has been begun since: nothing of it is lost
            self._say()
            self.read_past()
        self.context.say(sentence)
        self.context.tell("indicator", source=self)

    def _saved(self, path: Path) -> None:
        self.context.say(f"Saved as {path.name}.")

    def _go(self, step: str) -> None:
        self.step = step
        self._say()

    def _say(self, error: str = "") -> None:
        self.error = error
        self.changed.emit()


def session_of(context: Context) -> ImportSession:
    """Return the import under way at this desk, or begin one."""
    for session in context.findChildren(ImportSession):
        if session.space is context.space:
            return session
        if session.working is not None:
            session.working.stop.set()
        session.deleteLater()
        session.setParent(None)
    return ImportSession(context)
