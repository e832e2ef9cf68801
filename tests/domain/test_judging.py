"""A series' dated figures are judged as they come, or a sentence says why not."""

from datetime import date

import pytest

from visits_app.domain import judging
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Certainty,
    Direction,
    Frequency,
    Indicator,
    Method,
    Observation,
    Rebase,
    Target,
    Unit,
)
from visits_app.domain.judgements import Assurance, PointType, SeriesJudgement, Strength
from visits_app.domain.registers import Precision

CORE = (86, 84, 87, 85, 88, 86, 83, None, 85, 86, 84, 88, 82, 80, 79, 76, 75, 72, 70, 71)


def measure(**more: object) -> Indicator:
    settings: dict[str, object] = {
        "unit": Unit.PER_CENT,
        "direction": Direction.HIGHER,
        "frequency": Frequency.MONTHLY,
    }
    return Indicator("core", "Core assessments on time", **(settings | more))


def monthly(values: tuple[float | None, ...], first: int = 0) -> list[Observation]:
    """Return figures of one month each from January 2012; those that are None do not come."""
    return [
        Observation("s", month_end(date(2012 + n // 12, n % 12 + 1, 1)), float(value))
        for n, value in enumerate(values, start=first)
        if value is not None
    ]


def yearly(values: tuple[float, ...]) -> list[Observation]:
    return [
        Observation("s", date(2001 + n, 3, 31), value, Precision.YEAR)
        for n, value in enumerate(values)
    ]


def test_missing_months_are_points_without_a_value() -> None:
    found = judging.judge_series(measure(), monthly(CORE)[::-1]).judgement
    assert found is not None
    assert found.values == CORE
    assert found.dates[7] == date(2012, 8, 31)
    assert found.dates == tuple(sorted(found.dates))
    assert found.phases[0].points == 19


def test_missing_years_are_filled_for_a_yearly_series_of_a_monthly_measure() -> None:
    figures = yearly(tuple(float(n % 4) * 10 for n in range(15)))
    del figures[3]
    found = judging.judge_series(measure(), figures).judgement
    assert found is not None
    assert len(found.dates) == 15
    assert (found.dates[3], found.values[3]) == (date(2004, 3, 31), None)


def test_the_surer_of_two_figures_of_one_date_counts() -> None:
    doubtful = [
        Observation("s", o.period, 1.0, certainty=Certainty.APPROXIMATE) for o in monthly(CORE)
    ]
    found = judging.judge_series(measure(), [*doubtful, *monthly(CORE)])
    assert found == judging.judge_series(measure(), monthly(CORE))


def test_figures_without_a_date_or_a_number_are_left_out() -> None:
    more = [
        Observation("s", None, 5.0, Precision.UNDATED, Certainty.UNDATED),
        Observation("s", date(2012, 8, 31), None, value_text="above target"),
    ]
    found = judging.judge_series(measure(), [*monthly(CORE), *more])
    assert found == judging.judge_series(measure(), monthly(CORE))


def test_the_target_in_force_at_the_latest_figure_counts() -> None:
    values = tuple(80.0 + n % 2 for n in range(20))
    targets = [
        Target("core", 95, "at least"),
        Target("core", 60, "at least", date(2013, 8, 1)),
        Target("core", 95, "at least", date(2013, 9, 1)),
    ]
    found = judging.judge_series(measure(), monthly(values), targets)
    assert found.assurance is Assurance.PASSES
    assert found.variation is PointType.COMMON


def test_rebases_of_the_measure_and_of_this_series_count_and_no_others() -> None:
    rebases = [
        Rebase("1", "core", date(2012, 9, 15), "New system"),
        Rebase("2", "core", date(2013, 3, 1), "Recount", series_id="s"),
        Rebase("3", "core", date(2013, 6, 1), "Elsewhere", series_id="another"),
    ]
    found = judging.judge_series(measure(), monthly(CORE), (), rebases).judgement
    assert found is not None
    assert [phase.starts_on for phase in found.phases] == [
        date(2012, 1, 31),
        date(2012, 9, 30),
        date(2013, 3, 31),
    ]


@pytest.mark.parametrize(
    ("many", "strength"), [(7, Strength.PROVISIONAL), (12, Strength.PROVISIONAL)]
)
def test_with_7_to_12_figures_there_are_limits_but_no_icons(many: int, strength: Strength) -> None:
    values = tuple(80.0 + n % 3 for n in range(many))
    found = judging.judge_series(measure(), monthly(values), [Target("core", 60, "at least")])
    assert found.judgement is not None
    assert found.judgement.strength is strength
    assert found.judgement.phases[0].lower is not None
    assert (found.variation, found.assurance) == (None, None)


def test_with_13_figures_there_are_icons() -> None:
    values = tuple(80.0 + n % 3 for n in range(13))
    found = judging.judge_series(measure(), monthly(values), [Target("core", 60, "at least")])
    assert (found.variation, found.assurance) == (PointType.COMMON, Assurance.PASSES)


SHAKING = tuple(50.0 + n % 5 for n in range(20))


@pytest.mark.parametrize(
    ("indicator", "observations", "sentence"),
    [
        (measure(method=Method.LINE), monthly(SHAKING), judging.LINE),
        (measure(rolling=True), monthly(SHAKING), judging.ROLLING),
        (measure(frequency=Frequency.IRREGULAR), monthly(SHAKING), judging.IRREGULAR),
        (measure(), [Observation("s", None, 5.0, Precision.UNDATED)], judging.UNDATED),
        (measure(), [], "There is no figure yet."),
        (
            measure(),
            monthly(SHAKING[:6]),
            "Only 6 months have a figure; it takes 7 to tell what is usual.",
        ),
        (
            measure(),
            yearly((5.0,)),
            "Only one year has a figure; it takes 7 to tell what is usual.",
        ),
        (measure(), monthly((*SHAKING, 1e200)), judging.TOO_LARGE),
        (measure(unit=Unit.CASES), monthly((4, 6, 4) * 5), judging.SMALL),
        (measure(unit=Unit.NUMBER), monthly((0, 1, 2) * 5), judging.SMALL),
        (measure(), monthly((100, 100, 96) * 5), judging.AT_THE_END),
        (measure(), monthly((0, 0, 3) * 5), judging.AT_THE_END),
        (measure(), monthly((50, None, 51) * 8)[::2], judging.NO_NEIGHBOURS),
        (
            measure(),
            [*monthly(SHAKING), Observation("s", date(2112, 3, 31), 50.0)],
            judging.FAR_APART,
        ),
    ],
)
def test_a_sentence_says_why_a_series_is_not_judged(
    indicator: Indicator, observations: list[Observation], sentence: str
) -> None:
    assert judging.judge_series(indicator, observations) == SeriesJudgement(why_not=sentence)


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        (measure(unit=Unit.CASES), (5, 6, 4) * 5),
        (measure(unit=Unit.NUMBER, decimals=1), (2.5, 3.5, 3.1) * 5),
        (measure(unit=Unit.NUMBER), (-24, -20, 3) * 5),
        (measure(unit=Unit.RATE), (2, 3, 4) * 5),
        (measure(), (100, 97, 96, 100) * 5),
    ],
)
def test_what_only_looks_like_small_counts_or_a_ceiling_is_judged(
    indicator: Indicator, values: tuple[float, ...]
) -> None:
    assert judging.judge_series(indicator, monthly(values)).why_not == ""


def test_many_are_judged_as_each_alone() -> None:
    asked = [
        (measure(), monthly(CORE), [Target("core", 80, "at least")], []),
        (measure(rolling=True), monthly(CORE), [], []),
        (measure(), monthly(CORE[:9]), [], []),
        (measure(), yearly(SHAKING), [], [Rebase("1", "core", date(2010, 1, 1), "Why")]),
    ]
    assert judging.judge_many(asked) == tuple(judging.judge_series(*one) for one in asked)
    assert judging.judge_many([]) == ()
