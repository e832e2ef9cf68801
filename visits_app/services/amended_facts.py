"""Corrections of fact that count as amended once a report is sealed with other words."""

from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.reviews import Correction, CorrectionDecision
from visits_app.domain.visits import Revision
from visits_app.services.review_standing import decided
from visits_app.store import corrections as correction_rows
from visits_app.store import visits as visit_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection


def settle_corrections(connection: "Connection", revision: Revision, day: date) -> None:
    """Count accepted corrections as amended where their passage is not what it was."""
    accepted = decided(
        correction_rows.read_corrections(connection, revision.visit_id),
        CorrectionDecision.ACCEPTED,
    )
    if not accepted:
        return
    sealed = {r.number: r for r in visit_rows.read_revisions(connection, revision.visit_id)}
    for correction in accepted:
        before = sealed.get(correction.revision)
        if before and _answer(before, correction) == _answer(revision, correction):
            continue
        correction_rows.write_decision(
            connection,
            correction.id,
            CorrectionDecision.AMENDED,
            correction.decision_note,
            on=day,
            by=revision.sealed_by,
        )
        record(
            connection,
            by=revision.sealed_by,
            action="amended",
            entity="correction",
            entity_id=correction.id,
            before={"decision": correction.decision},
            after={"decision": CorrectionDecision.AMENDED, "revision": revision.number},
        )


def _answer(revision: Revision, correction: Correction) -> object:
    value = revision.answers.get(correction.question_id)
    if not correction.row_id:
        return value
    listed = value if isinstance(value, list) else []
    return next(
        (row for row in listed if isinstance(row, dict) and row.get("id") == correction.row_id),
        None,
    )
