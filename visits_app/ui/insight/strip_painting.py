"""One measure of the timeline: its name and verdict, its usual range, its figures."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from visits_app.domain.charts import Point, Role
from visits_app.domain.insight_timeline import LOOKS, Strip
from visits_app.ui.charts.geometry import Geometry
from visits_app.ui.charts.look import ChartLook
from visits_app.ui.insight.shapes import paint_shape


def end_labels(strip: Strip) -> tuple[str, ...]:
    """Return the labels of the value axis that have room: the lowest and the highest."""
    labels = [label for _, label in strip.y.ticks]
    return tuple(dict.fromkeys((labels[0], labels[-1]))) if labels else ()


def paint_heading(painter: QPainter, strip: Strip, area: QRectF, look: ChartLook) -> None:
    """Paint a measure's name, and right of it or below its latest figure and verdict."""
    bold, plain = look.font(14, bold=True), look.font(14)
    line = QFontMetricsF(plain).height()
    parts = [f"{strip.latest}"]
    if strip.illustration:
        parts.append("illustration")
    said = bold if strip.variation else plain
    verdict = QFontMetricsF(said).horizontalAdvance(strip.verdict)
    latest = " · ".join(parts)
    wide = QFontMetricsF(plain).horizontalAdvance(latest) + verdict + look.px(46)
    two = area.height() > 1.6 * line
    room = area.width() if two else area.width() - wide
    painter.setFont(bold)
    painter.setPen(QColor(look.text))
    name = QFontMetricsF(bold).elidedText(strip.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(0, area.top(), room, line), int(Qt.AlignmentFlag.AlignVCenter), name)
    top = area.top() + (line if two else 0)
    left = 0.0 if two else area.width() - wide + look.px(10)
    right = area.width() - look.px(14)
    gap = look.px(22 if strip.variation else 10)
    painter.setFont(plain)
    painter.setPen(QColor(look.muted))
    told = QRectF(left, top, max(right - verdict - gap - left, 10), line)
    side = Qt.AlignmentFlag.AlignLeft if two else Qt.AlignmentFlag.AlignRight
    latest = QFontMetricsF(plain).elidedText(latest, Qt.TextElideMode.ElideRight, told.width())
    painter.drawText(told, int(side | Qt.AlignmentFlag.AlignVCenter), latest)
    painter.setFont(said)
    painter.setPen(QColor(look.text if strip.variation else look.muted))
    place = QRectF(right - verdict, top, verdict + 2, line)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), strip.verdict)
    if strip.variation:
        shape, role = LOOKS[strip.variation]
        edge = QColor("#3D3D3D") if role is Role.CONCERN else None
        middle = QPointF(place.left() - look.px(10), top + line / 2)
        paint_shape(painter, shape, middle, look.px(9), look.role(role), edge)


def paint_usual(painter: QPainter, strip: Strip, at: Geometry, look: ChartLook) -> None:
    """Paint the usual range and the average of each phase, and the strip's floor."""
    plot = at.plot
    painter.setPen(QPen(QColor(look.grid), 1))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    for usual in strip.usual:
        left = max(at.px(usual.start.toordinal()), plot.left())
        right = min(at.px(usual.end.toordinal()), plot.right())
        top = max(at.py(usual.upper), plot.top())
        bottom = min(at.py(usual.lower), plot.bottom())
        band = look.role(Role.LIMIT)
        band.setAlpha(32)
        painter.fillRect(QRectF(left, top, right - left, max(bottom - top, 1)), band)
        mean = look.role(Role.MEAN)
        mean.setAlpha(150)
        painter.setPen(QPen(mean, 1))
        painter.drawLine(QPointF(left, at.py(usual.mean)), QPointF(right, at.py(usual.mean)))


def paint_values(painter: QPainter, strip: Strip, at: Geometry, look: ChartLook) -> None:
    """Paint the lowest and the highest label of the value axis."""
    painter.setFont(look.font(12))
    painter.setPen(QColor(look.muted))
    high = QFontMetricsF(look.font(12)).height()
    shown = dict.fromkeys((strip.y.ticks[0], strip.y.ticks[-1])) if strip.y.ticks else {}
    for value, label in shown:
        area = QRectF(0, at.py(value) - high / 2, at.plot.left() - look.px(6), high)
        painter.drawText(
            area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), label
        )


def paint_lines(painter: QPainter, strip: Strip, at: Geometry, look: ChartLook) -> None:
    """Paint the figures joined, with a marker each where there is room or something to say."""
    width = at.plot.width()
    dense = sum(len(line.points) for line in strip.lines) * look.px(7) > width
    for line in strip.lines:
        pen = QPen(look.role(line.role), 1.8)
        if strip.illustration:
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([at.place(point) for point in line.points]))
        for point in line.points:
            if not dense or point.role is not Role.SERIES:
                _paint_point(painter, point, at.place(point), look)


def _paint_point(painter: QPainter, point: Point, place: QPointF, look: ChartLook) -> None:
    colour = look.role(point.role)
    plain = point.role is Role.SERIES
    edge = QColor("#3D3D3D") if point.role is Role.CONCERN else None
    fill = QColor(look.surface) if point.hollow else colour
    size = look.marker(5.5 if plain else 8)
    paint_shape(painter, point.shape, place, size, fill, colour if point.hollow else edge)
