"""Settings take effect at once and are there at the next start."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import close
from tests.windows import open_window, settle
from visits_app import paths
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop
from visits_app.ui.pages.settings import SettingsPage
from visits_app.ui.theme import DARK, theme


def open_page(desktop: Desktop) -> SettingsPage:
    desktop.window.go("settings")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, SettingsPage)
    return page


def test_another_desk_and_another_member_are_kept(
    qapp: QApplication, qtbot: QtBot, desktop: Desktop, example_home: Path
) -> None:
    page = open_page(desktop)
    assert page._officer_desk.isChecked()
    qtbot.mouseClick(
        page._member_desk, Qt.MouseButton.LeftButton, pos=page._member_desk.rect().center() / 8
    )
    settle(desktop)
    assert desktop.context.space.desk is Desk.MEMBER
    assert desktop.window.rail._buttons["register"].isHidden()
    page = open_page(desktop)
    assert page._member_desk.isChecked()
    other = page.member.findText("Councillor for Millbrook")
    page.member.activated.emit(other)
    settle(desktop)
    assert desktop.context.space.member_name == "Councillor for Millbrook"
    assert open_page(desktop).member.currentText() == "Councillor for Millbrook"
    desktop.window.close()
    again = open_window(qapp, example_home / paths.STORE_NAME)
    assert again.context.space.desk is Desk.MEMBER
    assert again.context.space.member_name == "Councillor for Millbrook"
    close(again)


def test_colours_and_text_size_change_the_page_one_is_on(desktop: Desktop) -> None:
    page = open_page(desktop)
    page.scheme.activated.emit(page.scheme.findData("dark"))
    settle(desktop)
    assert theme().colours is DARK
    page = open_page(desktop)
    assert page.scheme.currentData() == "dark"
    page.zoom.activated.emit(page.zoom.findData(150))
    settle(desktop)
    page = open_page(desktop)
    assert (theme().zoom, page.zoom.currentData()) == (150, 150)


def test_the_store_is_checked_and_said_to_be_sound(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop)
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    assert not page.check.isEnabled()
    settle(desktop)
    assert page.check.isEnabled()
    assert page._result.isVisible()
    assert page._result.text().endswith(".")
    assert desktop.context.space.store.path.name in page._file.text()
