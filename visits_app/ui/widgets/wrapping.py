"""What layouts that wrap have in common: they keep their items and ask for height by width."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import isValid


class WrappingLayout(QLayout):
    """Subclasses say in `place` where each item on show goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def place(self, rect: QRect, *, move: bool) -> int:
        """Put the items into `rect` if `move`, and return the height they need at its width."""
        raise NotImplementedError

    def shown(self) -> list[QLayoutItem]:
        """Return the items on show, in order."""
        # while the widget around it is being destroyed Qt still asks, and the items are gone
        return [item for item in self._items if isValid(item) and not _hidden(item.widget())]

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self.place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self.shown():
            size = size.expandedTo(item.minimumSize())
        return size


def _hidden(widget: QWidget | None) -> bool:
    # a new widget is hidden until its parent is shown: only an explicit hide counts
    return (
        widget is not None
        and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        and widget.isHidden()
    )
