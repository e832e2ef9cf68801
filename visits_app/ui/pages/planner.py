"""The planner: who went where and when, what is late, and the rota of visits to come."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QSplitter, QVBoxLayout, QWidget

from visits_app.domain.coverage import Outcome, months_from
from visits_app.domain.text import date_in_words
from visits_app.presenters.planner import SPANS, PlannerPresenter, PlannerState
from visits_app.presenters.planner_words import LOOKS, PlannedLine
from visits_app.ui.context import Context
from visits_app.ui.icons import pixmap
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.planner.cell_panel import CellPanel
from visits_app.ui.planner.coverage_table import CoverageTable
from visits_app.ui.planner.grid_table import FIRST_MONTH, GridModel
from visits_app.ui.planner.rota_acts import RotaActs
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.words import words

_ROLES = {
    "plain": "muted", "accent": "accent", "good": "good", "danger": "danger", "warning": "warning",
}  # fmt: skip
_NOTHING = "No visit. “Plan a visit”, or Enter on a month, puts one on the rota."


class PlannerPage(Page):
    """The grid left, the visits of the chosen cell right."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "rota", "register", "deadlines"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PlannerPresenter(context.space)
        self.acts = RotaActs(self, self.presenter)
        self.lines: tuple[PlannedLine, ...] = ()
        """The visits of the chosen cell, once they are read."""
        self._lines_of = ""
        """The heading they are shown under."""
        self._wants_panel = False
        """Whether the keyboard is to go to them once they are read."""
        self._row_id = ""
        self._build()
        self._connect()
        self.start_focus = self.table
        self.set_header("Planner", "What is planned, held and reported.")

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.primary = Button(
            "Plan a visit", "primary", icon_name="add", tooltip="Plan a visit (Ctrl+Shift+N)",
            clicked=self.plan_one,
        )  # fmt: skip
        self.primary.setShortcut("Ctrl+Shift+N")
        self.late_button = Button(
            "What is late", icon_name="print", tooltip="Preview and print what is late",
            clicked=partial(self.context.go, "reports", late="1"),
        )  # fmt: skip
        self.calendar_button = Button(
            "Calendar file", icon_name="save",
            tooltip="Save all planned visits for a calendar program",
            clicked=self.acts.save_all,
        )  # fmt: skip
        self.more = (self.late_button, self.calendar_button)
        bar = self._bar()
        self.model = GridModel()
        self.table = CoverageTable(self.model)
        self.panel = CellPanel(self.acts)
        self.panel.setMinimumHeight(theme().px(170))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme().px(SPACE_M))
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([theme().px(860), theme().px(270)])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addLayout(bar)
        column.addWidget(self._splitter, 1)
        column.addWidget(_legend())
        self.stack = StateStack(
            scrolled(whole),
            EmptyState(
                "calendar",
                "No team to visit yet",
                "Teams are kept in the register. Once there are some, their visits are planned"
                " here.",
                Button("Open the register", clicked=partial(self.context.go, "register")),
            ),
        )
        page_layout(self).addWidget(self.stack)

    def _bar(self) -> FlowLayout:
        self.rows = QComboBox()
        self.rows.setAccessibleName("Rows")
        self.rows.setToolTip("A row for each team, or for each member")
        self.rows.addItem("By team", False)
        self.rows.addItem("By member", True)
        self.span = QComboBox()
        self.span.setAccessibleName("Months on show")
        self.span.setToolTip("How many months are on show")
        for label, months in SPANS:
            self.span.addItem(label, months)
        self.span.setCurrentIndex(self.span.findData(self.presenter.months))
        self.earlier = Button(
            "", icon_name="left", name="Earlier months", tooltip="Earlier months (Alt+PgUp)",
            clicked=partial(self._turn, -1),
        )  # fmt: skip
        self.earlier.setShortcut("Alt+PgUp")
        self.later = Button(
            "", icon_name="right", name="Later months", tooltip="Later months (Alt+PgDown)",
            clicked=partial(self._turn, 1),
        )  # fmt: skip
        self.later.setShortcut("Alt+PgDown")
        self.today_button = Button("Today", tooltip="The months round today", clicked=self._today)
        self.newest_button = Button(
            "Newest visits",
            tooltip="The months up to the newest visit; again, up to the one before these",
            clicked=self._newest,
        )
        self._period = words("", "strong", wrap=False)
        bar = FlowLayout(spacing=theme().px(SPACE_S), centred=True)
        for widget in (
            self.rows, self.span, self.earlier, self.today_button, self.later,
            self.newest_button, self._period,
        ):  # fmt: skip
            bar.addWidget(widget)
        return bar

    def _connect(self) -> None:
        self.stack.retry.clicked.connect(self.refresh)
        self.rows.currentIndexChanged.connect(self._choose)
        self.span.currentIndexChanged.connect(self._choose)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.table.activated.connect(self._activated)
        self.table.customContextMenuRequested.connect(self._show_menu)

    # --- showing ---------------------------------------------------------------------------

    def open(self, team_id: str = "", **target: Any) -> None:
        """Show the grid, with the row of a team chosen if asked to."""
        if team_id:
            self._row_id = team_id
            self.rows.setCurrentIndex(self.rows.findData(False))
            self.stale = True
        super().open(**target)

    def refresh(self) -> None:
        """Read the grid."""
        self.load(self.presenter.state, self.show_state, self.could_not_read)

    def show_state(self, state: PlannerState) -> None:
        """Show a grid; the row that was chosen stays, and its month if it is still there."""
        kept, months = self.table.currentIndex(), self.model.months()
        same = months == state.grid.months and kept.isValid()
        column = kept.column() if same else FIRST_MONTH + _nearest(state)
        self.model.show_state(state)
        if not state.grid.rows and not state.by_member:
            self.stack.show_empty()
            return
        self.table.share_selection()
        self._period.setText(state.period)
        self.set_header("Planner", f"{state.summary}.")
        self.stack.show_content()
        self.table.fit()
        self._choose_cell(max(0, self.model.place_of(self._row_id)), column)

    def _choose_cell(self, row: int, column: int) -> None:
        index = self.model.index(row, column)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().setCurrentIndex(index, flag)
        # once the bars know how wide the months are
        QTimer.singleShot(0, self, self._keep_in_sight)
        self._chosen()

    def _keep_in_sight(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def _chosen(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row(index)
        if row is None:
            self.panel.show_lines("Visits", (), "Nobody is in the register yet.")
            return
        self._row_id = row.id
        heading = self.model.heading(index)
        work = partial(self.presenter.lines, self.model.found(index))
        self.load(work, partial(self._show_lines, heading))

    def _show_lines(self, heading: str, lines: tuple[PlannedLine, ...]) -> None:
        if heading != self.model.heading(self.table.currentIndex()):
            return
        focused = self.window().focusWidget()
        if focused is not None and self.panel.isAncestorOf(focused):
            self._wants_panel = True
        self.lines, self._lines_of = lines, heading
        self.panel.show_lines(heading, lines, _NOTHING)
        if self._wants_panel:
            # once its buttons are on show
            QTimer.singleShot(0, self, self._go_to_panel)

    def _go_to_panel(self) -> None:
        if self._wants_panel and not self.panel.take_focus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wants_panel = False

    # --- narrowing -------------------------------------------------------------------------

    def _choose(self) -> None:
        self.presenter.choose(months=self.span.currentData(), by_member=self.rows.currentData())
        self.refresh()

    def _turn(self, steps: int) -> None:
        self.presenter.turn(steps)
        self.refresh()

    def _today(self) -> None:
        self.presenter.show_today()
        self.refresh()

    def _newest(self) -> None:
        self.presenter.show_newest()
        self.refresh()

    # --- planning --------------------------------------------------------------------------

    def plan_one(self) -> None:
        """Plan a visit, for the team or member and the month that are chosen."""
        index = self.table.currentIndex()
        row = self.model.row(index)
        chosen = row.id if row is not None else ""
        day = self._day_of(index.column())
        if self.presenter.by_member:
            self.acts.plan(member_id=chosen, day=day)
        else:
            self.acts.plan(team_id=chosen, day=day)

    def _day_of(self, column: int) -> str:
        """Return the day a visit in a chosen month is first offered for: its first working day."""
        if column < FIRST_MONTH:
            return ""
        from visits_app.domain.working_days import working_days_after

        month = months_from(self.presenter.start, self.presenter.months)[column - FIRST_MONTH]
        today = self.context.space.today()
        if month == today.replace(day=1):
            # of this month what is left
            return date_in_words(working_days_after(today, 1).isoformat())
        return date_in_words(working_days_after(month, 0).isoformat())

    def _activated(self) -> None:
        index = self.table.currentIndex()
        if not self.model.found(index):
            self.plan_one()
        elif self._lines_of == self.model.heading(index):
            self.panel.take_focus()
        else:  # pressed before they were read
            self._wants_panel = True

    def _show_menu(self, at: QPoint) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        if not self.table.visualRect(index).contains(at):
            at = self.table.visualRect(index).center()
        place = self.table.viewport().mapToGlobal(at)
        # a press with the right button has only just chosen this cell
        work = partial(self.presenter.lines, self.model.found(index))
        self.load(work, partial(self._pop_menu, place))

    def _pop_menu(self, place: QPoint, lines: tuple[PlannedLine, ...]) -> None:
        self.lines = lines
        self.menu().popup(place)

    def menu(self) -> QMenu:
        """Make the menu of the chosen cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Plan a visit").triggered.connect(_without_checked(self.plan_one))
        for line in self.lines:
            title = line.title.replace("&", "&&")
            into = menu if len(self.lines) == 1 else menu.addMenu(title)
            if len(self.lines) == 1:
                menu.addSection(title)
            for text, act in self.acts.of(line):
                into.addAction(text).triggered.connect(_without_checked(partial(act, line)))
        return menu

    # --- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(900)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
            # the size of its panes goes by their old direction until then
            QTimer.singleShot(0, self, self.table.fit)


def _nearest(state: PlannerState) -> int:
    """Return the place of the month of today among those on show, or of the nearest to it."""
    now, months = state.today.replace(day=1), state.grid.months
    if now in months:
        return months.index(now)
    return len(months) - 1 if months[-1] < now else 0


def _without_checked(act: Callable[[], None]) -> Callable[[bool], None]:
    def call(_checked: bool = False) -> None:
        act()

    return call


def _legend() -> QWidget:
    """Make the key of the marks."""
    legend = QWidget()
    row = FlowLayout(legend, theme().px(SPACE_M))
    for outcome in Outcome:
        tone, icon_name = LOOKS[outcome]
        pair = QWidget()
        both = QHBoxLayout(pair)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(theme().px(SPACE_S))
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, _ROLES[tone], 16))
        both.addWidget(picture)
        both.addWidget(words(outcome.label, "caption", wrap=False))
        row.addWidget(pair)
    return legend
