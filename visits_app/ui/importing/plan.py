"""The fourth step: what the import would do; nothing has been written yet."""

from functools import partial

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.import_states import PlanState, PlanTable
from visits_app.ui.charts.table_model import set_up_table
from visits_app.ui.importing.rows import RowsModel
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

_NARROW = {"Cell", "New", "Revised", "Unchanged", "Old", "Sheet", "Period"}
"""Columns as wide as their words; the others share the rest."""
_NARROWEST, _WIDEST = 56, 170


class PlanStep(QWidget):
    """Counts, sentences, and one table at a time."""

    save_wanted = Signal(str)
    """A path for the list of what is refused."""
    copied = Signal(int)
    """How many rows went to the clipboard."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[str, PlanTable] = {}
        self._shown = ""
        self._build()
        self._buttons.buttonClicked.connect(self._choose)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._ask_where)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _build(self) -> None:
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips, theme().px(SPACE_S))
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(theme().px(2))
        tabs = QWidget()
        self._tab_row = FlowLayout(tabs, theme().px(SPACE_S))
        self._buttons = QButtonGroup(self)
        self._note = words("", "caption")
        self.copy_button = Button(
            "Copy", icon_name="copy", tooltip="Copy the rows that are selected, or all (Ctrl+C)"
        )
        self.save_button = Button("Save list…", icon_name="save", tooltip="Save as a text file")
        bar = QHBoxLayout()
        bar.setSpacing(theme().px(SPACE_S))
        bar.addWidget(tabs, 1)
        for button in (self.copy_button, self.save_button):
            bar.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.rows = RowsModel()
        self.table = QTableView()
        self.table.setModel(self.rows)
        set_up_table(self.table, "What the import would do")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setWordWrap(True)
        self.table.verticalHeader().setDefaultSectionSize(theme().px(32))
        self._none = words("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_M))
        column.addWidget(self._chips)
        column.addLayout(self._sentences)
        column.addLayout(bar)
        column.addWidget(self._note)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_state(self, state: PlanState) -> None:
        """Show a dry run, at the first table that has something."""
        while (item := self._chip_row.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        for count in state.chips:
            self._chip_row.addWidget(Chip(count.words, count.tone, count.icon_name))
        clear_layout(self._sentences)
        for sentence in state.sentences:
            self._sentences.addWidget(words(sentence, selectable=True))
        self._tables = {table.id: table for table in state.tables}
        self._make_buttons(state.tables)
        filled = [table.id for table in state.tables if table.rows]
        self.show_table(filled[0] if filled else state.tables[-1].id)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        return (*self._buttons.buttons(), self.copy_button, self.save_button, self.table)

    def show_table(self, name: str) -> None:
        """Show one of the tables."""
        table = self._tables[name]
        self._shown = name
        for button in self._buttons.buttons():
            here = button.property("table") == name
            button.setChecked(here)
            # Tab comes to the table on show; the arrows go on from there
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.rows.show_rows(table.columns, table.rows)
        self.table.setAccessibleName(table.label)
        self._note.setText(table.note)
        self._note.setVisible(bool(table.note))
        self._none.setText("Nothing here.")
        self._none.setVisible(not table.rows)
        self.table.setVisible(bool(table.rows))
        self.copy_button.setEnabled(bool(table.rows))
        self.save_button.setVisible(name == "refused" and bool(table.rows))
        self._share_out(table)
        if table.rows:
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def copy(self) -> None:
        """Put the selected rows, or all of them where one alone is, on the clipboard."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        wanted = chosen if len(chosen) > 1 else []
        QGuiApplication.clipboard().setText(self.rows.as_text(wanted))
        self.copied.emit(len(wanted) or self.rows.rowCount())

    def _make_buttons(self, tables: tuple[PlanTable, ...]) -> None:
        for old in self._buttons.buttons():
            self._buttons.removeButton(old)
            self._tab_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for table in tables:
            button = Button(table.label, "quiet")
            button.setCheckable(True)
            button.setProperty("table", table.id)
            self._buttons.addButton(button)
            self._tab_row.addWidget(button)

    def _share_out(self, table: PlanTable) -> None:
        header = self.table.horizontalHeader()
        modes = QHeaderView.ResizeMode
        metrics = self.table.fontMetrics()
        for number, column in enumerate(table.columns):
            if column not in _NARROW:
                header.setSectionResizeMode(number, modes.Stretch)
                continue
            # measured here: Qt's own way asks for every row
            longest = max((row[number] for row in table.rows[:200]), key=len, default="")
            wanted = metrics.horizontalAdvance(max(longest, column, key=len)) + theme().px(28)
            header.setSectionResizeMode(number, modes.Interactive)
            header.resizeSection(
                number, max(theme().px(_NARROWEST), min(wanted, theme().px(_WIDEST)))
            )

    def _choose(self, button: Button) -> None:
        self.show_table(button.property("table"))

    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Save what was refused", folder, "Text (*.txt)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("Refused figures.txt")
        dialog.fileSelected.connect(partial(self._take_path))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _take_path(self, path: str) -> None:
        self.save_wanted.emit(path)
