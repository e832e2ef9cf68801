"""Chaser lists out and in again, as the window asks for them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.actions import ActionFilter
from visits_app.domain.sheets import ReturnedSheet, Sheet
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    import threading


class ChaserReceiver:
    """Takes a chaser list in; a `SheetReceiver`."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._taken = ""
        self.title = "Read a chaser list"
        self.words = (
            "Choose a list that came back. Every line is shown with what it says before anything"
            " is recorded."
        )
        self.change = "action"

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        """Read a file and judge every line."""
        from visits_app.services import chasers

        return chasers.read_chaser(
            self._space.store, path, today=self._space.today(), cancelled=cancelled
        )

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        """Record the answers of these lines in one step."""
        from visits_app.services import chasers

        self._taken, count = chasers.take_chaser(
            self._space.store, returned, keys, today=self._space.today(), by=self._space.by
        )
        return "1 answer recorded." if count == 1 else f"{count} answers recorded."

    def undo(self) -> str | None:
        """Take the answers back."""
        from visits_app.services import chasers

        if not self._taken:
            return None
        return chasers.undo_chaser(self._space.store, self._taken, by=self._space.by)


def make_chaser(space: Workspace, wanted: ActionFilter) -> Sheet:
    """Return what is owed by those on show as a sheet that goes out now."""
    from visits_app.services import chasers

    return chasers.make_chaser(space.store, wanted, today=space.today(), by=space.by)


def chaser_name(space: Workspace, owner: str) -> str:
    """Return what a chaser list's file is called."""
    return f"Actions of {owner or 'every role'}, {date_in_words(space.today().isoformat())}"
