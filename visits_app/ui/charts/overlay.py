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
        self.avoid: tuple[QPointF, ...] = ()
        self.plot_top = 4.0
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
            self._paint_message(painter)
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

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(14))
        metrics = QFontMetricsF(painter.font())
        area = metrics.boundingRect(
            QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), self.message
        )
        painter.fillRect(area.adjusted(-8, -4, 8, 4), QColor(self._look.surface))
        painter.setPen(QColor(self._look.muted))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.message)

    def _paint_last(self, painter: QPainter, at: QPointF, text: str) -> None:
        font = self._look.font(bold=True)
        metrics = self._look.metrics(bold=True)
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
        head_area = (
            look.metrics(12, bold=True).boundingRect(room, flags, head) if head else QRectF()
        )
        rest_area = look.metrics(12).boundingRect(room, flags, rest)
        size = QSizeF(
            max(head_area.width(), rest_area.width()) + 2 * _EDGE,
            head_area.height() + rest_area.height() + 1.6 * _EDGE,
        )
        bubble = self._beside(readout.at, size, self.plot_top if readout.ringed else 4.0)
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

    def _beside(self, at: QPointF, size: QSizeF, highest: float) -> QRectF:
        """Beside the place, within the widget, over as few points as can be."""
        gap = self._look.px(16)
        across = (at.x() - size.width() / 2, at.x() + gap, at.x() - gap - size.width())
        down = (at.y() - gap - size.height(), at.y() + gap)
        best, fewest = QRectF(QPointF(across[1], down[0]), size), 10_000
        for top in down:
            for left in across:
                area = self._inside(QRectF(QPointF(left, top), size), highest)
                covered = sum(area.adjusted(-8, -8, 8, 8).contains(p) for p in self.avoid)
                covered += 5 * area.adjusted(-8, -8, 8, 8).contains(at)
                if covered < fewest:
                    best, fewest = area, covered
        return best

    def _inside(self, area: QRectF, highest: float) -> QRectF:
        left = min(area.left(), self.width() - 4 - area.width())
        top = min(area.top(), self.height() - 4 - area.height())
        return QRectF(QPointF(max(left, 4.0), max(top, highest)), area.size())
