"""The registers as tables, and the dialog that adds to them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.presenters.register_states import RegisterEntry, RegisterState
from visits_app.ui.app import Desktop
from visits_app.ui.pages.register import RegisterPage
from visits_app.ui.pages.reports import ReportsPage
from visits_app.ui.register_dialog import RegisterDialog
from visits_app.ui.register_table import RegisterTableModel
from visits_app.ui.registers.form_preview import FormPreviewDialog


def open_page(desktop: Desktop, kind: str = "teams") -> RegisterPage:
    desktop.window.go("register")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, RegisterPage)
    button = next(b for b in page._kinds.buttons() if b.property("register") == kind)
    button.click()
    settle(desktop)
    return page


def dialog() -> RegisterDialog:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, RegisterDialog)
    return shown


def write(dialog: RegisterDialog, field_id: str, text: str) -> None:
    field = dialog.fields[field_id]
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    assert isinstance(line, QLineEdit)
    line.setText(text)


def test_the_model_keeps_qts_rules(qapp: QApplication) -> None:
    model = RegisterTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    entries = tuple(RegisterEntry(str(n), (f"<b>{n}</b>", "x"), {}, n == 1) for n in range(3))
    for shown in (entries, (), entries[:1]):
        model.show_state(RegisterState("teams", "team", ("Name", "Area"), shown, ()))
        assert model.rowCount() == len(shown)
    model.show_state(RegisterState("teams", "team", ("Name", "Area"), entries, ()))
    assert model.data(model.index(1, 0)) == "<b>1</b> (retired)"
    assert model.data(model.index(1, 1)) == "x"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole) == (
        "<qt>&lt;b&gt;1&lt;/b&gt;</qt>"
    )
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Area"
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert tester.model() is model
    assert qapp is not None


def test_an_entry_is_added_with_every_fault_beside_its_field(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop)
    assert page.primary is not None
    assert page.primary.text().strip() == "Add a team"
    page.primary.click()
    form = dialog()
    write(form, "visit_every_months", "often")
    form._save.click()
    settle(desktop)
    assert not form._errors["name"].isHidden()
    assert not form._errors["visit_every_months"].isHidden()
    assert form.fields["name"].property("state") == "error"
    assert form.fields["name"].accessibleDescription() == "Error: Name is needed."
    write(form, "name", "Youth <b>Work</b>")
    form._save.click()
    settle(desktop)
    assert form._errors["name"].isHidden(), "what was put right is no longer wrong"
    assert form.fields["name"].property("state") == ""
    write(form, "visit_every_months", "6")
    qtbot.keyClick(form.fields["name"], Qt.Key.Key_Return)
    settle(desktop)
    assert not form.isVisible()
    assert page.chosen is not None
    assert page.chosen.cells == ("Youth <b>Work</b>", "", "team office", "", "6 months")
    message = desktop.window.message_bar.message
    assert message is not None
    assert message.text == "Youth <b>Work</b> saved."
    place = page.table.visualRect(page.table.currentIndex())
    assert page.table.viewport().rect().contains(place), "it is seen that it is there"


def test_a_save_that_fails_keeps_what_was_typed(desktop: Desktop) -> None:
    page = open_page(desktop, "members")
    page.edit_button.click()
    form = dialog()
    write(form, "ward", "Saltway")
    desktop.context.space.store.close()
    form._save.click()
    settle(desktop)
    assert form.isVisible()
    assert form._general.text().startswith("Error: ")
    assert form._save.isEnabled()
    form.reject()


def test_an_entry_is_retired_and_brought_back_and_stays_chosen(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop)
    page.table.selectRow(3)
    entry = page.chosen
    assert entry is not None
    page.retire_button.click()
    settle(desktop)
    assert page.chosen is not None
    assert page.chosen.id == entry.id
    assert page.chosen.retired
    assert page.retire_button.text().strip() == "Bring back"
    qtbot.mouseClick(desktop.window.message_bar._action, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert page.chosen is not None
    assert not page.chosen.retired


def test_each_register_has_the_buttons_it_can_use(desktop: Desktop, qtbot: QtBot) -> None:
    for kind, buttons in (
        ("teams", (True, True, True, False)),
        ("members", (True, True, True, False)),
        ("bodies", (True, True, True, False)),
        ("themes", (True, True, True, False)),
        ("indicators", (True, True, True, False)),
        ("events", (True, True, False, False)),
        ("forms", (True, False, True, True)),
    ):
        page = open_page(desktop, kind)
        assert page.primary is not None
        shown = (page.primary, page.edit_button, page.retire_button, page.print_button)
        assert tuple(not button.isHidden() for button in shown) == buttons, kind
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(desktop)
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, FormPreviewDialog)
    preview.reject()
    page.print_button.click()
    settle(desktop)
    assert isinstance(desktop.window.page, ReportsPage)
