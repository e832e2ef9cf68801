"""The officer's forms: every version and what uses it, a new version from a file, and drafts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.answers import fit_answers
from visits_app.domain.errors import (
    Fault,
    FaultsError,
    FormRefused,
    SealedVisit,
    UnknownRecord,
)
from visits_app.domain.form_differences import (
    AnswerMove,
    FormChange,
    MovedDraft,
    answer_moves,
    form_changes,
    moved_answers,
    reuse_faults,
)
from visits_app.domain.forms import Answers, Form
from visits_app.domain.insight import counted
from visits_app.services import forms
from visits_app.store import answers as answer_rows
from visits_app.store import visits as visit_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One version of a form and what uses it.

    `drafts` are visits being written or planned, `reports` those submitted once or more;
    `newest` is the one new visits are begun on, unless the form is `retired`.
    """

    form: Form
    drafts: int = 0
    reports: int = 0
    newest: bool = False
    retired: bool = False
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class DraftOnForm:
    """A draft on an earlier version, and what would happen to each answer if it moved."""

    visit_id: str
    reference: str
    team: str
    visit_date: date | None
    version: int
    moves: tuple[AnswerMove, ...] = ()


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A form file that can be taken in: `before` is the newest version known, None for a new form.

    Drafts stay on their version unless each is moved.
    """

    form: Form
    before: Form | None
    changes: tuple[FormChange, ...] = ()
    drafts: tuple[DraftOnForm, ...] = ()
    corrections: int = 0
    retired: bool = False


def versions(store: "Store") -> tuple[FormVersion, ...]:
    """Return every version of every form: the forms as they are offered, versions newest first."""
    with store.read() as connection:
        known = forms.known_versions(store, connection)
        retired = forms.retired_ids(connection)
        used = {
            (form_id, version): (drafts, reports)
            for form_id, version, drafts, reports in connection.execute(
                "SELECT form_id, form_version, sum(revision = 0), sum(revision > 0) FROM visit"
                " GROUP BY form_id, form_version"
            )
        }
    shipped = {(form.id, form.version): form.source for form in forms.shipped()}
    newest: dict[str, Form] = {}
    for form in known:
        if form.id not in newest or newest[form.id].version < form.version:
            newest[form.id] = form
    ordered = sorted(
        known,
        key=lambda one: (
            one.id != "standard", newest[one.id].title.casefold(), one.id, -one.version
        ),
    )  # fmt: skip
    return tuple(
        FormVersion(
            form,
            *used.get((form.id, form.version), (0, 0)),
            newest=newest[form.id] is form,
            retired=form.id in retired,
            shipped=shipped.get((form.id, form.version)) == form.source,
        )
        for form in ordered
    )


def retire_form(store: "Store", form_id: str, *, retired: bool, by: str) -> None:
    """Offer a form for new visits no longer, or again; visits written on it open as before."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with store.write() as connection:
        known = [one for one in forms.known_versions(store, connection) if one.id == form_id]
        if not known:
            raise UnknownRecord("This form is no longer in the store. Choose another one.")
        for form in known:
            forms.keep_copy(connection, form, at, by=by)
        before = form_id in forms.retired_ids(connection)
        connection.execute("UPDATE form SET retired = ? WHERE id = ?", (retired, form_id))
        if before != retired:
            record(
                connection,
                by=by,
                action="retired" if retired else "brought back",
                entity="form",
                entity_id=form_id,
                before={"retired": before},
                after={"retired": retired},
            )


# --- a new version from a file -------------------------------------------------------------


def read_new_version(store: "Store", path: Path) -> NewVersion:
    """Read a form file and return what taking it in would change; raises FormRefused.

    The file is named in every fault. Nothing is written.
    """
    from visits_app.imports.form_files import read_form_file

    form = read_form_file(path)
    with store.read() as connection:
        return _proposed(store, connection, form, path.name)


def take_version(store: "Store", form: Form, *, by: str) -> None:
    """Keep a form version that was read; new visits are begun on it. Raises FormRefused."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with store.write() as connection:
        _proposed(store, connection, form, form.title)
        forms.keep_copy(connection, form, at, by=by, action="taken from a file")


def undo_take(store: "Store", form_id: str, version: int, *, by: str) -> None:
    """Take a version out again while no visit is written on it; raises FaultsError."""
    with store.write() as connection:
        users = connection.execute(
            "SELECT count(*) FROM visit WHERE form_id = ? AND form_version = ?", (form_id, version)
        ).fetchone()[0]
        if users:
            what = (
                f"{counted(users, 'visit')} {'is' if users == 1 else 'are'} written on version "
                f"{version}. Retire the form instead."
            )
            raise FaultsError("This version stays.", (Fault("form", what),))
        gone = connection.execute(
            "DELETE FROM form WHERE id = ? AND version = ?", (form_id, version)
        )
        forms.forget(store, form_id, version)
        if gone.rowcount > 0:
            record(
                connection,
                by=by,
                action="taken out again",
                entity="form",
                entity_id=form_id,
                before={"version": version},
            )


def _proposed(store: "Store", connection: "Connection", form: Form, name: str) -> NewVersion:
    known = [one for one in forms.known_versions(store, connection) if one.id == form.id]
    same = next((one for one in known if one.version == form.version), None)
    newest = max(known, key=lambda one: one.version, default=None)
    faults = list(reuse_faults(form, known))
    if same is not None and same.source == form.source:
        what = f"version {form.version} of “{form.title}” is here already, word for word."
        faults = [Fault(name, what)]
    elif same is not None:
        what = (
            f"there is a version {form.version} of “{form.title}” already, with other questions or "
            f"words. A version never changes: give this one the number {newest_number(known) + 1}."
        )
        faults.insert(0, Fault(name, what))
    elif newest is not None and form.version < newest.version:
        what = (
            f"version {newest.version} of “{form.title}” is in use, so version {form.version} "
            f"would never be offered. Give this one the number {newest.version + 1}."
        )
        faults.insert(0, Fault(name, what))
    if faults:
        raise FormRefused(f"The form file {name} cannot be taken in.", tuple(faults))
    changes = form_changes(newest, form) if newest is not None else ()
    drafts = _drafts(store, connection, form)
    corrections = connection.execute(
        "SELECT count(*) FROM visit WHERE form_id = ? AND state = 'correcting'", (form.id,)
    ).fetchone()[0]
    retired = form.id in forms.retired_ids(connection)
    return NewVersion(form, newest, changes, drafts, corrections, retired)


def newest_number(known: list[Form]) -> int:
    """Return the highest version number among some forms."""
    return max(form.version for form in known)


# --- drafts on earlier versions ------------------------------------------------------------


def drafts_behind(store: "Store", form_id: str) -> tuple[DraftOnForm, ...]:
    """Return the drafts of a form that are not on its newest version."""
    with store.read() as connection:
        known = [one for one in forms.known_versions(store, connection) if one.id == form_id]
        if not known:
            return ()
        return _drafts(store, connection, max(known, key=lambda one: one.version))


def move_draft(store: "Store", visit_id: str, version: int, *, by: str) -> MovedDraft:
    """Move a draft to another version of its form and return it as it was, for `move_back`.

    Answers the version does not ask for are taken out; the history keeps them. Raises SealedVisit
    for a report that was ever submitted, UnknownRecord.
    """
    with store.write() as connection:
        head = visit_rows.read_head(connection, visit_id)
        before = answer_rows.read_answers(connection, visit_id)
        new = _version(store, connection, head.form_id, version)
        old = forms.known_form(store, connection, head.form_id, head.form_version).form
        kept = moved_answers(old, new, before)
        _switch(store, connection, head, new, {id: kept.get(id) for id in before}, by)
        return MovedDraft(visit_id, head.form_version, before)


def move_back(store: "Store", moved: MovedDraft, *, by: str) -> None:
    """Put a draft back on the version it was on, with the answers that were taken out.

    What was written since in questions both versions ask stays.
    """
    with store.write() as connection:
        head = visit_rows.read_head(connection, moved.visit_id)
        old = _version(store, connection, head.form_id, moved.version)
        now = forms.known_form(store, connection, head.form_id, head.form_version).form
        answers = answer_rows.read_answers(connection, moved.visit_id)
        back = moved_answers(now, old, answers)
        _switch(store, connection, head, old, {id: back.get(id) for id in answers}, by)
        made = moved_answers(old, now, moved.answers)
        lost = {id: was for id, was in moved.answers.items() if answers.get(id) == made.get(id)}
        head = visit_rows.read_head(connection, moved.visit_id)
        known = forms.known_form(store, connection, head.form_id, head.form_version)
        answer_rows.write_answers(
            connection, head.target(known), fit_answers(old, lost), by=by, at=visit_rows.now_text()
        )


def _switch(
    store: "Store",
    connection: "Connection",
    head: visit_rows.Head,
    new: Form,
    answers: Answers,
    by: str,
) -> None:
    if head.state != "draft" or head.revision:
        raise SealedVisit(
            f"Visit {head.reference} was submitted on version {head.form_version} of its form and "
            "stays on it, corrections too."
        )
    at = visit_rows.now_text()
    forms.keep_copy(connection, new, at, by=by)
    old = forms.known_form(store, connection, head.form_id, head.form_version)
    # what goes must go while the form still knows its question
    gone: Answers = {id: None for id, value in answers.items() if value is None}
    answer_rows.write_answers(connection, head.target(old), gone, by=by, at=at)
    connection.execute(
        "UPDATE visit SET form_version = ?, updated_at = ? WHERE id = ?",
        (new.version, at, head.id),
    )
    known = forms.known_form(store, connection, head.form_id, new.version)
    answer_rows.index_anew(connection, head.target(known), head.reference)
    kept: Answers = {id: value for id, value in answers.items() if value is not None}
    answer_rows.write_answers(connection, head.target(known), fit_answers(new, kept), by=by, at=at)
    record(
        connection,
        by=by,
        action="moved to another version",
        entity="visit",
        entity_id=head.id,
        before={"form_version": head.form_version},
        after={"form_version": new.version},
    )


def _drafts(store: "Store", connection: "Connection", form: Form) -> tuple[DraftOnForm, ...]:
    found = []
    for visit_id, reference, team, day, version in connection.execute(
        "SELECT v.id, v.reference, coalesce(t.name, ''), v.visit_date, v.form_version FROM visit v"
        " LEFT JOIN team t ON t.id = v.team_id WHERE v.form_id = ? AND v.form_version <> ?"
        " AND v.state = 'draft' AND v.revision = 0 ORDER BY v.visit_date, v.number",
        (form.id, form.version),
    ).fetchall():
        old = forms.known_form(store, connection, form.id, version).form
        moves = answer_moves(old, form, answer_rows.read_answers(connection, visit_id))
        on = date.fromisoformat(day) if day else None
        found.append(DraftOnForm(visit_id, reference, team, on, version, moves))
    return tuple(found)


def _version(store: "Store", connection: "Connection", form_id: str, version: int) -> Form:
    for form in forms.known_versions(store, connection):
        if (form.id, form.version) == (form_id, version):
            return form
    raise UnknownRecord(f"Version {version} of this form is no longer in the store.")


def form_of_version(store: "Store", form_id: str, version: int) -> Form:
    """Return one version of a form; raises UnknownRecord."""
    with store.read() as connection:
        return _version(store, connection, form_id, version)
