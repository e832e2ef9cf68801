"""The registers: teams, members, bodies, themes, indicators, events, and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.meetings import Body
from visits_app.domain.registers import Event, Member, Team, Theme
from visits_app.domain.text import clean
from visits_app.presenters import people_register as people
from visits_app.presenters import theme_register
from visits_app.presenters.event_register import event_entry, event_fields, read_event
from visits_app.presenters.register_states import (
    HistoryLine,
    RegisterEntry,
    RegisterField,
    RegisterState,
)
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.record_history import Told

KINDS = (
    ("teams", "Teams"),
    ("members", "Members"),
    ("bodies", "Bodies"),
    ("themes", "Themes"),
    ("indicators", "Indicators"),
    ("events", "Events"),
    ("forms", "Forms"),
)
REMOVABLE = frozenset({"teams", "members", "bodies", "themes"})
"""Registers whose entries may be removed while nothing refers to them."""

_NO = "This cannot be saved yet."


class RegisterPresenter:
    """Reads and changes one register at a time; every method is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def state(self, kind: str) -> RegisterState:
        """Read one register."""
        from visits_app.services import registers

        store, today = self._space.store, self._space.today()
        match kind:
            case "teams":
                teams = registers.teams(store)
                lines = tuple(people.team_entry(team) for team in teams)
                fields = people.team_fields(teams)
                return RegisterState(kind, "team", people.TEAM_COLUMNS, lines, fields)
            case "members":
                members, bodies = registers.members(store), registers.bodies(store)
                seats, names = registers.seats(store), {one.id: one.name for one in bodies}
                lines = tuple(people.member_entry(one, seats, names, today) for one in members)
                fields = people.member_fields(members, bodies)
                return RegisterState(kind, "member", people.MEMBER_COLUMNS, lines, fields)
            case "bodies":
                members, bodies = registers.members(store), registers.bodies(store)
                seats, names = registers.seats(store), {one.id: one.name for one in members}
                lines = tuple(people.body_entry(one, seats, names, today) for one in bodies)
                fields = people.body_fields(members)
                return RegisterState(kind, "body", people.BODY_COLUMNS, lines, fields)
            case "themes":
                lines = theme_register.theme_entries(registers.themes(store))
                fields = theme_register.FIELDS
                return RegisterState(kind, "theme", theme_register.COLUMNS, lines, fields)
            case "indicators":
                from visits_app.presenters.indicator_register import COLUMNS, indicator_entries
                from visits_app.services import indicator_registers

                known = indicator_registers.indicators(store)
                lines = indicator_entries(known, today)
                return RegisterState(kind, "indicator", COLUMNS, lines, ())
            case "events":
                lines = tuple(event_entry(event) for event in reversed(registers.events(store)))
                columns = ("What happened", "When", "Kind", "What is known")
                return RegisterState(kind, "event", columns, lines, event_fields())
            case _:
                from visits_app.presenters import form_register
                from visits_app.services import form_versions

                lines = form_register.form_entries(form_versions.versions(store))
                return RegisterState("forms", "form", form_register.COLUMNS, lines, ())

    # --- adding and changing ---------------------------------------------------------------

    def save(self, kind: str, entry_id: str, values: dict[str, str]) -> str:
        """Check and keep one entry ("" makes a new one); raises FaultsError naming every field."""
        values = {key: clean(value).strip() for key, value in values.items()}
        faults = [
            Fault(field.id, f"{field.label} is needed.")
            for field in self._fields(kind)
            if field.required and not values.get(field.id)
        ]
        new_id = entry_id or uuid4().hex
        if kind == "events":
            return self._save_event(new_id, values, faults)
        if kind != "members" and self._taken(kind, entry_id, values.get("name", "")):
            faults.append(Fault("name", "There is one of this name already."))
        match kind:
            case "teams":
                self._save_team(new_id, values, faults)
            case "members":
                self._save_member(new_id, values, faults)
            case "bodies":
                self._save_body(new_id, values, faults)
            case _:
                self._save_theme(new_id, values, faults)
        return new_id

    def undo_save(self, kind: str, entry_id: str, before: RegisterEntry | None) -> None:
        """Make an entry what it was, or take out what was just added; raises FaultsError."""
        if before is not None:
            self.save(kind, entry_id, before.values)
        elif kind == "events":
            self.remove_event(entry_id)
        else:
            self.remove(kind, entry_id)

    def _save_team(self, team_id: str, values: dict[str, str], faults: list[Fault]) -> None:
        from visits_app.services import registers

        store = self._space.store
        old = next((one for one in registers.teams(store) if one.id == team_id), None)
        team = people.read_team(old or Team(team_id, ""), values, faults)
        _refuse(faults)
        registers.put_team(store, team, by=self._space.by)

    def _save_member(self, member_id: str, values: dict[str, str], faults: list[Fault]) -> None:
        from visits_app.services import registers

        store = self._space.store
        old = next((one for one in registers.members(store) if one.id == member_id), None)
        today = self._space.today()
        member, seats = people.read_member(old or Member(member_id, ""), values, today, faults)
        _refuse(faults)
        registers.put_member(store, member, by=self._space.by, seats=seats)

    def _save_body(self, body_id: str, values: dict[str, str], faults: list[Fault]) -> None:
        from visits_app.services import registers

        store = self._space.store
        old = next((one for one in registers.bodies(store) if one.id == body_id), None)
        today = self._space.today()
        body, seats = people.read_body(old or Body(body_id, ""), values, today, faults)
        _refuse(faults)
        registers.put_body(store, body, by=self._space.by, seats=seats)

    def _save_theme(self, theme_id: str, values: dict[str, str], faults: list[Fault]) -> None:
        from dataclasses import replace

        from visits_app.services import registers

        store = self._space.store
        old = next((one for one in registers.themes(store) if one.id == theme_id), None)
        _refuse(faults)
        theme = replace(
            old or Theme(theme_id, ""),
            name=values["name"],
            description=values.get("description", ""),
        )
        registers.put_theme(store, theme, by=self._space.by)

    def _save_event(self, event_id: str, values: dict[str, str], faults: list[Fault]) -> str:
        event = read_event(event_id, values, self._space.today(), faults)
        _refuse(faults)
        assert event is not None
        self.put_back(event)
        return event.id

    def _fields(self, kind: str) -> tuple[RegisterField, ...]:
        empty: dict[str, tuple[RegisterField, ...]] = {
            "teams": people.team_fields(()),
            "members": people.member_fields((), ()),
            "bodies": people.body_fields(()),
            "themes": theme_register.FIELDS,
            "events": event_fields(),
        }
        return empty[kind]

    def _taken(self, kind: str, entry_id: str, name: str) -> bool:
        from visits_app.services import registers

        store = self._space.store
        known: tuple[Team, ...] | tuple[Body, ...] | tuple[Theme, ...] = registers.themes(store)
        if kind != "themes":
            known = registers.teams(store) if kind == "teams" else registers.bodies(store)
        wanted = name.casefold()
        return any(one.id != entry_id and one.name.casefold() == wanted for one in known)

    # --- removing, retiring ------------------------------------------------------------------

    def remove_event(self, event_id: str) -> Event:
        """Take an event away and return it for `put_back`: nothing refers to an event."""
        from visits_app.services import indicator_registers

        return indicator_registers.remove_event(self._space.store, event_id, by=self._space.by)

    def put_back(self, event: Event) -> None:
        """Keep an event again that was taken away."""
        from visits_app.services import indicator_registers

        indicator_registers.put_event(self._space.store, event, by=self._space.by)

    def remove(self, kind: str, entry_id: str) -> Team | Member | Theme | Body:
        """Take out an entry nothing refers to, for `put_entry_back`.

        Raises FaultsError saying in words what refers to it.
        """
        from visits_app.services import register_records

        return register_records.remove(self._space.store, kind, entry_id, by=self._space.by)

    def put_entry_back(self, entry: Team | Member | Theme | Body) -> None:
        """Keep an entry again that was removed."""
        from visits_app.services import register_records

        register_records.put_back(self._space.store, entry, by=self._space.by)

    def retire(self, kind: str, entry_id: str, *, retired: bool) -> None:
        """Take an entry out of the choices for new visits, or bring it back."""
        from dataclasses import replace

        from visits_app.services import indicator_registers, registers

        store, by = self._space.store, self._space.by
        match kind:
            case "indicators":
                indicator_registers.retire_indicator(store, entry_id, retired=retired, by=by)
            case "teams":
                team = next(t for t in registers.teams(store) if t.id == entry_id)
                registers.put_team(store, replace(team, retired=retired), by=by)
            case "members":
                member = next(m for m in registers.members(store) if m.id == entry_id)
                registers.put_member(store, replace(member, retired=retired), by=by)
            case "bodies":
                body = next(b for b in registers.bodies(store) if b.id == entry_id)
                registers.put_body(store, replace(body, retired=retired), by=by)
            case "themes":
                theme = next(t for t in registers.themes(store) if t.id == entry_id)
                registers.put_theme(store, replace(theme, retired=retired), by=by)
            case "forms":
                from visits_app.services import form_versions

                form_id = entry_id.split()[0]
                form_versions.retire_form(store, form_id, retired=retired, by=by)

    # --- history -----------------------------------------------------------------------------

    def history(self, kind: str, entry_id: str) -> tuple[HistoryLine, ...]:
        """Return everything that was done to an entry, newest first."""
        from visits_app.services import register_records

        store = self._space.store
        who = register_records.who(store)
        record_id = entry_id.split()[0] if kind == "forms" else entry_id
        told = register_records.history(store, kind, record_id)
        return tuple(_history_line(entry, who) for entry in told)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise FaultsError(_NO, tuple(faults))


def _history_line(entry: Told, who: dict[str, str]) -> HistoryLine:
    from visits_app.domain.text import date_in_words

    at = entry.at.astimezone()
    return HistoryLine(
        f"{date_in_words(at.date().isoformat())}, {at:%H:%M}",
        who.get(entry.by, "somebody no longer in the register"),
        entry.what,
        tuple(f"{one.label}: {one.before} → {one.after}" for one in entry.changes),
    )
