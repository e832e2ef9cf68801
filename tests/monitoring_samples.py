"""Measures of known content for the papers about the figures, and a report of forty of them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from visits_app.domain.charting import indicator_chart
from visits_app.domain.figures import in_order, month_end
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
from visits_app.reports.document import Document
from visits_app.reports.measures import Measure
from visits_app.reports.monitoring_report import build

TODAY = date(2014, 2, 20)
MONTH = date(2014, 1, 31)
MONTHS = 36

NAMES = (
    "Core assessments on time",
    "Visits to children on plans on time",
    "Average caseload",
    "Children in care for each 10,000",
    "Referrals that come back within a year",
)


def measure(
    values: Sequence[float | None] = (),
    *,
    id: str = "core",
    name: str = NAMES[0],
    last: date = MONTH,
    kind: SeriesKind = SeriesKind.REPORTED,
    target: float | None = 80,
    charted: bool = True,
    **changes: Any,
) -> Measure:
    """Return a measure whose monthly `values` end at `last`; `changes` are of its indicator."""
    fields: dict[str, Any] = {
        "id": id,
        "name": name,
        "unit": Unit.PER_CENT,
        "direction": Direction.HIGHER,
        "frequency": Frequency.MONTHLY,
        "decimals": 1,
        "definition": "Of the assessments that ended in the month, those within 35 working days.",
        "numerator": "Assessments within 35 working days",
        "denominator": "Assessments that ended in the month",
        "source": "Monthly monitoring report",
    }
    indicator = Indicator(**{**fields, **changes})
    own = Series("s", id, "Example council", kind, source="Monthly monitoring report, page 4")
    first = last.year * 12 + last.month - len(values)
    seen = tuple(
        Observation("s", month_end(date((first + place) // 12, (first + place) % 12 + 1, 1)), value)
        for place, value in enumerate(values)
    )
    targets = () if target is None else (Target(id, target, "at least"),)
    return measures([IndicatorDetail(indicator, (own,), seen, targets)], charted=charted)[0]


def measures(details: Sequence[IndicatorDetail], *, charted: bool = True) -> list[Measure]:
    """Return indicators judged and drawn, as the service does without a store."""
    judged = judge_many((one.indicator, one.observations, one.targets, ()) for one in details)
    found = []
    for detail, judgement in zip(details, judged, strict=True):
        seen = in_order(detail.observations)
        series = detail.series[0]
        one = Measure(detail.indicator, series, seen, detail.targets, judgement)
        if charted and len(seen) > 1:
            one = replace(one, chart=indicator_chart(detail, series.id, (), (), TODAY))
        found.append(one)
    return found


def forty_details(many: int = 40, months: int = MONTHS) -> list[IndicatorDetail]:
    """Return forty indicators of three years of months: some fall, some rise, some do neither."""
    values = random.Random(2014)
    details = []
    for place in range(many):
        indicator = Indicator(
            f"i{place}",
            f"{NAMES[place % len(NAMES)]}, team {place + 1}",
            definition="Of those that ended in the month, those within 35 working days.",
            unit=Unit.PER_CENT,
            direction=Direction.HIGHER,
            frequency=Frequency.MONTHLY,
            decimals=1,
            source="Monthly monitoring report",
        )
        level, slope, seen = 80.0, (-0.7, 0.0, 0.5)[place % 3], []
        for month in range(months):
            level += slope if month > months * 2 // 3 else 0.0
            value = round(min(99.0, level + values.uniform(-4, 4)), 1)
            done = date(2011 + (month + 1) // 12, (month + 1) % 12 + 1, 1)
            whole = 180 + month % 30
            part = round(whole * value / 100)
            seen.append(
                Observation("s", month_end(done), value, numerator=part, denominator=whole)
            )
        targets = (
            Target(indicator.id, 75, "at least", date(2011, 1, 1)),
            Target(indicator.id, 85, "at least", date(2013, 4, 1)),
        )
        own = Series("s", indicator.id, "Example council", SeriesKind.REPORTED, source="Report, p4")
        details.append(IndicatorDetail(indicator, (own,), tuple(seen), targets))
    return details


def forty_report(details: Sequence[IndicatorDetail]) -> Document:
    """Return the monitoring report of these indicators, judged and drawn anew."""
    return build(measures(details), month=MONTH, area="Example council", today=TODAY)
