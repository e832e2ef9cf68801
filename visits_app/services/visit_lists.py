"""Lists of visits, quick with a hundred thousand of them: plain SQL, nothing heavy imported."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.charts import ChartVisit
from visits_app.domain.visits import (
    TeamContext,
    TeamCoverage,
    VisitFilter,
    VisitPage,
    VisitSort,
    VisitSummary,
)
from visits_app.store import coverage as coverage_rows
from visits_app.store import team_context as context_rows
from visits_app.store import visit_lists as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store


def list_visits(
    store: "Store",
    wanted: VisitFilter | None = None,
    sort: VisitSort = VisitSort.DATE,
    descending: bool = True,
    offset: int = 0,
    limit: int = 200,
    today: date | None = None,
) -> VisitPage:
    """Return one stretch of the visits that match, and how many match in all.

    Equal rows come in the order they were made, so that pages never overlap or leave one out.
    """
    with store.read() as connection:
        return rows.page(
            connection,
            wanted or VisitFilter(),
            sort,
            descending=descending,
            offset=max(0, offset),
            limit=max(0, limit),
            today=today or date.today(),
        )


def unfinished(
    store: "Store", author_id: str = "", today: date | None = None
) -> tuple[VisitSummary, ...]:
    """Return what waits to be finished, last written first: drafts up to today, corrections.

    With an empty `author_id` everybody's; at most 200.
    """
    with store.read() as connection:
        return rows.unfinished(connection, author_id, today or date.today())


def upcoming(
    store: "Store", author_id: str = "", today: date | None = None
) -> tuple[VisitSummary, ...]:
    """Return planned visits this member writes or goes on, soonest first; at most 200.

    With an empty `author_id` everybody's.
    """
    with store.read() as connection:
        return rows.upcoming(connection, author_id, today or date.today())


def team_context(
    store: "Store", team_id: str, *, before: date | None = None, excluding: str | None = None
) -> TeamContext:
    """Return what to know about a team when visiting it: its last sealed visit and what is open.

    Only visits dated before `before` count, and never the visit `excluding`.
    """
    with store.read() as connection:
        return context_rows.team_context(connection, team_id, before, excluding, date.today())


def visits_on_chart(store: "Store", team_ids: Sequence[str]) -> tuple[ChartVisit, ...]:
    """Return the submitted visits to these teams that took place, oldest first; none for none."""
    with store.read() as connection:
        return context_rows.visits_on_chart(connection, team_ids)


def coverage(store: "Store", today: date | None = None) -> tuple[TeamCoverage, ...]:
    """Return every team that is not retired with its last and its next visit, by name."""
    with store.read() as connection:
        return coverage_rows.coverage(connection, today or date.today())
