"""Handing in and correcting: sealed means sealed, and everything can be worked out again."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from tests.visit_samples import ask, complete, draft, finding, small_council, submitted
from visits_app.domain.errors import (
    AmendmentRefused,
    IncompleteVisit,
    SealedVisit,
    UnknownRecord,
)
from visits_app.domain.recommendations import EvidenceKind
from visits_app.domain.visits import AskStatus, VisitState
from visits_app.services import links, visits
from visits_app.store.engine import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_council(tmp_path_factory.mktemp("submitting") / "visits.mvstore") as opened:
        yield opened


def correct(store: Store, visit_id: str, reason: str = "A slip.", **changes: Any) -> Any:
    visits.begin_correction(store, visit_id, by="ann")
    visits.save_answers(store, visit_id, changes, by="ann")
    return visits.submit_visit(store, visit_id, by="ann", reason=reason)


def test_an_incomplete_visit_says_everything_that_is_missing(store: Store) -> None:
    visit_id = draft(store, team="fostering", took_place=True)
    with pytest.raises(IncompleteVisit) as caught:
        visits.submit_visit(store, visit_id, by="ann")
    assert [fault.where for fault in caught.value.faults] == ["visit_date", "visitors", "summary"]
    assert visits.load_visit(store, visit_id).state is VisitState.DRAFT


def test_a_visit_dated_ahead_cannot_be_submitted_yet(store: Store) -> None:
    visit_id = draft(store, **complete(visit_date="2999-01-01"))
    with pytest.raises(IncompleteVisit) as caught:
        visits.submit_visit(store, visit_id, by="ann")
    assert [fault.where for fault in caught.value.faults] == ["visit_date"]


def test_submitting_seals_the_report_with_a_hash_anybody_can_work_out(store: Store) -> None:
    rows = [finding("h1", "Cold “kitchen” & café.", theme="premises")]
    visit_id = draft(store, **complete(findings=rows, cups=2.0))
    visit = visits.submit_visit(store, visit_id, by="ann")
    assert visit.state is VisitState.SUBMITTED
    assert visit.revision == 1
    assert visit.submitted_at is not None
    by_hand = (
        '{"answers":{"cups":2,"findings":[{"id":"h1","kind":"concern",'
        '"text":"Cold “kitchen” & café.","theme":"premises"}],'
        '"summary":"The team was calm and the kitchen was warm.","team":"fostering",'
        '"took_place":true,"visit_date":"2014-03-04","visitors":["ann","bob"]},'
        '"form":{"id":"small","version":1},'
        f'"reference":"{visit.reference}"}}'
    )
    assert visit.content_hash == sha256(by_hand.encode()).hexdigest()
    (revision,) = visits.revisions(store, visit_id)
    assert revision.content_hash == visit.content_hash
    assert revision.answers == visit.answers
    assert (revision.number, revision.reason, revision.sealed_by) == (1, "", "ann")
    with pytest.raises(SealedVisit):
        visits.submit_visit(store, visit_id, by="ann")


def test_a_visit_that_was_not_held_is_sealed_as_such(store: Store) -> None:
    answers = complete(took_place=False, not_held_reason="The team was at a training day.")
    answers.pop("summary")
    visit_id = draft(store, **answers)
    assert visits.submit_visit(store, visit_id, by="ann").state is VisitState.NOT_HELD


def test_answers_to_questions_that_are_not_asked_any_more_are_not_sealed(store: Store) -> None:
    visit_id = draft(store, **complete(not_held_reason="A secret typed by mistake."))
    visit = visits.submit_visit(store, visit_id, by="ann")
    assert "not_held_reason" not in visit.answers
    (revision,) = visits.revisions(store, visit_id)
    assert "not_held_reason" not in revision.answers
    with store.read() as connection:
        found = connection.execute(
            "SELECT count(*) FROM visit_text WHERE visit_text MATCH 'secret' AND visit_id = ?",
            (visit_id,),
        ).fetchone()
    assert found == (0,)


def test_recommendations_ticked_on_the_form_become_context_once(store: Store) -> None:
    visit_id = draft(store, **complete(recommendations=["r2", "r10"]))
    links.link_evidence(
        store, recommendation_id="r2", visit_id=visit_id, kind=EvidenceKind.GAP, by="ann"
    )
    visits.submit_visit(store, visit_id, by="ann")
    found = [(e.recommendation, e.link.kind) for e in links.evidence_for_visit(store, visit_id)]
    assert found == [
        ("R10 Ask the panel", EvidenceKind.CONTEXT),
        ("R2 Report progress", EvidenceKind.GAP),
    ]
    correct(store, visit_id, summary="Another.")
    assert len(links.evidence_for_visit(store, visit_id)) == 2


def test_an_ask_found_done_is_verified_and_no_longer_open(store: Store) -> None:
    first = submitted(store, team="adoption", asks=[ask("v1", "Mend it."), ask("v2", "Paint it.")])
    rows = [
        {"id": "w1", "ask": "v1", "result": "done"},
        {"id": "w2", "ask": "v2", "result": "part"},
    ]
    submitted(store, team="adoption", ask_checks=rows)
    with store.read() as connection:
        found = connection.execute(
            "SELECT id, status FROM ask WHERE visit_id = ? ORDER BY id", (first,)
        ).fetchall()
    assert found == [("v1", "verified"), ("v2", "open")]


def test_an_amendment_needs_a_reason_and_a_change(store: Store) -> None:
    visit_id = submitted(store)
    visits.begin_correction(store, visit_id, by="ann")
    with pytest.raises(AmendmentRefused, match="differs"):
        visits.submit_visit(store, visit_id, by="ann", reason="None really.")
    visits.save_answers(store, visit_id, {"summary": "Better."}, by="ann")
    with pytest.raises(AmendmentRefused, match="why"):
        visits.submit_visit(store, visit_id, by="ann", reason=" \x00 ")
    visit = visits.submit_visit(store, visit_id, by="bob", reason="The summary was wrong.")
    assert (visit.state, visit.revision) == (VisitState.SUBMITTED, 2)
    first, second = visits.revisions(store, visit_id)
    assert first.answers["summary"] != second.answers["summary"] == "Better."
    assert (second.reason, second.sealed_by) == ("The summary was wrong.", "bob")
    assert first.content_hash != second.content_hash == visit.content_hash
    loaded = visits.load_visit(store, visit_id)
    assert loaded.submitted_at == first.sealed_at


def test_while_it_is_corrected_others_see_the_sealed_report(store: Store) -> None:
    visit_id = submitted(store)
    sealed = visits.load_visit(store, visit_id)
    visits.begin_correction(store, visit_id, by="ann")
    changes: Any = {"team": "adoption", "visitors": ["bob"], "summary": "Half written"}
    visits.save_answers(store, visit_id, changes, by="ann")
    assert visits.load_visit(store, visit_id).state is VisitState.CORRECTING
    seen = visits.load_visit(store, visit_id, sealed=True)
    assert (seen.answers, seen.state) == (sealed.answers, VisitState.SUBMITTED)
    assert (seen.team_id, seen.visitor_ids) == ("fostering", ("ann", "bob"))


def test_a_cancelled_correction_leaves_no_trace_in_the_visit(store: Store) -> None:
    rows = [finding("x1", "Damp."), finding("x2", "Warm.", "strength")]
    visit_id = submitted(store, findings=rows, asks=[ask("x3", "Dry it.")])
    link = links.link_evidence(
        store,
        recommendation_id="r2",
        visit_id=visit_id,
        finding_id="x1",
        kind=EvidenceKind.GAP,
        by="ann",
    )
    visits.respond_to_ask(
        store, "x3", AskStatus.AGREED, "By May.", on=date(2014, 4, 1), by="officer"
    )
    before = visits.load_visit(store, visit_id)
    visits.begin_correction(store, visit_id, by="ann")
    changes: Any = {
        "findings": [finding("x2", "Hot.", "strength"), finding("x9", "New.")],
        "asks": None,
        "purpose": "New.",
        "summary": None,
    }
    visits.save_answers(store, visit_id, changes, by="ann")
    visits.cancel_correction(store, visit_id, by="ann")
    after = visits.load_visit(store, visit_id)
    assert after.answers == before.answers
    assert (after.state, after.revision) == (before.state, before.revision)
    assert after.content_hash == before.content_hash
    assert [e.link for e in links.evidence_for_visit(store, visit_id)] == [link]
    with store.read() as connection:
        answer = connection.execute(
            "SELECT status, response, responded_on FROM ask WHERE id = 'x3'"
        ).fetchone()
    assert answer == ("agreed", "By May.", "2014-04-01")


def test_corrections_begin_and_end_only_where_they_can(store: Store) -> None:
    visit_id = draft(store, **complete())
    with pytest.raises(AmendmentRefused):
        visits.begin_correction(store, visit_id, by="ann")
    with pytest.raises(AmendmentRefused):
        visits.cancel_correction(store, visit_id, by="ann")
    visits.submit_visit(store, visit_id, by="ann")
    visits.begin_correction(store, visit_id, by="ann")
    with pytest.raises(AmendmentRefused):
        visits.begin_correction(store, visit_id, by="ann")


def test_differences_of_an_amendment_are_told_in_words(store: Store) -> None:
    rows: Any = [finding("y1", "Damp.", theme="premises"), finding("y2", "Calm.", "strength")]
    visit_id = submitted(store, findings=rows)
    changed: Any = [finding("y1", "Dry.", theme="caseloads"), finding("y3", "New.", "idea")]
    correct(store, visit_id, team="adoption", findings=changed)
    told = [
        (d.number, d.label, d.before, d.after)
        for d in visits.revision_differences(store, visit_id, 2)
    ]
    assert told == [
        ("A1", "Team", "Fostering", "Adoption"),
        ("A15", "Findings: finding 1, Theme", "Premises", "Caseloads"),
        ("A15", "Findings: finding 1, Text", "Damp.", "Dry."),
        ("A15", "Findings: finding 2", "Strength · Calm.", ""),
        ("A15", "Findings: finding 2", "", "Idea · New."),
    ]
    assert visits.revision_differences(store, visit_id, 1) == ()
    with pytest.raises(UnknownRecord):
        visits.revision_differences(store, visit_id, 3)


def test_every_step_is_in_the_history(store: Store) -> None:
    visit_id = submitted(store)
    correct(store, visit_id, summary="Changed.")
    visits.begin_correction(store, visit_id, by="ann")
    visits.cancel_correction(store, visit_id, by="ann")
    with store.read() as connection:
        rows = connection.execute(
            "SELECT action, after FROM history WHERE entity_id = ? AND action <> 'answered'"
            " ORDER BY sequence",
            (visit_id,),
        ).fetchall()
    assert [action for action, _ in rows] == [
        "started",
        "submitted",
        "began correction",
        "amended",
        "began correction",
        "cancelled correction",
    ]
    assert json.loads(rows[3][1])["reason"] == "A slip."
