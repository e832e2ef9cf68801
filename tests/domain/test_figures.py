"""A value, a target and a period are written one way everywhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain import figures
from visits_app.domain.indicators import Certainty, Indicator, Observation, Target, Unit
from visits_app.domain.registers import Precision


def measure(unit: Unit, decimals: int = 0) -> Indicator:
    return Indicator("i", "Measure", unit=unit, decimals=decimals)


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "words"),
    [
        (Unit.PER_CENT, 1, 60.3, "60.3%"),
        (Unit.RATE, 1, 429.8, "429.8 per 10,000"),
        (Unit.NUMBER, 0, 1233, "1,233"),
        (Unit.CASES, 0, 1, "1 case"),
        (Unit.CASES, 0, 20, "20 cases"),
        (Unit.POSTS, 1, 63.8, "63.8 posts"),
        (Unit.RATE_100K, 0, 512, "512 per 100,000"),
        (Unit.NUMBER, 0, -24, "−24"),
        (Unit.NUMBER, 0, -0.2, "0"),
        (Unit.OTHER, 2, 17.02, "17.02"),
    ],
)
def test_value_in_words(unit: Unit, decimals: int, value: float, words: str) -> None:
    assert figures.value_in_words(measure(unit, decimals), value) == words


@pytest.mark.parametrize(
    ("sense", "words", "label"),
    [
        ("at least", "80% or more", "Target 80% or more"),
        ("at most", "no more than 80%", "Target: no more than 80%"),
        ("about", "about 80%", "Target: about 80%"),
    ],
)
def test_target_in_words(sense: str, words: str, label: str) -> None:
    target = Target("i", 80.0, sense)
    assert figures.target_in_words(measure(Unit.PER_CENT, 1), target) == words
    assert figures.target_label(measure(Unit.PER_CENT, 1), target) == label


def test_a_band_is_said_and_met_with_both_its_values() -> None:
    band = Target("i", 12.5, "between", upper=17)
    assert figures.target_in_words(measure(Unit.PER_CENT, 1), band) == "between 12.5% and 17%"
    assert figures.target_label(measure(Unit.CASES, 1), band) == "Target between 12.5 and 17 cases"
    assert [figures.target_met(band, value) for value in (12.4, 12.5, 17, 17.1)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("precision", "day", "words"),
    [
        (Precision.DAY, date(2014, 3, 4), "4 March 2014"),
        (Precision.MONTH, date(2014, 1, 31), "January 2014"),
        (Precision.YEAR, date(2013, 12, 31), "2013"),
        (Precision.YEAR, date(2013, 3, 31), "year to March 2013"),
        (Precision.UNDATED, None, "Date not given"),
    ],
)
def test_period_in_words(precision: Precision, day: date | None, words: str) -> None:
    assert figures.period_in_words(Observation("s", day, 1.0, precision)) == words


def test_figure_in_words_keeps_the_source_s_own_words() -> None:
    indicator = measure(Unit.NUMBER)
    about = Observation("s", None, 1130.0, certainty=Certainty.APPROXIMATE)
    assert figures.figure_in_words(indicator, about) == "about 1,130"
    worded = Observation("s", None, 170.0, value_text="more than 170")
    assert figures.figure_in_words(indicator, worded) == "170 (more than 170)"
    assert figures.figure_in_words(indicator, Observation("s", None, None)) == "No figure"


def test_doubts_are_told_together() -> None:
    seen = Observation("s", None, 50.0, denominator=12.0, provisional=True)
    assert figures.doubt_in_words(seen) == "Provisional, fewer than 20 cases"
    inferred = Observation("s", None, 50.0, certainty=Certainty.DATE_INFERRED, provisional=True)
    assert figures.doubt_in_words(inferred) == "Date inferred, provisional"


def test_target_in_force_is_the_newest_that_has_begun() -> None:
    old, new = Target("i", 80, "at least"), Target("i", 85, "at least", date(2013, 4, 1))
    assert figures.target_at((new, old), date(2013, 3, 31)) == old
    assert figures.target_at((old, new), date(2013, 4, 1)) == new
    assert figures.target_at((old, new), None) == new
    assert figures.target_at((), None) is None


def test_only_targets_with_a_better_side_are_met_or_not() -> None:
    assert figures.target_met(Target("i", 80, "at least"), 80) is True
    assert figures.target_met(Target("i", 20, "at most"), 21) is False
    assert figures.target_met(Target("i", 173, "about"), 429.8) is None


def test_the_newest_dated_number_is_the_latest() -> None:
    words = Observation("s", date(2014, 1, 31), None, value_text="slight rise")
    number = Observation("s", date(2013, 10, 31), 188.0)
    undated = Observation("s", None, 187.0)
    assert figures.latest_of([undated, words, number]) == number
    assert figures.latest_of([undated, words]) == undated
    later = Observation("s", None, 12.0)
    assert figures.latest_of([undated, later, words]) == later
    assert figures.latest_of([words]) == words
    assert figures.latest_of([]) is None


def test_sparkline_breaks_where_a_value_is_missing() -> None:
    runs = figures.sparkline_points([1.0, 3.0, None, 2.0])
    assert runs == (((0.0, 0.0), (1 / 3, 1.0)), ((1.0, 0.5),))
    assert figures.sparkline_points([None]) == ()
    assert figures.sparkline_points([5.0]) == (((1.0, 0.5),),)


@given(st.lists(st.one_of(st.floats(), st.none()), max_size=40))
def test_sparkline_stays_in_its_square(values: list[float | None]) -> None:
    for run in figures.sparkline_points(values):
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in run)
