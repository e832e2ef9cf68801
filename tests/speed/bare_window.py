"""The floor of a start: the least window PySide6 can paint, with something written in it.

With the word `heavy` it first imports what the application stands on, the floor of its memory.
"""

import os
import sys
import time

if "heavy" in sys.argv:
    import pyqtgraph  # noqa: F401
    import reportlab.pdfgen.canvas
    import reportlab.platypus  # noqa: F401
    import sqlmodel  # noqa: F401

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Window(QMainWindow):
    """Says when it was painted, in the words of visits_app/ui/trace.py, and ends."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)  # when all that is in it has been painted too
        return super().event(event)

    def tell(self) -> None:
        print(f"painted {time.monotonic_ns()}", file=sys.stderr, flush=True)
        if "heavy" in sys.argv:
            from memory import peak_mb

            print(f"peak {peak_mb()}", file=sys.stderr, flush=True)
        os._exit(0)


app = QApplication(sys.argv[:1])
window = Window()
window.setCentralWidget(QLabel("Member Visits"))
window.resize(1366, 768)
window.show()
app.exec()
