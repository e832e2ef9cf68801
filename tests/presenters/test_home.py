"""What a member and the officer find on opening the program."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.visit_samples import DAY, ask, draft, submitted
from visits_app.domain.visits import AskStatus
from visits_app.presenters.home import HomeCard, HomePresenter, HomeState
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import asks, registers, visits

MORNING = datetime(2014, 3, 4, 9, 30)


def home(space: Workspace) -> HomeState:
    return HomePresenter(space).state(MORNING)


def card(state: HomeState, heading: str) -> HomeCard:
    return next(card for card in state.cards if card.heading.startswith(heading))


def member(space: Workspace, member_id: str = "ann") -> Workspace:
    return replace(space, desk=Desk.MEMBER, member_id=member_id)


def days_ago(days: int) -> str:
    return (DAY - timedelta(days=days)).isoformat()


def test_an_empty_council_says_what_belongs_in_every_card(council: Workspace) -> None:
    for space in (council, member(council)):
        state = home(space)
        assert state.resume is None
        assert state.summary == "Nothing is waiting for you."
        for each in state.cards:
            if each.heading not in {"Latest figures", "Teams waiting for a visit (2)"}:
                assert each.rows == (), each.heading
                assert each.empty.endswith(".")


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(0, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_knows_the_time_of_day(council: Workspace, hour: int, greeting: str) -> None:
    assert HomePresenter(council).state(datetime(2014, 3, 4, hour)).greeting == greeting


def test_drafts_say_how_long_is_left_to_write_them_up(council: Workspace) -> None:
    for days in (0, 6, 7, 8):
        draft(council.store, team="fostering", visit_date=days_ago(days))
    draft(council.store, team="adoption")
    rows = card(home(member(council)), "To finish").rows
    assert {(row.title, row.chip) for row in rows} == {
        ("Fostering, 4 March 2014", "7 days left"),
        ("Fostering, 26 February 2014", "1 day left"),
        ("Fostering, 25 February 2014", "Last day"),
        ("Fostering, 24 February 2014", "Overdue"),
        ("Adoption, no date yet", "Draft"),
    }
    assert {row.tone for row in rows if row.chip == "Overdue"} == {"warning"}


def test_the_draft_last_written_in_is_offered_first(council: Workspace) -> None:
    first = draft(council.store, team="fostering", visit_date=days_ago(2))
    draft(council.store, team="adoption", visit_date=days_ago(1))
    visits.save_answers(council.store, first, {"summary": "Warm."}, by="ann")
    state = home(member(council))
    assert state.resume is not None
    assert state.resume.target == {"visit_id": first}
    assert state.resume.page == "visit"
    assert state.summary == "2 reports to finish."


def test_a_planned_visit_is_coming_up_and_not_to_be_finished(council: Workspace) -> None:
    draft(council.store, team="fostering", visit_date=(DAY + timedelta(days=1)).isoformat())
    state = home(member(council))
    (row,) = card(state, "Your next visits").rows
    assert (row.title, row.chip) == ("Fostering", "Tomorrow")
    assert card(state, "To finish").rows == ()
    assert state.summary == "One visit coming up."


def test_a_member_sees_only_what_is_theirs_and_the_officer_everything(council: Workspace) -> None:
    draft(council.store, team="fostering", visit_date=days_ago(1))
    assert card(home(member(council, "bob")), "To finish").rows == ()
    assert len(card(home(council), "Being written here").rows) == 1


def test_many_drafts_lead_to_the_list_of_drafts(council: Workspace) -> None:
    for days in range(6):
        draft(council.store, team="fostering", visit_date=days_ago(days))
    more = card(home(member(council)), "To finish")
    assert len(more.rows) == 5
    assert (more.more, more.more_page, more.more_target) == (
        "All drafts", "visits", {"state": "draft"},
    )  # fmt: skip


def test_a_correction_says_so(council: Workspace) -> None:
    visits.begin_correction(council.store, submitted(council.store), by="ann")
    (row,) = card(home(member(council)), "To finish").rows
    assert row.chip == "Correction"


def test_what_came_of_ones_visits_is_the_services_answer(council: Workspace) -> None:
    submitted(council.store, asks=[ask("a1", "Mend the heating.", "2014-02-01")])
    asks.respond_to_ask(council.store, "a1", AskStatus.AGREED, "By Easter.", on=DAY, by="officer")
    (row,) = card(home(member(council)), "What came").rows
    assert row.title == "Fostering: Mend the heating."
    assert (row.text, row.chip) == ("By Easter.", "Agreed")


def test_the_officer_sees_what_is_overdue_and_who_waits_for_a_visit(council: Workspace) -> None:
    submitted(council.store, asks=[ask("a1", "Mend the heating.", "2014-02-01")])
    team = next(t for t in registers.teams(council.store) if t.id == "adoption")
    registers.put_team(council.store, replace(team, visit_every_months=1), by="ann")
    state = home(council)
    (row,) = card(state, "Answers the service owes").rows
    assert (row.chip, row.tone) == ("Overdue", "warning")
    assert card(state, "Latest reports").rows[0].title == "Fostering, 4 March 2014"
    (gap,) = card(state, "Teams waiting").rows
    assert (gap.title, gap.chip) == ("Adoption", "Never visited")
    assert gap.text == "Not visited yet, to be visited every month"
    assert gap.target == {"team_id": "adoption"}


def test_a_visit_that_did_not_take_place_is_told_apart(council: Workspace) -> None:
    submitted(council.store, took_place=False, not_held_reason="Snow.", summary=None)
    (row,) = card(home(council), "Latest reports").rows
    assert row.chip == "Did not take place"


def test_every_row_of_the_example_leads_to_a_page(example: Workspace) -> None:
    for space in (example, replace(example, desk=Desk.MEMBER)):
        for each in home(space).cards:
            for row in each.rows:
                assert row.page in {"visit", "visits", "indicator"}
                assert row.target
                assert row.title
