"""Progress on recommendations: what officers claim, and what a meeting accepts of it.

Neither is ever changed or taken back: a mistaken one is answered by a further one.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.recommendations import (
    Acceptance,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
)
from visits_app.domain.text import clean
from visits_app.domain.tracker_checks import acceptance_faults, update_faults
from visits_app.domain.tracker_rules import newest_acceptance
from visits_app.store import recommendations as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_NOT_ACCEPTED = "The acceptance cannot be recorded."


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
    item = known(connection, update.recommendation_id)
    kept = replace(
        update,
        text=clean(update.text).strip(),
        told_by=" ".join(clean(update.told_by).split()),
        recorded_at=update.recorded_at or datetime.now(UTC),
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
        return write_acceptance(
            connection,
            Acceptance(
                id=uuid4().hex,
                recommendation_id=recommendation_id,
                meeting_id=meeting_id,
                accepted_on=date.min,
                status=RecommendationStatus(status),
                due=due,
                note=note,
            ),
            by=by,
            today=today or date.today(),
        )


def write_acceptance(
    connection: "Connection", acceptance: Acceptance, *, by: str, today: date
) -> Acceptance:
    """Do what `accept_at_meeting` does within a transaction that is open.

    The day is the meeting's; when it was recorded is now unless that is said.
    """
    chain = rows.chain(connection, acceptance.recommendation_id)
    if not chain:
        raise _unknown()
    item = chain[-1]
    meeting = rows.meeting_names(connection).get(acceptance.meeting_id)
    if meeting is None:
        fault = Fault("meeting", "choose the meeting that accepted it.")
        raise FaultsError(_NOT_ACCEPTED, (fault,))
    kept = replace(
        acceptance,
        accepted_on=meeting.held_on,
        note=clean(acceptance.note).strip(),
        recorded_at=acceptance.recorded_at or datetime.now(UTC),
        recorded_by=by,
    )
    ids = [one.id for one in chain]
    told = [update for some in rows.updates(connection, ids).values() for update in some]
    faults = acceptance_faults(kept, item, meeting, told, today=today)
    if faults:
        raise FaultsError(_NOT_ACCEPTED, faults)
    earlier = rows.acceptances(connection, ids).values()
    before = [one.acceptance for some in earlier for one in some]
    rows.insert_acceptance(connection, kept)
    rows.send_to_meeting(connection, item.id, meeting.id)
    record(
        connection,
        by=by,
        action="accepted",
        entity="acceptance",
        entity_id=kept.id,
        after=rows.as_json(kept),
    )
    if newest_acceptance([*before, kept]) is kept:
        _move(connection, item, kept, by)
    return kept


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


def known(connection: "Connection", recommendation_id: str) -> Recommendation:
    """Return a recommendation of the store; UnknownRecord where it is not there."""
    item = rows.read_recommendation(connection, recommendation_id)
    if item is None:
        raise _unknown()
    return item


def _unknown() -> UnknownRecord:
    return UnknownRecord("This recommendation is not in the store. Choose one from the list.")
