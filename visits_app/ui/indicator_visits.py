"""The visits to chosen teams and the events on an indicator's chart, listed beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from visits_app.domain.charts import EventMark, RebaseMark
from visits_app.domain.figures import day_in_words, month_in_words
from visits_app.presenters.indicators import IndicatorState
from visits_app.ui.charts.look import screen_look
from visits_app.ui.charts.visit_list import VisitNoteList
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words

_EVENTS_HEIGHT = 150
"""Height, in pixels at 100 %, that the events take at most beside the chart."""


class VisitsCard(Card):
    """Which teams, their visits with their numbers on the chart, and under them the events."""

    def __init__(self) -> None:
        super().__init__("Visits on this chart")
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Preferred)
        self.teams_button = Button("Choose teams", icon_name="people")
        self.no_visits = words("", "muted")
        self.list = VisitNoteList(screen_look())
        self.every_event = QCheckBox("All events")
        self.every_event.setAccessibleName("All events")
        self.every_event.setToolTip("Also plans, audits, appointments and changes of service")
        self.every_event.setAccessibleDescription(self.every_event.toolTip())
        self._heading = words("Events", "strong")
        self.events = words("", "muted", selectable=True)
        self.events.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.events.setAccessibleName("Events on this chart")
        self._area = scrolled(self.events)
        self._area.setAccessibleName("Events on this chart")
        self.body.addWidget(self.teams_button)
        self.body.addWidget(self.no_visits)
        self.body.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self._heading, 1)
        row.addWidget(self.every_event)
        self.body.addLayout(row)
        self.body.addWidget(self._area)
        # without visits the room that is left is below the words, not between them
        self.body.addStretch(0)

    def show_visits(self, state: IndicatorState) -> None:
        """Show the visits and the events of a chart."""
        chart = state.chart
        self.teams_button.words(
            f"Visits to {state.teams_words}" if state.team_ids else "Choose teams"
        )
        self.list.notes.show_visits(chart.visits)
        self.list.setVisible(bool(chart.visits))
        self.no_visits.setVisible(not chart.visits)
        self.no_visits.setText(
            "No visit to these teams lies within the time of this chart."
            if state.team_ids
            else "Choose teams to see when members visited them."
        )
        listed = [_event_words(event) for event in chart.events]
        listed += [_rebase_words(mark) for mark in chart.rebases]
        self.events.setText("\n".join(listed))
        self._area.setVisible(bool(listed))
        self._heading.setVisible(bool(listed) or state.more_events)
        self.every_event.blockSignals(True)
        self.every_event.setChecked(state.all_events)
        self.every_event.blockSignals(False)
        self.every_event.setVisible(state.more_events)

    def arrange(self, *, beside: bool) -> None:
        """Take little height `beside` the chart, where the list scrolls; under it, all there is."""
        rows = self.list.notes.rowCount()
        # beside the chart the list scrolls by itself, under it the page does
        shown = min(rows, 2) if beside else rows
        heights = [self.list.sizeHintForRow(row) for row in range(shown)]
        self.list.setMinimumHeight(sum(heights) + 4 if rows else 0)
        width = max(self._area.viewport().width(), 1)
        needed = self.events.heightForWidth(width) + theme().px(SPACE_XS)
        height = min(needed, theme().px(_EVENTS_HEIGHT)) if beside else needed
        self._area.setFixedHeight(height)


def _event_words(event: EventMark) -> str:
    when = month_in_words(event.on) if event.approximate else day_in_words(event.on)
    return f"{event.letter}  {event.title}, {when}"


def _rebase_words(mark: RebaseMark) -> str:
    """The sign is the line itself; the words are those of the notes."""
    return f"┃  From {day_in_words(mark.on)} average and usual range begin anew: {mark.reason}"
