"""What the officer changes about a meeting: agenda, papers, attendance and decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from visits_app.domain.dates import read_date
from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.meeting_rules import likely_kind
from visits_app.domain.meetings import (
    Attendance,
    Decision,
    DecisionKind,
    ItemKind,
    MeetingDetail,
    MeetingItem,
)
from visits_app.domain.text import date_in_words
from visits_app.presenters.meeting_detail import MeetingPresenter, rate_words
from visits_app.presenters.minutes_states import (
    AttendanceForm,
    AttendanceRow,
    DecisionForm,
    DecisionTyped,
    PaperChoice,
    PapersForm,
)
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.meetings import OfferedReport

Changing: TypeAlias = Callable[[list[MeetingItem]], list[MeetingItem]]
"""What makes another agenda of one."""


class MinutesPresenter:
    """Changes what is minuted; each change returns the meeting as it was, for Undo."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    # --- agenda ------------------------------------------------------------------------------

    def put_item(
        self, meeting_id: str, item: MeetingItem | None, title: str, kind: ItemKind, *,
        restricted: bool = False, note: str = "",
    ) -> MeetingDetail:  # fmt: skip
        """Add an item at the end, or change one; raises FaultsError where it has no title."""
        from visits_app.services import meetings

        new = meetings.new_item(title) if item is None else item
        changed = replace(new, title=title, kind=kind, restricted=restricted, note=note)

        def change(items: list[MeetingItem]) -> list[MeetingItem]:
            if item is None:
                return [*items, changed]
            return [changed if one.id == item.id else one for one in items]

        try:
            return self._change_agenda(meeting_id, change)
        except FaultsError as error:
            told = tuple(Fault("title", fault.what) for fault in error.faults)
            raise FaultsError("The item cannot be saved yet.", told) from error

    def move_item(self, meeting_id: str, item: MeetingItem, steps: int) -> MeetingDetail:
        """Move an item up (-1) or down (1)."""

        def change(items: list[MeetingItem]) -> list[MeetingItem]:
            place = next(n for n, one in enumerate(items) if one.id == item.id)
            to = max(0, min(len(items) - 1, place + steps))
            items.insert(to, items.pop(place))
            return items

        return self._change_agenda(meeting_id, change)

    def remove_item(self, meeting_id: str, item: MeetingItem) -> MeetingDetail:
        """Take an item off the agenda; decisions under it stay."""

        def change(items: list[MeetingItem]) -> list[MeetingItem]:
            return [one for one in items if one.id != item.id]

        return self._change_agenda(meeting_id, change)

    def _change_agenda(self, meeting_id: str, change: Changing) -> MeetingDetail:
        from visits_app.services import meetings

        before = meetings.meeting_detail(self._space.store, meeting_id)
        items = change(list(before.items))
        visits = any(one.kind is ItemKind.VISITS for one in items)
        had = any(one.kind is ItemKind.VISITS for one in before.items)
        meeting = before.meeting
        if visits or had:
            meeting = replace(meeting, visits_item=visits)
        meetings.put_meeting(self._space.store, meeting, items, by=self._space.by)
        return before

    def kind_of(self, title: str) -> ItemKind:
        """Return what an item is about, going by its title."""
        return likely_kind(title)

    # --- attendance --------------------------------------------------------------------------

    def attendance_form(self, meeting_id: str) -> AttendanceForm:
        """Return who can have been there: seats of that day, then the others in office."""
        from visits_app.services import meetings, registers

        store = self._space.store
        reader = MeetingPresenter(self._space)
        state = reader.state(meeting_id)
        meeting = state.meeting
        rates = reader.rates(meeting)
        entries = {entry.member_id: entry for entry in state.detail.attendance}
        seats = meetings.seats(store, meeting.body_id) if meeting.body_id else ()
        roles = {one.member_id: one.role for one in seats if one.is_held_on(meeting.held_on)}
        members = {member.id: member for member in registers.members(store)}
        others = [
            member.id
            for member in members.values()
            if member.id not in roles
            and (member.id in entries or (member.serves_on(meeting.held_on) and not member.retired))
        ]
        rows = [
            AttendanceRow(
                id,
                members[id].name,
                roles.get(id, members[id].role),
                rate_words(rates.get(id)),
                entries[id].presence if id in entries else None,
                entries[id].substitute_for if id in entries else None,
                id in roles,
            )
            for id in (*roles, *others)
            if id in members
        ]
        return AttendanceForm(
            state.detail, tuple(rows), meeting.officers, state.year, not state.is_past
        )

    def set_attendance(
        self, meeting_id: str, entries: Sequence[Attendance], officers: str
    ) -> MeetingDetail:
        """Record who was there; raises FaultsError at each member it is about."""
        from visits_app.services import meetings

        store = self._space.store
        before = meetings.meeting_detail(store, meeting_id)
        meetings.set_attendance(
            store,
            meeting_id,
            entries,
            today=self._space.today(),
            by=self._space.by,
            officers=officers,
        )
        return before

    # --- papers ------------------------------------------------------------------------------

    def papers_form(self, meeting_id: str) -> PapersForm:
        """Return the reports and recommendations that can go to a meeting."""
        from visits_app.services import links, meetings, minutes

        store = self._space.store
        detail = meetings.meeting_detail(store, meeting_id)
        there = set(detail.recommendation_ids)
        return PapersForm(
            detail,
            tuple(_report(one) for one in minutes.reports_on_offer(store, meeting_id)),
            tuple(
                PaperChoice(
                    item.id, f"{item.reference}  {item.title}", item.status.label, item.id in there
                )
                for item in links.recommendations(store)
            ),
        )

    def set_papers(
        self, meeting_id: str, visit_ids: Sequence[str], recommendation_ids: Sequence[str]
    ) -> MeetingDetail:
        """Say what went to a meeting."""
        from visits_app.services import meetings

        before = meetings.meeting_detail(self._space.store, meeting_id)
        meetings.set_papers(
            self._space.store,
            meeting_id,
            visit_ids=visit_ids,
            recommendation_ids=recommendation_ids,
            by=self._space.by,
        )
        return before

    # --- decisions ---------------------------------------------------------------------------

    def decision_form(self, meeting_id: str) -> DecisionForm:
        """Return what a decision can be under and about."""
        from visits_app.services import links, meetings, registers

        store = self._space.store
        detail = meetings.meeting_detail(store, meeting_id)
        teams = [team for team in registers.teams(store) if not team.retired]
        return DecisionForm(
            detail,
            (
                Option("No item"),
                *(
                    Option(f"{number}. {item.title}", item.id)
                    for number, item in enumerate(detail.items, start=1)
                ),
            ),
            (Option("No one team"), *(Option(team.name, team.id) for team in teams)),
            tuple(
                Option(f"{item.reference}  {item.title}", item.id)
                for item in links.recommendations(store)
            ),
        )

    def add_decision(self, meeting_id: str, typed: DecisionTyped) -> Decision:
        """Minute a decision; raises FaultsError with everything that is wrong."""
        from visits_app.services import meetings

        if typed.kind is DecisionKind.RECOMMENDATION and not typed.recommendation_id:
            return self._recommend(meeting_id, typed)
        action = typed.kind is DecisionKind.ACTION
        return meetings.add_decision(
            self._space.store,
            meeting_id,
            typed.text,
            today=self._space.today(),
            by=self._space.by,
            item_id=typed.item_id or None,
            kind=typed.kind,
            owner=typed.owner if action else "",
            due=self.day_of(typed.due) if action else None,
            team_id=(typed.team_id or None) if action else None,
            recommendation_id=(typed.recommendation_id or None)
            if typed.kind is DecisionKind.RECOMMENDATION
            else None,
        )

    def _recommend(self, meeting_id: str, typed: DecisionTyped) -> Decision:
        from visits_app.services import meeting_recommendations as made

        due = self.day_of(typed.new_due)
        if typed.new_due.strip() and due is None:
            fault = Fault("new_due", "give a day such as 4 March 2027, or leave it empty.")
            raise FaultsError("The decision cannot be saved yet.", (fault,))
        return made.recommend(
            self._space.store,
            meeting_id,
            typed.text,
            made.NewRecommendation(typed.new_title, typed.new_owner, due),
            today=self._space.today(),
            by=self._space.by,
            item_id=typed.item_id or None,
        )

    def change_decision(self, decision: Decision, text: str) -> Decision:
        """Give a decision other words."""
        from visits_app.services import minutes

        return minutes.change_decision(self._space.store, decision, text, by=self._space.by)

    def remove_decision(self, decision: Decision) -> Decision:
        """Take a decision out of the minutes; what it made stays."""
        from visits_app.services import meetings

        meetings.remove_decision(self._space.store, decision, by=self._space.by)
        return decision

    def restore_decision(self, decision: Decision) -> None:
        """Bring a removed decision back."""
        from visits_app.services import meetings

        meetings.restore_decision(self._space.store, decision, by=self._space.by)

    def take_back_decision(self, decision: Decision, *, made: bool = False) -> None:
        """Undo a decision just minuted, with its action, or the recommendation it `made`."""
        from visits_app.services import meeting_recommendations, minutes

        if made and decision.recommendation_id:
            meeting_recommendations.take_back(self._space.store, decision, by=self._space.by)
            return
        minutes.take_back_decision(self._space.store, decision, by=self._space.by)

    # --- whole meetings ----------------------------------------------------------------------

    def delete(self, meeting_id: str) -> MeetingDetail:
        """Delete a meeting nothing refers to; FaultsError says what does."""
        from visits_app.services import meetings

        return meetings.delete_meeting(self._space.store, meeting_id, by=self._space.by)

    def restore(self, before: MeetingDetail) -> None:
        """Bring a deleted meeting back."""
        from visits_app.services import meetings

        meetings.restore_meeting(self._space.store, before, by=self._space.by)

    def put_back_meeting(self, before: MeetingDetail) -> None:
        """Bring facts and agenda back as they were."""
        from visits_app.services import minutes

        minutes.put_back_meeting(self._space.store, before, by=self._space.by)

    def put_back_attendance(self, before: MeetingDetail) -> None:
        """Bring the attendance back as it was."""
        from visits_app.services import minutes

        minutes.put_back_attendance(self._space.store, before, by=self._space.by)

    def put_back_papers(self, before: MeetingDetail) -> None:
        """Bring the papers back as they were."""
        from visits_app.services import minutes

        minutes.put_back_papers(self._space.store, before, by=self._space.by)

    def day_of(self, text: str) -> date | None:
        """Return the day that was typed, None for none."""
        return read_date(text, self._space.today())

    def day_meant(self, text: str) -> str:
        """Return the day that was typed as "Tuesday 4 March 2014", "" for none."""
        day = self.day_of(text)
        return date_in_words(day.isoformat(), weekday=True) if day else ""


def _report(one: OfferedReport) -> PaperChoice:
    visited = date_in_words(one.visit_date.isoformat()) if one.visit_date else "no date"
    came = date_in_words(one.reported_on.isoformat()) if one.reported_on else "not known"
    return PaperChoice(
        one.visit_id,
        f"{one.reference}  {one.team or 'No team'}, {visited}",
        f"Report of {came}" + ("; has been to this body" if one.has_been else ""),
        one.chosen,
        one.is_new or one.chosen,
    )
