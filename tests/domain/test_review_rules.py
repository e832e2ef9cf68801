"""The life of a report: no order of steps leads past a check, and what was sent stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.deadlines import Deadline, Deadlines
from visits_app.domain.review_rules import (
    NEXT,
    Standing,
    due_after,
    due_when_submitted,
    marking_faults,
    marking_of_amended,
    possible_steps,
    stage_after,
    step_faults,
    why_not_undone,
)
from visits_app.domain.reviews import Review, ReviewStage, ReviewStep, StepKind
from visits_app.domain.visits import Marking

DAY = date(2026, 3, 2)
USUAL = Deadlines({})


def standing(stage: ReviewStage = ReviewStage.SUBMITTED, **more: object) -> Standing:
    review = Review("v", stage, DAY, DAY + timedelta(days=3), Marking.OPEN)
    return Standing(review, 1, 1, **more)  # type: ignore[arg-type]


def whats(step: StepKind, now: Standing, today: date = DAY, note: str = "") -> str:
    return " ".join(fault.what for fault in step_faults(step, now, today, note=note))


def walk(now: Standing, step: StepKind, today: date) -> Standing:
    """Take a step as the services do."""
    stage = stage_after(step, now)
    if step is StepKind.CLOSE:
        now = replace(now, closed_from=now.stage)
    review = replace(
        now.review,
        stage=stage,
        since=now.review.since if stage is now.stage else today,
        due=due_after(step, now, today, USUAL),
    )
    if step is StepKind.RESUBMIT:
        return replace(
            now,
            revision=now.revision + 1,
            accepted_corrections=0,
            review=replace(review, marking=marking_of_amended(review.marking)),
        )
    checked = now.revision if step is StepKind.CHECK else now.checked_revision
    return replace(now, review=review, checked_revision=checked)


def test_the_usual_life_runs_from_submitted_to_closed() -> None:
    now = replace(standing(), checked_revision=0)
    seen = [now.stage]
    for step in (
        StepKind.CHECK, StepKind.SEND_FOR_FACTS, StepKind.FACTS_BACK, StepKind.AGREE,
        StepKind.RESPONSES_IN, StepKind.TELL_TEAM, StepKind.CLOSE,
    ):  # fmt: skip
        assert step_faults(step, now, DAY) == ()
        assert possible_steps(now)[0] is step
        now = walk(now, step, DAY)
        seen.append(now.stage)
    assert seen == [stage for stage in ReviewStage if stage is not ReviewStage.RETURNED]


def test_every_stage_has_its_steps_and_every_step_a_stage_it_belongs_to() -> None:
    assert set(NEXT) == set(ReviewStage)
    assert {step for steps in NEXT.values() for step in steps} == set(StepKind)


@given(
    held=st.booleans(),
    moves=st.lists(
        st.sampled_from([*StepKind, "accept", "decide", "answer", "open asks", "correct", "late"]),
        max_size=40,
    ),
)
def test_no_order_of_moves_leads_past_what_a_report_needs(
    held: bool, moves: list[StepKind | str]
) -> None:
    now, today = replace(standing(held=held), checked_revision=0, unanswered=2), DAY
    begun_from: Standing | None = None
    for move in moves:
        if move == "late":
            today += timedelta(days=60)
        elif move == "accept":
            now = replace(now, accepted_corrections=1, waiting_corrections=1)
        elif move == "decide":
            now = replace(now, waiting_corrections=0)
        elif move == "answer":
            now = replace(now, unanswered=0)
        elif move == "open asks":
            now = replace(now, open_asks=1)
        elif move == "correct":
            now, begun_from = replace(now, being_corrected=True), now
        elif move is StepKind.RESUBMIT:
            if begun_from is None:
                continue
            now, begun_from = walk(replace(now, being_corrected=False), move, today), None
        elif isinstance(move, StepKind):
            offered = move in possible_steps(now)
            faults = step_faults(move, now, today, note="")
            if not offered:
                assert faults, f"{move} is not offered at {now.stage}, and yet may be taken"
            if faults:
                continue
            before, now = now, walk(now, move, today)
            assert now.stage is not before.stage or move is StepKind.CHECK
        if now.stage in {ReviewStage.AGREED, ReviewStage.RESPONDED}:
            assert now.checked_revision > 0
        if now.stage is ReviewStage.CLOSED and not held:
            assert now.checked_revision > 0
        if not held:
            assert now.stage not in {ReviewStage.WITH_SERVICE, ReviewStage.AGREED}


def test_a_check_needs_a_marking_and_everything_answered() -> None:
    now = standing(missing=("“Purpose” needs an answer.",))
    unmarked = replace(now, review=replace(now.review, marking=Marking.UNMARKED))
    faults = step_faults(StepKind.CHECK, unmarked, DAY)
    assert [fault.where for fault in faults] == ["step", "marking"]
    assert "“Purpose” needs an answer." in faults[0].what


def test_a_report_with_a_concern_passed_on_needs_the_procedure_confirmed() -> None:
    now = standing(referral=True)
    assert "procedure" in whats(StepKind.CHECK, now)
    done = replace(now, review=replace(now.review, procedure_checked=True))
    assert whats(StepKind.CHECK, done) == ""


def test_going_on_without_an_answer_waits_for_the_day_to_pass() -> None:
    now = standing(ReviewStage.WITH_SERVICE)
    assert "has time until 5 March 2026" in whats(StepKind.NO_FACTS_BACK, now)
    assert whats(StepKind.NO_FACTS_BACK, now, date(2026, 3, 5)) != "", "the day itself still counts"
    assert whats(StepKind.NO_FACTS_BACK, now, date(2026, 3, 6)) == ""
    asked = standing(ReviewStage.AGREED, unanswered=1)
    assert "has time" in whats(StepKind.NO_RESPONSE, asked)
    assert whats(StepKind.NO_RESPONSE, asked, date(2026, 3, 6)) == ""


def test_an_agreement_waits_for_every_correction() -> None:
    now = standing(ReviewStage.FACTS_BACK, waiting_corrections=2, accepted_corrections=1)
    told = whats(StepKind.AGREE, now)
    assert "2 corrections are not decided yet" in told
    assert "one accepted correction waits" in told


def test_a_return_and_closing_over_open_asks_need_a_note() -> None:
    assert whats(StepKind.RETURN, standing()) == "say what the member should change."
    assert whats(StepKind.RETURN, standing(), note="The date.") == ""
    now = standing(ReviewStage.TEAM_TOLD, open_asks=2)
    assert "2 asks are neither verified nor declined" in whats(StepKind.CLOSE, now)
    assert whats(StepKind.CLOSE, now, note="Asked again.") == ""


def test_a_step_is_neither_dated_ahead_nor_before_the_one_before_it() -> None:
    now = standing()
    ahead = step_faults(StepKind.CHECK, now, DAY, on=DAY + timedelta(days=1))
    assert [fault.where for fault in ahead] == ["on"]
    early = step_faults(StepKind.CHECK, now, DAY, on=DAY - timedelta(days=1))
    assert "2 March 2026" in early[0].what


def test_an_amended_report_is_checked_again_before_anything_else_and_stays_where_it_is() -> None:
    now = replace(standing(ReviewStage.AGREED, unanswered=1), revision=2)
    assert possible_steps(now) == (StepKind.CHECK,)
    assert "check the new version first" in whats(StepKind.RESPONSES_IN, now)
    assert stage_after(StepKind.CHECK, now) is ReviewStage.AGREED
    assert due_after(StepKind.CHECK, now, DAY, USUAL) == now.review.due


def test_a_returned_report_comes_back_to_be_checked() -> None:
    now = standing(ReviewStage.RETURNED)
    assert possible_steps(now) == ()
    assert stage_after(StepKind.RESUBMIT, now) is ReviewStage.SUBMITTED
    assert due_after(StepKind.RESUBMIT, now, DAY, USUAL) == due_when_submitted(DAY, USUAL)


def test_each_due_day_follows_the_councils_own_deadlines() -> None:
    own = Deadlines({Deadline.FACTS: 1})
    sent = due_after(StepKind.SEND_FOR_FACTS, standing(ReviewStage.CHECKED), DAY, own)
    assert sent == date(2026, 3, 3)
    assert due_after(StepKind.AGREE, standing(ReviewStage.FACTS_BACK), DAY, own) == date(
        2026, 3, 30
    )
    assert due_after(StepKind.CLOSE, standing(ReviewStage.TEAM_TOLD), DAY, own) is None


def test_open_words_are_unmarked_when_amended_and_what_was_kept_back_stays_so() -> None:
    assert marking_of_amended(Marking.OPEN) is Marking.UNMARKED
    assert marking_of_amended(Marking.EXEMPT) is Marking.EXEMPT
    assert marking_of_amended(Marking.RESTRICTED) is Marking.RESTRICTED


@pytest.mark.parametrize(
    ("marking", "paragraph", "reason", "where"),
    [
        (Marking.OPEN, None, "", []),
        (Marking.OPEN, 2, "", ["paragraph"]),
        (Marking.RESTRICTED, None, " ", ["marking_reason"]),
        (Marking.RESTRICTED, None, "One family.", []),
        (Marking.EXEMPT, None, "", ["paragraph", "marking_reason"]),
        (Marking.EXEMPT, 8, "One family.", ["paragraph"]),
        (Marking.EXEMPT, 2, "One family.", []),
    ],
)
def test_a_marking_needs_its_paragraph_and_reason(
    marking: Marking, paragraph: int | None, reason: str, where: list[str]
) -> None:
    review = Review("v", ReviewStage.SUBMITTED, DAY, None, marking, paragraph, reason)
    assert [fault.where for fault in marking_faults(review)] == where


def step(number: int, kind: StepKind, **more: object) -> ReviewStep:
    return ReviewStep(
        str(number),
        "v",
        number,
        1,
        kind,
        ReviewStage.CHECKED,
        DAY,
        **more,  # type: ignore[arg-type]
    )


def test_only_the_last_step_is_taken_back_and_nothing_that_was_sent() -> None:
    first, sent = step(1, StepKind.CHECK), step(2, StepKind.SEND_FOR_FACTS, left_laptop=True)
    assert why_not_undone((first,), "1", standing()) == ""
    assert "Only the last" in why_not_undone((first, sent), "1", standing())
    assert "cannot be called back" in why_not_undone((first, sent), "2", standing())
    kept_here = replace(sent, left_laptop=False)
    assert why_not_undone((first, kept_here), "2", standing()) == ""
    assert "sealed" in why_not_undone((step(1, StepKind.RESUBMIT),), "1", standing())
    begun = standing(ReviewStage.RETURNED, being_corrected=True)
    assert "has begun" in why_not_undone((step(1, StepKind.RETURN),), "1", begun)
