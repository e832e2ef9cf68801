"""Registers out as a sheet and in again, as the window asks for it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.sheets import ReturnedSheet, Sheet, SheetKind
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    import threading


class RegisterReceiver:
    """Takes a register in; a `SheetReceiver`."""

    def __init__(self, space: Workspace, kind: SheetKind) -> None:
        self._space = space
        self._kind = kind
        self._taken = ""
        self.title = f"Add or change {kind.value} from a sheet"
        self.words = (
            f"Choose a sheet with the register of {kind.value}: the one that was saved here and "
            "filled in, or any table with the same headings. Lines without a reference are added."
        )
        self.change = "register"

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        """Read a file and judge every line."""
        from visits_app.services import register_sheets

        return register_sheets.read_register(
            self._space.store, path, self._kind, today=self._space.today(), cancelled=cancelled
        )

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        """Take lines in one step."""
        from visits_app.services import register_sheets

        taken = register_sheets.take_register(self._space.store, returned, keys, by=self._space.by)
        self._taken = taken.return_id
        return taken.sentence

    def undo(self) -> str | None:
        """Undo what was taken."""
        from visits_app.services import register_sheets

        if not self._taken:
            return None
        return register_sheets.undo_register(self._space.store, self._taken, by=self._space.by)


def register_sheet(space: Workspace, kind: SheetKind) -> Sheet:
    """Return a register as a sheet that goes out now."""
    from visits_app.services import register_sheets

    return register_sheets.register_sheet(space.store, kind, by=space.by, today=space.today())


def register_file_name(space: Workspace, kind: SheetKind) -> str:
    """Return what a register's file is called."""
    return f"Register of {kind.value}, {date_in_words(space.today().isoformat())}"
