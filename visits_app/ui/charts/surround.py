"""What stands round the plot: flags above, values left, dates below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from visits_app.domain.axes import axis_within, mark_text
from visits_app.domain.charts import Chart, EventMark, RebaseMark, Role, VisitFlag
from visits_app.domain.figures import day_in_words, month_in_words
from visits_app.ui.charts.geometry import Geometry, Mark, mark_height
from visits_app.ui.charts.look import ChartLook

_TICK = 5
_GAP = 4


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A flag of the strip, and the pixels it covers."""

    mark: Mark
    area: QRectF


@dataclass(frozen=True, slots=True)
class PlacedReason:
    """A rebase's line at pixel `x`, and the pixels and the words of its reason."""

    x: float
    area: QRectF
    text: str
    mark: RebaseMark


def left_width(chart: Chart, look: ChartLook) -> float:
    """Return the room the value axis needs."""
    metrics = look.metrics()
    widest = max((metrics.horizontalAdvance(label) for _, label in chart.y.ticks), default=0)
    return widest + look.px(10)


def bottom_height(look: ChartLook) -> float:
    """Return the room the time axis needs."""
    return look.metrics().height() + look.px(_TICK + _GAP + 3)


def mark_words(mark: Mark | RebaseMark, chart: Chart) -> str:
    """Return what is read out for a flag: its visit or visits, or the event."""
    if isinstance(mark, RebaseMark):
        return f"From {day_in_words(mark.on)}: average and usual range begin anew. {mark.reason}"
    if isinstance(mark, EventMark):
        when = month_in_words(mark.on) if mark.approximate else day_in_words(mark.on)
        return f"{mark.letter}: {mark.title}, {when}"
    notes = [note for note in chart.visits if note.number in mark.numbers]
    if len(notes) == 1:
        return f"Visit {notes[0].number}: {notes[0].title}. {notes[0].text}".strip()
    return f"{len(notes)} visits: " + "; ".join(f"{note.number} {note.title}" for note in notes)


def paint_values(painter: QPainter, chart: Chart, at: Geometry, look: ChartLook) -> None:
    """Paint the labels of the value axis, each level with its gridline."""
    painter.setFont(look.font())
    painter.setPen(QColor(look.muted))
    height = look.metrics().height()
    for value, label in chart.y.ticks:
        area = QRectF(0, at.py(value) - height / 2, at.plot.left() - look.px(7), height)
        painter.drawText(area, text_flags(Qt.AlignmentFlag.AlignRight), label)


def paint_dates(painter: QPainter, chart: Chart, at: Geometry, look: ChartLook) -> None:
    """Paint ticks and dates; as many labels as fit without touching."""
    metrics = look.metrics()
    widest = max((metrics.horizontalAdvance(label) for _, label in chart.x.ticks), default=1)
    # only labels that carry a year are as wide as that, and they are three apart or more
    most = max(2, int(at.plot.width() / (0.8 * widest + look.px(12))))
    axis = axis_within(chart.x, max(at.x[0], chart.x.low), min(at.x[1], chart.x.high), most)
    top = at.plot.bottom()
    painter.setPen(QPen(QColor(look.axis), 1))
    painter.drawLine(at.plot.bottomLeft(), at.plot.bottomRight())
    for place in axis.minor:
        painter.drawLine(QPointF(at.px(place), top), QPointF(at.px(place), top + look.px(3)))
    painter.setFont(look.font())
    end = -1.0
    for place, label in axis.ticks:
        x = at.px(place)
        painter.setPen(QPen(QColor(look.axis), 1))
        painter.drawLine(QPointF(x, top), QPointF(x, top + look.px(_TICK)))
        width = metrics.horizontalAdvance(label)
        left = x - width / 2
        if left < end + look.px(4):
            continue
        end = left + width
        area = QRectF(left - 2, top + look.px(_TICK + _GAP), width + 4, metrics.height())
        painter.setPen(QColor(look.muted))
        painter.drawText(area, text_flags(Qt.AlignmentFlag.AlignHCenter), label)


def row_height(look: ChartLook) -> float:
    """Return how high a row of the strip is, with the space above it."""
    return mark_height(look) + look.px(3)


def place_strip(
    marks: Sequence[Mark],
    rows: Sequence[int],
    widths: Sequence[float],
    at: Geometry,
    look: ChartLook,
) -> tuple[PlacedMark, ...]:
    """Return where each flag of the visible time stands; row 0 is next to the plot."""
    height, row_by = mark_height(look), row_height(look)
    placed = []
    for mark, row, width in zip(marks, rows, widths, strict=True):
        day = mark.on.toordinal()
        if at.shows(day):
            top = at.plot.top() - (row + 1) * row_by - look.px(2)
            placed.append(PlacedMark(mark, QRectF(at.px(day) - width / 2, top, width, height)))
    return tuple(placed)


def place_reasons(chart: Chart, at: Geometry, look: ChartLook) -> tuple[PlacedReason, ...]:
    """Return each visible rebase's line, and its reason in the row next to the plot.

    A reason stands right of its line as far as the next one; where there is little room it stands
    left of it. What does not fit is cut: the list of events has it whole.
    """
    shown = [at.px(one.place.toordinal()) for one in chart.rebases]
    inside = [at.shows(one.place.toordinal()) for one in chart.rebases]
    top = at.plot.top() - row_height(look) - look.px(2)
    gap, metrics = look.px(4), look.metrics()
    placed = []
    for place, (one, x) in enumerate(zip(chart.rebases, shown, strict=True)):
        if not inside[place]:
            continue
        after = shown[place + 1] if place + 1 < len(shown) else at.plot.right() + look.px(60)
        before = shown[place - 1] if place else at.plot.left()
        right, left = after - x - 2 * gap, x - before - 2 * gap
        width = metrics.horizontalAdvance(one.reason)
        leftwards = width > right and left > right and place == 0
        room = max(left if leftwards else right, 0.0)
        text = metrics.elidedText(one.reason, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        start = x - gap - width if leftwards else x + gap
        placed.append(PlacedReason(x, QRectF(start, top, width, mark_height(look)), text, one))
    return tuple(placed)


def paint_reasons(
    painter: QPainter, placed: Sequence[PlacedReason], at: Geometry, look: ChartLook
) -> None:
    """Paint what the rebases say, over the poles of flags that would strike it through."""
    painter.setFont(look.font())
    for item in placed:
        painter.fillRect(item.area.adjusted(-2, 0, 2, 0), QColor(look.surface))
        painter.setPen(QPen(QColor(look.text), 1.5))
        painter.drawLine(QPointF(item.x, item.area.top()), QPointF(item.x, at.plot.top()))
        painter.drawText(item.area, text_flags(Qt.AlignmentFlag.AlignLeft), item.text)


def paint_strip(
    painter: QPainter,
    placed: Sequence[PlacedMark],
    at: Geometry,
    look: ChartLook,
    chosen: frozenset[int],
) -> None:
    """Paint the flags and their poles down to the plot; poles first, so no flag is crossed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in placed:
        if isinstance(item.mark, VisitFlag):
            strong = not chosen.isdisjoint(item.mark.numbers)
            pen = QPen(look.role(Role.VISIT), 2.5 if strong else look.marker(1))
        else:
            pen = QPen(look.role(Role.EVENT), look.marker(1))
            pen.setDashPattern([1.0, 3.0])
        painter.setPen(pen)
        x = at.px(item.mark.on.toordinal())
        painter.drawLine(QPointF(x, item.area.bottom()), QPointF(x, at.plot.top()))
    painter.setFont(look.font(bold=True))
    for item in placed:
        if isinstance(item.mark, EventMark):
            _paint_event(painter, item, look)
        else:
            _paint_flag(painter, item, look, not chosen.isdisjoint(item.mark.numbers))


def _paint_flag(painter: QPainter, item: PlacedMark, look: ChartLook, chosen: bool) -> None:
    painter.setPen(QPen(QColor(look.text), 2) if chosen else Qt.PenStyle.NoPen)
    painter.setBrush(look.role(Role.VISIT))
    painter.drawRoundedRect(item.area, 3, 3)
    painter.setPen(QColor(look.on_mark))
    painter.drawText(item.area, text_flags(Qt.AlignmentFlag.AlignHCenter), mark_text(item.mark))


def _paint_event(painter: QPainter, item: PlacedMark, look: ChartLook) -> None:
    area, slope = item.area, min(item.area.width() / 2, look.px(5))
    shape = QPolygonF(
        [
            QPointF(area.left() + slope, area.top()),
            QPointF(area.right() - slope, area.top()),
            QPointF(area.right(), area.center().y()),
            QPointF(area.right() - slope, area.bottom()),
            QPointF(area.left() + slope, area.bottom()),
            QPointF(area.left(), area.center().y()),
        ]
    )
    painter.setPen(QPen(look.role(Role.EVENT), 1.5))
    painter.setBrush(QColor(look.surface))
    painter.drawPolygon(shape)
    painter.setPen(look.role(Role.EVENT))
    painter.drawText(area, text_flags(Qt.AlignmentFlag.AlignHCenter), mark_text(item.mark))


def text_flags(alignment: Qt.AlignmentFlag) -> int:
    """Return how a word is put into its box: in its middle line, whole even if it is wider."""
    return int(alignment | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
