"""Spreadsheets of figures into the store: look, dry run, one transaction, and its undoing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.errors import (
    ImportOutdated,
    ImportUndone,
    SpreadsheetRefused,
    UnknownRecord,
)
from visits_app.domain.figure_imports import (
    MOST_SHOWN,
    DryRun,
    FigureImport,
    NameMatch,
    Undone,
)
from visits_app.domain.indicators import Indicator
from visits_app.domain.spreadsheets import FileLook, Mapping, ReadFigures, SheetLook
from visits_app.domain.text import clean
from visits_app.imports import spreadsheets
from visits_app.imports.mapping_words import mapping_from_json
from visits_app.services import import_names, import_plans
from visits_app.services.import_plans import NEW, REVISED, UNCHANGED, Plan
from visits_app.services.import_writing import (
    Progress,
    placing_now,
    silent,
    stop_if,
    write_import,
)
from visits_app.store import figure_imports as rows
from visits_app.store import indicators as indicator_rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.engine import Store


def look_at_file(store: Store, path: Path, *, cancel: Event | None = None) -> FileLook:
    """Return the sheets of a file, each with its guessed or remembered mapping.

    The mapping's `matches` hold the names that were recognised, and those left out the last time
    with ""; a name that is not told is new.
    Raises SpreadsheetRefused where the file cannot be read at all, Cancelled.
    """
    file = spreadsheets.read_file(path)
    sheets = spreadsheets.look(file, today=date.today(), cancel=cancel)
    done = []
    for sheet in sheets:
        with store.read() as connection:
            kept = rows.layout(connection, sheet.fingerprint)
            used_on = rows.layout_used_on(connection, sheet.fingerprint)
        remembered = _remembered(sheet, kept)
        if remembered is not None and remembered != sheet.guess:
            again = _look_under(file, remembered, cancel)
            sheet = again if again is not None else sheet
            sheet = replace(sheet, remembered=again is not None)
        elif remembered is not None:
            sheet = replace(sheet, remembered=True)
        if sheet.remembered:
            sheet = replace(sheet, remembered_on=used_on)
        done.append(_matched(store, sheet, kept))
    return FileLook(str(path), clean(path.name), file.sha256, len(file.raw), tuple(done))


def look_again(
    store: Store, path: Path, mapping: Mapping, *, cancel: Event | None = None
) -> SheetLook:
    """Return one sheet with the names and areas found under a mapping the officer changed."""
    file = spreadsheets.read_file(path)
    sheet = spreadsheets.look_under(file, mapping, today=date.today(), cancel=cancel)
    return _matched(store, sheet, {"matches": mapping.matches})


def suggest_matches(
    store: Store, names: Sequence[str], units: Sequence[str] = ()
) -> tuple[NameMatch, ...]:
    """Return for every name of a file the indicator it means, or a new one to offer.

    `units` are what the file says of each name (`SheetLook.units`).
    """
    return import_names.suggest(store, names, units)


def dry_run(
    store: Store,
    path: Path,
    mapping: Mapping,
    new_indicators: Sequence[Indicator] = (),
    *,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> DryRun:
    """Read the figures and say what an import would do; nothing is written.

    `mapping.matches` leads names to ids of the store's indicators or of `new_indicators`. Raises
    SpreadsheetRefused, Cancelled.
    """
    tell = progress or silent
    file = spreadsheets.read_file(path)
    with store.read() as connection:
        known = {i.id: i for i in indicator_rows.indicators(connection)}
    indicators = known | {i.id: i for i in new_indicators}
    taken = {name: id for name, id in mapping.matches if id}
    gone = [name for name, id in taken.items() if id not in indicators]
    if gone:
        raise SpreadsheetRefused(
            f"The indicator chosen for “{gone[0]}” is not in the store any more. Choose another."
        )
    units = {name: indicators[id].unit for name, id in taken.items()}
    figures, fingerprint = spreadsheets.read(
        file,
        mapping,
        units,
        today=date.today(),
        cancel=cancel,
        progress=lambda done, total: tell(done * 60 // total, 100),
    )
    stop_if(cancel)
    used = set(taken.values())
    new = import_plans.filled_in([i for i in new_indicators if i.id in used], figures, mapping)
    indicators |= {i.id: i for i in new}
    with store.read() as connection:
        mark = rows.store_mark(connection)
        found = import_plans.plan(
            connection, figures, mapping, indicators, lambda a, b: tell(60 + 40 * a // b, 100)
        )
    stop_if(cancel)
    tell(100, 100)
    return _dry_run(path, file.sha256, fingerprint, mapping, new, figures, found, mark)


def apply_import(
    store: Store,
    dry_run: DryRun,
    *,
    by: str,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> FigureImport:
    """Write what a dry run said, in one transaction, and remember the layout.

    Raises ImportOutdated where file or store have changed since so that the dry run does not hold
    any more, Cancelled with nothing written.
    """
    tell = progress or silent
    if spreadsheets.read_file(Path(dry_run.path)).sha256 != dry_run.sha256:
        raise ImportOutdated(
            "The file was changed since it was looked at. Look at it again before you import it."
        )
    if not dry_run.can_apply:
        raise ImportOutdated("There is nothing new in this file, so nothing is imported.")
    done = FigureImport(
        id=uuid4().hex,
        at=datetime.now(UTC),
        by=by,
        file_name=dry_run.file_name,
        sha256=dry_run.sha256,
        sheet=dry_run.mapping.sheet,
        new=dry_run.new,
        revised=dry_run.revised,
        unchanged=dry_run.unchanged,
        refused=dry_run.refused,
    )
    with store.write() as connection:
        placing = placing_now(connection, dry_run)
        write_import(connection, dry_run, placing, done, cancel, tell)
        stop_if(cancel)
    tell(100, 100)
    return done


def undo_import(store: Store, import_id: str, *, by: str) -> Undone:
    """Take an import's figures away and bring those back that it had replaced.

    Figures that a later import has replaced are told and left. Raises UnknownRecord, ImportUndone.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    with store.write() as connection:
        found = rows.imports(connection, import_id)
        if not found:
            raise UnknownRecord("This import is not in the store.")
        if found[0].undone_at is not None:
            raise ImportUndone("This import was undone already.")
        details = rows.import_details(connection, import_id)
        left = rows.left_alone(connection, import_id)
        taken = rows.take_away(connection, import_id, at=at, by=by)
        rows.mark_undone(connection, import_id, at=at, by=by)
        returned = rows.bring_back(connection, import_id)
        targets = rows.delete_targets(connection, details.get("targets", []))
        counts = {"taken": taken, "returned": returned, "left": left, "targets": targets}
        record(
            connection,
            by=by,
            action="undone",
            entity="figure_import",
            entity_id=import_id,
            after={**counts, "file": found[0].file_name, "sha256": found[0].sha256},
        )
    made = len(details.get("indicators", []))
    return Undone(taken, returned, left, targets, _undone_words(taken, returned, left, made))


def imports(store: Store) -> tuple[FigureImport, ...]:
    """Return every import, the newest first, undone ones too."""
    with store.read() as connection:
        return rows.imports(connection)


# --- looking -------------------------------------------------------------------------------


def _remembered(sheet: SheetLook, kept: dict[str, Any] | None) -> Mapping | None:
    """Return the mapping last used for this layout, on this sheet and with its months."""
    if kept is None:
        return None
    try:
        mapping = replace(mapping_from_json(kept), sheet=sheet.name, matches=())
    except ValueError:
        return None
    guess = sheet.guess
    if guess is None:
        return mapping
    if mapping.layout is guess.layout:
        # A new month is a new column: the columns of months are those of this file.
        return replace(
            mapping,
            value_columns=guess.value_columns,
            header_row=guess.header_row,
            first_row=guess.header_row + max(mapping.first_row - mapping.header_row, 1),
        )
    return mapping


def _look_under(
    file: spreadsheets.FileBytes, mapping: Mapping, cancel: Event | None
) -> SheetLook | None:
    """Return the sheet under a remembered mapping; None where that no longer fits."""
    try:
        return spreadsheets.look_under(file, mapping, today=date.today(), cancel=cancel)
    except SpreadsheetRefused:
        return None


def _matched(store: Store, sheet: SheetLook, kept: dict[str, Any] | None) -> SheetLook:
    """Return a sheet whose mapping says which indicator each name means."""
    if sheet.guess is None:
        return sheet
    with store.read() as connection:
        there = {i.id for i in indicator_rows.indicators(connection) if not i.retired}
    told = (kept or {}).get("matches", ())
    chosen = {name: id for name, id in told if not id or id in there}
    found = {m.name: m.indicator_id for m in suggest_matches(store, sheet.names, sheet.units)}
    known = found | chosen
    matches = tuple((name, known[name]) for name in sheet.names if known[name] or name in chosen)
    return replace(sheet, guess=replace(sheet.guess, matches=matches))


# --- dry run -------------------------------------------------------------------------------


def _dry_run(
    path: Path,
    sha256: str,
    fingerprint: str,
    mapping: Mapping,
    new: tuple[Indicator, ...],
    figures: ReadFigures,
    found: Plan,
    mark: int,
) -> DryRun:
    sentences = [*figures.remarks, *found.sentences]
    left_out = sum(1 for _, id in mapping.matches if not id)
    if left_out:
        many = "One name is" if left_out == 1 else f"{left_out:,} names are"
        sentences.append(f"{many} left out, as no indicator was chosen.")
    refused = figures.refused + len(found.faults)
    if not len(figures) and not refused:
        sentences.append("No figures were found for the names and areas that were chosen.")
    return DryRun(
        path=str(path),
        file_name=clean(path.name),
        sha256=sha256,
        fingerprint=fingerprint,
        mapping=mapping,
        new_indicators=new,
        new=found.count(NEW),
        unchanged=found.count(UNCHANGED),
        revised=found.count(REVISED),
        refused=refused,
        without_value=sum(
            1
            for value, state in zip(figures.value, found.placing.states, strict=True)
            if value != value and state != UNCHANGED
        ),
        lines=found.lines,
        revised_figures=found.revised,
        refused_figures=(*found.faults, *figures.faults)[:MOST_SHOWN],
        targets=found.targets,
        sentences=tuple(sentences),
        figures=figures,
        placing=found.placing,
        store_mark=mark,
    )


def _undone_words(taken: int, returned: int, left: int, made: int) -> tuple[str, ...]:
    gone = f"{taken:,} {'figure was' if taken == 1 else 'figures were'} taken away"
    back = f", {returned:,} earlier {'one' if returned == 1 else 'ones'} brought back"
    said = [f"{gone}{back if returned else ''}."]
    if left:
        said.append(
            f"{left:,} {'was' if left == 1 else 'were'} replaced by a later import since and "
            f"{'is' if left == 1 else 'are'} left as {'it is' if left == 1 else 'they are'}."
        )
    if made:
        said.append("The indicators that came with this import stay, without its figures.")
    return tuple(said)
