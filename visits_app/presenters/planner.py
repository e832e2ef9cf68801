"""The planner: coverage by team or member and month, and what can be done with each visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.coverage import Grid, Occurrence, months_from
from visits_app.domain.dates import read_date, read_time
from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.figures import month_in_words
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.presenters.planner_words import PlannedLine, planned_line, totals_words
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.privacy.decisions import Place

SPANS = (
    ("6 months", 6),
    ("12 months", 12),
    ("24 months", 24),
    ("48 months", 48),
)

AHEAD = 3
"""Months after this one that are on show at first."""

_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
"""Nothing is turned beyond these."""


@dataclass(frozen=True, slots=True)
class PlannerState:
    """The grid with its words."""

    grid: Grid
    by_member: bool
    summary: str
    period: str
    today: date


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
        self._wants_newest = False
        self._jumped_to: date | None = None
        """Where the jump to the newest visits led last; from there it goes on back."""
        self.start = self._usual_start()

    def _usual_start(self) -> date:
        return _months_back(self._space.today(), self.months - 1 - AHEAD)

    # --- what is on show -------------------------------------------------------------------

    def choose(self, *, months: int | None = None, by_member: bool | None = None) -> None:
        """Show more or fewer months, or rows of another kind; the last month stays."""
        if months is not None and months != self.months:
            end = months_from(self.start, self.months)[-1]
            self.months = months
            self.start = _months_back(end, months - 1)
        self.by_member = self.by_member if by_member is None else by_member

    def turn(self, steps: int) -> None:
        """Show months that many spans later; a negative number goes back."""
        turned = _months_back(self.start, -steps * max(1, self.months // 2))
        if _FIRST_YEAR <= turned.year <= _LAST_YEAR:
            self.start = turned

    def show_today(self) -> None:
        """Show the months round today."""
        self.start = self._usual_start()

    def show_newest(self) -> None:
        """Show the months that end with the newest visit up to today; again, with one before."""
        self._wants_newest = True

    def _find_newest(self) -> None:
        from visits_app.services import rota

        self._wants_newest = False
        store = self._space.store
        newest = rota.newest_visit_day(store, self._space.today())
        if self._jumped_to == self.start:
            newest = rota.newest_visit_day(store, self.start - _DAY) or newest
        if newest is not None:
            self.start = self._jumped_to = _months_back(newest, self.months - 1)

    def state(self) -> PlannerState:
        """Read the grid on show."""
        from visits_app.services import rota

        if self._wants_newest:
            self._find_newest()
        today = self._space.today()
        found = rota.coverage_grid(
            self._space.store, self.start, self.months, today=today, by_member=self.by_member
        )
        first, last = found.months[0], found.months[-1]
        period = f"{month_in_words(first)} to {month_in_words(last)}"
        return PlannerState(found, self.by_member, totals_words(found.totals), period, today)

    def lines(self, occurrences: Iterable[Occurrence]) -> tuple[PlannedLine, ...]:
        """Return visits of a cell in words."""
        from visits_app.services import registers, rota

        store = self._space.store
        teams = {team.id: team.name for team in registers.teams(store)}
        members = {member.id: member.name for member in registers.members(store)}
        found = []
        for one in occurrences:
            plan = rota.rota_visit(store, one.rota_id) if one.rota_id else None
            found.append(planned_line(one, plan, teams, members, self._space.today()))
        return tuple(found)

    # --- planning --------------------------------------------------------------------------

    def form(
        self,
        plan: RotaVisit | None = None,
        team_id: str = "",
        day: str = "",
        member_id: str = "",
    ) -> RotaForm:
        """Return what a planned visit may say: a new one, or one that is changed."""
        from visits_app.services import registers, rota

        store, today = self._space.store, self._space.today()
        on = read_date(day, today) or today
        fresh = rota.new_plan(team_id, on)
        named = plan or replace(fresh, member_ids=(member_id,) if member_id else ())
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

    def warnings_of_day(self, plan: RotaVisit, day: str) -> tuple[str, ...]:
        """Return what should be looked at when a plan is moved; () for a day that is none."""
        from visits_app.services import rota

        to = read_date(day, self._space.today())
        if to is None:
            return ()
        moved = replace(plan, on_day=to)
        return rota.warnings_for(self._space.store, moved, today=self._space.today())

    def put(self, plan: RotaVisit, typed: RotaTyped) -> RotaVisit:
        """Keep a planned visit; raises FaultsError with everything that is wrong."""
        return self.keep(self.plan_of(plan, typed))

    def keep(self, plan: RotaVisit) -> RotaVisit:
        """Keep a planned visit as it is."""
        from visits_app.services import rota

        return rota.put_rota_visit(self._space.store, plan, by=self._space.by)

    def take_back(self, plan: RotaVisit) -> RotaVisit:
        """Bring a planned visit back to what it was: how Undo does it."""
        from visits_app.services import rota

        return rota.put_rota_visit(self._space.store, plan, by=self._space.by, taking_back=True)

    def tell(self, plan: RotaVisit, status: RotaStatus, reason: str = "") -> RotaVisit:
        """Say what became of a planned visit, and why."""
        why = reason if status.needs_reason else plan.reason
        return self.keep(replace(plan, status=status, reason=why))

    def move(self, plan: RotaVisit, day: str, reason: str = "") -> RotaVisit:
        """Move a planned visit to another day."""
        from visits_app.services import rota

        to = read_date(day, self._space.today())
        if to is None:
            fault = Fault("on_day", "give the new day, such as 4 March 2027.")
            raise FaultsError("The visit cannot be moved yet.", (fault,))
        if to == plan.on_day and not plan.status.needs_reason:
            fault = Fault("on_day", "this is the day it has already; give another.")
            raise FaultsError("The visit cannot be moved yet.", (fault,))
        return rota.move_rota_visit(self._space.store, plan.id, to, reason, by=self._space.by)

    def delete(self, plan: RotaVisit) -> RotaVisit:
        """Take a planned visit off the rota."""
        from visits_app.services import rota

        return rota.delete_rota_visit(self._space.store, plan.id, by=self._space.by)

    def begin_report(self, plan: RotaVisit) -> str:
        """Begin the report of a planned visit, with team, day and visitors; return its id."""
        return begin_report(self._space, plan.id)

    def day_meant(self, text: str) -> str:
        """Return the day that was typed as "Tuesday 4 March 2014", "" for none."""
        day = read_date(text, self._space.today())
        return date_in_words(day.isoformat(), weekday=True) if day else ""

    def save_calendar(self, path: Path, plan: RotaVisit | None = None) -> Path:
        """Write the calendar file of one planned visit, or of all on show and to come."""
        from visits_app.presenters.rota_calendars import save_calendar

        return save_calendar(self._space, path, plan.id if plan else "", self.start)

    def calendar_places(self, plan: RotaVisit | None = None) -> list[Place]:
        """Return the words such a file would hold, for the privacy gate."""
        from visits_app.presenters.rota_calendars import calendar_places

        return calendar_places(self._space, plan.id if plan else "", self.start)

    def calendar_name(self, plan: RotaVisit | None = None) -> str:
        """Return the name offered for a calendar file."""
        from visits_app.presenters.rota_calendars import calendar_name

        return calendar_name(plan.on_day if plan else None)


def begin_report(space: Workspace, rota_id: str) -> str:
    """Begin the report of a planned visit and return its id; one begun already stays the one.

    At the officer's desk it is for who leads to write, at a member's for that member.
    """
    from visits_app.presenters.workspace import Desk
    from visits_app.services import rota_reports

    author = space.member_id if space.desk is Desk.MEMBER else ""
    return rota_reports.begin_report(
        space.store, rota_id, author_id=author, else_author_id=space.member_id, by=space.by
    )


def _months_back(day: date, months: int) -> date:
    """Return the first day of the month that many months before that of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
