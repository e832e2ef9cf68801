"""Asks across visits as raw SQL."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from visits_app.domain.visits import Ask, AskStatus, TeamAsk
from visits_app.store.connection import Connection

ASK = (
    "a.id, a.visit_id, a.position, a.action, a.owner, a.due, a.status, a.response, a.responded_on,"
    " a.agreed_owner, a.agreed_due, a.evidence, a.verified_visit_id, a.verified_by, a.verified_on"
)
OPEN = "(" + ", ".join(f"'{status.value}'" for status in AskStatus if status.is_open) + ")"
"""The statuses of asks that are still to be asked about, as SQL."""

_SEALED = "v.state IN ('submitted', 'not_held', 'correcting')"

_TEAM_ASK = f"""
SELECT {ASK}, t.name, v.reference, v.visit_date
  FROM ask a JOIN visit v ON v.id = a.visit_id LEFT JOIN team t ON t.id = v.team_id
"""


def read_ask(connection: Connection, ask_id: str) -> Ask | None:
    """Return one ask, or None."""
    row = connection.execute(f"SELECT {ASK} FROM ask a WHERE a.id = ?", (ask_id,)).fetchone()
    return ask_of(row) if row else None


def asks_of_visit(connection: Connection, visit_id: str) -> tuple[Ask, ...]:
    """Return the asks of a visit in its order."""
    query = f"SELECT {ASK} FROM ask a WHERE a.visit_id = ? ORDER BY a.position, a.id"
    return tuple(ask_of(row) for row in connection.execute(query, (visit_id,)))


def team_asks_of_visit(connection: Connection, visit_id: str) -> tuple[TeamAsk, ...]:
    """Return the asks of a visit in its order, with what a reader needs beside them."""
    rows = connection.execute(f"{_TEAM_ASK} WHERE a.visit_id = ? ORDER BY a.position", (visit_id,))
    return tuple(_team_asks(rows))


def is_submitted(connection: Connection, visit_id: str) -> bool:
    """Say whether a visit was ever submitted."""
    query = "SELECT revision FROM visit WHERE id = ?"
    return bool(connection.execute(query, (visit_id,)).fetchone()[0])


def visited_on(connection: Connection, visit_id: str) -> date | None:
    """Return the date of a visit."""
    found = connection.execute("SELECT visit_date FROM visit WHERE id = ?", (visit_id,)).fetchone()
    return date.fromisoformat(found[0]) if found and found[0] else None


def set_response(connection: Connection, ask: Ask) -> None:
    """Write what the service answered."""
    connection.execute(
        "UPDATE ask SET status = ?, response = ?, responded_on = ?, agreed_owner = ?,"
        " agreed_due = ?, evidence = ?, verified_visit_id = ?, verified_by = ?, verified_on = ?"
        " WHERE id = ?",
        (
            ask.status.value,
            ask.response,
            ask.responded_on.isoformat() if ask.responded_on else None,
            ask.agreed_owner,
            ask.agreed_due,
            ask.evidence,
            ask.verified_visit_id,
            ask.verified_by,
            ask.verified_on.isoformat() if ask.verified_on else None,
            ask.id,
        ),
    )


def open_asks_of_team(
    connection: Connection, team_id: str, before: date | None, excluding: str | None
) -> tuple[Ask, ...]:
    """Return what a team was asked on earlier visits and is still to be asked about."""
    return tuple(
        ask_of(row)
        for row in connection.execute(
            f"SELECT {ASK} FROM visit v CROSS JOIN ask a ON a.visit_id = v.id"
            f" WHERE v.team_id = ? AND {_SEALED} AND v.id <> ? AND v.visit_date < ?"
            f" AND a.status IN {OPEN}"
            " ORDER BY a.due = '', a.due, v.visit_date, a.position",
            (team_id, excluding or "", before.isoformat() if before else "9999"),
        )
    )


def answered_asks(connection: Connection, member_id: str, limit: int) -> tuple[TeamAsk, ...]:
    """Return the answered asks of visits a member wrote or went on, newest answer first."""
    mine = (
        "SELECT id FROM visit WHERE author_id = ?1"
        " UNION SELECT visit_id FROM visitor WHERE member_id = ?1"
    )
    query = (
        f"{_TEAM_ASK} WHERE a.visit_id IN ({mine}) AND {_SEALED} AND a.status <> 'open'"
        " ORDER BY a.responded_on DESC, v.visit_date DESC, a.position LIMIT ?2"
    )
    return tuple(_team_asks(connection.execute(query, (member_id, limit))))


def unanswered_asks(connection: Connection, limit: int) -> tuple[TeamAsk, ...]:
    """Return the asks nobody answered yet, soonest due first, those without a date last."""
    found: list[TeamAsk] = []
    # Two runs along the index by status and due: sorting every open ask would take far longer.
    for condition in ("a.due > ''", "a.due = ''"):
        query = f"{_TEAM_ASK} WHERE a.status = 'open' AND {condition} AND {_SEALED}"
        rows = connection.execute(f"{query} ORDER BY a.due LIMIT ?", (limit - len(found),))
        found += _team_asks(rows)
    return tuple(found)


def _team_asks(rows: Iterable[tuple[Any, ...]]) -> Iterable[TeamAsk]:
    for row in rows:
        day = date.fromisoformat(row[17]) if row[17] else None
        yield TeamAsk(ask_of(row[:15]), row[15] or "", row[16], day)


def ask_of(row: tuple[Any, ...]) -> Ask:
    return Ask(
        id=row[0],
        visit_id=row[1],
        position=row[2],
        action=row[3],
        owner=row[4],
        due=row[5],
        status=AskStatus(row[6]),
        response=row[7],
        responded_on=date.fromisoformat(row[8]) if row[8] else None,
        agreed_owner=row[9],
        agreed_due=row[10],
        evidence=row[11],
        verified_visit_id=row[12],
        verified_by=row[13],
        verified_on=date.fromisoformat(row[14]) if row[14] else None,
    )
