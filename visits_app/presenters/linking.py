"""Linking a visit, or one finding of it, to recommendations."""

from __future__ import annotations

from dataclasses import dataclass

from visits_app.domain.recommendations import EvidenceKind, EvidenceLink
from visits_app.domain.text import clean, date_in_words, shorten
from visits_app.domain.visits import VisitFilter, VisitSort
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that can be chosen."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class LinkState:
    """What the dialog offers for one visit."""

    visit_id: str
    visit: str
    whole: str
    findings: tuple[Pick, ...]
    recommendations: tuple[Pick, ...]
    linked: frozenset[tuple[str, str]]
    """(recommendation id, finding id or "") pairs that exist."""


class LinkPresenter:
    """Offers findings and recommendations, and makes links."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def visits(self) -> tuple[Pick, ...]:
        """Return the latest visits, for linking from a recommendation."""
        from visits_app.services import visit_lists

        page = visit_lists.list_visits(
            self._space.store, VisitFilter(), VisitSort.DATE, limit=200, today=self._space.today()
        )
        return tuple(
            Pick(row.id, f"{row.team or 'No team'}, {_when(row.visit_date)} ({row.reference})")
            for row in page.rows
        )

    def state(self, visit_id: str) -> LinkState:
        """Read what can be linked from a visit."""
        from visits_app.services import links, registers, visits

        store = self._space.store
        visit = visits.load_visit(store, visit_id)
        names = registers.names(store)
        rows = visit.answers.get("findings")
        findings = tuple(
            Pick(
                str(row.get("id")),
                f"{str(row.get('kind') or 'finding').capitalize()}: "
                f"{shorten(str(row.get('text') or ''), 90)}",
            )
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict) and row.get("text")
        )
        team = names.teams.get(visit.team_id or "", "No team")
        return LinkState(
            visit_id,
            f"{team}, {_when(visit.visit_date)}",
            "The whole visit",
            findings,
            tuple(
                Pick(item.id, f"{item.reference}  {item.title}")
                for item in links.recommendations(store)
                if not item.superseded_by  # new evidence goes to the reference that holds now
            ),
            frozenset(
                (item.link.recommendation_id, item.link.finding_id or "")
                for item in links.evidence_for_visit(store, visit_id)
            ),
        )

    def link(
        self,
        visit_id: str,
        finding_id: str,
        recommendation_ids: tuple[str, ...],
        kind: EvidenceKind,
        note: str,
    ) -> tuple[EvidenceLink, ...]:
        """Link to each recommendation and return the links made, for undo."""
        from visits_app.services import links

        return links.link_to_each(
            self._space.store,
            recommendation_ids=recommendation_ids,
            visit_id=visit_id,
            finding_id=finding_id or None,
            kind=kind,
            note=clean(note).strip(),
            by=self._space.by,
        )

    def undo(self, made: tuple[EvidenceLink, ...]) -> None:
        """Take back links that were just made."""
        from visits_app.services import links

        for link in made:
            links.unlink_evidence(self._space.store, link.id, by=self._space.by)


def _when(day: object) -> str:
    return date_in_words(day.isoformat()) if hasattr(day, "isoformat") else "no date yet"
