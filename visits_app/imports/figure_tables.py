"""A sheet's rows as one long table of cells, whatever its layout: a place for each figure."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import repeat
from typing import Any

from visits_app.domain.indicator_checks import LONGEST_NAME
from visits_app.domain.spreadsheets import CellFault, Layout, Mapping, cell_name
from visits_app.domain.text import clean, shorten
from visits_app.imports.cell_values import FORMULA, is_formula
from visits_app.imports.layouts import header_periods, normal
from visits_app.imports.periods import Period, read_periods
from visits_app.imports.spreadsheet_files import Row, Sheet

LONGEST_NOTE = 1_000
TOTALS = frozenset(
    ("total", "totals", "grand total", "sub total", "subtotal", "sum", "average", "overall total")
)
_FALLBACKS = ("region name", "region", "country name", "country")
"""Where DfE names the place of a row that is not one authority's."""
_AREA_COLUMNS = {"la name", "local authority"}


@dataclass(slots=True)
class FigureTable:
    """Cells of figures, one place each in every column; `names` and `areas` are clean words.

    `periods` are cells for LONG and COLUMNS, and already read for WIDE. An empty list is a column
    that is not there.
    """

    names: list[Any]
    areas: list[Any]
    periods: list[Any]
    values: list[Any]
    rows: list[int] | range
    columns: list[int]
    numerators: list[Any] = field(default_factory=list)
    denominators: list[Any] = field(default_factory=list)
    targets: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    units: list[Any] = field(default_factory=list)
    read_periods: bool = False
    """Whether `periods` are read already."""
    period_column: int | None = None


def figure_table(
    sheet: Sheet, mapping: Mapping, today: date, from_1904: bool
) -> tuple[FigureTable, list[CellFault]]:
    """Return the figures' cells of a sheet under a mapping, and what is wrong with its headers."""
    mapping = _within(sheet, mapping)
    if mapping.layout is Layout.LONG:
        return _from_long(sheet, mapping), []
    if mapping.layout is Layout.WIDE:
        return _from_wide(sheet, mapping, today, from_1904)
    return _from_columns(sheet, mapping)


def words(cell: Hashable, longest: int = LONGEST_NAME) -> str:
    """Return a name, an area or a note as it is kept: one line, clean, at most `longest` signs."""
    if isinstance(cell, str):
        return shorten(clean(cell), longest)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%d/%m/%Y")
    return str(cell)[:longest]


def name_fault(name: str) -> str:
    """Say why a name cannot be one; "" for one that can."""
    return FORMULA.replace("figure", "name") if is_formula(name) else ""


def _within(sheet: Sheet, mapping: Mapping) -> Mapping:
    """Return a mapping without the columns that this sheet does not have."""
    gone = {
        key: None
        for key in (
            "period_column",
            "indicator_column",
            "area_column",
            "value_column",
            "numerator_column",
            "denominator_column",
            "target_column",
            "unit_column",
            "note_column",
        )
        if (getattr(mapping, key) is not None and not 0 <= getattr(mapping, key) < sheet.columns)
    }
    kept = tuple(c for c in mapping.value_columns if 0 <= c < sheet.columns)
    return replace(mapping, value_columns=kept, **gone)  # type: ignore[arg-type]


def _from_long(sheet: Sheet, mapping: Mapping) -> FigureTable:
    rows = sheet.rows[mapping.first_row :]
    count = len(rows)

    def column(place: int | None) -> list[Any]:
        return [row[place] for row in rows] if place is not None else []

    names = column(mapping.indicator_column) or [""] * count
    _fill_down(sheet, mapping, names, mapping.indicator_column)
    areas = _area_cells(sheet, mapping, rows) or [mapping.area] * count
    _fill_down(sheet, mapping, areas, mapping.area_column)
    return FigureTable(
        names=names,
        areas=areas,
        periods=column(mapping.period_column) or [""] * count,
        values=column(mapping.value_column) or [""] * count,
        rows=range(mapping.first_row, mapping.first_row + count),
        columns=[mapping.value_column or 0] * count,
        numerators=column(mapping.numerator_column),
        denominators=column(mapping.denominator_column),
        targets=column(mapping.target_column),
        notes=column(mapping.note_column),
        units=column(mapping.unit_column),
        period_column=mapping.period_column,
    )


def _area_cells(sheet: Sheet, mapping: Mapping, rows: list[Row]) -> list[Any]:
    """Return the areas; where DfE leaves an authority's name empty, the region's or country's."""
    place = mapping.area_column
    if place is None:
        return []
    cells = [row[place] for row in rows]
    headers = [normal(cell) for cell in sheet.rows[mapping.header_row]]
    if mapping.header_row >= 0 and headers[place] in _AREA_COLUMNS and "" in cells:
        for other in _FALLBACKS:
            if other in headers and headers.index(other) != place:
                column = headers.index(other)
                cells = [cell or row[column] for cell, row in zip(cells, rows, strict=True)]
    return cells


def _fill_down(sheet: Sheet, mapping: Mapping, cells: list[Any], column: int | None) -> None:
    """Give every row of a merged cell its word."""
    for top, left, bottom, right in sheet.merged:
        if column is None or not left <= column <= right:
            continue
        word = sheet.rows[top][left] if top < len(sheet.rows) else ""
        for row in range(max(top, mapping.first_row), min(bottom + 1, len(sheet.rows))):
            place = row - mapping.first_row
            if cells[place] in ("", None):
                cells[place] = word


def _from_wide(
    sheet: Sheet, mapping: Mapping, today: date, from_1904: bool
) -> tuple[FigureTable, list[CellFault]]:
    faults: list[CellFault] = []
    headed = header_periods(
        sheet, mapping.header_row, mapping.value_columns, mapping.year_ends, today, from_1904
    )
    headers = sheet.rows[mapping.header_row] if mapping.header_row < len(sheet.rows) else []
    lost = [c for c in mapping.value_columns if c not in headed]
    why = read_periods(
        [headers[c] for c in lost if c < len(headers)], year_ends=mapping.year_ends, today=today
    ).wrong
    for column in lost:
        cell = headers[column] if column < len(headers) else ""
        faults.append(
            CellFault(
                sheet.name,
                cell_name(mapping.header_row, column),
                why.get(cell, "this header names no month or year, so its column is left out."),
            )
        )
    long = _from_long(
        sheet, replace(mapping, value_column=None, numerator_column=None, denominator_column=None)
    )
    columns = [c for c in mapping.value_columns if c in headed]
    return _melted(sheet, mapping, long, columns, headed), faults


def _melted(
    sheet: Sheet,
    mapping: Mapping,
    long: FigureTable,
    columns: list[int],
    headed: dict[int, Period],
) -> FigureTable:
    """Return one place for every cell of the months' columns, row by row."""
    rows = sheet.rows[mapping.first_row :]
    width = len(columns)

    def each(cells: list[Any]) -> list[Any]:
        return [cell for cell in cells for _ in repeat(None, width)]

    periods = [headed[c] for c in columns]
    return FigureTable(
        names=each(long.names),
        areas=each(long.areas),
        periods=periods * len(rows),
        values=[row[c] for row in rows for c in columns],
        rows=each(list(long.rows)),
        columns=columns * len(rows),
        targets=each(long.targets),
        notes=each(long.notes),
        units=each(long.units),
        read_periods=True,
    )


def _from_columns(sheet: Sheet, mapping: Mapping) -> tuple[FigureTable, list[CellFault]]:
    faults: list[CellFault] = []
    headers = sheet.rows[mapping.header_row] if mapping.header_row < len(sheet.rows) else []
    columns = []
    for column in mapping.value_columns:
        if column < len(headers) and words(headers[column]):
            columns.append(column)
            continue
        what = "this column has no name, so it is left out. Give it a header."
        faults.append(CellFault(sheet.name, cell_name(mapping.header_row, column), what))
    long = _from_long(sheet, replace(mapping, value_column=None, indicator_column=None))
    table = _melted(sheet, mapping, long, columns, dict.fromkeys(columns, (0, 0)))
    table.names = [words(headers[c]) for c in columns] * len(long.periods)
    table.periods = [cell for cell in long.periods for _ in repeat(None, len(columns))]
    table.read_periods = False
    table.period_column = mapping.period_column
    table.targets = []
    return table, faults
