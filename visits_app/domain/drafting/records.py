"""What a paper is drafted from: everything of its period, read at one time.

A record that carries a `restricted` reason, or hangs on one that does, is for the restricted
version alone; `visits_app.domain.drafting.restricting` takes such records out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from visits_app.domain.actions import ActionLine
from visits_app.domain.insight import Measured
from visits_app.domain.meetings import Meeting
from visits_app.domain.recommendations import EvidenceKind, Recommendation
from visits_app.domain.registers import Team
from visits_app.domain.reviews import Correction
from visits_app.domain.rota import RotaVisit
from visits_app.domain.tracker import TrackerLine
from visits_app.domain.visits import Ask, AskStatus


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One finding as last sealed, under the theme it is counted under now."""

    id: str
    kind: str
    text: str
    theme_id: str = ""
    theme: str = ""
    basis: str = ""
    data_relation: str = ""
    position: int = 0
    restricted: str = ""
    """Why no public paper may show it; "" where one may."""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question members put on a visit, and what they were told."""

    id: str
    text: str
    answer: str = ""
    position: int = 0
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """What members saw of an earlier ask on a later visit; `result` in the form's words."""

    ask_id: str
    result: str
    note: str = ""
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """One visit as last sealed; `restricted` says why the report as a whole is not public.

    `kind` is the title of its form, `confidence` in that form's words, `visitors` member ids.
    `answers_restricted` are single answers that are not public, as (question id, reason).
    """

    id: str
    reference: str
    on: date
    team_id: str
    team: str
    kind: str = ""
    visitors: tuple[str, ...] = ()
    confidence: str = ""
    held: bool = True
    why_not_held: str = ""
    summary: str = ""
    marked: bool = False
    example: bool = False
    findings: tuple[FindingRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    checks: tuple[CheckRecord, ...] = ()
    theme_ids: tuple[str, ...] = ()
    """Themes ticked on the form or named by a finding."""
    restricted: str = ""
    answers_restricted: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> tuple[object, ...]:
        """Order by date, team and reference."""
        return (self.on, self.team, self.reference)


@dataclass(frozen=True, slots=True)
class RotaRecord:
    """One planned visit with the names a reader needs."""

    visit: RotaVisit
    team: str


@dataclass(frozen=True, slots=True)
class AskRecord:
    """An ask with its visit; `verified_at` is "Fostering, 9 June 2014" and may be ""."""

    ask: Ask
    visit_id: str
    on: date
    team_id: str
    team: str
    verified_at: str = ""
    example: bool = False
    reply_due: date | None = None
    """The day the service's answers were due, where the report's life says so."""
    restricted: str = ""

    @property
    def due(self) -> date | None:
        """The day that holds: the service's before the members'; None where none can be read."""
        for text in (self.ask.agreed_due, self.ask.due):
            try:
                return date.fromisoformat(text)
            except ValueError:
                continue
        return None

    @property
    def owner(self) -> str:
        """Who is to do it: a role."""
        return self.ask.agreed_owner or self.ask.owner

    @property
    def due_words(self) -> str:
        """The day as it was written, the service's before the members'."""
        return self.ask.agreed_due or self.ask.due

    def is_late(self, today: date) -> bool:
        """Say whether its day, or the day of the reply, has passed with nothing done."""
        status = self.ask.status
        if not status.is_open or status is AskStatus.DONE:
            return False
        if status is AskStatus.OPEN and self.reply_due is not None and self.reply_due < today:
            return True
        return self.due is not None and self.due < today

    @property
    def place(self) -> tuple[object, ...]:
        """Order by the visit's date, then as its report has it."""
        return (self.on, self.team, self.visit_id, self.ask.position, self.ask.id)


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action of any origin but an ask; `indicator` names the measure a question is about."""

    line: ActionLine
    restricted: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """A correction of facts the service asked for, with its visit."""

    correction: Correction
    visit_id: str
    on: date
    team: str
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A visit, or one finding of it, tied to a recommendation."""

    id: str
    recommendation_id: str
    visit_id: str
    finding_id: str
    kind: EvidenceKind
    on: date
    team: str
    note: str = ""
    finding_kind: str = ""
    text: str = ""
    restricted: str = ""
    example: bool = False

    @property
    def key(self) -> str:
        """What a part drafted from it is called."""
        return f"{self.recommendation_id}:{self.visit_id}:{self.finding_id or 'whole'}"

    @property
    def place(self) -> tuple[object, ...]:
        """Order by date and team."""
        return (self.on, self.team, self.visit_id, self.finding_id, self.id)


@dataclass(frozen=True, slots=True)
class RecommendationRecord:
    """A recommendation as the tracker tells of it; its evidence is in records of its own."""

    line: TrackerLine
    restricted: str = ""

    @property
    def recommendation(self) -> Recommendation:
        """The recommendation itself."""
        return self.line.recommendation


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item of an agenda."""

    id: str
    title: str
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting with its agenda and how many of how many members were there."""

    meeting: Meeting
    items: tuple[ItemRecord, ...] = ()
    present: int = 0
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class SeatRecord:
    """Somebody on the body a final report speaks for."""

    member_id: str
    name: str
    ward: str = ""
    role: str = ""
    co_opted: bool = False


@dataclass(frozen=True, slots=True)
class PaperRecords:
    """Everything a paper is drafted from.

    `visits` and `rota` are those of the period, `visits_before` and `rota_before` those of the
    period before of the same length. `asks` are those of the period's visits, those answered or
    verified in the period, and what is overdue. `body` is whom the paper speaks for.
    """

    today: date
    starts_on: date | None = None
    ends_on: date | None = None
    before: tuple[date, date] | None = None
    teams: tuple[Team, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    visits: tuple[VisitRecord, ...] = ()
    visits_before: tuple[VisitRecord, ...] = ()
    rota: tuple[RotaRecord, ...] = ()
    rota_before: tuple[RotaRecord, ...] = ()
    asks: tuple[AskRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    corrections: tuple[CorrectionRecord, ...] = ()
    recommendations: tuple[RecommendationRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    seats: tuple[SeatRecord, ...] = ()
    measured: tuple[Measured, ...] = ()
    indicator_ids: tuple[str, ...] = ()
    """Measures chosen to be drawn; () leaves it to the evidence."""
    body: str = ""

    @property
    def tells_examples(self) -> bool:
        """Whether a visit, or what hangs on one, is an invented example."""
        hanging: tuple[AskRecord | EvidenceRecord, ...] = (*self.asks, *self.evidence)
        return any(one.example for one in self.visits) or any(one.example for one in hanging)

    def holds(self, day: date | None) -> bool:
        """Say whether a day lies in the period; an open end is open."""
        if day is None:
            return False
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)
