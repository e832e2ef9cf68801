"""How a tracker reads: slips, claims against acceptances, and the colour with its rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.recommendations import (
    Acceptance,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
    Response,
)
from visits_app.domain.tracker import AcceptedAt, MeetingName, Rag
from visits_app.domain.tracker_checks import (
    acceptance_faults,
    notes_on,
    recommendation_faults,
    response_faults,
    response_notes,
    update_faults,
)
from visits_app.domain.tracker_rules import (
    due_steps,
    is_open,
    is_outstanding,
    months_after,
    newest_update,
    rate,
    slip_words,
    slips,
    standing,
    year_of_recommendation,
)

S = RecommendationStatus
TODAY = date(2014, 9, 1)
MADE = date(2014, 3, 17)
ITEM = Recommendation(
    "r1", "2013-14/1", "Keep visiting", "Members go on visiting.", made_on=MADE, owner="Officer",
    response=Response.ACCEPTED, responded_on=date(2014, 4, 1), timetable="By autumn",
)  # fmt: skip


def update(
    on: date, status: S = S.ON_TRACK, due: date | None = None, **more: str
) -> ProgressUpdate:
    words = {"text": "A rota was made.", "told_by": "Head of service", **more}
    at = datetime.combine(on, datetime.min.time(), UTC)
    return ProgressUpdate(f"u{on}", "r1", on, words["told_by"], status, words["text"], due,
                          recorded_at=at)  # fmt: skip


def accepted(on: date, status: S, due: date | None = None) -> AcceptedAt:
    meeting = MeetingName(f"m{on}", "Scrutiny committee", on)
    return AcceptedAt(Acceptance(f"a{on}", "r1", meeting.id, on, status, due), meeting)


def test_the_year_is_the_written_one_or_the_references_or_the_days() -> None:
    assert year_of_recommendation(replace(ITEM, year="2012/13")) == "2012/13"
    assert year_of_recommendation(ITEM) == "2013/14"
    assert year_of_recommendation(replace(ITEM, reference="R1")) == "2013/14"
    assert year_of_recommendation(replace(ITEM, reference="R1", made_on=None)) == ""


def test_a_due_date_that_moved_later_is_a_slip_once_however_often_it_is_said() -> None:
    item = replace(ITEM, original_due=date(2014, 6, 1), due=date(2014, 12, 1))
    told = [update(date(2014, 5, 1), due=date(2014, 9, 1)),
            update(date(2014, 8, 1), due=date(2014, 12, 1)),
            update(date(2014, 8, 20), due=date(2014, 11, 1))]  # fmt: skip
    agreed = [accepted(date(2014, 6, 10), S.SLIPPING, date(2014, 9, 1)).acceptance]
    steps = due_steps(item, told, agreed)
    assert [(step.due, step.agreed, step.later) for step in steps] == [
        (date(2014, 6, 1), True, False),
        (date(2014, 9, 1), False, True),
        (date(2014, 9, 1), True, False),
        (date(2014, 12, 1), False, True),
        (date(2014, 11, 1), False, False),
    ]
    assert slips(steps) == 2
    assert [slip_words(n) for n in range(3)] == ["not slipped", "slipped once", "slipped 2 times"]


def test_a_first_due_date_set_later_is_no_slip() -> None:
    steps = due_steps(ITEM, [update(date(2014, 5, 1), due=date(2014, 9, 1))], [])
    assert slips(steps) == 0
    assert slips(due_steps(replace(ITEM, due=date(2014, 9, 1)), [], [])) == 0
    assert due_steps(ITEM, [], []) == ()


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=8))
def test_slips_are_never_more_than_the_dates_that_were_set(moves: list[tuple[int, int]]) -> None:
    told = [
        update(MADE + timedelta(days=on), due=MADE + timedelta(days=on + due)) for on, due in moves
    ]
    steps = due_steps(replace(ITEM, original_due=MADE), told, [])
    assert len(steps) == len(told) + 1
    assert 0 <= slips(steps) <= len({one.due for one in told})
    last = max((one.due for one in steps if one.later), default=MADE)
    assert last == max([one.due for one in steps])


def test_what_is_claimed_is_said_not_accepted_until_a_meeting_accepts_it() -> None:
    early, late = update(date(2014, 5, 1)), update(date(2014, 7, 1), S.DONE_UNVERIFIED)
    assert newest_update([late, early]) is late
    assert standing(ITEM, None, None) == "Recorded as “Not started”. No update has come yet."
    assert standing(ITEM, late, None) == (
        "Claimed “Done, awaiting verification” on 1 July 2014, not yet accepted. "
        "No meeting has accepted anything yet."
    )
    before = accepted(date(2014, 6, 10), S.ON_TRACK)
    assert is_outstanding(late, before.acceptance)
    assert standing(ITEM, late, before) == (
        "Claimed “Done, awaiting verification” on 1 July 2014, not yet accepted. "
        "Accepted as “On track” on 10 June 2014 (Scrutiny committee)."
    )
    after = accepted(date(2014, 7, 10), S.SLIPPING)
    assert not is_outstanding(late, after.acceptance)
    assert standing(ITEM, late, after) == (
        "Accepted as “Slipping” on 10 July 2014 (Scrutiny committee). Officers had claimed "
        "“Done, awaiting verification” on 1 July 2014."
    )


def rated(item: Recommendation, claimed: ProgressUpdate | None = None,
          settled: AcceptedAt | None = None, slipped: int = 0) -> Rag:  # fmt: skip
    rating = rate(item, claimed, settled.acceptance if settled else None, slipped, TODAY)
    assert rating.why.endswith(".")
    assert rating.rag.word.lower() in rating.rag.label.lower()
    return rating.rag


def test_only_a_meeting_makes_it_green() -> None:
    complete = replace(ITEM, status=S.COMPLETE)
    assert rated(complete, settled=accepted(date(2014, 7, 10), S.COMPLETE)) is Rag.GREEN
    assert rated(complete) is Rag.AMBER
    assert rated(ITEM, update(date(2014, 7, 1), S.DONE_UNVERIFIED)) is Rag.AMBER


@pytest.mark.parametrize(
    ("changes", "slipped", "rag"),
    [
        ({"due": date(2014, 10, 1)}, 0, Rag.GREY),
        ({"due": TODAY}, 0, Rag.GREY),
        ({"due": date(2014, 10, 1)}, 1, Rag.AMBER),
        ({"due": date(2014, 10, 1)}, 2, Rag.RED),
        ({"due": date(2014, 8, 31)}, 0, Rag.RED),
        ({"due": date(2014, 10, 1), "status": S.SLIPPING}, 0, Rag.AMBER),
        ({"status": S.SLIPPING}, 0, Rag.RED),
        ({"status": S.ON_TRACK}, 0, Rag.AMBER),
        ({"status": S.PAUSED, "due": date(2014, 8, 1)}, 0, Rag.AMBER),
        ({}, 0, Rag.NONE),
        ({"status": S.NOT_FEASIBLE}, 0, Rag.NONE),
        ({"status": S.SUPERSEDED}, 0, Rag.NONE),
        ({"response": Response.REJECTED, "response_reason": "No money."}, 0, Rag.NONE),
        ({"response": Response.REJECTED}, 0, Rag.RED),
        ({"response": Response.AWAITED, "executive_on": date(2014, 6, 30)}, 0, Rag.RED),
        ({"response": Response.AWAITED, "executive_on": date(2014, 7, 1)}, 0, Rag.NONE),
    ],
)
def test_each_rule_gives_its_colour(changes: dict[str, object], slipped: int, rag: Rag) -> None:
    assert rated(replace(ITEM, **changes), slipped=slipped) is rag  # type: ignore[arg-type]


def test_a_claim_newer_than_the_meeting_counts_and_an_older_one_does_not() -> None:
    item = replace(ITEM, status=S.ON_TRACK, due=date(2014, 10, 1))
    settled = accepted(date(2014, 6, 10), S.ON_TRACK)
    assert rated(item, update(date(2014, 7, 1), S.SLIPPING), settled) is Rag.AMBER
    assert rated(item, update(date(2014, 6, 1), S.SLIPPING), settled) is Rag.GREY


def test_two_months_end_with_a_month_that_is_shorter() -> None:
    assert months_after(date(2013, 12, 31), 2) == date(2014, 2, 28)
    assert months_after(date(2014, 1, 15), 12) == date(2015, 1, 15)


def where(faults: tuple[object, ...]) -> list[str]:
    return [str(getattr(fault, "where")) for fault in faults]  # noqa: B009


def test_a_recommendation_cannot_be_due_or_answered_before_it_was_made() -> None:
    assert recommendation_faults(ITEM, today=TODAY) == ()
    wrong = replace(ITEM, reference=" ", text="", due=date(2014, 3, 16), review_on=MADE,
                    executive_on=date(2014, 3, 1))  # fmt: skip
    assert where(recommendation_faults(wrong, today=TODAY)) == [
        "reference", "text", "due", "executive_on",
    ]  # fmt: skip
    assert where(recommendation_faults(ITEM, today=date(2014, 3, 1))) == ["made_on"]
    early = replace(ITEM, responded_on=date(2014, 3, 16))
    assert where(response_faults(early, today=TODAY)) == ["responded_on"]
    later = replace(ITEM, executive_on=date(2014, 4, 2))
    assert "only on 2 April 2014" in str(response_faults(later, today=TODAY)[0])
    rejected = replace(ITEM, response=Response.REJECTED, response_reason=" ", responded_on=None)
    assert where(response_faults(rejected, today=TODAY)) == ["response_reason", "responded_on"]


def test_accepted_in_principle_is_said_to_promise_nothing() -> None:
    hedged = replace(ITEM, response_reason="Agreed in principle, subject to the budget.")
    assert "promises nothing" in response_notes(hedged)[0]
    assert response_notes(ITEM) == ()
    assert len(response_notes(replace(ITEM, response=Response.PARTLY, timetable=""))) == 2
    old = replace(ITEM, due=date(2014, 3, 1), status=S.COMPLETE)
    notes = notes_on(old, [update(date(2014, 3, 2))], [])
    assert [note.split(",")[0] for note in notes] == [
        "It is due on 1 March 2014", "It is recorded as complete",
        "The update of 2 March 2014 is older than it.",
    ]  # fmt: skip


def test_officers_cannot_claim_completion_and_every_fault_of_an_update_is_said() -> None:
    assert update_faults(update(date(2014, 5, 1)), ITEM, today=TODAY) == ()
    (fault,) = update_faults(update(date(2014, 5, 1), S.COMPLETE), ITEM, today=TODAY)
    assert fault.where == "status"
    assert "members, not officers" in fault.what
    wrong = update(date(2014, 3, 1), S.SUPERSEDED, date(2014, 2, 1), text=" ", told_by="")
    assert where(update_faults(wrong, ITEM, today=TODAY)) == [
        "status", "text", "told_by", "told_on", "due",
    ]  # fmt: skip
    ahead = update(date(2014, 9, 2))
    assert where(update_faults(ahead, ITEM, today=TODAY)) == ["told_on"]
    closed = replace(ITEM, status=S.COMPLETE)
    assert not is_open(closed)
    assert "closed 2013-14/1" in str(update_faults(update(MADE), closed, today=TODAY)[0])


def test_a_meeting_cannot_accept_what_was_claimed_only_after_it() -> None:
    def faults(on: date, status: S, *told: ProgressUpdate, held: bool | None = None,
               due: date | None = None, item: Recommendation = ITEM) -> list[str]:  # fmt: skip
        one = accepted(on, status, due)
        meeting = replace(one.meeting, held=held)
        return where(acceptance_faults(one.acceptance, item, meeting, told, today=TODAY))

    claim = update(date(2014, 7, 1), S.DONE_UNVERIFIED)
    assert faults(date(2014, 7, 10), S.COMPLETE, claim) == []
    assert faults(date(2014, 6, 10), S.COMPLETE, claim) == ["meeting"]
    assert faults(date(2014, 6, 10), S.ON_TRACK, claim) == []
    assert faults(date(2014, 7, 10), S.COMPLETE) == []
    assert faults(date(2014, 3, 10), S.ON_TRACK) == ["meeting"]
    assert faults(date(2014, 9, 2), S.ON_TRACK) == ["meeting"]
    assert faults(date(2014, 6, 10), S.ON_TRACK, held=False) == ["meeting"]
    assert faults(date(2014, 6, 10), S.ON_TRACK, due=date(2014, 6, 9)) == ["due"]
    assert faults(date(2014, 6, 10), S.COMPLETE, due=date(2014, 7, 9)) == ["due"]
    assert faults(date(2014, 6, 10), S.SUPERSEDED) == ["status"]
    gone = replace(ITEM, superseded_by="r2")
    assert faults(date(2014, 6, 10), S.ON_TRACK, item=gone) == [""]
