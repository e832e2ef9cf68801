"""What is wrong with a planned visit, and what should be looked at before it is put on the rota."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from visits_app.domain.coverage import Occurrence, Outcome
from visits_app.domain.dates import FIRST, LAST, read_time
from visits_app.domain.errors import Fault
from visits_app.domain.register_checks import visit_doubts
from visits_app.domain.registers import Member, Team
from visits_app.domain.rota import RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.domain.working_days import why_not_working

NEAR = timedelta(days=21)
"""Two visits to one team within these days are worth a word."""

LONGEST_MINUTES = 12 * 60

_TEXTS = {"place": 200, "purpose": 2_000, "reason": 2_000}


def rota_faults(plan: RotaVisit, team: Team | None) -> tuple[Fault, ...]:
    """Return everything that keeps a planned visit from being kept; `where` is a field's name."""
    faults = []
    if team is None:
        faults.append(Fault("team_id", "choose a team of the register."))
    if not FIRST <= plan.on_day <= LAST:
        faults.append(Fault("on_day", "give a day from 1990 to 2100, such as 4 March 2027."))
    if plan.starts_at and read_time(plan.starts_at) is None:
        faults.append(Fault("starts_at", "give a time such as 14:30, or leave it empty."))
    if not 5 <= plan.minutes <= LONGEST_MINUTES:
        faults.append(Fault("minutes", "give its length in minutes, from 5 to 720."))
    if plan.status.needs_reason and not plan.reason.strip():
        faults.append(Fault("reason", "say why, in a sentence: visits are moved, never dropped."))
    for name, most in _TEXTS.items():
        if len(getattr(plan, name)) > most:
            faults.append(Fault(name, f"this is longer than {most:,} characters. Shorten it."))
    return tuple(faults)


def rota_warnings(
    plan: RotaVisit,
    team: Team,
    members: Mapping[str, Member],
    others: Iterable[Occurrence],
    today: date,
) -> tuple[str, ...]:
    """Return what should be looked at; none of it keeps the visit from being planned.

    `others` are the visits near it, its own left out.
    """
    going = [members[id] for id in plan.member_ids if id in members]
    doubts = visit_doubts(team, going, plan.on_day, today)
    return (*(doubt.what for doubt in doubts), *near_warnings(plan, team, members, others))


def near_warnings(
    plan: RotaVisit,
    team: Team,
    members: Mapping[str, Member],
    others: Iterable[Occurrence],
) -> tuple[str, ...]:
    """Return what its day and the visits near it say; who goes where is not looked at."""
    told = []
    if why := why_not_working(plan.on_day):
        told.append(f"{date_in_words(plan.on_day.isoformat())} is no working day ({why}).")
    standing = (one for one in others if one.outcome not in {Outcome.POSTPONED, Outcome.NOT_HELD})
    for one in standing:
        told += _clash(plan, team, members, one)
    return tuple(dict.fromkeys(told))


def _clash(
    plan: RotaVisit, team: Team, members: Mapping[str, Member], other: Occurrence
) -> list[str]:
    when = date_in_words(other.day.isoformat())
    if other.team_id == plan.team_id and other.day == plan.on_day:
        return [f"{team.name} has a visit on {when} already."]
    told = []
    if other.team_id == plan.team_id and abs(other.day - plan.on_day) <= NEAR:
        told.append(f"{team.name} has another visit close to it, on {when}.")
    if other.day == plan.on_day:
        for id in plan.member_ids:
            if id in other.member_ids and id in members:
                told.append(f"{members[id].name} is on another visit that day.")
    return told


def first_day_near(day: date) -> date:
    """Return the first day of the visits that `rota_warnings` wants to know of."""
    return day - NEAR


def last_day_near(day: date) -> date:
    """Return the last day of those."""
    return day + NEAR
