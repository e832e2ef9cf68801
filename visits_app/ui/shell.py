"""The window: rail, header, message bar, pages, status line."""

import importlib
from typing import Any

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.workspace import Desk, Workspace
from visits_app.ui.context import Context
from visits_app.ui.header import Header
from visits_app.ui.pages.page import Page
from visits_app.ui.rail import Rail
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL, ZOOM_STEPS, theme
from visits_app.ui.trace import mark
from visits_app.ui.widgets.message_bar import Message, MessageBar
from visits_app.ui.widgets.words import words

PAGES = {
    "welcome": "visits_app.ui.pages.welcome:WelcomePage",
    "trouble": "visits_app.ui.pages.trouble:TroublePage",
    "home": "visits_app.ui.pages.home:HomePage",
    "visits": "visits_app.ui.pages.visits:VisitsPage",
    "planner": "visits_app.ui.pages.planner:PlannerPage",
    "visit": "visits_app.ui.pages.editor:EditorPage",
    "check": "visits_app.ui.pages.check:CheckPage",
    "reviews": "visits_app.ui.pages.reviews:ReviewsPage",
    "review": "visits_app.ui.pages.review:ReviewPage",
    "life": "visits_app.ui.pages.review:LifePage",
    "recommendations": "visits_app.ui.pages.recommendations:RecommendationsPage",
    "actions": "visits_app.ui.pages.actions:ActionsPage",
    "indicators": "visits_app.ui.pages.indicators:IndicatorsPage",
    "indicator": "visits_app.ui.pages.indicator:IndicatorPage",
    "figure_import": "visits_app.ui.pages.figure_import:FigureImportPage",
    "insight": "visits_app.ui.pages.insight:InsightPage",
    "meetings": "visits_app.ui.pages.meetings:MeetingsPage",
    "papers": "visits_app.ui.pages.papers:PapersPage",
    "paper": "visits_app.ui.pages.paper:PaperPage",
    "reports": "visits_app.ui.pages.reports:ReportsPage",
    "register": "visits_app.ui.pages.register:RegisterPage",
    "settings": "visits_app.ui.pages.settings:SettingsPage",
    "help": "visits_app.ui.pages.help:HelpPage",
}
"""Every page, imported when it is first opened."""

Visit = tuple[str, dict[str, Any]]


class Shell(QMainWindow):
    """The one window. Before a store is open it shows only an empty frame."""

    painted = Signal()
    """The first picture is on the screen."""
    closed = Signal()

    def __init__(self, context: Context, settings: QSettings) -> None:
        super().__init__()
        self.context = context
        self.settings = settings
        self._pages: dict[str, Page] = {}
        self._visited: set[Page] = set()
        self._here: Visit = ("", {})
        self._trail: list[Visit] = []
        self._painted = False
        self.setWindowTitle("Member Visits")
        self._build()
        self._connect()
        self._shortcuts()
        self._restore_size()

    def _build(self) -> None:
        self.rail = Rail()
        self.header = Header()
        self.header.setEnabled(False)
        self.rail.setEnabled(False)
        self.message_bar = MessageBar()
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self._message_row = QHBoxLayout()
        self._message_row.addWidget(self.message_bar)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addLayout(self._message_row)
        right.addWidget(self.pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self._saved = words("", wrap=False)
        self._store_line = words("", wrap=False)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._padded(self._saved, left=True), 1)
        bar.addPermanentWidget(self._padded(self._store_line, left=False))
        self._restyle()

    def _padded(self, label: QLabel, *, left: bool) -> QLabel:
        label.setContentsMargins(SPACE_M if left else 0, 4, 0 if left else SPACE_M, 4)
        return label

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.header.back_wanted.connect(self.back)
        self.header.search_wanted.connect(self.search)
        self.context.went.connect(self.go)
        self.context.replaced.connect(self._replace)
        self.context.said.connect(self._say)
        self.context.saved.connect(self._saved.setText)
        self.context.changed.connect(self._spread)
        self.context.look_wanted.connect(self.change_look)
        self.context.desk_changed.connect(self._change_desk)

    def _shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+K", self.search),
            ("Ctrl+F", self.search),
            ("Alt+Left", self.back),
            ("Ctrl+B", self.rail.toggle),
            ("Ctrl+Z", self.message_bar.take_action),
            ("F1", self._help),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.zoom_normal),
            ("Ctrl+N", self._record),
        ):
            QShortcut(QKeySequence(keys), self, slot)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("place", number)
            shortcut.activated.connect(self._go_to_place)

    # --- the store -------------------------------------------------------------------------

    def attach(self, workspace: Workspace, at: str = "home") -> None:
        """Show a store that has been opened, at one of its pages."""
        self._forget_pages()
        self.context.workspace = workspace
        self.rail.setEnabled(True)
        self.header.setEnabled(True)
        self.rail.show_desk(officer=workspace.desk is Desk.OFFICER)
        self._store_line.setText(workspace.store.key_place.sentence)
        self.go(at)

    def _change_desk(self, workspace: Workspace) -> None:
        self._trail.clear()
        kept = self._focused_name()
        self.attach(workspace, at=self._here[0])
        self._return_focus(kept)

    def detach(self) -> None:
        """Put away the store's pages; the frame stays."""
        self._forget_pages()
        self._trail.clear()
        self.context.workspace = None
        self.rail.setEnabled(False)
        self.header.setEnabled(False)
        self._store_line.setText("")
        self._saved.setText("")

    # --- going about -----------------------------------------------------------------------

    def go(self, name: str, target: dict[str, Any] | None = None, *, trail: bool = True) -> None:
        """Open a page, leaving the one on show."""
        target = target or {}
        self.message_bar.turn_page()
        leaving = self.page
        if leaving is not None:
            leaving.leave()
            if trail and (self._here[0] != name or self._here[1] != target):
                self._trail.append(self._here)
                del self._trail[:-50]
        page = self._page(name)
        self._here = (name, target)
        self.pages.setCurrentWidget(page)
        self.rail.mark(page.parent_page or name)
        page.open(**target)
        self._show_header()
        self._give_focus(page)

    def _give_focus(self, page: Page) -> None:
        """Put the keyboard where a page wants it, unless one walks along the rail."""
        focused = self.focusWidget()
        if page.start_focus is None or (focused is not None and self.rail.isAncestorOf(focused)):
            return
        if page not in self._visited or focused is None or not page.isAncestorOf(focused):
            self._visited.add(page)
            page.start_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _replace(self, name: str, target: dict[str, Any]) -> None:
        # a sealed visit can no longer be written: neither its editor nor its check is gone back to
        written = {"visit", "check"}
        visit_id = self._here[1].get("visit_id")
        self._trail = [
            (page, at)
            for page, at in self._trail
            if page not in written or at.get("visit_id") != visit_id
        ]
        self.go(name, target, trail=False)

    def back(self) -> None:
        """Return to where one came from."""
        if self._trail:
            name, target = self._trail.pop()
            self.go(name, target, trail=False)

    @property
    def page(self) -> Page | None:
        """The page on show."""
        widget = self.pages.currentWidget()
        return widget if isinstance(widget, Page) else None

    def search(self) -> None:
        """Open the search over everything."""
        if self.context.workspace is None:
            return
        from visits_app.ui.search import SearchDialog

        dialog = SearchDialog(self.context, self)
        dialog.open()

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            module, _, class_name = PAGES[name].partition(":")
            made = getattr(importlib.import_module(module), class_name)(self.context)
            made.header_changed.connect(self._show_header)
            self._pages[name] = made
            self.pages.addWidget(made)
        return self._pages[name]

    def _forget_pages(self) -> None:
        for page in self._pages.values():
            page.hide()
            self.pages.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._visited.clear()

    def _show_header(self) -> None:
        page = self.page
        if page is None:
            return
        self.header.show_page(
            page.title,
            page.context_line,
            page.header_buttons,
            can_go_back=bool(page.parent_page and self._trail),
        )
        self.setWindowTitle(f"{page.title} – Member Visits" if page.title else "Member Visits")

    def _spread(self, change: Any) -> None:
        for page in self._pages.values():
            page.notice(change)

    def _say(self, message: Message) -> None:
        self.message_bar.say(message)

    def _go_to_place(self) -> None:
        sender = self.sender()
        place = self.rail.place_number(sender.property("place")) if sender else ""
        if place and self.rail.isEnabled():
            self.go(place)

    def _help(self) -> None:
        if self.context.workspace is not None:
            self.go("help")

    def _record(self) -> None:
        if self.context.workspace is not None:
            from visits_app.ui.new_visit import record_visit

            record_visit(self.context, self)

    # --- the look --------------------------------------------------------------------------

    def change_look(self, scheme: str | None, zoom: int | None) -> None:
        """Change colours or zoom, remember it, and make the pages anew at that size."""
        if self.page is not None:
            self.page.leave()
        if scheme is not None:
            self.settings.setValue("scheme", scheme)
        if zoom is not None:
            self.settings.setValue("zoom", zoom)
        theme().set_look(scheme=scheme, zoom=zoom)
        self._restyle()
        self.rail.give_room(self.width())
        if self._here[0]:
            # pages measure themselves when they are made
            kept = self._focused_name()
            self._forget_pages()
            self.go(*self._here, trail=False)
            self._return_focus(kept)

    def _focused_name(self) -> tuple[type[QWidget], str] | None:
        focused = self.focusWidget()
        return (type(focused), _name(focused)) if focused is not None else None

    def _return_focus(self, kept: tuple[type[QWidget], str] | None) -> None:
        """Give the keyboard to what stands where the focused widget stood on the page before."""
        if kept is None or self.page is None or not kept[1]:
            return
        for widget in self.page.findChildren(kept[0]):
            if _name(widget) == kept[1]:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def zoom_in(self) -> None:
        """Make all text one step larger."""
        self._zoom_by(1)

    def zoom_out(self) -> None:
        """Make all text one step smaller."""
        self._zoom_by(-1)

    def zoom_normal(self) -> None:
        """Return to 100 per cent."""
        self.change_look(None, 100)
        self._saved.setText("Text size 100 %")

    def _zoom_by(self, step: int) -> None:
        now = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - theme().zoom))
        wanted = ZOOM_STEPS[max(0, min(len(ZOOM_STEPS) - 1, now + step))]
        if wanted != theme().zoom:
            self.change_look(None, wanted)
        self._saved.setText(f"Text size {wanted} %")

    def _restyle(self) -> None:
        side = theme().px(SPACE_XL)
        self._message_row.setContentsMargins(side, 0, side, theme().px(SPACE_L))

    # --- Qt --------------------------------------------------------------------------------

    def _restore_size(self) -> None:
        self.setMinimumSize(QSize(860, 560))
        geometry = self.settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.give_room(self.width())
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            # the widgets inside are painted in the same turn, after the window itself
            QTimer.singleShot(0, self._tell_painted)
        return handled

    def _tell_painted(self) -> None:
        mark("painted")
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None:
            self.page.leave()
        self.settings.setValue("geometry", self.saveGeometry())
        self.closed.emit()
        event.accept()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape and self.message_bar.isVisible():
            self.message_bar.dismiss()
            return
        super().keyPressEvent(event)


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text
