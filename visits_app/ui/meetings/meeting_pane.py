"""One meeting beside the list: facts, agenda, papers, attendance and decisions, a card each."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from visits_app.presenters.meeting_detail import MeetingState
from visits_app.presenters.meetings import DiaryLine
from visits_app.ui.meetings.rows import (
    MeetingActions,
    chips_row,
    decision_row,
    item_row,
    led_row,
    person_row,
)
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words


class MeetingPane(QWidget):
    """Shows a meeting; its buttons ask by signals, its lines ask `actions`."""

    change_wanted = Signal()
    calendar_wanted = Signal()
    delete_wanted = Signal()
    item_wanted = Signal()
    papers_wanted = Signal()
    attendance_wanted = Signal()
    attendance_paper_wanted = Signal()
    decision_wanted = Signal()

    def __init__(self, actions: MeetingActions) -> None:
        super().__init__()
        self._actions = actions
        self.state: MeetingState | None = None
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._column.setSpacing(theme().px(SPACE_L))
        self._area = scrolled(content, reading=True)
        self._area.setAccessibleName("The meeting")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_nothing(self, text: str) -> None:
        """Say that no meeting is chosen."""
        self.state = None
        clear_layout(self._column)
        self._column.addWidget(words(text, "muted"))
        self._column.addStretch(1)

    def show_event(self, line: DiaryLine) -> None:
        """Show something that happened outside the meetings."""
        self.state = None
        clear_layout(self._column)
        card = Card(line.title)
        card.body.addWidget(words(line.when, "muted"))
        if line.detail:
            card.body.addWidget(words(line.detail, selectable=True))
        self._column.addWidget(card)
        self._column.addStretch(1)

    def show_state(self, state: MeetingState) -> None:
        """Show a meeting; what had the keyboard in it has it again."""
        same = self.state is not None and self.state.meeting.id == state.meeting.id
        focused = self.window().focusWidget()
        name = ""
        if same and focused is not None and self.isAncestorOf(focused):
            name = focused.accessibleName()
        place = self._area.verticalScrollBar().value() if same else 0
        self.state = state
        clear_layout(self._column)
        self._column.addWidget(self._facts(state))
        self._column.addWidget(self._agenda(state))
        self._column.addWidget(self._papers(state))
        self._column.addWidget(self._attendance(state))
        self._column.addWidget(self._decisions(state))
        self._column.addStretch(1)
        self._area.verticalScrollBar().setValue(place)
        if name:
            self._focus_again(name)
        if same:
            # once the new cards have their heights
            QTimer.singleShot(0, self, partial(self.put_back, place))

    def put_back(self, place: int) -> None:
        """Scroll to where one was."""
        self._area.verticalScrollBar().setValue(place)

    def _focus_again(self, name: str) -> None:
        buttons = [one for one in self.findChildren(Button) if not one.isHidden()]
        fits = [one for one in buttons if one.accessibleName() == name and one.isEnabled()]
        others = [one for one in buttons if one.isEnabled()]
        for button in (fits or others)[:1]:
            button.setFocus()

    # --- cards -------------------------------------------------------------------------------

    def _facts(self, state: MeetingState) -> Card:
        card = Card(state.title)
        if state.chips:
            card.body.addWidget(chips_row(state.chips))
        form = QFormLayout()
        form.setHorizontalSpacing(theme().px(SPACE_XL))
        form.setVerticalSpacing(theme().px(SPACE_XS))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, text in state.facts:
            name = words(label, "muted", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            form.addRow(name, words(text, selectable=True))
        card.body.addLayout(form)
        holder = QWidget()
        flow = FlowLayout(holder, theme().px(SPACE_S))
        if state.can_edit:
            flow.addWidget(
                Button("Change", icon_name="edit", name="Change the meeting",
                       tooltip="Body, day, time, place, papers",
                       clicked=self.change_wanted.emit)
            )  # fmt: skip
        flow.addWidget(
            Button("Calendar file", icon_name="calendar", name="Calendar file of this meeting",
                   tooltip="Save this meeting and the day of its papers for a calendar program",
                   clicked=self.calendar_wanted.emit)
        )  # fmt: skip
        if state.can_edit:
            flow.addWidget(
                Button("Delete", "quiet", icon_name="delete", name="Delete the meeting",
                       clicked=self.delete_wanted.emit)
            )  # fmt: skip
        card.body.addWidget(holder)
        return card

    def _agenda(self, state: MeetingState) -> Card:
        card = Card("Agenda")
        last = len(state.items) - 1
        for number, line in enumerate(state.items):
            actions = self._actions if state.can_edit else None
            card.body.addWidget(item_row(line, actions, first=number == 0, last=number == last))
        if not state.items:
            card.body.addWidget(words("No agenda yet.", "muted"))
        if state.can_edit:
            card.corner.addWidget(
                Button("Add item", icon_name="add", clicked=self.item_wanted.emit)
            )
        return card

    def _papers(self, state: MeetingState) -> Card:
        card = Card("What went there" if state.is_past else "What goes there")
        for title, lines in (
            ("Reports of visits", state.reports),
            ("Recommendations", state.recommendations),
        ):
            if lines:
                card.body.addWidget(words(f"{title}, {len(lines)}", "strong"))
            for line in lines:
                card.body.addWidget(led_row(line, self._actions))
        if not state.reports and not state.recommendations:
            told = "No report and no recommendation is tied to this meeting yet."
            card.body.addWidget(words(told, "muted"))
        if state.can_edit:
            card.corner.addWidget(
                Button("Choose papers", icon_name="reports", clicked=self.papers_wanted.emit)
            )
        return card

    def _attendance(self, state: MeetingState) -> Card:
        card = Card("Attendance")
        if state.turnout:
            card.body.addWidget(words(state.turnout, "strong"))
        elif state.is_past:
            card.body.addWidget(words("Nobody recorded yet who came.", "muted"))
        for number, line in enumerate(state.people):
            if number or state.turnout or state.is_past:
                card.body.addWidget(rule())
            card.body.addWidget(person_row(line, state.year))
        if not state.people:
            told = "Nobody has a seat on this body. Seats are kept in the register."
            card.body.addWidget(words(told, "muted"))
        holder = QWidget()
        flow = FlowLayout(holder, theme().px(SPACE_S))
        if state.can_edit:
            flow.addWidget(
                Button("Record attendance", icon_name="people",
                       clicked=self.attendance_wanted.emit)
            )  # fmt: skip
        if state.meeting.body_id:
            flow.addWidget(
                Button("Attendance paper", icon_name="print",
                       tooltip=f"Preview and print the attendance of {state.year}",
                       clicked=self.attendance_paper_wanted.emit)
            )  # fmt: skip
        card.body.addWidget(holder)
        return card

    def _decisions(self, state: MeetingState) -> Card:
        card = Card("Decisions")
        for number, line in enumerate(state.decisions):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(decision_row(line, self._actions, can_edit=state.can_edit))
        if not state.decisions:
            told = "Nothing minuted yet." if state.is_past else "The meeting is still to come."
            card.body.addWidget(words(told, "muted"))
        if state.can_edit and state.is_past:
            card.corner.addWidget(
                Button("Add decision", icon_name="add", clicked=self.decision_wanted.emit)
            )
        return card
