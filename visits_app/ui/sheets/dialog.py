"""The dialog that takes a sheet in: choose the file, see every line, take the good ones."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import Cancelled, VisitsError
from visits_app.domain.sheets import ReturnedSheet
from visits_app.presenters.sheets import (
    ENDINGS,
    SheetReceiver,
    SheetState,
    refused_name,
    refused_places,
    save_refused,
    sheet_state,
)
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.importing.session import Working
from visits_app.ui.importing.working import WorkingView
from visits_app.ui.pages.page import scrolled
from visits_app.ui.sheets.line_table import LinesView
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

KINDS = "Sheets (*.xlsx *.csv *.docx *.ods);;All files (*)"
_NOTES_AT_ONCE = 3
_LEAST_HEIGHT = 240


class SheetDialog(QDialog):
    """One receiver, one file; what is taken is undone from the message bar."""

    taken = Signal(str)
    """The sentence that was said."""

    def __init__(self, context: Context, receiver: SheetReceiver, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._receiver = receiver
        self._returned: ReturnedSheet | None = None
        self._working: Working | None = None
        self.setWindowTitle(receiver.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size_dialog(self, 1120, 680)
        self._build()
        self._connect()
        self._show_start()

    def _build(self) -> None:
        self.choose_button = Button(
            "Choose the file…", "primary", icon_name="open", tooltip="Choose the file (Ctrl+O)"
        )
        self.choose_button.setShortcut("Ctrl+O")
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(4, 0, 4, 4)
        column.setSpacing(theme().px(SPACE_M))
        column.addWidget(words(self._receiver.words))
        column.addWidget(
            words(
                "You see every line before anything is taken. Lines may be missing, moved or "
                "doubled: each is said, and none is lost.",
                "muted",
            )
        )
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._wait = WorkingView()
        self._steps = QStackedWidget()
        self._start = start
        self._lines = self._build_lines()
        for step in (self._start, self._wait, self._lines):
            self._steps.addWidget(step)
        self._error = words("", "error")
        self._error.hide()
        self._told = words("", "muted")
        self._told.hide()
        self.again_button = Button("Choose another file…", tooltip="Choose another file")
        self.cancel_button = Button("Cancel", tooltip="Take nothing (Esc)")
        self.take_button = Button("Take", "primary", icon_name="tick")
        for button in (self.again_button, self.cancel_button, self.choose_button):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.again_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.take_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(words(self._receiver.title, "title"))
        outer.addWidget(self._steps, 1)
        outer.addWidget(self._error)
        outer.addWidget(self._told)
        outer.addLayout(row)

    def _build_lines(self) -> QWidget:
        self._summary = words("", "strong")
        self._notes = words("", "muted")
        self.more_button = Button("", "link", tooltip="Show every note on the whole file")
        self.only_refused = CheckOption("Only those that cannot be taken")
        self.refused_button = Button("Save what could not be taken…", icon_name="save")
        self.refused_button.setToolTip("Save the refused lines with the reasons, to send back")
        self.refused_button.setAutoDefault(False)
        tools = FlowLayout(spacing=theme().px(SPACE_M), centred=True)
        tools.addWidget(self.only_refused)
        tools.addWidget(self.refused_button)
        self.view = LinesView()
        self.view.setMinimumHeight(theme().px(_LEAST_HEIGHT))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 0, theme().px(SPACE_S), 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(self._summary)
        column.addWidget(self._notes)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        area = scrolled(page)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.again_button.clicked.connect(self.choose)
        self.refused_button.clicked.connect(self._ask_where)
        self.cancel_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self._take)
        self.more_button.clicked.connect(self._show_every_note)
        self.only_refused.toggled.connect(self._narrow)
        self.view.model.chosen_changed.connect(self._count)
        self._wait.stop_wanted.connect(self._stop)

    def choose(self) -> None:
        """Ask for the file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Choose the sheet that came back", folder, KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def read(self, path: str) -> None:
        """Read a file and show its lines."""
        if self._working is not None:
            return
        working = Working("Reading the file…")
        work = partial(_read, self._receiver, Path(path), working)
        self._begin(working, work, self._show_lines)

    def reject(self) -> None:
        """Stop what is under way; else close without taking anything."""
        if self._working is None:
            super().reject()
        elif self._working.can_stop:
            self._stop()

    # --- inside ----------------------------------------------------------------------------

    def _begin(
        self, working: Working, work: Callable[[], Any], done: Callable[[Any], None]
    ) -> None:
        self._working = working
        self._error.hide()
        self._told.hide()
        self._steps.setCurrentWidget(self._wait)
        self._wait.show_working(working)
        for button in (self.again_button, self.take_button):
            button.hide()
        # the event is our own: "Cancel" must still lead back to a page
        run = self._context.jobs.run
        run(self, work, partial(self._answered, done), self._failed, long=working.can_stop)

    def _rest(self) -> None:
        self._working = None
        self._wait.show_working(None)
        if self._returned is None:
            self._show_start()
        else:
            self._steps.setCurrentWidget(self._lines)
            self._show_buttons()

    def _answered(self, done: Callable[[Any], None], answer: Any) -> None:
        stopped = self._working is not None and self._working.stop.is_set()
        self._rest()
        if not stopped:
            done(answer)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, Cancelled):
            return
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)

    def _stop(self) -> None:
        if self._working is not None:
            self._working.stop.set()
            self._wait.show_working(self._working)

    def _show_start(self) -> None:
        self._steps.setCurrentWidget(self._start)
        for button in (self.again_button, self.take_button):
            button.hide()
        self.choose_button.setFocus()

    def _show_lines(self, answer: tuple[ReturnedSheet, SheetState]) -> None:
        self._returned, state = answer
        self._steps.setCurrentWidget(self._lines)
        self._summary.setText(state.summary)
        self._show_notes(state.notes)
        for widget in (self.only_refused, self.refused_button):
            widget.setVisible(bool(state.refused))
        self.only_refused.setChecked(False)
        self.view.model.show_lines(state.rows, state.key_title)
        self._show_buttons()
        self.view.table.setFocus()

    def _show_notes(self, notes: tuple[str, ...], *, every: bool = False) -> None:
        shown = notes if every or len(notes) <= _NOTES_AT_ONCE + 1 else notes[:_NOTES_AT_ONCE]
        self._notes.setText("\n".join(shown))
        self._notes.setVisible(bool(notes))
        self.more_button.words(f"{len(notes) - len(shown)} more notes on the file")
        self.more_button.setVisible(len(shown) < len(notes))

    def _show_every_note(self) -> None:
        if self._returned is not None:
            self._show_notes(self._returned.notes, every=True)

    def _show_buttons(self) -> None:
        self.again_button.show()
        self.take_button.show()
        self._count()

    def _count(self) -> None:
        count = len(self.view.model.chosen)
        self.take_button.words("Take 1 line" if count == 1 else f"Take {count} lines")
        self.take_button.setEnabled(bool(count))

    def _narrow(self, only: bool) -> None:
        self.view.model.narrow(refused_only=only)

    def _take(self) -> None:
        keys = self.view.model.chosen
        if self._returned is None or not keys or self._working is not None:
            return
        working = Working("Taking the lines…", can_stop=False)
        self._begin(working, partial(self._receiver.take, self._returned, keys), self._done)

    def _done(self, sentence: str) -> None:
        self._context.say(sentence, act=partial(undo_taken, self._context, self._receiver))
        self._context.tell(self._receiver.change)
        self.taken.emit(sentence)
        self.accept()

    def _ask_where(self) -> None:
        if self._returned is None:
            return
        filters = ";;".join(words for _, words in ENDINGS)
        dialog = QFileDialog(self, "Save what could not be taken", "", filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDINGS[0][0])
        dialog.selectFile(f"{refused_name(self._returned)}.{ENDINGS[0][0]}")
        dialog.fileSelected.connect(self.save_refused)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_refused(self, path: str) -> None:
        """Write the refused lines with their reasons to `path`."""
        if self._returned is None:
            return
        from visits_app.ui.privacy_dialog import ask_before_leaving

        write = partial(self._write_refused, self._returned, Path(path))
        ask_before_leaving(self, self._context, refused_places(self._returned), write)

    def _write_refused(self, returned: ReturnedSheet, path: Path) -> None:
        work = partial(save_refused, returned, path)
        self._context.jobs.run(self, work, self._saved, self._failed, long=True)

    def _saved(self, path: Path) -> None:
        self._error.hide()
        self._told.setText(f"What could not be taken is saved as “{path.name}”.")
        self._told.show()


def undo_taken(context: Context, receiver: SheetReceiver) -> None:
    """Undo what a receiver took, from the message bar, long after its dialog is closed."""
    context.jobs.run(
        context,
        receiver.undo,
        partial(_undone, context, receiver.change),
        partial(_not_undone, context),
    )


def _read(
    receiver: SheetReceiver, path: Path, working: Working
) -> tuple[ReturnedSheet, SheetState]:
    returned = receiver.read(path, working.stop)
    return returned, sheet_state(returned)


def _undone(context: Context, kind: str, sentence: str | None) -> None:
    if sentence is None:
        context.say("There is nothing left to undo.", "warning")
    else:
        context.say(sentence)
        context.tell(kind)


def _not_undone(context: Context, error: Exception) -> None:
    if isinstance(error, VisitsError):
        context.say(str(error), "error")
    else:
        context.jobs.crashed.emit(error)
