"""A chart's data as a table of a document, for every renderer."""

from visits_app.domain.charts import Chart
from visits_app.reports.chart_words import filled
from visits_app.reports.document import Column, Table

_NARROWEST, _WIDEST = 8, 32
"""Shares of the width go by the longest words of a column, in characters, within these."""


def chart_table(chart: Chart) -> Table:
    """Return a chart's data: columns as wide as their words, empty ones left out."""
    data = filled(chart.table)
    columns = []
    for place, title in enumerate(data.columns):
        longest = max(len(text) for text in (title, *(row[place] for row in data.rows)))
        columns.append(Column(title, min(max(longest, _NARROWEST), _WIDEST)))
    return Table(tuple(columns), data.rows)
