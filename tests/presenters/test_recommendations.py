"""Recommendations and everything visits say about them, in words."""

from datetime import date

import pytest

from tests.visit_samples import finding, submitted
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.recommendations import EvidenceKind
from visits_app.presenters.recommendations import RecommendationsPresenter, count_words
from visits_app.presenters.workspace import Workspace
from visits_app.services import links


def test_lines_come_in_the_order_of_their_references(council: Workspace) -> None:
    lines = RecommendationsPresenter(council).lines()
    assert [(line.reference, line.status, line.evidence) for line in lines] == [
        ("R2", "On track", "No visit speaks to it yet"),
        ("R10", "On track", "No visit speaks to it yet"),
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, "No visit speaks to it yet"),
        ({EvidenceKind.SUPPORTS: 1}, "1 supports"),
        ({EvidenceKind.GAP: 2, EvidenceKind.SUPPORTS: 3}, "3 support, 2 show a gap"),
        ({EvidenceKind.GAP: 1, EvidenceKind.CONTEXT: 1}, "1 shows a gap, 1 context"),
    ],
)
def test_counts_are_a_phrase(counts: dict[EvidenceKind, int], expected: str) -> None:
    assert count_words(counts) == expected


def test_evidence_is_grouped_gaps_first_and_each_group_by_team_and_date(
    council: Workspace,
) -> None:
    rows = [finding("f1", "No report came.")]
    later = submitted(council.store, visit_date="2014-02-01")
    earlier = submitted(council.store, visit_date="2013-02-01", findings=rows)
    other = submitted(council.store, team="adoption")
    for visit_id, finding_id, kind in (
        (later, None, EvidenceKind.SUPPORTS),
        (earlier, None, EvidenceKind.SUPPORTS),
        (other, None, EvidenceKind.SUPPORTS),
        (earlier, "f1", EvidenceKind.GAP),
    ):
        links.link_evidence(
            council.store, recommendation_id="r2", visit_id=visit_id, finding_id=finding_id,
            kind=kind, by="ann",
        )  # fmt: skip
    state = RecommendationsPresenter(council).state("r2")
    assert [(g.heading, len(g.items)) for g in state.groups] == [
        ("Shows a gap", 1),
        ("Supports", 3),
    ]
    assert state.groups[0].items[0].finding_text == "No report came."
    assert [(item.team, item.visit_date) for item in state.groups[1].items] == [
        ("Adoption", date(2014, 3, 4)),
        ("Fostering", date(2013, 2, 1)),
        ("Fostering", date(2014, 2, 1)),
    ]
    assert state.teams == "Adoption, Fostering"
    assert RecommendationsPresenter(council).lines()[0].evidence == "3 support, 1 shows a gap"


def test_a_link_taken_away_comes_back_with_undo(council: Workspace) -> None:
    visit_id = submitted(council.store)
    link = links.link_evidence(
        council.store, recommendation_id="r2", visit_id=visit_id, kind=EvidenceKind.GAP,
        note="Why", by="ann",
    )  # fmt: skip
    presenter = RecommendationsPresenter(council)
    taken = presenter.unlink(link.id)
    assert presenter.state("r2").groups == ()
    presenter.relink(taken)
    presenter.relink(taken)
    assert [item.link for item in presenter.state("r2").groups[0].items] == [link]


def test_a_recommendation_that_is_not_there_is_refused_in_words(council: Workspace) -> None:
    with pytest.raises(UnknownRecord, match="not in the store"):
        RecommendationsPresenter(council).state("r99")


def test_facts_leave_out_what_is_not_known(council: Workspace, example: Workspace) -> None:
    bare = RecommendationsPresenter(council).state("r2")
    assert bare.facts == (("Status", "On track"),)
    presenter = RecommendationsPresenter(example)
    facts = dict(presenter.state(presenter.lines()[0].id).facts)
    assert facts["Due"] == "Continuing"
    assert facts["Made"] == "17 March 2014"
