"""Changing what is minuted, and taking steps back: decisions, agenda, attendance, papers."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.meetings import Decision, MeetingDetail, OfferedReport, Tally
from visits_app.domain.text import clean, too_long
from visits_app.domain.visits import AskStatus
from visits_app.store import actions as action_rows
from visits_app.store import meeting_facts as facts
from visits_app.store import meetings as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_GONE = "This meeting is not in the store any more."


def tallies(store: "Store") -> dict[str, Tally]:
    """Return how much is recorded about each meeting, by its id."""
    with store.read() as connection:
        return facts.tallies(connection)


def reports_on_offer(store: "Store", meeting_id: str) -> tuple[OfferedReport, ...]:
    """Return the reports that can go to a meeting, those new to its body first."""
    with store.read() as connection:
        return facts.reports_on_offer(connection, _known(connection, meeting_id).meeting)


def reports_there(store: "Store", meeting_id: str) -> tuple[OfferedReport, ...]:
    """Return the reports that went to a meeting."""
    with store.read() as connection:
        return facts.reports_by_id(connection, meeting_id)


# --- decisions -------------------------------------------------------------------------------


def change_decision(store: "Store", decision: Decision, text: str, *, by: str) -> Decision:
    """Give a decision other words; the action or recommendation it made keeps its own."""
    words = clean(text).strip()
    if not words or too_long(words):
        what = "this is longer than one field can hold. Shorten it." if words else ""
        fault = Fault("text", what or "write what was decided.")
        raise FaultsError("The decision cannot be saved yet.", (fault,))
    changed = replace(decision, text=words)
    with store.write() as connection:
        _decision_there(connection, decision)
        rows.put_decision(connection, changed)
        _record_decision(connection, by, "changed", decision, changed)
    return changed


def take_back_decision(store: "Store", decision: Decision, *, by: str) -> None:
    """Undo a decision just minuted: with it goes the action it made, if nobody answered it yet.

    Raises FaultsError where the action was answered. A recommendation it made is taken back by
    whoever made it.
    """
    with store.write() as connection:
        _decision_there(connection, decision)
        rows.delete_decision(connection, decision.id)
        _record_decision(connection, by, "took back", decision, None)
        if decision.action_id is None:
            return
        line = action_rows.read_action(connection, ActionOrigin.MEETING, decision.action_id)
        if line is None:
            return
        if line.action.status is not AskStatus.OPEN or line.action.response:
            fault = Fault("", "the action it made has been answered.")
            raise FaultsError("The decision cannot be taken back.", (fault,))
        action_rows.delete_action(connection, decision.action_id)
        record(
            connection,
            by=by,
            action="withdrew",
            entity="action",
            entity_id=decision.action_id,
            before=asdict(line.action),
        )


# --- back to how it was ----------------------------------------------------------------------


def put_back_meeting(store: "Store", before: MeetingDetail, *, by: str) -> None:
    """Bring back the facts and the agenda of a meeting, and which item each decision was under."""
    with store.write() as connection:
        now = _known(connection, before.meeting.id)
        rows.put_meeting(connection, before.meeting)
        rows.set_items(connection, before.meeting.id, before.items)
        items = {one.id: one.item_id for one in before.decisions}
        for decision in now.decisions:
            item_id = items.get(decision.id, decision.item_id)
            if item_id != decision.item_id:
                rows.put_decision(connection, replace(decision, item_id=item_id))
        _record(connection, by, now)


def put_back_attendance(store: "Store", before: MeetingDetail, *, by: str) -> None:
    """Bring back who was said to have been at a meeting."""
    with store.write() as connection:
        now = _known(connection, before.meeting.id)
        rows.set_attendance(connection, now.meeting.id, before.attendance)
        meeting = replace(now.meeting, held=before.meeting.held, officers=before.meeting.officers)
        rows.put_meeting(connection, meeting)
        _record(connection, by, now)


def put_back_papers(store: "Store", before: MeetingDetail, *, by: str) -> None:
    """Bring back which reports and recommendations went to a meeting."""
    with store.write() as connection:
        now = _known(connection, before.meeting.id)
        rows.set_papers(connection, now.meeting.id, before.visit_ids, before.recommendation_ids)
        _record(connection, by, now)


def _known(connection: "Connection", meeting_id: str) -> MeetingDetail:
    detail = rows.read_meeting(connection, meeting_id)
    if detail is None:
        raise UnknownRecord(_GONE)
    return detail


def _decision_there(connection: "Connection", decision: Decision) -> None:
    known = {one.id for one in _known(connection, decision.meeting_id).decisions}
    if decision.id not in known:
        raise UnknownRecord("This decision is not in the minutes any more.")


def _record(connection: "Connection", by: str, before: MeetingDetail) -> None:
    after = _known(connection, before.meeting.id)
    if after != before:
        record(
            connection,
            by=by,
            action="restored",
            entity="meeting",
            entity_id=after.meeting.id,
            before=asdict(before),
            after=asdict(after),
        )


def _record_decision(
    connection: "Connection", by: str, action: str, before: Decision, after: Decision | None
) -> None:
    record(
        connection,
        by=by,
        action=action,
        entity="decision",
        entity_id=before.id,
        before=asdict(before),
        after=None if after is None else asdict(after),
    )
