"""What lies over the plot: the ring round a point, its readout, the stretch being marked."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from visits_app.ui.charts.look import ChartLook

_WIDEST = 250
_EDGE = 10


@dataclass(frozen=True, slots=True)
class Readout:
    """Words beside a place; `ringed` draws a ring round it. The words' first part is set bold."""

    at: QPointF
    text: str
    ringed: bool = True


class Overlay(QWidget):
    """Painted above the plot and blind to the mouse."""

    def __init__(self, parent: QWidget, look: ChartLook) -> None:
        super().__init__(parent)
        self._look = look
        self.readout: Readout | None = None
        self.last_label: tuple[QPointF, str] | None = None
        self.stretch: QRectF | None = None
        self.message = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.message:
            painter.setFont(self._look.font(14))
            painter.setPen(QColor(self._look.muted))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.message)
        if self.last_label is not None:
            self._paint_last(painter, *self.last_label)
        if self.stretch is not None:
            colour = QColor(self._look.accent)
            painter.setPen(QPen(colour, 1))
            colour.setAlpha(40)
            painter.setBrush(colour)
            painter.drawRect(self.stretch)
        if self.readout is not None:
            self._paint_readout(painter, self.readout)

    def _paint_last(self, painter: QPainter, at: QPointF, text: str) -> None:
        font = self._look.font(bold=True)
        metrics = QFontMetricsF(font)
        area = QRectF(
            at.x() + self._look.px(9),
            at.y() - metrics.height() / 2,
            metrics.horizontalAdvance(text) + 6,
            metrics.height(),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.surface))
        painter.drawRect(area)
        painter.setFont(font)
        painter.setPen(QColor(self._look.text))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_readout(self, painter: QPainter, readout: Readout) -> None:
        look = self._look
        if readout.ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), look.px(2.5)))
            painter.drawEllipse(readout.at, look.px(9), look.px(9))
        head, _, rest = readout.text.partition(": ")
        head, rest = (head, rest) if rest else ("", readout.text)
        bold, plain = look.font(12, bold=True), look.font(12)
        width = min(look.px(_WIDEST), self.width() - 4 * _EDGE)
        room = QRectF(0, 0, width, 2000)
        flags = int(Qt.TextFlag.TextWordWrap)
        head_area = QFontMetricsF(bold).boundingRect(room, flags, head) if head else QRectF()
        rest_area = QFontMetricsF(plain).boundingRect(room, flags, rest)
        size = QSizeF(
            max(head_area.width(), rest_area.width()) + 2 * _EDGE,
            head_area.height() + rest_area.height() + 1.6 * _EDGE,
        )
        bubble = self._beside(readout.at, size)
        painter.setPen(QPen(QColor(look.axis), 1))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(bubble, 5, 5)
        inner = bubble.adjusted(_EDGE, 0.8 * _EDGE, 0, 0)
        painter.setPen(QColor(look.text))
        if head:
            painter.setFont(bold)
            painter.drawText(QRectF(inner.topLeft(), QSizeF(width, 2000)), flags, head)
        inner.adjust(0, head_area.height(), 0, 0)
        painter.setFont(plain)
        painter.drawText(QRectF(inner.topLeft(), QSizeF(width, 2000)), flags, rest)

    def _beside(self, at: QPointF, size: QSizeF) -> QRectF:
        """Right of the place where there is room, else left; always within the widget."""
        gap = self._look.px(16)
        left = at.x() + gap
        if left + size.width() > self.width() - 4:
            left = at.x() - gap - size.width()
        left = min(max(left, 4.0), max(4.0, self.width() - 4 - size.width()))
        top = min(max(at.y() - size.height() - gap / 2, 4.0), self.height() - 4 - size.height())
        return QRectF(QPointF(left, max(top, 4.0)), size)
