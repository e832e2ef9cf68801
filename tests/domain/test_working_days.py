"""Working days know weekends and England's bank holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.working_days import (
    is_working_day,
    papers_due_for,
    why_not_working,
    working_days_after,
    working_days_before,
    working_days_between,
)

DAYS = st.dates(date(2008, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2014, 4, 18), "Good Friday"),
        (date(2014, 4, 21), "Easter Monday"),
        (date(2014, 8, 25), "Late Summer Bank Holiday"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2026, 12, 28), "Boxing Day (observed)"),
        (date(2026, 11, 28), "Saturday"),
        (date(2026, 11, 25), ""),
        (date(2026, 11, 30), ""),
    ],
)
def test_bank_holidays_of_england_are_known(day: date, why: str) -> None:
    # 30 November is a holiday in Scotland only
    assert why_not_working(day) == why


def test_papers_are_due_five_clear_working_days_before_a_meeting() -> None:
    # Wednesday 8 January 2014: clear days are 7, 6, 3, 2 January and 31 December
    assert papers_due_for(date(2014, 1, 8)) == date(2013, 12, 30)
    assert papers_due_for(date(2026, 12, 3)) == date(2026, 11, 25)


@given(DAYS, st.integers(0, 60))
def test_counting_on_and_back_agree(day: date, count: int) -> None:
    later = working_days_after(day, count)
    assert is_working_day(later)
    assert later >= day
    if count:
        assert working_days_between(day, later) == count
    if is_working_day(day):
        assert working_days_before(later, count) == day


@given(DAYS, DAYS)
def test_days_between_change_their_sign_with_the_order(one: date, other: date) -> None:
    assert working_days_between(one, other) == -working_days_between(other, one)


@given(DAYS)
def test_papers_have_their_clear_days(meeting: date) -> None:
    due = papers_due_for(meeting)
    between = (due + timedelta(days=n) for n in range(1, (meeting - due).days))
    assert sum(map(is_working_day, between)) == 5
