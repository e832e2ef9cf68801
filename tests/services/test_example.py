"""The example council in a real store: all of it, once, sealed and searchable."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from visits_app.domain.coverage import Outcome
from visits_app.domain.errors import ExampleRefused
from visits_app.domain.form_rules import faults
from visits_app.domain.indicators import SeriesKind
from visits_app.domain.recommendations import EvidenceKind
from visits_app.domain.registers import Member, Team
from visits_app.domain.sealing import content_hash
from visits_app.domain.tracker import Rag
from visits_app.domain.visits import AskStatus, Visit, VisitFilter, VisitState
from visits_app.domain.working_days import is_working_day
from visits_app.paths import resource
from visits_app.services import (
    indicators,
    links,
    recommendations,
    registers,
    rota,
    settings,
    visit_lists,
    visits,
)
from visits_app.services.example import ExampleCounts, load_example
from visits_app.services.search import search
from visits_app.store.engine import Store, create_store

TODAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, ExampleCounts]]:
    path = tmp_path_factory.mktemp("example") / "visits.mvstore"
    with create_store(path) as store:
        yield store, load_example(store, today=TODAY)


@pytest.fixture(scope="module")
def store(loaded: tuple[Store, ExampleCounts]) -> Store:
    return loaded[0]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "empty.mvstore") as opened:
        yield opened


def every_visit(store: Store) -> list[Visit]:
    page = visit_lists.list_visits(store, VisitFilter(), today=TODAY)
    return [visits.load_visit(store, row.id, today=TODAY) for row in page.rows]


def test_what_came_in_is_counted(loaded: tuple[Store, ExampleCounts]) -> None:
    store, counts = loaded
    assert (counts.teams, counts.recommendations, counts.meetings, counts.visits) == (13, 5, 18, 22)
    assert len(registers.teams(store)) == 13
    assert len(links.recommendations(store)) == 5
    assert len(registers.meetings(store)) == 18
    assert len(indicators.overview(store)) == counts.indicators
    with store.read() as connection:
        figures = connection.execute("SELECT count(*) FROM observation").fetchone()[0]
    assert figures == counts.figures
    assert str(counts).startswith("22 visits to 13 teams, 5 recommendations, 18 meetings")
    assert settings.get(store, "example_loaded") is True


def test_every_visit_is_marked_as_an_example(store: Store) -> None:
    found = every_visit(store)
    assert len(found) == 22
    assert all(visit.example for visit in found)
    assert all(re.fullmatch(r"\d{4}-X\d{3}", visit.reference) for visit in found)


def test_every_report_is_valid_on_its_form(store: Store) -> None:
    for visit in every_visit(store):
        if visit.revision:
            form = visits.form_of(store, visit)
            assert faults(form, visit.answers, visit.mode, today=TODAY) == ()


def test_states_are_as_told(store: Store) -> None:
    states = [visit.state for visit in every_visit(store)]
    assert {state: states.count(state) for state in set(states)} == {
        VisitState.SUBMITTED: 19,
        VisitState.NOT_HELD: 1,
        VisitState.DRAFT: 1,
        VisitState.PLANNED: 1,
    }


def test_seals_can_be_worked_out_again(store: Store) -> None:
    for visit in every_visit(store):
        for revision in visits.revisions(store, visit.id):
            assert revision.content_hash == content_hash(
                visit.reference, visit.form_id, visit.form_version, revision.answers
            )
            assert revision.sealed_at.date() <= TODAY
            assert visit.visit_date is not None
            assert revision.sealed_at.date() >= visit.visit_date


def test_the_amendment_has_its_reason_and_says_what_changed(store: Store) -> None:
    (amended,) = (visit for visit in every_visit(store) if visit.revision == 2)
    first, second = visits.revisions(store, amended.id)
    assert first.reason == ""
    assert "factual check" in second.reason
    changed = visits.revision_differences(store, amended.id, 2)
    assert {difference.question_id for difference in changed} == {
        "questions",
        "findings",
        "asks",
        "summary",
    }
    assert any("nine weeks for a short break" in difference.before for difference in changed)


def test_asks_have_been_answered_checked_and_left_open(store: Store) -> None:
    with store.read() as connection:
        found = dict(connection.execute("SELECT status, count(*) FROM ask GROUP BY 1").fetchall())
        overdue = connection.execute(
            "SELECT count(*) FROM ask WHERE status = 'open' AND due < ?", (TODAY.isoformat(),)
        ).fetchone()[0]
    assert set(found) == {status.value for status in AskStatus}
    assert overdue >= 2


def test_an_ask_found_done_at_a_later_visit_is_verified(store: Store) -> None:
    with store.read() as connection:
        status = connection.execute(
            "SELECT status FROM ask WHERE action LIKE 'Set aside one quiet room%'"
        ).fetchone()[0]
    assert status == AskStatus.VERIFIED


def test_every_recommendation_has_evidence_and_some_of_it_is_a_gap(store: Store) -> None:
    counts = links.evidence_counts(store)
    assert set(counts) == {item.id for item in links.recommendations(store)}
    assert {kind for kinds in counts.values() for kind in kinds} == set(EvidenceKind)
    evidence = links.evidence_for_recommendation(store, "2013-14-1")
    assert any(item.finding_text for item in evidence)
    made_on = date(2014, 3, 17)
    assert all(item.link.made_at and item.link.made_at.date() > made_on for item in evidence)


def test_the_tracker_shows_a_slip_a_waiting_claim_and_what_a_meeting_completed(
    store: Store,
) -> None:
    lines = recommendations.tracker_lines(store, today=TODAY, public=True)
    assert [line.rating.rag for line in lines] == [
        Rag.AMBER, Rag.AMBER, Rag.RED, Rag.AMBER, Rag.GREEN,
    ]  # fmt: skip
    assert [line.slips for line in lines] == [0, 0, 1, 0, 0]
    assert "not yet accepted" in lines[1].standing
    assert lines[4].accepted is not None
    assert lines[4].accepted.meeting.body == "Scrutiny committee"
    assert all("invented" in line.recommendation.note for line in lines)
    assert "in principle" in lines[3].notes[0]
    assert {line.year for line in lines} == {"2013/14"}


def test_no_visit_is_tied_twice_to_the_same_recommendation_for_the_same_thing(
    store: Store,
) -> None:
    with store.read() as connection:
        twice = connection.execute(
            "SELECT recommendation_id, visit_id FROM evidence_link"
            " GROUP BY recommendation_id, visit_id, finding_id HAVING count(*) > 1"
        ).fetchall()
    assert twice == []


def test_the_words_of_a_report_are_found(store: Store) -> None:
    assert any(hit.kind == "visit" for hit in search(store, "quiet room"))
    with store.read() as connection:
        hits = connection.execute(
            "SELECT count(*) FROM visit_text WHERE visit_text MATCH '\"goodbye visit\"'"
        ).fetchone()[0]
    assert hits >= 2


def test_home_has_something_to_show(loaded: tuple[Store, ExampleCounts]) -> None:
    store, counts = loaded
    drafts = visit_lists.unfinished(store, counts.member_id, TODAY)
    ahead = visit_lists.upcoming(store, counts.member_id, TODAY)
    assert [row.state for row in drafts] == [VisitState.DRAFT]
    assert [row.state for row in ahead] == [VisitState.PLANNED]
    assert visits.answers_to_my_asks(store, counts.member_id)


def test_figures_come_out_as_they_went_in(store: Store) -> None:
    detail = indicators.detail(store, "cp_plans_number")
    kinds = {series.id: (series.kind, series.area) for series in detail.series}
    values = {(kinds[o.series_id], str(o.period)): o.value for o in detail.observations if o.period}
    assert values[(SeriesKind.PUBLISHED, "Peterborough"), "2013-03-31"] == 269
    assert values[(SeriesKind.REPORTED, "Peterborough"), "2013-03-31"] == 270
    drawn = indicators.detail(store, "caseload")
    assert SeriesKind.ILLUSTRATION in {series.kind for series in drawn.series}


def test_every_record_has_its_history(store: Store) -> None:
    with store.read() as connection:
        for table in (
            "team",
            "member",
            "theme",
            "recommendation",
            "body",
            "meeting",
            "decision",
            "action",
            "event",
            "indicator",
            "series",
            "visit",
            "evidence_link",
            "progress_update",
            "acceptance",
        ):
            missing = connection.execute(
                f"SELECT id FROM {table} WHERE id NOT IN"
                f" (SELECT entity_id FROM history WHERE entity = '{table}')"
            ).fetchall()
            assert missing == [], table


def test_history_alone_tells_every_figure_target_and_team_of_a_measure(
    store: Store,
) -> None:
    def told(entity: str, id: str) -> dict[str, Any]:
        query = "SELECT after FROM history WHERE entity = ? AND entity_id = ? ORDER BY sequence"
        found: dict[str, Any] = json.loads(connection.execute(query, (entity, id)).fetchone()[0])
        return found

    with store.read() as connection:
        for table, key, column in (
            ("indicator_team", "teams", "team_id"),
            ("indicator_theme", "themes", "theme_id"),
            ("target", "targets", "value"),
        ):
            rows = connection.execute(
                f"SELECT indicator_id, {column} FROM {table} ORDER BY rowid"
            ).fetchall()
            assert rows
            for id in {row[0] for row in rows}:
                kept = told("indicator", id)[key]
                values = [one["value"] for one in kept] if key == "targets" else kept
                assert values == [row[1] for row in rows if row[0] == id]
        figures = connection.execute(
            "SELECT series_id, period, value FROM observation ORDER BY id"
        ).fetchall()
        for id in {row[0] for row in figures}:
            kept = [(one.get("period"), one.get("value")) for one in told("series", id)["figures"]]
            assert kept == [row[1:] for row in figures if row[0] == id]


def test_the_rota_is_alive(store: Store) -> None:
    seen = rota.occurrences_between(
        store, TODAY - timedelta(days=30), TODAY + timedelta(days=90), today=TODAY
    )
    counts = Counter(one.outcome for one in seen if one.rota_id)
    assert counts == {Outcome.PLANNED: 4, Outcome.POSTPONED: 1, Outcome.NOT_HELD: 1}
    assert all(one.reason for one in seen if one.outcome in {Outcome.POSTPONED, Outcome.NOT_HELD})
    assert all(is_working_day(one.day) for one in seen if one.rota_id)


def test_it_is_loaded_once_only(loaded: tuple[Store, ExampleCounts]) -> None:
    store, _ = loaded
    with pytest.raises(ExampleRefused, match="in this store already"):
        load_example(store, today=TODAY)
    assert len(every_visit(store)) == 22


def test_a_store_with_a_team_of_the_same_name_is_left_as_it_is(empty: Store) -> None:
    registers.put_team(empty, Team("ours", "Fostering"), by="officer")
    with pytest.raises(ExampleRefused, match="“Fostering”"):
        load_example(empty, today=TODAY)
    assert [team.name for team in registers.teams(empty)] == ["Fostering"]
    assert registers.members(empty) == ()


def test_it_comes_into_a_store_with_other_records(empty: Store) -> None:
    registers.put_member(empty, Member("mine", "Councillor for Elsewhere"), by="mine")
    assert load_example(empty, today=TODAY).visits == 22


def test_a_fault_on_a_form_is_refused_before_anything_is_written(
    empty: Store, tmp_path: Path
) -> None:
    folder = shutil.copytree(resource("example"), tmp_path / "example")
    report = folder / "visits" / "2012-03-21-referral-and-assessment.toml"
    text = report.read_text(encoding="utf-8")
    text = text.replace('confidence = "not"', 'confidence = "sure"')
    report.write_text(text.replace('theme = "premises"', 'theme = "weather"'), encoding="utf-8")
    with pytest.raises(ExampleRefused) as caught:
        load_example(empty, today=TODAY, folder=folder)
    where = [fault.where for fault in caught.value.faults]
    assert f"{report.name}, confidence" in where
    assert f"{report.name}, findings/3/theme" in where
    assert registers.teams(empty) == ()


def test_progress_is_told_to_its_end(empty: Store) -> None:
    steps: list[tuple[int, int]] = []
    load_example(empty, today=TODAY, progress=lambda done, of: steps.append((done, of)))
    assert steps[-1] == (23, 23)
    assert [done for done, _ in steps] == list(range(1, 24))


def test_a_failure_half_way_leaves_nothing(empty: Store) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, _: int) -> None:
        if done == 10:
            raise Stop

    with pytest.raises(Stop):
        load_example(empty, today=TODAY, progress=stop)
    assert registers.teams(empty) == ()
    assert visit_lists.list_visits(empty, VisitFilter()).total == 0
    assert load_example(empty, today=TODAY).visits == 22
