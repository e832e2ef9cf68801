"""Meetings: planned with their papers' day, minuted with who came and what was decided."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.actions import Action, ActionOrigin
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.meeting_rules import (
    AttendanceRate,
    attendance_faults,
    attendance_rates,
    item_faults,
    meeting_faults,
    meeting_warnings,
    moved_faults,
)
from visits_app.domain.meetings import (
    Attendance,
    Body,
    Decision,
    DecisionKind,
    Meeting,
    MeetingDetail,
    MeetingItem,
    Seat,
)
from visits_app.domain.text import clean, too_long
from visits_app.services.actions import write_action
from visits_app.store import meeting_facts as facts
from visits_app.store import meetings as rows
from visits_app.store import registers
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_GONE = "This meeting is not in the store any more."


def meeting_detail(store: "Store", meeting_id: str) -> MeetingDetail:
    """Return a meeting with items, attendance, papers and decisions."""
    with store.read() as connection:
        return _known(connection, meeting_id)


def bodies(store: "Store") -> tuple[Body, ...]:
    """Return every body by name."""
    with store.read() as connection:
        return rows.bodies(connection)


def seats(store: "Store", body_id: str = "") -> tuple[Seat, ...]:
    """Return who sits on one body, or on all."""
    with store.read() as connection:
        return rows.seats(connection, body_id)


def put_meeting(
    store: "Store",
    meeting: Meeting,
    items: Sequence[MeetingItem] | None = None,
    *,
    by: str,
    today: date | None = None,
) -> MeetingDetail:
    """Add a meeting or change the one with its id, and return it as kept.

    `items` None leaves its agenda as it is. A body of a name that is not known is added to the
    register. Given `today`, what is recorded about it is held to its day. Raises FaultsError with
    every fault at once.
    """
    fitted = replace(
        meeting,
        body=" ".join(clean(meeting.body).split()),
        place=clean(meeting.place).strip(),
        officers=clean(meeting.officers).strip(),
        note=clean(meeting.note).strip(),
    )
    agenda = None if items is None else _numbered(fitted.id, items)
    faults = (*meeting_faults(fitted), *item_faults(agenda or ()))
    if faults:
        raise FaultsError("The meeting cannot be saved yet.", faults)
    with store.write() as connection:
        before = rows.read_meeting(connection, meeting.id)
        if today is not None and (faults := _moved(connection, fitted, before, today)):
            raise FaultsError("The meeting cannot be saved yet.", faults)
        kept = replace(fitted, body_id=_body(connection, fitted, by))
        rows.put_meeting(connection, kept)
        if agenda is not None:
            rows.set_items(connection, kept.id, agenda)
        after = _known(connection, kept.id)
        if before != after:
            _record(connection, by, "added" if before is None else "changed", before, after)
        return after


def warnings_for(store: "Store", meeting: Meeting) -> tuple[str, ...]:
    """Return what should be looked at before a meeting is saved."""
    with store.read() as connection:
        return meeting_warnings(meeting, registers.meetings(connection))


def set_attendance(
    store: "Store",
    meeting_id: str,
    attendance: Sequence[Attendance],
    *,
    today: date,
    by: str,
    officers: str | None = None,
) -> MeetingDetail:
    """Record who was at a meeting and who sent apologies; whoever is not named is not recorded.

    Raises FaultsError for a member out of office, a substitute for nobody, or presence at a
    meeting still to come.
    """
    with store.write() as connection:
        before = _known(connection, meeting_id)
        members = {member.id: member for member in registers.members(connection)}
        if faults := attendance_faults(before.meeting, attendance, members, today):
            raise FaultsError("The attendance cannot be saved.", faults)
        rows.set_attendance(connection, meeting_id, attendance)
        if before.meeting.held_on <= today or officers is not None:
            held = True if before.meeting.held_on <= today else before.meeting.held
            told = before.meeting.officers if officers is None else clean(officers).strip()
            rows.put_meeting(connection, replace(before.meeting, held=held, officers=told))
        after = _known(connection, meeting_id)
        if before != after:
            _record(connection, by, "recorded attendance", before, after)
        return after


def set_papers(
    store: "Store",
    meeting_id: str,
    *,
    visit_ids: Sequence[str],
    recommendation_ids: Sequence[str],
    by: str,
) -> MeetingDetail:
    """Say which reports and recommendations went to a meeting.

    Raises FaultsError for a report that was not submitted, or of a visit after the meeting.
    """
    with store.write() as connection:
        before = _known(connection, meeting_id)
        faults = _paper_faults(connection, before.meeting, visit_ids)
        if faults:
            raise FaultsError("These papers cannot have gone to the meeting.", faults)
        rows.set_papers(connection, meeting_id, visit_ids, recommendation_ids)
        after = _known(connection, meeting_id)
        if before != after:
            _record(connection, by, "set papers", before, after)
        return after


def add_decision(
    store: "Store",
    meeting_id: str,
    text: str,
    *,
    today: date,
    by: str,
    item_id: str | None = None,
    kind: DecisionKind = DecisionKind.NOTED,
    owner: str = "",
    due: date | None = None,
    team_id: str | None = None,
    recommendation_id: str | None = None,
) -> Decision:
    """Minute a decision; one that makes an action makes it here, with its owner and day.

    For a recommendation, give the one it made (`services.recommendations` adds those). Raises
    FaultsError with every fault at once.
    """
    words = clean(text).strip()
    with store.write() as connection:
        detail = _known(connection, meeting_id)
        faults = decision_faults(detail, words, kind, recommendation_id, today)
        action: Action | None = None
        if kind is DecisionKind.ACTION and not faults:
            action = write_action(
                connection,
                text=words,
                origin=ActionOrigin.MEETING,
                origin_id=meeting_id,
                owner=owner,
                due=due,
                on=detail.meeting.held_on,
                by=by,
                team_id=team_id,
            )
        if faults:
            raise FaultsError("The decision cannot be saved yet.", faults)
        decision = Decision(
            id=uuid4().hex,
            meeting_id=meeting_id,
            position=len(detail.decisions),
            text=words,
            kind=kind,
            item_id=item_id,
            action_id=action.id if action else None,
            recommendation_id=recommendation_id,
        )
        rows.put_decision(connection, decision)
        _record_decision(connection, by, "decided", decision.id, None, asdict(decision))
    return decision


def remove_decision(store: "Store", decision: Decision, *, by: str) -> None:
    """Take a decision out of the minutes; the action or recommendation it made stays as it is."""
    with store.write() as connection:
        rows.delete_decision(connection, decision.id)
        _record_decision(connection, by, "removed", decision.id, asdict(decision), None)


def restore_decision(store: "Store", decision: Decision, *, by: str) -> None:
    """Bring a decision back as it was."""
    with store.write() as connection:
        _known(connection, decision.meeting_id)
        rows.put_decision(connection, decision)
        _record_decision(connection, by, "restored", decision.id, None, asdict(decision))


def delete_meeting(store: "Store", meeting_id: str, *, by: str) -> MeetingDetail:
    """Delete a meeting nothing refers to and return it, for `restore_meeting`.

    Raises FaultsError that says what refers to it.
    """
    with store.write() as connection:
        before = _known(connection, meeting_id)
        found = rows.what_refers_to(connection, meeting_id)
        if found:
            fault = Fault("", f"it has {', '.join(found)}.")
            raise FaultsError("This meeting cannot be deleted.", (fault,))
        rows.delete_meeting(connection, meeting_id)
        _record(connection, by, "deleted", before, None)
    return before


def restore_meeting(store: "Store", detail: MeetingDetail, *, by: str) -> None:
    """Bring a deleted meeting back with its agenda."""
    put_meeting(store, detail.meeting, detail.items, by=by)


def attendance_over(
    store: "Store", body_id: str, start: date, end: date
) -> tuple[AttendanceRate, ...]:
    """Return each member's running attendance at a body's meetings from `start` to `end`."""
    with store.read() as connection:
        held = [
            meeting
            for meeting in registers.meetings(connection)
            if meeting.body_id == body_id and start <= meeting.held_on <= end
        ]
        came = rows.attendance(connection, [meeting.id for meeting in held])
        return attendance_rates(held, came, rows.seats(connection, body_id))


def new_meeting(body: str, held_on: date) -> Meeting:
    """Return a meeting that is not kept yet."""
    return Meeting(id=uuid4().hex, held_on=held_on, body=body)


def new_item(title: str) -> MeetingItem:
    """Return an item that is not kept yet; its meeting and place are given when it is."""
    return MeetingItem(uuid4().hex, "", 0, title)


def _moved(
    connection: "Connection", meeting: Meeting, before: MeetingDetail | None, today: date
) -> tuple[Fault, ...]:
    """Return what a new day or state of a meeting would make untrue."""
    if before is None:
        return moved_faults(meeting, today)
    reports = facts.reports_by_id(connection, meeting.id)
    found = moved_faults(
        meeting,
        today,
        attendance=before.attendance,
        decisions=len(before.decisions),
        visit_days=[one.visit_date for one in reports if one.visit_date],
    )
    members = {member.id: member for member in registers.members(connection)}
    away = attendance_faults(meeting, before.attendance, members, max(today, meeting.held_on))
    told = tuple(Fault("held_on", fault.what) for fault in away if "not in office" in fault.what)
    return (*found, *told)


def _numbered(meeting_id: str, items: Sequence[MeetingItem]) -> tuple[MeetingItem, ...]:
    return tuple(
        replace(
            item,
            meeting_id=meeting_id,
            position=number,
            title=" ".join(clean(item.title).split()),
            note=clean(item.note).strip(),
        )
        for number, item in enumerate(items)
    )


def _body(connection: "Connection", meeting: Meeting, by: str) -> str:
    """Return the id of the body a meeting names; one that is new joins the register."""
    known = {body.name.casefold(): body.id for body in rows.bodies(connection)}
    ids = set(known.values())
    if meeting.body_id in ids:
        return str(meeting.body_id)
    found = known.get(meeting.body.casefold())
    if found is not None:
        return found
    body = Body(uuid4().hex, meeting.body)
    rows.put_body(connection, body)
    record(connection, by=by, action="added", entity="body", entity_id=body.id, after=asdict(body))
    return body.id


def _paper_faults(
    connection: "Connection", meeting: Meeting, visit_ids: Sequence[str]
) -> tuple[Fault, ...]:
    faults = []
    for visit_id in visit_ids:
        row = connection.execute(
            "SELECT reference, visit_date, revision FROM visit WHERE id = ?", (visit_id,)
        ).fetchone()
        if row is None or not row[2]:
            faults.append(Fault("visits", "a report that was not submitted cannot go there."))
        elif row[1] and row[1] > meeting.held_on.isoformat():
            faults.append(Fault("visits", f"visit {row[0]} was after the meeting."))
    return tuple(dict.fromkeys(faults))


def decision_faults(
    detail: MeetingDetail,
    words: str,
    kind: DecisionKind,
    recommendation_id: str | None,
    today: date,
) -> tuple[Fault, ...]:
    """Return what keeps a decision from being minuted; `where` is the name of a field."""
    faults = []
    if detail.meeting.held_on > today:
        faults.append(Fault("text", "the meeting is still to come: it has decided nothing yet."))
    if detail.meeting.held is False:
        faults.append(Fault("text", "the meeting did not take place: it decided nothing."))
    if not words:
        faults.append(Fault("text", "write what was decided."))
    elif too_long(words):
        faults.append(Fault("text", "this is longer than one field can hold. Shorten it."))
    if kind is DecisionKind.RECOMMENDATION and recommendation_id is None:
        faults.append(Fault("recommendation", "choose the recommendation it made."))
    return tuple(faults)


def _known(connection: "Connection", meeting_id: str) -> MeetingDetail:
    detail = rows.read_meeting(connection, meeting_id)
    if detail is None:
        raise UnknownRecord(_GONE)
    return detail


def _record(
    connection: "Connection",
    by: str,
    action: str,
    before: MeetingDetail | None,
    after: MeetingDetail | None,
) -> None:
    either = after or before
    assert either is not None
    record(
        connection,
        by=by,
        action=action,
        entity="meeting",
        entity_id=either.meeting.id,
        before=None if before is None else asdict(before),
        after=None if after is None else asdict(after),
    )


def _record_decision(
    connection: "Connection", by: str, action: str, id: str, before: object, after: object
) -> None:
    record(
        connection,
        by=by,
        action=action,
        entity="decision",
        entity_id=id,
        before=before,
        after=after,
    )
