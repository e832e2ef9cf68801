"""Draws the rows of the overview of indicators: words, icons, a sparkline, one band a row."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from visits_app.presenters.indicator_rows import IndicatorRow
from visits_app.ui.charts.sparkline import paint_sparkline
from visits_app.ui.icons import pixmap
from visits_app.ui.indicator_table import (
    ASSURANCE,
    LATEST,
    NAME,
    ROW,
    TARGET,
    TREND,
    VARIATION,
    WHEN,
    Index,
)
from visits_app.ui.theme import BODY, CAPTION, theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_LONG_FIGURE = 24
"""Characters from which words in place of a figure are set small."""


class IndicatorDelegate(QStyledItemDelegate):
    """Draws every cell of a row as one band; where it is `narrow`, two facts share a cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(80), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: IndicatorRow = index.data(ROW)
        area: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if chosen or index.row() == self.hovered_row:
            painter.fillRect(area, theme().color("selection" if chosen else "raised"))
        if chosen and index.column() == NAME:
            bar = QRect(area.left(), area.top(), theme().px(4), area.height())
            painter.fillRect(bar, theme().color("accent"))
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        edge = theme().px(10 if index.column() == NAME else 8)
        inner = QRectF(area.adjusted(edge, theme().px(6), -theme().px(8), -theme().px(6)))
        self._cell(painter, inner, row, index.column())
        painter.restore()

    def _cell(self, painter: QPainter, area: QRectF, row: IndicatorRow, column: int) -> None:
        if column == NAME:
            self._name(painter, area, row)
        elif column == LATEST:
            self._latest(painter, area, row)
        elif column == TARGET:
            _words(painter, area, row.target, theme().font(BODY), "text")
        elif column == VARIATION:
            self._judged(painter, area, row)
        elif column == ASSURANCE:
            _sign(painter, area, row.assurance, row.assurance_icon, row.assurance_tone)
        elif column == TREND:
            self._trend(painter, area, row)
        elif column == WHEN:
            self._when(painter, area, row)

    def _name(self, painter: QPainter, area: QRectF, row: IndicatorRow) -> None:
        bold, small = theme().font(BODY, bold=True), theme().font(CAPTION)
        below = QFontMetrics(small).height()
        room = area.adjusted(0, 0, 0, -below - theme().px(2))
        name = _fitted(row.name, QFontMetrics(bold), room, _WRAP)
        needed = QFontMetrics(bold).boundingRect(
            QRect(0, 0, int(room.width()), 100_000), _WRAP, name
        )
        # name and area stay together, in the middle of the row
        top = room.top() + max(0.0, (room.height() - needed.height()) / 2)
        place = QRectF(room.left(), top, room.width(), needed.height() + 1)
        _words(painter, place, name, bold, "muted" if row.retired else "text", lines=2)
        line = QRectF(area.left(), place.bottom() + theme().px(1), area.width(), below)
        for text, icon_name, wanted in (
            ("Illustration", "example", row.illustration),
            ("Retired", "history", row.retired),
        ):
            if wanted:
                chip = chip_size(text, icon_name)
                # as high as the line, so that the row keeps its rhythm
                chip_area = QRectF(line.left(), line.top(), chip.width(), line.height())
                paint_chip(painter, chip_area, text, "warning", icon_name)
                line.adjust(chip.width() + theme().px(8), 0, 0, 0)
        told = " · ".join(part for part in (row.better, row.area) if part)
        _words(painter, line, told, small, "muted", lines=1)

    def _latest(self, painter: QPainter, area: QRectF, row: IndicatorRow) -> None:
        small = len(row.latest) > _LONG_FIGURE
        font = theme().font(CAPTION) if small else theme().font(BODY, bold=True)
        if not (self.narrow and row.target):
            _words(painter, area, row.latest, font, "text")
            return
        font = _fitting(row.latest, font, area.width())
        upper, lower = _parts(area, QFontMetrics(font).lineSpacing())
        _words(painter, upper, row.latest, font, "text", lines=1)
        _words(painter, lower, f"Target {_lower(row.target)}", theme().font(CAPTION), "muted")

    def _judged(self, painter: QPainter, area: QRectF, row: IndicatorRow) -> None:
        varied = (row.variation, row.variation_icon, row.variation_tone)
        if not (self.narrow and row.assurance):
            _sign(painter, area, *varied)
            return
        upper, lower = _parts(area)
        _sign(painter, upper, *varied)
        _sign(painter, lower, row.assurance, row.assurance_icon, row.assurance_tone)

    def _when(self, painter: QPainter, area: QRectF, row: IndicatorRow) -> None:
        if not row.late:
            _words(painter, area, row.when, theme().font(BODY), "muted")
            return
        upper, lower = _parts(area)
        font = theme().font(CAPTION if self.narrow else BODY)
        _words(painter, upper, row.when, font, "muted", lines=1)
        _sign(painter, lower, "Late", "warning", "warning")

    def _trend(self, painter: QPainter, area: QRectF, row: IndicatorRow) -> None:
        if len(row.values) < 2:
            return  # one figure is no way anywhere
        high = min(area.height(), theme().px(34))
        strip = QRectF(area.left(), area.center().y() - high / 2, area.width(), high)
        paint_sparkline(
            painter,
            strip,
            row.values,
            line=theme().color("field_line"),
            end=theme().color("accent"),
            dashed=row.illustration,
            width=1.6 * (0.6 + 0.4 * theme().zoom / 100),
        )


def row_height() -> int:
    """Return the height of a row: two lines of words, one small line, and air."""
    words = QFontMetrics(theme().font(BODY, bold=True)).lineSpacing()
    small = QFontMetrics(theme().font(CAPTION)).height()
    return 2 * words + small + theme().px(16)


def _sign(painter: QPainter, area: QRectF, text: str, icon_name: str, role: str) -> None:
    """Draw an icon and its word; what stands out is bold, what has no icon small and muted."""
    if not text:
        return
    left = area.left()
    loud = role in {"warning", "good"}
    if icon_name:
        side = theme().px(16)
        top = round(area.center().y() - side / 2)
        painter.drawPixmap(round(left), top, pixmap(icon_name, role))
        left += side + theme().px(6)
    place = QRectF(left, area.top(), area.right() - left, area.height())
    font = theme().font(BODY, bold=loud) if icon_name else theme().font(CAPTION)
    if place.height() < 2 * QFontMetrics(font).lineSpacing():
        font = _fitting(text, font, place.width())
    _words(painter, place, text, font, role if loud else "text" if icon_name else "muted")


def _words(
    painter: QPainter, area: QRectF, text: str, font: QFont, role: str, lines: int = 3
) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(theme().color(role))
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    if lines == 1:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    else:
        flags |= int(Qt.TextFlag.TextWordWrap)
        text = _fitted(text, metrics, area, flags)
    painter.drawText(area, flags, text)


def _fitting(text: str, font: QFont, width: float) -> QFont:
    """Return a smaller font of the scale where a line is too long for its place."""
    if QFontMetrics(font).horizontalAdvance(text) <= width:
        return font
    return theme().font(CAPTION, bold=font.bold())


def _fitted(text: str, metrics: QFontMetrics, area: QRectF, flags: int) -> str:
    """Take words off the end until the rest, with an ellipsis, fits the area."""
    room = area.toRect()
    kept, shown = text.split(), text
    while len(kept) > 1:
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), flags, shown)
        if needed.height() <= room.height() + 2:
            break
        kept.pop()
        shown = " ".join(kept) + "…"
    return shown


def _parts(area: QRectF, first: float = 0.0) -> tuple[QRectF, QRectF]:
    """Return a cell in two, `first` pixels and the rest, or two halves."""
    high = first or area.height() / 2
    upper = QRectF(area.left(), area.top(), area.width(), high)
    return upper, QRectF(area.left(), area.top() + high, area.width(), area.height() - high)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
