"""Actions in words: what is late, what was answered, what needs a reason, who verifies."""

from dataclasses import replace
from datetime import date

import pytest

from tests.visit_samples import DAY, ask, draft, submitted
from visits_app.domain.actions import Action
from visits_app.domain.errors import FaultsError
from visits_app.domain.visits import AskStatus
from visits_app.presenters.actions import ANSWERS, PAGE, SHOWN, ActionsPresenter
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import asks


@pytest.fixture
def presenter(council: Workspace) -> ActionsPresenter:
    """One ask of every status, all of them due before today, and one that is not due yet."""
    rows = [ask(status.value, f"Ask {status.value}.", "2014-01-31") for status in AskStatus]
    submitted(council.store, asks=[*rows, ask("later", "Ask later.", "2014-03-04")])
    for status in AskStatus:
        if status not in {AskStatus.OPEN, AskStatus.VERIFIED}:
            asks.respond_to_ask(
                council.store, status.value, status, "So it is.", on=date(2014, 2, 1), by="ann"
            )
    with council.store.write() as connection:
        # a member's later visit verifies, never the service
        connection.execute(
            "UPDATE ask SET status = 'verified', response = 'So it is.',"
            " responded_on = '2014-02-01' WHERE id = 'verified'"
        )
    return ActionsPresenter(council)


def shown(presenter: ActionsPresenter, which: str) -> set[str]:
    presenter.choose(which)
    return {line.id for line in presenter.state().rows}


def test_each_view_shows_what_it_says(presenter: ActionsPresenter) -> None:
    assert {value for _, value in SHOWN} == {
        "open", "unanswered", "late", "to_verify", "closed", "all",
    }  # fmt: skip
    assert shown(presenter, "open") == {"open", "agreed", "part", "done", "later"}
    assert shown(presenter, "unanswered") == {"open", "later"}
    assert shown(presenter, "late") == {"open", "agreed", "part"}
    assert shown(presenter, "to_verify") == {"done"}
    assert shown(presenter, "closed") == {"declined", "verified"}
    assert shown(presenter, "all") == {*AskStatus, "later"}


def test_late_means_due_passed_with_neither_a_refusal_nor_the_deed(
    presenter: ActionsPresenter,
) -> None:
    presenter.choose("all")
    state = presenter.state()
    assert {line.id: line.status for line in state.rows if line.late} == {
        "open": "Overdue, no response",
        "agreed": "Overdue, agreed",
        "part": "Overdue, agreed in part",
    }
    assert state.late == 3
    assert [line.late for line in state.rows] == sorted(
        (line.late for line in state.rows), reverse=True
    )


def test_the_day_it_is_due_is_not_late(presenter: ActionsPresenter) -> None:
    line = next(line for line in presenter.state().rows if line.id == "later")
    assert not line.late
    assert (line.due, line.status) == ("Due 4 March 2014", "No response yet")


def test_a_line_says_where_it_comes_from_and_what_was_answered_when(
    presenter: ActionsPresenter,
) -> None:
    line = next(line for line in presenter.state().rows if line.id == "agreed")
    assert line.origin.endswith(" · Visit to Fostering, 4 March 2014")
    assert line.owner == "head of service"
    assert line.response == "So it is. (1 February 2014)"


def test_asks_of_drafts_are_not_put_to_anybody(council: Workspace) -> None:
    draft(council.store, team="fostering", asks=[ask("a1", "Mend it.")])
    assert ActionsPresenter(council).state().rows == ()


def action(presenter: ActionsPresenter, id: str) -> Action:
    presenter.choose("all")
    return next(row.line.action for row in presenter.state().rows if row.id == id)


def test_a_refusal_needs_its_reason(presenter: ActionsPresenter) -> None:
    put = action(presenter, "open")
    for nothing in ("", "  \n", "\x00"):
        with pytest.raises(FaultsError) as refused:
            presenter.answer(put, AskStatus.DECLINED, nothing)
        assert [fault.where for fault in refused.value.faults] == ["response"]
    presenter.answer(put, AskStatus.DECLINED, "No money.")
    presenter.choose("closed")
    row = next(row for row in presenter.state().rows if row.id == "open")
    assert (row.status, row.tone) == ("No, with reason", "danger")
    assert row.line.action.responded_on == DAY


def test_a_service_is_never_offered_to_verify(presenter: ActionsPresenter) -> None:
    assert AskStatus.VERIFIED not in ANSWERS
    with pytest.raises(FaultsError, match="only a member"):
        presenter.answer(action(presenter, "done"), AskStatus.VERIFIED, "Look.")


def test_a_member_verifies_only_at_their_own_later_visits(
    presenter: ActionsPresenter, council: Workspace
) -> None:
    put = action(presenter, "done")
    assert presenter.verify_choices(put).visits == ()
    later = submitted(council.store, visit_date="2014-03-04", visitors=["ann"])
    choices = presenter.verify_choices(put)
    assert [option.value for option in choices.visits] == [later]
    stranger = ActionsPresenter(replace(council, desk=Desk.MEMBER, member_id="ben"))
    assert stranger.verify_choices(put).visits == ()
    with pytest.raises(FaultsError):
        presenter.verify(put, "", "")
    presenter.verify(put, later, "ann")
    presenter.choose("closed")
    row = next(row for row in presenter.state().rows if row.id == "done")
    assert row.verified.startswith("Verified by Ann Example at the visit to ")
    presenter.restore(put)
    assert action(presenter, "done") == put


def test_words_and_owner_narrow_the_list(presenter: ActionsPresenter) -> None:
    presenter.choose("all", text="ask later")
    assert [row.id for row in presenter.state().rows] == ["later"]
    presenter.choose("all", text="", owner="nobody")
    assert presenter.state().rows == ()
    presenter.choose("all", owner="", origin="question")
    assert presenter.state().total == 0


def test_only_the_officer_records_answers(presenter: ActionsPresenter, council: Workspace) -> None:
    assert presenter.state().can_answer
    assert not ActionsPresenter(replace(council, desk=Desk.MEMBER)).state().can_answer


def test_a_long_list_is_shown_a_stretch_at_a_time(council: Workspace) -> None:
    rows = [ask(f"a{number}", f"Ask {number}.") for number in range(PAGE + 1)]
    submitted(council.store, asks=rows)
    presenter = ActionsPresenter(council)
    state = presenter.state()
    assert (len(state.rows), state.more) == (PAGE, True)
    presenter.show_more()
    state = presenter.state()
    assert (len(state.rows), state.more) == (PAGE + 1, False)
    presenter.choose("unanswered")
    assert len(presenter.state().rows) == PAGE
