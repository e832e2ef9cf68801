"""The visits list as raw SQL: numbers of one page first, then everything shown about those.

Every sort runs along an index. Sorting by team or form has no index by name, but few names: the
matching visits are counted by team or form, and a page is cut from the ones it falls into.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from visits_app.domain.visits import (
    VisitFilter,
    VisitPage,
    VisitSort,
    VisitState,
    VisitSummary,
)
from visits_app.store.connection import Connection
from visits_app.store.visits import derived_state
from visits_app.store.words import words_of

MOST_AT_ONCE = 500
"""Visits looked up in one statement."""

_ORDERS = {
    VisitSort.DATE: ("visit_date", "number"),
    VisitSort.STATE: ("state", "visit_date", "number"),
    VisitSort.UPDATED: ("updated_at", "number"),
    VisitSort.REFERENCE: ("reference",),
    VisitSort.TEAM: ("visit_date", "number"),
    VisitSort.FORM: ("visit_date", "number"),
}

_GROUPS = {
    VisitSort.TEAM: ("team_id", "SELECT id, name FROM team"),
    VisitSort.FORM: ("form_id", "SELECT id, title FROM form ORDER BY version"),
}

_SUMMARIES = """
SELECT v.number, v.id, v.reference, t.name, v.visit_date,
       (SELECT group_concat(name, ', ') FROM
           (SELECT m.name FROM visitor w JOIN member m ON m.id = w.member_id
             WHERE w.visit_id = v.id ORDER BY w.position)),
       f.title, v.state, v.confidence,
       (SELECT count(*) FROM finding WHERE visit_id = v.id AND kind = 'strength'),
       (SELECT count(*) FROM finding WHERE visit_id = v.id AND kind = 'concern'),
       (SELECT count(*) FROM finding WHERE visit_id = v.id AND kind = 'idea'),
       (SELECT count(*) FROM ask WHERE visit_id = v.id
           AND status IN ('open', 'agreed', 'part', 'done')),
       v.revision, v.updated_at, v.example
  FROM visit v
  LEFT JOIN team t ON t.id = v.team_id
  LEFT JOIN form f ON f.id = v.form_id AND f.version = v.form_version
"""

Parameters = list[Any]


def page(
    connection: Connection,
    wanted: VisitFilter,
    sort: VisitSort,
    *,
    descending: bool,
    offset: int,
    limit: int,
    today: date,
) -> VisitPage:
    """Return one page of the visits that match."""
    where, values = conditions(wanted, today)
    if sort in _GROUPS:
        numbers, total = _grouped(connection, where, values, sort, descending, offset, limit)
    else:
        count = f"SELECT count(*) FROM visit v WHERE {where}"
        total = connection.execute(count, values).fetchone()[0]
        numbers = _numbers(connection, where, values, sort, descending, offset, limit)
    return VisitPage(summaries(connection, numbers, today), offset, total)


def summaries(
    connection: Connection, numbers: Sequence[int], today: date
) -> tuple[VisitSummary, ...]:
    """Return what a list shows of these visits, in the order given."""
    found: dict[int, VisitSummary] = {}
    for start in range(0, len(numbers), MOST_AT_ONCE):
        some = numbers[start : start + MOST_AT_ONCE]
        query = f"{_SUMMARIES} WHERE v.number IN ({_marks(some)})"
        for row in connection.execute(query, some):
            found[row[0]] = _summary(row, today)
    return tuple(found[number] for number in numbers)


def unfinished(connection: Connection, author_id: str, today: date) -> tuple[VisitSummary, ...]:
    """Return drafts up to today and corrections, last written first."""
    where = (
        "(v.state = 'correcting' OR v.state = 'draft'"
        " AND (v.visit_date IS NULL OR v.visit_date <= ?))"
    )
    values: Parameters = [today.isoformat()]
    if author_id:
        where, values = f"v.author_id = ? AND {where}", [author_id, *values]
    query = f"SELECT v.number FROM visit v WHERE {where} ORDER BY v.updated_at DESC LIMIT 200"
    numbers = [row[0] for row in connection.execute(query, values)]
    return summaries(connection, numbers, today)


def upcoming(connection: Connection, author_id: str, today: date) -> tuple[VisitSummary, ...]:
    """Return planned visits, soonest first."""
    where = "v.state = 'draft' AND v.visit_date > ?"
    values: Parameters = [today.isoformat()]
    if author_id:
        where += f" AND {_MINE.format('?')}"
        values += [author_id, author_id]
    query = f"SELECT v.number FROM visit v WHERE {where} ORDER BY v.visit_date, v.number LIMIT 200"
    numbers = [row[0] for row in connection.execute(query, values)]
    return summaries(connection, numbers, today)


_MINE = (
    "v.id IN (SELECT id FROM visit WHERE author_id IN ({0})"
    " UNION SELECT visit_id FROM visitor WHERE member_id IN ({0}))"
)


def conditions(wanted: VisitFilter, today: date) -> tuple[str, Parameters]:
    """Return the filter as SQL over `visit v` with its values; "1" when it lets all through."""
    parts: list[str] = []
    values: Parameters = []

    def one_of(column: str, ids: Iterable[str]) -> None:
        chosen = sorted(set(ids))
        if chosen:
            parts.append(f"{column} IN ({_marks(chosen)})")
            values.extend(chosen)

    one_of("v.team_id", wanted.team_ids)
    one_of("v.form_id", wanted.form_ids)
    if wanted.member_ids:
        parts.append(_MINE.format(_marks(wanted.member_ids)))
        values.extend([*wanted.member_ids, *wanted.member_ids])
    if wanted.theme_ids:
        marks = _marks(wanted.theme_ids)
        parts.append(f"v.id IN (SELECT visit_id FROM visit_theme WHERE theme_id IN ({marks}))")
        values.extend(wanted.theme_ids)
    if wanted.states:
        states, more = _states(wanted.states, today)
        parts.append(states)
        values.extend(more)
    for day, sign in ((wanted.start, ">="), (wanted.end, "<=")):
        if day is not None:
            parts.append(f"v.visit_date {sign} ?")
            values.append(day.isoformat())
    if wanted.text.strip():
        texts, more = _texts(wanted.text)
        parts.append(texts)
        values.extend(more)
    return " AND ".join(parts) or "1", values


def _states(states: Iterable[VisitState], today: date) -> tuple[str, Parameters]:
    """Return the states as stored: planned is a draft dated after today."""
    chosen = set(states)
    plain = sorted(chosen - {VisitState.PLANNED, VisitState.DRAFT})
    values: Parameters = list(plain)
    parts = [f"v.state IN ({_marks(plain)})"] if plain else []
    if chosen >= {VisitState.PLANNED, VisitState.DRAFT}:
        parts.append("v.state = 'draft'")
    elif VisitState.PLANNED in chosen:
        parts.append("v.state = 'draft' AND v.visit_date > ?")
        values.append(today.isoformat())
    elif VisitState.DRAFT in chosen:
        parts.append("v.state = 'draft' AND (v.visit_date IS NULL OR v.visit_date <= ?)")
        values.append(today.isoformat())
    return f"({' OR '.join(parts)})", values


def _texts(text: str) -> tuple[str, Parameters]:
    """Return visits that hold every word, be it in different answers.

    A text's rowid is its visit's number times 1024 and its place: no text need be read.
    """
    words = words_of(text)
    if not words:
        return "0", []
    one = "SELECT rowid >> 10 FROM visit_text WHERE visit_text MATCH ?"
    return (
        f"v.number IN ({' INTERSECT '.join([one] * len(words))})",
        [word.query for word in words],
    )


def _numbers(
    connection: Connection,
    where: str,
    values: Parameters,
    sort: VisitSort,
    descending: bool,
    offset: int,
    limit: int,
) -> list[int]:
    down = " DESC" if descending else ""
    order = ", ".join(f"v.{column}{down}" for column in _ORDERS[sort])
    query = f"SELECT v.number FROM visit v WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    return [row[0] for row in connection.execute(query, [*values, limit, offset])]


def _grouped(
    connection: Connection,
    where: str,
    values: Parameters,
    sort: VisitSort,
    descending: bool,
    offset: int,
    limit: int,
) -> tuple[list[int], int]:
    """Cut a page out of groups in the order of their names; visits without one come last."""
    column, labels = _GROUPS[sort]
    names: dict[str | None, str] = dict(connection.execute(labels).fetchall())
    counting = f"SELECT v.{column}, count(*) FROM visit v WHERE {where} GROUP BY v.{column}"
    counts: dict[str | None, int] = dict(connection.execute(counting, values).fetchall())
    groups = sorted(
        counts,
        key=lambda id: (id is None, names.get(id, "").casefold(), id or ""),
        reverse=descending,
    )
    numbers: list[int] = []
    skip = offset
    for group in groups:
        if len(numbers) >= limit:
            break
        if skip < counts[group]:
            here, more = f"v.{column} IS ? AND ({where})", [group, *values]
            wanted = limit - len(numbers)
            numbers += _numbers(connection, here, more, sort, descending, skip, wanted)
        skip = max(0, skip - counts[group])
    return numbers, sum(counts.values())


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _summary(row: tuple[Any, ...], today: date) -> VisitSummary:
    return VisitSummary(
        id=row[1],
        reference=row[2],
        team=row[3] or "",
        visit_date=date.fromisoformat(row[4]) if row[4] else None,
        visitors=row[5] or "",
        form_title=row[6] or "",
        state=derived_state(row[7], row[4], today),
        confidence=row[8],
        strengths=row[9],
        concerns=row[10],
        ideas=row[11],
        open_asks=row[12],
        revision=row[13],
        updated_at=datetime.fromisoformat(row[14]),
        example=bool(row[15]),
    )
