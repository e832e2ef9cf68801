"""Teams, members and bodies in the register: what is asked, their lines, and what was typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from visits_app.domain.dates import read_date
from visits_app.domain.errors import Fault
from visits_app.domain.insight import counted
from visits_app.domain.meetings import Body, BodyKind, Seat
from visits_app.domain.registers import Member, Team
from visits_app.domain.text import clean, date_in_words
from visits_app.presenters.register_states import RegisterEntry, RegisterField

TEAM_COLUMNS = ("Name", "Area", "Kind", "Lead", "Visited every")
MEMBER_COLUMNS = ("Name", "Role", "Ward", "Group", "Term", "Sits on")
BODY_COLUMNS = ("Name", "Kind", "Ends", "Members")
_DATE = "Write a date such as 7 May 2027."


# --- what is asked -------------------------------------------------------------------------


def team_fields(teams: Iterable[Team]) -> tuple[RegisterField, ...]:
    """Return what is asked about a team; areas and kinds are offered from what is there."""
    teams = tuple(teams)
    return (
        RegisterField("name", "Name", required=True),
        RegisterField(
            "area", "Area of the service", "suggest", options=_suggested(t.area for t in teams)
        ),
        RegisterField(
            "kind",
            "Kind",
            "suggest",
            "For example team office, children's home, panel.",
            options=_suggested(t.kind for t in teams),
        ),
        RegisterField("lead_role", "Lead", hint="The role, never a name."),
        RegisterField("visit_every_months", "To be visited every … months", "number"),
        RegisterField("note", "Note", "words"),
    )


def member_fields(members: Iterable[Member], bodies: Iterable[Body]) -> tuple[RegisterField, ...]:
    """Return what is asked about a member."""
    members, bodies = tuple(members), tuple(bodies)
    return (
        RegisterField("name", "Name as printed on reports", required=True),
        RegisterField("role", "Role", hint="For example chair of the scrutiny committee."),
        RegisterField("ward", "Ward", "suggest", options=_suggested(m.ward for m in members)),
        RegisterField(
            "political_group",
            "Group",
            "suggest",
            options=_suggested(m.political_group for m in members),
        ),
        RegisterField("co_opted", "Co-opted member", "tick"),
        RegisterField("term_start", "Term begins", "date", "Leave empty if not known."),
        RegisterField("term_end", "Term ends", "date", "For example 7 May 2027. Empty if open."),
        _seat_field("Seats on bodies", bodies),
    )


def body_fields(members: Iterable[Member]) -> tuple[RegisterField, ...]:
    """Return what is asked about a body."""
    return (
        RegisterField("name", "Name", required=True),
        RegisterField(
            "kind",
            "Kind",
            "choice",
            options=(("", "Not said"), *((kind.value, kind.label) for kind in BodyKind)),
        ),
        RegisterField("ends_on", "Ends on", "date", "Only for a group of limited life."),
        RegisterField("note", "Note", "words"),
        _seat_field("Members", tuple(members)),
    )


# --- lines ---------------------------------------------------------------------------------


def team_entry(team: Team) -> RegisterEntry:
    """Return a team as a line of the register."""
    every = team.visit_every_months
    words = "" if every is None else "month" if every == 1 else f"{every} months"
    return RegisterEntry(
        team.id,
        (team.name, team.area, team.kind, team.lead_role, words),
        {
            "name": team.name,
            "area": team.area,
            "kind": team.kind,
            "lead_role": team.lead_role,
            "visit_every_months": str(every or ""),
            "note": team.note,
        },
        team.retired,
    )


def member_entry(
    member: Member, seats: Sequence[Seat], bodies: dict[str, str], today: date
) -> RegisterEntry:
    """Return a member as a line; `bodies` is id → name, ended seats are left out of the cell."""
    own = [seat for seat in seats if seat.member_id == member.id]
    held = [seat for seat in own if seat.ends_on is None or seat.ends_on >= today]
    group = member.political_group or ("Co-opted" if member.co_opted else "")
    sits = ", ".join(
        bodies.get(seat.body_id, "") + ("" if seat.role in ("", "member") else f" ({seat.role})")
        for seat in held
    )
    return RegisterEntry(
        member.id,
        (member.name, member.role, member.ward, group, _term(member), sits),
        {
            "name": member.name,
            "role": member.role,
            "ward": member.ward,
            "political_group": member.political_group,
            "co_opted": "yes" if member.co_opted else "",
            "term_start": _day(member.term_start),
            "term_end": _day(member.term_end),
            "seats": _seats_as_text(own, "body_id"),
        },
        member.retired,
    )


def body_entry(
    body: Body, seats: Sequence[Seat], members: dict[str, str], today: date
) -> RegisterEntry:
    """Return a body as a line; `members` is id → name."""
    own = [seat for seat in seats if seat.body_id == body.id]
    held = [seat for seat in own if seat.ends_on is None or seat.ends_on >= today]
    chairs = [members.get(seat.member_id, "") for seat in held if seat.role.casefold() == "chair"]
    told = counted(len(held), "member") if held else ""
    return RegisterEntry(
        body.id,
        (
            body.name,
            _kind_words(body.kind),
            _day(body.ends_on),
            f"{told}, chair {' and '.join(chairs)}" if chairs else told,
        ),
        {
            "name": body.name,
            "kind": body.kind,
            "ends_on": _day(body.ends_on),
            "note": body.note,
            "seats": _seats_as_text(own, "member_id"),
        },
        body.retired,
    )


# --- reading -------------------------------------------------------------------------------


def read_team(old: Team, values: dict[str, str], faults: list[Fault]) -> Team:
    """Return the team that was typed over `old`; what was not asked stays."""
    number: int | None = None
    months = values.get("visit_every_months", "")
    if months.isascii() and months.isdigit() and 1 <= int(months) <= 60:
        number = int(months)
    elif months:
        faults.append(Fault("visit_every_months", "Write a whole number of months from 1 to 60."))
    return replace(
        old,
        name=values.get("name", ""),
        area=values.get("area", ""),
        kind=values.get("kind", "") or "team office",
        lead_role=values.get("lead_role", ""),
        visit_every_months=number,
        note=values.get("note", old.note),
    )


def read_member(
    old: Member, values: dict[str, str], today: date, faults: list[Fault]
) -> tuple[Member, tuple[Seat, ...] | None]:
    """Return the member that was typed over `old`, and the seats where they were asked."""
    start = old.term_start
    if "term_start" in values:
        start = _read_day("term_start", values["term_start"], today, faults)
    end = _read_day("term_end", values.get("term_end", ""), today, faults)
    if start and end and end < start:
        faults.append(Fault("term_end", f"The term cannot end before it begins, on {_day(start)}."))
    member = replace(
        old,
        name=values.get("name", ""),
        role=values.get("role", old.role),
        ward=values.get("ward", ""),
        political_group=values.get("political_group", ""),
        co_opted=values.get("co_opted") == "yes",
        term_start=start,
        term_end=end,
    )
    seats = _read_seats(values, today, faults)
    if seats is None:
        return member, None
    return member, tuple(Seat(row["other"], old.id, *_rest(row)) for row in seats)


def read_body(
    old: Body, values: dict[str, str], today: date, faults: list[Fault]
) -> tuple[Body, tuple[Seat, ...] | None]:
    """Return the body that was typed over `old`, and its seats where they were asked."""
    body = replace(
        old,
        name=values.get("name", ""),
        kind=values.get("kind", ""),
        ends_on=_read_day("ends_on", values.get("ends_on", ""), today, faults),
        note=values.get("note", old.note),
    )
    seats = _read_seats(values, today, faults)
    if seats is None:
        return body, None
    return body, tuple(Seat(old.id, row["other"], *_rest(row)) for row in seats)


def _read_seats(
    values: dict[str, str], today: date, faults: list[Fault]
) -> list[dict[str, Any]] | None:
    """Return the rows of seats typed, dates read; rows without a choice are passed over."""
    if "seats" not in values:
        return None
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for place, row in enumerate(json.loads(values["seats"] or "[]"), start=1):
        if not row.get("other"):
            if any(row.get(key) for key in ("starts_on", "ends_on")):
                faults.append(Fault("seats", f"Row {place}: choose from the list."))
            continue
        if row["other"] in taken:
            faults.append(Fault("seats", f"Row {place} is there already; one row is enough."))
        taken.add(row["other"])
        wrong: list[Fault] = []
        start = _read_day("seats", row.get("starts_on", ""), today, wrong)
        end = _read_day("seats", row.get("ends_on", ""), today, wrong)
        faults += [Fault("seats", f"Row {place}: {_lower(one.what)}") for one in wrong]
        if start and end and end < start:
            faults.append(Fault("seats", f"Row {place} cannot end before it begins."))
        role = clean(str(row.get("role", ""))).strip() or "member"
        found.append({"other": row["other"], "role": role, "starts_on": start, "ends_on": end})
    return found


def _rest(row: dict[str, Any]) -> tuple[str, date | None, date | None]:
    return row["role"], row["starts_on"], row["ends_on"]


def _read_day(where: str, text: str, today: date, faults: list[Fault]) -> date | None:
    if not text.strip():
        return None
    found = read_date(text, today)
    if found is None:
        faults.append(Fault(where, _DATE))
    return found


def _seats_as_text(seats: Iterable[Seat], other: str) -> str:
    rows = [
        {
            "other": getattr(seat, other),
            "role": seat.role,
            "starts_on": _day(seat.starts_on),
            "ends_on": _day(seat.ends_on),
        }
        for seat in seats
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def _seat_field(label: str, others: Sequence[Member] | Sequence[Body]) -> RegisterField:
    return RegisterField(
        "seats",
        label,
        "seats",
        options=tuple((one.id, _named(one)) for one in others),
        kept=frozenset(one.id for one in others if one.retired),
    )


def _suggested(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((text, text) for text in sorted({text for text in texts if text}))


def _named(one: Member | Body) -> str:
    return f"{one.name} (retired)" if one.retired else one.name


def _kind_words(kind: str) -> str:
    return BodyKind(kind).label if kind in set(BodyKind) else kind.capitalize()


def _term(member: Member) -> str:
    start, end = _day(member.term_start), _day(member.term_end)
    return (
        f"{start} to {end}"
        if start and end
        else f"since {start}"
        if start
        else (f"until {end}" if end else "")
    )


def _day(day: date | None) -> str:
    return date_in_words(day.isoformat()) if day else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
