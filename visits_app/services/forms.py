"""Forms: those that came with the program, and the copies old visits keep for ever."""

from hashlib import sha256
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from visits_app.domain.errors import UnknownRecord
from visits_app.domain.forms import Form
from visits_app.store.answers import KnownForm
from visits_app.store.connection import Connection
from visits_app.store.history import record

if TYPE_CHECKING:
    from pathlib import Path

    from visits_app.store.engine import Store

_opened: "WeakKeyDictionary[Store, dict[tuple[str, int], KnownForm]]" = WeakKeyDictionary()
"""Forms already read from each store. A form version never changes, so neither does this."""


def installed(folder: "Path | None" = None) -> tuple[Form, ...]:
    """Return the newest version of every usable form that came with the program.

    A form file with a fault is left out: one bad file must not keep a member from writing.
    """
    from visits_app.imports.form_files import read_forms
    from visits_app.paths import forms_folder

    newest: dict[str, Form] = {}
    for form in read_forms(folder or forms_folder())[0]:
        if form.id not in newest or newest[form.id].version < form.version:
            newest[form.id] = form
    return tuple(newest.values())


def known_form(store: "Store", connection: Connection, form_id: str, version: int) -> KnownForm:
    """Return a form as this store keeps it; read from its text once, then remembered."""
    forms = _opened.setdefault(store, {})
    known = forms.get((form_id, version))
    if known is None:
        known = forms[form_id, version] = KnownForm.of(_parse(connection, form_id, version))
    return known


def keep_copy(connection: Connection, form: Form, at: str, *, by: str) -> None:
    """Copy a form into the store unless this version is there: the first copy stands for ever."""
    seal = sha256(form.source.encode("utf-8")).hexdigest()
    kept = connection.execute(
        "INSERT INTO form (id, version, title, source, sha256, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (form.id, form.version, form.title, form.source, seal, at),
    )
    if kept.rowcount > 0:
        record(
            connection,
            by=by,
            action="copied",
            entity="form",
            entity_id=form.id,
            after={"version": form.version, "title": form.title, "sha256": seal},
        )


def _parse(connection: Connection, form_id: str, version: int) -> Form:
    from visits_app.imports.form_files import read_form

    found = connection.execute(
        "SELECT source FROM form WHERE id = ? AND version = ?", (form_id, version)
    ).fetchone()
    if found is None:
        raise UnknownRecord(
            f"Version {version} of the form “{form_id}” is not in this store, so this visit cannot "
            "be shown. Run the check of the store under Settings."
        )
    return read_form(found[0], f"{form_id}, version {version}")
