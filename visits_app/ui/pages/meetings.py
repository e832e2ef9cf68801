"""Meetings as a list or a calendar, and beside it everything about the one that is chosen."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.meetings import Meeting, MeetingDetail
from visits_app.domain.privacy.decisions import Place
from visits_app.domain.text import date_in_words
from visits_app.presenters.meeting_detail import MeetingPresenter, MeetingState
from visits_app.presenters.meeting_form import MeetingFormPresenter, MeetingKept
from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.presenters.meetings import LineKind, MeetingsPresenter, MeetingsState, MonthState
from visits_app.ui.context import Context
from visits_app.ui.meetings.list_view import MeetingList, MeetingListModel
from visits_app.ui.meetings.meeting_pane import MeetingPane
from visits_app.ui.meetings.minute_acts import MinuteActs
from visits_app.ui.meetings.month_view import MonthView
from visits_app.ui.meetings.rows import LARGE
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState, StateStack

_SHARES = ((2, 3), (3, 2))
"""Of the width, list to meeting and calendar to meeting."""


class MeetingsPage(Page):
    """Left the list or the month, right the meeting."""

    listens_to: ClassVar[frozenset[str]] = frozenset(
        {"register", "meeting", "action", "link", "recommendation", "rota", "visit"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = MeetingsPresenter(context.space)
        self.detail = MeetingPresenter(context.space)
        self.minutes = MinutesPresenter(context.space)
        self.forms = MeetingFormPresenter(context.space)
        self._wanted = ""
        """The meeting on show, or the one asked for."""
        self.acts = MinuteActs(self, self.minutes, self.shown)
        self._day: date | None = None
        self._reveal = False
        """Whether the calendar is still to be turned to the meeting that was asked for."""
        self._can_edit = False
        self._build()
        self._connect()
        self.start_focus = self.list
        self.set_header("Meetings")

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.primary = Button(
            "New meeting", "primary", icon_name="add", tooltip="New meeting (Ctrl+Shift+N)",
            clicked=self.add_meeting,
        )  # fmt: skip
        self.primary.setShortcut("Ctrl+Shift+N")
        self.calendar_file = Button(
            "Calendar file", icon_name="calendar",
            tooltip="Save the meetings to come, with the days of their papers, for a calendar",
            clicked=self.save_all,
        )  # fmt: skip
        self.more = (self.calendar_file,)
        self.switch = Button(
            "Show calendar", icon_name="calendar", tooltip="Show a month at a time (Ctrl+T)",
            clicked=self.turn_view,
        )  # fmt: skip
        QShortcut(QKeySequence("Ctrl+T"), self, self.turn_view)
        self.body = QComboBox()
        self.body.setAccessibleName("Body")
        # a long name must not push the rest of the row out of the window
        self.body.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.body.setMinimumContentsLength(18)
        self.body.addItem("Every body", "")
        self.events = QCheckBox("Events outside")
        self.events.setToolTip("Show inspections, notices and changes beside the meetings")
        self.events.setChecked(True)
        self.model = MeetingListModel()
        self.list = MeetingList()
        self.list.setModel(self.model)
        self.month = MonthView()
        bar = FlowLayout(spacing=theme().px(SPACE_S), centred=True)
        for widget in (self.switch, self.body, self.events, *self.month.controls):
            bar.addWidget(widget)
        for widget in self.month.controls:
            widget.hide()
        self.views = QStackedWidget()
        self.views.addWidget(self.list)
        self.views.addWidget(self.month)
        self.pane = MeetingPane(self.acts)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme().px(SPACE_M))
        self.splitter.addWidget(self.views)
        self.splitter.addWidget(self.pane)
        self._share_out()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addLayout(bar)
        column.addWidget(self.splitter, 1)
        self._first = Button("New meeting", "primary", icon_name="add", clicked=self.add_meeting)
        self.stack = StateStack(
            whole,
            EmptyState(
                "meetings",
                "No meetings yet",
                "Meetings of committees and groups are kept here: their agendas, who came, which"
                " reports went there and what was decided.",
                self._first,
            ),
        )
        page_layout(self).addWidget(self.stack)

    def _connect(self) -> None:
        self.stack.retry.clicked.connect(self.refresh)
        self.body.currentIndexChanged.connect(self._narrow)
        self.events.toggled.connect(self._narrow)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.month.turned.connect(self._turn)
        self.month.meeting_chosen.connect(self.show_meeting)
        self.month.visit_chosen.connect(self._show_planner)
        self.month.new_wanted.connect(self._add_on)
        pane = self.pane
        pane.change_wanted.connect(self.change_meeting)
        pane.calendar_wanted.connect(self.save_one)
        pane.delete_wanted.connect(self.delete_meeting)
        pane.item_wanted.connect(self.acts.add_item)
        pane.papers_wanted.connect(self.acts.choose_papers)
        pane.attendance_wanted.connect(self.acts.record_attendance)
        pane.attendance_paper_wanted.connect(self.show_attendance_paper)
        pane.decision_wanted.connect(self.acts.add_decision)

    # --- showing ---------------------------------------------------------------------------

    def open(self, meeting_id: str = "", view: str = "", **_target: Any) -> None:
        """Show the meetings, with one chosen if given; `view` is "list" or "month"."""
        if meeting_id:
            self._wanted, self._reveal = meeting_id, True
            if self.presenter.body_id:
                self.body.setCurrentIndex(0)
        if view and (view == "month") != self.is_month:
            self.turn_view()
        if self.stale or meeting_id:
            self.stale = False
            self.stack.loading()
            self.refresh()

    def shown(self) -> str:
        """Return the meeting on show, or the one asked for; "" for none."""
        return self._wanted

    @property
    def is_month(self) -> bool:
        """Whether the calendar is on show."""
        return self.views.currentWidget() is self.month

    def refresh(self) -> None:
        """Read the list, the month and the meeting again."""
        self.load(self.presenter.state, self.show_state, self.could_not_read)
        self._read_month()

    def show_state(self, state: MeetingsState) -> None:
        """Show the list, with the same meeting chosen as before, or the first."""
        self._can_edit = state.can_edit
        assert self.primary is not None
        self.offer(self.primary, state.can_edit)
        self._first.setVisible(state.can_edit)
        self._show_bodies(state)
        self.model.show_lines(state.lines)
        self.set_header("Meetings", state.summary)
        narrowed = bool(self.presenter.body_id)
        if not state.lines and not narrowed:
            self.stack.show_empty()
            return
        self.stack.show_content()
        index = self.model.index_of(self._wanted) if self._wanted else QModelIndex()
        if not index.isValid():
            index = self.model.first_meeting()
        if index.isValid():
            self._select(index)
            line = self.model.line(index)
            assert line is not None
            self._wanted = line.id
            self._read_meeting()
        else:
            self._wanted = ""
            self.pane.show_nothing("No meeting of this body yet." if narrowed else "No meeting.")

    def _show_bodies(self, state: MeetingsState) -> None:
        there = [self.body.itemData(n) for n in range(self.body.count())]
        names = [self.body.itemText(n) for n in range(self.body.count())]
        if (there, names) == ([o.value for o in state.bodies], [o.label for o in state.bodies]):
            return
        self.body.blockSignals(True)
        self.body.clear()
        for option in state.bodies:
            self.body.addItem(option.label, option.value)
        self.body.setCurrentIndex(max(0, self.body.findData(self.presenter.body_id)))
        self.body.blockSignals(False)

    def _select(self, index: QModelIndex) -> None:
        model = self.list.selectionModel()
        model.blockSignals(True)
        model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        self.list.viewport().update()
        self.list.scrollTo(index)

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(index)
        if line is None:
            return
        if line.kind is LineKind.EVENT:
            self._wanted = ""
            self.pane.show_event(line)
        elif line.id != self._wanted:
            self._wanted = line.id
            self._read_meeting()

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting, chosen in the list or the calendar."""
        if meeting_id == self._wanted:
            return
        self._wanted = meeting_id
        index = self.model.index_of(meeting_id)
        if index.isValid():
            self._select(index)
        self._read_meeting()

    def _read_meeting(self) -> None:
        self.load(partial(self.detail.state, self._wanted), self._show_meeting)

    def _show_meeting(self, state: MeetingState) -> None:
        if state.meeting.id != self._wanted:
            return
        self.pane.show_state(state)
        if self._reveal:
            self._reveal = False
            self._day = state.meeting.held_on
            self.presenter.show_month(self._day)
            self._read_month()

    # --- list and month ----------------------------------------------------------------------

    def turn_view(self) -> None:
        """Show the calendar in place of the list, or the list again."""
        to_month = not self.is_month
        had_focus = self.views.isAncestorOf(self.focusWidget() or self)
        self.views.setCurrentWidget(self.month if to_month else self.list)
        self.switch.change_icon("table" if to_month else "calendar")
        self.switch.words("Show list" if to_month else "Show calendar")
        said = "Show the list (Ctrl+T)" if to_month else "Show a month at a time (Ctrl+T)"
        self.switch.setToolTip(said)
        self._show_controls(month=to_month)
        self.start_focus = self.month.table if to_month else self.list
        self._share_out()
        if to_month:
            state = self.pane.state
            if state is not None and state.meeting.id == self._wanted:
                self._day = state.meeting.held_on
                self.presenter.show_month(self._day)
            self._read_month()
        if had_focus:
            self.start_focus.setFocus()

    def _show_controls(self, *, month: bool) -> None:
        self.events.setVisible(not month)
        for widget in self.month.controls:
            widget.setVisible(month)

    def _share_out(self) -> None:
        left, right = _SHARES[1 if self.is_month else 0]
        if theme().zoom >= LARGE:
            left, right = 1, 1
        self.splitter.setStretchFactor(0, left)
        self.splitter.setStretchFactor(1, right)
        width = max(self.splitter.width(), 1000)
        self.splitter.setSizes([width * left // (left + right), width * right // (left + right)])

    def _narrow(self) -> None:
        self.presenter.choose(body_id=self.body.currentData() or "", events=self.events.isChecked())
        self.refresh()

    def _turn(self, months: int) -> None:
        if months:
            self.presenter.turn(months)
        else:
            self.presenter.show_month()
        self._day = None
        self._read_month()

    def _read_month(self) -> None:
        if self.is_month:
            self.load(self.presenter.month_state, self._show_month)

    def _show_month(self, state: MonthState) -> None:
        self.month.show_month(state, self._day, can_add=self._can_edit)
        self._day = None

    def _show_planner(self, _day: str) -> None:
        self.context.go("planner")

    # --- meetings ----------------------------------------------------------------------------

    def add_meeting(self) -> None:
        """Add a meeting, of the body that is on show."""
        self._add_on("")

    def _add_on(self, day: str) -> None:
        from visits_app.ui.meetings.meeting_dialog import MeetingDialog

        dialog = MeetingDialog(
            self.context, self.forms, self, body_id=self.presenter.body_id, day=day
        )
        dialog.kept.connect(self._meeting_kept)
        dialog.open()

    def change_meeting(self) -> None:
        """Change the facts of the meeting on show."""
        from visits_app.ui.meetings.meeting_dialog import MeetingDialog

        if self.pane.state is not None:
            meeting = self.pane.state.meeting
            dialog = MeetingDialog(self.context, self.forms, self, meeting=meeting)
            dialog.kept.connect(self._meeting_kept)
            dialog.open()

    def _meeting_kept(self, kept: MeetingKept) -> None:
        meeting = kept.after.meeting
        self._wanted, self._day = meeting.id, meeting.held_on
        if self.is_month:
            self.presenter.show_month(meeting.held_on)
        when = date_in_words(meeting.held_on.isoformat())
        if kept.before is None:
            back: Callable[[], object] = partial(self.minutes.delete, meeting.id)
            self.acts.done(f"{meeting.body} meets on {when}.", back, "The meeting is gone again.")
        elif kept.before != kept.after:
            back = partial(self.minutes.put_back_meeting, kept.before)
            self.acts.done("Meeting changed.", back, "The meeting is as it was.")

    def delete_meeting(self) -> None:
        """Delete the meeting on show; what refers to it is said where it cannot be."""
        if self.pane.state is not None:
            work = partial(self.minutes.delete, self.pane.state.meeting.id)
            self.load(work, self._deleted)

    def _deleted(self, before: MeetingDetail) -> None:
        self._wanted = ""
        back = partial(self.minutes.restore, before)
        self.acts.done("Meeting deleted.", back, "The meeting is back.", before.meeting.id)

    def show_attendance_paper(self) -> None:
        """Preview the attendance of the meeting's body in its municipal year."""
        state = self.pane.state
        if state is None or state.meeting.body_id is None:
            return
        self.context.go(
            "reports",
            attendance=state.meeting.body_id,
            year=state.year,
            name=f"{state.meeting.body}, {state.year}",
        )

    # --- calendars ---------------------------------------------------------------------------

    def save_all(self) -> None:
        """Save the calendar file of the meetings to come."""
        self._look_through(None)

    def save_one(self) -> None:
        """Save the calendar file of the meeting on show."""
        if self.pane.state is not None:
            self._look_through(self.pane.state.meeting)

    def _look_through(self, meeting: Meeting | None) -> None:
        """Ask about what may identify somebody, then where the file is to be."""
        self.load(
            partial(self.presenter.calendar_places, meeting), partial(self._ask_first, meeting)
        )

    def _ask_first(self, meeting: Meeting | None, places: tuple[Place, ...]) -> None:
        from visits_app.ui.privacy_dialog import ask_before_leaving

        ask_before_leaving(self, self.context, places, partial(self._ask_where, meeting))

    def _ask_where(self, meeting: Meeting | None) -> None:
        dialog = QFileDialog(self, "Save calendar file", "", "Calendar (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(self.presenter.calendar_name(meeting))
        dialog.fileSelected.connect(partial(self.save_calendar, meeting))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_calendar(self, meeting: Meeting | None, path: str) -> None:
        """Write a calendar file to `path`."""
        work = partial(self.presenter.save_calendar, Path(path), meeting)
        self.context.jobs.run(self, work, self._saved, self.show_failure, long=True)

    def _saved(self, path: Path) -> None:
        self.context.say(f"Saved as {path.name}. Calendars that have it already take the changes.")
