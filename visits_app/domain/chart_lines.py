"""The marks of a chart: which figures are drawn and where, how joined, with which levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from visits_app.domain import chart_words as words
from visits_app.domain import figures
from visits_app.domain.axes import middle_of_month
from visits_app.domain.charts import (
    Axis,
    LevelLabel,
    Limits,
    Line,
    Point,
    RebaseMark,
    Role,
    Shape,
    Steps,
)
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    Observation,
    Rebase,
    Target,
    Unit,
)
from visits_app.domain.judgement_words import possible_range, reading
from visits_app.domain.judgements import Judgement, Phase, PointType, SeriesJudgement, Strength
from visits_app.domain.registers import Precision

_MARKERS = {
    PointType.IMPROVEMENT: (Shape.DIAMOND, Role.IMPROVEMENT),
    PointType.CONCERN: (Shape.SQUARE, Role.CONCERN),
    PointType.NEUTRAL_HIGH: (Shape.TRIANGLE_UP, Role.NEUTRAL),
    PointType.NEUTRAL_LOW: (Shape.TRIANGLE_DOWN, Role.NEUTRAL),
}
_HALF_YEAR = timedelta(days=182)
_CLEAR = 10
"""Days a rebase's line keeps away from the figures beside it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figures that are drawn: each with its place on the time axis, oldest first."""

    figures: tuple[tuple[date, Observation], ...]
    gaps: frozenset[date]
    """Places where the source has a month without a figure."""
    cut: bool
    """Whether older figures were left to the table."""


def drawn_figures(seen: Sequence[Observation], frequency: Frequency, months: int | None) -> Drawn:
    """Return what is drawn of a series in order; `months` limits a monthly one to its newest."""
    places: dict[date, Observation] = {}
    gaps: set[date] = set()
    for observation in seen:
        place = place_of(observation, frequency)
        if place is None:
            continue
        if figures.has_value(observation):
            places.setdefault(place, observation)
        else:
            gaps.add(place)
    dates = sorted(places)
    cut = False
    if months is not None and frequency is Frequency.MONTHLY and dates:
        kept = [day for day in dates if months_between(day, dates[-1]) < months]
        cut = len(kept) < len(dates)
        dates = kept
    return Drawn(tuple((day, places[day]) for day in dates), frozenset(gaps - set(places)), cut)


def place_of(observation: Observation, frequency: Frequency) -> date | None:
    """Return where a figure stands on the time axis, None for one without a date."""
    day = observation.period
    if day is None or observation.precision is Precision.UNDATED:
        return None
    by_month = frequency is Frequency.MONTHLY or (
        frequency is Frequency.IRREGULAR and observation.precision is Precision.MONTH
    )
    return middle_of_month(day) if by_month else day


def data_lines(
    indicator: Indicator,
    targets: Sequence[Target],
    drawn: Drawn,
    role: Role,
    judged: SeriesJudgement,
    rebases: Sequence[Rebase] = (),
) -> tuple[Line, ...]:
    """Return the figures as lines, each marker saying its type by shape and colour.

    A missing month and a rebase end a line: nothing is joined across them.
    """
    told = judged_points(judged)
    starts = [rebase.starts_on for rebase in rebases]
    runs: list[list[Point]] = []
    before: tuple[date, date | None] | None = None
    for place, observation in drawn.figures:
        anew = before is not None and _rebased(before[1], observation.period, starts)
        if before is None or anew or _apart(before[0], place, indicator.frequency, drawn.gaps):
            runs.append([])
        last = observation is drawn.figures[-1][1]
        value = observation.value or 0.0
        index = told.get(observation.period) if observation.period else None
        shape, mark = Shape.CIRCLE, role
        why = ""
        if index is not None and judged.judgement is not None:
            shape, mark = _marker(judged.judgement, index, role)
            why = reading(judged.judgement, index, indicator)
        runs[-1].append(
            Point(
                place,
                value,
                words.hover(indicator, targets, observation, why),
                shape=shape,
                role=mark,
                hollow=figures.unsure(observation),
                label=figures.number_in_words(indicator, value) if last else "",
            )
        )
        before = (place, observation.period)
    return tuple(Line(tuple(run), role, indicator.name) for run in runs)


def has_gap(drawn: Drawn, frequency: Frequency) -> bool:
    """Say whether a month or year between two figures has none."""
    places = [place for place, _ in drawn.figures]
    return any(_apart(one, two, frequency, drawn.gaps) for one, two in pairwise(places))


def judged_points(judged: SeriesJudgement) -> dict[date, int]:
    """Return the place of each judged figure by its date."""
    found = judged.judgement
    if found is None:
        return {}
    return {
        day: place
        for place, (day, value) in enumerate(zip(found.dates, found.values, strict=True))
        if value is not None
    }


def phase_limits(
    indicator: Indicator, judged: SeriesJudgement, frequency: Frequency, x: Axis
) -> tuple[Limits, ...]:
    """Return average and usual range of each phase within the time shown.

    A phase of fewer than seven figures has none; below thirteen they are provisional.
    """
    found = judged.judgement
    if found is None:
        return ()
    low, high = date.fromordinal(int(x.low)), date.fromordinal(int(x.high))
    limits = []
    for phase in found.phases:
        if phase.strength is Strength.LINE or phase.mean is None:
            continue
        starts, ends = _extent(phase, frequency)
        if ends <= low or starts >= high:
            continue
        lower, upper = possible_range(indicator, phase)
        limits.append(
            Limits(
                max(starts, low),
                min(ends, high),
                phase.mean,
                lower,
                upper,
                phase.strength is Strength.PROVISIONAL,
            )
        )
    return tuple(limits)


def level_labels(
    indicator: Indicator, limits: Sequence[Limits], judged: SeriesJudgement
) -> tuple[LevelLabel, ...]:
    """Return the words beside average and range, if the newest phase has any."""
    found = judged.judgement
    if not limits or found is None or found.strength is Strength.LINE:
        return ()
    newest = limits[-1]

    def told(value: float) -> str:
        return figures.number_in_words(indicator, value)

    average = "Provisional average" if newest.provisional else "Average"
    labels = [LevelLabel(newest.mean, f"{average} {told(newest.mean)}", Role.MEAN)]
    ends = ((newest.upper, "Usually at most"), (newest.lower, "Usually at least"))
    for value, text in ends:
        edge = value == 0.0 or (indicator.unit is Unit.PER_CENT and value == 100.0)
        if value is not None and not edge and told(value) != told(newest.mean):
            labels.append(LevelLabel(value, f"{text} {told(value)}", Role.LIMIT))
    return tuple(labels)


def rebase_marks(rebases: Sequence[Rebase], drawn: Drawn, x: Axis) -> tuple[RebaseMark, ...]:
    """Return the rebases within the time shown, oldest first.

    The line stands between the figures it parts, halfway, whatever day of a month was given.
    """
    marks = []
    for rebase in sorted(rebases, key=lambda one: (one.starts_on, one.id)):
        place = rebase.starts_on
        before = [d for d, o in drawn.figures if o.period and o.period < rebase.starts_on]
        after = [d for d, o in drawn.figures if o.period and o.period >= rebase.starts_on]
        if before and after:
            near = place if before[-1] < place < after[0] else after[0]
            middle = date.fromordinal((before[-1].toordinal() + after[0].toordinal()) // 2)
            clear = (near - before[-1]).days > _CLEAR and (after[0] - near).days > _CLEAR
            place = near if clear else middle
        if x.low <= rebase.starts_on.toordinal() <= x.high:
            marks.append(RebaseMark(rebase.starts_on, rebase.reason, place))
    return tuple(marks)


def target_steps(indicator: Indicator, targets: Sequence[Target], x: Axis) -> tuple[Steps, ...]:
    """Return the targets as steps, labelled as the newest; a band has a second level above."""
    low, high = date.fromordinal(int(x.low)), date.fromordinal(int(x.high))
    held: dict[date, Target] = {}
    for target in sorted(targets, key=lambda t: (t.starts_on or date.min, t.value)):
        starts = max(target.starts_on or low, low)
        if starts < high:
            held[starts] = target
    if not held:
        return ()
    newest = held[max(held)]
    label = figures.target_label(indicator, newest)
    middle = None if newest.upper is None else newest.value / 2 + newest.upper / 2
    levels = tuple((day, target.value) for day, target in held.items())
    lower = Steps(levels, high, label, label_at=middle)
    days = list(held)
    uppers = []
    for place, (day, target) in enumerate(held.items()):
        if target.upper is not None:
            until = days[place + 1] if place + 1 < len(days) else high
            uppers.append(Steps(((day, target.upper),), until, ""))
    return (lower, *uppers)


def months_between(one: date, other: date) -> int:
    """Return whole months from one date to another, negative backwards."""
    return (other.year - one.year) * 12 + other.month - one.month


def _marker(judgement: Judgement, index: int, role: Role) -> tuple[Shape, Role]:
    if judgement.phase_at(index).strength is not Strength.FULL:
        return Shape.CIRCLE, role
    return _MARKERS.get(judgement.types[index], (Shape.CIRCLE, role))


def _extent(phase: Phase, frequency: Frequency) -> tuple[date, date]:
    """Return a phase's first and last day: whole months, or half a year round yearly figures."""
    if frequency is Frequency.MONTHLY:
        return phase.starts_on.replace(day=1), figures.month_end(phase.ends_on)
    return phase.starts_on - _HALF_YEAR, phase.ends_on + _HALF_YEAR


def _rebased(before: date | None, after: date | None, starts: Sequence[date]) -> bool:
    if before is None or after is None:
        return False
    return any(before < start <= after for start in starts)


def _apart(before: date, place: date, frequency: Frequency, gaps: frozenset[date]) -> bool:
    if any(before < gap < place for gap in gaps):
        return True
    if frequency is Frequency.MONTHLY:
        return months_between(before, place) > 1
    return frequency is Frequency.ANNUAL and (place - before).days > 1.5 * 365.25
