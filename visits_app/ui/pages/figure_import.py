"""Import figures from a spreadsheet: one step at a time, nothing written before the last."""

from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QWidget

from visits_app.ui.context import Context
from visits_app.ui.icons import pixmap
from visits_app.ui.importing.done import DoneStep
from visits_app.ui.importing.found import FoundStep
from visits_app.ui.importing.names import NamesStep
from visits_app.ui.importing.plan import PlanStep
from visits_app.ui.importing.session import DONE, FILE, FOUND, NAMES, PLAN, STEPS, session_of
from visits_app.ui.importing.start import StartStep
from visits_app.ui.importing.working import WorkingView
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_WORDS = {
    FILE: "Choose a file",
    FOUND: "What was found",
    NAMES: "Names",
    PLAN: "What would change",
    DONE: "Done",
}
_WORKING_AFTER_MS = 200


class FigureImportPage(Page):
    """Where one is on top, the step, and Back and the way on below."""

    parent_page: ClassVar[str] = "indicators"
    listens_to: ClassVar[frozenset[str]] = frozenset({"indicator"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.session = session_of(context)
        self._shown = ""
        self._opened = False
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self.start_focus = self.start.choose_button
        self._render()

    def _build(self) -> None:
        self._where = words("", "muted")
        self._error = QFrame()
        self._error.setProperty("kind", "message")
        self._error.setProperty("tone", "error")
        self._error_words = words("", selectable=True)
        picture = QLabel()
        picture.setPixmap(pixmap("error", "danger"))
        row = QHBoxLayout(self._error)
        row.setContentsMargins(*(theme().px(SPACE_S),) * 4)
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error_words, 1)
        self._error.hide()
        self.start, self.found, self.names = StartStep(), FoundStep(), NamesStep()
        self.plan, self.done, self.working = PlanStep(), DoneStep(), WorkingView()
        self.steps = QStackedWidget()
        self._views: dict[str, StartStep | FoundStep | NamesStep | PlanStep | DoneStep] = {
            FILE: self.start, FOUND: self.found, NAMES: self.names, PLAN: self.plan,
            DONE: self.done,
        }  # fmt: skip
        for view in (*self._views.values(), self.working):
            self.steps.addWidget(view)
        self.back_button = Button("Back", icon_name="left", tooltip="The step before")
        self.next_button = Button("Next", "primary", tooltip="Go on (Ctrl+Enter)")
        self.again_button = Button("Choose another file")
        self._bar = QWidget()
        across = QHBoxLayout(self._bar)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(SPACE_S))
        across.addWidget(self.back_button)
        across.addWidget(self.again_button)
        across.addStretch(1)
        across.addWidget(self.next_button)
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(self._where)
        layout.addWidget(self._error)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._bar)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._render)
        session.working_changed.connect(self._show_working)
        self.start.chosen.connect(self._choose_path)
        self.start.undo_wanted.connect(session.undo)
        self.found.sheet_chosen.connect(session.choose_sheet)
        self.found.control_changed.connect(session.change)
        self.names.changed.connect(session.tell_names)
        self.plan.copied.connect(self._say_copied)
        self.plan.save_wanted.connect(self._save_refused)
        self.done.undo_wanted.connect(self._undo)
        self.done.indicator_wanted.connect(self._open_indicator)
        self.working.stop_wanted.connect(session.stop)
        self.back_button.clicked.connect(session.back)
        self.next_button.clicked.connect(self._next)
        self.again_button.clicked.connect(session.begin)
        self._working_soon = QTimer(self)
        self._working_soon.setSingleShot(True)
        self._working_soon.setInterval(_WORKING_AFTER_MS)
        self._working_soon.timeout.connect(self._show_bar)

    def open(self, **_target: Any) -> None:
        """Show where the import stands; what was done is over once one comes back."""
        if self.session.step == DONE and self._opened:
            self.session.begin()
        self._opened = True
        self.stale = False
        self.refresh()

    def refresh(self) -> None:
        """Read the list of imports again."""
        self.session.read_past()

    # --- showing ---------------------------------------------------------------------------

    def _render(self) -> None:
        session = self.session
        step = session.step
        if step == FILE:
            self.start.show_past(session.past)
        elif step == FOUND and session.found is not None:
            self.found.show_state(session.found)
        elif step == NAMES and session.names is not None:
            assert session.presenter.names is not None
            self.names.show_state(session.names, session.presenter.names)
        fresh = step != self._shown
        if fresh and step == PLAN and session.plan is not None:
            self.plan.show_state(session.plan)
        if fresh and step == DONE and session.done is not None:
            self.done.show_state(session.done)
        self._show_error(session.error)
        self._show_bar_buttons()
        self._lead_tab()
        number = STEPS.index(step) + 1
        where = f"Step {number} of {len(STEPS) - 1}: {_WORDS[step]}" if step != DONE else "Done"
        self._where.setText(where)
        self.set_header("Import figures", session.presenter.file_name)
        if session.working is None:
            self.steps.setCurrentWidget(self._views[step])
        if fresh:
            self._shown = step
            self._take_focus(step)

    def _show_bar_buttons(self) -> None:
        session = self.session
        step = session.step
        at_rest = session.working is None
        self._bar.setVisible(step != FILE)
        self.back_button.setVisible(step in {FOUND, NAMES, PLAN})
        self.back_button.setEnabled(at_rest)
        take = session.plan.take if session.plan is not None else ""
        self.again_button.setVisible(step == FOUND or (step == PLAN and not take))
        self.again_button.setEnabled(at_rest)
        said = {PLAN: take or "Nothing to take", DONE: "Import another file"}.get(step, "Next")
        self.next_button.words(said)
        # Qt takes a button's keys away with its words
        self.next_button.setShortcut("Ctrl+Return")
        unreadable = session.found is not None and not session.found.can_read
        can = (step != PLAN or bool(take)) and not (step == FOUND and unreadable)
        self.next_button.setEnabled(at_rest and can)

    def _lead_tab(self) -> None:
        """Let Tab follow the eye: what is made later would come last."""
        stops = self._views[self.session.step].stops()
        for before, after in pairwise(
            (*stops, self.back_button, self.again_button, self.next_button)
        ):
            QWidget.setTabOrder(before, after)

    def _show_error(self, sentence: str) -> None:
        told = self._error_words.text() == sentence
        self._error_words.setText(sentence)
        self._error.setAccessibleName(f"Error: {sentence}" if sentence else "")
        self._error.setVisible(bool(sentence))
        if sentence and not told:
            QAccessible.updateAccessibility(QAccessibleEvent(self._error, QAccessible.Event.Alert))

    def _show_working(self) -> None:
        working = self.session.working
        self.working.show_working(working)
        if working is None:
            self._working_soon.stop()
            self.steps.setCurrentWidget(self._views[self.session.step])
        elif self.steps.currentWidget() is not self.working:
            self._working_soon.start()
        self._show_bar_buttons()

    def _show_bar(self) -> None:
        if self.session.working is not None:
            self.steps.setCurrentWidget(self.working)
            self.working.cancel_button.setFocus()

    def _take_focus(self, step: str) -> None:
        wanted: dict[str, QWidget] = {
            FILE: self.start.choose_button,
            FOUND: self.found.grid,
            NAMES: self.names.table,
            # not the button: whoever pressed Enter twice would take figures unread
            PLAN: self.plan.table if self.plan.rows.rowCount() else self.again_button,
            DONE: self.next_button,
        }
        self.start_focus = wanted[step]
        if self.isVisible():
            wanted[step].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- slots -----------------------------------------------------------------------------

    def _choose_path(self, chosen: str) -> None:
        self.session.choose_file(Path(chosen))

    def _next(self) -> None:
        self.session.next()
        if self.session.error and self.session.step == FOUND:
            self.found.focus_on(next(iter(self.session.presenter.faults()), ""))
        elif self.session.error and self.session.step == NAMES:
            error = self.session.error
            self.names.choose_open()
            self._show_error(error)

    def _undo(self) -> None:
        if self.session.done is not None:
            self.session.undo(self.session.done.import_id)

    def _open_indicator(self, indicator_id: str) -> None:
        self.context.go("indicator", indicator_id=indicator_id)

    def _say_copied(self, rows: int) -> None:
        self.context.say("One row copied." if rows == 1 else f"{rows:,} rows copied.")

    def _save_refused(self, path: str) -> None:
        self.session.save_refused(Path(path))

    # --- Qt --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.session.working is not None:
            self.session.stop()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self.session.working is None:
            event.acceptProposedAction()
            self.start.mark_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.mark_drop(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.mark_drop(False)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(files) == 1:
            self.session.choose_file(Path(files[0]))
        else:
            self.session.refuse("Drop one file at a time; nothing was read.")
