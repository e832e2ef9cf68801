"""The catalogue of indicators that comes with the program, read from its CSV file."""

import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from visits_app.domain.catalogue import CatalogueEntry
from visits_app.domain.errors import CatalogueRefused, Fault
from visits_app.domain.indicators import Direction, Frequency, Method, Unit
from visits_app.imports.text_files import read_text
from visits_app.imports.toml_tables import shown
from visits_app.paths import resource

LARGEST = 1_000_000
"""Largest catalogue, in bytes."""

_UNITS = {
    "number": Unit.NUMBER,
    "per cent": Unit.PER_CENT,
    "rate per 10,000": Unit.RATE,
    "rate per 100,000": Unit.RATE_100K,
    "cases per worker": Unit.CASES,
    "average score": Unit.OTHER,
}
_DIRECTIONS = {"high": Direction.HIGHER, "low": Direction.LOWER, "neutral": Direction.NEUTRAL}
_WANTED = ("id", "group", "name", "definition", "unit", "good_direction", "chart_advice")

Found = TypeVar("Found")


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return the catalogue that comes with the program, read once."""
    return read_catalogue()


def read_catalogue(path: Path | None = None) -> tuple[CatalogueEntry, ...]:
    """Return every entry in the order of the file; CatalogueRefused names all that is wrong."""
    file = path or resource("indicators/catalogue.csv")
    faults: list[Fault] = []
    text = read_text(file, faults, largest=LARGEST, what="a catalogue") or ""
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True))
    missing = [name for name in _WANTED if name not in (rows.fieldnames or ())]
    if text and missing:
        faults.append(Fault(file.name, f"these columns are missing: {', '.join(missing)}."))
    lines = [] if missing else [_Line(row, rows.line_num, faults) for row in rows]
    ids = Counter(line.text("id") for line in lines)
    claims = Counter(name.casefold() for line in lines for name in {line.text("name"), *line.names})
    entries = tuple(_entry(line, claims) for line in lines)
    faults += [
        Fault(file.name, f"the id “{shown(id)}” is there {count} times.")
        for id, count in ids.items()
        if count > 1
    ]
    if faults:
        raise CatalogueRefused("The catalogue of indicators cannot be read.", tuple(faults))
    return entries


class _Line:
    """One row of the file, its cells without surrounding space; every fault is kept."""

    def __init__(self, row: dict[str, str], number: int, faults: list[Fault]) -> None:
        self._row = row
        self._where = f"line {number}"
        self._faults = faults
        self.names = _several(
            (*self.text("seed_alias").split(";"), self.text("lait_measure"), self.text("id"))
        )

    def text(self, column: str) -> str:
        return (self._row.get(column) or "").strip()

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self._faults.append(Fault(self._where, f"{column} is missing."))
        return text

    def one_of(self, column: str, choices: dict[str, Found]) -> Found:
        text = self.text(column)
        if text not in choices:
            what = f"{column} “{shown(text)}” is not one of: {', '.join(choices)}."
            self._faults.append(Fault(self._where, what))
        return choices.get(text, next(iter(choices.values())))


def _entry(line: _Line, claims: Counter[str]) -> CatalogueEntry:
    name, advice = line.needed("name"), line.text("chart_advice")
    unit = line.one_of("unit", _UNITS)
    definition = line.needed("definition")
    if unit is Unit.NUMBER and definition.startswith("Full-time-equivalent"):
        unit = Unit.POSTS
    return CatalogueEntry(
        id=line.needed("id"),
        group=line.needed("group"),
        name=name,
        definition=definition,
        unit=unit,
        direction=line.one_of("good_direction", _DIRECTIONS),
        frequency=_frequency(advice),
        decimals=0 if unit is Unit.NUMBER else 1,
        method=Method.LINE if "line" in advice.split() else Method.XMR,
        # what is counted over twelve months each month is never judged by limits
        rolling=line.text("numerator").endswith(" in 12 months"),
        numerator=line.text("numerator"),
        denominator=line.text("denominator"),
        source=line.text("statutory_return_or_source"),
        target_words=line.text("standard_or_usual_target"),
        benchmark=line.text("benchmark_source"),
        chart_advice=advice,
        note=_sentence(line.text("note")),
        lait_measure=line.text("lait_measure"),
        # a name that two measures go by finds neither
        aliases=tuple(
            alias
            for alias in line.names
            if claims[alias.casefold()] == 1 and alias.casefold() != name.casefold()
        ),
        core=line.text("core") == "yes",
    )


def _frequency(advice: str) -> Frequency:
    if advice.endswith(": annual"):
        return Frequency.ANNUAL
    less_often = ("a few points a year", "quarterly or annual", "by term")
    return Frequency.IRREGULAR if any(it in advice for it in less_often) else Frequency.MONTHLY


def _sentence(text: str) -> str:
    if not text:
        return ""
    sentence = text[0].upper() + text[1:]
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _several(texts: Iterable[str]) -> tuple[str, ...]:
    """Keep the first of each, whatever its case."""
    first: dict[str, str] = {}
    for text in texts:
        if text.strip():
            first.setdefault(text.strip().casefold(), text.strip())
    return tuple(first.values())
