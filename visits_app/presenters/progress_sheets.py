"""Asking officers for updates by a sheet, and taking in what comes back."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.working_days import working_days_after
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    import threading

    from visits_app.domain.sheets import ReturnedSheet, Sheet

NAME = "Updates on recommendations"
REPLY_DAYS = 20
"""Working days officers have to reply: about a month."""


class ProgressReceiver:
    """Takes a sheet of updates in; they stay on record, so there is nothing to undo."""

    title = "Read updates"
    words = (
        "Choose the sheet of updates that came back. Each line you take becomes an update of its "
        "recommendation and stays on record as it is: a mistaken one is answered by a further one."
    )
    change = "recommendation"

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        """Read a file and judge every line; nothing is kept yet."""
        from visits_app.services import progress_sheets

        return progress_sheets.read_updates(
            self._space.store, path, today=self._space.today(), cancelled=cancelled
        )

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        """Take the lines with these references and say how many."""
        from visits_app.services import progress_sheets

        taken = progress_sheets.take_updates(
            self._space.store, returned, keys, by=self._space.by, today=self._space.today()
        )
        count = "1 update is" if len(taken) == 1 else f"{len(taken)} updates are"
        return f"{count} on record. The committee has accepted none of it yet."

    def undo(self) -> str | None:
        """Undo nothing: updates only add up."""
        return None


def make_request(space: Workspace, ids: Collection[str] | None) -> Sheet:
    """Make the sheet that asks for updates on these recommendations, and keep it as sent."""
    from visits_app.services import progress_sheets

    today = space.today()
    due = working_days_after(today, REPLY_DAYS)
    return progress_sheets.request_updates(space.store, ids=ids, due=due, by=space.by, today=today)
