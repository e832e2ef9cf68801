"""The focus ring: 3 px of amber with a dark inner line round whatever has the keyboard.

A stylesheet border cannot have two colours and moves the text when it grows, so the ring is a
transparent sheet laid over the focused widget.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QMainWindow,
    QSplitter,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

from visits_app.ui.theme import RADIUS, theme

_MARGIN = 4
_FOLLOW = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}


class _Ring(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for inset, width, role in ((1.5, 3.0, "focus"), (3.5, 1.0, "focus_inner")):
            painter.setPen(QPen(theme().color(role), width))
            edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(edge, RADIUS, RADIUS)


class FocusRing(QObject):
    """Follows the keyboard focus of the application."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self._watched: QWidget | None = None
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._forget()
        if new is None or new.property("ring") is False or new.isWindow():
            return
        self._watched = new
        new.installEventFilter(self)
        self._ring = _Ring(_sheet_for(new))
        self._place()
        self._ring.show()

    def _forget(self) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._watched = self._ring = None

    def _place(self) -> None:
        if self._ring is None or self._watched is None or not isValid(self._ring):
            return
        sheet = self._ring.parentWidget()
        if sheet is None:
            return
        corner = self._watched.mapTo(sheet, self._watched.rect().topLeft())
        area = self._watched.rect().translated(corner)
        area = area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        # what fills its parent to the edge has the ring within, for without it would be cut off
        self._ring.setGeometry(area.intersected(sheet.rect()))
        self._ring.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._watched and event.type() in _FOLLOW:
            self._place()
        return False


def _sheet_for(widget: QWidget) -> QWidget:
    """Return the nearest ancestor that a sheet may be laid in without upsetting its layout."""
    sheet = widget.parentWidget()
    while sheet is not None and isinstance(
        sheet, QSplitter | QMainWindow | QTabWidget | QAbstractScrollArea
    ):
        sheet = sheet.parentWidget() or widget.window()
        if sheet is widget.window():
            break
    return sheet or widget.window()
