"""Spreadsheets of figures into the store: look, dry run, one transaction, and its undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from visits_app.domain.figure_imports import DryRun, FigureImport, NameMatch, Undone
from visits_app.domain.indicators import Indicator
from visits_app.domain.spreadsheets import FileLook, Mapping, SheetLook

if TYPE_CHECKING:
    from visits_app.store.engine import Store

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""


def look_at_file(store: Store, path: Path, *, cancel: Event | None = None) -> FileLook:
    """Return the sheets of a file, each with its guessed or remembered mapping.

    The mapping's `matches` hold the names that were recognised. Raises SpreadsheetRefused where
    the file cannot be read at all, Cancelled.
    """
    raise NotImplementedError


def look_again(
    store: Store, path: Path, mapping: Mapping, *, cancel: Event | None = None
) -> SheetLook:
    """Return one sheet with the names and areas found under a mapping the officer changed."""
    raise NotImplementedError


def suggest_matches(
    store: Store, names: Sequence[str], units: Sequence[str] = ()
) -> tuple[NameMatch, ...]:
    """Return for every name of a file the indicator it means, or a new one to offer.

    `units` are what the file says of each name (`SheetLook.units`).
    """
    raise NotImplementedError


def dry_run(
    store: Store,
    path: Path,
    mapping: Mapping,
    new_indicators: Sequence[Indicator] = (),
    *,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> DryRun:
    """Read the figures and say what an import would do; nothing is written.

    `mapping.matches` leads names to ids of the store's indicators or of `new_indicators`. Raises
    SpreadsheetRefused, Cancelled.
    """
    raise NotImplementedError


def apply_import(
    store: Store,
    dry_run: DryRun,
    *,
    by: str,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> FigureImport:
    """Write what a dry run said, in one transaction, and remember the layout.

    Raises ImportOutdated where file or store have changed since so that the dry run does not hold
    any more, Cancelled with nothing written.
    """
    raise NotImplementedError


def undo_import(store: Store, import_id: str, *, by: str) -> Undone:
    """Take an import's figures away and bring those back that it had replaced.

    Figures that a later import has replaced are told and left. Raises UnknownRecord, ImportUndone.
    """
    raise NotImplementedError


def imports(store: Store) -> tuple[FigureImport, ...]:
    """Return every import, the newest first, undone ones too."""
    raise NotImplementedError
