"""Themes by teams: how many visits speak of each, and the findings of the cell one opens."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QTableView, QVBoxLayout

from visits_app.presenters.insight import ALL_TIME, CellState, InsightPresenter, MatrixState
from visits_app.ui.charts.table_model import set_up_table
from visits_app.ui.insight.choosers import Choosers, stand
from visits_app.ui.insight.finding_list import HEARD, FindingList
from visits_app.ui.insight.matrix_table import (
    PLACE,
    MatrixDelegate,
    MatrixHeader,
    MatrixModel,
    cell_height,
    cell_width,
)
from visits_app.ui.insight.part import Part
from visits_app.ui.pages.page import Page
from visits_app.ui.theme import SPACE_L, SPACE_M, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.words import words


class MatrixTable(QTableView):
    """A table in which Enter opens the cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.activated.emit(index)
            return
        super().keyPressEvent(event)


class MatrixView(Part):
    """The matrix, and beside it the findings of a cell once one is opened."""

    def __init__(self, page: Page, presenter: InsightPresenter) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._period = ALL_TIME
        self._swapped = False
        self._wanted: tuple[str, str] = ("", "")
        self.state: MatrixState | None = None
        self._build()
        self.table.clicked.connect(self._open_cell)
        self.table.activated.connect(self._open_cell)
        self.list.activated.connect(self._open_finding)
        self.stack.retry.clicked.connect(self.refresh)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(SPACE_M))
        self.choosers = Choosers(("Period",), self._choose)
        self.swap = Button("Teams down the side", icon_name="table", clicked=self._swap)
        self.choosers.row.addWidget(self.swap)
        self.summary = words("", "muted")
        layout.addWidget(self.choosers)
        layout.addWidget(self.summary)
        self.model = MatrixModel()
        self.table = MatrixTable()
        self.table.setModel(self.model)
        set_up_table(self.table, "Visits by theme and team")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setAccessibleDescription("Each cell counts visits. Enter opens its findings.")
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setItemDelegate(MatrixDelegate(self.table, self.model))
        across = MatrixHeader(Qt.Orientation.Horizontal, self.table)
        down = MatrixHeader(Qt.Orientation.Vertical, self.table)
        across.setAccessibleName("Columns")
        down.setAccessibleName("Rows")
        self.table.setHorizontalHeader(across)
        self.table.setVerticalHeader(down)
        across.setMinimumSectionSize(1)
        down.setMinimumSectionSize(1)
        across.setDefaultSectionSize(cell_width())
        down.setDefaultSectionSize(cell_height())
        down.show()
        self.panel = Card("")
        close = Button("", "quiet", icon_name="close", name="Close the findings of this cell",
                       tooltip="Close (Esc)", clicked=self.close_cell)  # fmt: skip
        self.panel.corner.addWidget(close)
        self.panel_words = words("", "muted")
        self.left_out = words("", "muted")
        self.list = FindingList("Findings of this cell")
        self.panel.body.addWidget(self.panel_words)
        self.panel.body.addWidget(self.left_out)
        self.panel.body.addWidget(self.list, 1)
        self.panel.setMinimumWidth(theme().px(300))
        self.panel.hide()
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme().px(SPACE_L))
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([720, 380])
        self.empty = EmptyState(
            "insight",
            "No findings yet",
            "Once a visit is submitted, this table counts the visits to each team that speak of "
            "each theme. A cell opens what members found.",
        )
        self.stack = StateStack(split, self.empty)
        layout.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Count again."""
        self.read(partial(self._presenter.matrix, self._period), self.render)

    def render(self, state: MatrixState) -> None:
        """Show the counts."""
        self.state = state
        self.choosers.fill("Period", state.periods, state.period)
        self.summary.setText(
            f"{state.summary}. A number counts visits, not mentions; beside it stands how many of "
            "them have a concern and how many a strength."
            if state.summary
            else ""
        )
        self.summary.setVisible(bool(state.summary))
        self.model.show_state(state, swapped=self._swapped)
        self.table.horizontalHeader().setFixedHeight(
            self.table.horizontalHeader().sizeHint().height()
        )
        self.table.verticalHeader().setFixedWidth(self.table.verticalHeader().sizeHint().width())
        self.swap.setVisible(bool(state.matrix.most))
        if not state.matrix.most:
            self.close_cell()
            self.stack.show_empty()
            return
        self.stack.show_content()
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def close_cell(self) -> None:
        """Put the findings of the cell away."""
        had = self.list.hasFocus() or self.panel.isAncestorOf(self.focusWidget() or self)
        self._wanted = ("", "")
        self.panel.hide()
        if had:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.close_cell()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stand(self, self._split)

    # --- slots -----------------------------------------------------------------------------

    def _choose(self) -> None:
        self._period = self.choosers.value("Period")
        self.close_cell()
        self.refresh()

    def _swap(self) -> None:
        self._swapped = not self._swapped
        self.swap.words("Themes down the side" if self._swapped else "Teams down the side")
        assert self.state is not None
        self.render(self.state)

    def _open_cell(self, index: QModelIndex) -> None:
        assert self.state is not None
        self._wanted = index.data(PLACE)
        theme_id, team_id = self._wanted
        state = self.state
        read = partial(self._presenter.cell, theme_id, team_id, state.start, state.end, state)
        self._page.load(read, partial(self._show_cell, self._wanted))

    def _show_cell(self, place: tuple[str, str], state: CellState) -> None:
        if place != self._wanted:
            return
        self.panel.heading.setText(state.title)
        self.panel.heading.setVisible(True)
        self.panel_words.setText(state.summary)
        self.left_out.setText(state.listed.left_out)
        self.left_out.setVisible(bool(state.listed.left_out))
        self.list.findings.show_findings(state.listed.heard)
        self.panel.show()
        QTimer.singleShot(0, self._reveal)  # once the table has made room for the panel
        if state.listed.heard:
            self.list.setCurrentIndex(self.list.findings.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _open_finding(self, index: QModelIndex) -> None:
        self._page.context.go("visits", visit_id=index.data(HEARD).visit_id)
