"""The ring round what has the keyboard: there, whole, and out of the way."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from visits_app.ui.focus_ring import FocusRing, _Ring
from visits_app.ui.theme import theme


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """A window with a field, a button and a list that fills its parent to the edge."""
    ring = FocusRing(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.field, window.button, window.list = QLineEdit(), QPushButton("Go"), QListWidget()
    stack = QStackedWidget()
    stack.addWidget(window.list)
    layout = QVBoxLayout(window)
    for widget in (window.field, window.button, stack):
        layout.addWidget(widget)
    window.resize(400, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.hide()
    qapp.focusChanged.disconnect(ring._move)
    ring.deleteLater()


def rings(window: QWidget) -> list[_Ring]:
    return [ring for ring in window.findChildren(_Ring) if ring.isVisible()]


def test_one_ring_follows_the_keyboard(form: QWidget, qtbot: QtBot) -> None:
    for widget in (form.field, form.button, form.list):
        widget.setFocus()
        (ring,) = rings(form)
        inside = ring.mapTo(form, QPoint(0, 0))
        assert ring.geometry().size().width() >= widget.width()
        assert (widget.mapTo(form, QPoint(0, 0)) - inside).manhattanLength() <= 8
    qtbot.keyClick(form.list, Qt.Key.Key_Tab)
    assert len(rings(form)) <= 1


def test_the_whole_ring_is_seen_round_what_fills_its_parent(form: QWidget) -> None:
    form.list.setFocus()
    (ring,) = rings(form)
    parent = ring.parentWidget()
    assert parent is not None
    assert parent.rect().contains(ring.geometry())
    picture = form.grab().toImage()
    amber = theme().color("focus").rgb()
    corner = form.list.mapTo(form, QPoint(0, 0))
    for x, y in ((200, corner.y() + 1), (200, corner.y() + form.list.height() - 2)):
        assert picture.pixel(x, y) == amber
    for x in (corner.x() + 1, corner.x() + form.list.width() - 2):
        assert picture.pixel(x, corner.y() + 60) == amber


def test_the_ring_moves_with_its_widget_and_leaves_the_mouse_alone(
    form: QWidget, qtbot: QtBot
) -> None:
    form.button.setFocus()
    (ring,) = rings(form)
    before = ring.width()
    form.resize(600, 300)
    qtbot.waitUntil(lambda: ring.width() == before + 200)
    pressed: list[bool] = []
    form.button.clicked.connect(lambda: pressed.append(True))
    under = form.childAt(form.button.geometry().center())
    assert under is form.button
    qtbot.mouseClick(under, Qt.MouseButton.LeftButton)
    assert pressed


def test_what_asks_for_none_has_none(form: QWidget) -> None:
    form.button.setFocus()
    form.field.setProperty("ring", False)
    form.field.setFocus()
    assert rings(form) == []


def test_a_widget_that_goes_takes_its_ring_with_it(form: QWidget, qtbot: QtBot) -> None:
    form.field.setFocus()
    form.field.deleteLater()
    qtbot.waitUntil(lambda: len(rings(form)) <= 1)
    form.button.setFocus()
    assert len(rings(form)) == 1
