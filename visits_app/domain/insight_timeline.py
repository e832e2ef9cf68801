"""Measures above and findings below on one time axis, as data a painter draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from visits_app.domain import figures
from visits_app.domain.axes import middle_of_month, months_axis, value_axis, years_axis
from visits_app.domain.charts import Axis, Line, Point, Role, Shape
from visits_app.domain.figures import day_in_words, month_in_words
from visits_app.domain.indicators import Observation, Unit
from visits_app.domain.insight import KIND_ORDER, Heard, Measured, counted, short
from visits_app.domain.judgement_words import series_variation_words, variation_words, why_point
from visits_app.domain.judgements import Judgement, PointType, Strength
from visits_app.domain.registers import Precision
from visits_app.domain.visits import FindingKind

APART = 0.028
"""Share of the time axis within which findings share one mark."""

FEWEST = 2
"""Figures a period must have for a measure to be drawn; one figure is told in words."""

LOOKS = {
    PointType.COMMON: (Shape.CIRCLE, Role.SERIES),
    PointType.IMPROVEMENT: (Shape.DIAMOND, Role.IMPROVEMENT),
    PointType.CONCERN: (Shape.SQUARE, Role.CONCERN),
    PointType.NEUTRAL_HIGH: (Shape.TRIANGLE_UP, Role.NEUTRAL),
    PointType.NEUTRAL_LOW: (Shape.TRIANGLE_DOWN, Role.NEUTRAL),
}
"""Shape and colour role of each type of point."""

_RANK = {
    PointType.CONCERN: 0,
    PointType.IMPROVEMENT: 1,
    PointType.NEUTRAL_HIGH: 2,
    PointType.NEUTRAL_LOW: 2,
    PointType.COMMON: 3,
}


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual range of one phase between two dates."""

    start: date
    end: date
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Strip:
    """One measure as a small chart: `variation` None where there is no judgement to show."""

    indicator_id: str
    name: str
    latest: str
    """The newest figure of the period and its month: "60.3% in January 2014"."""
    variation: PointType | None
    verdict: str
    """"Concern, low", "Line only"."""
    y: Axis
    lines: tuple[Line, ...]
    usual: tuple[Usual, ...]
    illustration: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class FindingMark:
    """The findings of one kind at one place of the axis."""

    kind: FindingKind
    on: date
    findings: tuple[Heard, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """All marks of one kind, oldest first."""

    kind: FindingKind
    marks: tuple[FindingMark, ...]


@dataclass(frozen=True, slots=True)
class InsightTimeline:
    """Strips and lanes on one axis; `visits` are the days a hairline stands on."""

    x: Axis
    strips: tuple[Strip, ...]
    others: tuple[str, ...]
    """Measures with one figure or none in the period, in words."""
    lanes: tuple[Lane, ...]
    visits: tuple[date, ...]
    sentence: str


def timeline(
    measured: Iterable[Measured], heard: Iterable[Heard], start: date, end: date
) -> InsightTimeline:
    """Return what lies between two days, inclusive; the order of inputs does not matter.

    Of several series of one indicator the one with most figures in the period is drawn. Findings
    that would touch share a mark, so that marks of all kinds stand on the same days.
    """
    x = time_axis(start, end)
    strips: list[Strip] = []
    others: list[str] = []
    by_indicator = sorted(measured, key=lambda one: one.place)
    for _, group in groupby(by_indicator, key=lambda one: one.indicator.id):
        series = list(group)
        best = max(series, key=lambda one: (len(_inside(one, x)), not one.illustration))
        seen = _inside(best, x)
        if len(seen) >= FEWEST:
            strips.append(_strip(best, seen, x))
        else:
            others.append(_other(best, seen))
    strips.sort(key=lambda strip: (_rank(strip), strip.name.casefold(), strip.indicator_id))
    within = sorted((f for f in heard if start <= f.on <= end), key=lambda f: f.place)
    groups = _grouped(within, APART * (x.high - x.low))
    lanes = tuple(Lane(kind, _marks(groups, kind)) for kind in KIND_ORDER)
    return InsightTimeline(
        x=x,
        strips=tuple(strips),
        others=tuple(others),
        lanes=lanes,
        visits=tuple(group[0].on for group in groups),
        sentence=_sentence(strips, within, start, end),
    )


def time_axis(start: date, end: date) -> Axis:
    """Return an axis of months, or of years where there are more than ten of them."""
    if (end.year - start.year) * 12 + end.month - start.month > 120:
        return years_axis(start, end, date(2000, 1, 1))
    return months_axis(start, end)


def _rank(strip: Strip) -> tuple[int, bool]:
    rank = 4 if strip.variation is None else _RANK[strip.variation]
    return (rank, not strip.usual)


def _place(observation: Observation) -> date:
    assert observation.period is not None
    month = observation.precision is Precision.MONTH
    return middle_of_month(observation.period) if month else observation.period


def _inside(one: Measured, x: Axis) -> list[Observation]:
    """Return the figures on the axis, one a place."""
    places: dict[date, Observation] = {}
    for seen in figures.in_order(one.observations):
        if seen.period is None or not figures.has_value(seen):
            continue
        if x.low <= _place(seen).toordinal() <= x.high:
            places.setdefault(_place(seen), seen)
    return list(places.values())


def _strip(one: Measured, seen: Sequence[Observation], x: Axis) -> Strip:
    indicator, judgement = one.indicator, one.judged.judgement
    usual = _usual(judgement, x) if judgement else ()
    values = [o.value or 0.0 for o in seen]
    levels = [level for range_ in usual for level in (range_.lower, range_.upper)]
    per_cent = indicator.unit is Unit.PER_CENT
    if per_cent:
        levels = [min(max(level, 0.0), 100.0) for level in levels]
    elif min(values) >= 0:
        levels = [max(level, 0.0) for level in levels]
    y = value_axis(
        [*values, *levels], per_cent=per_cent, whole=indicator.decimals == 0 and not per_cent
    )
    newest = seen[-1]
    latest = f"{figures.value_in_words(indicator, newest.value or 0.0)}, " + _lower_first(
        figures.period_in_words(newest)
    )
    place = _place_in(judgement, newest)
    variation = _type(judgement, place) if judgement and place is not None else None
    verdict = (
        series_variation_words(one.judged)
        if judgement is None or place is None or place == judgement.latest
        else _verdict(judgement, place)
    )
    told = [f"{indicator.name}: {latest}", verdict.lower() if variation else verdict]
    if one.illustration:
        told.append("illustration, invented figures")
    return Strip(
        indicator_id=indicator.id,
        name=indicator.name,
        latest=latest,
        variation=variation,
        verdict=verdict,
        y=y,
        lines=_lines(one, seen),
        usual=usual,
        illustration=one.illustration,
        sentence="; ".join(part for part in told if part) + ".",
    )


def _verdict(judgement: Judgement, place: int) -> str:
    if judgement.phase_at(place).strength is not Strength.FULL:
        return "Provisional"
    return variation_words(judgement.types[place], judgement.causes[place])


def _usual(judgement: Judgement, x: Axis) -> tuple[Usual, ...]:
    found = []
    low, high = date.fromordinal(int(x.low)), date.fromordinal(int(x.high))
    for phase in judgement.phases:
        if phase.strength is Strength.LINE or phase.mean is None:
            continue
        if phase.lower is None or phase.upper is None:
            continue
        start, end = max(phase.starts_on.replace(day=1), low), min(phase.ends_on, high)
        if start < end:
            found.append(Usual(start, end, phase.mean, phase.lower, phase.upper))
    return tuple(found)


def _place_in(judgement: Judgement | None, seen: Observation) -> int | None:
    if judgement is None or seen.period not in judgement.dates:
        return None
    return judgement.dates.index(seen.period)


def _type(judgement: Judgement, place: int) -> PointType | None:
    """Return a point's type, None where its phase has too few points to say."""
    if judgement.phase_at(place).strength is not Strength.FULL:
        return None
    return judgement.types[place]


def _lines(one: Measured, seen: Sequence[Observation]) -> tuple[Line, ...]:
    judgement = one.judged.judgement
    places = {day: at for at, day in enumerate(judgement.dates)} if judgement else {}
    longest = 1.5 * 365.25 if one.months_each == 12 else 45
    joined = judgement is None and one.months_each == 1  # figures at odd times keep their line
    runs: list[list[Point]] = []
    for observation in seen:
        on = _place(observation)
        at = places.get(observation.period) if observation.period else None
        kind = _type(judgement, at) if judgement and at is not None else None
        shape, role = LOOKS[kind or PointType.COMMON]
        words = _point_words(one, observation, judgement, at)
        hollow = figures.unsure(observation) and not one.illustration
        point = Point(on, observation.value or 0.0, words, shape, role, hollow)
        if not runs or (not joined and (on - runs[-1][-1].on).days > longest):
            runs.append([])
        runs[-1].append(point)
    role = Role.ILLUSTRATION if one.illustration else Role.SERIES
    return tuple(Line(tuple(run), role, one.indicator.name) for run in runs)


def _point_words(
    one: Measured, seen: Observation, judgement: Judgement | None, at: int | None
) -> str:
    told = f"{figures.period_in_words(seen)}: {figures.figure_in_words(one.indicator, seen)}"
    if judgement is None or at is None:
        return told
    why = why_point(judgement, at, one.indicator)
    if judgement.phase_at(at).strength is Strength.FULL:
        return f"{told}. {why}"
    return told


def _other(one: Measured, seen: Sequence[Observation]) -> str:
    if not seen:
        return f"{one.indicator.name}: no figure in this period"
    figure = figures.value_in_words(one.indicator, seen[0].value or 0.0)
    told = f"{one.indicator.name}: {figure}, {_lower_first(figures.period_in_words(seen[0]))}"
    return f"{told}, illustration" if one.illustration else told


def _lower_first(words: str) -> str:
    """Lower "Date not given" but no month's name."""
    return words[0].lower() + words[1:] if words.startswith("Date") else words


def _grouped(within: Sequence[Heard], width: float) -> list[list[Heard]]:
    groups: list[list[Heard]] = []
    for finding in within:
        if groups and (finding.on - groups[-1][0].on).days < width:
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return groups


def _marks(groups: Sequence[Sequence[Heard]], kind: FindingKind) -> tuple[FindingMark, ...]:
    found = []
    for group in groups:
        own = tuple(finding for finding in group if finding.kind is kind)
        if own:
            found.append(FindingMark(kind, group[0].on, own, _mark_words(own)))
    return tuple(found)


def _mark_words(findings: Sequence[Heard]) -> str:
    first = findings[0]
    if len(findings) == 1:
        return f"{first.head}: {short(first.text, 240)}"
    kind = counted(len(findings), first.kind.value).capitalize()
    visits = {finding.visit_id for finding in findings}
    where = f"{day_in_words(first.on)}, {first.team}"
    if len(visits) > 1:
        days = sorted({finding.on for finding in findings})
        where = f"{counted(len(visits), 'visit')}, {day_in_words(days[0])}"
        where += f" to {day_in_words(days[-1])}" if len(days) > 1 else ""
    told = "; ".join(
        f"{finding.theme}: {short(finding.text, 90)}" if finding.theme else short(finding.text, 90)
        for finding in findings[:3]
    )
    more = len(findings) - 3
    return f"{kind}, {where}: {told}" + (f"; and {more} more." if more > 0 else "")


def _sentence(strips: Sequence[Strip], within: Sequence[Heard], start: date, end: date) -> str:
    period = f"{month_in_words(start)} to {month_in_words(end)}"
    visits = len({finding.visit_id for finding in within})
    kinds = [
        counted(sum(f.kind is kind for f in within), kind.value)
        for kind in KIND_ORDER
        if any(f.kind is kind for f in within)
    ]
    told = f"{period}: {counted(visits, 'visit')}"
    told += f" with {_listed(kinds)}" if kinds else ""
    told += f"; {counted(len(strips), 'measure')} drawn." if strips else "; no measure drawn."
    return " ".join([told, *(strip.sentence for strip in strips)])


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
