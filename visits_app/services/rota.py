"""Planning visits ahead, and seeing what was planned, held and reported."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.coverage import (
    Grid,
    Occurrence,
    Outcome,
    grid,
    months_from,
    occurrences,
    waits_since,
)
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.rota_checks import (
    first_day_near,
    last_day_near,
    near_warnings,
    rota_faults,
    rota_warnings,
)
from visits_app.domain.text import clean
from visits_app.services.deadlines import read_deadlines
from visits_app.store import registers
from visits_app.store import rota as rows
from visits_app.store.coverage import coverage
from visits_app.store.history import record
from visits_app.store.visits import now_text

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def new_plan(team_id: str, on_day: date) -> RotaVisit:
    """Return a plan that is not kept yet, with the names it will have for ever."""
    id = uuid4().hex
    return RotaVisit(id=id, uid=f"{id}@member-visits", team_id=team_id, on_day=on_day)


def put_rota_visit(
    store: "Store", plan: RotaVisit, *, by: str, taking_back: bool = False
) -> RotaVisit:
    """Add a planned visit or change the one with its id, and return it as kept.

    A new day is remembered in `moved_from`, unless a move is being taken back; whatever a calendar
    shows makes `sequence` grow, then too. The same again writes nothing. Raises FaultsError with
    every fault at once.
    """
    with store.write() as connection:
        fitted = replace(
            plan,
            place=clean(plan.place).strip(),
            purpose=clean(plan.purpose).strip(),
            reason=clean(plan.reason).strip(),
            member_ids=tuple(dict.fromkeys(plan.member_ids)),
        )
        teams = {team.id: team for team in registers.teams(connection)}
        if faults := rota_faults(fitted, teams.get(plan.team_id)):
            raise FaultsError("This visit cannot be planned yet.", faults)
        known = {member.id for member in registers.members(connection)}
        if not known.issuperset(fitted.member_ids):
            raise UnknownRecord("A member of this visit is not in the register any more.")
        before = rows.read_rota_visit(connection, plan.id)
        kept = fitted if before is None else _changed(before, fitted, taking_back)
        if kept != before:
            _write(connection, before, kept, by)
        return kept


def set_rota_status(
    store: "Store", rota_id: str, status: RotaStatus, reason: str = "", *, by: str
) -> RotaVisit:
    """Say that a planned visit was confirmed, held, postponed or did not take place, and why."""
    with store.read() as connection:
        plan = _known(connection, rota_id)
    return put_rota_visit(store, replace(plan, status=status, reason=reason), by=by)


def move_rota_visit(
    store: "Store", rota_id: str, to: date, reason: str = "", *, by: str
) -> RotaVisit:
    """Move a planned visit to another day; it is to be confirmed anew."""
    with store.read() as connection:
        plan = _known(connection, rota_id)
    moved = replace(plan, on_day=to, status=RotaStatus.PROPOSED, reason=reason)
    return put_rota_visit(store, moved, by=by)


def tie_report(store: "Store", rota_id: str, visit_id: str, *, by: str) -> RotaVisit:
    """Say which report is that of a planned visit."""
    with store.read() as connection:
        plan = _known(connection, rota_id)
    return put_rota_visit(store, replace(plan, visit_id=visit_id), by=by)


def delete_rota_visit(store: "Store", rota_id: str, *, by: str) -> RotaVisit:
    """Take a planned visit off the rota and return it, for `put_rota_visit` to bring back."""
    with store.write() as connection:
        plan = _known(connection, rota_id)
        rows.delete_rota_visit(connection, rota_id)
        record(
            connection,
            by=by,
            action="deleted",
            entity="rota_visit",
            entity_id=rota_id,
            before=asdict(plan),
        )
    return plan


def rota_between(store: "Store", start: date, end: date) -> tuple[RotaVisit, ...]:
    """Return the planned visits from `start` to `end`, both in it, by day."""
    with store.read() as connection:
        return rows.rota_between(connection, start, end)


def rota_visit(store: "Store", rota_id: str) -> RotaVisit:
    """Return one planned visit; UnknownRecord where it is not on the rota."""
    with store.read() as connection:
        return _known(connection, rota_id)


def changed_at(store: "Store", rota_ids: Sequence[str]) -> dict[str, datetime]:
    """Return when planned visits were last changed, by id."""
    with store.read() as connection:
        return rows.changed_at(connection, rota_ids)


def newest_visit_day(store: "Store", today: date) -> date | None:
    """Return the day of the newest visit that was to be by `today`; None where there is none."""
    with store.read() as connection:
        return rows.newest_visit_day(connection, today)


def warnings_for(
    store: "Store", plan: RotaVisit, *, today: date, doubts: bool = True
) -> tuple[str, ...]:
    """Return what should be looked at before a visit is planned: clashes, terms, bank holidays.

    Without `doubts` retired teams and terms that are over are left out: whoever asks has them from
    `registers.doubts` already.
    """
    with store.read() as connection:
        teams = {team.id: team for team in registers.teams(connection)}
        members = {member.id: member for member in registers.members(connection)}
        start, end = first_day_near(plan.on_day), last_day_near(plan.on_day)
        seen = _occurrences(connection, start, end, today)
    team = teams.get(plan.team_id)
    if team is None:
        return ()
    own = plan.visit_id or ""
    others = [one for one in seen if one.rota_id != plan.id and (not own or one.visit_id != own)]
    if not doubts:
        return near_warnings(plan, team, members, others)
    return rota_warnings(plan, team, members, others, today)


def occurrences_between(
    store: "Store", start: date, end: date, *, today: date
) -> tuple[Occurrence, ...]:
    """Return every visit planned or held from `start` to `end`, by day."""
    with store.read() as connection:
        return _occurrences(connection, start, end, today)


def overdue_reports(store: "Store", since: date, *, today: date) -> tuple[Occurrence, ...]:
    """Return every visit since a day whose report, or any word of it, is overdue, by day."""
    with store.read() as connection:
        seen = occurrences(
            rows.without_report(connection, since, today, ""),
            rows.visit_facts(connection, since, today, today, drafts=True),
            read_deadlines(connection),
            today,
        )
    return tuple(one for one in seen if one.outcome is Outcome.OVERDUE)


def coverage_grid(
    store: "Store", start: date, months: int, *, today: date, by_member: bool = False
) -> Grid:
    """Return coverage by team, or by member, of `months` months from the month of `start` on.

    Retired teams and members have a row only where they have a visit in it.
    """
    columns = months_from(start, months)
    end = months_from(start, months + 1)[-1]
    with store.read() as connection:
        seen = [one for one in _occurrences(connection, columns[0], end, today) if one.day < end]
        teams, members = registers.teams(connection), registers.members(connection)
        late = {} if by_member else _waits(connection, today)
    met = {id for one in seen for id in (one.member_ids if by_member else (one.team_id,))}
    everybody = members if by_member else teams
    named = [(one.id, one.name) for one in everybody if not one.retired or one.id in met]
    return grid(named, seen, columns, by_member=by_member, waits=late)


def waiting_teams(store: "Store", *, today: date) -> tuple[tuple[str, str, date], ...]:
    """Return id and name of each team that should have been visited by a day, and that day."""
    with store.read() as connection:
        late = _waits(connection, today)
        teams = registers.teams(connection)
    return tuple((team.id, team.name, late[team.id]) for team in teams if team.id in late)


def _waits(connection: "Connection", today: date) -> dict[str, date]:
    """Return since when teams wait for a visit that is not planned."""
    found = {}
    for team in coverage(connection, today):
        day = waits_since(team.every_months, team.last, team.coming, None)
        if day is not None and day < today:
            found[team.team_id] = day
    return found


def _occurrences(
    connection: "Connection", start: date, end: date, today: date
) -> tuple[Occurrence, ...]:
    return occurrences(
        rows.rota_between(connection, start, end),
        rows.visit_facts(connection, start, end, today),
        read_deadlines(connection),
        today,
    )


def _known(connection: "Connection", rota_id: str) -> RotaVisit:
    plan = rows.read_rota_visit(connection, rota_id)
    if plan is None:
        raise UnknownRecord("This visit is not on the rota any more.")
    return plan


def _changed(before: RotaVisit, after: RotaVisit, taking_back: bool) -> RotaVisit:
    moved = after.moved_from if taking_back else before.moved_from
    if not taking_back and after.on_day != before.on_day:
        moved = (*moved, before.on_day)
    kept = replace(after, uid=before.uid, moved_from=moved, sequence=before.sequence)
    if kept == before or _shown(kept) == _shown(before):
        return kept
    return replace(kept, sequence=before.sequence + 1)


def _shown(plan: RotaVisit) -> tuple[object, ...]:
    """Return what a calendar shows of a plan."""
    status = plan.status in {RotaStatus.POSTPONED, RotaStatus.NOT_HELD}
    times = (plan.on_day, plan.starts_at, plan.minutes)
    return (plan.team_id, *times, plan.place, plan.purpose, plan.member_ids, status)


def _write(connection: "Connection", before: RotaVisit | None, kept: RotaVisit, by: str) -> None:
    rows.put_rota_visit(connection, kept, now_text())
    record(
        connection,
        by=by,
        action="planned" if before is None else "changed",
        entity="rota_visit",
        entity_id=kept.id,
        before=None if before is None else asdict(before),
        after=asdict(kept),
    )
