"""The registers: teams, members, themes, indicators, events, and the forms installed."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.registers import Event, Member, Team, Theme
from visits_app.domain.text import clean, date_in_words
from visits_app.presenters.event_register import event_entry, event_fields, read_event
from visits_app.presenters.register_states import RegisterEntry, RegisterField, RegisterState
from visits_app.presenters.workspace import Workspace

KINDS = (
    ("teams", "Teams"),
    ("members", "Members"),
    ("themes", "Themes"),
    ("indicators", "Indicators"),
    ("events", "Events"),
    ("forms", "Forms"),
)

_TEAM = (
    RegisterField("name", "Name", required=True),
    RegisterField("area", "Area of the service"),
    RegisterField("kind", "Kind", hint="For example team office, children's home, panel."),
    RegisterField("lead_role", "Lead", hint="The role, never a name."),
    RegisterField("visit_every_months", "To be visited every … months", "number"),
)
_MEMBER = (
    RegisterField("name", "Name as printed on reports", required=True),
    RegisterField("ward", "Ward"),
    RegisterField("political_group", "Group"),
    RegisterField("co_opted", "Co-opted member", "tick"),
    RegisterField("term_end", "Term ends", "date", "For example 7 May 2027. Leave empty if open."),
)
_THEME = (
    RegisterField("name", "Name", required=True),
    RegisterField("description", "What belongs under it"),
)


class RegisterPresenter:
    """Reads and changes one register at a time."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def state(self, kind: str) -> RegisterState:
        """Read one register."""
        from visits_app.services import registers

        store = self._space.store
        match kind:
            case "teams":
                return RegisterState(
                    kind,
                    "team",
                    ("Name", "Area", "Lead", "Visited every"),
                    tuple(_team_entry(team) for team in registers.teams(store)),
                    _TEAM,
                )
            case "members":
                return RegisterState(
                    kind,
                    "member",
                    ("Name", "Ward", "Group", "Term"),
                    tuple(_member_entry(member) for member in registers.members(store)),
                    _MEMBER,
                )
            case "themes":
                return RegisterState(
                    kind,
                    "theme",
                    ("Name", "What belongs under it"),
                    tuple(
                        RegisterEntry(
                            theme.id,
                            (theme.name, theme.description),
                            {"name": theme.name, "description": theme.description},
                            theme.retired,
                        )
                        for theme in registers.themes(store)
                    ),
                    _THEME,
                )
            case "indicators":
                from visits_app.presenters.indicator_register import COLUMNS, indicator_entries
                from visits_app.services import indicator_registers

                known = indicator_registers.indicators(store)
                lines = indicator_entries(known, self._space.today())
                return RegisterState(kind, "indicator", COLUMNS, lines, ())
            case "events":
                return RegisterState(
                    kind,
                    "event",
                    ("What happened", "When", "Kind", "What is known"),
                    tuple(event_entry(event) for event in reversed(registers.events(store))),
                    event_fields(),
                )
            case _:
                return RegisterState(
                    "forms",
                    "form",
                    ("Form", "Version", "Purpose"),
                    tuple(
                        RegisterEntry(form.id, (form.title, str(form.version), form.purpose), {})
                        for form in registers.forms(store)
                    ),
                    (),
                )

    def save(self, kind: str, entry_id: str, values: dict[str, str]) -> str:
        """Check and keep one entry ("" makes a new one); raises FaultsError naming every field."""
        from visits_app.services import registers

        store, by = self._space.store, self._space.by
        values = {key: clean(value).strip() for key, value in values.items()}
        fields = {"teams": _TEAM, "members": _MEMBER, "themes": _THEME, "events": event_fields()}[
            kind
        ]
        faults = [
            Fault(field.id, f"{field.label} is needed.")
            for field in fields
            if field.required and not values.get(field.id)
        ]
        if kind == "events":
            return self._save_event(entry_id, values, faults)
        number, when = self._numbers(values, faults)
        same = next(
            (
                entry
                for entry in self.state(kind).entries
                if entry.id != entry_id
                and entry.cells[0].casefold() == values.get("name", "").casefold()
            ),
            None,
        )
        if same is not None and kind != "members":
            faults.append(Fault("name", "There is one of this name already."))
        if faults:
            raise FaultsError("This cannot be saved yet.", tuple(faults))
        entry_id = entry_id or uuid4().hex
        name = values["name"]
        if kind == "teams":
            old = next((t for t in registers.teams(store) if t.id == entry_id), None)
            team = Team(
                entry_id,
                name,
                values.get("area", ""),
                values.get("kind", "") or "team office",
                values.get("lead_role", ""),
                number,
                old.note if old else "",
                old.retired if old else False,
            )
            registers.put_team(store, team, by=by)
        elif kind == "members":
            start = next((m.term_start for m in registers.members(store) if m.id == entry_id), None)
            member = Member(
                entry_id,
                name,
                values.get("ward", ""),
                values.get("political_group", ""),
                values.get("co_opted") == "yes",
                start,
                when,
            )
            registers.put_member(store, member, by=by)
        else:
            kept = next((t.retired for t in registers.themes(store) if t.id == entry_id), False)
            theme = Theme(entry_id, name, values.get("description", ""), kept)
            registers.put_theme(store, theme, by=by)
        return entry_id

    def remove_event(self, event_id: str) -> Event:
        """Take an event away and return it for `put_back`: nothing refers to an event."""
        from visits_app.services import indicator_registers

        return indicator_registers.remove_event(self._space.store, event_id, by=self._space.by)

    def put_back(self, event: Event) -> None:
        """Keep an event again that was taken away."""
        from visits_app.services import indicator_registers

        indicator_registers.put_event(self._space.store, event, by=self._space.by)

    def _save_event(self, entry_id: str, values: dict[str, str], faults: list[Fault]) -> str:
        event = read_event(entry_id or uuid4().hex, values, self._space.today(), faults)
        if faults or event is None:
            raise FaultsError("This cannot be saved yet.", tuple(faults))
        self.put_back(event)
        return event.id

    def retire(self, kind: str, entry_id: str, *, retired: bool) -> None:
        """Take an entry out of the choices for new visits, or bring it back."""
        from dataclasses import replace

        from visits_app.services import indicator_registers, registers

        store, by = self._space.store, self._space.by
        if kind == "indicators":
            indicator_registers.retire_indicator(store, entry_id, retired=retired, by=by)
        if kind == "teams":
            team = next(t for t in registers.teams(store) if t.id == entry_id)
            registers.put_team(store, replace(team, retired=retired), by=by)
        elif kind == "themes":
            theme = next(t for t in registers.themes(store) if t.id == entry_id)
            registers.put_theme(store, replace(theme, retired=retired), by=by)

    def _numbers(
        self, values: dict[str, str], faults: list[Fault]
    ) -> tuple[int | None, date | None]:
        number: int | None = None
        when: date | None = None
        months = values.get("visit_every_months", "")
        if months:
            if months.isascii() and months.isdigit() and 1 <= int(months) <= 60:
                number = int(months)
            else:
                faults.append(
                    Fault("visit_every_months", "Write a whole number of months from 1 to 60.")
                )
        term = values.get("term_end", "")
        if term:
            from visits_app.domain.dates import read_date

            when = read_date(term, self._space.today())
            if when is None:
                faults.append(Fault("term_end", "Write a date such as 7 May 2027."))
        return number, when


def _team_entry(team: Team) -> RegisterEntry:
    every = team.visit_every_months
    words = "" if every is None else "month" if every == 1 else f"{every} months"
    return RegisterEntry(
        team.id,
        (team.name, team.area, team.lead_role, words),
        {
            "name": team.name,
            "area": team.area,
            "kind": team.kind,
            "lead_role": team.lead_role,
            "visit_every_months": str(every or ""),
        },
        team.retired,
    )


def _member_entry(member: Member) -> RegisterEntry:
    end = date_in_words(member.term_end.isoformat()) if member.term_end else ""
    group = member.political_group or ("Co-opted" if member.co_opted else "")
    return RegisterEntry(
        member.id,
        (member.name, member.ward, group, f"until {end}" if end else ""),
        {
            "name": member.name,
            "ward": member.ward,
            "political_group": member.political_group,
            "co_opted": "yes" if member.co_opted else "",
            "term_end": end,
        },
    )
