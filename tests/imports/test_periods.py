"""Months, years and quarters as spreadsheets write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from visits_app.domain.figures import MONTHS, month_end
from visits_app.imports.periods import DAY, MONTH, YEAR, read_periods

TODAY = date(2014, 3, 20)
APRIL = (date(2013, 4, 30), MONTH)


def one(cell: object, **more: object) -> tuple[date, int] | str:
    options = {"year_ends": 3, "today": TODAY, **more}
    found = read_periods([cell], **options)  # type: ignore[arg-type, list-item]
    if found.wrong:
        return found.wrong[cell]  # type: ignore[index]
    ordinal, precision = found.found[cell]  # type: ignore[index]
    return date.fromordinal(ordinal), precision


@pytest.mark.parametrize(
    "cell",
    [
        "Apr-13", "Apr 2013", "April 2013", "apr '13", "2013-04", "2013-04-30", "01/04/2013",
        "1/4/13", "01-Apr-13", "1st April 2013", "04/2013", "201304", "2013 April", "30.04.2013",
        "2013-04-01T00:00:00", "at 30 April 2013", "month ending 30/04/2013", "2013M04",
        41365, 41365.0, "41365", date(2013, 4, 1), datetime(2013, 4, 30, 12),
    ],
)  # fmt: skip
def test_a_month_is_kept_as_its_last_day(cell: object) -> None:
    assert one(cell) == APRIL


@pytest.mark.parametrize("cell", ["2013/14", "2013-2014", "201314", 2014, "2014", "2013/2014"])
def test_a_year_is_kept_as_its_last_day(cell: object) -> None:
    assert one(cell) == (date(2014, 3, 31), YEAR)


def test_a_bare_year_ends_where_the_officer_says() -> None:
    assert one(2013, year_ends=12) == (date(2013, 12, 31), YEAR)
    assert one("2013/14", year_ends=8) == (date(2014, 8, 31), YEAR)
    assert one("year to September 2013") == (date(2013, 9, 30), YEAR)


def test_a_quarter_is_kept_as_its_last_month_of_the_financial_year() -> None:
    assert one("Q1 2013/14") == (date(2013, 6, 30), MONTH)
    assert one("2013/14 Q4") == (date(2014, 3, 31), MONTH)
    assert "which year" in str(one("Q1 2013"))


def test_a_column_says_whether_a_pair_is_a_year_or_a_month() -> None:
    years = read_periods(["2010-11", "2011-12", "2012-13"], year_ends=3, today=TODAY).found
    months = read_periods(["2011-11", "2011-12"], year_ends=3, today=TODAY).found
    assert {precision for _, precision in years.values()} == {YEAR}
    assert months["2011-12"] == (date(2011, 12, 31).toordinal(), MONTH)


def test_dates_of_one_month_that_differ_are_days() -> None:
    weekly = ["03/06/2013", "10/06/2013", "17/06/2013"]
    found = read_periods(weekly, year_ends=3, today=TODAY).found
    assert {precision for _, precision in found.values()} == {DAY}
    edges = read_periods(["01/06/2013", "30/06/2013"], year_ends=3, today=TODAY).found
    assert {precision for _, precision in edges.values()} == {MONTH}


@pytest.mark.parametrize(
    "cell",
    ["", "text", "April", "13-Apr", "31/02/2013", "32/01/2013", "2013-13-01", True, None,
     "Apr-2099", "01/01/1900", float("nan"), float("inf"), 41365.5e9, "٢٠١٣", "=1+1", 0, -5],
)  # fmt: skip
def test_what_is_no_period_says_why(cell: object) -> None:
    why = one(cell)
    assert isinstance(why, str)
    assert why.endswith(".")


def test_the_workbook_of_1904_counts_its_days_from_there() -> None:
    assert one(41365 - 1462, from_1904=True) == APRIL


@given(some.dates(date(1990, 1, 1), date(2015, 12, 31)), some.integers(0, 6))
def test_every_way_to_write_a_month_means_that_month(day: date, way: int) -> None:
    name = MONTHS[day.month - 1]
    written = [
        f"{name} {day.year}",
        f"{name[:3]}-{day.year % 100:02}",
        f"{day.month:02}/{day.year}",
        f"01/{day.month:02}/{day.year}",
        month_end(day).isoformat(),
        f"{month_end(day).day} {name} {day.year}",
        (month_end(day) - date(1899, 12, 30)).days,
    ][way]
    # Two figures after a name count from 2000.
    if way == 1 and day.year < 2000:
        return
    assert one(written) == (month_end(day), MONTH)


@given(some.one_of(some.text(max_size=20), some.floats(), some.integers()))
def test_no_cell_makes_it_fail(cell: object) -> None:
    found = read_periods([cell], year_ends=3, today=TODAY)  # type: ignore[list-item]
    assert len(found.found) + len(found.wrong) == 1
