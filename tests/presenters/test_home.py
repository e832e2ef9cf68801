"""What a member and the officer find on opening the program."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.visit_samples import DAY, ask, draft, submitted
from visits_app.domain.deadlines import Deadline
from visits_app.domain.overviews import is_concern
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.visits import AskStatus
from visits_app.presenters.home import HomePresenter
from visits_app.presenters.home_states import HomeCard, HomeState
from visits_app.presenters.opening import SetUp, set_up
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import asks, meetings, registers, rota, visits
from visits_app.services.deadlines import set_deadlines
from visits_app.services.overviews import judged_overview
from visits_app.ui.shell import PAGES

MORNING = datetime(2014, 3, 4, 9, 30)


def home(space: Workspace) -> HomeState:
    return HomePresenter(space).state(MORNING)


def later(space: Workspace, key: str) -> HomeCard:
    return next(card for card in HomePresenter(space).later() if card.key == key)


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
        for each in (*state.cards, *HomePresenter(space).later()):
            if each.key not in {"figures", "gaps"}:
                assert each.rows == (), each.heading
                assert each.waits or each.empty.endswith(".")


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(0, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_knows_the_time_of_day(council: Workspace, hour: int, greeting: str) -> None:
    assert HomePresenter(council).state(datetime(2014, 3, 4, hour)).greeting == greeting


def test_drafts_say_how_many_working_days_are_left_to_write_them_up(council: Workspace) -> None:
    for days in (0, 6, 7, 8):  # Tuesday 4 March back to Monday 24 February
        draft(council.store, team="fostering", visit_date=days_ago(days))
    draft(council.store, team="adoption")
    space = member(council)
    assert {row.chip for row in card(home(space), "To finish").rows} == {"Draft"}
    rows = later(space, "written").rows
    assert {(row.title, row.chip) for row in rows} == {
        ("Fostering, 4 March 2014", "5 working days left"),
        ("Fostering, 26 February 2014", "1 working day left"),
        ("Fostering, 25 February 2014", "Last day"),
        ("Fostering, 24 February 2014", "Overdue"),
        ("Adoption, no date yet", "Draft"),
    }
    assert {row.tone for row in rows if row.chip == "Overdue"} == {"warning"}
    set_deadlines(council.store, {Deadline.SUBMIT: 6}, by="officer")
    chips = [row.chip for row in later(space, "written").rows]
    assert "Overdue" not in chips
    assert chips.count("Last day") == 1


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
    assert card(state, "Arrived").rows[0].title == "Fostering, 4 March 2014"
    (gap,) = card(state, "Teams waiting").rows
    assert (gap.title, gap.chip) == ("Adoption", "Never visited")
    assert gap.text == "Not visited yet, to be visited every month"
    assert (gap.page, gap.target) == ("planner", {"team_id": "adoption"})


def test_without_teams_the_officer_is_led_to_the_register(tmp_path: Path) -> None:
    space = set_up(tmp_path / "empty.mvstore", SetUp(Desk.OFFICER, False, "Ann Example"))
    card = next(one for one in home(space).cards if one.key == "gaps")
    assert "none is there yet" in card.empty
    assert (card.more, card.more_page) == ("Open the register", "register")
    space.store.close()


def test_a_visit_that_did_not_take_place_is_told_apart(council: Workspace) -> None:
    submitted(council.store, took_place=False, not_held_reason="Snow.", summary=None)
    (row,) = card(home(council), "Arrived").rows
    assert row.chip == "Did not take place"


def test_every_row_of_the_example_leads_to_a_page(example: Workspace) -> None:
    for space in (example, replace(example, desk=Desk.MEMBER)):
        for each in (*home(space).cards, *HomePresenter(space).later()):
            assert len(each.rows) <= 5
            for row in each.rows:
                assert row.page in PAGES
                assert row.title
                assert all(link.page in PAGES or (link.act and link.rota_id) for link in row.links)
            assert each.more_page in PAGES or not each.more


def test_what_comes_later_stands_in_for_itself_at_first(example: Workspace) -> None:
    waiting = [each.key for each in home(example).cards if each.waits]
    assert waiting == ["late", "meeting", "indicators"]
    read = {each.key: each for each in HomePresenter(example).later()}
    assert set(waiting) < set(read)
    assert not any(each.waits for each in read.values())


def test_what_is_late_is_counted_by_kind_and_leads_on(council: Workspace) -> None:
    submitted(council.store, asks=[ask("a1", "Mend the heating.", "2014-02-01")])
    late = later(council, "late")
    assert late.heading == "What is late (1)"
    (row,) = late.rows
    assert row.title == "Asks of visits: 1"
    assert row.text == "Fostering: Mend the heating. · due 1 February 2014"
    assert (row.page, row.target) == ("actions", {"shown": "late"})
    assert (late.more, late.more_page, late.more_target) == (
        "Print the list", "reports", {"late": "1"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("held_on", "text", "chip"),
    [
        (date(2014, 3, 17), "Papers due Friday 7 March 2014, in 3 working days", "Papers soon"),
        (date(2014, 3, 18), "Papers due Monday 10 March 2014, in 4 working days", ""),
        (date(2014, 3, 12), "Papers due today, Tuesday 4 March 2014", "Papers today"),
        (date(2014, 3, 11), "Papers were due Monday 3 March 2014", "Papers late"),
    ],
)
def test_the_next_meeting_says_when_its_papers_are_due(
    council: Workspace, held_on: date, text: str, chip: str
) -> None:
    meetings.put_meeting(
        council.store, meetings.new_meeting("Scrutiny committee", held_on), (), by="officer"
    )
    (row,) = later(council, "meeting").rows
    assert (row.text, row.chip) == (text, chip)
    assert row.title.startswith("Scrutiny committee, ")


def test_reports_count_from_the_last_meeting_on(council: Workspace) -> None:
    yesterday = DAY - timedelta(days=1)
    for day in (yesterday, DAY + timedelta(days=30)):
        meeting = meetings.new_meeting("Scrutiny committee", day)
        meetings.put_meeting(council.store, meeting, (), by="officer")
    assert card(home(council), "Arrived").empty == (
        "No report has come in since the meeting of 3 March 2014."
    )
    submitted(council.store)
    arrived = card(home(council), "Arrived")
    assert arrived.heading == "Arrived since the last meeting (1)"
    assert [(row.chip, row.tone) for row in arrived.rows] == [("To be checked", "accent")]


def planned(space: Workspace, day: date, *members: str, **more: Any) -> RotaVisit:
    plan = replace(rota.new_plan("fostering", day), member_ids=members, **more)
    return rota.put_rota_visit(space.store, plan, by="officer")


def test_members_see_their_visits_of_the_rota_and_what_to_do_for_them(council: Workspace) -> None:
    plan = planned(council, DAY + timedelta(days=9), "bob", "ann", starts_at="14:30")
    planned(council, DAY, "bob")
    for id in ("ann", "bob"):
        state = home(member(council, id))
        rows = card(state, "Your next visits").rows
        assert [row.chip for row in rows] == (
            ["In 9 days"] if id == "ann" else ["Today", "In 9 days"]
        )
        assert rows[-1].text == "Thursday 13 March 2014, 14:30 · Bob Example, Ann Example"
        assert [(link.text, link.rota_id) for link in rows[-1].links] == [
            ("Prepare", ""), ("Begin report", plan.id), ("Calendar", plan.id),
        ]  # fmt: skip
    assert [row.page for row in card(home(council), "Coming up").rows] == ["planner", "planner"]


def test_a_report_begun_from_the_rota_stands_once_and_is_the_members(council: Workspace) -> None:
    day = DAY + timedelta(days=9)
    plan = planned(council, day, "bob", "ann", purpose="The duty desk")
    presenter = HomePresenter(member(council))
    visit_id = presenter.begin_report(plan.id)
    assert presenter.begin_report(plan.id) == visit_id
    visit = visits.load_visit(council.store, visit_id, today=DAY)
    assert (visit.author_id, visit.team_id, visit.visit_date) == ("ann", "fostering", day)
    assert visit.answers["visitors"] == ["bob", "ann"]
    assert visit.answers["purpose"] == "The duty desk"
    (row,) = card(home(member(council)), "Your next visits").rows
    assert row.target == {"visit_id": visit_id}


def test_a_planned_visit_nobody_wrote_up_is_to_be_finished_by_who_leads(council: Workspace) -> None:
    planned(council, DAY - timedelta(days=1), "bob", "ann")
    planned(council, DAY - timedelta(days=2), "bob", status=RotaStatus.NOT_HELD, reason="Snow.")
    assert card(home(member(council)), "To finish").rows == ()
    (row,) = later(member(council, "bob"), "written").rows
    assert (row.title, row.chip) == ("Fostering, 3 March 2014", "4 working days left")
    assert [link.text for link in row.links] == ["Begin report"]


def test_what_the_officer_returned_is_shown_with_the_note(council: Workspace) -> None:
    visit_id = submitted(council.store)
    assert "returned" not in {each.key for each in home(member(council)).cards}
    with council.store.write() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO review (visit_id, stage, since, due, marking, marking_reason,"
            " procedure_checked) VALUES (?, 'returned', ?, ?, 'unmarked', '', 0)",
            (visit_id, DAY.isoformat(), "2014-03-07"),
        )
        connection.execute(
            "INSERT INTO review_step (id, visit_id, number, revision, step, stage, on_day, note,"
            " left_laptop, recorded_at, recorded_by, undone_by)"
            " VALUES ('s', ?, 9, 1, 'return', 'returned', ?, ?, 0, ?, 'officer', '')",
            (visit_id, DAY.isoformat(), "Say what <b>staff</b> told you.", DAY.isoformat()),
        )
    (row,) = card(home(member(council)), "Returned to you").rows
    assert row.text == "Say what <b>staff</b> told you."
    assert (row.chip, row.target) == ("By 7 March 2014", {"visit_id": visit_id})
    visits.begin_correction(council.store, visit_id, by="ann")
    assert "returned" not in {each.key for each in home(member(council)).cards}


def test_a_concern_without_an_open_question_is_to_be_asked_about(example: Workspace) -> None:
    found = later(example, "indicators")
    assert found.rows
    lines = {line.indicator.id: line for line in judged_overview(example.store, example.today())}
    for row in found.rows:
        assert is_concern(lines[row.target["indicator_id"]])
