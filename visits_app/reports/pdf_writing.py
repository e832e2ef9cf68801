"""Places to write with a pen: ruled lines and tick boxes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from visits_app.reports.pdf_pieces import Whole
from visits_app.reports.pdf_style import CONCERN_EDGE, RULE
from visits_app.reports.pdf_text import TextLines


@dataclass(slots=True)
class Ruled:
    """Ruled lines to write on."""

    count: int
    short: bool = False
    before: float = 2.0
    after: float = 12.0
    keep_next: bool = False
    _SPACE = 24.0

    def height(self, width: float) -> float:  # noqa: ARG002
        """Return the height of all lines."""
        return self.count * self._SPACE

    def lead(self, width: float) -> float:  # noqa: ARG002
        """Return the height of the lines that stay together."""
        return (self.count if self.count <= 10 else 4) * self._SPACE

    def split(self, width: float, height: float) -> "tuple[Ruled, Ruled] | None":  # noqa: ARG002
        """Return the lines that fit and the rest."""
        count = int(height // self._SPACE)
        if count < 2 or self.count - count < 2:
            return None
        return Ruled(count, after=0), Ruled(self.count - count, after=self.after)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        canvas.setLineWidth(0.6)
        canvas.setStrokeColorRGB(*RULE)
        for number in range(self.count):
            y = top - (number + 1) * self._SPACE + 3
            canvas.line(x, y, x + (min(width, 150.0) if self.short else width), y)


class Boxes(Whole):
    """Tick boxes one after another, each starting at one of a few columns."""

    before, after = 2.0, 12.0
    _BOX, _ROW_GAP, _COLUMN_GAP = 11.0, 6.0, 14.0
    _COLUMNS = 12

    def __init__(self, labels: tuple[TextLines, ...], write_in: bool = False) -> None:
        self._labels, self._write_in = labels, write_in
        self._text = 50.0 if write_in else 19.0

    def _places(self, width: float) -> Iterator[tuple[TextLines, float, float, float]]:
        """Give each label with its column's left edge, its top and its height, from 0 down."""
        unit = width / self._COLUMNS
        left = top = row_height = 0.0
        for label in self._labels:
            height = label.height(width - self._text)
            wide = self._text + label.line_width() + self._COLUMN_GAP
            columns = min(self._COLUMNS, math.ceil(wide / unit))
            if left and left + columns * unit > width + unit / 2:
                left, top, row_height = 0.0, top + row_height, 0.0
            row_height = max(row_height, height + self._ROW_GAP + (6 if self._write_in else 0))
            yield label, left, top, row_height
            left += columns * unit

    def height(self, width: float) -> float:
        """Return the height of all rows."""
        return max((top + height for _, _, top, height in self._places(width)), default=0.0)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the boxes, or the lines in their place, and the labels."""
        canvas.saveState()
        canvas.setStrokeColorRGB(*CONCERN_EDGE)
        canvas.setLineWidth(0.6 if self._write_in else 0.9)
        for label, right, down, _ in self._places(width):
            left, head = x + right, top - down
            if self._write_in:
                canvas.line(left, head - 14, left + self._text - 8, head - 14)
            else:
                canvas.rect(left + 0.5, head - 13.2, self._BOX, self._BOX, stroke=1, fill=0)
            label.draw(canvas, left + self._text, head, width - self._text)
        canvas.restoreState()
