"""Where a submitted report stands: all that decides what may be done with it, read together."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from visits_app.domain import referrals
from visits_app.domain.deadlines import SETTING, Deadlines, deadlines_from
from visits_app.domain.errors import SealedVisit
from visits_app.domain.form_rules import faults as form_faults
from visits_app.domain.review_rules import Standing, due_when_submitted
from visits_app.domain.reviews import (
    Correction,
    CorrectionDecision,
    Review,
    ReviewStage,
    ReviewStep,
    StepKind,
)
from visits_app.domain.visits import AskStatus, Revision, Visit, VisitState
from visits_app.services.forms import known_form
from visits_app.store import asks as ask_rows
from visits_app.store import corrections as correction_rows
from visits_app.store import reviews as rows
from visits_app.store import visits as visit_rows

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def read_review(connection: "Connection", visit_id: str) -> Review:
    """Return a report's review, or the one it would begin with."""
    review = rows.read_review(connection, visit_id)
    if review is not None:
        return review
    head = visit_rows.read_head(connection, visit_id)
    if head.revision == 0:
        raise SealedVisit(f"Visit {head.reference} was not submitted yet: it has no review.")
    day = day_of(head.submitted_at or head.updated_at)
    due = due_when_submitted(day, read_deadlines(connection))
    return Review(visit_id, ReviewStage.SUBMITTED, day, due)


def read_standing(store: "Store", connection: "Connection", visit_id: str) -> Standing:
    """Return all that decides what may be done with a report."""
    review = read_review(connection, visit_id)
    visit = visit_rows.read_visit(connection, visit_id, today=date.max, sealed=True)
    head = visit_rows.read_head(connection, visit_id)
    asks = ask_rows.asks_of_visit(connection, visit_id)
    corrections = correction_rows.read_corrections(connection, visit_id)
    steps = [s for s in rows.read_steps(connection, visit_id) if s.undone_at is None]
    return Standing(
        review=review,
        revision=head.revision,
        checked_revision=_checked(steps),
        held=visit.state is not VisitState.NOT_HELD,
        being_corrected=head.state == VisitState.CORRECTING.value,
        missing=missing_answers(store, connection, visit),
        referral=visit.answers.get(referrals.MADE) is True,
        waiting_corrections=len(decided(corrections, CorrectionDecision.OPEN)),
        accepted_corrections=len(decided(corrections, CorrectionDecision.ACCEPTED)),
        unanswered=sum(ask.status is AskStatus.OPEN for ask in asks),
        asks=len(asks),
        open_asks=sum(ask.status.is_open for ask in asks),
        closed_from=_closed_from(steps),
    )


def standing_of_sealed(connection: "Connection", revision: Revision) -> Standing:
    """Return what the rules need of a report that is sealed this moment."""
    return Standing(
        review=read_review(connection, revision.visit_id),
        revision=revision.number,
        held=visit_rows.sealed_state(revision.answers) is not VisitState.NOT_HELD,
    )


def missing_answers(store: "Store", connection: "Connection", visit: Visit) -> tuple[str, ...]:
    """Return what is missing or wrong in a sealed report by its form, in words."""
    form = known_form(store, connection, visit.form_id, visit.form_version).form
    found = form_faults(form, visit.answers, visit.mode, today=date.max)
    return tuple(fault.what for fault in found)


def _checked(live: Iterable[ReviewStep]) -> int:
    return max((step.revision for step in live if step.step is StepKind.CHECK), default=0)


def _closed_from(live: list[ReviewStep]) -> ReviewStage:
    for place in range(len(live) - 1, 0, -1):
        if live[place].step is StepKind.CLOSE:
            return live[place - 1].stage
    return ReviewStage.TEAM_TOLD


def decided(
    corrections: Iterable[Correction], decision: CorrectionDecision
) -> tuple[Correction, ...]:
    """Return the corrections with a decision."""
    return tuple(one for one in corrections if one.decision is decision)


def read_deadlines(connection: "Connection") -> Deadlines:
    """Return the council's deadlines, as usual where it has not set its own."""
    found = connection.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    return deadlines_from(json.loads(found[0]) if found else None)


def day_of(moment: str) -> date:
    """Return the day of a time as this laptop's clock has it."""
    at = datetime.fromisoformat(moment)
    return (at.astimezone() if at.tzinfo else at).date()
