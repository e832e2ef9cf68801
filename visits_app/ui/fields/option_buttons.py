"""Radio buttons and check boxes whose words wrap: a recommendation's title is a line and a half."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
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
        _prepare(self)

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
        _paint(self, option, self.words, QStyle.PrimitiveElement.PE_IndicatorCheckBox)


class RadioOption(QRadioButton):
    """A radio button with wrapping words."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        _prepare(self)

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
        _paint(self, option, self.words, QStyle.PrimitiveElement.PE_IndicatorRadioButton)


def _prepare(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
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
    return max(text, _mark()) + 2 * theme().px(SPACE_XS)


def _paint(
    button: QAbstractButton,
    option: QStyleOptionButton,
    words: str,
    primitive: QStyle.PrimitiveElement,
) -> None:
    painter = QStylePainter(button)
    edge, mark = theme().px(SPACE_XS), _mark()
    line = QFontMetrics(button.font()).height()
    option.rect = QRect(edge, edge, mark, mark)
    painter.drawPrimitive(primitive, option)
    top = edge + max(0, (mark - line) // 2)
    room = QRect(_text_left(), top, button.width() - _text_left(), button.height() - top)
    painter.setPen(theme().color("text" if button.isEnabled() else "muted"))
    painter.drawText(room, int(_WRAP), words)
