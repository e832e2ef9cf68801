"""Drive the real window without a person: for the demo, the pictures and the tests."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from visits_app.presenters.opening import SetUp, set_up
from visits_app.presenters.workspace import Desk
from visits_app.ui.app import Desktop

PATIENCE_MS = 20_000


def make_store(path: Path, *, desk: Desk = Desk.MEMBER, with_example: bool = True) -> None:
    """Make a store as the first start does, and close it."""
    set_up(path, SetUp(desk, with_example, "Councillor for Northmead", "Northmead")).store.close()


def open_window(app: QApplication, path: Path) -> Desktop:
    """Open the window and wait until its first page has been read."""
    desktop = Desktop(app, path)
    desktop.start()
    wait_for(lambda: bool(desktop.window.page) and desktop.jobs.idle)
    return desktop


def settle(desktop: Desktop) -> None:
    """Wait until nothing is under way, two looks in a row: an answer may ask for more."""
    quiet = 0

    def calm() -> bool:
        nonlocal quiet
        quiet = quiet + 1 if desktop.jobs.idle else 0
        return quiet > 3

    wait_for(calm)


def wait_for(condition: Callable[[], bool]) -> None:
    """Run the window until `condition` holds; fails after `PATIENCE_MS`."""
    loop, look, patience = QEventLoop(), QTimer(), QTimer()
    look.setInterval(5)
    patience.setSingleShot(True)
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    patience.timeout.connect(lambda: loop.exit(1))
    look.start()
    patience.start(PATIENCE_MS)
    if loop.exec():
        raise TimeoutError("the window did not come to rest")
