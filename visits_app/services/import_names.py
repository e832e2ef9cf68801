"""Which indicator a name of a spreadsheet means, or what a new one would be."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.catalogue import CatalogueEntry
from visits_app.domain.figure_imports import NameMatch
from visits_app.domain.indicators import Indicator, Method, Unit
from visits_app.imports.catalogue import catalogue
from visits_app.imports.layouts import normal
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store

_UNIT_WORDS = (
    (re.compile(r"%|\b(?:per ?cent|percentage|pct)\b"), Unit.PER_CENT),
    (re.compile(r"\b(?:per|rate) ?100 ?000\b|rateper100 ?000"), Unit.RATE_100K),
    (re.compile(r"\b(?:per|rate) ?10 ?000\b|rateper10 ?000"), Unit.RATE),
    (re.compile(r"\bcases?\b|\bcaseload\b"), Unit.CASES),
    (re.compile(r"\b(?:posts?|fte)\b"), Unit.POSTS),
    (re.compile(r"\b(?:number|count|children|people|no)\b"), Unit.NUMBER),
    (re.compile(r"\b(?:days|score|average|weeks|months)\b"), Unit.OTHER),
)


def suggest(
    store: "Store", names: Sequence[str], units: Sequence[str] = ()
) -> tuple[NameMatch, ...]:
    """Return for every name the indicator it means, or a new one to offer."""
    with store.read() as connection:
        known = rows.indicators(connection)
    told = [*units, *[""] * (len(names) - len(units))]
    index = _Index(known)
    return tuple(index.match(name, unit) for name, unit in zip(names, told, strict=True))


def unit_of(words: str) -> Unit | None:
    """Return the unit that words such as "%" or "Rate per 10,000" mean; None where none is."""
    text = normal(words)
    return next((unit for pattern, unit in _UNIT_WORDS if text and pattern.search(text)), None)


class _Index:
    """Indicators and catalogue entries by every name they go by."""

    def __init__(self, known: Sequence[Indicator]) -> None:
        self._names = _unique([(normal(i.name), i) for i in known if not i.retired])
        self._aliases = _unique(
            [(normal(a), i) for i in known if not i.retired for a in (*i.aliases, i.id)]
        )
        self._from_catalogue = {i.catalogue_id: i for i in known if i.catalogue_id}
        self._entries: dict[str, CatalogueEntry] = {}
        for entry in catalogue():
            for name in (entry.name, *entry.aliases, entry.id):
                self._entries.setdefault(normal(name), entry)

    def match(self, name: str, unit: str) -> NameMatch:
        """Return what one name means."""
        word = normal(name)
        entry = self._entries.get(word)
        catalogue_id = entry.id if entry else ""
        for how, found in (("name", self._names.get(word)), ("alias", self._aliases.get(word))):
            if found:
                return NameMatch(name, found.id, found.name, how, found.catalogue_id)
        if entry and (found := self._from_catalogue.get(entry.id)) and not found.retired:
            return NameMatch(name, found.id, found.name, "catalogue", entry.id)
        offered = _from_entry(entry, name) if entry else _from_words(name, unit)
        return NameMatch(name, catalogue_id=catalogue_id, offered=offered)


def _unique(pairs: Sequence[tuple[str, Indicator]]) -> dict[str, Indicator]:
    """Return what each word names, leaving out words that name two."""
    found: dict[str, Indicator] = {}
    twice: set[str] = set()
    for word, indicator in pairs:
        if word in found and found[word].id != indicator.id:
            twice.add(word)
        found.setdefault(word, indicator)
    return {word: indicator for word, indicator in found.items() if word and word not in twice}


def _from_entry(entry: CatalogueEntry, name: str) -> Indicator:
    aliases = (name,) if normal(name) != normal(entry.name) else ()
    return Indicator(
        id=uuid4().hex,
        name=entry.name,
        definition=entry.definition,
        unit=entry.unit,
        direction=entry.direction,
        source=entry.source,
        caution=entry.note,
        numerator=entry.numerator,
        denominator=entry.denominator,
        rolling=entry.rolling,
        method=Method.LINE if entry.line_only else Method.XMR,
        aliases=tuple(dict.fromkeys((*aliases, *entry.aliases))),
        catalogue_id=entry.id,
    )


def _from_words(name: str, unit: str) -> Indicator:
    return Indicator(
        id=uuid4().hex,
        name=name,
        unit=unit_of(unit) or unit_of(name) or Unit.NUMBER,
        rolling="rolling" in normal(name).split(),
    )
