"""Tables for paper: hairlines between rows, headings again on every page, rows that may split."""

from dataclasses import dataclass
from typing import Any

from visits_app.reports.document import Align, Column, Table
from visits_app.reports.fonts import Fonts
from visits_app.reports.pdf_style import CELL, CELL_HEADING, HAIRLINE, RULE
from visits_app.reports.pdf_text import TextLines, fragments_of

_PAD = 6.0
_GAP = 14.0
_WRITING_HEIGHT = 34.0
_LEAST_PART = 40.0
"""Least height of a row's part that may stand alone when a row splits over pages."""

_WHOLE = 180.0
"""A row up to this height is never split."""

Cells = tuple[TextLines | None, ...]


@dataclass(slots=True)
class TableRows:
    """A table, or what is left of it on the next page."""

    columns: tuple[Column, ...]
    heading: Cells
    rows: list[Cells]
    writing: bool = False
    before: float = 2.0
    after: float = 12.0
    keep_next: bool = False

    def _widths(self, width: float) -> list[float]:
        free = width - _GAP * (len(self.columns) - 1)
        total = sum(column.share for column in self.columns) or 1.0
        return [free * column.share / total for column in self.columns]

    def _row_height(self, cells: Cells, widths: list[float]) -> float:
        heights = (c.height(w) for c, w in zip(cells, widths, strict=True) if c is not None)
        least = _WRITING_HEIGHT if self.writing and cells is not self.heading else 0.0
        return max(max(heights, default=0.0) + 2 * _PAD, least)

    def _heading_height(self, widths: list[float]) -> float:
        return self._row_height(self.heading, widths) if self._titled() else 0.0

    def _titled(self) -> bool:
        return any(column.title for column in self.columns)

    def height(self, width: float) -> float:
        """Return the height of all rows and the headings."""
        widths = self._widths(width)
        rows = sum(self._row_height(cells, widths) for cells in self.rows)
        return self._heading_height(widths) + rows

    def lead(self, width: float) -> float:
        """Return the height of the headings and the first row, or the part of it that may stay."""
        if not self.rows:
            return self.height(width)
        widths = self._widths(width)
        first = self._row_height(self.rows[0], widths)
        return self._heading_height(widths) + (first if first <= _WHOLE else 2 * _LEAST_PART)

    def split(self, width: float, height: float) -> "tuple[TableRows, TableRows] | None":
        """Return the rows that fit into a height and the rest, splitting a row that is too high."""
        widths = self._widths(width)
        left = height - self._heading_height(widths)
        count = 0
        while count < len(self.rows):
            row_height = self._row_height(self.rows[count], widths)
            if row_height > left + 0.01:
                break
            left -= row_height
            count += 1
        above, below = self.rows[:count], self.rows[count:]
        if below and left > _LEAST_PART and self._row_height(below[0], widths) > _WHOLE:
            parts = _split_row(below[0], widths, left - 2 * _PAD)
            if parts:
                above.append(parts[0])
                below[0] = parts[1]
        if not above or not below:
            return None
        first = TableRows(self.columns, self.heading, above, self.writing, self.before)
        rest = TableRows(self.columns, self.heading, below, self.writing, after=self.after)
        return first, rest

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at x, top."""
        widths = self._widths(width)
        canvas.saveState()
        canvas.setLineWidth(0.75)
        canvas.setStrokeColorRGB(*RULE)
        if self._titled():
            height = self._heading_height(widths)
            self._draw_cells(canvas, self.heading, widths, x, top - _PAD)
            top -= height
        canvas.line(x, top, x + width, top)
        for number, cells in enumerate(self.rows):
            height = self._row_height(cells, widths)
            if number:
                canvas.setLineWidth(0.5)
                canvas.setStrokeColorRGB(*(RULE if self.writing else HAIRLINE))
                canvas.line(x, top, x + width, top)
            self._draw_cells(canvas, cells, widths, x, top - _PAD)
            if self.writing:
                _draw_columns(canvas, widths, x, top, height)
            top -= height
        canvas.setLineWidth(0.75)
        canvas.setStrokeColorRGB(*RULE)
        canvas.line(x, top, x + width, top)
        canvas.restoreState()

    def _draw_cells(
        self, canvas: Any, cells: Cells, widths: list[float], x: float, top: float
    ) -> None:
        for column, cell, width in zip(self.columns, cells, widths, strict=True):
            if cell is not None:
                cell.height(width)
                shift = width - cell.line_width() if column.align is Align.RIGHT else 0.0
                cell.draw(canvas, x + shift, top, width)
            x += width + _GAP


def table_rows(fonts: Fonts, table: Table) -> TableRows:
    """Set a table's words."""

    def cell(words: Any, style: Any = CELL) -> TextLines:
        return TextLines(fonts, style, fragments_of(fonts, words, style))

    rows: list[Cells] = [tuple(cell(words) for words in row) for row in table.rows]
    rows += [(None,) * len(table.columns)] * table.writing_rows
    heading = tuple(cell(column.title, CELL_HEADING) for column in table.columns)
    return TableRows(table.columns, heading, rows, writing=table.writing_rows > 0)


def _split_row(cells: Cells, widths: list[float], height: float) -> tuple[Cells, Cells] | None:
    above: list[TextLines | None] = []
    below: list[TextLines | None] = []
    for cell, width in zip(cells, widths, strict=True):
        if cell is None or cell.height(width) <= height + 0.01:
            above.append(cell)
            below.append(None)
            continue
        parts = cell.split(width, height)
        if parts is None:
            return None
        above.append(parts[0])
        below.append(parts[1])
    return tuple(above), tuple(below)


def _draw_columns(canvas: Any, widths: list[float], x: float, top: float, height: float) -> None:
    for width in widths[:-1]:
        x += width + _GAP
        canvas.line(x - _GAP / 2, top, x - _GAP / 2, top - height)
