"""Everything that is late, for the officer's home page and to be printed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.late import MOST_OF_A_KIND, LateKind, LateThing, in_order
from visits_app.domain.text import date_in_words
from visits_app.domain.working_days import papers_due_for
from visits_app.services.deadlines import read_deadlines
from visits_app.services.rota import overdue_reports, waiting_teams
from visits_app.store import late as rows
from visits_app.store import registers
from visits_app.store.privacy import restricted_asks, restricted_visits

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

LOOK_BACK = timedelta(days=366)
"""Visits that were to be before this long ago are not asked after any more."""


def late_things(
    store: "Store", *, today: date, limit: int = MOST_OF_A_KIND
) -> tuple[LateThing, ...]:
    """Return everything that is late today, by kind and the longest late first."""
    found = [*_reports(store, today), *_teams(store, today)]
    with store.read() as connection:
        deadlines = read_deadlines(connection)
        found += rows.late_reviews(connection, deadlines, today, limit)
        found += rows.late_asks(connection, today, limit)
        found += rows.late_actions(connection, today, limit)
        found += rows.late_questions(connection, today, limit)
        found += rows.late_recommendations(connection, today, limit)
        found += rows.late_sheets(connection, today, limit)
        found += _papers(connection, today)
    return in_order(found)


def late_list(store: "Store", *, today: date) -> "Document":
    """Return the paper of what is late today, without the words of anything restricted."""
    from visits_app.reports.late_list import build

    things = late_things(store, today=today)
    with store.read() as connection:
        asks = restricted_asks(connection)
        visits = restricted_visits(connection, {one.visit_id for one in things if one.visit_id})
    hushed = {LateKind.ASK: asks, LateKind.ACTION: visits}
    told = (
        replace(one, title="Of a report that is not public")
        if (one.id if one.kind is LateKind.ASK else one.visit_id) in hushed.get(one.kind, ())
        else one
        for one in things
    )
    return build(tuple(told), today=today)


def _reports(store: "Store", today: date) -> list[LateThing]:
    seen = overdue_reports(store, today - LOOK_BACK, today=today)
    with store.read() as connection:
        teams = {team.id: team.name for team in registers.teams(connection)}
        members = {member.id: member.name for member in registers.members(connection)}
    return [
        LateThing(
            LateKind.REPORT,
            one.rota_id or one.visit_id,
            f"{teams.get(one.team_id, 'No team')}, {date_in_words(one.day.isoformat())}",
            "The report" if one.visit_id else "Word whether it took place, or the report",
            one.due or one.day,
            members.get(one.member_ids[0], "") if one.member_ids else "",
            one.visit_id,
        )
        for one in seen
    ]


def _teams(store: "Store", today: date) -> list[LateThing]:
    return [
        LateThing(LateKind.TEAM, team_id, name, "A visit, or a day for one", due)
        for team_id, name, due in waiting_teams(store, today=today)
    ]


def _papers(connection: "Connection", today: date) -> list[LateThing]:
    """Return meetings to come whose papers should have gone out."""
    return [
        LateThing(
            LateKind.PAPERS,
            meeting.id,
            f"{meeting.body}, {date_in_words(meeting.held_on.isoformat())}",
            "The papers",
            due,
        )
        for meeting in registers.meetings(connection)
        if meeting.held_on >= today
        and (due := meeting.papers_due or papers_due_for(meeting.held_on)) < today
    ]
