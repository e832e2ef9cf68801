"""Autosave: keeps every typed answer until the store has it, beyond the life of any page.

A page is made anew when the text size changes and is gone when another is opened; what was typed
in it is not. Answers wait here until the service has returned; when saving fails they are kept,
the person is told at once, and it is tried again until it works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from visits_app.domain.errors import FaultsError, StoreError, VisitsError
from visits_app.domain.forms import Answers
from visits_app.presenters.editor import save
from visits_app.presenters.workspace import Workspace
from visits_app.ui.context import Context

PAUSE_MS = 500
"""From the last key to the save."""
LONGEST_MS = 900
"""From the first unsaved key to the save, however fast one types."""
AGAIN_MS = 3000
"""From a failed save to the next try."""


@dataclass(slots=True)
class _Draft:
    space: Workspace
    waiting: Answers = field(default_factory=dict)
    under_way: Answers = field(default_factory=dict)
    refused: Answers = field(default_factory=dict)
    """Answers the service will not take as they are; the next edit of them tries again."""
    one_by_one: bool = False
    """One of several answers was refused and it is not known which."""
    saved_at: datetime | None = None
    then: list[Callable[[], None]] = field(default_factory=list)

    @property
    def unsaved(self) -> Answers:
        return {**self.under_way, **self.refused, **self.waiting}


class Drafts(QObject):
    """Every visit being written; one for each window. Subclasses write something else."""

    kind: ClassVar[str] = "visit"
    """What pages are told was changed."""

    changed = Signal(str)
    """A visit whose words for "saved" changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._drafts: dict[str, _Draft] = {}
        self._trouble = ""
        self._letting_go = False
        self._window: QWidget | None = None
        self._since = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.flush)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.flush)

    # --- what pages ask --------------------------------------------------------------------

    def put(self, visit_id: str, changes: Answers) -> None:
        """Take answers to save within a second."""
        draft = self._draft(visit_id)
        for question_id in changes:
            draft.refused.pop(question_id, None)
        draft.waiting.update(changes)
        if not self._pause.isActive():
            self._since.start()
        left = LONGEST_MS - self._since.elapsed()
        self._pause.start(int(max(0, min(PAUSE_MS, left))))
        self._tell(visit_id)

    def flush(self) -> None:
        """Save everything now."""
        self._pause.stop()
        self._again.stop()
        for visit_id, draft in self._drafts.items():
            self._save(visit_id, draft)

    def unsaved(self, visit_id: str) -> Answers:
        """Return the answers the store does not have yet."""
        draft = self._drafts.get(visit_id)
        return draft.unsaved if draft else {}

    def once_saved(self, visit_id: str, then: Callable[[], None]) -> None:
        """Save now and call `then` when the store has everything of this visit."""
        draft = self._draft(visit_id)
        if not draft.unsaved:
            then()
            return
        draft.then.append(then)
        self.flush()

    def words(self, visit_id: str) -> str:
        """Return "Saving…", "Saved 14:02", "Not saved" or, before anything was written, ""."""
        draft = self._drafts.get(visit_id)
        if draft is None:
            return ""
        if draft.refused or (self._trouble and draft.unsaved):
            return "Not saved"
        if draft.unsaved:
            return "Saving…"
        return f"Saved {draft.saved_at.astimezone():%H:%M}" if draft.saved_at else ""

    @property
    def trouble(self) -> str:
        """Why saving does not work at present, or ""."""
        return self._trouble

    def guard(self, window: QWidget) -> None:
        """Keep this window from closing over words that are not saved."""
        if self._window is not window:
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = window
            window.installEventFilter(self)

    def write(self, space: Workspace, id: str, changes: Mapping[str, Any]) -> datetime:
        """Write changes into the store and return when; in a job, and once more at the very end."""
        return save(space, id, dict(changes))

    # --- saving ----------------------------------------------------------------------------

    def _draft(self, visit_id: str) -> _Draft:
        if visit_id not in self._drafts:
            self._drafts[visit_id] = _Draft(self._context.space)
        return self._drafts[visit_id]

    def _save(self, visit_id: str, draft: _Draft) -> None:
        if draft.under_way or not draft.waiting:
            return
        if draft.one_by_one:
            first = next(iter(draft.waiting))
            draft.under_way = {first: draft.waiting.pop(first)}
        else:
            draft.under_way, draft.waiting = draft.waiting, {}
        self._context.jobs.run(
            self,
            partial(self.write, draft.space, visit_id, draft.under_way),
            partial(self._saved, visit_id),
            partial(self._failed, visit_id),
        )

    def _saved(self, visit_id: str, at: datetime) -> None:
        draft = self._drafts[visit_id]
        draft.under_way, draft.saved_at = {}, at
        if self._trouble:
            self._trouble = ""
            self._context.say(f"Saved at {at.astimezone():%H:%M}. Nothing was lost.")
        self._tell(visit_id)
        self._context.tell(self.kind, visit_id, self)
        draft.one_by_one = draft.one_by_one and bool(draft.waiting)
        if draft.waiting and (draft.one_by_one or draft.then or not self._pause.isActive()):
            self._save(visit_id, draft)
        elif not draft.unsaved:
            calls, draft.then = draft.then, []
            for call in calls:
                call()

    def _failed(self, visit_id: str, error: Exception) -> None:
        draft = self._drafts[visit_id]
        back, draft.under_way = draft.under_way, {}
        refused = self._refused(error, back)
        # words typed since then are newer than those that could not be saved
        for question_id, value in back.items():
            if question_id not in draft.waiting:
                (draft.refused if question_id in refused else draft.waiting)[question_id] = value
        draft.then.clear()
        if isinstance(error, StoreError) or not isinstance(error, VisitsError):
            self._complain(error)
            self._again.start()
        else:
            draft.one_by_one = not refused
            if refused:
                self._context.say(f"Not saved. {error}", "error")
            self._save(visit_id, draft)
        self._tell(visit_id)

    def _refused(self, error: Exception, answers: Answers) -> set[str]:
        """Return which answers the service will never take; none when it is not known which."""
        if isinstance(error, FaultsError):
            named = {fault.where for fault in error.faults} & answers.keys()
            if named:
                return named
        known = isinstance(error, VisitsError) and not isinstance(error, StoreError)
        return set(answers) if known and len(answers) == 1 else set()

    def _complain(self, error: Exception) -> None:
        known = isinstance(error, VisitsError)
        sentence = str(error) if known else "Saving did not work."
        if sentence == self._trouble:
            return
        self._trouble = sentence
        self._context.say(
            f"Not saved. {sentence} What you wrote stays here; saving is tried again every few "
            "seconds.",
            "error",
        )
        if not known:
            self._context.jobs.crashed.emit(error)

    def _tell(self, visit_id: str) -> None:
        self._context.saved.emit(self.words(visit_id))
        self.changed.emit(visit_id)

    # --- closing ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and not self._letting_go:
            error = self._last_try()
            if error is not None:
                event.ignore()
                self._ask(str(error) if isinstance(error, VisitsError) else "Saving did not work.")
                return True
        return super().eventFilter(watched, event)

    def _last_try(self) -> Exception | None:
        """Save on the window's thread: there is no later any more."""
        for visit_id, draft in self._drafts.items():
            if draft.unsaved:
                try:
                    draft.saved_at = self.write(draft.space, visit_id, draft.unsaved)
                except Exception as error:
                    return error
                draft.waiting, draft.refused = {}, {}
        return None

    def _ask(self, sentence: str) -> None:
        from visits_app.ui.confirm import ConfirmDialog

        dialog = ConfirmDialog(
            "Your last words are not saved",
            f"{sentence} Everything before them is saved. To keep these too, leave the window open "
            "until saving works again.",
            keep="Go on writing",
            go="Close without saving",
            parent=self._window,
        )
        dialog.confirmed.connect(self._let_go)
        dialog.open()

    def _let_go(self) -> None:
        self._letting_go = True
        if self._window is not None:
            self._window.close()


def drafts_of(context: Context) -> Drafts:
    """Return what is being written in this window; made on first use."""
    made = (one for one in context.findChildren(Drafts) if type(one) is Drafts)
    return next(made, None) or Drafts(context)
