"""The catalogue of indicators to choose from: searched by words and by group."""

from __future__ import annotations

from dataclasses import dataclass

from visits_app.domain.catalogue import CatalogueEntry, groups, matching
from visits_app.presenters.indicator_questions import DIRECTIONS
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One entry to choose; `facts` are label and words for the pane beside the list."""

    entry: CatalogueEntry
    name: str
    below: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """What there is to choose from."""

    groups: tuple[str, ...]
    lines: tuple[CatalogueLine, ...]


class CataloguePresenter:
    """Reads the catalogue once and searches it."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._lines: dict[str, CatalogueLine] = {}

    def read(self) -> CatalogueState:
        """Read the catalogue and which of it is in the register; raises CatalogueRefused."""
        from visits_app.services import indicator_registers as service

        known = {one.catalogue_id for one, _ in service.indicators(self._space.store)}
        entries = service.catalogue()
        self._lines = {entry.id: _line(entry, entry.id in known) for entry in entries}
        return CatalogueState(groups(entries), tuple(self._lines.values()))

    def find(self, wanted: str, group: str) -> tuple[CatalogueLine, ...]:
        """Return the entries of a group ("" for all) that have all the words."""
        entries = (line.entry for line in self._lines.values())
        return tuple(self._lines[entry.id] for entry in matching(entries, wanted, group))


def _line(entry: CatalogueEntry, known: bool) -> CatalogueLine:
    there = "In the register already · " if known else ""
    made = f"{entry.numerator}, out of {entry.denominator}" if entry.denominator else ""
    facts = (
        ("Definition", entry.definition),
        ("Counted", made or entry.numerator),
        ("Unit", entry.unit.value),
        ("Better", DIRECTIONS[entry.direction]),
        ("How often", entry.frequency.value),
        ("Usual target", entry.target_words),
        ("Compare with", entry.benchmark),
        ("Source", entry.source),
        ("Chart", _advice(entry)),
        ("Bear in mind", entry.note),
        ("Other names", "; ".join(entry.aliases)),
    )
    return CatalogueLine(
        entry,
        entry.name,
        f"{there}{entry.group} · {entry.unit.value}",
        tuple((label, text[:1].upper() + text[1:]) for label, text in facts if text),
    )


def _advice(entry: CatalogueEntry) -> str:
    if entry.rolling:
        return "As a line only: each figure covers twelve months"
    if entry.line_only:
        return f"As a line only ({entry.chart_advice})"
    if "rolling" in entry.chart_advice:
        return "Judged by limits where it is a monthly figure, never where it is a rolling one"
    return "Judged by limits (XmR)"
