"""Meetings with their items, attendance, papers and decisions as raw SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from visits_app.domain.meetings import (
    Attendance,
    Body,
    Decision,
    DecisionKind,
    ItemKind,
    Meeting,
    MeetingDetail,
    MeetingItem,
    Presence,
    Seat,
)
from visits_app.store.connection import Connection
from visits_app.store.registers import meetings

_MEETING = (
    "id", "held_on", "body", "note", "visits_item", "body_id", "starts_at", "place", "papers_due",
    "officers", "held",
)  # fmt: skip
_ITEM = ("id", "meeting_id", "position", "title", "kind", "note", "restricted")
_DECISION = (
    "id", "meeting_id", "item_id", "position", "text", "kind", "action_id", "recommendation_id",
)  # fmt: skip


def read_meeting(connection: Connection, meeting_id: str) -> MeetingDetail | None:
    """Return a meeting with everything about it, or None."""
    meeting = next((one for one in meetings(connection) if one.id == meeting_id), None)
    if meeting is None:
        return None
    return MeetingDetail(
        meeting,
        items_of(connection, meeting_id),
        attendance(connection, (meeting_id,)),
        decisions_of(connection, meeting_id),
        _ids(connection, "meeting_visit", "visit_id", meeting_id),
        _ids(connection, "meeting_recommendation", "recommendation_id", meeting_id),
    )


def bodies(connection: Connection) -> tuple[Body, ...]:
    """Return every body by name."""
    query = "SELECT id, name, kind, ends_on, note, retired FROM body ORDER BY name"
    return tuple(
        Body(row[0], row[1], row[2], _day(row[3]), row[4], bool(row[5]))
        for row in connection.execute(query)
    )


def seats(connection: Connection, body_id: str = "") -> tuple[Seat, ...]:
    """Return who sits on one body, or on all of them."""
    where = "WHERE s.body_id = ?" if body_id else ""
    query = (
        "SELECT s.body_id, s.member_id, s.role, s.starts_on, s.ends_on FROM body_member s"
        f" JOIN member m ON m.id = s.member_id {where}"
        " ORDER BY s.body_id, s.role <> 'chair', m.name"
    )
    values = (body_id,) if body_id else ()
    return tuple(
        Seat(row[0], row[1], row[2], _day(row[3]), _day(row[4]))
        for row in connection.execute(query, values)
    )


def items_of(connection: Connection, meeting_id: str) -> tuple[MeetingItem, ...]:
    """Return the items of a meeting in their order."""
    query = f"SELECT {', '.join(_ITEM)} FROM meeting_item WHERE meeting_id = ? ORDER BY position"
    return tuple(
        MeetingItem(row[0], row[1], row[2], row[3], ItemKind(row[4]), row[5], bool(row[6]))
        for row in connection.execute(query, (meeting_id,))
    )


def attendance(connection: Connection, meeting_ids: Iterable[str]) -> tuple[Attendance, ...]:
    """Return who was at these meetings, by name."""
    ids = tuple(meeting_ids)
    query = (
        "SELECT a.meeting_id, a.member_id, a.presence, a.substitute_for FROM attendance a"
        f" JOIN member m ON m.id = a.member_id WHERE a.meeting_id IN ({', '.join('?' * len(ids))})"
        " ORDER BY a.meeting_id, m.name, m.id"
    )
    return tuple(
        Attendance(row[0], row[1], Presence(row[2]), row[3])
        for row in connection.execute(query, ids)
    )


def decisions_of(connection: Connection, meeting_id: str) -> tuple[Decision, ...]:
    """Return what a meeting decided, in order."""
    query = f"SELECT {', '.join(_DECISION)} FROM decision WHERE meeting_id = ? ORDER BY position"
    return tuple(
        Decision(
            id=row[0],
            meeting_id=row[1],
            item_id=row[2],
            position=row[3],
            text=row[4],
            kind=DecisionKind(row[5]),
            action_id=row[6],
            recommendation_id=row[7],
        )
        for row in connection.execute(query, (meeting_id,))
    )


def put_meeting(connection: Connection, meeting: Meeting) -> None:
    """Insert a meeting, or write the one with its id anew; its items are written apart."""
    values = [_cell(getattr(meeting, name)) for name in _MEETING]
    sets = ", ".join(f"{name} = excluded.{name}" for name in _MEETING if name != "id")
    connection.execute(
        f"INSERT INTO meeting ({', '.join(_MEETING)}) VALUES ({', '.join('?' * len(_MEETING))})"
        f" ON CONFLICT (id) DO UPDATE SET {sets}",
        values,
    )


def put_body(connection: Connection, body: Body) -> None:
    """Insert a body, or write the one with its id anew."""
    values = {name: _cell(value) for name, value in asdict(body).items()}
    sets = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
    connection.execute(
        f"INSERT INTO body ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
        f" ON CONFLICT (id) DO UPDATE SET {sets}",
        tuple(values.values()),
    )


def set_items(connection: Connection, meeting_id: str, items: Sequence[MeetingItem]) -> None:
    """Make these the items of a meeting; what stays keeps what hangs on it."""
    kept = [item.id for item in items]
    marks = ", ".join("?" * len(kept))
    connection.execute(
        f"DELETE FROM meeting_item WHERE meeting_id = ? AND id NOT IN ({marks})",
        (meeting_id, *kept),
    )
    sets = ", ".join(f"{name} = excluded.{name}" for name in _ITEM if name != "id")
    connection.executemany(
        f"INSERT INTO meeting_item ({', '.join(_ITEM)}) VALUES ({', '.join('?' * len(_ITEM))})"
        f" ON CONFLICT (id) DO UPDATE SET {sets}",
        [[_cell(getattr(item, name)) for name in _ITEM] for item in items],
    )


def set_attendance(connection: Connection, meeting_id: str, entries: Sequence[Attendance]) -> None:
    """Make this who was at a meeting."""
    connection.execute("DELETE FROM attendance WHERE meeting_id = ?", (meeting_id,))
    connection.executemany(
        "INSERT INTO attendance (meeting_id, member_id, presence, substitute_for)"
        " VALUES (?, ?, ?, ?)",
        [(meeting_id, e.member_id, e.presence.value, e.substitute_for) for e in entries],
    )


def set_papers(
    connection: Connection,
    meeting_id: str,
    visit_ids: Sequence[str],
    recommendation_ids: Sequence[str],
) -> None:
    """Say which reports and recommendations went to a meeting."""
    for table, column, ids in (
        ("meeting_visit", "visit_id", visit_ids),
        ("meeting_recommendation", "recommendation_id", recommendation_ids),
    ):
        connection.execute(f"DELETE FROM {table} WHERE meeting_id = ?", (meeting_id,))
        connection.executemany(
            f"INSERT INTO {table} (meeting_id, {column}) VALUES (?, ?)",
            [(meeting_id, id) for id in dict.fromkeys(ids)],
        )


def put_decision(connection: Connection, decision: Decision) -> None:
    """Insert a decision, or write the one with its id anew."""
    values = [_cell(getattr(decision, name)) for name in _DECISION]
    sets = ", ".join(f"{name} = excluded.{name}" for name in _DECISION if name != "id")
    connection.execute(
        f"INSERT INTO decision ({', '.join(_DECISION)}) VALUES ({', '.join('?' * len(_DECISION))})"
        f" ON CONFLICT (id) DO UPDATE SET {sets}",
        values,
    )


def delete_decision(connection: Connection, decision_id: str) -> None:
    """Delete a decision; the action or recommendation it made stays."""
    connection.execute("DELETE FROM decision WHERE id = ?", (decision_id,))


def delete_meeting(connection: Connection, meeting_id: str) -> None:
    """Delete a meeting with what hangs on it alone."""
    connection.execute("DELETE FROM meeting WHERE id = ?", (meeting_id,))


def what_refers_to(connection: Connection, meeting_id: str) -> tuple[str, ...]:
    """Return what would lose its meeting, in words with counts: then it cannot be deleted."""
    found = []
    for one, many, table in (
        ("recommendation made there", "recommendations made there", "recommendation"),
        ("action from it", "actions from it", "action"),
        ("acceptance of progress", "acceptances of progress", "acceptance"),
        ("compiled paper", "compiled papers", "paper"),
        ("decision", "decisions", "decision"),
        ("report that went to it", "reports that went to it", "meeting_visit"),
        (
            "recommendation that went to it",
            "recommendations that went to it",
            "meeting_recommendation",
        ),
        ("record of attendance", "records of attendance", "attendance"),
    ):
        query = f"SELECT count(*) FROM {table} WHERE meeting_id = ?"
        count = connection.execute(query, (meeting_id,)).fetchone()[0]
        if count:
            found.append(f"{count} {one if count == 1 else many}")
    return tuple(found)


def _ids(connection: Connection, table: str, column: str, meeting_id: str) -> tuple[str, ...]:
    query = f"SELECT {column} FROM {table} WHERE meeting_id = ? ORDER BY rowid"
    return tuple(row[0] for row in connection.execute(query, (meeting_id,)))


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "value", value)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
