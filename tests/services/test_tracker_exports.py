"""The tracker saved as PDF, XLSX and CSV; nothing restricted in what is public."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import finding, small_council, submitted
from visits_app.domain.errors import ExportError
from visits_app.domain.papers import Version
from visits_app.domain.recommendations import EvidenceKind
from visits_app.services import links, recommendations
from visits_app.services.tracker_exports import COLUMNS, save_tracker, tracker_table
from visits_app.store.engine import Store

TODAY = date(2014, 9, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        rows = [finding("f1", "One family moved."), finding("f2", "=No rota hangs there.")]
        visit = submitted(opened, findings=rows)
        for id in ("f1", "f2"):
            links.link_evidence(opened, recommendation_id="r2", visit_id=visit, finding_id=id,
                                kind=EvidenceKind.GAP, by="ann")  # fmt: skip
        with opened.write() as connection:
            connection.execute(
                "INSERT INTO restriction (visit_id, question_id, row_id, reason, made_at, made_by)"
                " VALUES (?, 'findings', 'f1', 'One family', '2014-03-05', 'o')",
                (visit,),
            )
        yield opened


def test_every_field_has_its_column_and_a_day_is_a_day(store: Store) -> None:
    lines = recommendations.tracker_lines(store, today=TODAY, public=False)
    table = tracker_table(lines, today=TODAY, version=Version.RESTRICTED)
    assert all(len(row) == len(COLUMNS) for row in table.rows)
    first = dict(zip(COLUMNS, table.rows[0], strict=True))
    assert (first["Reference"], first["Visits that show a gap"]) == ("R2", 2)
    assert table.notes[-1] == "Restricted: not for publication."


def test_a_public_file_holds_nothing_restricted(store: Store, tmp_path: Path) -> None:
    path = save_tracker(store, tmp_path / "tracker.csv", today=TODAY)
    text = path.read_text(encoding="utf-8-sig")
    assert "family moved" not in text
    rows = list(csv.DictReader(text.splitlines()))
    assert rows[0]["Visits that show a gap"] == "1"
    assert rows[0]["What shows a gap"].endswith("=No rota hangs there.")
    inside = save_tracker(store, tmp_path / "in.csv", today=TODAY, version=Version.RESTRICTED)
    assert "family moved" in inside.read_text(encoding="utf-8-sig")


def test_each_ending_makes_its_file_and_another_is_refused(store: Store, tmp_path: Path) -> None:
    xlsx = save_tracker(store, tmp_path / "tracker.xlsx", today=TODAY)
    assert xlsx.read_bytes().startswith(b"PK")
    paper = save_tracker(store, tmp_path / "tracker.PDF", today=TODAY)
    assert paper.read_bytes().startswith(b"%PDF")
    word = save_tracker(store, tmp_path / "tracker.docx", today=TODAY)
    assert word.read_bytes().startswith(b"PK")
    web = save_tracker(store, tmp_path / "tracker.html", today=TODAY).read_text(encoding="utf-8")
    assert "Recommendation tracker" in web
    assert "family moved" not in web
    with pytest.raises(ExportError, match=r"\.xlsx or \.csv"):
        save_tracker(store, tmp_path / "tracker.txt", today=TODAY)
