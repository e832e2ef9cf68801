"""The lines of a sheet that came back beside the whole words of the one that is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.sheets import LineRow
from visits_app.ui.charts.table_model import set_up_table
from visits_app.ui.pages.page import scrolled
from visits_app.ui.sheets.lines import (
    PLACE,
    REFERENCE,
    TAKE,
    TOLD,
    VERDICT,
    ChipDelegate,
    LinesModel,
    TickDelegate,
)
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.chip import chip_size
from visits_app.ui.widgets.words import words

_WIDE = 820
_ROW = 36
_LONGEST_VERDICT = "Did not come back"


class LineTable(QTableView):
    """The table; Space takes or leaves the line that is chosen, whatever cell is current."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self.setModel(model)
        set_up_table(self, "Lines of the sheet")
        self.setWordWrap(False)
        self.setItemDelegateForColumn(TAKE, TickDelegate(self))
        self.setItemDelegateForColumn(VERDICT, ChipDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setToolTip("Space takes or leaves the chosen line")
        self.verticalHeader().setDefaultSectionSize(theme().px(_ROW))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TOLD, QHeaderView.ResizeMode.Stretch)
        self.set_widths()

    def set_widths(self) -> None:
        """Give the columns the width their words need at this size of text."""
        metrics = self.fontMetrics()
        side = theme().px(24)
        for column, longest in ((TAKE, "Take"), (PLACE, "8888"), (REFERENCE, "M" * 10)):
            self.setColumnWidth(column, metrics.horizontalAdvance(longest) + side)
        self.setColumnWidth(VERDICT, chip_size(_LONGEST_VERDICT, "tick").width() + side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, LinesModel):
            model.toggle(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)


class LinesView(QSplitter):
    """Table and words, beside each other where there is room, else below."""

    def __init__(self) -> None:
        super().__init__()
        self.model = LinesModel()
        self.table = LineTable(self.model)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(theme().px(SPACE_M), 4, theme().px(SPACE_S), 4)
        self._column.setSpacing(theme().px(SPACE_XS))
        self.pane = scrolled(self._inner, reading=True)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setAccessibleName("The chosen line in full")
        self.addWidget(self.table)
        self.addWidget(self.pane)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 1)
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.model.modelReset.connect(self._choose_first)
        self._show(None)
        self._shared = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_WIDE)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() != wanted or not self._shared:
            self._shared = True
            self.setOrientation(wanted)
            whole = self.width() if wide else self.height()
            self.setSizes([whole * 2 // 3, whole // 3])

    def _choose_first(self) -> None:
        if self.model.rowCount():
            self.table.selectRow(0)
        self._show(self.model.row(self.table.currentIndex()) if self.model.rowCount() else None)

    def _show_chosen(self) -> None:
        self._show(self.model.row(self.table.currentIndex()))

    def _show(self, row: LineRow | None) -> None:
        clear_layout(self._column)
        if row is None:
            self._column.addWidget(words("No line is chosen.", "muted"))
            self._column.addStretch(1)
            return
        place = "Not in the file" if row.place == "–" else f"Line {row.place}"
        self._column.addWidget(words(f"{place}, {row.reference}", "strong"))
        if row.faults:
            self._part("Cannot be taken because" if row.refused else "To note", row.faults)
        if row.changes:
            self._part("It says" if row.refused else "What changes", row.changes)
        elif not row.faults:
            self._column.addWidget(words(f"{row.word}.", "muted"))
        if row.about:
            self._part("About", row.about)
        self._column.addStretch(1)

    def _part(self, title: str, lines: tuple[str, ...]) -> None:
        self._column.addSpacing(theme().px(SPACE_XS))
        self._column.addWidget(words(title, "caption"))
        for line in lines:
            self._column.addWidget(words(line, selectable=True))
