"""The names and words that the registers hold, for rules that look for names they do not."""

from visits_app.store.connection import Connection

_NAMES = """
SELECT name FROM team UNION SELECT area FROM team UNION SELECT lead_role FROM team
UNION SELECT name FROM member UNION SELECT ward FROM member UNION SELECT political_group FROM member
UNION SELECT role FROM member
"""
_TEXTS = "SELECT name || ' ' || description FROM theme"


def known_names(connection: Connection) -> frozenset[str]:
    """Return teams, areas, roles, members, wards, groups and bodies as they are written."""
    found = {str(name) for (name,) in connection.execute(_NAMES) if name}
    for query in ("SELECT name FROM body", "SELECT DISTINCT area FROM series"):
        found |= {str(name) for (name,) in connection.execute(query) if name}
    return frozenset(found)


def known_texts(connection: Connection) -> tuple[str, ...]:
    """Return what themes are called and how they are told: their words are ordinary."""
    return tuple(str(text) for (text,) in connection.execute(_TEXTS) if text)
