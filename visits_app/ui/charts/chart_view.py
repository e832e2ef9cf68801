"""Draws one chart: plot, flags, axes, labels; read by hand, by eye and by screen reader alike."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
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
from visits_app.ui.charts import side_labels, surround
from visits_app.ui.charts.canvas import Canvas
from visits_app.ui.charts.geometry import Geometry
from visits_app.ui.charts.layout import Layout
from visits_app.ui.charts.look import ChartLook
from visits_app.ui.charts.overlay import Overlay, Readout
from visits_app.ui.charts.time_shown import TimeShown

_NEAR = 40
"""How near, in pixels, the mouse must be to a point to read it."""
_ON_LINE = 12
"""How near to a thin line."""
_ZOOM_STEP = 0.8
_PAN_STEP = 0.25
"""How much of the time on show a key moves it along."""


class ChartView(QWidget):
    """Shows a `Chart`. Left and Right go along its points, + and − zoom, Esc goes back.

    With Shift they move a zoomed view, as does dragging with Ctrl or the middle button.
    """

    visit_chosen = Signal(int)
    """the number of a visit whose flag was clicked"""
    zoomed = Signal(bool)
    time_shown = Signal(float, float)
    """first and last day (ordinals) on show, whenever they change"""
    point_read = Signal(str)

    def __init__(self, look: ChartLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chart: Chart | None = None
        self._chosen: frozenset[int] = frozenset()
        self._layout = Layout(look)
        self._time = TimeShown()
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
        self.canvas.pan_moved.connect(self._pan_pixels)
        self.canvas.double_clicked.connect(self.show_all)

    # --- showing ---------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart from its beginning: whole time, nothing chosen."""
        if not chart.lines and not chart.steps:  # levels of nothing would look like figures
            chart = replace(chart, y=replace(chart.y, ticks=()))
        self._chart = chart
        self._layout.take(chart)
        self._current, self._chosen = None, frozenset()
        self._time = TimeShown(chart.x.low, chart.x.high, chart.x.low, chart.x.high)
        self.setAccessibleName(chart.sentence)
        self.setAccessibleDescription("")
        self.overlay.readout = None
        self.overlay.message = "" if self._points else "No figure with a date to draw"
        self.canvas.draw(chart)
        self._arrange()
        self.zoomed.emit(False)
        self.time_shown.emit(*self.visible_days)

    @property
    def _points(self) -> tuple[Point, ...]:
        return self._layout.points

    @property
    def _at(self) -> Geometry:
        return self._layout.at

    @property
    def marks(self) -> tuple[surround.PlacedMark, ...]:
        """The flags and events on show, each with the pixels it covers."""
        return self._layout.marks

    @property
    def chart(self) -> Chart | None:
        """The chart on show."""
        return self._chart

    @property
    def visible_days(self) -> tuple[float, float]:
        """First and last date (ordinals) of the time on show."""
        return self._time.days

    @property
    def is_zoomed(self) -> bool:
        """Whether less than the whole time is on show."""
        return self._time.is_zoomed

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
        return self._layout.nearest(at, self._look.px(_NEAR))

    # --- zoom ------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Go back to the whole time."""
        self._show_time(self._time.whole())

    def zoom(self, factor: float, middle: float | None = None) -> None:
        """Show `factor` of the present time round `middle` (an ordinal), or round its middle."""
        self._show_time(self._time.zoomed(factor, middle))

    def show_days(self, low: float, high: float) -> None:
        """Show the time between two ordinals, kept within the chart's own."""
        self._show_time(self._time.between(low, high))

    def pan(self, days: float) -> None:
        """Move a zoomed view along the time axis, as far as the chart's own time goes."""
        self._show_time(self._time.moved(days))

    def _show_time(self, time: TimeShown) -> None:
        was, self._time = self._time, time
        if self._chart is None or time == was:
            return
        self._place()
        self._show_readout()
        if time.is_zoomed != was.is_zoomed:
            self.zoomed.emit(time.is_zoomed)
        self.time_shown.emit(*time.days)

    def _bring_into_sight(self, day: float) -> None:
        self._show_time(self._time.around(day))

    # --- placing ---------------------------------------------------------------------------

    def margins(self) -> tuple[float, float]:
        """Return the room the chart needs at the left and the right of its plot."""
        return self._layout.margins()

    def keep_margins(self, left: float, right: float) -> None:
        """Leave at least this room, so that another chart's plot stands right over this one's."""
        self._layout.least_margins = (left, right)
        self._arrange()

    def _arrange(self) -> None:
        if self._chart is None:
            return
        self._layout.fit(self.size())
        self.canvas.setGeometry(self._layout.plot)
        self.overlay.setGeometry(self.rect())
        self.overlay.plot_top = float(self._layout.plot.top())
        self.overlay.raise_()
        self._place()

    def _place(self) -> None:
        """Place what depends on the time on show; all the rest stays as it was measured."""
        self._layout.place(self.visible_days)
        self.canvas.set_range(self._layout.at.x, self._layout.at.y)
        self.overlay.last_label = self._layout.last_label
        self.update()

    # --- flags -----------------------------------------------------------------------------

    def _flag_of(self, number: int) -> VisitFlag | None:
        flags = self._chart.flags if self._chart else ()
        return next((flag for flag in flags if number in flag.numbers), None)

    # --- slots and events ------------------------------------------------------------------

    def _hover_plot(self, at: QPointF) -> None:
        at += self.canvas.geometry().topLeft().toPointF()
        other = self._layout.nearest_of_others(at, self._look.px(_ON_LINE))
        if other is not None:
            self._current = None
            self.overlay.readout = Readout(self._at.place(other), other.hover)
            self.overlay.update()
            return
        index = self._nearest(at)
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

    def _pan_pixels(self, pixels: float) -> None:
        self.overlay.readout = None
        low, high = self.visible_days
        self.pan(-pixels / max(self._at.plot.width(), 1) * (high - low))

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
        side_labels.paint_labels(painter, self._layout.labels, self._at, self._look)
        surround.paint_strip(painter, self._layout.marks, self._at, self._look, self._chosen)
        surround.paint_reasons(painter, self._layout.reasons, self._at, self._look)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self._layout.mark_at(event.position())
        flag = item is not None and isinstance(item.mark, VisitFlag)
        self.setCursor(Qt.CursorShape.PointingHandCursor if flag else Qt.CursorShape.ArrowCursor)
        over = item or self._layout.reason_at(event.position())
        if over is None or self._chart is None:
            self.leave_point()
            return
        self._current = None
        words = surround.mark_words(over.mark, self._chart)
        self.overlay.readout = Readout(over.area.center(), words, ringed=False)
        self.overlay.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        along = event.angleDelta().x() / 120
        if along and self.is_zoomed and abs(along) > abs(event.angleDelta().y() / 120):
            low, high = self.visible_days
            self.pan(-along * _PAN_STEP / 2 * (high - low))
            event.accept()
            return
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
        item = self._layout.mark_at(event.position())
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
        low, high = self.visible_days
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Right if shifted:
                self.pan(_PAN_STEP * (high - low))
            case Qt.Key.Key_Left if shifted:
                self.pan(-_PAN_STEP * (high - low))
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
            case Qt.Key.Key_Escape if self.is_zoomed:
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
