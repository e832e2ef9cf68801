"""The rail holds every place at any size of text, and the keyboard comes to each."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.presenters.settings import SettingsPresenter
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop
from visits_app.ui.rail import PLACES, Rail, RailButton


def shown(rail: Rail) -> list[RailButton]:
    return [rail._buttons[p.page] for p in PLACES if not rail._buttons[p.page].isHidden()]


def is_seen(rail: Rail, button: RailButton) -> bool:
    view = rail._area.viewport()
    top = button.mapTo(view, QPoint(0, 0)).y()
    return top >= 0 and top + button.height() <= view.height()


def test_large_text_scrolls_the_rail_and_squeezes_nothing(desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window
    window.resize(1366, 768)
    window.change_look("light", 100)
    settle(desktop)
    bar = window.rail._area.verticalScrollBar()
    assert bar.maximum() == 0
    assert not bar.isVisible()
    window.change_look("light", 200)
    settle(desktop)
    assert bar.maximum() > 0
    buttons = shown(window.rail)
    assert all(button.height() >= button.sizeHint().height() for button in buttons)
    window.go("home")
    settle(desktop)
    assert is_seen(window.rail, buttons[0])
    buttons[0].setFocus()
    for button in buttons[1:]:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
        assert window.focusWidget() is button
        assert is_seen(window.rail, button)
    window.go("help")
    settle(desktop)
    assert is_seen(window.rail, buttons[-1])


def test_tooltips_name_the_keys_of_what_is_on_show(desktop: Desktop) -> None:
    for desk in (Desk.OFFICER, Desk.MEMBER):
        space = SettingsPresenter(desktop.context.space).choose_desk(desk)
        desktop.context.desk_changed.emit(space)
        settle(desktop)
        rail = desktop.window.rail
        for number, button in enumerate(shown(rail), start=1):
            page = button.property("page")
            assert rail.place_number(number) == page
            assert button.toolTip().endswith(f"(Ctrl+{number})") == (number < 10)
