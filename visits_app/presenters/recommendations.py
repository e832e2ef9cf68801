"""The recommendation tracker, and one recommendation with everything visits say about it."""

from __future__ import annotations

from dataclasses import replace

from visits_app.domain.recommendations import EvidenceKind, EvidenceLink
from visits_app.domain.tracker import Rag, TrackerLine
from visits_app.domain.tracker_rules import is_open
from visits_app.domain.tracker_words import count_words
from visits_app.presenters.actions import ActionRow, ActionsPresenter
from visits_app.presenters.recommendation_states import (
    RAG_LOOKS,
    Choice,
    EvidenceGroup,
    RecommendationRow,
    RecommendationState,
    TrackerColumn,
    TrackerFilters,
    TrackerState,
    facts_of,
    is_shown,
    progress_of,
    rating_words,
    row_of,
    sort_key,
)
from visits_app.presenters.workspace import Desk, Workspace

__all__ = ["RecommendationsPresenter", "count_words"]

_GROUPS = (
    (EvidenceKind.GAP, "Shows a gap"),
    (EvidenceKind.SUPPORTS, "Supports"),
    (EvidenceKind.CONTEXT, "Context"),
)


class RecommendationsPresenter:
    """The tracker and the chosen recommendation.

    `read` and `state` read the store and belong in a job; `choose` and `sort` only what was read.
    """

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.filters = TrackerFilters()
        self.sorted_by = TrackerColumn.TITLE
        self.descending = False
        self._rows: tuple[RecommendationRow, ...] = ()
        self._years: tuple[Choice, ...] = ()
        self._teams: tuple[Choice, ...] = ()

    @property
    def can_edit(self) -> bool:
        """Whether this desk keeps the tracker; members read it."""
        return self._space.desk is Desk.OFFICER

    def read(self) -> TrackerState:
        """Read every line of the tracker."""
        from visits_app.services import tracker_lines

        lines, teams, names = tracker_lines.tracker_overview(
            self._space.store, today=self._space.today()
        )
        self._rows = tuple(row_of(line, teams.get(line.recommendation.id, _NONE)) for line in lines)
        years = sorted({row.year for row in self._rows} - {""}, reverse=True)
        self._years = (Choice("", "All years"), *(Choice(year, year) for year in years))
        spoken = {team for row in self._rows for team in row.team_ids}
        offered = (Choice(id, name) for id, name in names.items() if id in spoken)
        self._teams = (Choice("", "All teams"), *offered)
        return self.show()

    def show(self) -> TrackerState:
        """Return the rows that are chosen, in the order that is chosen."""
        rows = [row for row in self._rows if is_shown(row, self.filters)]
        if self.sorted_by is not TrackerColumn.TITLE:
            rows.sort(key=lambda row: sort_key(row, self.sorted_by))
        if self.descending:
            rows.reverse()
        return TrackerState(
            rows=tuple(rows),
            total=len(self._rows),
            told=_told(rows),
            years=self._years,
            teams=self._teams,
            can_edit=self.can_edit,
        )

    def choose(self, filters: TrackerFilters) -> TrackerState:
        """Show what fits other filters."""
        self.filters = filters
        return self.show()

    def sort(self, column: int) -> TrackerState:
        """Order by a column, the other way round where it is ordered by that already."""
        wanted = TrackerColumn(column)
        self.descending = wanted is self.sorted_by and not self.descending
        self.sorted_by = wanted
        return self.show()

    def reveal(self, recommendation_id: str) -> TrackerState:
        """Take filters away as far as one recommendation needs it."""
        wanted = [row for row in self._rows if row.id == recommendation_id]
        if wanted and not is_shown(wanted[0], self.filters):
            self.filters = TrackerFilters()
            if not is_shown(wanted[0], self.filters):
                self.filters = replace(self.filters, status="every")
        return self.show()

    def state(self, recommendation_id: str) -> RecommendationState:
        """Read one recommendation with all its evidence."""
        from visits_app.services import recommendations, tracker_lines

        store, today = self._space.store, self._space.today()
        line = recommendations.tracker_line(store, recommendation_id, today=today)
        tied = tracker_lines.all_evidence(store, recommendation_id, today=today)
        groups = tuple(
            EvidenceGroup(kind, heading, tuple(e for e in tied if e.link.kind is kind))
            for kind, heading in _GROUPS
        )
        item = line.recommendation
        superseded = item.superseded_by is not None
        return RecommendationState(
            recommendation=item,
            line=line,
            rating=(rating_words(line.rating.rag), *RAG_LOOKS[line.rating.rag]),
            facts=facts_of(line),
            progress=progress_of(line),
            groups=tuple(group for group in groups if group.items),
            teams=", ".join(sorted({piece.team for piece in tied if piece.team})),
            evidence_words=count_words(line.counts),
            uncounted=len(tied) - len(line.evidence),
            follower_id=item.superseded_by or "",
            actions=self._actions(line),
            can_edit=self.can_edit,
            can_tell=self.can_edit and not superseded and is_open(item),
        )

    def _actions(self, line: TrackerLine) -> tuple[ActionRow, ...]:
        """Return what is to be done because of it, under earlier references too."""
        from visits_app.services import tracker_lines

        ids = tracker_lines.chain_ids(self._space.store, line.recommendation.id)
        presenter = ActionsPresenter(self._space)
        return tuple(row for id in ids for row in presenter.of_recommendation(id))

    def unlink(self, link_id: str) -> EvidenceLink:
        """Take a link away and return it for undo."""
        from visits_app.services import links

        return links.unlink_evidence(self._space.store, link_id, by=self._space.by)

    def relink(self, link: EvidenceLink) -> None:
        """Bring a link back."""
        from visits_app.services import links

        links.restore_link(self._space.store, link, by=self._space.by)


_NONE: frozenset[str] = frozenset()
_WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)


def _told(rows: list[RecommendationRow]) -> str:
    """Say how many there are and what they come to."""
    if not rows:
        return "What was recommended, and what visits say about it."
    many = "1 recommendation" if len(rows) == 1 else f"{len(rows):,} recommendations"
    parts = []
    for rag in _WORST_FIRST:
        count = sum(row.line.rating.rag is rag for row in rows)
        if count:
            parts.append(f"{count:,} {rag.value}")
    return f"{many}: {', '.join(parts)}." if parts else f"{many}."
