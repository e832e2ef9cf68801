"""What one action did to a paper, so that it can be taken back without losing what came after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from visits_app.domain.errors import PaperChangedSince
from visits_app.domain.papers import Paper, PaperPart

PartStep = tuple[PaperPart | None, PaperPart | None]
"""A part before and after; None where it was not there. Positions say nothing in it."""


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One action on a paper: the parts it changed, the order of keys before and after.

    `before` and `after` are the paper itself where its title, period or contents changed.
    """

    paper_id: str
    parts: tuple[PartStep, ...]
    order_before: tuple[str, ...]
    order_after: tuple[str, ...]
    before: Paper | None = None
    after: Paper | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        moved = self.order_before != self.order_after
        return not self.parts and not moved and self.before == self.after


def step_between(
    paper_id: str,
    before: Sequence[PaperPart],
    after: Sequence[PaperPart],
    papers: tuple[Paper | None, Paper | None] = (None, None),
) -> PaperStep:
    """Return what leads from one state of a paper's parts to another, each in its order."""
    old, new = _by_key(before), _by_key(after)
    changed = tuple(
        (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)
    )
    return PaperStep(paper_id, changed, tuple(old), tuple(new), *papers)


def step_back(step: PaperStep, now: Sequence[PaperPart]) -> tuple[PaperPart, ...]:
    """Return a paper's parts as they were before a step; what was done elsewhere since stays.

    Raises PaperChangedSince where one of the same parts was changed again.
    """
    there = _by_key(now)
    order = [part.key for part in now]
    for before, after in step.parts:
        key = (before or after).key  # type: ignore[union-attr]  # one of them is there
        if there.get(key) != after:
            raise PaperChangedSince(
                "This part of the paper was changed again since. It stays as it is."
            )
        if before is None:
            del there[key]
            order.remove(key)
        else:
            there[key] = before
            if after is None:
                order.insert(_place(key, step.order_before, order), key)
    if tuple(part.key for part in now) == step.order_after:
        order = list(step.order_before)
    return numbered([there[key] for key in order])


def numbered(parts: Sequence[PaperPart]) -> tuple[PaperPart, ...]:
    """Return parts with the positions of their order."""
    return tuple(replace(part, position=place) for place, part in enumerate(parts))


def _by_key(parts: Sequence[PaperPart]) -> dict[str, PaperPart]:
    return {part.key: replace(part, position=0) for part in parts}


def _place(key: str, before: tuple[str, ...], order: list[str]) -> int:
    """Return where a key goes back to: behind the nearest one it followed that is still there."""
    for earlier in reversed(before[: before.index(key)]):
        if earlier in order:
            return order.index(earlier) + 1
    return 0
