"""Linking a visit or a finding to recommendations."""

import pytest

from tests.visit_samples import draft, finding, submitted
from visits_app.domain.errors import AlreadyLinked
from visits_app.domain.recommendations import EvidenceKind
from visits_app.presenters.linking import LinkPresenter
from visits_app.presenters.workspace import Workspace
from visits_app.services import links


def test_the_visit_its_findings_and_all_recommendations_are_offered(council: Workspace) -> None:
    rows = [
        finding("f1", "A warm kitchen. " * 20, "strength"),
        finding("f2", ""),
        finding("f3", "<b>cold</b> & dark"),
    ]
    visit_id = draft(council.store, team="fostering", visit_date="2014-03-04", findings=rows)
    state = LinkPresenter(council).state(visit_id)
    assert state.visit == "Fostering, 4 March 2014"
    assert state.whole == "The whole visit"
    assert [pick.id for pick in state.findings] == ["f1", "f3"]
    assert state.findings[1].label == "Concern: <b>cold</b> & dark"
    assert len(state.findings[0].label) < 110
    assert [pick.label for pick in state.recommendations] == [
        "R2  Report progress",
        "R10  Ask the panel",
    ]
    assert state.linked == frozenset()


def test_one_link_or_several_are_made_and_taken_back_together(council: Workspace) -> None:
    visit_id = submitted(council.store, findings=[finding("f1", "Cold.")])
    presenter = LinkPresenter(council)
    whole = presenter.link(visit_id, "", ("r2",), EvidenceKind.SUPPORTS, "  It was said.\x00 ")
    assert whole[0].note == "It was said."
    assert whole[0].made_by == "ann"
    both = presenter.link(visit_id, "f1", ("r2", "r10"), EvidenceKind.GAP, "")
    assert presenter.state(visit_id).linked == {("r2", ""), ("r2", "f1"), ("r10", "f1")}
    presenter.undo(both)
    assert presenter.state(visit_id).linked == {("r2", "")}


def test_if_one_of_several_is_linked_already_none_is_made(council: Workspace) -> None:
    visit_id = submitted(council.store)
    presenter = LinkPresenter(council)
    presenter.link(visit_id, "", ("r10",), EvidenceKind.GAP, "")
    with pytest.raises(AlreadyLinked):
        presenter.link(visit_id, "", ("r2", "r10"), EvidenceKind.GAP, "")
    assert len(links.evidence_for_visit(council.store, visit_id)) == 1


def test_the_same_visit_may_say_another_thing(council: Workspace) -> None:
    visit_id = submitted(council.store)
    presenter = LinkPresenter(council)
    presenter.link(visit_id, "", ("r2",), EvidenceKind.GAP, "")
    presenter.link(visit_id, "", ("r2",), EvidenceKind.CONTEXT, "")
    assert len(links.evidence_for_visit(council.store, visit_id)) == 2


def test_visits_to_link_are_named_so_that_they_can_be_told_apart(council: Workspace) -> None:
    draft(council.store)
    submitted(council.store)
    labels = [pick.label for pick in LinkPresenter(council).visits()]
    assert labels[0].startswith("Fostering, 4 March 2014 (2014-")
    assert labels[1].startswith("No team, no date yet (")
