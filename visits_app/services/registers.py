"""The registers: who and what there is to choose from, and adding to them."""

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.forms import Form
from visits_app.domain.meetings import Body, Meeting, Seat
from visits_app.domain.names import Names
from visits_app.domain.register_checks import (
    body_faults,
    member_faults,
    seat_faults,
    visit_doubts,
)
from visits_app.domain.registers import Event, Member, Team, Theme
from visits_app.domain.text import clean, too_long
from visits_app.services.forms import known_versions, newest_of, offered
from visits_app.store import meetings as meeting_rows
from visits_app.store import register_writing as written
from visits_app.store import registers as rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

__all__ = [
    "Names",
    "bodies",
    "doubts",
    "events",
    "every_form",
    "forms",
    "meetings",
    "members",
    "names",
    "put_body",
    "put_member",
    "put_team",
    "put_theme",
    "seats",
    "teams",
    "themes",
]

_NO = "This cannot be saved."


def teams(store: "Store") -> tuple[Team, ...]:
    """Return every team by name, retired ones too: old visits name them."""
    with store.read() as connection:
        return rows.teams(connection)


def members(store: "Store") -> tuple[Member, ...]:
    """Return every member by name."""
    with store.read() as connection:
        return rows.members(connection)


def themes(store: "Store") -> tuple[Theme, ...]:
    """Return every theme by name."""
    with store.read() as connection:
        return rows.themes(connection)


def bodies(store: "Store") -> tuple[Body, ...]:
    """Return every committee, panel and group by name, retired ones too."""
    with store.read() as connection:
        return meeting_rows.bodies(connection)


def seats(store: "Store") -> tuple[Seat, ...]:
    """Return every seat of a member on a body, whatever its time."""
    with store.read() as connection:
        return meeting_rows.seats(connection)


def doubts(
    store: "Store", team_id: str, member_ids: "Sequence[str]", on: date | None, today: date
) -> tuple[Fault, ...]:
    """Return what is doubtful about a visit: a retired team, members outside their term.

    Nothing of it is a refusal; `where` is "team" or "visitors".
    """
    with store.read() as connection:
        team = next((one for one in rows.teams(connection) if one.id == team_id), None)
        known = {one.id: one for one in rows.members(connection)}
    going = (known[id] for id in dict.fromkeys(member_ids) if id in known)
    return visit_doubts(team, going, on, today)


def meetings(store: "Store") -> tuple[Meeting, ...]:
    """Return every meeting, oldest first."""
    with store.read() as connection:
        return rows.meetings(connection)


def events(store: "Store") -> tuple[Event, ...]:
    """Return every outside event, oldest first."""
    with store.read() as connection:
        return rows.events(connection)


def forms(store: "Store") -> tuple[Form, ...]:
    """Return the forms a visit can be begun on, newest versions, the standard visit first."""
    return offered(store)


def every_form(store: "Store") -> tuple[Form, ...]:
    """Return the newest version of every form, retired ones too: old visits are on them."""
    with store.read() as connection:
        return newest_of(known_versions(store, connection))


def names(store: "Store", visit_id: str | None = None) -> Names:
    """Return id → label for every register, for options and for printing.

    With `visit_id`, also the asks that visit may check or speaks of.
    """
    with store.read() as connection:
        return rows.names(connection, visit_id)


def put_team(store: "Store", team: Team, *, by: str) -> None:
    """Add a team, or change the one with its id."""
    _put(store, team, by)


def put_member(
    store: "Store", member: Member, *, by: str, seats: "Sequence[Seat] | None" = None
) -> None:
    """Add a member, or change the one with this id; `seats` replace those the member had."""
    _put(store, member, by, seats)


def put_theme(store: "Store", theme: Theme, *, by: str) -> None:
    """Add a theme, or change the one with its id; what it was merged into stays."""
    _put(store, theme, by)


def put_body(store: "Store", body: Body, *, by: str, seats: "Sequence[Seat] | None" = None) -> None:
    """Add a body, or change the one with its id; `seats` replace those it had."""
    _put(store, body, by, seats)


def _put(
    store: "Store", entry: written.Entry, by: str, seats: "Sequence[Seat] | None" = None
) -> None:
    cleaned: dict[str, Any] = {key: _kept(value) for key, value in _texts(entry).items()}
    entry = replace(entry, **cleaned)
    if not entry.name:
        raise FaultsError(_NO, (Fault("name", "give a name."),))
    longer = [key for key, value in _texts(entry).items() if too_long(value)]
    if longer:
        what = "this is longer than one field can hold. Shorten it."
        raise FaultsError(_NO, tuple(Fault(key, what) for key in longer))
    faults = _faults(entry, seats or ())
    if faults:
        raise FaultsError(_NO, faults)
    table = written.TABLES[type(entry)]
    with store.write() as connection:
        twin = connection.execute(
            f"SELECT 1 FROM {table} WHERE name = ? AND id <> ?", (entry.name, entry.id)
        ).fetchone()
        if twin is not None and not isinstance(entry, Member):
            fault = Fault("name", f"there is a {table} of this name already.")
            raise FaultsError(_NO, (fault,))
        if isinstance(entry, Theme):
            entry = _merged_as_it_is(connection, entry)
        written.write_entry(connection, entry, by=by, seats=seats)


def _faults(entry: written.Entry, seats: "Sequence[Seat]") -> tuple[Fault, ...]:
    if isinstance(entry, Member):
        return (*member_faults(entry), *seat_faults(seats))
    if isinstance(entry, Body):
        return (*body_faults(entry), *seat_faults(seats))
    return ()


def _merged_as_it_is(connection: "Connection", theme: Theme) -> Theme:
    """Return a theme with what only merging and splitting may change; a merged one is retired."""
    row = written.read_row(connection, "theme", theme.id)
    if row is None:
        return theme
    merged = row["merged_into"]
    return replace(
        theme,
        merged_into=merged,
        split_from=row["split_from"],
        retired=theme.retired or merged is not None,
    )


def _texts(entry: written.Entry) -> dict[str, str]:
    return {key: value for key, value in asdict(entry).items() if isinstance(value, str)}


def _kept(text: str) -> str:
    return clean(text).strip()
