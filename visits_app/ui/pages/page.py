"""What all pages have in common."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.presenters.workspace import Change
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_L, SPACE_XL, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.states import StateStack

T = TypeVar("T")


class Page(QWidget):
    """One page of the window.

    Subclasses build in `__init__`, read in `open`, show in `show_state`. The window draws the
    header from `title`, `context_line`, `primary` and `more`; call `set_header` when they change.
    """

    listens_to: ClassVar[frozenset[str]] = frozenset()
    """Kinds of `Change` after which `refresh` is called, at once or when next shown."""
    parent_page: ClassVar[str] = ""
    """The rail entry that stays marked while this page is open; "" is the page itself."""

    header_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self.title = ""
        self.context_line = ""
        self.primary: Button | None = None
        self.more: tuple[Button, ...] = ()
        self._kept_back: set[Button] = set()
        self.start_focus: QWidget | None = None
        """What takes the keyboard when the page is opened otherwise than from the rail."""
        self.stack: StateStack
        """Pages that read have one, made when they build."""
        self.stale = True

    def open(self, **_target: Any) -> None:
        """Show the page, perhaps at something; called each time it is navigated to."""
        if self.stale:
            self.stale = False
            self.refresh()

    def refresh(self) -> None:
        """Read again and show."""

    def leave(self) -> None:
        """Finish what is under way (save a field) before another page is shown."""

    def notice(self, change: Change) -> None:
        """Take note of a change made anywhere."""
        if change.kind in self.listens_to and change.source is not self:
            if self.isVisible():
                self.refresh()
            else:
                self.stale = True

    def set_header(self, title: str, context_line: str = "") -> None:
        """Change what the header says."""
        self.title, self.context_line = title, context_line
        self.header_changed.emit()

    @property
    def header_buttons(self) -> tuple[Button, ...]:
        """Return what the header offers: `more` and `primary` without what is kept back."""
        every = (*self.more, self.primary)
        return tuple(one for one in every if one is not None and one not in self._kept_back)

    def offer(self, button: Button, wanted: bool) -> None:
        """Let the header show one of the page's buttons or not; hiding it alone does not last."""
        if wanted:
            self._kept_back.discard(button)
        else:
            self._kept_back.add(button)
        self.header_changed.emit()

    def load(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read off the window's thread and show the answer here."""
        self.context.jobs.run(self, work, done, failed or self.show_failure)

    def could_not_read(self, error: Exception) -> None:
        """Say in place of the page's content why there is none, with "Try again"."""
        known = isinstance(error, VisitsError)
        self.stack.show_error(str(error) if known else "Something unexpected went wrong.")
        self.show_failure(error)

    def show_failure(self, error: Exception) -> None:
        """Say in the message bar what went wrong; a fault of ours goes to the crash dialog."""
        if isinstance(error, VisitsError):
            self.context.say(str(error), "error")
        else:
            self.context.jobs.crashed.emit(error)


def scrolled(content: QWidget, *, reading: bool = False) -> QScrollArea:
    """Put content in a vertical scroll area without a frame.

    Only `reading` matter takes the keyboard itself; elsewhere the things in it do, and the page
    keys they leave alone scroll all the same.
    """
    content.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    if not reading:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName("Page content")
    return area


def page_layout(page: QWidget) -> QVBoxLayout:
    """Give a page its margins and return its layout."""
    layout = QVBoxLayout(page)
    side = theme().px(SPACE_XL)
    layout.setContentsMargins(side, 0, side, theme().px(SPACE_L))
    layout.setSpacing(theme().px(SPACE_L))
    return layout
