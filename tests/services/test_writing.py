"""Writing a visit: nothing typed is lost, everything that follows from an answer follows."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.visit_samples import (
    DAY,
    ask,
    complete,
    draft,
    finding,
    small_council,
    small_form,
    submitted,
)
from visits_app.domain.answers import fit_answers
from visits_app.domain.changes import replay
from visits_app.domain.errors import FaultsError, SealedVisit, UnknownRecord
from visits_app.domain.forms import Answers, Kind
from visits_app.domain.recommendations import EvidenceKind
from visits_app.domain.visits import Mode, VisitState
from visits_app.imports.form_files import read_form
from visits_app.services import links, visits
from visits_app.store.engine import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_council(tmp_path_factory.mktemp("writing") / "visits.mvstore") as opened:
        yield opened


def history_of(store: Store, visit_id: str) -> list[tuple[str, Any, Any]]:
    with store.read() as connection:
        rows = connection.execute(
            "SELECT action, before, after FROM history"
            " WHERE entity = 'visit' AND entity_id = ? ORDER BY sequence",
            (visit_id,),
        ).fetchall()
    return [(a, json.loads(b) if b else None, json.loads(c) if c else None) for a, b, c in rows]


def one(store: Store, query: str, *values: object) -> Any:
    with store.read() as connection:
        return connection.execute(query, values).fetchone()


def test_a_visit_begins_as_a_draft_with_a_reference_that_is_no_word(store: Store) -> None:
    visit = visits.start_visit(
        store, form_id="standard", author_id="ann", team_id="fostering", visit_date=DAY
    )
    year, signs = visit.reference.split("-")
    assert year == "2014"
    assert len(signs) == 4
    assert not set(signs) & set("AEIOUL")
    assert visit.state is VisitState.DRAFT
    assert visit.answers == {"team": "fostering", "visit_date": "2014-03-04"}
    assert (visit.team_id, visit.visit_date) == ("fostering", DAY)


def test_a_visit_dated_ahead_reads_as_planned(store: Store) -> None:
    visit = visits.start_visit(
        store, form_id="standard", author_id="ann", visit_date=date(2999, 1, 1)
    )
    assert visit.state is VisitState.PLANNED
    later = visits.load_visit(store, visit.id, today=date(2999, 1, 1))
    assert later.state is VisitState.DRAFT


@pytest.mark.parametrize(
    "wanted",
    [
        {"form_id": "nowhere", "author_id": "ann"},
        {"form_id": "standard", "author_id": "nobody"},
        {"form_id": "standard", "author_id": "ann", "team_id": "no team"},
    ],
)
def test_a_visit_on_what_is_not_there_is_refused_and_leaves_nothing(
    store: Store, wanted: dict[str, Any]
) -> None:
    before = one(store, "SELECT count(*) FROM visit")
    with pytest.raises(UnknownRecord, match=r"\. |\.$"):
        visits.start_visit(store, **wanted)
    assert one(store, "SELECT count(*) FROM visit") == before


def test_a_visit_keeps_the_form_it_was_begun_on(store: Store) -> None:
    visit_id = draft(store)
    kept = visits.form_of(store, visits.load_visit(store, visit_id))
    assert kept == small_form()
    assert one(store, "SELECT source FROM form WHERE id = 'small'") == (small_form().source,)


def test_a_form_file_changed_or_gone_later_changes_no_visit_begun_before(tmp_path: Path) -> None:
    path = tmp_path / "visits.mvstore"
    first = small_form()
    changed = read_form(first.source.replace('title = "', 'title = "Changed: ', 1), "small.toml")
    newer = read_form(first.source.replace("version = 1", "version = 2", 1), "small.toml")
    with small_council(path) as store:
        old = draft(store)
        new = []
        for form in (changed, newer):
            with store.write() as connection:
                new.append(
                    visits.create_visit(store, connection, form, author_id="ann", answers={})
                )
    with open_store(path) as store:
        read = [visits.form_of(store, visits.load_visit(store, id)) for id in (old, *new)]
        assert read == [first, first, newer]
        visits.save_answers(store, old, {"summary": "Still written down."}, by="ann")
        assert visits.load_visit(store, old).answers["summary"] == "Still written down."


def test_answers_fill_the_columns_that_lists_read(store: Store) -> None:
    visit_id = draft(store)
    visits.save_answers(
        store,
        visit_id,
        {
            "team": "adoption",
            "visit_date": "2014-03-04",
            "visitors": ["bob", "ann"],
            "confidence": "partly",
            "themes": ["premises"],
            "findings": [finding("c1", "Too many cases.", theme="caseloads")],
        },
        by="ann",
    )
    visit = visits.load_visit(store, visit_id)
    assert (visit.team_id, visit.visit_date, visit.confidence) == ("adoption", DAY, "partly")
    assert visit.visitor_ids == ("bob", "ann")
    with store.read() as connection:
        themes = connection.execute(
            "SELECT theme_id FROM visit_theme WHERE visit_id = ? ORDER BY 1", (visit_id,)
        ).fetchall()
    assert themes == [("caseloads",), ("premises",)]
    cleared: Answers = dict.fromkeys(("team", "visit_date", "visitors", "confidence", "findings"))
    visits.save_answers(store, visit_id, cleared, by="ann")
    visit = visits.load_visit(store, visit_id)
    assert visit.answers == {"themes": ["premises"]}
    assert (visit.team_id, visit.visit_date, visit.confidence) == (None, None, "")
    assert visit.visitor_ids == ()


def test_a_half_typed_date_is_kept_and_is_no_date_yet(store: Store) -> None:
    visit_id = draft(store, visit_date="4 Mar")
    visit = visits.load_visit(store, visit_id)
    assert visit.answers == {"visit_date": "4 Mar"}
    assert visit.visit_date is None


def test_the_same_answer_again_writes_nothing(store: Store) -> None:
    rows: Any = [finding("s1", "Warm.")]
    visit_id = draft(store, summary="Calm.", cups=1, findings=rows)
    with store.read() as connection:
        before = connection.execute("SELECT count(*) FROM history").fetchone()
    visits.save_answers(
        store, visit_id, {"summary": "Calm.", "cups": 1.0, "findings": rows}, by="ann"
    )
    assert one(store, "SELECT count(*) FROM history") == before


def test_texts_are_cleaned_and_emptied_ones_are_no_answers(store: Store) -> None:
    visit_id = draft(store, summary="one\r\ntwo\x00\x07", purpose="e\u0301", people={})
    assert visits.load_visit(store, visit_id).answers == {"summary": "one\ntwo", "purpose": "é"}
    visits.save_answers(store, visit_id, {"summary": "", "purpose": "\x00"}, by="ann")
    assert visits.load_visit(store, visit_id).answers == {}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("nonsense", "x"),
        ("summary", "x" * 200_001),
        ("summary", 5),
        ("summary", ["x"]),
        ("took_place", "yes"),
        ("took_place", 1),
        ("cups", True),
        ("cups", float("nan")),
        ("people", {"staff": 1.5}),
        ("people", ["staff"]),
        ("visitors", "ann"),
        ("visitors", [1]),
        ("findings", "text"),
        ("findings", [{"text": "no id"}]),
        ("findings", [finding("d1", "a"), finding("d1", "b")]),
        ("findings", [{"id": "d2", "colour": "red"}]),
        ("findings", [{"id": "d3", "text": 5}]),
        ("findings", [{"id": "d4", "text": "x" * 200_001}]),
    ],
)
def test_what_cannot_be_kept_is_refused_by_question_and_nothing_of_the_save_stays(
    store: Store, question: str, value: Any
) -> None:
    visit_id = draft(store, purpose="Before.")
    with pytest.raises(FaultsError) as caught:
        visits.save_answers(store, visit_id, {"purpose": "After.", question: value}, by="ann")
    assert [fault.where for fault in caught.value.faults] == [question]
    assert visits.load_visit(store, visit_id).answers == {"purpose": "Before."}


@pytest.mark.parametrize(
    "answers",
    [
        {"team": "nowhere"},
        {"visitors": ["ann", "nobody"]},
        {"themes": ["no theme"]},
        {"recommendations": ["r99"]},
        {"findings": [finding("u1", "x", theme="no theme")]},
    ],
)
def test_a_choice_no_register_knows_is_refused_in_words(store: Store, answers: Any) -> None:
    visit_id = draft(store)
    with pytest.raises(UnknownRecord, match="not in the register"):
        visits.save_answers(store, visit_id, answers, by="ann")
    assert visits.load_visit(store, visit_id).answers == {}


def test_rows_keep_their_records_while_they_are_edited_and_moved(store: Store) -> None:
    visit_id = draft(store, findings=[finding("k1", "One."), finding("k2", "Two.")])
    link = links.link_evidence(
        store,
        recommendation_id="r2",
        visit_id=visit_id,
        finding_id="k2",
        kind=EvidenceKind.GAP,
        by="ann",
    )
    rows: Any = [finding("k2", "Two, changed."), finding("k3", "Three.")]
    visits.save_answers(store, visit_id, {"findings": rows}, by="ann")
    assert visits.load_visit(store, visit_id).answers["findings"] == rows
    assert [e.link.id for e in links.evidence_for_visit(store, visit_id)] == [link.id]


def test_a_link_goes_with_its_finding_and_comes_back_with_it(store: Store) -> None:
    row = finding("g1", "Damp wall.")
    visit_id = draft(store, findings=[row])
    link = links.link_evidence(
        store,
        recommendation_id="r2",
        visit_id=visit_id,
        finding_id="g1",
        kind=EvidenceKind.GAP,
        note="Seen twice.",
        by="ann",
    )
    visits.save_answers(store, visit_id, {"findings": None}, by="bob")
    assert links.evidence_for_visit(store, visit_id) == ()
    kept = one(
        store,
        "SELECT \"by\", before FROM history WHERE entity = 'finding' AND entity_id = 'g1'"
        " AND action = 'removed'",
    )
    assert kept[0] == "bob"
    assert json.loads(kept[1])["links"][0]["note"] == "Seen twice."
    visits.save_answers(store, visit_id, {"findings": [row]}, by="ann")
    assert [e.link for e in links.evidence_for_visit(store, visit_id)] == [link]


def test_a_row_cannot_take_the_id_of_another_visits_row(store: Store) -> None:
    draft(store, asks=[ask("taken", "Mend it.")])
    other = draft(store)
    with pytest.raises(FaultsError) as caught:
        visits.save_answers(store, other, {"asks": [ask("taken", "Steal it.")]}, by="ann")
    assert [fault.where for fault in caught.value.faults] == ["asks"]


def test_history_says_what_an_answer_was_and_became_and_who_changed_it(store: Store) -> None:
    visit_id = draft(store, purpose="Look.")
    visits.save_answers(store, visit_id, {"purpose": "Listen."}, by="bob")
    assert history_of(store, visit_id)[-1] == (
        "answered",
        {"purpose": "Look."},
        {"purpose": "Listen."},
    )
    who = 'SELECT "by" FROM history WHERE entity_id = ? ORDER BY sequence DESC LIMIT 1'
    assert one(store, who, visit_id) == ("bob",)


def test_history_says_when_a_form_was_first_copied_into_the_store(store: Store) -> None:
    for _ in range(2):
        visits.start_visit(store, form_id="follow_up", author_id="bob")
    with store.read() as connection:
        told = connection.execute(
            "SELECT \"by\", action, after FROM history WHERE entity = 'form'"
            " AND entity_id = 'follow_up'"
        ).fetchall()
        version, seal = connection.execute(
            "SELECT version, sha256 FROM form WHERE id = 'follow_up'"
        ).fetchone()
    assert [row[:2] for row in told] == [("bob", "copied")]
    assert json.loads(told[0][2])["version"] == version
    assert json.loads(told[0][2])["sha256"] == seal


def test_history_of_a_long_text_grows_with_what_is_typed_not_with_the_text(store: Store) -> None:
    visit_id = draft(store, summary="word " * 2_000)
    visits.save_answers(store, visit_id, {"summary": "word " * 2_000 + "more"}, by="ann")
    _, before, after = history_of(store, visit_id)[-1]
    assert before == {"summary": {"from": 10_000, "text": ""}}
    assert after == {"summary": {"from": 10_000, "text": "more"}}


def test_mode_changes_what_is_shown_and_is_kept(store: Store) -> None:
    visit_id = draft(store, purpose="Look.")
    visits.set_mode(store, visit_id, Mode.QUICK, by="ann")
    visit = visits.load_visit(store, visit_id)
    assert visit.mode is Mode.QUICK
    assert visit.answers == {"purpose": "Look."}


def test_a_sealed_visit_takes_no_answers_and_says_what_to_do(store: Store) -> None:
    visit_id = submitted(store)
    with pytest.raises(SealedVisit, match="amendment"):
        visits.save_answers(store, visit_id, {"summary": "Changed."}, by="ann")
    with pytest.raises(SealedVisit):
        visits.set_mode(store, visit_id, Mode.QUICK, by="ann")


def test_a_deleted_draft_comes_back_whole_with_the_same_ids(store: Store) -> None:
    rows = [finding("z1", "Mould.", theme="premises")]
    visit_id = draft(store, **complete(findings=rows, asks=[ask("z2", "Fix.")]))
    links.link_evidence(
        store,
        recommendation_id="r2",
        visit_id=visit_id,
        finding_id="z1",
        kind=EvidenceKind.GAP,
        by="ann",
    )
    before = visits.load_visit(store, visit_id)
    evidence = links.evidence_for_visit(store, visit_id)
    deleted = visits.delete_draft(store, visit_id, by="ann")
    with pytest.raises(UnknownRecord):
        visits.load_visit(store, visit_id)
    assert one(store, "SELECT count(*) FROM visit_text WHERE visit_id = ?", visit_id) == (0,)
    assert visits.restore_draft(store, deleted, by="ann") == before
    assert visits.restore_draft(store, deleted, by="ann") == before
    assert links.evidence_for_visit(store, visit_id) == evidence
    texts = one(store, "SELECT count(*) FROM visit_text WHERE visit_id = ?", visit_id)
    assert texts == (4,)  # summary, findings, asks and the reference


def test_a_report_that_was_submitted_is_never_deleted(store: Store) -> None:
    visit_id = submitted(store)
    with pytest.raises(SealedVisit):
        visits.delete_draft(store, visit_id, by="ann")
    visits.begin_correction(store, visit_id, by="ann")
    with pytest.raises(SealedVisit):
        visits.delete_draft(store, visit_id, by="ann")


def test_two_threads_saving_lose_nothing(store: Store) -> None:
    visit_id = draft(store)
    failures: list[BaseException] = []

    def save(question: str) -> None:
        try:
            for n in range(40):
                visits.save_answers(store, visit_id, {question: f"{question} {n}"}, by="ann")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=save, args=(q,)) for q in ("summary", "purpose")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    answers = visits.load_visit(store, visit_id).answers
    assert answers == {"summary": "summary 39", "purpose": "purpose 39"}
    assert len(history_of(store, visit_id)) == 1 + 80


_TEXT = st.text(max_size=60) | st.text(min_size=380, max_size=450)
_IDS = st.sampled_from(["a", "b", "c", "d"])
_VALUES = {
    Kind.TEXT: _TEXT,
    Kind.LONG_TEXT: _TEXT,
    Kind.DATE: st.sampled_from(["2014-03-04", "2014-3", "2013-12-31"]),
    Kind.TIME: st.sampled_from(["14:30", "2"]),
    Kind.NUMBER: st.integers(-5, 99) | st.floats(-5, 99),
    Kind.YES_NO: st.booleans(),
    Kind.PEOPLE: st.dictionaries(st.sampled_from(["staff", "carers"]), st.integers(0, 9)),
}
_CHOICES = {
    "team": ["fostering", "adoption"],
    "visitors": ["ann", "bob"],
    "themes": ["premises", "caseloads"],
    "recommendations": ["r2", "r10"],
    "confidence": ["assured", "not"],
    "theme": ["premises", "caseloads", ""],
    "kind": ["strength", "idea", ""],
    "ask": ["some ask"],
    "result": ["done", "not"],
}


def _values_of(question: Any) -> st.SearchStrategy[Any]:
    if question.kind is Kind.ROWS:
        cells = {column.id: _values_of(column) for column in question.columns}
        row = st.fixed_dictionaries({"id": _IDS.map(f"{question.id}-{{}}".format)}, optional=cells)
        return st.lists(row, max_size=4, unique_by=lambda row: row["id"])
    if question.kind is Kind.CHOICE:
        return st.sampled_from(_CHOICES[question.id])
    if question.kind is Kind.SEVERAL:
        return st.lists(st.sampled_from(_CHOICES[question.id]), unique=True)
    return _VALUES[question.kind]


_CHANGES = st.lists(
    st.fixed_dictionaries(
        {}, optional={q.id: st.none() | _values_of(q) for q in small_form().questions()}
    ),
    max_size=6,
)


@given(saves=_CHANGES)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_run_of_saves_is_read_back_and_can_be_replayed_from_history(
    store: Store, saves: list[Answers]
) -> None:
    visit_id = draft(store)
    expected: Answers = {}
    for changes in saves:
        visits.save_answers(store, visit_id, changes, by="ann")
        expected.update(fit_answers(small_form(), changes))
        expected = {key: value for key, value in expected.items() if value is not None}
    assert visits.load_visit(store, visit_id).answers == expected
    replayed: Answers = {}
    for action, before, after in history_of(store, visit_id):
        if action == "answered":
            (question,) = after
            value = replay(replayed.get(question), before[question], after[question])
            replayed[question] = value
    assert {key: value for key, value in replayed.items() if value is not None} == expected
    visits.delete_draft(store, visit_id, by="ann")


def test_the_newest_visit_sorts_first_even_while_two_are_typed_in_turn(store: Store) -> None:
    one_id, two_id = draft(store), draft(store)
    for turn in range(3):
        for id in (one_id, two_id):
            visits.save_answers(store, id, {"summary": f"turn {turn}"}, by="ann")
            newest = one(store, "SELECT id FROM visit ORDER BY updated_at DESC LIMIT 1")
            assert newest == (id,)
