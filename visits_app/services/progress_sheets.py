"""Asking officers for updates by a sheet, and taking in what comes back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, ImportOutdated
from visits_app.domain.recommendations import (
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
)
from visits_app.domain.sheets import (
    CellKind,
    Cells,
    LineVerdict,
    ReturnedSheet,
    Sheet,
    SheetColumn,
    SheetKind,
    SheetRow,
)
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker import TrackerLine
from visits_app.domain.tracker_checks import CLAIMABLE, update_faults
from visits_app.domain.tracker_rules import is_open
from visits_app.domain.tracker_words import due_words
from visits_app.services import sheets
from visits_app.services.progress import write_update
from visits_app.services.tracker_lines import tracker_list
from visits_app.store import recommendations as rows

if TYPE_CHECKING:
    import threading

    from visits_app.store.engine import Store

COLUMNS = (
    SheetColumn("recommendation", "Recommendation", width=50),
    SheetColumn("owner", "Lead officer", width=22),
    SheetColumn("due_now", "Due now", width=20),
    SheetColumn("status_now", "Status the committee accepted", width=20),
    SheetColumn(
        "status", "Status claimed", CellKind.CHOICE, editable=True, required=True, width=24,
        choices=tuple(status.label for status in CLAIMABLE),
        values=tuple(status.value for status in CLAIMABLE),
        help="Choose from the list. Members confirm completion, so the last step here is “Done, "
        "awaiting verification”.",
    ),
    SheetColumn(
        "text", "What has been done", editable=True, required=True, width=50,
        help="What has changed since the last update, in a sentence or two. No names of children, "
        "families or staff.",
    ),
    SheetColumn(
        "due", "Revised due date", CellKind.DATE, editable=True, width=18,
        help="Only if the due date has to move.",
    ),
    SheetColumn(
        "told_by", "Told by (role)", editable=True, required=True, width=22,
        help="A role, such as head of service, not a person’s name.",
    ),
    SheetColumn(
        "told_on", "Date of this update", CellKind.DATE, editable=True, required=True, width=18,
        help="The day this describes.",
    ),
)  # fmt: skip

_FIELDS = {"status": "Status claimed", "text": "What has been done", "due": "Revised due date",
           "told_by": "Told by (role)", "told_on": "Date of this update"}  # fmt: skip


def request_updates(
    store: "Store",
    *,
    ids: Collection[str] | None = None,
    due: date | None = None,
    by: str,
    today: date,
) -> Sheet:
    """Make the sheet that asks for updates, keep it as sent, and return it.

    `ids` are the recommendations asked about, None for all that are open; closed ones are left
    out. Raises FaultsError where none is left.
    """
    lines = [
        line
        for line in tracker_list(store, today=today)
        if is_open(line.recommendation) and (ids is None or line.recommendation.id in ids)
    ]
    if not lines:
        fault = Fault("", "no recommendation that is followed up is among those chosen.")
        raise FaultsError("There is nothing to ask about.", (fault,))
    years = sorted({line.year for line in lines} - {""})
    back = f" Send it back by {date_in_words(due.isoformat())}." if due else ""
    sheet = Sheet(
        id="",
        kind=SheetKind.PROGRESS,
        title="Updates on recommendations",
        columns=COLUMNS,
        rows=tuple(SheetRow(line.recommendation.reference, _cells(line)) for line in lines),
        intro=(
            f"Fill in the last five columns for each recommendation you have news of.{back}",
            "An update stays on record as it comes in; the committee decides what it accepts.",
        ),
        period=", ".join(years),
        due=due,
    )
    return sheets.issue_sheet(store, sheet, by=by, today=today)


def read_updates(
    store: "Store", path: Path, *, today: date, cancelled: "threading.Event | None" = None
) -> ReturnedSheet:
    """Read a sheet that came back and judge every line; nothing is kept yet."""
    lines = tracker_list(store, today=today)
    by_reference = {line.recommendation.reference: line for line in lines}

    def check(key: str, cells: Cells) -> tuple[Fault, ...]:
        return _faults(by_reference[key], cells, today)

    return sheets.read_back(
        store,
        path,
        SheetKind.PROGRESS,
        COLUMNS,
        {key: _cells(line) for key, line in by_reference.items()},
        check=check,
        cancelled=cancelled,
        today=today,
        subject_id="",
    )


def take_updates(
    store: "Store", returned: ReturnedSheet, keys: Collection[str], *, by: str, today: date
) -> tuple[ProgressUpdate, ...]:
    """Make updates of the lines with these references, all or none, and keep the sheet as it came.

    Raises ImportOutdated where a line cannot be taken any more as the store is now.
    """
    wanted = [line for line in returned.of(LineVerdict.TAKE) if line.key in keys]
    sheet_id = returned.sheet.id if returned.sheet else None
    with store.write() as connection:
        references = rows.references(connection)
        taken = []
        for line in wanted:
            update = _update(references.get(line.key, ""), line.cells, sheet_id)
            try:
                taken.append(write_update(connection, update, by=by, today=today))
            except FaultsError as error:
                raise ImportOutdated(
                    f"{line.key} has changed since the file was read: {error.faults[0].what} "
                    "Read the file once more."
                ) from error
        sheets.keep_return(connection, returned, by=by, taken_keys=keys)
    return tuple(taken)


def _cells(line: TrackerLine) -> dict[str, str]:
    item = line.recommendation
    told = {
        "recommendation": _words(item),
        "owner": item.owner,
        "due_now": due_words(line),
        "status_now": item.status.label,
    }
    return told | dict.fromkeys(_FIELDS, "")


def _words(item: Recommendation) -> str:
    return f"{item.title}: {' '.join(item.text.split())}"


def _faults(line: TrackerLine, cells: Cells, today: date) -> tuple[Fault, ...]:
    """Return everything wrong with an update as a line of a sheet gives it."""
    update = _update(line.recommendation.id, cells, None)
    found = [
        Fault(_FIELDS.get(fault.where, ""), fault.what)
        for fault in update_faults(update, line.recommendation, today=today)
    ]
    if update.due is not None and update.told_on <= update.due < today:
        found.append(Fault(_FIELDS["due"], "this day has passed. A revised date lies ahead."))
    found += _against_earlier(update, line.updates)
    return tuple(found)


def _against_earlier(update: ProgressUpdate, earlier: Sequence[ProgressUpdate]) -> list[Fault]:
    for one in earlier:
        same = (one.told_on, one.status, " ".join(one.text.split()), one.due)
        if same == (update.told_on, update.status, " ".join(update.text.split()), update.due):
            return [Fault("", "this update is on record already.")]
    newest = max((one.told_on for one in earlier), default=None)
    if newest is not None and update.told_on < newest:
        day = date_in_words(newest.isoformat())
        what = f"an update of a later day, {day}, is on record: this one is from another period."
        return [Fault(_FIELDS["told_on"], what)]
    return []


def _update(
    recommendation_id: str, cells: Mapping[str, str], sheet_id: str | None
) -> ProgressUpdate:
    return ProgressUpdate(
        id=uuid4().hex,
        recommendation_id=recommendation_id,
        told_on=date.fromisoformat(cells["told_on"]),
        told_by=cells["told_by"],
        status=RecommendationStatus(cells["status"]),
        text=cells["text"],
        due=date.fromisoformat(cells["due"]) if cells.get("due") else None,
        sheet_id=sheet_id,
    )
