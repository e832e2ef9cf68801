"""The tables of a sheet that came back, as plain words; runs in the child process only."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from typing import Any

from visits_app.domain.errors import SpreadsheetRefused

MOST_ROWS, MOST_COLUMNS, MOST_TABLES = 5_000, 60, 20
LONGEST_CELL = 60_000
MOST_SIGNS = 20_000_000
"""Of all cells together."""

Say = Callable[[dict[str, Any]], None]


def answer_tables(raw: bytes, say: Say) -> None:
    """Say every table of a workbook, a text file or a Word document, and what names the sheet."""
    from visits_app.imports.document_files import is_document, plain_properties, read_document

    room = _Room()
    if is_document(raw):
        found = read_document(raw)
        for number, table in enumerate(found.tables[:MOST_TABLES], start=1):
            say({"table": room.told(f"Table {number}", table.rows)})
        say({"marks": [*found.lines[:200], *_lines(found.properties)]})
        return
    from visits_app.imports.spreadsheet_files import SpreadsheetFile

    file = SpreadsheetFile(raw)
    refused = ""
    told = 0
    for name in file.sheet_names()[:MOST_TABLES]:
        sheet = file.sheet(name)
        if sheet.unreadable:
            refused = refused or sheet.unreadable
            continue
        say({"table": room.told(name, sheet.rows)})
        told += 1
    if not told:
        raise SpreadsheetRefused(refused or "There is nothing in the file.")
    say({"marks": _lines(plain_properties(raw))})


def _lines(parts: list[str]) -> list[str]:
    """Return the lines of properties, as far as one of them may be a mark."""
    return [line.strip()[:300] for part in parts for line in part.splitlines() if line.strip()][
        :200
    ]


class _Room:
    """Counts what was told, so that nobody's memory is filled."""

    def __init__(self) -> None:
        self._signs = 0

    def told(self, name: str, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
        """Return a table as JSON holds it: rows that are not empty, each with its number."""
        lines: list[list[Any]] = []
        for number, row in enumerate(rows, start=1):
            cells = [_words(cell) for cell in row[:MOST_COLUMNS]]
            if not any(cells):
                continue
            if len(lines) == MOST_ROWS:
                raise SpreadsheetRefused(
                    f"The file has more than {MOST_ROWS:,} lines; no sheet that was sent has. "
                    "Choose the sheet that came back."
                )
            self._signs += sum(map(len, cells))
            if self._signs > MOST_SIGNS:
                raise SpreadsheetRefused(
                    "The file holds far more words than a sheet that was sent. Delete what does "
                    "not belong to it, save it again, and choose that file."
                )
            while cells and not cells[-1]:
                cells.pop()
            lines.append([number, cells])
        return {"name": name, "lines": lines}


def _words(cell: Hashable) -> str:
    """Return a cell as words: days as ISO, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell[:LONGEST_CELL]
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
    if isinstance(cell, datetime):
        whole = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if whole else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)[:200]
