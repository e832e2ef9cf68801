"""Findings of submitted visits, and how many visits speak of what, as plain SQL.

A visit that is being corrected counts as it was last sealed: its rows may be half written.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from visits_app.domain.insight import Heard, MatrixCount
from visits_app.domain.visits import FindingKind
from visits_app.store.connection import Connection
from visits_app.store.theme_counting import (
    AS_REPORTED,
    COUNTED,
    FILED,
    counted_as,
    filings,
    themes_together,
)

FOREVER = (date(1, 1, 1), date(9999, 12, 31))
_KINDS = {kind.value for kind in FindingKind}

_COLUMNS = f"""f.id, v.id, v.visit_date, v.team_id, coalesce(t.name, ''), {FILED},
    f.kind, f.text, f.basis, f.data_relation, f.position"""

_NAMES = """LEFT JOIN team t ON t.id = v.team_id"""

# CROSS JOIN keeps SQLite to the order written: along an index into what is asked for.
_BY_VISIT = f"""SELECT {_COLUMNS} FROM visit v CROSS JOIN finding f ON f.visit_id = v.id {_NAMES}"""
_BY_THEME = f"""SELECT {_COLUMNS} FROM finding f CROSS JOIN visit v ON v.id = f.visit_id {_NAMES}"""
_AS_FILED = f"""SELECT {_COLUMNS} FROM theme_filing z CROSS JOIN finding f ON f.id = z.finding_id
    CROSS JOIN visit v ON v.id = f.visit_id {_NAMES}"""


def findings(
    connection: Connection,
    *,
    team_id: str = "",
    theme_id: str = "",
    start: date | None = None,
    end: date | None = None,
) -> tuple[Heard, ...]:
    """Return the findings of a team, a theme, both or all, between two days, oldest first.

    `theme_id` asks for all that counts under this theme, and each finding carries the theme it
    counts under.
    """
    low, high = start or FOREVER[0], end or FOREVER[1]
    parts = ["v.state = 'submitted'", "v.visit_date BETWEEN ? AND ?"]
    values: list[Any] = [low.isoformat(), high.isoformat()]
    if team_id:
        parts.append("v.team_id = ?")
        values.append(team_id)
    about = _themes(connection)
    rows: list[tuple[Any, ...]] = []
    if theme_id:
        wanted = themes_together(connection, theme_id)
        marks = ", ".join("?" for _ in wanted)
        # The + keeps a team's theme from being looked for in every finding of the theme, once for
        # each visit of the team.
        named = f"{'+' if team_id else ''}f.theme_id IN ({marks}) AND {AS_REPORTED}"
        for query, here in (
            (_BY_VISIT if team_id else _BY_THEME, named),
            (_AS_FILED, f"z.theme_id IN ({marks})"),
        ):
            where = " AND ".join((*parts, here))
            rows += connection.execute(f"{query} WHERE {where}", [*values, *wanted]).fetchall()
    else:
        rows += connection.execute(f"{_BY_VISIT} WHERE {' AND '.join(parts)}", values).fetchall()
    found = [_heard(row, about) for row in rows if row[6] in _KINDS]
    theme_id = about.root(theme_id)
    found += [
        one
        for one in _being_corrected(connection, about)
        if low <= one.on <= high
        and (not team_id or one.team_id == team_id)
        and (not theme_id or one.theme_id == theme_id)
    ]
    return tuple(sorted(found, key=lambda one: one.place))


def counts(
    connection: Connection, start: date | None = None, end: date | None = None
) -> tuple[MatrixCount, ...]:
    """Count visits by theme and team; a visit counts once however often it names a theme.

    Themes are those that findings count under.
    """
    low, high = start or FOREVER[0], end or FOREVER[1]
    found: dict[tuple[str, str], list[int]] = {}
    for theme_id, team_id, *numbers in connection.execute(
        f"""WITH RECURSIVE {COUNTED}
            SELECT theme_id, team_id, count(*), sum(s), sum(c), sum(i) FROM (
               SELECT c.counts_as AS theme_id, v.team_id, max(f.kind = 'strength') AS s,
                      max(f.kind = 'concern') AS c, max(f.kind = 'idea') AS i
                 FROM visit v JOIN finding f ON f.visit_id = v.id
                 JOIN counted c ON c.id = {FILED}
                WHERE v.state = 'submitted' AND v.visit_date BETWEEN ? AND ?
                  AND f.theme_id IS NOT NULL AND v.team_id IS NOT NULL
                GROUP BY v.number, c.counts_as)
            GROUP BY 1, 2""",
        (low.isoformat(), high.isoformat()),
    ):
        found[theme_id, team_id] = numbers
    kinds_of: dict[tuple[str, str, str], set[FindingKind]] = {}
    for one in _being_corrected(connection, _themes(connection)):
        if low <= one.on <= high and one.theme_id and one.team_id:
            kinds_of.setdefault((one.theme_id, one.team_id, one.visit_id), set()).add(one.kind)
    for (theme_id, team_id, _), kinds in kinds_of.items():
        numbers = found.setdefault((theme_id, team_id), [0, 0, 0, 0])
        numbers[0] += 1
        for place, kind in enumerate(
            (FindingKind.STRENGTH, FindingKind.CONCERN, FindingKind.IDEA), start=1
        ):
            numbers[place] += kind in kinds
    return tuple(MatrixCount(theme, team, *numbers) for (theme, team), numbers in found.items())


def visit_span(
    connection: Connection, *, team_id: str = "", theme_id: str = ""
) -> tuple[date, date] | None:
    """Return the days of the first and last submitted visit with such a finding, or None."""
    held = "v.state IN ('submitted', 'correcting') AND v.visit_date IS NOT NULL"
    if theme_id:
        team = "AND v.team_id = ?" if team_id else ""
        wanted = themes_together(connection, theme_id)
        marks = ", ".join("?" for _ in wanted)
        # Each part finds the visits of one index; the span of both is what is wanted.
        named = f"f.theme_id IN ({marks}) AND {AS_REPORTED}"
        filed = f"f.id IN (SELECT finding_id FROM theme_filing WHERE theme_id IN ({marks}))"
        values = [*wanted, *([team_id] if team_id else [])]
        query = " UNION ALL ".join(
            f"""SELECT v.visit_date AS day
            FROM finding f CROSS JOIN visit v ON v.id = f.visit_id
            WHERE {part} AND {held} {team}"""
            for part in (named, filed)
        )
        query = f"SELECT min(day), max(day) FROM ({query})"
        row = connection.execute(query, values * 2).fetchone()
    else:
        team = "v.team_id = ? AND" if team_id else ""
        query = f"SELECT min(v.visit_date), max(v.visit_date) FROM visit v WHERE {team} {held}"
        row = connection.execute(query, [team_id] if team_id else []).fetchone()
    return (date.fromisoformat(row[0]), date.fromisoformat(row[1])) if row and row[0] else None


def visits_by_team(connection: Connection) -> dict[str, int]:
    """Count submitted visits by team."""
    rows = connection.execute(
        "SELECT team_id, count(*) FROM visit WHERE state IN ('submitted', 'correcting')"
        " AND team_id IS NOT NULL GROUP BY team_id"
    )
    return dict(rows.fetchall())


@dataclass(frozen=True, slots=True)
class _Themes:
    """What themes are called, and which counts for which."""

    names: Mapping[str, str]
    counted: Mapping[str, str]

    def root(self, theme_id: str) -> str:
        """Return the theme that one counts under."""
        return self.counted.get(theme_id, theme_id)

    def of(self, theme_id: str) -> tuple[str, str]:
        """Return id and name of the theme that one counts under."""
        root = self.root(theme_id)
        return root, self.names.get(root, "")


def _themes(connection: Connection) -> _Themes:
    names = connection.execute("SELECT id, name FROM theme").fetchall()
    return _Themes(dict(names), counted_as(connection))


def _being_corrected(connection: Connection, about: _Themes) -> Iterator[Heard]:
    """Yield the findings of visits under correction, as last sealed."""
    rows = connection.execute(
        "SELECT v.id, (SELECT answers FROM revision r WHERE r.visit_id = v.id"
        " ORDER BY number DESC LIMIT 1) FROM visit v WHERE v.state = 'correcting'"
    ).fetchall()
    if not rows:
        return
    teams = dict(connection.execute("SELECT id, name FROM team").fetchall())
    filed = filings(connection)
    for visit_id, sealed in rows:
        answers = json.loads(sealed) if sealed else {}
        try:
            on = date.fromisoformat(str(answers.get("visit_date")))
        except ValueError:
            continue
        if answers.get("took_place") is False:
            continue
        team_id = str(answers.get("team") or "")
        for position, row in enumerate(answers.get("findings") or ()):
            if row.get("kind") not in _KINDS:
                continue
            theme_id, theme = about.of(filed.get(str(row.get("id")), str(row.get("theme") or "")))
            yield Heard(
                finding_id=str(row.get("id")),
                visit_id=visit_id,
                on=on,
                team_id=team_id,
                team=teams.get(team_id, ""),
                theme_id=theme_id,
                theme=theme,
                kind=FindingKind(row["kind"]),
                text=str(row.get("text") or ""),
                basis=str(row.get("basis") or ""),
                data_relation=str(row.get("data_relation") or ""),
                position=position,
            )


def _heard(row: tuple[Any, ...], about: _Themes) -> Heard:
    theme_id, theme = about.of(row[5] or "")
    return Heard(
        finding_id=row[0],
        visit_id=row[1],
        on=date.fromisoformat(row[2]),
        team_id=row[3] or "",
        team=row[4],
        theme_id=theme_id,
        theme=theme,
        kind=FindingKind(row[6]),
        text=row[7],
        basis=row[8],
        data_relation=row[9],
        position=row[10],
    )
