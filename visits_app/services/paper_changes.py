"""One change of a paper: one transaction, what it changed in the history, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from visits_app.domain.changes import change
from visits_app.domain.errors import PaperChangedSince, UnknownRecord
from visits_app.domain.paper_steps import PaperStep, numbered, step_back, step_between
from visits_app.domain.papers import Paper, PaperPart
from visits_app.store import papers as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def change_paper(
    store: Store,
    paper_id: str,
    action: str,
    work: Callable[[Paper, tuple[PaperPart, ...]], Sequence[PaperPart]],
    by: str,
    *,
    paper: Paper | None = None,
) -> PaperStep:
    """Change the parts of a paper, and the paper itself where `paper` is given, in one go."""
    now = datetime.now(UTC)
    with store.write() as connection:
        found = paper_of(connection, paper_id)
        before = rows.parts(connection, paper_id)
        after = numbered(work(found, before))
        papers = (found, replace(paper, updated_at=found.updated_at)) if paper else (None, None)
        step = step_between(paper_id, before, after, papers)
        if step.is_empty:
            return step
        rows.write_parts(connection, paper_id, before, after, at=now, by=by)
        if paper is not None:
            rows.put_paper(connection, paper)
        rows.touch(connection, paper_id, now)
        record_step(connection, action, step, by)
    return step


def change_part(
    store: Store,
    paper_id: str,
    action: str,
    key: str,
    work: Callable[[PaperPart], PaperPart | None],
    by: str,
) -> PaperStep:
    """Change one part, or take it out where `work` returns None."""

    def changed(_paper: Paper, now: tuple[PaperPart, ...]) -> Sequence[PaperPart]:
        there: dict[str, PaperPart | None] = {part.key: part for part in now}
        there[key] = work(part_of({part.key: part for part in now}, key))
        return [part for part in there.values() if part is not None]

    return change_paper(store, paper_id, action, changed, by)


def take_back(store: Store, step: PaperStep, *, by: str) -> PaperStep:
    """Undo a step; what was done to other parts since stays. Raises PaperChangedSince."""

    def back(found: Paper, now: tuple[PaperPart, ...]) -> Sequence[PaperPart]:
        if (
            step.after is not None
            and replace(found, updated_at=step.after.updated_at) != step.after
        ):
            raise PaperChangedSince("The paper was planned anew since. It stays as it is.")
        return step_back(step, now) if step.parts or step.order_after else now

    return change_paper(store, step.paper_id, "taken back", back, by, paper=step.before)


def part_of(there: Mapping[str, PaperPart], key: str) -> PaperPart:
    """Return one part by its key. Raises UnknownRecord."""
    if key not in there:
        raise UnknownRecord("This part is not in the paper any more.")
    return there[key]


def paper_of(connection: Connection, paper_id: str) -> Paper:
    """Return a paper that is not deleted. Raises UnknownRecord."""
    found = rows.read_paper(connection, paper_id)
    if found is None:
        raise UnknownRecord("This paper is not there any more. Choose another one from the list.")
    return found


def record_step(connection: Connection, action: str, step: PaperStep, by: str) -> None:
    """Write a step into the history, an edit as the stretches of text that it changed."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    if step.before != step.after:
        before["paper"] = rows.paper_as_json(step.before)
        after["paper"] = rows.paper_as_json(step.after)
    if step.order_before != step.order_after:
        old, new = _followed(step.order_before), _followed(step.order_after)
        before["follows"] = {key: one for key, one in old.items() if new.get(key) != one}
        after["follows"] = {key: one for key, one in new.items() if old.get(key) != one}
    if step.parts:
        pairs = [_as_history(*pair) for pair in step.parts]
        keys = [(old or new).key for old, new in step.parts]  # type: ignore[union-attr]
        before["parts"] = {key: old for key, (old, _) in zip(keys, pairs, strict=True)}
        after["parts"] = {key: new for key, (_, new) in zip(keys, pairs, strict=True)}
    record(
        connection,
        by=by,
        action=action,
        entity="paper",
        entity_id=step.paper_id,
        before=before or None,
        after=after or None,
    )


def _followed(order: tuple[str, ...]) -> dict[str, str]:
    """Return which key each key follows, "" for the first: of a move only three lines differ."""
    return dict(zip(order, ("", *order), strict=False))


def _as_history(old: PaperPart | None, new: PaperPart | None) -> tuple[Any, Any]:
    """Return a part before and after; where only its words changed, what changed of each cell."""
    if old and new and replace(old, edited=new.edited) == new:
        cells = [change(a, b) for a, b in zip(old.words, new.words, strict=False)]
        return (
            {"cells": [a for a, _ in cells], "edited": old.edited is not None},
            {"cells": [b for _, b in cells], "edited": new.edited is not None},
        )
    return rows.part_as_json(old), rows.part_as_json(new)
