"""Where things stand: dates and values to pixels, and rows for flags that would touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from visits_app.domain.axes import mark_text
from visits_app.domain.charts import EventMark, Point, VisitFlag
from visits_app.ui.charts.look import ChartLook

Mark = VisitFlag | EventMark


@dataclass(frozen=True, slots=True)
class Geometry:
    """The plot in the widget's pixels, and the dates (ordinals) and values at its edges."""

    plot: QRectF
    x: tuple[float, float]
    y: tuple[float, float]

    def px(self, day: float) -> float:
        """Return the pixel of a date's ordinal."""
        low, high = self.x
        return self.plot.left() + (day - low) / (high - low) * self.plot.width()

    def py(self, value: float) -> float:
        """Return the pixel of a value."""
        low, high = self.y
        return self.plot.bottom() - (value - low) / (high - low) * self.plot.height()

    def place(self, point: Point) -> QPointF:
        """Return the pixel of a point."""
        return QPointF(self.px(point.on.toordinal()), self.py(point.value))

    def day(self, pixel: float) -> float:
        """Return the ordinal at a pixel."""
        low, high = self.x
        return low + (pixel - self.plot.left()) / max(self.plot.width(), 1) * (high - low)

    def shows(self, day: float) -> bool:
        """Say whether a date is within the plot."""
        return self.x[0] <= day <= self.x[1]


def mark_width(mark: Mark, look: ChartLook) -> float:
    """Return how wide a flag is drawn."""
    text = look.metrics(12, bold=True).horizontalAdvance(mark_text(mark))
    return max(text + look.px(11), look.px(20))


def mark_height(look: ChartLook) -> float:
    """Return how high a flag is drawn."""
    return look.metrics(12, bold=True).height() + look.px(5)


def stack_marks(
    marks: Sequence[Mark], places: Sequence[float], widths: Sequence[float], look: ChartLook
) -> tuple[int, ...]:
    """Return a row for each mark, given in order from the left, so that none touch.

    The chart's own lanes are measured for paper; larger type on a narrow screen needs more.
    """
    ends: list[float] = []
    rows: dict[int, int] = {}
    for kind in (VisitFlag, EventMark):  # visits next to the plot, events above them
        lowest = len(ends)
        for place, (mark, middle) in enumerate(zip(marks, places, strict=True)):
            if not isinstance(mark, kind):
                continue
            half = widths[place] / 2
            free = (r for r in range(lowest, len(ends)) if ends[r] <= middle - half)
            row = next(free, len(ends))
            if row == len(ends):
                ends.append(0.0)
            ends[row] = middle + half + look.px(3)
            rows[place] = row
    return tuple(rows[place] for place in range(len(marks)))


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return middles near `wanted` (ascending) for labels of `heights` that do not overlap."""
    middles = list(wanted)
    edge = low
    for index, height in enumerate(heights):
        middles[index] = max(middles[index], edge + height / 2)
        edge = middles[index] + height / 2
    edge = high
    for index in reversed(range(len(middles))):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return middles
