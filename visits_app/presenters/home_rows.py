"""Rows of the home page in words: visits, answers, teams."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import Ask, AskStatus, TeamAsk, TeamCoverage, VisitState, VisitSummary
from visits_app.presenters.home_states import HomeLink, HomeRow

if TYPE_CHECKING:
    from visits_app.domain.arrivals import ArrivedReport
    from visits_app.domain.questions import AskedQuestion, IndicatorQuestion
    from visits_app.domain.rota import RotaVisit

_ANSWER_TONES = {"declined": "danger", "done": "accent", "verified": "good"}
_STAGES = {
    "submitted": "To be checked",
    "returned": "Returned",
    "checked": "Checked",
    "with_service": "With the service",
    "facts_back": "Facts are back",
    "agreed": "Agreed",
    "responded": "Answered",
    "team_told": "Team told",
    "closed": "Closed",
}
"""Where a report stands, in as few words as a chip has room for."""


def answer_place(ask: Ask | IndicatorQuestion, officer: bool) -> str:
    """Return the day to sort by: when an answer is due, or when it came."""
    if not officer:
        return ask.responded_on.isoformat() if ask.responded_on else ""
    due = ask.due if isinstance(ask.due, str) else ask.due.isoformat()
    return due or "9999"


def ask_row(item: TeamAsk, today: date) -> HomeRow:
    """Return an ask with its answer, or when one is due."""
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


def question_row(item: AskedQuestion, today: date) -> HomeRow:
    """Return a question about an indicator with its answer, or when one is due."""
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


def draft_row(visit: VisitSummary, today: date, due: date | None) -> HomeRow:
    """Return a draft; `due` is the working day its report is to be submitted by, once known."""
    when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date yet"
    chip, tone = "Draft", "plain"
    if visit.state is VisitState.CORRECTING:
        chip, tone = "Correction", "warning"
    elif visit.visit_date is not None and due is not None:
        chip, tone = days_left(due, today)
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


def days_left(due: date, today: date) -> tuple[str, str]:
    """Return how many working days are left to a day in words, and the tone of it."""
    from visits_app.domain.working_days import working_days_between

    left = working_days_between(today, due)
    if due < today:
        return "Overdue", "warning"
    if left == 0:
        return "Last day", "plain"
    return ("1 working day left" if left == 1 else f"{left} working days left"), "plain"


def unreported_row(plan: RotaVisit, team: str, today: date, due: date | None) -> HomeRow:
    """Return a planned visit whose day has come and that nobody has begun to report."""
    when = date_in_words(plan.on_day.isoformat())
    chip, tone = days_left(due, today) if due is not None else ("To be begun", "plain")
    return HomeRow(
        f"{team}, {when}",
        "Planned for this day; its report is not begun yet.",
        "visits",
        {"team_id": plan.team_id},
        chip,
        tone,
        links=(_begin(plan, team, when),),
    )


def rota_row(plan: RotaVisit, team: str, who: str, today: date, *, officer: bool) -> HomeRow:
    """Return a planned visit to come, with what can be done for it.

    The officer has the planner for everything but the brief.
    """
    when = date_in_words(plan.on_day.isoformat(), weekday=True)
    at = f"{when}, {plan.starts_at}" if plan.starts_at else when
    calendar = HomeLink(
        "Calendar",
        f"Calendar file of the visit to {team}, {when}",
        "Save it for a calendar program; the same file later takes the changes",
        act="calendar",
        rota_id=plan.id,
    )
    ready = prepare(team, {"brief_team_id": plan.team_id})
    return HomeRow(
        team,
        " · ".join(part for part in (at, plan.place, who) if part),
        "planner" if officer else "visits",
        {"team_id": plan.team_id},
        in_days(plan.on_day, today),
        "accent",
        "planned",
        (ready,) if officer else (ready, _begin(plan, team, when), calendar),
    )


def _begin(plan: RotaVisit, team: str, when: str) -> HomeLink:
    return HomeLink(
        "Begin report",
        f"Begin the report of the visit to {team}, {when}",
        "Team, day, visitors and purpose are filled in",
        act="begin",
        rota_id=plan.id,
    )


def prepare(team: str, target: dict[str, str]) -> HomeLink:
    """Return the way to the brief before a visit."""
    return HomeLink(
        "Prepare",
        f"Prepare for the visit to {team}",
        "The pre-visit brief: what to know about the team, on two pages",
        "reports",
        target,
    )


def in_days(day: date, today: date) -> str:
    """Return "Today", "Tomorrow" or "In 9 days"."""
    days = (day - today).days
    return {0: "Today", 1: "Tomorrow"}.get(days, f"In {days} days")


def coming_row(visit: VisitSummary, today: date) -> HomeRow:
    """Return a visit to come that a member wrote down ahead."""
    when = (
        date_in_words(visit.visit_date.isoformat(), weekday=True) if visit.visit_date else "No date"
    )
    brief = (prepare(visit.team, {"brief_visit_id": visit.id}),) if visit.team else ()
    return HomeRow(
        visit.team or "No team yet",
        " · ".join(part for part in (when, visit.visitors) if part),
        "visit",
        {"visit_id": visit.id},
        in_days(visit.visit_date or today, today),
        "accent",
        "planned",
        brief,
    )


def arrived_row(arrived: ArrivedReport) -> HomeRow:
    """Return a report that came in, and where it stands."""
    visit = arrived.visit
    stage = _STAGES[arrived.stage.value] if arrived.stage else ""
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
        "review",
        {"visit_id": visit.id},
        stage if held else visit.state.label,
        "accent" if held and stage == _STAGES["submitted"] else "plain",
        "" if held else "not-held",
    )


def gap_row(team: TeamCoverage) -> HomeRow:
    """Return a team that waits for a visit."""
    every = ""
    if team.every_months:
        every = "every month" if team.every_months == 1 else f"every {team.every_months} months"
    last = (
        f"Last visited {date_in_words(team.last.isoformat())}" if team.last else "Not visited yet"
    )
    return HomeRow(
        team.team,
        f"{last}, to be visited {every}" if every else last,
        "planner",
        {"team_id": team.team_id},
        "Due" if team.last else "Never visited",
        "warning",
        "warning",
    )
