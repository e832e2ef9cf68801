"""Cells into figures: every distinct cell is judged once, every fault is kept with its place."""

from array import array
from collections.abc import Callable, Iterable
from datetime import date
from itertools import compress
from math import isnan
from typing import Any

from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import Mapping, ReadFigures, same_area
from visits_app.imports.cell_values import NAN
from visits_app.imports.figure_checks import (
    MOST_FAULTS,
    Reading,
    fractions,
    judge,
    without_duplicates,
)
from visits_app.imports.figure_columns import PeriodColumn, Texts, ValueColumn, WordColumn
from visits_app.imports.figure_tables import (
    LONGEST_NOTE,
    TOTALS,
    FigureTable,
    figure_table,
    name_fault,
    words,
)
from visits_app.imports.layouts import normal
from visits_app.imports.spreadsheet_files import Sheet

MOST_NAMES = 20_000

_COLUMNS = (
    *("name", "area", "period", "precision", "value", "numerator", "denominator", "target"),
    *("text", "note", "row", "column"),
)


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
    areas = list({same_area(area): area for area in reversed(areas) if area}.values())[::-1]
    if not table.units:
        units = _units_by_sign(table, filled)
    return names[:MOST_NAMES], [units.get(n, "") for n in names[:MOST_NAMES]], areas[:MOST_NAMES]


def read_figures(asked: Reading, tell: Callable[[int], None]) -> ReadFigures:
    """Return the figures of a sheet; what cannot be read is in their faults."""
    table, faults = figure_table(asked.sheet, asked.mapping, asked.today, asked.from_1904)
    asked.refused, asked.faults = len(faults), faults[:MOST_FAULTS]
    tell(1)
    names = WordColumn(table.names)
    areas = WordColumn(table.areas, same=same_area)
    keep = _kept(asked, table, names, areas)
    if keep is not None:
        table = _compressed(table, keep)
        names, areas = WordColumn(table.names), WordColumn(table.areas, same=same_area)
    periods = PeriodColumn(
        table,
        year_ends=asked.mapping.year_ends,
        today=asked.today,
        from_1904=asked.from_1904,
    )
    if periods.quarters:
        asked.remarks.append("Quarters are kept under their last month.")
    values = ValueColumn(table.values)
    tell(2)
    per_cent = {n for n, unit in asked.units.items() if unit is Unit.PER_CENT}
    scaled = fractions(asked, names, values, per_cent)
    good = judge(asked, table, names, periods, values, scaled)
    tell(3)
    return _figures(asked, table, names, areas, periods, values, scaled, good)


def _usable(name: str, sheet: Sheet, mapping: Mapping) -> bool:
    if normal(name) in TOTALS or name_fault(name):
        return False
    column = mapping.indicator_column if mapping.header_row >= 0 else None
    header: object = ""
    if column is not None and column < sheet.columns:  # a remembered mapping may reach beyond
        header = sheet.rows[mapping.header_row][column]
    return normal(name) != normal(header) or not isinstance(header, str)


def _units_by_sign(table: FigureTable, filled: list[bool]) -> dict[str, str]:
    """Say "%" of every name whose first figures carry that sign, or that has it in its name."""
    told: dict[str, str] = {}
    pairs = zip(compress(table.names, filled), compress(table.values, filled), strict=True)
    for name, value in pairs:
        if isinstance(value, str) and value.rstrip().endswith("%"):
            told.setdefault(words(name), "%")
    return told


def _kept(
    asked: Reading, table: FigureTable, names: WordColumn, areas: WordColumn
) -> list[bool] | None:
    """Return which places are taken: named, wanted, of a wanted area, not blank; None for all."""
    mapping = asked.mapping
    bad = {word: why for word in names.words if word and (why := name_fault(word))}
    usable = [
        word in asked.units and word not in bad and normal(word) not in TOTALS
        for word in names.words
    ]
    wanted = set(map(same_area, mapping.areas))
    here = [not wanted or same_area(word) in wanted for word in areas.words]
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


def _name_faults(
    asked: Reading, table: FigureTable, names: WordColumn, bad: dict[str, str]
) -> None:
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


def _figures(
    asked: Reading,
    table: FigureTable,
    names: WordColumn,
    areas: WordColumn,
    periods: PeriodColumn,
    values: ValueColumn,
    scaled: set[int],
    good: list[bool] | None,
) -> ReadFigures:
    texts = Texts()
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
    good = without_duplicates(asked, table, names, areas, columns, good)
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


def _notes(table: FigureTable, texts: Texts) -> "array[int]":
    if not table.notes:
        return array("i", bytes(4 * len(table.values)))
    at = {cell: texts.place(words(cell, LONGEST_NOTE)) for cell in dict.fromkeys(table.notes)}
    return array("i", map(at.__getitem__, table.notes))


def _side(
    asked: Reading,
    table: FigureTable,
    values: ValueColumn,
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
    side = ValueColumn(cells)
    wrong = {cell for cell, value in side.judged.items() if value.wrong or value.value < 0}
    if wrong:
        for place, cell in enumerate(side.cells):
            if cell in wrong:
                why = side.judged[cell].wrong or f"a {what} is never negative."
                asked.fault(table.rows[place], column or 0, why)
                side.numbers[place] = NAN
    return side.numbers


def _targets(
    asked: Reading, table: FigureTable, names: WordColumn, scaled: set[int]
) -> "array[float]":
    if not table.targets:
        return array("d", [NAN]) * len(table.values)
    bare = {cell: _bare_target(cell) for cell in dict.fromkeys(table.targets)}
    side = ValueColumn(list(map(bare.__getitem__, table.targets)))
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


def _provisional(asked: Reading, ordinals: Iterable[int]) -> "array[int]":
    newest = sorted(set(ordinals))[-asked.mapping.provisional_newest :]
    if asked.mapping.provisional_newest < 1 or not newest:
        return array("b", bytes(len(list(ordinals))))
    since = newest[0]
    return array("b", (day >= since for day in ordinals))
