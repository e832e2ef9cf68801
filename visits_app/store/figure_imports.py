"""Imports of figures in and out of the store: layouts, imports, figures set aside and returned."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from visits_app.domain.figure_imports import FigureImport
from visits_app.domain.indicators import Indicator, PastObservation, Series, SeriesKind, Target
from visits_app.store.connection import Connection
from visits_app.store.indicators import _FIGURE, _observation

MANY = 5_000
"""Rows written between two looks at whether the person has given up."""

_PAST = f"""INSERT INTO past_observation ({_FIGURE}, import_id, replaced_at, replaced_by,
    replaced_by_import, reason) SELECT {_FIGURE}, import_id, ?, ?, ?, ? FROM observation """

Row = Sequence[Any]


def store_mark(connection: Connection) -> int:
    """Return the number of the newest entry of the history: it moves with every change."""
    found = connection.execute("SELECT max(sequence) FROM history").fetchone()[0]
    return int(found or 0)


def layout(connection: Connection, fingerprint: str) -> dict[str, Any] | None:
    """Return the mapping last used for a layout, as JSON holds it."""
    found = connection.execute(
        "SELECT mapping FROM import_layout WHERE fingerprint = ?", (fingerprint,)
    ).fetchone()
    return json.loads(found[0]) if found else None


def layout_used_on(connection: Connection, fingerprint: str) -> date | None:
    """Return the day on which a layout was last read."""
    found = connection.execute(
        "SELECT used_at FROM import_layout WHERE fingerprint = ?", (fingerprint,)
    ).fetchone()
    return datetime.fromisoformat(found[0]).astimezone().date() if found else None


def keep_layout(connection: Connection, fingerprint: str, mapping: dict[str, Any], at: str) -> None:
    """Remember a mapping for its layout."""
    connection.execute(
        "INSERT INTO import_layout (fingerprint, mapping, used_at) VALUES (?, ?, ?)"
        " ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping,"
        " used_at = excluded.used_at",
        (fingerprint, _json(mapping), at),
    )


def imports(connection: Connection, import_id: str | None = None) -> tuple[FigureImport, ...]:
    """Return all imports, the newest first, or the one asked for."""
    only = "" if import_id is None else "WHERE id = ?"
    rows = connection.execute(
        f"""SELECT id, at, "by", file_name, sha256, sheet, new, revised, unchanged, refused,
            undone_at, undone_by FROM figure_import {only} ORDER BY at DESC, id""",
        () if import_id is None else (import_id,),
    )
    return tuple(_import(row) for row in rows)


def import_details(connection: Connection, import_id: str) -> dict[str, Any]:
    """Return how an import was read, and the targets it brought."""
    found = connection.execute(
        "SELECT mapping FROM figure_import WHERE id = ?", (import_id,)
    ).fetchone()
    details: dict[str, Any] = json.loads(found[0]) if found else {}
    return details


def insert_import(connection: Connection, done: FigureImport, details: dict[str, Any]) -> None:
    """Insert one import; its figures name it."""
    connection.execute(
        """INSERT INTO figure_import (id, at, "by", file_name, sha256, sheet, mapping, new, revised,
            unchanged, refused, undone_at, undone_by) VALUES (?,?,?,?,?,?,?,?,?,?,?,NULL,'')""",
        (
            done.id,
            done.at.isoformat(timespec="milliseconds"),
            done.by,
            done.file_name,
            done.sha256,
            done.sheet,
            _json(details),
            done.new,
            done.revised,
            done.unchanged,
            done.refused,
        ),
    )


def existing_figures(connection: Connection, series_id: str) -> Iterable[Row]:
    """Return a series' dated figures: period, precision, id, then the figure; stated ones first."""
    return connection.execute(
        """SELECT period, precision, id, value, value_text, numerator, denominator, provisional
            FROM observation WHERE series_id = ? AND period IS NOT NULL
            ORDER BY certainty <> 'stated', id""",
        (series_id,),
    )


def insert_indicator(connection: Connection, indicator: Indicator) -> None:
    """Insert a new indicator after the others, with its teams and themes."""
    values = asdict(indicator)
    teams, themes = values.pop("team_ids"), values.pop("theme_ids")
    values["aliases"] = _json(indicator.aliases)
    position = connection.execute("SELECT coalesce(max(position), 0) + 1 FROM indicator")
    values["position"] = position.fetchone()[0]
    names = ", ".join(values)
    connection.execute(
        f"INSERT INTO indicator ({names}) VALUES ({', '.join('?' * len(values))})",
        [str(v) if isinstance(v, str) else v for v in values.values()],
    )
    for table, column, ids in (
        ("indicator_team", "team_id", teams),
        ("indicator_theme", "theme_id", themes),
    ):
        connection.executemany(
            f"INSERT INTO {table} (indicator_id, {column}) VALUES (?, ?)",
            [(indicator.id, id) for id in dict.fromkeys(ids)],
        )


def set_aliases(connection: Connection, indicator_id: str, aliases: Sequence[str]) -> None:
    """Write an indicator's other names."""
    connection.execute(
        "UPDATE indicator SET aliases = ? WHERE id = ?", (_json(aliases), indicator_id)
    )


def insert_series(connection: Connection, series: Series) -> None:
    """Insert a series after the others of its indicator."""
    connection.execute(
        """INSERT INTO series (id, indicator_id, area, kind, source, licence, note, position)
            VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM series
                WHERE indicator_id = ?))""",
        (
            series.id,
            series.indicator_id,
            series.area,
            SeriesKind(series.kind).value,
            series.source,
            series.licence,
            series.note,
            series.indicator_id,
        ),
    )


def insert_figures(connection: Connection, rows: Iterable[Row], import_id: str) -> None:
    """Insert figures: series, period, value, precision, text, numerator, denominator, provisional,
    note, cell, revised."""
    connection.executemany(
        f"""INSERT INTO observation (series_id, period, value, precision, certainty, value_text,
            numerator, denominator, provisional, note, source_ref, revised, import_id)
            VALUES (?, ?, ?, ?, 'stated', ?, ?, ?, ?, ?, ?, ?, {_quoted(import_id)})""",
        rows,
    )


def set_aside(
    connection: Connection, ids: Sequence[int], *, at: str, by: str, import_id: str
) -> None:
    """Move figures that an import revises to the past ones."""
    connection.executemany(
        f"{_PAST} WHERE id = ?", [(at, by, import_id, "revised", id) for id in ids]
    )
    connection.executemany("DELETE FROM observation WHERE id = ?", [(id,) for id in ids])


def insert_targets(connection: Connection, targets: Iterable[Target]) -> None:
    """Insert targets."""
    connection.executemany(
        "INSERT INTO target (indicator_id, value, sense, starts_on, note, upper)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [target_row(target) for target in targets],
    )


def target_row(target: Target) -> tuple[Any, ...]:
    """Return a target as its row, and as an import remembers it."""
    starts = target.starts_on.isoformat() if target.starts_on else None
    return (target.indicator_id, target.value, target.sense, starts, target.note, target.upper)


def delete_targets(connection: Connection, rows: Iterable[Row]) -> int:
    """Delete the targets an import brought, where they are still as it brought them."""
    before = connection.total_changes
    connection.executemany(
        "DELETE FROM target WHERE id = (SELECT max(id) FROM target WHERE indicator_id = ?"
        " AND value = ? AND sense = ? AND starts_on IS ? AND note = ? AND upper IS ?)",
        rows,
    )
    return connection.total_changes - before


def take_away(connection: Connection, import_id: str, *, at: str, by: str) -> int:
    """Move every figure of an import to the past ones, as undone; return how many."""
    connection.execute(f"{_PAST} WHERE import_id = ?", (at, by, None, "undone", import_id))
    return connection.execute("DELETE FROM observation WHERE import_id = ?", (import_id,)).rowcount


def left_alone(connection: Connection, import_id: str) -> int:
    """Return how many figures of an import a later one, which stands, has replaced."""
    found = connection.execute(
        """SELECT count(*) FROM past_observation p
            JOIN figure_import i ON i.id = p.replaced_by_import
            WHERE p.import_id = ? AND p.reason = 'revised' AND i.undone_at IS NULL""",
        (import_id,),
    )
    return int(found.fetchone()[0])


def bring_back(connection: Connection, import_id: str) -> int:
    """Return the figures an import had replaced, where no later one has taken their place.

    One whose own import is undone too gives way to what that had replaced. Returns how many came.
    """
    same = "s.series_id = r.series_id AND s.period = r.period AND s.precision = r.precision"
    columns = ", ".join(f"p.{name.strip()}" for name in _FIGURE.split(","))
    before = connection.total_changes
    connection.execute(
        f"""WITH RECURSIVE r (past, import_id, series_id, period, precision) AS (
                SELECT id, import_id, series_id, period, precision FROM past_observation
                WHERE replaced_by_import = ? AND reason = 'revised'
                UNION
                SELECT s.id, s.import_id, s.series_id, s.period, s.precision
                FROM r JOIN figure_import i ON i.id = r.import_id AND i.undone_at IS NOT NULL
                JOIN past_observation s ON s.replaced_by_import = r.import_id
                    AND s.reason = 'revised' AND {same})
            INSERT INTO observation ({_FIGURE}, import_id)
            SELECT {columns}, p.import_id FROM r JOIN past_observation p ON p.id = r.past
            WHERE NOT EXISTS (SELECT 1 FROM figure_import i
                    WHERE i.id = r.import_id AND i.undone_at IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM observation s
                    WHERE s.import_id IS NOT NULL AND {same})""",
        (import_id,),
    )
    return connection.total_changes - before


def mark_undone(connection: Connection, import_id: str, *, at: str, by: str) -> None:
    """Write who undid an import, and when."""
    connection.execute(
        "UPDATE figure_import SET undone_at = ?, undone_by = ? WHERE id = ?", (at, by, import_id)
    )


def past_figures(connection: Connection, indicator_id: str) -> tuple[PastObservation, ...]:
    """Return the figures of an indicator that were replaced or undone, the newest change first."""
    rows = connection.execute(
        f"""SELECT {_FIGURE}, replaced_at, replaced_by, reason FROM past_observation
            WHERE series_id IN (SELECT id FROM series WHERE indicator_id = ?)
            ORDER BY replaced_at DESC, period, id""",
        (indicator_id,),
    )
    return tuple(
        PastObservation(_observation(row), datetime.fromisoformat(row[-3]), row[-2], row[-1])
        for row in rows
    )


def _import(row: Row) -> FigureImport:
    return FigureImport(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        by=row[2],
        file_name=row[3],
        sha256=row[4],
        sheet=row[5],
        new=row[6],
        revised=row[7],
        unchanged=row[8],
        refused=row[9],
        undone_at=datetime.fromisoformat(row[10]) if row[10] else None,
        undone_by=row[11],
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
