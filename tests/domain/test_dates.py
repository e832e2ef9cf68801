"""Dates and times are read as people type them, or refused."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.dates import FIRST, LAST, read_date, read_time
from visits_app.domain.text import date_in_words

TODAY = date(2014, 3, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4/3/2014", date(2014, 3, 4)),
        ("04.03.14", date(2014, 3, 4)),
        ("4-3-2014", date(2014, 3, 4)),
        (" 4 March  2014 ", date(2014, 3, 4)),
        ("Tuesday 4th March 2014", date(2014, 3, 4)),
        ("4 mar", date(2014, 3, 4)),
        ("2014-03-04", date(2014, 3, 4)),
        ("today", TODAY),
        ("Yesterday", date(2014, 3, 9)),
        ("30/12", date(2013, 12, 30)),
        ("29 Feb 2012", date(2012, 2, 29)),
    ],
)
def test_a_date_is_read_as_it_is_typed(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "soon", "31/4/2014", "29/2/2014", "4/3/1066", "٤/٣/٢٠١٤"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert read_date(typed, TODAY) is None


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_a_date_in_words_reads_back(day: date, today: date) -> None:
    assert read_date(date_in_words(day.isoformat()), today) == day
    assert read_date(day.isoformat(), today) == day
    assert read_date(f"{day:%d/%m/%Y}", today) == day


@given(st.text(), st.dates(FIRST, LAST))
def test_no_text_makes_it_fail(text: str, today: date) -> None:
    read_time(text)
    found = read_date(text, today)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2 PM", time(14)),
        ("12 am", time(0)),
        ("9", time(9)),
        ("25:00", None),
        ("13pm", None),
        ("9:60", None),
        ("half past", None),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant
