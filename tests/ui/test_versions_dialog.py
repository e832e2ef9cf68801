"""Both versions of a corrected report, side by side with what differs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.domain.visits import VisitFilter
from visits_app.presenters.visits import VisitListPresenter
from visits_app.services import visit_lists
from visits_app.ui.app import Desktop
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.versions_dialog import VersionsDialog


def test_each_version_is_read_and_its_changes_are_shown(desktop: Desktop, qtbot: QtBot) -> None:
    store = desktop.context.space.store
    rows = visit_lists.list_visits(store, VisitFilter()).rows
    corrected = next(row for row in rows if row.revision == 2)
    desktop.window.go("visits", {"visit_id": corrected.id})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, VisitsPage)
    assert page.reading._versions.text().strip() == "2 versions"
    page.reading._versions.click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, VersionsDialog)
    assert dialog.list.count() == 2
    assert dialog.list.item(0).text().startswith("Amendment 1\nSealed ")
    assert dialog.tabs.count() == 2
    newest = dialog.view.toPlainText()
    changes = dialog.tabs.widget(1)
    assert changes is not None
    shown = [label.text() for label in changes.findChildren(QLabel)]
    assert shown[:3] == ["Question", "Before", "After"]
    assert len(shown) > 3
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in changes.findChildren(QLabel)
    )
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    settle(desktop)
    assert dialog.list.currentItem().text().startswith("As submitted\n")
    assert dialog.tabs.count() == 1
    assert dialog.view.toPlainText() != newest
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_report_of_one_version_offers_no_others(desktop: Desktop) -> None:
    presenter = VisitListPresenter(desktop.context.space)
    single = next(row for row in presenter.page(0).rows if row.revision == 1)
    desktop.window.go("visits", {"visit_id": single.id})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, VisitsPage)
    assert page.reading._versions.isHidden()
