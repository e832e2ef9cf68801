"""Pan and zoom a chart of 120 months with 40 flags, a forced repaint a step.

A frame is everything from asking for another stretch of time to the painted pixels of the whole
widget: plot, axes, flags, labels. Prints the milliseconds of each frame.
"""

import json
import os
import random
import sys
import time
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from visits_app.domain.charting import indicator_chart
from visits_app.domain.charts import Chart, ChartVisit
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Rebase,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.registers import Event
from visits_app.ui.charts.chart_view import ChartView
from visits_app.ui.charts.look import ChartLook

MONTHS, FLAGS, EVENTS = 120, 40, 6
WIDTH, HEIGHT = 1000, 460


def chart() -> Chart:
    """Return ten years that wander, with a rebase, two targets, visits and events."""
    chance = random.Random(2)
    months = [month_end(date(2004 + n // 12, n % 12 + 1, 1)) for n in range(MONTHS)]
    level, seen = 78.0, []
    for day in months:
        level += chance.gauss(0, 0.5)
        value = round(min(level + chance.gauss(0, 3), 100.0), 1)
        seen.append(Observation("s", day, value, provisional=chance.random() < 0.05))
    indicator = Indicator(
        "i",
        "Core assessments on time",
        unit=Unit.PER_CENT,
        direction=Direction.HIGHER,
        frequency=Frequency.MONTHLY,
        decimals=1,
    )
    detail = IndicatorDetail(
        indicator,
        (Series("s", "i", "Peterborough", SeriesKind.REPORTED),),
        tuple(seen),
        (Target("i", 80, "at least"), Target("i", 85, "at least", date(2009, 4, 1))),
        (Rebase("r", "i", date(2009, 4, 1), "The single assessment took the place of two."),),
    )
    first, last = months[0].toordinal(), months[-1].toordinal()
    apart = (last - first) / FLAGS  # close enough to stack, not so close that flags merge
    days = [date.fromordinal(round(first + n * apart)) for n in range(FLAGS)]
    visits = [ChartVisit(f"v{n}", day, "Family Support") for n, day in enumerate(days)]
    events = [
        Event(f"e{n}", date.fromordinal(chance.randint(first, last)), f"Event {n}")
        for n in range(EVENTS)
    ]
    made = indicator_chart(detail, "s", visits, events, months[-1], months=None)
    assert len(made.flags) == FLAGS
    return made


def frames(turns: int) -> dict[str, list[float]]:
    """Return the milliseconds of every frame of panning to and fro, and of zooming in and out."""
    view = ChartView(ChartLook())
    view.resize(WIDTH, HEIGHT)
    view.show_chart(chart())
    view.show()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.processEvents()
    paper = QPixmap(WIDTH, HEIGHT)
    taken: dict[str, list[float]] = {"pan": [], "zoom": []}

    def frame(kind: str, low: float, high: float) -> None:
        begun = time.perf_counter()
        view.show_days(low, high)
        view.render(paper)
        taken[kind].append((time.perf_counter() - begun) * 1000)

    first, last = view.visible_days
    wide = 5 * 365.25
    for turn in range(turns):
        step = (last - first - wide) * (turn % 60) / 60
        frame("pan", first + step, first + step + wide)
    for turn in range(turns):
        part = 0.2 + 0.75 * abs((turn % 60) - 30) / 30
        middle = (first + last) / 2
        frame("zoom", middle - part * (last - first) / 2, middle + part * (last - first) / 2)
    view.close()
    return taken


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    frames(5)  # the first ones read fonts
    print(json.dumps(frames(int(sys.argv[1]))))
