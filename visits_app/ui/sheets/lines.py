"""The lines of a sheet that came back as an item model, and their verdicts painted as chips."""

from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visits_app.presenters.sheets import NOT_CHOSEN, LineRow
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
TAKE, PLACE, REFERENCE, VERDICT, TOLD = range(5)
_BOX = 18
CHIP = Qt.ItemDataRole.UserRole
"""Word, tone and icon of a line's chip."""


class LinesModel(QAbstractTableModel):
    """One row a line; those that can be taken have a tick, set at first."""

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[LineRow, ...] = ()
        self._rows: tuple[LineRow, ...] = ()
        self._left: set[str] = set()
        """The keys of lines that could be taken and are not to be; each stands once."""
        self._titles: tuple[str, ...] = ("Take", "Line", "Reference", "Verdict", "What it says")

    def show_lines(self, rows: tuple[LineRow, ...], key_title: str) -> None:
        """Show the lines of another file, all that can be taken ticked."""
        self.beginResetModel()
        self._all = self._rows = rows
        self._left = set()
        self._titles = ("Take", "Line", key_title, "Verdict", "What it says")
        self.endResetModel()
        self.chosen_changed.emit()

    def narrow(self, *, refused_only: bool) -> None:
        """Show only the lines that cannot be taken, or all."""
        self.beginResetModel()
        self._rows = tuple(row for row in self._all if row.refused or not refused_only)
        self.endResetModel()

    @property
    def chosen(self) -> frozenset[str]:
        """The keys of the lines to be taken, shown or not."""
        return frozenset(row.key for row in self._all if row.can_take and row.key not in self._left)

    def row(self, index: Index) -> LineRow | None:
        """Return the line of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def toggle(self, index: Index) -> None:
        """Take a line that was not to be taken, or leave it."""
        row = self.row(index)
        if row is not None and row.can_take:
            self._left ^= {row.key}
            number = index.row()
            self.dataChanged.emit(self.index(number, TAKE), self.index(number, VERDICT))
            self.chosen_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if section < len(self._titles) else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self.row(index)
        if row is not None and row.can_take and index.column() == TAKE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        if row is None or role != Qt.ItemDataRole.CheckStateRole or not row.can_take:
            return False
        self.toggle(index)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        word, tone, icon = self._chip(row)
        column = index.column()
        cells = ("", row.place, row.reference, word, row.told)
        if role == Qt.ItemDataRole.CheckStateRole and column == TAKE and row.can_take:
            on = row.key not in self._left
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[column]
        if role == CHIP and column == VERDICT:
            return word, tone, icon
        if role == Qt.ItemDataRole.ToolTipRole and column in {REFERENCE, TOLD}:
            # a tooltip takes what looks like markup for markup, so nothing may look like it
            return f"<qt>{escape(cells[column])}</qt>" if cells[column] else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column == TAKE:
                return f"Line {row.place}, {row.reference}: {word}. {row.told}".strip()
            return f"{self._titles[column]}: {cells[column]}"
        return None

    def _chip(self, row: LineRow) -> tuple[str, str, str]:
        if row.can_take and row.key in self._left:
            return NOT_CHOSEN
        return row.word, row.tone, row.icon


class TickDelegate(QStyledItemDelegate):
    """Paints a tick box as large as the text; a click anywhere in its cell turns it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _paint_plain(self, painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        on = Qt.CheckState(state) is Qt.CheckState.Checked
        side = theme().px(_BOX)
        area: QRect = option.rect  # type: ignore[attr-defined]
        box = QRectF(
            area.left() + theme().px(8), area.top() + (area.height() - side) / 2, side, side
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("accent" if on else "field_line"), theme().px(2)))
        painter.setBrush(theme().color("accent" if on else "surface"))
        painter.drawRoundedRect(box, theme().px(3), theme().px(3))
        if on:
            inner = theme().px(12)
            place = box.center() - QPointF(inner / 2, inner / 2)
            painter.drawPixmap(place.toPoint(), pixmap("tick", "on_accent", 12))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(model, LinesModel):
            model.toggle(index)
            return True
        return False


class ChipDelegate(QStyledItemDelegate):
    """Paints a verdict as a chip over the row's own background."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _paint_plain(self, painter, option, index)
        chip = index.data(CHIP)
        if chip is None:
            return
        word, tone, icon = chip
        size = chip_size(word, icon)
        area: QRect = option.rect  # type: ignore[attr-defined]
        top = area.top() + (area.height() - size.height()) / 2
        paint_chip(
            painter,
            QRectF(area.left() + theme().px(6), top, size.width(), size.height()),
            word,
            tone,
            icon,
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        chip = index.data(CHIP)
        if chip is None:
            return super().sizeHint(option, index)
        return chip_size(chip[0], chip[2]) + QSize(theme().px(14), theme().px(6))


def _paint_plain(
    delegate: QStyledItemDelegate, painter: QPainter, option: QStyleOptionViewItem, index: Index
) -> None:
    """Paint what is behind a cell: the row's background and whether it is chosen."""
    plain = QStyleOptionViewItem(option)
    delegate.initStyleOption(plain, index)
    plain.text = ""  # type: ignore[attr-defined]
    plain.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator  # type: ignore[attr-defined]
    widget = plain.widget  # type: ignore[attr-defined]
    style = widget.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)
