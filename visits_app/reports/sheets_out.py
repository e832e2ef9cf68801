"""A sheet that goes out to be filled in, as XLSX, CSV or DOCX.

Whatever becomes of it outside, it says which sheet it is: in a line above the table, and in the
file's properties. The same sheet gives the same bytes.
"""

import csv
import io
from datetime import date, datetime
from typing import Any

from visits_app.domain.formula_words import guarded, looks_like_formula
from visits_app.domain.sheet_cells import shown_cell
from visits_app.domain.sheet_marks import MARK_PROPERTY, mark_line, mark_words
from visits_app.domain.sheets import CellKind, Sheet, SheetColumn
from visits_app.domain.text import clean

MOST = 32_767
"""Characters a cell of a spreadsheet holds."""

_SPARE = 60
"""Empty lines below a register, for what is to be added."""
_LIST_HOLDS = 255
"""Characters a drop-down list holds that stands in no cells."""
_KEY_WIDTH = 16
_FILTER_BUTTON = 4
"""Signs of a heading that the button of its filter covers."""
_MADE = date(2000, 1, 1)


def write_csv(sheet: Sheet) -> bytes:
    """Return a sheet as CSV in UTF-8 with a mark that spreadsheet programs know it by.

    No cell is taken for a formula. Every line has all columns, those above the table too.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    width = len(sheet.columns) + 1
    for line in (sheet.title, *sheet.intro, mark_line(sheet)):
        writer.writerow([_harmless(line), *[""] * (width - 1)])
    writer.writerow([""] * width)
    writer.writerow([_harmless(title) for title in titles(sheet)])
    for row in sheet.rows:
        cells = (shown_cell(column, row.cells.get(column.id, "")) for column in sheet.columns)
        writer.writerow([_harmless(row.key), *(_harmless(cell) for cell in cells)])
    return out.getvalue().encode("utf-8-sig")


def write_docx(sheet: Sheet) -> bytes:
    """Return a sheet as a Word document with one table."""
    from visits_app.reports.sheet_document import write_document

    return write_document(sheet)


def write_xlsx(sheet: Sheet) -> bytes:
    """Return a sheet as a workbook in which only what is asked can be filled in.

    Nothing in it is a formula or a link. The protection has no password: it keeps slips out, not
    people.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = sheet.issued_on or _MADE
    book.set_properties(
        {
            "title": clean(sheet.title),
            "author": "Member Visits",
            "created": datetime(made.year, made.month, made.day),
        }
    )
    book.set_custom_property(MARK_PROPERTY, mark_words(sheet), "text")
    _Writing(book, sheet).write()
    book.close()
    return out.getvalue()


def titles(sheet: Sheet) -> tuple[str, ...]:
    """Return the headings of a sheet, that of the references first."""
    return (sheet.key_title, *(column.title for column in sheet.columns))


class _Writing:
    """Writes one sheet into one workbook."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._page = book.add_worksheet("Sheet")
        self._lists: Any = None
        self._listed = 0
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self._head = len(sheet.intro) + 3
        """The row of the headings, from 0: title, intro, mark and an empty line come before."""
        spare = _SPARE if sheet.kind.may_grow else 0
        self._last = self._head + len(sheet.rows) + spare

    def write(self) -> None:
        """Write everything and set the page up."""
        self._write_above()
        self._write_headings()
        self._write_rows()
        for place, column in enumerate(self._sheet.columns, start=1):
            self._ask_for(place, column)
        self._set_up()

    def _write_above(self) -> None:
        page, sheet = self._page, self._sheet
        across = max(2, min(len(sheet.columns), 6))
        title = self._book.add_format({"bold": True, "font_size": 14})
        plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        small = self._book.add_format({"font_size": 8, "font_color": "#555555"})
        page.write_string(0, 0, _cut(sheet.title), title)
        width = _KEY_WIDTH + sum(column.width for column in sheet.columns[:across])
        for row, line in enumerate(sheet.intro, start=1):
            page.merge_range(row, 0, row, across, "", plain)
            page.write_string(row, 0, _cut(line), plain)
            page.set_row(row, 15 * (1 + len(line) // max(width, 20)))
        row = self._head - 2
        page.write_string(row, 0, mark_line(sheet), small)
        self._book.define_name("Sheet_mark", f"=Sheet!$A${row + 1}")

    def _write_headings(self) -> None:
        look = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        fixed = self._book.add_format({**look, "bg_color": "#E4E7EC"})
        asked = self._book.add_format({**look, "bg_color": "#FFE9A8"})
        for place, title in enumerate(titles(self._sheet)):
            editable = place > 0 and self._sheet.columns[place - 1].editable
            self._page.write_string(self._head, place, _cut(title), asked if editable else fixed)

    def _write_rows(self) -> None:
        columns = self._sheet.columns
        key = SheetColumn("", "")
        for number, row in enumerate(self._sheet.rows, start=self._head + 1):
            self._write(number, 0, key, row.key)
            for place, column in enumerate(columns, start=1):
                self._write(number, place, column, row.cells.get(column.id, ""))
        for number in range(self._head + 1 + len(self._sheet.rows), self._last + 1):
            self._write(number, 0, key, "")
            for place, column in enumerate(columns, start=1):
                self._write(number, place, column, "")

    def _write(self, row: int, place: int, column: SheetColumn, value: str) -> None:
        page = self._page
        look = self._look(column, looks_like_formula(value))
        if not value:
            page.write_blank(row, place, None, look)
        elif column.kind is CellKind.DATE and (day := _day(value)):
            page.write_datetime(row, place, day, look)
        elif column.kind is CellKind.WHOLE and value.isascii() and value.isdigit():
            page.write_number(row, place, int(value), look)
        else:
            page.write_string(row, place, _cut(shown_cell(column, value)), look)

    def _look(self, column: SheetColumn, quoted: bool) -> Any:
        """Return the format of a cell: what may be filled in is white and unlocked."""
        wanted = (column.kind.value, column.editable, quoted)
        if wanted not in self._formats:
            look: dict[str, Any] = {"text_wrap": True, "valign": "top", "border": 1}
            look["border_color"] = "#B0B7C3"
            if column.kind is CellKind.DATE:
                look |= {"num_format": "d mmmm yyyy", "align": "left"}
            elif column.kind is CellKind.WHOLE:
                look |= {"num_format": "0", "align": "left"}
            else:
                look["num_format"] = "@"
            if column.editable:
                look["locked"] = False
            else:
                look["bg_color"] = "#F5F6F8"
            if quoted:
                # edited by hand, such words would become a formula without it
                look["quote_prefix"] = True
            self._formats[wanted] = self._book.add_format(look)
        return self._formats[wanted]

    def _ask_for(self, place: int, column: SheetColumn) -> None:
        """Put a drop-down list, a warning and the help on the cells of a column."""
        if not column.editable or self._last == self._head:
            return
        rule: dict[str, Any] = {"validate": "any"}
        if column.kind is CellKind.YES_NO:
            rule = {"validate": "list", "source": ["Yes", "No"]}
        elif column.kind is CellKind.CHOICE and column.choices:
            rule = {"validate": "list", "source": self._choices(column.choices)}
        elif column.kind is CellKind.WHOLE:
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
            rule["error_message"] = "A whole number is asked here."
        if column.help:
            rule["input_title"] = clean(column.title)[:32]
            rule["input_message"] = clean(column.help)[:255]
        if rule["validate"] != "any" or column.help:
            self._page.data_validation(self._head + 1, place, self._last, place, rule)

    def _choices(self, choices: tuple[str, ...]) -> list[str] | str:
        """Return a list for a cell; a long one, or one with commas, stands on a hidden page."""
        if len(",".join(choices)) <= _LIST_HOLDS and not any("," in one for one in choices):
            return list(choices)
        if self._lists is None:
            self._lists = self._book.add_worksheet("Choices")
            self._lists.hide()
        column = self._listed
        self._listed += 1
        for row, choice in enumerate(choices):
            self._lists.write_string(row, column, _cut(choice))
        letter = chr(65 + column)
        return f"=Choices!${letter}$1:${letter}${len(choices)}"

    def _set_up(self) -> None:
        page, sheet = self._page, self._sheet
        page.set_column(0, 0, _KEY_WIDTH)
        for place, column in enumerate(sheet.columns, start=1):
            word = max(map(len, column.title.split()), default=0) + _FILTER_BUTTON
            page.set_column(place, place, min(max(column.width, word), 80))
        page.freeze_panes(self._head + 1, 1)
        page.autofilter(self._head, 0, max(self._last, self._head + 1), len(sheet.columns))
        allowed = ("autofilter", "sort", "format_columns", "format_rows")
        page.protect("", dict.fromkeys(allowed, True))
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(self._head)
        page.print_area(0, 0, self._head + max(len(sheet.rows), 1), len(sheet.columns))
        page.set_footer("&L&8" + mark_words(sheet).replace("&", "&&") + "&R&8Page &P of &N")
        first = next((n for n, c in enumerate(sheet.columns, start=1) if c.editable), 0)
        page.set_selection(self._head + 1, first, self._head + 1, first)


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= 1900 else None  # a spreadsheet has no day before


def _cut(text: str) -> str:
    words = clean(text)
    return words if len(words) <= MOST else words[: MOST - 1] + "…"


def _harmless(text: str) -> str:
    return _cut(guarded(text))
