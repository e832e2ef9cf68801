"""Actions: what somebody is to do by a day, from whatever gave rise to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visits_app.domain.visits import AskStatus


class ActionOrigin(StrEnum):
    """What an action comes from."""

    ASK = "ask"
    FINDING = "finding"
    QUESTION = "question"
    MEETING = "meeting"
    RECOMMENDATION = "recommendation"

    @property
    def label(self) -> str:
        """The origin in words."""
        return {
            "ask": "Ask of a visit",
            "finding": "Finding of a visit",
            "question": "Question about an indicator",
            "meeting": "Decision of a meeting",
            "recommendation": "Recommendation",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Action:
    """One action, whatever it came from.

    Asks and questions are actions of their own records; those of the other origins are kept as
    actions. `owner` is a role. `verified_by` is a member who saw it done on the visit
    `verified_visit_id`: a service never verifies its own work.
    """

    id: str
    text: str
    origin: ActionOrigin
    owner: str
    due: date | None
    reference: str = ""
    origin_id: str = ""
    visit_id: str | None = None
    team_id: str | None = None
    recommendation_id: str | None = None
    meeting_id: str | None = None
    status: AskStatus = AskStatus.OPEN
    response: str = ""
    responded_on: date | None = None
    evidence: str = ""
    verified_visit_id: str | None = None
    verified_by: str | None = None
    verified_on: date | None = None
    raised_on: date | None = None
    raised_by: str = ""

    def is_late(self, today: date) -> bool:
        """Say whether its day has passed with neither a refusal nor the deed."""
        waits = self.status.is_open and self.status is not AskStatus.DONE
        return waits and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with what a reader needs beside it: where it comes from, in words."""

    action: Action
    source: str
    """Such as "Visit to Fostering, 4 March 2014"."""
    team: str = ""
    verified_at: str = ""
    """Such as "Visit to Fostering, 9 June 2014"."""


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions a list shows; empty means all. `text` is looked for in words and owner."""

    statuses: tuple[AskStatus, ...] = ()
    origins: tuple[ActionOrigin, ...] = ()
    team_ids: tuple[str, ...] = ()
    owner: str = ""
    text: str = ""
    late_on: date | None = None
    """Only those whose day had passed on this one, with neither a refusal nor the deed."""
    recommendation_id: str = ""
    meeting_id: str = ""
    visit_id: str = ""
    origin_id: str = ""
