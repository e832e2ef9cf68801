"""What a store is made of, as plain data: tables, indexes, triggers and how many rows."""

import re

from visits_app.store.connection import Connection

_SPACE = re.compile(r"\s+")

# SQLite's own tables, and the ones FTS5 keeps its index in: their shape is the library's affair.
_OURS = r"""
    SELECT type, name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'visit\_text\_%' ESCAPE '\'
    ORDER BY type, name
"""


def definitions(connection: Connection) -> dict[tuple[str, str], str]:
    """Return the SQL of everything in the store by (kind, name), whatever its spacing."""
    return {
        (kind, name): _SPACE.sub(" ", sql or "").strip()
        for kind, name, sql in connection.execute(_OURS)
    }


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of every table, the search table among them."""
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for kind, name in definitions(connection)
        if kind == "table"
    }
