"""The coverage grid: names stay where they are while the months beside them move."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from visits_app.ui.planner.grid_table import (
    FIRST_MONTH,
    TOTALS,
    GridDelegate,
    GridModel,
    row_height,
)
from visits_app.ui.theme import CAPTION, theme

_WIDEST_NAME, _LEAST_NAME = 260, 132
_WORDY, _LEAST = 40, 22
"""A month needs so much for three letters or a year, and so much for a mark."""
_HEAD_ROWS = 4
"""Rows that are to be seen at least, whatever the text's size."""


class CoverageTable(QTableView):
    """Shows a `GridModel`; its columns share the room there is."""

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._grid = model
        self._names = _Names(self, model)
        self.setModel(model)
        self.setAccessibleName("Coverage by month")
        self.setAccessibleDescription(
            "Enter plans a visit in an empty month, or goes to the visits of one."
        )
        _set_up(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().valueChanged.connect(self._names.verticalScrollBar().setValue)
        self.setMinimumHeight(self._head() + _HEAD_ROWS * row_height())

    def share_selection(self) -> None:
        """Let the standing names show what is chosen here."""
        self._names.setSelectionModel(self.selectionModel())

    def fit(self) -> None:
        """Share the width out: names what they need, months the rest; scroll only where none is."""
        months = len(self._grid.months())
        if not months:
            return
        room, held = self.viewport().width(), _held_width()
        wanted = self._name_width()
        least = min(wanted, theme().px(_LEAST_NAME))
        short = room - held - least < months * theme().px(_WORDY)
        each_least = theme().px(_LEAST if short else _WORDY)
        name = max(least, min(wanted, room - held - months * each_least))
        each = max(each_least, (room - held - name) // months)
        name += max(0, room - held - name - months * each)
        self._grid.show_short(short)
        for column, width in ((0, name), (TOTALS, held)):
            self.setColumnWidth(column, width)
        for column in range(FIRST_MONTH, FIRST_MONTH + months):
            self.setColumnWidth(column, each)
        self._names.follow(stands=name + held + months * each > room)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        covered = self._names.width() if not self._names.isHidden() else 0
        left = self.visualRect(index).left()
        if index.column() >= FIRST_MONTH and left < covered:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (covered - left))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "_names"):
            self._names.lie_over()

    def _name_width(self) -> int:
        body, caption = QFontMetrics(theme().font(13)), QFontMetrics(theme().font(CAPTION))
        told = self._grid.names()
        widest = max((body.horizontalAdvance(text) for text in told[::2]), default=0)
        waiting = max((caption.horizontalAdvance(text) for text in told[1::2]), default=0)
        return min(max(widest, waiting) + theme().px(18), theme().px(_WIDEST_NAME))

    def _head(self) -> int:
        return 2 * QFontMetrics(theme().font(CAPTION, bold=True)).height() + theme().px(14)


class _Names(QTableView):
    """The first two columns once more, over the others; only while these can be scrolled away."""

    def __init__(self, table: CoverageTable, model: GridModel) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(model)
        _set_up(self)
        self.setObjectName("standing")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Names")
        self.hide()

    def follow(self, *, stands: bool) -> None:
        """Take the widths of the table; come up where its months do not fit."""
        for column in range(self._table.model().columnCount()):
            self.setColumnHidden(column, column >= FIRST_MONTH)
        for column in (0, TOTALS):
            self.setColumnWidth(column, self._table.columnWidth(column))
        self.setVisible(stands)
        self.lie_over()

    def lie_over(self) -> None:
        """Lie over the left of the table, head included."""
        table, view = self._table, self._table.viewport().geometry()
        width = sum(table.columnWidth(column) for column in (0, TOTALS))
        head = table.horizontalHeader().height()
        self.setGeometry(QRect(view.left(), view.top() - head, width, view.height() + head))
        self.horizontalHeader().setFixedHeight(head)
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())


def _set_up(table: QTableView) -> None:
    table.setItemDelegate(GridDelegate(table))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(row_height())
    header = table.horizontalHeader()
    header.setObjectName("months")
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setMinimumSectionSize(theme().px(_LEAST))


def _held_width() -> int:
    said = QFontMetrics(theme().font(CAPTION, bold=True))
    widest = max(said.horizontalAdvance(text) for text in ("Held", "00 of 00"))
    return widest + theme().px(12)
