"""A row that wraps onto the next line where the window is narrow or the text large."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from visits_app.ui.widgets.wrapping import WrappingLayout


class FlowLayout(WrappingLayout):
    """Lays its items from left to right and wraps; as high as it needs to be.

    Items of unlike height stand at the top of their line, or in its middle where `centred`.
    """

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, centred: bool = False
    ) -> None:
        super().__init__(parent)
        self.setSpacing(spacing)
        self._centred = centred

    def place(self, rect: QRect, *, move: bool) -> int:
        """Go on in the next line where the next item does not fit."""
        y = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            y += self.spacing() if number else 0
            height = max(hint.height() for _, hint in line)
            x = rect.x()
            for item, hint in line:
                down = (height - hint.height()) // 2 if self._centred else 0
                if move:
                    item.setGeometry(QRect(QPoint(x, y + down), hint))
                x += hint.width() + self.spacing()
            y += height
        return y - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Share the items out: each line takes what fits, and one item at least."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item in self.shown():
            hint = item.sizeHint()
            if not lines or taken + hint.width() > width:
                lines.append([])
                taken = 0
            lines[-1].append((item, hint))
            taken += hint.width() + self.spacing()
        return lines
