"""The visits list as raw SQL: numbers of one page first, then everything shown about those.

Every sort runs along an index. Sorting by team or form has no index by name, but few names: the
matching visits are counted by team or form, and a page is cut from the ones it falls into.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from visits_app.domain.visits import (
    VisitFilter,
    VisitPage,
    VisitSort,
    VisitState,
    VisitSummary,
)
from visits_app.store.asks import OPEN
from visits_app.store.connection import Connection
from visits_app.store.theme_counting import together_with
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

_SUMMARIES = f"""
SELECT v.number, v.id, v.reference, t.name, v.visit_date,
       (SELECT group_concat(name, ', ') FROM
           (SELECT m.name FROM visitor w JOIN member m ON m.id = w.member_id
             WHERE w.visit_id = v.id ORDER BY w.position)),
       f.title, v.state, v.confidence,
       (SELECT sum(kind = 'strength') || ' ' || sum(kind = 'concern') || ' ' || sum(kind = 'idea')
          FROM finding WHERE visit_id = v.id),
       (SELECT count(*) FROM ask WHERE visit_id = v.id
           AND status IN {OPEN}),
       v.revision, v.updated_at, v.example
  FROM visit v
  LEFT JOIN team t ON t.id = v.team_id
  LEFT JOIN form f ON f.id = v.form_id AND f.version = v.form_version
"""

Parameters = list[Any]


@dataclass(frozen=True, slots=True)
class Where:
    """A filter as SQL over `visit v`: conditions on its columns, and sets of visit numbers.

    A set is read whole, once, and then asked for each visit as the list runs along the index of
    its order. The `+` keeps SQLite from looking every visit of the set up and sorting them.
    """

    parts: tuple[str, ...]
    values: tuple[Any, ...]
    sets: tuple[str, ...]
    set_values: tuple[Any, ...]

    @property
    def sql(self) -> str:
        """The whole condition; `all_values` belong to it."""
        within = (f"+v.number IN ({one})" for one in self.sets)
        return " AND ".join((*self.parts, *within)) or "1"

    @property
    def all_values(self) -> Parameters:
        """The values of `sql`, in its order."""
        return [*self.values, *self.set_values]

    def count(self) -> tuple[str, Parameters]:
        """Return the query for how many match, without the visits where sets alone decide."""
        if self.sets and not self.parts:
            both = " INTERSECT ".join(f"SELECT number FROM ({one})" for one in self.sets)
            return f"SELECT count(DISTINCT number) FROM ({both})", list(self.set_values)
        return f"SELECT count(*) FROM visit v WHERE {self.sql}", self.all_values


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
    where = conditions(wanted, today)
    if sort in _GROUPS:
        numbers, total = _grouped(connection, where, sort, descending, offset, limit)
    else:
        total = connection.execute(*where.count()).fetchone()[0]
        numbers = _numbers(connection, where.sql, where.all_values, sort, descending, offset, limit)
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
        where += f" AND +v.number IN ({_MINE.format('?')})"
        values += [author_id, author_id]
    query = f"SELECT v.number FROM visit v WHERE {where} ORDER BY v.visit_date, v.number LIMIT 200"
    numbers = [row[0] for row in connection.execute(query, values)]
    return summaries(connection, numbers, today)


_MINE = (
    "SELECT number FROM visit WHERE author_id IN ({0})"
    " UNION SELECT number FROM visitor WHERE member_id IN ({0})"
)


def conditions(wanted: VisitFilter, today: date) -> Where:
    """Return the filter as SQL."""
    parts: list[str] = []
    values: Parameters = []
    for column, ids in (("v.team_id", wanted.team_ids), ("v.form_id", wanted.form_ids)):
        if ids:
            parts.append(f"{column} IN ({_marks(ids)})")
            values.extend(ids)
    if wanted.states:
        states, more = _states(wanted.states, today)
        parts.append(states)
        values.extend(more)
    for day, sign in ((wanted.start, ">="), (wanted.end, "<=")):
        if day is not None:
            parts.append(f"v.visit_date {sign} ?")
            values.append(day.isoformat())
    sets, set_values = _sets(wanted)
    return Where(tuple(parts), tuple(values), tuple(sets), tuple(set_values))


def _sets(wanted: VisitFilter) -> tuple[list[str], Parameters]:
    """Return the parts of a filter that are sets of visit numbers."""
    sets: list[str] = []
    values: Parameters = []
    if wanted.member_ids:
        sets.append(_MINE.format(_marks(wanted.member_ids)))
        values += [*wanted.member_ids, *wanted.member_ids]
    if wanted.theme_ids:
        marks = _marks(wanted.theme_ids)
        themes = together_with(marks)
        sets.append(f"SELECT number FROM visit_theme WHERE theme_id IN {themes}")
        values += wanted.theme_ids
    if wanted.text.strip():
        words = words_of(wanted.text)
        # A text's rowid is its visit's number times 1024 and its place: no text need be read.
        # Every word must be somewhere in the visit, be it in different answers.
        one = "SELECT rowid >> 10 AS number FROM visit_text WHERE visit_text MATCH ?"
        sets += [one] * len(words) or ["SELECT 0 AS number WHERE 0"]
        values += [word.query for word in words]
    return sets, values


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
    where: Where,
    sort: VisitSort,
    descending: bool,
    offset: int,
    limit: int,
) -> tuple[list[int], int]:
    """Cut a page out of groups in the order of their names; visits without one come last."""
    column, labels = _GROUPS[sort]
    names: dict[str | None, str] = dict(connection.execute(labels).fetchall())
    counting = f"SELECT v.{column}, count(*) FROM visit v WHERE {where.sql} GROUP BY v.{column}"
    found = connection.execute(counting, where.all_values).fetchall()
    counts: dict[str | None, int] = dict(found)
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
            here, values = f"v.{column} IS ? AND {where.sql}", [group, *where.all_values]
            wanted = limit - len(numbers)
            numbers += _numbers(connection, here, values, sort, descending, skip, wanted)
        skip = max(0, skip - counts[group])
    return numbers, sum(counts.values())


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def _summary(row: tuple[Any, ...], today: date) -> VisitSummary:
    strengths, concerns, ideas = map(int, (row[9] or "0 0 0").split())
    return VisitSummary(
        id=row[1],
        reference=row[2],
        team=row[3] or "",
        visit_date=date.fromisoformat(row[4]) if row[4] else None,
        visitors=row[5] or "",
        form_title=row[6] or "",
        state=derived_state(row[7], row[4], today),
        confidence=row[8],
        strengths=strengths,
        concerns=concerns,
        ideas=ideas,
        open_asks=row[10],
        revision=row[11],
        updated_at=datetime.fromisoformat(row[12]),
        example=bool(row[13]),
    )
