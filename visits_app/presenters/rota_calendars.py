"""Planned visits as files for calendar programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.dates import read_time
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.privacy.decisions import Place
    from visits_app.reports.calendar_files import CalendarEntry

YEARS_AHEAD = 3
"""How far the file of all planned visits looks."""


def save_calendar(
    space: Workspace, path: Path, rota_id: str = "", start: date | None = None
) -> Path:
    """Write the calendar file of one planned visit, or of all from `start` on; return its place.

    Without a start, of all from today on. What was in the file before survives a failure.
    """
    from visits_app.reports.calendar_files import calendar_file
    from visits_app.reports.whole_files import write_whole
    from visits_app.services import registers, rota

    store = space.store
    plans = _plans(space, rota_id, start)
    teams = {team.id: team.name for team in registers.teams(store)}
    members = {member.id: member.name for member in registers.members(store)}
    changed = rota.changed_at(store, [plan.id for plan in plans])
    entries = [_entry(plan, teams, members, changed[plan.id]) for plan in plans]
    write_whole(path, calendar_file(entries))
    return path


def calendar_places(space: Workspace, rota_id: str = "", start: date | None = None) -> list[Place]:
    """Return the words that would leave in such a file, for the privacy gate."""
    from visits_app.domain.privacy.decisions import Place

    found = []
    for plan in _plans(space, rota_id, start):
        when = date_in_words(plan.on_day.isoformat())
        told = {"place": plan.place, "purpose": plan.purpose}
        if plan.status.needs_reason:
            told["reason"] = plan.reason
        for field, text in told.items():
            if text:
                where = f"Visit of {when}, {field}"
                found.append(Place(where=where, key=f"rota_visit/{plan.id}/{field}", text=text))
    return found


def _plans(space: Workspace, rota_id: str, start: date | None) -> tuple[RotaVisit, ...]:
    from visits_app.services import rota

    store, today = space.store, space.today()
    if rota_id:
        return (rota.rota_visit(store, rota_id),)
    end = date(today.year + YEARS_AHEAD, 12, 31)
    return rota.rota_between(store, min(start or today, today), end)


def calendar_name(day: date | None = None) -> str:
    """Return the name offered for the calendar file of the visit of `day`, or of all."""
    return "Member visits.ics" if day is None else f"Visit {day.isoformat()}.ics"


def _entry(
    plan: RotaVisit, teams: Mapping[str, str], members: Mapping[str, str], changed: datetime
) -> CalendarEntry:
    from visits_app.reports.calendar_files import CalendarEntry

    team = teams.get(plan.team_id, "a team")
    who = ", ".join(members.get(id, id) for id in plan.member_ids)
    cancelled = plan.status in {RotaStatus.POSTPONED, RotaStatus.NOT_HELD}
    notes = [f"Members: {who}" if who else "", plan.purpose, plan.reason if cancelled else ""]
    return CalendarEntry(
        uid=plan.uid,
        sequence=plan.sequence,
        title=f"Member visit: {team}",
        day=plan.on_day,
        stamp=changed,
        starts_at=read_time(plan.starts_at) if plan.starts_at else None,
        minutes=plan.minutes,
        place=plan.place,
        notes="\n".join(note for note in notes if note),
        cancelled=cancelled,
    )
