"""Findings, asks and questions: rows of the form that are records with ids of their own."""

import json
from dataclasses import dataclass
from typing import Any

from visits_app.domain.errors import Fault, FaultsError
from visits_app.store.connection import Connection
from visits_app.store.history import record

RowDict = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowTable:
    """How a question's rows lie in their table: column of the form → column of the table."""

    table: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The table's columns."""
        return tuple(name for _, name in self.columns)


TABLES = {
    "findings": RowTable(
        "finding",
        (
            ("kind", "kind"),
            ("theme", "theme_id"),
            ("text", "text"),
            ("basis", "basis"),
            ("data_relation", "data_relation"),
        ),
    ),
    "asks": RowTable("ask", (("action", "action"), ("owner", "owner"), ("due", "due"))),
    "questions": RowTable(
        "question",
        (
            ("text", "text"),
            ("origin", "origin"),
            ("sent_ahead", "sent_ahead"),
            ("answer", "answer"),
        ),
    ),
}

_LINK = ("id", "recommendation_id", "visit_id", "finding_id", "kind", "note", "made_by", "made_at")

_FILING = ("finding_id", "theme_id", "filed_at", "filed_by")


_ANSWER = (
    "status",
    "response",
    "responded_on",
    "agreed_owner",
    "agreed_due",
    "evidence",
    "verified_visit_id",
    "verified_by",
    "verified_on",
)
"""What an ask holds that its row on the form does not."""


def read_rows(connection: Connection, question_id: str, visit_id: str) -> list[RowDict] | None:
    """Return the rows of a visit in their order, every cell as text, or None for no rows."""
    what = TABLES[question_id]
    keys = ("id", *(key for key, _ in what.columns))
    found = connection.execute(
        f"SELECT id, {', '.join(what.names)} FROM {what.table}"
        " WHERE visit_id = ? ORDER BY position",
        (visit_id,),
    )
    rows = [{key: cell or "" for key, cell in zip(keys, row, strict=True)} for row in found]
    return rows or None


def write_rows(
    connection: Connection,
    question_id: str,
    visit_id: str,
    old: list[RowDict] | None,
    new: list[RowDict] | None,
    *,
    by: str,
) -> None:
    """Make the rows of a visit these, in place: what stays keeps its record and its links.

    A row that was taken out and comes back with its id brings back what went with it.
    """
    what = TABLES[question_id]
    befores = {row["id"]: (place, row) for place, row in enumerate(old or [])}
    afters = {row["id"]: (place, row) for place, row in enumerate(new or [])}
    for id, (_, row) in befores.items():
        if id not in afters:
            _remove(connection, what, id, row, by)
    for id, (place, row) in afters.items():
        if id not in befores:
            _insert(connection, question_id, visit_id, place, row, by)
        elif befores[id] != (place, row):
            sets = ", ".join(f"{name} = ?" for name in ("position", *what.names))
            connection.execute(
                f"UPDATE {what.table} SET {sets} WHERE id = ?",
                (place, *_cells(what, row), id),
            )


def _cells(what: RowTable, row: RowDict) -> list[Any]:
    return [(row[key] or None) if name == "theme_id" else row[key] for key, name in what.columns]


def _insert(
    connection: Connection, question_id: str, visit_id: str, place: int, row: RowDict, by: str
) -> None:
    what = TABLES[question_id]
    taken = connection.execute(f"SELECT 1 FROM {what.table} WHERE id = ?", (row["id"],)).fetchone()
    if taken:
        fault = Fault(question_id, "a row carries the id of a row of another visit.")
        raise FaultsError("These answers cannot be saved.", (fault,))
    names = ("id", "visit_id", "position", *what.names)
    values = [row["id"], visit_id, place, *_cells(what, row)]
    if what.table == "ask":
        names = (*names, "status", "response")
        values += ["open", ""]
    connection.execute(
        f"INSERT INTO {what.table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        values,
    )
    _bring_back(connection, what.table, row["id"], by)


def _remove(connection: Connection, what: RowTable, id: str, row: RowDict, by: str) -> None:
    """Delete one row; what goes with it (links, the service's answer) is kept in the history."""
    lost: RowDict = {}
    if what.table == "finding":
        links = connection.execute(
            f"SELECT {', '.join(_LINK)} FROM evidence_link WHERE finding_id = ?", (id,)
        )
        filed = connection.execute(
            f"SELECT {', '.join(_FILING)} FROM theme_filing WHERE finding_id = ?", (id,)
        )
        kept = {
            "links": [dict(zip(_LINK, link, strict=True)) for link in links],
            "filings": [dict(zip(_FILING, filing, strict=True)) for filing in filed],
        }
        lost = {name: records for name, records in kept.items() if records}
    elif what.table == "ask":
        answer = connection.execute(
            f"SELECT {', '.join(_ANSWER)} FROM ask WHERE id = ?", (id,)
        ).fetchone()
        if answer[0] != "open" or any(answer[1:]):
            lost = dict(zip(_ANSWER, answer, strict=True))
    if lost:
        record(
            connection,
            by=by,
            action="removed",
            entity=what.table,
            entity_id=id,
            before={"row": row, **lost},
        )
    connection.execute(f"DELETE FROM {what.table} WHERE id = ?", (id,))


def _bring_back(connection: Connection, table: str, id: str, by: str) -> None:
    """Restore what the last removal of this row took with it, if it was ever removed."""
    found = connection.execute(
        'SELECT action, "before" FROM history WHERE entity = ? AND entity_id = ?'
        " AND action IN ('removed', 'brought back') ORDER BY sequence DESC LIMIT 1",
        (table, id),
    ).fetchone()
    if found is None or found[0] != "removed":
        return
    lost = json.loads(found[1])
    if table == "ask":
        # an older history knows the first three only
        known = [name for name in _ANSWER if name in lost]
        connection.execute(
            f"UPDATE ask SET {', '.join(f'{name} = ?' for name in known)} WHERE id = ?",
            (*(lost[name] for name in known), id),
        )
    for link in lost.get("links", ()):
        connection.execute(
            f"INSERT OR IGNORE INTO evidence_link ({', '.join(_LINK)})"
            f" VALUES ({', '.join('?' * len(_LINK))})",
            [link[name] for name in _LINK],
        )
    for filing in lost.get("filings", ()):
        connection.execute(
            "INSERT OR IGNORE INTO theme_filing VALUES (?, ?, ?, ?)",
            [filing[name] for name in _FILING],
        )
    lost.pop("row", None)
    record(connection, by=by, action="brought back", entity=table, entity_id=id, after=lost)
