"""Meetings in words: the list, the month, one meeting, and what the officer changes about it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.meeting_calendar import Mark, MarkKind
from visits_app.domain.meetings import Attendance, DecisionKind, ItemKind, Presence
from visits_app.domain.registers import Precision
from visits_app.presenters.meeting_detail import MeetingPresenter
from visits_app.presenters.meeting_form import MeetingFormPresenter, MeetingTyped
from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.presenters.meetings import (
    LineKind,
    MeetingsPresenter,
    day_words,
    papers_chips,
    roughly,
)
from visits_app.presenters.minutes_states import DecisionTyped
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import meetings, recommendations, rota
from visits_app.services.example import load_example
from visits_app.store.engine import create_store

TODAY = date(2014, 12, 1)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[Workspace]:
    """The officer's desk with the example council, in December 2014."""
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=TODAY)
        yield Workspace(store, Desk.OFFICER, "", "", lambda: TODAY)


def titles(space: Workspace, **chosen: object) -> list[str]:
    presenter = MeetingsPresenter(space)
    presenter.choose(**chosen)  # type: ignore[arg-type]
    return [line.title for line in presenter.state().lines]


# --- the list --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.DAY, "9 December 2013"),
        (Precision.MONTH, "December 2013"),
        (Precision.YEAR, "2013"),
        (Precision.UNDATED, "Date not given"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(precision: Precision, words: str) -> None:
    assert roughly(date(2013, 12, 9), precision) == words


def test_what_is_to_come_is_first_and_the_past_goes_back_by_year(officer: Workspace) -> None:
    state = MeetingsPresenter(officer).state()
    headings = [line.title for line in state.lines if line.kind is LineKind.HEADING]
    assert headings[:3] == ["To come", "2014", "2013"]
    past = [line.on for line in state.lines if line.on and line.on < TODAY]
    assert past == sorted(past, reverse=True)
    assert (state.to_come, state.past) == (1, 17)
    assert state.summary == "1 to come, 17 past."
    ahead = state.lines[1]
    assert [chip.text for chip in ahead.chips] == [
        "Papers due 10 December", "7 working days left", "Member visits",
    ]  # fmt: skip
    assert "Papers due 10 December" in ahead.spoken


def test_the_list_is_narrowed_to_a_body_and_to_meetings(officer: Workspace) -> None:
    group = titles(officer, body_id="task-and-finish-group", events=False)
    assert group.count("Task and finish group") == 14
    assert set(group) == {"Task and finish group", "2011", "2012", "2013", "2014"}
    assert "Inspection of 2013" in titles(officer, events=True)


def test_an_empty_council_has_an_empty_list(council: Workspace) -> None:
    state = MeetingsPresenter(council).state()
    assert (state.lines, [option.label for option in state.bodies]) == ((), ["Every body"])


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2014, 12, 1), ["Papers due today"], "warning"),
        (date(2014, 12, 2), ["Papers due 2 December", "1 working day left"], "warning"),
        (date(2014, 12, 8), ["Papers due 8 December", "5 working days left"], "accent"),
        (date(2014, 11, 27), ["Papers were due 27 November", "2 working days ago"], "danger"),
        (date(2014, 11, 29), ["Papers were due 29 November", "1 working day ago"], "danger"),
    ],
)
def test_the_day_of_papers_is_said_with_the_days_that_are_left(
    due: date, words: list[str], tone: str
) -> None:
    chips = papers_chips(due, TODAY)
    assert [chip.text for chip in chips] == words
    assert {chip.tone for chip in chips} == {tone}


# --- the month -------------------------------------------------------------------------------


def marks(presenter: MeetingsPresenter) -> list[Mark]:
    """Return what is marked in the month, planned visits left out."""
    days = (day for week in presenter.month_state().weeks for day in week)
    return [mark for day in days for mark in day.marks if mark.kind is not MarkKind.VISIT]


def test_a_month_has_meetings_the_days_of_their_papers_and_its_holidays(
    officer: Workspace,
) -> None:
    presenter = MeetingsPresenter(officer)
    state = presenter.month_state()
    assert state.title == "December 2014"
    said = {day.day: day_words(day, TODAY) for week in state.weeks for day in week}
    assert said[date(2014, 12, 18)].endswith(": Scrutiny committee, 18:30")
    assert said[date(2014, 12, 10)].endswith(": Papers due: Scrutiny committee")
    assert said[date(2014, 12, 25)] == "Thursday 25 December 2014: Christmas Day"
    assert said[TODAY].startswith("Monday 1 December 2014: today")
    presenter.choose(body_id="task-and-finish-group")
    assert marks(presenter) == []
    presenter.turn(-10)
    assert presenter.month_state().title == "February 2014"
    presenter.show_month()
    assert presenter.month_state().title == "December 2014"


def test_planned_visits_stand_lightly_in_the_month(officer: Workspace) -> None:
    plan = rota.new_plan("adoption", date(2014, 12, 9))
    rota.put_rota_visit(officer.store, replace(plan, starts_at="10:00"), by="o")
    day = MeetingsPresenter(officer).month_state().day(date(2014, 12, 9))
    assert day is not None
    assert "Planned visit: Adoption, 10:00" in day_words(day, TODAY)


def test_a_meeting_called_off_has_no_day_for_papers(officer: Workspace) -> None:
    meeting = meetings.meeting_detail(officer.store, "scrutiny-next").meeting
    meetings.put_meeting(officer.store, replace(meeting, held=False), by="o")
    presenter = MeetingsPresenter(officer)
    assert [(mark.id, mark.off) for mark in marks(presenter)] == [("scrutiny-next", True)]
    assert presenter.state().lines[1].chips[0].text == "Cancelled"


def test_a_calendar_file_holds_what_is_to_come(officer: Workspace, tmp_path: Path) -> None:
    presenter = MeetingsPresenter(officer)
    written = presenter.save_calendar(tmp_path / presenter.calendar_name()).read_bytes()
    assert written.count(b"BEGIN:VEVENT") == 4, "two meetings of this and the last month"
    meeting = meetings.meeting_detail(officer.store, "2012-06-12").meeting
    name = presenter.calendar_name(meeting)
    assert name == "Task and finish group 2012-06-12.ics"
    assert presenter.save_calendar(tmp_path / name, meeting).read_bytes().count(b"UID:") == 2


# --- one meeting -----------------------------------------------------------------------------


def test_a_meeting_says_why_its_papers_are_due_and_who_came_how_often(officer: Workspace) -> None:
    state = MeetingPresenter(officer).state("2012-12-18")
    facts = dict(state.facts)
    assert facts["Papers due"].startswith("Monday 10 December 2012: five clear working days")
    assert state.turnout == "6 of 7 there, 1 apology."
    assert state.year == "2012/13"
    people = {person.member_id: person for person in state.people}
    assert state.people[0].member_id == "castle-dyke"
    assert people["millbrook"].chip.text == "Apologies"
    assert people["millbrook"].rate == "4 of 5 (80 %)", "of the municipal year, up to this day"
    assert [line.chip.text for line in state.decisions] == ["Noted or agreed", "Action"]
    made = state.decisions[1].made
    assert made is not None
    assert made.title.startswith("A2012-001, Governance officer, due 18 January 2013: done")
    assert [line.page for line in state.reports] == ["visits"] * 3


def test_members_read_only(officer: Workspace) -> None:
    member = replace(officer, desk=Desk.MEMBER, member_id="northmead")
    assert not MeetingPresenter(member).state("2012-12-18").can_edit
    assert not MeetingsPresenter(member).state().can_edit
    assert MeetingPresenter(officer).state("2012-12-18").can_edit


# --- the form --------------------------------------------------------------------------------


def test_a_new_meeting_is_warned_of_what_is_odd_and_kept_all_the_same(officer: Workspace) -> None:
    presenter = MeetingFormPresenter(officer)
    form = presenter.form(body_id="scrutiny-committee", day="25 December 2014")
    assert (form.is_new, form.meeting.body) == (True, "Scrutiny committee")
    typed = MeetingTyped("Scrutiny committee", form.day, "6.30pm", papers="23 December 2014")
    preview = presenter.preview(form.meeting, typed)
    assert preview.papers.startswith("Tuesday 23 December 2014. Usual day: Wednesday 17 December")
    assert preview.warnings == (
        "25 December 2014 is no working day (Christmas Day).",
        "Papers would have fewer than five clear working days before the meeting.",
    )
    kept = presenter.put(form.meeting, typed, is_new=True)
    assert kept.before is None
    assert (kept.after.meeting.starts_at, kept.after.meeting.body_id) == (
        "18:30", "scrutiny-committee",
    )  # fmt: skip
    double = replace(typed, day="18 December 2014", papers="")
    assert (
        "has a meeting on that day already" in presenter.preview(form.meeting, double).warnings[0]
    )


def test_every_fault_of_a_meeting_is_said_at_its_field(officer: Workspace) -> None:
    presenter = MeetingFormPresenter(officer)
    form = presenter.form()
    for typed, fields in (
        (MeetingTyped(" ", "someday", "25:00", papers="x"), {"body", "held_on", "starts_at",
                                                             "papers_due"}),
        (MeetingTyped("Panel", "4 March 2015", papers="5 March 2015"), {"papers_due"}),
        (MeetingTyped("Panel", "4 March 2015", held="yes"), {"held"}),
    ):  # fmt: skip
        with pytest.raises(FaultsError) as refused:
            presenter.put(form.meeting, typed, is_new=True)
        assert {fault.where for fault in refused.value.faults} == fields


def test_the_usual_day_typed_by_hand_stays_the_usual_day(officer: Workspace) -> None:
    presenter = MeetingFormPresenter(officer)
    typed = MeetingTyped("Panel", "18 December 2014", papers="10 December 2014")
    assert presenter.meeting_of(presenter.form().meeting, typed).papers_due is None


def test_another_body_typed_is_another_body(officer: Workspace) -> None:
    presenter = MeetingFormPresenter(officer)
    meeting = meetings.meeting_detail(officer.store, "scrutiny-next").meeting
    form = presenter.form(meeting)
    kept = presenter.put(meeting, MeetingTyped("Corporate parenting panel", form.day), is_new=False)
    assert kept.after.meeting.body_id not in {meeting.body_id, None}
    assert kept.before is not None
    MinutesPresenter(officer).put_back_meeting(kept.before)
    assert meetings.meeting_detail(officer.store, "scrutiny-next").meeting == meeting


# --- minutes ---------------------------------------------------------------------------------


def test_an_agenda_is_changed_item_by_item_and_put_back(officer: Workspace) -> None:
    minutes, id = MinutesPresenter(officer), "scrutiny-next"

    def agenda() -> list[str]:
        return [item.title for item in meetings.meeting_detail(officer.store, id).items]

    first = agenda()
    minutes.put_item(id, None, "Exempt: one home", ItemKind.ITEM, restricted=True)
    items = meetings.meeting_detail(officer.store, id).items
    assert items[-1].restricted
    minutes.move_item(id, items[-1], -1)
    assert agenda()[-2] == "Exempt: one home"
    before = minutes.remove_item(id, items[1])
    assert first[1] not in agenda()
    assert not meetings.meeting_detail(officer.store, id).meeting.visits_item
    minutes.put_back_meeting(before)
    assert first[1] in agenda()
    assert meetings.meeting_detail(officer.store, id).meeting.visits_item
    with pytest.raises(FaultsError) as refused:
        minutes.put_item(id, items[0], "  ", ItemKind.ITEM)
    assert [fault.where for fault in refused.value.faults] == ["title"]


def test_attendance_lists_seats_first_and_before_the_day_only_apologies(
    officer: Workspace,
) -> None:
    minutes = MinutesPresenter(officer)
    form = minutes.attendance_form("scrutiny-next")
    assert form.only_apologies
    assert [row.seated for row in form.rows] == sorted((r.seated for r in form.rows), reverse=True)
    assert form.rows[0].role == "chair"
    held = minutes.attendance_form("2012-02-08")
    assert not held.only_apologies
    assert "millbrook" not in {row.member_id for row in held.rows}, "not in office yet"
    entries = [Attendance("2012-02-08", "millbrook", Presence.PRESENT)]
    with pytest.raises(FaultsError) as refused:
        minutes.set_attendance("2012-02-08", entries, "")
    assert [fault.where for fault in refused.value.faults] == ["attendance millbrook"]


def test_papers_offer_what_is_new_to_the_body(officer: Workspace) -> None:
    minutes = MinutesPresenter(officer)
    form = minutes.papers_form("2014-09-16")
    ids = [one.id for one in form.recommendations]
    before = minutes.set_papers("2014-09-16", [form.reports[0].id], ids)
    again = minutes.papers_form("2014-09-16")
    assert sum(one.chosen for one in again.reports) == 1
    assert all(one.chosen for one in again.recommendations)
    minutes.put_back_papers(before)
    assert not any(one.chosen for one in minutes.papers_form("2014-09-16").reports)


def test_a_decision_makes_a_recommendation_and_takes_it_back(officer: Workspace) -> None:
    minutes = MinutesPresenter(officer)
    typed = DecisionTyped(
        "Every team is visited once a year.",
        DecisionKind.RECOMMENDATION,
        new_title="Every team each year",
        new_owner="Governance officer",
        new_due="1 May 2015",
    )
    decision = minutes.add_decision("2014-11-11", typed)
    assert decision.recommendation_id is not None
    line = recommendations.tracker_line(officer.store, decision.recommendation_id, today=TODAY)
    assert line.recommendation.reference == "2014-15/1"
    assert line.recommendation.meeting_id == "2014-11-11"
    assert line.recommendation.origin == "Scrutiny committee, 11 November 2014"
    made = MeetingPresenter(officer).state("2014-11-11").decisions[0].made
    assert made is not None
    assert made.title == "2014-15/1  Every team each year"
    minutes.take_back_decision(decision, made=True)
    assert meetings.meeting_detail(officer.store, "2014-11-11").decisions == ()
    with pytest.raises(UnknownRecord):
        recommendations.tracker_line(officer.store, decision.recommendation_id, today=TODAY)


def test_everything_wrong_with_a_recommendation_of_a_meeting_is_said_at_once(
    officer: Workspace,
) -> None:
    minutes = MinutesPresenter(officer)
    typed = DecisionTyped(" ", DecisionKind.RECOMMENDATION, new_due="1 May 2012")
    with pytest.raises(FaultsError) as refused:
        minutes.add_decision("2014-11-11", typed)
    assert {fault.where for fault in refused.value.faults} == {
        "text", "new_title", "new_owner", "new_due",
    }  # fmt: skip
    assert len(recommendations.tracker_lines(officer.store, today=TODAY, public=False)) == 5


def test_a_decision_that_names_a_recommendation_leaves_it_where_it_is(officer: Workspace) -> None:
    minutes = MinutesPresenter(officer)
    typed = DecisionTyped("As before.", DecisionKind.RECOMMENDATION, recommendation_id="2013-14-1")
    decision = minutes.add_decision("2014-11-11", typed)
    minutes.take_back_decision(decision)
    assert recommendations.tracker_line(officer.store, "2013-14-1", today=TODAY)


def test_a_removed_decision_is_restored_and_a_meeting_in_use_is_not_deleted(
    officer: Workspace,
) -> None:
    minutes = MinutesPresenter(officer)
    first = meetings.meeting_detail(officer.store, "2012-12-18").decisions[0]
    minutes.restore_decision(minutes.remove_decision(first))
    assert first in meetings.meeting_detail(officer.store, "2012-12-18").decisions
    with pytest.raises(FaultsError, match="3 reports that went to it"):
        minutes.delete("2012-12-18")
    gone = minutes.delete("scrutiny-next")
    minutes.restore(gone)
    assert meetings.meeting_detail(officer.store, "scrutiny-next") == gone
