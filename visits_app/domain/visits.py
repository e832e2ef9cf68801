"""A visit, its findings and asks, and the life of its report."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from visits_app.domain.forms import Answers
from visits_app.domain.recommendations import EvidenceLink


class VisitState(StrEnum):
    """Where a visit stands. A draft dated after today reads as planned."""

    PLANNED = "planned"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    NOT_HELD = "not_held"
    CORRECTING = "correcting"

    @property
    def label(self) -> str:
        """The state in words."""
        return {
            "planned": "Planned",
            "draft": "Draft",
            "submitted": "Submitted",
            "not_held": "Did not take place",
            "correcting": "Being corrected",
        }[self.value]

    @property
    def editable(self) -> bool:
        """Whether answers may be changed in this state."""
        return self in {VisitState.PLANNED, VisitState.DRAFT, VisitState.CORRECTING}


class FindingKind(StrEnum):
    """What a finding is."""

    STRENGTH = "strength"
    CONCERN = "concern"
    IDEA = "idea"


class AskStatus(StrEnum):
    """What the service has said or done about an ask."""

    OPEN = "open"
    AGREED = "agreed"
    PART = "part"
    DECLINED = "declined"
    DONE = "done"
    VERIFIED = "verified"

    @property
    def label(self) -> str:
        """The status in words."""
        return {
            "open": "No response yet",
            "agreed": "Agreed",
            "part": "Agreed in part",
            "declined": "No, with reason",
            "done": "Done, to be verified",
            "verified": "Verified",
        }[self.value]

    @property
    def is_open(self) -> bool:
        """Whether a next visit should still ask about it."""
        return self in {AskStatus.OPEN, AskStatus.AGREED, AskStatus.PART, AskStatus.DONE}


class Marking(StrEnum):
    """Who may read a report; set by the governance officer."""

    UNMARKED = "unmarked"
    OPEN = "open"
    RESTRICTED = "restricted"
    EXEMPT = "exempt"


class Mode(StrEnum):
    """Every question of the form, or only the required ones."""

    FULL = "full"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing members saw or heard, as a row that is linked and counted."""

    id: str
    visit_id: str
    position: int
    kind: str
    theme_id: str
    text: str
    basis: str = ""
    data_relation: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing members asked the service to do.

    `owner` and `due` are the members' suggestion as sealed, `agreed_owner` and `agreed_due` what
    the service said. `verified_by` is a member who saw it done on the visit `verified_visit_id`.
    """

    id: str
    visit_id: str
    position: int
    action: str
    owner: str = ""
    due: str = ""
    status: AskStatus = AskStatus.OPEN
    response: str = ""
    responded_on: date | None = None
    agreed_owner: str = ""
    agreed_due: str = ""
    evidence: str = ""
    verified_visit_id: str | None = None
    verified_by: str | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with everything written about it."""

    id: str
    reference: str
    form_id: str
    form_version: int
    mode: Mode
    state: VisitState
    author_id: str
    answers: Answers
    team_id: str | None = None
    visit_date: date | None = None
    visitor_ids: tuple[str, ...] = ()
    confidence: str = ""
    marking: Marking = Marking.UNMARKED
    example: bool = False
    revision: int = 0
    """Sealed revisions so far: 0 never submitted, 1 the report, 2 its first amendment…"""
    content_hash: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One sealed version of a visit's answers; number 1 is the report as submitted."""

    visit_id: str
    number: int
    answers: Answers
    reason: str
    content_hash: str
    sealed_at: datetime
    sealed_by: str


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """One line of the visits list."""

    id: str
    reference: str
    team: str
    visit_date: date | None
    visitors: str
    form_title: str
    state: VisitState
    confidence: str
    strengths: int
    concerns: int
    ideas: int
    open_asks: int
    revision: int
    updated_at: datetime
    example: bool = False


@dataclass(frozen=True, slots=True)
class TeamCoverage:
    """When a team was last visited and will be next, against how often it should be."""

    team_id: str
    team: str
    every_months: int | None
    last: date | None
    coming: date | None

    def months_since(self, today: date) -> int | None:
        """Return whole months since the last visit, None if there was none."""
        if self.last is None:
            return None
        months = (today.year - self.last.year) * 12 + today.month - self.last.month
        return months - (today.day < self.last.day)

    def is_due(self, today: date) -> bool:
        """Say whether the team has waited as long as it should, with no visit planned."""
        if self.coming is not None:
            return False
        since = self.months_since(today)
        return since is None or (self.every_months is not None and since >= self.every_months)


class VisitSort(StrEnum):
    """Columns the visits list can be sorted by."""

    DATE = "date"
    TEAM = "team"
    STATE = "state"
    FORM = "form"
    REFERENCE = "reference"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """Which visits a list shows; empty means all. Dates are inclusive."""

    team_ids: tuple[str, ...] = ()
    member_ids: tuple[str, ...] = ()
    states: tuple[VisitState, ...] = ()
    form_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One stretch of the visits list: `rows` from `offset`, of `total` that match."""

    rows: tuple[VisitSummary, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place a search found: which record, its title, and the words around the match."""

    kind: str
    """"visit", "team", "recommendation", "indicator", "ask"."""
    id: str
    title: str
    excerpt: str
    when: date | None = None
    matches: tuple[tuple[int, int], ...] = field(default=())
    """Start and end of each matched word in `excerpt`."""


@dataclass(frozen=True, slots=True)
class DeletedVisit:
    """A deleted draft, whole: what Undo needs to bring it back with the same ids."""

    visit: Visit
    links: tuple[EvidenceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamContext:
    """What to know about a team before and while writing about it."""

    last_visit: VisitSummary | None
    last_findings: tuple[Finding, ...]
    """Of the last visit as sealed: concerns first, then ideas, then strengths."""
    open_asks: tuple[Ask, ...]
    """Of every earlier visit, soonest due first; those without a date last."""
    indicator_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamAsk:
    """An ask with what a reader needs beside it: whom it was put to, when and where."""

    ask: Ask
    team: str
    visit_reference: str
    visit_date: date | None
