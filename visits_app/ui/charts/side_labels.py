"""The words at a chart's right edge: target, average, usual range, newest value, other areas."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from visits_app.domain.charts import Chart, Point, Role
from visits_app.ui.charts.geometry import Geometry, spread
from visits_app.ui.charts.look import ChartLook
from visits_app.ui.charts.surround import text_flags

_ONE_LINE = 92
"""Labels at the right edge up to this width, in pixels at scale 1, are not broken."""


@dataclass(frozen=True, slots=True)
class SideLabel:
    """Words at the right edge, beside the level they belong to."""

    value: float
    lines: tuple[str, ...]
    colour: QColor
    bold: bool = False
    spare: int = 0
    """Where there is no room for all, those with the highest number go, together."""


def right_width(labels: Sequence[SideLabel], look: ChartLook) -> float:
    """Return the room the labels at the right edge need."""
    widths = [
        look.metrics(bold=label.bold).horizontalAdvance(line)
        for label in labels
        for line in label.lines
    ]
    return max(widths, default=0) + look.px(14 if widths else 18)


def wrapped(text: str, look: ChartLook) -> tuple[str, ...]:
    """Break a label after its first word ("Target") unless it is short, and again if still wide."""
    metrics = look.metrics()
    if metrics.horizontalAdvance(text) <= look.px(_ONE_LINE):
        return (text,)
    head, _, rest = text.partition(" ")
    lines = [head]
    for word in rest.split():
        longer = f"{lines[-1]} {word}"
        if len(lines) > 1 and metrics.horizontalAdvance(longer) <= look.px(104):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def side_labels(chart: Chart, look: ChartLook, newest: Point | None) -> tuple[SideLabel, ...]:
    """Return the labels of the right edge: each level's, and the value of `newest` if given."""
    labels = [
        SideLabel(steps.label_level, wrapped(steps.label, look), look.role(steps.role))
        for steps in chart.steps
        if steps.levels and steps.label
    ]
    labels += [
        SideLabel(
            level.value,
            wrapped(level.text, look),
            look.role(level.role),
            spare=2 if level.role is Role.LIMIT else 1,
        )
        for level in chart.level_labels
    ]
    labels += [
        SideLabel(
            line.points[-1].value,
            wrapped(line.label, look),
            _label_colour(line.role, look),
            bold=line.role is Role.SERIES,
        )
        for line in chart.lines
        if line.label and line.points
    ]
    if newest is not None:
        labels.append(SideLabel(newest.value, (newest.label,), QColor(look.text), bold=True))
    return tuple(labels)


def labels_with_room(labels: Sequence[SideLabel], at: Geometry, look: ChartLook) -> list[SideLabel]:
    """Return the labels to paint, highest first; where there is no room for all, the main ones."""
    shown = [label for label in labels if at.y[0] <= label.value <= at.y[1]]
    while any(one.spare for one in shown) and (
        sum(_label_height(one, look) for one in shown) > at.plot.bottom()
    ):
        first = max(one.spare for one in shown)
        shown = [one for one in shown if one.spare < first]
    return sorted(shown, key=_height_wanted)


def paint_labels(
    painter: QPainter, labels: Sequence[SideLabel], at: Geometry, look: ChartLook
) -> None:
    """Paint the labels at the right edge, moved apart where they would overlap."""
    line_height = look.metrics().height()
    shown = labels_with_room(labels, at, look)
    heights = [_label_height(label, look) for label in shown]
    middles = spread([at.py(label.value) for label in shown], heights, 0, at.plot.bottom())
    left = at.plot.right() + look.px(8)
    for label, middle, height in zip(shown, middles, heights, strict=True):
        painter.setFont(look.font(bold=label.bold))
        painter.setPen(label.colour)
        top = middle - (height - look.px(3)) / 2
        for line in label.lines:
            painter.drawText(
                QRectF(left, top, 1000, line_height), text_flags(Qt.AlignmentFlag.AlignLeft), line
            )
            top += line_height


def _label_height(label: SideLabel, look: ChartLook) -> float:
    return look.metrics().height() * len(label.lines) + look.px(3)


def _label_colour(role: Role, look: ChartLook) -> QColor:
    """Words of a thin line are as dark as any words; others have their line's colour."""
    if role is Role.COMPARISON:
        return QColor(look.muted)
    return QColor(look.text) if role is Role.SERIES else look.role(role)


def _height_wanted(label: SideLabel) -> float:
    return -label.value
