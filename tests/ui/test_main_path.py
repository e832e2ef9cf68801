"""The rest of the main path by keyboard alone: find a report, link it, look at a figure, print.

Recording and submitting by keyboard is in test_new_visit.py.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.windows import settle, wait_for
from visits_app.domain.visits import VisitState
from visits_app.services import links
from visits_app.ui.app import Desktop
from visits_app.ui.link_dialog import LinkDialog
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.pages.reports import ReportsPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.shell import Shell
from visits_app.ui.visit_table import ROW

CONTROL = Qt.KeyboardModifier.ControlModifier
MOST_TABS = 80


def press(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    qtbot.keyClick(target, key, modifier)


def _number_of(window: Shell, page: str) -> Qt.Key:
    """Return the figure key that leads to a page of the rail."""
    number = next(n for n in range(1, 10) if window.rail.place_number(n) == page)
    return Qt.Key(Qt.Key.Key_0.value + number)


def tab_to(qtbot: QtBot, name: str) -> QWidget:
    """Press Tab until what has this name has the keyboard."""
    met = []
    for _ in range(MOST_TABS):
        focused = QApplication.focusWidget()
        met.append(focused.accessibleName() if focused else "nothing")
        if focused is not None and focused.accessibleName() == name:
            return focused
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"the tab key does not come to {name}, only to {met}")


def test_a_report_is_found_linked_and_printed_and_a_figure_read_by_keyboard(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    window = desktop.window
    window.activateWindow()
    wait_for(window.isActiveWindow)

    # find a submitted report in the list
    press(qtbot, Qt.Key.Key_2, CONTROL)
    settle(desktop)
    page = window.page
    assert isinstance(page, VisitsPage)
    tab_to(qtbot, "Visits")
    for _ in range(20):
        row = page.list.currentIndex().data(ROW)
        if row is not None and row.state is VisitState.SUBMITTED:
            break
        press(qtbot, Qt.Key.Key_Down)
        settle(desktop)
    visit_id = page.reading.visit_id
    store = desktop.context.space.store
    before = links.evidence_for_visit(store, visit_id)

    # link it to the first recommendation that it is not linked to as a whole
    tab_to(qtbot, "Link to a recommendation")
    press(qtbot, Qt.Key.Key_Return)
    wait_for(lambda: isinstance(QApplication.activeWindow(), LinkDialog))
    settle(desktop)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, LinkDialog)
    box = next(box for box in dialog.boxes if box.isEnabled())
    for _ in range(MOST_TABS):
        if QApplication.focusWidget() is box:
            break
        press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)
    assert box.isChecked()
    tab_to(qtbot, "Link")
    press(qtbot, Qt.Key.Key_Return)
    wait_for(lambda: not dialog.isVisible())
    settle(desktop)
    after = links.evidence_for_visit(store, visit_id)
    assert len(after) == len(before) + 1

    # print it
    window.activateWindow()
    wait_for(window.isActiveWindow)
    press(qtbot, Qt.Key.Key_P, CONTROL)
    wait_for(lambda: isinstance(window.page, ReportsPage))
    settle(desktop)
    target = tmp_path / "by keyboard.pdf"
    look = QTimer()
    look.timeout.connect(lambda: _answer_file_dialog(qtbot, look, target))
    look.start(20)
    press(qtbot, Qt.Key.Key_S, CONTROL)
    wait_for(target.exists)
    settle(desktop)
    assert target.read_bytes().startswith(b"%PDF")

    # read a figure
    window.activateWindow()
    wait_for(window.isActiveWindow)
    press(qtbot, _number_of(window, "indicators"), CONTROL)
    settle(desktop)
    tab_to(qtbot, "Indicators")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    settle(desktop)
    detail = window.page
    assert isinstance(detail, IndicatorPage)
    press(qtbot, Qt.Key.Key_T, CONTROL)
    settle(desktop)
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(desktop)
    assert window.page is not detail


def _answer_file_dialog(qtbot: QtBot, look: QTimer, target: Path) -> None:
    dialog = QApplication.activeModalWidget()
    line = QApplication.focusWidget()
    if not isinstance(dialog, QFileDialog) or not isinstance(line, QLineEdit):
        return
    look.stop()
    line.setText(str(target))  # typed words would open a list of files over the dialog
    qtbot.keyClick(line, Qt.Key.Key_Return)
