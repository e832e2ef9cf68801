"""A new draft of a paper loses nothing an officer did, and says everything that changed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.paper_merging import (
    ChangeKind,
    Choice,
    Merged,
    PartChange,
    answered,
    merge,
)
from visits_app.domain.papers import PaperPart, PartKind, Source

VISIT = Source("visit", "v1")


def part(key: str, words: str = "", section: str = "lines", **more: object) -> PaperPart:
    given = PaperPart(key, section, 0, (words or f"Words of {key}.",))
    return replace(given, **more)  # type: ignore[arg-type]


def keys(merged: Merged) -> list[str]:
    return [one.key for one in merged.parts]


def found(merged: Merged, key: str) -> PaperPart:
    return next(one for one in merged.parts if one.key == key)


def change(merged: Merged, key: str) -> PartChange:
    return next(one for one in merged.changes if one.key == key)


# --- what becomes of one part ----------------------------------------------------------------


def test_words_nobody_touched_follow_the_records() -> None:
    merged = merge([part("a", "Old.")], [part("a", "New.")])
    assert found(merged, "a").words == ("New.",)
    told = change(merged, "a")
    assert (told.kind, told.before, told.after) == (ChangeKind.CHANGED, ("Old.",), ("New.",))
    assert not told.needs_answer


def test_edited_words_stay_with_the_new_draft_beside_them() -> None:
    merged = merge([part("a", "Old.", edited=("Mine.",))], [part("a", "New.")])
    kept = found(merged, "a")
    assert kept.words == ("Mine.",)
    assert (kept.drafted, kept.fresh, kept.asks) == (("Old.",), ("New.",), True)
    assert change(merged, "a").needs_answer


def test_the_question_ends_when_the_records_return_to_what_they_were() -> None:
    asked = merge([part("a", "Old.", edited=("Mine.",))], [part("a", "New.")]).parts
    merged = merge(asked, [part("a", "Old.")])
    assert not found(merged, "a").asks
    assert merged.news == ()


def test_the_question_does_not_arise_when_the_records_say_what_the_officer_wrote() -> None:
    merged = merge([part("a", "Old.", edited=("Mine.",))], [part("a", "Mine.")])
    assert not found(merged, "a").asks
    assert found(merged, "a").words == ("Mine.",)
    assert not change(merged, "a").needs_answer


def test_a_part_that_is_gone_leaves_unless_somebody_wrote_in_it() -> None:
    merged = merge([part("a"), part("b", edited=("Mine.",))], [])
    assert keys(merged) == ["b"]
    assert found(merged, "b").fresh == ()
    assert {one.key: one.kind for one in merged.news} == {
        "a": ChangeKind.GONE,
        "b": ChangeKind.GONE,
    }


def test_a_hidden_part_stays_hidden_also_when_it_goes_and_comes_back() -> None:
    hidden = [part("a", "Old.", hidden=True)]
    assert found(merge(hidden, [part("a", "New.")]), "a").hidden
    gone = merge(hidden, []).parts
    assert merge(gone, []).news == ()
    back = found(merge(gone, [part("a", "New.")]), "a")
    assert (back.hidden, back.words) == (True, ("New.",))


def test_the_officers_own_parts_stay_where_they_are() -> None:
    own = part("own:1", section="lines", drafted=(), edited=("Mine.",))
    merged = merge([part("a"), own, part("b")], [part("a"), part("b")])
    assert keys(merged) == ["a", "own:1", "b"]
    assert merged.news == ()


def test_what_became_restricted_is_restricted_also_where_it_was_edited() -> None:
    merged = merge([part("a", edited=("Mine.",))], [part("a", restricted=True)])
    assert found(merged, "a").restricted
    assert change(merged, "a").is_news
    merged = merge(merged.parts, [part("a")])
    assert not found(merged, "a").restricted


def test_edited_words_of_a_record_that_moved_to_the_restricted_appendix_are_restricted() -> None:
    kept = part("a", edited=("Mine.",), sources=(VISIT,))
    moved = part("restricted:a", section="appendix", restricted=True, sources=(VISIT,))
    moved = replace(moved, kind=PartKind.ROW)
    merged = merge([kept], [moved])
    assert found(merged, "a").restricted


def test_edited_words_wait_out_of_sight_while_something_of_their_record_is_restricted() -> None:
    kept = part("a", "Old.", edited=("Mine, of the whole visit.",), sources=(VISIT,))
    drafted = [part("a", "New."), part("x", restricted=True, kind=PartKind.ROW, sources=(VISIT,))]
    merged = merge([kept], drafted)
    held = found(merged, "a")
    assert (held.asks, held.restricted, held.sources) == (True, True, (VISIT,))
    assert merge(merged.parts, drafted).parts == merged.parts
    mine = answered(held, Choice.KEEP)
    assert mine is not None
    assert not found(merge([mine], drafted), "a").restricted


def test_a_part_follows_the_records_into_another_section() -> None:
    kept = [part("a"), part("b", edited=("Mine.",)), part("c", section="late")]
    drafted = [part("a"), part("c", section="late"), part("b", section="late")]
    merged = merge(kept, drafted)
    assert [(one.key, one.section) for one in merged.parts] == [
        ("a", "lines"),
        ("c", "late"),
        ("b", "late"),
    ]
    assert found(merged, "b").words == ("Mine.",)


def test_sections_that_are_not_in_the_paper_wait_as_they_are() -> None:
    kept = [part("a"), part("b", section="late")]
    merged = merge(kept, [part("a")], sections={"lines"})
    assert keys(merged) == ["a", "b"]
    assert merged.news == ()


def test_a_draft_with_one_key_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        merge([], [part("a"), part("a")])


# --- order -----------------------------------------------------------------------------------


def test_the_officers_order_stays_and_new_parts_come_behind_their_neighbour() -> None:
    kept = [part("c"), part("own:1", drafted=(), edited=("Mine.",)), part("a"), part("b")]
    merged = merge(kept, [part("a"), part("x"), part("b"), part("c"), part("y")])
    assert keys(merged) == ["c", "y", "own:1", "a", "x", "b"]
    assert [one.position for one in merged.parts] == [0, 1, 2, 3, 4, 5]


def test_what_the_draft_begins_with_comes_before_it_and_after_own_words_on_top() -> None:
    kept = [part("own:1", drafted=(), edited=("Mine.",)), part("b")]
    assert keys(merge(kept, [part("a"), part("b")])) == ["own:1", "a", "b"]
    assert keys(merge(kept[:1], [part("a")])) == ["own:1", "a"]


# --- answers ---------------------------------------------------------------------------------


def test_a_question_is_answered_once() -> None:
    drafted = [part("a", "New.")]
    asked = found(merge([part("a", "Old.", edited=("Mine.",))], drafted), "a")
    mine, theirs = answered(asked, Choice.KEEP), answered(asked, Choice.TAKE)
    assert mine is not None
    assert theirs is not None
    assert (mine.words, mine.asks) == (("Mine.",), False)
    assert (theirs.words, theirs.edited) == (("New.",), None)
    assert merge([mine], drafted).news == ()
    assert answered(part("a"), Choice.TAKE) == part("a")


def test_a_part_that_is_gone_is_kept_for_good_or_taken_out() -> None:
    asked = found(merge([part("a", edited=("Mine.",))], []), "a")
    kept = answered(asked, Choice.KEEP)
    assert kept is not None
    assert merge([kept], []) == Merged((kept,), merge([kept], []).changes)
    assert merge([kept], []).news == ()
    assert answered(asked, Choice.TAKE) is None


def test_every_kind_of_change_can_be_answered_at_once() -> None:
    kept = [part("a", "Old."), part("b"), part("c", "Old.", edited=("Mine.",)), part("d")]
    drafted = [part("a", "New."), part("c", "New."), part("e"), part("f")]
    keep = dict.fromkeys("abcdef", Choice.KEEP)
    merged = merge(kept, drafted, answers=keep)
    said = {one.key: one.words[0] for one in merged.parts if not one.hidden}
    assert said == {"a": "Old.", "b": "Words of b.", "c": "Mine.", "d": "Words of d."}
    assert merge(merged.parts, drafted).news == ()
    take = dict.fromkeys("abcdef", Choice.TAKE)
    merged = merge(kept, drafted, answers=take)
    assert [one.words[0] for one in merged.parts] == [
        "New.", "New.", "Words of e.", "Words of f.",
    ]  # fmt: skip


# --- any sequence of changes -----------------------------------------------------------------

_WORDS = st.sampled_from(["One.", "Two.", "Three."])
_SOURCES = st.lists(st.sampled_from([VISIT, Source("ask", "a1")]), max_size=2).map(tuple)


@st.composite
def drafts(draw: st.DrawFn) -> list[PaperPart]:
    """Draw a draft: any parts in any order, in two sections, some of them restricted."""
    chosen = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8))
    return [
        PaperPart(
            key, draw(st.sampled_from(["first", "second"])), place, (draw(_WORDS),),
            kind=draw(st.sampled_from([PartKind.ROW, PartKind.BULLET])),
            sources=draw(_SOURCES), restricted=draw(st.booleans()),
        )
        for place, key in enumerate(chosen)
    ]  # fmt: skip


@st.composite
def papers(draw: st.DrawFn) -> tuple[PaperPart, ...]:
    """Draw a paper as an officer may have left it after some drafts."""
    parts: tuple[PaperPart, ...] = ()
    for number in range(draw(st.integers(1, 3))):
        parts = merge(parts, draw(drafts())).parts
        parts = tuple(
            replace(
                one,
                edited=("Mine.",) if one.drafted and draw(st.booleans()) else one.edited,
                hidden=one.hidden or draw(st.booleans()),
            )
            for one in draw(st.permutations(parts))
        )
        if draw(st.booleans()):
            own = PaperPart(f"own:{number}", "first", 0, (), edited=("My own.",))
            place = draw(st.integers(0, len(parts)))
            parts = (*parts[:place], own, *parts[place:])
    return parts


def written(parts: Sequence[PaperPart]) -> dict[str, tuple[str, ...]]:
    return {one.key: one.edited for one in parts if one.edited is not None}


@given(papers(), drafts())
def test_drafting_twice_from_the_same_records_changes_nothing_more(
    kept: tuple[PaperPart, ...], drafted: list[PaperPart]
) -> None:
    once = merge(kept, drafted)
    twice = merge(once.parts, drafted)
    assert twice.parts == once.parts
    assert all(one.needs_answer or not one.is_news for one in twice.changes)


@given(papers(), st.lists(drafts(), min_size=1, max_size=5))
def test_no_edit_is_lost_whatever_the_records_do(
    kept: tuple[PaperPart, ...], series: list[list[PaperPart]]
) -> None:
    parts = kept
    for drafted in series:
        parts = merge(parts, drafted).parts
        assert written(parts) == written(kept)
        assert len({one.key for one in parts}) == len(parts)
        assert {one.key for one in drafted} <= {one.key for one in parts}
        hidden = {one.key for one in parts if one.hidden}
        assert {one.key for one in kept if one.hidden} <= hidden


@given(papers(), drafts())
def test_the_order_an_officer_chose_stays(
    kept: tuple[PaperPart, ...], drafted: list[PaperPart]
) -> None:
    merged = merge(kept, drafted)
    for section in ("first", "second"):
        stayed = {
            one.key for one in merged.parts if one.section == section
        } & {one.key for one in kept if one.section == section}  # fmt: skip
        before = [one.key for one in kept if one.key in stayed]
        assert [one.key for one in merged.parts if one.key in stayed] == before
    assert [one.position for one in merged.parts] == list(range(len(merged.parts)))


@given(papers(), drafts())
def test_nothing_is_less_restricted_than_its_record(
    kept: tuple[PaperPart, ...], drafted: list[PaperPart]
) -> None:
    merged = merge(kept, drafted)
    records = {one.key: one.restricted for one in drafted}
    for one in merged.parts:
        if one.key in records:
            assert one.restricted is records[one.key] or (one.restricted and one.asks)
    was = {one.key for one in kept if one.restricted and one.key not in records}
    assert all(one.restricted for one in merged.parts if one.key in was)


@given(papers(), drafts(), st.sampled_from(list(Choice)))
def test_every_answer_settles_its_question(
    kept: tuple[PaperPart, ...], drafted: list[PaperPart], choice: Choice
) -> None:
    news = merge(kept, drafted).news
    merged = merge(kept, drafted, answers={one.key: choice for one in news})
    assert not any(one.asks for one in merged.parts)
    assert merge(merged.parts, drafted).news == ()
    if choice is Choice.KEEP:
        before = {one.key: one.words for one in kept if one.words}
        assert {key: found(merged, key).words for key in before} == before
