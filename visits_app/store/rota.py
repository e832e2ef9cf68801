"""The rota, and what coverage needs of visits, as raw SQL."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.store.connection import Connection
from visits_app.store.visits import derived_state

if TYPE_CHECKING:
    from visits_app.domain.coverage import VisitFact

_COLUMNS = (
    "id, uid, sequence, team_id, on_day, starts_at, minutes, place, form_id, purpose, status,"
    " reason, moved_from, visit_id"
)

_VISITORS = (
    "(SELECT json_group_array(member_id) FROM (SELECT member_id FROM visitor x"
    " WHERE x.visit_id = v.id ORDER BY x.position))"
)


def read_rota_visit(connection: Connection, id: str) -> RotaVisit | None:
    """Return one planned visit, or None."""
    return next(iter(_select(connection, "WHERE r.id = ?", (id,))), None)


def rota_between(connection: Connection, start: date, end: date) -> tuple[RotaVisit, ...]:
    """Return the planned visits from `start` to `end`, both in it, by day."""
    return _select(
        connection,
        "WHERE r.on_day BETWEEN ? AND ? ORDER BY r.on_day, r.starts_at, r.id",
        (start.isoformat(), end.isoformat()),
    )


def without_report(
    connection: Connection, start: date, end: date, member_id: str, *, leads: bool = False
) -> tuple[RotaVisit, ...]:
    """Return planned visits that stand and have neither report nor draft, by day.

    With a `member_id` those this member goes on, or with `leads` is to report.
    """
    where = (
        "WHERE r.on_day BETWEEN ? AND ? AND r.status IN ('proposed', 'confirmed', 'held')"
        " AND r.visit_id IS NULL AND NOT EXISTS (SELECT 1 FROM visit v"
        " WHERE v.team_id = r.team_id AND v.visit_date = r.on_day)"
    )
    values: list[Any] = [start.isoformat(), end.isoformat()]
    if member_id:
        place = " AND m.position = 0" if leads else ""
        where += (
            " AND EXISTS (SELECT 1 FROM rota_member m WHERE m.rota_visit_id = r.id"
            f" AND m.member_id = ?{place})"
        )
        values.append(member_id)
    return _select(connection, f"{where} ORDER BY r.on_day, r.starts_at, r.id", values)


def changed_at(connection: Connection, ids: Sequence[str]) -> dict[str, datetime]:
    """Return when planned visits were last changed, by id."""
    query = "SELECT id, updated_at FROM rota_visit WHERE id IN (SELECT value FROM json_each(?))"
    found = connection.execute(query, (json.dumps(list(ids)),))
    return {id: datetime.fromisoformat(at) for id, at in found}


def newest_visit_day(connection: Connection, today: date) -> date | None:
    """Return the day of the newest visit with a team that was to be by `today`, or None."""
    query = (
        "SELECT visit_date FROM visit WHERE visit_date <= ? AND team_id IS NOT NULL"
        " ORDER BY visit_date DESC LIMIT 1"
    )
    found = connection.execute(query, (today.isoformat(),)).fetchone()
    return date.fromisoformat(found[0]) if found else None


def put_rota_visit(connection: Connection, plan: RotaVisit, at: str) -> None:
    """Insert a planned visit, or write the one with its id anew, with who is to go."""
    values = {
        **asdict(plan),
        "on_day": plan.on_day.isoformat(),
        "status": plan.status.value,
        "moved_from": json.dumps([day.isoformat() for day in plan.moved_from]),
    }
    members = values.pop("member_ids")
    names = list(values)
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in {"id", "uid"})
    connection.execute(
        f"INSERT INTO rota_visit ({', '.join(names)}, created_at, updated_at)"
        f" VALUES ({', '.join('?' * len(names))}, ?, ?)"
        f" ON CONFLICT (id) DO UPDATE SET {sets}, updated_at = excluded.updated_at",
        (*values.values(), at, at),
    )
    connection.execute("DELETE FROM rota_member WHERE rota_visit_id = ?", (plan.id,))
    connection.executemany(
        "INSERT INTO rota_member (rota_visit_id, member_id, position) VALUES (?, ?, ?)",
        [(plan.id, member, place) for place, member in enumerate(members)],
    )


def delete_rota_visit(connection: Connection, id: str) -> None:
    """Delete a planned visit."""
    connection.execute("DELETE FROM rota_visit WHERE id = ?", (id,))


def visit_facts(
    connection: Connection, start: date, end: date, today: date, *, drafts: bool = False
) -> "tuple[VisitFact, ...]":
    """Return what coverage needs of every visit with a team from `start` to `end`.

    Of one that was submitted, the columns of lists are those of its newest words. With `drafts`
    only those never submitted. Who goes is not known before it is answered: until then its author.
    """
    # the first list reads the rota without any coverage
    from visits_app.domain.coverage import VisitFact

    query = (
        "SELECT v.id, v.reference, v.team_id, v.visit_date, v.state, v.revision, v.submitted_at,"
        f" {_VISITORS}, (SELECT value FROM answer a WHERE a.visit_id = v.id"
        " AND a.question_id = 'not_held_reason')"
        ", v.author_id FROM visit v"
        " WHERE v.visit_date BETWEEN ? AND ? AND v.team_id IS NOT NULL"
    )
    if drafts:
        query += " AND v.state = 'draft'"
    return tuple(
        VisitFact(
            visit_id=row[0],
            reference=row[1],
            team_id=row[2],
            day=date.fromisoformat(row[3]),
            state=derived_state(row[4], row[3], today),
            revision=row[5],
            member_ids=tuple(json.loads(row[7])) or (row[9],),
            reported_on=date.fromisoformat(row[6][:10]) if row[6] else None,
            reason=_told(row[8]) if row[4] == "not_held" else "",
        )
        for row in connection.execute(query, (start.isoformat(), end.isoformat()))
    )


def _told(value: str | None) -> str:
    told = json.loads(value) if value else ""
    return told if isinstance(told, str) else ""


def _select(connection: Connection, where: str, values: Iterable[Any]) -> tuple[RotaVisit, ...]:
    query = (
        f"SELECT {_COLUMNS}, (SELECT json_group_array(member_id) FROM (SELECT member_id"
        " FROM rota_member m WHERE m.rota_visit_id = r.id ORDER BY m.position))"
        f" FROM rota_visit r {where}"
    )
    return tuple(_plan(row) for row in connection.execute(query, tuple(values)))


def _plan(row: tuple[Any, ...]) -> RotaVisit:
    return RotaVisit(
        id=row[0],
        uid=row[1],
        sequence=row[2],
        team_id=row[3],
        on_day=date.fromisoformat(row[4]),
        starts_at=row[5],
        minutes=row[6],
        place=row[7],
        form_id=row[8],
        purpose=row[9],
        status=RotaStatus(row[10]),
        reason=row[11],
        moved_from=tuple(date.fromisoformat(day) for day in json.loads(row[12])),
        visit_id=row[13],
        member_ids=tuple(json.loads(row[14])),
    )
