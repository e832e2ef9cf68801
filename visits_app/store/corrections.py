"""Corrections of facts a service asked for, as raw SQL."""

from datetime import date
from typing import Any

from visits_app.domain.reviews import Correction, CorrectionDecision
from visits_app.store.connection import Connection

_CORRECTION = (
    "id, visit_id, sheet_id, revision, position, question_id, row_id, passage, proposed, evidence,"
    " decision, decision_note, decided_on, decided_by, received_on"
)


def read_corrections(connection: Connection, visit_id: str) -> tuple[Correction, ...]:
    """Return the corrections asked for in a report, in the order they came."""
    query = f"SELECT {_CORRECTION} FROM correction WHERE visit_id = ? ORDER BY position, id"
    return tuple(_correction(row) for row in connection.execute(query, (visit_id,)))


def read_correction(connection: Connection, correction_id: str) -> Correction | None:
    """Return one correction, or None."""
    query = f"SELECT {_CORRECTION} FROM correction WHERE id = ?"
    row = connection.execute(query, (correction_id,)).fetchone()
    return _correction(row) if row else None


def insert_correction(connection: Connection, correction: Correction) -> None:
    """Write a new correction."""
    connection.execute(
        f"INSERT INTO correction ({_CORRECTION}) VALUES ({', '.join('?' * 15)})",
        (
            correction.id,
            correction.visit_id,
            correction.sheet_id,
            correction.revision,
            correction.position,
            correction.question_id,
            correction.row_id,
            correction.passage,
            correction.proposed,
            correction.evidence,
            correction.decision.value,
            correction.decision_note,
            correction.decided_on.isoformat() if correction.decided_on else None,
            correction.decided_by,
            correction.received_on.isoformat(),
        ),
    )


def delete_correction(connection: Connection, correction_id: str) -> None:
    """Take a correction away that came in with a sheet taken back."""
    connection.execute("DELETE FROM correction WHERE id = ?", (correction_id,))


def write_decision(
    connection: Connection,
    correction_id: str,
    decision: CorrectionDecision,
    note: str,
    *,
    on: date | None,
    by: str,
) -> None:
    """Write what was decided about a correction."""
    connection.execute(
        "UPDATE correction SET decision = ?, decision_note = ?, decided_on = ?, decided_by = ?"
        " WHERE id = ?",
        (decision.value, note, on.isoformat() if on else None, by, correction_id),
    )


def _correction(row: tuple[Any, ...]) -> Correction:
    return Correction(
        id=row[0],
        visit_id=row[1],
        sheet_id=row[2],
        revision=row[3],
        position=row[4],
        question_id=row[5],
        row_id=row[6],
        passage=row[7],
        proposed=row[8],
        evidence=row[9],
        decision=CorrectionDecision(row[10]),
        decision_note=row[11],
        decided_on=date.fromisoformat(row[12]) if row[12] else None,
        decided_by=row[13],
        received_on=date.fromisoformat(row[14]),
    )
