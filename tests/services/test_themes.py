"""Merging and splitting themes: totals stay, reports keep their words, every step is undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.visit_samples import complete, draft, finding, small_council, submitted
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.registers import Theme
from visits_app.domain.theme_rules import counted_as as rules_say
from visits_app.domain.visits import VisitFilter
from visits_app.services import insight, registers, themes, visit_lists, visits
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        registers.put_theme(opened, Theme("huts", "Huts"), by="ann")
        registers.put_theme(opened, Theme("offices", "Offices"), by="ann")
        yield opened


def matrix(store: Store) -> dict[str, tuple[int, int]]:
    """Return theme → visits and concerns counted under it."""
    with store.read() as connection:
        from visits_app.store import insight as rows

        return {c.theme_id: (c.visits, c.concerns) for c in rows.counts(connection)}


def listed(store: Store, theme_id: str) -> set[str]:
    return {
        row.id for row in visit_lists.list_visits(store, VisitFilter(theme_ids=(theme_id,))).rows
    }


def heard(store: Store, theme_id: str) -> list[str]:
    return sorted(one.finding_id for one in insight.findings(store, "", theme_id, None, None))


def two_visits(store: Store) -> tuple[str, str]:
    one = submitted(
        store,
        findings=[finding("f1", "A cold hut.", theme="huts"),
                  finding("f2", "A dark office.", theme="offices")],
    )  # fmt: skip
    other = submitted(store, themes=["offices"], findings=[finding("f3", "Damp.", theme="huts")])
    return one, other


def test_what_was_merged_counts_under_the_other_everywhere(store: Store) -> None:
    one, other = two_visits(store)
    sealed = visits.revisions(store, one)[-1]
    with store.write() as connection:
        connection.execute("INSERT INTO indicator_theme VALUES ('caseload', 'huts')")
    preview = themes.preview_merge(store, "huts", "offices")
    themes.merge(store, "huts", "offices", by="bob")
    assert preview.of_theme.in_words() == (
        "2 findings of 2 visits, 2 visits in the list, 1 measure"
    )
    assert preview.together.findings == 3
    assert matrix(store) == {"offices": (2, 2)}, "a visit counts once"
    assert heard(store, "offices") == ["f1", "f2", "f3"]
    assert {f.theme for f in insight.findings(store, "fostering", "", None, None)} == {"Offices"}
    assert listed(store, "offices") == {one, other}
    assert insight.span_of_visits(store, theme_id="offices") is not None
    measured = insight.side_by_side(store, "", "offices")
    assert measured.undrawn == ("Average caseload",)
    assert visits.revisions(store, one)[-1] == sealed
    assert visits.load_visit(store, one).answers["findings"][0]["theme"] == "huts"  # type: ignore[index,call-overload]
    assert next(t for t in registers.themes(store) if t.id == "huts").retired


def test_a_merge_taken_back_leaves_everything_as_it_was(store: Store) -> None:
    two_visits(store)
    before = (matrix(store), heard(store, "huts"), listed(store, "huts"), registers.themes(store))
    themes.merge(store, "huts", "offices", by="bob")
    themes.take_merge_back(store, "huts", by="bob")
    now = (matrix(store), heard(store, "huts"), listed(store, "huts"), registers.themes(store))
    assert now == before
    with pytest.raises(UnknownRecord):
        themes.take_merge_back(store, "huts", by="bob")


def test_a_theme_retired_before_its_merge_is_retired_after_it(store: Store) -> None:
    registers.put_theme(store, Theme("huts", "Huts", retired=True), by="ann")
    themes.merge(store, "huts", "offices", by="bob")
    themes.take_merge_back(store, "huts", by="bob")
    assert next(t for t in registers.themes(store) if t.id == "huts").retired


def test_a_chain_of_merges_counts_at_its_end(store: Store) -> None:
    one, other = two_visits(store)
    themes.merge(store, "huts", "offices", by="bob")
    themes.merge(store, "offices", "premises", by="bob")
    assert matrix(store) == {"premises": (2, 2)}
    assert listed(store, "premises") == listed(store, "huts") == {one, other}
    with pytest.raises(FaultsError, match="counts under"):
        themes.merge(store, "premises", "huts", by="bob")
    themes.take_merge_back(store, "huts", by="bob")
    assert heard(store, "huts") == ["f1", "f3"]
    assert heard(store, "premises") == ["f2"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["huts", "offices", "premises", "caseloads"]),
            st.sampled_from(["huts", "offices", "premises", "caseloads"]),
        ),
        max_size=8,
    )
)
def test_the_store_counts_as_the_rules_say_and_loses_nothing(
    store: Store, wanted: list[tuple[str, str]]
) -> None:
    if not heard(store, ""):
        two_visits(store)
    done = []
    for one, into in wanted:
        try:
            themes.merge(store, one, into, by="bob")
        except FaultsError:
            continue
        done.append(one)
    known = registers.themes(store)
    assert themes.counted_as(store) == rules_say(known)
    roots = set(themes.counted_as(store).values())
    found = [id for root in sorted(roots) for id in heard(store, root)]
    assert sorted(found) == ["f1", "f2", "f3"]
    for one in reversed(done):
        themes.take_merge_back(store, one, by="bob")


# --- splitting -----------------------------------------------------------------------------


def test_findings_are_filed_under_a_theme_cut_out_of_theirs(store: Store) -> None:
    one, other = two_visits(store)
    sealed = visits.revisions(store, one)[-1]
    heating = themes.cut_theme(store, "huts", " Heating ", "Cold and heat.", by="bob")
    assert (heating.name, heating.split_from) == ("Heating", "huts")
    shown = themes.splitting(store, "huts")
    assert [theme.id for theme in shown.family] == ["huts", heating.id]
    assert {f.finding_id for f in shown.findings} == {"f1", "f3"}
    before = themes.file_findings(store, ["f1"], heating.id, by="bob")
    assert before == {"f1": "huts"}
    assert matrix(store) == {"huts": (1, 1), heating.id: (1, 1), "offices": (1, 1)}
    assert heard(store, heating.id) == ["f1"]
    assert heard(store, "huts") == ["f3"]
    assert (listed(store, heating.id), listed(store, "huts")) == ({one}, {other})
    assert insight.span_of_visits(store, theme_id=heating.id) is not None
    assert visits.revisions(store, one)[-1] == sealed, "the report is as it was sealed"
    themes.file_back(store, before, by="bob")
    assert heard(store, "huts") == ["f1", "f3"]
    assert listed(store, heating.id) == set()


def test_filing_is_refused_outside_the_family(store: Store) -> None:
    two_visits(store)
    heating = themes.cut_theme(store, "huts", "Heating", "", by="bob")
    with pytest.raises(FaultsError, match="not about this theme"):
        themes.file_findings(store, ["f2"], heating.id, by="bob")
    themes.merge(store, "huts", "offices", by="bob")
    with pytest.raises(FaultsError, match="in use"):
        themes.cut_theme(store, "huts", "Draughts", "", by="bob")
    with pytest.raises(FaultsError, match="of this name"):
        themes.cut_theme(store, "offices", "Heating", "", by="bob")


def test_a_theme_with_findings_filed_under_it_can_be_merged(store: Store) -> None:
    one, _ = two_visits(store)
    heating = themes.cut_theme(store, "huts", "Heating", "", by="bob")
    themes.file_findings(store, ["f1"], heating.id, by="bob")
    themes.merge(store, heating.id, "offices", by="bob")
    assert heard(store, "offices") == ["f1", "f2"]
    assert matrix(store) == {"huts": (1, 1), "offices": (1, 1)}
    assert one in listed(store, "offices")


def test_a_report_being_corrected_counts_as_sealed_and_filed(store: Store) -> None:
    one, _ = two_visits(store)
    heating = themes.cut_theme(store, "huts", "Heating", "", by="bob")
    themes.file_findings(store, ["f1"], heating.id, by="bob")
    before = matrix(store)
    visits.begin_correction(store, one, by="ann")
    assert matrix(store) == before
    visits.save_answers(store, one, {"findings": None}, by="ann")
    visits.cancel_correction(store, one, by="ann")
    assert matrix(store) == before, "a finding that comes back is filed as it was"
    assert listed(store, heating.id) == {one}


def test_an_amendment_that_names_another_theme_has_the_last_word(store: Store) -> None:
    one, _ = two_visits(store)
    heating = themes.cut_theme(store, "huts", "Heating", "", by="bob")
    themes.file_findings(store, ["f1"], heating.id, by="bob")
    visits.begin_correction(store, one, by="ann")
    changed = [finding("f1", "A cold hut.", theme="caseloads"),
               finding("f2", "A dark office.", theme="offices")]  # fmt: skip
    visits.save_answers(store, one, {"findings": changed}, by="ann")  # type: ignore[dict-item]
    visits.submit_visit(store, one, by="ann", reason="The theme was wrong.")
    assert heard(store, "caseloads") == ["f1"]
    assert heard(store, heating.id) == []
    assert listed(store, "caseloads") == {one}


def test_a_draft_is_found_by_the_theme_it_is_counted_under(store: Store) -> None:
    visit_id = draft(store, **complete(findings=[finding("d1", "Cold.", theme="huts")]))
    themes.merge(store, "huts", "offices", by="bob")
    assert listed(store, "offices") == {visit_id}
    assert heard(store, "offices") == []
