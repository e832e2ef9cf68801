"""The form of a question, the card of an indicator, and questions among the asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.indicator_samples import TODAY, fill
from visits_app.domain.errors import FaultsError
from visits_app.domain.visits import AskStatus
from visits_app.presenters.actions import ActionsPresenter
from visits_app.presenters.home import HomePresenter
from visits_app.presenters.questions import QuestionPresenter
from visits_app.presenters.search import SearchPresenter
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.store.engine import create_store


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    with create_store(tmp_path / "visits.mvstore") as store:
        fill(store)
        with store.write() as db:
            db.execute("UPDATE team SET lead_role = 'Team manager' WHERE id = 'family'")
        yield Workspace(store, Desk.OFFICER, "m", "Councillor for Northmead", lambda: TODAY)


def raise_one(space: Workspace, due: str = "20 March 2014", text: str = "What is planned?") -> str:
    presenter = QuestionPresenter(space)
    form = presenter.form("core")
    return presenter.raise_question(form, text, "Head", due, period="2014-01-31").id


def test_the_form_offers_suggestions_teams_months_and_a_day(space: Workspace) -> None:
    form = QuestionPresenter(space).form("core")
    assert form.suggestions[0].startswith("Core assessments on time: 71.0% in January 2014. ")
    assert form.series_id == "core-real"
    assert form.due == "20 March 2014"
    assert [option.value for option in form.teams] == ["", "family", "referral"]
    assert form.owners == {"family": "Team manager"}
    assert (form.periods[0].label, form.periods[0].value) == ("January 2014", "2014-01-31")
    assert form.periods[-1].value == ""


def test_one_team_is_not_asked_for_and_no_figure_is_no_hindrance(space: Workspace) -> None:
    one = QuestionPresenter(space).form("open")
    assert (one.teams, one.team_id) == ((), "family")
    none = QuestionPresenter(space).form("audits")
    assert none.suggestions == (
        "Themed audits: when will there be a figure, and what is known until then?",
    )
    assert [option.value for option in none.periods] == [""]


def test_invented_figures_are_never_late(space: Workspace) -> None:
    later = replace(space, today=lambda: date(2016, 1, 1))
    invented = QuestionPresenter(later).form("core", "core-made-up")
    assert not any("were due by" in question for question in invented.suggestions)
    real = QuestionPresenter(later).form("core", "core-real")
    assert any("were due by" in question for question in real.suggestions)


def test_what_cannot_be_read_as_a_day_is_a_fault_of_the_day(space: Workspace) -> None:
    presenter = QuestionPresenter(space)
    assert presenter.day_meant("20/3/2014") == "Thursday 20 March 2014"
    assert presenter.day_meant("soon") == ""
    with pytest.raises(FaultsError) as refused:
        presenter.raise_question(presenter.form("core"), "", "", "soon")
    assert [fault.where for fault in refused.value.faults] == ["text", "owner", "due"]


def test_the_card_counts_open_and_overdue(space: Workspace) -> None:
    presenter = QuestionPresenter(space)
    assert presenter.of_indicator("core").summary == (
        "Nobody has asked the service about this yet."
    )
    raise_one(space, "today")
    closed = raise_one(space)
    lines = {line.id: line for line in presenter.of_indicator("core").lines}
    action = lines[closed].line.action
    ActionsPresenter(space).answer(action, AskStatus.DECLINED, "No.")
    tomorrow = replace(space, today=lambda: date(2014, 2, 21))
    card = QuestionPresenter(tomorrow).of_indicator("core")
    assert card.summary == "1 open, 1 overdue. 1 done or declined."
    assert card.can_answer
    assert card.lines[0].status == "Overdue, no response"


def test_a_question_stands_among_the_asks_and_is_answered_there(space: Workspace) -> None:
    made = raise_one(space)
    presenter = ActionsPresenter(space)
    (line,) = presenter.state().rows
    assert (line.id, line.kind) == (made, "question")
    assert line.origin == "Question on Core assessments on time, January 2014"
    assert (line.owner, line.due, line.status) == ("Head", "Due 20 March 2014", "No response yet")
    assert (line.page, line.target) == ("indicator", {"indicator_id": "core"})
    with pytest.raises(FaultsError):
        presenter.answer(line.line.action, AskStatus.DECLINED, "")
    presenter.answer(line.line.action, AskStatus.DECLINED, "There is no money.")
    assert presenter.state().rows == ()
    presenter.choose("closed")
    (line,) = presenter.state().rows
    assert line.response == "There is no money. (20 February 2014)"


def test_overdue_questions_come_first_and_a_long_list_in_stretches(space: Workspace) -> None:
    for number in range(22):
        raise_one(space, "21 March 2014" if number else "today", f"Question {number}?")
    state = ActionsPresenter(replace(space, today=lambda: date(2014, 3, 1))).state()
    assert state.rows[0].text == "Question 0?"
    assert (state.late, len(state.rows), state.more) == (1, 20, True)


def test_home_and_search_lead_to_the_indicator(space: Workspace) -> None:
    made = raise_one(space, text="Why do plans wait?")
    found = SearchPresenter(space).find("plans wait")
    assert [(line.kind, line.page, line.target) for line in found] == [
        ("Question", "indicator", {"indicator_id": "core"})
    ]
    mine = HomePresenter(replace(space, desk=Desk.MEMBER))
    owed = HomePresenter(replace(space, desk=Desk.OFFICER))._answers()
    assert owed.rows[0].title.endswith("January 2014: Why do plans wait?")
    assert mine._answers().rows == ()
    line = ActionsPresenter(space).state().rows[0]
    assert line.id == made
    ActionsPresenter(space).answer(line.line.action, AskStatus.AGREED, "They will not.")
    came = mine._answers()
    assert [(row.text, row.chip) for row in came.rows] == [("They will not.", "Agreed")]
