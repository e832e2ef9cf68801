"""Bodies, meetings and minutes of the example council: TOML tables into domain objects."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from visits_app.domain.meeting_rules import likely_kind
from visits_app.domain.meetings import (
    Attendance,
    Body,
    BodyKind,
    Meeting,
    MeetingItem,
    Presence,
    Seat,
)
from visits_app.domain.working_days import working_days_after
from visits_app.imports.example_tables import ExampleTable, check_known


@dataclass(frozen=True, slots=True)
class BodyScript:
    """A body with its seats."""

    body: Body
    seats: tuple[Seat, ...]

    @property
    def id(self) -> str:
        """The body's id."""
        return self.body.id


@dataclass(frozen=True, slots=True)
class DecisionScript:
    """A decision; one with an owner made an action, which may have been answered since."""

    text: str
    owner: str = ""
    due: date | None = None
    response: str = ""
    responded_on: date | None = None


@dataclass(frozen=True, slots=True)
class MinutesScript:
    """What is recorded about a meeting; `reports` are visits by the names of their files."""

    meeting_id: str
    attendance: tuple[Attendance, ...]
    reports: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    officers: str = ""
    decisions: tuple[DecisionScript, ...] = ()


def read_body(table: ExampleTable) -> BodyScript:
    """Return a body; a seat that ends before it starts is a fault."""
    table.only("id", "name", "kind", "ends_on", "note", "seat")
    body = Body(
        id=table.key(),
        name=table.line("name", 120, needed=True),
        kind=table.choice("kind", BodyKind, BodyKind.OTHER).value,
        ends_on=table.day("ends_on"),
        note=table.words("note"),
    )
    return BodyScript(body, tuple(_seat(inner, body.id) for inner in table.inner("seat")))


def _seat(table: ExampleTable, body_id: str) -> Seat:
    table.only("member", "role", "starts_on", "ends_on")
    seat = Seat(
        body_id,
        table.key("member"),
        table.line("role", 40) or "member",
        table.day("starts_on"),
        table.day("ends_on"),
    )
    if seat.starts_on and seat.ends_on and seat.ends_on < seat.starts_on:
        table.fault("ends_on is before starts_on.")
    return seat


def read_meeting(table: ExampleTable) -> Meeting:
    """Return a meeting; a day counted from today is moved to the next working day."""
    table.only(
        "id", "held_on", "body", "topics", "note", "visits_item", "starts_at", "place",
    )  # fmt: skip
    day = table.day("held_on", needed=True) or table.today
    if isinstance(table.values.get("held_on"), str):
        day = working_days_after(day, 0)
    return Meeting(
        id=table.key(),
        held_on=day,
        body=table.line("body", 120, needed=True),
        topics=table.list_of("topics"),
        note=table.words("note"),
        visits_item=table.flag("visits_item"),
        starts_at=table.line("starts_at", 10),
        place=table.line("place", 120),
    )


def items_of(meeting: Meeting) -> tuple[MeetingItem, ...]:
    """Return the agenda of an example meeting: an item a topic."""
    return tuple(
        MeetingItem(f"{meeting.id}-{number}", meeting.id, number, title, likely_kind(title))
        for number, title in enumerate(meeting.topics)
    )


def read_minutes(table: ExampleTable) -> MinutesScript:
    """Return what is recorded about a meeting; one member twice is a fault."""
    table.only(
        "meeting", "present", "apologies", "absent", "reports", "recommendations", "officers",
        "decision",
    )  # fmt: skip
    meeting_id = table.key("meeting")
    table.where = f"meetings.toml, minutes {meeting_id}"
    entries = [
        Attendance(meeting_id, member, presence)
        for presence in (Presence.PRESENT, Presence.APOLOGIES, Presence.ABSENT)
        for member in table.list_of(presence.value)
    ]
    if len({entry.member_id for entry in entries}) < len(entries):
        table.fault("a member is recorded twice.")
    return MinutesScript(
        meeting_id,
        tuple(entries),
        table.list_of("reports"),
        table.list_of("recommendations"),
        table.line("officers", 400),
        tuple(_decision(inner) for inner in table.inner("decision")),
    )


def _decision(table: ExampleTable) -> DecisionScript:
    table.only("text", "owner", "due", "response", "responded_on")
    return DecisionScript(
        table.words("text", needed=True),
        table.line("owner", 200),
        table.day("due"),
        table.words("response"),
        table.day("responded_on"),
    )


def check_meetings(council: Any, faults: list[Any]) -> None:
    """Hold bodies, seats and minutes of an example council to its other records."""
    members = [member.id for member in council.members]
    for one in council.bodies:
        where = f"meetings.toml, body {one.id}"
        check_known(where, "member", [seat.member_id for seat in one.seats], members, faults)
    names = [one.body.name for one in council.bodies]
    held = (*council.meetings, *council.later_meetings)
    check_known("meetings.toml", "body", [one.body for one in held], names, faults)
    meetings = [one.id for one in held]
    recommendations = [item.id for item in council.recommendations]
    visits = [visit.key for visit in council.visits if visit.submitted is not None]
    for minutes in council.minutes:
        where = f"meetings.toml, minutes {minutes.meeting_id}"
        check_known(where, "meeting", [minutes.meeting_id], meetings, faults)
        named = [entry.member_id for entry in minutes.attendance]
        check_known(where, "member", named, members, faults)
        check_known(where, "submitted visit", minutes.reports, visits, faults)
        check_known(where, "recommendation", minutes.recommendations, recommendations, faults)
