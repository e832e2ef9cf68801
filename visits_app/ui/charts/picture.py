"""A chart as a picture to paste or save: title, plot, list of visits and notes, on white."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from visits_app.domain.charts import Chart
from visits_app.domain.figures import day_in_words, month_in_words
from visits_app.ui.charts.chart_view import ChartView
from visits_app.ui.charts.look import PAPER

_WIDTH, _PLOT_HEIGHT, _EDGE = 1000, 460, 28
_DENSITY = round(PAPER.density)
"""Pixels of the file for each pixel of the layout: sharp in print."""


def chart_picture(chart: Chart) -> QImage:
    """Return the chart as a picture 2000 pixels wide that needs nothing beside it."""
    blocks = [(chart.title, 20, True, PAPER.text), (chart.subtitle, 13, False, PAPER.muted)]
    events = [
        f"{e.letter}  {e.title}, {month_in_words(e.on) if e.approximate else day_in_words(e.on)}"
        for e in chart.events
    ]
    below = [
        *((f"{v.number}  {v.title}. {v.text}".strip(), PAPER.text) for v in chart.visits),
        *((line, PAPER.text) for line in events),
        *((note, PAPER.muted) for note in chart.notes),
    ]
    width = _WIDTH - 2 * _EDGE
    flags = int(Qt.TextFlag.TextWordWrap)

    def height_of(text: str, size: int, bold: bool) -> int:
        metrics = QFontMetrics(PAPER.font(size, bold=bold))
        return metrics.boundingRect(QRect(0, 0, width, 10_000), flags, text).height()

    head = sum(height_of(text, size, bold) + 6 for text, size, bold, _ in blocks)
    foot = sum(height_of(text, 13, False) + 5 for text, _ in below)
    whole = _EDGE + head + _PLOT_HEIGHT + 14 + foot + _EDGE
    image = QImage(_WIDTH * _DENSITY, whole * _DENSITY, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_DENSITY)
    image.fill(QColor(PAPER.surface))
    image.setText("Description", chart.sentence)
    view = ChartView(PAPER)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.resize(width, _PLOT_HEIGHT)
    view.show_chart(chart)
    painter = QPainter(image)
    top = _EDGE
    for text, size, bold, colour in blocks:
        painter.setFont(PAPER.font(size, bold=bold))
        painter.setPen(QColor(colour))
        height = height_of(text, size, bold)
        painter.drawText(QRect(_EDGE, top, width, height), flags, text)
        top += height + 6
    painter.end()
    view.render(image, QPoint(_EDGE, top))
    painter = QPainter(image)
    painter.setFont(PAPER.font(13))
    top += _PLOT_HEIGHT + 14
    for text, colour in below:
        painter.setPen(QColor(colour))
        height = height_of(text, 13, False)
        painter.drawText(QRect(_EDGE, top, width, height), flags, text)
        top += height + 5
    painter.end()
    view.deleteLater()
    return image
