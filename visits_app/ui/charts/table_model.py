"""A chart's figures as a table: the same facts one key away."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QTableView

from visits_app.domain.charts import ChartTable

Index = QModelIndex | QPersistentModelIndex


def set_up_table(table: QTableView, name: str) -> None:
    """Make a table to read: whole rows, no grid, no row numbers, every part named."""
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.verticalHeader().setAccessibleName("Rows")
    header = table.horizontalHeader()
    header.setAccessibleName("Columns")
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    corner = table.findChild(QAbstractButton)
    if corner is not None:
        corner.setAccessibleName("Corner of the table")


class ChartTableModel(QAbstractTableModel):
    """The rows of a `ChartTable`, as they are."""

    def __init__(self) -> None:
        super().__init__()
        self._table = ChartTable((), ())

    def show_table(self, table: ChartTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or role not in shown:
            return None
        words = self._table.rows[index.row()][index.column()]
        # a tooltip that might be taken for markup is left out rather than risked
        return None if role == Qt.ItemDataRole.ToolTipRole and "<" in words else words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._table.columns[section] if section < len(self._table.columns) else None
