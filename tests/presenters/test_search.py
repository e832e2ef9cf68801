"""Search from anywhere: odd words never hurt, and every hit leads to the right page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.visit_samples import ask, submitted
from visits_app.presenters.search import FoundLine, SearchPresenter
from visits_app.presenters.workspace import Desk, Workspace

ODD = st.text("\"'*()-:^{}[]<>&\\/ \x00\ud800\u202e\U0001f600aåNEARORAND", max_size=40)


def leads(lines: tuple[FoundLine, ...]) -> dict[str, tuple[str, dict[str, str]]]:
    return {line.kind: (line.page, line.target) for line in lines}


@given(words=st.text(max_size=60) | ODD)
def test_no_words_however_odd_raise(example: Workspace, words: str) -> None:
    for line in SearchPresenter(example).find(words):
        assert line.title
        assert all(0 <= start < end <= len(line.excerpt) for start, end in line.matches)


def test_nothing_is_found_for_nothing(example: Workspace) -> None:
    for words in ("", "   ", "\x00", '"', "zzzzqqq"):
        assert SearchPresenter(example).find(words) == ()


def test_every_kind_of_hit_leads_to_its_page(council: Workspace) -> None:
    visit_id = submitted(
        council.store,
        summary="The panel met.",
        asks=[ask("a1", "Invite the panel.")],
    )
    presenter = SearchPresenter(council)
    found = leads(presenter.find("panel"))
    assert found["Visit"] == ("visits", {"visit_id": visit_id})
    assert leads(presenter.find("invite"))["Ask"] == ("visits", {"visit_id": visit_id})
    assert found["Recommendation"] == ("recommendations", {"recommendation_id": "r10"})
    assert leads(presenter.find("fosteri"))["Team"] == ("visits", {"team_id": "fostering"})
    assert leads(presenter.find("caseload"))["Indicator"] == (
        "indicator",
        {"indicator_id": "caseload"},
    )


def test_pages_are_offered_by_the_beginning_of_their_name(council: Workspace) -> None:
    assert leads(SearchPresenter(council).find("HEL")) == {"Go to": ("help", {})}
    assert leads(SearchPresenter(council).find("regi")) == {"Go to": ("register", {})}
    member = replace(council, desk=Desk.MEMBER)
    assert SearchPresenter(member).find("regi") == ()


def test_matches_point_at_the_words_that_were_looked_for(council: Workspace) -> None:
    submitted(council.store, summary="😀 The café kitchen was warm.")
    (line,) = SearchPresenter(council).find("kitchen cafe")
    assert sorted(line.excerpt[start:end] for start, end in line.matches) == ["café", "kitchen"]
