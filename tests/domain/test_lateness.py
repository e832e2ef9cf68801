"""When a figure is late: after its own days, never before, never where figures are irregular."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.indicators import Frequency, Indicator, Observation
from visits_app.domain.lateness import late_figure, next_figure
from visits_app.domain.registers import Precision

MONTHLY = Indicator("i", "Contacts", frequency=Frequency.MONTHLY)
ANNUAL = replace(MONTHLY, frequency=Frequency.ANNUAL)


def seen(day: date | None, precision: Precision = Precision.MONTH) -> Observation:
    return Observation("s", day, 1.0, precision)


def test_a_month_is_late_on_the_46th_day_after_the_end_of_the_next_one() -> None:
    january = seen(date(2014, 1, 31))
    awaited = next_figure(MONTHLY, january)
    assert awaited is not None
    assert (awaited.period, awaited.due) == (date(2014, 2, 28), date(2014, 4, 14))
    assert late_figure(MONTHLY, january, date(2014, 4, 14)) is None
    late = late_figure(MONTHLY, january, date(2014, 4, 15))
    assert late is not None
    assert late.sentence() == "Figures for February 2014 were due by 14 April 2014."


def test_the_register_says_how_many_days_there_are() -> None:
    awaited = next_figure(replace(MONTHLY, due_days=12), seen(date(2013, 12, 2)))
    assert awaited is not None
    assert awaited.due == date(2014, 2, 12)
    assert next_figure(replace(MONTHLY, due_days=0), seen(date(2013, 12, 2))) is not None


@pytest.mark.parametrize(
    ("day", "words", "due"),
    [
        (date(2013, 3, 31), "the year to March 2014", date(2015, 3, 31)),
        (date(2013, 12, 31), "2014", date(2015, 12, 31)),
        (date(2013, 1, 1), "2014", date(2015, 12, 31)),
    ],
)
def test_a_year_has_a_year_more(day: date, words: str, due: date) -> None:
    awaited = next_figure(ANNUAL, seen(day, Precision.YEAR))
    assert awaited is not None
    assert (awaited.in_words(), awaited.due) == (words, due)


def test_nothing_is_awaited_of_irregular_undated_or_absent_figures() -> None:
    irregular = replace(MONTHLY, frequency=Frequency.IRREGULAR)
    assert next_figure(irregular, seen(date(2013, 1, 31))) is None
    assert next_figure(MONTHLY, seen(None, Precision.UNDATED)) is None
    assert next_figure(MONTHLY, None) is None
    assert next_figure(MONTHLY, replace(seen(date(2013, 1, 31)), value=None)) is None
    assert next_figure(MONTHLY, seen(date(9999, 12, 31))) is None


def test_a_yearly_series_of_a_monthly_measure_goes_by_years() -> None:
    awaited = next_figure(MONTHLY, seen(date(2013, 3, 31), Precision.YEAR), Frequency.ANNUAL)
    assert awaited is not None
    assert awaited.period == date(2014, 3, 31)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 400))
def test_the_next_month_follows_and_is_late_only_after_its_day(day: date, days: int) -> None:
    indicator = replace(MONTHLY, due_days=days)
    awaited = next_figure(indicator, seen(day))
    assert awaited is not None
    assert 0 < (awaited.period - day).days <= 62
    assert (awaited.due - awaited.period).days == days
    assert late_figure(indicator, seen(day), awaited.due) is None
    assert late_figure(indicator, seen(day), awaited.due + timedelta(days=1)) == awaited
