"""The life of a report after it was submitted: steps taken and taken back, and marking."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.completeness import CheckItem, completeness
from visits_app.domain.deadlines import Deadlines
from visits_app.domain.errors import Fault, FaultsError, StepRefused, UndoRefused
from visits_app.domain.review_rules import (
    Standing,
    due_after,
    due_when_submitted,
    marking_faults,
    marking_of_amended,
    stage_after,
    step_faults,
    why_not_undone,
)
from visits_app.domain.reviews import (
    Review,
    ReviewStage,
    ReviewStep,
    StepKind,
)
from visits_app.domain.text import clean, too_long
from visits_app.domain.visits import Marking, Revision
from visits_app.services.amended_facts import settle_corrections
from visits_app.services.review_standing import (
    day_of,
    missing_answers,
    read_deadlines,
    read_review,
    read_standing,
    standing_of_sealed,
)
from visits_app.store import asks as ask_rows
from visits_app.store import registers as register_rows
from visits_app.store import reviews as rows
from visits_app.store import visits as visit_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def deadlines(store: "Store") -> Deadlines:
    """Return the council's deadlines, as usual where it has not set its own."""
    with store.read() as connection:
        return read_deadlines(connection)


def begin_missing(store: "Store") -> int:
    """Begin the life of every submitted report that has none yet, and say how many there were."""
    with store.read() as connection:
        if not rows.without_review(connection):
            return 0
    with store.write() as connection:
        found = rows.without_review(connection)
        known = read_deadlines(connection)
        for visit_id, submitted_at, marking in found:
            _begin(connection, visit_id, day_of(submitted_at), known, Marking(marking))
    return len(found)


def review_of(store: "Store", visit_id: str) -> Review:
    """Return where a submitted report stands; SealedVisit for one never submitted."""
    with store.read() as connection:
        return read_review(connection, visit_id)


def steps_of(store: "Store", visit_id: str) -> tuple[ReviewStep, ...]:
    """Return every step of a report, oldest first; those taken back carry `undone_at`."""
    with store.read() as connection:
        return rows.read_steps(connection, visit_id)


def standing(store: "Store", visit_id: str) -> Standing:
    """Return all that decides what may be done with a report."""
    with store.read() as connection:
        return read_standing(store, connection, visit_id)


def completeness_of(store: "Store", visit_id: str) -> tuple[CheckItem, ...]:
    """Return what to look at before a report is checked off, each in order or not."""
    with store.read() as connection:
        visit = visit_rows.read_visit(connection, visit_id, today=date.max, sealed=True)
        teams = {team.id: team for team in register_rows.teams(connection)}
        return completeness(
            visit,
            missing_answers(store, connection, visit),
            teams.get(visit.team_id or ""),
            register_rows.members(connection),
            ask_rows.asks_of_visit(connection, visit_id),
        )


def take_step(
    store: "Store",
    visit_id: str,
    step: StepKind,
    *,
    by: str,
    today: date,
    on: date | None = None,
    note: str = "",
    left_laptop: bool = False,
) -> ReviewStep:
    """Take a step in the life of a report and return it.

    `on` is the day it was done, `today` where it is not given. Raises StepRefused with everything
    that is in the way (`where` is "step", "note", "on", "marking" or a field of the marking).
    """
    with store.write() as connection:
        return write_step(
            store, connection, visit_id, step,
            by=by, today=today, on=on, note=note, left_laptop=left_laptop,
        )  # fmt: skip


def write_step(
    store: "Store",
    connection: "Connection",
    visit_id: str,
    step: StepKind,
    *,
    by: str,
    today: date,
    on: date | None = None,
    note: str = "",
    left_laptop: bool = False,
) -> ReviewStep:
    """Do what `take_step` does inside the caller's `Store.write()`."""
    words = _note(note)
    now = read_standing(store, connection, visit_id)
    day = on or today
    faults = step_faults(step, now, today, on=day, note=words)
    if faults:
        raise StepRefused(f"“{step.label}” cannot be recorded yet.", faults)
    stage = stage_after(step, now)
    return _write_step(
        connection,
        now,
        step,
        replace(
            now.review,
            stage=stage,
            since=now.review.since if stage is now.review.stage else day,
            due=due_after(step, now, day, read_deadlines(connection)),
        ),
        by=by, day=day, note=words, left_laptop=left_laptop,
    )  # fmt: skip


def undo_step(store: "Store", visit_id: str, step_id: str, *, by: str) -> Review:
    """Take the last step back and return where the report stands again; UndoRefused says why not.

    The step stays on record, with who took it back and when.
    """
    with store.write() as connection:
        now = read_standing(store, connection, visit_id)
        why = why_not_undone(rows.read_steps(connection, visit_id), step_id, now)
        before = rows.before_step(connection, step_id)
        if why or before is None:
            raise UndoRefused(why or "This step is not on record.")
        kept = json.loads(before)
        review = replace(
            now.review,
            stage=ReviewStage(kept["stage"]),
            since=date.fromisoformat(kept["since"]),
            due=date.fromisoformat(kept["due"]) if kept["due"] else None,
        )
        rows.mark_undone(connection, step_id, by=by, at=datetime.now(UTC))
        rows.write_review(connection, review)
        record(
            connection,
            by=by,
            action="took back step",
            entity="review_step",
            entity_id=step_id,
            before=_as_json(now.review),
            after=_as_json(review),
        )
        return review


def mark(
    store: "Store",
    visit_id: str,
    marking: Marking,
    *,
    paragraph: int | None = None,
    reason: str = "",
    procedure_checked: bool | None = None,
    by: str,
) -> Review:
    """Mark a report open, restricted or exempt and return the review as it was before, for undo.

    `procedure_checked` says whether the council's procedure was followed where a concern was
    passed on; None leaves it. Raises FaultsError (`where` is a field of `Review`).
    """
    with store.write() as connection:
        return write_marking(
            connection, visit_id, marking,
            paragraph=paragraph, reason=reason, procedure_checked=procedure_checked, by=by,
        )  # fmt: skip


def write_marking(
    connection: "Connection",
    visit_id: str,
    marking: Marking,
    *,
    paragraph: int | None = None,
    reason: str = "",
    procedure_checked: bool | None = None,
    by: str,
) -> Review:
    """Do what `mark` does inside the caller's `Store.write()`."""
    before = read_review(connection, visit_id)
    checked = before.procedure_checked if procedure_checked is None else procedure_checked
    after = replace(
        before,
        marking=Marking(marking),
        paragraph=paragraph,
        marking_reason=_note(reason, "marking_reason"),
        procedure_checked=checked,
    )
    faults = marking_faults(after)
    if faults:
        raise FaultsError("The marking cannot be saved.", faults)
    if after != before:
        rows.write_review(connection, after)
        record(
            connection,
            by=by,
            action="marked",
            entity="visit",
            entity_id=visit_id,
            before=_as_json(before),
            after=_as_json(after),
        )
    return before


def note_sealed(connection: "Connection", revision: Revision) -> None:
    """Begin a report's life when it is sealed, or go on with it when an amendment is.

    Called inside the write that seals. What was marked open is unmarked until somebody looks at
    the new words; accepted corrections whose passage was changed count as amended.
    """
    day = day_of(revision.sealed_at.isoformat())
    known = read_deadlines(connection)
    if revision.number == 1:
        _begin(connection, revision.visit_id, day, known, Marking.UNMARKED)
        return
    now = standing_of_sealed(connection, revision)
    stage = stage_after(StepKind.RESUBMIT, now)
    settle_corrections(connection, revision, day)
    _write_step(
        connection,
        now,
        StepKind.RESUBMIT,
        replace(
            now.review,
            stage=stage,
            since=now.review.since if stage is now.review.stage else day,
            due=due_after(StepKind.RESUBMIT, now, day, known),
            marking=marking_of_amended(now.review.marking),
            procedure_checked=False,
        ),
        by=revision.sealed_by,
        day=day,
        note=revision.reason,
    )


def _write_step(
    connection: "Connection",
    now: Standing,
    kind: StepKind,
    after: Review,
    *,
    by: str,
    day: date,
    note: str,
    left_laptop: bool = False,
) -> ReviewStep:
    number = 1 + max((one.number for one in rows.read_steps(connection, after.visit_id)), default=0)
    step = ReviewStep(
        id=uuid4().hex,
        visit_id=after.visit_id,
        number=number,
        revision=now.revision,
        step=kind,
        stage=after.stage,
        on_day=day,
        due=after.due,
        note=note,
        left_laptop=left_laptop,
        recorded_at=datetime.now(UTC),
        recorded_by=by,
    )
    rows.insert_step(connection, step)
    rows.write_review(connection, after)
    record(
        connection,
        by=by,
        action="took step",
        entity="review_step",
        entity_id=step.id,
        before=_as_json(now.review),
        after={
            **_as_json(after),
            "visit_id": after.visit_id,
            "step": kind,
            "revision": now.revision,
            "on": day,
            "note": note,
            "left_laptop": left_laptop,
        },
    )
    return step


def _begin(
    connection: "Connection", visit_id: str, day: date, known: Deadlines, marking: Marking
) -> Review:
    due = due_when_submitted(day, known)
    review = Review(visit_id, ReviewStage.SUBMITTED, day, due, marking)
    rows.write_review(connection, review)
    return review


def _note(text: str, where: str = "note") -> str:
    words = clean(text).strip()
    if too_long(words):
        fault = Fault(where, "this is longer than one field can hold. Shorten it.")
        raise FaultsError("This cannot be saved.", (fault,))
    return words


def _as_json(review: Review) -> dict[str, object]:
    return {
        "stage": review.stage,
        "since": review.since,
        "due": review.due,
        "marking": review.marking,
        "paragraph": review.paragraph,
        "marking_reason": review.marking_reason,
        "procedure_checked": review.procedure_checked,
    }
