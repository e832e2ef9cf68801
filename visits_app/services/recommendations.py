"""Recommendations: adding and changing them, and the executive's response."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.municipal_years import next_reference, read_year, year_of
from visits_app.domain.recommendations import (
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.text import clean
from visits_app.domain.tracker_checks import (
    recommendation_faults,
    response_faults,
)
from visits_app.domain.tracker_rules import year_of_recommendation
from visits_app.services.progress import (
    accept_at_meeting,
    add_update,
    known,
    write_acceptance,
    write_update,
)
from visits_app.services.tracker_lines import tracker_line, tracker_lines, tracker_list
from visits_app.store import recommendations as rows

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
    "write_acceptance",
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
        item = known(connection, recommendation_id)
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
        before = known(connection, recommendation_id)
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
