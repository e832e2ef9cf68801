"""A paper drafted again: what the officer wrote stays, and what changed in the records is said.

Nothing the officer wrote, hid, added or moved is ever lost to a new draft. Where the records
changed under edited words both stand side by side until one of them is chosen.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from visits_app.domain.papers import PaperPart, PartKind, Source


class ChangeKind(StrEnum):
    """What became of a part in the records since it was last looked at."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    UNCHANGED = "unchanged"


class Choice(StrEnum):
    """How a change is answered: with the program's new words, or with what the paper says."""

    TAKE = "take"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class PartChange:
    """What changed of one part: the program's words before and after, () where it had none.

    `yours` is what the officer wrote over them, None where nothing was. `restricted` says what the
    records make of it now, `was_restricted` what they made of it before.
    """

    key: str
    section: str
    kind: ChangeKind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    yours: tuple[str, ...] | None = None
    restricted: bool = False
    was_restricted: bool = False

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell."""
        return self.kind is not ChangeKind.UNCHANGED or self.restricted != self.was_restricted

    @property
    def needs_answer(self) -> bool:
        """Whether it meets words of the officer, so that the program cannot decide."""
        met = self.kind in {ChangeKind.CHANGED, ChangeKind.GONE}
        return met and self.yours not in {None, self.after}


@dataclass(frozen=True, slots=True)
class Merged:
    """The parts of a paper after a new draft, in their order, and what changed."""

    parts: tuple[PaperPart, ...]
    changes: tuple[PartChange, ...]

    @property
    def news(self) -> tuple[PartChange, ...]:
        """The changes worth telling."""
        return tuple(one for one in self.changes if one.is_news)


_NO_ANSWERS: Mapping[str, Choice] = {}


def merge(
    kept: Sequence[PaperPart],
    drafted: Sequence[PaperPart],
    *,
    sections: Collection[str] | None = None,
    answers: Mapping[str, Choice] = _NO_ANSWERS,
) -> Merged:
    """Return `kept` brought up to a new draft, and every change of it.

    `sections` are those the draft speaks of, all without it: parts of others stay as they are.
    Without an answer the program's own words are replaced, and the officer's stay with the new ones
    beside them (`PaperPart.fresh`). KEEP for a new part leaves it out of sight.
    Raises ValueError for a draft with one key twice.
    """
    now = {part.key: part for part in drafted}
    if len(now) < len(drafted):
        raise ValueError("a draft has two parts with the same key")
    restricted = _restricted_sources(drafted)
    before = {part.key: part for part in kept}
    merged: dict[str, PaperPart] = {}
    changes = []
    for part in kept:
        new = now.get(part.key)
        if part.is_own or (new is None and sections is not None and part.section not in sections):
            merged[part.key] = part
            continue
        result, change = _meet(part, new, restricted, answers.get(part.key))
        changes.append(change)
        if result is not None:
            merged[part.key] = result
    for part in drafted:
        if part.key not in before:
            left_out = answers.get(part.key) is Choice.KEEP
            merged[part.key] = replace(part, hidden=left_out, edited=None, fresh=None)
            changes.append(
                PartChange(
                    part.key, part.section, ChangeKind.NEW, (), part.drafted, None,
                    part.restricted, part.restricted,
                )
            )  # fmt: skip
    order = _order([part for part in kept if part.key in merged], drafted, merged)
    parts = tuple(replace(merged[key], position=place) for place, key in enumerate(order))
    return Merged(parts, tuple(changes))


def answered(part: PaperPart, choice: Choice) -> PaperPart | None:
    """Return a part whose question is answered; None where taking the records' word removes it."""
    if part.fresh is None:
        return part
    if choice is Choice.KEEP:
        return replace(part, drafted=part.fresh, edited=part.words, fresh=None)
    if not part.fresh:
        return None
    return replace(part, drafted=part.fresh, edited=None, fresh=None)


def held_back(kept: Sequence[PaperPart], drafted: Sequence[PaperPart], merged: Merged) -> set[str]:
    """Return the keys of the parts that nothing public may show, whatever the paper says of them.

    Those the records restrict, and those that changed or went since while something of their
    record is restricted: the old words may be what was restricted.
    """
    restricted = _restricted_sources(drafted)
    now = {part.key: part for part in merged.parts}
    other = {one.key for one in merged.changes if one.kind is not ChangeKind.UNCHANGED}
    held = set()
    for part in kept:
        new = now.get(part.key)
        sources = (*part.sources, *(new.sources if new else ()))
        stale = part.key in other and _speaks_of(sources, restricted)
        if part.restricted or (new is not None and new.restricted) or stale:
            held.add(part.key)
    return held


def _meet(
    part: PaperPart, new: PaperPart | None, restricted: Collection[Source], choice: Choice | None
) -> tuple[PaperPart | None, PartChange]:
    """Bring one part up to its new draft; None where it leaves the paper."""
    words = new.drafted if new else ()
    result = _drafted_again(part, new, restricted) if new else _gone(part, restricted)
    kind = ChangeKind.CHANGED if new else ChangeKind.GONE
    change = PartChange(
        part.key,
        result.section,
        ChangeKind.UNCHANGED if words == part.drafted else kind,
        part.drafted,
        words,
        part.edited,
        result.restricted,
        part.restricted,
    )
    if change.kind is ChangeKind.UNCHANGED:
        return result, change
    if choice is not None and new is not None:  # somebody has looked: the records' word holds
        result = replace(result, sources=new.sources, restricted=new.restricted)
    if choice is Choice.KEEP:
        return answered(replace(result, edited=part.words, fresh=words), choice), change
    if choice is Choice.TAKE:
        return answered(replace(result, fresh=words), choice), change
    if new is None and part.edited is None:
        # a hidden one leaves a mark behind, so that it does not come back into sight
        return (replace(result, drafted=(), fresh=None) if part.hidden else None), change
    return result, change


def _drafted_again(part: PaperPart, new: PaperPart, restricted: Collection[Source]) -> PaperPart:
    """Return a part that the records still hold; what it is and who may see it is theirs to say."""
    met = replace(
        part,
        section=new.section,
        kind=new.kind,
        sources=new.sources,
        restricted=new.restricted,
    )
    if part.edited is None or part.edited == new.drafted:
        return replace(met, drafted=new.drafted, fresh=None)
    if new.drafted == part.drafted:
        return replace(met, fresh=None)
    sources = tuple(dict.fromkeys((*new.sources, *part.sources)))
    held_back = new.restricted or _speaks_of(sources, restricted)
    return replace(met, fresh=new.drafted, sources=sources, restricted=held_back)


def _gone(part: PaperPart, restricted: Collection[Source]) -> PaperPart:
    """Return a part the records no longer hold, for where somebody wrote or hid something."""
    held_back = part.restricted or _speaks_of(part.sources, restricted)
    return replace(part, restricted=held_back, fresh=() if part.drafted else None)


def _restricted_sources(drafted: Iterable[PaperPart]) -> set[Source]:
    """Return the records of which something is restricted: those that restricted rows name.

    A sentence of the restricted appendix counts many records and restricts none of them.
    """
    rows = (part for part in drafted if part.restricted and part.kind is PartKind.ROW)
    return {source for part in rows for source in part.sources}


def _speaks_of(sources: Iterable[Source], restricted: Collection[Source]) -> bool:
    """Say whether words may come from a record of which something is restricted by now.

    The records changed under them, perhaps for that very reason: they stay out of everything
    public until somebody has looked.
    """
    return any(source in restricted for source in sources)


def _order(
    kept: Iterable[PaperPart], drafted: Sequence[PaperPart], merged: Mapping[str, PaperPart]
) -> list[str]:
    """Return every key in the order of the paper.

    Sections come in the draft's order, others after them; in a section the officer's order stands,
    and what is new comes after what it follows in the draft.
    """
    wanted = list(dict.fromkeys(part.section for part in drafted))
    columns: dict[str, list[str]] = {section: [] for section in wanted}
    moved = []
    for part in kept:
        section = merged[part.key].section
        if section == part.section:
            columns.setdefault(section, []).append(part.key)
        else:
            moved.append(part.key)
    placed = {key for column in columns.values() for key in column}
    previous: dict[str, str] = {}
    for part in drafted:
        column, before = columns[part.section], previous.get(part.section)
        if part.key not in placed:
            _insert(column, part.key, before, drafted)
        previous[part.section] = part.key
    assert not set(moved) - {part.key for part in drafted}  # only the records move a part
    return [key for column in columns.values() for key in column]


def _insert(column: list[str], key: str, before: str | None, drafted: Sequence[PaperPart]) -> None:
    """Put a key behind the one it follows in the draft, at the head of its section without one."""
    if before is not None:
        column.insert(column.index(before) + 1, key)
        return
    # the draft begins with it, yet the officer may have put words of their own before the draft
    others = {part.key for part in drafted}
    first = next((place for place, one in enumerate(column) if one in others), len(column))
    column.insert(first, key)
