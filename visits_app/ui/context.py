"""What a page may ask of the window: jobs, navigation, messages, and news of changes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from visits_app.presenters.workspace import Change, Workspace
from visits_app.ui.jobs import Jobs
from visits_app.ui.widgets.message_bar import Message


class Context(QObject):
    """Handed to every page; pages know nothing else of the window."""

    changed = Signal(object)
    went = Signal(str, dict)
    replaced = Signal(str, dict)
    said = Signal(object)
    saved = Signal(str)
    look_wanted = Signal(object, object)
    """scheme or None, zoom or None"""
    desk_changed = Signal(object)
    """the workspace as seen from another desk or by another member"""
    reopened = Signal(object)
    """a store path: close this store and open that one"""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.workspace: Workspace | None = None

    @property
    def space(self) -> Workspace:
        """The workspace of the open store; pages are only made once there is one."""
        assert self.workspace is not None
        return self.workspace

    def go(self, page: str, **target: Any) -> None:
        """Open a page, perhaps at something: `go("visits", visit_id=…)`."""
        self.went.emit(page, target)

    def replace(self, page: str, **target: Any) -> None:
        """Open a page in place of this one, so that Back does not return here."""
        self.replaced.emit(page, target)

    def say(
        self,
        text: str,
        tone: str = "good",
        *,
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence in the message bar, with an action such as Undo."""
        self.said.emit(Message(text, tone, action, act))

    def tell(self, kind: str, id: str = "", source: object = None) -> None:
        """Tell every page what was changed."""
        self.changed.emit(Change(kind, id, source))
