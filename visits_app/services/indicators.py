"""What the pages and reports read about indicators: an overview, a detail, a chart's inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visits_app.domain import figures
from visits_app.domain.charts import ChartVisit
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.indicators import (
    IndicatorDetail,
    IndicatorOverview,
    Observation,
    PastObservation,
)
from visits_app.domain.registers import Event, Team
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class ChartInputs:
    """Everything `indicator_chart` needs, and the teams one may choose visits of."""

    detail: IndicatorDetail
    team_ids: tuple[str, ...]
    """The teams whose visits these are."""
    visits: tuple[ChartVisit, ...]
    events: tuple[Event, ...]
    teams: tuple[Team, ...]


def overview(store: Store) -> tuple[IndicatorOverview, ...]:
    """Return every indicator with the series it shows first, its newest figure and its target."""
    with store.read() as connection:
        known = rows.indicators(connection)
        all_series = rows.series(connection)
        seen = rows.newest_figures(connection)
        targets = rows.targets(connection)
    by_series: dict[str, list[Observation]] = {}
    for observation in seen:
        by_series.setdefault(observation.series_id, []).append(observation)
    lines = []
    for indicator in known:
        own = [series for series in all_series if series.indicator_id == indicator.id]
        filled = [o for series in own for o in by_series.get(series.id, ())]
        first = next(iter(figures.series_in_order(own, filled)), None)
        shown = figures.in_order(by_series.get(first.id, ())) if first else ()
        latest = figures.latest_of(shown)
        aims = [target for target in targets if target.indicator_id == indicator.id]
        lines.append(
            IndicatorOverview(
                indicator=indicator,
                series=first,
                latest=latest,
                values=tuple(o.value for o in shown if o.period is not None),
                target=figures.target_at(aims, latest.period if latest else None),
            )
        )
    return tuple(lines)


def detail(store: Store, indicator_id: str) -> IndicatorDetail:
    """Return one indicator with all its series, figures and targets.

    Raises UnknownRecord if there is no such indicator.
    """
    with store.read() as connection:
        found = rows.indicators(connection, indicator_id)
        if not found:
            raise UnknownRecord(
                "This indicator is no longer in the store. Choose another one from the list."
            )
        return IndicatorDetail(
            indicator=found[0],
            series=rows.series(connection, indicator_id),
            observations=rows.figures(connection, indicator_id),
            targets=rows.targets(connection, indicator_id),
            rebases=rows.rebases(connection, indicator_id),
        )


def chart_inputs(
    store: Store, indicator_id: str, team_ids: Sequence[str] | None = None
) -> ChartInputs:
    """Return one indicator with the visits to `team_ids` and the outside events.

    Without `team_ids` the teams the indicator belongs to are taken. Raises UnknownRecord.
    """
    from visits_app.services import registers, visit_lists

    found = detail(store, indicator_id)
    chosen = tuple(found.indicator.team_ids if team_ids is None else team_ids)
    return ChartInputs(
        detail=found,
        team_ids=chosen,
        visits=tuple(visit_lists.visits_on_chart(store, chosen)) if chosen else (),
        events=tuple(registers.events(store)),
        teams=tuple(registers.teams(store)),
    )


def past_figures(store: Store, indicator_id: str) -> tuple[PastObservation, ...]:
    """Return the figures of an indicator that were replaced or undone, the newest change first."""
    from visits_app.store import figure_imports

    with store.read() as connection:
        return figure_imports.past_figures(connection, indicator_id)
