"""What is refused in the registers, and what is doubtful about a visit and is said, not refused."""

from collections.abc import Iterable, Sequence
from datetime import date

from visits_app.domain.dates import FIRST, LAST
from visits_app.domain.errors import Fault
from visits_app.domain.meetings import Body, Seat
from visits_app.domain.registers import Member, Team
from visits_app.domain.text import date_in_words, shorten


def member_faults(member: Member) -> tuple[Fault, ...]:
    """Return what is wrong with a member's term."""
    faults = _day_faults(("term_start", member.term_start), ("term_end", member.term_end))
    if member.term_start and member.term_end and member.term_end < member.term_start:
        faults.append(
            Fault(
                "term_end", f"The term cannot end before it begins, on {_day(member.term_start)}."
            )
        )
    return tuple(faults)


def body_faults(body: Body) -> tuple[Fault, ...]:
    """Return what is wrong with a body of limited life."""
    return tuple(_day_faults(("ends_on", body.ends_on)))


def seat_faults(seats: Sequence[Seat]) -> tuple[Fault, ...]:
    """Return what is wrong with seats on bodies; a member has one seat on a body."""
    faults = []
    taken = set()
    for place, seat in enumerate(seats, start=1):
        called = f"Seat {place}"
        if (seat.body_id, seat.member_id) in taken:
            faults.append(Fault("seats", f"{called} is there already; there is one for each."))
        taken.add((seat.body_id, seat.member_id))
        if seat.starts_on and seat.ends_on and seat.ends_on < seat.starts_on:
            faults.append(Fault("seats", f"{called} cannot end before it begins."))
        if _day_faults(("seats", seat.starts_on), ("seats", seat.ends_on)):
            faults.append(Fault("seats", f"{called} needs dates from 1990 to 2100."))
    return tuple(faults)


def visit_doubts(
    team: Team | None, members: Iterable[Member], on: date | None, today: date
) -> tuple[Fault, ...]:
    """Return what is doubtful about who visits which team when; nothing of it is a refusal.

    `where` is the reserved question that says so: "team" or "visitors".
    """
    doubts = []
    if team is not None and team.retired:
        ahead = on is not None and on > today
        ending = "Is it still to be visited?" if ahead else "Was it this team that was visited?"
        doubts.append(Fault("team", f"{_name(team.name)} is retired from the register. {ending}"))
    for member in members:
        words = term_doubt(member, on)
        if words:
            doubts.append(Fault("visitors", words))
    return tuple(doubts)


def term_doubt(member: Member, on: date | None) -> str:
    """Say that a member did not serve on a day, "" where the member did or no day is known."""
    name = _name(member.name)
    if on is not None and member.term_start is not None and on < member.term_start:
        return f"{name}’s term began on {_day(member.term_start)}, after this visit."
    if on is not None and member.term_end is not None and on > member.term_end:
        return f"{name}’s term ended on {_day(member.term_end)}, before this visit."
    if member.retired and member.term_end is None:
        return f"{name} is retired from the register, and no end of the term is kept."
    return ""


def _day_faults(*days: tuple[str, date | None]) -> list[Fault]:
    return [
        Fault(where, "Give a date from 1990 to 2100.")
        for where, day in days
        if day is not None and not FIRST <= day <= LAST
    ]


def _day(day: date) -> str:
    return date_in_words(day.isoformat())


def _name(name: str) -> str:
    return shorten(name, 80)
