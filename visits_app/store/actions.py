"""Actions of every origin as raw SQL: asks, questions about indicators, and actions proper."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from visits_app.domain.action_rules import VerifyingVisit
from visits_app.domain.actions import Action, ActionFilter, ActionLine, ActionOrigin
from visits_app.domain.figures import period_in_words
from visits_app.domain.indicators import Observation
from visits_app.domain.registers import Precision
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import AskStatus
from visits_app.store.connection import Connection

_ASKS = """
SELECT a.id, a.action, 'ask' AS origin, coalesce(nullif(a.agreed_owner, ''), a.owner) AS owner,
       coalesce(nullif(a.agreed_due, ''), a.due) AS due,
       v.reference || '/' || (a.position + 1) AS reference, a.id AS origin_id,
       a.visit_id, v.team_id AS team_id, NULL AS recommendation_id, NULL AS meeting_id, a.status,
       a.response, a.responded_on, a.evidence, a.verified_visit_id, a.verified_by, a.verified_on,
       v.visit_date AS raised_on, v.author_id AS raised_by, v.visit_date AS said_on, '' AS told,
       NULL AS precision
  FROM ask a CROSS JOIN visit v ON v.id = a.visit_id WHERE v.revision > 0
"""

_QUESTIONS = """
SELECT q.id, q.text, 'question', q.owner, q.due, '', q.indicator_id, NULL, q.team_id, NULL, NULL,
       q.status, q.response, q.responded_on, q.evidence, q.verified_visit_id, q.verified_by,
       q.verified_on, q.raised_on, q.raised_by, q.period, i.name,
       (SELECT o.precision FROM observation o
         WHERE o.series_id = q.series_id AND o.period = q.period LIMIT 1)
  FROM indicator_question q JOIN indicator i ON i.id = q.indicator_id WHERE 1
"""

_ACTIONS = """
SELECT c.id, c.text, c.origin, c.owner, c.due, c.reference, c.origin_id, c.visit_id, c.team_id,
       c.recommendation_id, c.meeting_id, c.status, c.response, c.responded_on, c.evidence,
       c.verified_visit_id, c.verified_by, c.verified_on, c.raised_on, c.raised_by,
       CASE c.origin WHEN 'meeting' THEN m.held_on WHEN 'finding' THEN v.visit_date END,
       CASE c.origin WHEN 'meeting' THEN m.body
                     WHEN 'recommendation' THEN r.reference || ' ' || r.title ELSE '' END, NULL
  FROM action c LEFT JOIN meeting m ON m.id = c.meeting_id LEFT JOIN visit v ON v.id = c.visit_id
  LEFT JOIN recommendation r ON r.id = c.recommendation_id WHERE 1
"""

_UNION = f"{_ASKS} {{ask}} UNION ALL {_QUESTIONS} {{question}} UNION ALL {_ACTIONS} {{action}}"
_ALL = _UNION.format(ask="", question="", action="")

_LINES = """
SELECT one.*, t.name, w.visit_date, wt.name
  FROM ({union}) one LEFT JOIN team t ON t.id = one.team_id
  LEFT JOIN visit w ON w.id = one.verified_visit_id LEFT JOIN team wt ON wt.id = w.team_id
"""

_WAITS = "one.status IN ('open', 'agreed', 'part')"
_LATE = f"{_WAITS} AND one.due > '' AND one.due < ?"

_ALIASES = {"ask": "a", "question": "q", "action": "c"}

_TABLES = {ActionOrigin.ASK: "ask", ActionOrigin.QUESTION: "indicator_question"}


def action_lines(
    connection: Connection,
    wanted: ActionFilter,
    *,
    limit: int = -1,
    offset: int = 0,
    late_first: date | None = None,
) -> tuple[ActionLine, ...]:
    """Return actions, soonest due first, those without a day last.

    With `late_first` those come first whose day had passed on it with neither a refusal nor the
    deed, then those that still wait, then what waits to be verified.
    """
    query, values = _query(wanted)
    order = (
        f"CASE WHEN {_LATE} THEN 0 WHEN {_WAITS} THEN 1 WHEN one.status = 'done' THEN 2 ELSE 3 END"
    )
    query += (
        f" ORDER BY {order if late_first else '?'}, one.due = '', one.due, one.reference, one.id"
    )
    day = late_first.isoformat() if late_first else ""
    return tuple(
        _line(row)
        for row in connection.execute(f"{query} LIMIT ? OFFSET ?", (*values, day, limit, offset))
    )


def count_actions(connection: Connection, wanted: ActionFilter) -> int:
    """Count the actions a filter lets through."""
    query, values = _query(wanted)
    return int(connection.execute(f"SELECT count(*) FROM ({query})", values).fetchone()[0])


def read_action(connection: Connection, origin: ActionOrigin, id: str) -> ActionLine | None:
    """Return one action of any origin, or None."""
    part = {ActionOrigin.ASK: "ask", ActionOrigin.QUESTION: "question"}.get(origin, "action")
    where = {"ask": "AND 0", "question": "AND 0", "action": "AND 0"}
    where[part] = f"AND {_ALIASES[part]}.id = ?"
    query = _LINES.format(union=_UNION.format(**where))
    row = connection.execute(query, (id,)).fetchone()
    return _line(row) if row else None


def owners(connection: Connection) -> tuple[str, ...]:
    """Return every role that has an action, by name."""
    query = f"SELECT DISTINCT owner FROM ({_ALL}) WHERE owner <> '' ORDER BY owner COLLATE NOCASE"
    return tuple(row[0] for row in connection.execute(query))


def insert_action(connection: Connection, action: Action) -> None:
    """Insert an action proper."""
    values = {
        name: getattr(value, "value", value.isoformat() if isinstance(value, date) else value)
        for name, value in asdict(action).items()
    }
    columns = ", ".join(values)
    connection.execute(
        f"INSERT INTO action ({columns}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )


def delete_action(connection: Connection, id: str) -> None:
    """Delete an action proper."""
    connection.execute("DELETE FROM action WHERE id = ?", (id,))


def set_fields(
    connection: Connection, origin: ActionOrigin, id: str, fields: Mapping[str, Any]
) -> None:
    """Write columns of an action's own table; names are from our own code."""
    sets = ", ".join(f"{name} = ?" for name in fields)
    table = _TABLES.get(origin, "action")
    connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*fields.values(), id))


def before_last_answer(connection: Connection, action: Action) -> dict[str, Any]:
    """Return how an action stood before its last answer, by column; {} where it has none."""
    found = connection.execute(
        "SELECT \"before\" FROM history WHERE entity = ? AND entity_id = ? AND action = 'answered'"
        " ORDER BY sequence DESC LIMIT 1",
        (table_of(action.origin), action.id),
    ).fetchone()
    return dict(json.loads(found[0])) if found else {}


def table_of(origin: ActionOrigin) -> str:
    """Return the table an action of this origin is kept in."""
    return _TABLES.get(origin, "action")


def free_reference(connection: Connection, year: int) -> str:
    """Return the next reference of an action in a year: "A2014-003"."""
    found = connection.execute(
        "SELECT max(CAST(substr(reference, 7) AS INTEGER)) FROM action WHERE reference GLOB ?",
        (f"A{year:04d}-[0-9]*",),
    ).fetchone()[0]
    return f"A{year:04d}-{(found or 0) + 1:03d}"


def verifying_visits(
    connection: Connection, team_id: str | None, since: date, limit: int = 50
) -> tuple[VerifyingVisit, ...]:
    """Return the submitted visits since a day, newest first; those of one team if it is given."""
    query = (
        "SELECT v.id, v.reference, t.name, v.visit_date, (SELECT json_group_array(member_id)"
        " FROM visitor x WHERE x.visit_id = v.id) FROM visit v LEFT JOIN team t ON t.id = v.team_id"
        " WHERE v.revision > 0 AND v.state <> 'not_held' AND v.visit_date >= ?"
        f"{' AND v.team_id = ?' if team_id else ''} ORDER BY v.visit_date DESC, v.number LIMIT ?"
    )
    values = (since.isoformat(), *((team_id,) if team_id else ()), limit)
    return tuple(_verifying(row) for row in connection.execute(query, values))


def verifying_visit(connection: Connection, visit_id: str) -> VerifyingVisit | None:
    """Return one submitted visit that took place, or None."""
    row = connection.execute(
        "SELECT v.id, v.reference, t.name, v.visit_date, (SELECT json_group_array(member_id)"
        " FROM visitor x WHERE x.visit_id = v.id) FROM visit v LEFT JOIN team t ON t.id = v.team_id"
        " WHERE v.id = ? AND v.revision > 0 AND v.state <> 'not_held'",
        (visit_id,),
    ).fetchone()
    return _verifying(row) if row and row[3] else None


def _verifying(row: Sequence[Any]) -> VerifyingVisit:
    return VerifyingVisit(
        row[0], row[1], row[2] or "", date.fromisoformat(row[3]), tuple(json.loads(row[4]))
    )


def _query(wanted: ActionFilter) -> tuple[str, list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []

    def among(column: str, chosen: Iterable[str]) -> None:
        found = list(chosen)
        if found:
            conditions.append(f"{column} IN ({', '.join('?' * len(found))})")
            values.extend(found)

    among("one.status", (status.value for status in wanted.statuses))
    among("one.origin", (origin.value for origin in wanted.origins))
    among("one.team_id", wanted.team_ids)
    for column, id in (
        ("one.owner", wanted.owner),
        ("one.recommendation_id", wanted.recommendation_id),
        ("one.meeting_id", wanted.meeting_id),
        ("one.visit_id", wanted.visit_id),
        ("one.origin_id", wanted.origin_id),
    ):
        among(column, (id,) if id else ())
    if wanted.late_on is not None:
        conditions.append(_LATE)
        values.append(wanted.late_on.isoformat())
    for part in wanted.text.split():
        conditions.append(
            "(one.action || ' ' || one.owner || ' ' || one.reference || ' ' || one.response || ' '"
            " || coalesce(t.name, '')) LIKE ? ESCAPE '\\'"
        )
        values.append(f"%{_literal(part)}%")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return _LINES.format(union=_ALL) + where, values


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _line(row: Sequence[Any]) -> ActionLine:
    action = Action(
        id=row[0],
        text=row[1],
        origin=ActionOrigin(row[2]),
        owner=row[3],
        due=_day(row[4]),
        reference=row[5],
        origin_id=row[6],
        visit_id=row[7],
        team_id=row[8],
        recommendation_id=row[9],
        meeting_id=row[10],
        status=AskStatus(row[11]),
        response=row[12],
        responded_on=_day(row[13]),
        evidence=row[14],
        verified_visit_id=row[15],
        verified_by=row[16],
        verified_on=_day(row[17]),
        raised_on=_day(row[18]),
        raised_by=row[19] or "",
    )
    team, verified_on, verified_team = row[23] or "", row[24], row[25]
    return ActionLine(
        action,
        _source(action, team, row[20], row[21] or "", row[22]),
        team,
        _visit_words(verified_team, verified_on) if action.verified_visit_id else "",
    )


def _source(action: Action, team: str, day: str | None, told: str, precision: str | None) -> str:
    if action.origin in {ActionOrigin.ASK, ActionOrigin.FINDING}:
        return _visit_words(team, day)
    if action.origin is ActionOrigin.QUESTION:
        return f"Question on {told}{_period(day, precision)}"
    if action.origin is ActionOrigin.MEETING:
        return f"{told or 'Meeting'}, {date_in_words(day)}" if day else told
    return f"Recommendation {told}".strip()


def _period(day: str | None, precision: str | None) -> str:
    if day is None:
        return ""
    known = Precision(precision or Precision.MONTH)
    seen = Observation("", date.fromisoformat(day), None, known)
    return f", {period_in_words(seen)}"


def _visit_words(team: str | None, day: str | None) -> str:
    words = f"Visit to {team}" if team else "Visit"
    return f"{words}, {date_in_words(day)}" if day else words


def _day(iso: str | None) -> date | None:
    """Return the day of ISO text; a due day may be words a member typed, which are no day."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
