"""The officer's hand on one part of a paper: edit, hide, move, add, answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.paper_merging import Choice, answered
from visits_app.domain.paper_sections import sections_chosen
from visits_app.domain.paper_steps import PaperStep
from visits_app.domain.papers import OWN, Paper, PaperPart, PartKind
from visits_app.domain.text import clean, too_long
from visits_app.services.paper_changes import change_paper, change_part, part_of

if TYPE_CHECKING:
    from visits_app.store.engine import Store

_REFUSED = "The paper cannot be saved like this."


def edit_parts(
    store: Store, paper_id: str, words: Mapping[str, Sequence[str]], *, by: str
) -> PaperStep:
    """Write the officer's words over some parts, by key, one text for each cell of a row.

    Words that are the program's again are no edit. Raises FaultsError (`where` is a key) and
    UnknownRecord; then nothing is written.
    """
    cleaned = {key: tuple(clean(one) for one in given) for key, given in words.items()}

    def edited(_paper: Paper, now: tuple[PaperPart, ...]) -> Sequence[PaperPart]:
        there = {part.key: part for part in now}
        faults = []
        for key, given in cleaned.items():
            part = part_of(there, key)
            if any(too_long(one) for one in given):
                faults.append(Fault(key, "this is longer than one part can hold. Shorten it."))
            elif part.kind is PartKind.CHART:
                faults.append(Fault(key, "a chart is drawn from its figures. Hide it instead."))
            elif len(given) != len(part.words):
                faults.append(Fault(key, f"this row has {len(part.words)} cells."))
            else:
                own = given != part.drafted or part.asks
                there[key] = replace(part, edited=given if own else None)
        if faults:
            raise FaultsError(_REFUSED, tuple(faults))
        return [there[part.key] for part in now]

    return change_paper(store, paper_id, "edited", edited, by)


def edit_part(store: Store, paper_id: str, key: str, words: Sequence[str], *, by: str) -> PaperStep:
    """Write the officer's words over one part, as `edit_parts` does."""
    return edit_parts(store, paper_id, {key: words}, by=by)


def restore_part(store: Store, paper_id: str, key: str, *, by: str) -> PaperStep:
    """Return a part to the program's words, the newest there are."""

    def restored(part: PaperPart) -> PaperPart:
        if not (part.fresh or part.drafted):
            raise UnknownRecord(
                "The program has not drafted this part: there is nothing behind it."
            )
        return replace(part, drafted=part.fresh or part.drafted, edited=None, fresh=None)

    return change_part(store, paper_id, "returned to the draft", key, restored, by)


def answer_part(store: Store, paper_id: str, key: str, choice: Choice, *, by: str) -> PaperStep:
    """Say whether the records' new words or the officer's stand in a part."""

    def settled(part: PaperPart) -> PaperPart | None:
        return answered(part, choice)

    return change_part(store, paper_id, f"answered {choice.value}", key, settled, by)


def hide_part(store: Store, paper_id: str, key: str, hidden: bool = True, *, by: str) -> PaperStep:
    """Leave a part out of the paper, or bring it back into sight."""

    def changed(part: PaperPart) -> PaperPart:
        return replace(part, hidden=hidden)

    action = "hidden" if hidden else "shown"
    return change_part(store, paper_id, action, key, changed, by)


def move_part(
    store: Store,
    paper_id: str,
    key: str,
    places: int,
    *,
    among: Collection[str] | None = None,
    by: str,
) -> PaperStep:
    """Move a part up (negative) or down in its section, past those in sight (`among`, by key)."""

    def moved(_paper: Paper, now: tuple[PaperPart, ...]) -> Sequence[PaperPart]:
        part = part_of({one.key: one for one in now}, key)
        order = list(now)
        others = [
            one
            for one in order
            if one.section == part.section
            and (one.key == key or (one.words and (among is None or one.key in among)))
        ]
        place = others.index(part)
        target = others[max(0, min(len(others) - 1, place + places))]
        if target is part:
            return now
        order.remove(part)
        order.insert(order.index(target) + (1 if places > 0 else 0), part)
        return order

    return change_paper(store, paper_id, "moved", moved, by)


def add_part(
    store: Store,
    paper_id: str,
    section_id: str,
    words: Sequence[str],
    *,
    by: str,
    kind: PartKind = PartKind.PARAGRAPH,
    after: str = "",
) -> tuple[str, PaperStep]:
    """Add the officer's own words behind the part `after`, "" for the head of the section.

    Returns the new part's key. Beside restricted matter it is restricted as well.
    Raises UnknownRecord for a section the paper does not have.
    """
    key = f"{OWN}{uuid4().hex}"
    given = tuple(clean(one) for one in words)
    if any(too_long(one) for one in given):
        raise FaultsError(_REFUSED, (Fault(key, "this is longer than one part can hold."),))

    def added(found: Paper, now: tuple[PaperPart, ...]) -> Sequence[PaperPart]:
        section = next(
            (
                one
                for one in sections_chosen(found.kind, found.contents.sections)
                if one.id == section_id
            ),
            None,
        )
        if section is None:
            raise UnknownRecord("This paper does not have this section any more.")
        there = {one.key: one for one in now}
        neighbour = part_of(there, after) if after else None
        shut = section.restricted or bool(neighbour and neighbour.restricted)
        own = PaperPart(key, section_id, 0, (), kind, edited=given, restricted=shut)
        order = list(now)
        if neighbour is not None:
            place = order.index(neighbour) + 1
        else:
            places = [n for n, one in enumerate(order) if one.section == section_id]
            place = places[0] if places else len(order)
        order.insert(place, own)
        return order

    return key, change_paper(store, paper_id, "added", added, by)


def remove_part(store: Store, paper_id: str, key: str, *, by: str) -> PaperStep:
    """Take out a part the officer added; one that was drafted can only be hidden."""

    def removed(part: PaperPart) -> None:
        if part.drafted or part.fresh is not None:
            raise UnknownRecord("This part was drafted from records. Hide it instead.")

    return change_part(store, paper_id, "removed", key, removed, by)
