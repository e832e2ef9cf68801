"""Recommendations, progress updates and acceptances in and out of the store as raw SQL."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from visits_app.domain.recommendations import (
    Acceptance,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.tracker import AcceptedAt, MeetingName
from visits_app.store.connection import Connection
from visits_app.store.history import record

_COLUMNS = tuple(field.name for field in fields(Recommendation))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM recommendation"
_DAYS = frozenset({"made_on", "due", "executive_on", "responded_on", "original_due", "review_on"})

_LONGEST_CHAIN = 100
"""Years one recommendation may be carried forward: a ring made by hand must not go on for ever."""

_UPDATE = tuple(field.name for field in fields(ProgressUpdate))
_ACCEPTANCE = tuple(field.name for field in fields(Acceptance))

_STATUSES = {status.value: status for status in RecommendationStatus}
_RESPONSES = {response.value: response for response in Response}


def recommendations(connection: Connection) -> tuple[Recommendation, ...]:
    """Return every recommendation by reference, numbers in it by size."""
    found = [_recommendation(row) for row in connection.execute(_SELECT)]
    return tuple(sorted(found, key=by_reference))


def read_recommendation(connection: Connection, id: str) -> Recommendation | None:
    """Return one recommendation, or None."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (id,)).fetchone()
    return _recommendation(row) if row else None


def chain(connection: Connection, id: str) -> tuple[Recommendation, ...]:
    """Return a recommendation after all it was carried forward from, oldest first; () for none."""
    query = f"""
WITH RECURSIVE back(id, steps) AS (
    SELECT ?, 0
    UNION
    SELECT r.carried_from, back.steps + 1 FROM back JOIN recommendation r ON r.id = back.id
     WHERE r.carried_from IS NOT NULL AND back.steps < {_LONGEST_CHAIN}
)
SELECT {", ".join(f"r.{name}" for name in _COLUMNS)}
  FROM back JOIN recommendation r ON r.id = back.id ORDER BY back.steps DESC
"""
    return tuple(_recommendation(row) for row in connection.execute(query, (id,)))


def references(connection: Connection) -> dict[str, str]:
    """Return reference → id of every recommendation."""
    return dict(connection.execute("SELECT reference, id FROM recommendation").fetchall())


def insert_recommendation(connection: Connection, item: Recommendation) -> None:
    """Write a new recommendation."""
    _insert(connection, "recommendation", _COLUMNS, item)


def update_recommendation(connection: Connection, item: Recommendation) -> None:
    """Write a recommendation over the one with its id."""
    names = [name for name in _COLUMNS if name != "id"]
    connection.execute(
        f"UPDATE recommendation SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
        (*(_cell(getattr(item, name)) for name in names), item.id),
    )


def delete_recommendation(connection: Connection, id: str) -> None:
    """Delete a recommendation nothing is tied to; only for taking back what was just made."""
    connection.execute("DELETE FROM recommendation WHERE id = ?", (id,))


def is_tied(connection: Connection, id: str) -> bool:
    """Say whether anything was recorded for a recommendation: links, updates, meetings…"""
    return any(
        connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (id,)).fetchone()
        for table, column in (
            ("evidence_link", "recommendation_id"),
            ("progress_update", "recommendation_id"),
            ("acceptance", "recommendation_id"),
            ("meeting_recommendation", "recommendation_id"),
            ("decision", "recommendation_id"),
            ("action", "recommendation_id"),
            ("recommendation", "carried_from"),
        )
    ) or bool(
        connection.execute(
            "SELECT 1 FROM answer WHERE question_id = 'recommendations' AND instr(value, ?)",
            (f'"{id}"',),
        ).fetchone()
    )


def updates(
    connection: Connection, ids: Sequence[str] | None = None
) -> dict[str, tuple[ProgressUpdate, ...]]:
    """Return progress updates by recommendation, oldest first; `ids` None asks for all."""
    where, values = _of("recommendation_id", ids)
    found: dict[str, list[ProgressUpdate]] = {}
    for row in connection.execute(
        f"SELECT {', '.join(_UPDATE)} FROM progress_update{where} ORDER BY told_on, recorded_at",
        values,
    ):
        found.setdefault(row[1], []).append(_update(row))
    return {id: tuple(told) for id, told in found.items()}


def insert_update(connection: Connection, update: ProgressUpdate) -> None:
    """Write a progress update; it is never changed afterwards."""
    _insert(connection, "progress_update", _UPDATE, update)


def acceptances(
    connection: Connection, ids: Sequence[str] | None = None
) -> dict[str, tuple[AcceptedAt, ...]]:
    """Return what meetings accepted by recommendation, oldest first; `ids` None asks for all."""
    where, values = _of("a.recommendation_id", ids)
    found: dict[str, list[AcceptedAt]] = {}
    for row in connection.execute(
        f"SELECT {', '.join(f'a.{name}' for name in _ACCEPTANCE)}, m.body, m.held_on, m.held"
        f" FROM acceptance a JOIN meeting m ON m.id = a.meeting_id{where}"
        " ORDER BY a.accepted_on, a.recorded_at",
        values,
    ):
        found.setdefault(row[1], []).append(AcceptedAt(_acceptance(row), _meeting(row[2], row[9:])))
    return {id: tuple(accepted) for id, accepted in found.items()}


def insert_acceptance(connection: Connection, acceptance: Acceptance) -> None:
    """Write what a meeting accepted; it is never changed afterwards."""
    _insert(connection, "acceptance", _ACCEPTANCE, acceptance)


def meeting_names(connection: Connection) -> dict[str, MeetingName]:
    """Return every meeting by id, as a tracker names it."""
    rows = connection.execute("SELECT id, body, held_on, held FROM meeting ORDER BY held_on, id")
    return {row[0]: _meeting(row[0], row[1:]) for row in rows}


def went_to(
    connection: Connection, ids: Sequence[str] | None = None
) -> dict[str, tuple[MeetingName, ...]]:
    """Return by recommendation the meetings it went to, oldest first."""
    where, values = _of("r.recommendation_id", ids)
    found: dict[str, list[MeetingName]] = {}
    for row in connection.execute(
        "SELECT r.recommendation_id, m.id, m.body, m.held_on, m.held"
        f" FROM meeting_recommendation r JOIN meeting m ON m.id = r.meeting_id{where}"
        " ORDER BY m.held_on, m.id",
        values,
    ):
        found.setdefault(row[0], []).append(_meeting(row[1], row[2:]))
    return {id: tuple(meetings) for id, meetings in found.items()}


def send_to_meeting(connection: Connection, recommendation_id: str, meeting_id: str) -> None:
    """Note that a recommendation went to a meeting; once is enough."""
    connection.execute(
        "INSERT OR IGNORE INTO meeting_recommendation (meeting_id, recommendation_id)"
        " VALUES (?, ?)",
        (meeting_id, recommendation_id),
    )


def is_there(connection: Connection, table: str, id: str) -> bool:
    """Say whether a table has a row with this id."""
    return connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone() is not None


def as_json(item: Recommendation | ProgressUpdate | Acceptance) -> dict[str, Any]:
    """Return a record as the history keeps it: what is empty left out."""
    cells = {field.name: _cell(getattr(item, field.name)) for field in fields(item)}
    return {name: cell for name, cell in cells.items() if cell not in ("", None)}


def record_change(
    connection: Connection,
    *,
    by: str,
    action: str,
    before: Recommendation | None = None,
    after: Recommendation | None = None,
) -> None:
    """Tell the history what became of a recommendation; one of both must be given."""
    either = after or before
    assert either is not None
    record(
        connection,
        by=by,
        action=action,
        entity="recommendation",
        entity_id=either.id,
        before=as_json(before) if before else None,
        after=as_json(after) if after else None,
    )


def by_reference(item: Recommendation) -> list[tuple[bool, int, str]]:
    """Order "R2" before "R10"."""
    parts = re.findall(r"[0-9]+|[^0-9]+", item.reference)
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part.casefold())
        for part in parts
    ]


def _of(column: str, ids: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    """Return the SQL, and its values, that keeps to some recommendations."""
    if ids is None:
        return "", ()
    return f" WHERE {column} IN ({', '.join('?' * len(ids))})", tuple(ids)


def _insert(connection: Connection, table: str, names: Sequence[str], item: object) -> None:
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [_written(getattr(item, name)) for name in names],
    )


def _written(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, (RecommendationStatus, Response)) else value


def _recommendation(row: tuple[Any, ...]) -> Recommendation:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _DAYS:
        values[name] = _day(values[name])
    values["status"] = _STATUSES[values["status"]]
    values["response"] = _RESPONSES[values["response"]]
    return Recommendation(**values)


def _update(row: tuple[Any, ...]) -> ProgressUpdate:
    return ProgressUpdate(
        id=row[0],
        recommendation_id=row[1],
        told_on=date.fromisoformat(row[2]),
        told_by=row[3],
        status=_STATUSES[row[4]],
        text=row[5],
        due=_day(row[6]),
        sheet_id=row[7],
        recorded_at=_moment(row[8]),
        recorded_by=row[9],
    )


def _acceptance(row: tuple[Any, ...]) -> Acceptance:
    return Acceptance(
        id=row[0],
        recommendation_id=row[1],
        meeting_id=row[2],
        accepted_on=date.fromisoformat(row[3]),
        status=_STATUSES[row[4]],
        due=_day(row[5]),
        note=row[6],
        recorded_at=_moment(row[7]),
        recorded_by=row[8],
    )


def _meeting(id: str, row: Sequence[Any]) -> MeetingName:
    held = None if row[2] is None else bool(row[2])
    return MeetingName(id, row[0], date.fromisoformat(row[1]), held)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
