"""Marks that say what a thing is by shape as well as by colour: points, findings, bullets."""

from dataclasses import dataclass
from typing import Any

from visits_app.domain.charts import Point, Role, Shape
from visits_app.domain.visits import FindingKind
from visits_app.reports.drawing import Surface
from visits_app.reports.pdf_style import (
    ACCENT,
    CONCERN,
    CONCERN_EDGE,
    IDEA,
    ROLE_COLOURS,
    STRENGTH,
    WHITE,
    Colour,
)
from visits_app.reports.pdf_text import TextLines

_CORNERS: dict[Shape, tuple[tuple[float, float], ...]] = {
    Shape.DIAMOND: ((0, 1.3), (1.3, 0), (0, -1.3), (-1.3, 0)),
    Shape.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    Shape.TRIANGLE_UP: ((0, 1.3), (1.2, -0.9), (-1.2, -0.9)),
    Shape.TRIANGLE_DOWN: ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
}


def draw_marker(canvas: Surface, point: Point, place: tuple[float, float], reach: float) -> None:
    """Draw a point's marker around a place; hollow where the figure is not sure."""
    colour = ROLE_COLOURS[point.role]
    x, y = place
    canvas.setFillColorRGB(*(WHITE if point.hollow else colour))
    canvas.setStrokeColorRGB(*(CONCERN_EDGE if point.role is Role.CONCERN else colour))
    canvas.setLineWidth(1.1 if point.hollow else 0.8)
    corners = _CORNERS.get(point.shape)
    if corners is None:
        canvas.circle(x, y, reach, stroke=1, fill=1)
        return
    path = canvas.beginPath()
    path.moveTo(x + corners[0][0] * reach, y + corners[0][1] * reach)
    for right, up in corners[1:]:
        path.lineTo(x + right * reach, y + up * reach)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


class Bullet:
    """A small round mark before a point of a list."""

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw it at the height of the first line's small letters."""
        canvas.saveState()
        canvas.setFillColorRGB(*ACCENT)
        canvas.circle(x + width - 11, top - 9.0, 1.9, stroke=0, fill=1)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class FindingMark:
    """The shape of a finding: a diamond for a strength, a square for a concern, a triangle."""

    kind: str
    number: TextLines

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw the shape and the number beside it."""
        draw_shape(canvas, self.kind, x + 5, top - 8.6, 4.2)
        self.number.draw(canvas, x + 15, top, width)


def draw_shape(canvas: Any, kind: str, x: float, y: float, reach: float) -> None:
    """Draw the shape of a kind of finding around a point; each has its own colour as well."""
    canvas.saveState()
    path = canvas.beginPath()
    stroke = 0
    if kind == FindingKind.CONCERN:
        _fill(canvas, CONCERN)
        canvas.setStrokeColorRGB(*CONCERN_EDGE)
        canvas.setLineWidth(0.7)
        path.rect(x - reach * 0.85, y - reach * 0.85, reach * 1.7, reach * 1.7)
        stroke = 1
    elif kind == FindingKind.IDEA:
        _fill(canvas, IDEA)
        _polygon(path, ((x, y + reach), (x + reach, y - reach * 0.8), (x - reach, y - reach * 0.8)))
    else:
        _fill(canvas, STRENGTH)
        _polygon(path, ((x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y)))
    canvas.drawPath(path, stroke=stroke, fill=1)
    canvas.restoreState()


def _fill(canvas: Any, colour: Colour) -> None:
    canvas.setFillColorRGB(*colour)


def _polygon(path: Any, points: tuple[tuple[float, float], ...]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
