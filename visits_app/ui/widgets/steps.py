"""Long columns built a few rows at a time, so that no key waits for the whole."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class Steps(QObject):
    """Runs a generator some steps at once and the rest in turns of the event loop."""

    def __init__(self, parent: QObject, at_once: int = 10) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._work: Iterator[None] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    def run(self, work: Iterator[None]) -> None:
        """Begin `work` now, in place of what was under way."""
        self._work = work
        self._turn.start()
        self._go_on()

    def _go_on(self) -> None:
        for _ in range(self._at_once):
            try:
                next(self._work or iter(()))
            except StopIteration:
                self._turn.stop()
                self._work = None
                return
