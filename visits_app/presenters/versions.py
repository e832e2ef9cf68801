"""The sealed versions of a report: each readable, and what each amendment changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.differences import Difference
    from visits_app.reports.document import Document


@dataclass(frozen=True, slots=True)
class VersionState:
    """One sealed version: who sealed it when, why, and what differs from the one before."""

    number: int
    title: str
    sealed: str
    reason: str
    content_hash: str
    changes: tuple[Difference, ...]


class VersionsPresenter:
    """Reads the versions of one report."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def versions(self, visit_id: str) -> tuple[VersionState, ...]:
        """Return the versions, newest first."""
        from visits_app.services import registers, submission

        store = self._space.store
        names = registers.names(store)
        states = []
        for revision in submission.revisions(store, visit_id):
            at = revision.sealed_at.astimezone()
            who = names.members.get(revision.sealed_by, "")
            states.append(
                VersionState(
                    revision.number,
                    "As submitted" if revision.number == 1 else f"Amendment {revision.number - 1}",
                    f"Sealed {date_in_words(at.date().isoformat())}, {at:%H:%M}"
                    + (f", by {who}" if who else ""),
                    revision.reason,
                    revision.content_hash,
                    submission.revision_differences(store, visit_id, revision.number),
                )
            )
        return tuple(reversed(states))

    def document(self, visit_id: str, number: int) -> Document:
        """Return one version as it was sealed, ready to read."""
        from visits_app.services import reports

        return reports.visit_report(
            self._space.store, visit_id, today=self._space.today(), revision=number
        )
