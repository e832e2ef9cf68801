"""Writing an import of figures inside its one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import compress, islice
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.errors import Cancelled, ImportOutdated
from visits_app.domain.figure_imports import DryRun, FigureImport, Placing
from visits_app.domain.indicators import Series
from visits_app.domain.spreadsheets import Mapping, ReadFigures, column_name
from visits_app.domain.text import clean
from visits_app.imports.layouts import normal
from visits_app.imports.mapping_words import mapping_as_json
from visits_app.services import import_plans
from visits_app.services.import_plans import PRECISIONS, REVISED, UNCHANGED
from visits_app.store import figure_imports as rows
from visits_app.store import indicators as indicator_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection

STOPPED = "The import was stopped; nothing was changed."

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""


def stop_if(cancel: Event | None) -> None:
    """Raise Cancelled if the person has given up."""
    if cancel is not None and cancel.is_set():
        raise Cancelled(STOPPED)


def silent(done: int, total: int) -> None:
    """Tell nobody."""


def placing_now(connection: Connection, dry_run: DryRun) -> Placing:
    """Return where the figures go as the store is now; ImportOutdated where it is not as shown."""
    if rows.store_mark(connection) == dry_run.store_mark:
        return dry_run.placing
    known = {i.id: i for i in indicator_rows.indicators(connection)}
    indicators = {i.id: i for i in dry_run.new_indicators} | known
    wanted = {id for _, id in dry_run.mapping.matches if id}
    if wanted <= set(indicators):
        found = import_plans.plan(connection, dry_run.figures, dry_run.mapping, indicators, silent)
        shown = (dry_run.placing.states, dry_run.targets, dry_run.revised_figures)
        if (found.placing.states, found.targets, found.revised) == shown:
            return found.placing
    raise ImportOutdated(
        "The store was changed since the dry run, and it does not hold any more. Run it again."
    )


def write_import(
    connection: Connection,
    dry_run: DryRun,
    placing: Placing,
    done: FigureImport,
    cancel: Event | None,
    tell: Progress,
) -> None:
    """Write everything a dry run said, its history and the layout; Cancelled on request."""
    at = done.at.isoformat(timespec="milliseconds")
    there = {i.id for i in indicator_rows.indicators(connection)}
    made = [i for i in dry_run.new_indicators if i.id not in there]
    for indicator in made:
        rows.insert_indicator(connection, indicator)
    aliased = _add_aliases(connection, dry_run.mapping)
    series_of = _make_series(connection, dry_run.mapping, placing)
    details = {
        "mapping": mapping_as_json(dry_run.mapping),
        "targets": [rows.target_row(target) for target in dry_run.targets],
        "indicators": [indicator.id for indicator in made],
    }
    rows.insert_import(connection, done, details)
    replaced = iter(placing.replaced.values())
    while ids := list(islice(replaced, rows.MANY)):
        stop_if(cancel)
        rows.set_aside(connection, ids, at=at, by=done.by, import_id=done.id)
    waiting = _figure_rows(dry_run.figures, placing, series_of)
    total, written = max(done.new + done.revised, 1), 0
    while chunk := list(islice(waiting, rows.MANY)):
        stop_if(cancel)
        rows.insert_figures(connection, chunk, done.id)
        written += len(chunk)
        tell(written * 95 // total, 100)
    rows.insert_targets(connection, dry_run.targets)
    rows.keep_layout(connection, dry_run.fingerprint, mapping_as_json(dry_run.mapping), at)
    record(
        connection,
        by=done.by,
        action="imported",
        entity="figure_import",
        entity_id=done.id,
        after={
            "file": done.file_name,
            "sha256": done.sha256,
            "sheet": done.sheet,
            "new": done.new,
            "revised": done.revised,
            "unchanged": done.unchanged,
            "refused": done.refused,
            "indicators": [{"id": i.id, "name": i.name} for i in made],
            "aliases": aliased,
            "targets": details["targets"],
        },
    )


def _add_aliases(connection: Connection, mapping: Mapping) -> dict[str, list[str]]:
    """Let the names of this file be known the next time; return those that were not."""
    known = {i.id: i for i in indicator_rows.indicators(connection)}
    more: dict[str, list[str]] = {}
    # A name that means another indicator already stays with that one: it cannot mean two.
    taken = {normal(word) for i in known.values() for word in (i.name, *i.aliases)}
    for name, id in mapping.matches:
        if id not in known or not name:
            continue
        if normal(name) not in taken:
            taken.add(normal(name))
            more.setdefault(id, []).append(name)
    for id, names in more.items():
        rows.set_aliases(connection, id, (*known[id].aliases, *names))
    return more


def _make_series(connection: Connection, mapping: Mapping, placing: Placing) -> list[str]:
    """Return the series of every group, made where there was none."""
    series_of = list(placing.series_of)
    for group, (indicator_id, area) in enumerate(placing.group_of):
        if not series_of[group]:
            series = Series(uuid4().hex, indicator_id, area, mapping.kind, clean(mapping.source))
            rows.insert_series(connection, series)
            series_of[group] = series.id
    return series_of


def _figure_rows(
    figures: ReadFigures, placing: Placing, series_of: list[str]
) -> Iterator[tuple[Any, ...]]:
    """Return a row for every figure that is new or revised; NaN is NULL to SQLite."""
    isos = {day: date.fromordinal(day).isoformat() for day in set(figures.period)}
    letters = {column: column_name(column) for column in set(figures.column)}
    precisions = [precision.value for precision in PRECISIONS]
    states = placing.states
    # All of it in C, one column at a time: the window's thread needs its turns.
    found = zip(
        map(series_of.__getitem__, placing.groups),
        map(isos.__getitem__, figures.period),
        figures.value,
        map(precisions.__getitem__, figures.precision),
        map(figures.texts.__getitem__, figures.text),
        figures.numerator,
        figures.denominator,
        figures.provisional,
        map(figures.texts.__getitem__, figures.note),
        map("{}{}".format, map(letters.__getitem__, figures.column), map((1).__add__, figures.row)),
        map(REVISED.__eq__, states),
        strict=True,
    )
    return compress(found, map(UNCHANGED.__ne__, states))
