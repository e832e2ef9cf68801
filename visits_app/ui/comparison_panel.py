"""The same measure elsewhere, under a chart and on its axes, for those who want to see it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from visits_app.domain.charts import Chart
from visits_app.ui.charts.chart_view import ChartView
from visits_app.ui.charts.look import ChartLook
from visits_app.ui.charts.table_model import ChartTableModel, set_up_table
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_HEIGHT = 230


class ComparisonPanel(QWidget):
    """A heading that opens and closes, a small chart and its table; moves with the main chart."""

    def __init__(self, main: ChartView, look: ChartLook) -> None:
        super().__init__()
        self._main = main
        self._following = False
        self.toggle = Button(
            "Elsewhere",
            "link",
            icon_name="down",
            tooltip="Show or hide the same measure elsewhere (E)",
        )
        self.toggle.setCheckable(True)
        self.toggle.setChecked(True)
        self.chart = ChartView(look)
        self.table = QTableView()
        self.figures = ChartTableModel()
        self.table.setModel(self.figures)
        set_up_table(self.table, "The same measure elsewhere")
        self.views = QStackedWidget()
        self.views.addWidget(self.chart)
        self.views.addWidget(self.table)
        self.views.setFixedHeight(theme().px(_HEIGHT))
        self.sentence = words("", selectable=True)
        self.sentence.setAccessibleName("The comparison in words")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.views)
        column.addWidget(self.sentence)
        self.hide()
        self.toggle.toggled.connect(self._open)
        QShortcut(QKeySequence("E"), self, self.toggle.toggle)
        main.time_shown.connect(self._follow)
        self.chart.time_shown.connect(self._lead)

    def show_chart(self, chart: Chart | None) -> None:
        """Show another comparison, or nothing where there is none to make."""
        self.setVisible(chart is not None)
        if chart is not None:
            self.toggle.words(chart.title)
            self.chart.show_chart(chart)
            self.figures.show_table(chart.table)
            self._fit_columns()
            self.sentence.setText(chart.sentence)
            self._follow(*self._main.visible_days)
        self._line_up()

    def show_table(self, wanted: bool) -> None:
        """Show the figures in place of the chart, or the chart again."""
        self.views.setCurrentWidget(self.table if wanted else self.chart)
        self._fit_columns()

    @property
    def is_open(self) -> bool:
        """Whether there is a comparison and it is not folded away."""
        return not self.isHidden() and self.toggle.isChecked()

    def _open(self, wanted: bool) -> None:
        self.views.setVisible(wanted)
        self.sentence.setVisible(wanted)
        self.toggle.change_icon("down" if wanted else "right")
        self._line_up()

    def _fit_columns(self) -> None:
        if self.views.currentWidget() is self.table:  # to measure every cell takes a while
            self.table.resizeColumnsToContents()

    def _line_up(self) -> None:
        """Put both plots right over each other: the same date stands at the same pixel."""
        both = [self._main.margins(), self.chart.margins()] if self.is_open else [(0.0, 0.0)]
        left, right = (max(side) for side in zip(*both, strict=True))
        self._main.keep_margins(left, right)
        self.chart.keep_margins(left, right)

    def _follow(self, low: float, high: float) -> None:
        self._move(self.chart, low, high)

    def _lead(self, low: float, high: float) -> None:
        if not self.isHidden():
            self._move(self._main, low, high)

    def _move(self, view: ChartView, low: float, high: float) -> None:
        if not self._following:
            self._following = True
            view.show_days(low, high)
            self._following = False
