"""Everything somebody is to do: asks of visits, questions, actions of findings and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.actions import Action, ActionFilter, ActionLine, ActionOrigin
from visits_app.domain.dates import read_date
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import AskStatus
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.action_rules import VerifyingVisit
    from visits_app.presenters.review_states import ResponseLine

SHOWN = (
    ("Open, overdue first", "open"),
    ("Waiting for an answer", "unanswered"),
    ("Overdue", "late"),
    ("Done, to be verified", "to_verify"),
    ("Verified or declined", "closed"),
    ("All", "all"),
)

PAGE = 20
"""Actions shown at first, and more at a time."""

ANSWERS = tuple(status for status in AskStatus if status is not AskStatus.VERIFIED)
"""What a service can answer: it never verifies its own work."""

_STATUSES: dict[str, tuple[AskStatus, ...]] = {
    "open": tuple(status for status in AskStatus if status.is_open),
    "unanswered": (AskStatus.OPEN,),
    "late": (),
    "to_verify": (AskStatus.DONE,),
    "closed": (AskStatus.DECLINED, AskStatus.VERIFIED),
    "all": (),
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in words; `late` where its day passed without an answer or a deed.

    `kind` is what a change of it is told as; `page` and `target` lead to where it comes from, in
    the words of `leads`.
    """

    line: ActionLine
    text: str
    origin: str
    owner: str
    due: str
    status: str
    tone: str
    icon_name: str
    response: str
    evidence: str
    verified: str
    late: bool
    kind: str
    page: str
    target: dict[str, str] = field(default_factory=dict)
    leads: str = ""

    @property
    def id(self) -> str:
        """The record it is kept in."""
        return self.line.action.id


@dataclass(frozen=True, slots=True)
class ActionsState:
    """The list, how many there are in all and late, and what it can be narrowed by."""

    rows: tuple[ActionRow, ...]
    total: int
    late: int
    can_answer: bool
    teams: tuple[Option, ...] = ()
    owners: tuple[Option, ...] = ()

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.total > len(self.rows)


@dataclass(frozen=True, slots=True)
class VerifyChoices:
    """The visits an action can be verified at, and who was on each: options by visit id."""

    visits: tuple[Option, ...]
    members: dict[str, tuple[Option, ...]]


class ActionsPresenter:
    """The list of actions, overdue first; every method but the choices is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.shown = "open"
        self.team_id = ""
        self.owner = ""
        self.origin = ""
        self.text = ""
        self.most = PAGE

    def choose(
        self,
        shown: str | None = None,
        *,
        team_id: str | None = None,
        owner: str | None = None,
        origin: str | None = None,
        text: str | None = None,
    ) -> None:
        """Narrow the list otherwise, and show it from its first."""
        self.shown = self.shown if shown is None else shown
        self.team_id = self.team_id if team_id is None else team_id
        self.owner = self.owner if owner is None else owner
        self.origin = self.origin if origin is None else origin
        self.text = self.text if text is None else text
        self.most = PAGE

    def show_more(self) -> None:
        """Show as many again."""
        self.most += PAGE

    def wanted(self) -> ActionFilter:
        """Return the filter of what is on show."""
        return ActionFilter(
            statuses=_STATUSES[self.shown],
            origins=(ActionOrigin(self.origin),) if self.origin else (),
            team_ids=(self.team_id,) if self.team_id else (),
            owner=self.owner,
            text=self.text,
            late_on=self._space.today() if self.shown == "late" else None,
        )

    def state(self) -> ActionsState:
        """Read the actions that are on show."""
        from visits_app.services import actions, registers

        store, today, wanted = self._space.store, self._space.today(), self.wanted()
        lines = actions.action_lines(store, wanted, limit=self.most, late_first=today)
        names = self._names()
        teams = [team for team in registers.teams(store) if not team.retired]
        return ActionsState(
            tuple(row_of(line, today, names) for line in lines),
            actions.count_actions(store, wanted),
            actions.count_late(store, wanted, today),
            self._space.desk is Desk.OFFICER,
            (Option("Every team"), *(Option(team.name, team.id) for team in teams)),
            (Option("Everybody"), *(Option(role, role) for role in actions.owners(store))),
        )

    def of_indicator(self, indicator_id: str) -> tuple[ActionRow, ...]:
        """Return the questions about one indicator, overdue first."""
        return self._rows(ActionFilter(origins=(ActionOrigin.QUESTION,), origin_id=indicator_id))

    def of_recommendation(self, recommendation_id: str) -> tuple[ActionRow, ...]:
        """Return the actions of a recommendation, overdue first."""
        return self._rows(ActionFilter(recommendation_id=recommendation_id))

    def _rows(self, wanted: ActionFilter) -> tuple[ActionRow, ...]:
        from visits_app.services import actions

        today, names = self._space.today(), self._names()
        lines = actions.action_lines(self._space.store, wanted, late_first=today)
        return tuple(row_of(line, today, names) for line in lines)

    def _names(self) -> dict[str, str]:
        from visits_app.services import registers

        return {member.id: member.name for member in registers.members(self._space.store)}

    # --- what can be done --------------------------------------------------------------------

    def answer(
        self, action: Action, status: AskStatus, response: str, evidence: str = ""
    ) -> ActionLine:
        """Record today what was answered; raises FaultsError with everything that is wrong."""
        from visits_app.services import actions

        return actions.answer_action(
            self._space.store,
            action.origin,
            action.id,
            status=status,
            response=response,
            evidence=evidence,
            on=self._space.today(),
            by=self._space.by,
        )

    def ask_of(self, row: ActionRow) -> ResponseLine:
        """Return the ask behind a row, with what its answer needs."""
        from visits_app.presenters.review_words import response_line
        from visits_app.services import responses

        found = responses.asks_of(self._space.store, row.line.action.visit_id or "")
        for item in found:
            if item.ask.id == row.id:
                return response_line(item.ask)
        raise UnknownRecord("This ask is not in the store any more.")

    def findings_of(self, visit_id: str) -> tuple[Option, ...]:
        """Return the findings of a report, each as its kind and words."""
        from visits_app.services import visits

        rows = visits.load_visit(self._space.store, visit_id).answers.get("findings")
        found = []
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("text"):
                kind = str(row.get("kind") or "finding").capitalize()
                found.append(Option(f"{kind}: {row['text']}", str(row["id"])))
        return tuple(found)

    def change(self, action: Action, owner: str, due: str) -> ActionLine:
        """Give an action another owner or day."""
        from visits_app.services import actions

        return actions.change_action(
            self._space.store,
            action.origin,
            action.id,
            owner=owner,
            due=self.day_of(due),
            by=self._space.by,
        )

    def raise_action(
        self, origin: ActionOrigin, origin_id: str, text: str, owner: str, due: str
    ) -> Action:
        """Make an action of a finding, a meeting or a recommendation."""
        from visits_app.services import actions

        return actions.raise_action(
            self._space.store,
            text=text,
            origin=origin,
            origin_id=origin_id,
            owner=owner,
            due=self.day_of(due),
            on=self._space.today(),
            by=self._space.by,
        )

    def withdraw(self, action_id: str) -> Action:
        """Take back an action nobody has answered."""
        from visits_app.services import actions

        return actions.withdraw_action(self._space.store, action_id, by=self._space.by)

    def verify_choices(self, action: Action) -> VerifyChoices:
        """Return where an action can be verified: a member verifies at visits of their own."""
        from visits_app.services import actions

        found: Iterable[VerifyingVisit] = actions.verifying_visits(self._space.store, action)
        names, me = self._names(), self._space.member_id
        if self._space.desk is not Desk.OFFICER:
            found = [visit for visit in found if me in visit.member_ids]
        visits, members = [], {}
        for visit in found:
            when = date_in_words(visit.day.isoformat())
            visits.append(Option(f"{visit.team or 'No team'}, {when}", visit.visit_id))
            there = visit.member_ids if self._space.desk is Desk.OFFICER else (me,)
            members[visit.visit_id] = tuple(Option(names.get(id, id), id) for id in there)
        return VerifyChoices(tuple(visits), members)

    def verify(self, action: Action, visit_id: str, member_id: str) -> ActionLine:
        """Record that a member saw it done at a later visit."""
        from visits_app.services import actions

        if not visit_id:
            fault = Fault("visit", "choose the visit at which it was seen.")
            raise FaultsError("This cannot be verified yet.", (fault,))
        return actions.verify_action(
            self._space.store,
            action.origin,
            action.id,
            visit_id=visit_id,
            member_id=member_id,
            by=self._space.by,
        )

    def unverify(self, action: Action) -> ActionLine:
        """Take a verification back: it waits to be verified again."""
        from visits_app.services import actions

        return actions.unverify_action(
            self._space.store, action.origin, action.id, by=self._space.by
        )

    def restore(self, before: Action) -> None:
        """Bring back how an action stood: for Undo."""
        from visits_app.services import actions

        actions.restore_answer(self._space.store, before, by=self._space.by)

    def day_of(self, text: str) -> date | None:
        """Return the day that was typed, None for none."""
        return read_date(text, self._space.today())

    def day_meant(self, text: str) -> str:
        """Return the day that was typed as "Tuesday 4 March 2014", "" for none."""
        day = self.day_of(text)
        return date_in_words(day.isoformat(), weekday=True) if day else ""


def row_of(line: ActionLine, today: date, members: dict[str, str]) -> ActionRow:
    """Return an action in words; `members` gives the names of those who verified."""
    action = line.action
    late = action.is_late(today)
    status, tone, icon_name = _status(action.status, late=late)
    page, target, leads = _place(action)
    due = f"Due {date_in_words(action.due.isoformat())}" if action.due else "No date asked for"
    return ActionRow(
        line=line,
        text=action.text,
        origin=" · ".join(part for part in (action.reference, line.source) if part),
        owner=action.owner,
        due=due,
        status=status,
        tone=tone,
        icon_name=icon_name,
        response=_answered(action),
        evidence=action.evidence,
        verified=_verified(line, members),
        late=late,
        kind={ActionOrigin.ASK: "ask", ActionOrigin.QUESTION: "question"}.get(
            action.origin, "action"
        ),
        page=page,
        target=target,
        leads=leads,
    )


def _place(action: Action) -> tuple[str, dict[str, str], str]:
    if action.origin is ActionOrigin.QUESTION:
        return "indicator", {"indicator_id": action.origin_id}, "Open indicator"
    if action.origin is ActionOrigin.MEETING:
        return "meetings", {"meeting_id": action.meeting_id or ""}, "Open meeting"
    if action.origin is ActionOrigin.RECOMMENDATION:
        target = {"recommendation_id": action.recommendation_id or ""}
        return "recommendations", target, "Open recommendation"
    return "visits", {"visit_id": action.visit_id or ""}, "Read report"


def _status(status: AskStatus, *, late: bool) -> tuple[str, str, str]:
    """Return a status in words, the tone of its chip and its icon."""
    if late:
        unanswered = status is AskStatus.OPEN
        words = "Overdue, no response" if unanswered else f"Overdue, {status.label.lower()}"
        return words, "warning", "warning"
    tone, icon_name = {
        AskStatus.VERIFIED: ("good", "tick"),
        AskStatus.DONE: ("accent", "tick"),
        AskStatus.DECLINED: ("danger", "close"),
        AskStatus.AGREED: ("accent", "right"),
        AskStatus.PART: ("accent", "partial"),
    }.get(status, ("plain", "time"))
    return status.label, tone, icon_name


def _answered(action: Action) -> str:
    if not action.responded_on or not action.response:
        return action.response
    return f"{action.response} ({date_in_words(action.responded_on.isoformat())})"


def _verified(line: ActionLine, members: dict[str, str]) -> str:
    if line.action.status is not AskStatus.VERIFIED or not line.verified_at:
        return ""
    member = members.get(line.action.verified_by or "", "a member")
    at = line.verified_at[:1].lower() + line.verified_at[1:]
    return f"Verified by {member} at the {at}"
