"""The third step: where the figures of each name go, and which areas are taken."""

from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.import_names import Names
from visits_app.presenters.import_states import NameRow, NamesState
from visits_app.ui.charts.table_model import set_up_table
from visits_app.ui.importing.areas import AreaList
from visits_app.ui.importing.name_panel import NamePanel
from visits_app.ui.importing.room import share_below, share_beside
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

Index = QModelIndex | QPersistentModelIndex
NAME, GOES_TO, UNIT, DIRECTION = range(4)
_COLUMNS = ("Name in the file", "Goes to", "Unit", "Better")
_ROW = 32
_WIDE = 760
_PANEL = 320
_TABLE_HEIGHT = 280


class NamesModel(QAbstractTableModel):
    """The names of a file, one row each."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[NameRow, ...] = ()

    def show_rows(self, rows: tuple[NameRow, ...]) -> None:
        """Show other rows; the same names keep their place and selection."""
        if [row.name for row in rows] != [row.name for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, DIRECTION))

    def row(self, number: int) -> NameRow:
        """Return one row."""
        return self._rows[number]

    def place(self, name: str) -> int:
        """Return the row of a name, -1 where it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.name == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section] if section < len(_COLUMNS) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        text = (row.name, row.goes_to, row.unit, row.direction)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            shown = f"{text}\n{row.open}" if row.open and index.column() else text
            return f"<qt>{escape(shown)}</qt>" if shown else None
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.kind == "leave":
                return theme().color("muted")
            if row.open and index.column() and (index.column() == GOES_TO or text == "To choose"):
                return theme().color("warning")
        if role == Qt.ItemDataRole.FontRole and row.open and index.column() == NAME:
            return theme().font(bold=True)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == NAME:
                return " ".join(part for part in (f"{row.name}: {row.goes_to}.", row.open) if part)
            return f"{_COLUMNS[index.column()]}: {text}"
        return None


class NamesStep(QWidget):
    """The table left; for the names that are selected, what becomes of them, right."""

    changed = Signal()
    """A decision was made."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None
        self._narrow: bool | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._summary = words("", wrap=False)
        self._summary.setMinimumHeight(theme().px(_ROW))
        self.fold_button = Button("", "link")
        self.leave_button = Button("Leave out all that are to decide", "link")
        top = QWidget()
        flow = FlowLayout(top, theme().px(SPACE_M))
        for widget in (self._summary, self.fold_button, self.leave_button):
            flow.addWidget(widget)
        self.model = NamesModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_table(self.table, "Names in the file")
        self.table.setAccessibleDescription(
            "Select one or several names; what becomes of them is chosen beside the table."
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(theme().px(34))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel = NamePanel()
        self.areas = AreaList()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_M))
        column.addWidget(self.panel)
        column.addWidget(self.areas)
        column.addStretch(1)
        self._side_column = column
        self._side: QScrollArea = scrolled(side)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setAccessibleName("What becomes of the names")
        both = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme().px(SPACE_L))
        self._both.addWidget(self.table, 1)
        self._both.addWidget(self._side)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(SPACE_M))
        whole.addWidget(top)
        whole.addWidget(both, 1)
        area = scrolled(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        self.fold_button.clicked.connect(self._fold)
        self.leave_button.clicked.connect(self._leave_open)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.panel.matched.connect(self._match)
        self.panel.made_new.connect(self._make_new)
        self.panel.left_out.connect(self._leave_out)
        self.areas.changed.connect(self._take_areas)

    def show_state(self, state: NamesState, names: Names) -> None:
        """Show the names as they are decided now."""
        fresh = names is not self._names
        self._names = names
        self._summary.setText(state.summary)
        hidden = state.matched if state.folded else 0
        count = "1 matched name" if state.matched == 1 else f"{state.matched:,} matched names"
        self.fold_button.words(f"Show the {count}" if hidden else f"Hide the {count}")
        self.fold_button.setVisible(bool(state.matched) and state.matched < len(names.matches()))
        self.leave_button.setVisible(len(names.open_names()) > 1)
        self.panel.offer(state.indicators)
        self.model.show_rows(state.rows)
        self.areas.show_areas(state.areas, state.chosen_areas)
        if state.rows and (fresh or not self.table.selectionModel().hasSelection()):
            self.table.selectRow(0)
        self._selected()
        self._share_out()
        self._give_room()

    def choose_open(self) -> None:
        """Select the first name that is still to be decided."""
        still = self._names.open_names() if self._names is not None else ()
        place = self.model.place(still[0]) if still else -1
        if place < 0 and still and self._names is not None:
            self._names.folded = False
            self.changed.emit()
            place = self.model.place(still[0])
        if place >= 0:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, NAME))
            self.table.setFocus()

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        return (
            self.fold_button, self.leave_button, self.table, *self.panel.stops(),
            *self.areas.stops(),
        )  # fmt: skip

    @property
    def selected(self) -> tuple[str, ...]:
        """The names that are selected, in the order of the table."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.model.row(row).name for row in rows)

    # --- slots -----------------------------------------------------------------------------

    def _selected(self, *_ranges: object) -> None:
        chosen = self.selected
        if self._names is not None and chosen:
            opened = self.model.row(self.model.place(chosen[0])).open if len(chosen) == 1 else ""
            self.panel.show_choice(self._names.choice(chosen), opened)
        self.panel.setEnabled(bool(chosen))
        self._give_room()

    def _match(self, indicator_id: str) -> None:
        if self._names is not None:
            self._names.match(self.selected, indicator_id)
            self.changed.emit()

    def _make_new(self, name: str, unit: str, direction: str) -> None:
        if self._names is not None:
            self._names.make_new(self.selected, new_name=name, unit=unit, direction=direction)
            self.changed.emit()

    def _leave_out(self) -> None:
        if self._names is not None:
            self._names.leave_out(self.selected)
            self.changed.emit()

    def _leave_open(self) -> None:
        if self._names is not None:
            self._names.leave_out_undecided()
            self.table.setFocus()
            self.changed.emit()

    def _fold(self) -> None:
        if self._names is None:
            return
        kept = self.selected
        self._names.folded = not self._names.folded
        self.changed.emit()
        model = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        model.clearSelection()
        for name in kept:
            if (place := self.model.place(name)) >= 0:
                model.select(self.model.index(place, NAME), flags.Select | flags.Rows)
        if not model.hasSelection():
            self.table.selectRow(0)

    def _take_areas(self) -> None:
        if self._names is not None:
            self._names.chosen_areas = self.areas.chosen()

    # --- room ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_WIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            way = QBoxLayout.Direction
            self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._give_room()
        self._share_out()

    def _give_room(self) -> None:
        if not self._narrow:
            share_beside(self.table, self._side, _PANEL)
            return
        width = max(self._side.viewport().width(), 200)
        share_below(
            self.table,
            self._side,
            table_height=_TABLE_HEIGHT,
            page_height=self.height(),
            side_height=self._side_column.totalHeightForWidth(width),
        )

    def _share_out(self) -> None:
        width = self.table.viewport().width()
        for column, share in ((NAME, 38), (GOES_TO, 32), (UNIT, 14)):
            self.table.setColumnWidth(column, width * share // 100)
