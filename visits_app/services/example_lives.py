"""The lives of the example reports, taken step by step as an officer would."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.reviews import Correction, CorrectionDecision, ReviewStage, StepKind
from visits_app.domain.visits import AskStatus, Marking
from visits_app.domain.working_days import working_days_after
from visits_app.services import fact_checks, reviews
from visits_app.services.review_standing import read_review
from visits_app.store import asks as ask_rows
from visits_app.store import corrections as correction_rows
from visits_app.store import reviews as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.imports.example_reviews import CorrectionScript, LifeScript
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

BY = "officer"
"""Who the history names for what the officer did."""

_CHECK_DAYS, _FACTS_DAYS, _AGREE_DAYS, _TELL_DAYS, _CLOSE_DAYS = 2, 6, 2, 4, 10
"""Working days each takes."""


def live_out(
    store: "Store", connection: "Connection", visit_id: str, life: "LifeScript", *, today: date
) -> None:
    """Take a report through its life up to the stage its script says, as far as today."""
    _mark(connection, visit_id, life)
    for step, day, note, sent in _plan(connection, visit_id, life):
        if day > today:
            break
        if step in {StepKind.FACTS_BACK, StepKind.NO_FACTS_BACK}:
            _correct(store, connection, visit_id, life.corrections, day)
        reviews.write_step(
            store, connection, visit_id, step,
            by=BY, today=today, on=day, note=note, left_laptop=sent,
        )  # fmt: skip


def _plan(
    connection: "Connection", visit_id: str, life: "LifeScript"
) -> Iterator[tuple[StepKind, date, str, bool]]:
    """Give each step with its day, note and whether something was sent."""
    since = read_review(connection, visit_id).since
    if life.until is ReviewStage.SUBMITTED:
        return
    day = life.begun or working_days_after(since, _CHECK_DAYS)
    if life.until is ReviewStage.RETURNED:
        yield StepKind.RETURN, day, life.note, False
        return
    yield StepKind.CHECK, day, life.note, False
    if rows.visit_head(connection, visit_id)[1] == "not_held":
        if life.until is ReviewStage.CLOSED:
            yield StepKind.CLOSE, day, life.closed_reason, False
        return
    far = _STAGES.index(life.until)
    asks = ask_rows.asks_of_visit(connection, visit_id)
    answered = [ask.responded_on for ask in asks if ask.responded_on]
    if far >= 1:
        yield StepKind.SEND_FOR_FACTS, day, "", True
    if far >= 2:
        day = working_days_after(day, _FACTS_DAYS)
        yield StepKind.FACTS_BACK, day, "", False
    if far >= 3:
        day = working_days_after(day, _AGREE_DAYS)
        yield StepKind.AGREE, day, "", False
    if far >= 4:
        waits = any(ask.status is AskStatus.OPEN for ask in asks)
        if waits:
            due = read_review(connection, visit_id).due
            day = working_days_after(due or day, 1)
        else:
            day = max([day, *answered])
        yield (StepKind.NO_RESPONSE if waits else StepKind.RESPONSES_IN), day, "", False
    if far >= 5:
        day = working_days_after(day, _TELL_DAYS)
        yield StepKind.TELL_TEAM, day, "", True
    if far >= 6:
        day = working_days_after(day, _CLOSE_DAYS)
        yield StepKind.CLOSE, day, life.closed_reason, False


_STAGES = (
    ReviewStage.CHECKED,
    ReviewStage.WITH_SERVICE,
    ReviewStage.FACTS_BACK,
    ReviewStage.AGREED,
    ReviewStage.RESPONDED,
    ReviewStage.TEAM_TOLD,
    ReviewStage.CLOSED,
)


def _mark(connection: "Connection", visit_id: str, life: "LifeScript") -> None:
    if life.until in {ReviewStage.SUBMITTED, ReviewStage.RETURNED}:
        return
    reviews.write_marking(
        connection,
        visit_id,
        Marking(life.marking),
        paragraph=life.paragraph,
        reason=life.reason,
        procedure_checked=life.procedure_checked,
        by=BY,
    )


def _correct(
    store: "Store",
    connection: "Connection",
    visit_id: str,
    scripts: tuple["CorrectionScript", ...],
    day: date,
) -> None:
    revision = rows.visit_head(connection, visit_id)[2]
    found = fact_checks.sealed_passages(store, connection, visit_id, revision, whole=True)
    for position, script in enumerate(scripts, start=1):
        places = [one for one in found if one.question_id == script.question_id]
        if not places:
            continue
        place = places[max(script.row, 1) - 1]
        open_still = script.decision is CorrectionDecision.OPEN
        correction = Correction(
            id=uuid4().hex,
            visit_id=visit_id,
            revision=revision,
            position=position,
            question_id=place.question_id,
            row_id=place.row_id,
            passage=place.text,
            proposed=script.proposed,
            evidence=script.evidence,
            received_on=day,
            decision=script.decision,
            decision_note=script.note,
            decided_on=None if open_still else day,
            decided_by="" if open_still else BY,
        )
        correction_rows.insert_correction(connection, correction)
        record(
            connection,
            by=BY,
            action="received",
            entity="correction",
            entity_id=correction.id,
            after={"visit_id": visit_id, "proposed": script.proposed, "decision": script.decision},
        )
