"""Spreadsheets read as they come: layouts, names, encodings, and every fault with its cell."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.spreadsheet_samples import DATA, book, guessed, read, text, told
from visits_app.domain.indicator_checks import LONGEST_NAME
from visits_app.domain.indicators import Unit
from visits_app.domain.spreadsheets import Layout, Mapping, cell_name
from visits_app.imports.figure_checks import Reading
from visits_app.imports.figure_reading import found_names, read_figures
from visits_app.imports.layouts import guess
from visits_app.imports.spreadsheet_files import Sheet

LATER = date(2026, 5, 1)

LONG = [
    ["Indicator", "Month", "Actual", "Numerator", "Denominator", "Target"],
    ["Referrals", "Apr-13", "1,233", "", "", 20],
    ["Referrals", "May-13", "n/a", "", "", 20],
    ["Re-referrals", "Apr-13", "33.5", 67, 200, 25],
]


def test_a_long_sheet_is_read_by_its_headers(tmp_path: Path) -> None:
    path = book(tmp_path / "long.xlsx", LONG)
    found = read(path)
    assert guessed(path).layout is Layout.LONG
    assert told(found) == {
        ("Referrals", "", "2013-04-30"): 1233,
        ("Referrals", "", "2013-05-31"): "n/a",
        ("Re-referrals", "", "2013-04-30"): 33.5,
    }
    assert (found.numerator[2], found.denominator[2], found.target[2]) == (67, 200, 25)
    assert cell_name(found.row[0], found.column[0]) == "C2"
    assert (found.refused, found.faults) == (0, ())


def test_a_month_that_holds_nothing_but_faults_is_refused_not_passed_over(tmp_path: Path) -> None:
    rows = [
        ["Measure", "Sep-13", "Oct-13", "Nov-13", "Dec-13"],
        ["Referrals", 210, 198, "tbc?", ""],
        ["Open cases", 90, 94, "see note", ""],
    ]
    found = read(book(tmp_path / "late.xlsx", rows))
    assert len(told(found)) == 4
    assert [fault.cell for fault in found.faults] == ["D2", "D3"]


def test_a_name_is_no_longer_than_the_register_takes_and_a_note_is_kept(tmp_path: Path) -> None:
    rows = [
        ["Indicator", "Month", "Value", "Note"],
        ["Referrals " * 40, "Apr-13", 12, "word " * 150],
    ]
    found = read(text(tmp_path / "long.csv", rows))
    [(name, _, _)] = told(found)
    assert len(name) <= LONGEST_NAME
    assert any(len(words) > 700 for words in found.texts)


def test_a_sheet_of_the_newest_month_alone_is_read(tmp_path: Path) -> None:
    rows = [
        ["Monthly monitoring report"],
        ["Measure", "Unit", "Target", "Jan-14"],
        ["Core assessments in timescale", "%", "80%", "60,3%"],
        ["Unallocated cases", "number", "20", "14"],
        ["Open cases", "number", "", "1,233"],
    ]
    path = book(tmp_path / "one.xlsx", rows)
    assert guessed(path).layout is Layout.WIDE
    assert told(read(path, Core_assessments_in_timescale=Unit.PER_CENT)) == {
        ("Core assessments in timescale", "", "2014-01-31"): 60.3,
        ("Unallocated cases", "", "2014-01-31"): 14,
        ("Open cases", "", "2014-01-31"): 1233,
    }


def test_a_wide_sheet_with_a_title_years_over_months_and_totals_is_read(tmp_path: Path) -> None:
    rows = [
        ["Children's services: monthly performance"],
        [],
        ["", "", "2013/14", "", "", ""],
        ["Measure", "Unit", "April", "May", "January", "Target"],
        ["Re-referrals", "%", "60,3%", "58.1 %", "-", "25%"],
        ["Referrals", "number", 210, 198, 205, ""],
        ["Total", "", 999, 999, 999, ""],
    ]
    found = read(book(tmp_path / "wide.xlsx", rows), Re_referrals=Unit.PER_CENT)
    assert told(found) == {
        ("Re-referrals", "", "2013-04-30"): 60.3,
        ("Re-referrals", "", "2013-05-31"): 58.1,
        ("Re-referrals", "", "2014-01-31"): "-",
        ("Referrals", "", "2013-04-30"): 210,
        ("Referrals", "", "2013-05-31"): 198,
        ("Referrals", "", "2014-01-31"): 205,
    }
    assert found.target[0] == 25


def test_merged_years_and_merged_names_reach_all_their_cells(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("April")
        sheet.merge_range("C1:D1", "2013/14")
        sheet.write_row("A2", ["Measure", "Area", "Apr", "May"])
        sheet.merge_range("A3:A4", "Referrals")
        sheet.write_row("B3", ["North", 1, 2])
        sheet.write_row("B4", ["South", 3, 4])
    assert told(read(path)) == {
        ("Referrals", "North", "2013-04-30"): 1,
        ("Referrals", "North", "2013-05-31"): 2,
        ("Referrals", "South", "2013-04-30"): 3,
        ("Referrals", "South", "2013-05-31"): 4,
    }


def test_months_may_be_dates_serials_or_texts(tmp_path: Path) -> None:
    for number, months in enumerate(
        ([date(2013, 4, 1), date(2013, 5, 1)], [41365, 41395], ["2013-04", "2013-05"])
    ):
        path = book(tmp_path / f"{number}.xlsx", [["KPI", *months], ["Referrals", 7, 8]])
        assert told(read(path)) == {
            ("Referrals", "", "2013-04-30"): 7,
            ("Referrals", "", "2013-05-31"): 8,
        }


def test_the_dates_of_1904_are_the_same_days(tmp_path: Path) -> None:
    rows = [["KPI", date(2013, 4, 1), date(2013, 5, 1)], ["Referrals", 7, 8]]
    path = book(tmp_path / "mac.xlsx", rows, date_1904=True)
    assert ("Referrals", "", "2013-04-30") in told(read(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_every_encoding_and_delimiter_reads_the_same(
    tmp_path: Path, encoding: str, sign: str
) -> None:
    rows = [["Indicator", "Date", "Value"], ["Café – visits", "01/04/2013", "12"]]
    path = tmp_path / "file.csv"
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    assert told(read(path)) == {("Café – visits", "", "2013-04-30"): 12}


def test_decimal_commas_beside_semicolons_stay_decimals(tmp_path: Path) -> None:
    rows = [
        ["Indicator", "Date", "Value"],
        ["Visits", "04/2013", "60,3"],
        ["Visits", "05/2013", "7,5"],
    ]
    assert list(read(text(tmp_path / "de.csv", rows, ";")).value) == [60.3, 7.5]


def test_percentages_that_are_shares_of_one_are_told(tmp_path: Path) -> None:
    rows = [["KPI", "Apr-13", "May-13"], ["Timely", 0.853, 1], ["Small", 0.4, 0.2]]
    path = book(tmp_path / "shares.xlsx", rows)
    found = read(path, Timely=Unit.PER_CENT)
    assert list(found.value) == [85.3, 100, 0.4, 0.2]
    assert any("Timely" in remark and "85.3%" in remark for remark in found.remarks)
    plain = read(path, replace(guessed(path), fractions=False), Timely=Unit.PER_CENT)
    assert list(plain.value) == [0.853, 1, 0.4, 0.2]


def test_every_fault_is_named_by_its_cell_all_at_once(tmp_path: Path) -> None:
    rows = [
        ["KPI", "Apr-13", "May-13", "Jun-13"],
        ["Timely", -5, 250, "NaN"],
        ["Referrals", "=1+1", "1_000", "text"],
        ["=cmd|' /C calc'!A0", 1, 2, 3],
        ["Cases", "#REF!", "٣", 3],
    ]
    found = read(book(tmp_path / "bad.xlsx", rows), Timely=Unit.PER_CENT)
    where = {fault.where: fault.what for fault in found.faults}
    assert {
        f"Sheet ‘April’, {cell}" for cell in ("B2", "C2", "D2", "B3", "C3", "D3", "B5", "C5")
    } <= set(where)
    assert "never negative" in where["Sheet ‘April’, B2"]
    assert "more than 100" in where["Sheet ‘April’, C2"]
    assert "formula" in where["Sheet ‘April’, B3"]
    assert told(found) == {("Cases", "", "2013-06-30"): 3}


def test_a_name_that_is_a_formula_is_refused_with_its_cell(tmp_path: Path) -> None:
    rows = [["KPI", "Apr-13", "May-13"], ["@SUM(A1)", 1, 2], ["Referrals", 3, 4]]
    found = read(book(tmp_path / "names.xlsx", rows))
    assert [fault.where for fault in found.faults] == ["Sheet ‘April’, A2"]
    assert len(found) == 2


def test_a_name_told_twice_is_one_where_it_agrees_and_refused_where_not(tmp_path: Path) -> None:
    rows = [["KPI", "Apr-13", "May-13"], ["Referrals", 7, 8], ["Referrals", 7, 9]]
    found = read(book(tmp_path / "twice.xlsx", rows))
    assert told(found) == {("Referrals", "", "2013-04-30"): 7}
    assert sorted(fault.cell for fault in found.faults) == ["C2", "C3"]
    assert "C3" in next(fault.what for fault in found.faults if fault.cell == "C2")


def test_dates_that_are_none_or_too_late_are_refused(tmp_path: Path) -> None:
    rows = [LONG[0], ["A", "31/02/2013", 1], ["A", "Apr-2019", 1], ["A", "", 1], ["A", "Apr-13", 1]]
    found = read(book(tmp_path / "dates.xlsx", rows))
    assert [fault.cell for fault in found.faults] == ["B2", "B3", "B4"]
    assert len(found) == 1


def test_the_departments_own_files_come_in_whole() -> None:
    wanted = {
        "dfe_annual_excerpt.csv": (Layout.LONG, 0),
        "lait_excerpt.csv": (Layout.LONG, 0),
        "dfe_looked_after_2011_2017.csv": (Layout.COLUMNS, 0),
        "nhs_ae_type1_monthly_sample.csv": (Layout.COLUMNS, 0),
    }
    for name, (layout, refused) in wanted.items():
        found = read(DATA / name, today=LATER)
        assert (name, guessed(DATA / name, LATER).layout, found.refused) == (name, layout, refused)
        assert len(found) > 100
    looked_after = told(read(DATA / "dfe_looked_after_2011_2017.csv", today=LATER))
    assert looked_after["looked_after_at_31_march", "Peterborough", "2013-03-31"] == 350
    annual = told(read(DATA / "dfe_annual_excerpt.csv", today=LATER))
    assert annual["child_protection_plans_at_31_march", "Peterborough", "2013-03-31"] == 269


def test_only_the_areas_that_were_chosen_are_taken() -> None:
    mapping = replace(guessed(DATA / "lait_excerpt.csv", LATER), areas=("Peterborough",))
    assert set(read(DATA / "lait_excerpt.csv", mapping, today=LATER).areas) == {"Peterborough"}


def test_hidden_sheets_are_listed_as_such(tmp_path: Path) -> None:
    import xlsxwriter

    from visits_app.imports import spreadsheets

    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("Shown").write_row("A1", ["KPI", "Apr-13"])
        made.add_worksheet("Secret").hide()
    sheets = spreadsheets.look(spreadsheets.read_file(path), today=date(2014, 3, 1))
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Shown", False), ("Secret", True)]
    assert sheets[1].unreadable == "The sheet is empty."


def test_rows_of_the_department_that_are_no_authoritys_get_their_place(tmp_path: Path) -> None:
    rows = [
        ["time_period", "country_name", "region_name", "la_name", "new_la_code", "plans"],
        ["202425", "England", "", "", "", 100],
        ["202425", "England", "East of England", "", "", 10],
        ["202425", "England", "East of England", "Peterborough", "E06000031", 1],
    ]
    found = told(read(text(tmp_path / "dfe.csv", rows), today=LATER))
    assert found == {
        ("plans", "England", "2025-03-31"): 100,
        ("plans", "East of England", "2025-03-31"): 10,
        ("plans", "Peterborough", "2025-03-31"): 1,
    }


CELLS = some.one_of(
    some.sampled_from(["", "Indicator", "Month", "Value", "Area", "Target", "Apr-13", "2013/14"]),
    some.sampled_from(["Total", "=1+1", "c", "12%", "2011-12", "April", True, date(2013, 4, 1)]),
    some.floats(-10, 50_000),
    some.integers(1990, 2030).map(float),
    some.text(max_size=5),
)


@given(some.lists(some.lists(CELLS, min_size=6, max_size=6), max_size=8), some.data())
def test_no_sheet_makes_the_reader_fail(rows: list[list[object]], data: some.DataObject) -> None:
    sheet = Sheet("S", rows, 6 if rows else 0)
    mapping = guess(sheet, LATER)
    if mapping is None and len(rows) > 1:
        column = some.one_of(some.none(), some.integers(0, 7))
        keys = ("period", "indicator", "area", "value", "numerator", "target", "unit", "note")
        mapping = Mapping(
            "S",
            data.draw(some.sampled_from(Layout)),
            value_columns=tuple(data.draw(some.lists(some.integers(0, 7), unique=True))),
            **{f"{key}_column": data.draw(column) for key in keys},  # type: ignore[arg-type]
        )
    if mapping is None:
        return
    names, _, _ = found_names(sheet, mapping, LATER, False)
    units = dict.fromkeys(names, Unit.PER_CENT)
    found = read_figures(Reading(sheet, mapping, LATER, units, {}), int)
    assert found.refused >= len(found.faults)
    assert all(0 <= value <= 100 or value != value for value in found.value)
