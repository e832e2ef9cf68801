"""Updates asked for by a sheet and taken in again: every line said, good ones taken."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import small_council
from visits_app.domain.errors import FaultsError, ImportOutdated
from visits_app.domain.recommendations import Recommendation, RecommendationStatus
from visits_app.domain.sheets import LineVerdict, ReturnedSheet, Sheet, SheetKind, SheetRow
from visits_app.services import progress_sheets, recommendations, sheets
from visits_app.store.engine import Store

TODAY = date(2014, 9, 1)
GOOD = {
    "status": "slipping",
    "text": "A rota was made.",
    "due": "2014-12-01",
    "told_by": "Head of service",
    "told_on": "2014-08-28",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        for number in (1, 2, 3):
            recommendations.put_recommendation(
                opened,
                Recommendation(f"n{number}", f"2013-14/{number}", "Keep visiting", "Go on.",
                               made_on=date(2014, 3, 17), owner="Officer",
                               due=date(2014, 9, 17)),
                by="officer", today=TODAY,
            )  # fmt: skip
        yield opened


def ask(store: Store, *numbers: int) -> Sheet:
    return progress_sheets.request_updates(
        store, ids=[f"n{n}" for n in numbers] if numbers else None, due=date(2014, 9, 10),
        by="officer", today=TODAY,
    )  # fmt: skip


def back(
    store: Store, tmp_path: Path, sheet: Sheet, rows: list[tuple[str, Mapping[str, str]]],
    name: str = "back.xlsx",
) -> ReturnedSheet:  # fmt: skip
    """Send the sheet back with these lines, references first, their other cells as they went."""
    sent = {row.key: row.cells for row in sheet.rows}
    filled = tuple(SheetRow(key, {**sent.get(key, {}), **cells}) for key, cells in rows)
    path = tmp_path / name
    sheets.save_sheet(replace(sheet, rows=filled), path)
    return progress_sheets.read_updates(store, path, today=TODAY)


def take(store: Store, returned: ReturnedSheet, *keys: str) -> int:
    return len(progress_sheets.take_updates(store, returned, set(keys), by="officer", today=TODAY))


def test_a_sheet_asks_about_what_is_open_and_is_kept_as_it_went(store: Store) -> None:
    sheet = ask(store)
    assert [row.key for row in sheet.rows] == ["2013-14/1", "2013-14/2", "2013-14/3", "R2", "R10"]
    assert sheet.rows[0].cells["due_now"] == "17 September 2014"
    assert sheet.rows[0].cells["recommendation"] == "Keep visiting: Go on."
    assert sheet.period == "2013/14"
    assert "10 September 2014" in sheet.intro[0]
    assert sheets.sheets(store, SheetKind.PROGRESS, "") == (sheet,)
    choices = next(column for column in sheet.columns if column.id == "status").choices
    assert "Complete" not in choices
    assert "Done, awaiting verification" in choices
    with pytest.raises(FaultsError):
        progress_sheets.request_updates(store, ids=["n9"], by="officer", today=TODAY)


@pytest.mark.parametrize("name", ["back.xlsx", "back.csv"])
def test_taken_lines_become_updates_of_the_sheet(store: Store, tmp_path: Path, name: str) -> None:
    sheet = ask(store, 1, 2)
    returned = back(store, tmp_path, sheet, [("2013-14/1", GOOD), ("2013-14/2", {})], name)
    assert [line.verdict for line in returned.lines] == [LineVerdict.TAKE, LineVerdict.SAME]
    assert take(store, returned, "2013-14/1") == 1
    line = recommendations.tracker_line(store, "n1", today=TODAY)
    (update,) = line.updates
    assert (update.sheet_id, update.told_on, update.due) == (
        sheet.id, date(2014, 8, 28), date(2014, 12, 1),
    )  # fmt: skip
    assert update.status is RecommendationStatus.SLIPPING
    assert line.status is RecommendationStatus.NOT_STARTED
    assert (line.slips, len(sheets.returns(store, SheetKind.PROGRESS))) == (1, 1)


def test_every_line_that_is_wrong_says_why_and_the_good_ones_can_be_taken(
    store: Store, tmp_path: Path
) -> None:
    sheet = ask(store)
    rows = [
        ("2013-14/3", {**GOOD, "told_on": "2014-09-02"}),
        ("2013-14/1", GOOD),
        ("2013-14/77", GOOD),
        ("2013-14/2", {**GOOD, "due": "2014-08-30"}),
        ("R2", {**GOOD, "told_by": ""}),
    ]
    returned = back(store, tmp_path, sheet, rows)
    said = {line.key: " ".join(map(str, line.faults)) for line in returned.lines}
    assert "still to come" in said["2013-14/3"]
    assert said["2013-14/1"] == ""
    assert said["2013-14/77"]
    assert "this day has passed" in said["2013-14/2"]
    assert "Told by (role)" in said["R2"]
    verdicts = {line.key: line.verdict for line in returned.lines}
    assert [key for key, one in verdicts.items() if one is LineVerdict.TAKE] == ["2013-14/1"]
    assert take(store, returned, *verdicts) == 1


def test_what_officers_may_not_claim_and_what_is_closed_is_refused(
    store: Store, tmp_path: Path
) -> None:
    sheet = ask(store, 1, 2)
    with store.write() as connection:
        connection.execute("UPDATE recommendation SET status = 'complete' WHERE id = 'n2'")
    rows = [("2013-14/1", {**GOOD, "status": "Complete"}), ("2013-14/2", GOOD)]
    returned = back(store, tmp_path, sheet, rows)
    assert [line.verdict for line in returned.lines] == [LineVerdict.REFUSED] * 2
    assert "closed 2013-14/2" in str(returned.lines[1].faults)


def test_a_sheet_that_comes_back_twice_or_late_adds_nothing(store: Store, tmp_path: Path) -> None:
    sheet = ask(store, 1)
    first = back(store, tmp_path, sheet, [("2013-14/1", GOOD)])
    take(store, first, "2013-14/1")
    again = progress_sheets.read_updates(store, tmp_path / "back.xlsx", today=TODAY)
    assert "on record already" in str(again.lines[0].faults)
    assert any("very same file" in note for note in again.notes)
    late = back(store, tmp_path, sheet, [("2013-14/1", {**GOOD, "told_on": "2014-06-01"})], "l.csv")
    assert "another period" in str(late.lines[0].faults)
    assert late.lines[0].verdict is LineVerdict.REFUSED


def test_a_line_that_cannot_be_taken_any_more_takes_none(store: Store, tmp_path: Path) -> None:
    sheet = ask(store, 1, 2)
    returned = back(store, tmp_path, sheet, [("2013-14/1", GOOD), ("2013-14/2", GOOD)])
    with store.write() as connection:
        connection.execute("UPDATE recommendation SET status = 'complete' WHERE id = 'n2'")
    with pytest.raises(ImportOutdated, match="2013-14/2"):
        take(store, returned, "2013-14/1", "2013-14/2")
    assert recommendations.tracker_line(store, "n1", today=TODAY).updates == ()
    assert sheets.returns(store, SheetKind.PROGRESS) == ()
