"""The longest time the window's thread is held up while a long list is shown, filtered, searched.

A timer asks every millisecond to be called; how late it comes is how long a key would have waited.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from windows import open_window, settle, wait_for

app = QApplication(sys.argv[:1])
desktop = open_window(app, Path(sys.argv[1]))
settle(desktop)

last, longest = 0.0, 0.0


def beat() -> None:
    global last, longest
    now = time.perf_counter()
    longest = max(longest, now - last)
    last = now


heart = QTimer()
heart.setTimerType(Qt.TimerType.PreciseTimer)
heart.setInterval(1)
heart.timeout.connect(beat)


def held_up(act: Callable[[], object]) -> float:
    """Return the longest wait in seconds from doing something until everything is at rest."""
    global last, longest
    last, longest = time.perf_counter(), 0.0
    heart.start()
    act()
    until = time.perf_counter() + 0.25  # a search waits for the next key
    wait_for(lambda: time.perf_counter() > until)
    settle(desktop)
    heart.stop()
    return longest


found: dict[str, list[float]] = {"page": [], "filter": [], "search": []}
found["page"].append(held_up(lambda: desktop.window.go("visits", {})))
page = desktop.window.page
for number in range(1, 1 + int(sys.argv[2])):
    for combo in page.filters.combos.values():
        choose = partial(combo.setCurrentIndex, number % combo.count())
        found["filter"].append(held_up(choose))
        found["filter"].append(held_up(page.clear_filters))
    for order in range(page.sorting.count()):
        found["page"].append(held_up(partial(page.sorting.setCurrentIndex, order)))
    for words in ("supervision", "duty team", "kitchen's", "the"):
        found["search"].append(held_up(partial(page.search.setText, words)))
    held_up(page.clear_filters)
print(json.dumps(found), flush=True)
desktop.window.close()
