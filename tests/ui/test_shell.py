"""The window: first start, going about, messages, look, trouble with the store."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.shots import targets
from tests.windows import make_store, open_window, settle
from visits_app import paths
from visits_app.domain.errors import StoreInUse
from visits_app.presenters.crash_report import crash_report
from visits_app.presenters.opening import open_workspace
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop
from visits_app.ui.crash import CrashDialog
from visits_app.ui.pages.home import HomePage, RowButton
from visits_app.ui.pages.settings import SettingsPage
from visits_app.ui.pages.trouble import TroublePage
from visits_app.ui.pages.welcome import WelcomePage
from visits_app.ui.rail import PLACES, Rail
from visits_app.ui.theme import DARK, LIGHT, theme
from visits_app.ui.widgets.message_bar import Message, MessageBar


def shut(desktop: Desktop) -> None:
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()


def test_the_first_start_asks_and_then_opens_the_example_council(
    qapp: QApplication, qtbot: QtBot, home: Path
) -> None:
    desktop = open_window(qapp, home / paths.STORE_NAME)
    page = desktop.window.page
    assert isinstance(page, WelcomePage)
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert isinstance(desktop.window.page, HomePage)
    assert desktop.window.page.findChildren(RowButton)
    shut(desktop)


def test_an_empty_council_needs_a_name(qapp: QApplication, qtbot: QtBot, home: Path) -> None:
    desktop = open_window(qapp, home / paths.STORE_NAME)
    page = desktop.window.page
    assert isinstance(page, WelcomePage)
    page._empty.setChecked(True)
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert not (home / paths.STORE_NAME).exists()
    qtbot.keyClicks(page.name, "Councillor for Northmead")
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert desktop.context.space.member_name == "Councillor for Northmead"
    shut(desktop)


def test_every_place_of_the_rail_opens(desktop: Desktop) -> None:
    for place in PLACES:
        desktop.window.go(place.page)
        settle(desktop)
        assert desktop.window.page is not None
        assert desktop.window.page.title.strip()
        message = desktop.window.message_bar.message
        assert message is None or message.tone != "error", message


def test_no_stray_window_flashes_up_on_any_page(qapp: QApplication, desktop: Desktop) -> None:
    stray: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
            if shown and watched.isWindow() and watched is not desktop.window:
                stray.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    for _, page, target in targets(desktop):
        desktop.window.go(page, target)
        settle(desktop)
    qapp.removeEventFilter(watch)
    assert stray == []


def test_a_members_desk_hides_what_only_the_officer_does(qapp: QApplication, home: Path) -> None:
    store = home / paths.STORE_NAME
    make_store(store, desk=Desk.MEMBER, with_example=False)
    desktop = open_window(qapp, store)
    shown = {p.page for p in PLACES if not desktop.window.rail._buttons[p.page].isHidden()}
    assert shown == {p.page for p in PLACES if not p.officer_only}
    shut(desktop)


def test_back_returns_to_the_page_before(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    desktop.window.go("meetings")
    desktop.window.go("indicators")
    settle(desktop)
    qtbot.keyClick(desktop.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desktop.window.page is desktop.window._pages["meetings"]


def test_a_message_offers_undo_by_mouse_and_by_key(desktop: Desktop, qtbot: QtBot) -> None:
    taken: list[str] = []
    for way in ("mouse", "key"):
        desktop.context.say("Draft deleted.", act=lambda way=way: taken.append(way))
        bar = desktop.window.message_bar
        assert bar.isVisible()
        if way == "mouse":
            qtbot.mouseClick(bar._action, Qt.MouseButton.LeftButton)
        else:
            bar.take_action()
        assert not bar.isVisible()
    assert taken == ["mouse", "key"]


def test_a_rail_opened_where_there_is_no_room_folds_when_a_place_is_chosen(
    qapp: QApplication,
) -> None:
    assert qapp
    rail = Rail()
    rail.give_room(theme().px(800))
    assert rail.narrow
    rail.toggle()
    assert not rail.narrow
    rail._buttons["visits"].click()
    assert rail.narrow
    rail.give_room(theme().px(1200))
    rail._buttons["home"].click()
    assert not rail.narrow
    rail.deleteLater()


def test_the_keyboard_follows_along_the_rail_when_a_shortcut_leads_elsewhere(
    desktop: Desktop,
) -> None:
    buttons = desktop.window.rail._buttons
    desktop.window.activateWindow()
    buttons["home"].setFocus()
    desktop.window.go("visits")
    settle(desktop)
    assert desktop.window.focusWidget() is buttons["visits"]


def test_the_last_line_tells_the_text_size_every_way_it_is_changed(desktop: Desktop) -> None:
    window = desktop.window
    for act, told in ((window.zoom_in, "110"), (window.zoom_normal, "100")):
        act()
        settle(desktop)
        assert window._saved.text() == f"Text size {told} %"


def test_a_message_goes_with_its_page_and_never_by_itself(qapp: QApplication) -> None:
    """What is below would move up under the mouse."""
    assert qapp
    now = 0.0
    bar = MessageBar(now=lambda: now)
    for message, seconds, stays in (
        (Message("Saved."), 2, True),
        (Message("Saved."), 15, False),
        (Message("Deleted.", act=lambda: None), 15, True),
        (Message("Deleted.", act=lambda: None), 30, False),
        (Message("It stays.", "warning"), 15, True),
        (Message("It stays.", "warning"), 30, False),
        (Message("Not saved.", "error"), 1000, True),
    ):
        bar.say(message)
        now += seconds
        assert bar.message is message
        bar.turn_page()
        assert (bar.message is message) is stays
    bar.deleteLater()


def test_text_size_and_colours_change_at_once_and_are_remembered(
    qapp: QApplication, desktop: Desktop, example_home: Path
) -> None:
    before = qapp.font().pixelSize()
    desktop.window.change_look("dark", 200)
    settle(desktop)
    assert theme().colours is DARK
    assert qapp.font().pixelSize() == 2 * before
    shut(desktop)
    again = open_window(qapp, example_home / paths.STORE_NAME)
    assert theme().colours is DARK
    assert theme().zoom == 200
    again.window.change_look("light", 100)
    assert theme().colours is LIGHT
    shut(again)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_text_colour_is_readable_on_its_ground(colours: object) -> None:
    pairs = [
        ("text", "surface"), ("text", "background"), ("muted", "surface"), ("muted", "background"),
        ("muted", "raised"), ("accent", "surface"), ("accent", "accent_soft"),
        ("on_accent", "accent"), ("danger", "surface"), ("danger", "danger_soft"),
        ("warning", "warning_soft"),
        ("good", "good_soft"), ("rail_text", "rail"), ("rail_text", "rail_selected"),
        ("text", "selection"), ("muted", "selection"),
    ]  # fmt: skip
    weak = [
        (front, back)
        for front, back in pairs
        if contrast(getattr(colours, front), getattr(colours, back)) < 4.5
    ]
    assert weak == []


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two hex colours."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_what_is_no_store_is_refused_in_words_and_left_as_it_is(
    qapp: QApplication, home: Path
) -> None:
    path = home / paths.STORE_NAME
    path.write_bytes(b"This is a letter, not a store. " * 400)
    before = path.read_bytes()
    desktop = open_window(qapp, path)
    page = desktop.window.page
    assert isinstance(page, TroublePage)
    assert path.name in page._sentence.text()
    assert path.read_bytes() == before
    shut(desktop)


def test_trouble_is_over_once_the_store_is_there_again(
    qapp: QApplication, qtbot: QtBot, example_home: Path, tmp_path: Path
) -> None:
    path = example_home / paths.STORE_NAME
    shutil.copy(path, tmp_path / "aside")
    path.write_bytes(b"x" * 9000)
    desktop = open_window(qapp, path)
    page = desktop.window.page
    assert isinstance(page, TroublePage)
    shutil.copy(tmp_path / "aside", path)
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert isinstance(desktop.window.page, HomePage)
    shut(desktop)


@pytest.mark.usefixtures("desktop")
def test_a_second_opener_is_told_who_has_the_store(example_home: Path) -> None:
    with pytest.raises(StoreInUse) as refused:
        open_workspace(example_home / paths.STORE_NAME)
    assert str(refused.value)


def test_the_crash_report_holds_nothing_anybody_wrote(qtbot: QtBot) -> None:
    secret = "the twins at number nine"
    try:
        try:
            {}[secret]
        except KeyError as error:
            raise ValueError(f"cannot save {secret}") from error
    except ValueError as error:
        text = crash_report(error)
    assert secret not in text
    assert "ValueError" in text
    assert "test_shell.py" in text
    dialog = CrashDialog(text)
    qtbot.addWidget(dialog)
    dialog._put_on_clipboard()
    assert QApplication.clipboard().text() == text


def test_an_unexpected_error_in_a_job_opens_the_crash_dialog(desktop: Desktop) -> None:
    def work() -> None:
        raise ZeroDivisionError("3 children")

    desktop.jobs.run(desktop.window, work)
    settle(desktop)
    dialog = desktop._catcher._dialog
    assert isinstance(dialog, CrashDialog)
    assert "ZeroDivisionError" in dialog._text
    assert "children" not in dialog._text
    dialog.accept()


def test_the_keyboard_stays_where_it_was_when_the_look_changes(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    desktop.window.go("settings")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, SettingsPage)
    page.zoom.setFocus()
    desktop.window.zoom_in()
    settle(desktop)
    again = desktop.window.page
    assert isinstance(again, SettingsPage)
    assert again is not page
    assert again.zoom.hasFocus()


def test_the_keyboard_goes_to_the_list_of_a_page_but_stays_on_the_rail(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    desktop.window.go("recommendations")
    settle(desktop)
    assert desktop.window.page is not None
    assert desktop.window.page.start_focus is QApplication.focusWidget()
    button = desktop.window.rail._buttons["visits"]
    button.setFocus()
    button.click()
    settle(desktop)
    assert button.hasFocus()
