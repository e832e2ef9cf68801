"""What the three parts of the Insight page have in common: they read in the long lane.

Counting over every visit of many years may take seconds; no save waits behind it there.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from visits_app.domain.errors import VisitsError
from visits_app.ui.jobs import Job
from visits_app.ui.pages.page import Page
from visits_app.ui.widgets.states import StateStack


class Part(QWidget):
    """A part with a stack of its own; only the answer to what was asked last is shown."""

    stack: StateStack

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._job: Job | None = None

    def refresh(self) -> None:
        """Read again what is chosen, and show it."""
        raise NotImplementedError

    def read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Read off the window's thread in place of what was asked before."""
        if self._job is not None:
            self._job.cancel()
        self.stack.loading()
        jobs = self._page.context.jobs
        self._job = jobs.run(self, work, done, self._failed, long=True)

    def _failed(self, error: Exception) -> None:
        known = isinstance(error, VisitsError)
        self.stack.show_error(str(error) if known else "Something unexpected went wrong.")
        self._page.show_failure(error)
