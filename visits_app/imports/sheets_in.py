"""A sheet that came back as lines of words: its headings found wherever and however they stand."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visits_app.domain.errors import Fault, SpreadsheetRefused
from visits_app.domain.formula_words import unguarded
from visits_app.domain.sheet_judging import RawLine
from visits_app.domain.sheet_marks import SheetMark, read_mark
from visits_app.domain.sheets import SheetColumn, SheetKind
from visits_app.domain.spreadsheets import column_name
from visits_app.domain.text import clean, shorten
from visits_app.imports.sheet_child import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_TABLES
from visits_app.imports.spreadsheets import answers, broken, read_file

KEY_TITLES = ("Reference", "Ref", "Ref no", "Key", "Id")
"""Other headings the column of references is known by."""

_HEADINGS_WITHIN = 100
"""Lines from the top among which the headings are looked for."""
_NOT_WORD = re.compile(r"[^\w]+")
_SHOWN = 40

Table = tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""A table's name, and its lines that are not empty: number and cells."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it was read once: its tables, and what it says it is."""

    file_name: str
    sha256: str
    tables: tuple[Table, ...]
    mark: SheetMark


@dataclass(frozen=True, slots=True)
class RawSheet:
    """What a sheet says of itself, what is odd about its headings, and its lines as they stand."""

    file_name: str
    sha256: str
    mark: SheetMark
    faults: tuple[Fault, ...]
    lines: tuple[RawLine, ...]


def read_sheet(
    path: Path,
    kind: SheetKind,
    columns: Sequence[SheetColumn],
    *,
    key_title: str = KEY_TITLES[0],
    cancelled: threading.Event | None = None,
) -> RawSheet:
    """Return the lines of a sheet that came back as XLSX, ODS, CSV or DOCX.

    Raises SpreadsheetRefused where the file cannot be read, or its headings are not those of a
    sheet of this kind.
    """
    return find_lines(read_tables(path, cancelled=cancelled), kind, columns, key_title=key_title)


def read_tables(path: Path, *, cancelled: threading.Event | None = None) -> RawFile:
    """Return the tables of a file, read by the child process within its bounds."""
    file = read_file(path)
    if not file.raw:
        raise SpreadsheetRefused("The file is empty. Choose the sheet that came back.")
    tables: list[Table] = []
    marks: list[str] = []
    for said in answers({"what": "tables"}, file, cancelled):
        if "table" in said and len(tables) < MOST_TABLES:
            tables.append(_table(said["table"]))
        if "marks" in said:
            marks = [clean(str(mark)) for mark in said["marks"]][:1_000]
    visible = (cell for _, lines in tables for _, cells in lines for cell in cells[:3])
    for words in (*visible, *marks):
        mark = read_mark(words) if words[:5].casefold() == "sheet" else SheetMark()
        if mark.id:
            return RawFile(path.name, file.sha256, tuple(tables), mark)
    return RawFile(path.name, file.sha256, tuple(tables), SheetMark())


def find_lines(
    file: RawFile,
    kind: SheetKind,
    columns: Sequence[SheetColumn],
    *,
    key_title: str = KEY_TITLES[0],
) -> RawSheet:
    """Return the lines below the headings, and what is odd about these."""
    finder = _Headings(columns, key_title)
    found = [place for table in file.tables if (place := finder.find(table)) is not None]
    best = max(found, key=lambda place: place.matched, default=None)
    if best is None or best.key is None or not best.editable:
        raise SpreadsheetRefused(finder.why_not(kind, best))
    faults = list(finder.oddities(best))
    for other in found:
        if other is not best and other.key is not None and other.editable:
            what = f"“{other.name}” has the same headings; only “{best.name}” was read."
            faults.append(Fault("", what))
    return RawSheet(file.file_name, file.sha256, file.mark, tuple(faults), best.raw_lines())


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the headings of one table stand: a place for every column that is there."""

    name: str
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    at: int
    key: int | None
    places: dict[str, int]
    editable: int
    twice: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def matched(self) -> int:
        """How many headings were found."""
        return len(self.places) + (self.key is not None)

    def raw_lines(self) -> tuple[RawLine, ...]:
        """Return the lines below the headings, without blank ones and repeated headings."""
        assert self.key is not None
        headings = [_folded(cell) for cell in self.lines[self.at][1]]
        found = []
        for number, cells in self.lines[self.at + 1 :]:
            if [_folded(cell) for cell in cells] == headings or read_mark(_at(cells, 0)).id:
                continue
            line = RawLine(
                number,
                _words(cells, self.key),
                {id: _words(cells, place) for id, place in self.places.items()},
            )
            if not line.blank:
                found.append(line)
        return tuple(found)


class _Headings:
    """Knows the headings of a sheet by their titles and aliases."""

    def __init__(self, columns: Sequence[SheetColumn], key_title: str) -> None:
        self._columns = columns
        self._key_title = key_title
        self._names: dict[str, str] = {}
        for column in columns:
            for title in (column.title, *column.aliases):
                self._names.setdefault(_folded(title), column.id)
        self._keys = {_folded(key_title)}
        self._keys |= {_folded(title) for title in KEY_TITLES} - set(self._names)

    def find(self, table: Table) -> _Found | None:
        """Return the line with the most headings; None where no line has any."""
        name, lines = table
        tried = (self._at(name, lines, at) for at in range(min(len(lines), _HEADINGS_WITHIN)))
        best = max(tried, key=lambda found: found.matched, default=None)
        return best if best is not None and best.matched else None

    def _at(self, name: str, lines: Any, at: int) -> _Found:
        key: int | None = None
        places: dict[str, int] = {}
        twice, extra = [], []
        for place, cell in enumerate(lines[at][1]):
            words = _folded(cell)
            if not words:
                continue
            id = self._names.get(words)
            if id is not None and id not in places:
                places[id] = place
            elif id is None and words in self._keys and key is None:
                key = place
            elif id is not None or words in self._keys:
                twice.append(cell)
            else:
                extra.append(cell)
        editable = sum(column.editable and column.id in places for column in self._columns)
        return _Found(name, lines, at, key, places, editable, tuple(twice), tuple(extra))

    def oddities(self, found: _Found) -> tuple[Fault, ...]:
        """Say which columns are missing, doubled, new or without a heading."""
        faults = [
            Fault(column.title, "this column is not in the file; nothing changes in it.")
            for column in self._columns
            if column.id not in found.places and column.editable
        ]
        faults += [
            Fault(shorten(clean(title), _SHOWN), "this heading stands twice; the first is taken.")
            for title in found.twice
        ]
        faults += [
            Fault(
                shorten(clean(title), _SHOWN), "this column does not belong here; it is left out."
            )
            for title in found.extra
        ]
        headings = found.lines[found.at][1]
        below = found.lines[found.at + 1 :]
        for place in range(max((len(cells) for _, cells in below), default=0)):
            heading = headings[place] if place < len(headings) else ""
            if not heading.strip() and any(_at(cells, place).strip() for _, cells in below):
                what = "the words in this column have no heading; they are left out."
                faults.append(Fault(f"Column {column_name(place)}", what))
        return tuple(faults)

    def why_not(self, kind: SheetKind, found: _Found | None) -> str:
        """Say why nothing can be read, and what to do about it."""
        asked = ", ".join(f"“{column.title}”" for column in self._columns if column.editable)
        if found is None or found.matched < 2:
            return (
                f"The file has no line with the headings of a sheet for {kind.label}. They are "
                f"“{self._key_title}”, {asked}. Choose the sheet that came back, or put its "
                "headings back."
            )
        if found.key is None:
            return (
                f"The column “{self._key_title}” is not in the file, so no line can be matched. "
                "Put it back from the sheet that was sent."
            )
        return (
            f"None of the columns that were to be filled in is in the file: {asked}. Put their "
            "headings back as they were."
        )


def _folded(title: str) -> str:
    return _NOT_WORD.sub(" ", title.casefold()).strip()


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _words(cells: Sequence[str], place: int) -> str:
    return unguarded(clean(_at(cells, place)).strip())


def _table(said: Any) -> Table:
    """Return a table the child tells; its answer is a stranger's too."""
    try:
        lines = tuple(
            (int(number), tuple(str(cell)[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]))
            for number, cells in said["lines"][:MOST_ROWS]
        )
        return clean(str(said["name"]))[:200], lines
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise broken() from error
