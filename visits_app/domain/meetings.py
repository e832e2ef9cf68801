"""Bodies, their meetings, who came, what went there and what was decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BodyKind(StrEnum):
    """What sort of body meets."""

    COMMITTEE = "committee"
    TASK_GROUP = "task_group"
    PANEL = "panel"
    BOARD = "board"
    EXECUTIVE = "executive"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {
            "committee": "Committee",
            "task_group": "Task and finish group",
            "panel": "Panel",
            "board": "Board",
            "executive": "Executive",
            "other": "Other body",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Body:
    """A committee, panel or group; `ends_on` is when a group of limited life ends."""

    id: str
    name: str
    kind: str = ""
    ends_on: date | None = None
    note: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's seat on a body: role ("chair", "member", "substitute"…) and time."""

    body_id: str
    member_id: str
    role: str = "member"
    starts_on: date | None = None
    ends_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        """Say whether the seat was held on `day`; an open end is open."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body.

    `body` is what the body was called then, `note` keeps what is doubtful about the record,
    `papers_due` is a day other than the usual one (five clear working days before), `officers` the
    roles that attended, `held` None while it is to come or not recorded. `topics` are the titles
    of its items.
    """

    id: str
    held_on: date
    body: str
    topics: tuple[str, ...] = ()
    note: str = ""
    visits_item: bool = False
    body_id: str | None = None
    starts_at: str = ""
    place: str = ""
    papers_due: date | None = None
    officers: str = ""
    held: bool | None = None


class ItemKind(StrEnum):
    """What an item of the agenda is about."""

    ITEM = "item"
    VISITS = "visits"
    RECOMMENDATIONS = "recommendations"
    INDICATORS = "indicators"
    ACTIONS = "actions"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {
            "item": "Other business",
            "visits": "Member visits",
            "recommendations": "Recommendations",
            "indicators": "Indicators",
            "actions": "Actions",
        }[self.value]


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """One item of an agenda; a restricted one is taken without press and public."""

    id: str
    meeting_id: str
    position: int
    title: str
    kind: ItemKind = ItemKind.ITEM
    note: str = ""
    restricted: bool = False


class Presence(StrEnum):
    """Whether a member was there."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    SUBSTITUTE = "substitute"

    @property
    def label(self) -> str:
        """The presence in words."""
        return {
            "present": "Present",
            "apologies": "Apologies",
            "absent": "Absent, no apologies",
            "substitute": "Present as a substitute",
        }[self.value]

    @property
    def was_there(self) -> bool:
        """Whether the member sat at the table."""
        return self in {Presence.PRESENT, Presence.SUBSTITUTE}


@dataclass(frozen=True, slots=True)
class Attendance:
    """One member at one meeting; a substitute names whom for."""

    meeting_id: str
    member_id: str
    presence: Presence
    substitute_for: str | None = None


class DecisionKind(StrEnum):
    """What a decision makes."""

    NOTED = "noted"
    ACTION = "action"
    RECOMMENDATION = "recommendation"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {
            "noted": "Noted or agreed",
            "action": "Action",
            "recommendation": "Recommendation",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided, and the action or recommendation it made."""

    id: str
    meeting_id: str
    position: int
    text: str
    kind: DecisionKind = DecisionKind.NOTED
    item_id: str | None = None
    action_id: str | None = None
    recommendation_id: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """A meeting with everything about it."""

    meeting: Meeting
    items: tuple[MeetingItem, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    decisions: tuple[Decision, ...] = ()
    visit_ids: tuple[str, ...] = ()
    recommendation_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is recorded about a meeting; `came` and `expected` are of the record only."""

    came: int = 0
    expected: int = 0
    apologies: int = 0
    reports: int = 0
    recommendations: int = 0
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class OfferedReport:
    """A submitted report that can go to a meeting; `reported_on` is when it first came in.

    `is_new` where it came in since the body met last, or has not been to the body yet.
    """

    visit_id: str
    reference: str
    team: str
    visit_date: date | None
    reported_on: date | None
    is_new: bool
    chosen: bool
    has_been: bool = False
    """Whether it went to an earlier meeting of the body."""
