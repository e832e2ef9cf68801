"""A row that wraps onto the next line where the window is narrow or the text large."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from visits_app.ui.widgets.wrapping import WrappingLayout


class FlowLayout(WrappingLayout):
    """Lays its items from left to right and wraps; as high as it needs to be."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setSpacing(spacing)

    def place(self, rect: QRect, *, move: bool) -> int:
        """Go on in the next line where the next item does not fit."""
        x, y, row = rect.x(), rect.y(), 0
        for item in self.shown():
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            row = max(row, hint.height())
        return y + row - rect.y()
