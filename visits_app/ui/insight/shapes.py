"""The shapes of findings and points: the same on the axis, in lists and beside words."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from visits_app.domain.charts import Role, Shape
from visits_app.domain.visits import FindingKind
from visits_app.ui.charts.look import ChartLook

KIND_LOOKS = {
    FindingKind.STRENGTH: (Shape.TRIANGLE_UP, Role.IMPROVEMENT, "Strengths"),
    FindingKind.CONCERN: (Shape.SQUARE, Role.CONCERN, "Concerns"),
    FindingKind.IDEA: (Shape.CIRCLE, Role.VISIT, "Ideas"),
}
"""Shape, colour role and the lane's word of each kind."""


def paint_shape(
    painter: QPainter,
    shape: Shape,
    middle: QPointF,
    size: float,
    fill: QColor,
    edge: QColor | None = None,
    width: float = 1.2,
) -> None:
    """Paint a marker `size` pixels across round its middle."""
    half = size / 2
    painter.setBrush(fill)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    x, y = middle.x(), middle.y()
    if shape is Shape.CIRCLE:
        painter.drawEllipse(middle, half, half)
        return
    corners = {
        Shape.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        Shape.DIAMOND: ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        Shape.TRIANGLE_UP: ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
        Shape.TRIANGLE_DOWN: ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
    }[shape]
    painter.drawPolygon(QPolygonF([QPointF(x + a * half, y + b * half) for a, b in corners]))


def paint_kind(
    painter: QPainter, kind: FindingKind, middle: QPointF, size: float, look: ChartLook
) -> None:
    """Paint the shape of a kind of finding."""
    shape, role, _ = KIND_LOOKS[kind]
    edge = QColor("#3D3D3D") if role is Role.CONCERN else None
    paint_shape(painter, shape, middle, size, look.role(role), edge)
