"""The filters over the tracker: words, year, status, rating, team."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from visits_app.presenters.recommendation_states import (
    RATING_CHOICES,
    STATUS_CHOICES,
    Choice,
    TrackerFilters,
    TrackerState,
)
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout

_SEARCH_PAUSE_MS = 120


class TrackerFilterBar(QWidget):
    """Says `changed` when a person has chosen something; filling it says nothing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self, theme().px(SPACE_S))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Words or reference")
        self.search.setAccessibleName("Find a recommendation by its words or reference")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme().px(200))
        self.years = _combo("Municipal year", 130)
        self.statuses = _combo("Status", 210)
        self.ratings = _combo("Rating", 190)
        self.teams = _combo("Team whose visits speak to it", 170)
        _fill(self.statuses, STATUS_CHOICES)
        _fill(self.ratings, RATING_CHOICES)
        self.reset = Button("Clear filters", "link", clicked=self.clear)
        self.reset.hide()
        for widget in (
            self.search, self.years, self.statuses, self.ratings, self.teams, self.reset
        ):  # fmt: skip
            row.addWidget(widget)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._say)
        for combo in (self.years, self.statuses, self.ratings, self.teams):
            combo.currentIndexChanged.connect(self._say)

    def values(self) -> TrackerFilters:
        """Return what is chosen."""
        return TrackerFilters(
            self.search.text(),
            self.years.currentData() or "",
            self.statuses.currentData() or "",
            self.ratings.currentData() or "",
            self.teams.currentData() or "",
        )

    def show_state(self, state: TrackerState, filters: TrackerFilters) -> None:
        """Offer the years and teams there are, with what is chosen."""
        _fill(self.years, state.years)
        _fill(self.teams, state.teams)
        self.search.blockSignals(True)
        if self.search.text() != filters.text:
            self.search.setText(filters.text)
        self.search.blockSignals(False)
        for combo, value in (
            (self.years, filters.year),
            (self.statuses, filters.status),
            (self.ratings, filters.rating),
            (self.teams, filters.team_id),
        ):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.blockSignals(False)
        self.reset.setVisible(filters != TrackerFilters())

    def clear(self) -> None:
        """Take every filter away."""
        for combo in (self.years, self.statuses, self.ratings, self.teams):
            combo.blockSignals(True)
            combo.setCurrentIndex(0)
            combo.blockSignals(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._say()
        self.search.setFocus()

    def _say(self) -> None:
        self._pause.stop()
        self.changed.emit()


def _combo(name: str, width: int) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setProperty("wide_list", True)
    combo.setFixedWidth(theme().px(width))
    combo.setMaxVisibleItems(16)
    return combo


def _fill(combo: QComboBox, choices: tuple[Choice, ...]) -> None:
    offered = [(combo.itemData(place), combo.itemText(place)) for place in range(combo.count())]
    if offered == [(choice.value, choice.label) for choice in choices]:
        return
    combo.blockSignals(True)
    combo.clear()
    for choice in choices:
        combo.addItem(choice.label, choice.value)
    combo.blockSignals(False)
