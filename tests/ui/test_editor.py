"""Writing a visit: saved within a second, kept when saving fails, and by keyboard alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.visit_samples import ask, complete, draft, finding, submitted
from tests.writing_window import TODAY, Writing
from visits_app.domain.visits import Mode
from visits_app.services import visits
from visits_app.ui.confirm import ConfirmDialog
from visits_app.ui.fields.choices import RadioField
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.rows import RowsField
from visits_app.ui.fields.text import LongTextField
from visits_app.ui.pages.editor import EditorPage


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Writing]:
    assert qapp
    writing = Writing(tmp_path)
    yield writing
    assert writing.crashes == []
    writing.close()


def box(page: EditorPage, question_id: str = "summary") -> QPlainTextEdit:
    field = page.view.fields[question_id]
    assert isinstance(field, LongTextField)
    return field.box


def rows(page: EditorPage, question_id: str = "findings") -> RowsField:
    field = page.view.fields[question_id]
    assert isinstance(field, RowsField)
    return field


def write(qtbot: QtBot, page: EditorPage, words: str, question_id: str = "summary") -> None:
    page.view.focus_at(question_id)
    qtbot.keyClicks(box(page, question_id), words)


# --- saving -----------------------------------------------------------------------------------


def test_what_is_typed_is_saved_within_a_second_without_leaving(
    desk: Writing, qtbot: QtBot
) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    write(qtbot, page, "Calm and busy")
    began = perf_counter()
    assert page.saved.text() == "Saving…"
    qtbot.waitUntil(lambda: desk.kept(visit_id).get("summary") == "Calm and busy", timeout=3000)
    assert perf_counter() - began < 1.5  # 0.5 s of pause; the rest is for a busy machine
    qtbot.waitUntil(lambda: page.saved.text().startswith("Saved "))


def test_leaving_a_field_saves_at_once(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    write(qtbot, page, "Calm")
    qtbot.keyClick(box(page), Qt.Key.Key_Tab)
    desk.settle()
    assert desk.kept(visit_id)["summary"] == "Calm"


def test_saving_never_moves_the_cursor(desk: Writing, qtbot: QtBot) -> None:
    page = desk.edit(draft(desk.store, summary="one three"))
    page.view.focus_at("summary")
    cursor = box(page).textCursor()
    cursor.setPosition(4)
    box(page).setTextCursor(cursor)
    for key in "two ":
        qtbot.keyClick(box(page), key)
        page.drafts.flush()
        desk.settle()
    assert box(page).toPlainText() == "one two three"
    assert box(page).textCursor().position() == 8


def test_it_is_not_called_saved_before_it_is(desk: Writing, qtbot: QtBot) -> None:
    page = desk.edit(draft(desk.store))
    said: list[str] = []
    desk.context.saved.connect(said.append)
    write(qtbot, page, "C")
    assert said == ["Saving…"]
    page.drafts.flush()
    assert said == ["Saving…"]
    desk.settle()
    assert said[-1].startswith("Saved ")


def test_a_failed_save_says_so_keeps_everything_and_heals(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    desk.store.broken = True
    write(qtbot, page, "Calm")
    page.drafts.flush()
    desk.settle()
    message = desk.window.message_bar.message
    assert message is not None
    assert message.tone == "error"
    assert "The disk is full" in message.text
    assert page.saved.text() == "Not saved"
    qtbot.keyClicks(box(page), " and busy")
    assert box(page).toPlainText() == "Calm and busy"
    desk.store.broken = False
    qtbot.waitUntil(lambda: desk.kept(visit_id).get("summary") == "Calm and busy", timeout=8000)
    qtbot.waitUntil(lambda: page.saved.text().startswith("Saved "))
    message = desk.window.message_bar.message
    assert message is not None
    assert "Nothing was lost" in message.text


def test_unsaved_words_outlive_their_page(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    desk.store.broken = True
    write(qtbot, page, "Kept")
    desk.context.look_wanted.emit(None, 125)  # makes every page anew
    desk.settle()
    again = desk.window.page
    assert isinstance(again, EditorPage)
    assert again is not page
    assert box(again).toPlainText() == "Kept"
    desk.store.broken = False
    again.drafts.flush()
    desk.settle()
    assert desk.kept(visit_id)["summary"] == "Kept"
    desk.context.look_wanted.emit(None, 100)
    desk.settle()


def test_the_window_does_not_close_over_unsaved_words(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    desk.store.broken = True
    write(qtbot, page, "Precious")
    desk.window.close()
    assert desk.window.isVisible()
    dialog = desk.window.findChild(ConfirmDialog)
    assert dialog is not None
    assert "disk is full" in " ".join(x.text() for x in dialog.findChildren(type(page.saved)))
    dialog.keep.click()
    desk.store.broken = False
    desk.window.close()
    assert not desk.window.isVisible()
    assert desk.kept(visit_id)["summary"] == "Precious"


def test_closing_over_them_is_possible_when_told_to(desk: Writing, qtbot: QtBot) -> None:
    page = desk.edit(draft(desk.store))
    desk.store.broken = True
    write(qtbot, page, "Not needed")
    desk.window.close()
    dialog = desk.window.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.go_on.click()
    assert not desk.window.isVisible()


def test_closing_the_window_saves_the_last_key(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    write(qtbot, page, "Last words")
    desk.window.close()
    assert desk.kept(visit_id)["summary"] == "Last words"


def test_an_answer_too_long_to_keep_does_not_hold_up_the_others(
    desk: Writing, qtbot: QtBot
) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    box(page).setPlainText("word " * 60_000)
    page.view.focus_at("purpose")
    qtbot.keyClicks(page.view.fields["purpose"].editors()[0], "Why")
    page.drafts.flush()
    desk.settle()
    assert desk.kept(visit_id) == {"purpose": "Why"}
    assert "shorten" in page.view.fields["summary"].error.lower()
    page.check()
    assert desk.window.page is page


def test_an_answer_the_store_refuses_does_not_hold_up_the_others(desk: Writing) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    page._edited("team", "a team nobody knows")
    page._edited("purpose", "Why")
    page._edited("cups", "3")
    page.drafts.flush()
    desk.settle()
    assert desk.kept(visit_id) == {"purpose": "Why", "cups": 3}
    assert page.saved.text() == "Not saved"
    message = desk.window.message_bar.message
    assert message is not None
    assert message.tone == "error"
    page._edited("team", "fostering")
    page.drafts.flush()
    desk.settle()
    assert desk.kept(visit_id)["team"] == "fostering"
    assert page.saved.text().startswith("Saved ")


def test_a_path_brings_its_cell_into_view_with_the_keyboard(desk: Writing, qtbot: QtBot) -> None:
    found = [finding(f"f{n}", "Words.") for n in range(6)]
    page = desk.edit(draft(desk.store, **complete(findings=found)), at="findings/6/text")
    cell = list(rows(page).cards.values())[-1].fields["text"]
    assert cell.has_keyboard()
    qtbot.waitUntil(lambda: cell.visibleRegion().boundingRect().height() == cell.height())


def test_tab_brings_the_whole_field_into_view(desk: Writing, qtbot: QtBot) -> None:
    """Not only the line with the cursor, which is all that Qt sees to."""
    page = desk.edit(
        draft(desk.store, **complete(findings=[finding("f1", "Words.")])), at="findings/1/text"
    )
    for _ in range(40):
        at = QApplication.focusWidget()
        assert at is not None
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        desk.settle()
        at = QApplication.focusWidget()
        while at is not None and not isinstance(at, Field):
            at = at.parentWidget()
        if at is not None and at.height() < page.view.viewport().height():
            assert at.visibleRegion().boundingRect().height() == at.height()


def test_tab_goes_from_the_last_question_to_what_stands_below(desk: Writing, qtbot: QtBot) -> None:
    """And not round by the rail, though the questions are made long after the window."""
    page = desk.edit(draft(desk.store, **complete()))
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    field = list(page.view.fields.values())[-1]
    assert field.take_focus()
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        if not field.isAncestorOf(focused):
            break
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in {page.previous, page.next, page.check_button}


def test_an_edit_is_quick_on_the_windows_thread(desk: Writing) -> None:
    answers = complete(findings=[finding(f"f{n}", "Words. " * 30) for n in range(10)])
    page = desk.edit(draft(desk.store, **answers))
    page.view.focus_at("summary")
    field = page.view.fields["summary"]
    field.edited.emit("warm")
    times = []
    for n in range(40):
        began = perf_counter()
        page._edited("summary", "Calm and busy. " * 40 + str(n))
        times.append(perf_counter() - began)
    assert sorted(times)[len(times) // 2] < 0.010
    page.drafts.flush()
    desk.settle()


# --- sections, modes, conditions ------------------------------------------------------------


def test_a_condition_shows_and_hides_its_question_in_place(desk: Writing) -> None:
    page = desk.edit(draft(desk.store))
    assert "not_held_reason" not in page.view.fields
    took_place = page.view.fields["took_place"]
    assert isinstance(took_place, RadioField)
    took_place.take_focus()
    took_place.buttons["no"].click()
    order = list(page.view.fields)
    assert order[order.index("took_place") + 1] == "not_held_reason"
    assert "summary" not in order
    assert page.view.fields["took_place"] is took_place
    took_place.buttons["yes"].click()
    assert "not_held_reason" not in page.view.fields
    assert took_place.has_keyboard()


def test_required_questions_only_is_kept(desk: Writing) -> None:
    visit_id = draft(desk.store, purpose="Kept though hidden")
    page = desk.edit(visit_id)
    assert "purpose" in page.view.fields
    page.required_only.click()
    desk.settle()
    assert "purpose" not in page.view.fields
    assert visits.load_visit(desk.store, visit_id).mode is Mode.QUICK
    assert desk.kept(visit_id)["purpose"] == "Kept though hidden"
    page.required_only.click()
    assert "purpose" in page.view.fields


def test_sections_are_walked_by_keyboard(desk: Writing, qtbot: QtBot) -> None:
    visit = visits.start_visit(desk.store, form_id="standard", author_id="ann", team_id="fostering")
    page = desk.edit(visit.id, at="plan")
    first = page.view.fields["team"]
    assert first.has_keyboard()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, control)
    assert page.form.state().letter == "B"
    assert page.view.fields["questions"].has_keyboard()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, control)
    assert page.form.state().letter == "A"
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Qt.Key.Key_Down)
    assert page.form.state().letter == "B"
    assert page.sections.hasFocus()
    qtbot.keyClick(page.sections, Qt.Key.Key_Return)
    assert page.view.fields["questions"].has_keyboard()
    item = page.sections.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "1 of 9 required answers"


def test_a_draft_opens_where_one_stopped(desk: Writing) -> None:
    visit = visits.start_visit(desk.store, form_id="standard", author_id="ann", team_id="fostering")
    visits.save_answers(desk.store, visit.id, {"confidence": "partly"}, by="ann")
    page = desk.edit(visit.id)
    assert page.form.state().section_id == "outcome"


def test_a_sealed_visit_is_read_not_written(desk: Writing) -> None:
    visit_id = submitted(desk.store)
    desk.context.go("visit", visit_id=visit_id)
    desk.settle()
    assert desk.window._here == ("visits", {"visit_id": visit_id})


def test_a_visit_that_is_not_there_says_so(desk: Writing) -> None:
    desk.context.go("visit", visit_id="nowhere")
    desk.settle()
    message = desk.window.message_bar.message
    assert message is not None
    assert "not in this store" in message.text


def test_typed_short_dates_are_finished_when_the_section_is_left(
    desk: Writing, qtbot: QtBot
) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    page.view.focus_at("visit_date")
    qtbot.keyClicks(page.view.fields["visit_date"].editors()[0], "4/3/14")
    page.leave()
    desk.settle()
    assert desk.kept(visit_id)["visit_date"] == "2014-03-04"
    assert desk.window.header._title.text() == "No team chosen yet, 4 March 2014"


# --- rows -------------------------------------------------------------------------------------


def test_rows_are_added_written_moved_removed_and_brought_back(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store)
    page = desk.edit(visit_id)
    for words in ("First", "Second", "Third"):
        rows(page).add_button.click()
        card = list(rows(page).cards.values())[-1]
        assert card.fields["kind"].has_keyboard()
        text = card.fields["text"]
        assert isinstance(text, LongTextField)
        text.take_focus()
        qtbot.keyClicks(text.box, words)
    ids = list(rows(page).cards)
    rows(page).cards[ids[2]].up.click()
    assert list(rows(page).cards) == [ids[0], ids[2], ids[1]]
    rows(page).cards[ids[2]].remove.click()
    assert list(rows(page).cards) == [ids[0], ids[1]]
    write(qtbot, page, "something else in between")
    desk.window.message_bar.take_action()
    assert list(rows(page).cards) == [ids[0], ids[2], ids[1]]
    page.drafts.flush()
    desk.settle()
    kept: Any = desk.kept(visit_id)["findings"]
    assert [(row["id"], row["text"]) for row in kept] == [
        (ids[0], "First"), (ids[2], "Third"), (ids[1], "Second"),
    ]  # fmt: skip


# --- the team beside --------------------------------------------------------------------------


def test_the_teams_last_visit_and_open_asks_stand_beside(desk: Writing) -> None:
    earlier = (TODAY - timedelta(days=100)).isoformat()
    submitted(
        desk.store,
        visit_date=earlier,
        findings=[finding("f1", "A strong team.", "strength"), finding("f2", "No supervision.")],
        asks=[ask("a1", "Repair the door.", "2014-01-31")],
    )
    page = desk.edit(draft(desk.store, team="fostering", visit_date=TODAY.isoformat()))
    texts = [x.text() for x in page.pane.findChildren(type(page.saved))]
    assert "Last visit, 30 November 2013" in texts
    assert texts.index("No supervision.") < texts.index("A strong team.")
    assert "Repair the door." in texts
    cells = {c.id: c for c in page.form.form.question("ask_checks").columns}  # type: ignore[union-attr]
    assert cells
    rows(page, "ask_checks").add_button.click()
    card = next(iter(rows(page, "ask_checks").cards.values()))
    options = card.fields["ask"].state.options
    assert [option.label for option in options] == ["Repair the door."]


@pytest.mark.parametrize(("width", "pane", "sections"), [(1366, True, True), (980, False, True)])
def test_what_does_not_fit_folds_away(
    desk: Writing, qtbot: QtBot, width: int, pane: bool, sections: bool
) -> None:
    page = desk.edit(draft(desk.store))
    desk.window.resize(width, 768)
    qtbot.waitUntil(lambda: page.pane.isVisible() is pane)
    assert page.sections.isVisible() is sections
    assert page.team_toggle.isVisible() is not pane
    if not pane:
        page.team_toggle.click()
        assert page.pane.isVisible()
        assert not page.view.isVisible()
        page.team_toggle.click()
        assert page.view.isVisible()


def test_at_large_text_the_sections_are_a_drop_down(desk: Writing, qtbot: QtBot) -> None:
    desk.context.look_wanted.emit(None, 200)
    visit = visits.start_visit(desk.store, form_id="standard", author_id="ann")
    page = desk.edit(visit.id)
    qtbot.waitUntil(page.combo.isVisible)
    assert not page.sections.isVisible()
    page.combo.setCurrentIndex(3)
    page.combo.activated.emit(3)
    assert page.form.state().letter == "D"
    assert page.view.horizontalScrollBar().maximum() == 0
    desk.context.look_wanted.emit(None, 100)
    desk.settle()


def test_every_widget_of_every_section_has_a_name(desk: Writing) -> None:
    visit = visits.start_visit(desk.store, form_id="standard", author_id="ann")
    page = desk.edit(visit.id)
    for section in page.form.form.sections:
        page._enter(section.id)
        for field in page.view.fields.values():
            if isinstance(field, RowsField):
                field.add_button.click()
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible():
                assert widget.accessibleName(), f"{type(widget).__name__} in {section.id}"
    desk.settle()
