"""What the editor, the check page and the dialog of a new visit say, without a window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import ask, complete, draft, finding, small_council, submitted
from visits_app.domain.errors import IncompleteVisit, UnknownRecord
from visits_app.domain.forms import Source
from visits_app.domain.registers import Team
from visits_app.presenters.check import CheckPresenter
from visits_app.presenters.editor import FIRST_GAP, EditorPresenter, save
from visits_app.presenters.new_visit import NewVisit, NewVisitPresenter
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import registers, visits
from visits_app.store.engine import Store

TODAY = date(2014, 3, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "small.mvstore") as opened:
        yield opened


@pytest.fixture
def space(store: Store) -> Workspace:
    return Workspace(store, Desk.MEMBER, "ann", "Ann Example", lambda: TODAY)


def opened(space: Workspace, visit_id: str) -> EditorPresenter:
    presenter = EditorPresenter(space)
    presenter.begin(presenter.read(visit_id), {})
    return presenter


def test_the_heading_follows_the_answers(space: Workspace) -> None:
    presenter = opened(space, draft(space.store))
    assert presenter.heading()[0] == "No team chosen yet, no date yet"
    assert presenter.form is not None
    presenter.form.edited("team", "fostering")
    presenter.form.edited("visit_date", "2014-03-04")
    presenter.form.edited("visitors", ["ann", "bob"])
    title, line = presenter.heading()
    assert title == "Fostering, 4 March 2014"
    assert line.startswith("Small visit · draft 20")
    assert line.endswith(" · with Bob Example")
    presenter.form.edited("visit_date", "2014-03-20")
    assert " · planned " in presenter.heading()[1]
    presenter.form.edited("visit_date", "soon")
    assert presenter.heading()[0] == "Fostering, no date yet"


def test_unsaved_answers_stand_over_saved_ones(space: Workspace) -> None:
    presenter = EditorPresenter(space)
    read = presenter.read(draft(space.store, summary="Saved", purpose="Kept"))
    form = presenter.begin(read, {"summary": "Typed since"})
    assert form.answers["summary"] == "Typed since"
    assert form.answers["purpose"] == "Kept"


def test_a_new_visit_begins_at_its_first_gap_even_when_planned(space: Workspace) -> None:
    presenter = opened(
        space, draft(space.store, team="fostering", visit_date="2014-05-01", visitors=["ann"])
    )
    assert presenter.start_at(FIRST_GAP) == "took_place"
    assert presenter.start_at("summary") == "summary"


def test_a_draft_goes_on_where_it_was_last_written(space: Workspace) -> None:
    visit_id = draft(space.store)
    save(space, visit_id, {"purpose": "Why"})
    save(space, visit_id, {"cups": 3})
    assert opened(space, visit_id).start_at("") == "cups"


def test_retired_teams_are_not_offered_but_still_named(space: Workspace) -> None:
    registers.put_team(space.store, Team("gone", "Gone", retired=True), by="ann")
    read = EditorPresenter(space).read(draft(space.store, team="gone"))
    assert "gone" not in read.options[Source.TEAMS]
    assert opened(space, read.visit.id).heading()[0].startswith("Gone, ")


def test_a_visit_that_is_not_there_is_unknown(space: Workspace) -> None:
    with pytest.raises(UnknownRecord):
        EditorPresenter(space).read("nowhere")


def test_the_pane_tells_the_last_visit_concerns_first_and_what_is_open(space: Workspace) -> None:
    submitted(
        space.store,
        visit_date="2013-11-30",
        findings=[
            finding("f1", "Strong.", "strength"),
            finding("f2", "Weak."),
            finding("f3", "Weaker."),
        ],
        asks=[ask("a1", "Repair the door.", "2014-01-31"), ask("a2", "More chairs.")],
    )
    visit_id = draft(space.store, team="fostering", visit_date="2014-03-10")
    pane = EditorPresenter(space).team_pane(visit_id, "fostering", TODAY)
    assert pane.last_title == "Last visit, 30 November 2013"
    assert [(f.word, f.text) for f in pane.findings] == [
        ("Concerns", "Weak."), ("", "Weaker."), ("Strengths", "Strong."),
    ]  # fmt: skip
    assert [(a.text, a.chip, a.due) for a in pane.asks] == [
        ("Repair the door.", "Overdue", "Due 31 January 2014"),
        ("More chairs.", "No response yet", "No date given"),
    ]
    assert pane.ask_options == {"a1": "Repair the door.", "a2": "More chairs."}
    assert pane.indicators == ()  # a measure without a figure has nothing to tell


def test_a_team_without_reports_has_a_pane_that_says_so(space: Workspace) -> None:
    pane = EditorPresenter(space).team_pane(draft(space.store), "adoption", None)
    assert (pane.team, pane.last_title, pane.findings, pane.asks) == ("Adoption", "", (), ())


def test_the_check_page_of_a_correction_tells_what_changed(space: Workspace) -> None:
    visit_id = submitted(space.store)
    visits.begin_correction(space.store, visit_id, by="ann")
    save(space, visit_id, {"purpose": "Another"})
    state = CheckPresenter(space).read(visit_id)
    assert state.correcting
    assert [(c.label, c.before, c.after) for c in state.changes] == [("Purpose", "", "Another")]
    assert state.submit_words == "Submit the amendment"
    sentence = CheckPresenter(space).submit(visit_id, "It was missing.")
    assert sentence.startswith("Amendment 1 submitted at ")


def test_submitting_says_when_and_under_which_reference(space: Workspace) -> None:
    visit_id = draft(space.store, **complete())
    sentence = CheckPresenter(space).submit(visit_id, "")
    reference = visits.load_visit(space.store, visit_id).reference
    assert sentence.startswith("Submitted at ")
    assert sentence.endswith(f"Reference {reference}.")
    assert CheckPresenter(space).read(visit_id).sealed


def test_a_planned_visit_cannot_be_submitted_before_its_day(space: Workspace) -> None:
    visit_id = draft(space.store, **complete(visit_date="2014-04-01"))
    state = CheckPresenter(space).read(visit_id)
    assert state.check.sentence.startswith("This visit is planned for 1 April 2014.")
    with pytest.raises(IncompleteVisit):
        CheckPresenter(space).submit(visit_id, "")


def test_a_new_visit_offers_every_form_with_one_line_of_purpose(space: Workspace) -> None:
    registers.put_team(space.store, Team("gone", "Gone", retired=True), by="ann")
    state = NewVisitPresenter(space).read()
    assert [team.label for team in state.teams] == ["Adoption", "Fostering"]
    assert [other.value for other in state.others] == ["bob"]
    assert state.forms[0].id == "standard"
    assert all(form.purpose and "\n" not in form.purpose for form in state.forms)


def test_a_visit_begins_with_its_visitors(space: Workspace) -> None:
    visit_id = NewVisitPresenter(space).create(
        NewVisit("fostering", TODAY, "standard", companions=("bob",))
    )
    visit = visits.load_visit(space.store, visit_id, today=TODAY)
    assert visit.visitor_ids == ("ann", "bob")
    warning = NewVisitPresenter(space).same_day("fostering", TODAY)
    assert warning.startswith("There is a visit to Fostering on 10 March 2014 already")
    assert NewVisitPresenter(space).same_day("fostering", date(2014, 3, 9)) == ""
