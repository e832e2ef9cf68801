"""What the pages and reports read about indicators: an overview, a detail, a chart's inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visits_app.domain.charts import ChartVisit
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.indicators import IndicatorDetail
from visits_app.domain.registers import Event, Team
from visits_app.services.overviews import judged_overview, overview
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store

__all__ = ["ChartInputs", "chart_inputs", "detail", "judged_overview", "overview"]


@dataclass(frozen=True, slots=True)
class ChartInputs:
    """Everything `indicator_chart` needs, and the teams one may choose visits of."""

    detail: IndicatorDetail
    team_ids: tuple[str, ...]
    """The teams whose visits these are."""
    visits: tuple[ChartVisit, ...]
    events: tuple[Event, ...]
    teams: tuple[Team, ...]


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
