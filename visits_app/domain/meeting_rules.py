"""What makes a meeting sound, what is odd about it, and how attendance runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from visits_app.domain.dates import FIRST, LAST, read_time
from visits_app.domain.errors import Fault
from visits_app.domain.meetings import Attendance, Meeting, MeetingItem, Presence, Seat
from visits_app.domain.registers import Member
from visits_app.domain.text import date_in_words, too_long
from visits_app.domain.working_days import papers_due_for, why_not_working

LONGEST_TITLE = 300


def papers_due(meeting: Meeting) -> date:
    """Return the day papers are due: the meeting's own, else five clear working days before."""
    return meeting.papers_due or papers_due_for(meeting.held_on)


def meeting_faults(meeting: Meeting) -> tuple[Fault, ...]:
    """Return everything that keeps a meeting from being kept; `where` is a field's name."""
    faults = []
    if not meeting.body.strip():
        faults.append(Fault("body", "say which body meets."))
    if not FIRST <= meeting.held_on <= LAST:
        faults.append(Fault("held_on", "give a day from 1990 to 2100, such as 4 March 2027."))
    if meeting.starts_at and read_time(meeting.starts_at) is None:
        faults.append(Fault("starts_at", "give a time such as 18:30, or leave it empty."))
    if meeting.papers_due is not None and meeting.papers_due > meeting.held_on:
        faults.append(Fault("papers_due", "papers cannot be due after the meeting they are for."))
    for name in ("place", "officers", "note"):
        if too_long(getattr(meeting, name)):
            faults.append(Fault(name, "this is longer than one field can hold. Shorten it."))
    return tuple(faults)


def meeting_warnings(meeting: Meeting, others: Iterable[Meeting]) -> tuple[str, ...]:
    """Return what should be looked at, none of which keeps the meeting from being kept."""
    told = []
    if why := why_not_working(meeting.held_on):
        told.append(f"{date_in_words(meeting.held_on.isoformat())} is no working day ({why}).")
    if meeting.papers_due is not None and meeting.papers_due > papers_due_for(meeting.held_on):
        told.append("Papers would have fewer than five clear working days before the meeting.")
    for other in others:
        if other.id != meeting.id and _same(other, meeting):
            told.append(f"{meeting.body} has a meeting on that day already.")
    return tuple(dict.fromkeys(told))


def _same(one: Meeting, other: Meeting) -> bool:
    return one.held_on == other.held_on and one.body.casefold() == other.body.casefold()


def item_faults(items: Sequence[MeetingItem]) -> tuple[Fault, ...]:
    """Return what is wrong with an agenda; `where` is "items" and the place of the item."""
    faults = []
    for number, item in enumerate(items, start=1):
        if not item.title.strip():
            faults.append(Fault(f"items {number}", "give the item a title, or take it out."))
        elif len(item.title) > LONGEST_TITLE:
            faults.append(Fault(f"items {number}", "this title is too long. Shorten it."))
    return tuple(faults)


def attendance_faults(
    meeting: Meeting,
    attendance: Sequence[Attendance],
    members: Mapping[str, Member],
    today: date,
) -> tuple[Fault, ...]:
    """Return what is wrong with who is said to have come; `where` is "attendance"."""
    faults = []
    if attendance and meeting.held_on > today:
        came = any(one.presence is not Presence.APOLOGIES for one in attendance)
        if came:
            what = "the meeting is still to come: only apologies can be recorded."
            faults.append(Fault("attendance", what))
    for one in attendance:
        member = members.get(one.member_id)
        if member is None:
            faults.append(Fault("attendance", "a member is not in the register any more."))
        elif not member.serves_on(meeting.held_on):
            when = date_in_words(meeting.held_on.isoformat())
            what = f"{member.name} was not in office on {when}."
            faults.append(Fault("attendance", what))
        if one.presence is Presence.SUBSTITUTE and one.substitute_for is None:
            name = member.name if member else "a member"
            faults.append(Fault("attendance", f"say whom {name} stood in for."))
        if one.substitute_for == one.member_id:
            faults.append(Fault("attendance", "nobody stands in for themselves."))
    return tuple(dict.fromkeys(faults))


# --- attendance over time --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttendanceRate:
    """How often a member came to the meetings they were expected at, up to and with one of them.

    `expected` counts meetings with a record of attendance at which the member held a seat, or is
    recorded; apologies count as expected and not there.
    """

    member_id: str
    expected: int
    present: int
    apologies: int

    @property
    def share(self) -> float | None:
        """Return present as a share of expected, from 0 to 1; None where nothing was expected."""
        return self.present / self.expected if self.expected else None


def attendance_rates(
    meetings: Iterable[Meeting],
    attendance: Iterable[Attendance],
    seats: Iterable[Seat],
    *,
    until: date | None = None,
) -> tuple[AttendanceRate, ...]:
    """Return each member's attendance over meetings, by member id.

    Only meetings with a record count: of the others nobody knows who came.
    """
    held = {one.id: one for one in meetings if until is None or one.held_on <= until}
    recorded: dict[str, dict[str, Presence]] = {}
    for entry in attendance:
        if entry.meeting_id in held:
            recorded.setdefault(entry.meeting_id, {})[entry.member_id] = entry.presence
    sitting: dict[str, list[Seat]] = {}
    for seat in seats:
        sitting.setdefault(seat.body_id, []).append(seat)
    counts: dict[str, list[int]] = {}
    for id, present in recorded.items():
        meeting = held[id]
        expected = {
            seat.member_id
            for seat in sitting.get(meeting.body_id or "", ())
            if seat.is_held_on(meeting.held_on) and seat.role != "substitute"
        }
        for member in expected | set(present):
            count = counts.setdefault(member, [0, 0, 0])
            count[0] += 1
            presence = present.get(member)
            count[1] += presence is not None and presence.was_there
            count[2] += presence is Presence.APOLOGIES
    return tuple(AttendanceRate(member, *counts[member]) for member in sorted(counts))


def meeting_rate(attendance: Iterable[Attendance]) -> tuple[int, int]:
    """Return how many came and how many are recorded, substitutes for one another once."""
    found = list(attendance)
    stood_in = {one.substitute_for for one in found if one.presence is Presence.SUBSTITUTE}
    seats = [
        one
        for one in found
        if not (one.member_id in stood_in and one.presence is not Presence.PRESENT)
    ]
    return sum(one.presence.was_there for one in found), len(seats)
