"""Places to write with a pen: ruled lines and tick boxes."""

from dataclasses import dataclass
from typing import Any

from visits_app.reports.pdf_pieces import Whole
from visits_app.reports.pdf_style import CONCERN_EDGE, RULE
from visits_app.reports.pdf_text import TextLines


@dataclass(slots=True)
class Ruled:
    """Ruled lines to write on."""

    count: int
    before: float = 2.0
    after: float = 12.0
    keep_next: bool = False
    _SPACE = 27.0

    def height(self, width: float) -> float:  # noqa: ARG002
        """Return the height of all lines."""
        return self.count * self._SPACE

    def lead(self, width: float) -> float:  # noqa: ARG002
        """Return the height of the lines that stay together."""
        return min(self.count, 3) * self._SPACE

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
            canvas.line(x, y, x + width, y)


class Boxes(Whole):
    """Tick boxes in as many columns as the longest label allows."""

    _BOX, _TEXT, _ROW_GAP, _WRITE = 11.0, 19.0, 6.0, 70.0
    before, after = 2.0, 12.0

    def __init__(self, labels: tuple[TextLines, ...], write_in: bool = False) -> None:
        self._labels, self._write_in = labels, write_in

    def _columns(self, width: float) -> tuple[int, float]:
        for columns in (4, 3, 2):
            column = width / columns
            inside = column - self._TEXT - 10 - (self._WRITE if self._write_in else 0)
            if len(self._labels) >= columns and all(
                label.height(inside) <= label.style.leading for label in self._labels
            ):
                return columns, column
        return 1, width

    def _rows(self, width: float) -> list[tuple[tuple[TextLines, ...], float]]:
        columns, column = self._columns(width)
        inside = column - self._TEXT - (10 if columns > 1 else 0)
        inside -= self._WRITE if self._write_in else 0
        rows = []
        for start in range(0, len(self._labels), columns):
            labels = self._labels[start : start + columns]
            rows.append((labels, max(label.height(inside) for label in labels) + self._ROW_GAP))
        return rows

    def height(self, width: float) -> float:
        """Return the height of all rows."""
        return sum(height for _, height in self._rows(width))

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the boxes and their labels."""
        columns, column = self._columns(width)
        canvas.saveState()
        canvas.setStrokeColorRGB(*CONCERN_EDGE)
        canvas.setLineWidth(0.9)
        for labels, height in self._rows(width):
            for place, label in enumerate(labels):
                left = x + place * column
                canvas.rect(left + 0.5, top - 13.2, self._BOX, self._BOX, stroke=1, fill=0)
                inside = column - self._TEXT - (self._WRITE if self._write_in else 0)
                label.draw(canvas, left + self._TEXT, top, inside)
                if self._write_in:
                    end = left + column - (18 if columns > 1 else 0)
                    start = end - self._WRITE + 6
                    canvas.line(start, top - 13.2, end, top - 13.2)
            top -= height
        canvas.restoreState()
