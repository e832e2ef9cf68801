"""The registers as rows of a sheet, in and out of the store."""

from collections.abc import Mapping
from typing import Any

from visits_app.domain.sheets import SheetKind
from visits_app.store.connection import Connection

Entry = dict[str, Any]
"""Column → value as the table holds it, `id` among them."""

_TABLES: Mapping[SheetKind, tuple[str, tuple[str, ...]]] = {
    SheetKind.TEAMS: (
        "team",
        ("name", "area", "kind", "lead_role", "visit_every_months", "note", "retired"),
    ),
    SheetKind.MEMBERS: (
        "member",
        (
            "name", "ward", "political_group", "co_opted", "term_start", "term_end", "role",
            "retired",
        ),
    ),
    SheetKind.THEMES: (
        "theme",
        ("name", "description", "retired", "merged_into", "split_from"),
    ),
    SheetKind.BODIES: ("body", ("name", "kind", "ends_on", "note", "retired")),
}  # fmt: skip
_TICKS = {"retired", "co_opted"}


def entries(connection: Connection, kind: SheetKind) -> dict[str, Entry]:
    """Return every entry of a register by its id, by name."""
    table, columns = _TABLES[kind]
    names = ("id", *columns)
    found = connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY name, id")
    return {row[0]: _entry(dict(zip(names, row, strict=True))) for row in found}


def add(connection: Connection, kind: SheetKind, entry: Entry) -> None:
    """Insert an entry; columns that it does not tell are the table's own."""
    table, columns = _TABLES[kind]
    names = [name for name in ("id", *columns) if name in entry]
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [entry[name] for name in names],
    )


def change(connection: Connection, kind: SheetKind, entry: Entry) -> None:
    """Make an entry this."""
    table, columns = _TABLES[kind]
    sets = ", ".join(f"{name} = ?" for name in columns)
    values = [*(entry[name] for name in columns), entry["id"]]
    connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", values)


def free_name(connection: Connection, kind: SheetKind, id: str) -> None:
    """Give an entry a name nobody bears: two that swap names must not meet half-way."""
    table, _ = _TABLES[kind]
    connection.execute(f"UPDATE {table} SET name = '?' || id WHERE id = ?", (id,))


def is_used(connection: Connection, kind: SheetKind, id: str) -> bool:
    """Say whether any record names an entry, in a column of its own or within answers."""
    table, _ = _TABLES[kind]
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (other,) in tables:
        for key in connection.execute(f'PRAGMA foreign_key_list("{other}")').fetchall():
            if key[2] != table:
                continue
            query = f'SELECT 1 FROM "{other}" WHERE "{key[3]}" = ? LIMIT 1'
            if connection.execute(query, (id,)).fetchone():
                return True
    query = "SELECT 1 FROM answer WHERE instr(value, ?) LIMIT 1"
    return connection.execute(query, (id,)).fetchone() is not None


def take_back(connection: Connection, kind: SheetKind, id: str) -> None:
    """Delete an entry that was added by a sheet and that no record names."""
    table, _ = _TABLES[kind]
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (id,))


def _entry(row: Entry) -> Entry:
    return {name: bool(value) if name in _TICKS else value for name, value in row.items()}
