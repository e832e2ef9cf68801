"""Beginning a visit, and the whole way from there to the seal by keyboard alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.visit_samples import draft
from tests.writing_window import TODAY, Writing
from visits_app.domain.registers import Member
from visits_app.domain.visits import Mode, VisitState
from visits_app.services import registers, visits
from visits_app.ui.fields.choices import RadioField, SearchCombo
from visits_app.ui.fields.numbers import PeopleField
from visits_app.ui.fields.option_buttons import CheckOption, RadioOption
from visits_app.ui.fields.rows import RowsField
from visits_app.ui.new_visit import NewVisitDialog, record_visit
from visits_app.ui.pages.check import CheckPage
from visits_app.ui.pages.editor import EditorPage


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Writing]:
    assert qapp
    writing = Writing(tmp_path)
    yield writing
    assert writing.crashes == []
    writing.close()


@pytest.fixture
def dialog(desk: Writing, qtbot: QtBot) -> NewVisitDialog:
    opened = record_visit(desk.context, desk.window)
    desk.settle()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def only_visit(desk: Writing) -> str:
    with desk.store.read() as connection:
        (row,) = connection.execute("SELECT id FROM visit").fetchall()
    return str(row[0])


def test_the_keyboard_is_at_the_team_even_if_the_window_comes_forward_late(
    desk: Writing, qtbot: QtBot
) -> None:
    opened = record_visit(desk.context, desk.window)
    qtbot.waitUntil(lambda: hasattr(opened, "team"))
    # where the keyboard will go when the window comes forward, whatever else is active now
    assert opened.team.isAncestorOf(opened.focusWidget())
    opened.activateWindow()
    qtbot.waitUntil(opened.team.has_keyboard)


def test_only_the_team_must_be_chosen(desk: Writing, dialog: NewVisitDialog, qtbot: QtBot) -> None:
    assert dialog.team.has_keyboard()
    qtbot.keyClicks(dialog.team.line, "Fostering")
    qtbot.keyClick(dialog.team.combo, Qt.Key.Key_Return)
    dialog.begin_button.click()
    desk.settle()
    visit = visits.load_visit(desk.store, only_visit(desk), today=TODAY)
    assert (visit.form_id, visit.team_id, visit.visit_date) == ("standard", "fostering", TODAY)
    assert visit.visitor_ids == ("ann",)
    assert visit.mode is Mode.FULL
    page = desk.window.page
    assert isinstance(page, EditorPage)
    desk.window.activateWindow()
    qtbot.waitUntil(page.view.fields["took_place"].has_keyboard)


def test_without_a_team_or_a_date_it_says_what_is_missing(
    dialog: NewVisitDialog, qtbot: QtBot
) -> None:
    dialog.day.line.selectAll()
    qtbot.keyClicks(dialog.day.line, "someday")
    dialog.begin_button.click()
    assert dialog.isVisible()
    assert dialog.team.error == "Choose the team."
    assert dialog.day.error == "Give a date, for example 4 March 2014."
    assert dialog.team.has_keyboard()


def test_a_date_to_come_plans_the_visit(
    desk: Writing, dialog: NewVisitDialog, qtbot: QtBot
) -> None:
    day = TODAY + timedelta(days=9)
    dialog.team.combo.choose("adoption")
    dialog.team.edited.emit("adoption")
    dialog.day.line.selectAll()
    qtbot.keyClicks(dialog.day.line, "19 March 2014")
    assert dialog.begin_button.text() == "Plan the visit"
    hints = [label.text() for label in dialog.day.findChildren(QLabel)]
    assert "That is in 9 days: the visit is planned, and written up after it." in hints
    dialog.begin_button.click()
    desk.settle()
    visit = visits.load_visit(desk.store, only_visit(desk), today=TODAY)
    assert visit.visit_date == day
    assert visit.state is VisitState.PLANNED
    message = desk.window.message_bar.message
    assert message is not None
    assert message.text.startswith("Planned for 19 March 2014.")


def test_the_same_team_on_the_same_day_is_warned_of_but_allowed(
    desk: Writing, dialog: NewVisitDialog
) -> None:
    draft(desk.store, team="fostering", visit_date=TODAY.isoformat(), visitors=["bob"])
    dialog.team.combo.choose("fostering")
    dialog.team.edited.emit("fostering")
    desk.settle()
    assert dialog._warning.isVisible()
    assert "There is a visit to Fostering on 10 March 2014 already" in dialog._warning.text()
    assert "by Bob Example" in dialog._warning.text()
    dialog.team.combo.choose("adoption")
    dialog.team.edited.emit("adoption")
    desk.settle()
    assert not dialog._warning.isVisible()
    dialog.team.edited.emit("fostering")
    dialog.begin_button.click()
    desk.settle()
    assert not dialog.isVisible()


def test_a_term_that_is_over_is_said_beside_who_goes_and_allowed(desk: Writing) -> None:
    over = Member("bob", "Bob Example", term_end=date(2013, 5, 2))
    registers.put_member(desk.store, over, by="bob")
    registers.put_member(desk.store, Member("cy", "Cy Example", retired=True), by="bob")
    dialog = record_visit(desk.context, desk.window)
    desk.settle()
    assert [option.value for option in dialog.others.state.options] == ["bob"]
    assert dialog.doubts["visitors"].isHidden()
    dialog.others.edited.emit(["bob"])
    desk.settle()
    assert dialog.doubts["visitors"].text() == (
        "Bob Example’s term ended on 2 May 2013, before this visit."
    )
    dialog.team.edited.emit("fostering")
    dialog.day.edited.emit("2013-05-02")
    desk.settle()
    assert dialog.doubts["visitors"].isHidden(), "the last day still is in the term"
    dialog.day.edited.emit("2014-03-04")
    dialog.begin_button.click()
    desk.settle()
    assert visits.load_visit(desk.store, only_visit(desk)).visitor_ids == ("ann", "bob")


def test_form_mode_and_companions_are_taken(desk: Writing, dialog: NewVisitDialog) -> None:
    dialog.team.edited.emit("fostering")
    dialog.form.buttons["follow_up"].click()
    quick = not dialog.quick.isHidden()
    dialog.form.buttons["standard"].click()
    assert not dialog.quick.isHidden()
    dialog.quick.click()
    dialog.others.edited.emit(["bob"])
    dialog.begin_button.click()
    desk.settle()
    visit = visits.load_visit(desk.store, only_visit(desk), today=TODAY)
    assert visit.mode is Mode.QUICK
    assert visit.visitor_ids == ("ann", "bob")
    assert isinstance(quick, bool)


def test_a_store_that_cannot_be_written_says_so_and_keeps_the_dialog(
    desk: Writing, dialog: NewVisitDialog
) -> None:
    dialog.team.edited.emit("fostering")
    desk.store.broken = True
    dialog.begin_button.click()
    desk.settle()
    assert dialog.isVisible()
    assert "The disk is full" in dialog._warning.text()
    assert dialog.begin_button.isEnabled()


def test_everything_in_the_dialog_has_a_name(dialog: NewVisitDialog) -> None:
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName(), type(widget).__name__


# --- the whole way, by keyboard ---------------------------------------------------------------


def test_a_visit_is_recorded_and_submitted_by_keyboard_alone(desk: Writing, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    dialog = desk.window.findChild(NewVisitDialog)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.team.has_keyboard)
    qtbot.keyClicks(focused(), "fost")
    dialog.team.combo.completer().popup().hide()
    for _ in range(12):
        if isinstance(focused(), CheckOption):
            break
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.quick
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    desk.window.activateWindow()
    desk.settle()
    page = desk.window.page
    assert isinstance(page, EditorPage)
    for _ in range(12):
        _fill_section(page, qtbot)
        if not page.next.isEnabled():
            break
        qtbot.keyClick(focused(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, CheckPage))
    desk.settle()
    check = desk.window.page
    assert isinstance(check, CheckPage)
    assert check.summary.isHidden(), [link.what for link in check.summary._shown]
    for _ in range(60):
        if focused() is check.seal.declared:
            break
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    visit = visits.load_visit(desk.store, only_visit(desk), today=TODAY)
    assert visit.state is VisitState.SUBMITTED
    assert visit.team_id == "fostering"


def _fill_section(page: EditorPage, qtbot: QtBot) -> None:
    """Answer what the keyboard finds empty, from the first field to the last."""
    done: set[str] = set()
    while True:
        waiting = [id for id in page.view.fields if id not in done]
        if not waiting:
            return
        done.add(waiting[0])
        field = page.view.fields[waiting[0]]
        page.view.focus_at(waiting[0])
        if isinstance(field, RowsField):
            qtbot.keyClick(field.add_button, Qt.Key.Key_Space)
            card = next(iter(field.cards.values()))
            for cell in card.fields.values():
                cell.take_focus()
                _answer(qtbot, cell.state.id)
        elif isinstance(field, PeopleField):
            for editor in field.editors():
                editor.setFocus()
                qtbot.keyClicks(editor, "2")
        elif not field.holds(None) and not isinstance(field, RadioField):
            continue
        else:
            _answer(qtbot, field.state.id)


def _answer(qtbot: QtBot, question_id: str) -> None:
    editor = focused()
    if isinstance(editor, RadioOption):
        # "no" where yes would ask for more
        down = question_id in {"data_to_test", "any_asks", "referral_made", "earlier_asks"}
        qtbot.keyClick(editor, Qt.Key.Key_Down if down else Qt.Key.Key_Space)
    elif isinstance(editor, CheckOption):
        if not editor.isChecked():
            qtbot.keyClick(editor, Qt.Key.Key_Space)
    elif isinstance(editor, SearchCombo):
        qtbot.keyClick(editor, Qt.Key.Key_Down)
    elif isinstance(editor, QLineEdit):
        dated = "date" in question_id or question_id == "due"
        timed = "time" in question_id
        qtbot.keyClicks(editor, "today" if dated else "14:30" if timed else "Team manager")
    elif isinstance(editor, QPlainTextEdit):
        qtbot.keyClicks(editor, "Calm and busy.")


def test_the_dialog_speaks_of_days_in_words() -> None:
    from visits_app.presenters.new_visit import day_words, first_sentence

    today = date(2014, 3, 10)
    assert day_words(today, today) == "Today."
    assert day_words(date(2014, 3, 9), today) == "Yesterday."
    assert day_words(date(2014, 3, 1), today) == "9 days ago."
    assert day_words(date(2014, 3, 11), today).startswith("That is tomorrow:")
    assert first_sentence("One.\n Two.") == "One."
    assert first_sentence("No end") == "No end"
