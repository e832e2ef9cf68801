"""A sheet as a Word document: one table, its headings on every page."""

import io
import zipfile
from datetime import datetime
from typing import Any

from visits_app.domain.sheet_cells import shown_cell
from visits_app.domain.sheet_marks import mark_line, mark_words
from visits_app.domain.sheets import CellKind, Sheet, SheetColumn
from visits_app.domain.text import clean

_SHADE, _ASKED = "E4E7EC", "FFE9A8"
_SIDE_CM = 1.5
_MADE = datetime(2000, 1, 1)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_KEY_WIDTH = 14


def write_document(sheet: Sheet) -> bytes:
    """Return a sheet as DOCX; what is to be filled in has headings of another colour."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    paper: Any = docx.Document()
    page = paper.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = Cm(_SIDE_CM)
    page.top_margin = page.bottom_margin = Cm(_SIDE_CM)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10)
    paper.add_heading(clean(sheet.title), level=1)
    for line in (*sheet.intro, *_helps(sheet)):
        paper.add_paragraph(clean(line))
    mark = paper.add_paragraph().add_run(mark_line(sheet))
    mark.font.size = Pt(8)
    _add_table(paper, sheet)
    about = paper.core_properties
    about.title, about.author = clean(sheet.title)[:255], "Member Visits"
    about.identifier = mark_words(sheet)[:255]
    about.last_modified_by, about.comments, about.revision = "", "", 1
    day = sheet.issued_on
    about.created = about.modified = datetime(day.year, day.month, day.day) if day else _MADE
    out = io.BytesIO()
    paper.save(out)
    return _without_time(out.getvalue())


def _helps(sheet: Sheet) -> tuple[str, ...]:
    """Return what each column asks, where that is told: paper has no drop-down lists."""
    lines = []
    for column in sheet.columns:
        if not column.editable:
            continue
        choices = column.choices
        if column.kind is CellKind.YES_NO:
            choices = ("Yes", "No")
        told = " ".join(
            part for part in (column.help, f"({' / '.join(choices)})" if choices else "") if part
        )
        if told:
            lines.append(f"{column.title}: {told}")
    return tuple(lines)


def _add_table(paper: Any, sheet: Sheet) -> None:
    from docx.shared import Cm

    key = SheetColumn("", sheet.key_title, width=_KEY_WIDTH)
    columns = (key, *sheet.columns)
    table = paper.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    room = 29.7 - 2 * _SIDE_CM
    shares = [max(column.width, _longest_word(column.title) * 2 + 3) for column in columns]
    widths = [Cm(room * share / sum(shares)) for share in shares]
    for place, column in enumerate(columns):
        cell = table.rows[0].cells[place]
        cell.paragraphs[0].add_run(clean(column.title)).bold = True
        _shade(cell, _ASKED if column.editable else _SHADE)
    _mark_row(table.rows[0], "w:tblHeader")
    for row in sheet.rows:
        line = table.add_row()
        _mark_row(line, "w:cantSplit")
        words = [row.key, *(shown_cell(c, row.cells.get(c.id, "")) for c in sheet.columns)]
        for cell, text in zip(line.cells, words, strict=True):
            cell.text = clean(text)
    for place, width in enumerate(widths):
        table.columns[place].width = width  # LibreOffice goes by these, Word by the cells
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width


def _longest_word(title: str) -> int:
    """Count the signs of the longest word, so that no heading is broken within one."""
    return min(max(map(len, title.split()), default=0), 20)


def _mark_row(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _without_time(raw: bytes) -> bytes:
    """Return the same parts packed without the time of packing, so that bytes can be compared."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            packed = zipfile.ZipInfo(part.filename, _ZIP_DAY)
            packed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(packed, old.read(part))
    return out.getvalue()
