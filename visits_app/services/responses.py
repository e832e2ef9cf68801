"""A service's answers to the asks of one report: one by one, or with a sheet out and in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.deadlines import Deadline
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.responses import (
    COLUMNS,
    ask_cells,
    ask_key,
    response_faults,
    responses_sheet,
)
from visits_app.domain.reviews import ReviewStage
from visits_app.domain.sheets import Cells, LineVerdict, ReturnedSheet, Sheet, SheetKind
from visits_app.domain.visits import Ask, AskStatus, TeamAsk
from visits_app.services.asks import write_response
from visits_app.services.reviews import deadlines, review_of
from visits_app.store import asks as rows
from visits_app.store import reviews as review_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    import threading

    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class ResponsesTaken:
    """What a sheet brought: the asks as they were before."""

    return_id: str
    before: tuple[Ask, ...]


def asks_of(store: "Store", visit_id: str) -> tuple[TeamAsk, ...]:
    """Return the asks of a report in its order, with what the service answered."""
    with store.read() as connection:
        return rows.team_asks_of_visit(connection, visit_id)


def answer_ask(
    store: "Store",
    ask_id: str,
    status: AskStatus,
    reason: str,
    *,
    owner: str = "",
    due: date | None = None,
    evidence: str = "",
    on: date,
    by: str,
) -> Ask:
    """Record a service's answer with all it needs and return the ask as it was, for undo.

    Raises FaultsError with everything that is wrong; `where` is a column of the sheet.
    """
    with store.write() as connection:
        before = rows.read_ask(connection, ask_id)
        if before is None:
            raise UnknownRecord("This ask is not in the store any more.")
        visited = rows.visited_on(connection, before.visit_id)
        faults = response_faults(status, reason, owner, due, visited=visited, on=on)
        if faults:
            raise FaultsError("The answer cannot be saved.", faults)
        write_response(
            connection, ask_id, status, reason,
            on=on, by=by, agreed_owner=owner, agreed_due=due, evidence=evidence,
        )  # fmt: skip
        return before


def restore_answer(store: "Store", before: Ask, *, by: str) -> None:
    """Put an ask's answer back to what it was."""
    with store.write() as connection:
        now = rows.read_ask(connection, before.id)
        if now is None:
            raise UnknownRecord("This ask is not in the store any more.")
        rows.set_response(connection, before)
        record(
            connection,
            by=by,
            action="took back answer",
            entity="ask",
            entity_id=before.id,
            before={"status": now.status, "response": now.response},
            after={"status": before.status, "response": before.response},
        )


def make_responses_sheet(store: "Store", visit_id: str, *, today: date) -> Sheet:
    """Return the sheet for a service on the asks of one report; `issue_sheet` keeps it.

    Restricted asks are not on it. Until the report is agreed the sheet names the day answers are
    due counted from today.
    """
    with store.read() as connection:
        reference = review_rows.visit_head(connection, visit_id)[0]
        hidden = review_rows.restricted_places(connection, visit_id)
        found = rows.team_asks_of_visit(connection, visit_id)
    shown = () if ("asks", "") in hidden else found
    wanted = tuple(item for item in shown if ("asks", item.ask.id) not in hidden)
    review = review_of(store, visit_id)
    agreed = review.stage is ReviewStage.AGREED
    due = review.due if agreed else deadlines(store).due(Deadline.RESPOND, today)
    return responses_sheet(f"Responses to report {reference}", wanted, subject_id=visit_id, due=due)


def known_cells(store: "Store", visit_id: str) -> Mapping[str, Cells]:
    """Return how each line of a sheet of responses stands here."""
    return {ask_key(i.visit_reference, i.ask): ask_cells(i) for i in asks_of(store, visit_id)}


def read_responses(
    store: "Store",
    visit_id: str,
    path: Path,
    *,
    cancelled: "threading.Event | None" = None,
    today: date,
) -> ReturnedSheet:
    """Read a sheet of responses that came back and judge every line; nothing is kept yet."""
    from visits_app.services import sheets

    asks = asks_of(store, visit_id)
    visited = next((item.visit_date for item in asks), None)
    titles = {column.id: column.title for column in COLUMNS}

    def check(_key: str, cells: Cells) -> tuple[Fault, ...]:
        if not cells.get("status"):
            return (Fault(titles["status"], "choose what the service answers."),)
        found = response_faults(
            AskStatus(cells["status"]),
            cells.get("reason", ""),
            cells.get("owner", ""),
            _day(cells.get("due", "")),
            visited=visited,
            on=today,
        )
        return tuple(Fault(titles[fault.where], fault.what) for fault in found)

    return sheets.read_back(
        store,
        path,
        SheetKind.RESPONSES,
        COLUMNS,
        known_cells(store, visit_id),
        check=check,
        cancelled=cancelled,
        today=today,
        subject_id=visit_id,
    )


def take_responses(
    store: "Store",
    visit_id: str,
    returned: ReturnedSheet,
    keys: Collection[str],
    *,
    by: str,
    today: date,
) -> ResponsesTaken:
    """Take the answers of a sheet that are good and wanted."""
    from visits_app.services import sheets

    wanted = frozenset(keys)
    with store.write() as connection:
        asks = {
            ask_key(item.visit_reference, item.ask): item.ask
            for item in rows.team_asks_of_visit(connection, visit_id)
        }
        before = []
        for line in returned.of(LineVerdict.TAKE):
            ask = asks.get(line.key)
            if ask is None or line.key not in wanted:
                continue
            before.append(ask)
            write_response(
                connection,
                ask.id,
                AskStatus(line.cells["status"]),
                line.cells.get("reason", ""),
                on=today,
                by=by,
                agreed_owner=line.cells.get("owner", ""),
                agreed_due=_day(line.cells.get("due", "")),
                evidence=line.cells.get("evidence", ""),
            )
        kept = sheets.keep_return(connection, returned, by=by, taken_keys=wanted)
    return ResponsesTaken(kept.id, tuple(before))


def undo_responses(store: "Store", taken: ResponsesTaken, *, by: str) -> None:
    """Put every answer a sheet brought back to what it was."""
    from visits_app.services import sheets

    with store.write() as connection:
        for ask in taken.before:
            rows.set_response(connection, ask)
            record(
                connection,
                by=by,
                action="took back answer",
                entity="ask",
                entity_id=ask.id,
                after={"status": ask.status, "response": ask.response},
            )
        sheets.mark_undone(connection, taken.return_id, by=by)


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
