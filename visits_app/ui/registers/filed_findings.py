"""Findings to be filed, as a list of which several can be chosen."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from visits_app.presenters.theme_register import FiledFinding

Index = QModelIndex | QPersistentModelIndex


class FiledFindingModel(QAbstractListModel):
    """Each item in two lines: what, when, where and under which theme; then its words."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[FiledFinding, ...] = ()

    def show_findings(self, findings: tuple[FiledFinding, ...]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def finding(self, index: Index) -> FiledFinding:
        """Return the finding of a row."""
        return self._findings[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{one.head} · under {one.theme}\n{' '.join(one.text.split())}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.head}, counted under {one.theme}. {one.text}"
        return None
