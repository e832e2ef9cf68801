"""What the Insight page reads, from a real store."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.big_store import make_big_store
from tests.indicator_samples import TODAY, fill
from visits_app.domain.visits import FindingKind
from visits_app.services import insight
from visits_app.store import insight as rows
from visits_app.store.engine import Store, create_store, open_store

FINDINGS = (
    ("f1", "v1", 0, "concern", "caseloads", "Too many cases."),
    ("f2", "v1", 1, "concern", "caseloads", "Far too many cases."),
    ("f3", "v1", 2, "strength", "caseloads", "Shared fairly."),
    ("f4", "v3", 0, "strength", "timeliness", "Begun at once."),
    ("f5", "v2", 0, "idea", "timeliness", "Begin earlier."),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as made:
        fill(made)
        with made.write() as db:
            db.executemany(
                "INSERT INTO finding (id, visit_id, position, kind, theme_id, text, basis,"
                " data_relation) VALUES (?, ?, ?, ?, ?, ?, 'saw', '')",
                FINDINGS,
            )
        yield made


def set_state(store: Store, visit_id: str, state: str) -> None:
    with store.write() as db:
        db.execute("UPDATE visit SET state = ? WHERE id = ?", (state, visit_id))


def test_a_visit_counts_once_however_often_it_names_a_theme(store: Store) -> None:
    found = insight.themes_by_teams(store, None, None)
    rows = {theme.id: row for theme, row in zip(found.themes, found.cells, strict=True)}
    place = [team.id for team in found.teams].index("family")
    count = rows["caseloads"][place]
    assert count is not None
    assert (count.visits, count.concerns, count.strengths, count.ideas) == (1, 1, 1, 0)
    later = insight.themes_by_teams(store, date(2013, 1, 1), None)
    assert all(cell is None for cell in later.cells[list(rows).index("caseloads")])


def test_drafts_are_left_out_everywhere(store: Store) -> None:
    set_state(store, "v1", "draft")
    assert insight.findings(store, "", "caseloads", None, None) == ()
    assert insight.themes_by_teams(store, None, None).most == 1
    assert insight.span_of_visits(store) == (date(2013, 5, 14), date(2013, 10, 2))


def test_a_visit_under_correction_counts_as_last_sealed(store: Store) -> None:
    sealed = {
        "team": "family",
        "visit_date": "2012-11-12",
        "findings": [{"id": "f1", "kind": "strength", "theme": "timeliness", "text": "As sealed."}],
    }
    with store.write() as db:
        db.execute(
            "INSERT INTO revision (visit_id, number, answers, reason, content_hash, sealed_at,"
            " sealed_by) VALUES ('v1', 1, ?, '', '', '2012-11-13T00:00:00+00:00', 'm')",
            (json.dumps(sealed),),
        )
    set_state(store, "v1", "correcting")
    assert insight.findings(store, "family", "caseloads", None, None) == ()
    first = insight.findings(store, "family", "", None, None)[0]
    assert (first.text, first.kind, first.team) == (
        "As sealed.",
        FindingKind.STRENGTH,
        "Family Support",
    )
    assert insight.themes_by_teams(store, None, None).most == 2


def test_a_team_has_its_measures_judged_and_its_findings_in_order(store: Store) -> None:
    seen = insight.side_by_side(store, "family", "")
    assert {one.series.id for one in seen.measured} == {"core-real", "open-real"}
    assert [finding.finding_id for finding in seen.heard] == ["f1", "f2", "f3", "f4"]
    core = next(one for one in seen.measured if one.series.id == "core-real")
    assert core.judged.judgement is not None
    assert insight.best_team(store) == "family"


def test_a_theme_takes_every_team_s_findings(store: Store) -> None:
    seen = insight.side_by_side(store, "", "timeliness")
    assert [finding.finding_id for finding in seen.heard] == ["f5", "f4"]
    assert {one.indicator.id for one in seen.measured} == {"core"}


def test_a_strength_beside_a_falling_measure_is_found(store: Store) -> None:
    found = insight.comparison(store, "", "", None, None, TODAY)
    (one,) = found.disagreements
    assert (one.indicator_id, one.kind, one.findings[0].finding_id) == (
        "core",
        FindingKind.STRENGTH,
        "f4",
    )
    assert one.figures
    assert insight.comparison(store, "referral", "", None, None, TODAY).disagreements == ()


def test_a_cell_reads_the_team_s_visits_not_every_finding_of_its_theme_for_each(
    tmp_path: Path,
) -> None:
    path = tmp_path / "big.mvstore"
    make_big_store(path, visits=2_000)
    with open_store(path) as big, big.read() as connection:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.set_progress_handler(count, 1_000)
        found = rows.findings(connection, team_id="team00", theme_id="theme00")
        connection.set_progress_handler(None, 0)
    assert found
    assert steps < 60  # thousands of SQLite's steps; along the wrong index ten times as many


def test_counts_and_findings_of_a_large_store_agree(tmp_path: Path) -> None:
    path = tmp_path / "big.mvstore"
    make_big_store(path, visits=400)
    with open_store(path) as big:
        found = insight.themes_by_teams(big, None, None)
        theme, team = found.themes[3], found.teams[0]
        count = found.cells[3][0]
        heard = insight.findings(big, team.id, theme.id, None, None)
        assert (count.visits if count else 0) == len({finding.visit_id for finding in heard})
        by_theme = insight.findings(big, "", theme.id, None, None)
        row = sum(cell.visits for cell in found.cells[3] if cell)
        assert row == len({finding.visit_id for finding in by_theme})
