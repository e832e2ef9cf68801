"""The lines of a paper as an item model."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from visits_app.presenters.paper_states import HeadLine, Line, PartLine

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


class PartModel(QAbstractListModel):
    """Headings and parts in their order; lines that stay are not touched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines: those alike at both ends stay, what is between is replaced."""
        old, new = self.lines, list(lines)
        if [line.key for line in old] == [line.key for line in new]:
            self._change(new)
            return
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        gone, come = len(old) - end, len(new) - end
        if gone > start:
            self.beginRemoveRows(QModelIndex(), start, gone - 1)
            del self.lines[start:gone]
            self.endRemoveRows()
        if come > start:
            self.beginInsertRows(QModelIndex(), start, come - 1)
            self.lines[start:start] = new[start:come]
            self.endInsertRows()
        self._change(new)

    def write(self, key: str, cells: Sequence[str]) -> None:
        """Show other words of a part at once; the store has them in a moment."""
        row = self.row_of(key)
        line = self.lines[row] if row >= 0 else None
        if isinstance(line, PartLine) and list(line.cells) != list(cells):
            self.lines[row] = replace(line, cells=tuple(cells))
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, key: str) -> int:
        """Return where a line is, -1 where it is not."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(line)
        return None

    def _change(self, lines: list[Line]) -> None:
        for row, line in enumerate(lines):
            if self.lines[row] != line:
                self.lines[row] = line
                self.dataChanged.emit(self.index(row), self.index(row))


def spoken(line: Line) -> str:
    """Return a line as a screen reader says it."""
    if isinstance(line, HeadLine):
        return f"Section: {line.title}" + (f". {line.note}" if line.note else "")
    flags = "".join(f" ({flag.label})" for flag in line.flags)
    return f"{line.text}{flags}"


def line_at(index: Index) -> Line | None:
    """Return the line of an index."""
    line = index.data(LINE)
    return line if isinstance(line, (HeadLine, PartLine)) else None


def _alike(one: Sequence[Line], other: Sequence[Line]) -> int:
    """Count the lines two lists begin with that are of one key."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a.key != b.key:
            break
        count += 1
    return count
