"""Lays options in one row where they fit, else in even columns, filled downwards."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem

from visits_app.ui.widgets.wrapping import WrappingLayout

_WRAPPED = 0.8
_LONG_LIST = 6


class OptionGrid(WrappingLayout):
    """As high as its width needs; a lone column where the text is large."""

    def __init__(self, gap: int, row_gap: int = 0) -> None:
        super().__init__()
        self._gap, self._row_gap = gap, row_gap

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self.shown()]
        height = max((item.sizeHint().height() for item in self.shown()), default=0)
        return QSize(sum(widths) + self._gap * max(0, len(widths) - 1), height)

    def place(self, rect: QRect, *, move: bool) -> int:
        """Lay the options in one row where they fit, else in even columns."""
        items = self.shown()
        if not items:
            return 0
        widths = [item.sizeHint().width() for item in items]
        if sum(widths) + self._gap * (len(items) - 1) <= rect.width():
            return self._row(rect, items, widths, move=move)
        return self._columns(rect, items, max(widths), move=move)

    def _row(self, rect: QRect, items: list[QLayoutItem], widths: list[int], *, move: bool) -> int:
        heights = [_height(item, width) for item, width in zip(items, widths, strict=True)]
        x, height = rect.x(), max(heights)
        for item, width, needed in zip(items, widths, heights, strict=True):
            if move:
                item.setGeometry(QRect(x, rect.y() + (height - needed) // 2, width, needed))
            x += width + self._gap
        return height

    def _fit(self, width: int, widest: int, count: int) -> int:
        return max(1, min(count, (width + self._gap) // (widest + self._gap)))

    def _columns(self, rect: QRect, items: list[QLayoutItem], widest: int, *, move: bool) -> int:
        most = self._fit(rect.width(), widest, len(items))
        if most == 1 and len(items) >= _LONG_LIST:
            # one long answer may wrap rather than cost a long list its second column
            most = self._fit(rect.width(), round(_WRAPPED * widest), len(items))
        rows = -(-len(items) // most)
        columns = -(-len(items) // rows)
        width = (rect.width() - self._gap * (columns - 1)) // columns
        heights = [0] * rows
        for place, item in enumerate(items):
            heights[place % rows] = max(heights[place % rows], _height(item, width))
        if move:
            for place, item in enumerate(items):
                column, row = divmod(place, rows)
                x = rect.x() + column * (width + self._gap)
                y = rect.y() + sum(heights[:row]) + self._row_gap * row
                item.setGeometry(QRect(x, y, width, _height(item, width)))
        return sum(heights) + self._row_gap * (rows - 1)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
