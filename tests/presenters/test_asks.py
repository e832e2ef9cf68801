"""Asks in words: what is late, what was answered, what needs a reason."""

from dataclasses import replace
from datetime import date

import pytest

from tests.visit_samples import DAY, ask, draft, submitted
from visits_app.domain.errors import FaultsError
from visits_app.domain.visits import AskStatus
from visits_app.presenters.asks import PAGE, SHOWN, AsksPresenter
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import asks


@pytest.fixture
def presenter(council: Workspace) -> AsksPresenter:
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
        connection.execute("UPDATE ask SET status = 'verified' WHERE id = 'verified'")
    return AsksPresenter(council)


def shown(presenter: AsksPresenter, which: str) -> set[str]:
    presenter.choose(which)
    return {line.ask.id for line in presenter.state().lines}


def test_each_view_shows_what_it_says(presenter: AsksPresenter) -> None:
    assert [value for _, value in SHOWN] == ["open", "unanswered", "closed", "all"]
    assert shown(presenter, "open") == {"open", "agreed", "part", "done", "later"}
    assert shown(presenter, "unanswered") == {"open", "later"}
    assert shown(presenter, "closed") == {"done", "declined", "verified"}
    assert shown(presenter, "all") == {*AskStatus, "later"}


def test_late_means_due_passed_with_neither_a_refusal_nor_the_deed(
    presenter: AsksPresenter,
) -> None:
    presenter.choose("all")
    state = presenter.state()
    assert {line.ask.id: line.status for line in state.lines if line.late} == {
        "open": "Overdue, no response",
        "agreed": "Overdue, agreed",
        "part": "Overdue, agreed in part",
    }
    assert state.late == 3
    assert [line.late for line in state.lines] == sorted(
        (line.late for line in state.lines), reverse=True
    )


def test_the_day_it_is_due_is_not_late(presenter: AsksPresenter) -> None:
    line = next(line for line in presenter.state().lines if line.ask.id == "later")
    assert not line.late
    assert (line.due, line.status) == ("Due 4 March 2014", "No response yet")


def test_a_line_says_where_it_comes_from_and_what_was_answered_when(
    presenter: AsksPresenter,
) -> None:
    line = next(line for line in presenter.state().lines if line.ask.id == "agreed")
    assert line.origin == "Fostering, visit of 4 March 2014"
    assert line.owner == "head of service"
    assert line.response == "So it is. (1 February 2014)"


def test_asks_of_drafts_are_not_put_to_anybody(council: Workspace) -> None:
    draft(council.store, team="fostering", asks=[ask("a1", "Mend it.")])
    assert AsksPresenter(council).state().lines == ()


def test_a_refusal_needs_its_reason(presenter: AsksPresenter) -> None:
    for nothing in ("", "  \n", "\x00"):
        with pytest.raises(FaultsError) as refused:
            presenter.answer("open", AskStatus.DECLINED, nothing)
        assert [fault.where for fault in refused.value.faults] == ["response"]
    presenter.answer("open", AskStatus.DECLINED, "No money.")
    presenter.choose("closed")
    line = next(line for line in presenter.state().lines if line.ask.id == "open")
    assert (line.status, line.tone) == ("No, with reason", "danger")
    assert line.ask.responded_on == DAY


def test_other_answers_need_no_words(presenter: AsksPresenter) -> None:
    presenter.answer("open", AskStatus.DONE, "")
    line = next(line for line in presenter.state().lines if line.ask.id == "open")
    assert (line.status, line.response, line.late) == ("Done, to be verified", "", False)


def test_only_the_officer_records_answers(presenter: AsksPresenter, council: Workspace) -> None:
    assert presenter.state().can_answer
    assert not AsksPresenter(replace(council, desk=Desk.MEMBER)).state().can_answer


def test_a_long_list_is_shown_a_stretch_at_a_time(council: Workspace) -> None:
    rows = [ask(f"a{number}", f"Ask {number}.") for number in range(PAGE + 1)]
    submitted(council.store, asks=rows)
    presenter = AsksPresenter(council)
    state = presenter.state()
    assert (len(state.lines), state.more) == (PAGE, True)
    presenter.show_more()
    state = presenter.state()
    assert (len(state.lines), state.more) == (PAGE + 1, False)
    presenter.choose("unanswered")
    assert len(presenter.state().lines) == PAGE
