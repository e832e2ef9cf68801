"""Checking, declaring, sealing and correcting a report."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.visit_samples import complete, draft, finding, submitted
from tests.writing_window import Writing
from visits_app.domain.registers import Member, Team
from visits_app.domain.visits import VisitState
from visits_app.services import registers, visits
from visits_app.ui.confirm import ConfirmDialog
from visits_app.ui.pages.check import CheckPage
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.widgets.wrap_link import WrapLink


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Writing]:
    assert qapp
    writing = Writing(tmp_path)
    yield writing
    assert writing.crashes == []
    writing.close()


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def state_of(desk: Writing, visit_id: str) -> VisitState:
    return visits.load_visit(desk.store, visit_id).state


def test_every_answer_is_shown_in_words_with_its_number(desk: Writing) -> None:
    page = desk.check(
        draft(desk.store, **complete(themes=["premises"], findings=[finding("f", "<b>Calm</b>")]))
    )
    shown = texts(page)
    for part in ("A1", "Fostering", "4 March 2014", "Ann Example; Bob Example", "Premises"):
        assert part in shown
    assert "Text: <b>Calm</b>" in shown
    assert page.summary.isHidden()
    assert "Nothing is missing. Read it through once more, then submit." in shown


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_what_is_missing_is_a_link_into_its_field(desk: Writing, qtbot: QtBot, key: Qt.Key) -> None:
    visit_id = draft(desk.store, **complete(summary=None))
    page = desk.check(visit_id)
    link = page.summary.findChild(WrapLink)
    assert link is not None
    assert link.words == "“Summary” needs an answer."
    assert link.hasFocus()
    qtbot.keyClick(link, key)
    desk.settle()
    editor = desk.window.page
    assert isinstance(editor, EditorPage)
    assert editor.view.fields["summary"].has_keyboard()
    assert editor.view.fields["summary"].error == "“Summary” needs an answer."
    assert not editor.view.summary.isHidden()


def test_an_incomplete_report_is_not_submitted(desk: Writing) -> None:
    visit_id = draft(desk.store, **complete(summary=None))
    page = desk.check(visit_id)
    page.seal.declared.click()
    page.seal.submit_button.click()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.DRAFT
    assert desk.window.page is page


def test_what_paper_cannot_show_is_put_right_before_the_seal(desk: Writing) -> None:
    visit_id = draft(desk.store, **complete(summary="All well 😀"))
    page = desk.check(visit_id)
    assert page._state is not None
    (fault,) = page._state.check.faults
    assert fault.where == "summary"
    assert "grinning face" in fault.what
    page.seal.declared.click()
    page.seal.submit_button.click()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.DRAFT


def test_without_the_declaration_nothing_is_sealed(desk: Writing) -> None:
    visit_id = draft(desk.store, **complete())
    page = desk.check(visit_id)
    page.seal.submit_button.click()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.DRAFT
    assert page.seal.declared.hasFocus()
    assert "Error: Tick the declaration before you submit." in texts(page)
    assert "roles and not names" in page.seal.declared.accessibleDescription()


def test_a_declared_report_is_sealed_and_read(desk: Writing) -> None:
    visit_id = draft(desk.store, **complete())
    page = desk.check(visit_id)
    page.seal.declared.click()
    page.seal.submit_button.click()
    desk.settle()
    visit = visits.load_visit(desk.store, visit_id)
    assert visit.state is VisitState.SUBMITTED
    message = desk.window.message_bar.message
    assert message is not None
    assert message.text.startswith("Submitted at ")
    assert message.text.endswith(f"Reference {visit.reference}.")
    assert desk.window._here == ("visits", {"visit_id": visit_id})
    assert ("check", {"visit_id": visit_id}) not in desk.window._trail


def test_a_visit_that_did_not_happen_is_recorded_with_its_reason(desk: Writing) -> None:
    visit_id = draft(
        desk.store,
        **complete(took_place=False, not_held_reason="The office was shut.", summary=None),
    )
    page = desk.check(visit_id)
    page.seal.declared.click()
    page.submit()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.NOT_HELD


def test_words_that_are_not_saved_are_not_sealed_over(desk: Writing, qtbot: QtBot) -> None:
    visit_id = draft(desk.store, **complete())
    editor = desk.edit(visit_id)
    desk.store.broken = True
    editor.view.focus_at("purpose")
    qtbot.keyClicks(editor.view.fields["purpose"].editors()[0], "Unsaved")
    editor.check()
    desk.settle()
    assert desk.window.page is editor
    page = desk.check(visit_id)
    page.seal.declared.click()
    page.submit()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.DRAFT
    message = desk.window.message_bar.message
    assert message is not None
    assert message.text.startswith("Not submitted. The disk is full.")


def test_a_correction_needs_a_change_and_a_reason(desk: Writing, qtbot: QtBot) -> None:
    visit_id = submitted(desk.store)
    visits.begin_correction(desk.store, visit_id, by="ann")
    page = desk.check(visit_id)
    assert "Nothing differs from the report yet. Change what is wrong first." in texts(page)
    editor = desk.edit(visit_id, at="summary")
    assert desk.window.header._context.text().startswith("Small visit · correcting ")
    qtbot.keyClicks(editor.view.fields["summary"].editors()[0], "Corrected. ")
    qtbot.keyClick(
        editor.view.fields["summary"].editors()[0],
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier,
    )
    desk.settle()
    checking = desk.window.page
    assert isinstance(checking, CheckPage)
    shown = texts(checking)
    assert any(text.startswith("One change since ") for text in shown)
    assert "The team was calm and the kitchen was warm." in shown
    checking.seal.declared.click()
    checking.seal.submit_button.click()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.CORRECTING
    assert checking.seal.reason_field.has_keyboard()
    assert checking.seal.reason_field.error == "Say why the report is corrected."
    qtbot.keyClicks(checking.seal.reason_field.box, "A word was wrong.")
    checking.seal.submit_button.click()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.SUBMITTED
    last = visits.revisions(desk.store, visit_id)[-1]
    assert (last.number, last.reason) == (2, "A word was wrong.")
    message = desk.window.message_bar.message
    assert message is not None
    assert message.text.startswith("Amendment 1 submitted at ")


def test_a_correction_can_be_given_up(desk: Writing) -> None:
    visit_id = submitted(desk.store)
    visits.begin_correction(desk.store, visit_id, by="ann")
    visits.save_answers(desk.store, visit_id, {"purpose": "Another"}, by="ann")
    page = desk.check(visit_id)
    page.seal.give_up_button.click()
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.go_on.click()
    desk.settle()
    visit = visits.load_visit(desk.store, visit_id)
    assert visit.state is VisitState.SUBMITTED
    assert "purpose" not in visit.answers


def test_the_reason_of_one_visit_is_not_taken_for_another(desk: Writing, qtbot: QtBot) -> None:
    first, second = submitted(desk.store), submitted(desk.store)
    for visit_id in (first, second):
        visits.begin_correction(desk.store, visit_id, by="ann")
    page = desk.check(first)
    qtbot.keyClicks(page.seal.reason_field.box, "Only for the first")
    page.seal.declared.click()
    page = desk.check(second)
    assert page.seal.reason == ""
    assert page.seal.reason_field.box.toPlainText() == ""
    assert not page.seal.declared.isChecked()


def test_everything_on_the_page_has_a_name(desk: Writing) -> None:
    page = desk.check(draft(desk.store, **complete(summary=None)))
    for button in page.findChildren(QPushButton):
        assert button.accessibleName()
    names = [button.accessibleName() for button in page.findChildren(QPushButton)]
    assert "Put right: “Summary” needs an answer." in names


def test_what_is_doubtful_is_confirmed_and_refuses_nothing(desk: Writing, qtbot: QtBot) -> None:
    registers.put_team(desk.store, Team("fostering", "Fostering", retired=True), by="bob")
    over = Member("bob", "Bob Example", term_end=date(2013, 5, 2))
    registers.put_member(desk.store, over, by="bob")
    visit_id = draft(desk.store, **complete())
    page = desk.check(visit_id)
    assert page.summary.isHidden(), "none of it is a fault"
    shown = texts(page.doubts)
    assert "Fostering is retired from the register. Was it this team that was visited?" in shown
    assert "Bob Example’s term ended on 2 May 2013, before this visit." in shown
    page.seal.declared.click()
    page.submit()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.DRAFT
    assert page.doubts.boxes[0].hasFocus()
    assert "Error: Tick each of these, or change the answer." in texts(page.doubts)
    for box in page.doubts.boxes:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    page.submit()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.SUBMITTED


def test_a_doubt_leads_to_its_answer(desk: Writing, qtbot: QtBot) -> None:
    over = Member("bob", "Bob Example", term_end=date(2013, 5, 2))
    registers.put_member(desk.store, over, by="bob")
    page = desk.check(draft(desk.store, **complete()))
    change = next(
        button for button in page.doubts.findChildren(QPushButton) if "Change" in button.text()
    )
    qtbot.keyClick(change, Qt.Key.Key_Return)
    desk.settle()
    editor = desk.window.page
    assert isinstance(editor, EditorPage)
    assert editor.view.fields["visitors"].has_keyboard()
