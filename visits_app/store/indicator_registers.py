"""Writing indicators, their targets, rebases and outside events, each change with its history."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from visits_app.domain.indicators import Indicator, Rebase, Target
from visits_app.domain.registers import Event, Precision
from visits_app.store import indicators as rows
from visits_app.store.connection import Connection
from visits_app.store.history import record

_LINKS = (("indicator_team", "team_id", "team_ids"), ("indicator_theme", "theme_id", "theme_ids"))


def indicator_as_json(indicator: Indicator, targets: Sequence[Target]) -> dict[str, Any]:
    """Return an indicator with its links and targets as the history keeps it."""
    told = [{k: v for k, v in asdict(target).items() if k != "indicator_id"} for target in targets]
    return {**asdict(indicator), "targets": told}


def write_indicator(
    connection: Connection, indicator: Indicator, targets: Sequence[Target], *, by: str
) -> bool:
    """Add an indicator behind the others, or change the one with its id; False for no change."""
    found = rows.indicators(connection, indicator.id)
    before = indicator_as_json(found[0], rows.targets(connection, indicator.id)) if found else None
    after = indicator_as_json(indicator, targets)
    if before == after:
        return False
    cells = {
        key: value
        for key, value in asdict(indicator).items()
        if key not in ("team_ids", "theme_ids")
    }
    cells["aliases"] = json.dumps(indicator.aliases, ensure_ascii=False)
    names, marks = ", ".join(cells), ", ".join("?" * len(cells))
    updates = ", ".join(f"{name} = excluded.{name}" for name in cells if name != "id")
    connection.execute(
        f"""INSERT INTO indicator ({names}, position)
            VALUES ({marks}, (SELECT coalesce(max(position), -1) + 1 FROM indicator))
            ON CONFLICT (id) DO UPDATE SET {updates}""",
        tuple(cells.values()),
    )
    for table, column, field in _LINKS:
        connection.execute(f"DELETE FROM {table} WHERE indicator_id = ?", (indicator.id,))
        connection.executemany(
            f"INSERT INTO {table} (indicator_id, {column}) VALUES (?, ?)",
            [(indicator.id, id) for id in getattr(indicator, field)],
        )
    connection.execute("DELETE FROM target WHERE indicator_id = ?", (indicator.id,))
    connection.executemany(
        "INSERT INTO target (indicator_id, value, sense, starts_on, note, upper)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(indicator.id, t.value, t.sense, _iso(t.starts_on), t.note, t.upper) for t in targets],
    )
    _record(connection, by, "indicator", indicator.id, before, after)
    return True


def insert_rebase(connection: Connection, rebase: Rebase, *, by: str) -> None:
    """Insert a rebase."""
    connection.execute(
        "INSERT INTO rebase (id, indicator_id, series_id, starts_on, reason, made_by, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            rebase.id,
            rebase.indicator_id,
            rebase.series_id,
            rebase.starts_on.isoformat(),
            rebase.reason,
            rebase.made_by,
            _iso(rebase.made_at),
        ),
    )
    _record(connection, by, "rebase", rebase.id, None, asdict(rebase))


def delete_rebase(connection: Connection, rebase: Rebase, *, by: str) -> None:
    """Take a rebase away; the history keeps it."""
    connection.execute("DELETE FROM rebase WHERE id = ?", (rebase.id,))
    _record(connection, by, "rebase", rebase.id, asdict(rebase), None)


def read_event(connection: Connection, event_id: str) -> Event | None:
    """Return one outside event."""
    from datetime import date

    row = connection.execute(
        "SELECT id, happened_on, title, kind, precision, detail FROM event WHERE id = ?",
        (event_id,),
    ).fetchone()
    if row is None:
        return None
    return Event(row[0], date.fromisoformat(row[1]), row[2], row[3], Precision(row[4]), row[5])


def write_event(connection: Connection, event: Event, *, by: str) -> bool:
    """Add an outside event or change the one with its id; False for no change."""
    before = read_event(connection, event.id)
    if before == event:
        return False
    connection.execute(
        "INSERT INTO event (id, happened_on, title, kind, precision, detail)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET happened_on ="
        " excluded.happened_on, title = excluded.title, kind = excluded.kind,"
        " precision = excluded.precision, detail = excluded.detail",
        (
            event.id,
            event.on.isoformat(),
            event.title,
            event.kind,
            event.precision.value,
            event.detail,
        ),
    )
    _record(connection, by, "event", event.id, asdict(before) if before else None, asdict(event))
    return True


def delete_event(connection: Connection, event: Event, *, by: str) -> None:
    """Take an outside event away; the history keeps it."""
    connection.execute("DELETE FROM event WHERE id = ?", (event.id,))
    _record(connection, by, "event", event.id, asdict(event), None)


def _record(
    connection: Connection, by: str, entity: str, id: str, before: object, after: object
) -> None:
    action = "added" if before is None else "removed" if after is None else "changed"
    record(
        connection,
        by=by,
        action=action,
        entity=entity,
        entity_id=id,
        before=before,
        after=after,
    )


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
