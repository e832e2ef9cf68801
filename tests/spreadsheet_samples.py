"""Spreadsheets as councils send them, written for tests."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import Mapping, ReadFigures
from visits_app.imports import spreadsheets

TODAY = date(2014, 3, 20)
DATA = Path(__file__).parent / "data"


def book(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "April", **options: Any) -> Path:
    """Write rows as a workbook; dates become Excel dates, "=…" stays text."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, **options}) as made:
        day = made.add_format({"num_format": "mmm-yy"})
        page = made.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, column, cell, day)  # type: ignore[arg-type]
                elif cell is not None:
                    page.write(number, column, cell)
    return path


def monthly_report(path: Path) -> Path:
    """Write a year of a council's monthly report, with what such files have in them."""
    months = [date(2013 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(12)]
    long = "Re-assessments that were begun again within twelve months of an earlier one, all teams"
    return book(
        path,
        [
            ["Monthly performance report"],
            [],
            ["Measure", "Unit", "Target", *months],
            ["Assessments within timescale", "%", "85%", *(f"{70 + n}.{n}%" for n in range(12))],
            ["Open cases", "cases", None, *range(1_190, 1_202)],
            [long, "number", None, *range(11), "n/a"],
            ["Vacant posts", "posts", None, *range(20, 31), "about ten"],
        ],
        "2013-14",
    )


def text(path: Path, rows: Sequence[Sequence[Any]], sign: str = ",") -> Path:
    """Write rows as a text file."""
    path.write_text("\n".join(sign.join(map(str, row)) for row in rows), encoding="utf-8")
    return path


def guessed(path: Path, today: date = TODAY) -> Mapping:
    """Return how the first sheet is thought to be laid out."""
    sheet = spreadsheets.look(spreadsheets.read_file(path), today=today)[0]
    assert sheet.guess is not None, sheet.unreadable
    return sheet.guess


def read(
    path: Path, mapping: Mapping | None = None, today: date = TODAY, **units: Unit
) -> ReadFigures:
    """Return the figures of the first sheet, every name taken."""
    file = spreadsheets.read_file(path)
    sheet = spreadsheets.look(file, today=today)[0]
    mapping = mapping or sheet.guess
    assert mapping is not None, sheet.unreadable
    names = spreadsheets.look_under(file, mapping, today=today).names
    told = {
        name: units.get(name.replace(" ", "_").replace("-", "_"), Unit.NUMBER) for name in names
    }
    return spreadsheets.read(file, mapping, told, today=today)[0]


def told(figures: ReadFigures) -> dict[tuple[str, str, str], float | str]:
    """Return figures by name, area and day, in words where they have no value."""
    return {
        (
            figures.names[figures.name[place]],
            figures.areas[figures.area[place]],
            date.fromordinal(figures.period[place]).isoformat(),
        ): value if value == value else figures.texts[figures.text[place]]
        for place, value in enumerate(figures.value)
    }
