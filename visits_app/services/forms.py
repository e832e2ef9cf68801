"""Forms: those that came with the program, those taken in, and the copies old visits keep."""

from hashlib import sha256
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from visits_app.domain.errors import FormRefused, UnknownRecord
from visits_app.domain.forms import Form
from visits_app.store.answers import KnownForm
from visits_app.store.connection import Connection
from visits_app.store.history import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from visits_app.store.engine import Store

_opened: "WeakKeyDictionary[Store, dict[tuple[str, int], KnownForm]]" = WeakKeyDictionary()
"""Forms already read from each store. A form version never changes, so neither does this."""


def shipped(folder: "Path | None" = None) -> tuple[Form, ...]:
    """Return every usable form file that came with the program, all versions.

    A form file with a fault is left out: one bad file must not keep a member from writing.
    """
    from visits_app.imports.form_files import read_forms
    from visits_app.paths import forms_folder

    return read_forms(folder or forms_folder())[0]


def installed(folder: "Path | None" = None) -> tuple[Form, ...]:
    """Return the newest version of every usable form that came with the program."""
    return newest_of(shipped(folder))


def newest_of(forms: "Iterable[Form]") -> tuple[Form, ...]:
    """Return the newest version of each form, in the order the forms come."""
    newest: dict[str, Form] = {}
    for form in forms:
        if form.id not in newest or newest[form.id].version < form.version:
            newest[form.id] = form
    return tuple(newest.values())


def offered(store: "Store") -> tuple[Form, ...]:
    """Return the newest version of each form that is in use: what a new visit is begun on.

    Forms that came with the program and those taken in from a file; the standard visit first, the
    others by title.
    """
    with store.read() as connection:
        retired = retired_ids(connection)
        known = newest_of(known_versions(store, connection))
    return tuple(form for form in known if form.id not in retired)


def known_versions(store: "Store", connection: Connection) -> tuple[Form, ...]:
    """Return every version of every form, of the store or shipped; the store's word stands.

    The standard visit comes first, the others by title. A copy nobody can read is left out here;
    the visits on it say so when they are opened.
    """
    found: dict[tuple[str, int], Form] = {}
    for form_id, version in connection.execute("SELECT id, version FROM form").fetchall():
        try:
            found[form_id, version] = known_form(store, connection, form_id, version).form
        except FormRefused:
            continue
    for form in shipped():
        found.setdefault((form.id, form.version), form)
    return tuple(
        sorted(found.values(), key=lambda one: (one.id != "standard", one.title, one.version))
    )


def retired_ids(connection: Connection) -> frozenset[str]:
    """Return the ids of forms that are not offered for new visits."""
    rows = connection.execute("SELECT DISTINCT id FROM form WHERE retired")
    return frozenset(row[0] for row in rows)


def forget(store: "Store", form_id: str, version: int) -> None:
    """Forget a form that was read, because its copy is taken out of the store."""
    _opened.get(store, {}).pop((form_id, version), None)


def known_form(store: "Store", connection: Connection, form_id: str, version: int) -> KnownForm:
    """Return a form as this store keeps it; read from its text once, then remembered."""
    forms = _opened.setdefault(store, {})
    known = forms.get((form_id, version))
    if known is None:
        known = forms[form_id, version] = KnownForm.of(_parse(connection, form_id, version))
    return known


def keep_copy(
    connection: Connection, form: Form, at: str, *, by: str, action: str = "copied"
) -> None:
    """Copy a form into the store unless this version is there: the first copy stands for ever."""
    seal = sha256(form.source.encode("utf-8")).hexdigest()
    kept = connection.execute(
        "INSERT INTO form (id, version, title, source, sha256, added_at, retired)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6,"
        " EXISTS (SELECT 1 FROM form WHERE id = ?1 AND retired) WHERE true"
        " ON CONFLICT DO NOTHING",
        (form.id, form.version, form.title, form.source, seal, at),
    )
    if kept.rowcount > 0:
        record(
            connection,
            by=by,
            action=action,
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
