"""A status chip: a shape and a word, never colour alone."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visits_app.ui.icons import pixmap
from visits_app.ui.theme import CAPTION, theme

TONES = {
    "plain": ("raised", "text"),
    "accent": ("accent_soft", "accent"),
    "good": ("good_soft", "good"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
}


class Chip(QWidget):
    """One word or two in a rounded shape with an icon; as tall as its text, never stretched."""

    def __init__(self, text: str, tone: str = "plain", icon_name: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)
        self.show_status(text, tone, icon_name)

    def show_status(self, text: str, tone: str = "plain", icon_name: str = "") -> None:
        """Change what the chip says."""
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setAccessibleName(text)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme().font(CAPTION, bold=True))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._text, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._tone, self._icon)


def chip_size(text: str, icon_name: str = "") -> QSize:
    """Return the size a chip with these words needs."""
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(theme().font(CAPTION, bold=True))
    side = theme().px(18) if icon_name else 0
    return QSize(
        metrics.horizontalAdvance(text) + side + theme().px(18), metrics.height() + theme().px(8)
    )


def paint_chip(painter: QPainter, area: QRectF, text: str, tone: str, icon_name: str = "") -> None:
    """Paint a chip into `area`; delegates of lists use this too."""
    back, front = TONES[tone]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(back))
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    left = area.left() + theme().px(9)
    if icon_name:
        side = theme().px(12)
        painter.drawPixmap(
            round(left), round(area.center().y() - side / 2), pixmap(icon_name, front, 12)
        )
        left += theme().px(18)
    painter.setPen(theme().color(front))
    painter.setFont(theme().font(CAPTION, bold=True))
    painter.drawText(
        QRectF(left, area.top(), area.right() - left, area.height()),
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
        text,
    )
    painter.restore()
