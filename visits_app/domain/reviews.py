"""The life of a report after it was submitted: steps, marking, and corrections of facts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from visits_app.domain.visits import Marking


class ReviewStage(StrEnum):
    """Where a submitted report stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    CHECKED = "checked"
    WITH_SERVICE = "with_service"
    FACTS_BACK = "facts_back"
    AGREED = "agreed"
    RESPONDED = "responded"
    TEAM_TOLD = "team_told"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The stage in words."""
        return {
            "submitted": "Submitted, to be checked",
            "returned": "Returned to the member",
            "checked": "Checked and marked",
            "with_service": "With the service, for its facts",
            "facts_back": "Facts checked by the service",
            "agreed": "Agreed, waiting for responses",
            "responded": "Answered, actions open",
            "team_told": "Team told",
            "closed": "Closed",
        }[self.value]


class StepKind(StrEnum):
    """What was done; each leads to a stage."""

    RETURN = "return"
    RESUBMIT = "resubmit"
    CHECK = "check"
    SEND_FOR_FACTS = "send_for_facts"
    FACTS_BACK = "facts_back"
    NO_FACTS_BACK = "no_facts_back"
    AGREE = "agree"
    RESPONSES_IN = "responses_in"
    NO_RESPONSE = "no_response"
    TELL_TEAM = "tell_team"
    CLOSE = "close"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        """The step in words, as done."""
        return {
            "return": "Returned to the member",
            "resubmit": "Submitted again",
            "check": "Checked for completeness and marked",
            "send_for_facts": "Sent to the service for a check of facts",
            "facts_back": "Answer of the service on the facts recorded",
            "no_facts_back": "No answer on the facts by the deadline",
            "agree": "Agreed",
            "responses_in": "Responses to every ask recorded",
            "no_response": "Went on without every response",
            "tell_team": "Team told",
            "close": "Closed",
            "reopen": "Opened again",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step, dated, and by whom; `left_laptop` says that something was sent: no undo then.

    `due` is the day the next step is due.
    """

    id: str
    visit_id: str
    number: int
    revision: int
    step: StepKind
    stage: ReviewStage
    on_day: date
    due: date | None = None
    note: str = ""
    left_laptop: bool = False
    recorded_at: datetime | None = None
    recorded_by: str = ""
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Where a report stands, and how it is marked.

    `paragraph` of Schedule 12A to the Local Government Act 1972 (1 to 7) for an exempt report.
    """

    visit_id: str
    stage: ReviewStage
    since: date
    due: date | None = None
    marking: Marking = Marking.UNMARKED
    paragraph: int | None = None
    marking_reason: str = ""
    procedure_checked: bool = False


class CorrectionDecision(StrEnum):
    """What was decided about a correction the service asked for."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISAGREED = "disagreed"
    AMENDED = "amended"

    @property
    def label(self) -> str:
        """The decision in words."""
        return {
            "open": "To be decided",
            "accepted": "Accepted, to be amended by the member",
            "disagreed": "Disagreed, recorded beside the report",
            "amended": "Accepted, and the report amended",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the service says is wrong in a report's facts; the report's words stay until amended."""

    id: str
    visit_id: str
    revision: int
    position: int
    question_id: str
    passage: str
    proposed: str
    received_on: date
    row_id: str = ""
    evidence: str = ""
    sheet_id: str | None = None
    decision: CorrectionDecision = CorrectionDecision.OPEN
    decision_note: str = ""
    decided_on: date | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class ReportInHand:
    """One line of the officer's list: a report, where it stands, and what it waits for."""

    review: Review
    reference: str
    team: str
    visit_date: date | None
    author: str
    state: str
    """The visit's own state as it is kept: "correcting" while the member amends it."""
    waiting_corrections: int = 0
    unanswered: int = 0
    note: str = ""
    """Of the step it came here by."""

    @property
    def visit_id(self) -> str:
        """The visit the report is of."""
        return self.review.visit_id


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One stretch of that list: `rows` from `offset`, of `total` that match; `late` of them all."""

    rows: tuple[ReportInHand, ...]
    offset: int
    total: int
    late: int


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which reports the list shows; no stages means all of them."""

    stages: tuple[ReviewStage, ...] = ()
    late_only: bool = False


IN_HAND: tuple[ReviewStage, ...] = tuple(s for s in ReviewStage if s is not ReviewStage.CLOSED)
"""The stages of reports that still wait for something."""


@dataclass(frozen=True, slots=True)
class ReturnedReport:
    """A report its member is to change: returned with a note, or with accepted corrections."""

    visit_id: str
    reference: str
    team: str
    visit_date: date | None
    note: str
    on_day: date
    due: date | None
    begun: bool
    """Whether the member has begun the correction."""
    corrections: tuple[Correction, ...] = ()
