"""Sheets that come back in every state, read from real files."""

import csv
import io
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.sheet_samples import COLUMNS, TODAY, a_sheet, known
from visits_app.domain.errors import Cancelled, SpreadsheetRefused
from visits_app.domain.sheet_judging import Sent, judge_lines
from visits_app.domain.sheets import LineVerdict, SheetKind
from visits_app.imports.sheets_in import RawSheet, read_sheet
from visits_app.reports.sheets_out import write_csv, write_docx, write_xlsx

WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx}
TITLES = ["Ask", *(column.title for column in COLUMNS)]


def read(path: Path) -> RawSheet:
    return read_sheet(path, SheetKind.RESPONSES, COLUMNS, key_title="Ask")


def as_csv(path: Path, rows: list[list[str]], delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def as_xlsx(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page = book.add_worksheet("Returned")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if hasattr(cell, "year"):
                    page.write_datetime(number, place, cell, day)
                else:
                    page.write(number, place, cell)
    return path


def repacked(raw: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return a zip with its parts changed and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, body in more.items():
            new.writestr(name.replace("__", "/"), body)
    return out.getvalue()


@pytest.mark.parametrize("ending", WRITERS)
def test_a_sheet_that_was_not_touched_says_nothing_new(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"back.{ending}"
    path.write_bytes(WRITERS[ending](a_sheet()))
    raw = read(path)
    assert (raw.mark.id, raw.mark.kind, raw.mark.period) == (
        "7F3K-92QX-M4TD",
        "responses",
        "2026/27",
    )
    assert raw.faults == ()
    lines = judge_lines(COLUMNS, raw.lines, known(), today=TODAY, sent=Sent(known()))
    assert [(one.key, one.verdict) for one in lines] == [(key, LineVerdict.SAME) for key in known()]
    assert not any(one.faults for one in lines)


def test_headings_are_found_wherever_and_however_they_stand(tmp_path: Path) -> None:
    rows = [
        ["Dear officer", "see below"],
        [],
        ["REASON ", "", "Notes", "your  answer:", "ask"],
        ["Because", "loose", "x", "agree", "A-2"],
        [],
        ["", "", "", "Do not agree", "A-1"],
    ]
    raw = read(as_csv(tmp_path / "moved.csv", rows))
    assert [(one.number, one.key, dict(one.cells)) for one in raw.lines] == [
        (4, "A-2", {"answer": "agree", "reason": "Because"}),
        (6, "A-1", {"answer": "Do not agree", "reason": ""}),
    ]
    said = [str(fault) for fault in raw.faults]
    assert "To be done by: this column is not in the file; nothing changes in it." in said
    assert "Notes: this column does not belong here; it is left out." in said
    assert "Column B: the words in this column have no heading; they are left out." in said


def test_a_file_of_another_country_parts_its_cells_by_semicolons(tmp_path: Path) -> None:
    rows = [TITLES, ["A-1", "", "", "Agree", "Now, or later", "4.1.2027", "ja", "3"]]
    raw = read(as_csv(tmp_path / "other.csv", rows, ";"))
    assert raw.lines[0].cells["reason"] == "Now, or later"


def test_dates_numbers_and_ticks_of_a_workbook_are_read_as_words(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        list(TITLES),
        ["A-1", "Mend", TODAY, "Agree", "", TODAY, True, 12],
    ]
    raw = read(as_xlsx(tmp_path / "typed.xlsx", rows))
    cells = raw.lines[0].cells
    assert (cells["due"], cells["done"], cells["weeks"]) == ("2026-11-25", "yes", "12")


def test_a_sheet_saved_in_the_open_format_is_read_with_its_property(tmp_path: Path) -> None:
    def cell(kind: str, value: str, words: str) -> str:
        return (
            f'<table:table-cell office:value-type="{kind}" {value}>'
            f"<text:p>{words}</text:p></table:table-cell>"
        )

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "meta")
    )
    rows = [
        [cell("string", "", title) for title in TITLES],
        [
            *(cell("string", "", words) for words in ("A-1", "Mend", "", "Agree", "Now")),
            cell("date", 'office:date-value="2027-03-04"', "04/03/27"),
            cell("boolean", 'office:boolean-value="true"', "TRUE"),
            cell("float", 'office:value="12"', "12"),
        ],
    ]
    told = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    path = tmp_path / "back.ods"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Sheet">{told}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        parts.writestr(
            "meta.xml",
            f"<office:document-meta {spaces}><office:meta>"
            '<meta:user-defined meta:name="Member Visits sheet">'
            "Sheet 7F3K-92QX-M4TD / responses / 2026/27</meta:user-defined>"
            "</office:meta></office:document-meta>",
        )
    raw = read(path)
    assert raw.mark.id == "7F3K-92QX-M4TD"
    cells = raw.lines[0].cells
    assert (cells["due"], cells["done"], cells["weeks"]) == ("2027-03-04", "yes", "12")


def test_the_mark_survives_without_its_line_in_the_properties(tmp_path: Path) -> None:
    for ending in ("xlsx", "docx"):
        whole = WRITERS[ending](a_sheet())

        def without(name: str, part: bytes) -> bytes:
            if name.startswith(("docProps", "xl/worksheets")) or "_rels" in name:
                return part
            return part.replace(b"leave this line", b"").replace(b"Sheet 7F3K-92QX-M4TD / ", b"x")

        path = tmp_path / f"cut.{ending}"
        path.write_bytes(repacked(whole, without))
        assert read(path).mark.id == "7F3K-92QX-M4TD"


def test_headings_that_stand_twice_are_said_and_the_first_is_taken(tmp_path: Path) -> None:
    rows = [["Ask", "Answer", "Reason", "Answer"], ["A-1", "agree", "", "no"]]
    raw = read(as_csv(tmp_path / "twice.csv", rows))
    assert raw.lines[0].cells["answer"] == "agree"
    assert "Answer: this heading stands twice; the first is taken." in map(str, raw.faults)


def test_two_sheets_pasted_below_each_other_are_read_as_one(tmp_path: Path) -> None:
    rows = [TITLES, ["A-1", "", "", "agree"], TITLES, ["A-2", "", "", "part"]]
    assert [one.key for one in read(as_csv(tmp_path / "two.csv", rows)).lines] == ["A-1", "A-2"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Month", "Figure"], ["May", "3"]], "no line with the headings"),
        ([["Reason", "Answer"], ["x", "agree"]], "The column “Ask” is not in the file"),
        ([["Ask", "What was asked"], ["A-1", "x"]], "None of the columns"),
        ([[]], "no line with the headings"),
    ],
)
def test_files_that_are_no_such_sheet_are_refused_in_words(
    tmp_path: Path, rows: list[list[str]], said: str
) -> None:
    with pytest.raises(SpreadsheetRefused, match=said):
        read(as_csv(tmp_path / "wrong.csv", rows))


def test_words_put_in_with_changes_tracked_are_read_and_struck_ones_are_not(
    tmp_path: Path,
) -> None:
    def tracked(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        old = b"<w:t>@home, '=quoted'; -5</w:t>"
        assert old in part
        new = b"<w:t>New</w:t><w:delText>Old</w:delText>"
        return part.replace(old, new)

    path = tmp_path / "tracked.docx"
    path.write_bytes(repacked(write_docx(a_sheet()), tracked))
    assert read(path).lines[2].cells["reason"] == "New"


@pytest.mark.parametrize("part", ["word__vbaProject.bin", "word__embeddings__a.xlsx"])
def test_documents_with_programs_or_files_in_them_are_not_opened(tmp_path: Path, part: str) -> None:
    path = tmp_path / "macro.docx"
    path.write_bytes(repacked(write_docx(a_sheet()), lambda _name, body: body, **{part: b"x"}))
    with pytest.raises(SpreadsheetRefused, match="macros or other files"):
        read(path)


def test_documents_made_to_overwhelm_a_reader_are_refused(tmp_path: Path) -> None:
    good = write_docx(a_sheet())
    entity = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><w:document'
    deep = b"<w:p>" * 400 + b"</w:p>" * 400
    for number, (old, new) in enumerate(
        ((b"<w:document", entity), (b"</w:body>", deep + b"</w:body>"), (b"</w:tbl>", b""))
    ):

        def damaged(name: str, part: bytes, old: bytes = old, new: bytes = new) -> bytes:
            return part.replace(old, new, 1) if name == "word/document.xml" else part

        path = tmp_path / f"{number}.docx"
        path.write_bytes(repacked(good, damaged))
        with pytest.raises(SpreadsheetRefused):
            read(path)
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(repacked(good, lambda _name, part: part, word__big=b"\0" * 9_000_000))
    with pytest.raises(SpreadsheetRefused, match="unpacks to far more"):
        read(bomb)
    cut = tmp_path / "cut.docx"
    cut.write_bytes(good[: len(good) // 2])
    with pytest.raises(SpreadsheetRefused):
        read(cut)


def test_too_many_lines_are_refused(tmp_path: Path) -> None:
    rows = [TITLES, *([str(number), "x"] for number in range(6_000))]
    with pytest.raises(SpreadsheetRefused, match="more than 5,000 lines"):
        read(as_csv(tmp_path / "long.csv", rows))


def test_reading_stops_when_it_is_no_longer_wanted(tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(write_xlsx(a_sheet()))
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        read_sheet(path, SheetKind.RESPONSES, COLUMNS, key_title="Ask", cancelled=stop)


def test_an_empty_file_and_one_that_is_gone_are_said(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    with pytest.raises(SpreadsheetRefused, match="empty"):
        read(path)
    with pytest.raises(SpreadsheetRefused, match="not there"):
        read(tmp_path / "none.csv")
