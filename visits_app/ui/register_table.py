"""One register as an item model, and rows as high as their words need."""

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from visits_app.presenters.register_states import RegisterEntry, RegisterState
from visits_app.ui.theme import SPACE_M, theme

Index = QModelIndex | QPersistentModelIndex


class RegisterTableModel(QAbstractTableModel):
    """One register; a retired entry says so and is shown muted."""

    def __init__(self) -> None:
        super().__init__()
        self._state = RegisterState("", "", (), (), ())

    def show_state(self, state: RegisterState) -> None:
        """Show another register."""
        self.beginResetModel()
        self._state = state
        self.endResetModel()

    def entry(self, index: Index) -> RegisterEntry | None:
        """Return the entry of a row."""
        return self._state.entries[index.row()] if index.isValid() else None

    def ids(self) -> list[str]:
        """Return the ids of the rows in their order."""
        return [entry.id for entry in self._state.entries]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._state.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._state.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._state.columns[section] if section < len(self._state.columns) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            text = entry.cells[index.column()]
            mark = entry.shown_mark if index.column() == 0 else ""
            return f"{text} ({mark})" if mark else text
        if role == Qt.ItemDataRole.ToolTipRole:
            # a tooltip takes what looks like markup for markup, so nothing may look like it
            return f"<qt>{escape(entry.cells[index.column()])}</qt>"
        if role == Qt.ItemDataRole.ForegroundRole and entry.shown_mark:
            return theme().color("muted")
        return None


class RoomyDelegate(QStyledItemDelegate):
    """Asks for the height that the words need inside the padding Qt leaves out of account."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrower = QStyleOptionViewItem(option)
        area: QRect = option.rect  # type: ignore[attr-defined]
        narrower.rect = area.adjusted(0, 0, -2 * theme().px(SPACE_M), 0)  # type: ignore[attr-defined]
        return super().sizeHint(narrower, index)
