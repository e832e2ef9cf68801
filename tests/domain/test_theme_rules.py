"""Which theme counts for which: chains of merges end somewhere, and no merge makes a circle."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.registers import Theme
from visits_app.domain.theme_rules import (
    MergePreview,
    ThemeUse,
    counted_as,
    family,
    merge_faults,
)

IDS = ("a", "b", "c", "d", "e", "f")


def plain() -> dict[str, Theme]:
    return {id: Theme(id, f"Theme {id}") for id in IDS}


def merged(themes: dict[str, Theme], one: str, into: str) -> None:
    themes[one] = replace(themes[one], merged_into=into, retired=True)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=30))
def test_no_chain_of_allowed_merges_makes_a_circle(wanted: list[tuple[str, str]]) -> None:
    themes = plain()
    for one, into in wanted:
        if not merge_faults(themes.values(), one, into):
            merged(themes, one, into)
    counts = counted_as(themes.values())
    for id, root in counts.items():
        assert themes[root].merged_into is None
        assert (root == id) == (themes[id].merged_into is None)
        parent = themes[id].merged_into
        assert parent is None or counts[parent] == root


@given(
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12),
    st.dictionaries(st.sampled_from(IDS), st.integers(0, 50)),
)
def test_what_is_counted_in_all_is_the_same_after_any_merges(
    wanted: list[tuple[str, str]], findings: dict[str, int]
) -> None:
    themes = plain()
    for one, into in wanted:
        if not merge_faults(themes.values(), one, into):
            merged(themes, one, into)
    totals: dict[str, int] = {}
    for id, root in counted_as(themes.values()).items():
        totals[root] = totals.get(root, 0) + findings.get(id, 0)
    assert sum(totals.values()) == sum(findings.values())


def test_a_circle_that_somebody_made_by_hand_is_survived() -> None:
    themes = plain()
    merged(themes, "a", "b")
    merged(themes, "b", "a")
    assert counted_as(themes.values())["a"] == "a"
    assert counted_as(themes.values())["c"] == "c"


def test_each_refusal_says_why() -> None:
    themes = plain()
    merged(themes, "a", "b")
    themes["c"] = replace(themes["c"], retired=True)

    def why(one: str, into: str) -> str:
        return " ".join(fault.what for fault in merge_faults(themes.values(), one, into))

    assert why("b", "b") == "A theme cannot be merged into itself."
    assert why("a", "d") == "Theme a was merged into Theme b already."
    assert "counted under Theme b; choose that one" in why("d", "a")
    assert "Theme a counts under Theme b already" in why("b", "a")
    assert why("d", "c") == "Theme c is retired. Bring it back first."
    assert why("d", "nowhere") == "Choose a theme from the list."
    assert why("c", "d") == "", "a retired theme with old findings can be merged"


def test_a_preview_says_every_number_in_words() -> None:
    preview = MergePreview(
        Theme("a", "Offices"),
        Theme("b", "Premises"),
        ThemeUse(2, 1, 3, 0),
        ThemeUse(),
        ThemeUse(2, 1, 3, 1),
        ("Huts",),
    )
    now, other, then, kept = preview.sentences()
    assert now == "Now under Offices: 2 findings of 1 visit, 3 visits in the list."
    assert other == "Now under Premises: nothing."
    assert then.endswith("3 visits in the list, 1 measure. What was merged into it before comes "
                         "along: Huts.")  # fmt: skip
    assert "Submitted reports keep their words" in kept


def test_a_family_is_a_theme_and_what_was_cut_out_of_it_and_is_in_use() -> None:
    themes = plain()
    for id in ("b", "c", "d"):
        themes[id] = replace(themes[id], split_from="a")
    themes["c"] = replace(themes["c"], retired=True)
    assert [theme.id for theme in family(themes, "a")] == ["a", "b", "d"]
    assert family(themes, "nowhere") == ()
