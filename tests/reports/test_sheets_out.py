"""What goes out can be filled in where it is asked and nowhere else, and runs nothing."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest

from tests.sheet_samples import COLUMNS, a_sheet
from visits_app.domain.sheets import CellKind, Sheet, SheetColumn, SheetKind, SheetRow
from visits_app.reports.sheets_out import write_csv, write_docx, write_xlsx


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return parts.read(name).decode()


@pytest.mark.parametrize("write", [write_xlsx, write_csv, write_docx])
def test_the_same_sheet_gives_the_same_bytes(write: object) -> None:
    assert write(a_sheet()) == write(a_sheet())  # type: ignore[operator]


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    raw = write_xlsx(a_sheet())
    page = part(raw, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert "=Tell the team" in part(raw, "xl/sharedStrings.xml")


def test_only_what_is_asked_can_be_filled_in() -> None:
    raw = write_xlsx(a_sheet())
    page = part(raw, "xl/worksheets/sheet1.xml")
    protection = re.search(r"<sheetProtection [^>]*>", page)
    assert protection is not None
    assert "password" not in protection[0]
    assert 'autoFilter="0"' in protection[0]
    assert 'sort="0"' in protection[0]
    styles = part(raw, "xl/styles.xml")
    formats = styles.split("<cellXfs")[1].split("</cellXfs")[0].split("<xf ")[1:]
    open_cells = set()
    for cell, style in re.findall(r'<c r="([A-Z]+)6" s="(\d+)"', page):
        if 'locked="0"' in formats[int(style)]:
            open_cells.add(cell)
    assert open_cells == {"D", "E", "F", "G", "H"}


def test_headings_are_frozen_filtered_and_printed_on_every_page() -> None:
    raw = write_xlsx(a_sheet())
    page = part(raw, "xl/worksheets/sheet1.xml")
    assert 'topLeftCell="B6"' in page
    assert '<autoFilter ref="A5:H8"/>' in page
    assert 'orientation="landscape"' in page
    book = part(raw, "xl/workbook.xml")
    assert "Sheet!$5:$5" in book
    assert "Sheet_mark" in book


def test_choices_have_drop_down_lists_and_long_ones_stand_on_a_hidden_page() -> None:
    page = part(write_xlsx(a_sheet()), "xl/worksheets/sheet1.xml")
    assert "Agree,Agree in part,Do not agree" in page
    assert "Yes,No" in page
    column = replace(COLUMNS[2], choices=("Yes, all of it", "No"), values=("all", "no"))
    raw = write_xlsx(replace(a_sheet(), columns=(column,)))
    assert "Choices!$A$1:$A$2" in part(raw, "xl/worksheets/sheet1.xml")
    assert 'state="hidden"' in part(raw, "xl/workbook.xml")


def test_a_register_has_empty_lines_to_add_to() -> None:
    grows = replace(a_sheet(), kind=SheetKind.TEAMS)
    assert '<autoFilter ref="A5:H68"/>' in part(write_xlsx(grows), "xl/worksheets/sheet1.xml")


def test_a_table_of_plain_words_has_no_cell_that_begins_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(write_csv(a_sheet()).decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {8}
    assert rows[4][0] == "Ask"
    assert rows[6][1] == "'=Tell the team, “Ö”, and -why-"
    assert rows[7][4].startswith("'@home")
    assert rows[2][0] == "Sheet 7F3K-92QX-M4TD / responses / 2026/27; leave this line as it is."


def test_a_document_has_one_table_with_headings_on_every_page() -> None:
    paper = docx.Document(io.BytesIO(write_docx(a_sheet())))
    (table,) = paper.tables
    assert [cell.text for cell in table.rows[0].cells][:3] == ["Ask", "What was asked", "Asked on"]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert table.rows[3].cells[3].text == "Agree in part"
    lines = [line.text for line in paper.paragraphs]
    assert "Answer: Choose one from the list. (Agree / Agree in part / Do not agree)" in lines
    assert paper.core_properties.identifier == "Sheet 7F3K-92QX-M4TD / responses / 2026/27"
    assert paper.sections[0].page_width > paper.sections[0].page_height


@pytest.mark.parametrize("write", [write_xlsx, write_csv, write_docx])
def test_words_of_every_kind_go_out(write: object) -> None:
    odd = Sheet(
        "0000-0000-0000",
        SheetKind.FACTS,
        "\x00\x0b",
        (
            SheetColumn("t", "T" * 300, editable=True, help="h" * 400),
            SheetColumn("d", "D", CellKind.DATE),
            SheetColumn("w", "W", CellKind.WHOLE),
        ),
        (
            SheetRow("\ud800", {"t": "x" * 40_000, "d": "1850-01-01", "w": "many"}),
            SheetRow("k", {"d": "never"}),
        ),
    )
    assert len(write(odd)) > 100  # type: ignore[operator]
    assert len(write(replace(odd, rows=()))) > 100  # type: ignore[operator]
