"""One indicator as a chart: picture, words and table made together, so they cannot disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from visits_app.domain import chart_words as words
from visits_app.domain import figures
from visits_app.domain.axes import months_axis, place_marks, value_axis, years_axis
from visits_app.domain.chart_lines import (
    Drawn,
    data_lines,
    drawn_figures,
    has_gap,
    level_labels,
    months_between,
    phase_limits,
    rebase_marks,
    target_steps,
)
from visits_app.domain.chart_notes import notes
from visits_app.domain.chart_story import Story
from visits_app.domain.chart_table import chart_table
from visits_app.domain.charts import Axis, Chart, ChartVisit, EventMark, Role, VisitNote
from visits_app.domain.indicators import (
    Certainty,
    Frequency,
    IndicatorDetail,
    Series,
    SeriesKind,
    Unit,
)
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.judging import judge_series
from visits_app.domain.registers import Event, Precision

MONTHS_SHOWN = 36
"""How much of a monthly series is drawn; the table has all of it."""

MAIN_EVENTS = frozenset({"inspection", "notice", "system"})
"""Kinds of event a chart shows unless all are asked for: two dozen letters hide the line."""

_REACH = timedelta(days=730)
"""How far visits may stretch the time axis beyond the figures."""


def indicator_chart(
    detail: IndicatorDetail,
    series_id: str,
    visits: Iterable[ChartVisit],
    events: Iterable[Event],
    today: date,
    *,
    months: int | None = MONTHS_SHOWN,
    judged: SeriesJudgement | None = None,
) -> Chart:
    """Return one series as a chart with its targets, visits and events.

    `months` limits how much of a monthly series is drawn, None draws all. `today` is what
    lateness is told against. The series is judged whole, whatever part of it is drawn, unless its
    judgement is given as `judged`. The order of the arguments' items does not matter. An unknown
    series makes an empty chart. Source: the chart conventions (titles, axes, markers, flags).
    """
    series = next((s for s in detail.series if s.id == series_id), None)
    seen = figures.in_order(o for o in detail.observations if series and o.series_id == series.id)
    illustration = series is not None and series.kind is SeriesKind.ILLUSTRATION
    if illustration:  # how sure an invented figure is, is no question
        seen = tuple(replace(o, certainty=Certainty.STATED) for o in seen)
    frequency = figures.frequency_of(detail.indicator, seen)
    indicator = replace(detail.indicator, frequency=frequency)
    rebases = [one for one in detail.rebases if one.series_id in (None, series_id)]
    if judged is None:
        judged = judge_series(detail.indicator, seen, detail.targets, rebases)
    drawn = drawn_figures(seen, frequency, months)
    known = sorted(visits, key=lambda visit: (visit.on, visit.team, visit.visit_id))
    x = _time_axis(drawn, [visit.on for visit in known], indicator.frequency)
    inside = [visit for visit in known if x.low <= visit.on.toordinal() <= x.high]
    marks = [
        EventMark(event.on, event.title, approximate=event.precision is not Precision.DAY)
        for event in sorted(events, key=lambda event: (event.on, event.title))
        if x.low <= event.on.toordinal() <= x.high
    ]
    flags, marks_placed = place_marks([visit.on for visit in inside], marks, x)
    steps = target_steps(indicator, detail.targets, x)
    limits = phase_limits(indicator, judged, frequency, x)
    levels = [level for step in steps for _, level in step.levels]
    levels += [edge for one in limits for edge in (one.lower, one.upper) if edge is not None]
    values = [o.value or 0.0 for _, o in drawn.figures]
    whole = indicator.decimals == 0 and indicator.unit is not Unit.PER_CENT
    y = value_axis([*values, *levels], per_cent=indicator.unit is Unit.PER_CENT, whole=whole)
    role = Role.ILLUSTRATION if illustration else Role.SERIES
    lines = data_lines(indicator, detail.targets, drawn, role, judged, rebases)
    anew = rebase_marks(rebases, drawn, x)
    story = Story(
        indicator=indicator,
        series=series,
        targets=detail.targets,
        figures=tuple(observation for _, observation in drawn.figures),
        others=tuple(o for o in seen if o.period is None or not figures.has_value(o)),
        judged=judged,
        rebases=anew,
        past=tuple(p for p in detail.past if p.observation.series_id == series_id),
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
        notes=notes(
            story,
            today=today,
            cropped=bool(values) and y.low > 0,
            broken=has_gap(drawn, frequency) and indicator.frequency is not Frequency.IRREGULAR,
            cut=drawn.cut,
            marked=bool(inside or marks),
            beyond=len(known) - len(inside),
            provisional=any(one.provisional for one in limits),
        ),
        table=chart_table(story, seen),
        illustration=illustration,
        limits=limits,
        level_labels=level_labels(indicator, limits, judged),
        rebases=anew,
        verdict=words.verdict(story),
    )


def _time_axis(drawn: Drawn, visits: Sequence[date], frequency: Frequency) -> Axis:
    days = [day for day, _ in drawn.figures]
    if not days:
        days = list(visits[-1:]) or [date(2000, 1, 1)]
    first, last = days[0], days[-1]
    # A monthly chart cut to its window starts there; any other may reach back to a visit.
    near = [v for v in visits if _away(v, first, last) <= _REACH and (v >= first or not drawn.cut)]
    start, end = min([first, *near]), max([last, *near])
    if frequency is Frequency.ANNUAL or months_between(start, end) > 120:
        return years_axis(start, end, last if frequency is Frequency.ANNUAL else date(2000, 1, 1))
    return months_axis(start, end)


def _away(day: date, first: date, last: date) -> timedelta:
    return max(first - day, day - last, timedelta(0))


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


def first_series(detail: IndicatorDetail) -> Series | None:
    """Return the series a chart starts with: one that can be drawn, a real one if there is one."""
    drawable = {
        o.series_id for o in detail.observations if o.period is not None and figures.has_value(o)
    }
    ordered = figures.series_in_order(detail.series, detail.observations)
    return min(ordered, key=lambda series: series.id not in drawable, default=None)
