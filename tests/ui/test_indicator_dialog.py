"""Indicators, events and rebases in the window: added, filled in, refused, undone."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.presenters.indicator_form import IndicatorFormPresenter
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop
from visits_app.ui.catalogue_dialog import CatalogueDialog
from visits_app.ui.confirm import ConfirmDialog
from visits_app.ui.fields.text import TextField
from visits_app.ui.indicator_dialog import IndicatorDialog
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.pages.register import RegisterPage
from visits_app.ui.rebase_dialog import RebaseDialog
from visits_app.ui.register_dialog import RegisterDialog
from visits_app.ui.theme import theme

Shown = TypeVar("Shown", bound=QDialog)
CORE = "core_assessments_timescale"


def register(desktop: Desktop, kind: str = "indicators") -> RegisterPage:
    desktop.window.go("register")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, RegisterPage)
    next(b for b in page._kinds.buttons() if b.property("register") == kind).click()
    settle(desktop)
    return page


def indicator_page(desktop: Desktop) -> IndicatorPage:
    desktop.window.go("indicator", {"indicator_id": CORE})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, IndicatorPage)
    return page


def modal(kind: type[Shown]) -> Shown:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind)
    return shown


def line(dialog: IndicatorDialog, name: str) -> QLineEdit:
    field = dialog.fields[name]
    assert isinstance(field, TextField)
    return field.line


def press_undo(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.mouseClick(desktop.window.message_bar._action, Qt.MouseButton.LeftButton)
    settle(desktop)


def message(desktop: Desktop) -> str:
    shown = desktop.window.message_bar.message
    assert shown is not None
    return shown.text


def test_an_indicator_is_filled_in_from_the_catalogue_and_saved(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = register(desktop)
    assert page.primary is not None
    assert page.primary.text().strip() == "Add an indicator"
    page.primary.click()
    settle(desktop)
    dialog = modal(IndicatorDialog)
    dialog.catalogue_button.click()
    settle(desktop)
    chooser = modal(CatalogueDialog)
    qtbot.keyClicks(chooser.field, "plan rev")
    assert chooser.list.count() == 3
    qtbot.keyClick(chooser.field, Qt.Key.Key_Down)
    chosen = chooser.line()
    assert chosen is not None
    assert chosen.name in chooser.field.accessibleDescription()
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    settle(desktop)
    assert line(dialog, "name").text() == chosen.name
    assert chosen.name in dialog._origin.text()
    dialog.targets.add()
    dialog.targets.rows[0].value.setText("95")
    dialog.targets.add()  # left blank, it is no target
    dialog.save_button.click()
    settle(desktop)
    assert not dialog.isVisible()
    assert message(desktop) == f"{chosen.name} saved."
    assert page.chosen is not None
    assert page.chosen.cells[0] == chosen.name
    assert page.chosen.cells[-1] == "95% or more"


def test_everything_wrong_stands_on_top_and_at_its_field(desktop: Desktop, qtbot: QtBot) -> None:
    page = register(desktop)
    page.edit_button.click()
    settle(desktop)
    dialog = modal(IndicatorDialog)
    line(dialog, "name").clear()
    line(dialog, "name").textEdited.emit("")
    dialog.targets.add()
    row = dialog.targets.rows[0]
    row.value.setText("x")
    row.sense.setCurrentIndex(row.sense.findData("between"))
    dialog.save_button.click()
    settle(desktop)
    assert [fault.what for fault in dialog.summary._shown] == [
        "Give the indicator a name.",
        "Target 1: give a number.",
        "Target 1: give the upper value of the band.",
    ]
    assert dialog.fields["name"].error == "Give the indicator a name."
    assert row.value.accessibleDescription() == "Error: Give a number."
    assert dialog.summary.isAncestorOf(dialog.focusWidget() or dialog)
    dialog.summary.jump_wanted.emit("targets/1/upper")
    assert dialog.focusWidget() is row.upper
    assert dialog.save_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_second_value_is_asked_only_for_a_band(desktop: Desktop) -> None:
    dialog = IndicatorDialog(desktop.context, "", desktop.window)
    dialog.open()
    settle(desktop)
    dialog.targets.add()
    row = dialog.targets.rows[0]
    settle(desktop)
    assert not row.upper.isVisible()
    row.sense.setCurrentIndex(row.sense.findData("between"))
    settle(desktop)
    assert row.upper.isVisible()
    row.upper.setText("9")
    row.sense.setCurrentIndex(0)
    assert row.entry().upper == ""
    names = [cell.accessibleName() for cell in row.cells.values()]
    assert names[:2] == ["Target 1: from", "Target 1: should be"]
    row.remove.click()
    assert dialog.targets.rows == []
    assert dialog.focusWidget() is dialog.targets.add_button
    dialog.reject()


def test_tab_comes_to_every_cell_of_a_target_and_on_to_save(desktop: Desktop, qtbot: QtBot) -> None:
    dialog = IndicatorDialog(desktop.context, "unallocated_cases", desktop.window)
    dialog.open()
    settle(desktop)
    dialog.targets.add()
    wanted: list[QWidget] = []
    for row in dialog.targets.rows:
        wanted += [row.starts_on, row.sense, row.value, row.note, row.remove]
    wanted.append(dialog.targets.add_button)
    wanted[0].setFocus()
    met: list[QWidget | None] = [dialog.focusWidget()]
    for _ in wanted[1:]:
        qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        met.append(dialog.focusWidget())
    assert met == wanted
    line_editors = dialog.fields["aliases"].editors()
    line_editors[0].setFocus()
    for expected in (dialog.cancel_button, dialog.save_button):
        qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        assert dialog.focusWidget() is expected
    dialog.reject()


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_dialog_stays_on_the_screen_and_scrolls(desktop: Desktop, zoom: int) -> None:
    theme().set_look(zoom=zoom)
    dialog = IndicatorDialog(desktop.context, CORE, desktop.window)
    dialog.open()
    settle(desktop)
    room = dialog.screen().availableGeometry()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    assert dialog.area.verticalScrollBar().maximum() > 0
    assert dialog.area.horizontalScrollBar().maximum() == 0
    dialog.go_to("aliases")
    shown = dialog.area.viewport().rect()
    at = dialog.focusWidget()
    assert at is not None
    assert shown.intersects(at.rect().translated(at.mapTo(dialog.area.viewport(), shown.topLeft())))
    dialog.reject()


def test_a_change_from_the_chart_is_undone(desktop: Desktop, qtbot: QtBot) -> None:
    page = indicator_page(desktop)
    page.officer_tools.edit_button.click()
    settle(desktop)
    dialog = modal(IndicatorDialog)
    line(dialog, "name").setText("Another <b>name</b>")
    line(dialog, "name").textEdited.emit("Another <b>name</b>")
    dialog.save_button.click()
    settle(desktop)
    assert page.title == "Another <b>name</b>"
    press_undo(desktop, qtbot)
    assert page.title == "Core assessments on time"
    assert message(desktop).endswith("is as it was before.")


def test_a_save_that_fails_keeps_what_was_typed(desktop: Desktop) -> None:
    dialog = IndicatorDialog(desktop.context, "", desktop.window)
    dialog.open()
    settle(desktop)
    line(dialog, "name").setText("New")
    line(dialog, "name").textEdited.emit("New")
    desktop.context.space.store.close()
    dialog.save_button.click()
    settle(desktop)
    assert dialog.isVisible()
    assert dialog._general.text().startswith("Error: ")
    assert line(dialog, "name").text() == "New"
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_a_rebase_is_added_with_a_reason_and_undone(desktop: Desktop, qtbot: QtBot) -> None:
    page = indicator_page(desktop)
    page.officer_tools.rebase_button.click()
    settle(desktop)
    dialog = modal(RebaseDialog)
    dialog.add_button.click()
    settle(desktop)
    assert dialog.month.property("state") == "error"
    assert dialog.reason.accessibleDescription().startswith("Error: Say why")
    assert dialog.focusWidget() is dialog.month
    dialog.month.setText("April 2013")
    dialog.reason.setPlainText("The single assessment began.")
    dialog.add_button.click()
    settle(desktop)
    assert not dialog.isVisible()
    assert message(desktop) == "Rebased from April 2013."
    press_undo(desktop, qtbot)
    assert message(desktop) == "The rebase is gone again."


def test_a_rebase_is_removed_only_after_a_question_and_put_back(
    desktop: Desktop, qtbot: QtBot
) -> None:
    dialog = RebaseDialog(desktop.context, CORE, desktop.window)
    dialog._presenter.add(CORE, "April 2013", "Why <i>not</i>", "")
    dialog._read()
    dialog.open()
    settle(desktop)
    (remove,) = dialog.remove_buttons.values()
    assert remove.accessibleName() == "Remove the rebase from April 2013"
    remove.click()
    question = modal(ConfirmDialog)
    question.keep.click()
    assert len(dialog.remove_buttons) == 1
    remove.click()
    modal(ConfirmDialog).go_on.click()
    settle(desktop)
    assert dialog.remove_buttons == {}
    dialog.reject()
    press_undo(desktop, qtbot)
    assert len(dialog._presenter.read(CORE).lines) == 1


def test_only_the_officer_is_offered_to_change_an_indicator(desktop: Desktop) -> None:
    from dataclasses import replace

    page = indicator_page(desktop)
    assert page.officer_tools.isVisible()
    desktop.context.workspace = replace(desktop.context.space, desk=Desk.MEMBER)
    page.officer_tools.show_for(CORE)
    assert not page.officer_tools.isVisible()


def test_a_long_register_is_narrowed_by_typing(desktop: Desktop) -> None:
    page = register(desktop)
    tester = QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert page.filter_line.isVisible()
    everything = page.model.rowCount()
    page.filter_line.setText("visits TIME")
    assert 0 < page.model.rowCount() < everything
    assert page.chosen is not None
    chosen = page.chosen.id
    page.filter_line.setText("no such thing")
    assert page.model.rowCount() == 0
    assert not page.edit_button.isEnabled()
    page.filter_line.setText("visits")
    assert chosen in page.model.ids()
    register(desktop, "members")
    assert page.filter_line.text() == ""
    assert tester.model() is page.model


def test_an_indicator_is_retired_from_the_register(desktop: Desktop, qtbot: QtBot) -> None:
    page = register(desktop)
    entry = page.chosen
    assert entry is not None
    page.retire_button.click()
    settle(desktop)
    assert page.chosen is not None
    assert (page.chosen.id, page.chosen.retired) == (entry.id, True)
    press_undo(desktop, qtbot)
    presenter = IndicatorFormPresenter(desktop.context.space)
    presenter.read(entry.id)
    assert presenter._before is not None
    assert not presenter._before[0].retired


def test_an_event_is_added_changed_and_removed(desktop: Desktop, qtbot: QtBot) -> None:
    page = register(desktop, "events")
    assert page.primary is not None
    assert page.primary.text().strip() == "Add an event"
    page.primary.click()
    form = modal(RegisterDialog)
    title, when, kind = (form.fields[name] for name in ("title", "on", "kind"))
    assert isinstance(title, QLineEdit)
    assert isinstance(when, QLineEdit)
    assert isinstance(kind, QComboBox)
    title.setText("New case system")
    when.setText("soon")
    form._save.click()
    settle(desktop)
    assert not form._errors["on"].isHidden()
    when.setText("May 2014")
    kind.setCurrentIndex(kind.findData("system"))
    form._save.click()
    settle(desktop)
    assert page.chosen is not None
    assert page.chosen.cells == ("New case system", "May 2014", "System", "")
    count = page.model.rowCount()
    page.remove_button.click()
    settle(desktop)
    assert page.model.rowCount() == count - 1
    press_undo(desktop, qtbot)
    assert page.model.rowCount() == count
