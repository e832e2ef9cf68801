"""The registers in and out of the store as raw SQL."""

import json
from datetime import date

from visits_app.domain.meetings import Meeting
from visits_app.domain.names import Names
from visits_app.domain.registers import Event, Member, Precision, Team, Theme
from visits_app.store.asks import OPEN
from visits_app.store.connection import Connection


def teams(connection: Connection) -> tuple[Team, ...]:
    """Return every team by name."""
    return tuple(
        Team(
            id=row[0],
            name=row[1],
            area=row[2],
            kind=row[3],
            lead_role=row[4],
            visit_every_months=row[5],
            note=row[6],
            retired=bool(row[7]),
        )
        for row in connection.execute(
            "SELECT id, name, area, kind, lead_role, visit_every_months, note, retired"
            " FROM team ORDER BY name"
        )
    )


def members(connection: Connection) -> tuple[Member, ...]:
    """Return every member by name."""
    return tuple(
        Member(
            id=row[0],
            name=row[1],
            ward=row[2],
            political_group=row[3],
            co_opted=bool(row[4]),
            term_start=_day(row[5]),
            term_end=_day(row[6]),
            role=row[7],
            retired=bool(row[8]),
        )
        for row in connection.execute(
            "SELECT id, name, ward, political_group, co_opted, term_start, term_end, role, retired"
            " FROM member ORDER BY name, id"
        )
    )


def themes(connection: Connection) -> tuple[Theme, ...]:
    """Return every theme by name; one that was merged is retired, whatever its row says."""
    query = (
        "SELECT id, name, description, retired OR merged_into IS NOT NULL, merged_into, split_from"
        " FROM theme ORDER BY name"
    )
    return tuple(
        Theme(row[0], row[1], row[2], bool(row[3]), row[4], row[5])
        for row in connection.execute(query)
    )


def meetings(connection: Connection) -> tuple[Meeting, ...]:
    """Return every meeting, oldest first, with the titles of its items."""
    return tuple(
        Meeting(
            id=row[0],
            held_on=date.fromisoformat(row[1]),
            body=row[2],
            topics=tuple(json.loads(row[11])),
            note=row[3],
            visits_item=bool(row[4]),
            body_id=row[5],
            starts_at=row[6],
            place=row[7],
            papers_due=_day(row[8]),
            officers=row[9],
            held=None if row[10] is None else bool(row[10]),
        )
        for row in connection.execute(
            "SELECT m.id, m.held_on, m.body, m.note, m.visits_item, m.body_id, m.starts_at,"
            " m.place, m.papers_due, m.officers, m.held, (SELECT json_group_array(title) FROM"
            " (SELECT title FROM meeting_item i WHERE i.meeting_id = m.id ORDER BY i.position))"
            " FROM meeting m ORDER BY m.held_on, m.id"
        )
    )


def events(connection: Connection) -> tuple[Event, ...]:
    """Return every outside event, oldest first."""
    return tuple(
        Event(
            id=row[0],
            on=date.fromisoformat(row[1]),
            title=row[2],
            kind=row[3],
            precision=Precision(row[4]),
            detail=row[5],
        )
        for row in connection.execute(
            "SELECT id, happened_on, title, kind, precision, detail FROM event"
            " ORDER BY happened_on, id"
        )
    )


def names(connection: Connection, visit_id: str | None) -> Names:
    """Return every register's labels, with the asks that matter to one visit."""

    def labels(query: str, *values: str) -> dict[str, str]:
        return dict(connection.execute(query, values).fetchall())

    return Names(
        teams=labels("SELECT id, name FROM team ORDER BY name"),
        members=labels("SELECT id, name FROM member ORDER BY name, id"),
        themes=labels("SELECT id, name FROM theme ORDER BY name"),
        indicators=labels("SELECT id, name FROM indicator ORDER BY position, name"),
        recommendations=labels(
            "SELECT id, reference || ' ' || title FROM recommendation ORDER BY length(reference),"
            " reference"
        ),
        asks=labels(_ASKS.format(open=OPEN), visit_id, visit_id) if visit_id else {},
    )


_ASKS = """
SELECT a.id, a.action FROM visit this
  CROSS JOIN visit v ON v.team_id = this.team_id AND v.id <> this.id AND v.revision > 0
  CROSS JOIN ask a ON a.visit_id = v.id
 WHERE this.id = ? AND a.status IN {open}
 UNION
SELECT a.id, a.action FROM answer w, json_each(w.value) row
  JOIN ask a ON a.id = json_extract(row.value, '$.ask')
 WHERE w.visit_id = ? AND w.question_id = 'ask_checks'
"""
"""Open asks of the visit's team, and those the visit itself speaks of, whatever became of them."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
