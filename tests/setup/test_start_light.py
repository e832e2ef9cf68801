"""The window is painted, and its first list shown, before anything heavy is imported."""

import os
import subprocess
import sys
from pathlib import Path

from visits_app import cli

ROOT = Path(__file__).resolve().parents[2]

HEAVY = {
    "alembic",
    "asyncio",
    "keyring",
    "numpy",
    "pydantic",
    "pypdfium2",
    "pyqtgraph",
    "reportlab",
    "sqlalchemy",
    "sqlmodel",
}
BEFORE_PAINT = HEAVY | {"platformdirs", "sqlcipher3", "tomllib"}

# The trace on stderr says when a moment has come; what is imported by then is asked right there.
PROGRAM = """
import sys

from PySide6.QtWidgets import QApplication

class Watch:
    def write(self, text):
        for moment in ("painted", "list_usable"):
            if text.startswith(moment):
                print(moment, *sorted({name.split(".")[0] for name in sys.modules}))
        if text.startswith("list_usable"):
            QApplication.quit()

    def flush(self):
        pass

sys.stderr = Watch()
from visits_app.ui.app import run
sys.exit(run())
"""


def test_nothing_heavy_is_imported_before_the_first_picture_or_the_first_list() -> None:
    assert cli.start(["example"]) == 0
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "MEMBER_VISITS_TRACE": "1"},
        timeout=60,
    )
    imported = {line.split()[0]: set(line.split()[1:]) for line in done.stdout.splitlines()}
    assert set(imported) == {"painted", "list_usable"}, done.stdout + done.stderr
    assert imported["painted"] & BEFORE_PAINT == set()
    assert imported["list_usable"] & HEAVY == set()
