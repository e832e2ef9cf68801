"""The officer's list and one report's life in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.visit_samples import ask, finding, submitted
from visits_app.domain.errors import FaultsError, StepRefused
from visits_app.domain.reviews import ReviewStage, StepKind
from visits_app.domain.visits import AskStatus, Marking
from visits_app.presenters.review import ReviewPresenter
from visits_app.presenters.reviews import ALL_KEY, LATE_KEY, ReviewsPresenter, due_chip
from visits_app.presenters.workspace import Desk, Workspace

TODAY = date.today()


@pytest.fixture
def space(council: Workspace) -> Workspace:
    return replace(council, desk=Desk.OFFICER, today=date.today)


def checked(space: Workspace, **answers: object) -> ReviewPresenter:
    presenter = ReviewPresenter(space, submitted(space.store, **answers))
    presenter.mark(Marking.OPEN, None, "", procedure_checked=False)
    presenter.take(StepKind.CHECK)
    return presenter


def test_the_list_groups_reports_by_stage_in_the_order_of_their_life(space: Workspace) -> None:
    submitted(space.store)
    checked(space)
    state = ReviewsPresenter(space).state()
    assert [group.stage for group in state.groups] == [ReviewStage.SUBMITTED, ReviewStage.CHECKED]
    assert state.groups[0].heading == "Submitted, to be checked (1)"
    assert (state.total, state.late) == (2, 0)
    assert {value: label for label, value in state.options}["late"] == "Late (0)"


def test_the_filter_shows_late_ones_or_one_stage(space: Workspace) -> None:
    first = submitted(space.store)
    submitted(space.store)
    with space.store.write() as connection:
        connection.execute("UPDATE review SET due = '2014-01-01' WHERE visit_id = ?", (first,))
    presenter = ReviewsPresenter(space)
    presenter.choose(LATE_KEY)
    (group,) = presenter.state().groups
    assert [row.visit_id for row in group.rows] == [first]
    assert group.rows[0].chips[0] == ("Late: due 1 January 2014", "warning", "warning")
    presenter.choose(ReviewStage.CLOSED.value)
    assert presenter.state().groups == ()
    presenter.choose(ALL_KEY)
    assert presenter.state().total == 2


def test_a_due_day_is_said_in_words() -> None:
    assert due_chip(None, TODAY) is None
    assert due_chip(TODAY, TODAY) == ("Due today", "accent", "time")
    assert due_chip(TODAY - timedelta(days=1), TODAY)[1] == "warning"  # type: ignore[index]


def test_the_first_offer_is_the_usual_step_with_what_is_in_its_way(space: Workspace) -> None:
    presenter = ReviewPresenter(space, submitted(space.store))
    state = presenter.state()
    assert [offer.step for offer in state.offers] == [StepKind.CHECK, StepKind.RETURN]
    assert state.offers[0].blocked == ("mark it open, restricted or exempt first.",)
    assert state.offers[1].needs_note
    assert [line.state for line in state.life[:3]] == ["done", "now", "ahead"]
    presenter.mark(Marking.OPEN, None, "", procedure_checked=False)
    assert presenter.state().offers[0].blocked == ()


def test_a_member_sees_the_life_and_no_button_of_it(space: Workspace) -> None:
    presenter = checked(space)
    member = ReviewPresenter(replace(space, desk=Desk.MEMBER, member_id="ann"), presenter.visit_id)
    state = member.state()
    assert not state.officer
    assert state.offers == ()
    assert len(state.life) > 3


def test_the_member_a_report_was_returned_to_may_begin_the_correction(space: Workspace) -> None:
    presenter = ReviewPresenter(space, submitted(space.store))
    presenter.take(StepKind.RETURN, note="The month.")
    ann = replace(space, desk=Desk.MEMBER, member_id="ann")
    bob = replace(space, desk=Desk.MEMBER, member_id="bob")
    assert ReviewPresenter(ann, presenter.visit_id).state().can_write
    assert not ReviewPresenter(bob, presenter.visit_id).state().can_write
    ReviewPresenter(ann, presenter.visit_id).begin_correction()
    state = presenter.state()
    assert state.being_corrected
    assert "correcting" in state.sentence


def test_a_step_is_taken_on_the_day_that_is_typed(space: Workspace) -> None:
    presenter = checked(space)
    with pytest.raises(FaultsError) as caught:
        presenter.take(StepKind.SEND_FOR_FACTS, on="soon")
    assert caught.value.faults[0].where == "on"
    with pytest.raises(StepRefused):
        presenter.take(StepKind.SEND_FOR_FACTS, on="1 January 2014")
    taken = presenter.take(StepKind.SEND_FOR_FACTS, on="today", left_laptop=True)
    assert not taken.can_undo
    last = [line for line in presenter.state().life if line.step_id][-1]
    assert "cannot be called back" in last.why_not_undone


def test_an_answer_without_owner_or_day_is_said_in_the_list(space: Workspace) -> None:
    from visits_app.services import asks

    presenter = checked(space, asks=[ask("a1", "Mend it.", "2014-06-01")])
    asks.respond_to_ask(space.store, "a1", AskStatus.AGREED, "Yes.", on=TODAY, by="officer")
    (line,) = presenter.state().responses
    assert line.suggested == "Members suggest: head of service, by 1 June 2014"
    assert line.gaps == ("Nobody is named to do it.", "No day is given.")
    before = presenter.answer(
        "a1", AskStatus.DONE, reason="", owner="", due="", evidence="A photograph."
    )
    assert presenter.state().responses[0].gaps == ()
    presenter.unanswer(before)
    assert presenter.state().responses[0].ask.status is AskStatus.AGREED


def test_a_concern_passed_on_shows_role_date_and_procedure(space: Workspace) -> None:
    presenter = ReviewPresenter(space, submitted(space.store))
    assert not presenter.state().marking.referral
    assert len(presenter.state().marking.procedures) == 2
    assert [number for number, _, _ in presenter.state().marking.paragraphs] == list(range(1, 8))


def test_what_leaves_with_a_sheet_is_named_by_its_place_in_the_report(space: Workspace) -> None:
    presenter = checked(
        space,
        findings=[finding("f1", "Said openly to all."), finding("f2", "A secret of one.")],
        asks=[ask("a1", "Mend the boiler.")],
    )
    with space.store.write() as connection:
        connection.execute(
            "INSERT INTO restriction VALUES (?, 'findings', 'f2', 'One family.', '2014', 'o')",
            (presenter.visit_id,),
        )
    name, places = presenter.sheet_places("facts")
    assert name.startswith("Check of facts, report 2014-")
    keys = {place.key.removeprefix(f"visit/{presenter.visit_id}/") for place in places}
    assert "findings/f1/text" in keys
    assert "findings/f2/text" not in keys
    _, asked = presenter.sheet_places("asks")
    assert "Mend the boiler." in {place.text for place in asked}
    assert not any("openly" in place.text for place in asked)
    letter = " ".join(place.text for place in presenter.letter_places())
    assert "Said openly to all." in letter
    assert "A secret of one." not in letter
