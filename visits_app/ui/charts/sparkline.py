"""A sparkline with plain QPainter: the overview must not wait for pyqtgraph."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from visits_app.domain.figures import sparkline_points


def paint_sparkline(
    painter: QPainter,
    area: QRectF,
    values: Sequence[float | None],
    *,
    line: QColor,
    end: QColor,
    dashed: bool = False,
    width: float = 1.6,
) -> None:
    """Paint values into `area`, the last one as a dot; `dashed` marks an illustration."""
    runs = sparkline_points(values)
    if not runs:
        return
    radius = 2 * width
    inner = area.adjusted(radius, radius, -radius, -radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(line, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dashed:
        pen.setDashPattern([3.0, 2.0])
    point = QPointF()
    for run in runs:
        placed = [
            QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())
            for x, y in run
        ]
        point = placed[-1]
        if len(placed) == 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line)
            painter.drawEllipse(point, width, width)
        else:
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(placed))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(end)
    painter.drawEllipse(point, radius, radius)
    painter.restore()
