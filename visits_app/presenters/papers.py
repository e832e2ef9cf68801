"""The list of compiled papers, and what may be chosen about a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.municipal_years import first_day, last_day, year_of
from visits_app.domain.papers import PaperContents, PaperKind
from visits_app.domain.text import date_in_words
from visits_app.presenters.paper_arranging import paper_told
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.meetings import Meeting
    from visits_app.domain.paper_steps import PaperStep
    from visits_app.domain.papers import Paper
    from visits_app.services.compiling import Drafting, PaperPlan

NOT_SENT = "The paper cannot be made like this."


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the list: `told` is its kind and period, `meeting` where it goes, with a day."""

    id: str
    title: str
    told: str
    meeting: str
    touched: str
    asks: int = 0


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period offered by name."""

    label: str
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """A section of a kind of paper that may be left out."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a paper may be about; `sections` by kind, without the restricted appendix."""

    kinds: tuple[tuple[PaperKind, str], ...]
    periods: tuple[PeriodChoice, ...]
    meetings: tuple[tuple[str, str, str], ...]
    """Id, label and what is said of its deadline."""
    teams: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    sections: dict[PaperKind, tuple[SectionChoice, ...]]
    today: date


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What was chosen, as it was typed."""

    kind: PaperKind = PaperKind.SUMMARY
    title: str = ""
    starts: str = ""
    ends: str = ""
    meeting_id: str = ""
    team_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    body_id: str = ""
    """Whose meetings and members a final report tells of; "" for every body's."""
    sections: tuple[str, ...] = ()


class PapersPresenter:
    """Lists, makes and puts away papers; every method but the constructor belongs in a job."""

    def __init__(self, space: Workspace, draft: Drafting | None = None) -> None:
        self._space = space
        self.draft = draft

    def lines(self) -> tuple[PaperLine, ...]:
        """Return every paper, the one last touched first."""
        from visits_app.services import compiling, registers

        store = self._space.store
        meetings = {one.id: one for one in registers.meetings(store)}
        asks = compiling.questions_open(store)
        return tuple(
            PaperLine(
                id=paper.id,
                title=paper.title,
                told=paper_told(paper),
                meeting=_for_meeting(meetings.get(paper.meeting_id or "")),
                touched=_touched(paper),
                asks=asks.get(paper.id, 0),
            )
            for paper in compiling.papers(store)
        )

    def choices(self) -> PlanChoices:
        """Return what may be chosen about a paper."""
        from visits_app.domain.paper_sections import sections_of
        from visits_app.services import registers
        from visits_app.services.meetings import bodies

        store, today = self._space.store, self._space.today()
        meetings = registers.meetings(store)
        near = sorted(meetings, key=lambda one: (one.held_on < today, abs(one.held_on - today)))
        return PlanChoices(
            kinds=tuple((kind, kind.label) for kind in PaperKind),
            periods=periods(meetings, today),
            meetings=tuple(
                (one.id, f"{one.body}, {date_in_words(one.held_on.isoformat())}", deadline(one))
                for one in near
            ),
            teams=tuple((one.id, one.name) for one in registers.teams(store) if not one.retired),
            themes=tuple((one.id, one.name) for one in registers.themes(store) if not one.retired),
            bodies=tuple((one.id, one.name) for one in bodies(store)),
            sections={
                kind: tuple(
                    SectionChoice(one.id, one.title)
                    for one in sections_of(kind)
                    if not one.restricted
                )
                for kind in PaperKind
            },
            today=today,
        )

    def form_of(self, paper_id: str) -> PlanForm:
        """Return what was chosen about a paper, to change it."""
        from visits_app.services import compiling

        paper = compiling.paper(self._space.store, paper_id)
        chosen = [one.id for one in compiling.sections(paper) if not one.restricted]
        return PlanForm(
            kind=paper.kind,
            title=paper.title,
            starts=day_typed(paper.starts_on),
            ends=day_typed(paper.ends_on),
            meeting_id=paper.meeting_id or "",
            team_ids=paper.contents.team_ids,
            theme_ids=paper.contents.theme_ids,
            body_id=paper.contents.body_id,
            sections=tuple(chosen),
        )

    def make(self, form: PlanForm) -> str:
        """Draft a new paper and return its id. Raises FaultsError."""
        from visits_app.services import compiling

        space = self._space
        return compiling.make_paper(
            space.store, form.kind, self._plan(form),
            by=space.by, today=space.today(), draft=self.draft,
        ).id  # fmt: skip

    def change(self, paper_id: str, form: PlanForm) -> PaperStep:
        """Change what a paper is about. Raises FaultsError."""
        from visits_app.services import compiling

        before = compiling.paper(self._space.store, paper_id).contents
        plan = self._plan(form)
        kept = replace(plan.contents, indicator_ids=before.indicator_ids)
        plan = replace(plan, contents=kept)
        return compiling.change_contents(self._space.store, paper_id, plan, by=self._space.by)

    def delete(self, paper_id: str) -> None:
        """Put a paper away."""
        from visits_app.services import compiling

        compiling.delete_paper(self._space.store, paper_id, by=self._space.by)

    def bring_back(self, paper_id: str) -> None:
        """Bring a paper back that was put away."""
        from visits_app.services import compiling

        compiling.restore_paper(self._space.store, paper_id, by=self._space.by)

    def _plan(self, form: PlanForm) -> PaperPlan:
        from visits_app.domain.dates import read_date
        from visits_app.domain.paper_sections import sections_of
        from visits_app.services.compiling import PaperPlan

        today = self._space.today()
        faults = []
        days = []
        for key, text in (("starts", form.starts), ("ends", form.ends)):
            day = read_date(text, today) if text.strip() else None
            days.append(day)
            if text.strip() and day is None:
                faults.append(Fault(key, "this is not a date. Write it like 4 March 2014."))
        whole = tuple(one.id for one in sections_of(form.kind) if not one.restricted)
        if not form.sections:
            faults.append(Fault("sections", "tick one section at least."))
        if not form.title.strip():
            faults.append(Fault("title", "give the paper a title."))
        if all(days) and days[1] < days[0]:  # type: ignore[operator]
            faults.append(Fault("ends", "the period ends before it begins."))
        if faults:
            raise FaultsError(NOT_SENT, tuple(faults))
        contents = PaperContents(
            team_ids=form.team_ids,
            theme_ids=form.theme_ids,
            sections=() if form.sections == whole else form.sections,
            body_id=form.body_id if form.kind is PaperKind.FINAL else "",
        )
        return PaperPlan(form.title, days[0], days[1], form.meeting_id or None, contents)


def periods(meetings: tuple[Meeting, ...], today: date) -> tuple[PeriodChoice, ...]:
    """Return the periods a paper is usually about; the first is the most usual."""
    year = year_of(today)
    last = year_of(first_day(year) - timedelta(days=1))
    held = [one for one in meetings if one.held_on < today]
    since = [one for one in held if one.visits_item] or held
    found = []
    if since:
        day = since[-1].held_on
        label = f"Since the last meeting, {date_in_words(day.isoformat())}"
        found.append(PeriodChoice(label, day + timedelta(days=1), today))
    found.append(PeriodChoice("This municipal year", first_day(year), min(last_day(year), today)))
    found.append(PeriodChoice("Last municipal year", first_day(last), last_day(last)))
    found.append(PeriodChoice("Everything on record", None, None))
    return tuple(found)


def deadline(meeting: Meeting) -> str:
    """Return by when papers for a meeting must be out, in words."""
    from visits_app.domain.working_days import papers_due_for

    due = meeting.papers_due or papers_due_for(meeting.held_on)
    return f"Papers by {date_in_words(due.isoformat(), weekday=True)}"


def day_meant(text: str, today: date) -> str:
    """Return which day a typed text means, in words; "" where none is."""
    from visits_app.domain.dates import read_date

    day = read_date(text, today) if text.strip() else None
    return date_in_words(day.isoformat(), weekday=True) if day else ""


def suggested_title(kind: PaperKind, starts: str, ends: str, today: date) -> str:
    """Return a title for a kind of paper and its period."""
    from visits_app.domain.dates import read_date

    days = [read_date(text, today) if text.strip() else None for text in (starts, ends)]
    words = [date_in_words(day.isoformat()) if day else "" for day in days]
    if words[0] and words[1]:
        return f"{kind.label}, {words[0]} to {words[1]}"
    return f"{kind.label}, {words[1] or words[0]}" if any(words) else kind.label


def _for_meeting(meeting: Meeting | None) -> str:
    if meeting is None:
        return ""
    return f"For {meeting.body}, {date_in_words(meeting.held_on.isoformat())}"


def _touched(paper: Paper) -> str:
    if paper.updated_at is None:
        return ""
    at = paper.updated_at.astimezone()
    return f"Last touched {date_in_words(at.date().isoformat())}, {at:%H:%M}"


def day_typed(day: date | None) -> str:
    """Return a day as one types it, "" for none."""
    return date_in_words(day.isoformat()) if day else ""
