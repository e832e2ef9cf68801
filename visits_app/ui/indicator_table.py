"""The overview of indicators as an item model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from visits_app.presenters.indicator_rows import IndicatorRow

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
NAME, LATEST, TARGET, VARIATION, ASSURANCE, TREND, WHEN = range(7)
HEADINGS = ("Indicator", "Latest", "Target", "Variation", "Assurance", "Over time", "Data to")
_NARROW_HEADINGS = {LATEST: "Latest, target", VARIATION: "Variation, assurance"}
_EXPLAINED = {
    VARIATION: "Whether the latest figure stands out from what is usual for this measure",
    ASSURANCE: "Whether the target can be expected to be reached, going by what is usual",
    WHEN: "The newest figure, and whether the next one should have come",
}


class IndicatorTableModel(QAbstractTableModel):
    """One row an indicator; the first cell tells a screen reader the whole row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[IndicatorRow, ...] = ()
        self._narrow = False

    def show_narrow(self, narrow: bool) -> None:
        """Name the columns as they are where two facts share a cell."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADINGS) - 1)

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
            return self._words(row, column, spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and column == NAME:
            return row.why
        if role == Qt.ItemDataRole.ToolTipRole:
            return {VARIATION: row.why, ASSURANCE: row.why, WHEN: row.late}.get(column) or None
        return None

    def _words(self, row: IndicatorRow, column: int, *, spoken: bool) -> str:
        return {
            NAME: row.name,
            LATEST: row.latest,
            TARGET: row.target,
            VARIATION: row.variation,
            ASSURANCE: row.assurance,
            WHEN: f"{row.when}, late" if spoken and row.late else row.when,
        }.get(column, "Sparkline" if spoken else "")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _EXPLAINED.get(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        shared = _NARROW_HEADINGS.get(section) if self._narrow else None
        return shared or HEADINGS[section]
