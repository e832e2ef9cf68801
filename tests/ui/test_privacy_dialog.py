"""The dialog before words leave: it asks about each passage, and goes on when all are decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.visit_samples import complete, draft, finding
from tests.writing_window import Writing
from visits_app.domain.privacy.decisions import Place
from visits_app.services import privacy
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.privacy_dialog import PrivacyDialog, ask_before_leaving
from visits_app.ui.widgets.marked_text import MarkedText

TOLD = "We met Kasia Nowak. A nine-year-old 😀 told us that Fostering is slow."


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Writing]:
    assert qapp
    writing = Writing(tmp_path)
    yield writing
    assert writing.crashes == []
    writing.close()


def telling(desk: Writing) -> str:
    return draft(desk.store, **complete(findings=[finding("f1", TOLD)]))


def asked(desk: Writing, places: tuple[Place, ...], went: list[str]) -> PrivacyDialog | None:
    """Ask as a page does, and return the dialog if there is one."""
    ask_before_leaving(
        desk.window,
        desk.context,
        places,
        lambda: went.append("cleared"),
        lambda: went.append("restricted"),
    )
    desk.settle()
    open_ones = [one for one in desk.window.findChildren(PrivacyDialog) if one.isVisible()]
    return open_ones[-1] if open_ones else None


def test_with_nothing_found_it_goes_straight_on(desk: Writing) -> None:
    went: list[str] = []
    place = Place("Note", "meeting/m/note", "The house is calm, and Fostering is quick.")
    assert asked(desk, (place,), went) is None
    assert went == ["cleared"]


def test_each_passage_stands_in_its_sentence_and_is_kept_with_a_reason(
    desk: Writing, qtbot: QtBot
) -> None:
    went: list[str] = []
    places = privacy.places_of_visit(desk.store, telling(desk))
    dialog = asked(desk, places, went)
    assert dialog is not None
    shown = [(one.text, *(one.text[a:b] for a, b in one.marks)) for one in
             dialog.findChildren(MarkedText)]  # fmt: skip
    assert shown[0] == ("We met Kasia Nowak.", "Kasia Nowak")
    assert shown[1][1] == "A nine-year-old"
    row = dialog.rows[0]
    assert row.keep_button.hasFocus()
    qtbot.keyClick(row.keep_button, Qt.Key.Key_Return)
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert not row.error.isHidden(), "a reason is needed"
    row.reason.setText("She asked to be named.")
    qtbot.keyPress(row.reason, Qt.Key.Key_Return)  # the dialog rests before the key is let go
    desk.settle()
    assert len(dialog.rows) == 1
    assert went == []
    dialog.rows[0].keep_button.click()
    dialog.rows[0].reason.setText("Her age is no secret.")
    dialog.rows[0].save_button.click()
    desk.settle()
    assert went == ["cleared"]
    assert asked(desk, places, went) is None, "what was decided is not asked again"
    assert went == ["cleared", "cleared"]


def test_what_is_left_out_makes_the_paper_anew(desk: Writing) -> None:
    went: list[str] = []
    visit_id = telling(desk)
    dialog = asked(desk, privacy.places_of_visit(desk.store, visit_id), went)
    assert dialog is not None
    dialog.rows[0].restrict_button.click()
    desk.settle()
    assert went == ["restricted"]
    (made,) = privacy.restrictions(desk.store, visit_id)
    assert (made.question_id, made.row_id) == ("findings", "f1")


def test_change_leads_to_the_words_and_marks_them(desk: Writing) -> None:
    went: list[str] = []
    dialog = asked(desk, privacy.places_of_visit(desk.store, telling(desk)), went)
    assert dialog is not None
    dialog.rows[1].change_button.click()
    desk.settle()
    page = desk.window.page
    assert isinstance(page, EditorPage)
    assert went == []
    editor = desk.window.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    assert editor.textCursor().selectedText() == "A nine-year-old"


def test_the_public_summary_and_other_records_are_not_moved_away(desk: Writing) -> None:
    went: list[str] = []
    visit_id = draft(desk.store, **complete(summary="Kasia Nowak is well."))
    note = Place("Note", "meeting/m/note", "Kasia Nowak came.")
    dialog = asked(desk, (*privacy.places_of_visit(desk.store, visit_id), note), went)
    assert dialog is not None
    summary, other = dialog.rows
    for row in (summary, other):
        assert not row.restrict_button.isEnabled()
    assert "public" in summary.restrict_button.accessibleDescription()
    assert other.change_button.isHidden(), "there is no form to go to"
    dialog.cancel_button.click()
    assert went == []
