"""Judgements in words that a councillor reads: what stands out, why, and what to make of it.

The words say what the figures do, never what made them do it.
"""

from itertools import pairwise

from visits_app.domain.figures import (
    month_in_words,
    number_in_words,
    target_in_words,
    value_in_words,
)
from visits_app.domain.indicators import Indicator, Target, Unit
from visits_app.domain.judgements import (
    FULL,
    LINE_ONLY,
    Assurance,
    Cause,
    Judgement,
    Mark,
    Phase,
    PointType,
    SeriesJudgement,
    Strength,
)

ORDINARY = "Ordinary variation"
PROVISIONAL = "Provisional"
TOO_FEW = "Too few figures"
NOT_JUDGED = "Line only"

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ASSURED = {
    Assurance.PASSES: "Consistently passes the target",
    Assurance.HIT_AND_MISS: "Hit and miss",
    Assurance.FAILS: "Consistently fails the target",
}
_EXPECTED = {
    Assurance.PASSES: "Expected to reach the target reliably.",
    Assurance.HIT_AND_MISS: "The target is within what is usual: it will be reached at times and "
    "missed at others.",
    Assurance.FAILS: "Not expected to reach the target reliably.",
}
_KINDS = {PointType.IMPROVEMENT: "Improvement", PointType.CONCERN: "Concern"}


def variation_words(kind: PointType, cause: Cause) -> str:
    """Return "Concern, low", "Improvement, rising", "High" or "Ordinary variation"."""
    if kind is PointType.COMMON:
        return ORDINARY
    if cause in {Cause.RISING, Cause.FALLING}:
        way = "rising" if cause.is_high else "falling"
    else:
        way = "high" if cause.is_high else "low"
    return f"{_KINDS[kind]}, {way}" if kind in _KINDS else way.capitalize()


def series_variation_words(judged: SeriesJudgement) -> str:
    """Return the word for a whole series: its variation, or that there is none to tell."""
    found = judged.judgement
    if found is None:
        return NOT_JUDGED
    if judged.variation is None or found.latest is None:
        return PROVISIONAL if found.strength is Strength.PROVISIONAL else TOO_FEW
    return variation_words(judged.variation, found.causes[found.latest])


def assurance_words(assurance: Assurance | None) -> str:
    """Return "Consistently fails the target", "Hit and miss"; "" where there is nothing to say."""
    return "" if assurance is None else _ASSURED[assurance]


def why_point(judgement: Judgement, index: int, indicator: Indicator) -> str:
    """Return why a point stands out, or that it does not: "Seven months in a row below average".

    Where the limits rest on 7 to 12 figures, the words say that they are provisional; where they
    rest on fewer, that nothing can be said.
    """
    unit = _unit(judgement)
    if judgement.values[index] is None:
        return f"No figure for this {unit}"
    phase = judgement.phase_at(index)
    if phase.strength is Strength.LINE:
        return f"Too few figures to tell: {_count(phase.points, unit)} of at least {LINE_ONLY}"
    words = reason_alone(judgement, index) or _ordinary(indicator, phase)
    if phase.strength is Strength.PROVISIONAL:
        words += f" (provisional: limits from {_count(phase.points, unit)} only)"
    return words


def usual_words(indicator: Indicator, phase: Phase) -> str:
    """Return "Average 81.4%, usually between 75.0% and 87.8%"; "" where there are no limits.

    What cannot be is not told: a percentage lies between 0 and 100, and counts do not end below 0.
    """
    lower, upper = possible_range(indicator, phase)
    if phase.mean is None or lower is None or upper is None:
        return ""
    mean = value_in_words(indicator, phase.mean)
    low, high = (number_in_words(indicator, limit) for limit in (lower, upper))
    return f"Average {mean}, usually between {low} and {high}"


def possible_range(indicator: Indicator, phase: Phase) -> tuple[float | None, float | None]:
    """Return a phase's limits cut to what the measure can be: not below 0, per cent up to 100."""
    if phase.mean is None or phase.lower is None or phase.upper is None:
        return None, None
    lower, upper = phase.lower, phase.upper
    if indicator.unit is not Unit.OTHER and phase.mean >= 0:
        lower = max(lower, 0.0)
    if indicator.unit is Unit.PER_CENT and phase.mean <= 100:
        upper = min(upper, 100.0)
    return lower, upper


def reading(judgement: Judgement, index: int, indicator: Indicator) -> str:
    """Return what a point means and why: "Concern, low: seven months in a row below average"."""
    why = why_point(judgement, index, indicator)
    shown = judgement.phase_at(index).strength is Strength.FULL
    if not shown or judgement.types[index] is PointType.COMMON:
        return why
    return f"{variation_words(judgement.types[index], judgement.causes[index])}: {_lower(why)}"


def judgement_sentence(indicator: Indicator, judged: SeriesJudgement) -> str:
    """Return one or two sentences on a series, or why there is no judgement.

    "Falling for 11 months; concern. Not expected to reach the target reliably."
    """
    found = judged.judgement
    if found is None or found.latest is None:
        return judged.why_not
    unit, phase = _unit(found), found.phases[-1]
    since = f" since {month_in_words(phase.starts_on)}" if len(found.phases) > 1 else ""
    if phase.strength is Strength.LINE:
        return f"Too few figures{since} to tell what is usual: {_count(phase.points, unit)} so far."
    if phase.strength is Strength.PROVISIONAL:
        return (
            f"Provisional: {_lower(usual_words(indicator, phase))}, from "
            f"{_count(phase.points, unit)}{since}. It takes {FULL} to call a change."
        )
    sentences = [f"{_lead(found, found.latest, indicator)}."]
    if judged.assurance is not None:
        sentences.append(_EXPECTED[judged.assurance])
    return " ".join(sentences)


def assurance_why(indicator: Indicator, judged: SeriesJudgement, target: Target | None) -> str:
    """Return why a target will or will not be reached; "" where nothing is said of it.

    "None of the usual range, 75.0% to 87.8%, reaches the target, 95% or more."
    """
    found = judged.judgement
    if judged.assurance is None or found is None or target is None or found.latest is None:
        return ""
    lower, upper = possible_range(indicator, found.phase_at(found.latest))
    if lower is None or upper is None:
        return ""
    aim = target_in_words(indicator, target)
    if lower == upper:
        reached = "reaches" if judged.assurance is Assurance.PASSES else "does not reach"
        return f"Every figure is {value_in_words(indicator, lower)}, which {reached} {aim}."
    usual = f"{number_in_words(indicator, lower)} to {number_in_words(indicator, upper)}"
    return {
        Assurance.PASSES: f"All of the usual range, {usual}, reaches the target, {aim}.",
        Assurance.HIT_AND_MISS: f"Only part of the usual range, {usual}, reaches the target, "
        f"{aim}.",
        Assurance.FAILS: f"None of the usual range, {usual}, reaches the target, {aim}.",
    }[judged.assurance]


def method_words() -> tuple[str, ...]:
    """Return the plain rules behind every "why", a sentence or two each."""
    return (
        "The average and the limits are worked out from the series itself: from how much the "
        "figures usually move between one month and the next.",
        "A figure within the limits that follows no pattern is ordinary variation: it says no "
        "more than the month before did.",
        "A figure stands out when it lies outside the limits.",
        "Seven figures stand out when each is higher, or each lower, than the one before.",
        "Two of three neighbouring figures stand out when they are close to the same limit and "
        "the third is on the same side of the average.",
        "Seven figures in a row stand out when all lie on one side of the average.",
        "What stands out is an improvement or a concern by which way is better for the measure; "
        "where neither way is, it is called high or low.",
        "A measure consistently passes its target when both limits reach it, and consistently "
        "fails it when neither does; where the target lies between them, it is hit and miss.",
        "One unusual jump is left out when the usual movement is worked out.",
        "Missing months stay missing: a pattern does not carry on across one.",
        f"With fewer than {LINE_ONLY} figures only the line is shown; with fewer than {FULL} the "
        "limits are provisional and nothing is called a change.",
        "Average and limits start anew only where a person decided so, on a date and for a reason "
        "that are kept and shown.",
        "None of this says why a figure moved.",
    )


def _lead(judgement: Judgement, index: int, indicator: Indicator) -> str:
    """Return what the latest figure does, with what to make of it."""
    cause, kind, unit = judgement.causes[index], judgement.types[index], _unit(judgement)
    if cause is Cause.NONE:
        return _ordinary(indicator, judgement.phase_at(index))
    trend = Cause.RISING if cause.is_high else Cause.FALLING
    way = f"{trend.value.split()[0]} for {_stretch(judgement, index, trend)} {unit}s"
    if cause is trend:
        words = way.capitalize()
    else:
        words = reason_alone(judgement, index)
        if (
            Mark.IN_TREND in judgement.mark(index)
            and _stretch(judgement, index, trend) >= LINE_ONLY
        ):
            words += f", and {way}"
    return f"{words}; {_KINDS[kind].lower()}" if kind in _KINDS else words


def _ordinary(indicator: Indicator, phase: Phase) -> str:
    usual = _lower(usual_words(indicator, phase))
    return f"{ORDINARY}: {usual}" if usual else ORDINARY


def reason_alone(judgement: Judgement, index: int) -> str:
    """Return why a point stands out, whatever its limits rest on; "" where it does not."""
    cause, unit = judgement.causes[index], _unit(judgement)
    if cause is Cause.NONE:
        return ""
    if cause in {Cause.ABOVE_LIMIT, Cause.BELOW_LIMIT}:
        return f"Outside what is usual: {cause.value}"
    if cause in {Cause.TWO_HIGH, Cause.TWO_LOW}:
        return f"Two of three {unit}s close to the {'upper' if cause.is_high else 'lower'} limit"
    many = _number(_stretch(judgement, index, cause))
    if cause in {Cause.RISING, Cause.FALLING}:
        return f"{'Rising' if cause.is_high else 'Falling'} {many} {unit}s in a row"
    return f"{many.capitalize()} {unit}s in a row {'above' if cause.is_high else 'below'} average"


def _stretch(judgement: Judgement, index: int, cause: Cause) -> int:
    """Return of how many points the unbroken trend or run is that a point lies in."""
    phase = judgement.phase_at(index)
    first = last = index
    while first > phase.first and _goes_on(judgement, first - 1, first, cause):
        first -= 1
    while last < phase.last and _goes_on(judgement, last, last + 1, cause):
        last += 1
    return last - first + 1


def _goes_on(judgement: Judgement, index: int, after: int, cause: Cause) -> bool:
    """Say whether two neighbours belong to the same trend or run."""
    if cause in {Cause.RISING, Cause.FALLING}:
        value, later = judgement.values[index], judgement.values[after]
        if value is None or later is None:
            return False
        return later > value if cause.is_high else later < value
    side = Mark.ABOVE if cause.is_high else Mark.BELOW
    return side in judgement.mark(index) and side in judgement.mark(after)


def _unit(judgement: Judgement) -> str:
    """Return what one point stands for, by the usual distance of the dates."""
    apart = sorted((later - day).days for day, later in pairwise(judgement.dates))
    usual = apart[len(apart) // 2] if apart else 0
    if 25 <= usual <= 35:
        return "month"
    return "year" if usual > 300 else "figure"


def _count(many: int, unit: str) -> str:
    return f"{_number(many)} {unit}" if many == 1 else f"{_number(many)} {unit}s"


def _number(many: int) -> str:
    return _SMALL[many] if many < len(_SMALL) else str(many)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
