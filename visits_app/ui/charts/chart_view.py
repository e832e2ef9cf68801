"""Draws one chart: plot, flags, axes, labels; read by hand, by eye and by screen reader alike."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from visits_app.domain.charts import Chart, Point, VisitFlag
from visits_app.ui.charts import surround
from visits_app.ui.charts.canvas import Canvas
from visits_app.ui.charts.geometry import Geometry, Mark, mark_height, stack_marks
from visits_app.ui.charts.look import ChartLook
from visits_app.ui.charts.overlay import Overlay, Readout

_PAD = 9
"""Pixels between the plot's edge and the outermost mark."""
_NEAR = 40
"""How near, in pixels, the mouse must be to a point to read it."""
_SHORTEST_DAYS = 90.0
"""A zoom stops here: three months."""
_ZOOM_STEP = 0.8


class ChartView(QWidget):
    """Shows a `Chart`. Left and Right go along its points, + and − zoom, Esc goes back."""

    visit_chosen = Signal(int)
    """the number of a visit whose flag was clicked"""
    zoomed = Signal(bool)
    point_read = Signal(str)

    def __init__(self, look: ChartLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chart: Chart | None = None
        self._points: tuple[Point, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._rows: tuple[int, ...] = ()
        self._labels: tuple[surround.SideLabel, ...] = ()
        self._placed: tuple[surround.PlacedMark, ...] = ()
        self._chosen: frozenset[int] = frozenset()
        self._at = Geometry(QRectF(0, 0, 1, 1), (0.0, 1.0), (0.0, 1.0))
        self._window: tuple[float, float] | None = None
        self._current: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.canvas = Canvas(self._look)
        self.canvas.setParent(self)
        self.overlay = Overlay(self, self._look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Chart")

    def _connect(self) -> None:
        self.canvas.hovered.connect(self._hover_plot)
        self.canvas.left.connect(self.leave_point)
        self.canvas.pressed.connect(self._take_focus)
        self.canvas.drag_moved.connect(self._drag)
        self.canvas.drag_ended.connect(self._drag_end)
        self.canvas.double_clicked.connect(self.show_all)

    # --- showing ---------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart from its beginning: whole time, nothing chosen."""
        if not chart.lines and not chart.steps:  # levels of nothing would look like figures
            chart = replace(chart, y=replace(chart.y, ticks=()))
        self._chart = chart
        self._points = tuple(
            sorted((p for line in chart.lines for p in line.points), key=lambda point: point.on)
        )
        self._marks = tuple(sorted((*chart.flags, *chart.events), key=lambda mark: mark.on))
        self._current, self._window, self._chosen = None, None, frozenset()
        self.setAccessibleName(chart.sentence)
        self.setAccessibleDescription("")
        self.overlay.readout = None
        self.overlay.message = "" if self._points else "No figure with a date to draw"
        self.canvas.draw(chart)
        self._arrange()
        self.zoomed.emit(False)

    @property
    def chart(self) -> Chart | None:
        """The chart on show."""
        return self._chart

    @property
    def visible_days(self) -> tuple[float, float]:
        """First and last date (ordinals) of the time on show."""
        if self._window is not None or self._chart is None:
            return self._window or (0.0, 1.0)
        return self._chart.x.low, self._chart.x.high

    @property
    def is_zoomed(self) -> bool:
        """Whether less than the whole time is on show."""
        return self._window is not None

    def choose_visit(self, number: int) -> None:
        """Mark the flag of a visit, going there if it is out of sight; 0 marks none."""
        self._chosen = frozenset({number}) if number else frozenset()
        flag = self._flag_of(number)
        if flag is not None and not self._at.shows(flag.on.toordinal()):
            self._bring_into_sight(flag.on.toordinal())
        self.canvas.highlight(self._chosen)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(640), self._look.px(380))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(300), self._look.px(220))

    # --- reading points --------------------------------------------------------------------

    def read_point(self, index: int) -> None:
        """Show and announce one point, oldest first."""
        if not self._points:
            return
        self._current = max(0, min(index, len(self._points) - 1))
        point = self._points[self._current]
        low, high = self.visible_days
        if not low <= point.on.toordinal() <= high:
            self._bring_into_sight(point.on.toordinal())
        self._show_readout()
        self.setAccessibleDescription(point.hover)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, point.hover))
        self.point_read.emit(point.hover)

    def leave_point(self) -> None:
        """Take the readout away."""
        self._current = None
        self.overlay.readout = None
        self.overlay.update()

    def _show_readout(self) -> None:
        if self._current is None:
            return
        point = self._points[self._current]
        if not self._at.shows(point.on.toordinal()):
            self.leave_point()
            return
        self.overlay.avoid = tuple(
            self._at.place(p) for p in self._points if self._at.shows(p.on.toordinal())
        )
        self.overlay.readout = Readout(self._at.place(point), point.hover)
        self.overlay.update()

    def _nearest(self, at: QPointF) -> int | None:
        distances = [
            (abs(self._at.px(point.on.toordinal()) - at.x()), index)
            for index, point in enumerate(self._points)
            if self._at.shows(point.on.toordinal())
        ]
        best = min(distances, default=None)
        return best[1] if best is not None and best[0] <= self._look.px(_NEAR) else None

    # --- zoom ------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Go back to the whole time."""
        if self._window is not None:
            self._set_window(None)

    def zoom(self, factor: float, middle: float | None = None) -> None:
        """Show `factor` of the present time round `middle` (an ordinal), or round its middle."""
        low, high = self.visible_days
        middle = (low + high) / 2 if middle is None else middle
        self.show_days(middle - (middle - low) * factor, middle + (high - middle) * factor)

    def show_days(self, low: float, high: float) -> None:
        """Show the time between two ordinals, kept within the chart's own."""
        if self._chart is None:
            return
        first, last = self._chart.x.low, self._chart.x.high
        length = max(high - low, min(_SHORTEST_DAYS, last - first))
        low = max(first, min((low + high - length) / 2, last - length))
        high = low + length
        whole = low <= first and high >= last
        self._set_window(None if whole else (low, min(high, last)))

    def _set_window(self, window: tuple[float, float] | None) -> None:
        self._window = window
        self._arrange()
        self._show_readout()
        self.zoomed.emit(window is not None)

    def _bring_into_sight(self, day: float) -> None:
        low, high = self.visible_days
        half = (high - low) / 2
        self.show_days(day - half, day + half)

    # --- placing ---------------------------------------------------------------------------

    def _arrange(self) -> None:
        if self._chart is None:
            return
        look, chart = self._look, self._chart
        newest = self._points[-1] if self._points else None
        label = newest.label if newest else ""
        self._labels = surround.side_labels(chart, look, newest if label else None)
        left = surround.left_width(chart, look)
        right = surround.right_width(self._labels, look)
        bottom = surround.bottom_height(look)
        width = max(self.width() - left - right, 40)
        whole = Geometry(
            QRectF(left, 0, width, 1), self._padded(chart.x.low, chart.x.high, width), (0, 1)
        )
        self._rows = stack_marks(
            self._marks, [whole.px(mark.on.toordinal()) for mark in self._marks], look
        )
        rows = max(self._rows, default=-1) + 1
        top = rows * (mark_height(look) + look.px(3)) + look.px(6)
        height = max(self.height() - top - bottom, 40)
        plot = QRect(round(left), round(top), round(width), round(height))
        self._at = Geometry(
            QRectF(plot),
            self._padded(*self.visible_days, plot.width()),
            self._values_shown(chart, plot.height()),
        )
        self.canvas.setGeometry(plot)
        self.canvas.set_range(self._at.x, self._at.y)
        self.overlay.setGeometry(self.rect())
        self.overlay.plot_top = float(plot.top())
        self.overlay.raise_()
        self.overlay.rebases = surround.rebase_rooms(chart, self._at, look)
        self._place_last_label(label)
        self._placed = surround.place_strip(self._marks, self._rows, self._at, look)
        self.update()

    def _padded(self, low: float, high: float, pixels: float) -> tuple[float, float]:
        pad = self._look.px(_PAD) * (high - low) / max(pixels - 2 * self._look.px(_PAD), 1)
        return low - pad, high + pad

    def _values_shown(self, chart: Chart, pixels: float) -> tuple[float, float]:
        """The plot ends on its axis, unless a marker there would be cut in half."""
        low, high = self._padded(chart.y.low, chart.y.high, pixels)
        lowest = min((point.value for point in self._points), default=chart.y.high)
        near = lowest - chart.y.low < chart.y.low - low
        return (low if near else chart.y.low), high

    def _place_last_label(self, label: str) -> None:
        """Put the newest value beside its point: in the margin if the point is next to it."""
        self.overlay.last_label = None
        if not label or self._chart is None:
            return
        place = self._at.place(self._points[-1])
        in_sight = self._at.shows(self._points[-1].on.toordinal())
        if in_sight and place.x() > self._at.plot.right() - self._look.px(40):
            return
        self._labels = surround.side_labels(self._chart, self._look, None)
        if in_sight:
            self.overlay.last_label = (place, label)

    # --- flags -----------------------------------------------------------------------------

    def _flag_of(self, number: int) -> VisitFlag | None:
        flags = self._chart.flags if self._chart else ()
        return next((flag for flag in flags if number in flag.numbers), None)

    def _mark_at(self, at: QPointF) -> surround.PlacedMark | None:
        return next((item for item in self._placed if item.area.contains(at)), None)

    # --- slots and events ------------------------------------------------------------------

    def _hover_plot(self, at: QPointF) -> None:
        index = self._nearest(at + self.canvas.geometry().topLeft().toPointF())
        if index is None:
            self.leave_point()
        elif index != self._current or self.overlay.readout is None:
            self._current = index
            self._show_readout()

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _drag(self, start: float, end: float) -> None:
        plot = self._at.plot
        left = max(min(start, end) + plot.left(), plot.left())
        right = min(max(start, end) + plot.left(), plot.right())
        self.overlay.readout = None
        self.overlay.stretch = QRectF(left, plot.top(), right - left, plot.height())
        self.overlay.update()

    def _drag_end(self, start: float, end: float) -> None:
        self.overlay.stretch = None
        self.overlay.update()
        if abs(end - start) >= self._look.px(12):
            days = sorted(self._at.day(pixel + self.canvas.x()) for pixel in (start, end))
            self.show_days(*days)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._show_readout()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.surface))
        if self._chart is None:
            return
        surround.paint_values(painter, self._chart, self._at, self._look)
        surround.paint_dates(painter, self._chart, self._at, self._look)
        surround.paint_labels(painter, self._labels, self._at, self._look)
        surround.paint_strip(painter, self._placed, self._at, self._look, self._chosen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self._mark_at(event.position())
        flag = item is not None and isinstance(item.mark, VisitFlag)
        self.setCursor(Qt.CursorShape.PointingHandCursor if flag else Qt.CursorShape.ArrowCursor)
        if item is None or self._chart is None:
            self.leave_point()
            return
        self._current = None
        words = surround.mark_words(item.mark, self._chart)
        self.overlay.readout = Readout(item.area.center(), words, ringed=False)
        self.overlay.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not steps or (self._page_scrolls() and not control and not self.hasFocus()):
            event.ignore()  # whoever scrolls past a chart does not mean to zoom it
            return
        self.zoom(_ZOOM_STEP**steps, self._at.day(event.position().x()))
        event.accept()

    def _page_scrolls(self) -> bool:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QAbstractScrollArea):
            parent = parent.parentWidget()
        return parent is not None and parent.verticalScrollBar().maximum() > 0

    def leaveEvent(self, _event: QEvent) -> None:
        self.leave_point()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._mark_at(event.position())
        if item is None or not isinstance(item.mark, VisitFlag):
            return
        # clicking a flag of several visits again goes on to its next one
        numbers = item.mark.numbers
        before = next((n for n in numbers if n in self._chosen), None)
        place = (numbers.index(before) + 1) % len(numbers) if before is not None else 0
        self.choose_visit(numbers[place])
        self.visit_chosen.emit(numbers[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, last = self._current, len(self._points) - 1
        match event.key():
            case Qt.Key.Key_Right:
                self.read_point(0 if here is None else here + 1)
            case Qt.Key.Key_Left:
                self.read_point(last if here is None else here - 1)
            case Qt.Key.Key_Home:
                self.read_point(0)
            case Qt.Key.Key_End:
                self.read_point(last)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_ZOOM_STEP**2, self._current_day())
            case Qt.Key.Key_Minus:
                self.zoom(_ZOOM_STEP**-2, self._current_day())
            case Qt.Key.Key_Escape if self._window is not None:
                self.show_all()
            case Qt.Key.Key_Escape if self.overlay.readout is not None:
                self.leave_point()
            case _:
                super().keyPressEvent(event)

    def _current_day(self) -> float | None:
        return None if self._current is None else float(self._points[self._current].on.toordinal())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.leave_point()
