"""What is known about one entry of a register: its history in words, and what refers to it."""

from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.record_history import Told, tell
from visits_app.domain.reference_words import references_in_words
from visits_app.domain.text import shorten
from visits_app.store import meetings, register_writing, registers
from visits_app.store.history import entries
from visits_app.store.references import references

if TYPE_CHECKING:
    from collections.abc import Callable

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store
    from visits_app.store.register_writing import Entry

ENTITIES = {
    "teams": "team",
    "members": "member",
    "themes": "theme",
    "bodies": "body",
    "events": "event",
    "forms": "form",
    "indicators": "indicator",
}
"""What the history calls the entries of each register."""


def history(store: "Store", kind: str, entry_id: str) -> tuple[Told, ...]:
    """Return everything that was done to an entry, newest first, in words."""
    entity = ENTITIES[kind]
    with store.read() as connection:
        found = entries(connection, entity, entry_id)
        named = _names(connection)

    def name(register: str, id: str) -> str:
        return named.get((register, id), "one that is no longer there")

    told = (tell(entity, entry, name) for entry in reversed(found))
    return tuple(told)


def who(store: "Store") -> dict[str, str]:
    """Return who the history may name as who did something: id → name."""
    with store.read() as connection:
        members = {one.id: one.name for one in registers.members(connection)}
    return {"officer": "the officer", "example": "the example council", **members}


def refers_to(store: "Store", kind: str, entry_id: str) -> str:
    """Return in words what refers to an entry, "" where it may be removed."""
    with store.read() as connection:
        return references_in_words(references(connection, ENTITIES[kind], entry_id))


def remove(store: "Store", kind: str, entry_id: str, *, by: str) -> "Entry":
    """Take an entry out that nothing refers to, and return it for `put_back`.

    Raises FaultsError saying what refers to it, UnknownRecord.
    """
    entity = ENTITIES[kind]
    with store.write() as connection:
        entry = _entry(connection, kind, entry_id)
        found = references_in_words(references(connection, entity, entry_id))
        if found:
            name = shorten(entry.name, 60)
            what = f"{found} refer to {name}, so it stays. Retire it: it is then offered no longer."
            raise FaultsError("This is not removed.", (Fault("", what),))
        register_writing.delete_entry(connection, entry, by=by)
    return entry


def put_back(store: "Store", entry: "Entry", *, by: str) -> None:
    """Keep an entry again that was removed."""
    with store.write() as connection:
        register_writing.write_entry(connection, entry, by=by, action="put back")


def _entry(connection: "Connection", kind: str, entry_id: str) -> "Entry":
    lists: dict[str, Callable[[Connection], tuple[Entry, ...]]] = {
        "teams": registers.teams,
        "members": registers.members,
        "themes": registers.themes,
        "bodies": meetings.bodies,
    }
    found = next((one for one in lists[kind](connection) if one.id == entry_id), None)
    if found is None:
        raise UnknownRecord("This entry is no longer in the register.")
    return found


def _names(connection: "Connection") -> dict[tuple[str, str], str]:
    return {
        (register, one.id): one.name
        for register, every in (
            ("team", registers.teams(connection)),
            ("theme", registers.themes(connection)),
            ("member", registers.members(connection)),
            ("body", meetings.bodies(connection)),
        )
        for one in every
    }
