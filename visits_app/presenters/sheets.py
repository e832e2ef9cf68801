"""A sheet that came back, line by line as a screen shows it, and who takes it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from visits_app.domain.sheet_cells import shown_cell
from visits_app.domain.sheets import LineVerdict, ReturnedSheet, SheetColumn, SheetLine
from visits_app.domain.text import shorten
from visits_app.presenters.printing import safe_file_name

if TYPE_CHECKING:
    import threading

    from visits_app.domain.privacy.decisions import Place
    from visits_app.domain.sheets import Sheet

_CELL = 80
_NOTHING = "nothing"
_LOOKS = {
    LineVerdict.TAKE: ("accent", "tick"),
    LineVerdict.SAME: ("plain", "circle"),
    LineVerdict.REFUSED: ("danger", "error"),
    LineVerdict.MISSING: ("warning", "warning"),
}
"""Tone and icon of each verdict's chip."""
NOT_CHOSEN = ("Not chosen", "plain", "not-held")
"""Word, tone and icon of a line that could be taken and is not to be."""
ENDINGS = (
    ("xlsx", "Spreadsheet (*.xlsx)"),
    ("csv", "Plain table (*.csv)"),
    ("docx", "Word document (*.docx)"),
)


class SheetReceiver(Protocol):
    """Who takes a sheet in: a factual check, responses, a register.

    Every method runs in a job. One receiver serves one dialog; `undo` undoes what `take` took.
    """

    title: str
    """What the dialog is called: "Take in responses"."""
    words: str
    """A sentence on what is chosen and what becomes of it."""
    change: str
    """The kind of `Change` that pages are told of: "register", "ask"…"""

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        """Read a file and judge every line; nothing is kept yet."""
        ...

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        """Take the lines with these keys in one step and return the sentence that is said."""
        ...

    def undo(self) -> str | None:
        """Undo what was taken and return the sentence that is said; None where nothing is left."""
        ...


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as it is shown; `changes` are sentences "Answer: nothing → Agree"."""

    key: str
    place: str
    """The line in the file, "–" for one that is missing."""
    reference: str
    word: str
    tone: str
    icon: str
    told: str
    """Changes and faults on one line."""
    changes: tuple[str, ...]
    faults: tuple[str, ...]
    about: tuple[str, ...]
    """What the line is about: the words that are not asked."""
    can_take: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class SheetState:
    """A sheet that came back."""

    summary: str
    notes: tuple[str, ...]
    key_title: str
    rows: tuple[LineRow, ...]
    refused: int


def sheet_state(returned: ReturnedSheet) -> SheetState:
    """Return a sheet that came back as it is shown."""
    named = returned.kind.may_grow  # its references say nothing to a reader, its names do
    rows = tuple(_row(line, returned.columns, named=named) for line in returned.lines)
    title = returned.sheet.key_title if returned.sheet else "Reference"
    return SheetState(
        summary=_summary(returned),
        notes=returned.notes,
        key_title=returned.columns[0].title if named else title,
        rows=rows,
        refused=len(returned.of(LineVerdict.REFUSED)),
    )


def save_refused(returned: ReturnedSheet, path: Path) -> Path:
    """Write the lines that cannot be taken as a sheet of their own, each with the reasons."""
    from visits_app.services import sheets

    sheets.save_sheet(sheets.refused_sheet(returned), path)
    return path


def refused_places(returned: ReturnedSheet) -> tuple[Place, ...]:
    """Return the words that leave with what could not be taken."""
    from visits_app.presenters.privacy import sheet_places
    from visits_app.services import sheets

    return sheet_places(sheets.refused_sheet(returned))


def save_sheet(sheet: Sheet, path: Path) -> Path:
    """Write a sheet by the ending of the name; an old file survives a failure."""
    from visits_app.services import sheets

    sheets.save_sheet(sheet, path)
    return path


def refused_name(returned: ReturnedSheet) -> str:
    """Return a name for the file of what could not be taken, without an ending."""
    return safe_file_name(f"{Path(returned.file_name).stem}, could not be taken")


def _summary(returned: ReturnedSheet) -> str:
    count = Counter(line.verdict for line in returned.lines)
    read = sum(1 for line in returned.lines if line.number)
    if not returned.lines:
        return f"{returned.file_name} has no lines under its headings."
    parts = [
        (LineVerdict.TAKE, "can be taken"),
        (LineVerdict.REFUSED, "cannot be taken"),
        (LineVerdict.SAME, "with nothing new"),
        (LineVerdict.MISSING, "did not come back"),
    ]
    told = ", ".join(f"{count[verdict]} {words}" for verdict, words in parts if count[verdict])
    return f"{returned.file_name}: {'1 line' if read == 1 else f'{read} lines'}. {told}."


def _row(line: SheetLine, columns: tuple[SheetColumn, ...], *, named: bool) -> LineRow:
    tone, icon = _LOOKS[line.verdict]
    changes = tuple(_changes(line, columns))
    faults = tuple(str(fault) for fault in line.faults)
    refused = line.verdict is LineVerdict.REFUSED
    told = (*faults, *changes) if refused else (*changes, *faults)
    called = line.key
    if named:
        called = line.before.get(columns[0].id) or _read(line, columns[0]) or line.key
        called += " (new)" if line.new else ""
    about = tuple(
        f"{column.title}: {shown_cell(column, words)}"
        for column in columns
        if not column.editable and (words := line.before.get(column.id) or _read(line, column))
    )
    if named and line.key and not line.new:
        about = (f"Reference: {line.key}", *about)
    return LineRow(
        key=line.key,
        place=str(line.number) if line.number else "–",
        reference=shorten(called or "–", _CELL),
        word=line.verdict.label,
        tone=tone,
        icon=icon,
        told=shorten(" ".join(told), 400) if told else "",
        changes=changes,
        faults=faults,
        about=about,
        can_take=line.verdict is LineVerdict.TAKE,
        refused=refused,
    )


def _changes(line: SheetLine, columns: tuple[SheetColumn, ...]) -> list[str]:
    """Return what changes from what to what; of a refused line what stands there."""
    found = []
    for column in columns:
        if line.verdict is LineVerdict.REFUSED:
            words = line.read.get(column.id, "").strip()
            if column.editable and words:
                found.append(f"{column.title}: {words}")
        elif column.id in line.changed:
            new = shown_cell(column, line.cells.get(column.id, "")) or _NOTHING
            old = shown_cell(column, line.before.get(column.id, "")) or _NOTHING
            found.append(f"{column.title}: {new}" if line.new else f"{column.title}: {old} → {new}")
    return found


def _read(line: SheetLine, column: SheetColumn) -> str:
    return line.cells.get(column.id, "") or line.read.get(column.id, "").strip()
