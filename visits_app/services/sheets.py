"""Sheets that go out and come back: kept as sent, read back and judged, kept as they came."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import ExportError, ImportUndone, SpreadsheetRefused
from visits_app.domain.sheet_judging import Check, Sent, judge_lines, whole_notes
from visits_app.domain.sheet_marks import new_sheet_id
from visits_app.domain.sheets import (
    CellKind,
    Cells,
    LineVerdict,
    ReturnedSheet,
    Sheet,
    SheetColumn,
    SheetKind,
    SheetLine,
    SheetReturn,
    SheetRow,
)
from visits_app.domain.text import date_in_words, shorten
from visits_app.store import sheets as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from visits_app.imports.sheets_in import RawSheet
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_SHOWN = 60


def issue_sheet(store: "Store", sheet: Sheet, *, by: str, today: date | None = None) -> Sheet:
    """Keep a sheet as it goes out and return it with its id and the day."""
    sent = replace(
        sheet, id=new_sheet_id(uuid4().int), issued_on=sheet.issued_on or today or date.today()
    )
    with store.write() as connection:
        rows.insert_sheet(connection, sent, by=by)
        record(
            connection,
            by=by,
            action="sent out",
            entity="sheet",
            entity_id=sent.id,
            after={
                "kind": sent.kind.value,
                "subject": sent.subject_id,
                "period": sent.period,
                "lines": len(sent.rows),
            },
        )
    return sent


def sheets(store: "Store", kind: SheetKind, subject_id: str | None = None) -> tuple[Sheet, ...]:
    """Return the sheets that went out of a kind, the newest first."""
    with store.read() as connection:
        return rows.sheets(connection, kind, subject_id)


def save_sheet(sheet: Sheet, path: Path) -> None:
    """Write a sheet as XLSX, CSV or DOCX, by the ending; an old file survives a failure.

    Raises ExportError.
    """
    from visits_app.reports.sheets_out import write_csv, write_docx, write_xlsx
    from visits_app.reports.whole_files import write_whole

    writers: dict[str, Callable[[Sheet], bytes]] = {
        ".xlsx": write_xlsx,
        ".csv": write_csv,
        ".docx": write_docx,
    }
    write = writers.get(path.suffix.casefold())
    if write is None:
        raise ExportError(
            f"“{path.name}” cannot be saved: sheets are saved as .xlsx, .csv or .docx."
            " Choose a name with one of these endings."
        )
    write_whole(path, write(sheet))


def read_back(
    store: "Store",
    path: Path,
    kind: SheetKind,
    columns: Sequence[SheetColumn],
    known: Mapping[str, Cells],
    *,
    may_add: bool = False,
    check: Check | None = None,
    cancelled: "threading.Event | None" = None,
    today: date | None = None,
    key_title: str = "Reference",
    subject_id: str | None = None,
) -> ReturnedSheet:
    """Read a file that came back and judge every line of it; nothing is kept yet.

    `known` are the cells in the store by reference. With `subject_id` it is said where the file
    answers a sheet about something else. Raises SpreadsheetRefused where nothing can be read.
    """
    from visits_app.imports.sheets_in import find_lines, read_tables

    file = read_tables(path, cancelled=cancelled)
    with store.read() as connection:
        sent = rows.sheet(connection, file.mark.id) if file.mark.id else None
        others = rows.sheets(connection, kind)
        again = rows.returns(connection, kind, sha256=file.sha256)
    said_kind = sent.kind.value if sent else file.mark.kind
    if said_kind and said_kind != kind.value and said_kind in set(SheetKind):
        raise SpreadsheetRefused(
            f"“{path.name}” is a sheet for {SheetKind(said_kind).label}, not for {kind.label}. "
            "Take it in where it was sent from."
        )
    title = sent.key_title if sent else key_title
    raw = find_lines(file, kind, columns, key_title=title)
    others = tuple(other for other in others if sent is None or other.id != sent.id)
    lines = judge_lines(
        columns,
        raw.lines,
        known,
        today=today or date.today(),
        may_add=may_add,
        check=check,
        sent=Sent({row.key: row.cells for row in sent.rows} if sent else None, _stands(others)),
        key_title=title,
    )
    expected = [row.key for row in sent.rows] if sent else list(known)
    notes = (
        *_about(raw, sent, others, subject_id),
        *_came_before(again),
        *(str(fault) for fault in raw.faults),
        *whole_notes(lines, expected),
    )
    return ReturnedSheet(path.name, file.sha256, kind, tuple(columns), lines, sent, notes)


def keep_return(
    connection: "Connection", returned: ReturnedSheet, *, by: str, taken_keys: Collection[str]
) -> SheetReturn:
    """Keep a sheet that came back within the transaction that takes its lines.

    Every line is kept as it was read, also what was refused. `taken_keys` are the keys of the
    lines that were taken.
    """
    wanted = frozenset(taken_keys)
    kept = SheetReturn(
        id=uuid4().hex,
        sheet_id=returned.sheet.id if returned.sheet else None,
        kind=returned.kind,
        file_name=returned.file_name,
        lines=returned.lines,
        taken=sum(rows.is_taken(line, wanted) for line in returned.lines),
        refused=len(returned.of(LineVerdict.REFUSED)),
        received_at=datetime.now(UTC),
        received_by=by,
    )
    rows.insert_return(connection, kept, returned.sha256, wanted)
    record(
        connection,
        by=by,
        action="took in",
        entity="sheet_return",
        entity_id=kept.id,
        after={
            "kind": kept.kind.value,
            "sheet": kept.sheet_id,
            "taken": kept.taken,
            "refused": kept.refused,
        },
    )
    return kept


def taken_lines(connection: "Connection", return_id: str) -> tuple[SheetLine, ...]:
    """Return the lines of a return that were taken, each with its cells before: for undoing."""
    return rows.taken_lines(connection, return_id)


def mark_undone(connection: "Connection", return_id: str, *, by: str) -> SheetReturn:
    """Mark a return as undone within the transaction that undoes it; ImportUndone if it is."""
    kept = rows.sheet_return(connection, return_id)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    if kept is None or not rows.mark_undone(connection, return_id, at, by=by):
        raise ImportUndone("What was taken from this sheet was undone already.")
    record(connection, by=by, action="undone", entity="sheet_return", entity_id=return_id)
    return kept


def returns(
    store: "Store", kind: SheetKind, subject_id: str | None = ""
) -> tuple[SheetReturn, ...]:
    """Return what came back of a kind about one subject, the newest first; None is of any."""
    with store.read() as connection:
        return rows.returns(connection, kind, subject_id)


def refused_sheet(returned: ReturnedSheet, *, key_title: str = "Reference") -> Sheet:
    """Return the lines that cannot be taken as a sheet of their own, with what is wrong with each.

    It carries the mark of the sheet it came from, so that it can come back once more.
    """
    sent = returned.sheet
    why = SheetColumn("why", "What is wrong", width=50)
    refused = returned.of(LineVerdict.REFUSED)
    # as the words stood there: a date that is none must not become one
    plain = tuple(_as_text(column) for column in returned.columns)
    return Sheet(
        id=sent.id if sent else "",
        kind=returned.kind,
        title=f"Could not be taken: {sent.title if sent else returned.file_name}",
        columns=(*plain, why),
        rows=tuple(
            SheetRow(
                "" if line.new else line.key,
                {**line.read, "why": "\n".join(str(fault) for fault in line.faults)},
            )
            for line in refused
        ),
        key_title=sent.key_title if sent else key_title,
        intro=("Put right what the last column says and send the file back.",),
        subject_id=sent.subject_id if sent else "",
        period=sent.period if sent else "",
    )


def _as_text(column: SheetColumn) -> SheetColumn:
    # a choice keeps its list: it is the help that the reader needs
    if column.kind in {CellKind.CHOICE, CellKind.YES_NO}:
        return column
    return replace(column, kind=CellKind.TEXT)


def _stands(others: Sequence[Sheet]) -> dict[str, str]:
    """Return where each reference of other sheets stands, the newest sheet named."""
    found: dict[str, str] = {}
    for sheet in others:
        for row in sheet.rows:
            found.setdefault(row.key, f"on the sheet {_named(sheet)}")
    return found


def _named(sheet: Sheet) -> str:
    day = date_in_words(sheet.issued_on.isoformat()) if sheet.issued_on else ""
    period = f", {sheet.period}" if sheet.period else ""
    return f"“{shorten(sheet.title, _SHOWN)}”{period}, sent on {day}"


def _about(
    raw: "RawSheet", sent: Sheet | None, others: Sequence[Sheet], subject_id: str | None
) -> tuple[str, ...]:
    """Say where the file answers no sheet, another sheet than is wanted, or an older one."""
    if sent is None:
        if raw.mark.id:
            return (
                f"The file says it is sheet {raw.mark.id}, which was not sent from here. Its lines "
                "were matched by their references alone.",
            )
        return (
            "The file does not say which sheet it is. Its lines were matched by their references "
            "alone.",
        )
    notes = []
    if subject_id is not None and sent.subject_id != subject_id:
        notes.append(f"The file answers another sheet: {_named(sent)}.")
    elif raw.mark.period and raw.mark.period.casefold() != " ".join(sent.period.split()).casefold():
        notes.append(f"The period in the file was changed; the sheet is {_named(sent)}.")
    newer = [
        other
        for other in others
        if other.subject_id == sent.subject_id
        and other.issued_on is not None
        and sent.issued_on is not None
        and other.issued_on > sent.issued_on
    ]
    if newer:
        notes.append(f"This is the sheet {_named(sent)}. A newer one went out: {_named(newer[0])}.")
    return tuple(notes)


def _came_before(again: Sequence[SheetReturn]) -> tuple[str, ...]:
    for kept in again:
        if kept.undone_at is None:
            day = date_in_words(kept.received_at.astimezone().date().isoformat())
            return (f"The very same file was taken in on {day}.",)
    return ()
