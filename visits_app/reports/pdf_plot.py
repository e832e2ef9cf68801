"""Draw a chart on paper from the same data as the screen: lines, steps, flags, labels.

Looks follow the council's chart conventions: light level gridlines, no legend, labels at the right
edge where nothing strikes them through, flags above the plot and never across the data.
"""

from visits_app.domain.axes import mark_text
from visits_app.domain.charts import Chart, EventMark, Limits, Line, Point, Role, Steps, VisitFlag
from visits_app.reports.drawing import Surface
from visits_app.reports.fonts import Face
from visits_app.reports.pdf_labels import Labels, SideLabel
from visits_app.reports.pdf_marks import draw_marker
from visits_app.reports.pdf_style import (
    BAND,
    CONCERN_EDGE,
    FLAG,
    HAIRLINE,
    INK,
    MUTED,
    ROLE_COLOURS,
    RULE,
    WHITE,
)

LANE = 15.5
"""Height of a row of flags above the plot."""
_DASHES: dict[Role, tuple[float, ...]] = {
    Role.TARGET: (9.0, 4.0),
    Role.LIMIT: (3.0, 2.5),
    Role.MIDDLE: (2.0, 2.0),
}
_LABEL_COLOURS = {Role.SERIES: INK, Role.COMPARISON: MUTED}
"""Words of thin grey lines are as dark as any words."""


class Plot:
    """The plot's place on the page and what is drawn in it."""

    def __init__(
        self,
        chart: Chart,
        labels: Labels,
        area: tuple[float, float, float, float],
        beside: Chart | None = None,
    ) -> None:
        """`area` is left, top, width and height; `beside` another chart with the same edges."""
        self._chart, self._labels = chart, labels
        x, top, width, self._high = area
        self._left_edge, self._right_edge = x, x + width
        self.top, self.bottom = top, top - self._high
        both = [chart] if beside is None else [chart, beside]
        ticks = [label for one in both for _, label in one.y.ticks]
        self.left = x + max((labels.width(label) for label in ticks), default=0.0) + 7
        self._side = labels.side_width(word for one in both for word in _side_words(one))
        self.right = x + width - (self._side + 8 if self._side else 6)
        self.middle = (self.left + self.right) / 2

    def _x(self, day: float) -> float:
        axis = self._chart.x
        part = (day - axis.low) / ((axis.high - axis.low) or 1.0)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def _y(self, value: float) -> float:
        axis = self._chart.y
        part = (value - axis.low) / ((axis.high - axis.low) or 1.0)
        return self.bottom + min(max(part, 0.0), 1.0) * self._high

    def _foot(self, lane: int) -> float:
        """Return the foot of a lane of flags; those of rebases' reasons are below them all."""
        return self.top + (lane + first_lane(self._chart)) * LANE

    def draw_axes(self, canvas: Surface) -> None:
        """Draw level gridlines, ticks and labels; a label that would touch another is left out."""
        canvas.setLineWidth(0.5)
        canvas.setStrokeColorRGB(*HAIRLINE)
        for value, label in self._chart.y.ticks:
            y = self._y(value)
            canvas.line(self.left, y, self.right, y)
            self._labels.right(canvas, self.left - 7, y - 3.2, label, Face.REGULAR, MUTED)
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.75)
        canvas.line(self.left, self.bottom, self.right, self.bottom)
        for day in self._chart.x.minor:
            canvas.line(self._x(day), self.bottom, self._x(day), self.bottom - 2.2)
        for day, _ in self._chart.x.ticks:
            canvas.line(self._x(day), self.bottom, self._x(day), self.bottom - 4)
        for x, label in self._time_labels():
            self._labels.centred(canvas, x, self.bottom - 14.5, label, Face.REGULAR, 9.5, MUTED)

    def _time_labels(self) -> list[tuple[float, str]]:
        """Return where labels stand that do not touch; one with a year goes before one without."""
        taken: list[tuple[float, float]] = []
        found = []
        ticks = self._chart.x.ticks
        for day, label in sorted(ticks, key=lambda tick: not any(map(str.isdigit, tick[1]))):
            x, half = self._x(day), self._labels.width(label) / 2
            inside = x - half >= self._left_edge and x + half <= self._right_edge
            if inside and all(x + half + 6 <= left or x - half >= right for left, right in taken):
                taken.append((x - half, x + half + 6))
                found.append((x, label))
        return sorted(found)

    def draw_marks(self, canvas: Surface) -> None:
        """Draw visits and events: first all hairlines, then the flags over them."""
        canvas.setLineWidth(0.8)
        for mark in marks_of(self._chart):
            x, foot = self._x(mark.on.toordinal()), self._foot(mark.lane)
            event = isinstance(mark, EventMark)
            canvas.setStrokeColorRGB(*ROLE_COLOURS[Role.EVENT if event else Role.VISIT])
            canvas.setDash([2, 2] if event else [])
            canvas.line(x, self.bottom, x, foot + 2)
        canvas.setDash([])
        for mark in marks_of(self._chart):
            self._draw_flag(canvas, mark)

    def _draw_flag(self, canvas: Surface, mark: VisitFlag | EventMark) -> None:
        text = mark_text(mark)
        half = max(self._labels.width(text, Face.BOLD, 9) / 2 + 4.5, 7.0)
        x = min(max(self._x(mark.on.toordinal()), self._left_edge + half), self._right_edge - half)
        foot = self._foot(mark.lane) + 2
        colour = WHITE
        if isinstance(mark, EventMark):
            canvas.setFillColorRGB(*WHITE)
            canvas.setStrokeColorRGB(*CONCERN_EDGE)
            canvas.roundRect(x - half, foot, 2 * half, 13, 6.5, stroke=1, fill=1)
            colour = CONCERN_EDGE
        else:
            canvas.setFillColorRGB(*FLAG)
            canvas.setStrokeColorRGB(*WHITE)
            canvas.rect(x - half, foot, 2 * half, 13, stroke=1, fill=1)
        self._labels.centred(canvas, x, foot + 3.4, text, Face.BOLD, 9, colour)

    def draw_band(self, canvas: Surface, limits: Limits) -> None:
        """Tint the usual range of one phase."""
        if limits.lower is None or limits.upper is None:
            return
        left, right = self._x(limits.starts.toordinal()), self._x(limits.ends.toordinal())
        foot, head = self._y(limits.lower), self._y(limits.upper)
        canvas.setFillColorRGB(*BAND)
        canvas.rect(left, foot, right - left, head - foot, stroke=0, fill=1)

    def draw_limits(self, canvas: Surface, limits: Limits) -> None:
        """Draw average and limits of one phase; provisional ones are dashed throughout."""
        left, right = self._x(limits.starts.toordinal()), self._x(limits.ends.toordinal())
        for level, role, width in (
            (limits.mean, Role.MEAN, 1.1),
            (limits.lower, Role.LIMIT, 0.75),
            (limits.upper, Role.LIMIT, 0.75),
        ):
            if level is not None:
                solid = role is Role.MEAN and not limits.provisional
                canvas.setDash([] if solid else list(_DASHES[Role.LIMIT]))
                canvas.setLineWidth(width)
                canvas.setStrokeColorRGB(*ROLE_COLOURS[role])
                canvas.line(left, self._y(level), right, self._y(level))
        canvas.setDash([])

    def draw_rebases(self, canvas: Surface) -> None:
        """Draw where average and range begin anew, with as much of the reason as there is room."""
        canvas.setLineWidth(1.1)
        canvas.setStrokeColorRGB(*INK)
        places = [self._x(rebase.place.toordinal()) for rebase in self._chart.rebases]
        ends = [*places[1:], self._right_edge][: len(places)]
        for rebase, x, end in zip(self._chart.rebases, places, ends, strict=True):
            room, left = end - x - 8, x - self._left_edge - 8
            leftwards = self._labels.width(rebase.reason) > room < left and x == places[0]
            reason = self._labels.fitted(rebase.reason, left if leftwards else room)
            if reason:
                wide = self._labels.width(reason)
                start = x - 4 - wide if leftwards else x + 4
                canvas.setFillColorRGB(*WHITE)
                canvas.rect(start - 1, self.top + 1, wide + 2, LANE - 3, stroke=0, fill=1)
                self._labels.left(canvas, start, self.top + 4, reason, Face.REGULAR, INK)
            canvas.line(x, self.bottom, x, self.top + LANE - 2)

    def draw_steps(self, canvas: Surface, steps: Steps) -> None:
        """Draw a level that holds until the next, as steps."""
        canvas.setLineWidth(1.3)
        canvas.setStrokeColorRGB(*ROLE_COLOURS[steps.role])
        canvas.setDash(list(_DASHES.get(steps.role, ())))
        path = canvas.beginPath()
        level: float | None = None
        for day, value in steps.levels:
            x, y = self._x(day.toordinal()), self._y(value)
            if level is None:
                path.moveTo(x, y)
            else:
                path.lineTo(x, level)
                path.lineTo(x, y)
            level = y
        if level is not None:
            path.lineTo(self._x(steps.until.toordinal()), level)
            canvas.drawPath(path)
        canvas.setDash([])

    def draw_line(self, canvas: Surface, line: Line) -> None:
        """Draw a run of points and its markers."""
        if not line.points:
            return
        places = [(self._x(p.on.toordinal()), self._y(p.value)) for p in line.points]
        thin = line.role is Role.COMPARISON
        canvas.setDash(list(_DASHES.get(line.role, ())))
        canvas.setLineWidth(0.6 if thin else 1.5)
        canvas.setLineJoin(1)
        canvas.setStrokeColorRGB(*ROLE_COLOURS[line.role])
        path = canvas.beginPath()
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        canvas.drawPath(path)
        canvas.setDash([])
        if line.role in {Role.COMPARISON, Role.MIDDLE, Role.BENCHMARK}:
            return  # markers are the council's own
        room = (self.right - self.left) / max(len(places), 1)
        reach = min(2.9, max(1.4, room * 0.36))
        for point, place in zip(line.points, places, strict=True):
            draw_marker(canvas, point, place, reach)

    def draw_labels(self, canvas: Surface) -> None:
        """Put targets and latest values at the right edge, pushed apart where they would touch."""
        side: list[SideLabel] = []
        for steps in self._chart.steps:
            if steps.label and steps.levels:
                y = self._y(steps.label_level)
                side.append(SideLabel(y, steps.label, ROLE_COLOURS[steps.role], Face.REGULAR))
        for level in self._chart.level_labels:
            colour = ROLE_COLOURS[level.role]
            side.append(SideLabel(self._y(level.value), level.text, colour, Face.REGULAR))
        for line in self._chart.lines:
            if line.label and line.points:
                face = Face.BOLD if line.role is Role.SERIES else Face.REGULAR
                colour = _LABEL_COLOURS.get(line.role) or ROLE_COLOURS[line.role]
                y = self._y(line.points[-1].value)
                side.append(SideLabel(y, line.label, colour, face))
            for point in line.points:
                if not point.label or line.label:
                    continue
                x, y = self._x(point.on.toordinal()), self._y(point.value)
                wide = self._labels.width(point.label, Face.BOLD)
                if self.right - x < wide + 12:
                    side.append(SideLabel(y, point.label, INK, Face.BOLD))
                else:
                    self._label_point(canvas, point, x, y)
        self._labels.draw_side(canvas, side, self.right, self._side, self.top, self.bottom)

    def _label_point(self, canvas: Surface, point: Point, x: float, y: float) -> None:
        """Put a value beside its point, where no line runs through it."""
        levels = [self._y(steps.levels[-1][1]) for steps in self._chart.steps if steps.levels]
        wide = self._labels.width(point.label, Face.BOLD)
        places = ((x + 7, y - 3.4), (x - wide / 2, y + 7), (x - wide / 2, y - 14))
        clear = [p for p in places if all(not p[1] - 3 < level < p[1] + 10 for level in levels)]
        left, foot = (clear or list(places))[0]
        canvas.setFillColorRGB(*WHITE)
        canvas.rect(left - 1, foot - 2, wide + 2, 11, stroke=0, fill=1)
        self._labels.left(canvas, left, foot, point.label, Face.BOLD, INK)


def marks_of(chart: Chart) -> tuple[VisitFlag | EventMark, ...]:
    """Return the flags and events of the strip."""
    return (*chart.flags, *chart.events)


def first_lane(chart: Chart) -> int:
    """Return how many lanes the reasons of rebases take."""
    return 1 if chart.rebases else 0


def _side_words(chart: Chart) -> list[str]:
    words = [steps.label for steps in chart.steps]
    words += [level.text for level in chart.level_labels]
    words += [line.label for line in chart.lines]
    return words + [point.label for line in chart.lines for point in line.points if not line.label]
