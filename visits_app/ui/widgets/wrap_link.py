"""A link whose words wrap, so that a long sentence does not widen the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from visits_app.ui.theme import SPACE_XS, theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class WrapLink(QPushButton):
    """Words in the accent colour, underlined while the mouse or the keyboard is there."""

    def __init__(self, words: str, clicked: Callable[[], object]) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        self._clicked = clicked
        self.setAccessibleName(words)
        self.setProperty("kind", "inline")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(theme().font())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._act)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.words) + 4 * _edge()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), self.heightForWidth(10_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * _edge()), 100_000)
        text = QFontMetrics(self.font()).boundingRect(room, _WRAP, self.words)
        return text.height() + 2 * _edge()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(theme().color("accent"))
        edge = _edge()
        painter.drawText(self.rect().adjusted(edge, edge, -edge, 0), _WRAP, self.words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow with Enter as with Space, as everyone tries a link first."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _act(self, _checked: bool = False) -> None:
        self._clicked()


def _edge() -> int:
    return theme().px(SPACE_XS)
