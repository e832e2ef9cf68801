"""What may not be: the judging of every place, shares of one, and what is told twice."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import Any

from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import CellFault, Mapping, cell_name
from visits_app.imports.cell_values import BLANK
from visits_app.imports.figure_columns import PeriodColumn, ValueColumn, WordColumn
from visits_app.imports.figure_tables import FigureTable
from visits_app.imports.spreadsheet_files import Sheet

MOST_FAULTS = 1_000
"""How many faults are told with their place; all are counted."""
_NEVER_NEGATIVE = {Unit.PER_CENT, Unit.CASES, Unit.POSTS, Unit.RATE, Unit.RATE_100K}


@dataclass(slots=True)
class Reading:
    """What the reading of one sheet is asked: the mapping, and the unit of every name taken."""

    sheet: Sheet
    mapping: Mapping
    today: date
    units: Dict[str, Unit]
    """Unit by name in the file; names that are not here are left out."""
    same: Dict[str, str]
    """Indicator by name: two names of one indicator may not tell two values."""
    from_1904: bool = False
    faults: list[CellFault] = field(default_factory=list)
    refused: int = 0
    remarks: list[str] = field(default_factory=list)

    def fault(self, row: int, column: int, what: str) -> None:
        """Keep one refused cell."""
        self.refused += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(CellFault(self.sheet.name, cell_name(row, column), what))


def fractions(
    asked: Reading, names: WordColumn, values: ValueColumn, per_cent: set[str]
) -> set[int]:
    """Return the names whose percentages are all shares of one, such as 0.853."""
    if not asked.mapping.fractions:
        return set()
    maybe = {names.index[word] for word in per_cent if word in names.index}
    part: set[int] = set()
    signed = any(value.per_cent for value in values.special.values())
    for place, (name, value) in enumerate(zip(names.places, values.numbers, strict=True)):
        if name not in maybe:
            continue
        if value > 1 or value < 0 or (signed and values.judged[values.cells[place]].per_cent):
            maybe.discard(name)
            if not maybe:
                return set()
        elif 0 < value < 1:
            part.add(name)
    found = maybe & part
    for name in sorted(found):
        asked.remarks.append(
            f"“{names.words[name]}” has only values from 0 to 1, so they are read as shares of "
            "one: 0.853 is 85.3%."
        )
    return found


def judge(
    asked: Reading,
    table: FigureTable,
    names: WordColumn,
    periods: PeriodColumn,
    values: ValueColumn,
    scaled: set[int],
) -> list[bool] | None:
    """Return which places hold a figure, every other one told; None for all of them."""
    units = [asked.units.get(word, Unit.NUMBER) for word in names.words]
    bad = {cell for cell, value in values.special.items() if value.wrong}
    # One pass in C says whether any place must be looked at in the loop below.
    low = min(values.numbers, default=0.0)
    high = max(values.numbers, default=0.0)
    guarded = _NEVER_NEGATIVE & set(units)
    doubtful = bool(guarded) and (
        low < 0 or any(map(isnan, (low, high))) or (Unit.PER_CENT in guarded and high > 100)
    )
    if not (bad or periods.wrong or doubtful or _any_blank(values)):
        return None
    undated = 0
    good = [True] * len(values.cells)
    for place, cell in enumerate(values.cells):
        row, column = table.rows[place], table.columns[place]
        value = values.numbers[place]
        unit = units[names.places[place]]
        what = values.judged[cell].wrong if cell in bad else ""
        if not what and not table.read_periods and table.periods[place] in periods.wrong:
            what, column = periods.wrong[table.periods[place]], table.period_column or 0
            if table.periods[place] in ("", None):
                what = "this figure has no date. Put its month, or empty the row."
            if isnan(value):
                undated += 1
                good[place] = False
                continue
        elif not what and value < 0 and unit in _NEVER_NEGATIVE:
            what = f"a figure in “{unit.value}” is never negative."
        elif (
            not what and value > 100 and unit is Unit.PER_CENT and names.places[place] not in scaled
        ):
            what = (
                "this is more than 100 per cent. Correct it, or say that the indicator is a rate "
                "or a number."
            )
        if what:
            asked.fault(row, column, what)
            good[place] = False
        elif values.judged[cell] == BLANK or (isnan(value) and not values.judged[cell].text):
            good[place] = False
    if undated:
        asked.remarks.append(f"Rows with neither a period nor a figure are left out: {undated:,}.")
    return good


def _any_blank(values: ValueColumn) -> bool:
    return any(
        not value.wrong and not value.text and isnan(value.value)
        for value in values.special.values()
    )


def without_duplicates(
    asked: Reading,
    table: FigureTable,
    names: WordColumn,
    areas: WordColumn,
    columns: list[Any],
    good: list[bool] | None,
) -> list[bool] | None:
    """Leave out what is told twice: the same value counts once, two values are both refused."""
    indicators: dict[str, int] = {}
    own = [
        indicators.setdefault(asked.same.get(word, f"\0{word}"), len(indicators))
        for word in names.words
    ]
    width = len(areas.words)
    at = [number * width for number in own]
    keys = [
        ((at[name] + area) * 4 + precision) * 4_000_000 + day
        for name, area, day, precision in zip(*columns[:4], strict=True)
    ]
    if good is None and len(set(keys)) == len(keys):
        return good
    good = good or [True] * len(keys)
    first: dict[int, int] = {}
    clashing: dict[int, list[int]] = {}
    for place, key in enumerate(keys):
        if not good[place]:
            continue
        earlier = first.setdefault(key, place)
        if earlier == place:
            continue
        if _same_figure(columns, earlier, place):
            good[place] = False
        else:
            clashing.setdefault(key, [earlier]).append(place)
    for places in clashing.values():
        cells = [cell_name(table.rows[p], table.columns[p]) for p in places]
        for number, place in enumerate(places):
            good[place] = False
            others = [cell for n, cell in enumerate(cells) if n != number][:3]
            name = names.words[columns[0][place]]
            what = (
                f"“{name}” has another value for the same period in {', '.join(others)}. Keep the "
                "right one, or give two measures two names."
            )
            asked.fault(table.rows[place], table.columns[place], what)
    return good


def _same_figure(columns: list[Any], one: int, other: int) -> bool:
    first, second = columns[4][one], columns[4][other]
    same = first == second or (isnan(first) and isnan(second))
    return bool(same and columns[8][one] == columns[8][other])
