"""The longest time the window waits while 200,000 rows of figures are imported, step by step.

    python -m tests.ui.import_stall [ROWS]

Beside each step: how long it took in all. Work in jobs does not count, unless it keeps the
interpreter from the window.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtWidgets import QApplication

from tests.ui.stall import Heart
from tests.windows import make_store, open_window
from visits_app import paths
from visits_app.presenters.workspace import Desk
from visits_app.ui.pages.figure_import import FigureImportPage


def write_rows(path: Path, rows: int) -> None:
    """Write a long file: 100 months of as many indicators and areas as it takes."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Month,Indicator,Area,Value\n")
        for row in range(rows):
            month, rest = row % 100, row // 100
            name, area = rest % 40, rest // 40
            when = f"{2005 + month // 12}-{month % 12 + 1:02d}"
            file.write(f"{when},Measure number {name},Area {area},{100 + row % 900}\n")


def main(rows: int) -> None:
    """Print the longest pause of each step."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["MEMBER_VISITS_HOME"] = temporary
        store = Path(temporary) / paths.STORE_NAME
        make_store(store, desk=Desk.OFFICER, with_example=False)
        path = Path(temporary) / "Figures.csv"
        write_rows(path, rows)
        app = QApplication(sys.argv[:1])
        desktop = open_window(app, store)
        heart = Heart()
        desktop.window.go("figure_import")
        page = desktop.window.page
        assert isinstance(page, FigureImportPage)
        session = page.session

        def step(what: str, act: Callable[[], object], then: str) -> None:
            began = time.perf_counter()
            waited = heart.until(desktop, act, lambda: session.working is None)
            took = time.perf_counter() - began
            assert session.step == then, session.error
            print(f"{what:10} waited at most {waited:6.1f} ms, took {took:5.2f} s", flush=True)

        step("look", lambda: session.choose_file(path), "found")
        step("names", page._next, "names")
        names = session.presenter.names
        assert names is not None
        names.make_new(names.open_names(), unit="number", direction="neutral")
        session.tell_names()
        step("dry run", page._next, "plan")
        step("take", page._next, "done")
        assert session.done is not None
        step("undo", page._undo, "file")
        desktop.window.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
