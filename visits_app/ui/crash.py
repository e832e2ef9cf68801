"""Unexpected errors: told plainly, with a report that holds nothing a member wrote."""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from visits_app.presenters.crash_report import crash_report
from visits_app.ui.theme import SPACE_L, SPACE_M
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words

log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Says that something went wrong and offers the report to copy."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self._text = text
        size_dialog(self, 640, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(words("Something went wrong", "title"))
        layout.addWidget(
            words(
                "What you had saved is safe. You can go on working. If it happens again, copy this "
                "report and send it to your IT officer. It holds nothing that you wrote.",
            )
        )
        box = QPlainTextEdit(text)
        box.setReadOnly(True)
        box.setAccessibleName("Report")
        layout.addWidget(box, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self._copy = Button("Copy report", icon_name="copy", clicked=self._put_on_clipboard)
        close = Button("Close", "primary", clicked=self.accept)
        row.addWidget(self._copy)
        row.addWidget(close)
        layout.addLayout(row)
        close.setFocus()

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.words("Copied")


class CrashCatcher(QObject):
    """Takes every error nobody else took, from any thread."""

    caught = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self.caught.connect(self._show)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def take(self, error: BaseException) -> None:
        """Log an error and show it."""
        text = crash_report(error, f"Qt {qVersion()}")
        log.error("unexpected error\n%s", text)
        self.caught.emit(text)

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        self.take(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)

    def _show(self, text: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            return
        self._dialog = CrashDialog(text, self._window)
        self._dialog.open()
