"""Scrutiny recommendations and the evidence visits give for them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RecommendationStatus(StrEnum):
    """Progress as a committee tracker words it."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    SLIPPING = "slipping"
    DONE_UNVERIFIED = "done_unverified"
    COMPLETE = "complete"
    PAUSED = "paused"
    NOT_FEASIBLE = "not_feasible"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """The status in words."""
        return {
            "not_started": "Not started",
            "on_track": "On track",
            "slipping": "Slipping",
            "done_unverified": "Done, awaiting verification",
            "complete": "Complete",
            "paused": "Paused",
            "not_feasible": "No longer feasible",
            "superseded": "Superseded",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation of a scrutiny report; `due_text` keeps a due date given in words."""

    id: str
    reference: str
    title: str
    text: str
    origin: str = ""
    made_on: date | None = None
    owner: str = ""
    due: date | None = None
    due_text: str = ""
    status: RecommendationStatus = RecommendationStatus.NOT_STARTED
    note: str = ""


class EvidenceKind(StrEnum):
    """What a visit says about a recommendation."""

    SUPPORTS = "supports"
    GAP = "gap"
    CONTEXT = "context"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {"supports": "Supports", "gap": "Shows a gap", "context": "Context"}[self.value]


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A visit, or one finding of it, tied to a recommendation."""

    id: str
    recommendation_id: str
    visit_id: str
    finding_id: str | None
    kind: EvidenceKind
    note: str = ""
    made_by: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link with what a reader needs beside it."""

    link: EvidenceLink
    recommendation: str
    """The recommendation's reference and title."""
    team: str
    visit_date: date | None
    visit_reference: str
    visit_state: str
    finding_kind: str = ""
    finding_text: str = ""
