"""The child process that parses a stranger's spreadsheet, and can do nothing else.

It is told what to do, and given the file, on its standard input; it answers on its standard output
with JSON lines, and with numbers as they lie in memory. It opens no file, writes none, and dies of
its own limits before the computer suffers.
"""

import gc
import json
import sys
from array import array
from dataclasses import asdict, fields
from datetime import date
from functools import partial
from typing import Any, BinaryIO

from visits_app.domain.errors import SpreadsheetRefused
from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import Layout, Mapping, ReadFigures

MEMORY = 1 << 30
"""Bytes the process may take."""
SECONDS = 120
"""Processor time it may take."""
PREVIEW_ROWS, PREVIEW_COLUMNS, PREVIEW_CELL = 40, 200, 200

OUT_OF_MEMORY = (
    "The file holds too much to be read, or a stray cell far out makes it seem so. Delete the "
    "empty rows and columns beyond the figures, save it again, and choose the new file."
)


def main() -> None:
    """Read one request, answer it, end."""
    limit()
    gc.disable()  # a hundred thousand rows hold no cycles, and looking for some costs a second
    out = sys.stdout.buffer
    try:
        source = sys.stdin.buffer
        request = json.loads(source.read(int.from_bytes(source.read(8), "big")))
        answer(request, source.read(), out)
    except SpreadsheetRefused as error:
        say(out, {"refused": str(error)})
    except (MemoryError, RecursionError):
        say(out, {"refused": OUT_OF_MEMORY})


def limit() -> None:
    """Bound what this process may take; on Windows the parent's job object does."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # a stricter limit is there already
            continue


def say(out: BinaryIO, words: dict[str, Any]) -> None:
    """Write one line of JSON."""
    out.write(json.dumps(words, ensure_ascii=True).encode("ascii") + b"\n")
    out.flush()


def answer(request: dict[str, Any], raw: bytes, out: BinaryIO) -> None:
    """Do what is asked: "look" at every sheet, "read" the figures of one, tell its "tables"."""
    if request["what"] == "tables":
        from visits_app.imports.sheet_child import answer_tables

        answer_tables(raw, partial(say, out))
        return
    from visits_app.imports.mapping_words import mapping_from_json
    from visits_app.imports.spreadsheet_files import SpreadsheetFile

    today = date.fromisoformat(request["today"])
    file = SpreadsheetFile(raw)
    del raw
    if request["what"] == "look":
        _look(file, today, out)
        return
    mapping = mapping_from_json(request["mapping"])
    say(out, {"progress": [1, 6]})
    sheet = _sheet(file, mapping)
    say(out, {"progress": [3, 6]})
    if request["what"] == "names":
        say(out, {"sheet": _look_at(file, sheet, mapping, today)})
        return
    _read(file, sheet, mapping, request, out)


def _sheet(file: Any, mapping: Mapping) -> Any:
    if mapping.sheet not in file.sheet_names():
        raise SpreadsheetRefused(f"There is no sheet ‘{mapping.sheet}’ in this file any more.")
    sheet = file.sheet(mapping.sheet)
    if sheet.unreadable:
        raise SpreadsheetRefused(sheet.unreadable)
    if mapping.header_row < 0 and mapping.layout is not Layout.LONG:
        raise SpreadsheetRefused(
            "Say which row holds the headings: the months or the names are read from it."
        )
    if not -1 <= mapping.header_row < mapping.first_row:
        raise SpreadsheetRefused("The figures must begin below the row of the headings.")
    if mapping.header_row >= len(sheet.rows):
        raise SpreadsheetRefused("The sheet has no such row of headers any more.")
    return sheet


def _read(file: Any, sheet: Any, mapping: Mapping, request: dict[str, Any], out: BinaryIO) -> None:
    from visits_app.imports.figure_checks import Reading
    from visits_app.imports.figure_reading import read_figures
    from visits_app.imports.layouts import fingerprint, guess

    today = date.fromisoformat(request["today"])
    units = {name: Unit(unit) for name, unit in request["units"].items()}
    asked = Reading(sheet, mapping, today, units, dict(mapping.matches), file.from_1904)

    def tell(step: int) -> None:
        say(out, {"progress": [3 + step, 6]})

    layout = fingerprint(sheet, guess(sheet, today))
    found = read_figures(asked, tell)
    head = {
        "names": found.names,
        "areas": found.areas,
        "texts": found.texts,
        "faults": [asdict(fault) for fault in found.faults],
        "refused": found.refused,
        "remarks": found.remarks,
        "fingerprint": layout,
        "count": len(found),
    }
    say(out, {"figures": head})
    for name in numeric_columns():
        out.write(getattr(found, name).tobytes())
    out.flush()


def numeric_columns() -> tuple[str, ...]:
    """Return the names of `ReadFigures`' columns of numbers, in their order."""
    empty = ReadFigures()
    return tuple(
        field.name for field in fields(ReadFigures) if isinstance(getattr(empty, field.name), array)
    )


def _look(file: Any, today: date, out: BinaryIO) -> None:
    from visits_app.imports.layouts import guess

    names = file.sheet_names()
    for place, name in enumerate(names):
        say(out, {"progress": [place, len(names)]})
        sheet = file.sheet(name)
        mapping = guess(sheet, today) if not sheet.unreadable else None
        say(out, {"sheet": _look_at(file, sheet, mapping, today)})
    say(out, {"looked": len(names)})


def _look_at(file: Any, sheet: Any, mapping: Mapping | None, today: date) -> dict[str, Any]:
    from visits_app.imports.figure_reading import found_names
    from visits_app.imports.layouts import fingerprint, guess
    from visits_app.imports.mapping_words import mapping_as_json

    shown = sheet.rows[:PREVIEW_ROWS]
    unreadable = sheet.unreadable
    names: list[str] = []
    units: list[str] = []
    areas: list[str] = []
    if mapping is not None:
        names, units, areas = found_names(sheet, mapping, today, file.from_1904)
    elif not unreadable:
        empty = not any(cell not in ("", None) for row in shown for cell in row)
        unreadable = (
            "The sheet is empty."
            if empty
            else "No months with figures were found. Say which row has the headers, and where the "
            "months and the figures are."
        )
    return {
        "name": sheet.name,
        "rows": len(sheet.rows),
        "columns": sheet.columns,
        "preview": [[_shown(cell) for cell in row[:PREVIEW_COLUMNS]] for row in shown],
        "row_numbers": list(range(1, len(shown) + 1)),
        "guess": mapping_as_json(mapping) if mapping else None,
        "fingerprint": fingerprint(sheet, guess(sheet, today)),
        "names": names,
        "units": units,
        "areas": areas,
        "hidden": sheet.hidden,
        "unreadable": unreadable,
    }


def _shown(cell: Any) -> str:
    from visits_app.imports.figure_tables import words

    if isinstance(cell, float) and not cell.is_integer():
        return f"{cell:.10g}"
    return words(cell)[:PREVIEW_CELL]
