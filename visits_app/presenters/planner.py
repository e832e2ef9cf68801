"""The planner: coverage by team or member and month, and what can be done with each visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.coverage import Grid, Occurrence, Outcome, Totals, months_from
from visits_app.domain.dates import read_date, read_time
from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.figures import month_in_words
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.reports.calendar_files import CalendarEntry

SPANS = (
    ("6 months", 6),
    ("12 months", 12),
    ("24 months", 24),
    ("48 months", 48),
)

AHEAD = 3
"""Months after this one that are on show at first."""

LOOKS = {
    Outcome.PLANNED: ("plain", "planned"),
    Outcome.HELD: ("accent", "partial"),
    Outcome.REPORTED: ("good", "complete"),
    Outcome.POSTPONED: ("plain", "right"),
    Outcome.NOT_HELD: ("danger", "not-held"),
    Outcome.OVERDUE: ("warning", "warning"),
}
"""Tone and icon of each outcome, in the grid, its legend and beside each visit."""


@dataclass(frozen=True, slots=True)
class PlannerState:
    """The grid with its words."""

    grid: Grid
    by_member: bool
    summary: str
    period: str


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One visit in words, with what can be done with it; `plan` is None for one off the rota."""

    occurrence: Occurrence
    plan: RotaVisit | None
    title: str
    who: str
    detail: str
    chip: str
    tone: str
    icon_name: str

    @property
    def waits(self) -> bool:
        """Whether the officer can still say what becomes of it."""
        return self.plan is not None and not self.occurrence.visit_id


@dataclass(frozen=True, slots=True)
class RotaForm:
    """What the dialog of a planned visit begins with."""

    plan: RotaVisit
    is_new: bool
    teams: tuple[Option, ...]
    members: tuple[Option, ...]
    forms: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class RotaTyped:
    """What was typed and chosen for a planned visit; the first of `member_ids` leads."""

    team_id: str
    day: str
    time: str = ""
    minutes: str = "120"
    place: str = ""
    form_id: str = ""
    purpose: str = ""
    member_ids: tuple[str, ...] = ()
    confirmed: bool = False


class PlannerPresenter:
    """Reads the grid and changes the rota; everything but the choices is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.months = 12
        self.by_member = False
        self.start = self._usual_start()

    def _usual_start(self) -> date:
        first = self._space.today().replace(day=1)
        back = first.year * 12 + first.month - 1 + AHEAD + 1 - self.months
        return date(back // 12, back % 12 + 1, 1)

    # --- what is on show -------------------------------------------------------------------

    def choose(self, *, months: int | None = None, by_member: bool | None = None) -> None:
        """Show more or fewer months, or rows of another kind; the last month stays."""
        if months is not None and months != self.months:
            end = months_from(self.start, self.months)[-1]
            self.months = months
            number = end.year * 12 + end.month - months
            self.start = date(number // 12, number % 12 + 1, 1)
        self.by_member = self.by_member if by_member is None else by_member

    def turn(self, steps: int) -> None:
        """Show months that many spans later; a negative number goes back."""
        number = self.start.year * 12 + self.start.month - 1 + steps * max(1, self.months // 2)
        if 1990 * 12 <= number <= 2099 * 12:
            self.start = date(number // 12, number % 12 + 1, 1)

    def show_today(self) -> None:
        """Show the months round today."""
        self.start = self._usual_start()

    def state(self) -> PlannerState:
        """Read the grid on show."""
        from visits_app.services import rota

        found = rota.coverage_grid(
            self._space.store,
            self.start,
            self.months,
            today=self._space.today(),
            by_member=self.by_member,
        )
        first, last = found.months[0], found.months[-1]
        period = f"{month_in_words(first)} to {month_in_words(last)}"
        return PlannerState(found, self.by_member, totals_words(found.totals), period)

    def lines(self, occurrences: Iterable[Occurrence]) -> tuple[PlannedLine, ...]:
        """Return visits of a cell in words."""
        from visits_app.services import registers, rota

        store = self._space.store
        teams = {team.id: team.name for team in registers.teams(store)}
        members = {member.id: member.name for member in registers.members(store)}
        found = []
        for one in occurrences:
            plan = rota.rota_visit(store, one.rota_id) if one.rota_id else None
            found.append(_line(one, plan, teams, members))
        return tuple(found)

    # --- planning --------------------------------------------------------------------------

    def form(self, plan: RotaVisit | None = None, team_id: str = "", day: str = "") -> RotaForm:
        """Return what a planned visit may say: a new one, or one that is changed."""
        from visits_app.services import registers, rota

        store, today = self._space.store, self._space.today()
        on = read_date(day, today) or today
        named = plan or rota.new_plan(team_id, on)
        kept_team, kept = named.team_id, set(named.member_ids)
        return RotaForm(
            named,
            plan is None,
            tuple(
                Option(team.name, team.id)
                for team in registers.teams(store)
                if not team.retired or team.id == kept_team
            ),
            tuple(
                Option(member.name, member.id)
                for member in registers.members(store)
                if not member.retired or member.id in kept
            ),
            tuple(Option(form.title, form.id) for form in registers.forms(store)),
        )

    def plan_of(self, plan: RotaVisit, typed: RotaTyped) -> RotaVisit:
        """Return a plan with what was typed; FaultsError for a day, time or length that is none."""
        faults = []
        day = read_date(typed.day, self._space.today())
        if day is None:
            faults.append(Fault("on_day", "give the day, such as 4 March 2027."))
        when = read_time(typed.time) if typed.time.strip() else None
        if typed.time.strip() and when is None:
            faults.append(Fault("starts_at", "give a time such as 14:30, or leave it empty."))
        if not typed.minutes.strip().isdecimal() or len(typed.minutes.strip()) > 4:
            faults.append(Fault("minutes", "give its length in minutes, from 5 to 720."))
        if not typed.team_id:
            faults.append(Fault("team_id", "choose a team."))
        if faults or day is None:
            raise FaultsError("This visit cannot be planned yet.", tuple(faults))
        status = plan.status
        if status in {RotaStatus.PROPOSED, RotaStatus.CONFIRMED}:
            status = RotaStatus.CONFIRMED if typed.confirmed else RotaStatus.PROPOSED
        return replace(
            plan,
            team_id=typed.team_id,
            on_day=day,
            starts_at=when.strftime("%H:%M") if when else "",
            minutes=int(typed.minutes),
            place=typed.place,
            form_id=typed.form_id,
            purpose=typed.purpose,
            member_ids=typed.member_ids,
            status=status,
        )

    def warnings(self, plan: RotaVisit, typed: RotaTyped) -> tuple[str, ...]:
        """Return what should be looked at while a plan is being made; () for one half typed."""
        from visits_app.services import rota

        try:
            wanted = self.plan_of(plan, typed)
        except FaultsError:
            return ()
        return rota.warnings_for(self._space.store, wanted, today=self._space.today())

    def put(self, plan: RotaVisit, typed: RotaTyped) -> RotaVisit:
        """Keep a planned visit; raises FaultsError with everything that is wrong."""
        return self.keep(self.plan_of(plan, typed))

    def keep(self, plan: RotaVisit) -> RotaVisit:
        """Keep a planned visit as it is: also how Undo brings one back."""
        from visits_app.services import rota

        return rota.put_rota_visit(self._space.store, plan, by=self._space.by)

    def tell(self, plan: RotaVisit, status: RotaStatus, reason: str = "") -> RotaVisit:
        """Say what became of a planned visit, and why."""
        return self.keep(replace(plan, status=status, reason=reason or plan.reason))

    def move(self, plan: RotaVisit, day: str, reason: str = "") -> RotaVisit:
        """Move a planned visit to another day."""
        from visits_app.services import rota

        to = read_date(day, self._space.today())
        if to is None:
            fault = Fault("on_day", "give the new day, such as 4 March 2027.")
            raise FaultsError("The visit cannot be moved yet.", (fault,))
        return rota.move_rota_visit(self._space.store, plan.id, to, reason, by=self._space.by)

    def delete(self, plan: RotaVisit) -> RotaVisit:
        """Take a planned visit off the rota."""
        from visits_app.services import rota

        return rota.delete_rota_visit(self._space.store, plan.id, by=self._space.by)

    def begin_report(self, plan: RotaVisit) -> str:
        """Begin the report of a planned visit, with team, day and visitors; return its id."""
        from visits_app.services import registers, rota, visits

        store, by = self._space.store, self._space.by
        known = {form.id for form in registers.forms(store)}
        author = plan.member_ids[0] if plan.member_ids else self._space.member_id
        visit = visits.start_visit(
            store,
            form_id=plan.form_id if plan.form_id in known else "standard",
            author_id=author,
            team_id=plan.team_id,
            visit_date=plan.on_day,
        )
        if plan.member_ids:
            visits.save_answers(store, visit.id, {"visitors": list(plan.member_ids)}, by=by)
        rota.tie_report(store, plan.id, visit.id, by=by)
        return visit.id

    def day_meant(self, text: str) -> str:
        """Return the day that was typed as "Tuesday 4 March 2014", "" for none."""
        day = read_date(text, self._space.today())
        return date_in_words(day.isoformat(), weekday=True) if day else ""

    # --- calendars -------------------------------------------------------------------------

    def save_calendar(self, path: Path, plan: RotaVisit | None = None) -> Path:
        """Write the calendar file of one planned visit, or of all on show and to come."""
        from visits_app.reports.calendar_files import calendar_file
        from visits_app.reports.whole_files import write_whole
        from visits_app.services import registers, rota

        store = self._space.store
        if plan is None:
            end = date(self._space.today().year + 3, 12, 31)
            plans = rota.rota_between(store, min(self.start, self._space.today()), end)
        else:
            plans = (rota.rota_visit(store, plan.id),)
        teams = {team.id: team.name for team in registers.teams(store)}
        members = {member.id: member.name for member in registers.members(store)}
        entries = [_entry(one, teams, members) for one in plans]
        write_whole(path, calendar_file(entries))
        return path

    def calendar_name(self, plan: RotaVisit | None = None) -> str:
        """Return the name offered for a calendar file."""
        if plan is None:
            return "Member visits.ics"
        return f"Visit {plan.on_day.isoformat()}.ics"


def totals_words(totals: Totals) -> str:
    """Return "14 planned, 13 held (93 %), 12 reported, 1 did not take place, 1 overdue"."""
    share = totals.share
    percent = f" ({round(share * 100)} %)" if share is not None else ""
    parts = [
        f"{totals.planned} planned",
        f"{totals.held} held{percent}",
        f"{totals.reported} reported",
    ]
    if totals.not_held:
        parts.append(f"{totals.not_held} did not take place")
    if totals.overdue:
        parts.append(f"{totals.overdue} overdue")
    return ", ".join(parts)


def cell_words(name: str, month: date, found: tuple[Occurrence, ...]) -> str:
    """Return what a cell says to a screen reader: "Fostering, May 2014: reported"."""
    head = f"{name}, {month_in_words(month)}"
    if not found:
        return f"{head}: no visit"
    return f"{head}: {', '.join(one.outcome.label.lower() for one in found)}"


def _line(
    one: Occurrence, plan: RotaVisit | None, teams: dict[str, str], members: dict[str, str]
) -> PlannedLine:
    tone, icon_name = LOOKS[one.outcome]
    when = date_in_words(one.day.isoformat())
    if plan is not None and plan.starts_at and not one.visit_id:
        when = f"{when}, {plan.starts_at}"
    chip = one.outcome.label
    if plan is not None and one.outcome is Outcome.PLANNED and not one.visit_id:
        chip = plan.status.label
    if one.outcome is Outcome.OVERDUE and not one.visit_id:
        chip = "No word yet, overdue"
    return PlannedLine(
        one,
        plan,
        f"{teams.get(one.team_id, 'No team')}, {when}",
        ", ".join(members.get(id, id) for id in one.member_ids) or "Nobody named yet",
        _detail(one, plan),
        chip,
        tone,
        icon_name,
    )


def _detail(one: Occurrence, plan: RotaVisit | None) -> str:
    parts = []
    if one.reference:
        parts.append(one.reference)
    if plan is not None and plan.place:
        parts.append(plan.place)
    if plan is not None and plan.purpose:
        parts.append(plan.purpose)
    if one.reason:
        parts.append(f"Why: {one.reason}")
    if plan is not None and plan.moved_from:
        days = ", ".join(date_in_words(day.isoformat()) for day in plan.moved_from)
        parts.append(f"Moved from {days}")
    if one.outcome in {Outcome.HELD, Outcome.OVERDUE} and one.due is not None:
        parts.append(f"Report due {date_in_words(one.due.isoformat())}")
    if not one.planned:
        parts.append("Not on the rota")
    return " · ".join(parts)


def _entry(plan: RotaVisit, teams: dict[str, str], members: dict[str, str]) -> CalendarEntry:
    from visits_app.reports.calendar_files import CalendarEntry

    team = teams.get(plan.team_id, "a team")
    who = ", ".join(members.get(id, id) for id in plan.member_ids)
    cancelled = plan.status in {RotaStatus.POSTPONED, RotaStatus.NOT_HELD}
    notes = [f"Members: {who}" if who else "", plan.purpose, plan.reason if cancelled else ""]
    return CalendarEntry(
        uid=plan.uid,
        sequence=plan.sequence,
        title=f"Member visit: {team}",
        day=plan.on_day,
        stamp=datetime(plan.on_day.year, plan.on_day.month, plan.on_day.day, tzinfo=UTC),
        starts_at=read_time(plan.starts_at) if plan.starts_at else None,
        minutes=plan.minutes,
        place=plan.place,
        notes="\n".join(note for note in notes if note),
        cancelled=cancelled,
    )
