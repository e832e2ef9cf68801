"""Indicators, series, figures and targets: rows of plain SQL into domain objects."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from visits_app.domain.indicators import (
    Certainty,
    Direction,
    Frequency,
    Indicator,
    Method,
    Observation,
    Rebase,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.registers import Precision
from visits_app.store.connection import Connection

SPARKLINE = 24
"""How many dated figures of each series the overview reads."""

_FIGURE = """series_id, period, value, precision, certainty, value_text, numerator, denominator,
    provisional, note, source_ref, revised"""


def indicators(connection: Connection, indicator_id: str | None = None) -> tuple[Indicator, ...]:
    """Read all indicators in their order, or the one asked for."""
    only = "" if indicator_id is None else "WHERE id = ?"
    given = () if indicator_id is None else (indicator_id,)
    teams = _links(connection, "SELECT indicator_id, team_id FROM indicator_team ORDER BY team_id")
    themes = _links(
        connection, "SELECT indicator_id, theme_id FROM indicator_theme ORDER BY theme_id"
    )
    rows = connection.execute(
        f"""SELECT id, name, definition, unit, direction, frequency, decimals, source, caution,
            numerator, denominator, due_days, rolling, method, aliases, catalogue_id, retired
            FROM indicator {only} ORDER BY position, name""",
        given,
    )
    return tuple(
        Indicator(
            id=row[0],
            name=row[1],
            definition=row[2],
            unit=Unit(row[3]),
            direction=Direction(row[4]),
            frequency=Frequency(row[5]),
            decimals=row[6],
            source=row[7],
            caution=row[8],
            team_ids=teams.get(row[0], ()),
            theme_ids=themes.get(row[0], ()),
            numerator=row[9],
            denominator=row[10],
            due_days=row[11],
            rolling=bool(row[12]),
            method=Method(row[13]),
            aliases=tuple(json.loads(row[14])),
            catalogue_id=row[15],
            retired=bool(row[16]),
        )
        for row in rows
    )


def series(connection: Connection, indicator_id: str | None = None) -> tuple[Series, ...]:
    """Read all series in their order, or those of one indicator."""
    only = "" if indicator_id is None else "WHERE indicator_id = ?"
    given = () if indicator_id is None else (indicator_id,)
    rows = connection.execute(
        f"""SELECT id, indicator_id, area, kind, source, licence, note, (
                SELECT max(i.at) FROM figure_import i WHERE i.undone_at IS NULL AND i.id IN (
                    SELECT import_id FROM observation WHERE series_id = series.id))
            FROM series {only} ORDER BY position, area, id""",
        given,
    )
    return tuple(
        Series(
            row[0], row[1], row[2], SeriesKind(row[3]), row[4], row[5], row[6], _moment_day(row[7])
        )
        for row in rows
    )


def figures(connection: Connection, indicator_id: str) -> tuple[Observation, ...]:
    """Read every figure of one indicator, oldest first, those without a date last."""
    rows = connection.execute(
        f"""SELECT {_FIGURE} FROM observation
            WHERE series_id IN (SELECT id FROM series WHERE indicator_id = ?)
            ORDER BY period IS NULL, period, id""",
        (indicator_id,),
    )
    return tuple(_observation(row) for row in rows)


def days_with_figures(connection: Connection) -> tuple[date, ...]:
    """Return the days that figures of measures in use speak for, those of years left out."""
    rows = connection.execute(
        """SELECT DISTINCT o.period FROM observation o JOIN series s ON s.id = o.series_id
            JOIN indicator i ON i.id = s.indicator_id WHERE o.period IS NOT NULL
            AND o.value IS NOT NULL AND o.precision <> 'year' AND NOT i.retired"""
    )
    return tuple(date.fromisoformat(row[0]) for row in rows)


def series_filled(connection: Connection) -> dict[str, bool]:
    """Return the ids of all series that hold anything, and whether any of it can be drawn."""
    rows = connection.execute(
        """SELECT series_id, max(period IS NOT NULL AND value IS NOT NULL) FROM observation
            GROUP BY series_id"""
    )
    return {row[0]: bool(row[1]) for row in rows}


def newest_of_series(
    connection: Connection, series_ids: Iterable[str], most: int
) -> dict[str, tuple[Observation, ...]]:
    """Read the newest `most` dated figures of some series, oldest first, and undated ones last."""
    dated = f"""SELECT {_FIGURE} FROM observation WHERE series_id = ? AND period IS NOT NULL
        ORDER BY period DESC, id LIMIT ?"""
    undated = f"""SELECT {_FIGURE} FROM observation WHERE series_id = ? AND period IS NULL
        ORDER BY id LIMIT ?"""
    found = {}
    for series_id in series_ids:
        rows = connection.execute(dated, (series_id, most)).fetchall()[::-1]
        rows += connection.execute(undated, (series_id, most)).fetchall()
        found[series_id] = tuple(_observation(row) for row in rows)
    return found


def received_days(connection: Connection, indicator_id: str) -> dict[tuple[str, date | None], date]:
    """Return when each figure of an indicator came, by series and period, for imported ones."""
    rows = connection.execute(
        """SELECT o.series_id, o.period, i.at FROM observation o
            JOIN figure_import i ON i.id = o.import_id
            WHERE o.series_id IN (SELECT id FROM series WHERE indicator_id = ?)""",
        (indicator_id,),
    )
    return {
        (row[0], _day(row[1])): datetime.fromisoformat(row[2]).astimezone().date() for row in rows
    }


def targets(connection: Connection, indicator_id: str | None = None) -> tuple[Target, ...]:
    """Read all targets, or those of one indicator, in order of their first day."""
    only = "" if indicator_id is None else "WHERE indicator_id = ?"
    given = () if indicator_id is None else (indicator_id,)
    rows = connection.execute(
        f"""SELECT indicator_id, value, sense, starts_on, note, upper FROM target {only}
            ORDER BY indicator_id, starts_on, id""",
        given,
    )
    return tuple(Target(row[0], row[1], row[2], _day(row[3]), row[4], row[5]) for row in rows)


def rebases(connection: Connection, indicator_id: str | None = None) -> tuple[Rebase, ...]:
    """Read all rebases, or those of one indicator, oldest first."""
    only = "" if indicator_id is None else "WHERE indicator_id = ?"
    given = () if indicator_id is None else (indicator_id,)
    rows = connection.execute(
        f"""SELECT id, indicator_id, starts_on, reason, made_by, made_at, series_id FROM rebase
            {only} ORDER BY indicator_id, starts_on, id""",
        given,
    )
    return tuple(
        Rebase(
            id=row[0],
            indicator_id=row[1],
            starts_on=date.fromisoformat(row[2]),
            reason=row[3],
            made_by=row[4],
            made_at=datetime.fromisoformat(row[5]) if row[5] else None,
            series_id=row[6],
        )
        for row in rows
    )


def _links(connection: Connection, sql: str) -> dict[str, tuple[str, ...]]:
    return _gather(connection.execute(sql))


def _gather(pairs: Iterable[Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        found[one] = (*found.get(one, ()), other)
    return found


def _observation(row: Sequence[Any]) -> Observation:
    return Observation(
        series_id=row[0],
        period=_day(row[1]),
        value=row[2],
        precision=Precision(row[3]),
        certainty=Certainty(row[4]),
        value_text=row[5],
        numerator=row[6],
        denominator=row[7],
        provisional=bool(row[8]),
        note=row[9],
        source_ref=row[10],
        revised=bool(row[11]),
    )


def _moment_day(moment: str | None) -> date | None:
    return datetime.fromisoformat(moment).astimezone().date() if moment else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
