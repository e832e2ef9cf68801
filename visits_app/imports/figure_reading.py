"""Cells into figures: every distinct cell is judged once, every fault is kept with its place."""

from array import array
from collections.abc import Callable, Hashable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from math import isnan
from typing import Any

from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import CellFault, Mapping, ReadFigures, cell_name
from visits_app.imports.cell_values import BLANK, NAN, read_value
from visits_app.imports.figure_tables import (
    TOTALS,
    FigureTable,
    figure_table,
    name_fault,
    words,
)
from visits_app.imports.layouts import normal
from visits_app.imports.periods import read_periods
from visits_app.imports.spreadsheet_files import Sheet

MOST_FAULTS = 1_000
"""How many faults are told with their place; all are counted."""
MOST_NAMES = 20_000
_NEVER_NEGATIVE = {Unit.PER_CENT, Unit.CASES, Unit.POSTS, Unit.RATE, Unit.RATE_100K}

_COLUMNS = (
    *("name", "area", "period", "precision", "value", "numerator", "denominator", "target"),
    *("text", "note", "row", "column"),
)


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


def found_names(
    sheet: Sheet, mapping: Mapping, today: date, from_1904: bool
) -> tuple[list[str], list[str], list[str]]:
    """Return the names of a sheet with figures, what it says of their units, and its areas."""
    table, _ = figure_table(sheet, mapping, today, from_1904)
    filled = [value not in ("", None) for value in table.values]
    units: dict[str, str] = {}
    if table.units:
        for name, unit in dict.fromkeys(
            zip(compress(table.names, filled), compress(table.units, filled), strict=True)
        ):
            units.setdefault(words(name), words(unit))
    names = [words(cell) for cell in dict.fromkeys(compress(table.names, filled))]
    names = [n for n in dict.fromkeys(names) if n and _usable(n, sheet, mapping)]
    areas = [words(cell) for cell in dict.fromkeys(compress(table.areas, filled))]
    areas = [area for area in dict.fromkeys(areas) if area]
    if not table.units:
        units = _units_by_sign(table, filled)
    return names[:MOST_NAMES], [units.get(n, "") for n in names[:MOST_NAMES]], areas[:MOST_NAMES]


def read_figures(asked: Reading, tell: Callable[[int], None]) -> ReadFigures:
    """Return the figures of a sheet; what cannot be read is in their faults."""
    table, faults = figure_table(asked.sheet, asked.mapping, asked.today, asked.from_1904)
    asked.refused, asked.faults = len(faults), faults[:MOST_FAULTS]
    tell(1)
    names = _Words(table.names)
    areas = _Words(table.areas)
    keep = _kept(asked, table, names, areas)
    if keep is not None:
        table = _compressed(table, keep)
        names, areas = _Words(table.names), _Words(table.areas)
    periods = _Periods(asked, table)
    values = _Values(table.values)
    tell(2)
    per_cent = {n for n, unit in asked.units.items() if unit is Unit.PER_CENT}
    scaled = _fractions(asked, names, values, per_cent)
    good = _judge(asked, table, names, periods, values, scaled)
    tell(3)
    return _figures(asked, table, names, areas, periods, values, scaled, good)


class _Words:
    """A column of words: the distinct ones, and each place's index among them."""

    __slots__ = ("index", "places", "words")

    def __init__(self, cells: list[Any]) -> None:
        by_cell = {cell: words(cell) for cell in dict.fromkeys(cells)}
        self.words = tuple(dict.fromkeys(by_cell.values()))
        self.index = {word: place for place, word in enumerate(self.words)}
        at = {cell: self.index[word] for cell, word in by_cell.items()}
        self.places = array("i", map(at.__getitem__, cells))


class _Periods:
    """The column of periods: ordinals and precisions, and the cells that are none."""

    __slots__ = ("ordinals", "precisions", "wrong")

    def __init__(self, asked: Reading, table: FigureTable) -> None:
        self.wrong: dict[Hashable, str] = {}
        if table.read_periods:
            found = {cell: cell for cell in set(table.periods)}
        else:
            read = read_periods(
                dict.fromkeys(table.periods),
                year_ends=asked.mapping.year_ends,
                today=asked.today,
                from_1904=asked.from_1904,
            )
            found = dict(read.found)
            self.wrong = read.wrong
            if read.quarters:
                asked.remarks.append("Quarters are kept under their last month.")
        ordinals = {cell: period[0] for cell, period in found.items()}
        precisions = {cell: period[1] for cell, period in found.items()}
        for cell in self.wrong:
            ordinals[cell] = precisions[cell] = 0
        self.ordinals = array("i", map(ordinals.__getitem__, table.periods))
        self.precisions = array("b", map(precisions.__getitem__, table.periods))


class _Values:
    """A column of figures: numbers, NaN where none, and the distinct cells that are more."""

    __slots__ = ("cells", "judged", "numbers", "special")

    def __init__(self, cells: list[Any]) -> None:
        # 1.0 and True are one key: a TRUE among numbers must not hide behind them.
        if bool in set(map(type, cells)):
            cells = [str(cell).upper() if isinstance(cell, bool) else cell for cell in cells]
        self.cells = cells
        self.judged = {cell: read_value(cell) for cell in set(cells)}
        numbers = {cell: value.value for cell, value in self.judged.items()}
        self.numbers = array("d", map(numbers.__getitem__, cells))
        self.special = {
            cell: value
            for cell, value in self.judged.items()
            if value.wrong or value.text or value.per_cent or value == BLANK or isnan(value.value)
        }


def _usable(name: str, sheet: Sheet, mapping: Mapping) -> bool:
    if normal(name) in TOTALS or name_fault(name):
        return False
    column = mapping.indicator_column
    header = sheet.rows[mapping.header_row][column] if column is not None else ""
    return normal(name) != normal(header) or not isinstance(header, str)


def _units_by_sign(table: FigureTable, filled: list[bool]) -> dict[str, str]:
    """Say "%" of every name whose first figures carry that sign, or that has it in its name."""
    told: dict[str, str] = {}
    pairs = zip(compress(table.names, filled), compress(table.values, filled), strict=True)
    for name, value in pairs:
        if isinstance(value, str) and value.rstrip().endswith("%"):
            told.setdefault(words(name), "%")
    return told


def _kept(asked: Reading, table: FigureTable, names: _Words, areas: _Words) -> list[bool] | None:
    """Return which places are taken: named, wanted, of a wanted area, not blank; None for all."""
    mapping = asked.mapping
    bad = {word: why for word in names.words if word and (why := name_fault(word))}
    usable = [
        word in asked.units and word not in bad and normal(word) not in TOTALS
        for word in names.words
    ]
    wanted = set(mapping.areas)
    here = [not wanted or word in wanted for word in areas.words]
    blank = {"", None} & set(table.values)
    if bad:
        _name_faults(asked, table, names, bad)
    totals = [word for word in names.words if normal(word) in TOTALS]
    if totals:
        asked.remarks.append("Rows of totals are left out: " + ", ".join(f"“{t}”" for t in totals))
    if all(usable) and all(here) and not blank:
        return None
    return [
        usable[n] and here[a] and value not in ("", None)
        for n, a, value in zip(names.places, areas.places, table.values, strict=True)
    ]


def _name_faults(asked: Reading, table: FigureTable, names: _Words, bad: dict[str, str]) -> None:
    column = asked.mapping.indicator_column or 0
    told: set[tuple[int, int]] = set()
    for place, number in enumerate(names.places):
        word = names.words[number]
        if word in bad and table.values[place] not in ("", None):
            where = (table.rows[place], column)
            if where not in told:
                told.add(where)
                asked.fault(*where, bad[word])


def _compressed(table: FigureTable, keep: list[bool]) -> FigureTable:
    def some(cells: Any) -> list[Any]:
        return list(compress(cells, keep)) if cells else []

    return FigureTable(
        some(table.names),
        some(table.areas),
        some(table.periods),
        some(table.values),
        some(table.rows),
        some(table.columns),
        some(table.numerators),
        some(table.denominators),
        some(table.targets),
        some(table.notes),
        [],
        table.read_periods,
        table.period_column,
    )


def _fractions(asked: Reading, names: _Words, values: _Values, per_cent: set[str]) -> set[int]:
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


def _judge(
    asked: Reading,
    table: FigureTable,
    names: _Words,
    periods: _Periods,
    values: _Values,
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


def _any_blank(values: _Values) -> bool:
    return any(
        not value.wrong and not value.text and isnan(value.value)
        for value in values.special.values()
    )


def _figures(
    asked: Reading,
    table: FigureTable,
    names: _Words,
    areas: _Words,
    periods: _Periods,
    values: _Values,
    scaled: set[int],
    good: list[bool] | None,
) -> ReadFigures:
    texts = _Texts()
    numbers = values.numbers
    if scaled:
        numbers = array(
            "d",
            (
                round(value * 100, 10) if name in scaled else value
                for name, value in zip(names.places, numbers, strict=True)
            ),
        )
    text_of = {cell: texts.place(value.text) for cell, value in values.judged.items()}
    columns: list[Any] = [
        names.places,
        areas.places,
        periods.ordinals,
        periods.precisions,
        numbers,
        _side(asked, table, values, table.numerators, asked.mapping.numerator_column, "numerator"),
        _side(
            asked,
            table,
            values,
            table.denominators,
            asked.mapping.denominator_column,
            "denominator",
        ),
        _targets(asked, table, names, scaled),
        array("i", map(text_of.__getitem__, values.cells)),
        _notes(table, texts),
        array("i", table.rows),
        array("i", table.columns),
    ]
    good = _without_duplicates(asked, table, names, areas, columns, good)
    if good is not None:
        columns = [array(column.typecode, compress(column, good)) for column in columns]
    return ReadFigures(
        names=names.words,
        areas=areas.words,
        texts=tuple(texts.found),
        **dict(zip(_COLUMNS, columns, strict=True)),
        provisional=_provisional(asked, columns[2]),
        faults=tuple(asked.faults),
        refused=asked.refused,
        remarks=tuple(asked.remarks),
    )


class _Texts:
    """Distinct words and their places; the first is ""."""

    def __init__(self) -> None:
        self.found: dict[str, int] = {"": 0}

    def place(self, word: str) -> int:
        return self.found.setdefault(word, len(self.found))


def _notes(table: FigureTable, texts: _Texts) -> "array[int]":
    if not table.notes:
        return array("i", bytes(4 * len(table.values)))
    at = {cell: texts.place(words(cell)) for cell in dict.fromkeys(table.notes)}
    return array("i", map(at.__getitem__, table.notes))


def _side(
    asked: Reading,
    table: FigureTable,
    values: _Values,
    cells: list[Any],
    column: int | None,
    what: str,
) -> "array[float]":
    """Return numerators or denominators; a wrong one is told and left out, its figure kept."""
    told = any(not isnan(getattr(value, what)) for value in values.special.values())
    if not cells:
        if not told:
            return array("d", [NAN]) * len(table.values)
        own = {cell: getattr(value, what) for cell, value in values.judged.items()}
        return array("d", map(own.__getitem__, values.cells))
    side = _Values(cells)
    wrong = {cell for cell, value in side.judged.items() if value.wrong or value.value < 0}
    if wrong:
        for place, cell in enumerate(side.cells):
            if cell in wrong:
                why = side.judged[cell].wrong or f"a {what} is never negative."
                asked.fault(table.rows[place], column or 0, why)
                side.numbers[place] = NAN
    return side.numbers


def _targets(asked: Reading, table: FigureTable, names: _Words, scaled: set[int]) -> "array[float]":
    if not table.targets:
        return array("d", [NAN]) * len(table.values)
    bare = {cell: _bare_target(cell) for cell in dict.fromkeys(table.targets)}
    side = _Values(list(map(bare.__getitem__, table.targets)))
    wrong = {cell for cell, value in side.judged.items() if value.wrong}
    if wrong:
        told: set[int] = set()
        for place, cell in enumerate(side.cells):
            row = table.rows[place]
            if cell in wrong and row not in told:
                told.add(row)
                what = f"the target cannot be read: {side.judged[cell].wrong}"
                asked.fault(row, asked.mapping.target_column or 0, what)
    if scaled:
        for place, name in enumerate(names.places):
            if name in scaled and side.numbers[place] <= 1:
                side.numbers[place] = round(side.numbers[place] * 100, 10)
    return side.numbers


def _bare_target(cell: Any) -> Any:
    """Return a target without "at least" or its sign: the direction of the indicator says that."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    for sign in (">=", "<=", "=>", "=<", "≥", "≤", ">", "<", "at least", "at most", "no more than"):
        if text.lower().startswith(sign):
            return text[len(sign) :].strip()
    return text


def _without_duplicates(
    asked: Reading,
    table: FigureTable,
    names: _Words,
    areas: _Words,
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


def _provisional(asked: Reading, ordinals: Iterable[int]) -> "array[int]":
    newest = sorted(set(ordinals))[-asked.mapping.provisional_newest :]
    if asked.mapping.provisional_newest < 1 or not newest:
        return array("b", bytes(len(list(ordinals))))
    since = newest[0]
    return array("b", (day >= since for day in ordinals))
