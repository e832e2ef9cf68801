"""The plot itself, by pyqtgraph: lines, markers, steps, hairlines and the mouse."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QGraphicsRectItem

from visits_app.domain.charts import Chart, Limits, Line, Role, Shape, Steps, VisitFlag
from visits_app.ui.charts.look import ChartLook

_SYMBOLS = {
    Shape.CIRCLE: "o",
    Shape.DIAMOND: "d",
    Shape.SQUARE: "s",
    Shape.TRIANGLE_UP: "t1",
    Shape.TRIANGLE_DOWN: "t",
}
_MARKER = 9
_TARGET_DASHES = [7.0, 4.0]
_LIMIT_DASHES = [4.0, 3.0]
_ILLUSTRATION_DASHES = [3.0, 2.5]


class Canvas(pg.GraphicsView):  # type: ignore[misc]
    """Draws the marks of a chart; axes, flags and words are painted around it by its view.

    The mouse is reported in pixels: pyqtgraph's own zooming knows nothing of months.
    """

    hovered = Signal(QPointF)
    pressed = Signal()
    left = Signal()
    drag_moved = Signal(float, float)
    drag_ended = Signal(float, float)
    """pixels where the drag began and where it is"""
    double_clicked = Signal()

    def __init__(self, look: ChartLook) -> None:
        super().__init__(background=look.surface)
        self._look = look
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._box.disableAutoRange()
        self.setCentralItem(self._box)
        self._hairlines: dict[VisitFlag, Any] = {}
        self._drag_from: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Plot")
        self.viewport().setAccessibleName("Plot")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def draw(self, chart: Chart) -> None:
        """Draw a chart in place of the one before."""
        self._box.clear()
        self._hairlines.clear()
        for limits in chart.limits:
            self._draw_band(limits)
        for value, _ in chart.y.ticks:
            self._hairline(value, 0, self._pen(QColor(self._look.grid), 1))
        if chart.y.low <= 0:
            self._hairline(0.0, 0, self._pen(QColor(self._look.axis), 1))
        for event in chart.events:
            dots = self._pen(self._look.role(Role.EVENT), 1, [1.0, 3.0])
            self._hairline(event.on.toordinal(), 90, dots)
        for flag in chart.flags:
            self._hairlines[flag] = self._hairline(flag.on.toordinal(), 90, self._visit_pen(False))
        for rebase in chart.rebases:
            solid = self._pen(QColor(self._look.text), 1.5)
            self._hairline(rebase.on.toordinal(), 90, solid)
        for limits in chart.limits:
            self._draw_limits(limits)
        for steps in chart.steps:
            self._draw_steps(steps)
        for line in chart.lines:
            self._draw_line(line)

    def set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show these dates (ordinals) and values from edge to edge."""
        self._box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def highlight(self, numbers: frozenset[int]) -> None:
        """Draw the hairlines of these visits strongly."""
        for flag, line in self._hairlines.items():
            line.setPen(self._visit_pen(not numbers.isdisjoint(flag.numbers)))

    def _visit_pen(self, strong: bool) -> QPen:
        return self._pen(self._look.role(Role.VISIT), 2.5 if strong else 1)

    def _hairline(self, place: float, angle: int, pen: QPen) -> Any:
        line = pg.InfiniteLine(pos=place, angle=angle, pen=pen)
        self._box.addItem(line, ignoreBounds=True)
        return line

    def _draw_band(self, limits: Limits) -> None:
        if limits.lower is None or limits.upper is None:
            return
        start, end = limits.starts.toordinal(), limits.ends.toordinal()
        band = QGraphicsRectItem(
            QRectF(start, limits.lower, end - start, limits.upper - limits.lower)
        )
        band.setPen(QPen(Qt.PenStyle.NoPen))
        band.setBrush(self._look.band())
        self._box.addItem(band, ignoreBounds=True)

    def _draw_limits(self, limits: Limits) -> None:
        ends = [float(limits.starts.toordinal()), float(limits.ends.toordinal())]
        for level, role, width in (
            (limits.mean, Role.MEAN, 1.5),
            (limits.lower, Role.LIMIT, 1.0),
            (limits.upper, Role.LIMIT, 1.0),
        ):
            if level is not None:
                dashes = None if role is Role.MEAN and not limits.provisional else _LIMIT_DASHES
                pen = self._pen(self._look.role(role), width, dashes)
                self._box.addItem(self._curve(ends, [level, level], pen), ignoreBounds=True)

    def _draw_steps(self, steps: Steps) -> None:
        if not steps.levels:
            return
        x: list[float] = []
        y: list[float] = []
        ends = [day for day, _ in steps.levels[1:]] + [steps.until]
        for (day, level), end in zip(steps.levels, ends, strict=True):
            x += [day.toordinal(), end.toordinal()]
            y += [level, level]
        pen = self._pen(self._look.role(steps.role), 1.5, _TARGET_DASHES)
        self._box.addItem(self._curve(x, y, pen), ignoreBounds=True)

    def _draw_line(self, line: Line) -> None:
        x = [float(point.on.toordinal()) for point in line.points]
        y = [point.value for point in line.points]
        dashes = _ILLUSTRATION_DASHES if line.role is Role.ILLUSTRATION else None
        if len(x) > 1:
            width = 1 if line.role is Role.COMPARISON else 2
            pen = self._pen(self._look.role(line.role), width, dashes)
            self._box.addItem(self._curve(x, y, pen), ignoreBounds=True)
            if line.role in {Role.COMPARISON, Role.BENCHMARK}:
                return  # markers are the council's own
        colours = [self._look.role(point.role) for point in line.points]
        markers = pg.ScatterPlotItem(
            x=x,
            y=y,
            size=self._look.marker(_MARKER),
            symbol=[_SYMBOLS[point.shape] for point in line.points],
            pen=[
                self._pen(QColor("#3D3D3D") if point.role is Role.CONCERN else colour, 1.5)
                for point, colour in zip(line.points, colours, strict=True)
            ],
            brush=[
                pg.mkBrush(self._look.surface if point.hollow else colour)
                for point, colour in zip(line.points, colours, strict=True)
            ],
            antialias=True,
            useCache=False,  # cached markers are blurred in a picture
        )
        self._box.addItem(markers, ignoreBounds=True)

    def _curve(self, x: list[float], y: list[float], pen: QPen) -> Any:
        return pg.PlotCurveItem(x=np.array(x, float), y=np.array(y, float), pen=pen, antialias=True)

    def _pen(self, colour: QColor, width: float, dashes: list[float] | None = None) -> QPen:
        pen = QPen(colour, self._look.marker(width) * self._look.density)
        pen.setCosmetic(True)
        if dashes:
            pen.setDashPattern(dashes)
        return pen

    # --- the mouse -------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the view knows whether the page would rather scroll

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag_from = event.position().x()
            self.pressed.emit()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            self.hovered.emit(event.position())
        else:
            self.drag_moved.emit(self._drag_from, event.position().x())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and event.button() is Qt.MouseButton.LeftButton:
            start, self._drag_from = self._drag_from, None
            self.drag_ended.emit(start, event.position().x())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()
        event.accept()

    def leaveEvent(self, _event: Any) -> None:
        self.left.emit()
