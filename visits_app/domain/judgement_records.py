"""A judgement written out: as records shaped like the reference vectors' results, and as lines."""

from collections.abc import Iterator

from visits_app.domain.indicators import Indicator, Unit
from visits_app.domain.judgement_words import (
    assurance_words,
    series_variation_words,
    variation_words,
    why_point,
)
from visits_app.domain.judgements import (
    FULL,
    Assurance,
    Cause,
    Judgement,
    Mark,
    Phase,
    SeriesJudgement,
    Strength,
)

_CAUSES = {
    Cause.ABOVE_LIMIT: "Above UCL",
    Cause.BELOW_LIMIT: "Below LCL",
    Cause.RISING: "7 Point Trend (Increasing)",
    Cause.FALLING: "7 Point Trend (Decreasing)",
    Cause.TWO_HIGH: "2 in 3 Above CL",
    Cause.TWO_LOW: "2 in 3 Below CL",
    Cause.RUN_ABOVE: "7 Points Above CL",
    Cause.RUN_BELOW: "7 Points Below CL",
    Cause.NONE: "Common Cause",
}
_ASSURED = {
    Assurance.PASSES: "consistent_pass",
    Assurance.HIT_AND_MISS: "inconsistent",
    Assurance.FAILS: "consistent_fail",
}
_MARKS = {
    "outside_limits": Mark.OUTSIDE,
    "near_limit": Mark.NEAR_LIMIT,
    "in_trend_of_7": Mark.IN_TREND,
    "in_two_of_three": Mark.IN_TWO_OF_THREE,
    "in_run_of_7": Mark.IN_RUN,
}
_MARK_WORDS = {
    Mark.OUTSIDE: "outside",
    Mark.NEAR_LIMIT: "near a limit",
    Mark.IN_TREND: "trend",
    Mark.IN_TWO_OF_THREE: "two of three",
    Mark.IN_RUN: "run",
}


def as_record(judgement: Judgement) -> dict[str, object]:
    """Return a judgement as plain lists, words and numbers, whatever the number of points."""
    marks = [judgement.mark(index) for index in range(len(judgement.dates))]
    points: dict[str, object] = {
        "date": [day.isoformat() for day in judgement.dates],
        "value": list(judgement.values),
        "phase": [
            number
            for number, phase in enumerate(judgement.phases)
            for _ in range(phase.first, phase.last + 1)
        ],
        "side_of_mean": [_side(mark) for mark in marks],
    }
    for key, bit in _MARKS.items():
        points[key] = [bit in mark for mark in marks]
    points["cause"] = [_CAUSES[cause] for cause in judgement.causes]
    points["type"] = [str(kind) for kind in judgement.types]
    return {
        "phases": [_phase_record(*numbered) for numbered in enumerate(judgement.phases)],
        "points": points,
        "variation_icon": _icon(judgement),
        "assurance": _ASSURED[judgement.assurance] if judgement.assurance else None,
    }


def as_lines(judgement: Judgement) -> Iterator[str]:
    """Yield a judgement as lines of text: limits, a line for every point, what it comes to."""
    plain = Indicator("", "", unit=Unit.OTHER, decimals=_decimals(judgement))
    for number, phase in enumerate(judgement.phases, start=1):
        yield _phase_line(number, phase, plain.decimals)
    for index, day in enumerate(judgement.dates):
        value, mark = judgement.values[index], judgement.mark(index)
        shown = "missing" if value is None else f"{value:.{plain.decimals}f}"
        kind = variation_words(judgement.types[index], judgement.causes[index])
        words = kind if value is not None else ""
        if judgement.causes[index] is not Cause.NONE:
            words += f"; {_lower(why_point(judgement, index, plain))}"
        flags = ", ".join(word for bit, word in _MARK_WORDS.items() if bit in mark)
        yield f"{day}  {shown:>12}  {words}{f' [{flags}]' if flags else ''}".rstrip()
    if judgement.strength is Strength.FULL:
        judged = SeriesJudgement(judgement, judgement.variation, judgement.assurance)
        yield f"Variation: {series_variation_words(judged)}"
        yield f"Assurance: {assurance_words(judgement.assurance) or 'no target to hold it against'}"
    else:
        yield f"Variation and assurance are told from {FULL} points in the latest phase on."


def _side(mark: Mark) -> int:
    return 1 if Mark.ABOVE in mark else -1 if Mark.BELOW in mark else 0


def _icon(judgement: Judgement) -> str | None:
    if judgement.variation is None or judgement.latest is None:
        return None
    cause, word = judgement.causes[judgement.latest], str(judgement.variation)
    if cause is Cause.NONE or word.startswith("neutral"):
        return word
    return f"{word}_{'high' if cause.is_high else 'low'}"


def _phase_record(number: int, phase: Phase) -> dict[str, object]:
    return {
        "phase": number,
        "first_date": phase.starts_on.isoformat(),
        "last_date": phase.ends_on.isoformat(),
        "points": phase.points,
        "mean": phase.mean,
        "average_moving_range": phase.average_moving_range,
        "lower_limit": phase.lower,
        "upper_limit": phase.upper,
        "near_lower_limit": phase.near_lower,
        "near_upper_limit": phase.near_upper,
        "fewer_than_13_points": phase.points < FULL,
    }


def _phase_line(number: int, phase: Phase, decimals: int) -> str:
    few = "" if phase.strength is Strength.FULL else f" ({phase.strength})"
    words = f"Phase {number}, {phase.starts_on} to {phase.ends_on}: {phase.points} points{few}"
    numbers = (phase.mean, phase.lower, phase.upper, phase.near_lower, phase.near_upper)
    told = [None if number is None else f"{number:.{decimals + 2}f}" for number in numbers]
    if told[0]:
        words += f", mean {told[0]}"
    if told[1]:
        words += f", limits {told[1]} and {told[2]}, near limits {told[3]} and {told[4]}"
    return words


def _decimals(judgement: Judgement) -> int:
    """Return how many decimals show every value as it was given, at most six."""
    for decimals in range(6):
        if all(v is None or round(v, decimals) == v for v in judgement.values):
            return decimals
    return 6


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
