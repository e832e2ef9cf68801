"""What the dialogs of a meeting's minutes show, and what was typed in them."""

from __future__ import annotations

from dataclasses import dataclass

from visits_app.domain.meetings import DecisionKind, MeetingDetail, Presence
from visits_app.presenters.visits import Option


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A member as the dialog of attendance lists them; a seat comes before no seat."""

    member_id: str
    name: str
    role: str
    rate: str
    presence: Presence | None
    substitute_for: str | None
    seated: bool


@dataclass(frozen=True, slots=True)
class AttendanceForm:
    """Who can be recorded at a meeting; `only_apologies` for one still to come."""

    detail: MeetingDetail
    rows: tuple[AttendanceRow, ...]
    officers: str
    year: str
    only_apologies: bool


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A report or a recommendation that can go to a meeting."""

    id: str
    title: str
    detail: str
    chosen: bool
    offered: bool = False


@dataclass(frozen=True, slots=True)
class PapersForm:
    """What can go to a meeting: reports new to the body first."""

    detail: MeetingDetail
    reports: tuple[PaperChoice, ...]
    recommendations: tuple[PaperChoice, ...]


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What a decision can be under, and the recommendations there are."""

    detail: MeetingDetail
    items: tuple[Option, ...]
    teams: tuple[Option, ...]
    recommendations: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class DecisionTyped:
    """What was typed about a decision."""

    text: str
    kind: DecisionKind = DecisionKind.NOTED
    item_id: str = ""
    owner: str = ""
    due: str = ""
    team_id: str = ""
    recommendation_id: str = ""
    """One that is on the tracker already; "" for a new one."""
    new_title: str = ""
    new_owner: str = ""
    new_due: str = ""
