"""The registers: who and what there is to choose from, and adding to them."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.forms import Form
from visits_app.domain.meetings import Meeting
from visits_app.domain.names import Names
from visits_app.domain.registers import Event, Member, Team, Theme
from visits_app.domain.text import clean, too_long
from visits_app.services.forms import installed
from visits_app.store import registers as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from visits_app.store.engine import Store

__all__ = [
    "Names",
    "events",
    "forms",
    "meetings",
    "members",
    "names",
    "put_member",
    "put_team",
    "put_theme",
    "teams",
    "themes",
]


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


def meetings(store: "Store") -> tuple[Meeting, ...]:
    """Return every meeting, oldest first."""
    with store.read() as connection:
        return rows.meetings(connection)


def events(store: "Store") -> tuple[Event, ...]:
    """Return every outside event, oldest first."""
    with store.read() as connection:
        return rows.events(connection)


def forms(store: "Store") -> tuple[Form, ...]:  # noqa: ARG001 - every list takes the store
    """Return the forms a visit can be begun on, newest versions, the standard visit first."""
    return installed()


def names(store: "Store", visit_id: str | None = None) -> Names:
    """Return id → label for every register, for options and for printing.

    With `visit_id`, also the asks that visit may check or speaks of.
    """
    with store.read() as connection:
        return rows.names(connection, visit_id)


def put_team(store: "Store", team: Team, *, by: str) -> None:
    """Add a team, or change the one with its id."""
    _put(store, "team", team, by)


def put_member(store: "Store", member: Member, *, by: str) -> None:
    """Add a member, or change the one with this id."""
    _put(store, "member", member, by)


def put_theme(store: "Store", theme: Theme, *, by: str) -> None:
    """Add a theme, or change the one with its id."""
    _put(store, "theme", theme, by)


def _put(store: "Store", entity: str, item: Team | Member | Theme, by: str) -> None:
    from sqlmodel import select

    from visits_app.store.tables import MemberRow, TeamRow, ThemeRow

    tables: dict[str, Any] = {"team": TeamRow, "member": MemberRow, "theme": ThemeRow}
    table = tables[entity]
    values = {key: _kept(value) for key, value in asdict(item).items()}
    if not values["name"]:
        raise FaultsError("This cannot be saved.", (Fault("name", "give a name."),))
    longer = [key for key, value in values.items() if isinstance(value, str) and too_long(value)]
    if longer:
        what = "this is longer than one field can hold. Shorten it."
        raise FaultsError("This cannot be saved.", tuple(Fault(key, what) for key in longer))
    with store.transaction() as session:
        twin = session.exec(
            select(table).where(table.name == values["name"], table.id != values["id"])
        ).first()
        if twin is not None and entity != "member":
            fault = Fault("name", f"there is a {entity} of this name already.")
            raise FaultsError("This cannot be saved.", (fault,))
        found: SQLModel | None = session.get(table, values["id"])
        before = found.model_dump() if found else None
        if before == values:
            return
        session.merge(table(**values))
        action = "added" if before is None else "changed"
        record(
            session,
            by=by,
            action=action,
            entity=entity,
            entity_id=values["id"],
            before=before,
            after=values,
        )


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value).strip()
    return value.isoformat() if hasattr(value, "isoformat") else value
