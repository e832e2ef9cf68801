"""Cards of the officer's home that go by working days or judgements: read after the others."""

from __future__ import annotations

from visits_app.domain.late import MOST_OF_A_KIND, LateKind, LateThing, by_kind, counted
from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import AskStatus
from visits_app.domain.working_days import papers_due_for, working_days_between
from visits_app.presenters.home_states import AT_MOST, HomeCard, HomeRow
from visits_app.presenters.workspace import Workspace

_LEADS_TO: dict[LateKind, tuple[str, dict[str, str]]] = {
    LateKind.REPORT: ("planner", {}),
    LateKind.REVIEW: ("reviews", {}),
    LateKind.ASK: ("actions", {"shown": "late"}),
    LateKind.ACTION: ("actions", {"shown": "late"}),
    LateKind.QUESTION: ("actions", {"shown": "late"}),
    LateKind.RECOMMENDATION: ("recommendations", {}),
    LateKind.SHEET: ("actions", {}),
    LateKind.PAPERS: ("meetings", {}),
    LateKind.TEAM: ("planner", {}),
}
"""Where what is late is dealt with."""

_SOON = 3
"""Working days before papers are due from which the day stands out."""

_MOST_OPEN = 1_000
"""Open questions that are looked through; beyond that the list is no help anyway."""


def late_card(space: Workspace) -> HomeCard:
    """Return what is late: how many of each kind and the one late longest."""
    from visits_app.services.late import late_things

    today = space.today()
    things = late_things(space.store, today=today)
    whole = all(len(late) < MOST_OF_A_KIND for _, late in by_kind(things))
    found = []
    for kind, late in by_kind(things)[:AT_MOST]:
        page, target = _LEADS_TO[kind]
        found.append(
            HomeRow(
                f"{kind.label}: {counted(late)}",
                _longest(late),
                page,
                target,
            )
        )
    return HomeCard(
        "late",
        f"What is late ({len(things)})" if things and whole else "What is late",
        tuple(found),
        "Nothing is late.",
        "Print the list" if things else "",
        "reports",
        {"late": "1"},
    )


def _longest(late: tuple[LateThing, ...]) -> str:
    first = late[0]
    return f"{shorten(first.title, 90)} · due {date_in_words(first.due.isoformat())}"


def meeting_card(space: Workspace) -> HomeCard:
    """Return the next meetings and when their papers are due."""
    from visits_app.services.arrivals import meetings_ahead

    today = space.today()
    found = []
    for meeting in meetings_ahead(space.store, today=today, limit=3):
        due = meeting.papers_due or papers_due_for(meeting.held_on)
        left = working_days_between(today, due)
        when = date_in_words(due.isoformat(), weekday=True)
        if due < today:
            told, chip, tone = f"Papers were due {when}", "Papers late", "warning"
        elif left == 0:
            told, chip, tone = f"Papers due today, {when}", "Papers today", "warning"
        else:
            days = "1 working day" if left == 1 else f"{left} working days"
            told, chip = f"Papers due {when}, in {days}", ""
            tone = "plain"
            if left <= _SOON:
                chip, tone = "Papers soon", "warning"
        held = date_in_words(meeting.held_on.isoformat(), weekday=True)
        found.append(
            HomeRow(
                f"{meeting.body}, {held}",
                told,
                "meetings",
                {"meeting_id": meeting.id},
                chip,
                tone,
                "time" if chip else "",
            )
        )
    return HomeCard(
        "meeting",
        "Next meeting" if len(found) < 2 else "Next meetings",
        tuple(found),
        "No meeting is planned.",
        "All meetings",
        "meetings",
    )


def indicators_card(space: Workspace) -> HomeCard:
    """Return indicators that are a concern and that nobody has an open question about."""
    from visits_app.domain.overviews import is_concern
    from visits_app.presenters.indicator_rows import indicator_row
    from visits_app.services import overviews, questions

    put = questions.questions_with_status(space.store, (AskStatus.OPEN,), limit=_MOST_OPEN)
    asked = {one.question.indicator_id for one in put}
    lines = [
        line
        for line in overviews.judged_overview(space.store, space.today())
        if is_concern(line) and not line.indicator.retired and line.indicator.id not in asked
    ]
    found = []
    for line in lines[:AT_MOST]:
        row = indicator_row(line)
        invented = "illustration" if row.illustration else ""
        parts = (row.latest, row.target, row.when, invented)
        found.append(
            HomeRow(
                row.name,
                " · ".join(part for part in parts if part),
                "indicator",
                {"indicator_id": row.indicator_id},
                row.variation,
                row.variation_tone if row.variation_tone != "muted" else "plain",
                row.variation_icon,
            )
        )
    return HomeCard(
        "indicators",
        f"Indicators that need a question ({len(lines)})"
        if lines
        else "Indicators that need a question",
        tuple(found),
        "No measure is a concern without a question that is open.",
        "All indicators",
        "indicators",
    )
