"""What makes a meeting sound, what is odd about it, and how attendance runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from visits_app.domain.dates import FIRST, LAST, read_time
from visits_app.domain.errors import Fault
from visits_app.domain.meetings import (
    Attendance,
    ItemKind,
    Meeting,
    MeetingItem,
    Presence,
    Seat,
)
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


def moved_faults(
    meeting: Meeting,
    today: date,
    *,
    attendance: Sequence[Attendance] = (),
    decisions: int = 0,
    visit_days: Iterable[date] = (),
) -> tuple[Fault, ...]:
    """Return what a meeting's day or state would make untrue of what is recorded about it."""
    faults = []
    came = any(one.presence is not Presence.APOLOGIES for one in attendance)
    if meeting.held_on > today:
        if meeting.held:
            faults.append(Fault("held", "the meeting is still to come."))
        if decisions:
            what = "decisions are minuted for it: it cannot be still to come."
            faults.append(Fault("held_on", what))
        elif came:
            what = "attendance is recorded for it: it cannot be still to come."
            faults.append(Fault("held_on", what))
    if any(day > meeting.held_on for day in visit_days):
        what = "a report that went there is of a visit after this day."
        faults.append(Fault("held_on", what))
    if meeting.held is False and (came or decisions):
        what = "attendance or decisions are recorded: take them out first."
        faults.append(Fault("held", what))
    return tuple(faults)


def _same(one: Meeting, other: Meeting) -> bool:
    return one.held_on == other.held_on and one.body.casefold() == other.body.casefold()


_KINDS = (
    ("visit", ItemKind.VISITS),
    ("recommendation", ItemKind.RECOMMENDATIONS),
    ("monitoring report", ItemKind.INDICATORS),
    ("performance report", ItemKind.INDICATORS),
    ("indicator", ItemKind.INDICATORS),
    ("actions", ItemKind.ACTIONS),
    ("action log", ItemKind.ACTIONS),
)


def likely_kind(title: str) -> ItemKind:
    """Return what an item is about, going by its title: a first offer, to be changed."""
    told = title.casefold()
    return next((kind for word, kind in _KINDS if word in told), ItemKind.ITEM)


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
    """Return what is wrong with who is said to have come.

    `where` is "attendance", and of one member "attendance" with the member's id after it.
    """
    faults = []
    if attendance and meeting.held is False:
        what = "the meeting did not take place: nobody can have been there."
        faults.append(Fault("attendance", what))
    if attendance and meeting.held_on > today:
        came = any(one.presence is not Presence.APOLOGIES for one in attendance)
        if came:
            what = "the meeting is still to come: only apologies can be recorded."
            faults.append(Fault("attendance", what))
    for one in attendance:
        where = f"attendance {one.member_id}"
        member = members.get(one.member_id)
        if member is None:
            faults.append(Fault("attendance", "a member is not in the register any more."))
        elif not member.serves_on(meeting.held_on):
            when = date_in_words(meeting.held_on.isoformat())
            faults.append(Fault(where, f"{member.name} was not in office on {when}."))
        if one.presence is Presence.SUBSTITUTE and one.substitute_for is None:
            name = member.name if member else "a member"
            faults.append(Fault(where, f"say whom {name} stood in for."))
        if one.substitute_for == one.member_id:
            faults.append(Fault(where, "nobody stands in for themselves."))
    return (*dict.fromkeys(faults), *_stand_in_faults(attendance, members))


def _stand_in_faults(
    attendance: Sequence[Attendance], members: Mapping[str, Member]
) -> tuple[Fault, ...]:
    """Return where two stand in for one member, or one for somebody who was there."""
    faults = []
    there = {one.member_id for one in attendance if one.presence.was_there}
    taken: set[str] = set()
    for one in attendance:
        missed = one.substitute_for
        if one.presence is not Presence.SUBSTITUTE or missed is None or missed == one.member_id:
            continue
        name = members[missed].name if missed in members else "that member"
        where = f"attendance {one.member_id}"
        if missed in there:
            faults.append(Fault(where, f"{name} was there: nobody stood in for them."))
        elif missed in taken:
            faults.append(Fault(where, f"somebody else stood in for {name} already."))
        taken.add(missed)
    return tuple(faults)


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
