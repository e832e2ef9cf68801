"""A seal changes when, and only when, what it covers changes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.changes import change, replay
from visits_app.domain.sealing import canonical, canonical_json, content_hash

_CELLS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5)
_VALUES = (
    _CELLS
    | st.lists(st.text(min_size=1, max_size=3), max_size=3)
    | st.dictionaries(st.sampled_from(["staff", "carers"]), st.integers(0, 3))
    | st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from("abc")}, optional={"text": _CELLS, "kind": _CELLS}
        ),
        max_size=3,
        unique_by=lambda row: row["id"],
    )
)
_ANSWERS: Any = st.dictionaries(st.sampled_from(["summary", "cups", "rows"]), _VALUES)


def without_empty(value: Any) -> Any:
    """Spell the second step of the recipe once more, in other words."""
    if isinstance(value, dict):
        items = ((key, without_empty(member)) for key, member in value.items())
        return {key: m for key, m in items if m not in ("", [], {}) and m is not None}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def meant(answers: Any) -> str:
    # repr tells True from 1, which == does not
    return repr(json.loads(json.dumps(without_empty(answers), sort_keys=True)))


@given(one=_ANSWERS, other=_ANSWERS)
def test_hashes_agree_exactly_when_the_content_does(one: Any, other: Any) -> None:
    same = content_hash("2014-7K3M", "f", 1, one) == content_hash("2014-7K3M", "f", 1, other)
    assert same == (meant(one) == meant(other))


@given(answers=_ANSWERS)
def test_the_order_of_members_and_empty_ones_do_not_count(answers: Any) -> None:
    shuffled = dict(reversed(list(answers.items()))) | {"later": None, "empty": []}
    assert canonical("r", "f", 1, answers) == canonical("r", "f", 1, shuffled)


def test_the_bytes_are_spelled_by_the_recipe() -> None:
    answers: Any = {"z": [{"id": "1", "b": "", "a": "“é” </b>\n"}], "n": 5.0, "m": 0.1, "no": False}
    assert canonical("2014-7K3M", "standard", 2, answers).decode() == (
        '{"answers":{"m":0.1,"n":5,"no":false,"z":[{"a":"“é” </b>\\n","id":"1"}]},'
        '"form":{"id":"standard","version":2},"reference":"2014-7K3M"}'
    )


def test_reference_and_form_are_covered() -> None:
    seals = {
        content_hash("a", "f", 1, {}),
        content_hash("b", "f", 1, {}),
        content_hash("a", "g", 1, {}),
        content_hash("a", "f", 2, {}),
    }
    assert len(seals) == 4


def test_what_json_cannot_hold_is_no_content() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


@given(
    before=st.none() | st.text(max_size=10) | st.text(min_size=395, max_size=420),
    after=st.none() | st.text(max_size=10) | st.text(min_size=395, max_size=420),
)
def test_a_change_of_text_can_be_replayed(before: str | None, after: str | None) -> None:
    assert replay(before, *change(before, after)) == after


@given(text=st.text(min_size=401, max_size=450), at=st.integers(0, 400), more=st.text(max_size=9))
def test_a_small_change_of_a_long_text_is_kept_small(text: str, at: int, more: str) -> None:
    after = text[:at] + more + text[at:]
    kept = change(text, after)
    assert replay(text, *kept) == after
    assert len(kept[0]["text"]) + len(kept[1]["text"]) <= len(more)


@given(before=_VALUES, after=_VALUES)
def test_a_change_of_anything_can_be_replayed(before: Any, after: Any) -> None:
    replayed = replay(before, *change(before, after))
    assert (replayed or None) == (after or None) or replayed == after
