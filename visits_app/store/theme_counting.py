"""The theme a finding counts under: the one place that knows of merges and filings.

A finding counts under the theme it was filed under when its theme was split, else under the theme
its report names; and what was merged counts under what it was merged into, to the end of the
chain. Nothing a report says is changed by any of it. Every query that counts or looks for findings
by theme takes its SQL from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from visits_app.domain.answers import themes_of
from visits_app.domain.forms import Answers
from visits_app.domain.indicators import Indicator
from visits_app.store.connection import Connection

COUNTED = """counted (id, counts_as) AS (
    SELECT id, id FROM theme WHERE merged_into IS NULL
    UNION ALL
    SELECT t.id, c.counts_as FROM counted c CROSS JOIN theme t ON t.merged_into = c.id)"""
"""A table for `WITH RECURSIVE`: every theme, and the one its findings count under."""

FILED = "coalesce((SELECT g.theme_id FROM theme_filing g WHERE g.finding_id = f.id), f.theme_id)"
"""The theme of `finding f` before merges: the one it is filed under, else its report's."""

AS_REPORTED = "f.id NOT IN (SELECT finding_id FROM theme_filing)"
"""Whether `finding f` counts under the theme its report names, merges apart."""


def together_with(marks: str) -> str:
    """Return, as a set in SQL, every theme that counts with those whose ids go into `marks`."""
    return (
        f"(WITH RECURSIVE {COUNTED} SELECT id FROM counted"
        f" WHERE counts_as IN (SELECT counts_as FROM counted WHERE id IN ({marks})))"
    )


def themes_together(connection: Connection, theme_id: str) -> tuple[str, ...]:
    """Return every theme that counts with this one, itself first."""
    query = f"SELECT id FROM theme WHERE id IN {together_with('?')} ORDER BY id"
    others = (row[0] for row in connection.execute(query, (theme_id,)))
    return (theme_id, *(one for one in others if one != theme_id))


def counted_as(connection: Connection) -> dict[str, str]:
    """Return theme id → the theme that its findings count under."""
    query = f"WITH RECURSIVE {COUNTED} SELECT id, counts_as FROM counted"
    return dict(connection.execute(query).fetchall())


def filings(connection: Connection, finding_ids: Sequence[str] | None = None) -> Mapping[str, str]:
    """Return finding id → the theme it is filed under, of these findings or of all filed ones."""
    query, values = "SELECT finding_id, theme_id FROM theme_filing", list(finding_ids or ())
    if finding_ids is not None:
        query += f" WHERE finding_id IN ({', '.join('?' for _ in values)})"
    return dict(connection.execute(query, values).fetchall())


def themes_counted(connection: Connection, answers: Answers) -> tuple[str, ...]:
    """Return the themes a visit is found by: ticked on the form, or of a finding as filed."""
    rows: Any = answers.get("findings")
    if not isinstance(rows, list) or not rows:
        return themes_of(answers)
    filed = filings(connection, [str(row.get("id")) for row in rows])
    refiled: Any = [
        {**row, "theme": filed.get(str(row.get("id")), row.get("theme"))} for row in rows
    ]
    return themes_of({**answers, "findings": refiled})


def with_counted_themes(
    connection: Connection, indicators: Iterable[Indicator]
) -> tuple[Indicator, ...]:
    """Return measures with the themes that theirs count under; never write these back."""
    counts = counted_as(connection)
    return tuple(
        replace(one, theme_ids=tuple(dict.fromkeys(counts.get(id, id) for id in one.theme_ids)))
        for one in indicators
    )
