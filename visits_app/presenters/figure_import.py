"""Figures from a spreadsheet: choose, map, name, see what would happen, take, undo.

What reads or writes (`look`, `read_names`, `work_out`, `take`, `undo`, `past`) changes nothing
here and is for a job; what it returns is handed to a `show_…`, which is quick.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.figure_imports import DryRun, FigureImport
from visits_app.domain.indicators import Indicator, SeriesKind
from visits_app.domain.spreadsheets import FileLook, Mapping, SheetLook
from visits_app.domain.text import date_in_words
from visits_app.presenters import import_mapping
from visits_app.presenters.import_names import Names
from visits_app.presenters.import_plan import done_state, plan_state
from visits_app.presenters.import_states import (
    DoneState,
    FoundState,
    NamesRead,
    NamesState,
    PastImport,
    PlanState,
)
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

NO_MAPPING = Mapping("")


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file that was looked at, and whose figures those in the store mostly are."""

    look: FileLook
    area: str = ""


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What is handed to a dry run: nothing of it changes while that is under way."""

    path: Path
    mapping: Mapping
    new_indicators: tuple[Indicator, ...]


class FigureImportPresenter:
    """One import from the choice of a file to its undoing."""

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self._look: FileLook | None = None
        self._area = ""
        self._sheet = ""
        self._mappings: dict[str, Mapping] = {}
        self._touched: set[str] = set()
        self._typed: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self.names: Names | None = None
        self.dry_run: DryRun | None = None

    # --- for jobs --------------------------------------------------------------------------

    def past(self) -> tuple[PastImport, ...]:
        """Read every import, the newest first."""
        from visits_app.services import figure_imports

        return tuple(_past(line) for line in figure_imports.imports(self.space.store))

    def look(self, path: Path, cancel: Event | None = None) -> LookedAt:
        """Look at a file; raises SpreadsheetRefused, Cancelled."""
        from visits_app.services import figure_imports, indicators

        store = self.space.store
        look = figure_imports.look_at_file(store, path, cancel=cancel)
        own = Counter(
            line.series.area
            for line in indicators.overview(store)
            if line.series is not None and line.series.kind is SeriesKind.REPORTED
        )
        return LookedAt(look, own.most_common(1)[0][0] if own else "")

    def read_names(self, mapping: Mapping, cancel: Event | None = None) -> NamesRead:
        """Read the names of the sheet as it is mapped now."""
        from visits_app.services import figure_imports, indicators

        assert self._look is not None, "show_file() comes before read_names()"
        store = self.space.store
        look = figure_imports.look_again(store, Path(self._look.path), mapping, cancel=cancel)
        matches = figure_imports.suggest_matches(store, look.names, look.units)
        used = {match.indicator_id for match in matches} | {key for _, key in mapping.matches}
        lines = (line.indicator for line in indicators.overview(store))
        offered = [one for one in lines if not one.retired or one.id in used]
        offered.sort(key=_by_name)
        return NamesRead(look, matches, tuple(Option(one.name, one.id) for one in offered))

    def work_out(
        self,
        order: WorkOrder,
        cancel: Event | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> DryRun:
        """Say what the import would do; nothing is written."""
        from visits_app.services import figure_imports

        return figure_imports.dry_run(
            self.space.store,
            order.path,
            order.mapping,
            order.new_indicators,
            cancel=cancel,
            progress=progress,
        )

    def take(
        self,
        dry_run: DryRun,
        cancel: Event | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> FigureImport:
        """Write what the dry run said."""
        from visits_app.services import figure_imports

        return figure_imports.apply_import(
            self.space.store, dry_run, by=self.space.by, cancel=cancel, progress=progress
        )

    def undo(self, import_id: str) -> str:
        """Undo an import and say in words what that did."""
        from visits_app.services import figure_imports

        undone = figure_imports.undo_import(self.space.store, import_id, by=self.space.by)
        return " ".join(undone.sentences) or "The import was undone."

    def save_text(self, text: str, path: Path) -> Path:
        """Write a list as a text file; the file that was there before survives a failure."""
        from visits_app.services import reports

        reports.save_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"), path)
        return path

    # --- what was found --------------------------------------------------------------------

    def show_file(self, looked: LookedAt) -> FoundState:
        """Take a file that was looked at, at the first sheet that can be read."""
        self._look, self._area = looked.look, looked.area
        look = looked.look
        self._mappings, self._typed, self._touched = {}, {}, set()
        self.names, self.dry_run = None, None
        readable = [sheet for sheet in look.sheets if not sheet.unreadable]
        best = [sheet for sheet in readable if sheet.guess is not None and not sheet.hidden]
        first = next(iter((*best, *readable, *look.sheets)), None)
        self._sheet = first.name if first is not None else ""
        return self.found()

    def choose_sheet(self, name: str) -> FoundState:
        """Read another sheet of the file."""
        self._sheet = name
        self._typed = {}
        return self.found()

    def change(self, control: str, value: str) -> FoundState:
        """Change how the sheet is read."""
        if control == "value_columns":
            self._typed[control] = value
        elif control == "layout":
            self._typed = {}
        changed = import_mapping.changed(self.mapping, self.sheet, control, value)
        self._mappings[self._sheet] = changed
        self._touched.add(self._sheet)
        return self.found()

    def found(self) -> FoundState:
        """Return what was found, as it is mapped now."""
        assert self._look is not None, "show_file() comes before found()"
        sheet = self.sheet
        size = f"{_count(sheet.rows, 'row')}, {_count(sheet.columns, 'column')}."
        wrong = self.faults()
        readable = bool(sheet.preview)
        return FoundState(
            file_name=self._look.file_name,
            sheets=tuple(Option(_sheet_words(one), one.name) for one in self._look.sheets),
            sheet=self._sheet,
            sentence=size,
            remembered=self._remembered(sheet),
            unreadable=sheet.unreadable if not readable or not self._changed else "",
            can_read=readable,
            grid=import_mapping.grid(self.mapping if readable else None, sheet),
            controls=(
                import_mapping.controls(self.mapping, sheet, self._typed, wrong) if readable else ()
            ),
        )

    def faults(self) -> dict[str, str]:
        """Return by control what keeps the sheet from being read."""
        if not self.sheet.preview:
            return {}
        return import_mapping.faults(self.mapping, self._typed, self.sheet)

    @property
    def sheet(self) -> SheetLook:
        """The sheet that is chosen."""
        assert self._look is not None, "show_file() comes before sheet"
        return next(sheet for sheet in self._look.sheets if sheet.name == self._sheet)

    @property
    def mapping(self) -> Mapping:
        """How the chosen sheet is read now."""
        sheet = self.sheet
        guess = sheet.guess or replace(NO_MAPPING, sheet=sheet.name)
        if guess.area_column is None and not guess.area:
            guess = replace(guess, area=self._area)
        return self._mappings.get(sheet.name, guess)

    @property
    def _changed(self) -> bool:
        return self._sheet in self._touched

    @property
    def file_name(self) -> str:
        """The file that was looked at, "" for none."""
        return self._look.file_name if self._look is not None else ""

    def _remembered(self, sheet: SheetLook) -> str:
        if not sheet.remembered or sheet.name in self._touched:
            return ""
        if sheet.remembered_on is None:
            return "Read as last time."
        return f"Read as on {date_in_words(sheet.remembered_on.isoformat())}."

    # --- names -----------------------------------------------------------------------------

    def show_names(self, read: NamesRead) -> NamesState:
        """Take the names that were read; what was decided before is kept where it still fits."""
        told = dict(self.mapping.matches)
        areas = self.mapping.areas
        before = self.names
        self.names = Names(read, told, areas)
        if before is not None:
            self.names.keep(before)
        return self.names.state()

    def order(self) -> WorkOrder:
        """Return what a dry run needs."""
        assert self._look is not None
        assert self.names is not None, "show_names() comes before order()"
        mapping = replace(self.mapping, matches=self.names.matches(), areas=self.names.chosen_areas)
        return WorkOrder(Path(self._look.path), mapping, self.names.new_indicators())

    # --- the dry run and after -------------------------------------------------------------

    def show_plan(self, dry_run: DryRun) -> PlanState:
        """Take a dry run and return it in words."""
        self.dry_run = dry_run
        return plan_state(dry_run)

    def show_done(self, made: FigureImport) -> DoneState:
        """Return what was done, in words."""
        assert self.dry_run is not None, "show_plan() comes before show_done()"
        return done_state(made, self.dry_run)


def _past(line: FigureImport) -> PastImport:
    at = line.at.astimezone()
    when = f"{date_in_words(at.date().isoformat())}, {at:%H:%M}"
    counts = [
        f"{line.new:,} new",
        f"{line.revised:,} revised",
        f"{line.unchanged:,} unchanged",
        f"{line.refused:,} refused",
    ]
    sheet = f" · sheet ‘{line.sheet}’" if line.sheet else ""
    undone = ""
    if line.undone_at is not None:
        undone = f" · undone on {date_in_words(line.undone_at.date().isoformat())}"
    return PastImport(
        line.id,
        line.file_name,
        f"{when}{sheet} · {', '.join(counts)}{undone}",
        line.undone_at is not None,
        f"The figures taken from {line.file_name} on {when} are taken away again, and those they "
        "replaced come back. The file can be imported again.",
    )


def _sheet_words(sheet: SheetLook) -> str:
    marks = [
        mark
        for mark, holds in (
            ("hidden", sheet.hidden),
            ("cannot be read", bool(sheet.unreadable)),
        )
        if holds
    ]
    return f"{sheet.name} ({', '.join(marks)})" if marks else sheet.name


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _by_name(indicator: Indicator) -> str:
    return indicator.name.casefold()
