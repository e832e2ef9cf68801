"""Adding to the registers and changing them, inside the caller's transaction, with history."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from visits_app.domain.meetings import Body, Seat
from visits_app.domain.registers import Member, Team, Theme
from visits_app.store.connection import Connection
from visits_app.store.history import record

Entry = Team | Member | Theme | Body

TABLES: Mapping[type, str] = {Team: "team", Member: "member", Theme: "theme", Body: "body"}
_SEAT_SIDES = {"member": "member_id", "body": "body_id"}


def read_row(connection: Connection, table: str, id: str) -> dict[str, Any] | None:
    """Return an entry's row as its columns and cells, None where there is none."""
    found = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (id,))
    names = [column[0] for column in found.description]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row is not None else None


def cells_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as its row."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(entry).items()
    }


def write_entry(
    connection: Connection,
    entry: Entry,
    *,
    by: str,
    action: str = "",
    seats: Iterable[Seat] | None = None,
) -> bool:
    """Add an entry or change the one with its id, and say whether anything differs.

    `seats` of a member or body replace those it had; None leaves them.
    """
    table, cells = TABLES[type(entry)], cells_of(entry)
    before, after = read_row(connection, table, entry.id), dict(cells)
    if before is not None:
        before = {key: _plain(value, after[key]) for key, value in before.items()}
    if before != after:
        names = ", ".join(cells)
        sets = ", ".join(f"{name} = excluded.{name}" for name in cells if name != "id")
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(cells))})"
            f" ON CONFLICT (id) DO UPDATE SET {sets}",
            tuple(cells.values()),
        )
    if seats is not None:
        was, now = _write_seats(connection, table, entry.id, tuple(seats), by)
        if was != now:
            before = before if before is None else {**before, "seats": was}
            after["seats"] = now
    if before == after:
        return False
    record(
        connection,
        by=by,
        action=action or ("added" if before is None else "changed"),
        entity=table,
        entity_id=entry.id,
        before=before,
        after=after,
    )
    return True


def delete_entry(connection: Connection, entry: Entry, *, by: str) -> None:
    """Take out an entry nothing refers to; what it was stays in the history."""
    table = TABLES[type(entry)]
    before = cells_of(entry)
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (entry.id,))
    record(connection, by=by, action="removed", entity=table, entity_id=entry.id, before=before)


def _write_seats(
    connection: Connection, table: str, id: str, seats: tuple[Seat, ...], by: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Make the seats of one side these, tell the other sides, and return before and after."""
    side = _SEAT_SIDES[table]
    other_table = "body" if table == "member" else "member"
    other = _SEAT_SIDES[other_table]
    was, now = _seats(connection, side, id), [_seat(seat) for seat in seats]
    order = sorted(now, key=lambda seat: str(seat[other]))
    if was == order:
        return was, order
    connection.execute(f"DELETE FROM body_member WHERE {side} = ?", (id,))
    connection.executemany(
        "INSERT INTO body_member (body_id, member_id, role, starts_on, ends_on)"
        " VALUES (:body_id, :member_id, :role, :starts_on, :ends_on)",
        order,
    )
    olds, news = ({seat[other]: seat for seat in side_of} for side_of in (was, order))
    for other_id in sorted({*olds, *news}):
        old, new = olds.get(other_id), news.get(other_id)
        if old != new:
            record(
                connection,
                by=by,
                action="changed",
                entity=other_table,
                entity_id=str(other_id),
                before={"seats": [_without(old, other)] if old else []},
                after={"seats": [_without(new, other)] if new else []},
            )
    return [_without(seat, side) for seat in was], [_without(seat, side) for seat in order]


def _seats(connection: Connection, side: str, id: str) -> list[dict[str, Any]]:
    found = connection.execute(
        "SELECT body_id, member_id, role, starts_on, ends_on FROM body_member"
        f" WHERE {side} = ? ORDER BY {'body_id' if side == 'member_id' else 'member_id'}",
        (id,),
    )
    names = ("body_id", "member_id", "role", "starts_on", "ends_on")
    return [dict(zip(names, row, strict=True)) for row in found]


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(seat).items()
    }


def _without(seat: Mapping[str, Any], side: str) -> dict[str, Any]:
    return {key: value for key, value in seat.items() if key != side}


def _plain(value: Any, like: Any) -> Any:
    return bool(value) if isinstance(like, bool) else value
