"""Chaser lists out and in again: what each role owes, and what it answered line by line."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.actions import Action, ActionFilter, ActionLine, ActionOrigin
from visits_app.domain.chasers import (
    COLUMNS,
    answer_faults,
    chaser_cells,
    chaser_key,
    chaser_sheet,
)
from visits_app.domain.errors import Fault, ImportOutdated
from visits_app.domain.sheets import Cells, LineVerdict, ReturnedSheet, Sheet, SheetKind
from visits_app.domain.text import shorten
from visits_app.domain.visits import AskStatus
from visits_app.domain.working_days import working_days_after
from visits_app.services import sheets
from visits_app.services.actions import write_answer
from visits_app.store import actions as rows
from visits_app.store.history import record
from visits_app.store.privacy import restricted_asks, restricted_visits

if TYPE_CHECKING:
    import threading

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

ANSWER_DAYS = 10
"""Working days a role has to send its list back."""

_WAITING = (AskStatus.OPEN, AskStatus.AGREED, AskStatus.PART)
_COMPARED = ("status", "response", "evidence")


def make_chaser(
    store: "Store", wanted: ActionFilter, *, today: date, by: str, due: date | None = None
) -> Sheet:
    """Return what a role, or everybody, still owes as a sheet, and keep it as sent.

    Nothing that comes from something restricted is on it: the list goes to more people than the
    report did. Such asks are chased by the sheet of responses of their own report.
    """
    with store.read() as connection:
        asks = restricted_asks(connection)
    found = _lines(store, replace(wanted, statuses=())).values()
    waiting = [line for line in found if line.action.status in _WAITING]
    with store.read() as connection:
        ids = {line.action.visit_id for line in waiting if line.action.visit_id}
        visits = restricted_visits(connection, ids)
    lines = [line for line in waiting if not _is_kept_back(line.action, asks, visits)]
    back = due or working_days_after(today, ANSWER_DAYS)
    sheet = chaser_sheet(lines, owner=wanted.owner, today=today, due=back)
    return sheets.issue_sheet(store, sheet, by=by, today=today)


def read_chaser(
    store: "Store",
    path: Path,
    *,
    today: date,
    cancelled: "threading.Event | None" = None,
) -> ReturnedSheet:
    """Read a chaser list that came back and judge every line; nothing is changed."""
    lines = _lines(store, ActionFilter())

    def check(key: str, cells: Cells) -> tuple[Fault, ...]:
        return answer_faults(lines, key, cells, today)

    known = {key: chaser_cells(line, today) for key, line in lines.items()}
    returned = sheets.read_back(
        store,
        path,
        SheetKind.CHASER,
        COLUMNS,
        known,
        check=check,
        cancelled=cancelled,
        today=today,
    )
    if returned.sheet is not None:
        return returned
    # of a file that names no sheet, what it leaves out is not missing: nobody knows what it had
    kept = tuple(line for line in returned.lines if line.verdict is not LineVerdict.MISSING)
    return replace(returned, lines=kept)


def take_chaser(
    store: "Store", returned: ReturnedSheet, keys: Collection[str], *, today: date, by: str
) -> tuple[str, int]:
    """Record the answers of these lines in one transaction; return what undoes it, and how many.

    Raises ImportOutdated, with nothing changed, where an action was answered since the file was
    read.
    """
    wanted = frozenset(keys)
    taken = [line for line in returned.of(LineVerdict.TAKE) if line.key in wanted]
    with store.write() as connection:
        there = _keyed(rows.action_lines(connection, ActionFilter()))
        for line in taken:
            found = there.get(line.key)
            if found is None or _answers(found) != _compared(line.before):
                raise ImportOutdated(
                    f"“{shorten(line.before.get('text', line.key), 60)}” was answered since the "
                    "file was read. Choose the file again; nothing was changed."
                )
        for line in taken:
            action = there[line.key].action
            write_answer(
                connection,
                action.origin,
                action.id,
                status=AskStatus(line.cells.get("status") or AskStatus.OPEN),
                response=line.cells.get("response", ""),
                evidence=line.cells.get("evidence", ""),
                on=today,
                by=by,
            )
        kept = sheets.keep_return(connection, returned, by=by, taken_keys=wanted)
    return kept.id, len(taken)


def undo_chaser(store: "Store", return_id: str, *, by: str) -> str:
    """Take back every answer that came with a list, in one transaction; return the sentence.

    Raises ImportOutdated, and undoes nothing, where one was answered again or verified since.
    """
    with store.write() as connection:
        sheets.mark_undone(connection, return_id, by=by)
        lines = sheets.taken_lines(connection, return_id)
        there = _keyed(rows.action_lines(connection, ActionFilter()))
        for line in lines:
            found = there.get(line.key)
            if found is None or _answers(found) != _compared(line.cells):
                raise ImportOutdated(
                    f"“{shorten(line.before.get('text', line.key), 60)}” was answered again since."
                    " Change it by hand; nothing was undone."
                )
        for line in lines:
            _put_back(connection, there[line.key], by)
    return "Undone: the actions are as they were before the list."


def _put_back(connection: "Connection", line: ActionLine, by: str) -> None:
    """Write what stood before the answer: it was the last one, so the history knows it whole."""
    action = line.action
    before = rows.before_last_answer(connection, action)
    rows.set_fields(connection, action.origin, action.id, before)
    record(
        connection,
        by=by,
        action="undone",
        entity=rows.table_of(action.origin),
        entity_id=action.id,
        before={name: getattr(action, name) for name in before},
        after=before,
    )


def _is_kept_back(action: Action, asks: frozenset[str], visits: frozenset[str]) -> bool:
    """Say whether an action may not go out: asks one by one, others with their visit."""
    if action.origin is ActionOrigin.ASK:
        return action.id in asks
    return action.visit_id in visits


def _lines(store: "Store", wanted: ActionFilter) -> dict[str, ActionLine]:
    with store.read() as connection:
        return _keyed(rows.action_lines(connection, wanted))


def _keyed(lines: Collection[ActionLine]) -> dict[str, ActionLine]:
    return {chaser_key(line.action): line for line in lines}


def _answers(line: ActionLine) -> tuple[str, ...]:
    action = line.action
    return (action.status.value, action.response, action.evidence)


def _compared(cells: Cells) -> tuple[str, ...]:
    status, *words = (cells.get(name, "") for name in _COMPARED)
    return (status or AskStatus.OPEN.value, *words)
