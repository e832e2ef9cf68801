"""Every change, once, for ever: what, when, by whom, before and after."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from visits_app.domain.record_history import HistoryEntry
from visits_app.store.connection import Connection

if TYPE_CHECKING:
    from sqlmodel import Session

_INSERT = (
    'INSERT INTO history (at, "by", action, entity, entity_id, "before", "after")'
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def record(
    where: "Connection | Session",
    *,
    by: str,
    action: str,
    entity: str,
    entity_id: str,
    before: object = None,
    after: object = None,
) -> None:
    """Append one change within the transaction that makes it; nothing here can be taken back.

    `where` is the connection of `Store.write()` or the session of `Store.transaction()`; `action`
    is a verb in the past tense ("submitted"), `entity` a table's name, `before` and `after`
    anything JSON can hold, None where there was or is nothing.
    """
    row = (
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        by,
        action,
        entity,
        entity_id,
        _as_json(before),
        _as_json(after),
    )
    if isinstance(where, Connection):
        where.execute(_INSERT, row)
    else:
        where.flush()
        where.connection().exec_driver_sql(_INSERT, row)


def entries(connection: Connection, entity: str, entity_id: str) -> tuple[HistoryEntry, ...]:
    """Return what was done to one record, oldest first."""
    return tuple(
        HistoryEntry(
            datetime.fromisoformat(row[0]),
            row[1],
            row[2],
            json.loads(row[3]) if row[3] else None,
            json.loads(row[4]) if row[4] else None,
        )
        for row in connection.execute(
            'SELECT at, "by", action, "before", "after" FROM history'
            " WHERE entity = ? AND entity_id = ? ORDER BY sequence",
            (entity, entity_id),
        )
    )


def _as_json(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> Any:
    """Spell dates, sets and the like as text JSON can hold."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
