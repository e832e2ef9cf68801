"""A step taken back leaves a paper as it was before, but for what was done elsewhere since."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.errors import PaperChangedSince
from visits_app.domain.paper_steps import numbered, step_back, step_between
from visits_app.domain.papers import PaperPart

Parts = tuple[PaperPart, ...]


@st.composite
def papers(draw: st.DrawFn) -> Parts:
    """Draw some parts in some order, each with one of two texts."""
    keys = draw(st.lists(st.sampled_from("abcdef"), unique=True))
    words = st.sampled_from(["One.", "Two."])
    return numbered([PaperPart(key, "s", 0, (draw(words),)) for key in keys])


@given(papers(), papers())
def test_any_step_can_be_taken_back(before: Parts, after: Parts) -> None:
    step = step_between("p", before, after)
    assert step_back(step, after) == before
    assert step.is_empty is (before == after)


@given(papers(), papers(), st.text(min_size=1, max_size=3))
def test_what_was_written_in_other_parts_since_stays(
    before: Parts, after: Parts, words: str
) -> None:
    step = step_between("p", before, after)
    touched = {(old or new).key for old, new in step.parts}  # type: ignore[union-attr]
    since = tuple(part if part.key in touched else replace(part, edited=(words,)) for part in after)
    back = {part.key: part for part in step_back(step, since)}
    assert back.keys() == {part.key for part in before}
    for part in since:
        if part.key not in touched:
            assert back[part.key].edited == (words,)


def test_a_part_that_was_changed_again_is_left_alone() -> None:
    part = PaperPart("a", "s", 0, ("One.",))
    step = step_between("p", (part,), (replace(part, hidden=True),))
    with pytest.raises(PaperChangedSince):
        step_back(step, (replace(part, edited=("Mine.",), hidden=True),))
    with pytest.raises(PaperChangedSince):
        step_back(step, ())


def test_a_part_that_comes_back_stands_behind_what_it_followed() -> None:
    a, b, c, d = numbered([PaperPart(key, "s", 0, ("One.",)) for key in "abcd"])
    step = step_between("p", (a, b, c), (a, c))
    assert [part.key for part in step_back(step, (d, c, a))] == ["d", "c", "a", "b"]
