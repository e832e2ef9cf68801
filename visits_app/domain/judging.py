"""From an indicator's dated figures to a judgement, or to the reason why there is none."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from visits_app.domain import figures
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    Method,
    Observation,
    Rebase,
    Target,
    Unit,
)
from visits_app.domain.judgements import LINE_ONLY, Judgement, SeriesJudgement, Strength
from visits_app.domain.registers import Precision
from visits_app.domain.xmr import LARGEST, XmrInput, judge_all

SMALL_COUNT = 5
"""Counts whose mean is below this jump about too much, and stop at nought."""

MOST_PLACES = 1_200
"""Months or years from the first figure to the last, missing ones among them; a century."""

ROLLING = (
    "Each figure covers twelve months, so neighbours share eleven of them: runs and trends would "
    "appear from nothing. Look at the figure of each month itself."
)
LINE = "This measure is shown as a line only, as its entry in the register says."
IRREGULAR = "The figures do not come monthly or yearly, so they are shown as a line only."
UNDATED = "No figure has a date, so there is no line to judge."
TOO_LARGE = "Some figures are too large to be judged."
FAR_APART = "The figures lie too far apart in time to be judged."
NO_NEIGHBOURS = (
    "No two figures follow each other directly, so the usual movement between them is not known."
)
SMALL = (
    "The counts are small, below five on average: one case more or less would look like a change."
)
AT_THE_END = (
    "More than half of the figures are at 0% or 100%, where they cannot move further: they are "
    "shown as a line only."
)


class FiguresToJudge(NamedTuple):
    """One series' figures with what they are judged by; rebases of other series are left out."""

    indicator: Indicator
    observations: Sequence[Observation]
    targets: Sequence[Target] = ()
    rebases: Sequence[Rebase] = ()


def judge_series(
    indicator: Indicator,
    observations: Iterable[Observation],
    targets: Iterable[Target] = (),
    rebases: Iterable[Rebase] = (),
) -> SeriesJudgement:
    """Return the judgement of one series, or the reason, as a sentence, why there is none.

    `observations` are of one series, in any order; of two on one date the surer counts. Missing
    months (years, for a yearly series) are points without a value. The target is the one in force
    at the latest figure.
    """
    asked = FiguresToJudge(indicator, tuple(observations), tuple(targets), tuple(rebases))
    return judge_many((asked,))[0]


def judge_many(
    asked: Iterable[tuple[Indicator, Sequence[Observation], Sequence[Target], Sequence[Rebase]]],
) -> tuple[SeriesJudgement, ...]:
    """Return many series judged, each as `judge_series` would, in one go."""
    prepared = [_prepared(*one) for one in asked]
    judged = iter(judge_all(one for one in prepared if isinstance(one, XmrInput)))
    return tuple(
        _shown(next(judged)) if isinstance(one, XmrInput) else SeriesJudgement(why_not=one)
        for one in prepared
    )


def _prepared(
    indicator: Indicator,
    observations: Sequence[Observation],
    targets: Sequence[Target],
    rebases: Sequence[Rebase],
) -> XmrInput | str:
    """Return what to judge, or why not to."""
    seen = figures.in_order(o for o in observations if figures.has_value(o))
    dated = [
        (o.period, o.value)
        for o in seen
        if o.period is not None and o.value is not None and o.precision is not Precision.UNDATED
    ]
    frequency = figures.frequency_of(indicator, seen)
    if why_not := _why_not(indicator, frequency, seen, [value for _, value in dated]):
        return why_not
    step = 1 if frequency is Frequency.MONTHLY else 12
    of_place: dict[int, tuple[date, float]] = {}
    for day, value in dated:
        place = (day.year * 12 + day.month - 1) // step
        # Of one month the first in order, which is also the one that the chart draws.
        of_place.setdefault(place, (day, value))
    first, last = min(of_place), max(of_place)
    if len(of_place) < LINE_ONLY:
        return _too_few(len(of_place), frequency)
    if last - first >= MOST_PLACES:
        return FAR_APART
    if not any(place + 1 in of_place for place in of_place):
        return NO_NEIGHBOURS
    latest = of_place[last][0]
    points = [
        of_place.get(place) or (_missing(place, step, latest), None)
        for place in range(first, last + 1)
    ]
    series_id = seen[0].series_id
    return XmrInput(
        dates=tuple(day for day, _ in points),
        values=tuple(value for _, value in points),
        direction=indicator.direction,
        target=figures.target_at(targets, latest),
        rebase_dates=tuple(r.starts_on for r in rebases if r.series_id in {None, series_id}),
    )


def _why_not(
    indicator: Indicator,
    frequency: Frequency,
    seen: Sequence[Observation],
    values: Sequence[float],
) -> str:
    """Return the first reason not to judge these figures, "" where there is none."""
    if indicator.method is Method.LINE:
        return LINE
    if indicator.rolling:
        return ROLLING
    if seen and not values:
        return UNDATED
    if frequency is Frequency.IRREGULAR:
        return IRREGULAR
    if len(values) < LINE_ONLY:
        return _too_few(len(values), frequency)
    if any(abs(value) >= LARGEST for value in values):
        return TOO_LARGE
    if indicator.unit in {Unit.NUMBER, Unit.CASES} and _small(values):
        return SMALL
    if indicator.unit is Unit.PER_CENT:
        at_end = sum(value <= 0 or value >= 100 for value in values)
        if at_end * 2 > len(values):
            return AT_THE_END
    return ""


def _small(values: Sequence[float]) -> bool:
    """Say whether values are counts, and small ones."""
    counts = all(value >= 0 and float(value).is_integer() for value in values)
    return counts and sum(values) < SMALL_COUNT * len(values)


def _too_few(many: int, frequency: Frequency) -> str:
    if not many:
        return "There is no figure yet."
    unit = "year" if frequency is Frequency.ANNUAL else "month"
    had = f"one {unit} has a figure" if many == 1 else f"{many} {unit}s have a figure"
    return f"Only {had}; it takes {LINE_ONLY} to tell what is usual."


def _missing(place: int, step: int, like: date) -> date:
    """Return the date a missing month or year is given."""
    if step == 1:
        return figures.month_end(date(place // 12, place % 12 + 1, 1))
    return figures.month_end(date(place, like.month, 1))


def _shown(judgement: Judgement) -> SeriesJudgement:
    """Return a judgement with the icons where there are points enough for them."""
    if judgement.strength is not Strength.FULL:
        return SeriesJudgement(judgement)
    return SeriesJudgement(judgement, judgement.variation, judgement.assurance)
