"""The privacy gate: what is undecided stops a report, and what was decided is remembered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.visit_samples import ask, complete, draft, finding, small_council
from visits_app.domain.errors import FaultsError, UndecidedPassages, UnknownRecord
from visits_app.domain.privacy.decisions import Found, Place
from visits_app.domain.visits import Marking, VisitState
from visits_app.reports.document import walk
from visits_app.services import privacy, reports, visits
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


SECRET = "Kasia Nowak told us that she cannot sleep."


def open_of(store: Store, visit_id: str) -> list[Found]:
    return [one for one in privacy.passages_of_visit(store, visit_id) if one.is_open]


def words_of(store: Store, visit_id: str, *, public: bool) -> str:
    document = reports.visit_report(store, visit_id, public=public)
    return "\n".join(piece.text for piece in walk(document))


def telling(store: Store, **more: Any) -> str:
    rows: Any = [finding("f1", "The house is calm."), finding("f2", SECRET)]
    return draft(store, **complete(findings=rows, **more))


def test_a_report_with_undecided_passages_is_not_submitted(store: Store) -> None:
    visit_id = telling(store, purpose="To see the boy aged 9 in Fostering.")
    with pytest.raises(UndecidedPassages) as refused:
        visits.submit_visit(store, visit_id, by="ann")
    assert [fault.where for fault in refused.value.faults] == ["purpose", "findings/2/text"]
    assert "“Kasia Nowak” (Name)" in refused.value.faults[1].what
    assert visits.load_visit(store, visit_id).state is VisitState.DRAFT


def test_a_passage_that_is_kept_for_a_reason_lets_the_report_go(store: Store) -> None:
    visit_id = telling(store)
    (found,) = open_of(store, visit_id)
    with pytest.raises(FaultsError, match="say why"):
        privacy.decide(store, found, "  ", by="ann")
    privacy.decide(store, found, "She asked to be named.", by="ann")
    assert open_of(store, visit_id) == []
    assert visits.submit_visit(store, visit_id, by="ann").state is VisitState.SUBMITTED


def test_a_decision_holds_for_the_same_words_in_the_same_sentence_only(store: Store) -> None:
    visit_id = telling(store)
    (found,) = open_of(store, visit_id)
    privacy.decide(store, found, "She asked to be named.", by="ann")
    rows: Any = [finding("f1", "The house is calm."), finding("f2", f"It rained. {SECRET}")]
    visits.save_answers(store, visit_id, {"findings": rows}, by="ann")
    assert open_of(store, visit_id) == [], "another sentence changed"
    rows[1] = finding("f2", "Kasia Nowak told us that she is afraid.")
    visits.save_answers(store, visit_id, {"findings": rows}, by="ann")
    assert [one.passage.text for one in open_of(store, visit_id)] == ["Kasia Nowak"]
    rows = [finding("f1", SECRET)]
    visits.save_answers(store, visit_id, {"findings": rows}, by="ann")
    assert len(open_of(store, visit_id)) == 1, "the same words in another row"


def test_a_decision_is_taken_back_once(store: Store) -> None:
    visit_id = telling(store)
    (found,) = open_of(store, visit_id)
    made = privacy.decide(store, found, "She asked to be named.", by="ann")
    privacy.undo_decision(store, made.id, by="bob")
    assert len(open_of(store, visit_id)) == 1
    with pytest.raises(UnknownRecord):
        privacy.undo_decision(store, made.id, by="bob")


def test_what_is_restricted_is_decided_and_in_no_public_report(store: Store) -> None:
    visit_id = telling(store, asks=[ask("a1", "Mend the door.")])
    privacy.restrict(store, visit_id, "findings", "f2", reason="A name", by="ann")
    visits.submit_visit(store, visit_id, by="ann")
    public = words_of(store, visit_id, public=True)
    assert "calm" in public
    assert "Mend the door." in public
    for told in ("Kasia", "sleep", "estricted"):
        assert told not in public
    whole = words_of(store, visit_id, public=False)
    assert SECRET in whole
    assert "Restricted" in whole
    document = reports.visit_report(store, visit_id, public=True)
    assert b"Kasia" not in reports.render_pdf(document)
    assert visits.load_visit(store, visit_id).marking is Marking.UNMARKED, (
        "marking is the officer's"
    )


def test_a_whole_answer_that_is_restricted_leaves_no_heading(store: Store) -> None:
    visit_id = telling(store, purpose="To see the boy aged 9 in Fostering.")
    privacy.restrict(store, visit_id, "purpose", reason="An age", by="ann")
    assert "Purpose" in words_of(store, visit_id, public=False)
    assert "Purpose" not in words_of(store, visit_id, public=True)
    privacy.unrestrict(store, visit_id, "purpose", by="ann")
    assert "Purpose" in words_of(store, visit_id, public=True)
    assert len(open_of(store, visit_id)) == 2


def test_the_public_summary_cannot_be_kept_from_the_public(store: Store) -> None:
    visit_id = telling(store)
    with pytest.raises(FaultsError, match="written for the public"):
        privacy.restrict(store, visit_id, "summary", reason="A name", by="ann")


def test_an_amendment_shows_nothing_restricted_in_its_before_and_after(store: Store) -> None:
    visit_id = telling(store)
    privacy.restrict(store, visit_id, "findings", "f2", reason="A name", by="ann")
    visits.submit_visit(store, visit_id, by="ann")
    visits.begin_correction(store, visit_id, by="ann")
    rows: Any = [finding("f1", "The house is quiet."), finding("f2", "Kasia Nowak is well.")]
    visits.save_answers(store, visit_id, {"findings": rows}, by="ann")
    visits.submit_visit(store, visit_id, by="ann", reason="It was wrong.")
    public = words_of(store, visit_id, public=True)
    assert "quiet" in public
    assert "Kasia" not in public


def test_what_quotes_a_report_keeps_its_decisions(store: Store) -> None:
    visit_id = telling(store)
    (found,) = open_of(store, visit_id)
    paper = Place("Part 4", "paper/p1/part-4", f"On the day: all was well.\n{SECRET}")
    assert [one.passage.text for one in privacy.open_passages(store, [paper])] == ["Kasia Nowak"]
    privacy.decide(store, found, "She asked to be named.", by="ann")
    assert privacy.open_passages(store, [paper]) == ()
    note = Place("Note", "meeting/m1/note", SECRET)
    assert len(privacy.open_passages(store, [note])) == 1, "another record is another place"


def test_members_and_teams_of_the_registers_are_known(store: Store) -> None:
    assert privacy.passages_of_text(store, "We met Ann Example at Fostering.") == ()
    (found,) = privacy.passages_of_text(store, "We met Jarek Example at Fostering.")
    assert found.text == "Jarek Example"


def test_every_decision_is_in_the_history(store: Store) -> None:
    visit_id = telling(store)
    (found,) = open_of(store, visit_id)
    made = privacy.decide(store, found, "She asked to be named.", by="ann")
    privacy.undo_decision(store, made.id, by="bob")
    privacy.restrict(store, visit_id, "findings", "f2", reason="A name", by="ann")
    with store.read() as connection:
        told = connection.execute(
            'SELECT action, "by" FROM history WHERE action IN'
            " ('kept a passage', 'took back', 'restricted') ORDER BY sequence"
        ).fetchall()
    assert told == [("kept a passage", "ann"), ("took back", "bob"), ("restricted", "ann")]


def test_the_passage_itself_is_in_no_file_beside_the_store(store: Store, tmp_path: Path) -> None:
    visit_id = telling(store)
    (found,) = open_of(store, visit_id)
    privacy.decide(store, found, "She asked to be named.", by="ann")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"Kasia" in path.read_bytes() for path in files)
