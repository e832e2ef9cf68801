"""Measures of known content for the monitoring report and the brief."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from visits_app.domain.charting import indicator_chart
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.judging import judge_many
from visits_app.domain.questions import IndicatorQuestion
from visits_app.reports import document as doc
from visits_app.reports.measures import Measure
from visits_app.reports.monitoring_report import build

TODAY = date(2014, 2, 20)
MONTH = date(2014, 1, 31)


def months(many: int, last: date = MONTH) -> list[date]:
    """Return the ends of the months up to `last`, oldest first."""
    ends = [last]
    while len(ends) < many:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return [month_end(day) for day in reversed(ends[:many])]


def observations(values: Sequence[float], **changes: Any) -> tuple[Observation, ...]:
    """Return monthly figures up to January 2014."""
    days = months(len(values))
    return tuple(
        Observation("s", day, value, **changes) for day, value in zip(days, values, strict=True)
    )


def level(value: float, many: int = 24) -> list[float]:
    """Return figures that vary by chance around a value."""
    chance = random.Random(7)
    return [round(value + chance.uniform(-2, 2), 1) for _ in range(many)]


def measure(
    id: str = "core",
    values: Sequence[float] = (),
    *,
    kind: SeriesKind = SeriesKind.REPORTED,
    target: float | None = 80,
    observed: tuple[Observation, ...] | None = None,
    late: str = "",
    questions: tuple[IndicatorQuestion, ...] = (),
    charted: bool = True,
    **changes: Any,
) -> Measure:
    """Return one measure judged; `changes` replace the indicator's fields."""
    indicator = replace(
        Indicator(
            id,
            "Core assessments on time",
            definition="Assessments finished within 35 days.",
            unit=Unit.PER_CENT,
            direction=Direction.HIGHER,
            frequency=Frequency.MONTHLY,
            decimals=1,
            source="monthly report",
        ),
        **changes,
    )
    seen = observations(values) if observed is None else observed
    series = (Series("s", id, "Example council", kind),)
    targets = () if target is None else (Target(id, target, "at least"),)
    chart = None
    if charted and len(seen) > 2:
        detail = IndicatorDetail(indicator, series, seen, targets)
        chart = indicator_chart(detail, "s", (), (), TODAY)
    (judged,) = judge_many([(indicator, seen, targets, ())])
    return Measure(indicator, series[0], seen, targets, judged, late, chart, questions)


def sample_monitoring(*, indicators: int = 40, months: int = 36) -> doc.Document:
    """Return a report of many indicators, a third of them falling."""
    chance = random.Random(3)
    measures = []
    for number in range(indicators):
        value, values = 86.0, []
        for month in range(months):
            value += chance.uniform(-2.2, 2.0) - (1.1 if number % 3 == 0 and month > 24 else 0)
            values.append(round(min(99.0, value), 1))
        measures.append(measure(f"i{number}", values, name=f"Measure {number} on time"))
    return build(measures, month=MONTH, area="Example council", today=TODAY)
