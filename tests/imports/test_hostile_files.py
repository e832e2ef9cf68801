"""Files made to fool, flood or run something: each is a sentence, and nothing else happens."""

import io
import json
import random
import threading
import time
import zipfile
from array import array
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.spreadsheet_samples import book, read, told
from visits_app.domain.errors import Cancelled, SpreadsheetRefused
from visits_app.domain.spreadsheets import ReadFigures
from visits_app.imports import spreadsheets
from visits_app.imports.spreadsheet_child import numeric_columns

TODAY = date(2014, 3, 20)
GOOD = [["KPI", "Apr-13", "May-13"], ["Referrals", 7, 8]]


def parts(path: Path, **changed: str | bytes) -> Path:
    """Write a good workbook with some parts of it replaced or added; `__` stands for `/`."""
    good = book(path.with_suffix(".good.xlsx"), GOOD)
    names = {
        name.replace("__", "/").replace("_xml", ".xml"): data for name, data in changed.items()
    }
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, names.pop(name, old.read(name)))
        for name, data in names.items():
            new.writestr(name, data)
    return path


def sheet_xml(rows: str, dimension: str = "A1:C2") -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{main}"><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def cell(ref: str, value: object) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


HEAD = "<row r='1'>" + cell("A1", "KPI") + cell("B1", "Apr-13") + cell("C1", "May-13") + "</row>"
LINE = (
    "<row r='2'>" + cell("A2", "Referrals") + "<c r='B2'><v>7</v></c><c r='C2'><v>8</v></c></row>"
)


def why(path: Path) -> str:
    """Return the sentence: of the file, or of its first sheet."""
    before = path.read_bytes()
    try:
        sheets = spreadsheets.look(spreadsheets.read_file(path), today=TODAY)
    except SpreadsheetRefused as error:
        said = str(error)
    else:
        assert sheets[0].guess is None
        said = sheets[0].unreadable
    assert path.read_bytes() == before
    assert said.endswith(".")
    return said


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = parts(tmp_path / "bomb.xlsx", xl__media__a_xml=b"\0" * 50_000_000)
    assert "unpacks to far more" in why(path)


def test_a_zip_that_lies_about_what_it_unpacks_to(tmp_path: Path) -> None:
    path = parts(tmp_path / "lie.xlsx", xl__worksheets__sheet1_xml=sheet_xml(" " * 30_000_000))
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as listed:
        size = listed.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    path.write_bytes(bytes(raw).replace(size, (2000).to_bytes(4, "little")))
    assert why(path)


def test_an_entity_bomb(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>'
    xml = sheet_xml(HEAD + "<row r='2'>" + cell("A2", "&a9;") + "</row>").split("?>", 1)[1]
    path = parts(tmp_path / "entities.xlsx", xl__worksheets__sheet1_xml=bomb + xml)
    assert "DTD" in why(path)


def test_an_outside_entity_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    padded = bomb.replace("<!DOCTYPE", f"<!--{'x' * 70_000}--><!DOCTYPE")
    xml = sheet_xml(HEAD + LINE + "<row r='3'>" + cell("A3", "&s;") + "</row>").split("?>", 1)[1]
    assert "DTD" in why(parts(tmp_path / "out.xlsx", xl__worksheets__sheet1_xml=bomb + xml))
    path = parts(tmp_path / "padded.xlsx", xl__worksheets__sheet1_xml=padded + xml)
    try:
        said = repr(spreadsheets.look(spreadsheets.read_file(path), today=TODAY))
    except SpreadsheetRefused as error:
        said = str(error)
    assert "secret words" not in said


def test_a_cell_as_far_out_as_there_is(tmp_path: Path) -> None:
    far = "<row r='1048576'>" + cell("XFD1048576", "x") + "</row>"
    path = parts(tmp_path / "far.xlsx", xl__worksheets__sheet1_xml=sheet_xml(HEAD + LINE + far))
    assert "stray cell" in why(path)


def test_a_million_empty_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_000))
    path = parts(tmp_path / "empty.xlsx", xl__worksheets__sheet1_xml=sheet_xml(HEAD + LINE + rows))
    begun = time.monotonic()
    try:
        assert len(told(read(path))) == 2  # empty cells are nothing: the figures are all there
    except (SpreadsheetRefused, AssertionError):
        assert "Delete the empty rows" in why(path)
    assert time.monotonic() - begun < 20


def test_a_million_rows_of_empty_words(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("KPI,Apr-13,May-13\nReferrals,7,8\n" + ",,\n" * 1_000_000)
    assert "Delete the empty rows" in why(path)


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "nonsense", "B9:A1"])
def test_a_sheet_that_lies_about_its_size(tmp_path: Path, dimension: str) -> None:
    xml = sheet_xml(HEAD + LINE, dimension)
    path = parts(tmp_path / "size.xlsx", xl__worksheets__sheet1_xml=xml)
    try:
        found = told(read(path))
    except (SpreadsheetRefused, AssertionError):
        assert why(path)
    else:
        assert len(found) == 2


def test_ten_thousand_columns(tmp_path: Path) -> None:
    path = book(tmp_path / "columns.xlsx", [[f"c{n}" for n in range(10_000)], [1] * 10_000])
    assert "10,000 columns" in why(path)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a picture"),
        ("photo.csv", b"\xff\xd8\xff\xe0" + b"\0" * 100, "a picture"),
        ("paper.xlsx", b"%PDF-1.7\n", "a PDF"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "damaged"),
        ("nothing.xlsx", b"", "empty"),
        ("program.csv", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xfe\x01\x02" * 50, "not a spreadsheet"),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 50, "cut short"),
    ],
)
def test_something_else_under_a_spreadsheets_name(
    tmp_path: Path, name: str, raw: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert said in why(path)


def test_a_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000)
    assert "password" in why(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short(tmp_path: Path, share: float) -> None:
    path = book(tmp_path / "whole.xlsx", GOOD)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "cut short" in why(path)


def test_a_quotation_mark_that_never_closes(tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text('KPI,Apr-13,May-13\n"Referrals,7,8\n' + "x,1,2\n" * 60_000)
    assert "quotation mark" in why(path)


def test_a_file_too_large_and_one_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 25_000_001)
    assert "25 MB" in why(path)
    with pytest.raises(SpreadsheetRefused, match="not there"):
        spreadsheets.read_file(tmp_path / "gone.csv")
    with pytest.raises(SpreadsheetRefused, match="not an ordinary file"):
        spreadsheets.read_file(tmp_path)


def test_formulas_are_never_worked_out(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("April")
        sheet.write_row("A1", ["KPI", "Apr-13", "May-13"])
        sheet.write("A2", "Referrals")
        sheet.write_formula("B2", "=3+4", None, 99)  # what was saved counts
        sheet.write_formula("C2", '=WEBSERVICE("http://localhost")', None, 5)
    assert list(told(read(path)).values()) == [99, 5]


def test_a_reading_that_is_given_up_stops_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Indicator,Date,Value\n" + "Referrals,04/2013,7\n" * 400_000)
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    with pytest.raises(Cancelled):
        spreadsheets.look(spreadsheets.read_file(path), today=TODAY, cancel=cancel)


def test_a_workbook_with_bytes_changed_is_read_or_refused_in_words(tmp_path: Path) -> None:
    dice = random.Random(2014)
    whole = book(tmp_path / "whole.xlsx", GOOD).read_bytes()
    path = tmp_path / "changed.xlsx"
    said: list[str] = []
    for _ in range(25):
        raw = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        path.write_bytes(raw)
        try:
            sheets = spreadsheets.look(spreadsheets.read_file(path), today=TODAY)
        except SpreadsheetRefused as error:
            said.append(str(error))
        else:
            said += [sheet.unreadable for sheet in sheets if sheet.guess is None]
    assert said
    assert all(words.endswith(".") for words in said)


def test_a_reading_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Indicator,Date,Value\n" + "Referrals,04/2013,7\n" * 400_000)
    with pytest.raises(SpreadsheetRefused, match=r"longer than 0\.1 seconds"):
        spreadsheets.look(spreadsheets.read_file(path), today=TODAY, seconds=0.1)


def answer(**changed: object) -> tuple[dict[str, object], io.BytesIO]:
    """Return what the child would say of one figure, with some of it changed."""
    said: dict[str, object] = {
        "names": ["A"],
        "areas": [""],
        "texts": [""],
        "faults": [],
        "refused": 0,
        "remarks": [],
        "fingerprint": "f",
        "count": 1,
    }
    numbers = ReadFigures(period=array("i", [735_000]), precision=array("b", [1]))
    raw = b""
    for name in numeric_columns():
        column = getattr(numbers, name) or array(getattr(numbers, name).typecode, [0])
        if name in changed:
            column = array(column.typecode, [changed[name]])  # type: ignore[list-item]
        raw += column.tobytes()
    return said | {k: v for k, v in changed.items() if k in said}, io.BytesIO(raw)


def test_the_childs_answer_is_checked_before_it_is_used() -> None:
    assert len(spreadsheets.checked_figures(*answer())[0]) == 1
    for changed in (
        {"name": 1}, {"name": -1}, {"area": 7}, {"text": 1}, {"note": -2}, {"period": 0},
        {"period": 4_000_000}, {"precision": 3}, {"provisional": 2}, {"row": -1},
        {"column": 30_000}, {"value": float("inf")}, {"target": float("-inf")}, {"count": -1},
        {"count": 10**9}, {"count": "many"}, {"faults": [1]}, {"names": 5},
        {"count": float("inf")}, {"refused": float("inf")},
    ):  # fmt: skip
        with pytest.raises(SpreadsheetRefused):
            spreadsheets.checked_figures(*answer(**changed))


SHEET = {
    "name": "A",
    "rows": 1,
    "columns": 1,
    "preview": [],
    "row_numbers": [],
    "guess": None,
    "fingerprint": "f",
    "names": [],
    "units": [],
    "areas": [],
    "hidden": False,
    "unreadable": "",
}


def lines(*said: object) -> io.BytesIO:
    """Return what a child would say, a line each; bytes are said as they are."""
    encoded = (one if isinstance(one, bytes) else json.dumps(one).encode() for one in said)
    return io.BytesIO(b"".join(one + b"\n" for one in encoded))


@pytest.mark.parametrize(
    "said",
    [
        {"progress": 3},
        {"progress": [1, 0]},
        {"progress": [-1, 2]},
        {"progress": ["a", 2]},
        b'{"progress": [1e999, 1]}',
        b"[" * 100_000,
        {"sheet": SHEET | {"rows": float("inf")}},
        {"sheet": SHEET | {"row_numbers": [float("inf")]}},
        {"sheet": SHEET | {"guess": {"sheet": "A", "header_row": float("inf")}}},
    ],
)
def test_nonsense_of_the_child_is_never_an_error_of_the_program(said: object) -> None:
    out = lines(said, {"sheet": SHEET}, {"looked": 1})
    with pytest.raises((SpreadsheetRefused, spreadsheets._Ended)):
        spreadsheets.sheets_told(out)


def test_a_look_that_breaks_off_is_no_look() -> None:
    assert len(spreadsheets.sheets_told(lines({"sheet": SHEET}, {"looked": 1}))) == 1
    with pytest.raises(spreadsheets._Ended):
        spreadsheets.sheets_told(lines({"sheet": SHEET}))
    with pytest.raises(spreadsheets._Ended):
        spreadsheets.sheets_told(lines(*[{"sheet": SHEET}] * 10_000, {"looked": 1}))


def test_every_sheet_of_a_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for number in range(60):
            workbook.add_worksheet(f"Team {number}").write_row(0, 0, ["KPI", "Apr-13"])
    assert len(spreadsheets.look(spreadsheets.read_file(path), today=TODAY)) == 60
