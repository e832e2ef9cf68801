"""Radio buttons and check boxes whose words wrap: a recommendation's title is a line and a half."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from visits_app.ui.theme import SPACE_S, SPACE_XS, theme

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class CheckOption(QCheckBox):
    """A check box with wrapping words."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        _prepare(self, words)

    def say(self, words: str) -> None:
        """Change what the box says."""
        if words != self.words:
            self.words = words
            self.setText(words.replace("&", "&&"))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return _size(self, self.words)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), _height(self, self.words, 10_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _height(self, self.words, width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.rect = _mark_area()
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option)
        _write(self, painter, self.words)


class RadioOption(QRadioButton):
    """A radio button with wrapping words."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        _prepare(self, words)

    def sizeHint(self) -> QSize:
        return _size(self, self.words)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), _height(self, self.words, 10_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _height(self, self.words, width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # drawn by hand: a stylesheet's circle turns square where its radius outgrows it
        circle = QRectF(_mark_area()).adjusted(1, 1, -1, -1)
        line = "accent" if self.isChecked() else "field_line" if self.isEnabled() else "line"
        painter.setPen(QPen(theme().color(line), 2))
        painter.setBrush(theme().color("accent" if self.isChecked() else "surface"))
        painter.drawEllipse(circle)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("on_accent"))
            dot = theme().px(4)
            painter.drawEllipse(circle.center(), dot, dot)
        _write(self, painter, self.words)


def _prepare(button: QAbstractButton, words: str) -> None:
    button.setAccessibleName(words)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setCursor(Qt.CursorShape.PointingHandCursor)


def _mark() -> int:
    """Return the side of the indicator: the stylesheet's 18 px and its border."""
    return theme().px(18) + 4


def _text_left() -> int:
    return theme().px(SPACE_XS) + _mark() + theme().px(SPACE_S)


def _size(button: QAbstractButton, words: str) -> QSize:
    width = _text_left() + QFontMetrics(button.font()).horizontalAdvance(words) + theme().px(6)
    return QSize(width, _height(button, words, width))


def _height(button: QAbstractButton, words: str, width: int) -> int:
    room = QRect(0, 0, max(1, width - _text_left() - theme().px(2)), 100_000)
    text = QFontMetrics(button.font()).boundingRect(room, int(_WRAP), words).height()
    line = QFontMetrics(button.font()).height()
    return max(text + max(0, _mark() - line), _mark()) + 2 * theme().px(SPACE_XS)


def _mark_area() -> QRect:
    edge, mark = theme().px(SPACE_XS), _mark()
    return QRect(edge, edge, mark, mark)


def _write(button: QAbstractButton, painter: QPainter, words: str) -> None:
    line = QFontMetrics(button.font()).height()
    top = theme().px(SPACE_XS) + max(0, (_mark() - line) // 2)
    room = QRect(_text_left(), top, button.width() - _text_left(), button.height() - top)
    painter.setPen(theme().color("text" if button.isEnabled() else "muted"))
    painter.drawText(room, int(_WRAP), words)
