"""Actions: raised, answered, shown to be done, and verified by a member at a later visit."""

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.action_rules import (
    VerifyingVisit,
    action_faults,
    due_faults,
    response_faults,
    verification_faults,
)
from visits_app.domain.actions import Action, ActionFilter, ActionLine, ActionOrigin
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.text import clean
from visits_app.domain.visits import AskStatus
from visits_app.store import actions as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_ANSWER = (
    "status",
    "response",
    "responded_on",
    "evidence",
    "verified_visit_id",
    "verified_by",
    "verified_on",
)
_GONE = "This action is not in the store any more."


def raise_action(
    store: "Store",
    *,
    text: str,
    origin: ActionOrigin,
    origin_id: str,
    owner: str,
    due: date | None,
    on: date,
    by: str,
    team_id: str | None = None,
) -> Action:
    """Make an action from a finding, a meeting or a recommendation, and return it.

    `on` is the day it is raised, `owner` a role. Raises FaultsError with everything that is wrong
    and UnknownRecord for an origin or team that is not there.
    """
    with store.write() as connection:
        return write_action(
            connection,
            text=text,
            origin=origin,
            origin_id=origin_id,
            owner=owner,
            due=due,
            on=on,
            by=by,
            team_id=team_id,
        )


def write_action(
    connection: "Connection",
    *,
    text: str,
    origin: ActionOrigin,
    origin_id: str,
    owner: str,
    due: date | None,
    on: date,
    by: str,
    team_id: str | None = None,
) -> Action:
    """Do what `raise_action` does inside the caller's `Store.write()`."""
    words, role = clean(text).strip(), " ".join(clean(owner).split())
    faults = action_faults(words, role, due, on)
    if faults:
        raise FaultsError("The action cannot be saved yet.", faults)
    found = _origin(connection, origin, origin_id)
    action = Action(
        id=uuid4().hex,
        text=words,
        origin=origin,
        owner=role,
        due=due,
        reference=rows.free_reference(connection, on.year),
        origin_id=origin_id,
        raised_on=on,
        raised_by=by,
        **{**found, **({"team_id": team_id} if team_id else {})},
    )
    rows.insert_action(connection, action)
    _record(connection, by, "raised", action, None, asdict(action))
    return action


def withdraw_action(store: "Store", action_id: str, *, by: str) -> Action:
    """Take back an action nobody has answered yet; the history keeps it."""
    with store.write() as connection:
        line = rows.read_action(connection, ActionOrigin.MEETING, action_id)
        if line is None:
            raise UnknownRecord(_GONE)
        action = line.action
        if action.status is not AskStatus.OPEN or action.response:
            fault = Fault("", "it has been answered.")
            raise FaultsError("The action cannot be taken back.", (fault,))
        connection.execute(
            "UPDATE decision SET action_id = NULL, kind = 'noted' WHERE action_id = ?", (action_id,)
        )
        rows.delete_action(connection, action_id)
        _record(connection, by, "withdrew", action, asdict(action), None)
    return action


def change_action(
    store: "Store", origin: ActionOrigin, action_id: str, *, owner: str, due: date | None, by: str
) -> ActionLine:
    """Give an action another owner or day; of an ask these stand beside the members' suggestion."""
    role = " ".join(clean(owner).split())
    with store.write() as connection:
        action = _known(connection, origin, action_id).action
        faults = list(due_faults(due, action.raised_on or date.min))
        if not role:
            faults.append(Fault("owner", "say who is to act: a role, such as head of service."))
        if faults or due is None:
            raise FaultsError("The action cannot be changed so.", tuple(faults))
        names = ("agreed_owner", "agreed_due") if origin is ActionOrigin.ASK else ("owner", "due")
        fields = dict(zip(names, (role, due.isoformat()), strict=True))
        rows.set_fields(connection, origin, action_id, fields)
        before = {"owner": action.owner, "due": action.due}
        _record(connection, by, "changed", action, before, {"owner": role, "due": due})
        return _known(connection, origin, action_id)


def answer_action(
    store: "Store",
    origin: ActionOrigin,
    action_id: str,
    *,
    status: AskStatus,
    response: str,
    evidence: str = "",
    on: date,
    by: str,
) -> ActionLine:
    """Record what was answered, and what shows that it was done.

    Raises FaultsError and UnknownRecord. A service cannot verify its own work: VERIFIED is refused.
    """
    with store.write() as connection:
        return write_answer(
            connection,
            origin,
            action_id,
            status=status,
            response=response,
            evidence=evidence,
            on=on,
            by=by,
        )


def write_answer(
    connection: "Connection",
    origin: ActionOrigin,
    action_id: str,
    *,
    status: AskStatus,
    response: str,
    evidence: str = "",
    on: date,
    by: str,
) -> ActionLine:
    """Do what `answer_action` does inside the caller's `Store.write()`."""
    words, shown = clean(response).strip(), clean(evidence).strip()
    action = _known(connection, origin, action_id).action
    if faults := response_faults(action, status, words, shown, on):
        raise FaultsError("The answer cannot be saved.", faults)
    fields = {
        "status": status.value,
        "response": words,
        "responded_on": on.isoformat() if status is not AskStatus.OPEN else None,
        "evidence": shown,
        "verified_visit_id": None,
        "verified_by": None,
        "verified_on": None,
    }
    before = {name: getattr(action, name) for name in fields}
    rows.set_fields(connection, origin, action_id, fields)
    _record(connection, by, "answered", action, before, fields)
    return _known(connection, origin, action_id)


def verify_action(
    store: "Store",
    origin: ActionOrigin,
    action_id: str,
    *,
    visit_id: str,
    member_id: str,
    by: str,
) -> ActionLine:
    """Record that a member saw an action done at a later visit.

    Raises FaultsError where the visit is not later or the member was not on it.
    """
    with store.write() as connection:
        action = _known(connection, origin, action_id).action
        visit = rows.verifying_visit(connection, visit_id)
        if visit is None:
            raise UnknownRecord("Choose a submitted visit that took place.")
        if faults := verification_faults(action, visit, member_id):
            raise FaultsError("This cannot be verified so.", faults)
        mark_verified(connection, action, visit.visit_id, member_id, visit.day, by=by)
        return _known(connection, origin, action_id)


def mark_verified(
    connection: "Connection", action: Action, visit_id: str, member_id: str, on: date, *, by: str
) -> None:
    """Write a verification inside the caller's `Store.write()`; it was checked before."""
    fields = {
        "status": AskStatus.VERIFIED.value,
        "verified_visit_id": visit_id,
        "verified_by": member_id,
        "verified_on": on.isoformat(),
    }
    before = {name: getattr(action, name) for name in fields}
    rows.set_fields(connection, action.origin, action.id, fields)
    _record(connection, by, "verified", action, before, fields)


def unverify_action(store: "Store", origin: ActionOrigin, action_id: str, *, by: str) -> ActionLine:
    """Take a verification back: the action is again said to be done, and waits to be verified."""
    with store.write() as connection:
        action = _known(connection, origin, action_id).action
        if action.status is not AskStatus.VERIFIED:
            return _known(connection, origin, action_id)
        fields = {
            "status": AskStatus.DONE.value,
            "verified_visit_id": None,
            "verified_by": None,
            "verified_on": None,
        }
        before = {name: getattr(action, name) for name in fields}
        rows.set_fields(connection, origin, action_id, fields)
        _record(connection, by, "unverified", action, before, fields)
        return _known(connection, origin, action_id)


def restore_answer(store: "Store", before: Action, *, by: str) -> ActionLine:
    """Bring back how an action stood before it was answered, changed or verified: for Undo."""
    with store.write() as connection:
        now = _known(connection, before.origin, before.id).action
        fields = {name: _kept(getattr(before, name)) for name in _ANSWER}
        rows.set_fields(connection, before.origin, before.id, fields)
        was = {name: getattr(now, name) for name in _ANSWER}
        _record(connection, by, "restored", now, was, fields)
        return _known(connection, before.origin, before.id)


def action_lines(
    store: "Store",
    wanted: ActionFilter | None = None,
    *,
    limit: int = -1,
    offset: int = 0,
    late_first: date | None = None,
) -> tuple[ActionLine, ...]:
    """Return actions of every origin, soonest due first; first those late on `late_first`."""
    with store.read() as connection:
        return rows.action_lines(
            connection, wanted or ActionFilter(), limit=limit, offset=offset, late_first=late_first
        )


def count_actions(store: "Store", wanted: ActionFilter) -> int:
    """Count the actions a filter lets through."""
    with store.read() as connection:
        return rows.count_actions(connection, wanted)


def count_late(store: "Store", wanted: ActionFilter, today: date) -> int:
    """Count those of a filter whose day has passed with neither a refusal nor the deed."""
    with store.read() as connection:
        return rows.count_actions(connection, replace(wanted, late_on=today))


def read_action(store: "Store", origin: ActionOrigin, action_id: str) -> ActionLine:
    """Return one action of any origin; UnknownRecord where it is gone."""
    with store.read() as connection:
        return _known(connection, origin, action_id)


def owners(store: "Store") -> tuple[str, ...]:
    """Return every role that has an action."""
    with store.read() as connection:
        return rows.owners(connection)


def verifying_visits(store: "Store", action: Action) -> tuple[VerifyingVisit, ...]:
    """Return the visits an action could be verified at, newest first: its team's, if it has one."""
    with store.read() as connection:
        since = action.raised_on or date.min
        found = rows.verifying_visits(connection, action.team_id, since)
    return tuple(visit for visit in found if visit.visit_id != action.visit_id)


def _origin(connection: "Connection", origin: ActionOrigin, id: str) -> dict[str, Any]:
    """Return the columns that lead from an action to what it comes from."""
    if origin is ActionOrigin.FINDING:
        row = connection.execute(
            "SELECT v.id, v.team_id FROM finding f JOIN visit v ON v.id = f.visit_id"
            " WHERE f.id = ? AND v.revision > 0",
            (id,),
        ).fetchone()
        if row is None:
            raise UnknownRecord("This finding is not in a submitted report of this store.")
        return {"visit_id": row[0], "team_id": row[1]}
    if origin in {ActionOrigin.MEETING, ActionOrigin.RECOMMENDATION}:
        query = f"SELECT 1 FROM {origin.value} WHERE id = ?"  # the tables have their origins' names
        found = connection.execute(query, (id,)).fetchone()
        if found is None:
            raise UnknownRecord(f"This {origin.value} is not in the store any more.")
        return {f"{origin.value}_id": id}
    raise ValueError("asks and questions are actions of their own records")


def _known(connection: "Connection", origin: ActionOrigin, id: str) -> ActionLine:
    line = rows.read_action(connection, origin, id)
    if line is None:
        raise UnknownRecord(_GONE)
    return line


def _record(
    connection: "Connection", by: str, action: str, of: Action, before: object, after: object
) -> None:
    record(
        connection,
        by=by,
        action=action,
        entity=rows.table_of(of.origin),
        entity_id=of.id,
        before=before,
        after=after,
    )


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
