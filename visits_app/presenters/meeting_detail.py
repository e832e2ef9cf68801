"""One meeting: its facts, agenda, papers, attendance and decisions in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.meeting_rules import AttendanceRate, meeting_rate, papers_due
from visits_app.domain.meetings import (
    Attendance,
    Decision,
    DecisionKind,
    ItemKind,
    Meeting,
    MeetingDetail,
    MeetingItem,
    Presence,
    Seat,
)
from visits_app.domain.municipal_years import first_day, year_of
from visits_app.domain.registers import Member
from visits_app.domain.text import date_in_words
from visits_app.domain.working_days import papers_due_for
from visits_app.presenters.meetings import ChipWords, meeting_chips
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.recommendations import Recommendation

PRESENCE_LOOKS = {
    Presence.PRESENT: ("good", "tick"),
    Presence.SUBSTITUTE: ("good", "people"),
    Presence.APOLOGIES: ("plain", "not-held"),
    Presence.ABSENT: ("warning", "warning"),
}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of the agenda in words."""

    item: MeetingItem
    number: str
    chips: tuple[ChipWords, ...] = ()


@dataclass(frozen=True, slots=True)
class LedLine:
    """A line that leads to a record's page, where it has one."""

    title: str
    page: str = ""
    target: dict[str, str] = field(default_factory=dict)
    leads: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member at a meeting: presence (None where not recorded) and running rate."""

    member_id: str
    name: str
    role: str
    presence: Presence | None
    chip: ChipWords
    rate: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision in words, and what it made."""

    decision: Decision
    number: str
    chip: ChipWords
    under: str
    made: LedLine | None = None


@dataclass(frozen=True, slots=True)
class MeetingState:
    """Everything about a meeting in words; `year` is the municipal year its rates run over."""

    detail: MeetingDetail
    title: str
    facts: tuple[tuple[str, str], ...]
    chips: tuple[ChipWords, ...]
    items: tuple[ItemLine, ...]
    reports: tuple[LedLine, ...]
    recommendations: tuple[LedLine, ...]
    people: tuple[PersonLine, ...]
    turnout: str
    decisions: tuple[DecisionLine, ...]
    year: str
    can_edit: bool
    is_past: bool

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.detail.meeting


class MeetingPresenter:
    """Reads one meeting; for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def state(self, meeting_id: str) -> MeetingState:
        """Read a meeting with everything about it."""
        from visits_app.services import links, meetings, minutes, registers

        store, today = self._space.store, self._space.today()
        detail = meetings.meeting_detail(store, meeting_id)
        meeting = detail.meeting
        members = {member.id: member for member in registers.members(store)}
        known = {item.id: item for item in links.recommendations(store)}
        seats = meetings.seats(store, meeting.body_id) if meeting.body_id else ()
        return MeetingState(
            detail=detail,
            title=f"{meeting.body}, {date_in_words(meeting.held_on.isoformat())}",
            facts=_facts(meeting, today),
            chips=meeting_chips(meeting, today),
            items=tuple(_item(number, item) for number, item in enumerate(detail.items, start=1)),
            reports=tuple(
                LedLine(
                    f"{one.reference}  {one.team or 'No team'}, {_day(one.visit_date)}",
                    "visits",
                    {"visit_id": one.visit_id},
                    "Read report",
                )
                for one in minutes.reports_there(store, meeting_id)
            ),
            recommendations=tuple(
                _recommendation(known[id]) for id in detail.recommendation_ids if id in known
            ),
            people=people_lines(detail, seats, members, self.rates(meeting)),
            turnout=_turnout(detail),
            decisions=self._decisions(detail, known),
            year=year_of(meeting.held_on),
            can_edit=self._space.desk is Desk.OFFICER,
            is_past=meeting.held_on <= today,
        )

    def rates(self, meeting: Meeting) -> dict[str, AttendanceRate]:
        """Return how often each member came in the municipal year, up to and with a meeting."""
        from visits_app.services import meeting_papers

        if meeting.body_id is None:
            return {}
        year = year_of(meeting.held_on)
        record = meeting_papers.attendance_at(
            self._space.store, meeting.body_id, first_day(year), meeting.held_on
        )
        return dict(record.rates)

    def _decisions(
        self, detail: MeetingDetail, known: dict[str, Recommendation]
    ) -> tuple[DecisionLine, ...]:
        titles = {item.id: item.title for item in detail.items}
        return tuple(
            DecisionLine(
                one,
                str(number),
                _DECISION_CHIPS[one.kind],
                titles.get(one.item_id or "", ""),
                self._made(one, known),
            )
            for number, one in enumerate(detail.decisions, start=1)
        )

    def _made(self, decision: Decision, known: dict[str, Recommendation]) -> LedLine | None:
        from visits_app.services import actions

        if decision.recommendation_id in known:
            return _recommendation(known[decision.recommendation_id])
        if decision.action_id is None:
            return None
        try:
            line = actions.read_action(self._space.store, ActionOrigin.MEETING, decision.action_id)
        except UnknownRecord:
            return None
        action = line.action
        parts = [action.reference, action.owner, f"due {_day(action.due)}" if action.due else ""]
        told = ", ".join(part for part in parts if part)
        return LedLine(f"{told}: {action.status.label.lower()}", "actions", {}, "Open actions")


_DECISION_CHIPS = {
    DecisionKind.NOTED: ChipWords("Noted or agreed", "plain", "tick"),
    DecisionKind.ACTION: ChipWords("Action", "accent", "actions"),
    DecisionKind.RECOMMENDATION: ChipWords("Recommendation", "accent", "recommendations"),
}


def people_lines(
    detail: MeetingDetail,
    seats: tuple[Seat, ...],
    members: dict[str, Member],
    rates: dict[str, AttendanceRate],
) -> tuple[PersonLine, ...]:
    """Return who was there or should have been: seats of that day first, in their order."""
    roles = {seat.member_id: seat.role for seat in seats if seat.is_held_on(detail.meeting.held_on)}
    entries = {entry.member_id: entry for entry in detail.attendance}
    sitting = [id for id, role in roles.items() if role != "substitute" or id in entries]
    ids = [*sitting, *(id for id in entries if id not in sitting)]
    return tuple(
        PersonLine(
            id,
            members[id].name,
            roles.get(id, "no seat"),
            entries[id].presence if id in entries else None,
            presence_chip(entries.get(id), members),
            rate_words(rates.get(id)),
        )
        for id in ids
        if id in members
    )


def presence_chip(entry: Attendance | None, members: dict[str, Member]) -> ChipWords:
    """Return whether a member was there."""
    if entry is None:
        return ChipWords("Not recorded", "plain", "circle")
    tone, icon_name = PRESENCE_LOOKS[entry.presence]
    told = entry.presence.label
    if entry.presence is Presence.SUBSTITUTE and entry.substitute_for in members:
        told = f"Present for {members[entry.substitute_for].name}"
    return ChipWords(told, tone, icon_name)


def rate_words(rate: AttendanceRate | None) -> str:
    """Return "6 of 8 (75 %)", "" where nothing was expected."""
    if rate is None or rate.share is None:
        return ""
    return f"{rate.present} of {rate.expected} ({round(rate.share * 100)} %)"


def _facts(meeting: Meeting, today: date) -> tuple[tuple[str, str], ...]:
    due = papers_due(meeting)
    told = date_in_words(due.isoformat(), weekday=True)
    if meeting.papers_due is None or meeting.papers_due == papers_due_for(meeting.held_on):
        why = f"{told}: five clear working days before, neither day counted"
    else:
        usual = date_in_words(papers_due_for(meeting.held_on).isoformat())
        why = f"{told}: set by hand, the usual day is {usual}"
    held = "To come" if meeting.held_on >= today else "Not said yet"
    if meeting.held is not None:
        held = "Yes" if meeting.held else "No"
    facts = [
        ("Body", meeting.body),
        ("Date", date_in_words(meeting.held_on.isoformat(), weekday=True)),
        ("Time", meeting.starts_at),
        ("Place", meeting.place),
        ("Papers due", why),
        ("Took place", held),
        ("Officers there", meeting.officers),
        ("Note", meeting.note),
    ]
    return tuple((label, text) for label, text in facts if text)


def _item(number: int, item: MeetingItem) -> ItemLine:
    chips = []
    if item.kind is not ItemKind.ITEM:
        chips.append(ChipWords(item.kind.label, "accent", _ITEM_ICONS[item.kind]))
    if item.restricted:
        chips.append(ChipWords("Restricted", "warning", "sealed"))
    return ItemLine(item, str(number), tuple(chips))


_ITEM_ICONS = {
    ItemKind.VISITS: "visits",
    ItemKind.RECOMMENDATIONS: "recommendations",
    ItemKind.INDICATORS: "indicators",
    ItemKind.ACTIONS: "actions",
}


def _recommendation(item: Recommendation) -> LedLine:
    return LedLine(
        f"{item.reference}  {item.title}",
        "recommendations",
        {"recommendation_id": item.id},
        "Open recommendation",
    )


def _turnout(detail: MeetingDetail) -> str:
    if not detail.attendance:
        return ""
    came, expected = meeting_rate(detail.attendance)
    apologies = sum(one.presence is Presence.APOLOGIES for one in detail.attendance)
    told = f"{came} of {expected} there"
    if apologies:
        told += ", 1 apology" if apologies == 1 else f", {apologies} apologies"
    return f"{told}."


def _day(day: date | None) -> str:
    return date_in_words(day.isoformat()) if day else "no date"
