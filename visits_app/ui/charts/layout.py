"""Where everything of a chart stands: measured once a size, placed anew for each time on show."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from visits_app.domain.charts import Chart, Line, Point, Role
from visits_app.ui.charts import side_labels, surround
from visits_app.ui.charts.geometry import Geometry, Mark, mark_width, stack_marks
from visits_app.ui.charts.look import ChartLook

_PAD = 9
"""Pixels between the plot's edge and the outermost mark."""
_BESIDE = 40
"""A newest point within these pixels of the edge has its value in the margin."""

OTHERS = frozenset({Role.COMPARISON, Role.MIDDLE, Role.BENCHMARK})
"""Lines of other areas: they are looked at, their points are not read in turn."""


class Layout:
    """Places the parts of one chart within a widget.

    `fit` measures words and stacks flags; `place` is what moving along the time axis costs.
    """

    def __init__(self, look: ChartLook) -> None:
        self._look = look
        self._chart: Chart | None = None
        self._rows: tuple[int, ...] = ()
        self._widths: tuple[float, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._others: tuple[Point, ...] = ()
        self._room = QRect(0, 0, 1, 1)
        self._labels: tuple[tuple[side_labels.SideLabel, ...], ...] = ((), ())
        self.points: tuple[Point, ...] = ()
        """The points that can be read, oldest first."""
        self.least_margins = (0.0, 0.0)
        """Room to leave at the left and the right, so that charts can stand over each other."""
        self.at = Geometry(QRectF(0, 0, 1, 1), (0.0, 1.0), (0.0, 1.0))
        self.labels: tuple[side_labels.SideLabel, ...] = ()
        self.marks: tuple[surround.PlacedMark, ...] = ()
        self.reasons: tuple[surround.PlacedReason, ...] = ()
        self.last_label: tuple[QPointF, str] | None = None

    def take(self, chart: Chart) -> None:
        """Take another chart."""
        self._chart = chart
        self.points = tuple(
            sorted((p for line in chart.lines if _own(line) for p in line.points), key=_date)
        )
        self._others = tuple(p for line in chart.lines if not _own(line) for p in line.points)
        self._marks = tuple(sorted((*chart.flags, *chart.events), key=_date))
        self._widths = tuple(mark_width(mark, self._look) for mark in self._marks)
        # with the newest value in the margin, and without
        newest = self.points[-1] if self.points and self.points[-1].label else None
        if any(line.label for line in chart.lines):
            newest = None
        self._newest = newest
        self._labels = (
            side_labels.side_labels(chart, self._look, newest),
            side_labels.side_labels(chart, self._look, None),
        )

    @property
    def plot(self) -> QRect:
        """The plot in whole pixels of the widget."""
        return self._room

    def margins(self) -> tuple[float, float]:
        """Return the room this chart needs at the left and the right of its plot."""
        if self._chart is None:
            return (0.0, 0.0)
        look = self._look
        return surround.left_width(self._chart, look), side_labels.right_width(
            self._labels[0], look
        )

    def fit(self, size: QSize) -> None:
        """Share out the widget's room."""
        if self._chart is None:
            return
        look, chart = self._look, self._chart
        own = self.margins()
        left, right = (max(one, least) for one, least in zip(own, self.least_margins, strict=True))
        width = max(size.width() - left - right, 40)
        whole = Geometry(
            QRectF(left, 0, width, 1), self._padded(chart.x.low, chart.x.high, width), (0, 1)
        )
        places = [whole.px(mark.on.toordinal()) for mark in self._marks]
        reasons = 1 if chart.rebases else 0  # they have the row next to the plot
        stacked = stack_marks(self._marks, places, self._widths, look)
        self._rows = tuple(row + reasons for row in stacked)
        rows = max(self._rows, default=reasons - 1) + 1
        top = rows * surround.row_height(look) + look.px(6)
        height = max(size.height() - top - surround.bottom_height(look), 40)
        self._room = QRect(round(left), round(top), round(width), round(height))

    def place(self, days: tuple[float, float]) -> None:
        """Place everything for the time between two ordinals."""
        if self._chart is None:
            return
        chart, look = self._chart, self._look
        plot = QRectF(self._room)
        x = self._padded(*days, plot.width())
        self.at = Geometry(plot, x, self._values_shown(chart, plot.height()))
        self.marks = surround.place_strip(self._marks, self._rows, self._widths, self.at, look)
        self.reasons = surround.place_reasons(chart, self.at, look)
        self._place_newest()

    def _place_newest(self) -> None:
        """Put the newest value beside its point: in the margin if the point is next to it."""
        self.last_label, self.labels = None, self._labels[1]
        if self._newest is None:
            return
        place = self.at.place(self._newest)
        in_sight = self.at.shows(self._newest.on.toordinal())
        if in_sight and place.x() > self.at.plot.right() - self._look.px(_BESIDE):
            self.labels = self._labels[0]
        elif in_sight:
            self.last_label = (place, self._newest.label)

    def _padded(self, low: float, high: float, pixels: float) -> tuple[float, float]:
        pad = self._look.px(_PAD) * (high - low) / max(pixels - 2 * self._look.px(_PAD), 1)
        return low - pad, high + pad

    def _values_shown(self, chart: Chart, pixels: float) -> tuple[float, float]:
        """The plot ends on its axis, unless a marker there would be cut in half."""
        low, high = self._padded(chart.y.low, chart.y.high, pixels)
        lowest = min((point.value for point in self.points), default=chart.y.high)
        near = lowest - chart.y.low < chart.y.low - low
        return (low if near else chart.y.low), high

    def nearest_of_others(self, at: QPointF, within: float) -> Point | None:
        """Return the point of another area's line nearest to a pixel, any way, within a distance.

        Only where no point of the council's own lies as near.
        """

        def apart(point: Point) -> float:
            return (self.at.place(point) - at).manhattanLength()

        best = min(self._others, key=apart, default=None)
        if best is None or apart(best) > within or not self.at.shows(best.on.toordinal()):
            return None
        return best if all(apart(point) > apart(best) for point in self.points) else None

    def reason_at(self, at: QPointF) -> surround.PlacedReason | None:
        """Return the reason of a rebase at a pixel."""
        return next((item for item in self.reasons if item.area.contains(at)), None)

    def nearest(self, at: QPointF, within: float) -> int | None:
        """Return the place of the visible point nearest to a pixel, across, within a distance."""
        distances = [
            (abs(self.at.px(point.on.toordinal()) - at.x()), index)
            for index, point in enumerate(self.points)
            if self.at.shows(point.on.toordinal())
        ]
        best = min(distances, default=None)
        return best[1] if best is not None and best[0] <= within else None

    def mark_at(self, at: QPointF) -> surround.PlacedMark | None:
        """Return the flag at a pixel."""
        return next((item for item in self.marks if item.area.contains(at)), None)


def _own(line: Line) -> bool:
    return line.role not in OTHERS


def _date(one: Point | Mark) -> int:
    return one.on.toordinal()
