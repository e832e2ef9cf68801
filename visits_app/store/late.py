"""What is late, as raw SQL: one query a kind, each along an index, at most `limit` rows."""

from datetime import date
from operator import itemgetter

from visits_app.domain.deadlines import Deadline, Deadlines
from visits_app.domain.late import WAITS_FOR, LateKind, LateThing
from visits_app.domain.reviews import ReviewStage
from visits_app.domain.text import date_in_words, shorten
from visits_app.store.connection import Connection

_STANDS = "status IN ('open', 'agreed', 'part')"

_RECOMMENDATION_STANDS = (
    "status NOT IN ('complete', 'not_feasible', 'superseded', 'done_unverified')"
)


def late_reviews(
    connection: Connection, deadlines: Deadlines, today: date, limit: int
) -> list[LateThing]:
    """Return submitted reports whose next step is overdue."""
    found = []
    query = (
        "SELECT v.id, t.name, v.visit_date, v.reference, v.submitted_at, r.stage, r.due"
        " FROM visit v LEFT JOIN review r ON r.visit_id = v.id LEFT JOIN team t ON t.id = v.team_id"
        " WHERE v.revision > 0 AND v.state <> 'not_held'"
        " AND (r.due < ? OR (r.stage IS NULL AND NOT v.example)) ORDER BY v.visit_date LIMIT ?"
    )
    for id, team, day, reference, submitted, stage, due in connection.execute(
        query, (today.isoformat(), limit)
    ):
        where = ReviewStage(stage) if stage else ReviewStage.SUBMITTED
        if where not in WAITS_FOR:
            continue
        if due is None:
            since = date.fromisoformat(submitted[:10])
            due = deadlines.due(Deadline.CHECK, since).isoformat()
        if due < today.isoformat():
            title = f"{team or 'No team'}, visit of {date_in_words(day or '')} ({reference})"
            found.append(_thing(LateKind.REVIEW, id, title, WAITS_FOR[where], due, visit_id=id))
    return found


_ASKS = """
SELECT a.id, a.action, coalesce(nullif(a.agreed_owner, ''), a.owner), {day} AS day, a.status, v.id,
       t.name
  FROM ask a JOIN visit v ON v.id = a.visit_id LEFT JOIN team t ON t.id = v.team_id
 WHERE {which} AND {day} > '' AND {day} < :today AND v.revision > 0 ORDER BY {day} LIMIT :limit
"""

_AS_ASKED = ("open", "agreed", "part")
"""Statuses of asks whose own day counts, where the service has agreed to no other."""


def late_asks(connection: Connection, today: date, limit: int) -> list[LateThing]:
    """Return asks of submitted visits whose day passed without an answer or the deed.

    Their own days run along an index, one status at a time; days the service agreed to are few.
    """
    queries = [
        _ASKS.format(day="a.due", which=f"a.status = '{one}' AND coalesce(a.agreed_due, '') = ''")
        for one in _AS_ASKED
    ]
    queries.append(_ASKS.format(day="a.agreed_due", which="a.status IN ('agreed', 'part')"))
    values = {"today": today.isoformat(), "limit": limit}
    found = [row for query in queries for row in connection.execute(query, values)]
    found.sort(key=itemgetter(3))
    return [
        _thing(
            LateKind.ASK,
            id,
            f"{team or 'No team'}: {shorten(action, 160)}",
            _answer_or_deed(status),
            due,
            owner=owner,
            visit_id=visit_id,
        )
        for id, action, owner, due, status, visit_id, team in found[:limit]
    ]


def late_actions(connection: Connection, today: date, limit: int) -> list[LateThing]:
    """Return actions whose day passed."""
    query = (
        "SELECT a.id, a.reference, a.text, a.owner, a.due, a.status, a.visit_id FROM action a"
        f" WHERE a.{_STANDS} AND a.due > '' AND a.due < ? ORDER BY a.due LIMIT ?"
    )
    return [
        _thing(
            LateKind.ACTION,
            id,
            f"{reference}: {shorten(text, 160)}",
            _answer_or_deed(status),
            due,
            owner=owner,
            visit_id=visit_id or "",
        )
        for id, reference, text, owner, due, status, visit_id in connection.execute(
            query, (today.isoformat(), limit)
        )
    ]


def late_questions(connection: Connection, today: date, limit: int) -> list[LateThing]:
    """Return questions about indicators whose day passed."""
    query = (
        "SELECT q.id, i.name, q.text, q.owner, q.due, q.status, i.id FROM indicator_question q"
        f" JOIN indicator i ON i.id = q.indicator_id WHERE q.{_STANDS} AND q.due < ?"
        " ORDER BY q.due LIMIT ?"
    )
    return [
        LateThing(
            LateKind.QUESTION,
            id,
            f"{name}: {shorten(text, 160)}",
            _answer_or_deed(status),
            date.fromisoformat(due),
            owner,
            indicator_id=indicator,
        )
        for id, name, text, owner, due, status, indicator in connection.execute(
            query, (today.isoformat(), limit)
        )
    ]


def late_recommendations(connection: Connection, today: date, limit: int) -> list[LateThing]:
    """Return recommendations whose due date passed and that nobody says are done."""
    query = (
        "SELECT id, reference, title, owner, due FROM recommendation"
        f" WHERE {_RECOMMENDATION_STANDS} AND due < ? ORDER BY due LIMIT ?"
    )
    return [
        _thing(
            LateKind.RECOMMENDATION,
            id,
            f"{reference} {title}",
            "Not said to be done",
            due,
            owner=owner,
        )
        for id, reference, title, owner, due in connection.execute(
            query, (today.isoformat(), limit)
        )
    ]


def late_sheets(connection: Connection, today: date, limit: int) -> list[LateThing]:
    """Return sheets that went out and did not come back by their day."""
    query = (
        "SELECT s.id, s.title, s.due FROM sheet s WHERE s.due < ? AND NOT EXISTS"
        " (SELECT 1 FROM sheet_return r WHERE r.sheet_id = s.id AND r.undone_at IS NULL)"
        " ORDER BY s.due LIMIT ?"
    )
    return [
        _thing(LateKind.SHEET, id, title, "The sheet, filled in", due)
        for id, title, due in connection.execute(query, (today.isoformat(), limit))
    ]


def _answer_or_deed(status: str) -> str:
    return "No response yet" if status == "open" else "Agreed, not said to be done"


def _thing(
    kind: LateKind,
    id: str,
    title: str,
    waits_for: str,
    due: str,
    *,
    owner: str = "",
    visit_id: str = "",
) -> LateThing:
    return LateThing(kind, id, title, waits_for, date.fromisoformat(due), owner, visit_id)
