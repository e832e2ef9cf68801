"""The life of a report in a real store: steps, marking, corrections, lists, and taking back."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import DAY, ask, complete, draft, finding, small_council, submitted
from visits_app.domain.deadlines import SETTING
from visits_app.domain.errors import FaultsError, SealedVisit, StepRefused, UndoRefused
from visits_app.domain.registers import Member, Team
from visits_app.domain.reviews import (
    CorrectionDecision,
    ReviewFilter,
    ReviewStage,
    StepKind,
)
from visits_app.domain.sheets import LineVerdict, ReturnedSheet, SheetKind, SheetLine
from visits_app.domain.visits import Marking
from visits_app.services import (
    fact_checks,
    registers,
    reports_in_hand,
    reviews,
    settings,
    submission,
    visits,
)
from visits_app.store.engine import Store

TODAY = date.today()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def take(store: Store, visit_id: str, *steps: StepKind, **more: object) -> None:
    for step in steps:
        reviews.take_step(store, visit_id, step, by="officer", today=TODAY, **more)  # type: ignore[arg-type]


def checked(store: Store, **answers: object) -> str:
    visit_id = submitted(store, **answers)
    reviews.mark(store, visit_id, Marking.OPEN, by="officer")
    take(store, visit_id, StepKind.CHECK)
    return visit_id


def amend(store: Store, visit_id: str, **changes: object) -> None:
    submission.begin_correction(store, visit_id, by="ann")
    visits.save_answers(store, visit_id, changes, by="ann")  # type: ignore[arg-type]
    visits.submit_visit(store, visit_id, by="ann", reason="A slip.")


def facts_sheet(store: Store, visit_id: str, **answers: tuple[str, str]) -> ReturnedSheet:
    """Return a sheet of facts that came back; answers are by question: right, proposed."""
    lines = []
    for key, place in fact_checks.known_passages(store, visit_id).items():
        if place.question_id in answers:
            right, proposed = answers[place.question_id]
            cells = {"right": right, "proposed": proposed, "evidence": ""}
            lines.append(
                SheetLine(len(lines) + 2, key, LineVerdict.TAKE, cells, changed=("right",))
            )
    return ReturnedSheet("facts.xlsx", "0" * 64, SheetKind.FACTS, (), tuple(lines))


def keys(returned: ReturnedSheet) -> list[str]:
    return [line.key for line in returned.lines]


def test_submitting_begins_the_life_of_a_report(store: Store) -> None:
    visit_id = submitted(store)
    review = reviews.review_of(store, visit_id)
    assert (review.stage, review.since) == (ReviewStage.SUBMITTED, TODAY)
    assert review.due is not None
    assert review.due > TODAY
    assert reviews.steps_of(store, visit_id) == ()
    with pytest.raises(SealedVisit):
        reviews.review_of(store, draft(store))


def test_a_report_sealed_before_there_were_lives_is_begun_once(store: Store) -> None:
    visit_id = submitted(store)
    with store.write() as connection:
        connection.execute("DELETE FROM review")
    assert reports_in_hand.reviews_in_hand(store, today=TODAY).total == 0
    assert reviews.review_of(store, visit_id).stage is ReviewStage.SUBMITTED
    assert reviews.begin_missing(store) == 1
    assert reviews.begin_missing(store) == 0
    assert reports_in_hand.reviews_in_hand(store, today=TODAY).total == 1


def test_every_step_is_dated_by_whom_and_in_the_history(store: Store) -> None:
    visit_id = checked(store)
    (step,) = reviews.steps_of(store, visit_id)
    assert (step.step, step.on_day, step.recorded_by) == (StepKind.CHECK, TODAY, "officer")
    with store.read() as connection:
        by, after = connection.execute(
            'SELECT "by", "after" FROM history WHERE action = \'took step\' AND entity_id = ?',
            (step.id,),
        ).fetchone()
    assert by == "officer"
    assert json.loads(after)["stage"] == "checked"


def test_a_step_that_cannot_be_taken_says_all_that_is_wanting_and_changes_nothing(
    store: Store,
) -> None:
    visit_id = submitted(store)
    with pytest.raises(StepRefused) as caught:
        take(store, visit_id, StepKind.CHECK)
    assert [fault.where for fault in caught.value.faults] == ["marking"]
    with pytest.raises(StepRefused):
        take(store, visit_id, StepKind.AGREE)
    assert reviews.steps_of(store, visit_id) == ()
    assert reviews.review_of(store, visit_id).stage is ReviewStage.SUBMITTED


def test_the_councils_own_deadlines_hold(store: Store) -> None:
    settings.put(store, SETTING, {"check": 0, "facts": 0})
    visit_id = checked(store)
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    due = reviews.review_of(store, visit_id).due
    assert due is not None
    assert 0 <= (due - TODAY).days <= 4, "the same day or the next working day"


def test_the_last_step_is_taken_back_and_stays_on_record(store: Store) -> None:
    visit_id = checked(store)
    before = reviews.review_of(store, visit_id)
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    first, second = reviews.steps_of(store, visit_id)
    with pytest.raises(UndoRefused, match="Only the last"):
        reviews.undo_step(store, visit_id, first.id, by="officer")
    assert reviews.undo_step(store, visit_id, second.id, by="officer") == before
    undone = reviews.steps_of(store, visit_id)[-1]
    assert undone.undone_at is not None
    assert undone.undone_by == "officer"
    with pytest.raises(UndoRefused, match="already"):
        reviews.undo_step(store, visit_id, second.id, by="officer")
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    assert [step.number for step in reviews.steps_of(store, visit_id)] == [1, 2, 3]


def test_what_left_the_laptop_is_not_taken_back(store: Store) -> None:
    visit_id = checked(store)
    take(store, visit_id, StepKind.SEND_FOR_FACTS, left_laptop=True)
    step = reviews.steps_of(store, visit_id)[-1]
    with pytest.raises(UndoRefused, match="called back"):
        reviews.undo_step(store, visit_id, step.id, by="officer")


def test_the_visits_marking_follows_the_reviews(store: Store) -> None:
    visit_id = submitted(store)
    before = reviews.mark(
        store, visit_id, Marking.EXEMPT, paragraph=2, reason="One family.", by="officer"
    )
    assert visits.load_visit(store, visit_id).marking is Marking.EXEMPT
    assert before.marking is Marking.UNMARKED
    reviews.mark(store, visit_id, before.marking, by="officer")
    assert visits.load_visit(store, visit_id).marking is Marking.UNMARKED
    with pytest.raises(FaultsError) as caught:
        reviews.mark(store, visit_id, Marking.EXEMPT, by="officer")
    assert {fault.where for fault in caught.value.faults} == {"paragraph", "marking_reason"}


def test_a_returned_report_shows_its_note_to_the_member_and_comes_back(store: Store) -> None:
    visit_id = submitted(store)
    take(store, visit_id, StepKind.RETURN, note="Which month was it?")
    (returned,) = reports_in_hand.returned_to(store, "ann")
    assert (returned.visit_id, returned.note, returned.begun) == (
        visit_id,
        "Which month was it?",
        False,
    )
    assert reports_in_hand.returned_to(store, "bob") == ()
    assert reports_in_hand.to_change(store, visit_id) == returned
    submission.begin_correction(store, visit_id, by="ann")
    assert reports_in_hand.returned_to(store, "ann")[0].begun
    with pytest.raises(UndoRefused, match="has begun"):
        reviews.undo_step(store, visit_id, reviews.steps_of(store, visit_id)[-1].id, by="officer")
    visits.save_answers(store, visit_id, {"summary": "It was in March."}, by="ann")
    visits.submit_visit(store, visit_id, by="ann", reason="The month.")
    assert reports_in_hand.returned_to(store, "ann") == ()
    last = reviews.steps_of(store, visit_id)[-1]
    assert (last.step, last.stage, last.revision, last.note, last.recorded_by) == (
        StepKind.RESUBMIT,
        ReviewStage.SUBMITTED,
        2,
        "The month.",
        "ann",
    )


def test_an_amendment_of_a_checked_report_is_looked_at_again_where_it_stands(
    store: Store,
) -> None:
    visit_id = checked(store)
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    amend(store, visit_id, summary="Another.")
    review = reviews.review_of(store, visit_id)
    assert (review.stage, review.marking) == (ReviewStage.WITH_SERVICE, Marking.UNMARKED)
    with pytest.raises(StepRefused, match="amended since"):
        take(store, visit_id, StepKind.FACTS_BACK)
    reviews.mark(store, visit_id, Marking.OPEN, by="officer")
    take(store, visit_id, StepKind.CHECK)
    assert reviews.review_of(store, visit_id).stage is ReviewStage.WITH_SERVICE
    take(store, visit_id, StepKind.FACTS_BACK)


def test_a_correction_changes_no_word_until_the_member_amends(store: Store) -> None:
    visit_id = checked(store, findings=[finding("k1", "The kitchen is cold.")])
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    returned = facts_sheet(
        store, visit_id, summary=("yes", ""), findings=("no", "The kitchen was repaired in May.")
    )
    taken = fact_checks.take_facts(
        store, visit_id, returned, keys(returned), by="officer", today=TODAY
    )
    assert (len(taken.added), taken.confirmed) == (1, 1)
    take(store, visit_id, StepKind.FACTS_BACK)
    with pytest.raises(StepRefused, match="not decided yet"):
        take(store, visit_id, StepKind.AGREE)
    (correction,) = taken.added
    fact_checks.decide(store, correction.id, CorrectionDecision.ACCEPTED, by="officer", on=TODAY)
    assert "cold" in str(visits.load_visit(store, visit_id).answers["findings"])
    with pytest.raises(UndoRefused, match="decided already"):
        fact_checks.undo_facts(store, taken, by="officer")
    (told,) = reports_in_hand.returned_to(store, "ann")
    assert told.corrections[0].proposed == "The kitchen was repaired in May."
    amend(store, visit_id, summary="Something else.")
    assert fact_checks.corrections_of(store, visit_id)[0].decision is CorrectionDecision.ACCEPTED
    amend(store, visit_id, findings=[finding("k1", "The kitchen was repaired in May.")])
    (settled,) = fact_checks.corrections_of(store, visit_id)
    assert settled.decision is CorrectionDecision.AMENDED
    with pytest.raises(FaultsError, match="amended"):
        fact_checks.decide(store, settled.id, CorrectionDecision.OPEN, by="officer", on=TODAY)
    reviews.mark(store, visit_id, Marking.OPEN, by="officer")
    take(store, visit_id, StepKind.CHECK, StepKind.AGREE)


def test_a_disagreement_keeps_its_reason_and_is_printed_beside_the_report(store: Store) -> None:
    from visits_app.reports.document import walk
    from visits_app.services.reports import visit_report

    visit_id = checked(store)
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    returned = facts_sheet(store, visit_id, summary=("no", "The team was busy."))
    (one,) = fact_checks.take_facts(
        store, visit_id, returned, keys(returned), by="officer", today=TODAY
    ).added
    with pytest.raises(FaultsError) as caught:
        fact_checks.decide(store, one.id, CorrectionDecision.DISAGREED, by="officer", on=TODAY)
    assert caught.value.faults[0].where == "note"
    words = [piece.text for piece in walk(visit_report(store, visit_id, today=TODAY))]
    assert not any("The team was busy." in text for text in words), "not while it is undecided"
    fact_checks.decide(
        store, one.id, CorrectionDecision.DISAGREED, note="Both of us saw it.", by="officer",
        on=TODAY,
    )  # fmt: skip
    words = [piece.text for piece in walk(visit_report(store, visit_id, today=TODAY))]
    assert any("The team was busy." in text for text in words)
    assert any("Both of us saw it." in text for text in words)


def test_a_disagreement_over_a_restricted_passage_stays_out_of_the_public_report(
    store: Store,
) -> None:
    from visits_app.reports.document import walk
    from visits_app.services.reports import visit_report

    visit_id = checked(store, purpose="To see.")
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    returned = facts_sheet(store, visit_id, purpose=("no", "To hear one family."))
    (one,) = fact_checks.take_facts(
        store, visit_id, returned, keys(returned), by="officer", today=TODAY
    ).added
    fact_checks.decide(
        store, one.id, CorrectionDecision.DISAGREED, note="No.", by="officer", on=TODAY
    )
    with store.write() as connection:
        connection.execute(
            "INSERT INTO restriction VALUES (?, 'purpose', '', 'One family.', '2014', 'officer')",
            (visit_id,),
        )

    def words(*, public: bool) -> str:
        document = visit_report(store, visit_id, today=TODAY, public=public)
        return " ".join(piece.text for piece in walk(document))

    assert "To hear one family." in words(public=False)
    assert "To hear one family." not in words(public=True)


def test_a_sheet_of_facts_is_taken_back_whole_and_a_newer_answer_stands_in(store: Store) -> None:
    visit_id = checked(store)
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
    first = facts_sheet(store, visit_id, summary=("no", "The first."))
    fact_checks.take_facts(store, visit_id, first, keys(first), by="officer", today=TODAY)
    second = facts_sheet(store, visit_id, summary=("no", "The second."))
    taken = fact_checks.take_facts(store, visit_id, second, keys(second), by="officer", today=TODAY)
    (now,) = fact_checks.corrections_of(store, visit_id)
    assert now.proposed == "The second."
    fact_checks.undo_facts(store, taken, by="officer")
    (now,) = fact_checks.corrections_of(store, visit_id)
    assert now.proposed == "The first."
    take(store, visit_id, StepKind.FACTS_BACK)
    fact_checks.decide(store, now.id, CorrectionDecision.DISAGREED, note="No.", by="officer",
                       on=TODAY)  # fmt: skip
    take(store, visit_id, StepKind.AGREE)
    with pytest.raises(StepRefused, match="while the facts are checked"):
        fact_checks.take_facts(store, visit_id, first, keys(first), by="officer", today=TODAY)


def test_the_sheet_of_facts_leaves_restricted_parts_behind(store: Store) -> None:
    visit_id = checked(
        store, findings=[finding("s1", "Said openly."), finding("s2", "A secret.")], purpose="Hush."
    )
    with store.write() as connection:
        connection.executemany(
            "INSERT INTO restriction VALUES (?, ?, ?, 'One family.', '2014-03-05', 'officer')",
            [(visit_id, "findings", "s2"), (visit_id, "purpose", "")],
        )
    sheet = fact_checks.make_facts_sheet(store, visit_id, today=TODAY)
    words = " ".join(" ".join(row.cells.values()) for row in sheet.rows)
    assert "Said openly." in words
    assert "A secret." not in words
    assert "Hush." not in words
    assert sheet.due is not None


def test_a_visit_that_was_not_held_is_checked_and_closed(store: Store) -> None:
    answers = complete(took_place=False, not_held_reason="A training day.")
    answers.pop("summary")
    visit_id = draft(store, **answers)
    visits.submit_visit(store, visit_id, by="ann")
    reviews.mark(store, visit_id, Marking.OPEN, by="officer")
    take(store, visit_id, StepKind.CHECK, StepKind.CLOSE)
    assert reviews.review_of(store, visit_id).stage is ReviewStage.CLOSED
    take(store, visit_id, StepKind.REOPEN, note="A new date is agreed.")
    assert reviews.review_of(store, visit_id).stage is ReviewStage.CHECKED


def test_a_report_closes_over_open_asks_only_with_a_reason(store: Store) -> None:
    visit_id = checked(store, asks=[ask("o1", "Mend it.")])
    settings.put(store, SETTING, {"respond": 0})
    take(store, visit_id, StepKind.SEND_FOR_FACTS, StepKind.FACTS_BACK, StepKind.AGREE)
    with pytest.raises(StepRefused, match="has no response yet"):
        take(store, visit_id, StepKind.RESPONSES_IN)
    later = date(TODAY.year + 1, 1, 5)
    with pytest.raises(StepRefused, match="has time"):
        take(store, visit_id, StepKind.NO_RESPONSE)
    reviews.take_step(store, visit_id, StepKind.NO_RESPONSE, by="officer", today=later)
    reviews.take_step(store, visit_id, StepKind.TELL_TEAM, by="officer", today=later)
    with pytest.raises(StepRefused, match="neither verified nor declined"):
        reviews.take_step(store, visit_id, StepKind.CLOSE, by="officer", today=later)
    reviews.take_step(
        store, visit_id, StepKind.CLOSE, by="officer", today=later, note="Asked for again."
    )
    assert reviews.review_of(store, visit_id).stage is ReviewStage.CLOSED


def test_the_list_comes_page_by_page_soonest_due_first(store: Store) -> None:
    ids = [submitted(store) for _ in range(3)]
    with store.write() as connection:
        connection.execute("UPDATE review SET due = '2014-01-01' WHERE visit_id = ?", (ids[2],))
    page = reports_in_hand.reviews_in_hand(store, today=TODAY, limit=2)
    assert (page.total, page.late, len(page.rows)) == (3, 1, 2)
    assert page.rows[0].visit_id == ids[2]
    rest = reports_in_hand.reviews_in_hand(store, today=TODAY, offset=2, limit=2)
    assert len(rest.rows) == 1
    late = reports_in_hand.reviews_in_hand(store, ReviewFilter(late_only=True), today=TODAY)
    assert [row.visit_id for row in late.rows] == [ids[2]]
    none = reports_in_hand.reviews_in_hand(store, ReviewFilter((ReviewStage.CLOSED,)), today=TODAY)
    assert none.total == 0
    assert reports_in_hand.stage_counts(store, today=TODAY) == {ReviewStage.SUBMITTED: (3, 1)}


def test_the_checklist_says_a_retired_team_and_a_member_outside_the_term(store: Store) -> None:
    registers.put_team(store, Team("fostering", "Fostering", retired=True), by="ann")
    registers.put_member(
        store, Member("bob", "Bob Example", "Castle Dyke", term_start=date(2015, 1, 1)), by="ann"
    )
    visit_id = submitted(store, asks=[ask("c1", "Mend it.", "2014-01-01")])
    items = {item.id: item for item in reviews.completeness_of(store, visit_id)}
    assert items["answers"].ok
    assert items["team"].detail == "Fostering is retired."
    assert "Bob Example’s term does not cover 4 March 2014" in items["visitors"].detail
    assert items["asks"].detail == "Ask 1 is due before the visit."
    assert not items["identity"].ok
    assert date(2014, 3, 4) == DAY


def test_cancelling_a_correction_takes_no_step(store: Store) -> None:
    visit_id = checked(store)
    submission.begin_correction(store, visit_id, by="ann")
    with pytest.raises(StepRefused, match="correcting the report"):
        take(store, visit_id, StepKind.SEND_FOR_FACTS)
    submission.cancel_correction(store, visit_id, by="ann")
    assert len(reviews.steps_of(store, visit_id)) == 1
    take(store, visit_id, StepKind.SEND_FOR_FACTS)
