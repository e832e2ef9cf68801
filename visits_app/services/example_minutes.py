"""What is recorded about the example council's meetings: who came, what went there, decisions."""

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.meetings import Decision, DecisionKind
from visits_app.domain.visits import AskStatus
from visits_app.services.actions import write_action, write_answer
from visits_app.store import example as example_rows
from visits_app.store import meetings as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.imports.example_files import ExampleCouncil
    from visits_app.imports.example_meetings import DecisionScript, MinutesScript
    from visits_app.store.connection import Connection

BY = example_rows.BY


def write_minutes(connection: "Connection", council: "ExampleCouncil", today: date) -> None:
    """Record every meeting as its officer would have, once the reports are in; none ahead."""
    visits = {script.key: script.id for script in council.visits}
    held = {one.id: one.held_on for one in (*council.meetings, *council.later_meetings)}
    for minutes in council.minutes:
        if held[minutes.meeting_id] > today:
            continue
        _write(connection, minutes, [visits[key] for key in minutes.reports])


def _write(connection: "Connection", minutes: "MinutesScript", visit_ids: list[str]) -> None:
    before = rows.read_meeting(connection, minutes.meeting_id)
    assert before is not None, "the files were checked"
    rows.set_attendance(connection, minutes.meeting_id, minutes.attendance)
    rows.set_papers(connection, minutes.meeting_id, visit_ids, minutes.recommendations)
    rows.put_meeting(connection, replace(before.meeting, held=True, officers=minutes.officers))
    for place, script in enumerate(minutes.decisions):
        _decide(connection, minutes.meeting_id, place, script)
    after = rows.read_meeting(connection, minutes.meeting_id)
    assert after is not None
    record(
        connection,
        by=BY,
        action="recorded attendance",
        entity="meeting",
        entity_id=minutes.meeting_id,
        before=asdict(before),
        after=asdict(after),
    )


def _decide(
    connection: "Connection", meeting_id: str, place: int, script: "DecisionScript"
) -> None:
    detail = rows.read_meeting(connection, meeting_id)
    assert detail is not None
    action_id = None
    if script.owner:
        action = write_action(
            connection,
            text=script.text,
            origin=ActionOrigin.MEETING,
            origin_id=meeting_id,
            owner=script.owner,
            due=script.due,
            on=detail.meeting.held_on,
            by=BY,
        )
        action_id = action.id
        if script.responded_on is not None:
            write_answer(
                connection,
                ActionOrigin.MEETING,
                action.id,
                status=AskStatus.DONE,
                response=script.response,
                evidence=script.response,
                on=script.responded_on,
                by=BY,
            )
    decision = Decision(
        f"{meeting_id}-decision-{place}",
        meeting_id,
        place,
        script.text,
        DecisionKind.ACTION if action_id else DecisionKind.NOTED,
        action_id=action_id,
    )
    rows.put_decision(connection, decision)
    record(
        connection,
        by=BY,
        action="decided",
        entity="decision",
        entity_id=decision.id,
        after=asdict(decision),
    )
