"""How long the window's thread is held up until the overview of indicators is painted.

A store of 100 indicators with 120 months each is made here. The page is opened for the first time
in a process of its own, the imports as the warming leaves them ("warm"), or before the warming has
begun ("cold"): then the page's modules and numpy are imported while one waits. Reading and judging
go on in a job; what that job takes of the window's thread, by holding Python's lock, counts.
"""

import json
import math
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from windows import make_store, open_window, settle, wait_for

from visits_app.services import stores

INDICATORS, MONTHS = 100, 120
SHAPES = ("flat", "falling", "rising", "shifted")


def fill(path: Path) -> None:
    """Put the indicators into a store, with targets, some of them out of reach."""
    chance = random.Random(7)
    with stores.open_store(path) as store, store.write() as db:
        for number in range(INDICATORS):
            name = f"Measure {number + 1} of the timeliness of assessments and plans"
            better = ("higher", "lower", "neutral")[number % 3]
            db.execute(
                "INSERT INTO indicator (id, name, definition, unit, direction, frequency, decimals,"
                " source, caution, position, numerator, denominator, rolling, method, aliases,"
                " catalogue_id, retired) VALUES (?, ?, '', 'per cent', ?, 'monthly', 1, '', '', ?,"
                " '', '', 0, 'xmr', '[]', '', 0)",
                (f"i{number}", name, better, number),
            )
            db.execute(
                "INSERT INTO series (id, indicator_id, area, kind, source, licence, note, position)"
                " VALUES (?, ?, 'Northmead', 'reported', '', '', '', 1)",
                (f"s{number}", f"i{number}"),
            )
            if number % 4:
                sense = "at most" if better == "lower" else "at least"
                aim = (60, 75, 95)[number % 3]
                db.execute(
                    "INSERT INTO target (indicator_id, value, sense, note) VALUES (?, ?, ?, '')",
                    (f"i{number}", aim, sense),
                )
            db.executemany(
                "INSERT INTO observation (series_id, period, value, precision, certainty,"
                " value_text, provisional, note, source_ref, revised)"
                " VALUES (?, ?, ?, 'month', 'stated', '', 0, '', '', 0)",
                figures(f"s{number}", SHAPES[number % len(SHAPES)], chance),
            )


def figures(series_id: str, shape: str, chance: random.Random) -> list[tuple[str, str, float]]:
    """Return ten years of months of one series."""
    found = []
    last = date.today().replace(day=1) - timedelta(days=1)
    for month in range(MONTHS):
        left = MONTHS - 1 - month
        number = last.year * 12 + last.month - 1 - left
        day = date(number // 12, number % 12 + 1, 28)
        value = 75 + 3 * chance.gauss(0, 1) + 2 * math.sin(month / 2)
        value -= max(0, 12 - left) * 1.5 if shape == "falling" else 0
        value += max(0, 12 - left) * 1.5 if shape == "rising" else 0
        value += 8 if shape == "shifted" and left < 9 else 0
        found.append((series_id, day.isoformat(), round(min(max(value, 0.0), 100.0), 1)))
    return found


class Painted(QObject):
    """Notes that a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return False


def measure(app: QApplication, path: Path, *, warm: bool) -> float:
    """Return the longest hold in seconds from going to the page until its rows are painted."""
    desktop = open_window(app, path)
    settle(desktop)
    if warm:
        from visits_app.ui.warming import warm as warm_up

        warm_up()
    last, longest = time.perf_counter(), 0.0

    def beat() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest = max(longest, now - last)
        last = now

    heart = QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.setInterval(1)
    heart.timeout.connect(beat)
    heart.start()
    last = time.perf_counter()
    desktop.window.go("indicators", {})
    page = desktop.window.page
    painted = Painted()
    page.table.viewport().installEventFilter(painted)
    wait_for(lambda: painted.seen and page.model.rowCount() == INDICATORS)
    settle(desktop)
    heart.stop()
    assert page.model.rowCount() == INDICATORS
    desktop.window.close()
    return longest


def main(path: Path, how: str) -> None:
    """Make the store if it is not there, and print the longest hold."""
    app = QApplication(sys.argv[:1])
    if not path.exists():
        make_store(path, with_example=False)
        fill(path)
    print(json.dumps({how: [measure(app, path, warm=how == "warm")]}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
