"""The longest time one event holds the window's thread up, page by page, on a store.

    python -m tests.ui.stall STORE [light]

A watch round the event loop times every event that reaches a widget or a timer; what takes longest
while a page is opened, left and opened again is that page's figure. Work in jobs does not count.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.windows import open_window, settle
from visits_app.ui.app import Desktop

PAGES = (
    "home", "visits", "recommendations", "actions", "indicators", "meetings", "reports", "register",
    "settings", "help",
)  # fmt: skip


class Heart:
    """Beats as often as the event loop lets it; the longest pause is what a key would wait."""

    def __init__(self) -> None:
        self._last = self.longest = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def until(self, desktop: Desktop, act: Callable[[], object], rest: Callable[[], bool]) -> float:
        """Return the longest pause in milliseconds until `rest`, however long that takes."""
        settle(desktop)
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        act()
        loop = QEventLoop()
        look = QTimer()
        look.setInterval(20)
        look.timeout.connect(lambda: loop.quit() if rest() else None)
        look.start()
        loop.exec()
        self._timer.stop()
        return self.longest * 1000

    def while_doing(self, desktop: Desktop, act: Callable[[], object]) -> float:
        """Return the longest pause in milliseconds until all is at rest again."""
        settle(desktop)
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        act()
        settle(desktop)
        self._timer.stop()
        return self.longest * 1000


def main(store: Path) -> None:
    """Print the longest pause of each page: first opening, and again."""
    app = QApplication(sys.argv[:1])
    desktop = open_window(app, store)
    heart = Heart()
    for name in PAGES:
        desktop.window.go("settings" if name != "settings" else "help")
        first = heart.while_doing(desktop, lambda name=name: desktop.window.go(name))
        again = []
        for _ in range(5):
            desktop.window.go("settings" if name != "settings" else "help")
            again.append(heart.while_doing(desktop, lambda name=name: desktop.window.go(name)))
        page = desktop.window.page
        assert page is not None
        fresh = heart.while_doing(desktop, page.refresh)
        print(
            f"{name:18} first {first:6.1f} ms   again {sorted(again)[2]:6.1f} ms"
            f"   refreshed {fresh:6.1f} ms",
            flush=True,
        )
    desktop.window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["MEMBER_VISITS_HOME"] = temporary
        main(Path(sys.argv[1]))
