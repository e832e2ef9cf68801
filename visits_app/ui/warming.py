"""Fetch what pages will need while nobody waits for it.

A page is imported when it is first opened, so that the start is quick; the chart's library alone
takes a quarter of a second. Once the first page has been read, the rest is imported in the long
lane, so that opening a page finds it there.
"""

import importlib

LATER_MS = 700
"""From the first page to the warming: a person is still reading."""

MODULES = (
    "visits_app.ui.pages.visits",
    "visits_app.ui.pages.editor",
    "visits_app.ui.pages.check",
    "visits_app.ui.new_visit",
    "visits_app.ui.pages.recommendations",
    "visits_app.ui.pages.actions",
    "visits_app.ui.pages.indicators",
    "visits_app.ui.pages.indicator",
    "visits_app.ui.charts.chart_view",
    "visits_app.services.reports",
    "visits_app.ui.pages.reports",
)


def warm() -> None:
    """Import what is not imported yet, the likeliest first."""
    for module in MODULES:
        importlib.import_module(module)
