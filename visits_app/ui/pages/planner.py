"""The planner: who went where and when, what is late, and the rota of visits to come."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.coverage import Outcome
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.presenters.planner import (
    LOOKS,
    SPANS,
    PlannedLine,
    PlannerPresenter,
    PlannerState,
)
from visits_app.ui.context import Context
from visits_app.ui.icons import pixmap
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.planner.cell_panel import CellPanel
from visits_app.ui.planner.grid_table import FIRST_MONTH, GridDelegate, GridModel, row_height
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.words import words

_ROLES = {
    "plain": "muted", "accent": "accent", "good": "good", "danger": "danger", "warning": "warning",
}  # fmt: skip


class PlannerPage(Page):
    """The grid left, the visits of the chosen cell right."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "rota", "register", "deadlines"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PlannerPresenter(context.space)
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
            clicked=self._show_late,
        )  # fmt: skip
        self.calendar_button = Button(
            "Calendar file", icon_name="calendar",
            tooltip="Save all planned visits for a calendar program",
            clicked=self.save_all,
        )  # fmt: skip
        self.more = (self.late_button, self.calendar_button)
        self.rows = QComboBox()
        self.rows.setAccessibleName("Rows")
        self.rows.addItem("By team", False)
        self.rows.addItem("By member", True)
        self.span = QComboBox()
        self.span.setAccessibleName("Months on show")
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
        self._period = words("", "strong", wrap=False)
        bar = FlowLayout(spacing=theme().px(SPACE_S))
        for widget in (
            self.rows, self.span, self.earlier, self.today_button, self.later, self._period,
        ):  # fmt: skip
            bar.addWidget(widget)
        self._make_table()
        self.panel = CellPanel(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme().px(SPACE_M))
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([theme().px(760), theme().px(300)])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addLayout(bar)
        column.addWidget(self._splitter, 1)
        column.addWidget(_legend())
        self.stack = StateStack(
            whole,
            EmptyState(
                "calendar",
                "No team to visit yet",
                "Teams are kept in the register. Once there are some, their visits are planned"
                " here.",
            ),
        )
        page_layout(self).addWidget(self.stack)

    def _make_table(self) -> None:
        self.model = GridModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(GridDelegate(self.table))
        self.table.setAccessibleName("Coverage by month")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(row_height())
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(theme().px(30))

    def _connect(self) -> None:
        self.stack.retry.clicked.connect(self.refresh)
        self.rows.currentIndexChanged.connect(self._choose)
        self.span.currentIndexChanged.connect(self._choose)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.table.doubleClicked.connect(self._activated)
        self.table.activated.connect(self._activated)

    # --- showing ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the grid."""
        self.load(self.presenter.state, self.show_state, self.could_not_read)

    def show_state(self, state: PlannerState) -> None:
        """Show a grid, with the same cell chosen as before."""
        kept = self.table.currentIndex()
        place = (kept.row(), kept.column())
        self.model.show_state(state)
        if not state.grid.rows:
            self.stack.show_empty()
            return
        self._size_columns(len(state.grid.months))
        self._period.setText(state.period)
        self.set_header("Planner", f"{state.period}: {state.summary}.")
        self.stack.show_content()
        wanted = self.model.index(*place) if min(place) >= 0 else self.model.index(0, 0)
        if not wanted.isValid():
            wanted = self.model.index(0, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().setCurrentIndex(wanted, flag)
        self._chosen()

    def _size_columns(self, months: int) -> None:
        name, totals = theme().px(220), theme().px(76)
        self.table.setColumnWidth(0, name)
        self.table.setColumnWidth(1, totals)
        room = self.table.viewport().width() - name - totals
        each = max(theme().px(44), room // months)
        for column in range(FIRST_MONTH, FIRST_MONTH + months):
            self.table.setColumnWidth(column, each)

    def _chosen(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row(index)
        if row is None:
            return
        heading = self.model.words(index).split(":")[0] if index.column() > 1 else row.name
        found = self.model.found(index)
        self._heading = heading
        work = partial(self.presenter.lines, found)
        self.load(work, self._show_lines)

    def _show_lines(self, lines: tuple[PlannedLine, ...]) -> None:
        hint = "No visit. “Plan a visit”, or press Enter on a month, puts one on the rota."
        self.panel.show_lines(self._heading, lines, hint)

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

    # --- planning --------------------------------------------------------------------------

    def plan_one(self) -> None:
        """Plan a visit, for the team and month that are chosen."""
        from visits_app.ui.planner.rota_dialog import RotaDialog

        index = self.table.currentIndex()
        row = self.model.row(index)
        team = row.id if row is not None and not self.presenter.by_member else ""
        dialog = RotaDialog(
            self.context, self.presenter, self, team_id=team, day=self._day_of(index.column())
        )
        dialog.kept.connect(partial(self._planned, None))
        dialog.open()

    def _day_of(self, column: int) -> str:
        """Return the day a visit in a chosen month is first offered for: its first working day."""
        if column < FIRST_MONTH:
            return ""
        from visits_app.domain.coverage import months_from
        from visits_app.domain.working_days import working_days_after

        month = months_from(self.presenter.start, self.presenter.months)[column - FIRST_MONTH]
        return date_in_words(working_days_after(month, 0).isoformat())

    def change(self, line: PlannedLine) -> None:
        """Change a planned visit."""
        from visits_app.ui.planner.rota_dialog import RotaDialog

        dialog = RotaDialog(self.context, self.presenter, self, plan=line.plan)
        dialog.kept.connect(partial(self._planned, line.plan))
        dialog.open()

    def move(self, line: PlannedLine) -> None:
        """Move a planned visit to another day."""
        assert line.plan is not None
        self._ask_why("Move the visit", line, partial(self.presenter.move, line.plan), day=True)

    def not_held(self, line: PlannedLine) -> None:
        """Record that a planned visit did not take place."""
        assert line.plan is not None
        act = partial(_tell, self.presenter, line.plan, RotaStatus.NOT_HELD)
        self._ask_why("It did not take place", line, act)

    def _ask_why(self, title: str, line: PlannedLine, act: object, *, day: bool = False) -> None:
        from visits_app.ui.planner.reason_dialog import ReasonDialog

        dialog = ReasonDialog(
            self.context,
            self,
            title=title,
            about=line.title,
            act=act,  # type: ignore[arg-type]
            meant=self.presenter.day_meant,
            with_day=day,
        )
        dialog.done_with.connect(partial(self._planned, line.plan))
        dialog.open()

    def _planned(self, before: RotaVisit | None, plan: RotaVisit) -> None:
        when = date_in_words(plan.on_day.isoformat())
        if before is None:
            back, told = partial(self.presenter.delete, plan), "It is off the rota again."
        else:
            back, told = partial(self.presenter.keep, before), "It is as it was."
        act = partial(undo, self.context, back, told, "rota", plan.id)
        words_of_it = {
            RotaStatus.NOT_HELD: f"Recorded: the visit of {when} did not take place.",
            RotaStatus.POSTPONED: f"Recorded: the visit of {when} is postponed.",
        }.get(plan.status, f"On the rota for {when}.")
        self.context.say(words_of_it, act=act)
        self.context.tell("rota", plan.id)

    def delete(self, line: PlannedLine) -> None:
        """Take a planned visit off the rota, with undo."""
        assert line.plan is not None
        self.load(partial(self.presenter.delete, line.plan), self._deleted)

    def _deleted(self, plan: RotaVisit) -> None:
        back = partial(self.presenter.keep, plan)
        act = partial(undo, self.context, back, "It is on the rota again.", "rota", plan.id)
        self.context.say("Taken off the rota.", act=act)
        self.context.tell("rota", plan.id)

    def begin_report(self, line: PlannedLine) -> None:
        """Begin the report of a planned visit and open it."""
        assert line.plan is not None
        self.load(partial(self.presenter.begin_report, line.plan), self._begun)

    def _begun(self, visit_id: str) -> None:
        self.context.tell("visit", visit_id)
        self.context.tell("rota")
        self.context.go("visit", visit_id=visit_id)

    def open_report(self, line: PlannedLine) -> None:
        """Open the report of a visit."""
        self.context.go("visits", visit_id=line.occurrence.visit_id)

    def _activated(self) -> None:
        index = self.table.currentIndex()
        if index.column() >= FIRST_MONTH and not self.model.found(index):
            self.plan_one()

    # --- files -----------------------------------------------------------------------------

    def _show_late(self) -> None:
        self.context.go("reports", late="1")

    def save_all(self) -> None:
        """Save the calendar file of all planned visits."""
        self._ask_where(None)

    def save_one(self, line: PlannedLine) -> None:
        """Save the calendar file of one planned visit."""
        self._ask_where(line.plan)

    def _ask_where(self, plan: RotaVisit | None) -> None:
        dialog = QFileDialog(self, "Save calendar file", "", "Calendar (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(self.presenter.calendar_name(plan))
        dialog.fileSelected.connect(partial(self.save_calendar, plan))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_calendar(self, plan: RotaVisit | None, path: str) -> None:
        """Write a calendar file to `path`."""
        work = partial(self.presenter.save_calendar, Path(path), plan)
        self.context.jobs.run(self, work, self._saved, self.show_failure, long=True)

    def _saved(self, path: Path) -> None:
        self.context.say(f"Saved as {path.name}. Calendars that have it already take the changes.")

    # --- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.width() < theme().px(900)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
        # once the table has its room
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        if self.model.columnCount() > FIRST_MONTH:
            self._size_columns(self.model.columnCount() - FIRST_MONTH)


def _tell(
    presenter: PlannerPresenter, plan: RotaVisit, status: RotaStatus, _day: str, reason: str
) -> RotaVisit:
    return presenter.tell(plan, status, reason)


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
