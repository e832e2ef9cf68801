"""Meetings know when papers are due, who came, and what their decisions made."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.meeting_rules import attendance_rates, meeting_rate, papers_due
from visits_app.domain.meetings import Attendance, DecisionKind, Meeting, Presence, Seat
from visits_app.reports.document import walk
from visits_app.services import actions, meeting_papers, meetings, minutes
from visits_app.services.example import load_example
from visits_app.store.engine import Store, create_store

TODAY = date(2014, 3, 20)
THERE, SORRY = Presence.PRESENT, Presence.APOLOGIES


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=TODAY)
        yield store


def to_come(store: Store, **changes: object) -> Meeting:
    meeting = replace(meetings.new_meeting("Scrutiny committee", date(2014, 4, 8)), **changes)  # type: ignore[arg-type]
    return meetings.put_meeting(store, meeting, by="o").meeting


def test_a_new_body_joins_the_register_and_an_old_one_is_found_by_its_name(council: Store) -> None:
    one = to_come(council)
    two = to_come(council, body="scrutiny  COMMITTEE", held_on=date(2014, 6, 3))
    assert one.body_id == two.body_id
    assert [body.name for body in meetings.bodies(council)] == [
        "Scrutiny committee", "Task and finish group",
    ]  # fmt: skip


def test_papers_are_due_five_clear_working_days_before_unless_another_day_is_set(
    council: Store,
) -> None:
    meeting = to_come(council)
    assert papers_due(meeting) == date(2014, 3, 31)
    short = replace(meeting, papers_due=date(2014, 4, 4))
    assert "fewer than five clear working days" in meetings.warnings_for(council, short)[0]
    with pytest.raises(FaultsError, match="papers cannot be due after"):
        meetings.put_meeting(council, replace(meeting, papers_due=date(2014, 4, 9)), by="o")


def test_items_keep_their_place_and_their_name_through_a_change(council: Store) -> None:
    meeting = to_come(council)
    first, second = meetings.new_item("Apologies"), meetings.new_item("Member visits")
    detail = meetings.put_meeting(council, meeting, [first, second], by="o")
    turned = meetings.put_meeting(council, meeting, detail.items[::-1], by="o")
    assert [item.title for item in turned.items] == ["Member visits", "Apologies"]
    assert {item.id for item in turned.items} == {first.id, second.id}
    assert meetings.put_meeting(council, meeting, by="o").items == turned.items
    with pytest.raises(FaultsError) as refused:
        meetings.put_meeting(council, meeting, [meetings.new_item(" ")], by="o")
    assert [fault.where for fault in refused.value.faults] == ["items 1"]


def test_nobody_is_present_before_the_day_or_outside_a_term(council: Store) -> None:
    meeting = to_come(council)
    with pytest.raises(FaultsError, match="only apologies"):
        meetings.set_attendance(
            council, meeting.id, [Attendance(meeting.id, "northmead", THERE)], today=TODAY, by="o"
        )
    sorry = [Attendance(meeting.id, "northmead", SORRY)]
    kept = meetings.set_attendance(council, meeting.id, sorry, today=TODAY, by="o")
    assert kept.attendance == tuple(sorry)
    assert kept.meeting.held is None
    early = "2012-02-08"
    with pytest.raises(FaultsError) as refused:
        meetings.set_attendance(
            council,
            early,
            [
                Attendance(early, "millbrook", THERE),
                Attendance(early, "saltway", Presence.SUBSTITUTE),
            ],
            today=TODAY,
            by="o",
        )
    assert [str(fault) for fault in refused.value.faults] == [
        "attendance millbrook: Councillor for Millbrook was not in office on 8 February 2012.",
        "attendance saltway: say whom Councillor for Saltway stood in for.",
    ]


def test_attendance_runs_over_the_meetings_that_have_a_record(council: Store) -> None:
    for day, northmead, eastholme in (
        (date(2014, 1, 8), THERE, THERE),
        (date(2014, 2, 12), SORRY, THERE),
        (date(2014, 3, 12), THERE, SORRY),
    ):
        id = to_come(council, body="Health panel", held_on=day).id
        meetings.set_attendance(
            council,
            id,
            [Attendance(id, "northmead", northmead), Attendance(id, "eastholme", eastholme)],
            today=TODAY,
            by="o",
        )
    body = next(one for one in meetings.bodies(council) if one.name == "Health panel")
    rates = meetings.attendance_over(council, body.id, date(2014, 1, 1), date(2014, 12, 31))
    assert {rate.member_id: (rate.expected, rate.present, rate.apologies) for rate in rates} == {
        "northmead": (3, 2, 1),
        "eastholme": (3, 2, 1),
    }
    assert meetings.meeting_detail(council, id).meeting.held is True


def test_a_seat_without_a_record_counts_as_expected_and_not_there() -> None:
    day = date(2014, 1, 8)
    meeting = Meeting("m", day, "Panel", body_id="b")
    seats = [
        Seat("b", "x"),
        Seat("b", "y", ends_on=date(2013, 12, 31)),
        Seat("b", "z", "substitute"),
    ]
    [x, w] = sorted(
        attendance_rates([meeting], [Attendance("m", "w", THERE)], seats),
        key=lambda rate: rate.member_id != "x",
    )
    assert (x.member_id, x.share) == ("x", 0.0)
    assert (w.member_id, w.share) == ("w", 1.0)


def test_a_substitute_and_whom_they_stand_in_for_are_one_seat() -> None:
    entries = [
        Attendance("m", "x", SORRY),
        Attendance("m", "z", Presence.SUBSTITUTE, "x"),
        Attendance("m", "y", THERE),
    ]
    assert meeting_rate(entries) == (2, 2)


def test_a_decision_makes_an_action_with_its_owner_and_day(council: Store) -> None:
    decision = meetings.add_decision(
        council,
        "2013-07-08",
        "Bring figures of agency staff to the next meeting.",
        kind=DecisionKind.ACTION,
        owner="Head of performance",
        due=date(2013, 9, 30),
        today=TODAY,
        by="o",
    )
    assert decision.action_id is not None
    line = actions.read_action(council, ActionOrigin.MEETING, decision.action_id)
    assert line.action.raised_on == date(2013, 7, 8)
    assert line.source == "Task and finish group, 8 July 2013"
    assert meetings.meeting_detail(council, "2013-07-08").decisions == (decision,)
    actions.withdraw_action(council, decision.action_id, by="o")
    [left] = meetings.meeting_detail(council, "2013-07-08").decisions
    assert (left.kind, left.action_id) == (DecisionKind.NOTED, None)


def test_a_due_date_before_the_decision_and_a_decision_before_the_meeting_are_said(
    council: Store,
) -> None:
    with pytest.raises(FaultsError, match="before the action was raised, on 8 July 2013"):
        meetings.add_decision(
            council,
            "2013-07-08",
            "Too late already.",
            kind=DecisionKind.ACTION,
            owner="Head",
            due=date(2013, 7, 1),
            today=TODAY,
            by="o",
        )
    assert meetings.meeting_detail(council, "2013-07-08").decisions == ()
    meeting = to_come(council)
    with pytest.raises(FaultsError, match="still to come"):
        meetings.add_decision(council, meeting.id, "Agreed.", today=TODAY, by="o")


def test_a_removed_decision_comes_back(council: Store) -> None:
    decision = meetings.add_decision(council, "2013-07-08", "Noted.", today=TODAY, by="o")
    meetings.remove_decision(council, decision, by="o")
    assert meetings.meeting_detail(council, "2013-07-08").decisions == ()
    meetings.restore_decision(council, decision, by="o")
    assert meetings.meeting_detail(council, "2013-07-08").decisions == (decision,)


def test_only_reports_that_were_there_by_then_went_to_a_meeting(council: Store) -> None:
    with council.read() as connection:
        visits = connection.execute(
            "SELECT id, visit_date FROM visit WHERE revision > 0 ORDER BY visit_date"
        ).fetchall()
    before = [id for id, day in visits if day <= "2012-06-12"]
    kept = meetings.set_papers(
        council, "2012-06-12", visit_ids=before, recommendation_ids=(), by="o"
    )
    assert kept.visit_ids == tuple(before)
    with pytest.raises(FaultsError, match="was after the meeting"):
        meetings.set_papers(
            council, "2012-06-12", visit_ids=[visits[-1][0]], recommendation_ids=(), by="o"
        )


def test_a_meeting_something_refers_to_is_not_deleted(council: Store) -> None:
    meeting = to_come(council)
    gone = meetings.delete_meeting(council, meeting.id, by="o")
    with pytest.raises(UnknownRecord):
        meetings.meeting_detail(council, meeting.id)
    meetings.restore_meeting(council, gone, by="o")
    assert meetings.meeting_detail(council, meeting.id) == gone
    meetings.add_decision(council, "2013-07-08", "Noted.", today=TODAY, by="o")
    with pytest.raises(
        FaultsError, match="1 decision, 5 reports that went to it, 7 records of attendance"
    ):
        meetings.delete_meeting(council, "2013-07-08", by="o")


def test_reports_new_to_the_body_are_offered_first(council: Store) -> None:
    with council.write() as connection:
        connection.execute("DELETE FROM meeting_visit WHERE meeting_id = '2013-07-08'")
    offered = minutes.reports_on_offer(council, "2013-07-08")
    new = [one.reference for one in offered if one.is_new]
    assert new == [one.reference for one in offered][: len(new)]
    assert "2013-X013" in new, "it came in three days before"
    assert "2012-X001" not in new, "it went to the body in June 2012"
    assert all(one.reported_on and one.reported_on <= date(2013, 7, 8) for one in offered)
    again = minutes.reports_on_offer(council, "2014-02-18")
    assert {one.reference for one in again if one.chosen} == {
        one.reference for one in minutes.reports_there(council, "2014-02-18")
    }


def test_a_decision_taken_back_takes_the_action_nobody_answered_with_it(council: Store) -> None:
    decision = meetings.add_decision(
        council, "2013-07-08", "Write to all.", kind=DecisionKind.ACTION, owner="Head",
        due=date(2013, 9, 1), today=TODAY, by="o",
    )  # fmt: skip
    minutes.take_back_decision(council, decision, by="o")
    assert meetings.meeting_detail(council, "2013-07-08").decisions == ()
    assert decision.action_id is not None
    with pytest.raises(UnknownRecord):
        actions.read_action(council, ActionOrigin.MEETING, decision.action_id)
    [_, answered] = meetings.meeting_detail(council, "2012-12-18").decisions
    with pytest.raises(FaultsError, match="has been answered"):
        minutes.take_back_decision(council, answered, by="o")
    assert answered in meetings.meeting_detail(council, "2012-12-18").decisions


def test_a_decision_gets_other_words_and_never_none(council: Store) -> None:
    first = meetings.meeting_detail(council, "2012-12-18").decisions[0]
    changed = minutes.change_decision(council, first, " Visits go on. ", by="o")
    assert changed.text == "Visits go on."
    assert changed in meetings.meeting_detail(council, "2012-12-18").decisions
    with pytest.raises(FaultsError, match="write what was decided"):
        minutes.change_decision(council, changed, "  ", by="o")


def test_what_was_changed_is_put_back_part_by_part(council: Store) -> None:
    before = meetings.meeting_detail(council, "2012-12-18")
    meetings.put_meeting(council, replace(before.meeting, place="Town hall"), (), by="o")
    meetings.set_attendance(council, "2012-12-18", [], today=TODAY, by="o", officers="Clerk")
    meetings.set_papers(council, "2012-12-18", visit_ids=(), recommendation_ids=(), by="o")
    minutes.put_back_meeting(council, before, by="o")
    minutes.put_back_attendance(council, before, by="o")
    minutes.put_back_papers(council, before, by="o")
    assert meetings.meeting_detail(council, "2012-12-18") == before


def test_a_meeting_is_not_moved_past_what_is_recorded_about_it(council: Store) -> None:
    meeting = meetings.meeting_detail(council, "2014-02-18").meeting
    later, early = date(2014, 4, 1), date(2012, 2, 9)
    for day, told in ((later, "decisions are minuted"), (early, "of a visit after this day")):
        with pytest.raises(FaultsError, match=told) as refused:
            meetings.put_meeting(council, replace(meeting, held_on=day), by="o", today=TODAY)
        assert "held_on" in {fault.where for fault in refused.value.faults}
    with pytest.raises(FaultsError, match="Millbrook was not in office on 9 February 2012"):
        meetings.put_meeting(council, replace(meeting, held_on=early), by="o", today=TODAY)


def test_nothing_is_decided_and_nobody_comes_where_no_meeting_took_place(council: Store) -> None:
    meeting = to_come(council, held_on=date(2014, 3, 12), held=False)
    entries = [Attendance(meeting.id, "northmead", THERE)]
    with pytest.raises(FaultsError, match="did not take place"):
        meetings.set_attendance(council, meeting.id, entries, today=TODAY, by="o")
    with pytest.raises(FaultsError, match="did not take place"):
        meetings.add_decision(council, meeting.id, "Agreed.", today=TODAY, by="o")


def entries_of(council: Store, *ids: str) -> list[Component]:
    calendar = Calendar.from_ical(meeting_papers.calendar_of_meetings(council, ids))
    return list(calendar.walk("VEVENT"))


def test_a_calendar_entry_keeps_its_name_and_counts_its_changes(council: Store) -> None:
    meeting = to_come(council, starts_at="18:30", place="Room 1")
    [one, papers] = entries_of(council, meeting.id)
    assert (one["summary"], papers["summary"]) == (
        "Scrutiny committee", "Papers due: Scrutiny committee",
    )  # fmt: skip
    assert papers["dtstart"].dt == date(2014, 3, 31), "a whole day"
    assert one["dtstart"].dt.isoformat() == "2014-04-08T17:30:00+00:00"
    meetings.put_meeting(council, replace(meeting, place="Room 2"), by="o")
    moved = meetings.put_meeting(council, replace(meeting, held_on=date(2014, 4, 9)), by="o")
    [again, its_papers] = entries_of(council, meeting.id)
    assert again["uid"] == one["uid"] != papers["uid"] == its_papers["uid"]
    assert again["sequence"] == its_papers["sequence"] == one["sequence"] + 2
    meetings.put_meeting(council, replace(moved.meeting, held=False), by="o")
    assert {one["status"] for one in entries_of(council, meeting.id)} == {"CANCELLED"}


def test_a_restricted_item_is_not_named_in_a_calendar(council: Store) -> None:
    items = [meetings.new_item("Minutes"), replace(meetings.new_item("A home"), restricted=True)]
    meeting = to_come(council)
    meetings.put_meeting(council, meeting, items, by="o")
    notes = str(entries_of(council, meeting.id)[0]["description"])
    assert notes == "1. Minutes\n2. An item without press and public"
    places = meeting_papers.calendar_places(council, [meeting.id])
    assert [place.text for place in places] == ["Minutes"]


def test_the_attendance_paper_says_who_came_and_that_it_fell(council: Store) -> None:
    body = "task-and-finish-group"
    record = meeting_papers.attendance_at(council, body, date(2011, 5, 1), date(2014, 4, 30))
    assert [one.came for one in record.turnouts] == [6, 7, 6, 7, 6, 6, 5, 6, 5, 5, 4, 4, 3, 4]
    assert record.members[0].id == "castle-dyke", "who chairs comes first"
    paper = meeting_papers.attendance_paper(
        council, body, date(2011, 5, 1), date(2014, 4, 30), today=TODAY
    )
    words = [piece.text for piece in walk(paper)]
    assert any("Attendance fell: " in text for text in words)
    assert "Saltway" in words
    empty = meeting_papers.attendance_paper(
        council, body, date(2010, 5, 1), date(2011, 4, 30), today=TODAY
    )
    assert any("No meeting of this body" in piece.text for piece in walk(empty))
