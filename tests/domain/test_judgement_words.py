"""Judgements are said in a councillor's words, each with its plain rule."""

from datetime import date

import pytest

from visits_app.domain import judgement_words as words
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import Direction, Frequency, Indicator, Rebase, Target, Unit
from visits_app.domain.indicators import Observation as Figure
from visits_app.domain.judgements import (
    Assurance,
    Cause,
    Judgement,
    Phase,
    PointType,
    SeriesJudgement,
)
from visits_app.domain.judging import ROLLING, judge_series
from visits_app.domain.registers import Precision

MEASURE = Indicator(
    "core",
    "Core assessments on time",
    unit=Unit.PER_CENT,
    direction=Direction.HIGHER,
    frequency=Frequency.MONTHLY,
    decimals=1,
)
STEADY = (50, 52, 51, 49, 50, 51, 49, 50, 52, 48, 50, 51, 49, 50)


def judged(
    values: tuple[float | None, ...], *more: object, yearly: bool = False
) -> SeriesJudgement:
    figures = [
        Figure("s", date(2001 + n, 3, 31), value, Precision.YEAR)
        if yearly
        else Figure("s", month_end(date(2012 + n // 12, n % 12 + 1, 1)), value)
        for n, value in enumerate(values)
        if value is not None
    ]
    return judge_series(MEASURE, figures, *more)


def why(values: tuple[float | None, ...], index: int = -1, *, yearly: bool = False) -> str:
    found = judged(values, yearly=yearly).judgement
    assert found is not None
    return words.why_point(found, range(len(values))[index], MEASURE)


@pytest.mark.parametrize(
    ("kind", "cause", "said"),
    [
        (PointType.CONCERN, Cause.BELOW_LIMIT, "Concern, low"),
        (PointType.CONCERN, Cause.RUN_ABOVE, "Concern, high"),
        (PointType.IMPROVEMENT, Cause.TWO_HIGH, "Improvement, high"),
        (PointType.IMPROVEMENT, Cause.FALLING, "Improvement, falling"),
        (PointType.NEUTRAL_HIGH, Cause.ABOVE_LIMIT, "High"),
        (PointType.NEUTRAL_LOW, Cause.RUN_BELOW, "Low"),
        (PointType.NEUTRAL_HIGH, Cause.RISING, "Rising"),
        (PointType.COMMON, Cause.NONE, "Ordinary variation"),
    ],
)
def test_variation_in_words(kind: PointType, cause: Cause, said: str) -> None:
    assert words.variation_words(kind, cause) == said


def test_assurance_in_words() -> None:
    said = [words.assurance_words(kind) for kind in (*Assurance, None)]
    assert said == [
        "Consistently passes the target",
        "Hit and miss",
        "Consistently fails the target",
        "",
    ]


def test_why_a_point_stands_out() -> None:
    run = (*STEADY, 51, 52, 51, 52, 51, 52, 51, 52)
    assert why(run) == "Eight months in a row above average"
    assert why((*STEADY, 80)) == "Outside what is usual: above the upper limit"
    assert why((*STEADY, 20)) == "Outside what is usual: below the lower limit"
    near = "Two of three months close to the lower limit"
    assert near in {why((*STEADY, 51, 46, 49.5, low)) for low in (45.5, 46.0, 46.5)}


def test_a_trend_and_a_run_count_what_they_really_count() -> None:
    shaking = tuple(50.0 + 20 * (n % 2) for n in range(30))
    falling = (*shaking, 64.0, 63, 62, 61, 60.5, 59, 58, 57.5, 57)
    assert why(falling) == "Falling ten months in a row"  # the 70 before is the first of them
    assert why(falling, -5) == "Falling ten months in a row"
    assert why(falling, yearly=True) == "Falling ten years in a row"
    longer = (*falling, 56.5, 56, 55.5)
    assert why(longer) == "Falling 13 months in a row"


def test_an_ordinary_or_a_missing_point_says_so() -> None:
    assert why(STEADY).startswith("Ordinary variation: average 50.1%, usually between ")
    assert why((*STEADY[:5], None, *STEADY), 5) == "No figure for this month"


def test_few_figures_are_provisional_and_fewer_say_nothing() -> None:
    assert why(STEADY[:9]).endswith(" (provisional: limits from nine months only)")
    found = judged(STEADY, (), [Rebase("r", "core", date(2012, 12, 1), "New forms")]).judgement
    assert found is not None
    said = words.why_point(found, 13, MEASURE)
    assert said == "Too few figures to tell: three months of at least 7"


def test_what_is_usual_stays_within_what_can_be() -> None:
    day = date(2014, 1, 31)
    phase = Phase(0, 19, day, day, 20, 97.0, 3.0, 89.0, 105.0, 91.0, 103.0)
    assert words.usual_words(MEASURE, phase) == "Average 97.0%, usually between 89.0% and 100.0%"
    cases = Indicator("c", "Cases", unit=Unit.CASES)
    low = Phase(0, 19, day, day, 20, 9.0, 5.0, -4.0, 22.0, 0.0, 18.0)
    assert words.usual_words(cases, low) == ("Average 9 cases, usually between 0 and 22")
    nothing = Phase(0, 0, day, day, 1, 9.0, None, None, None, None, None)
    assert words.usual_words(cases, nothing) == ""


def test_the_sentence_of_a_series() -> None:
    shaking = tuple(50.0 + 20 * (n % 2) for n in range(30))
    target = [Target("core", 90, "at least")]
    falling = judged((*shaking, 64, 63, 62, 61, 60.5, 59, 58, 57.5, 57), target)
    assert words.judgement_sentence(MEASURE, falling) == (
        "Falling for 10 months; concern. The target is within what is usual: it will be reached "
        "at times and missed at others."
    )
    steady = judged(STEADY, target)
    assert words.judgement_sentence(MEASURE, steady).startswith("Ordinary variation: average")
    assert words.judgement_sentence(MEASURE, steady).endswith(
        ". Not expected to reach the target reliably."
    )
    passing = judged(STEADY, [Target("core", 20, "at least")])
    assert words.judgement_sentence(MEASURE, passing).endswith(
        ". Expected to reach the target reliably."
    )


def test_the_sentence_where_little_or_nothing_is_judged() -> None:
    few = judged(STEADY[:9])
    assert words.judgement_sentence(MEASURE, few).startswith("Provisional: average 50.")
    assert words.judgement_sentence(MEASURE, few).endswith(
        ", from nine months. It takes 13 to call a change."
    )
    rebased = judged(STEADY, (), [Rebase("r", "core", date(2012, 12, 1), "New forms")])
    assert words.judgement_sentence(MEASURE, rebased) == (
        "Too few figures since December 2012 to tell what is usual: three months so far."
    )
    assert words.judgement_sentence(MEASURE, SeriesJudgement(why_not=ROLLING)) == ROLLING


def test_a_whole_series_in_a_word() -> None:
    assert words.series_variation_words(judged(STEADY)) == "Ordinary variation"
    assert words.series_variation_words(judged((*STEADY, 20))) == "Concern, low"
    assert words.series_variation_words(judged(STEADY[:9])) == "Provisional"
    assert words.series_variation_words(judged(STEADY[:5])) == "Line only"
    rebased = judged(STEADY, (), [Rebase("r", "core", date(2012, 12, 1), "New forms")])
    assert words.series_variation_words(rebased) == "Too few figures"


def test_no_words_of_statistics_and_no_claim_of_cause() -> None:
    found = judged((*STEADY, 20, 80, 51, 52, 53, 54, 55, 56, 57, 58)).judgement
    assert isinstance(found, Judgement)
    said = [words.why_point(found, place, MEASURE) for place in range(len(found.dates))]
    for sentence in (*words.method_words(), *said):
        lower = sentence.lower()
        assert not any(
            word in lower
            for word in ("sigma", "special cause", "common cause", "because", "due to", "deviation")
        )
    assert len(words.method_words()) == len(set(words.method_words()))
