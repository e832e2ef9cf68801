"""The overview of indicators as an item model, and the cell that draws its sparkline."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from visits_app.presenters.indicators import IndicatorRow
from visits_app.ui.charts.sparkline import paint_sparkline
from visits_app.ui.theme import BODY, CAPTION, theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
NAME, LATEST, TARGET, TREND, WHEN = range(5)
HEADINGS = ("Indicator", "Latest", "Target", "Over time", "Data to")
_CHIP = "Illustration"
_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class IndicatorTableModel(QAbstractTableModel):
    """One row an indicator; the first cell tells a screen reader the whole row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[IndicatorRow, ...] = ()

    def show_rows(self, rows: tuple[IndicatorRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def find(self, indicator_id: str) -> QModelIndex:
        """Return the row of an indicator, or an invalid index."""
        for place, row in enumerate(self._rows):
            if row.indicator_id == indicator_id:
                return self.index(place, NAME)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return row.sentence
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            shown = {NAME: row.name, LATEST: row.latest, TARGET: row.target, WHEN: row.when}
            return shown.get(column, "" if role == Qt.ItemDataRole.DisplayRole else "Sparkline")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return HEADINGS[section]


class IndicatorDelegate(QStyledItemDelegate):
    """Draws every cell of a row as one band: words wrap, the sparkline is painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered_row = -1

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
        if index.column() == NAME:
            self._name(painter, inner, row)
        elif index.column() == TREND:
            self._trend(painter, inner, row)
        else:
            words = str(index.data())
            bold = index.column() == LATEST
            size = CAPTION if bold and len(words) > 24 else BODY
            font = theme().font(size, bold=bold and size == BODY)
            role = "text" if index.column() != WHEN else "muted"
            self._words(painter, inner, words, font, role)
        painter.restore()

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
        self._words(painter, place, name, bold, "text", lines=2)
        line = QRectF(area.left(), place.bottom() + theme().px(1), area.width(), below)
        if row.illustration:
            chip = chip_size(_CHIP, "example")
            # as high as the line, so that the row keeps its rhythm
            chip_area = QRectF(line.left(), line.top(), chip.width(), line.height())
            paint_chip(painter, chip_area, _CHIP, "warning", "example")
            line.adjust(chip.width() + theme().px(8), 0, 0, 0)
        self._words(painter, line, row.area, small, "muted", lines=1)

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

    def _words(
        self, painter: QPainter, area: QRectF, text: str, font: Any, role: str, lines: int = 3
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


def row_height() -> int:
    """Return the height of a row: two lines of words, one small line, and air."""
    words = QFontMetrics(theme().font(BODY, bold=True)).lineSpacing()
    small = QFontMetrics(theme().font(CAPTION)).height()
    return 2 * words + small + theme().px(16)
