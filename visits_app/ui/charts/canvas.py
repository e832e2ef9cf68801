"""The plot itself, by pyqtgraph: lines, markers, steps, hairlines and the mouse."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QGraphicsRectItem

from visits_app.domain.charts import Chart, Limits, Line, Role, Shape, Steps
from visits_app.ui.charts.layout import OTHERS
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
_MIDDLE_DASHES = [2.0, 2.0]
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
    pan_moved = Signal(float)
    """pixels to the right since the last time"""
    double_clicked = Signal()

    def __init__(self, look: ChartLook) -> None:
        super().__init__(background=look.surface)
        self._look = look
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._box.disableAutoRange()
        self.setCentralItem(self._box)
        self._chart: Chart | None = None
        self._strong: Any = None
        """the hairlines of the chosen visit"""
        self._drag_from: float | None = None
        self._pan_from: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Plot")
        self.viewport().setAccessibleName("Plot")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def draw(self, chart: Chart) -> None:
        """Draw a chart in place of the one before."""
        self._box.clear()
        self._chart, self._strong = chart, None
        for limits in chart.limits:
            self._draw_band(limits)
        look = self._look
        grid = self._pen(QColor(look.grid), 1)
        self._level_lines([value for value, _ in chart.y.ticks], grid)
        if chart.y.low <= 0:
            self._level_lines([0.0], self._pen(QColor(look.axis), 1))
        dots = self._pen(look.role(Role.EVENT), 1, [1.0, 3.0])
        self._hairlines([event.on for event in chart.events], dots)
        self._hairlines([flag.on for flag in chart.flags], self._pen(look.role(Role.VISIT), 1))
        solid = self._pen(QColor(look.text), 1.5)
        self._hairlines([rebase.place for rebase in chart.rebases], solid)
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
        if self._strong is not None:
            self._box.removeItem(self._strong)
            self._strong = None
        flags = self._chart.flags if self._chart else ()
        chosen = [flag.on for flag in flags if not numbers.isdisjoint(flag.numbers)]
        self._strong = self._hairlines(chosen, self._pen(self._look.role(Role.VISIT), 2.5))
        if self._strong is not None:
            self._strong.setZValue(-1)

    def _hairlines(self, days: Sequence[date], pen: QPen) -> Any:
        """Draw lines from top to bottom as one item: forty items would be slow to move."""
        if self._chart is None or not days:
            return None
        axis = self._chart.y
        beyond = axis.high - axis.low
        places = [float(day.toordinal()) for day in days for _ in (0, 1)]
        ends = [axis.low - beyond, axis.high + beyond] * len(days)
        return self._pairs(places, ends, pen)

    def _level_lines(self, values: Sequence[float], pen: QPen) -> None:
        """Draw lines from edge to edge as one item."""
        if self._chart is None or not values:
            return
        axis = self._chart.x
        beyond = axis.high - axis.low
        ends = [axis.low - beyond, axis.high + beyond] * len(values)
        self._pairs(ends, [value for value in values for _ in (0, 1)], pen)

    def _pairs(self, x: Sequence[float], y: Sequence[float], pen: QPen) -> Any:
        item = pg.PlotCurveItem(
            x=np.array(x, float), y=np.array(y, float), pen=pen, connect="pairs", antialias=True
        )
        self._box.addItem(item, ignoreBounds=True)
        return item

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
            dashes = _MIDDLE_DASHES if line.role is Role.MIDDLE else dashes
            pen = self._pen(self._look.role(line.role), width, dashes)
            self._box.addItem(self._curve(x, y, pen), ignoreBounds=True)
            if line.role in OTHERS:
                return  # markers are the council's own
        # one pen and brush a kind: each further one is a further picture of a marker to paint
        kinds = {(point.role, point.hollow) for point in line.points}
        pens = {kind: self._edge(kind[0]) for kind in kinds}
        brushes = {kind: self._fill(*kind) for kind in kinds}
        markers = pg.ScatterPlotItem(
            x=x,
            y=y,
            size=self._look.marker(_MARKER),
            symbol=[_SYMBOLS[point.shape] for point in line.points],
            pen=[pens[point.role, point.hollow] for point in line.points],
            brush=[brushes[point.role, point.hollow] for point in line.points],
            antialias=True,
            # kept as little pictures they move twice as fast, but are blurred where dense
            useCache=self._look.density == 1 and self.devicePixelRatioF() == 1,
        )
        self._box.addItem(markers, ignoreBounds=True)

    def _edge(self, role: Role) -> QPen:
        colour = QColor("#3D3D3D") if role is Role.CONCERN else self._look.role(role)
        return self._pen(colour, 1.5)

    def _fill(self, role: Role, hollow: bool) -> Any:
        return pg.mkBrush(self._look.surface if hollow else self._look.role(role))

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
        left = event.button() is Qt.MouseButton.LeftButton
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.button() is Qt.MouseButton.MiddleButton or (left and control):
            self._pan_from = event.position().x()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pressed.emit()
        elif left:
            self._drag_from = event.position().x()
            self.pressed.emit()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            moved, self._pan_from = event.position().x() - self._pan_from, event.position().x()
            self.pan_moved.emit(moved)
        elif self._drag_from is None:
            self.hovered.emit(event.position())
        else:
            self.drag_moved.emit(self._drag_from, event.position().x())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self._pan_from = None
            self.unsetCursor()
        elif self._drag_from is not None and event.button() is Qt.MouseButton.LeftButton:
            start, self._drag_from = self._drag_from, None
            self.drag_ended.emit(start, event.position().x())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()
        event.accept()

    def leaveEvent(self, _event: Any) -> None:
        self.left.emit()
