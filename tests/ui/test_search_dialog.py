"""Search from anywhere: Ctrl+K, type, arrows, Enter."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.domain.visits import SearchHit
from visits_app.presenters.search import FoundLine
from visits_app.ui.app import Desktop
from visits_app.ui.pages.recommendations import RecommendationsPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.search import _LINE, SearchDialog
from visits_app.ui.visit_table import ROW


def search(desktop: Desktop, qtbot: QtBot, words: str = "") -> SearchDialog:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    qtbot.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SearchDialog)
    if words:
        qtbot.keyClicks(dialog.field, words)
        dialog.find_now()
        settle(desktop)
    return dialog


def kinds(dialog: SearchDialog) -> list[str]:
    return [dialog.list.item(n).data(_LINE).kind for n in range(dialog.list.count())]


def test_arrows_choose_and_enter_jumps_to_the_recommendation(
    desktop: Desktop, qtbot: QtBot
) -> None:
    dialog = search(desktop, qtbot, "progress report")
    chosen = kinds(dialog).index("Recommendation")
    wanted = dialog.list.item(chosen).data(_LINE)
    for _ in range(chosen):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == chosen
    assert wanted.title in dialog.field.accessibleDescription()
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        qtbot.keyClick(dialog.field, key)
    assert dialog.list.currentRow() == 0
    for _ in range(chosen):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, RecommendationsPage)
    assert page.detail.reference.text() == f"Recommendation {wanted.title.split()[0]}"
    assert not dialog.isVisible()


def test_a_team_narrows_the_list_of_visits_to_it(desktop: Desktop, qtbot: QtBot) -> None:
    dialog = search(desktop, qtbot, "cherry")
    row = kinds(dialog).index("Team")
    dialog.list.itemClicked.emit(dialog.list.item(row))
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, VisitsPage)
    assert page.filters.combos["team"].currentText() == "Cherry Lodge"
    listed = [page.model.index(n).data(ROW).team for n in range(page.model.rowCount())]
    assert listed == ["Cherry Lodge"]


def test_enter_before_the_answer_opens_it_when_it_is_there(desktop: Desktop, qtbot: QtBot) -> None:
    dialog = search(desktop, qtbot)
    qtbot.keyClicks(dialog.field, "meetin")
    assert dialog.list.count() == 0
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(desktop)
    assert desktop.window.page is desktop.window._pages["meetings"]
    assert not dialog.isVisible()


def test_nothing_found_is_said_and_enter_stays(desktop: Desktop, qtbot: QtBot) -> None:
    dialog = search(desktop, qtbot, "zzzzqqq")
    assert dialog.list.count() == 0
    assert dialog._hint.text().startswith("Nothing matches.")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(desktop)
    assert dialog.isVisible()
    dialog.field.clear()
    dialog.find_now()
    settle(desktop)
    assert not dialog._hint.text().startswith("Nothing")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_odd_words_and_signs_of_two_units_are_drawn(desktop: Desktop, qtbot: QtBot) -> None:
    dialog = search(desktop, qtbot, "<b>&'\"*")
    line = FoundLine("Visit", "<b>&amp;</b>", "😀😀 kitchen", ((3, 10),), "visits", {})
    dialog._show(dialog._asked, (line,))
    assert not dialog.grab().isNull()
    dialog.reject()
    assert SearchHit("visit", "v", "", "").matches == ()


def test_a_store_that_cannot_be_read_is_said_in_the_dialog(desktop: Desktop, qtbot: QtBot) -> None:
    dialog = search(desktop, qtbot)
    desktop.context.space.store.close()
    dialog.field.setText("kitchen")
    dialog.find_now()
    settle(desktop)
    assert dialog._hint.text().endswith(".")
    assert desktop._catcher._dialog is None
    dialog.reject()
