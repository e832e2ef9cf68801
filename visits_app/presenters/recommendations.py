"""Recommendations with everything visits say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from visits_app.domain.recommendations import (
    Evidence,
    EvidenceKind,
    EvidenceLink,
    Recommendation,
)
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """One line of the list."""

    id: str
    reference: str
    title: str
    status: str
    evidence: str
    """Counts in words: "3 support, 1 shows a gap"."""


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """Evidence of one kind, by team and date."""

    kind: EvidenceKind
    heading: str
    items: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RecommendationState:
    """One recommendation and its evidence."""

    recommendation: Recommendation
    facts: tuple[tuple[str, str], ...]
    groups: tuple[EvidenceGroup, ...]
    teams: str
    """Which teams' visits spoke to it, in words."""


class RecommendationsPresenter:
    """The list and the chosen recommendation."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def lines(self) -> tuple[RecommendationLine, ...]:
        """Read the list."""
        from visits_app.services import links

        store = self._space.store
        counts = links.evidence_counts(store)
        return tuple(
            RecommendationLine(
                item.id,
                item.reference,
                item.title,
                item.status.label,
                count_words(counts.get(item.id, {})),
            )
            for item in links.recommendations(store)
        )

    def state(self, recommendation_id: str) -> RecommendationState:
        """Read one recommendation with all its evidence."""
        from visits_app.domain.errors import UnknownRecord
        from visits_app.services import links

        store = self._space.store
        found = next((r for r in links.recommendations(store) if r.id == recommendation_id), None)
        if found is None:
            raise UnknownRecord("This recommendation is not in the store.")
        evidence = links.evidence_for_recommendation(store, recommendation_id)
        groups = tuple(
            EvidenceGroup(kind, heading, tuple(e for e in evidence if e.link.kind is kind))
            for kind, heading in (
                (EvidenceKind.GAP, "Shows a gap"),
                (EvidenceKind.SUPPORTS, "Supports"),
                (EvidenceKind.CONTEXT, "Context"),
            )
        )
        teams = sorted({item.team for item in evidence if item.team})
        return RecommendationState(
            found,
            _facts(found),
            tuple(group for group in groups if group.items),
            ", ".join(teams),
        )

    def unlink(self, link_id: str) -> EvidenceLink:
        """Take a link away and return it for undo."""
        from visits_app.services import links

        return links.unlink_evidence(self._space.store, link_id, by=self._space.by)

    def relink(self, link: EvidenceLink) -> None:
        """Bring a link back."""
        from visits_app.services import links

        links.restore_link(self._space.store, link, by=self._space.by)


def count_words(counts: Mapping[EvidenceKind, int]) -> str:
    """Return evidence counts as a phrase."""
    parts = []
    for kind, one, many in (
        (EvidenceKind.SUPPORTS, "1 supports", "{} support"),
        (EvidenceKind.GAP, "1 shows a gap", "{} show a gap"),
        (EvidenceKind.CONTEXT, "1 context", "{} context"),
    ):
        number = counts.get(kind, 0)
        if number:
            parts.append(one if number == 1 else many.format(number))
    return ", ".join(parts) or "No visit speaks to it yet"


def _facts(item: Recommendation) -> tuple[tuple[str, str], ...]:
    due = item.due_text or (date_in_words(item.due.isoformat()) if item.due else "")
    facts = (
        ("Status", item.status.label),
        ("Made", date_in_words(item.made_on.isoformat()) if item.made_on else ""),
        ("Origin", item.origin),
        ("Owner", item.owner),
        ("Due", due),
        ("Note", item.note),
    )
    return tuple((label, words) for label, words in facts if words)
