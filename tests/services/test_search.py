"""Search: whatever is typed is looked for as words, found with its place, best first."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.visit_samples import ask, complete, draft, finding, small_council, submitted
from visits_app.domain.visits import VisitFilter
from visits_app.services import visit_lists, visits
from visits_app.services.search import search
from visits_app.store.engine import Store
from visits_app.store.words import words_of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_council(tmp_path_factory.mktemp("search") / "visits.mvstore") as opened:
        submitted(
            opened,
            summary="The kitchen's warm; <b>Café</b> owner said so.",
            purpose="To see the Łódź exchange.",
            findings=[finding("f", "Nobody had a laptop.")],
            asks=[ask("a", "Mend the heating."), ask("b", "Buy laptops for the duty desk.")],
        )
        submitted(opened, team="adoption", summary="Heating heating heating.")
        yield opened


def kinds(store: Store, words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in search(store, words)]


ODD = ["kitchen's", "-kitchen", '"', "AND", "*", "", " ", "OR NOT", "a*b", "NEAR(", "body:kitchen"]
ODD += ["kitchen -", "'", "^kitchen", "{x}", "\x00", "((", 'say "kitchen"', "+", "kitchen AND"]


@pytest.mark.parametrize("words", ODD)
def test_odd_queries_are_words_like_any_other(store: Store, words: str) -> None:
    search(store, words)
    visit_lists.list_visits(store, VisitFilter(text=words))


@given(words=st.text(max_size=30))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_query_raises_and_matches_lie_inside_the_excerpt(store: Store, words: str) -> None:
    visit_lists.list_visits(store, VisitFilter(text=words))
    for hit in search(store, words):
        edges = [edge for match in hit.matches for edge in match]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(hit.excerpt) for edge in edges)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("kitchen's", ["kitchen's"]),
        ("kitch", ["kitchen"]),
        ("CAFE", ["Café"]),
        ("łódź", ["Łódź"]),
        ("warm owner", ["warm", "owner"]),
    ],
)
def test_the_words_found_are_marked_in_plain_text(
    store: Store, words: str, marked: list[str]
) -> None:
    (hit,) = search(store, words)
    assert hit.kind == "visit"
    assert [hit.excerpt[start:end] for start, end in hit.matches] == marked
    assert hit.title.startswith("Fostering (20")
    assert hit.when is not None


def test_a_users_markup_is_text(store: Store) -> None:
    (hit,) = search(store, "café")
    assert "<b>Café</b>" in hit.excerpt


def test_words_in_different_answers_of_a_visit_find_it(store: Store) -> None:
    (hit,) = search(store, "kitchen laptop")
    assert hit.kind == "visit"


def test_an_ask_is_found_as_an_ask(store: Store) -> None:
    hits = search(store, "duty desk")
    words = "Buy laptops for the duty desk. · head of service"
    assert [(hit.kind, hit.excerpt) for hit in hits] == [("ask", words)]
    page = visit_lists.list_visits(store, VisitFilter(text="duty"))
    assert [row.id for row in page.rows] == [hits[0].id]


def test_registers_are_found_by_name_and_text(store: Store) -> None:
    assert kinds(store, "adopt")[0] == ("team", "Adoption")
    assert ("recommendation", "R2 Report progress") in kinds(store, "each meeting")
    assert kinds(store, "caseload worker") == [("indicator", "Average caseload")]


def test_the_better_match_comes_first(store: Store) -> None:
    hits = search(store, "heating")
    assert [hit.title.split(" (")[0] for hit in hits] == ["Adoption", "Fostering"]


def test_a_visit_is_found_by_its_reference(store: Store) -> None:
    page = visit_lists.list_visits(store)
    hits = search(store, page.rows[0].reference)
    assert [hit.id for hit in hits] == [page.rows[0].id]


def test_search_follows_what_is_written_and_taken_back(store: Store) -> None:
    visit_id = draft(store, **complete(summary="A zeppelin."))
    assert [hit.id for hit in search(store, "zeppelin")] == [visit_id]
    visits.save_answers(store, visit_id, {"summary": "A balloon."}, by="ann")
    assert search(store, "zeppelin") == ()
    assert [hit.id for hit in search(store, "balloon")] == [visit_id]
    visits.delete_draft(store, visit_id, by="ann")
    assert search(store, "balloon") == ()


def test_a_long_answer_is_cut_around_the_match(store: Store) -> None:
    visit_id = draft(store, summary="filler " * 500 + "nightingale\nsong " + "filler " * 500)
    (hit,) = search(store, "nightingale")
    assert len(hit.excerpt) <= 190
    assert [hit.excerpt[start:end] for start, end in hit.matches] == ["nightingale"]
    assert "nightingale song" in hit.excerpt
    visits.delete_draft(store, visit_id, by="ann")


def test_a_short_last_word_is_looked_for_whole() -> None:
    assert [word.prefix for word in words_of("in th")] == [False, False]
    assert [word.prefix for word in words_of("in the")] == [False, True]
