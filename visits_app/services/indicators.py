"""What the pages and reports read about indicators: an overview, a detail, a chart's inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visits_app.domain.charts import ChartVisit
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.indicators import IndicatorDetail, PastObservation
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.registers import Event, Team
from visits_app.services.overviews import judged_overview, overview
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store

__all__ = [
    "ChartInputs",
    "chart_inputs",
    "detail",
    "judged_overview",
    "overview",
    "past_figures",
]


@dataclass(frozen=True, slots=True)
class ChartInputs:
    """Everything `indicator_chart` needs, and the teams one may choose visits of."""

    detail: IndicatorDetail
    team_ids: tuple[str, ...]
    """The teams whose visits these are."""
    visits: tuple[ChartVisit, ...]
    events: tuple[Event, ...]
    teams: tuple[Team, ...]
    judged: Mapping[str, SeriesJudgement]
    """The judgement of each series, by its id."""


def detail(store: Store, indicator_id: str) -> IndicatorDetail:
    """Return one indicator with all its series, figures and targets.

    Raises UnknownRecord if there is no such indicator.
    """
    from visits_app.store import figure_imports

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
            past=figure_imports.past_figures(connection, indicator_id),
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
        judged=_judged(found),
    )


def _judged(found: IndicatorDetail) -> dict[str, SeriesJudgement]:
    """Judge every series at once: here, because it is too much for the window's thread."""
    from visits_app.domain.judging import judge_many

    asked = [
        (
            found.indicator,
            [o for o in found.observations if o.series_id == one.id],
            found.targets,
            found.rebases,
        )
        for one in found.series
    ]
    return dict(zip((one.id for one in found.series), judge_many(asked), strict=True))


def past_figures(store: Store, indicator_id: str) -> tuple[PastObservation, ...]:
    """Return the figures of an indicator that were replaced or undone, the newest change first."""
    from visits_app.store import figure_imports

    with store.read() as connection:
        return figure_imports.past_figures(connection, indicator_id)
