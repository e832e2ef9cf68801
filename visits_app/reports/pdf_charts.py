"""Draw a chart on paper from the same data as the screen: lines, steps, flags, labels.

Looks follow the council's chart conventions: light level gridlines, no legend, labels at the right
edge where nothing strikes them through, flags above the plot and never across the data.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from visits_app.domain.axes import mark_text
from visits_app.domain.charts import Chart, EventMark, Limits, Line, Point, Role, Steps, VisitFlag
from visits_app.reports.chart_words import events_in_words, notes_in_words, visits_in_words
from visits_app.reports.document import ChartBlock, Run, Words
from visits_app.reports.fonts import Face, Fonts
from visits_app.reports.pdf_labels import Labels, SideLabel
from visits_app.reports.pdf_marks import draw_marker
from visits_app.reports.pdf_pieces import Hung, Setting, Unsplit, Whole
from visits_app.reports.pdf_style import (
    BAND,
    CHART_TITLE,
    CONCERN_EDGE,
    FLAG,
    GUTTER,
    HAIRLINE,
    INK,
    MUTED,
    NUMBER,
    ROLE_COLOURS,
    RULE,
    SMALL,
    WHITE,
    TextStyle,
    rgb,
)
from visits_app.reports.pdf_text import TextLines, fragments_of

_PLOT_HEIGHT = 148.0
_LANE = 15.5
_AXIS_HEIGHT = 22.0
_WATERMARK = rgb("#E1E6EA")
_DASHES: dict[Role, tuple[float, ...]] = {Role.TARGET: (9.0, 4.0), Role.LIMIT: (3.0, 2.5)}
_SMALL = replace(SMALL, after=3.0)


def chart_settings(fonts: Fonts, block: ChartBlock) -> Iterator[Setting]:
    """Give a chart's title, picture, words and lists, kept together where a page can hold them."""
    chart = block.chart

    def lines(words: Words, style: TextStyle, keep_next: bool = True) -> TextLines:
        set_words = fragments_of(fonts, words, style)
        return TextLines(fonts, style, set_words, keep_next, style.before, style.after)

    yield lines(chart.title, replace(CHART_TITLE, before=16.0))
    subtitle: Words = chart.subtitle
    if chart.illustration:
        subtitle = (Run("Illustration, invented figures. ", strong=True), Run(chart.subtitle))
    if chart.subtitle:
        yield lines(subtitle, replace(SMALL, after=8.0))
    yield Figure(fonts, chart)
    marks = [*visits_in_words(chart), *events_in_words(chart)] if block.with_marks else []
    notes = notes_in_words(chart)
    if chart.sentence:
        yield lines(chart.sentence, replace(_SMALL, colour=INK), keep_next=bool(notes or marks))
    if notes:
        yield Unsplit(lines(notes, replace(SMALL, after=8.0), keep_next=bool(marks)))
    for place, (sign, words) in enumerate(marks, start=1):
        style = _SMALL if place < len(marks) else replace(SMALL, after=14.0)
        number = lines(sign, replace(NUMBER, size=SMALL.size, leading=SMALL.leading))
        yield Hung(lines(words, style, keep_next=False), number, GUTTER)


class Figure(Whole):
    """The picture itself: strip of flags, plot, axes and the labels at its right."""

    after = 6.0
    keep_next = True

    def __init__(self, fonts: Fonts, chart: Chart) -> None:
        self._chart, self._labels = chart, Labels(fonts)

    def _strip(self) -> float:
        marks = _marks(self._chart)
        return (1 + max(mark.lane for mark in marks)) * _LANE + 2 if marks else 6.0

    def height(self, width: float) -> float:  # noqa: ARG002
        """Return the height of strip, plot and time axis."""
        return self._strip() + _PLOT_HEIGHT + _AXIS_HEIGHT

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at x, top."""
        plot = _Plot(self._chart, self._labels, x, top - self._strip(), width)
        canvas.saveState()
        for limits in self._chart.limits:
            plot.draw_band(canvas, limits)
        if self._chart.illustration:  # on the bands, which else would cover it
            self._labels.centred(
                canvas, plot.middle, plot.bottom + 74, "Illustration", Face.BOLD, 44, _WATERMARK
            )
        plot.draw_axes(canvas)
        plot.draw_marks(canvas)
        for limits in self._chart.limits:
            plot.draw_limits(canvas, limits)
        for steps in self._chart.steps:
            plot.draw_steps(canvas, steps)
        for line in self._chart.lines:
            plot.draw_line(canvas, line)
        plot.draw_rebases(canvas)
        plot.draw_labels(canvas)
        canvas.restoreState()


class _Plot:
    """The plot's place on the page and what is drawn in it."""

    def __init__(self, chart: Chart, labels: Labels, x: float, top: float, width: float) -> None:
        self._chart, self._labels = chart, labels
        self._left_edge, self._right_edge = x, x + width
        self.top, self.bottom = top, top - _PLOT_HEIGHT
        widest = max((labels.width(label) for _, label in chart.y.ticks), default=0.0)
        self.left = x + widest + 7
        self._side = labels.side_width(self._side_words())
        self.right = x + width - (self._side + 8 if self._side else 6)
        self.middle = (self.left + self.right) / 2

    def _side_words(self) -> list[str]:
        words = [steps.label for steps in self._chart.steps]
        words += [level.text for level in self._chart.level_labels]
        words += [line.label for line in self._chart.lines]
        return words + [point.label for line in self._chart.lines for point in line.points]

    def _x(self, day: float) -> float:
        axis = self._chart.x
        part = (day - axis.low) / ((axis.high - axis.low) or 1.0)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def _y(self, value: float) -> float:
        axis = self._chart.y
        part = (value - axis.low) / ((axis.high - axis.low) or 1.0)
        return self.bottom + min(max(part, 0.0), 1.0) * _PLOT_HEIGHT

    def draw_axes(self, canvas: Any) -> None:
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

    def draw_marks(self, canvas: Any) -> None:
        """Draw visits and events: first all hairlines, then the flags over them."""
        canvas.setLineWidth(0.8)
        for mark in _marks(self._chart):
            x, foot = self._x(mark.on.toordinal()), self.top + mark.lane * _LANE
            event = isinstance(mark, EventMark)
            canvas.setStrokeColorRGB(*ROLE_COLOURS[Role.EVENT if event else Role.VISIT])
            canvas.setDash([2, 2] if event else [])
            canvas.line(x, self.bottom, x, foot + 2)
        canvas.setDash([])
        for mark in _marks(self._chart):
            self._draw_flag(canvas, mark)

    def _draw_flag(self, canvas: Any, mark: VisitFlag | EventMark) -> None:
        text = mark_text(mark)
        half = max(self._labels.width(text, Face.BOLD, 9) / 2 + 4.5, 7.0)
        x = min(max(self._x(mark.on.toordinal()), self._left_edge + half), self._right_edge - half)
        foot = self.top + mark.lane * _LANE + 2
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

    def draw_band(self, canvas: Any, limits: Limits) -> None:
        """Tint the usual range of one phase."""
        if limits.lower is None or limits.upper is None:
            return
        left, right = self._x(limits.starts.toordinal()), self._x(limits.ends.toordinal())
        foot, head = self._y(limits.lower), self._y(limits.upper)
        canvas.setFillColorRGB(*BAND)
        canvas.rect(left, foot, right - left, head - foot, stroke=0, fill=1)

    def draw_limits(self, canvas: Any, limits: Limits) -> None:
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

    def draw_rebases(self, canvas: Any) -> None:
        """Draw where average and range begin anew, with as much of the reason as there is room."""
        canvas.setLineWidth(1.1)
        canvas.setStrokeColorRGB(*INK)
        for rebase in self._chart.rebases:
            x = self._x(rebase.on.toordinal())
            canvas.line(x, self.bottom, x, self.top)
            reason = self._labels.fitted(rebase.reason, self.right - x - 6)
            if reason:
                wide = self._labels.width(reason)
                canvas.setFillColorRGB(*WHITE)
                canvas.rect(x + 2, self.top - 11, wide + 4, 11, stroke=0, fill=1)
                self._labels.left(canvas, x + 4, self.top - 9, reason, Face.REGULAR, INK)

    def draw_steps(self, canvas: Any, steps: Steps) -> None:
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

    def draw_line(self, canvas: Any, line: Line) -> None:
        """Draw a run of points and its markers."""
        if not line.points:
            return
        places = [(self._x(p.on.toordinal()), self._y(p.value)) for p in line.points]
        thin = line.role is Role.COMPARISON
        canvas.setLineWidth(0.6 if thin else 1.5)
        canvas.setLineJoin(1)
        canvas.setStrokeColorRGB(*ROLE_COLOURS[line.role])
        path = canvas.beginPath()
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        canvas.drawPath(path)
        if line.role in {Role.COMPARISON, Role.BENCHMARK}:
            return  # markers are the council's own
        room = (self.right - self.left) / max(len(places), 1)
        reach = min(2.9, max(1.4, room * 0.36))
        for point, place in zip(line.points, places, strict=True):
            draw_marker(canvas, point, place, reach)

    def draw_labels(self, canvas: Any) -> None:
        """Put targets and latest values at the right edge, pushed apart where they would touch."""
        side: list[SideLabel] = []
        for steps in self._chart.steps:
            if steps.label and steps.levels:
                y = self._y(steps.levels[-1][1])
                side.append(SideLabel(y, steps.label, ROLE_COLOURS[steps.role], Face.REGULAR))
        for level in self._chart.level_labels:
            colour = ROLE_COLOURS[level.role]
            side.append(SideLabel(self._y(level.value), level.text, colour, Face.REGULAR))
        for line in self._chart.lines:
            if line.label and line.points:
                own = line.role is Role.SERIES
                face, colour = (Face.BOLD, INK) if own else (Face.REGULAR, ROLE_COLOURS[line.role])
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

    def _label_point(self, canvas: Any, point: Point, x: float, y: float) -> None:
        """Put a value beside its point, where no line runs through it."""
        levels = [self._y(steps.levels[-1][1]) for steps in self._chart.steps if steps.levels]
        wide = self._labels.width(point.label, Face.BOLD)
        places = ((x + 7, y - 3.4), (x - wide / 2, y + 7), (x - wide / 2, y - 14))
        clear = [p for p in places if all(not p[1] - 3 < level < p[1] + 10 for level in levels)]
        left, foot = (clear or list(places))[0]
        canvas.setFillColorRGB(*WHITE)
        canvas.rect(left - 1, foot - 2, wide + 2, 11, stroke=0, fill=1)
        self._labels.left(canvas, left, foot, point.label, Face.BOLD, INK)


def _marks(chart: Chart) -> tuple[VisitFlag | EventMark, ...]:
    return (*chart.flags, *chart.events)
