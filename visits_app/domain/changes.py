"""A change of one answer as the history keeps it: complete, and no longer than it must be.

A long text saved at every pause would fill the history with copies of itself, so:

- a long text (over `WHOLE` characters before or after) is kept as the stretch that changed,
  `{"from": 120, "text": "…"}`, before and after;
- rows are kept as those that changed, `{"rows": {id: row or null}}`, with `"order"` (the ids in
  their order) where rows came, went or moved;
- everything else is kept whole.

`replay` turns the answer before a change into the answer after it, so the history of a visit
alone gives every state of every answer.
"""

from typing import Any

from visits_app.domain.forms import Value

WHOLE = 400
"""Texts up to this many characters are kept whole."""


def change(before: Value, after: Value) -> tuple[Any, Any]:
    """Return what the history keeps as before and after of this change."""
    if isinstance(before, str) and isinstance(after, str):
        if len(before) > WHOLE or len(after) > WHOLE:
            return _stretch(before, after)
        return before, after
    old, new = _rows(before), _rows(after)
    if (old or new) and old is not None and new is not None:
        return _changed_rows(old, new)
    return before, after


def replay(value: Value, before: Any, after: Any) -> Value:
    """Return the answer that `value` became by the change kept as `before` and `after`."""
    if isinstance(after, dict) and isinstance(after.get("text"), str):
        start, text = after["from"], str(value)
        return f"{text[:start]}{after['text']}{text[start + len(before['text']) :]}"
    if isinstance(after, dict) and isinstance(after.get("rows"), dict):
        rows = dict(_rows(value) or {})
        rows.update(after["rows"])
        order = after.get("order", list(_rows(value) or {}))
        return [rows[id] for id in order] or None
    kept: Value = after
    return kept


def _stretch(before: str, after: str) -> tuple[dict[str, Any], dict[str, Any]]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return (
        {"from": start, "text": before[start : len(before) - end]},
        {"from": start, "text": after[start : len(after) - end]},
    )


def _common(one: str, other: str) -> int:
    """Count the characters two texts begin with alike; halving, for comparing slices is fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _changed_rows(old: dict[str, Any], new: dict[str, Any]) -> tuple[Any, Any]:
    touched = [id for id in {**old, **new} if old.get(id) != new.get(id)]
    before: dict[str, Any] = {"rows": {id: old.get(id) for id in touched}}
    after: dict[str, Any] = {"rows": {id: new.get(id) for id in touched}}
    if list(old) != list(new):
        before["order"], after["order"] = list(old), list(new)
    return before, after


def _rows(value: Any) -> dict[str, Any] | None:
    """Return rows by id, in order; {} for no answer, None for what is not rows."""
    if value is None:
        return {}
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return {row["id"]: row for row in value}
    return None
