"""Every page as assistive technology meets it: names, focus, reading order."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.shots import dialogs, targets
from tests.windows import settle
from visits_app.ui.app import Desktop

INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.PageTabList,
    QAccessible.Role.PageTab,
    QAccessible.Role.Link,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.ButtonDropDown,
}


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Give an interface and all below it that are on show, but not the rows of lists."""
    yield interface
    if interface.role() in {
        QAccessible.Role.List,
        QAccessible.Role.Table,
        QAccessible.Role.ComboBox,
    }:
        return
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from walk(child)


def nameless(widget: QWidget) -> list[str]:
    """Return what can be used in a widget but has no name."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    found = []
    for interface in walk(root):
        thing = interface.object()
        if not isinstance(thing, QWidget) or not thing.isVisible():
            continue
        focusable = thing.focusPolicy() != Qt.FocusPolicy.NoFocus and thing.isEnabled()
        if interface.role() not in INTERACTIVE and not focusable:
            continue
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(thing).__name__} in {type(thing.parent()).__name__}")
    return found


def test_everything_that_can_be_used_has_a_name_on_every_page(desktop: Desktop) -> None:
    for name, page, target in targets(desktop):
        desktop.window.go(page, target)
        settle(desktop)
        assert nameless(desktop.window) == [], f"on {name}"


def test_everything_that_can_be_used_has_a_name_in_every_dialog(desktop: Desktop) -> None:
    for name, opener in dialogs(desktop):
        opener()
        settle(desktop)
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        visible = [dialog for dialog in shown if dialog.isVisible()]
        assert visible, f"{name} did not open"
        for dialog in visible:
            assert nameless(dialog) == [], f"in {name}"
            dialog.reject()


@pytest.mark.parametrize("page", ["home", "visits", "recommendations", "indicators", "settings"])
def test_the_tab_key_goes_round_the_whole_page_and_never_sticks(
    desktop: Desktop, qtbot: QtBot, page: str
) -> None:
    window = desktop.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go(page)
    settle(desktop)
    window.rail._buttons["home"].setFocus()
    seen: list[QWidget] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    content = [w for w in seen if window.pages.isAncestorOf(w)]
    assert content, "the keyboard never reaches the page"
    assert QApplication.focusWidget() is seen[0], "the tab key does not come round"
    # nothing in the window's own text fields swallows the key
    assert all(w.isVisible() and w.isEnabled() for w in seen)
