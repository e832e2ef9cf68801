"""Start the window: paint first, then open the store, then everything else."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication

from visits_app import paths
from visits_app.domain.errors import StoreError, StoreMissing
from visits_app.presenters.workspace import Workspace
from visits_app.ui.context import Context
from visits_app.ui.jobs import Jobs
from visits_app.ui.shell import Shell
from visits_app.ui.theme import theme
from visits_app.ui.warming import LATER_MS, warm

_FRAME = QSize(20, 60)
"""About what a title bar and borders take."""


class Desktop(QObject):
    """The running application: one window, one store at a time."""

    def __init__(self, app: QApplication, store_path: Path | None = None) -> None:
        super().__init__(app)
        self._app = app
        self.path = store_path or paths.default_store()
        folder = paths.data_folder()
        self.settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        app.setStyle("Fusion")
        theme().set_look(
            scheme=str(self.settings.value("scheme", "system")),
            zoom=int(str(self.settings.value("zoom", 100))),
        )
        self.jobs = Jobs(self)
        self.context = Context(self.jobs, self)
        self.window = Shell(self.context, self.settings)
        self.jobs.crashed.connect(self._crashed)
        self.context.reopened.connect(self.open_store)
        self.window.painted.connect(self._after_paint)
        self.window.closed.connect(self._finish)

    def start(self, *, fit: bool = False) -> None:
        """Show the window and open the store once it has been painted.

        To `fit` a laptop's screen it begins as large as that, or its frame would push the last
        line, which says where the words are kept, below the edge. Later starts keep its size.
        """
        room = self.window.screen().availableSize()
        framed = self.window.size() + _FRAME
        small = framed.width() > room.width() or framed.height() > room.height()
        if fit and small and not self.settings.contains("geometry"):
            self.window.showMaximized()
        else:
            self.window.show()

    def open_store(self, path: Path) -> None:
        """Open a store in place of the one before."""
        self._close_store()
        self.path = path
        self.jobs.run(self, self._open, self.opened, self._could_not_open)

    def opened(self, workspace: Workspace) -> None:
        """Show a store that has been opened or made."""
        self.window.attach(workspace)
        QTimer.singleShot(LATER_MS, self, self._warm)

    def _after_paint(self) -> None:
        # the first picture does not wait for what only later pictures need
        from visits_app.ui.crash import CrashCatcher
        from visits_app.ui.focus_ring import FocusRing

        self._catcher = CrashCatcher(self.window)
        # of the window, so that a window that is gone leaves no ring behind in the application
        self._ring = FocusRing(self._app, self.window)
        _start_log()
        self.open_store(self.path)

    def _warm(self) -> None:
        if self.context.workspace is not None:
            self.jobs.run(self, _forget_opened, long=True)
            self.jobs.run(self, warm, long=True)

    def _open(self) -> Workspace:
        from visits_app.presenters.opening import open_workspace

        return open_workspace(self.path)

    def _could_not_open(self, error: Exception) -> None:
        if isinstance(error, StoreMissing):
            self.window.go("welcome", {"desktop": self})
        elif isinstance(error, StoreError):
            self.window.go("trouble", {"desktop": self, "sentence": str(error)})
        else:
            self._crashed(error)

    def _crashed(self, error: BaseException) -> None:
        self._catcher.take(error)

    def _close_store(self) -> None:
        workspace = self.context.workspace
        if workspace is not None:
            self.window.detach()
            self.jobs.run(self, workspace.store.close)

    def _finish(self) -> None:
        self.jobs.stop()
        if self.context.workspace is not None:
            self.context.workspace.store.close()
        _forget_opened()


def _forget_opened() -> None:
    from visits_app.presenters.printing import forget_opened

    forget_opened()


def _start_log() -> None:
    from logging.handlers import RotatingFileHandler

    folder = paths.data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "member-visits.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def run(store_path: Path | None = None) -> int:
    """Open the window on a store and return the exit code when it is closed."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Member Visits")
    app.setDesktopFileName("member-visits")
    desktop = Desktop(app, store_path)
    desktop.start(fit=True)
    return app.exec()
