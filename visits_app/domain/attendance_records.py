"""Who came to a body's meetings over a time: the matrix, and how it ran."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from visits_app.domain.meeting_rules import AttendanceRate, attendance_rates, meeting_rate
from visits_app.domain.meetings import Attendance, Meeting, Presence, Seat
from visits_app.domain.registers import Member


@dataclass(frozen=True, slots=True)
class MeetingTurnout:
    """One meeting: who was there by member id, how many came, and how many were expected.

    `missing` held a seat that day, and nothing is recorded of them.
    """

    meeting: Meeting
    presence: Mapping[str, Attendance]
    came: int
    expected: int
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """A body's meetings from `start` to `end`; `turnouts` are those with a record, oldest first.

    `without` counts meetings of that time nobody recorded, `roles` is as what a member sits,
    `note` what the register says of the body.
    """

    body: str
    start: date
    end: date
    members: tuple[Member, ...]
    turnouts: tuple[MeetingTurnout, ...]
    rates: Mapping[str, AttendanceRate] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    without: int = 0
    note: str = ""

    @property
    def share(self) -> float | None:
        """Return the share of expected members that came, over all meetings; None for none."""
        expected = sum(one.expected for one in self.turnouts)
        return sum(one.came for one in self.turnouts) / expected if expected else None


def attendance_record(
    body: str,
    start: date,
    end: date,
    meetings: Iterable[Meeting],
    attendance: Iterable[Attendance],
    seats: Sequence[Seat],
    members: Mapping[str, Member],
    *,
    note: str = "",
) -> AttendanceRecord:
    """Put together who came to the meetings of a body from `start` to `end`, both in it."""
    wanted = sorted(
        (one for one in meetings if start <= one.held_on <= end and one.held is not False),
        key=lambda one: (one.held_on, one.starts_at, one.id),
    )
    by_meeting: dict[str, dict[str, Attendance]] = {one.id: {} for one in wanted}
    for entry in attendance:
        if entry.meeting_id in by_meeting:
            by_meeting[entry.meeting_id][entry.member_id] = entry
    turnouts = tuple(
        MeetingTurnout(one, by_meeting[one.id], *_turnout(one, by_meeting[one.id], seats))
        for one in wanted
        if by_meeting[one.id]
    )
    held = [one.meeting for one in turnouts]
    entries = [entry for one in turnouts for entry in one.presence.values()]
    rates = {rate.member_id: rate for rate in attendance_rates(held, entries, seats)}
    roles = {seat.member_id: seat.role for seat in seats}
    shown = sorted(
        (members[id] for id in rates if id in members),
        key=lambda member: (_rank(roles.get(member.id, "")), member.name, member.id),
    )
    return AttendanceRecord(
        body, start, end, tuple(shown), turnouts, rates, roles, len(wanted) - len(turnouts), note
    )


def _turnout(
    meeting: Meeting, there: Mapping[str, Attendance], seats: Sequence[Seat]
) -> tuple[int, int, frozenset[str]]:
    """Return how many came and were expected, and who held a seat without a record."""
    missing = [
        Attendance(meeting.id, seat.member_id, Presence.ABSENT)
        for seat in seats
        if seat.body_id == meeting.body_id
        and seat.role != "substitute"
        and seat.is_held_on(meeting.held_on)
        and seat.member_id not in there
    ]
    came, expected = meeting_rate([*there.values(), *missing])
    return came, expected, frozenset(one.member_id for one in missing)


def _rank(role: str) -> int:
    order = ("chair", "vice-chair", "member", "co-opted", "", "substitute")
    known = role.casefold()
    return order.index(known) if known in order else order.index("member")
