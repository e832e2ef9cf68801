"""What only some registers can do: seats, histories, merging, splitting, forms, sheets."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.form_samples import FIRST, SECOND, walk
from tests.ui.test_register_page import dialog, open_page, write
from tests.windows import settle
from visits_app.domain.meetings import Body
from visits_app.domain.registers import Team
from visits_app.services import form_versions, insight, registers, visits
from visits_app.ui.app import Desktop
from visits_app.ui.pages.register import RegisterPage
from visits_app.ui.registers.draft_moves import DraftsDialog
from visits_app.ui.registers.filed_findings import FiledFindingModel
from visits_app.ui.registers.form_file_dialog import FormFileDialog
from visits_app.ui.registers.form_preview import FormPreviewDialog
from visits_app.ui.registers.history_dialog import HistoryDialog
from visits_app.ui.registers.merge_dialog import MergeDialog
from visits_app.ui.registers.seats_editor import SeatsEditor
from visits_app.ui.registers.split_dialog import SplitDialog


def shown(kind: type) -> Any:
    """Return the dialog on top, which must be of this kind."""
    on_top = QApplication.activeModalWidget()
    assert isinstance(on_top, kind)
    return on_top


def choose(page: RegisterPage, entry_id: str) -> None:
    page.table.selectRow(page.model.ids().index(entry_id))


def undo(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.mouseClick(desktop.window.message_bar._action, Qt.MouseButton.LeftButton)
    settle(desktop)


def texts(on: QDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in on.findChildren(QLabel))


# --- seats, undo, removal ------------------------------------------------------------------


def test_a_member_is_given_a_seat_by_keyboard_and_it_shows_on_both(
    desktop: Desktop, qtbot: QtBot
) -> None:
    registers.put_body(desktop.context.space.store, Body("board", "A board"), by="officer")
    page = open_page(desktop, "members")
    entry = page.chosen
    assert entry is not None
    page._edit()
    settle(desktop)
    form = dialog()
    seats = form.fields["seats"]
    assert isinstance(seats, SeatsEditor)
    held = registers.seats(desktop.context.space.store)
    before = len(seats.rows)
    qtbot.keyClick(seats.add_button, Qt.Key.Key_Return)
    assert form.isVisible(), "Enter adds a row and does not save"
    row = seats.rows[before]
    assert row.other.hasFocus()
    sat_on = {seat.body_id for seat in held if seat.member_id == entry.id}
    free = [n for n in range(1, row.other.count()) if row.other.itemData(n) not in sat_on]
    row.other.setCurrentIndex(free[0])
    row.role.setCurrentText("chair")
    row.starts_on.setText("4 March 2014")
    row.ends_on.setText("1/1/2014")
    form._save.click()
    settle(desktop)
    assert form._errors["seats"].text() == (f"Error: Row {before + 1} cannot end before it begins.")
    row.ends_on.clear()
    form._save.click()
    settle(desktop)
    assert not form.isVisible()
    assert page.chosen is not None
    assert "(chair)" in page.chosen.cells[5]
    page = open_page(desktop, "bodies")
    assert any("chair" in one.cells[3] for one in page.entries)
    undo(desktop, qtbot)
    assert registers.seats(desktop.context.space.store) == held


def test_what_was_saved_is_undone_from_the_message(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop, "bodies")
    assert page.primary is not None
    page.primary.click()
    form = dialog()
    write(form, "name", "New board")
    form._save.click()
    settle(desktop)
    assert "New board" in {body.name for body in registers.bodies(desktop.context.space.store)}
    undo(desktop, qtbot)
    assert "New board" not in {body.name for body in registers.bodies(desktop.context.space.store)}


def test_only_what_nothing_refers_to_is_removed(desktop: Desktop, qtbot: QtBot) -> None:
    store = desktop.context.space.store
    registers.put_team(store, Team("new", "A new team"), by="officer")
    page = open_page(desktop)
    choose(page, "fostering")
    page.remove_button.click()
    settle(desktop)
    message = desktop.window.message_bar.message
    assert message is not None
    assert "refer to Fostering, so it stays. Retire it" in message.text
    choose(page, "new")
    page.remove_button.click()
    settle(desktop)
    assert "new" not in page.model.ids()
    undo(desktop, qtbot)
    assert "new" in page.model.ids()


def test_a_history_says_what_when_and_by_whom(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop)
    page.retire_button.click()
    settle(desktop)
    page.history_button.click()
    settle(desktop)
    history = shown(HistoryDialog)
    told = texts(history)
    assert "Retired" in told
    assert "Loaded with the example council" in told
    assert history.area.hasFocus(), "arrow keys scroll it"
    qtbot.keyClick(history, Qt.Key.Key_Escape)
    assert not history.isVisible()


# --- themes --------------------------------------------------------------------------------


def test_a_merge_is_read_before_it_is_made_and_taken_back(desktop: Desktop, qtbot: QtBot) -> None:
    store = desktop.context.space.store
    before = insight.findings(store, "", "premises", None, None)
    page = open_page(desktop, "themes")
    choose(page, "premises")
    page.commands.merge_button.click()
    settle(desktop)
    merge = shown(MergeDialog)
    assert not merge.merge_button.isEnabled()
    merge.into.setCurrentIndex(merge.into.findData("caseloads"))
    settle(desktop)
    assert "After the merge under Caseloads" in texts(merge)
    assert "Submitted reports keep their words" in texts(merge)
    qtbot.keyClick(merge.merge_button, Qt.Key.Key_Return)
    settle(desktop)
    assert not merge.isVisible()
    assert insight.findings(store, "", "premises", None, None) != before
    choose(page, "premises")
    assert not page.commands.take_back_button.isHidden()
    assert page.retire_button.isHidden()
    page.commands.take_back_button.click()
    settle(desktop)
    assert insight.findings(store, "", "premises", None, None) == before


def test_findings_are_filed_under_a_new_theme_and_back(desktop: Desktop, qtbot: QtBot) -> None:
    store = desktop.context.space.store
    page = open_page(desktop, "themes")
    choose(page, "premises")
    page.commands.split_button.click()
    settle(desktop)
    split: SplitDialog = shown(SplitDialog)
    assert split.name.hasFocus()
    assert not split.file_button.isEnabled(), "there is nothing to file under yet"
    split.name.setText("Heating")
    qtbot.keyClick(split.name, Qt.Key.Key_Return)
    settle(desktop)
    assert split.isVisible(), "Enter cuts out a theme and does not close"
    split.file_button.click()
    assert "Choose one finding" in split._error.text()
    total = split.model.rowCount()
    split.search.setText("vehicle")
    assert split.model.rowCount() == 1
    split.all_button.click()
    assert "1 of" in split._count.text()
    split.file_button.click()
    settle(desktop)
    heating = split.into.currentData()
    assert len(insight.findings(store, "", heating, None, None)) == 1
    assert len(insight.findings(store, "", "premises", None, None)) == total - 1
    split.undo_button.click()
    settle(desktop)
    assert insight.findings(store, "", heating, None, None) == ()
    split.close_button.click()


def test_the_list_of_findings_keeps_qts_rules(qapp: QApplication) -> None:
    from visits_app.presenters.theme_register import FiledFinding

    model = FiledFindingModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    findings = tuple(
        FiledFinding(str(n), "Concern, today", f"<b>{n}</b>\nmore", "t", "Theme") for n in range(3)
    )
    for some in (findings, (), findings[:1]):
        model.show_findings(some)
        assert model.rowCount() == len(some)
    assert model.data(model.index(0)) == "Concern, today · under Theme\n<b>0</b> more"
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Concern, today, counted under Theme.")
    assert model.finding(model.index(0)) == findings[0]
    assert tester.model() is model
    assert qapp is not None


# --- forms ---------------------------------------------------------------------------------


def test_a_form_is_tried_as_the_member_sees_it_and_nothing_is_written(
    desktop: Desktop, qtbot: QtBot
) -> None:
    store = desktop.context.space.store
    with store.read() as connection:
        before = connection.execute("SELECT count(*), max(sequence) FROM history").fetchone()
    page = open_page(desktop, "forms")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(desktop)
    preview: FormPreviewDialog = shown(FormPreviewDialog)
    assert preview.draft is not None
    assert preview.sections.count() == len(preview.draft.form.sections)
    preview.view.edited.emit("took_place", False)
    assert "not_held_reason" in preview.view.fields, "conditions work"
    preview.required_only.click()
    preview._enter(preview.draft.form.sections[-1].id)
    settle(desktop)
    preview.close_button.click()
    with store.read() as connection:
        after = connection.execute("SELECT count(*), max(sequence) FROM history").fetchone()
    assert after == before


def test_rows_of_a_preview_are_added_moved_and_removed(desktop: Desktop) -> None:
    page = open_page(desktop, "forms")
    preview = FormPreviewDialog(desktop.context, page, form=walk())
    preview.open()
    settle(desktop)
    assert preview.draft is not None
    for _ in range(2):
        preview.view.row_added.emit("rooms")
    rows: Any = preview.draft.answers["rooms"]
    preview.view.cell_edited.emit("rooms", rows[0]["id"], "name", "Kitchen")
    preview.view.row_moved.emit("rooms", rows[0]["id"], 1)
    preview.view.left.emit("rooms", rows[0]["id"], "name")
    preview.view.row_removed.emit("rooms", rows[1]["id"])
    left: Any = preview.draft.answers["rooms"]
    assert [row.get("name") for row in left] == ["Kitchen"]
    preview.reject()


def test_a_form_file_shows_every_fault_then_what_it_changes_and_is_taken(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    store = desktop.context.space.store
    form_versions.take_version(store, walk(), by="officer")
    bad, good = tmp_path / "bad.toml", tmp_path / "good.toml"
    bad.write_text(SECOND.replace('"choice"', '"wheel"').replace('label = "Date"', ""), "utf-8")
    good.write_text(SECOND, "utf-8")
    page = open_page(desktop, "forms")
    assert page.primary is not None
    page.primary.click()
    form: FormFileDialog = shown(FormFileDialog)
    form.read(str(bad))
    settle(desktop)
    assert texts(form).count("Error: bad.toml") == 3
    assert not form.take_button.isEnabled()
    form.read(str(good))
    settle(desktop)
    told = texts(form)
    assert "A5 “Noise” is new, required." in told
    assert "A5 “Purpose” is no longer asked." in told
    form.preview_button.click()
    settle(desktop)
    shown(FormPreviewDialog).reject()
    form.take_button.click()
    settle(desktop)
    assert not form.isVisible()
    assert "walk 2" in page.model.ids()
    undo(desktop, qtbot)
    assert "walk 2" not in page.model.ids()


def test_the_file_is_asked_for_in_a_dialog(desktop: Desktop) -> None:
    page = open_page(desktop, "forms")
    page.commands.form_from_file()
    form: FormFileDialog = shown(FormFileDialog)
    form.choose()
    asked = form.findChild(QFileDialog)
    assert asked is not None
    assert asked.nameFilters() == ["Form (*.toml)"]
    asked.reject()
    form.reject()


def test_drafts_are_moved_one_by_one_with_their_answers_told(
    desktop: Desktop, qtbot: QtBot
) -> None:
    store = desktop.context.space.store
    form_versions.take_version(store, walk(FIRST), by="officer")
    author = registers.members(store)[0].id
    visit = visits.start_visit(store, form_id="walk", author_id=author)
    visits.save_answers(store, visit.id, {"purpose": "To look."}, by=author)
    form_versions.take_version(store, walk(SECOND), by="officer")
    page = open_page(desktop, "forms")
    choose(page, "walk 2")
    page.commands.drafts_button.click()
    settle(desktop)
    drafts: DraftsDialog = shown(DraftsDialog)
    (block,) = drafts.blocks
    assert "Taken out: 1" in block.draft.summary
    block.more_button.click()
    assert "no longer asked" in texts(drafts)
    qtbot.keyClick(block.move_button, Qt.Key.Key_Return)
    settle(desktop)
    assert drafts.isVisible()
    assert "on its newest version" in texts(drafts)
    assert visits.load_visit(store, visit.id).form_version == 2
    drafts.reject()
    undo(desktop, qtbot)
    back = visits.load_visit(store, visit.id)
    assert (back.form_version, back.answers["purpose"]) == (1, "To look.")


def test_a_retired_form_says_so_and_comes_back(desktop: Desktop, qtbot: QtBot) -> None:
    store = desktop.context.space.store
    page = open_page(desktop, "forms")
    assert page.chosen is not None
    form_id = page.chosen.values["form"]
    page.retire_button.click()
    settle(desktop)
    assert form_id not in {form.id for form in registers.forms(store)}
    assert not page.print_button.isEnabled()
    undo(desktop, qtbot)
    assert form_id in {form.id for form in registers.forms(store)}


# --- sheets --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["teams", "members", "bodies", "themes"])
def test_registers_go_out_and_come_in_as_sheets(desktop: Desktop, kind: str) -> None:
    page = open_page(desktop, kind)
    assert not page.commands.save_sheet_button.isHidden()
    page.commands.read_sheet_button.click()
    settle(desktop)
    on_top = QApplication.activeModalWidget()
    assert isinstance(on_top, QDialog)
    on_top.reject()
    page.commands.save_sheet_button.click()
    settle(desktop)
    asked = page.findChild(QFileDialog)
    assert asked is not None
    asked.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isinstance(page.filter_line, QLineEdit)
