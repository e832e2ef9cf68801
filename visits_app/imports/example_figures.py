"""The example council's figures: CSV files into series and observations."""

import csv
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TypeVar

from visits_app.domain.errors import Fault
from visits_app.domain.indicators import Certainty, Observation, Series
from visits_app.domain.registers import Precision
from visits_app.domain.text import clean
from visits_app.imports.example_tables import LARGEST, WHAT
from visits_app.imports.text_files import read_text
from visits_app.imports.toml_tables import shown

COLUMNS = (
    "indicator",
    "source",
    "area",
    "period",
    "precision",
    "certainty",
    "value",
    "value_text",
    "numerator",
    "denominator",
    "note",
    "source_ref",
)
MOST_ROWS = 20_000

Chosen = TypeVar("Chosen", bound=StrEnum)


class Figures:
    """Gathers figures file by file; a series begins with its first figure."""

    def __init__(self, indicator_ids: set[str], sources: Mapping[str, Series]) -> None:
        self.series: dict[str, Series] = {}
        self.observations: list[Observation] = []
        self._indicator_ids = indicator_ids
        self._sources = sources
        self._seen: set[tuple[str, date]] = set()

    def read(self, path: Path, faults: list[Fault]) -> None:
        """Add every figure of a file; what is wrong is added to `faults`, with its line."""
        text = read_text(path, faults, largest=LARGEST, what=WHAT)
        if not text:
            return
        rows = csv.reader(StringIO(text.removeprefix("\ufeff")), strict=True)
        try:
            header = next(rows, [])
            if tuple(header) != COLUMNS:
                faults.append(Fault(path.name, f"the first line must be {','.join(COLUMNS)}."))
                return
            for row in rows:
                if rows.line_num > MOST_ROWS:
                    faults.append(Fault(path.name, f"there are more than {MOST_ROWS} lines."))
                    return
                if row:
                    self._add(row, f"{path.name}, line {rows.line_num}", faults)
        except csv.Error as error:
            where = f"{path.name}, line {rows.line_num}"
            faults.append(Fault(where, f"this is not CSV: {shown(str(error))}."))

    def _add(self, row: list[str], where: str, faults: list[Fault]) -> None:
        if len(row) != len(COLUMNS):
            what = f"there are {len(row)} cells; {len(COLUMNS)} are needed."
            faults.append(Fault(where, what))
            return
        before = len(faults)
        line = _Line(dict(zip(COLUMNS, map(clean, row), strict=True)), where, faults)
        series = self._series(line)
        observation = Observation(
            series_id=series.id,
            period=line.day("period"),
            value=line.number("value"),
            precision=line.choice("precision", Precision),
            certainty=line.choice("certainty", Certainty),
            value_text=line.cells["value_text"],
            numerator=line.number("numerator"),
            denominator=line.number("denominator"),
            note=line.cells["note"],
            source_ref=line.cells["source_ref"],
        )
        if len(faults) == before:
            self._check(observation, line)
        if len(faults) == before:
            self.series.setdefault(series.id, series)
            self.observations.append(observation)

    def _series(self, line: "_Line") -> Series:
        indicator_id, source_id = line.cells["indicator"], line.cells["source"]
        area = line.cells["area"]
        if indicator_id not in self._indicator_ids:
            line.fault(f"there is no indicator “{shown(indicator_id)}”.")
        if not area:
            line.fault("area is empty.")
        pattern = self._sources.get(source_id)
        if pattern is None:
            line.fault(f"there is no source “{shown(source_id)}”.")
            return Series("", indicator_id, area, next(iter(self._sources.values())).kind)
        id = f"{indicator_id}:{source_id}:{area.casefold()}".replace(" ", "-")
        return replace(pattern, id=id, indicator_id=indicator_id, area=area)

    def _check(self, observation: Observation, line: "_Line") -> None:
        if observation.value is None and not observation.value_text:
            line.fault("there is neither a figure nor words.")
        if observation.value is None and observation.certainty is not Certainty.IN_WORDS:
            line.fault(f"without a figure, certainty must be “{Certainty.IN_WORDS}”.")
        if (observation.period is None) != (observation.precision is Precision.UNDATED):
            line.fault("precision is “undated” exactly where there is no period.")
        if observation.period is not None:
            key = (observation.series_id, observation.period)
            if key in self._seen:
                line.fault("this series has a figure of this date already.")
            self._seen.add(key)


class _Line:
    """One line of a file; each reading method notes a fault and returns a fallback."""

    def __init__(self, cells: dict[str, str], where: str, faults: list[Fault]) -> None:
        self.cells = cells
        self.where = where
        self.faults = faults

    def fault(self, what: str) -> None:
        """Note that something on this line is wrong."""
        self.faults.append(Fault(self.where, what))

    def day(self, column: str) -> date | None:
        """Return a date, None for an empty cell or a wrong one."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(f"{column} must be a date such as 2014-03-31.")
            return None

    def number(self, column: str) -> float | None:
        """Return a finite number, None for an empty cell or a wrong one: never 0 instead."""
        text = self.cells[column]
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.fault(f"{column} must be a number such as 21.8; leave it empty if missing.")
            return None
        return value

    def choice(self, column: str, choices: type[Chosen]) -> Chosen:
        """Return one of `choices`."""
        try:
            return choices(self.cells[column])
        except ValueError:
            self.fault(f"{column} must be one of: {', '.join(choices)}.")
            return next(iter(choices))
