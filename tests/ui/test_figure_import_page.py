"""An import of figures through the real window, from the file to its undoing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.spreadsheet_samples import DATA, book
from tests.ui.import_stall import write_rows
from tests.ui.test_accessibility import nameless
from tests.windows import settle, wait_for
from visits_app.domain.spreadsheets import Layout
from visits_app.presenters.import_states import GridColumn, GridRow, GridState, NameRow
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Desk
from visits_app.services import indicators
from visits_app.ui.app import Desktop
from visits_app.ui.confirm import ConfirmDialog
from visits_app.ui.importing.controls import OptionsModel
from visits_app.ui.importing.grid import GridModel
from visits_app.ui.importing.names import GOES_TO, NAME, NamesModel
from visits_app.ui.importing.rows import RowsModel
from visits_app.ui.importing.session import DONE, FILE, FOUND, NAMES, PLAN
from visits_app.ui.pages.figure_import import FigureImportPage
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.pages.indicators import IndicatorsPage

LONG = "A measure with so long a name that no column of any table can hold it, counted monthly"
MONTHS = ["Apr-13", "May-13", "Jun-13"]
ROWS = [
    ["Measure", *MONTHS],
    ["Visits <b>made</b>", 5, 6, 7],
    [LONG, 12, "oops", 14],
    ["Not wanted", 1, 2, 3],
]


@pytest.fixture
def page(desktop: Desktop) -> FigureImportPage:
    return open_page(desktop)


def open_page(desktop: Desktop) -> FigureImportPage:
    desktop.window.go("figure_import")
    settle(desktop)
    shown = desktop.window.page
    assert isinstance(shown, FigureImportPage)
    return shown


@pytest.fixture
def april(tmp_path: Path) -> Path:
    return book(tmp_path / "April.xlsx", ROWS)


def activate(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)


def names_shown(page: FigureImportPage) -> dict[str, str]:
    model = page.names.model
    rows = (model.row(number) for number in range(model.rowCount()))
    return {row.name: row.goes_to for row in rows}


def choose(combo: QComboBox, value: str) -> None:
    place = combo.findData(value)
    assert place >= 0, value
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def to_plan(desktop: Desktop, page: FigureImportPage, path: Path) -> None:
    page.session.choose_file(path)
    settle(desktop)
    page.next_button.click()
    settle(desktop)
    names = page.session.presenter.names
    assert names is not None, page.session.error
    names.make_new(names.open_names(), unit="cases", direction="lower")
    page.session.tell_names()
    page.next_button.click()
    settle(desktop)
    assert page.session.step == PLAN, page.session.error


# --- the whole way -------------------------------------------------------------------------


def test_figures_are_chosen_mapped_named_tried_taken_and_undone(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    window, session = desktop.window, page.session
    before = indicators.overview(desktop.context.space.store)
    assert page.steps.currentWidget() is page.start
    page.start.chosen.emit(str(april))
    settle(desktop)
    assert session.step == FOUND
    assert window.header._context.text() == "April.xlsx"
    assert page.found.grid.hasFocus()
    area = page.found.controls.editors["area"]
    area.clear()  # type: ignore[union-attr]
    area.textEdited.emit("")  # type: ignore[union-attr]
    page.next_button.click()
    assert page._error_words.text().startswith("Write whose figures")
    assert area.hasFocus(), "the keyboard is where something is wrong"
    area.textEdited.emit("Northmead")  # type: ignore[union-attr]
    assert area.property("state") == ""
    page.next_button.click()
    settle(desktop)
    assert session.step == NAMES
    assert set(names_shown(page).values()) == {"To decide"}
    page.next_button.click()
    assert page._error_words.text().startswith("‘Visits <b>made</b>’: Choose an indicator")
    page.names.panel.kinds["new"].click()
    choose(page.names.panel.unit, "cases")
    assert page.names.panel._open.text().endswith("Choose the direction of the new indicator.")
    choose(page.names.panel.direction, "higher")
    page.names.table.selectRow(1)
    known = next(line.indicator for line in before if line.indicator.name)
    page.names.panel.kinds["match"].click()
    page.names.panel.indicator.choose(known.id)
    page.names.panel.indicator.activated.emit(0)
    page.names.table.selectRow(2)
    page.names.panel.kinds["leave"].click()
    assert names_shown(page) == {
        "Visits <b>made</b>": "New: Visits <b>made</b>",
        LONG: known.name,
        "Not wanted": "Left out",
    }
    page.next_button.click()
    settle(desktop)
    assert session.step == PLAN, session.error
    assert page.next_button.text() == "Take 5 figures"
    assert page.plan.rows.rows[0][:2] == ("April", "C3")
    assert not page.plan.save_button.isHidden()
    assert indicators.overview(desktop.context.space.store) == before, "nothing is written yet"
    page.next_button.click()
    settle(desktop)
    assert session.step == DONE, session.error
    message = window.message_bar.message
    assert message is not None
    assert message.text == "Taken from April.xlsx: 5 new figures. 1 was refused."
    assert len(indicators.overview(desktop.context.space.store)) == len(before) + 1
    window.message_bar.take_action()
    settle(desktop)
    assert session.step == FILE
    assert session.past[0].undone
    message = window.message_bar.message
    assert message is not None
    assert message.text.startswith("5 figures were taken away")


def test_the_officer_s_indicators_offer_the_import_and_are_told_of_it(
    desktop: Desktop, qtbot: QtBot, april: Path
) -> None:
    desktop.window.go("indicators")
    settle(desktop)
    overview = desktop.window.page
    assert isinstance(overview, IndicatorsPage)
    count = overview.model.rowCount()
    activate(desktop, qtbot)
    qtbot.keyClick(desktop.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    # a button pressed by its keys stays down for a moment
    qtbot.waitUntil(lambda: isinstance(desktop.window.page, FigureImportPage))
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, FigureImportPage)
    to_plan(desktop, page, april)
    page.next_button.click()
    settle(desktop)
    link = page.done._links.itemAt(0).widget()
    assert link is not None
    assert link.words == "Visits <b>made</b>"  # type: ignore[attr-defined]
    link.click()  # type: ignore[attr-defined]
    settle(desktop)
    assert isinstance(desktop.window.page, IndicatorPage)
    desktop.window.go("indicators")
    settle(desktop)
    assert overview.model.rowCount() == count + 3
    desktop.window.go("figure_import")
    settle(desktop)
    assert page.session.step == FILE, "what was done is over once one comes back"


def test_a_member_s_desk_has_no_import(desktop: Desktop) -> None:
    from dataclasses import replace

    desktop.context.desk_changed.emit(replace(desktop.context.space, desk=Desk.MEMBER))
    desktop.window.go("indicators")
    settle(desktop)
    assert desktop.window.page is not None
    offered = [button.accessibleName() or button.text() for button in desktop.window.page.more]
    assert offered
    assert not any("Import" in name for name in offered)


def test_an_import_of_the_list_is_undone_after_a_question(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    to_plan(desktop, page, april)
    page.next_button.click()
    settle(desktop)
    page.next_button.click()
    settle(desktop)
    assert page.session.step == FILE
    row = page.start._rows.itemAt(0).widget()
    assert row is not None
    undo = next(b for b in row.findChildren(type(page.next_button)))
    assert undo.accessibleName() == "Undo the import of April.xlsx"
    undo.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    dialog.go_on.click()
    settle(desktop)
    assert page.session.past[0].undone
    row = page.start._rows.itemAt(0).widget()
    assert row is not None
    assert not row.findChildren(type(page.next_button)), "what is undone cannot be undone again"


def test_undoing_an_earlier_import_leaves_the_one_begun_since(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    to_plan(desktop, page, april)
    page.next_button.click()
    settle(desktop)
    page.next_button.click()
    page.session.choose_file(april)
    settle(desktop)
    assert page.session.step == FOUND
    assert page.session.found is not None
    assert page.session.found.remembered.startswith("Read as on ")
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert page.session.step == FOUND
    assert page.steps.currentWidget() is page.found
    assert page.session.past[0].undone


def test_everything_goes_by_keyboard(
    desktop: Desktop, page: FigureImportPage, april: Path, qtbot: QtBot
) -> None:
    activate(desktop, qtbot)
    page.session.choose_file(april)
    settle(desktop)
    enter, ctrl = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.found.grid, enter, ctrl)
    qtbot.waitUntil(lambda: page.session.step == NAMES)
    assert page.names.table.hasFocus()
    qtbot.keyClick(page.names.table, Qt.Key.Key_A, ctrl)
    assert len(page.names.selected) == 3
    new = page.names.panel.kinds["new"]
    new.setFocus()
    qtbot.keyClick(new, Qt.Key.Key_Space)
    assert page.names.panel.name.isHidden(), "three indicators cannot have one name"
    for combo, times in ((page.names.panel.unit, 3), (page.names.panel.direction, 2)):
        combo.setFocus()
        for _ in range(times):
            qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert page.session.presenter.names is not None
    assert page.session.presenter.names.sentence() == ""
    qtbot.keyClick(page.names.table, enter, ctrl)
    qtbot.waitUntil(lambda: page.session.step == PLAN)
    qtbot.keyClick(page.plan.table, Qt.Key.Key_C, ctrl)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Sheet\tCell\tWhy"
    qtbot.keyClick(page.plan.table, enter, ctrl)
    qtbot.waitUntil(lambda: page.session.step == DONE)


# --- stopping and refusing -----------------------------------------------------------------


def test_a_file_is_dropped_on_the_page(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    drop(page, [april, april])
    assert page._error_words.text().startswith("Drop one file at a time")
    drop(page, [april])
    settle(desktop)
    assert page.session.step == FOUND
    assert page._error.isHidden()


def drop(page: FigureImportPage, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    assert page.start.drop.property("state") == "over"
    page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert page.start.drop.property("state") == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(500)),
        ("empty.csv", b""),
        ("torn.xlsx", b"PK\x03\x04" + bytes(90)),
    ],
)
def test_a_bad_file_is_told_in_place_and_leaves_everything(
    desktop: Desktop, page: FigureImportPage, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page.session.choose_file(path)
    settle(desktop)
    assert page.session.step == FILE
    assert not page._error.isHidden()
    assert page._error.accessibleName().startswith("Error: ")
    assert page.session.past == ()
    page.session.choose_file(tmp_path / "gone.csv")
    settle(desktop)
    assert "gone" in page._error_words.text() or page._error_words.text()
    assert page.session.step == FILE


def test_a_dry_run_is_cancelled_and_the_names_stay(
    desktop: Desktop, page: FigureImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "long.csv"
    write_rows(path, 60_000)
    page.session.choose_file(path)
    settle(desktop)
    page.next_button.click()
    settle(desktop)
    names = page.session.presenter.names
    assert names is not None, page.session.error
    names.make_new(names.open_names(), unit="number", direction="neutral")
    page.next_button.click()
    working = page.session.working
    assert working is not None
    page._show_bar()
    assert page.steps.currentWidget() is page.working
    assert page.working.cancel_button.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert working.stop.is_set()
    assert not page.working.cancel_button.isEnabled()
    settle(desktop)
    assert page.session.step == NAMES
    assert page.steps.currentWidget() is page.names
    assert page._error.isHidden()
    assert names.sentence() == ""


def test_an_import_that_is_cancelled_writes_nothing(
    desktop: Desktop, page: FigureImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    write_rows(path, 60_000)
    before = indicators.overview(desktop.context.space.store)
    to_plan(desktop, page, path)
    page.next_button.click()
    working = page.session.working
    assert working is not None
    wait_for(lambda: working.far[0] > 0 or page.session.working is None)
    page.session.stop()
    settle(desktop)
    if page.session.step == DONE:  # it was too late to stop: it is told, and can be undone
        assert page.session.done is not None
        page.session.undo(page.session.done.import_id)
        settle(desktop)
        return
    assert page.session.step == PLAN
    assert indicators.overview(desktop.context.space.store) == before


def test_the_bar_says_how_far_it_is(page: FigureImportPage) -> None:
    from visits_app.ui.importing.session import Working

    working = Working("Reading…")
    page.working.show_working(working)
    assert page.working.bar.maximum() == 0, "without a total it only says that it goes on"
    working.note(30, 60)
    page.working._show_far()
    assert (page.working.bar.value(), page.working._far.text()) == (500, "50 %")
    page.working.show_working(None)


def test_larger_text_in_the_middle_loses_nothing(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    page.session.choose_file(april)
    settle(desktop)
    page.next_button.click()
    settle(desktop)
    page.names.table.selectRow(0)
    page.names.panel.kinds["leave"].click()
    desktop.window.resize(1366, 768)
    desktop.window.change_look("dark", 200)
    settle(desktop)
    fresh = desktop.window.page
    assert isinstance(fresh, FigureImportPage)
    assert fresh is not page
    assert fresh.session.step == NAMES
    assert names_shown(fresh)["Visits <b>made</b>"] == "Left out"
    assert fresh.names._narrow
    fresh.back_button.click()
    assert fresh.found._narrow
    assert fresh.next_button.isVisible()


# --- choices -------------------------------------------------------------------------------


def test_another_sheet_and_layout_change_the_preview(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    page.session.choose_file(april)
    settle(desktop)
    grid = page.found.grid.grid
    across = Qt.Orientation.Horizontal
    assert grid.headerData(1, across) == "B\nMonth"
    choose(page.found.controls.editors["layout"], "a row a figure")  # type: ignore[arg-type]
    assert grid.headerData(1, across) == "B\n"
    assert not page.found.controls.editors["value_columns"].isVisible()
    choose(page.found.controls.editors["value_column"], "1")  # type: ignore[arg-type]
    assert grid.headerData(1, across) == "B\nValue"
    spoken = grid.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "B2, Value: 5"


def test_matched_names_are_folded_until_asked_for(desktop: Desktop, page: FigureImportPage) -> None:
    page.session.choose_file(DATA / "lait_excerpt.csv")
    settle(desktop)
    page.next_button.click()
    settle(desktop)
    model, fold = page.names.model, page.names.fold_button
    shown = model.rowCount()
    matched = page.session.names.matched if page.session.names is not None else 0
    assert matched > 1
    assert fold.text() == f"Show the {matched} matched names"
    page.names.table.selectRow(2)
    kept = page.names.selected
    fold.click()
    assert model.rowCount() == shown + matched
    assert page.names.selected == kept
    assert fold.text() == f"Hide the {matched} matched names"
    page.names.leave_button.click()
    assert page.session.presenter.names is not None
    assert page.session.presenter.names.open_names() == ()


def test_areas_of_a_national_file_are_ticked(desktop: Desktop, page: FigureImportPage) -> None:
    page.session.choose_file(DATA / "dfe_annual_excerpt.csv")
    settle(desktop)
    page.next_button.click()
    settle(desktop)
    assert page.session.step == NAMES, page.session.error
    assert page.names.areas.isVisible()
    page.names.areas.some.click()
    page.names.areas.list.item(0).setCheckState(Qt.CheckState.Checked)
    names = page.session.presenter.names
    assert names is not None
    assert names.chosen_areas == names.areas[:1]
    page.names.areas.all.click()
    assert names.chosen_areas == ()


def test_refused_figures_are_saved_as_a_list(
    desktop: Desktop, page: FigureImportPage, april: Path, tmp_path: Path
) -> None:
    to_plan(desktop, page, april)
    page.plan.save_wanted.emit(str(tmp_path / "refused"))
    settle(desktop)
    assert "C3" in (tmp_path / "refused.txt").read_text(encoding="utf-8-sig")
    page.plan.copy()
    assert "C3" in QGuiApplication.clipboard().text()
    page.plan.show_table("revised")
    assert page.plan.table.isHidden()
    assert not page.plan.copy_button.isEnabled()


def stops(page: FigureImportPage) -> list[QWidget]:
    """Return what Tab comes to on the page, in order."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not page:
        usable = page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()
        if usable and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_follows_the_eye(desktop: Desktop, page: FigureImportPage, april: Path) -> None:
    page.session.choose_file(april)
    settle(desktop)
    choose(page.found.controls.editors["layout"], "a row a figure")  # type: ignore[arg-type]
    choose(page.found.controls.editors["layout"], Layout.WIDE.value)  # type: ignore[arg-type]
    settle(desktop)
    editors = [one for one in page.found.controls.editors.values() if one.isVisible()]
    assert [one for one in stops(page) if one in editors] == editors
    assert stops(page)[0] is page.found.grid
    assert stops(page)[-3:] == [page.back_button, page.again_button, page.next_button]
    page.session.back()
    to_plan(desktop, page, april)
    order = stops(page)
    # of the three tables' buttons Tab comes to the pressed one; the arrows lead to the others
    assert order[0] is page.plan._buttons.checkedButton()
    assert order[1:] == [
        page.plan.copy_button, page.plan.save_button, page.plan.table, page.back_button,
        page.next_button,
    ]  # fmt: skip
    page.next_button.click()
    settle(desktop)
    assert [type(one).__name__ for one in stops(page)] == ["Button", *["WrapLink"] * 3, "Button"]
    page.next_button.click()
    settle(desktop)
    assert [one.text().strip() for one in stops(page)] == ["Choose a file…", "Undo…"]  # type: ignore[attr-defined]


def test_everything_that_can_be_used_has_a_name_in_every_step(
    desktop: Desktop, page: FigureImportPage, april: Path
) -> None:
    assert nameless(desktop.window) == []
    page.session.choose_file(april)
    settle(desktop)
    assert nameless(desktop.window) == []
    page.next_button.click()
    settle(desktop)
    page.names.panel.kinds["new"].click()
    assert nameless(desktop.window) == []
    page.session.back()
    to_plan(desktop, page, april)
    assert nameless(desktop.window) == []
    page.next_button.click()
    settle(desktop)
    assert nameless(desktop.window) == []


# --- models --------------------------------------------------------------------------------


def test_the_models_keep_qt_s_rules(qapp: QApplication) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    grid, names, rows, options = GridModel(), NamesModel(), RowsModel(), OptionsModel()
    testers = [QAbstractItemModelTester(model, fatal) for model in (grid, names, rows, options)]
    for offered in ((Option("A · <b>", "0"), Option("None")), ()):
        options.show_options(offered)
        assert options.rowCount() == len(offered)
    columns = (GridColumn("A", "Indicator", "indicator"), GridColumn("B", "Month", "value"))
    cells = (GridRow("1", "Headings", "headings", ("<b>", "May")), GridRow("2", "", "", ("", "")))
    for state in (GridState(columns, cells), GridState(columns, cells[::-1]), GridState()):
        grid.show_state(state)
        assert grid.rowCount() == len(state.rows)
    grid.show_state(GridState(columns, cells))
    role = Qt.ItemDataRole
    assert grid.headerData(0, Qt.Orientation.Vertical) == "1 Headings"
    assert grid.headerData(9, Qt.Orientation.Horizontal) is None
    assert grid.index(0, 0).data(role.ToolTipRole) == "<qt>&lt;b&gt;</qt>"
    assert grid.index(1, 1).data(role.AccessibleTextRole) == "B2, Month: empty"
    open_row = NameRow("<i>", "To decide", "", "", "", "Choose.")
    for shown in ((open_row,), (NameRow("<i>", "Left out", "", "", "leave", ""),), ()):
        names.show_rows(shown)
        assert names.rowCount() == len(shown)
    names.show_rows((open_row,))
    assert names.index(0, NAME).data(role.AccessibleTextRole) == "<i>: To decide. Choose."
    assert "Choose." in names.index(0, GOES_TO).data(role.ToolTipRole)
    assert names.place("none") == -1
    rows.show_rows(("Old", "New"), (("1", "<2>"),))
    assert rows.index(0, 1).data(role.AccessibleTextRole) == "New: <2>"
    assert rows.as_text([]) == "Old\tNew\n1\t<2>"
    rows.show_rows((), ())
    assert all(tester.model() for tester in testers)
    assert qapp is not None
