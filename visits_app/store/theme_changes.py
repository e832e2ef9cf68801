"""Merging themes and filing findings, inside the caller's transaction, each step in the history."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from visits_app.domain.forms import Answers
from visits_app.store.answers import write_themes
from visits_app.store.connection import Connection
from visits_app.store.history import record
from visits_app.store.theme_counting import filings

MOST_AT_ONCE = 500


def set_merged(connection: Connection, theme_id: str, into_id: str | None, *, by: str) -> None:
    """Count a theme under another from now on, or, with None, for itself again as before."""
    kept = connection.execute(
        "SELECT merged_into, retired FROM theme WHERE id = ?", (theme_id,)
    ).fetchone()
    retired = True if into_id is not None else _retired_before(connection, theme_id)
    connection.execute(
        "UPDATE theme SET merged_into = ?, retired = ? WHERE id = ?", (into_id, retired, theme_id)
    )
    record(
        connection,
        by=by,
        action="merged" if into_id else "merge taken back",
        entity="theme",
        entity_id=theme_id,
        before={"merged_into": kept[0], "retired": bool(kept[1])},
        after={"merged_into": into_id, "retired": retired},
    )
    record(
        connection,
        by=by,
        action="took in" if into_id else "gave back",
        entity="theme",
        entity_id=into_id or kept[0],
        after={"theme": theme_id},
    )


def set_filings(connection: Connection, wanted: Mapping[str, str], *, by: str) -> dict[str, str]:
    """File findings under themes and return the themes they were filed under before.

    `wanted` is finding id → theme id; the theme a report names takes a filing away. Findings that
    are no longer there are passed over. What the list of visits finds is brought up to date.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    named, visits = _named(connection, tuple(wanted))
    filed = filings(connection)
    before: dict[str, str] = {}
    moved: dict[tuple[str, str], list[str]] = {}
    for finding_id, own in named.items():
        old, new = filed.get(finding_id, own), wanted[finding_id]
        if old == new:
            continue
        before[finding_id] = old
        moved.setdefault((old, new), []).append(finding_id)
        connection.execute("DELETE FROM theme_filing WHERE finding_id = ?", (finding_id,))
        if new != own:
            connection.execute(
                "INSERT INTO theme_filing VALUES (?, ?, ?, ?)", (finding_id, new, at, by)
            )
    for (old, new), ids in moved.items():
        _tell(connection, old, new, ids, by)
    for visit_id, number in {visits[id] for id in before}:
        write_themes(connection, visit_id, number)
    return before


def lapse_filings(connection: Connection, before: Answers, after: Answers, *, by: str) -> None:
    """Take filings away whose finding an amendment put under another theme: its word stands."""
    was, now = _themes(before), _themes(after)
    changed = [id for id in now if id in was and now[id] != was[id]]
    filed = filings(connection, changed)
    if filed:
        set_filings(connection, {id: now[id] for id in filed if now[id]}, by=by)


def _named(
    connection: Connection, finding_ids: Sequence[str]
) -> tuple[dict[str, str], dict[str, tuple[str, int]]]:
    """Return finding → the theme its report names, and finding → its visit's id and number."""
    named: dict[str, str] = {}
    visits: dict[str, tuple[str, int]] = {}
    for start in range(0, len(finding_ids), MOST_AT_ONCE):
        some = finding_ids[start : start + MOST_AT_ONCE]
        for id, theme_id, visit_id, number in connection.execute(
            "SELECT f.id, coalesce(f.theme_id, ''), v.id, v.number FROM finding f"
            " JOIN visit v ON v.id = f.visit_id"
            f" WHERE f.id IN ({', '.join('?' for _ in some)})",
            some,
        ):
            named[id], visits[id] = theme_id, (visit_id, number)
    return named, visits


def _tell(connection: Connection, old: str, new: str, ids: list[str], by: str) -> None:
    for theme_id, action, other in ((old, "filed elsewhere", new), (new, "filed here", old)):
        if theme_id:
            record(
                connection,
                by=by,
                action=action,
                entity="theme",
                entity_id=theme_id,
                after={"theme": other, "findings": ids},
            )


def _retired_before(connection: Connection, theme_id: str) -> bool:
    """Return whether a theme was retired before it was merged."""
    found = connection.execute(
        "SELECT \"before\" FROM history WHERE entity = 'theme' AND entity_id = ?"
        " AND action = 'merged' ORDER BY sequence DESC LIMIT 1",
        (theme_id,),
    ).fetchone()
    return bool(found and json.loads(found[0]).get("retired"))


def _themes(answers: Answers) -> dict[str, str]:
    rows = answers.get("findings")
    if not isinstance(rows, list):
        return {}
    return {str(row["id"]): str(row.get("theme") or "") for row in rows if isinstance(row, dict)}
