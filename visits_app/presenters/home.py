"""What a member, or the officer, finds on opening the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import (
    Ask,
    AskStatus,
    TeamAsk,
    TeamCoverage,
    VisitFilter,
    VisitSort,
    VisitState,
    VisitSummary,
)
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.questions import AskedQuestion, IndicatorQuestion

_ANSWER_TONES = {"declined": "danger", "done": "accent", "verified": "good"}

_ANSWERS = 6
"""Asks and questions on the card of answers."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One line of a card: words, a chip, and where a click leads."""

    title: str
    text: str
    page: str
    target: dict[str, str]
    chip: str = ""
    tone: str = "plain"
    icon_name: str = ""
    brief_visit_id: str = ""
    """The visit ahead that a brief can be made for, "" where there is none."""


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One card: heading, rows, words where there are none, and a way to see all."""

    heading: str
    rows: tuple[HomeRow, ...]
    empty: str
    more: str = ""
    more_page: str = ""
    more_target: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HomeState:
    """Everything on the home page."""

    greeting: str
    summary: str
    cards: tuple[HomeCard, ...]
    resume: HomeRow | None = None
    """The draft to offer first: the one last written in."""


class HomePresenter:
    """Reads what is on for the person at this desk."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def state(self, now: datetime) -> HomeState:
        """Read everything; the officer's desk shows what arrived and what is late."""
        officer = self._space.desk is Desk.OFFICER
        drafts, coming = self._waiting(officer)
        rows = tuple(_draft_row(visit, self._space.today()) for visit in drafts)
        next_visits = HomeCard(
            "Coming up" if officer else "Your next visits",
            tuple(_coming_row(visit, self._space.today()) for visit in coming[:5]),
            "No visits are planned. “Record a visit” with a date ahead plans one.",
            "All planned visits" if len(coming) > 5 else "",
            "visits",
            {"state": VisitState.PLANNED.value},
        )
        written = HomeCard(
            "Being written here" if officer else "To finish",
            rows[:5],
            "Nothing waits to be finished.",
            "All drafts" if len(rows) > 5 else "",
            "visits",
            {"state": VisitState.DRAFT.value},
        )
        cards = (
            (self._arrived(), self._answers(officer), self._gaps(), next_visits, written)
            if officer
            else (next_visits, written, self._answers(officer))
        )
        return HomeState(
            greeting=_greeting(now),
            summary=_summary(len(rows), len(coming)),
            cards=(*cards, self._data_card()),
            resume=rows[0] if rows else None,
        )

    def _waiting(self, officer: bool) -> tuple[tuple[VisitSummary, ...], tuple[VisitSummary, ...]]:
        from visits_app.services import visit_lists

        store, today = self._space.store, self._space.today()
        author = "" if officer else self._space.member_id
        return (
            visit_lists.unfinished(store, author, today),
            visit_lists.upcoming(store, author, today),
        )

    def _arrived(self) -> HomeCard:
        from visits_app.services import visit_lists

        page = visit_lists.list_visits(
            self._space.store,
            VisitFilter(states=(VisitState.SUBMITTED, VisitState.NOT_HELD)),
            VisitSort.DATE,
            limit=5,
            today=self._space.today(),
        )
        return HomeCard(
            "Latest reports",
            tuple(_arrived_row(visit) for visit in page.rows),
            "No report has been submitted yet.",
            "All visits",
            "visits",
        )

    def _gaps(self) -> HomeCard:
        from visits_app.services import visit_lists

        today = self._space.today()
        due = [
            team for team in visit_lists.coverage(self._space.store, today) if team.is_due(today)
        ]
        due.sort(key=lambda team: team.last.isoformat() if team.last else "")
        return HomeCard(
            f"Teams waiting for a visit ({len(due)})" if due else "Teams waiting for a visit",
            tuple(_gap_row(team) for team in due[:5]),
            "Every team has been visited as often as it should, or has a visit planned.",
            "All teams" if due else "",
            "register",
        )

    def _answers(self, officer: bool) -> HomeCard:
        from visits_app.services import asks as ask_services
        from visits_app.services import questions

        store, today = self._space.store, self._space.today()
        if officer:
            asks = ask_services.open_asks(store, limit=_ANSWERS)
            put = questions.questions_with_status(store, (AskStatus.OPEN,), limit=_ANSWERS)
            heading, empty = "Answers the service owes", "No ask is waiting for an answer."
        else:
            asks = ask_services.answers_to_my_asks(store, self._space.member_id, limit=_ANSWERS)
            put = questions.answers_to_my_questions(store, self._space.by, limit=_ANSWERS)
            heading = "What came of your visits and questions"
            empty = "When the service answers something you asked for, it is shown here."
        rows = [(_answer_place(item.ask, officer), _ask_row(item, today)) for item in asks]
        for item in put:
            rows.append((_answer_place(item.question, officer), _question_row(item, today)))
        rows.sort(key=_place_of, reverse=not officer)
        shown = tuple(row for _, row in rows[:_ANSWERS])
        return HomeCard(heading, shown, empty, "All actions", "actions")

    def _data_card(self) -> HomeCard:
        from visits_app.presenters.indicators import latest_figures

        rows = tuple(
            HomeRow(
                figure.name,
                " · ".join(part for part in (figure.latest, figure.target, figure.when) if part),
                "indicator",
                {"indicator_id": figure.indicator_id},
                "Illustration" if figure.illustration else "",
            )
            for figure in latest_figures(self._space, limit=5)
        )
        return HomeCard(
            "Latest figures", rows, "No indicators yet.", "All indicators", "indicators"
        )


def _answer_place(ask: Ask | IndicatorQuestion, officer: bool) -> str:
    """Return the day to sort by: when an answer is due, or when it came."""
    if not officer:
        return ask.responded_on.isoformat() if ask.responded_on else ""
    due = ask.due if isinstance(ask.due, str) else ask.due.isoformat()
    return due or "9999"


def _place_of(placed: tuple[str, HomeRow]) -> str:
    return placed[0]


def _ask_row(item: TeamAsk, today: date) -> HomeRow:
    ask = item.ask
    late = ask.status.value == "open" and ask.due and ask.due < today.isoformat()
    words = shorten(ask.response, 110) or (
        f"Due {date_in_words(ask.due)}" if ask.due else "No date given"
    )
    tone = _ANSWER_TONES.get(ask.status.value, "warning" if late else "plain")
    return HomeRow(
        f"{item.team}: {shorten(ask.action, 100)}",
        words,
        "visits",
        {"visit_id": ask.visit_id},
        "Overdue" if late else ask.status.label,
        tone,
        "warning" if late else "",
    )


def _question_row(item: AskedQuestion, today: date) -> HomeRow:
    question = item.question
    overdue = question.is_late(today) and question.status is AskStatus.OPEN
    origin = ", ".join(part for part in (item.origin, item.team) if part)
    return HomeRow(
        f"{origin}: {shorten(question.text, 100)}",
        shorten(question.response, 110) or f"Due {date_in_words(question.due.isoformat())}",
        "indicator",
        {"indicator_id": question.indicator_id},
        "Overdue" if overdue else question.status.label,
        _ANSWER_TONES.get(question.status.value, "warning" if overdue else "plain"),
        "warning" if overdue else "",
    )


def _draft_row(visit: VisitSummary, today: date) -> HomeRow:
    correcting = visit.state is VisitState.CORRECTING
    when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date yet"
    days = (today - visit.visit_date).days if visit.visit_date else 0
    due = 7 - days
    if correcting:
        chip, tone = "Correction", "warning"
    elif visit.visit_date is None:
        chip, tone = "Draft", "plain"
    elif due < 0:
        chip, tone = "Overdue", "warning"
    else:
        chip = {0: "Last day", 1: "1 day left"}.get(due, f"{due} days left")
        tone = "plain"
    written = visit.updated_at.astimezone()
    return HomeRow(
        f"{visit.team or 'No team yet'}, {when}",
        f"{visit.form_title}. Last written {date_in_words(written.date().isoformat())}, "
        f"{written:%H:%M}.",
        "visit",
        {"visit_id": visit.id},
        chip,
        tone,
    )


def _coming_row(visit: VisitSummary, today: date) -> HomeRow:
    when = (
        date_in_words(visit.visit_date.isoformat(), weekday=True) if visit.visit_date else "No date"
    )
    days = (visit.visit_date - today).days if visit.visit_date else 0
    chip = {0: "Today", 1: "Tomorrow"}.get(days, f"In {days} days")
    return HomeRow(
        visit.team or "No team yet",
        " · ".join(part for part in (when, visit.visitors) if part),
        "visit",
        {"visit_id": visit.id},
        chip,
        "accent",
        "planned",
        visit.id if visit.team else "",
    )


def _arrived_row(visit: VisitSummary) -> HomeRow:
    when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date"
    counts = [
        f"{count} {word if count == 1 else word + 's'}"
        for count, word in ((visit.concerns, "concern"), (visit.strengths, "strength"))
        if count
    ]
    held = visit.state is not VisitState.NOT_HELD
    return HomeRow(
        f"{visit.team}, {when}",
        " · ".join(part for part in (visit.visitors, ", ".join(counts)) if part),
        "visits",
        {"visit_id": visit.id},
        "" if held else visit.state.label,
        "plain",
        "" if held else "not-held",
    )


def _gap_row(team: TeamCoverage) -> HomeRow:
    every = ""
    if team.every_months:
        every = "every month" if team.every_months == 1 else f"every {team.every_months} months"
    last = (
        f"Last visited {date_in_words(team.last.isoformat())}" if team.last else "Not visited yet"
    )
    return HomeRow(
        team.team,
        f"{last}, to be visited {every}" if every else last,
        "visits",
        {"team_id": team.team_id},
        "Due" if team.last else "Never visited",
        "warning",
        "warning",
    )


def _greeting(now: datetime) -> str:
    if now.hour < 12:
        return "Good morning"
    return "Good afternoon" if now.hour < 18 else "Good evening"


def _summary(drafts: int, coming: int) -> str:
    parts = []
    if drafts:
        parts.append("one report to finish" if drafts == 1 else f"{drafts} reports to finish")
    if coming:
        parts.append("one visit coming up" if coming == 1 else f"{coming} visits coming up")
    text = ", ".join(parts) or "nothing is waiting for you"
    return text[0].upper() + text[1:] + "."
