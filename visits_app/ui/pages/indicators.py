"""All indicators, concern first: latest figure, target, what it does and how fresh it is."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from visits_app.presenters.indicator_rows import IndicatorRow
from visits_app.presenters.indicators import IndicatorsPresenter, IndicatorsState
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Desk
from visits_app.ui.charts.table_model import set_up_table
from visits_app.ui.context import Context
from visits_app.ui.indicator_cells import IndicatorDelegate, row_height
from visits_app.ui.indicator_table import (
    ASSURANCE,
    LATEST,
    NAME,
    ROW,
    TARGET,
    TREND,
    VARIATION,
    WHEN,
    IndicatorTableModel,
)
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack

_SEARCH_PAUSE_MS = 120
_SHARES = {NAME: 27, LATEST: 12, TARGET: 12, VARIATION: 14, ASSURANCE: 13, TREND: 11, WHEN: 11}
_NARROW_SHARES = {NAME: 32, LATEST: 19, VARIATION: 32, WHEN: 17}
"""Of the table's width, in per cent; narrow, a target stands under its figure and the sparkline
makes room for words."""
_NARROW = 900


class IndicatorsPage(Page):
    """The overview; Enter or a click opens an indicator."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"indicator", "register"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = IndicatorsPresenter(context.space)
        self._build()
        self._connect()
        if context.space.desk is Desk.OFFICER:
            self._offer_import()
        self.save_button = Button(
            "Save figures…",
            icon_name="save",
            tooltip="Save what is listed as a spreadsheet (Ctrl+S)",
            clicked=self._save_figures,
        )
        self.save_button.setShortcut("Ctrl+S")
        self.report_button = Button(
            "Monitoring report…",
            icon_name="print",
            tooltip="The monthly monitoring report, to look at, save and print (Ctrl+P)",
            clicked=partial(context.go, "reports", paper="monitoring"),
        )
        self.report_button.setShortcut("Ctrl+P")
        self.more = (*self.more, self.save_button, self.report_button)
        self.set_header("Indicators")

    def _build(self) -> None:
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(self._filter_bar())
        self.model = IndicatorTableModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_table(self.table, "Indicators")
        self.table.setAccessibleDescription("Enter opens an indicator as a chart.")
        self._delegate = IndicatorDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setMouseTracking(True)
        self.table.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().setDefaultSectionSize(row_height())
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        self._clear = Button("Show all indicators")
        self._nothing = EmptyState("indicators", "No indicators yet", "", self._clear)
        self.stack = StateStack(self.table, self._nothing)
        layout.addWidget(self.stack, 1)

    def _offer_import(self) -> None:
        self.import_button = Button(
            "Import figures…", icon_name="table", tooltip="Figures from a spreadsheet (Ctrl+I)"
        )
        self.import_button.setShortcut("Ctrl+I")
        self.import_button.clicked.connect(self._import_figures)
        self.more = (self.import_button,)

    def _filter_bar(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, theme().px(SPACE_S))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Words in the name")
        self.search.setAccessibleName("Find an indicator by its name")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme().px(240))
        self.themes = self._combo("Theme")
        self.teams = self._combo("Team")
        self.look = QCheckBox("Needs a look or is late")
        self.look.setAccessibleName("Needs a look or is late")
        self.look.setToolTip("A concern, consistently fails its target, or is late")
        self.look.setAccessibleDescription(self.look.toolTip())
        self.retired = QCheckBox("Show retired")
        self.retired.setAccessibleName("Show retired")
        self.retired.setToolTip("Also measures that are no longer kept")
        self.retired.setAccessibleDescription(self.retired.toolTip())
        self.retired.hide()
        for box in (self.look, self.retired):  # in line with the words of the combo boxes
            box.setMinimumHeight(self.search.sizeHint().height())
        for widget in (self.search, self.themes, self.teams, self.look, self.retired):
            row.addWidget(widget)
        return bar

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setFixedWidth(theme().px(190))
        combo.setMaxVisibleItems(16)
        return combo

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._filter)
        self.themes.currentIndexChanged.connect(self._filter)
        self.teams.currentIndexChanged.connect(self._filter)
        self.look.toggled.connect(self._filter)
        self.retired.toggled.connect(self._filter)
        self._clear.clicked.connect(self.clear_filters)
        self.stack.retry.clicked.connect(self.refresh)
        self.table.clicked.connect(self._open_row)
        self.table.activated.connect(self._open_row)
        self.table.entered.connect(self._hover)

    # --- showing ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again."""
        self.stack.loading()
        self.load(self.presenter.load, self._show_all, self._failed)

    def render(self, state: IndicatorsState) -> None:
        """Show the rows that match."""
        chosen: IndicatorRow | None = self.table.currentIndex().data(ROW)
        self.model.show_rows(state.rows)
        self.save_button.setEnabled(bool(state.rows))
        self.set_header("Indicators", state.summary)
        if not state.rows:
            self._say_nothing(state)
            return
        self.stack.show_content()
        self._share_out()
        index = self.model.find(chosen.indicator_id) if chosen else QModelIndex()
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, NAME))

    def clear_filters(self) -> None:
        """Show every indicator again."""
        self.search.clear()
        self.themes.setCurrentIndex(0)
        self.teams.setCurrentIndex(0)
        self.look.setChecked(False)
        self._filter()
        self.search.setFocus()

    # --- slots -----------------------------------------------------------------------------

    def _show_all(self, state: IndicatorsState) -> None:
        _fill(self.themes, state.themes)
        _fill(self.teams, state.teams)
        self.retired.setVisible(bool(state.retired))
        self.render(state)

    def _filter(self) -> None:
        self._pause.stop()
        self.render(
            self.presenter.choose(
                text=self.search.text(),
                theme_id=self.themes.currentData() or "",
                team_id=self.teams.currentData() or "",
                needs_look=self.look.isChecked(),
                with_retired=self.retired.isChecked(),
            )
        )

    def _say_nothing(self, state: IndicatorsState) -> None:
        if state.total:
            self._nothing.show_words(
                "No indicator matches", "Take a filter away, or look for fewer or other words."
            )
        else:
            self._nothing.show_words(
                "No indicators yet",
                "Measures of the service with their figures and targets are shown here.",
            )
        self._clear.setVisible(bool(state.total))
        self.stack.show_empty()

    def _failed(self, error: Exception) -> None:
        self.stack.show_error(str(error))
        self.show_failure(error)

    def _open_row(self, index: QModelIndex) -> None:
        row: IndicatorRow | None = index.data(ROW)
        if row is not None:
            self.context.go("indicator", indicator_id=row.indicator_id)

    def _save_figures(self) -> None:
        from visits_app.presenters.exporting import ExportWanted
        from visits_app.ui.export_dialog import ExportDialog

        listed = tuple(row.indicator_id for row in self.presenter.state().rows)
        ExportDialog(self.context, ExportWanted(listed=listed), self).open()

    def _import_figures(self) -> None:
        self.context.go("figure_import")

    def _hover(self, index: QModelIndex) -> None:
        self._delegate.hovered_row = index.row()
        self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        width = self.table.viewport().width()
        narrow = width < theme().px(_NARROW)
        self._delegate.narrow = narrow
        self.model.show_narrow(narrow)
        shares = _NARROW_SHARES if narrow else _SHARES
        for column in _SHARES:
            self.table.setColumnHidden(column, column not in shares)
        for column, share in shares.items():
            self.table.setColumnWidth(column, width * share // 100)


def _fill(combo: QComboBox, options: tuple[Option, ...]) -> None:
    combo.blockSignals(True)
    chosen = combo.currentData()
    combo.clear()
    for option in options:
        combo.addItem(option.label, option.value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
