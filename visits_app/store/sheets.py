"""Sheets that went out and came back, in and out of the store."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from visits_app.domain.errors import Fault
from visits_app.domain.sheets import (
    CellKind,
    LineVerdict,
    Sheet,
    SheetColumn,
    SheetKind,
    SheetLine,
    SheetReturn,
    SheetRow,
)
from visits_app.store.connection import Connection

_SHEET = "id, kind, subject_id, period, title, rows, issued_on, due"
_RETURN = """r.id, r.sheet_id, r.kind, r.file_name, r.lines, r.taken, r.refused, r.received_at,
    r.received_by, r.undone_at"""


def insert_sheet(connection: Connection, sheet: Sheet, *, by: str) -> None:
    """Keep a sheet as it goes out: its columns, its intro and every line of it."""
    assert sheet.issued_on is not None
    sent = {
        "key_title": sheet.key_title,
        "intro": sheet.intro,
        "columns": [asdict(column) for column in sheet.columns],
        "rows": [[row.key, dict(row.cells)] for row in sheet.rows],
    }
    connection.execute(
        "INSERT INTO sheet (id, kind, subject_id, period, title, rows, issued_on, issued_by, due)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sheet.id,
            sheet.kind.value,
            sheet.subject_id,
            sheet.period,
            sheet.title,
            _json(sent),
            sheet.issued_on.isoformat(),
            by,
            sheet.due.isoformat() if sheet.due else None,
        ),
    )


def sheet(connection: Connection, sheet_id: str) -> Sheet | None:
    """Return one sheet as it went out; None where none has this id."""
    row = connection.execute(f"SELECT {_SHEET} FROM sheet WHERE id = ?", (sheet_id,)).fetchone()
    return _sheet(row) if row else None


def sheets(
    connection: Connection, kind: SheetKind, subject_id: str | None = None
) -> tuple[Sheet, ...]:
    """Return the sheets of a kind, the newest first; of one subject where that is given."""
    only, values = ("", [kind.value])
    if subject_id is not None:
        only, values = " AND subject_id = ?", [kind.value, subject_id]
    rows = connection.execute(
        f"SELECT {_SHEET} FROM sheet WHERE kind = ?{only} ORDER BY issued_on DESC, rowid DESC",
        values,
    )
    return tuple(_sheet(row) for row in rows)


def insert_return(
    connection: Connection, kept: SheetReturn, sha256: str, taken_keys: Collection[str]
) -> None:
    """Keep a sheet that came back, every line of it, and which lines were taken."""
    lines = [{**_line_json(line), "taken": is_taken(line, taken_keys)} for line in kept.lines]
    connection.execute(
        "INSERT INTO sheet_return (id, sheet_id, kind, file_name, sha256, lines, taken, refused,"
        " received_at, received_by, undone_at, undone_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '')",
        (
            kept.id,
            kept.sheet_id,
            kept.kind.value,
            kept.file_name,
            sha256,
            _json(lines),
            kept.taken,
            kept.refused,
            kept.received_at.isoformat(timespec="milliseconds"),
            kept.received_by,
        ),
    )


def returns(
    connection: Connection,
    kind: SheetKind,
    subject_id: str | None = None,
    *,
    sha256: str | None = None,
) -> tuple[SheetReturn, ...]:
    """Return what came back of a kind, the newest first; of one subject or one file if asked."""
    only, values = "", [kind.value]
    if subject_id is not None:
        only += " AND coalesce(s.subject_id, '') = ?"
        values.append(subject_id)
    if sha256 is not None:
        only += " AND r.sha256 = ?"
        values.append(sha256)
    rows = connection.execute(
        f"SELECT {_RETURN} FROM sheet_return r LEFT JOIN sheet s ON s.id = r.sheet_id"
        f" WHERE r.kind = ?{only} ORDER BY r.received_at DESC, r.rowid DESC",
        values,
    )
    return tuple(_return(row) for row in rows)


def sheet_return(connection: Connection, return_id: str) -> SheetReturn | None:
    """Return one sheet that came back; None where none has this id."""
    row = connection.execute(
        f"SELECT {_RETURN} FROM sheet_return r WHERE r.id = ?", (return_id,)
    ).fetchone()
    return _return(row) if row else None


def taken_lines(connection: Connection, return_id: str) -> tuple[SheetLine, ...]:
    """Return the lines of a return that were taken, as they were then."""
    row = connection.execute("SELECT lines FROM sheet_return WHERE id = ?", (return_id,)).fetchone()
    return tuple(_line(said) for said in json.loads(row[0]) if said["taken"]) if row else ()


def mark_undone(connection: Connection, return_id: str, at: str, *, by: str) -> bool:
    """Mark what was taken of a sheet as undone; False where that was so already."""
    done = connection.execute(
        "UPDATE sheet_return SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL",
        (at, by, return_id),
    )
    return bool(done.rowcount == 1)


def is_taken(line: SheetLine, taken_keys: Collection[str]) -> bool:
    """Say whether a line was taken: it could be, and it was chosen."""
    return line.verdict is LineVerdict.TAKE and line.key in taken_keys


def _line_json(line: SheetLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "key": line.key,
        "verdict": line.verdict.value,
        "cells": dict(line.cells),
        "read": dict(line.read),
        "changed": line.changed,
        "faults": [[fault.where, fault.what] for fault in line.faults],
        "new": line.new,
        "before": dict(line.before),
    }


def _line(said: dict[str, Any]) -> SheetLine:
    return SheetLine(
        number=said["number"],
        key=said["key"],
        verdict=LineVerdict(said["verdict"]),
        cells=said["cells"],
        read=said["read"],
        changed=tuple(said["changed"]),
        faults=tuple(Fault(where, what) for where, what in said["faults"]),
        new=said["new"],
        before=said["before"],
    )


def _sheet(row: Sequence[Any]) -> Sheet:
    sent = json.loads(row[5])
    return Sheet(
        id=row[0],
        kind=SheetKind(row[1]),
        subject_id=row[2],
        period=row[3],
        title=row[4],
        columns=tuple(_column(column) for column in sent["columns"]),
        rows=tuple(SheetRow(key, cells) for key, cells in sent["rows"]),
        key_title=sent["key_title"],
        intro=tuple(sent["intro"]),
        issued_on=date.fromisoformat(row[6]),
        due=date.fromisoformat(row[7]) if row[7] else None,
    )


def _column(said: dict[str, Any]) -> SheetColumn:
    lists = {name: tuple(said[name]) for name in ("choices", "values", "aliases")}
    return SheetColumn(**{**said, **lists, "kind": CellKind(said["kind"])})


def _return(row: Sequence[Any]) -> SheetReturn:
    return SheetReturn(
        id=row[0],
        sheet_id=row[1],
        kind=SheetKind(row[2]),
        file_name=row[3],
        lines=tuple(_line(said) for said in json.loads(row[4])),
        taken=row[5],
        refused=row[6],
        received_at=datetime.fromisoformat(row[7]),
        received_by=row[8],
        undone_at=datetime.fromisoformat(row[9]) if row[9] else None,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
