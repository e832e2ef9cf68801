"""One indicator: its chart with the visits to chosen teams, its table, and both in words."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QByteArray, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QImageWriter, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.chart_table import SAYS
from visits_app.domain.charts import Chart, VisitNote
from visits_app.domain.errors import ExportError
from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.indicators import IndicatorPresenter, IndicatorState
from visits_app.ui.charts.chart_view import ChartView
from visits_app.ui.charts.look import screen_look
from visits_app.ui.charts.picture import chart_picture
from visits_app.ui.charts.table_model import ChartTableModel, set_up_table
from visits_app.ui.charts.visit_list import NOTE
from visits_app.ui.comparison_panel import ComparisonPanel
from visits_app.ui.context import Context
from visits_app.ui.indicator_questions import QuestionsCard
from visits_app.ui.indicator_visits import VisitsCard
from visits_app.ui.officer_tools import OfficerTools
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS, theme
from visits_app.ui.verdict_row import VerdictRow
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.words import words

_SIDE_BY_SIDE = 900
"""Below this width, in pixels at 100 %, the list of visits goes under the chart."""


_SAYS_WIDTH = 250
"""Width, in pixels at 100 %, of the column that says what a figure means."""


class IndicatorPage(Page):
    """The detail of one indicator."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"indicator", "visit", "register"})
    parent_page: ClassVar[str] = "indicators"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = IndicatorPresenter(context.space)
        self._indicator_id = ""
        self._team_ids: tuple[str, ...] | None = None
        self._state: IndicatorState | None = None
        self._asking = 0
        self._build()
        self._connect()
        self.set_header("Indicator")

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.print_button = Button(
            "Print…",
            icon_name="print",
            tooltip="This indicator on paper, to look at, save and print (Ctrl+P)",
        )
        self.print_button.setShortcut("Ctrl+P")
        self.more = (self.print_button,)
        self.chart = ChartView(screen_look())
        self.visits = VisitsCard()
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(0, 0, theme().px(SPACE_XS), 0)
        self._columns.setSpacing(theme().px(SPACE_L))
        self._columns.addWidget(self._chart_card(), 5)
        self.questions = QuestionsCard(self.context)
        self._columns.addLayout(self._side_cards(), 2)
        self.stack = StateStack(scrolled(content))
        page_layout(self).addWidget(self.stack)

    def _side_cards(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme().px(SPACE_L))
        side.addWidget(self.visits, 1)
        # beside the heading there is no room for it in a narrow column
        self.questions.corner.removeWidget(self.questions.ask_button)
        self.questions.body.insertWidget(0, self.questions.ask_button)
        side.addWidget(self.questions)
        return side

    def _chart_card(self) -> Card:
        card = Card(" ")
        card.setSizePolicy(card.sizePolicy().horizontalPolicy(), card.sizePolicy().Policy.Preferred)
        self.heading = card.heading
        self.back_button = Button(
            "Whole period", icon_name="zoom-out", tooltip="Show the whole period again (Esc)"
        )
        room = self.back_button.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # zooming must not move the chart under the mouse
        self.back_button.setSizePolicy(room)
        self.back_button.hide()
        self._illustration = Chip("Illustration", "warning", "example")
        card.corner.addWidget(self.back_button)
        card.corner.addWidget(self._illustration)
        self.subtitle = words("", "muted")
        card.body.addWidget(self.subtitle)
        self.verdict = VerdictRow()
        card.body.addWidget(self.verdict)
        card.body.addWidget(self._tools())
        self.table = QTableView()
        self.figures = ChartTableModel()
        self._set_up_table()
        self.views = QStackedWidget()
        self.views.addWidget(self.chart)
        self.views.addWidget(self.table)
        self.views.setMinimumHeight(theme().px(280))
        card.body.addWidget(self.views, 1)
        self.sentence = words("", selectable=True)
        self.sentence.setAccessibleName("The chart in words")
        card.body.addWidget(self.sentence)
        self.comparison = ComparisonPanel(self.chart, screen_look())
        self.notes = words("", "caption", selectable=True)
        self.notes.setAccessibleName("Notes to the chart")
        card.body.addWidget(self.notes)
        card.body.addWidget(self.comparison)
        return card

    def _tools(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, theme().px(SPACE_S))
        self.series = QComboBox()
        self.series.setAccessibleName("Series")
        self.series.setToolTip("Area and source of the figures")
        self.series.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.table_button = Button(
            "Table", icon_name="table", tooltip="The figures as a table (Ctrl+T)"
        )
        self.table_button.setCheckable(True)
        self.copy_button = Button(
            "Copy picture", icon_name="copy", tooltip="Copy picture (Ctrl+Shift+C)"
        )
        self.save_button = Button("Save picture…", icon_name="picture")
        self.figures_button = Button(
            "Save figures…",
            icon_name="save",
            tooltip="Save every figure as a spreadsheet (Ctrl+S)",
            clicked=self._save_figures,
        )
        self.figures_button.setShortcut("Ctrl+S")
        for widget in (
            self.series,
            self.table_button,
            self.copy_button,
            self.save_button,
            self.figures_button,
        ):
            row.addWidget(widget)
        self.officer_tools = OfficerTools(self.context)
        row.addWidget(self.officer_tools)
        return bar

    def _set_up_table(self) -> None:
        self.table.setModel(self.figures)
        set_up_table(self.table, "Figures of this chart")
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(theme().px(70))

    def _connect(self) -> None:
        self.series.currentIndexChanged.connect(self._choose_series)
        self.table_button.toggled.connect(self._show_table)
        self.copy_button.clicked.connect(self.copy_picture)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._ask_where)
        self.back_button.clicked.connect(self._whole_period)
        self.visits.every_event.toggled.connect(self._choose_events)
        self.visits.teams_button.clicked.connect(self._ask_teams)
        self.chart.zoomed.connect(self._offer_way_back)
        self.chart.visit_chosen.connect(self.visits.list.choose)
        self.visits.list.selectionModel().currentChanged.connect(self._choose_visit)
        self.visits.list.activated.connect(self._open_visit)
        self.stack.retry.clicked.connect(self.refresh)
        QShortcut(QKeySequence("Ctrl+T"), self, self.table_button.toggle)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self.copy_picture)

    # --- showing ---------------------------------------------------------------------------

    def open(self, indicator_id: str = "", **_target: Any) -> None:
        """Show an indicator, from the beginning if it is another one."""
        if indicator_id and indicator_id != self._indicator_id:
            self._indicator_id, self._team_ids = indicator_id, None
            self.table_button.setChecked(False)
            self.stale = True
        super().open()

    def refresh(self) -> None:
        """Read the indicator and the visits again."""
        if not self._indicator_id:
            return
        self._asking += 1
        self.stack.loading()
        work = partial(self.presenter.read, self._indicator_id, self._team_ids)
        self.load(work, partial(self._take, self._asking), self._failed)

    def render(self, state: IndicatorState) -> None:
        """Show an indicator as chosen."""
        self._state = state
        chart = state.chart
        self.set_header(state.name, state.context_line)
        self.officer_tools.show_for(state.indicator_id)
        self.questions.show_for(state.indicator_id, state.series_id)
        self.heading.setText(chart.title)
        self.subtitle.setText(chart.subtitle)
        self.subtitle.setToolTip("")
        self._illustration.setVisible(chart.illustration)
        self._fill_series(state)
        self.verdict.show_chart(chart)
        self.chart.show_chart(chart)
        self.comparison.show_chart(state.comparison)
        self.figures.show_table(chart.table)
        self._share_columns(chart)
        self.sentence.setText(chart.sentence)
        told = (note for note in chart.notes if note not in chart.sentence)
        self.notes.setText(" ".join(told))
        self.visits.show_visits(state)
        self._arrange()
        self.stack.show_content()

    def _share_columns(self, chart: Chart) -> None:
        """Let the notes take what is left; they and what a figure says wrap."""
        header = self.table.horizontalHeader()
        last = self.figures.columnCount() - 1
        for column, name in enumerate(chart.table.columns):
            says = name == SAYS
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column,
                mode.Stretch if column == last else mode.Fixed if says else mode.ResizeToContents,
            )
            if says:
                header.resizeSection(column, theme().px(_SAYS_WIDTH))

    def _fill_series(self, state: IndicatorState) -> None:
        self.series.blockSignals(True)
        self.series.clear()
        for option in state.series:
            self.series.addItem(option.label, option.value)
        self.series.setCurrentIndex(max(0, self.series.findData(state.series_id)))
        self.series.blockSignals(False)
        self.series.setVisible(len(state.series) > 1)

    # --- slots -----------------------------------------------------------------------------

    def _take(self, asked: int, inputs: Any) -> None:
        if asked == self._asking:
            self.render(self.presenter.show(inputs))

    def _failed(self, error: Exception) -> None:
        self.stack.show_error(str(error))
        self.show_failure(error)

    def _choose_series(self, _place: int) -> None:
        self.render(self.presenter.choose_series(self.series.currentData() or ""))

    def _choose_events(self, every: bool) -> None:
        self.render(self.presenter.choose_events(every))

    def _show_table(self, wanted: bool) -> None:
        self.views.setCurrentWidget(self.table if wanted else self.chart)
        self.comparison.show_table(wanted)
        self.table_button.words("Chart" if wanted else "Table")
        self.table_button.change_icon("indicators" if wanted else "table")
        self._offer_way_back(self.chart.is_zoomed)
        (self.table if wanted else self.chart).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if wanted and self.figures.rowCount():
            self.table.setCurrentIndex(self.figures.index(0, 0))

    def _offer_way_back(self, zoomed: bool) -> None:
        self.back_button.setVisible(zoomed and not self.table_button.isChecked())

    def _whole_period(self) -> None:
        self.chart.show_all()
        self.chart.setFocus()

    def _choose_visit(self, index: QModelIndex, _before: QModelIndex) -> None:
        note: VisitNote | None = index.data(NOTE)
        self.chart.choose_visit(note.number if note else 0)

    def _open_visit(self, index: QModelIndex) -> None:
        note: VisitNote | None = index.data(NOTE)
        if note is not None:
            self.context.go("visits", visit_id=note.visit_id)

    def _ask_teams(self) -> None:
        if self._state is None:
            return
        from visits_app.ui.teams_dialog import TeamsDialog

        dialog = TeamsDialog(self._state.teams, self._state.team_ids, self)
        dialog.chosen.connect(self._take_teams)
        dialog.open()

    def _take_teams(self, team_ids: tuple[str, ...]) -> None:
        self._team_ids = team_ids
        self.refresh()

    @property
    def _drawn(self) -> Chart | None:
        return self._state.chart if self._state else None

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture on white."""
        self._let_go(self._copy)

    def _copy(self, chart: Chart) -> None:
        QGuiApplication.clipboard().setImage(chart_picture(chart))
        self.context.say("Picture copied. Paste it into a document or a message.")

    def _let_go(self, then: Callable[[Chart], None]) -> None:
        """Call `then` with the chart on show as it may leave, once its words are decided."""
        if self._drawn is not None:
            work = partial(self.presenter.leaving, self._drawn)
            self.load(work, partial(self._ask_first, then))

    def _ask_first(
        self, then: Callable[[Chart], None], fit: tuple[Chart, tuple[Place, ...]]
    ) -> None:
        from visits_app.ui.privacy_dialog import ask_before_leaving

        chart, places = fit
        ask_before_leaving(self, self.context, places, partial(then, chart))

    def _print(self) -> None:
        state = self._state
        if state is not None:
            self.context.go(
                "reports",
                indicator_id=state.indicator_id,
                series_id=state.series_id,
                name=state.name,
            )

    def _ask_where(self) -> None:
        if self._state is None:
            return
        dialog = QFileDialog(self, "Save picture", "", "Pictures (*.png)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile("indicator.png")
        dialog.fileSelected.connect(self.save_picture)
        dialog.open()

    def _save_figures(self) -> None:
        from visits_app.presenters.exporting import ExportWanted
        from visits_app.ui.export_dialog import ExportDialog

        if self._indicator_id:
            ExportDialog(self.context, ExportWanted(self._indicator_id), self).open()

    def save_picture(self, path: str) -> None:
        """Write the chart to `path` as a PNG picture on white."""
        self._let_go(partial(self._write_picture, path))

    def _write_picture(self, path: str, chart: Chart) -> None:
        if QImageWriter(path, QByteArray(b"png")).write(chart_picture(chart)):
            self.context.say("Picture saved.")
        else:
            self.show_failure(
                ExportError(
                    "The picture could not be written there. Choose another folder, or check"
                    " that there is room and that you may write to it."
                )
            )

    # --- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the visits beside the chart where there is room, else under it at full height."""
        beside = self.width() >= theme().px(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if beside else down)
        self.visits.arrange(beside=beside)
