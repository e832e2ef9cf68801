"""Decisions about passages and restrictions of answers, as raw SQL."""

from collections.abc import Collection, Iterable

from visits_app.domain.privacy.decisions import Decision, Restriction
from visits_app.store.connection import Connection

_DECISION = "id, subject, subject_id, place, passage, kind, reason, decided_at, decided_by"
_AT = "#"
"""Between a place and the mark of its sentence."""


def decisions(
    connection: Connection, subjects: Collection[tuple[str, str]]
) -> tuple[Decision, ...]:
    """Return the decisions that stand about some subjects, given as kind and id."""
    query = (
        f"SELECT {_DECISION} FROM privacy_decision"
        " WHERE subject = ? AND subject_id = ? AND undone_at IS NULL ORDER BY decided_at"
    )
    return tuple(
        _decision(row) for subject in sorted(subjects) for row in connection.execute(query, subject)
    )


def all_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Return every decision that stands."""
    query = f"SELECT {_DECISION} FROM privacy_decision WHERE undone_at IS NULL ORDER BY decided_at"
    return tuple(_decision(row) for row in connection.execute(query))


def decision(connection: Connection, decision_id: str) -> Decision | None:
    """Return one decision that stands, or None."""
    query = f"SELECT {_DECISION} FROM privacy_decision WHERE id = ? AND undone_at IS NULL"
    row = connection.execute(query, (decision_id,)).fetchone()
    return _decision(row) if row else None


def insert_decision(connection: Connection, made: Decision, subject: tuple[str, str, str]) -> None:
    """Write a decision down."""
    kind, subject_id, place = subject
    connection.execute(
        f"INSERT INTO privacy_decision ({_DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            made.id, kind, subject_id, f"{place}{_AT}{made.mark}", made.passage, made.kind,
            made.reason, made.decided_at, made.decided_by,
        ),
    )  # fmt: skip


def mark_undone(connection: Connection, decision_id: str, at: str) -> None:
    """Take a decision back; it stays on record."""
    connection.execute("UPDATE privacy_decision SET undone_at = ? WHERE id = ?", (at, decision_id))


def restrictions(connection: Connection, visit_id: str) -> tuple[Restriction, ...]:
    """Return what of a visit is kept out of everything public."""
    rows = connection.execute(
        "SELECT visit_id, question_id, row_id, reason, made_at, made_by FROM restriction"
        " WHERE visit_id = ? ORDER BY made_at, question_id, row_id",
        (visit_id,),
    )
    return tuple(Restriction(*row) for row in rows)


def restricted_visits(connection: Connection, visit_ids: Iterable[str]) -> frozenset[str]:
    """Return which of some visits are marked restricted or exempt, or have anything restricted."""
    query = (
        "SELECT 1 FROM restriction WHERE visit_id = :id UNION ALL"
        " SELECT 1 FROM visit WHERE id = :id AND marking IN ('restricted', 'exempt') UNION ALL"
        " SELECT 1 FROM review WHERE visit_id = :id AND marking IN ('restricted', 'exempt') LIMIT 1"
    )
    return frozenset(id for id in visit_ids if connection.execute(query, {"id": id}).fetchone())


def restricted_asks(connection: Connection) -> frozenset[str]:
    """Return the asks that stand in one report only, with whoever answers for it.

    They are of a report marked restricted or exempt, or are kept out of everything public.
    """
    query = (
        "SELECT a.id FROM ask a JOIN visit v ON v.id = a.visit_id"
        " WHERE v.marking IN ('restricted', 'exempt')"
        " OR EXISTS (SELECT 1 FROM review w WHERE w.visit_id = v.id"
        "            AND w.marking IN ('restricted', 'exempt'))"
        " OR EXISTS (SELECT 1 FROM restriction x WHERE x.visit_id = v.id"
        "            AND x.question_id = 'asks' AND x.row_id IN ('', a.id))"
    )
    return frozenset(id for (id,) in connection.execute(query))


def insert_restriction(connection: Connection, made: Restriction) -> None:
    """Write a restriction down; one that is there already keeps its reason."""
    connection.execute(
        "INSERT INTO restriction (visit_id, question_id, row_id, reason, made_at, made_by)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (made.visit_id, made.question_id, made.row_id, made.reason, made.made_at, made.made_by),
    )


def delete_restriction(
    connection: Connection, visit_id: str, question_id: str, row_id: str
) -> None:
    """Let an answer or a row be public again."""
    connection.execute(
        "DELETE FROM restriction WHERE visit_id = ? AND question_id = ? AND row_id = ?",
        (visit_id, question_id, row_id),
    )


def _decision(row: tuple[str, ...]) -> Decision:
    id, subject, subject_id, place, passage, kind, reason, at, by = row
    where, _, mark = place.rpartition(_AT)
    key = f"{subject}/{subject_id}/{where}"
    return Decision(id, key.rstrip("/"), mark, passage, kind, reason, at, by)
