"""Tables as CSV and XLSX that no spreadsheet program runs anything of.

A spreadsheet program takes a CSV cell that begins with =, +, -, @ or, before one of these, a tab
or a line end for a formula, and lets quotes and spaces pass. Such words get an apostrophe before
them, tabs and line ends become spaces; in XLSX all words are written as words, which is a type of
cell of its own there. Numbers stay numbers.
"""

import csv
import io
import math
from datetime import date
from typing import Any

from visits_app.domain.export_tables import Cell, ExportTable
from visits_app.domain.formula_words import guarded, looks_like_formula
from visits_app.domain.text import clean

_MOST = 32_767
"""Characters a cell of a spreadsheet holds."""

_WIDEST = 60

_LARGEST = 9.99e307
"""Numbers from here on a spreadsheet cannot hold; they are written as words."""


def harmless(text: str) -> str:
    """Return words on one line that no spreadsheet program takes for a formula."""
    return _shortened(guarded(text))


def as_csv(table: ExportTable) -> bytes:
    """Return a table as CSV in UTF-8 with a mark that spreadsheet programs know it by.

    The notes follow the table after an empty line. Days are written as 2014-03-04.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    writer.writerow([])
    for note in table.notes:
        writer.writerow([harmless(note)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: ExportTable) -> bytes:
    """Return a table as a workbook: the table on one sheet, the notes on another.

    Nothing is stored as a formula or as a link.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": clean(table.title), "author": "Member Visits"})
    formats = _Formats(book)
    sheet = book.add_worksheet(table.sheet)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, harmless(name), formats.head)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)
    for column, name in enumerate(table.columns):
        widths = [len(name), *(len(str(row[column] or "")) for row in table.rows)]
        sheet.set_column(column, column, min(max(widths) + 2, _WIDEST))
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    about = book.add_worksheet("About this file")
    about.set_column(0, 0, 100)
    for number, note in enumerate(table.notes):
        about.write_string(number, 0, _shortened(note), formats.of(note))
    book.close()
    return out.getvalue()


class _Formats:
    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "d mmmm yyyy", "align": "left", "valign": "top"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        # edited by hand, such words would become a formula without it
        self.quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})

    def of(self, text: str) -> Any:
        """Return the format for words: those that look like a formula stay words when edited."""
        return self.quoted if looks_like_formula(text) else self.plain


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        if cell.year >= 1900:
            sheet.write_datetime(row, column, cell, formats.day)
        else:  # a spreadsheet has no day before 1900
            sheet.write_string(row, column, cell.isoformat(), formats.plain)
    elif isinstance(cell, str):
        sheet.write_string(row, column, _shortened(cell), formats.of(cell))
    elif math.isfinite(cell) and abs(cell) < _LARGEST:
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell), formats.of(str(cell)))


def _csv_cell(cell: Cell) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return harmless(cell)
    if not math.isfinite(cell):
        return harmless(str(cell))
    return int(cell) if float(cell).is_integer() and abs(cell) < 1e15 else cell


def _shortened(text: str) -> str:
    words = clean(text)
    return words if len(words) <= _MOST else words[: _MOST - 1] + "…"
