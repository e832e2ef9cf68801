"""One indicator as a chart: picture, words and table made together, so they cannot disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from visits_app.domain import chart_words as words
from visits_app.domain import figures
from visits_app.domain.axes import middle_of_month, months_axis, place_marks, value_axis, years_axis
from visits_app.domain.charts import (
    Axis,
    Chart,
    ChartVisit,
    EventMark,
    Line,
    Point,
    Role,
    Steps,
    VisitNote,
)
from visits_app.domain.indicators import (
    Certainty,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.registers import Event, Precision

MONTHS_SHOWN = 36
"""How much of a monthly series is drawn; the table has all of it."""

MAIN_EVENTS = frozenset({"inspection", "notice", "system"})
"""Kinds of event a chart shows unless all are asked for: two dozen letters hide the line."""

_REACH = timedelta(days=730)
"""How far visits may stretch the time axis beyond the figures."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The figures that are drawn: each with its place on the time axis, oldest first."""

    figures: tuple[tuple[date, Observation], ...]
    gaps: frozenset[date]
    """Places where the source has a month without a figure."""
    cut: bool
    """Whether older figures were left to the table."""


def indicator_chart(
    detail: IndicatorDetail,
    series_id: str,
    visits: Iterable[ChartVisit],
    events: Iterable[Event],
    today: date,
    *,
    months: int | None = MONTHS_SHOWN,
) -> Chart:
    """Return one series as a chart with its targets, visits and events.

    `months` limits how much of a monthly series is drawn, None draws all. `today` is what
    lateness is told against. The order of the arguments' items does not matter. An unknown
    series makes an empty chart. Source: the chart conventions (titles, axes, markers, flags).
    """
    series = next((s for s in detail.series if s.id == series_id), None)
    seen = figures.in_order(o for o in detail.observations if series and o.series_id == series.id)
    illustration = series is not None and series.kind is SeriesKind.ILLUSTRATION
    if illustration:  # how sure an invented figure is, is no question
        seen = tuple(replace(o, certainty=Certainty.STATED) for o in seen)
    frequency = figures.frequency_of(detail.indicator, seen)
    indicator = replace(detail.indicator, frequency=frequency)
    drawn = _drawn(seen, indicator.frequency, months)
    known = sorted(visits, key=lambda visit: (visit.on, visit.team, visit.visit_id))
    x = _time_axis(drawn, [visit.on for visit in known], indicator.frequency)
    inside = [visit for visit in known if x.low <= visit.on.toordinal() <= x.high]
    marks = [
        EventMark(event.on, event.title, approximate=event.precision is not Precision.DAY)
        for event in sorted(events, key=lambda event: (event.on, event.title))
        if x.low <= event.on.toordinal() <= x.high
    ]
    flags, marks_placed = place_marks([visit.on for visit in inside], marks, x)
    steps = _steps(indicator, detail.targets, x)
    levels = [level for step in steps for _, level in step.levels]
    values = [o.value or 0.0 for _, o in drawn.figures]
    whole = indicator.decimals == 0 and indicator.unit is not Unit.PER_CENT
    y = value_axis([*values, *levels], per_cent=indicator.unit is Unit.PER_CENT, whole=whole)
    role = Role.ILLUSTRATION if illustration else Role.SERIES
    lines = _lines(indicator, detail.targets, drawn, role)
    story = words.Story(
        indicator=indicator,
        series=series,
        targets=detail.targets,
        figures=tuple(observation for _, observation in drawn.figures),
        others=tuple(o for o in seen if o.period is None or not figures.has_value(o)),
    )
    return Chart(
        title=words.title(story),
        subtitle=words.subtitle(story),
        sentence=words.sentence(story),
        x=x,
        y=y,
        lines=lines,
        steps=steps,
        flags=flags,
        visits=_notes(inside),
        events=marks_placed,
        notes=words.notes(
            story,
            today=today,
            cropped=bool(values) and y.low > 0,
            broken=len(lines) > 1 and indicator.frequency is not Frequency.IRREGULAR,
            cut=drawn.cut,
            marked=bool(inside or marks),
            beyond=len(known) - len(inside),
        ),
        table=words.table(story, seen),
        illustration=illustration,
    )


def _drawn(seen: Sequence[Observation], frequency: Frequency, months: int | None) -> _Drawn:
    places: dict[date, Observation] = {}
    gaps: set[date] = set()
    for observation in seen:
        place = _place(observation, frequency)
        if place is None:
            continue
        if figures.has_value(observation):
            places.setdefault(place, observation)
        else:
            gaps.add(place)
    dates = sorted(places)
    cut = False
    if months is not None and frequency is Frequency.MONTHLY and dates:
        kept = [day for day in dates if _months_between(day, dates[-1]) < months]
        cut = len(kept) < len(dates)
        dates = kept
    return _Drawn(tuple((day, places[day]) for day in dates), frozenset(gaps - set(places)), cut)


def _place(observation: Observation, frequency: Frequency) -> date | None:
    day = observation.period
    if day is None or observation.precision is Precision.UNDATED:
        return None
    by_month = frequency is Frequency.MONTHLY or (
        frequency is Frequency.IRREGULAR and observation.precision is Precision.MONTH
    )
    return middle_of_month(day) if by_month else day


def _time_axis(drawn: _Drawn, visits: Sequence[date], frequency: Frequency) -> Axis:
    days = [day for day, _ in drawn.figures]
    if not days:
        days = list(visits[-1:]) or [date(2000, 1, 1)]
    first, last = days[0], days[-1]
    # A monthly chart cut to its window starts there; any other may reach back to a visit.
    near = [v for v in visits if _away(v, first, last) <= _REACH and (v >= first or not drawn.cut)]
    start, end = min([first, *near]), max([last, *near])
    if frequency is Frequency.ANNUAL or _months_between(start, end) > 120:
        return years_axis(start, end, last if frequency is Frequency.ANNUAL else date(2000, 1, 1))
    return months_axis(start, end)


def _away(day: date, first: date, last: date) -> timedelta:
    return max(first - day, day - last, timedelta(0))


def _lines(
    indicator: Indicator, targets: Sequence[Target], drawn: _Drawn, role: Role
) -> tuple[Line, ...]:
    runs: list[list[Point]] = []
    before: date | None = None
    for place, observation in drawn.figures:
        if before is None or _apart(before, place, indicator.frequency, drawn.gaps):
            runs.append([])
        last = observation is drawn.figures[-1][1]
        value = observation.value or 0.0
        runs[-1].append(
            Point(
                place,
                value,
                words.hover(indicator, targets, observation),
                role=role,
                hollow=figures.unsure(observation),
                label=figures.number_in_words(indicator, value) if last else "",
            )
        )
        before = place
    return tuple(Line(tuple(run), role, indicator.name) for run in runs)


def _apart(before: date, place: date, frequency: Frequency, gaps: frozenset[date]) -> bool:
    if any(before < gap < place for gap in gaps):
        return True
    if frequency is Frequency.MONTHLY:
        return _months_between(before, place) > 1
    return frequency is Frequency.ANNUAL and (place - before).days > 1.5 * 365.25


def _steps(indicator: Indicator, targets: Sequence[Target], x: Axis) -> tuple[Steps, ...]:
    low, high = date.fromordinal(int(x.low)), date.fromordinal(int(x.high))
    levels: dict[date, Target] = {}
    for target in sorted(targets, key=lambda t: (t.starts_on or date.min, t.value)):
        starts = max(target.starts_on or low, low)
        if starts < high:
            levels[starts] = target
    if not levels:
        return ()
    label = figures.target_label(indicator, levels[max(levels)])
    return (Steps(tuple((day, target.value) for day, target in levels.items()), high, label),)


def _notes(visits: Sequence[ChartVisit]) -> tuple[VisitNote, ...]:
    return tuple(
        VisitNote(
            number,
            visit.visit_id,
            visit.on,
            ", ".join(filter(None, [visit.team, figures.day_in_words(visit.on)])),
            visit.text,
        )
        for number, visit in enumerate(visits, start=1)
    )


def _months_between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month


def first_series(detail: IndicatorDetail) -> Series | None:
    """Return the series a chart starts with: one that can be drawn, a real one if there is one."""
    drawable = {
        o.series_id for o in detail.observations if o.period is not None and figures.has_value(o)
    }
    ordered = figures.series_in_order(detail.series, detail.observations)
    return min(ordered, key=lambda series: series.id not in drawable, default=None)
