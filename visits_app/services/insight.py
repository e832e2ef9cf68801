"""What the Insight page reads: findings beside measures, themes by teams, disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain import figures
from visits_app.domain.insight import Heard, Matrix, Measured, Named, matrix, own_series
from visits_app.store import indicators as indicator_rows
from visits_app.store import insight as rows
from visits_app.store.theme_counting import counted_as, with_counted_themes

if TYPE_CHECKING:
    from visits_app.domain.disagreements import Comparison
    from visits_app.domain.indicators import Indicator, Observation
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The measures of a team or theme with its findings, and how far either reaches."""

    measured: tuple[Measured, ...]
    heard: tuple[Heard, ...]
    undrawn: tuple[str, ...]
    """Names of indicators that have no dated figure at all."""


def best_team(store: Store) -> str:
    """Return the team a timeline begins with: most visits, measured ones first; "" for none."""
    with store.read() as connection:
        visits = rows.visits_by_team(connection)
        drawn = {
            team
            for team, many in connection.execute(
                """SELECT b.team_id, max(n) FROM indicator_team b JOIN (
                       SELECT s.indicator_id, count(*) AS n FROM series s
                         JOIN observation o ON o.series_id = s.id
                        WHERE o.period IS NOT NULL AND o.value IS NOT NULL GROUP BY s.id) c
                     ON c.indicator_id = b.indicator_id GROUP BY b.team_id"""
            )
            if many > 1
        }
    return max(visits, key=lambda team: (team in drawn, visits[team], team), default="")


def side_by_side(store: Store, team_id: str, theme_id: str) -> SideBySide:
    """Return everything of a team, a theme or both, whatever the time."""
    with store.read() as connection:
        root = counted_as(connection).get(theme_id, theme_id)
        wanted = [
            indicator
            for indicator in with_counted_themes(connection, indicator_rows.indicators(connection))
            if not indicator.retired and _belongs(indicator, team_id, root)
        ]
        measured, undrawn = measured_series(connection, wanted)
        heard = rows.findings(connection, team_id=team_id, theme_id=theme_id)
    return SideBySide(measured, heard, undrawn)


def themes_by_teams(store: Store, start: date | None, end: date | None) -> Matrix:
    """Return the matrix of a period: every theme and team in use, retired ones where counted."""
    from visits_app.services import registers

    with store.read() as connection:
        counts = rows.counts(connection, start, end)
    themes_used = {count.theme_id for count in counts}
    teams_used = {count.team_id for count in counts}
    themes = [
        Named(theme.id, theme.name)
        for theme in registers.themes(store)
        if theme.id in themes_used or not theme.retired
    ]
    teams = [
        Named(team.id, team.name)
        for team in registers.teams(store)
        if team.id in teams_used or not team.retired
    ]
    return matrix(counts, themes, teams)


def findings(
    store: Store, team_id: str, theme_id: str, start: date | None, end: date | None
) -> tuple[Heard, ...]:
    """Return the findings behind one cell of the matrix, oldest first."""
    with store.read() as connection:
        return rows.findings(connection, team_id=team_id, theme_id=theme_id, start=start, end=end)


def span_of_visits(store: Store, team_id: str = "", theme_id: str = "") -> tuple[date, date] | None:
    """Return the days of the first and the last submitted visit, None where there is none."""
    with store.read() as connection:
        return rows.visit_span(connection, team_id=team_id, theme_id=theme_id)


def comparison(
    store: Store,
    team_id: str,
    theme_id: str,
    start: date | None,
    end: date | None,
    today: date,
) -> Comparison:
    """Set the findings of a period beside the measures of their theme and team."""
    from visits_app.domain.disagreements import compare

    with store.read() as connection:
        wanted = [
            indicator
            for indicator in with_counted_themes(connection, indicator_rows.indicators(connection))
            if not indicator.retired and indicator.theme_ids
        ]
        measured, _ = measured_series(connection, wanted)
        heard = rows.findings(connection, team_id=team_id, theme_id=theme_id, start=start, end=end)
    return compare(heard, measured, today)


def _belongs(indicator: Indicator, team_id: str, theme_id: str) -> bool:
    """Say whether a measure speaks of a team and a theme; without teams it speaks of all."""
    if theme_id and theme_id not in indicator.theme_ids:
        return False
    if not team_id:
        return True
    return team_id in indicator.team_ids or (bool(theme_id) and not indicator.team_ids)


def measured_series(
    connection: Connection, wanted: Sequence[Indicator]
) -> tuple[tuple[Measured, ...], tuple[str, ...]]:
    """Read and judge the own-area series of indicators; return those, and the rest by name."""
    from visits_app.domain.judging import judge_many

    targets = indicator_rows.targets(connection)
    rebases = indicator_rows.rebases(connection)
    all_series = indicator_rows.series(connection)
    taken = []
    undrawn = []
    for indicator in wanted:
        seen = indicator_rows.figures(connection, indicator.id)
        own = own_series([s for s in all_series if s.indicator_id == indicator.id], seen)
        kept = [
            (indicator, series, figures.in_order(dated))
            for series in own
            if (dated := _dated(o for o in seen if o.series_id == series.id))
        ]
        taken += kept
        if not kept:
            undrawn.append(indicator.name)
    aims = {
        indicator.id: tuple(t for t in targets if t.indicator_id == indicator.id)
        for indicator in wanted
    }
    breaks = {
        indicator.id: tuple(r for r in rebases if r.indicator_id == indicator.id)
        for indicator in wanted
    }
    judged = judge_many(
        (indicator, seen, aims[indicator.id], breaks[indicator.id]) for indicator, _, seen in taken
    )
    return (
        tuple(
            Measured(indicator, series, tuple(seen), judgement, aims[indicator.id])
            for (indicator, series, seen), judgement in zip(taken, judged, strict=True)
        ),
        tuple(undrawn),
    )


def _dated(observations: Iterable[Observation]) -> list[Observation]:
    return [o for o in observations if o.period is not None and figures.has_value(o)]
