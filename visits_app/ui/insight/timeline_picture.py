"""Measures above, findings below, one time axis: drawn with QPainter, walked by keyboard."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from visits_app.domain.axes import axis_within
from visits_app.domain.charts import Role
from visits_app.domain.insight_timeline import FindingMark, InsightTimeline, Lane, Strip
from visits_app.ui.charts.geometry import Geometry
from visits_app.ui.charts.look import ChartLook, screen_look
from visits_app.ui.insight.shapes import KIND_LOOKS, paint_kind
from visits_app.ui.insight.strip_painting import (
    end_labels,
    paint_heading,
    paint_lines,
    paint_usual,
    paint_values,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Something one can come to: a strip, a point of it, or a mark, and the pixels it covers."""

    area: QRectF
    row: int
    words: str
    indicator_id: str = ""
    mark: FindingMark | None = None


class TimelinePicture(QWidget):
    """Strips and lanes; `told` says the words of what is under the mouse or the keyboard."""

    told = Signal(str)
    mark_chosen = Signal(object)
    opened = Signal(object)
    """A spot was clicked, or Enter pressed on it."""

    def __init__(self) -> None:
        super().__init__()
        self._timeline: InsightTimeline | None = None
        self._most = 4
        self._strips: list[tuple[Strip, QRectF, Geometry]] = []
        self._lanes: list[tuple[Lane, QRectF]] = []
        self._spots: list[Spot] = []
        self._points: list[Spot] = []
        self._chosen: Spot | None = None
        self._hovered: Spot | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(
            "Up and Down go from measure to strengths, concerns and ideas, Left and Right along "
            "them. Enter opens the measure or the visit."
        )

    def show_timeline(self, timeline: InsightTimeline, most: int) -> None:
        """Show another timeline, with at most so many measures."""
        self._timeline, self._most = timeline, most
        self._chosen = self._hovered = None
        self.setAccessibleName(f"Timeline. {timeline.sentence}")
        self._lay_out()
        self.updateGeometry()
        self.update()

    def choose_finding(self, finding_id: str) -> None:
        """Mark where a finding stands, as the list beside it was used."""
        for spot in self._spots:
            if spot.mark and any(f.finding_id == finding_id for f in spot.mark.findings):
                self._chosen = spot
                self.update()
                return

    # --- layout ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(screen_look().px(420), round(self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(screen_look().px(260), round(self._height()))

    def _sizes(self) -> tuple[float, float, float, float]:
        """Return the heights of a strip's heading, its plot, a lane and the axis."""
        look = screen_look()
        line = QFontMetricsF(look.font(14)).height()
        heads = 1 if self.width() >= look.px(560) else 2
        plot = look.px(54) if look.scale <= 1.25 else look.px(42)
        small = QFontMetricsF(look.font(12)).height()
        return line * heads + look.px(4), plot, small + look.px(12), small + look.px(16)

    def _height(self) -> float:
        head, plot, lane, axis = self._sizes()
        strips = min(len(self._timeline.strips), self._most) if self._timeline else 0
        gap = screen_look().px(16)
        return strips * (head + plot + gap) + 3 * lane + axis + screen_look().px(8)

    def _lay_out(self) -> None:
        self._strips, self._lanes, self._spots, self._points = [], [], [], []
        if self._timeline is None:
            return
        look, drawn = screen_look(), self._timeline
        head, plot, lane, _ = self._sizes()
        left = self._left()
        right = self.width() - look.px(14)
        top = float(look.px(4))
        x = (drawn.x.low, drawn.x.high)
        for row, strip in enumerate(drawn.strips[: self._most]):
            heading = QRectF(0, top, self.width(), head)
            area = QRectF(left, top + head, max(right - left, 10), plot)
            at = Geometry(area, x, (strip.y.low, strip.y.high))
            self._strips.append((strip, heading, at))
            self._spots.append(Spot(heading, row, strip.sentence, strip.indicator_id))
            for line in strip.lines:
                for point in line.points:
                    place = at.place(point)
                    reach = QRectF(place.x() - 8, area.top(), 16, plot)
                    words = f"{strip.name}, {point.hover}"
                    self._points.append(Spot(reach, row, words, strip.indicator_id))
            top += head + plot + look.px(16)
        scale = Geometry(QRectF(left, top, max(right - left, 10), 1), x, (0, 1))
        for row, one in enumerate(drawn.lanes, start=len(self._strips)):
            area = QRectF(left, top, max(right - left, 10), lane)
            self._lanes.append((one, area))
            for mark in one.marks:
                middle = scale.px(mark.on.toordinal())
                spot = QRectF(middle - look.px(10), top, look.px(24), lane)
                self._spots.append(Spot(spot, row, mark.words, mark=mark))
            top += lane

    def _left(self) -> float:
        look = screen_look()
        small = QFontMetricsF(look.font(12))
        words = [word for _, _, word in KIND_LOOKS.values()]
        ticks = (
            [label for strip in self._timeline.strips[: self._most] for label in end_labels(strip)]
            if self._timeline
            else []
        )
        return max(
            max(small.horizontalAdvance(word) for word in words) + look.px(22),
            max((small.horizontalAdvance(label) for label in ticks), default=0) + look.px(10),
        )

    # --- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._timeline is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = screen_look()
        self._paint_lane_grounds(painter, look)
        for strip, _, at in self._strips:
            paint_usual(painter, strip, at, look)
        self._paint_hairlines(painter, look)
        for strip, heading, at in self._strips:
            paint_heading(painter, strip, heading, look)
            paint_values(painter, strip, at, look)
            paint_lines(painter, strip, at, look)
        self._paint_marks(painter, look)
        self._paint_axis(painter, look)
        self._paint_chosen(painter, look)

    def _plot(self) -> QRectF:
        first = self._strips[0][2].plot.top() if self._strips else self._lanes[0][1].top()
        lanes = self._lanes[-1][1]
        return QRectF(lanes.left(), first, lanes.width(), lanes.bottom() - first)

    def _scale(self) -> Geometry:
        assert self._timeline is not None
        return Geometry(self._plot(), (self._timeline.x.low, self._timeline.x.high), (0, 1))

    def _paint_hairlines(self, painter: QPainter, look: ChartLook) -> None:
        assert self._timeline is not None
        scale, plot = self._scale(), self._plot()
        strong = self._chosen.mark.on if self._chosen and self._chosen.mark else None
        for day in self._timeline.visits:
            colour = look.role(Role.VISIT)
            colour.setAlpha(255 if day == strong else 130)
            painter.setPen(QPen(colour, 2.5 if day == strong else 1))
            x = scale.px(day.toordinal())
            for _, _, at in self._strips:  # the words between the strips are never crossed
                painter.drawLine(QPointF(x, at.plot.top()), QPointF(x, at.plot.bottom()))
            top = self._lanes[0][1].top()
            painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()))

    def _paint_lane_grounds(self, painter: QPainter, look: ChartLook) -> None:
        for _, area in self._lanes:
            painter.setPen(QPen(QColor(look.grid), 1))
            painter.drawLine(QPointF(0, area.top()), area.topRight())

    def _paint_marks(self, painter: QPainter, look: ChartLook) -> None:
        scale = self._scale()
        for lane, area in self._lanes:
            middle = area.center().y()
            painter.setFont(look.font(12))
            painter.setPen(QColor(look.muted))
            label = QRectF(look.px(16), area.top(), area.left() - look.px(18), area.height())
            painter.drawText(label, int(Qt.AlignmentFlag.AlignVCenter), KIND_LOOKS[lane.kind][2])
            paint_kind(painter, lane.kind, QPointF(look.px(7), middle), look.px(9), look)
            for mark in lane.marks:
                at = QPointF(scale.px(mark.on.toordinal()), middle)
                # a ring of the surface keeps the shape off the hairline
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look.surface))
                painter.drawEllipse(at, look.px(9), look.px(9))
                paint_kind(painter, lane.kind, at, look.px(12), look)
                if len(mark.findings) > 1:
                    painter.setFont(look.font(12, bold=True))
                    painter.setPen(QColor(look.text))
                    beside = QRectF(at.x() + look.px(9), area.top(), 60, area.height())
                    flags = int(Qt.AlignmentFlag.AlignVCenter)
                    painter.drawText(beside, flags, str(len(mark.findings)))

    def _paint_axis(self, painter: QPainter, look: ChartLook) -> None:
        assert self._timeline is not None
        scale, plot = self._scale(), self._plot()
        metrics = QFontMetricsF(look.font(12))
        widest = max((metrics.horizontalAdvance(t) for _, t in self._timeline.x.ticks), default=1)
        most = max(2, int(plot.width() / (0.8 * widest + look.px(14))))
        x = self._timeline.x
        axis = axis_within(x, x.low, x.high, most)
        painter.setPen(QPen(QColor(look.axis), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setFont(look.font(12))
        end = -1.0
        for place, label in axis.ticks:
            at = scale.px(place)
            painter.setPen(QPen(QColor(look.axis), 1))
            painter.drawLine(QPointF(at, plot.bottom()), QPointF(at, plot.bottom() + look.px(5)))
            width = metrics.horizontalAdvance(label)
            left = min(at - width / 2, self.width() - width)
            if left < end + look.px(6):
                continue
            end = left + width
            painter.setPen(QColor(look.muted))
            area = QRectF(left, plot.bottom() + look.px(7), width + 2, metrics.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), label)

    def _paint_chosen(self, painter: QPainter, look: ChartLook) -> None:
        if self._chosen is None or not self.hasFocus():
            return
        area = self._chosen.area.adjusted(1, 1, -1, -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#F9B233"), 3))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QPen(QColor(look.text), 1))
        painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 3, 3)

    # --- mouse and keyboard ----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.updateGeometry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        if spot is not self._hovered:
            self._hovered = spot
            shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.told.emit(spot.words if spot else "")

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.told.emit(self._chosen.words if self._chosen and self.hasFocus() else "")
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        if spot is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if spot.mark is None:
            self.opened.emit(spot)
        else:
            self._choose(spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self._at(event.position())
        if spot is not None and spot.mark is not None:
            self.opened.emit(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen is not None:
            self.opened.emit(self._chosen)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._along(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._across(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if (
            self._chosen is None
            and self._spots
            and event.reason() != Qt.FocusReason.MouseFocusReason
        ):
            marks = [spot for spot in self._spots if spot.mark]
            self._choose(marks[-1] if marks else self._spots[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _at(self, place: QPointF) -> Spot | None:
        return next((s for s in (*self._spots, *self._points) if s.area.contains(place)), None)

    def _along(self, step: int) -> None:
        if self._chosen is None:
            self._across(1)
            return
        row = [spot for spot in self._spots if spot.row == self._chosen.row]
        place = next((n for n, spot in enumerate(row) if spot is self._chosen), 0)
        self._choose(row[max(0, min(len(row) - 1, place + step))])

    def _across(self, step: int) -> None:
        if not self._spots:
            return
        if self._chosen is None:
            self._choose(self._spots[0])
            return
        rows = sorted({spot.row for spot in self._spots})
        place = rows.index(self._chosen.row) + step
        if not 0 <= place < len(rows):
            return
        middle = self._chosen.area.center().x()
        there = [spot for spot in self._spots if spot.row == rows[place]]
        self._choose(min(there, key=_distance_from(middle)))

    def _choose(self, spot: Spot) -> None:
        self._chosen = spot
        self.told.emit(spot.words)
        if spot.mark is not None:
            self.mark_chosen.emit(spot.mark)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spot.words))
        self.update()


def _distance_from(middle: float) -> Callable[[Spot], float]:
    def away(spot: Spot) -> float:
        return abs(spot.area.center().x() - middle)

    return away
