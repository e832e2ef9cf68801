"""Looks for passages while somebody writes: after a pause, off the window's thread."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from visits_app.domain.errors import VisitsError
from visits_app.domain.forms import Answers
from visits_app.presenters.privacy import OPEN, PassageLine, PrivacyPresenter
from visits_app.ui.context import Context

_PAUSE_MS = 700


class PassageWatch(QObject):
    """Says what may identify somebody in the answers as they stand in the window."""

    found = Signal(str, tuple)
    """the visit's id, and the lines that are undecided"""

    def __init__(
        self, context: Context, answers: Callable[[], tuple[str, Answers]], parent: QObject
    ) -> None:
        """Take where to get a visit's id and its answers; "" for none while no visit is open."""
        super().__init__(parent)
        self._context, self._answers = context, answers
        self._presenter = PrivacyPresenter(context.space)
        self._under_way = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    @property
    def looking(self) -> bool:
        """Whether there is something that was not looked at yet."""
        return self._pause.isActive() or self._under_way

    def look_soon(self) -> None:
        """Look once nothing was typed for a moment."""
        self._pause.start()

    def _look(self) -> None:
        visit_id, answers = self._answers()
        if not visit_id:
            return
        self._under_way = True
        work = partial(self._presenter.of_visit, visit_id, answers)
        self._context.jobs.run(
            self, work, partial(self._tell, visit_id), self._could_not_look, long=True
        )

    def _tell(self, visit_id: str, lines: tuple[PassageLine, ...]) -> None:
        self._under_way = False
        self.found.emit(visit_id, tuple(line for line in lines if line.state == OPEN))

    def _could_not_look(self, error: Exception) -> None:
        """Keep quiet about a store that is not there: saving says so in its own words."""
        self._under_way = False
        if not isinstance(error, VisitsError):
            self._context.jobs.crashed.emit(error)
