"""Words that every drafted part shares, and the making of parts."""

from collections.abc import Iterable, Sequence
from datetime import date

from visits_app.domain.figures import MONTHS, day_in_words
from visits_app.domain.insight import counted
from visits_app.domain.papers import PaperPart, PartKind, Source
from visits_app.domain.text import date_in_words

__all__ = [
    "PartList",
    "and_list",
    "counted",
    "day_in_words",
    "due_in_words",
    "of_visit",
    "per_cent",
    "period_in_words",
    "quoted",
    "visit_source",
]


class PartList:
    """Parts of a paper in the making: each gets the next position of its section."""

    def __init__(self, section: str, *, restricted: bool = False) -> None:
        self.section = section
        self.restricted = restricted
        self.parts: list[PaperPart] = []

    def add(
        self,
        key: str,
        *words: str,
        kind: PartKind = PartKind.PARAGRAPH,
        sources: Iterable[Source] = (),
    ) -> None:
        """Add one part; its key must be its own among all of the paper."""
        self.parts.append(
            PaperPart(
                key=key,
                section=self.section,
                position=len(self.parts),
                drafted=words,
                kind=kind,
                sources=tuple(dict.fromkeys(sources)),
                restricted=self.restricted,
            )
        )

    def row(self, key: str, *cells: str, sources: Iterable[Source] = ()) -> None:
        """Add a row."""
        self.add(key, *cells, kind=PartKind.ROW, sources=sources)

    def bullet(self, key: str, words: str, sources: Iterable[Source] = ()) -> None:
        """Add a bullet."""
        self.add(key, words, kind=PartKind.BULLET, sources=sources)

    def subheading(self, name: str, words: str) -> None:
        """Add a subheading; `name` is its key's within the section."""
        self.add(f"heading:{self.section}:{name}", words, kind=PartKind.SUBHEADING)

    def done(self) -> tuple[PaperPart, ...]:
        """Return the parts, without subheadings that nothing follows."""
        kept = [
            one
            for place, one in enumerate(self.parts)
            if one.kind is not PartKind.SUBHEADING
            or (
                place + 1 < len(self.parts)
                and self.parts[place + 1].kind is not PartKind.SUBHEADING
            )
        ]
        return tuple(_placed(one, place) for place, one in enumerate(kept))


def _placed(part: PaperPart, place: int) -> PaperPart:
    from dataclasses import replace

    return part if part.position == place else replace(part, position=place)


def visit_source(visit_id: str) -> Source:
    """Return a visit as the record a part is drafted from."""
    return Source("visit", visit_id)


def of_visit(team: str, on: date) -> str:
    """Return "Fostering, 4 March 2014"."""
    return f"{team or 'Team not named'}, {day_in_words(on)}"


def period_in_words(starts_on: date | None, ends_on: date | None) -> str:
    """Return "1 April 2013 to 31 March 2014"; "" where the period is open on both sides."""
    if starts_on and ends_on:
        if starts_on.day == 1 and _is_month_end(ends_on):
            first = f"{MONTHS[starts_on.month - 1]} {starts_on.year}"
            last = f"{MONTHS[ends_on.month - 1]} {ends_on.year}"
            return first if first == last else f"{first} to {last}"
        return f"{day_in_words(starts_on)} to {day_in_words(ends_on)}"
    if starts_on:
        return f"from {day_in_words(starts_on)}"
    return f"up to {day_in_words(ends_on)}" if ends_on else ""


def _is_month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month


def and_list(words: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def per_cent(part: int, whole: int) -> str:
    """Return a share as "69%"; "" of nothing."""
    return f"{round(100 * part / whole)}%" if whole else ""


def quoted(text: str) -> str:
    """Return words as a quotation on one line."""
    return f"“{' '.join(text.split())}”" if text.strip() else "(no words were written)"


def due_in_words(iso: str) -> str:
    """Return "by 4 March 2014", or a date given in words as it is; "no date" for none."""
    return f"by {date_in_words(iso)}" if iso else "no date"
