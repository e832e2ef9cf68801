"""Recommendations: adding and changing them, responses, updates, and what a meeting accepts."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.municipal_years import next_reference, read_year, year_of
from visits_app.domain.recommendations import (
    Acceptance,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.text import clean
from visits_app.domain.tracker_checks import (
    acceptance_faults,
    recommendation_faults,
    response_faults,
    update_faults,
)
from visits_app.domain.tracker_rules import newest_acceptance, year_of_recommendation
from visits_app.services.tracker_lines import chain_of, tracker_line, tracker_lines, tracker_list
from visits_app.store import recommendations as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

__all__ = [
    "GivenResponse",
    "accept_at_meeting",
    "add_update",
    "free_reference",
    "put_recommendation",
    "record_response",
    "take_back",
    "tracker_line",
    "tracker_lines",
    "tracker_list",
    "write_update",
]

_NOT_SAVED = "The recommendation cannot be saved."
_KEPT = ("status", "carried_from", "superseded_by")
"""What only a meeting or the carrying forward moves."""
_ANSWERED = ("response", "response_reason", "responded_on", "timetable", "cabinet_member")
"""What only `record_response` moves."""


@dataclass(frozen=True, slots=True)
class GivenResponse:
    """What the executive answered: the fields of a response as they are on a recommendation."""

    response: Response = Response.AWAITED
    reason: str = ""
    responded_on: date | None = None
    timetable: str = ""
    cabinet_member: str = ""
    executive_on: date | None = None


def free_reference(store: "Store", *, made_on: date | None, today: date) -> str:
    """Return the next reference of the municipal year something was made in."""
    with store.read() as connection:
        return next_reference(year_of(made_on or today), rows.references(connection))


def put_recommendation(
    store: "Store", item: Recommendation, *, by: str, today: date | None = None
) -> Recommendation:
    """Add a recommendation (`id` "" or new), or change the one with its id; return it as kept.

    Of one that is there status, response and chain stay as they are: meetings, `record_response`
    and the carrying forward move them. Its due date can be corrected until an update or a meeting
    has set another. Raises FaultsError with a fault a field, UnknownRecord.
    """
    day = today or date.today()
    wanted = _cleaned(item)
    with store.write() as connection:
        before = rows.read_recommendation(connection, wanted.id) if wanted.id else None
        faults: list[Fault] = []
        if before is None:
            kept = _new(wanted, faults)
        else:
            kept = _changed(connection, before, wanted, faults)
        faults += recommendation_faults(kept, today=day)
        if before is None:
            faults += response_faults(kept, today=day)
        faults += _register_faults(connection, kept)
        if faults:
            raise FaultsError(_NOT_SAVED, tuple(faults))
        if before is None:
            rows.insert_recommendation(connection, kept)
        elif kept != before:
            rows.update_recommendation(connection, kept)
        if kept != before:
            rows.record_change(
                connection,
                by=by,
                action="changed" if before else "added",
                before=before,
                after=kept,
            )
    return kept


def take_back(store: "Store", recommendation_id: str, *, by: str) -> None:
    """Take a recommendation back that was just added; FaultsError once anything is tied to it."""
    with store.write() as connection:
        item = _known(connection, recommendation_id)
        if rows.is_tied(connection, item.id):
            fault = Fault("", "visits, updates or meetings are tied to it by now.")
            raise FaultsError("The recommendation cannot be taken back.", (fault,))
        rows.delete_recommendation(connection, item.id)
        rows.record_change(connection, by=by, action="took back", before=item)


def record_response(
    store: "Store",
    recommendation_id: str,
    given: GivenResponse,
    *,
    by: str,
    today: date | None = None,
) -> tuple[Recommendation, Recommendation]:
    """Record what the executive answered; return the recommendation before and after.

    Raises FaultsError (a rejection without its reason, a response before the recommendation…).
    """
    with store.write() as connection:
        before = _known(connection, recommendation_id)
        after = replace(
            before,
            response=Response(given.response),
            response_reason=clean(given.reason).strip(),
            responded_on=given.responded_on,
            timetable=clean(given.timetable).strip(),
            cabinet_member=clean(given.cabinet_member).strip(),
            executive_on=given.executive_on,
        )
        faults = [
            *response_faults(after, today=today or date.today()),
            *(f for f in recommendation_faults(after, today=today or date.today())
              if f.where == "executive_on"),
        ]  # fmt: skip
        if faults:
            raise FaultsError("The response cannot be recorded.", tuple(faults))
        if after != before:
            rows.update_recommendation(connection, after)
            rows.record_change(connection, by=by, action="answered", before=before, after=after)
    return before, after


def add_update(
    store: "Store",
    recommendation_id: str,
    *,
    told_on: date,
    told_by: str,
    status: RecommendationStatus,
    text: str,
    due: date | None = None,
    by: str,
    today: date | None = None,
) -> ProgressUpdate:
    """Add what officers claim; it stays for ever, and a mistaken one is answered by a further one.

    Nothing about the recommendation itself moves: a meeting does that. Raises FaultsError.
    """
    with store.write() as connection:
        return write_update(
            connection,
            ProgressUpdate(
                id=uuid4().hex,
                recommendation_id=recommendation_id,
                told_on=told_on,
                told_by=told_by,
                status=RecommendationStatus(status),
                text=text,
                due=due,
            ),
            by=by,
            today=today or date.today(),
        )


def write_update(
    connection: "Connection", update: ProgressUpdate, *, by: str, today: date
) -> ProgressUpdate:
    """Do what `add_update` does within a transaction that is open."""
    item = _known(connection, update.recommendation_id)
    kept = replace(
        update,
        text=clean(update.text).strip(),
        told_by=" ".join(clean(update.told_by).split()),
        recorded_at=datetime.now(UTC),
        recorded_by=by,
    )
    faults = update_faults(kept, item, today=today)
    if faults:
        raise FaultsError("The update cannot be recorded.", faults)
    rows.insert_update(connection, kept)
    record(
        connection,
        by=by,
        action="told",
        entity="progress_update",
        entity_id=kept.id,
        after=rows.as_json(kept),
    )
    return kept


def accept_at_meeting(
    store: "Store",
    recommendation_id: str,
    meeting_id: str,
    *,
    status: RecommendationStatus,
    due: date | None = None,
    note: str = "",
    by: str,
    today: date | None = None,
) -> Acceptance:
    """Record what a meeting accepted; it stays for ever, a later meeting may accept another status.

    The recommendation takes its status, and its due date where one is given, unless a later meeting
    was recorded already. It counts as having gone to that meeting. Raises FaultsError and
    UnknownRecord.
    """
    with store.write() as connection:
        items = {one.id: one for one in rows.recommendations(connection)}
        item = items.get(recommendation_id)
        if item is None:
            raise _unknown()
        meeting = rows.meeting_names(connection).get(meeting_id)
        if meeting is None:
            fault = Fault("meeting", "choose the meeting that accepted it.")
            raise FaultsError("The acceptance cannot be recorded.", (fault,))
        ids = [one.id for one in chain_of(items, item.id)]
        acceptance = Acceptance(
            id=uuid4().hex,
            recommendation_id=item.id,
            meeting_id=meeting_id,
            accepted_on=meeting.held_on,
            status=RecommendationStatus(status),
            due=due,
            note=clean(note).strip(),
            recorded_at=datetime.now(UTC),
            recorded_by=by,
        )
        told = [update for one in rows.updates(connection, ids).values() for update in one]
        faults = acceptance_faults(acceptance, item, meeting, told, today=today or date.today())
        if faults:
            raise FaultsError("The acceptance cannot be recorded.", faults)
        before = [
            one.acceptance for some in rows.acceptances(connection, ids).values() for one in some
        ]
        rows.insert_acceptance(connection, acceptance)
        rows.send_to_meeting(connection, item.id, meeting_id)
        record(
            connection,
            by=by,
            action="accepted",
            entity="acceptance",
            entity_id=acceptance.id,
            after=rows.as_json(acceptance),
        )
        if newest_acceptance([*before, acceptance]) is acceptance:
            _move(connection, item, acceptance, by)
    return acceptance


def _move(connection: "Connection", item: Recommendation, acceptance: Acceptance, by: str) -> None:
    """Give a recommendation the status and due date a meeting accepted."""
    due = acceptance.due or item.due
    after = replace(
        item,
        status=acceptance.status,
        due=due,
        # the words were about the day that held before
        due_text=item.due_text if due == item.due else "",
        original_due=item.original_due or item.due or due,
    )
    if after != item:
        rows.update_recommendation(connection, after)
        rows.record_change(connection, by=by, action="accepted", before=item, after=after)


def _new(wanted: Recommendation, faults: list[Fault]) -> Recommendation:
    if wanted.status in {RecommendationStatus.COMPLETE, RecommendationStatus.SUPERSEDED}:
        what = "add it as it stands, then record the meeting that accepted its completion."
        faults.append(Fault("status", what))
    if wanted.carried_from or wanted.superseded_by:
        faults.append(Fault("reference", "carry a recommendation forward at the year’s end."))
    return replace(
        wanted,
        id=wanted.id or uuid4().hex,
        year=_year(wanted, faults),
        original_due=wanted.original_due or wanted.due,
    )


def _changed(
    connection: "Connection", before: Recommendation, wanted: Recommendation, faults: list[Fault]
) -> Recommendation:
    """Return what a change makes of a recommendation; what others move stays."""
    kept = replace(
        wanted,
        year=_year(wanted, faults),
        original_due=before.original_due,
        **{name: getattr(before, name) for name in (*_KEPT, *_ANSWERED)},
    )
    if wanted.due == before.due:
        return kept
    moved = any(update.due for update in rows.updates(connection, [before.id]).get(before.id, ()))
    moved = moved or any(
        one.acceptance.due for one in rows.acceptances(connection, [before.id]).get(before.id, ())
    )
    if moved or before.carried_from:
        what = "an update or a meeting has set the due date; a further one has to move it."
        faults.append(Fault("due", what))
    return replace(kept, original_due=wanted.due)


def _year(wanted: Recommendation, faults: list[Fault]) -> str:
    if not wanted.year:
        return year_of_recommendation(wanted)
    found = read_year(wanted.year)
    if found is None:
        faults.append(Fault("year", "give a municipal year such as 2013/14."))
    return found or ""


def _register_faults(connection: "Connection", item: Recommendation) -> list[Fault]:
    """Return what does not fit the rest of the store."""
    faults = []
    owner = rows.references(connection).get(item.reference)
    if owner is not None and owner != item.id:
        what = f"another recommendation is called {item.reference}."
        faults.append(Fault("reference", what))
    for where, table, id in (
        ("body_id", "body", item.body_id),
        ("meeting_id", "meeting", item.meeting_id),
    ):
        if id is not None and not rows.is_there(connection, table, id):
            faults.append(Fault(where, "it is not in the register any more. Choose another one."))
    return faults


def _cleaned(item: Recommendation) -> Recommendation:
    """Return a recommendation with every text fit to keep, short ones on one line."""
    whole = {"text", "note", "response_reason", "timetable"}
    texts = {
        field.name: getattr(item, field.name)
        for field in fields(item)
        if type(getattr(item, field.name)) is str and field.name != "id"
    }
    cleaned: dict[str, Any] = {
        name: clean(text).strip() if name in whole else " ".join(clean(text).split())
        for name, text in texts.items()
    }
    return replace(
        item,
        status=RecommendationStatus(item.status),
        response=Response(item.response),
        **cleaned,
    )


def _known(connection: "Connection", recommendation_id: str) -> Recommendation:
    item = rows.read_recommendation(connection, recommendation_id)
    if item is None:
        raise _unknown()
    return item


def _unknown() -> UnknownRecord:
    return UnknownRecord("This recommendation is not in the store. Choose one from the list.")
