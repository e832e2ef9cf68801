"""The first rows of a spreadsheet as the file has them, tinted and labelled by what is read."""

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from visits_app.presenters.import_states import GridState
from visits_app.ui.charts.table_model import set_up_table
from visits_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_TINTS = {"period": "warning_soft", "indicator": "accent_soft", "more": "raised"}
_VALUE_STRENGTH = 46
_NARROW, _WIDE, _WIDEST = 72, 110, 260


class GridModel(QAbstractTableModel):
    """A preview; no cell can be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._state = GridState()

    @property
    def state(self) -> GridState:
        """What is shown."""
        return self._state

    def show_state(self, state: GridState) -> None:
        """Show another preview, or the same cells read in another way."""
        same = len(state.rows) == len(self._state.rows) and len(state.columns) == len(
            self._state.columns
        )
        if not same:
            self.beginResetModel()
            self._state = state
            self.endResetModel()
            return
        self._state = state
        if state.rows and state.columns:
            last = self.index(len(state.rows) - 1, len(state.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(state.columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(state.rows) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._state.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._state.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if section >= (len(self._state.columns) if across else len(self._state.rows)):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if across:
                column = self._state.columns[section]
                return f"{column.letter}\n{column.role}"
            row = self._state.rows[section]
            return f"{row.number} {row.label}" if row.label else row.number
        if role == Qt.ItemDataRole.BackgroundRole and across:
            return tint(self._state.columns[section].tint)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._state.rows[index.row()]
        words = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.BackgroundRole:
            if row.kind == "headings":
                return theme().color("selection")
            return tint(self._state.columns[index.column()].tint) if row.kind else None
        if role == Qt.ItemDataRole.ForegroundRole and not row.kind:
            return theme().color("muted")
        if role == Qt.ItemDataRole.FontRole and row.kind == "headings":
            return theme().font(bold=True)
        if role == Qt.ItemDataRole.ToolTipRole and words:
            return f"<qt>{escape(words)}</qt>"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self._state.columns[index.column()]
            what = " ".join(part for part in (row.label, column.role) if part)
            return f"{column.letter}{row.number}{f', {what}' if what else ''}: {words or 'empty'}"
        return None


class TintDelegate(QStyledItemDelegate):
    """Paints the tint of a cell itself: under a stylesheet Qt leaves it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colour = index.data(Qt.ItemDataRole.BackgroundRole)
        if colour is not None:
            painter.fillRect(option.rect, colour)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class PreviewTable(QTableView):
    """The preview as a grid with column letters and row numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = GridModel()
        self.setModel(self.grid)
        set_up_table(self, "The first rows of the sheet")
        self.setItemDelegate(TintDelegate(self))
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.show()
        rows.setDefaultSectionSize(theme().px(28))
        rows.setMinimumSectionSize(theme().px(28))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_state(self, state: GridState) -> None:
        """Show another preview; columns keep their widths while the cells are the same."""
        fresh = [row.cells for row in state.rows] != [row.cells for row in self.grid.state.rows]
        self.grid.show_state(state)
        if fresh:
            self._measure(state)

    def _measure(self, state: GridState) -> None:
        metrics = self.fontMetrics()
        for column in range(len(state.columns)):
            longest = max((row.cells[column] for row in state.rows), key=len, default="")
            wanted = metrics.horizontalAdvance(longest[:60]) + theme().px(24)
            low = theme().px(_WIDE if state.columns[column].role else _NARROW)
            self.setColumnWidth(column, max(low, min(wanted, theme().px(_WIDEST))))


def tint(name: str) -> QColor | None:
    """Return the colour under a column that is read, None for one that is not."""
    if name == "value":
        colour = theme().color("visit")
        colour.setAlpha(_VALUE_STRENGTH)
        return colour
    return theme().color(_TINTS[name]) if name in _TINTS else None
