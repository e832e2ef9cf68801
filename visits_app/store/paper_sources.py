"""What the records behind a paper are called, and where each can be read."""

from collections.abc import Iterable

from visits_app.domain.papers import Source, SourceLabel
from visits_app.domain.text import date_in_words
from visits_app.store.connection import Connection

_VISIT = (
    "SELECT {key}, v.id, t.name, v.visit_date FROM visit v LEFT JOIN team t ON t.id = v.team_id"
)
_OF_VISIT = {
    "visit": _VISIT.format(key="v.id"),
    **{
        table: f"{_VISIT.format(key='x.id')} JOIN {table} x ON x.visit_id = v.id"
        for table in ("finding", "ask", "question", "evidence_link", "correction")
    },
}
_OTHERS = {
    "recommendation": (
        "recommendation",
        "SELECT id, id, 'Recommendation ' || reference FROM recommendation",
    ),
    "progress_update": (
        "recommendation",
        "SELECT x.id, r.id, 'Recommendation ' || r.reference FROM progress_update x"
        " JOIN recommendation r ON r.id = x.recommendation_id",
    ),
    "acceptance": (
        "recommendation",
        "SELECT x.id, r.id, 'Recommendation ' || r.reference FROM acceptance x"
        " JOIN recommendation r ON r.id = x.recommendation_id",
    ),
    "indicator": ("indicator", "SELECT id, id, 'Figures: ' || name FROM indicator"),
    "meeting": ("meeting", "SELECT id, id, body || ', ' || held_on FROM meeting"),
}


def source_labels(connection: Connection, sources: Iterable[Source]) -> dict[Source, SourceLabel]:
    """Return what to call each source and the record to open for it.

    Sources that nobody would open, such as a team, are left out.
    """
    by_kind: dict[str, set[str]] = {}
    for source in sources:
        by_kind.setdefault(source.kind, set()).add(source.id)
    found: dict[Source, SourceLabel] = {}
    for kind, ids in by_kind.items():
        if kind in _OF_VISIT:
            for id, visit_id, team, day in connection.execute(_OF_VISIT[kind]):
                if id in ids:
                    when = date_in_words(day) if day else "no date yet"
                    label = f"Visit to {team or 'no team yet'}, {when}"
                    found[Source(kind, id)] = SourceLabel("visit", visit_id, label)
        elif kind in _OTHERS:
            opens, query = _OTHERS[kind]
            for id, record_id, name in connection.execute(query):
                if id in ids:
                    label = _dated(name) if opens == "meeting" else name
                    found[Source(kind, id)] = SourceLabel(opens, record_id, label)
    return found


def _dated(name: str) -> str:
    body, _, day = name.rpartition(", ")
    return f"{body}, {date_in_words(day)}"
