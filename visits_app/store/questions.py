"""Questions to the service as raw SQL."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from visits_app.domain.questions import AskedQuestion, IndicatorQuestion
from visits_app.domain.registers import Precision
from visits_app.domain.visits import AskStatus
from visits_app.store.connection import Connection

_QUESTION = (
    "q.id, q.indicator_id, q.text, q.raised_by, q.raised_on, q.owner, q.due, q.series_id,"
    " q.team_id, q.period, q.status, q.response, q.responded_on"
)
_ASKED = f"""
SELECT {_QUESTION}, i.name, t.name, (
       SELECT o.precision FROM observation o
        WHERE o.series_id = q.series_id AND o.period = q.period LIMIT 1)
  FROM indicator_question q JOIN indicator i ON i.id = q.indicator_id
  LEFT JOIN team t ON t.id = q.team_id
"""
_OF_TEAM = (
    "(q.team_id = ? OR (q.team_id IS NULL AND q.indicator_id IN"
    " (SELECT indicator_id FROM indicator_team WHERE team_id = ?)))"
)


def add_question(connection: Connection, question: IndicatorQuestion) -> None:
    """Write a new question."""
    connection.execute(
        "INSERT INTO indicator_question (id, indicator_id, series_id, team_id, period, text,"
        " raised_by, raised_on, owner, due, status, response, responded_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            question.id,
            question.indicator_id,
            question.series_id,
            question.team_id,
            _iso(question.period),
            question.text,
            question.raised_by,
            question.raised_on.isoformat(),
            question.owner,
            question.due.isoformat(),
            question.status.value,
            question.response,
            _iso(question.responded_on),
        ),
    )


def remove_question(connection: Connection, question_id: str) -> None:
    """Take a question away."""
    connection.execute("DELETE FROM indicator_question WHERE id = ?", (question_id,))


def read_question(connection: Connection, question_id: str) -> IndicatorQuestion | None:
    """Return one question, or None."""
    query = f"SELECT {_QUESTION} FROM indicator_question q WHERE q.id = ?"
    row = connection.execute(query, (question_id,)).fetchone()
    return _question(row) if row else None


def set_response(
    connection: Connection, question_id: str, status: AskStatus, response: str, on: date
) -> None:
    """Write what the service answered."""
    connection.execute(
        "UPDATE indicator_question SET status = ?, response = ?, responded_on = ? WHERE id = ?",
        (status.value, response, on.isoformat(), question_id),
    )


def questions(
    connection: Connection,
    *,
    indicator_id: str | None = None,
    team_id: str | None = None,
    statuses: Iterable[AskStatus] = tuple(AskStatus),
    limit: int = -1,
) -> tuple[AskedQuestion, ...]:
    """Return questions in any of some statuses, soonest due first; all of them without a limit.

    Those of a team name it, or name no team and ask about a measure of the team.
    """
    wanted = ", ".join(f"'{AskStatus(status).value}'" for status in statuses)
    conditions, given = [f"q.status IN ({wanted})"], list[Any]()
    if indicator_id is not None:
        conditions.append("q.indicator_id = ?")
        given.append(indicator_id)
    if team_id is not None:
        conditions.append(_OF_TEAM)
        given += [team_id, team_id]
    query = f"{_ASKED} WHERE {' AND '.join(conditions)} ORDER BY q.due, q.raised_on, q.id LIMIT ?"
    return tuple(_asked(row) for row in connection.execute(query, (*given, limit)))


def answered_questions(
    connection: Connection, raised_by: str, limit: int
) -> tuple[AskedQuestion, ...]:
    """Return the answered questions of one who raised them, newest answer first."""
    query = (
        f"{_ASKED} WHERE q.raised_by = ? AND q.status <> 'open'"
        " ORDER BY q.responded_on DESC, q.raised_on DESC, q.id LIMIT ?"
    )
    return tuple(_asked(row) for row in connection.execute(query, (raised_by, limit)))


def belongs(connection: Connection, indicator_id: str, series_id: str) -> bool:
    """Say whether a series is one of an indicator."""
    query = "SELECT 1 FROM series WHERE id = ? AND indicator_id = ?"
    return connection.execute(query, (series_id, indicator_id)).fetchone() is not None


def there(connection: Connection, table: str, id: str) -> bool:
    """Say whether a row of a table is there; `table` is a name from our own code."""
    return connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone() is not None


def _asked(row: Sequence[Any]) -> AskedQuestion:
    precision = Precision(row[15] or Precision.MONTH)
    return AskedQuestion(_question(row[:13]), row[13], row[14] or "", precision)


def _question(row: Sequence[Any]) -> IndicatorQuestion:
    return IndicatorQuestion(
        id=row[0],
        indicator_id=row[1],
        text=row[2],
        raised_by=row[3],
        raised_on=date.fromisoformat(row[4]),
        owner=row[5],
        due=date.fromisoformat(row[6]),
        series_id=row[7],
        team_id=row[8],
        period=_day(row[9]),
        status=AskStatus(row[10]),
        response=row[11],
        responded_on=_day(row[12]),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
