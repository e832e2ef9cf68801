"""Municipal years and the references that begin with them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.municipal_years import (
    Reference,
    first_day,
    last_day,
    next_reference,
    read_reference,
    read_year,
    year_after,
    year_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2014, 3, 17), "2013/14"),
        (date(2014, 4, 30), "2013/14"),
        (date(2014, 5, 1), "2014/15"),
        (date(1999, 12, 31), "1999/00"),
    ],
)
def test_a_year_begins_on_the_first_of_may(day: date, year: str) -> None:
    assert year_of(day) == year


@given(DAYS)
def test_every_day_lies_in_its_year_and_the_next_one_follows(day: date) -> None:
    year = year_of(day)
    assert first_day(year) <= day <= last_day(year)
    assert first_day(year_after(year)) == last_day(year) + timedelta(days=1)
    assert read_year(year) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2013/14", "2013/14"),
        (" 2013-14 ", "2013/14"),
        ("2013–2014", "2013/14"),
        ("1999/00", "1999/00"),
        ("1999/2000", "1999/00"),
        ("2013/15", None),
        ("2013/2015", None),
        ("2013", None),
        ("", None),
        ("٢٠١٣/١٤", None),
    ],
)
def test_a_year_is_read_however_it_is_written_and_no_other_words(
    text: str, year: str | None
) -> None:
    assert read_year(text) == year


def test_a_reference_is_taken_apart_and_put_together_the_same() -> None:
    assert read_reference("2013-14/1") == Reference("2013/14", 1)
    for text in ("2013-14/1", "2013/14-06", "2013-2014/R12", "2013/14/0007"):
        found = read_reference(text)
        assert found is not None
        assert str(found) == text
    for text in ("R2", "2013-15/1", "2013-14/", "2013-14/x", "2013-14/1a", "2014/3"):
        assert read_reference(text) is None


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), "2014-15/1"),
        (("R1", "Anything"), "2014-15/1"),
        (("2013-14/1", "2013-14/5"), "2014-15/1"),
        (("2013-14/5", "2014-15/9", "2014-15/10"), "2014-15/11"),
        (("2014/15-06",), "2014/15-07"),
        (("2014/15-09", "2013-14/80"), "2014/15-10"),
    ],
)
def test_the_next_reference_has_the_form_of_those_there(
    known: tuple[str, ...], expected: str
) -> None:
    assert next_reference("2014/15", known) == expected


@given(st.lists(st.integers(1, 400), max_size=20), st.sampled_from(["2014-15/{}", "2014/15-{:03}"]))
def test_the_next_reference_is_free(numbers: list[int], form: str) -> None:
    known = [form.format(number) for number in numbers]
    assert next_reference("2014/15", known) not in known


@given(st.text(max_size=30))
def test_any_words_are_a_reference_or_none(text: str) -> None:
    found = read_reference(text)
    assert found is None or read_reference(str(found)) == found
