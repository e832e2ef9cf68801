"""Attendance rates and papers' days hold for any meetings; a month is whole weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.attendance_records import attendance_record
from visits_app.domain.meeting_calendar import Mark, MarkKind, last_shown, month_weeks
from visits_app.domain.meeting_rules import (
    attendance_faults,
    attendance_rates,
    meeting_rate,
    moved_faults,
    papers_due,
)
from visits_app.domain.meetings import Attendance, Meeting, Presence, Seat
from visits_app.domain.registers import Member
from visits_app.domain.working_days import is_working_day

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
PEOPLE = ("a", "b", "c", "d")
MEMBERS = {id: Member(id, f"Councillor for {id.upper()}") for id in PEOPLE}


@st.composite
def records(
    draw: st.DrawFn,
) -> tuple[list[Meeting], list[Attendance], list[Seat]]:
    days = draw(st.lists(DAYS, min_size=1, max_size=6, unique=True))
    meetings = [Meeting(str(n), day, "Panel", body_id="p") for n, day in enumerate(days)]
    seated = draw(st.sets(st.sampled_from(PEOPLE)))
    seats = [Seat("p", id, draw(st.sampled_from(("chair", "member")))) for id in sorted(seated)]
    entries = []
    for meeting in meetings:
        for id in sorted(draw(st.sets(st.sampled_from(PEOPLE)))):
            presence = draw(
                st.sampled_from((Presence.PRESENT, Presence.APOLOGIES, Presence.ABSENT))
            )
            entries.append(Attendance(meeting.id, id, presence))
    return meetings, entries, seats


@given(records())
def test_nobody_comes_more_often_than_expected(
    given: tuple[list[Meeting], list[Attendance], list[Seat]],
) -> None:
    meetings, entries, seats = given
    rates = attendance_rates(meetings, entries, seats)
    recorded = {one.meeting_id for one in entries}
    for rate in rates:
        assert 0 <= rate.present + rate.apologies <= rate.expected <= len(recorded)
        assert rate.share is not None
        assert 0.0 <= rate.share <= 1.0
    there = sum(one.presence.was_there for one in entries)
    assert sum(rate.present for rate in rates) == there


@given(records())
def test_rates_do_not_depend_on_the_order_of_the_record(
    given: tuple[list[Meeting], list[Attendance], list[Seat]],
) -> None:
    meetings, entries, seats = given
    turned = attendance_rates(meetings[::-1], entries[::-1], seats[::-1])
    assert turned == attendance_rates(meetings, entries, seats)


@given(records(), DAYS)
def test_a_running_rate_only_grows(
    given: tuple[list[Meeting], list[Attendance], list[Seat]], until: date
) -> None:
    meetings, entries, seats = given
    whole = {one.member_id: one for one in attendance_rates(meetings, entries, seats)}
    for part in attendance_rates(meetings, entries, seats, until=until):
        assert part.expected <= whole[part.member_id].expected
        assert part.present <= whole[part.member_id].present


@given(records())
def test_the_record_of_a_time_says_the_same_as_its_rates(
    given: tuple[list[Meeting], list[Attendance], list[Seat]],
) -> None:
    meetings, entries, seats = given
    record = attendance_record(
        "Panel", date(2000, 1, 1), date(2060, 12, 31), meetings, entries, seats, MEMBERS
    )
    assert len(record.turnouts) + record.without == len(meetings)
    assert sum(one.came for one in record.turnouts) == sum(
        rate.present for rate in record.rates.values()
    )
    assert sum(one.expected for one in record.turnouts) == sum(
        rate.expected for rate in record.rates.values()
    )
    assert {member.id for member in record.members} == set(record.rates)


@given(DAYS)
def test_papers_leave_five_clear_working_days(day: date) -> None:
    due = papers_due(Meeting("m", day, "Panel"))
    between = [due + timedelta(days=n) for n in range(1, (day - due).days)]
    assert is_working_day(due)
    assert sum(map(is_working_day, between)) == 5


@given(DAYS, st.integers(0, 60))
def test_a_day_of_its_own_stands_before_the_usual_one(day: date, before: int) -> None:
    own = day - timedelta(days=before)
    assert papers_due(Meeting("m", day, "Panel", papers_due=own)) == own


@given(DAYS)
def test_a_month_is_whole_weeks_that_hold_each_of_its_days_once(day: date) -> None:
    mark = Mark(day, MarkKind.MEETING, "Panel", "m")
    weeks = month_weeks(day, [mark])
    days = [one.day for week in weeks for one in week]
    assert days[0].weekday() == 0
    assert days[-1] == last_shown(day)
    assert [b - a for a, b in pairwise(days)] == [timedelta(days=1)] * 41
    inside = [one for week in weeks for one in week if one.in_month]
    assert [one.day.day for one in inside] == list(range(1, len(inside) + 1))
    assert [one.marks for week in weeks for one in week if one.day == day] == [(mark,)]


def test_a_bank_holiday_is_named_and_a_day_has_its_meetings_before_its_visits() -> None:
    day = date(2026, 12, 25)
    marks = [
        Mark(day, MarkKind.VISIT, "Adoption", "v"),
        Mark(day, MarkKind.MEETING, "Panel", "m2", "18:00"),
        Mark(day, MarkKind.MEETING, "Board", "m1", "09:30"),
    ]
    [found] = [one for week in month_weeks(day, marks) for one in week if one.day == day]
    assert found.holiday == "Christmas Day"
    assert [mark.id for mark in found.marks] == ["m1", "m2", "v"]


def test_two_cannot_stand_in_for_one_member_nor_for_one_who_was_there() -> None:
    day = date(2014, 3, 4)
    entries = [
        Attendance("m", "a", Presence.PRESENT),
        Attendance("m", "b", Presence.SUBSTITUTE, "a"),
        Attendance("m", "c", Presence.SUBSTITUTE, "x"),
        Attendance("m", "d", Presence.SUBSTITUTE, "x"),
    ]
    faults = attendance_faults(Meeting("m", day, "Panel"), entries, MEMBERS, day)
    assert [str(fault) for fault in faults] == [
        "attendance b: Councillor for A was there: nobody stood in for them.",
        "attendance d: somebody else stood in for that member already.",
    ]


@pytest.mark.parametrize(
    ("changes", "recorded", "where"),
    [
        ({"held": True}, {}, "held"),
        ({}, {"decisions": 1}, "held_on"),
        ({}, {"attendance": [Attendance("m", "a", Presence.PRESENT)]}, "held_on"),
        ({"held_on": date(2014, 3, 3)}, {"visit_days": [date(2014, 3, 4)]}, "held_on"),
        ({"held_on": date(2014, 3, 3), "held": False}, {"decisions": 1}, "held"),
    ],
)
def test_a_meeting_cannot_be_moved_past_what_is_recorded_about_it(
    changes: dict[str, object], recorded: dict[str, object], where: str
) -> None:
    meeting = Meeting("m", **{"held_on": date(2014, 6, 1), "body": "Panel", **changes})  # type: ignore[arg-type]
    faults = moved_faults(meeting, date(2014, 4, 1), **recorded)  # type: ignore[arg-type]
    assert [fault.where for fault in faults] == [where]


def test_apologies_alone_keep_no_meeting_from_being_put_off() -> None:
    sorry = [Attendance("m", "a", Presence.APOLOGIES)]
    meeting = Meeting("m", date(2014, 6, 1), "Panel")
    assert moved_faults(meeting, date(2014, 4, 1), attendance=sorry) == ()
    assert meeting_rate(sorry) == (0, 1)
