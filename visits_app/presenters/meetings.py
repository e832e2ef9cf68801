"""Meetings of the bodies that read reports: a list with what is to come first, and a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from visits_app.domain.figures import month_in_words
from visits_app.domain.meeting_calendar import (
    CalendarDay,
    Mark,
    MarkKind,
    first_shown,
    last_shown,
    month_weeks,
)
from visits_app.domain.meeting_rules import papers_due
from visits_app.domain.meetings import Meeting, Tally
from visits_app.domain.privacy.decisions import Place
from visits_app.domain.registers import Event, Precision
from visits_app.domain.rota import RotaStatus
from visits_app.domain.text import date_in_words
from visits_app.domain.working_days import working_days_between
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Desk, Workspace

SOON = 3
"""Working days left for papers from which on it is pressing."""


class LineKind(StrEnum):
    """What a line of the list is."""

    HEADING = "heading"
    MEETING = "meeting"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class ChipWords:
    """A status in words, with its tone and icon."""

    text: str
    tone: str = "plain"
    icon_name: str = ""


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """A heading, a meeting or an event; `id` is the meeting's."""

    kind: LineKind
    title: str
    on: date | None = None
    when: str = ""
    id: str = ""
    detail: str = ""
    chips: tuple[ChipWords, ...] = ()

    @property
    def spoken(self) -> str:
        """The line as one sentence for a screen reader."""
        parts = (self.title, self.when, *(chip.text for chip in self.chips), self.detail)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class MeetingsState:
    """The list, and what it can be narrowed to; `bodies` begin with all of them."""

    lines: tuple[DiaryLine, ...]
    bodies: tuple[Option, ...]
    can_edit: bool
    to_come: int
    past: int

    @property
    def summary(self) -> str:
        """How many there are, in words."""
        if not self.to_come + self.past:
            return "What was discussed, and what happened round it."
        ahead = f"{self.to_come} to come" if self.to_come else "None to come"
        return f"{ahead}, {self.past} past."


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month as a calendar shows it."""

    month: date
    title: str
    weeks: tuple[tuple[CalendarDay, ...], ...]
    today: date

    def day(self, day: date) -> CalendarDay | None:
        """Return a day of the grid."""
        return next((one for week in self.weeks for one in week if one.day == day), None)


class MeetingsPresenter:
    """The list and the month; everything but the choices is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.body_id = ""
        self.events = True
        self.month = space.today().replace(day=1)

    def choose(self, *, body_id: str | None = None, events: bool | None = None) -> None:
        """Show one body's meetings or all, with events beside them or without."""
        self.body_id = self.body_id if body_id is None else body_id
        self.events = self.events if events is None else events

    def turn(self, months: int) -> None:
        """Show a month that many later; a negative number goes back."""
        number = self.month.year * 12 + self.month.month - 1 + months
        if 1990 * 12 <= number < 2101 * 12:
            self.month = date(number // 12, number % 12 + 1, 1)

    def show_month(self, day: date | None = None) -> None:
        """Show the month of a day, today's without one."""
        self.month = (day or self._space.today()).replace(day=1)

    # --- the list ----------------------------------------------------------------------------

    def state(self) -> MeetingsState:
        """Read the list: what is to come soonest first, then the past by year, newest first."""
        from visits_app.services import meetings, minutes, registers

        store, today = self._space.store, self._space.today()
        kept = [one for one in registers.meetings(store) if self._wanted(one)]
        tallies = minutes.tallies(store)
        lines = [(one.held_on, meeting_line(one, tallies.get(one.id), today)) for one in kept]
        if self.events:
            lines += [(one.on, _event_line(one)) for one in registers.events(store)]
        ahead = sorted((one for one in lines if one[0] >= today), key=_by_day)
        past = sorted((one for one in lines if one[0] < today), key=_by_day, reverse=True)
        to_come = sum(one.held_on >= today for one in kept)
        bodies = meetings.bodies(store)
        return MeetingsState(
            tuple(_headed([line for _, line in ahead], [line for _, line in past])),
            (Option("Every body"), *(Option(body.name, body.id) for body in bodies)),
            self._space.desk is Desk.OFFICER,
            to_come,
            len(kept) - to_come,
        )

    def _wanted(self, meeting: Meeting) -> bool:
        return not self.body_id or meeting.body_id == self.body_id

    # --- the month ---------------------------------------------------------------------------

    def month_state(self) -> MonthState:
        """Read the month on show: meetings, the days of their papers, planned visits."""
        from visits_app.services import registers, rota

        store = self._space.store
        start, end = first_shown(self.month), last_shown(self.month)
        teams = {team.id: team.name for team in registers.teams(store)}
        marks: list[Mark] = []
        for one in registers.meetings(store):
            if self._wanted(one):
                marks += _marks(one)
        for plan in rota.rota_between(store, start, end):
            off = plan.status in {RotaStatus.POSTPONED, RotaStatus.NOT_HELD}
            name = teams.get(plan.team_id, "A team")
            marks.append(Mark(plan.on_day, MarkKind.VISIT, name, plan.id, plan.starts_at, off))
        return MonthState(
            self.month,
            month_in_words(self.month),
            month_weeks(self.month, (mark for mark in marks if start <= mark.day <= end)),
            self._space.today(),
        )

    # --- calendars ---------------------------------------------------------------------------

    def calendar_name(self, meeting: Meeting | None = None) -> str:
        """Return the name offered for a calendar file."""
        from visits_app.presenters.printing import safe_file_name

        if meeting is None:
            return "Meetings.ics"
        return f"{safe_file_name(f'{meeting.body} {meeting.held_on.isoformat()}')}.ics"

    def save_calendar(self, path: Path, meeting: Meeting | None = None) -> Path:
        """Write one meeting, or all that are on show and to come, with the days of their papers."""
        from visits_app.reports.whole_files import write_whole
        from visits_app.services import meeting_papers

        ids = self._calendar_ids(meeting)
        write_whole(path, meeting_papers.calendar_of_meetings(self._space.store, ids))
        return path

    def calendar_places(self, meeting: Meeting | None = None) -> tuple[Place, ...]:
        """Return the words such a file would carry, to be looked at before it leaves."""
        from visits_app.services import meeting_papers

        return meeting_papers.calendar_places(self._space.store, self._calendar_ids(meeting))

    def _calendar_ids(self, meeting: Meeting | None) -> list[str]:
        from visits_app.services import meeting_papers

        if meeting is not None:
            return [meeting.id]
        found = meeting_papers.meetings_to_come(
            self._space.store, today=self._space.today(), body_id=self.body_id
        )
        return [one.id for one in found]


def meeting_line(meeting: Meeting, tally: Tally | None, today: date) -> DiaryLine:
    """Return a meeting as a line of the list."""
    when = date_in_words(meeting.held_on.isoformat(), weekday=meeting.held_on >= today)
    place = ", ".join(part for part in (meeting.starts_at, meeting.place) if part)
    topics = " · ".join(meeting.topics) or "No agenda yet"
    parts = [topics, _tally_words(tally) if tally else ""]
    return DiaryLine(
        LineKind.MEETING,
        meeting.body,
        meeting.held_on,
        f"{when}, {place}" if place else when,
        meeting.id,
        "\n".join(part for part in parts if part),
        meeting_chips(meeting, today),
    )


def meeting_chips(meeting: Meeting, today: date) -> tuple[ChipWords, ...]:
    """Return what stands out about a meeting: its papers' day, or that it was not held."""
    chips = []
    if meeting.held is False:
        ahead = meeting.held_on >= today
        chips.append(ChipWords("Cancelled" if ahead else "Did not take place", "danger", "close"))
    elif meeting.held_on >= today:
        chips += papers_chips(papers_due(meeting), today)
    if meeting.visits_item:
        chips.append(ChipWords("Member visits", "accent", "visits"))
    return tuple(chips)


def papers_chips(due: date, today: date) -> tuple[ChipWords, ...]:
    """Return when papers are due, and how many working days are left."""
    when = f"{due.day} {due:%B}" if due.year == today.year else date_in_words(due.isoformat())
    left = working_days_between(today, due)
    if due < today:
        return (
            ChipWords(f"Papers were due {when}", "danger", "warning"),
            ChipWords(f"{_working_days(max(1, -left))} ago", "danger"),
        )
    if due == today:
        return (ChipWords("Papers due today", "warning", "warning"),)
    tone = "warning" if left <= SOON else "accent"
    return (
        ChipWords(f"Papers due {when}", tone, "time"),
        ChipWords(f"{_working_days(left)} left", tone),
    )


def day_words(day: CalendarDay, today: date) -> str:
    """Return what a day of the calendar says to a screen reader."""
    parts = [date_in_words(day.day.isoformat(), weekday=True)]
    if day.day == today:
        parts.append("today")
    if day.holiday:
        parts.append(day.holiday)
    parts += [mark_words(mark) for mark in day.marks]
    return ": ".join((parts[0], "; ".join(parts[1:]))) if len(parts) > 1 else parts[0]


def mark_words(mark: Mark) -> str:
    """Return what stands on a day in words: "Scrutiny committee, 18:30"."""
    title = {
        MarkKind.MEETING: mark.title,
        MarkKind.PAPERS: f"Papers due: {mark.title}",
        MarkKind.VISIT: f"Planned visit: {mark.title}",
    }[mark.kind]
    parts = [title, mark.time, "cancelled" if mark.off else ""]
    return ", ".join(part for part in parts if part)


def _marks(meeting: Meeting) -> list[Mark]:
    off = meeting.held is False
    found = [
        Mark(
            meeting.held_on, MarkKind.MEETING, meeting.body, meeting.id, meeting.starts_at, off
        )
    ]  # fmt: skip
    if not off:
        found.append(Mark(papers_due(meeting), MarkKind.PAPERS, meeting.body, meeting.id))
    return found


def _headed(ahead: list[DiaryLine], past: list[DiaryLine]) -> list[DiaryLine]:
    lines = []
    if ahead:
        lines += [DiaryLine(LineKind.HEADING, "To come"), *ahead]
    year = None
    for line in past:
        assert line.on is not None
        if line.on.year != year:
            year = line.on.year
            lines.append(DiaryLine(LineKind.HEADING, str(year)))
        lines.append(line)
    return lines


def _by_day(line: tuple[date, DiaryLine]) -> tuple[date, str]:
    return line[0], line[1].id


def _event_line(event: Event) -> DiaryLine:
    return DiaryLine(
        LineKind.EVENT,
        event.title,
        event.on,
        roughly(event.on, event.precision),
        event.id,
        event.detail,
    )


def _tally_words(tally: Tally) -> str:
    parts = []
    if tally.expected:
        parts.append(f"{tally.came} of {tally.expected} there")
    for count, one, many in (
        (tally.reports, "report", "reports"),
        (tally.recommendations, "recommendation", "recommendations"),
        (tally.decisions, "decision", "decisions"),
    ):
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return ", ".join(parts)


def _working_days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"


def roughly(day: date, precision: Precision) -> str:
    """Return a date as exactly as it is known."""
    if precision is Precision.UNDATED:
        return "Date not given"
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        return f"{day:%B %Y}"
    return date_in_words(day.isoformat())
