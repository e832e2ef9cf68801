"""Handing a report in, and correcting one that was handed in."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from visits_app.domain.answers import fit_answers
from visits_app.domain.differences import Difference, differences
from visits_app.domain.errors import (
    AmendmentRefused,
    Fault,
    FaultsError,
    IncompleteVisit,
    SealedVisit,
    UnknownRecord,
)
from visits_app.domain.form_rules import faults, shown_answers
from visits_app.domain.forms import Answers, Form
from visits_app.domain.sealing import content_hash
from visits_app.domain.text import clean, too_long
from visits_app.domain.visits import Mode, Revision, Visit
from visits_app.services.asks import verify_asks
from visits_app.services.forms import known_form
from visits_app.services.links import add_context_links
from visits_app.services.privacy import refuse_undecided
from visits_app.services.reviews import note_sealed
from visits_app.store import visits as rows
from visits_app.store.answers import iso_date, read_answers, write_answers
from visits_app.store.history import record
from visits_app.store.theme_changes import lapse_filings

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def submit_visit(
    store: "Store",
    visit_id: str,
    *,
    by: str,
    reason: str = "",
    today: date | None = None,
    at: datetime | None = None,
) -> Visit:
    """Seal a draft as the report, or a correction as its next amendment, and return it.

    Answers to questions that the other answers take away are left out: they are not part of the
    report. Recommendations ticked on the form become links, asks found done become verified.
    Raises IncompleteVisit with everything missing, UndecidedPassages with everything that may
    identify somebody, AmendmentRefused, SealedVisit.
    """
    with store.write() as connection:
        seal_visit(store, connection, visit_id, by=by, reason=reason, today=today, at=at)
        return rows.read_visit(connection, visit_id, today=today or date.today())


def seal_visit(
    store: "Store",
    connection: "Connection",
    visit_id: str,
    *,
    by: str,
    reason: str = "",
    today: date | None = None,
    at: datetime | None = None,
) -> Revision:
    """Do what `submit_visit` does inside the caller's `Store.write()` and return the revision."""
    head = rows.read_head(connection, visit_id)
    if head.state not in {"draft", "correcting"}:
        raise SealedVisit(f"Visit {head.reference} was submitted already.")
    known = known_form(store, connection, head.form_id, head.form_version)
    form, answers = known.form, read_answers(connection, visit_id)
    _refuse_incomplete(form, answers, Mode(head.mode), today or date.today())
    sealed = shown_answers(form, answers)
    refuse_undecided(connection, visit_id, form, sealed)
    why = _reason(head, reason)
    seal = content_hash(head.reference, form.id, form.version, sealed)
    if head.state == "correcting" and seal == head.content_hash:
        raise AmendmentRefused(
            f"Nothing in visit {head.reference} differs from the report as it stands. Change what "
            "is wrong, or cancel the correction."
        )
    moment = at or datetime.now(UTC)
    text = moment.isoformat(timespec="microseconds")
    hidden: Answers = {id: None for id in answers if id not in sealed}
    write_answers(connection, head.target(known), hidden, by=by, at=text)
    revision = Revision(visit_id, head.revision + 1, sealed, why, seal, moment, by)
    rows.insert_revision(connection, revision)
    if revision.number > 1:
        before = rows.read_revisions(connection, visit_id)[-2].answers
        lapse_filings(connection, before, sealed, by=by)
    state = rows.sealed_state(sealed)
    _set_state(connection, head, state.value, text, revision)
    record(
        connection,
        by=by,
        action="submitted" if revision.number == 1 else "amended",
        entity="visit",
        entity_id=visit_id,
        before={"state": head.state, "revision": head.revision, "hash": head.content_hash},
        after={
            "state": state.value,
            "revision": revision.number,
            "hash": seal,
            "reason": why,
        },
    )
    ticked = sealed.get("recommendations")
    if isinstance(ticked, list):
        add_context_links(connection, visit_id, [str(id) for id in ticked], by=by)
    verify_asks(connection, visit_id, sealed, by=by)
    note_sealed(connection, revision)
    return revision


def begin_correction(store: "Store", visit_id: str, *, by: str) -> Visit:
    """Open a submitted report for a correction; everybody else still sees it as sealed."""
    with store.write() as connection:
        head = rows.read_head(connection, visit_id)
        if head.revision == 0:
            raise AmendmentRefused(
                f"Visit {head.reference} was not submitted yet: it can be changed as it is."
            )
        if head.state == "correcting":
            raise AmendmentRefused(f"Visit {head.reference} is being corrected already.")
        _change_state(connection, head, "correcting", "began correction", by)
        return rows.read_visit(connection, visit_id, today=date.today())


def cancel_correction(store: "Store", visit_id: str, *, by: str) -> Visit:
    """Give a correction up: the visit is again exactly what was last sealed, rows and links too."""
    with store.write() as connection:
        head = rows.read_head(connection, visit_id)
        if head.state != "correcting":
            raise AmendmentRefused(f"Visit {head.reference} is not being corrected.")
        sealed = rows.read_revisions(connection, visit_id)[-1].answers
        known = known_form(store, connection, head.form_id, head.form_version)
        now = read_answers(connection, visit_id)
        back: Answers = {id: sealed.get(id) for id in {**now, **sealed}}
        write_answers(
            connection, head.target(known), fit_answers(known.form, back), by=by, at=rows.now_text()
        )
        state = rows.sealed_state(sealed).value
        _change_state(connection, head, state, "cancelled correction", by)
        return rows.read_visit(connection, visit_id, today=date.today())


def revisions(store: "Store", visit_id: str) -> tuple[Revision, ...]:
    """Return the sealed versions of a visit, oldest first; () for one never submitted."""
    with store.read() as connection:
        return rows.read_revisions(connection, visit_id)


def revision_differences(store: "Store", visit_id: str, number: int) -> tuple[Difference, ...]:
    """Return what amendment `number` changed against the version before it, in words.

    Number 1, the report itself, changed nothing. Raises UnknownRecord for one that is not there.
    """
    from visits_app.services.registers import names

    with store.read() as connection:
        head = rows.read_head(connection, visit_id)
        found = rows.read_revisions(connection, visit_id)
        form = known_form(store, connection, head.form_id, head.form_version).form
    if not 1 <= number <= len(found):
        raise UnknownRecord(f"Visit {head.reference} has no version {number}.")
    if number == 1:
        return ()
    before, after = found[number - 2], found[number - 1]
    return differences(form, before.answers, after.answers, names(store, visit_id))


def _refuse_incomplete(form: Form, answers: Answers, mode: Mode, today: date) -> None:
    found = list(faults(form, answers, mode, today=today))
    # The lists stand on these three, whatever a form says about them.
    told = {fault.where for fault in found}
    needed = {
        "team": (answers.get("team"), "choose the team."),
        "visit_date": (iso_date(answers.get("visit_date")), "give the date of the visit."),
        "visitors": (answers.get("visitors"), "choose who went."),
    }
    found += [
        Fault(id, what) for id, (value, what) in needed.items() if not value and id not in told
    ]
    if found:
        count = "One answer" if len(found) == 1 else f"{len(found)} answers"
        needs = "needs" if len(found) == 1 else "need"
        raise IncompleteVisit(
            f"{count} {needs} your attention before this can be submitted.", tuple(found)
        )


def _reason(head: rows.Head, reason: str) -> str:
    if head.state == "draft":
        return ""
    words = clean(reason).strip()
    if not words:
        raise AmendmentRefused("Say why the report is corrected; the reason is printed with it.")
    if too_long(words):
        fault = Fault("reason", "the reason is longer than one field can hold. Shorten it.")
        raise FaultsError("The amendment cannot be submitted.", (fault,))
    return words


def _set_state(
    connection: "Connection", head: rows.Head, state: str, at: str, revision: Revision
) -> None:
    connection.execute(
        "UPDATE visit SET state = ?, revision = ?, content_hash = ?, updated_at = ?,"
        " submitted_at = coalesce(submitted_at, ?) WHERE id = ?",
        (state, revision.number, revision.content_hash, at, at, head.id),
    )


def _change_state(
    connection: "Connection", head: rows.Head, state: str, action: str, by: str
) -> None:
    connection.execute(
        "UPDATE visit SET state = ?, updated_at = ? WHERE id = ?",
        (state, rows.now_text(), head.id),
    )
    record(
        connection,
        by=by,
        action=action,
        entity="visit",
        entity_id=head.id,
        before={"state": head.state},
        after={"state": state},
    )
