"""Registers out as a sheet and in again: added, changed and retired in one step, never deleted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, ImportOutdated
from visits_app.domain.register_sheets import (
    COLUMNS,
    ONE,
    clashing_names,
    entry_faults,
    many,
    names_said,
)
from visits_app.domain.sheets import (
    CellKind,
    Cells,
    LineVerdict,
    ReturnedSheet,
    Sheet,
    SheetColumn,
    SheetKind,
    SheetLine,
    SheetRow,
)
from visits_app.domain.text import date_in_words, shorten
from visits_app.services import sheets
from visits_app.store import register_sheets as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    import threading

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_INTRO = (
    "Change what is wrong in the yellow columns. To add a line, leave its reference empty. To take "
    "one out of use, write Yes under Retired: nothing is deleted.",
)


@dataclass(frozen=True, slots=True)
class TakenRegister:
    """What was taken from a sheet; `return_id` undoes it."""

    return_id: str
    added: int
    changed: int
    sentence: str


def register_sheet(store: "Store", kind: SheetKind, *, by: str, today: date) -> Sheet:
    """Return a register as a sheet, retired entries too, and keep what is sent."""
    known = register_cells(store, kind)
    sheet = Sheet(
        id="",
        kind=kind,
        title=f"Register of {kind.value}, {date_in_words(today.isoformat())}",
        columns=COLUMNS[kind],
        rows=tuple(SheetRow(key, cells) for key, cells in known.items()),
        intro=_INTRO,
        issued_on=today,
    )
    return sheets.issue_sheet(store, sheet, by=by)


def register_cells(store: "Store", kind: SheetKind) -> dict[str, Cells]:
    """Return the cells of every entry by its id, in the order of names."""
    with store.read() as connection:
        found = rows.entries(connection, kind)
    return {id: _cells(entry, kind) for id, entry in found.items()}


def read_register(
    store: "Store",
    path: Path,
    kind: SheetKind,
    *,
    today: date,
    cancelled: "threading.Event | None" = None,
) -> ReturnedSheet:
    """Read a register that came back and judge every line; nothing is changed."""
    with store.read() as connection:
        found = rows.entries(connection, kind)
    known = {id: _cells(entry, kind) for id, entry in found.items()}
    merged = {id: entry["merged_into"] for id, entry in found.items() if entry.get("merged_into")}

    def check(key: str, cells: Cells) -> tuple[Fault, ...]:
        faults = entry_faults(kind, cells)
        if key in merged and cells.get("retired") != "yes":
            into = shorten(known[merged[key]]["name"], 60)
            faults += (Fault("Retired", f"this was merged into “{into}” and stays retired."),)
        return faults

    returned = sheets.read_back(
        store,
        path,
        kind,
        COLUMNS[kind],
        known,
        may_add=True,
        check=check,
        cancelled=cancelled,
        today=today,
    )
    return replace(returned, lines=names_said(kind, returned.lines, known))


def take_register(
    store: "Store", returned: ReturnedSheet, keys: Collection[str], *, by: str
) -> TakenRegister:
    """Take the lines with these keys in one transaction, every one with its history.

    Raises ImportOutdated where an entry was changed since the file was read, FaultsError where
    the chosen lines alone would give two entries one name.
    """
    kind = returned.kind
    wanted = frozenset(keys)
    ids = {line.key: uuid4().hex for line in returned.lines if line.new}
    lines = tuple(
        replace(line, key=ids[line.key]) if line.new and line.key in wanted else line
        for line in returned.lines
    )
    wanted = frozenset(ids.get(key, key) for key in wanted)
    taken = [line for line in lines if line.verdict is LineVerdict.TAKE and line.key in wanted]
    with store.write() as connection:
        there = rows.entries(connection, kind)
        _still_so(taken, there, kind)
        known = {id: _cells(entry, kind) for id, entry in there.items()}
        if clashes := clashing_names(kind, taken, known):
            raise FaultsError("These lines cannot be taken by themselves.", clashes)
        for line in taken:
            if "name" in line.changed and not line.new:
                rows.free_name(connection, kind, line.key)
        for line in taken:
            _put(connection, kind, line, there.get(line.key), by)
        kept = sheets.keep_return(
            connection, replace(returned, lines=lines), by=by, taken_keys=wanted
        )
    added = sum(line.new for line in taken)
    changed = len(taken) - added
    return TakenRegister(kept.id, added, changed, _sentence(kind, added, changed))


def undo_register(store: "Store", return_id: str, *, by: str) -> str:
    """Undo all that was taken from a sheet, in one transaction, and return the sentence.

    Raises ImportOutdated, and undoes nothing, where an entry was changed or used since;
    ImportUndone where it is undone already.
    """
    with store.write() as connection:
        kept = sheets.mark_undone(connection, return_id, by=by)
        kind = kept.kind
        lines = sheets.taken_lines(connection, return_id)
        there = rows.entries(connection, kind)
        for line in lines:
            _may_undo(connection, kind, line, there.get(line.key))
        for line in lines:
            if not line.new and "name" in line.changed:
                rows.free_name(connection, kind, line.key)
        for line in sorted(lines, key=_added_first):
            _take_back(connection, kind, line, there[line.key], by)
    return f"Undone: the register of {kind.value} is as it was before the sheet."


def _put(
    connection: "Connection",
    kind: SheetKind,
    line: SheetLine,
    before: Mapping[str, Any] | None,
    by: str,
) -> None:
    after = {**(before or {"id": line.key}), **_values(line.cells, COLUMNS[kind], line)}
    if before is None:
        rows.add(connection, kind, after)
    else:
        rows.change(connection, kind, after)
    record(
        connection,
        by=by,
        action="added" if before is None else "changed",
        entity=ONE[kind],
        entity_id=line.key,
        before=before,
        after=after,
    )


def _take_back(
    connection: "Connection", kind: SheetKind, line: SheetLine, now: Mapping[str, Any], by: str
) -> None:
    after = None
    if line.new:
        rows.take_back(connection, kind, line.key)
    else:
        after = {**now, **_values(line.before, COLUMNS[kind], line)}
        rows.change(connection, kind, after)
    record(
        connection,
        by=by,
        action="undone",
        entity=ONE[kind],
        entity_id=line.key,
        before=dict(now),
        after=after,
    )


def _still_so(
    lines: Collection[SheetLine], there: Mapping[str, Mapping[str, Any]], kind: SheetKind
) -> None:
    for line in lines:
        if line.new:
            continue
        entry = there.get(line.key)
        if entry is None or _cells(entry, kind) != dict(line.before):
            name = shorten(line.before.get("name", line.key), 60)
            raise ImportOutdated(
                f"“{name}” was changed since the file was read. Choose the file again; nothing "
                "was changed."
            )


def _may_undo(
    connection: "Connection", kind: SheetKind, line: SheetLine, now: Mapping[str, Any] | None
) -> None:
    name = shorten(line.cells.get("name", ""), 60)
    cells = _cells(now, kind) if now is not None else {}
    columns = [column.id for column in COLUMNS[kind]] if line.new else line.changed
    if any(cells.get(id, "") != _settled(line.cells, id) for id in columns):
        raise ImportOutdated(f"“{name}” was changed since. Change it by hand; nothing was undone.")
    if line.new and rows.is_used(connection, kind, line.key):
        raise ImportOutdated(
            f"“{name}” is used already, so it cannot be taken away. Retire it instead; nothing was "
            "undone."
        )


def _settled(cells: Cells, id: str) -> str:
    """Return a cell as the register shows it once it is kept: a tick left empty is a no."""
    return cells.get(id, "") or ("no" if id in {"retired", "co_opted"} else "")


def _added_first(line: SheetLine) -> bool:
    return not line.new


def _cells(entry: Mapping[str, Any], kind: SheetKind) -> dict[str, str]:
    return {column.id: _as_words(entry[column.id]) for column in COLUMNS[kind]}


def _as_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _values(cells: Cells, columns: Collection[SheetColumn], line: SheetLine) -> dict[str, Any]:
    """Return cells as the table holds them: of a new line all, else those that change."""
    return {
        column.id: _value(column, cells.get(column.id, ""))
        for column in columns
        if line.new or column.id in line.changed
    }


def _value(column: SheetColumn, words: str) -> Any:
    match column.kind:
        case CellKind.YES_NO:
            return words == "yes"
        case CellKind.WHOLE:
            return int(words) if words else None
        case CellKind.DATE:
            return words or None
        case _:
            return words


def _sentence(kind: SheetKind, added: int, changed: int) -> str:
    parts = []
    if added:
        parts.append(f"{many(kind, added)} added")
    if changed:
        parts.append(f"{many(kind, changed)} changed")
    told = " and ".join(parts) if parts else "Nothing changed"
    return f"{told[:1].upper()}{told[1:]}."
