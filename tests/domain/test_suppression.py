"""Small counts reach no paper: not as figures, not in words, not as what is left of a whole."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.figures import figure_in_words
from visits_app.domain.indicators import Indicator, Observation, Unit
from visits_app.domain.suppression import (
    WORDS,
    is_small,
    is_suppressed,
    mostly_small,
    suppressed,
)

COUNT = Indicator("i", "Open alerts", unit=Unit.CASES)
SHARE = Indicator("i", "Visits on time", unit=Unit.PER_CENT, decimals=1)
DAY = date(2014, 1, 31)


def told(indicator: Indicator, **figure: object) -> Observation:
    (one,) = suppressed(indicator, [Observation("s", DAY, **{"value": None, **figure})])  # type: ignore[arg-type]
    return one


@given(st.floats(0, 400, allow_nan=False))
def test_a_count_is_told_unless_it_would_be_printed_as_one_to_five(value: float) -> None:
    one = told(COUNT, value=value)
    if 0 < value < 5.5:
        assert is_suppressed(one)
        assert figure_in_words(COUNT, one) == WORDS
    else:
        assert one.value == value


@pytest.mark.parametrize("value", [0.0, 6.0, -3.0])
def test_none_and_more_than_five_are_no_secret(value: float) -> None:
    assert told(COUNT, value=value).value == value


@pytest.mark.parametrize("unit", [Unit.NUMBER, Unit.CASES, Unit.POSTS])
def test_every_unit_that_counts_is_held_back(unit: Unit) -> None:
    assert is_small(replace(COUNT, unit=unit), Observation("s", DAY, 3))


def test_an_average_and_a_rate_are_no_counts() -> None:
    assert not is_small(replace(COUNT, decimals=1), Observation("s", DAY, 3.4))
    assert not is_small(replace(COUNT, unit=Unit.RATE), Observation("s", DAY, 3))


@pytest.mark.parametrize(("part", "whole"), [(3, 40), (38, 40), (2, 4)])
def test_a_percentage_is_told_without_parts_that_are_or_leave_a_small_count(
    part: int, whole: int
) -> None:
    one = told(SHARE, value=100 * part / whole, numerator=part, denominator=whole)
    assert one.value == 100 * part / whole
    assert (one.numerator, one.denominator) == (None, None)
    assert " of " not in figure_in_words(SHARE, one)


def test_a_percentage_of_larger_parts_keeps_them() -> None:
    one = told(SHARE, value=50.0, numerator=20, denominator=40)
    assert (one.numerator, one.denominator) == (20, 40)


def test_words_of_a_count_do_not_tell_it() -> None:
    assert "3" not in told(COUNT, value_text="3, one family").value_text
    assert "3" not in told(COUNT, value=12, value_text="12, of them 3 new").value_text
    assert told(SHARE, value_text="up 3% since May").value_text == "up 3% since May"


def test_a_measure_is_left_undrawn_when_most_of_it_is_small() -> None:
    def series(*values: float | None) -> list[Observation]:
        return [Observation("s", DAY, value) for value in values]

    assert mostly_small(COUNT, series(1, 2, 9))
    assert not mostly_small(COUNT, series(1, 8, 9, None))
    assert not mostly_small(COUNT, [])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3 children", "1 to 5 children"),
        ("2 of 12 late", "1 to 5 of 12 late"),
        ("1 to 5", "1 to 5"),
        ("1-5", "1-5"),
        ("<5", "<5"),
        ("Q3, 4th week, 2.5%", "Q3, 4th week, 2.5%"),
    ],
)
def test_the_sources_own_words_beside_a_percentage_tell_no_small_count(
    text: str, kept: str
) -> None:
    assert told(SHARE, value_text=text).value_text == kept
    assert told(SHARE, value=40.0, value_text=text).value_text == kept
