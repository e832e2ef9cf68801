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


class Response(StrEnum):
    """What the executive answered to a recommendation."""

    AWAITED = "awaited"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The response in words."""
        return {
            "awaited": "Awaited",
            "accepted": "Accepted",
            "partly": "Accepted in part",
            "rejected": "Rejected, with reason",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation of a scrutiny report.

    `due_text` keeps a due date given in words. `owner` is the lead officer's role. `status` is what
    the committee accepted last; what officers claim since is in the progress updates. `due` is the
    date that holds, `original_due` the first one. `year` is a municipal year, "2013/14".
    """

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
    year: str = ""
    service_area: str = ""
    body_id: str | None = None
    meeting_id: str | None = None
    executive_on: date | None = None
    cabinet_member: str = ""
    response: Response = Response.AWAITED
    response_reason: str = ""
    responded_on: date | None = None
    timetable: str = ""
    original_due: date | None = None
    review_on: date | None = None
    carried_from: str | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class ProgressUpdate:
    """What officers claim on a day; never changed. `due` is a revised date it asks for."""

    id: str
    recommendation_id: str
    told_on: date
    told_by: str
    status: RecommendationStatus
    text: str = ""
    due: date | None = None
    sheet_id: str | None = None
    recorded_at: datetime | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the committee accepted at a meeting, with the due date it agreed; never changed."""

    id: str
    recommendation_id: str
    meeting_id: str
    accepted_on: date
    status: RecommendationStatus
    due: date | None = None
    note: str = ""
    recorded_at: datetime | None = None
    recorded_by: str = ""


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
