"""Tables as CSV and XLSX: nothing in them can run, and nothing is lost on the way."""

import csv
import io
import math
import re
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from visits_app.domain.export_tables import Cell, ExportTable
from visits_app.reports.tables_out import as_csv, as_xlsx, harmless

ATTACKS = (
    "=1+1",
    "+44 20 7946 0018",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=cmd|' /C calc'!A0",
    "  =1",
    "\u00a0=1",
    "'=1",
    '"=1',
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\ufeff=1",
    "\u200b=HYPERLINK(\"http://x\")",
    "\x00=1",
)  # fmt: skip

FORMULA = re.compile(r"[\s\"'\u00a0\u200b\ufeff]*[=+\-@＝＋－＠\t\r\n]")

texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(ATTACKS),
    st.builds("".join, st.lists(st.sampled_from("=+-@\t\r\n '\"x1;,＝|"), min_size=1, max_size=8)),
)
cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    texts,
    st.floats(),
    st.integers(-(10**12), 10**12),
    st.dates(date(1850, 1, 1), date(2200, 1, 1)),
)


def table(rows: list[tuple[Cell, ...]], notes: tuple[str, ...] = ()) -> ExportTable:
    return ExportTable("=Title", ("First", "=Second"), tuple(rows), notes)


def read_csv(data: bytes, delimiter: str = ",") -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def starts_a_formula(text: str) -> bool:
    # the apostrophe of ours is what makes words of it
    return not text.startswith("'") and FORMULA.match(text) is not None


@pytest.mark.parametrize("attack", ATTACKS)
def test_words_that_look_like_a_formula_get_an_apostrophe(attack: str) -> None:
    assert harmless(attack).startswith("'")


@pytest.mark.parametrize("words", ["Peterborough", "60% or more", "a = b", "x-y", "1–5", "−", ""])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert harmless(words) == ("'−" if words == "−" else words)


@given(st.lists(st.tuples(cells, cells), max_size=6), st.lists(texts, max_size=3))
def test_no_cell_of_a_csv_begins_with_a_formula_sign(
    rows: list[tuple[Cell, ...]], notes: list[str]
) -> None:
    read = read_csv(as_csv(table(rows, tuple(notes))))
    assert read[0] == ["First", "'=Second"]
    for line in read:
        for cell in line:
            assert is_number(cell) or not starts_a_formula(cell)
    for given_row, line in zip(rows, read[1:], strict=False):
        for given_cell, cell in zip(given_row, line, strict=True):
            if isinstance(given_cell, str) and is_number(cell):
                assert not cell.lstrip().startswith(("-", "+"))  # words never pass for a number


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_nor_where_columns_are_parted_by_semicolons(rows: list[tuple[Cell, ...]]) -> None:
    text = as_csv(table(rows)).decode("utf-8-sig")
    for line in text.splitlines():
        for piece in re.split(r"[;\t]", line):
            assert not starts_a_formula(piece.lstrip('"\u00a0 '))


@given(st.lists(st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.none()), max_size=5))
def test_numbers_stay_numbers(rows: list[tuple[Cell, ...]]) -> None:
    read = read_csv(as_csv(table(rows)))
    for (number, _), line in zip(rows, read[1:], strict=False):
        assert isinstance(number, float)
        assert float(line[0]) == pytest.approx(number)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=5), st.lists(texts, max_size=2))
def test_a_workbook_holds_words_numbers_and_days_and_no_formula(
    rows: list[tuple[Cell, ...]], notes: list[str]
) -> None:
    data = as_xlsx(table(rows, tuple(notes)))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                part = parts.read(name).decode()
                assert "<f>" not in part
                assert "<f " not in part
                assert "<hyperlink" not in part
        assert not any("externalLink" in name for name in parts.namelist())
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Figures", "About this file"]
    read = book.get_sheet_by_name("Figures").to_python(skip_empty_area=False)
    for given_row, line in zip(rows, read[1:], strict=False):
        for given_cell, cell in zip(given_row, line, strict=False):
            if isinstance(given_cell, (int, float)) and abs(given_cell) < 9e307:
                assert cell == pytest.approx(given_cell)
            elif isinstance(given_cell, str):
                assert isinstance(cell, str)
            elif isinstance(given_cell, date) and given_cell.year >= 1901:
                assert cell == given_cell


def test_the_notes_are_in_both_kinds_of_file() -> None:
    made = table([(1.0, "x")], ("Counts are replaced.", "=1"))
    read = read_csv(as_csv(made))
    assert read[-3:] == [[], ["Counts are replaced."], ["'=1"]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(made)))
    notes = book.get_sheet_by_name("About this file").to_python()
    assert [row[0] for row in notes] == ["Counts are replaced.", "=1"]


def test_words_longer_than_a_cell_end_with_an_ellipsis() -> None:
    made = table([("x" * 40_000, None)])
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(made)))
    (row,) = book.get_sheet_by_name("Figures").to_python()[1:]
    assert len(str(row[0])) == 32_767
    assert str(row[0]).endswith("x…")
    assert len(read_csv(as_csv(made))[1][0]) == 32_767
