"""The dialog that saves figures as a spreadsheet: which kind, and what becomes of small counts."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import VisitsError
from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.exporting import ExportPresenter, ExportState, ExportWanted
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import CheckOption, RadioOption
from visits_app.ui.pages.page import scrolled
from visits_app.ui.privacy_dialog import ask_before_leaving
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words

_KINDS = (
    ("xlsx", "Spreadsheet (XLSX), for Excel and LibreOffice"),
    ("csv", "Plain table (CSV), for any program"),
)


class ExportDialog(QDialog):
    """What is saved and how; then the folder is asked for."""

    def __init__(self, context: Context, wanted: ExportWanted, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = ExportPresenter(context.space, wanted)
        self._state: ExportState | None = None
        self.setWindowTitle("Save figures")
        size_dialog(self, 600, 420)
        self._build()
        self._kinds.idClicked.connect(self._say_kind)
        self.save_button.clicked.connect(self._look_first)
        self.cancel_button.clicked.connect(self.reject)
        context.jobs.run(self, self._presenter.look, self._show, self._failed)

    def _build(self) -> None:
        self._title = words("Save figures", "title")
        self._told = words("")
        self._kinds = QButtonGroup(self)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addSpacing(theme().px(SPACE_S))
        column.addWidget(words("As what kind of file?", "strong"))
        for number, (_ending, label) in enumerate(_KINDS):
            button = RadioOption(label)
            button.setChecked(number == 0)
            self._kinds.addButton(button, number)
            column.addWidget(button)
        column.addSpacing(theme().px(SPACE_S))
        column.addWidget(words("Small counts", "strong"))
        self._small = words("")
        column.addWidget(self._small)
        self.hide_small = CheckOption("Replace counts from 1 to 5 by “1–5”")
        self.hide_small.setAccessibleDescription(
            "Leave it ticked for anything that leaves the committee."
        )
        self.hide_small.setToolTip(self.hide_small.accessibleDescription())
        self.hide_small.setChecked(True)
        self._advice = words("Leave it ticked for anything that leaves the committee.", "caption")
        column.addWidget(self.hide_small)
        column.addWidget(self._advice)
        column.addStretch(1)
        self._error = words("", "error")
        self._error.hide()
        self.save_button = Button("Choose where…", "primary", icon_name="save")
        self.save_button.setDefault(True)
        self.save_button.setEnabled(False)
        self.cancel_button = Button("Cancel")
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_M))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_S))
        outer.addWidget(area, 1)
        outer.addWidget(self._error)
        outer.addLayout(row)

    @property
    def ending(self) -> str:
        """The ending of the file that is chosen, without its dot."""
        return _KINDS[max(0, self._kinds.checkedId())][0]

    def _show(self, state: ExportState) -> None:
        self._state = state
        self._title.setText(f"Save figures: {state.title}")
        self._told.setText("There is no figure to save yet." if state.empty else state.told)
        self._small.setText(state.small_words)
        self.hide_small.setVisible(bool(state.small))
        self._advice.setVisible(bool(state.small))
        self.save_button.setEnabled(not state.empty)

    def _say_kind(self, _number: int) -> None:
        self._error.hide()

    def _look_first(self) -> None:
        """Look for what may identify somebody in the notes, then ask where."""
        if self._state is not None:
            work = partial(self._presenter.places, hide_small=self.hide_small.isChecked())
            self._context.jobs.run(self, work, self._ask_privacy, self._failed, long=True)

    def _ask_privacy(self, places: tuple[Place, ...]) -> None:
        ask_before_leaving(self, self._context, places, self._ask_where)

    def _ask_where(self) -> None:
        if self._state is None:
            return
        filters = {"xlsx": "Spreadsheet (*.xlsx)", "csv": "Plain table (*.csv)"}
        dialog = QFileDialog(self, "Save figures", "", filters[self.ending])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.ending)
        dialog.selectFile(f"{self._state.file_name}.{self.ending}")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, path: str) -> None:
        """Write the file to `path`."""
        self.save_button.setEnabled(False)
        work = partial(self._presenter.save, Path(path), hide_small=self.hide_small.isChecked())
        self._context.jobs.run(self, work, self._saved, self._failed, long=True)

    def _saved(self, path: Path) -> None:
        self._context.say(f"Figures saved as “{path.name}”.")
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(self._state is not None)
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
