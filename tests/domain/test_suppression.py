"""Small counts are not told, in figures or in the parts of a fraction; everything else stays."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.figures import figure_in_words
from visits_app.domain.indicators import Indicator, Observation, Unit
from visits_app.domain.suppression import MOST, WORDS, is_small, mostly_small, suppressed

CASES = Indicator("i", "Cases", unit=Unit.CASES)
SHARE = Indicator("i", "Share", unit=Unit.PER_CENT, decimals=1)


def seen(
    value: float | None, numerator: float | None = None, denominator: float | None = None
) -> Observation:
    return Observation("s", date(2014, 1, 31), value, numerator=numerator, denominator=denominator)


@given(st.integers(-3, 40))
def test_only_counts_from_one_to_five_are_hidden(value: int) -> None:
    (told,) = suppressed(CASES, [seen(value)])
    if 1 <= value <= MOST:
        assert told.value is None
        assert figure_in_words(CASES, told) == WORDS
    else:
        assert told == seen(value)


@given(st.integers(0, 60), st.integers(0, 60))
def test_no_part_of_a_fraction_is_a_small_count(numerator: int, rest: int) -> None:
    figure = seen(50.0, numerator, numerator + rest)
    (told,) = suppressed(SHARE, [figure])
    assert told.value == 50.0, "the percentage itself stays"
    parts = {numerator, rest, numerator + rest}
    if parts & set(range(1, MOST + 1)):
        assert (told.numerator, told.denominator) == (None, None)
        assert figure_in_words(SHARE, told) == "50.0%"
    else:
        assert told == figure


def test_rates_averages_and_posts_are_no_counts() -> None:
    for unit, decimals in ((Unit.PER_CENT, 0), (Unit.RATE, 0), (Unit.POSTS, 0), (Unit.NUMBER, 1)):
        assert not is_small(Indicator("i", "One", unit=unit, decimals=decimals), seen(3))
    assert is_small(Indicator("i", "One", unit=Unit.NUMBER), seen(3))


def test_a_measure_is_mostly_small_when_more_than_half_is() -> None:
    assert mostly_small(CASES, [seen(3), seen(4), seen(9)])
    assert not mostly_small(CASES, [seen(3), seen(9)])
    assert not mostly_small(CASES, [])
    assert not mostly_small(CASES, [seen(None)])


def test_the_sources_own_words_tell_no_small_count() -> None:
    for text, told in (
        ("3 children", "1 to 5 children"),
        ("2 of 12 late", "1 to 5 of 12 late"),
        ("1 to 5", "1 to 5"),
        ("1-5", "1-5"),
        ("<5", "<5"),
        ("Q3, 4th week, 2.5%", "Q3, 4th week, 2.5%"),
    ):
        in_words, beside = (replace(seen(value), value_text=text) for value in (None, 40.0))
        assert [one.value_text for one in suppressed(SHARE, [in_words, beside])] == [told, told]
