"""The overview of indicators: as it is for a first list, and judged for the page of indicators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from visits_app.domain import figures
from visits_app.domain.indicators import (
    Indicator,
    IndicatorOverview,
    Observation,
    Rebase,
    Series,
    Target,
)
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.lateness import late_figure
from visits_app.domain.overviews import concern_first
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

JUDGED = 240
"""Newest dated figures of a series that are judged: twenty years of months."""


def overview(store: Store) -> tuple[IndicatorOverview, ...]:
    """Return every indicator with the series it shows first, its newest figure and its target.

    Retired ones are among them. Nothing is judged: that would take numpy, and the first list waits
    for nothing heavy.
    """
    with store.read() as connection:
        read = _Read(connection, rows.SPARKLINE)
    return tuple(read.line(indicator) for indicator in read.indicators)


def judged_overview(store: Store, today: date) -> tuple[IndicatorOverview, ...]:
    """Return every indicator judged, with what is late at `today`, concern first.

    Retired ones are among them. Invented figures are never late.
    """
    from visits_app.domain.judging import judge_many

    with store.read() as connection:
        read = _Read(connection, JUDGED)
    judged = judge_many(read.to_judge(indicator) for indicator in read.indicators)
    lines = [
        read.line(indicator, judgement, today)
        for indicator, judgement in zip(read.indicators, judged, strict=True)
    ]
    return tuple(sorted(lines, key=concern_first))


_Owned = TypeVar("_Owned", Series, Target, Rebase)


class _Read:
    """Everything the lines are made of, read in one go."""

    def __init__(self, connection: Connection, most: int) -> None:
        self.indicators = rows.indicators(connection)
        filled = rows.series_filled(connection)
        drawable = {series_id for series_id, drawn in filled.items() if drawn}
        owned = _by_indicator(rows.series(connection))
        # As the page and the papers begin: with a series that can be drawn, if there is one.
        self.first: dict[str, Series] = {
            indicator_id: min(
                figures.series_by_use(own, filled, drawable),
                key=lambda series: series.id not in drawable,
            )
            for indicator_id, own in owned.items()
        }
        ids = [series.id for series in self.first.values()]
        found = rows.newest_of_series(connection, ids, most)
        self.seen = {series_id: figures.in_order(seen) for series_id, seen in found.items()}
        self.targets = _by_indicator(rows.targets(connection))
        self.rebases = _by_indicator(rows.rebases(connection))

    def to_judge(
        self, indicator: Indicator
    ) -> tuple[Indicator, tuple[Observation, ...], list[Target], list[Rebase]]:
        """Return what `judge_many` asks for."""
        targets = self.targets.get(indicator.id, [])
        return indicator, self.shown(indicator), targets, self.rebases.get(indicator.id, [])

    def shown(self, indicator: Indicator) -> tuple[Observation, ...]:
        """Return the figures of the series shown first, in order."""
        first = self.first.get(indicator.id)
        return self.seen[first.id] if first else ()

    def line(
        self,
        indicator: Indicator,
        judged: SeriesJudgement | None = None,
        today: date | None = None,
    ) -> IndicatorOverview:
        """Return one line; without a day nothing is late."""
        shown = self.shown(indicator)
        latest = figures.latest_of(shown)
        dated = [o.value for o in shown if o.period is not None]
        made = IndicatorOverview(
            indicator=indicator,
            series=self.first.get(indicator.id),
            latest=latest,
            values=tuple(dated[-rows.SPARKLINE :]),
            target=figures.target_at(
                self.targets.get(indicator.id, ()), latest.period if latest else None
            ),
            judged=judged,
        )
        if today is None or made.illustration:
            return made
        often = figures.frequency_of(indicator, shown)
        return replace(made, late=late_figure(indicator, latest, today, often))


def _by_indicator(found: Iterable[_Owned]) -> dict[str, list[_Owned]]:
    gathered: dict[str, list[_Owned]] = {}
    for one in found:
        gathered.setdefault(one.indicator_id, []).append(one)
    return gathered
