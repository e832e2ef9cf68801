"""The same measure elsewhere: England and the neighbours beside the council, one chart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from visits_app.domain import figures
from visits_app.domain.axes import value_axis
from visits_app.domain.chart_lines import data_lines, drawn_figures
from visits_app.domain.chart_story import NOTHING_JUDGED
from visits_app.domain.charts import Chart, ChartTable, Line, Point, Role
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Unit,
)

COUNTRY = "England"
FEW = 3
"""Neighbours up to this many are named; of more, the middle one is drawn as a line."""

_RATES = {Unit.PER_CENT, Unit.RATE, Unit.RATE_100K, Unit.OTHER}


def comparison_charts(
    detail: IndicatorDetail, series_id: str, main: Chart
) -> tuple[Chart, Chart] | None:
    """Return `main` and the same measure elsewhere on the same axes; None where there is none.

    Other areas' series of the same rhythm are compared: England by name, every neighbour as a thin
    line, and the middle of more than three. Counts are not compared with England, whose numbers
    would flatten every line. Source: the chart conventions (comparison, same axis).
    """
    own = next((one for one in detail.series if one.id == series_id), None)
    if own is None or own.kind is SeriesKind.ILLUSTRATION or not main.lines:
        return None
    indicator = detail.indicator
    of_series = _figures(detail)
    frequency = figures.frequency_of(indicator, of_series[own.id])
    areas: dict[str, tuple[Observation, ...]] = {}
    for one in figures.series_in_order(detail.series, detail.observations):
        if (
            one.area.casefold() != own.area.casefold()
            and one.kind is not SeriesKind.ILLUSTRATION
            and figures.frequency_of(indicator, of_series[one.id]) is frequency
            and (indicator.unit in _RATES or one.area != COUNTRY)
        ):
            areas.setdefault(one.area, of_series[one.id])  # of two sources the better one
    low, high = main.x.low, main.x.high
    lines = _lines(replace(indicator, frequency=frequency), areas, frequency, low, high)
    if not lines:
        return None
    own_lines = _own_lines(indicator, own.area, main.lines, lines)
    values = [p.value for line in (*lines, *own_lines) for p in line.points]
    levels = [level for steps in main.steps for _, level in steps.levels]
    levels += [e for one in main.limits for e in (one.lower, one.upper) if e is not None]
    whole = indicator.decimals == 0 and indicator.unit is not Unit.PER_CENT
    y = value_axis([*values, *levels], per_cent=indicator.unit is Unit.PER_CENT, whole=whole)
    others = Chart(
        title=f"{own.area} beside {_named(areas)}",
        subtitle=" · ".join(filter(None, [indicator.name, figures.unit_in_words(indicator)])),
        sentence=_sentence(indicator, own, of_series[own.id], areas),
        x=main.x,
        y=y,
        lines=(*lines, *own_lines),
        notes=("The same axes as the chart above.",),
        table=_table(indicator, {own.area: of_series[own.id], **areas}, frequency),
    )
    return on_axis_of(others, main), others


def on_axis_of(others: Chart, main: Chart) -> Chart:
    """Return `main` with the value axis of its comparison, so that both can be read together."""
    cropped = "The axis does not start at zero."
    notes = tuple(note for note in main.notes if note != cropped)
    if others.y.low > 0:
        notes = (cropped, *notes)
    return replace(main, y=others.y, notes=notes)


def _own_lines(
    indicator: Indicator, area: str, own: Sequence[Line], others: Sequence[Line]
) -> tuple[Line, ...]:
    """Return the council's own lines, each point telling what the named lines are at its date."""
    beside: defaultdict[date, dict[str, float]] = defaultdict(dict)
    named = {line.name for line in others if line.label}
    for line in others:
        for point in line.points if line.name in named else ():
            beside[point.on][line.name] = point.value
    lines = []
    for line in own:
        points = []
        for point in line.points:
            told = "; ".join(
                f"{name} {figures.number_in_words(indicator, value)}"
                for name, value in beside[point.on].items()
            )
            hover = f"{area}, {point.hover}" + (f" {told}." if told else "")
            points.append(replace(point, hover=hover))
        lines.append(replace(line, points=tuple(points)))
    return (*lines[:-1], _labelled(indicator, lines[-1], area))


def _labelled(indicator: Indicator, line: Line, name: str) -> Line:
    """Return a line with its name and newest value at the right edge."""
    value = figures.number_in_words(indicator, line.points[-1].value)
    return replace(line, label=f"{name} {value}")


def _figures(detail: IndicatorDetail) -> dict[str, tuple[Observation, ...]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in detail.observations:
        found[one.series_id].append(one)
    return defaultdict(tuple, {key: figures.in_order(value) for key, value in found.items()})


def _lines(
    indicator: Indicator,
    areas: dict[str, tuple[Observation, ...]],
    frequency: Frequency,
    low: float,
    high: float,
) -> tuple[Line, ...]:
    neighbours = {area: seen for area, seen in areas.items() if area != COUNTRY}
    named = len(neighbours) <= FEW
    lines: list[Line] = []
    for area, seen in neighbours.items():
        lines += _area_lines(indicator, area, seen, frequency, low, high, label=named)
    if not named:
        lines += _middle(indicator, neighbours, frequency, low, high)
    if COUNTRY in areas:  # last, so that it lies over the thin ones
        lines += _area_lines(indicator, COUNTRY, areas[COUNTRY], frequency, low, high, label=True)
    return tuple(lines)


def _area_lines(
    indicator: Indicator,
    area: str,
    seen: tuple[Observation, ...],
    frequency: Frequency,
    low: float,
    high: float,
    *,
    label: bool,
) -> list[Line]:
    role = Role.BENCHMARK if area == COUNTRY else Role.COMPARISON
    drawn = drawn_figures(seen, frequency, None)
    inside = tuple((day, o) for day, o in drawn.figures if low <= day.toordinal() <= high)
    runs = data_lines(indicator, (), replace(drawn, figures=inside), role, NOTHING_JUDGED)
    named = [
        Line(
            tuple(replace(p, hover=f"{area}, {p.hover}", label="") for p in run.points), role, area
        )
        for run in runs
    ]
    if label and named:
        named[-1] = _labelled(indicator, named[-1], area)
    return named


def _middle(
    indicator: Indicator,
    neighbours: dict[str, tuple[Observation, ...]],
    frequency: Frequency,
    low: float,
    high: float,
) -> list[Line]:
    """Return the middle of the neighbours at each date at which at least half have a figure."""
    at: defaultdict[date, list[float]] = defaultdict(list)
    for seen in neighbours.values():
        for day, one in drawn_figures(seen, frequency, None).figures:
            if low <= day.toordinal() <= high and one.value is not None:
                at[day].append(one.value)
    name = f"Middle of {len(neighbours)} neighbours"
    points = tuple(
        Point(
            day,
            median(values),
            f"{name}: {figures.value_in_words(indicator, median(values))} ({day.year}).",
            role=Role.MIDDLE,
        )
        for day, values in sorted(at.items())
        if 2 * len(values) >= len(neighbours)
    )
    return [_labelled(indicator, Line(points, Role.MIDDLE, name), name)] if points else []


def _named(areas: Iterable[str]) -> str:
    neighbours = [area for area in areas if area != COUNTRY]
    if not neighbours:
        return COUNTRY
    told = "one neighbour" if len(neighbours) == 1 else f"{len(neighbours)} neighbours"
    return f"{told} and {COUNTRY}" if COUNTRY in areas else told


def _sentence(
    indicator: Indicator,
    own: Series,
    seen: tuple[Observation, ...],
    areas: dict[str, tuple[Observation, ...]],
) -> str:
    """Return the newest figure of the council beside the others' for the same period."""
    latest = figures.latest_of(seen)
    if latest is None or latest.value is None:
        return f"{indicator.name}: {own.area} has no figure to compare."
    others = {
        area: one.value
        for area, found in areas.items()
        for one in found
        if one.period == latest.period and one.value is not None
    }

    def told(value: float) -> str:
        return figures.number_in_words(indicator, value)

    newest = figures.value_in_words(indicator, latest.value)
    when = figures.period_in_words(latest)
    parts = [f"{indicator.name}, {when}: {own.area} {newest}"]
    if COUNTRY in others:
        parts.append(f"{COUNTRY} {told(others.pop(COUNTRY))}")
    if len(others) <= FEW:
        parts += [f"{area} {told(value)}" for area, value in others.items()]
    else:
        between = f"{told(min(others.values()))} to {told(max(others.values()))}"
        parts.append(
            f"{len(others)} neighbours {between}, the middle {told(median(others.values()))}"
        )
    return f"{'; '.join(parts)}."


def _table(
    indicator: Indicator, areas: dict[str, tuple[Observation, ...]], frequency: Frequency
) -> ChartTable:
    """Return a row a period and a column an area, oldest first."""
    cells: defaultdict[date, dict[str, str]] = defaultdict(dict)
    names: dict[date, str] = {}
    for area, seen in areas.items():
        for day, one in drawn_figures(seen, frequency, None).figures:
            period = figures.period_in_words(one)
            names[day] = period[:1].upper() + period[1:]
            cells[day][area] = figures.number_in_words(indicator, one.value or 0.0)
    rows = tuple(
        (names[day], *(cells[day].get(area, "") for area in areas)) for day in sorted(cells)
    )
    return ChartTable(("Period", *areas), rows)
