"""What a member does with a visit: start it, write, read it back, delete a draft, undo that.

Submitting and correcting are in `submission`, asks and their answers in `asks`; both are offered
here too, so that a screen needs one import.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.answers import fit_answers
from visits_app.domain.errors import SealedVisit, UnknownRecord
from visits_app.domain.forms import Answers, Form
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import DeletedVisit, Mode, Visit, VisitState
from visits_app.services.asks import answers_to_my_asks, open_asks, respond_to_ask
from visits_app.services.forms import keep_copy, known_form, offered
from visits_app.services.submission import (
    begin_correction,
    cancel_correction,
    revision_differences,
    revisions,
    submit_visit,
)
from visits_app.store import visits as rows
from visits_app.store.answers import Target, write_answers
from visits_app.store.evidence import insert_link, links_of_visit
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

__all__ = [
    "answers_to_my_asks",
    "begin_correction",
    "cancel_correction",
    "create_visit",
    "delete_draft",
    "form_of",
    "load_visit",
    "open_asks",
    "respond_to_ask",
    "restore_draft",
    "revision_differences",
    "revisions",
    "save_answers",
    "set_mode",
    "start_visit",
    "submit_visit",
]


def start_visit(
    store: "Store",
    *,
    form_id: str,
    author_id: str,
    team_id: str | None = None,
    visit_date: date | None = None,
    mode: Mode = Mode.FULL,
) -> Visit:
    """Begin a draft (planned, if `visit_date` is ahead) on the newest version of a form.

    Team and date become its first answers. Raises UnknownRecord for a form, member or team that
    is not there.
    """
    form = next((form for form in offered(store) if form.id == form_id), None)
    if form is None:
        raise UnknownRecord(
            f"The form “{form_id}” is not among the forms in use: it is retired, or its file has a "
            "fault. Choose another form."
        )
    first: Answers = {"team": team_id}
    if visit_date is not None:
        first["visit_date"] = visit_date.isoformat()
    with store.write() as connection:
        visit_id = create_visit(
            store, connection, form, author_id=author_id, answers=first, mode=mode
        )
        return rows.read_visit(connection, visit_id, today=date.today())


def create_visit(
    store: "Store",
    connection: "Connection",
    form: Form,
    *,
    author_id: str,
    answers: Answers,
    mode: Mode = Mode.FULL,
    id: str = "",
    reference: str = "",
    example: bool = False,
    at: datetime | None = None,
) -> str:
    """Make a draft with its answers inside the caller's `Store.write()` and return its id.

    `id`, `reference` and `at` (when it was begun) are for visits that come from elsewhere, such
    as the example council's.
    """
    begun = at or datetime.now(UTC)
    text = begun.isoformat(timespec="microseconds")
    keep_copy(connection, form, text, by=author_id)
    kept = known_form(store, connection, form.id, form.version)
    day = answers.get("visit_date")
    year = int(day[:4]) if isinstance(day, str) and day[:4].isdecimal() else begun.year
    visit = Visit(
        id=id or uuid4().hex,
        reference=reference or rows.free_reference(connection, year),
        form_id=form.id,
        form_version=form.version,
        mode=mode,
        state=VisitState.DRAFT,
        author_id=author_id,
        answers={},
        example=example,
        created_at=begun,
        updated_at=begun,
    )
    number = rows.insert_visit(connection, visit)
    record(
        connection,
        by=author_id,
        action="started",
        entity="visit",
        entity_id=visit.id,
        after={
            "reference": visit.reference,
            "form": [form.id, form.version],
            "mode": mode.value,
            "example": example,
        },
    )
    target = Target(visit.id, number, kept)
    write_answers(connection, target, fit_answers(kept.form, answers), by=author_id, at=text)
    return visit.id


def save_answers(store: "Store", visit_id: str, changes: Answers, *, by: str) -> datetime:
    """Save what changed and return when; None clears an answer, rows are given whole.

    All or nothing, with history and search, in one committed transaction; an answer that is the
    same again writes nothing. Raises SealedVisit, UnknownRecord (a choice no register knows) or
    FaultsError (each fault's `where` is a question id).
    """
    at = datetime.now(UTC)
    with store.write() as connection:
        head = rows.read_head(connection, visit_id)
        refuse_sealed(head)
        form = known_form(store, connection, head.form_id, head.form_version)
        write_answers(
            connection,
            head.target(form),
            fit_answers(form.form, changes),
            by=by,
            at=at.isoformat(timespec="microseconds"),
        )
    return at


def set_mode(store: "Store", visit_id: str, mode: Mode, *, by: str) -> None:
    """Show every question or only the required ones; answers stay as they are."""
    with store.write() as connection:
        head = rows.read_head(connection, visit_id)
        refuse_sealed(head)
        if head.mode == mode.value:
            return
        connection.execute(
            "UPDATE visit SET mode = ?, updated_at = ? WHERE id = ?",
            (mode.value, rows.now_text(), visit_id),
        )
        record(
            connection,
            by=by,
            action="changed mode",
            entity="visit",
            entity_id=visit_id,
            before=head.mode,
            after=mode.value,
        )


def load_visit(
    store: "Store", visit_id: str, *, sealed: bool = False, today: date | None = None
) -> Visit:
    """Return a visit with all its answers.

    With `sealed`, a visit that is being corrected is given as last sealed: what everybody but its
    author sees. Raises UnknownRecord.
    """
    with store.read() as connection:
        return rows.read_visit(connection, visit_id, today=today or date.today(), sealed=sealed)


def form_of(store: "Store", visit: Visit) -> Form:
    """Return the form version a visit was written on, from the copy in the store."""
    with store.read() as connection:
        return known_form(store, connection, visit.form_id, visit.form_version).form


def delete_draft(store: "Store", visit_id: str, *, by: str) -> DeletedVisit:
    """Delete a draft and return all of it, for `restore_draft`.

    Raises SealedVisit once it was ever submitted: a report is corrected, never deleted.
    """
    with store.write() as connection:
        head = rows.read_head(connection, visit_id)
        if head.revision or head.state != "draft":
            raise SealedVisit(
                f"Visit {head.reference} was submitted, so it stays. If something in it is wrong, "
                "correct the report."
            )
        visit = rows.read_visit(connection, visit_id, today=date.today())
        deleted = DeletedVisit(visit, links_of_visit(connection, visit_id))
        rows.delete_visit(connection, head)
        record(
            connection,
            by=by,
            action="deleted",
            entity="visit",
            entity_id=visit_id,
            before={
                "reference": visit.reference,
                "answers": visit.answers,
                "links": [link.id for link in deleted.links],
            },
        )
        return deleted


def restore_draft(store: "Store", deleted: DeletedVisit, *, by: str) -> Visit:
    """Bring a deleted draft back as it was, with the same ids; twice changes nothing more."""
    visit = deleted.visit
    with store.write() as connection:
        there = connection.execute("SELECT 1 FROM visit WHERE id = ?", (visit.id,)).fetchone()
        if not there:
            form = known_form(store, connection, visit.form_id, visit.form_version)
            if not rows.reference_is_free(connection, visit.reference):
                year = int(visit.reference[:4])
                visit = replace(visit, reference=rows.free_reference(connection, year))
            number = rows.insert_visit(connection, visit)
            at = (visit.updated_at or datetime.now(UTC)).isoformat(timespec="microseconds")
            write_answers(connection, Target(visit.id, number, form), visit.answers, by=by, at=at)
            for link in deleted.links:
                insert_link(connection, link)
            record(
                connection,
                by=by,
                action="restored",
                entity="visit",
                entity_id=visit.id,
                after={"reference": visit.reference, "links": [x.id for x in deleted.links]},
            )
        return rows.read_visit(connection, visit.id, today=date.today())


def refuse_sealed(head: rows.Head) -> None:
    """Raise SealedVisit unless answers may be changed."""
    if head.state not in {"draft", "correcting"}:
        when = f" on {date_in_words(head.submitted_at[:10])}" if head.submitted_at else ""
        raise SealedVisit(
            f"Visit {head.reference} was submitted{when} and is sealed. Choose “Correct this "
            "report” to make an amendment."
        )
