"""A window on the small council, for tests of writing; its store can fail and heal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from tests.visit_samples import small_council
from visits_app.domain.errors import DiskFull
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import visits
from visits_app.ui.context import Context
from visits_app.ui.driving import wait_for
from visits_app.ui.jobs import Jobs
from visits_app.ui.pages.check import CheckPage
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.shell import Shell

TODAY = date(2014, 3, 10)


class FragileStore:
    """A store whose disk is full while `broken`; everything else is the real one."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.broken = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def write(self) -> Iterator[Any]:
        if self.broken:
            raise DiskFull("The disk is full. Make room and try again.")
        with self._store.write() as connection:
            yield connection


class Writing:
    """The shell on the small council, at Ann's desk, on 10 March 2014."""

    def __init__(self, folder: Path) -> None:
        self.store: Any = FragileStore(small_council(folder / "small.mvstore"))
        self.jobs = Jobs()
        self.context = Context(self.jobs)
        self.crashes: list[object] = []
        self.jobs.crashed.connect(self.crashes.append)
        self.window = Shell(
            self.context, QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        )
        space = Workspace(self.store, Desk.MEMBER, "ann", "Ann Example", lambda: TODAY)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.attach(space)
        self.settle()
        self.window.activateWindow()
        wait_for(self.window.isActiveWindow)

    def settle(self) -> None:
        """Wait until no job is under way."""
        quiet = 0

        def calm() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.jobs.idle else 0
            return quiet > 2

        wait_for(calm)

    def edit(self, visit_id: str, **target: Any) -> EditorPage:
        """Open a visit in the editor."""
        self.context.go("visit", visit_id=visit_id, **target)
        self.settle()
        page = self.window.page
        assert isinstance(page, EditorPage)
        return page

    def check(self, visit_id: str) -> CheckPage:
        """Open a visit on the check page."""
        self.context.go("check", visit_id=visit_id)
        self.settle()
        page = self.window.page
        assert isinstance(page, CheckPage)
        return page

    def kept(self, visit_id: str) -> dict[str, Any]:
        """Return the answers as the store has them."""
        return dict(visits.load_visit(self.store, visit_id, today=TODAY).answers)

    def close(self) -> None:
        """Close window, jobs and store."""
        self.store.broken = False
        self.window.close()
        self.settle()
        self.window.deleteLater()
        self.context.deleteLater()
        self.jobs.stop()
        self.jobs.deleteLater()
        self.store.close()
