"""Sheets are kept as they go out and as they come back, line by line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sheet_samples import COLUMNS, TODAY, a_sheet, known
from visits_app.domain.errors import ExportError, ImportUndone, SpreadsheetRefused
from visits_app.domain.sheets import LineVerdict, ReturnedSheet, Sheet, SheetKind, SheetRow
from visits_app.services import sheets
from visits_app.store.engine import Store, create_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        yield opened


def answered(sheet: Sheet, **answers: str) -> Sheet:
    """Return a sheet with the same answers on every line."""
    rows = tuple(SheetRow(row.key, {**row.cells, **answers}) for row in sheet.rows)
    return replace(sheet, rows=rows)


def back(store: Store, path: Path, **more: object) -> ReturnedSheet:
    return sheets.read_back(
        store,
        path,
        SheetKind.RESPONSES,
        COLUMNS,
        known(),
        today=TODAY,
        **more,  # type: ignore[arg-type]
    )


def keep(store: Store, returned: ReturnedSheet, *keys: str) -> str:
    with store.write() as connection:
        return sheets.keep_return(connection, returned, by="officer", taken_keys=keys).id


def test_a_sheet_is_kept_as_it_went_out(store: Store) -> None:
    sent = sheets.issue_sheet(store, a_sheet(""), by="officer")
    assert len(sent.id) == 14
    assert sheets.sheets(store, SheetKind.RESPONSES, "visit-1") == (sent,)
    assert sheets.sheets(store, SheetKind.RESPONSES, "visit-2") == ()
    assert sheets.sheets(store, SheetKind.FACTS) == ()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx"])
def test_a_sheet_that_comes_back_finds_the_one_it_answers(
    store: Store, tmp_path: Path, ending: str
) -> None:
    sent = sheets.issue_sheet(store, a_sheet(""), by="officer")
    path = tmp_path / f"back.{ending}"
    sheets.save_sheet(answered(sent, answer="agree", due="2027-03-04"), path)
    returned = back(store, path, subject_id="visit-1")
    assert returned.sheet == sent
    assert returned.notes == ()
    assert [line.verdict for line in returned.lines] == [LineVerdict.TAKE] * 3
    assert returned.lines[0].cells["due"] == "2027-03-04"


def test_every_line_that_came_back_is_kept_refused_ones_too(store: Store, tmp_path: Path) -> None:
    sent = sheets.issue_sheet(store, a_sheet(""), by="officer")
    extra = SheetRow("Z-9", {"answer": "no", "reason": "Kept words"})
    path = tmp_path / "back.xlsx"
    sheets.save_sheet(
        replace(answered(sent, answer="no"), rows=(*answered(sent, answer="no").rows[1:], extra)),
        path,
    )
    returned = back(store, path)
    keep(store, returned, "A-2")
    (kept,) = sheets.returns(store, SheetKind.RESPONSES, "visit-1")
    assert kept.lines == returned.lines
    assert (kept.taken, kept.refused, kept.sheet_id) == (1, 1, sent.id)
    assert kept.lines[2].read["reason"] == "Kept words"
    assert kept.lines[-1].verdict is LineVerdict.MISSING
    assert sheets.returns(store, SheetKind.RESPONSES) == ()
    assert sheets.returns(store, SheetKind.RESPONSES, None) == (kept,)


def test_what_was_undone_is_marked_once(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "back.csv"
    sheets.save_sheet(answered(a_sheet(), answer="no"), path)
    id = keep(store, back(store, path, key_title="Ask"), "A-1")
    with store.write() as connection:
        sheets.mark_undone(connection, id, by="officer")
    (kept,) = sheets.returns(store, SheetKind.RESPONSES)
    assert kept.undone_at is not None
    with pytest.raises(ImportUndone), store.write() as connection:
        sheets.mark_undone(connection, id, by="officer")


def test_the_very_same_file_is_said_unless_it_was_undone(store: Store, tmp_path: Path) -> None:
    sent = sheets.issue_sheet(store, a_sheet(""), by="officer")
    path = tmp_path / "back.csv"
    sheets.save_sheet(sent, path)
    id = keep(store, back(store, path))
    (note,) = back(store, path).notes
    assert note.startswith("The very same file was taken in on ")
    with store.write() as connection:
        sheets.mark_undone(connection, id, by="officer")
    assert back(store, path).notes == ()


def test_a_line_of_another_period_is_said_with_its_sheet(store: Store, tmp_path: Path) -> None:
    old = replace(
        a_sheet(""), period="2025/26", rows=(SheetRow("OLD-1", {}),), title="Responses before"
    )
    sheets.issue_sheet(store, replace(old, issued_on=TODAY.replace(year=2025)), by="officer")
    sent = sheets.issue_sheet(store, a_sheet(""), by="officer")
    path = tmp_path / "back.csv"
    rows = (*sent.rows, SheetRow("OLD-1", {"answer": "agree"}))
    sheets.save_sheet(replace(sent, rows=rows), path)
    line = back(store, path).lines[3]
    assert line.verdict is LineVerdict.REFUSED
    assert str(line.faults[0]) == (
        "Ask: “OLD-1” was not on this sheet; it stands on the sheet “Responses before”, 2025/26, "
        "sent on 25 November 2025."
    )


def test_an_older_sheet_and_one_about_something_else_are_said(store: Store, tmp_path: Path) -> None:
    old = sheets.issue_sheet(
        store, replace(a_sheet(""), issued_on=TODAY.replace(month=5)), by="officer"
    )
    sheets.issue_sheet(store, a_sheet(""), by="officer")
    path = tmp_path / "back.csv"
    sheets.save_sheet(old, path)
    notes = back(store, path, subject_id="visit-2").notes
    assert notes[0].startswith("The file answers another sheet: “Responses to asks")
    assert "A newer one went out" in notes[1]


def test_a_sheet_that_was_not_sent_from_here_is_matched_by_references(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "back.csv"
    sheets.save_sheet(a_sheet(), path)
    returned = back(store, path, key_title="Ask")
    assert returned.sheet is None
    assert returned.notes[0].startswith("The file says it is sheet 7F3K-92QX-M4TD, which was not")
    assert [line.verdict for line in returned.lines] == [LineVerdict.SAME] * 3


def test_a_sheet_of_another_kind_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "back.csv"
    sheets.save_sheet(replace(a_sheet(), kind=SheetKind.PROGRESS), path)
    with pytest.raises(SpreadsheetRefused, match="a sheet for updates on recommendations, not"):
        back(store, path)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx"])
def test_refused_lines_go_out_again_with_their_words_and_reasons(
    store: Store, tmp_path: Path, ending: str
) -> None:
    sent = sheets.issue_sheet(store, a_sheet(""), by="officer")
    path = tmp_path / "back.csv"
    sheets.save_sheet(answered(sent, answer="perhaps", due="never"), path)
    refused = sheets.refused_sheet(back(store, path))
    assert [row.key for row in refused.rows] == ["A-1", "A-2", "A-3"]
    assert refused.rows[0].cells["due"] == "never"
    assert "none of: Agree" in refused.rows[0].cells["why"]
    again = tmp_path / f"refused.{ending}"
    sheets.save_sheet(refused, again)
    returned = back(store, again)
    assert returned.sheet == sent
    assert [line.read["answer"] for line in returned.lines] == ["perhaps"] * 3


def test_sheets_are_saved_under_known_endings_only(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"saved as .xlsx, .csv or .docx"):
        sheets.save_sheet(a_sheet(), tmp_path / "sheet.pdf")
