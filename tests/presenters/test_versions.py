"""The versions of a submitted report."""

import pytest

from tests.visit_samples import draft, submitted
from visits_app.domain.errors import UnknownRecord
from visits_app.presenters.versions import VersionsPresenter
from visits_app.presenters.workspace import Workspace
from visits_app.services import visits


def corrected(council: Workspace) -> str:
    visit_id = submitted(council.store, purpose="To look round.")
    visits.begin_correction(council.store, visit_id, by="bob")
    changes = {"summary": "The kitchen was cold.", "purpose": None}
    visits.save_answers(council.store, visit_id, changes, by="bob")
    visits.submit_visit(council.store, visit_id, by="bob", reason="It was cold.")
    return visit_id


def test_both_versions_can_be_read_with_what_differs(council: Workspace) -> None:
    visit_id = corrected(council)
    presenter = VersionsPresenter(council)
    amended, first = presenter.versions(visit_id)
    assert (first.title, first.reason, first.changes) == ("As submitted", "", ())
    assert (amended.title, amended.reason) == ("Amendment 1", "It was cold.")
    assert first.sealed.endswith(", by Ann Example")
    assert amended.sealed.endswith(", by Bob Example")
    assert {(c.label, c.before, c.after) for c in amended.changes} == {
        ("Summary", "The team was calm and the kitchen was warm.", "The kitchen was cold."),
        ("Purpose", "To look round.", ""),
    }
    assert first.content_hash != amended.content_hash
    old, new = (str(presenter.document(visit_id, number)) for number in (1, 2))
    assert "warm" in old
    assert "To look round." in old
    assert "cold" not in old
    assert "cold" in new


def test_a_draft_has_no_versions(council: Workspace) -> None:
    assert VersionsPresenter(council).versions(draft(council.store)) == ()


def test_a_version_that_is_not_there_is_refused_in_words(council: Workspace) -> None:
    with pytest.raises(UnknownRecord):
        VersionsPresenter(council).document(submitted(council.store), 2)
