"""The catalogue of indicators: what services usually measure, to prefill an indicator with."""

from collections.abc import Iterable
from dataclasses import dataclass

from visits_app.domain.indicators import Direction, Frequency, Indicator, Method, Unit


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One measure as the catalogue knows it; `aliases` are names no other entry has."""

    id: str
    group: str
    name: str
    definition: str
    unit: Unit
    direction: Direction
    frequency: Frequency
    decimals: int
    method: Method
    rolling: bool
    numerator: str = ""
    denominator: str = ""
    source: str = ""
    target_words: str = ""
    """The standard or the usual target, in words: a catalogue sets none."""
    benchmark: str = ""
    chart_advice: str = ""
    note: str = ""
    """What a reader must bear in mind, as a sentence."""
    lait_measure: str = ""
    """Its name in DfE's Local Authority Interactive Tool, "" where it is not there."""
    aliases: tuple[str, ...] = ()
    core: bool = False
    """Whether nearly every council reports it."""

    @property
    def line_only(self) -> bool:
        """Whether its figures are too few or too small to be judged by limits."""
        return self.method is Method.LINE


def prefilled(entry: CatalogueEntry, indicator_id: str) -> Indicator:
    """Return an indicator as the catalogue would have it, without targets, teams and themes."""
    return Indicator(
        id=indicator_id,
        name=entry.name,
        definition=entry.definition,
        unit=entry.unit,
        direction=entry.direction,
        frequency=entry.frequency,
        decimals=entry.decimals,
        source=entry.source,
        caution=entry.note,
        numerator=entry.numerator,
        denominator=entry.denominator,
        rolling=entry.rolling,
        method=entry.method,
        aliases=entry.aliases,
        catalogue_id=entry.id,
    )


def groups(entries: Iterable[CatalogueEntry]) -> tuple[str, ...]:
    """Return the groups in the order in which they first come."""
    return tuple(dict.fromkeys(entry.group for entry in entries))


def matching(
    entries: Iterable[CatalogueEntry], wanted: str, group: str = ""
) -> tuple[CatalogueEntry, ...]:
    """Return the entries of a group ("" for all) in which every word of `wanted` begins a word.

    Name, definition and other names are looked through, without regard to case.
    """
    beginnings = _words(wanted)
    return tuple(
        entry
        for entry in entries
        if (not group or entry.group == group) and _has_all(entry, beginnings)
    )


def _has_all(entry: CatalogueEntry, beginnings: list[str]) -> bool:
    there = _words(" ".join((entry.name, entry.definition, entry.id, *entry.aliases)))
    return all(any(word.startswith(start) for word in there) for start in beginnings)


def _words(text: str) -> list[str]:
    kept = (sign if sign.isalnum() else " " for sign in text.casefold())
    return "".join(kept).split()
