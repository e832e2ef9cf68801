"""What refers to an entry of a register: every reference the tables know, and answers that name it.

The tables say themselves what refers to what, so that a new one cannot be forgotten here.
"""

from collections.abc import Iterator

from visits_app.store.connection import Connection

_JSON = (("answer", "value"), ("revision", "answers"))
"""Where answers lie as text: a form may ask for a team or member under any question."""


def references(connection: Connection, table: str, id: str) -> dict[tuple[str, str], int]:
    """Return (table, column) → how many rows refer to this entry, those with any.

    Answers and what a member did are looked through only where no table refers to it.
    """
    found: dict[tuple[str, str], int] = {}
    for other, column in _referring(connection, table):
        query = f'SELECT count(*) FROM "{other}" WHERE "{column}" = ?'
        count = connection.execute(query, (id,)).fetchone()[0]
        if count:
            found[other, column] = count
    if found:
        return found
    if table == "member":
        found = _deeds(connection, id)
    for other, column in _JSON:
        query = f"SELECT count(DISTINCT visit_id) FROM {other} WHERE instr({column}, ?)"
        count = connection.execute(query, (f'"{id}"',)).fetchone()[0]
        if count:
            found[other, column] = count
    return found


def _deeds(connection: Connection, member_id: str) -> dict[tuple[str, str], int]:
    """Count what a member did, which the history tells, and whether this is the member's desk."""
    done = connection.execute(
        'SELECT count(*) FROM history WHERE "by" = ?', (member_id,)
    ).fetchone()[0]
    desk = connection.execute(
        "SELECT count(*) FROM setting WHERE instr(value, ?)", (f'"{member_id}"',)
    ).fetchone()[0]
    counts = {("history", "by"): done, ("setting", "value"): desk}
    return {where: count for where, count in counts.items() if count}


def _referring(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%REFERENCES%'"
        " ORDER BY name"
    ).fetchall()
    for (name,) in names:
        keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
        for key in keys:
            if key[2] == table:
                yield name, key[3]
