"""Papers: those being compiled, and those that are ready at once."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from visits_app.presenters.papers import PaperLine, PapersPresenter
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.papers.plan_dialog import PaperPlanDialog
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.two_lines import TwoLineDelegate
from visits_app.ui.widgets.words import words

_ID = Qt.ItemDataRole.UserRole
_READY = (
    ("Monitoring report", {"paper": "monitoring"}),
    ("Visit brief", {"paper": "brief"}),
    ("Blank forms", {"paper": "form"}),
)
"""What is made from the figures or the forms without compiling, and where it is asked for."""


class PapersPage(Page):
    """The list of compiled papers; above it the papers that need no compiling."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"paper", "register", "meeting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PapersPresenter(context.space)
        self._wanted = ""
        self._build()
        self.stack.retry.clicked.connect(self.refresh)
        self.start_focus = self.list
        self.set_header("Papers", "Compiled from the records, for a meeting or for the public.")

    def _build(self) -> None:
        self.primary = Button(
            "New paper…", "primary", icon_name="add", tooltip="Compile a paper (Ctrl+Shift+N)",
            clicked=self._new,
        )  # fmt: skip
        self.primary.setShortcut("Ctrl+Shift+N")
        ready = FlowLayout(spacing=theme().px(SPACE_S))
        for label, target in _READY:
            ready.addWidget(Button(label, clicked=partial(self._preview, target)))
        self.list = _PaperList()
        self.list.setAccessibleName("Papers being compiled")
        self.list.itemActivated.connect(self._open_item)
        self.list.delete_wanted.connect(self._delete)
        self.open_button = Button("Open", icon_name="open", clicked=self._open_current)
        self.delete_button = Button(
            "Delete", icon_name="delete", tooltip="Delete this paper (Delete)",
            clicked=self._delete_current,
        )  # fmt: skip
        head = QHBoxLayout()
        head.setSpacing(theme().px(SPACE_S))
        head.addWidget(words("Being compiled", "lead"), 1)
        head.addWidget(self.open_button)
        head.addWidget(self.delete_button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self._first = Button("New paper…", "primary", icon_name="add", clicked=self._new)
        self.stack = StateStack(
            whole,
            EmptyState(
                "reports",
                "No paper yet",
                "A visit summary, a recommendation tracker, an action log, “You said, we did” or a "
                "final report is drafted from the records; you edit it, and every sentence knows "
                "what it came from.",
                self._first,
            ),
        )
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addWidget(words("Ready at once", "lead"))
        layout.addLayout(ready)
        layout.addSpacing(theme().px(SPACE_S))
        layout.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Read the list."""
        self.stack.loading()
        self.load(self.presenter.lines, self.show_state, self.could_not_read)

    def show_state(self, lines: tuple[PaperLine, ...]) -> None:
        """Show the papers."""
        wanted = self._wanted or self._current()
        self.list.clear()
        for line in lines:
            told = " · ".join(filter(None, (line.told, line.meeting, line.touched)))
            if line.asks:
                told += " · 1 question open" if line.asks == 1 else f" · {line.asks} questions open"
            item = QListWidgetItem(f"{line.title}\n{told}")
            item.setData(_ID, line.id)
            self.list.addItem(item)
            if line.id == wanted:
                self.list.setCurrentItem(item)
        if lines and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        if lines:
            self.stack.show_content()
        else:
            self.stack.show_empty()
        self.start_focus = self.list if lines else self._first

    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    # --- slots -----------------------------------------------------------------------------

    def _preview(self, target: dict[str, str]) -> None:
        self.context.go("reports", **target)

    def _new(self) -> None:
        dialog = PaperPlanDialog(self.context, self.presenter, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._made)
        dialog.open()

    def _made(self, paper_id: str) -> None:
        self.stale = True
        self._wanted = paper_id
        self.context.tell("paper", paper_id, self)
        self.context.go("paper", paper_id=paper_id)

    def _open_item(self, item: QListWidgetItem) -> None:
        self._wanted = item.data(_ID)
        self.context.go("paper", paper_id=item.data(_ID))

    def _open_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._open_item(item)

    def _delete_current(self) -> None:
        if self._current():
            self._delete(self._current())

    def _delete(self, paper_id: str) -> None:
        self.load(partial(self.presenter.delete, paper_id), partial(self._deleted, paper_id))

    def _deleted(self, paper_id: str, _nothing: object) -> None:
        back = partial(self.presenter.bring_back, paper_id)
        act = partial(undo, self.context, back, "The paper is back.", "paper", paper_id)
        self.context.say("The paper was deleted.", act=act)
        self.context.tell("paper", paper_id, self)
        self._wanted = ""
        self.refresh()


class _PaperList(QListWidget):
    """Enter opens, Delete deletes."""

    delete_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(TwoLineDelegate(self))
        # a bar that comes and goes would change how the titles wrap
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.delete_wanted.emit(item.data(_ID))
        else:
            super().keyPressEvent(event)
