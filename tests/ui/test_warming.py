"""What pages need is fetched in the background, off the window's thread."""

import sys

from tests.windows import settle, wait_for
from visits_app.ui.app import Desktop
from visits_app.ui.warming import MODULES


def test_pages_and_charts_are_there_before_they_are_opened(desktop: Desktop) -> None:
    wait_for(lambda: all(module in sys.modules for module in MODULES))
    settle(desktop)
    assert "pyqtgraph" in sys.modules
