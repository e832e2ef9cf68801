"""Suggested questions say what the figures do and ask; they claim no cause."""

from dataclasses import replace
from datetime import date

import pytest

from visits_app.domain.figures import month_end
from visits_app.domain.indicators import Direction, Frequency, Indicator, Observation, Target, Unit
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.judging import judge_series
from visits_app.domain.lateness import late_figure
from visits_app.domain.registers import Precision
from visits_app.domain.suggestions import suggested_questions

CORE = Indicator(
    "core",
    "Core assessments on time",
    unit=Unit.PER_CENT,
    direction=Direction.HIGHER,
    frequency=Frequency.MONTHLY,
    decimals=1,
)
TARGET = Target("core", 95, "at least")
FALLING = [86.0, 84, 87, 85, 88, 86, 83, 85, 86, 84, 88, 82, 80, 79, 76, 75, 72, 70, 60]


def months(values: list[float]) -> tuple[Observation, ...]:
    return tuple(
        Observation("s", month_end(date(2012 + (6 + n) // 12, (6 + n) % 12 + 1, 1)), value)
        for n, value in enumerate(values)
    )


def ask(
    values: list[float],
    indicator: Indicator = CORE,
    target: Target | None = TARGET,
    today: date = date(2014, 2, 20),
) -> tuple[str, ...]:
    seen = months(values)
    judged = judge_series(indicator, seen, (target,) if target else ())
    latest = seen[-1] if seen else None
    return suggested_questions(
        indicator, judged, latest, target, late_figure(indicator, latest, today)
    )


def test_a_concern_comes_first_then_the_target() -> None:
    first, second, *_ = ask(FALLING)
    assert first.startswith("Core assessments on time: 60.0% in January 2014. ")
    assert first.endswith("What does the service make of this, and what will it do, by when?")
    assert second.startswith("Core assessments on time: as things are, the target of 95% or more")


def test_an_improvement_is_asked_whether_it_lasts() -> None:
    better = replace(CORE, direction=Direction.LOWER)
    assert ask(FALLING, better, None)[0].endswith("and can it be kept up?")


def test_a_measure_without_a_better_direction_is_asked_whether_it_was_expected() -> None:
    neutral = replace(CORE, direction=Direction.NEUTRAL)
    assert "Was this expected" in ask(FALLING, neutral, None)[0]


def test_late_figures_are_asked_for() -> None:
    asked = ask([85.0, 86], today=date(2013, 5, 1))
    assert "Core assessments on time: figures for September 2012 were due by 14 November 2012." in (
        " ".join(asked)
    )


def test_few_figures_below_the_target_ask_for_the_plan() -> None:
    assert ask([60.0, 61])[0] == (
        "Core assessments on time: 61.0% in August 2012, the target is 95% or more. "
        "What is planned to reach it, and by when?"
    )


def test_provisional_and_small_figures_say_so() -> None:
    latest = Observation("s", date(2014, 1, 31), 50.0, numerator=4, denominator=8)
    small = suggested_questions(CORE, SeriesJudgement(), latest)
    assert "fewer than 20 cases" in small[0]
    provisional = suggested_questions(CORE, SeriesJudgement(), replace(latest, provisional=True))
    assert "a provisional figure" in provisional[0]


def test_a_count_on_a_day_is_told_on_that_day() -> None:
    latest = Observation("s", date(2014, 3, 31), 50.0, Precision.DAY)
    asked = suggested_questions(CORE, SeriesJudgement(), latest)
    assert asked[0].startswith("Core assessments on time: 50.0% on 31 March 2014. ")


def test_without_a_figure_one_asks_when_there_will_be_one() -> None:
    assert suggested_questions(CORE, SeriesJudgement(why_not="No figure."), None) == (
        "Core assessments on time: when will there be a figure, and what is known until then?",
    )


@pytest.mark.parametrize("values", [FALLING, FALLING[::-1], [80.0] * 20, [1.0], FALLING[:9]])
def test_there_is_always_a_question_and_none_claims_a_cause(values: list[float]) -> None:
    asked = ask(values)
    assert 1 <= len(asked) <= 5
    for question in asked:
        assert question.endswith("?")
        words = question.casefold()
        assert not any(claim in words for claim in ("because", "due to", "caused", "led to"))
