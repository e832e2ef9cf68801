"""A list with a tick before each line; its lines may be put in another order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from visits_app.ui.theme import theme

_ID = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """Space ticks; where `movable`, Alt+Up and Alt+Down and the mouse move a line."""

    changed = Signal()

    def __init__(self, name: str, lines_shown: int, *, movable: bool = False) -> None:
        super().__init__()
        self._movable = movable
        self.setAccessibleName(name)
        if movable:
            self.setAccessibleDescription("Space ticks, Alt+Up and Alt+Down move a line.")
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(theme().px(34) * lines_shown)
        self.itemChanged.connect(self._tell)
        self.model().rowsMoved.connect(self._tell)

    def fill(self, lines: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Show lines (id and words); those ticked come first in their order where movable."""
        names = dict(lines)
        order = [id for id, _ in lines]
        if self._movable:
            first = [id for id in ticked if id in names]
            order = [*first, *(id for id in order if id not in first)]
        self.blockSignals(True)
        self.clear()
        for id in order:
            item = QListWidgetItem(names[id])
            item.setData(_ID, id)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
            state = Qt.CheckState.Checked if id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.addItem(item)
        self.blockSignals(False)
        if self.count():
            self.setCurrentRow(0)

    def ticked(self) -> tuple[str, ...]:
        """Return the ids that are ticked, in the order shown."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)

    def shift(self, places: int) -> None:
        """Move the current line up or down."""
        row = self.currentRow()
        to = max(0, min(self.count() - 1, row + places))
        if row >= 0 and to != row:
            item = self.takeItem(row)
            self.insertItem(to, item)
            self.setCurrentRow(to)
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self._movable and alt and event.key() in steps:
            self.shift(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self, *_what: object) -> None:
        self.changed.emit()
