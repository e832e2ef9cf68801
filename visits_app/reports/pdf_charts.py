"""A chart on a page: its title, its picture and what is said under it, kept together."""

from collections.abc import Iterator
from dataclasses import replace

from visits_app.domain.charts import Chart
from visits_app.reports.chart_words import ILLUSTRATION, marks_in_words, notes_in_words
from visits_app.reports.document import ChartBlock, Run, Words
from visits_app.reports.drawing import Surface
from visits_app.reports.fonts import Face, Fonts
from visits_app.reports.pdf_labels import Labels
from visits_app.reports.pdf_pieces import Hung, Setting, Unsplit, Whole
from visits_app.reports.pdf_plot import LANE, Plot, first_lane, marks_of
from visits_app.reports.pdf_style import CHART_TITLE, GUTTER, INK, NUMBER, SMALL, TextStyle, rgb
from visits_app.reports.pdf_text import TextLines, fragments_of

PLOT_HEIGHT = 148.0
SMALL_PLOT_HEIGHT = 104.0
_AXIS_HEIGHT = 22.0
_WATERMARK = rgb("#E1E6EA")
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
        subtitle = (Run(ILLUSTRATION, strong=True), Run(chart.subtitle))
    if chart.subtitle:
        yield lines(subtitle, replace(SMALL, after=8.0))
    compared = block.comparison
    yield Figure(fonts, chart, compared)
    marks = marks_in_words(chart) if block.with_marks else ()
    notes = notes_in_words(chart)
    if chart.sentence:
        more = bool(notes or marks or compared)
        yield lines(chart.sentence, replace(_SMALL, colour=INK), keep_next=more)
    if compared is not None:
        yield lines(compared.title, replace(_SMALL, face=Face.BOLD, colour=INK, before=6.0))
        yield Figure(fonts, compared, chart, SMALL_PLOT_HEIGHT)
        yield lines(compared.sentence, replace(_SMALL, colour=INK), keep_next=bool(notes or marks))
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

    def __init__(
        self,
        fonts: Fonts,
        chart: Chart,
        beside: Chart | None = None,
        plot_height: float = PLOT_HEIGHT,
    ) -> None:
        self._chart, self._labels = chart, Labels(fonts)
        self._beside, self._plot_height = beside, plot_height

    def _strip(self) -> float:
        lanes = first_lane(self._chart)
        lanes += max((1 + mark.lane for mark in marks_of(self._chart)), default=0)
        return lanes * LANE + 2 if lanes else 6.0

    def height(self, width: float) -> float:  # noqa: ARG002
        """Return the height of strip, plot and time axis."""
        return self._strip() + self._plot_height + _AXIS_HEIGHT

    def draw(self, canvas: Surface, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at x, top."""
        area = (x, top - self._strip(), width, self._plot_height)
        plot = Plot(self._chart, self._labels, area, self._beside)
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
