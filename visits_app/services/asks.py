"""What members asked of the service, and what the service answered."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.errors import Fault, FaultsError, SealedVisit, UnknownRecord
from visits_app.domain.forms import Answers
from visits_app.domain.responses import REASON_MISSING, REASONED, due_faults
from visits_app.domain.text import clean, too_long
from visits_app.domain.visits import Ask, AskStatus, TeamAsk
from visits_app.services.actions import mark_verified
from visits_app.store import asks as rows
from visits_app.store.actions import read_action
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def respond_to_ask(
    store: "Store",
    ask_id: str,
    status: AskStatus,
    response: str,
    *,
    on: date,
    by: str,
    agreed_owner: str = "",
    agreed_due: date | None = None,
    evidence: str = "",
) -> Ask:
    """Record what the service answered to an ask of a submitted visit, and when.

    "No" and "in part" need their reason; `agreed_owner` is a role. What members suggested stands
    beside it and is never filled in. Raises FaultsError (`where` is "response", "owner", "due" or
    "evidence"), UnknownRecord, SealedVisit.
    """
    with store.write() as connection:
        return write_response(
            connection, ask_id, status, response,
            on=on, by=by, agreed_owner=agreed_owner, agreed_due=agreed_due, evidence=evidence,
        )  # fmt: skip


def write_response(
    connection: "Connection",
    ask_id: str,
    status: AskStatus,
    response: str,
    *,
    on: date,
    by: str,
    agreed_owner: str = "",
    agreed_due: date | None = None,
    evidence: str = "",
) -> Ask:
    """Do what `respond_to_ask` does inside the caller's `Store.write()`."""
    before = rows.read_ask(connection, ask_id)
    if before is None:
        raise UnknownRecord("This ask is not in the store any more.")
    if not rows.is_submitted(connection, before.visit_id):
        raise SealedVisit(
            "The visit with this ask is not submitted yet, so nobody could answer it."
        )
    after = replace(
        before,
        status=AskStatus(status),
        response=clean(response).strip(),
        responded_on=on,
        agreed_owner=" ".join(clean(agreed_owner).split()),
        agreed_due=agreed_due.isoformat() if agreed_due else "",
        evidence=clean(evidence).strip(),
        verified_visit_id=None,
        verified_by=None,
        verified_on=None,
    )
    visited = rows.visited_on(connection, before.visit_id)
    faults = _answer_faults(after, agreed_due, visited)
    if faults:
        raise FaultsError("The answer cannot be saved.", faults)
    rows.set_response(connection, after)
    record(
        connection,
        by=by,
        action="answered ask",
        entity="ask",
        entity_id=ask_id,
        before=_answer(before),
        after=_answer(after),
    )
    return after


def _answer_faults(after: Ask, due: date | None, visited: date | None) -> tuple[Fault, ...]:
    told = {"response": after.response, "owner": after.agreed_owner, "evidence": after.evidence}
    found = [
        Fault(where, "this is longer than one field can hold. Shorten it.")
        for where, words in told.items()
        if too_long(words)
    ]
    if after.status is AskStatus.VERIFIED:
        found.append(Fault("status", "only a member who saw it on a later visit can say so."))
    if after.status in REASONED and not after.response:
        found.append(Fault("response", REASON_MISSING))
    answered = after.responded_on or date.min
    return (*found, *due_faults(after.status, due, visited=visited, on=answered))


def _answer(ask: Ask) -> dict[str, object]:
    return {
        "status": ask.status,
        "response": ask.response,
        "on": ask.responded_on,
        "owner": ask.agreed_owner,
        "due": ask.agreed_due,
        "evidence": ask.evidence,
    }


def verify_asks(connection: "Connection", visit_id: str, answers: Answers, *, by: str) -> None:
    """Mark the asks that a visit found done as verified there by the member who wrote it.

    Others stay open for the next visit.
    """
    author, day = connection.execute(
        "SELECT author_id, visit_date FROM visit WHERE id = ?", (visit_id,)
    ).fetchone()
    on = date.fromisoformat(day) if day else date.today()
    checks = answers.get("ask_checks")
    for check in checks if isinstance(checks, list) else []:
        if not isinstance(check, dict) or check.get("result") != "done":
            continue
        line = read_action(connection, ActionOrigin.ASK, str(check.get("ask")))
        if line is not None and line.action.status is not AskStatus.VERIFIED:
            mark_verified(connection, line.action, visit_id, author, on, by=by)


def answers_to_my_asks(store: "Store", member_id: str, limit: int = 20) -> tuple[TeamAsk, ...]:
    """Return what the service answered to asks of this member's visits, newest answer first."""
    with store.read() as connection:
        return rows.answered_asks(connection, member_id, limit)


def open_asks(store: "Store", limit: int = 20) -> tuple[TeamAsk, ...]:
    """Return the asks of submitted visits that wait for an answer, soonest due first."""
    with store.read() as connection:
        return rows.unanswered_asks(connection, limit)
