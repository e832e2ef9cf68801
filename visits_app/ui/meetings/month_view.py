"""The month: turned by button or key, with the chosen day's meetings and visits listed below."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.domain.meeting_calendar import CalendarDay, Mark, MarkKind
from visits_app.domain.text import date_in_words
from visits_app.presenters.meetings import MonthState, mark_words
from visits_app.ui.icons import pixmap
from visits_app.ui.meetings.month_grid import MonthModel, MonthTable
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.words import words
from visits_app.ui.widgets.wrap_link import WrapLink

_DAY_HEIGHT = 84
"""Height of the card of the chosen day: its name and two lines."""


class MonthView(QWidget):
    """Says what is wanted by signals; the page reads and opens, and has a place for `controls`."""

    turned = Signal(int)
    """Months to go on; 0 for today."""
    meeting_chosen = Signal(str)
    visit_chosen = Signal(str)
    """The day of a planned visit, as ISO text."""
    new_wanted = Signal(str)
    """A day, in words, that a new meeting is wanted on."""

    def __init__(self) -> None:
        super().__init__()
        self._state: MonthState | None = None
        self._can_add = False
        self._quiet = False
        """Whether the choice of a day is the page's own and asks for no meeting."""
        self.model = MonthModel()
        self.table = MonthTable(self.model)
        self.earlier = Button(
            "", icon_name="left", name="Earlier month", tooltip="Earlier month (Alt+PgUp)",
            clicked=partial(self.turned.emit, -1),
        )  # fmt: skip
        self.earlier.setShortcut("Alt+PgUp")
        self.later = Button(
            "", icon_name="right", name="Later month", tooltip="Later month (Alt+PgDown)",
            clicked=partial(self.turned.emit, 1),
        )  # fmt: skip
        self.later.setShortcut("Alt+PgDown")
        self.today_button = Button(
            "Today", tooltip="This month (Alt+Home)", clicked=partial(self.turned.emit, 0)
        )
        self.today_button.setShortcut("Alt+Home")
        self._title = words("", "lead", wrap=False)
        self.controls: tuple[QWidget, ...] = (
            self.earlier, self.today_button, self.later, self._title,
        )  # fmt: skip
        self._day_title = words("", "strong")
        self._day = QVBoxLayout()
        self._day.setSpacing(theme().px(SPACE_XS))
        below = QFrame()
        below.setProperty("kind", "card")
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(SPACE_XS))
        inner.addWidget(self._day_title)
        inner.addLayout(self._day)
        inner.addStretch(1)
        area = scrolled(content)
        area.setAccessibleName("What is on this day")
        around = QVBoxLayout(below)
        around.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        around.addWidget(area)
        # the month keeps the room: a full day scrolls
        below.setFixedHeight(theme().px(_DAY_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(self.table, 1)
        column.addWidget(below)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.table.clicked.connect(self._tell)
        self.table.opened.connect(self._open)

    def show_month(self, state: MonthState, day: date | None, *, can_add: bool) -> None:
        """Show a month with a day chosen: that one, today, or the first."""
        kept = self._chosen_day()
        self._state, self._can_add = state, can_add
        self._quiet = True
        self.model.show_month(state)
        self._quiet = False
        self._title.setText(state.title)
        before = kept.day if kept is not None else None
        wanted = [one for one in (day, before, state.today) if one is not None]
        fits = [one for one in wanted if (one.year, one.month) == _month(state)]
        self.choose(fits[0] if fits else state.month)

    def choose(self, day: date) -> None:
        """Choose a day that is on show."""
        index = self.model.index_of(day)
        if not index.isValid():
            return
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._quiet = True
        self.table.selectionModel().setCurrentIndex(index, flag)
        self._quiet = False
        self._show_day()

    def _chosen_day(self) -> CalendarDay | None:
        return self.model.day(self.table.currentIndex())

    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet:
            self._show_day()
            self._tell()

    def _tell(self) -> None:
        """Ask for the meeting of the chosen day, or the one whose papers are due on it."""
        day = self._chosen_day()
        if day is None:
            return
        meetings = [mark for mark in day.marks if mark.kind is MarkKind.MEETING]
        papers = [mark for mark in day.marks if mark.kind is MarkKind.PAPERS]
        if meetings or papers:
            self.meeting_chosen.emit((meetings or papers)[0].id)

    def _show_day(self) -> None:
        day = self._chosen_day()
        clear_layout(self._day)
        if day is None:
            return
        when = date_in_words(day.day.isoformat(), weekday=True)
        self._day_title.setText(f"{when}, {day.holiday}" if day.holiday else when)
        for mark in day.marks:
            row = QHBoxLayout()
            row.setSpacing(theme().px(SPACE_XS))
            picture = QLabel()
            picture.setPixmap(pixmap(_ICONS[mark.kind], "muted", 14))
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(WrapLink(mark_words(mark), self._leads(mark)), 1)
            self._day.addLayout(row)
        if not day.marks:
            hint = "Nothing on this day."
            if self._can_add:
                hint += " Press Enter to add a meeting."
            self._day.addWidget(words(hint, "muted"))

    def _leads(self, mark: Mark) -> Callable[[], object]:
        if mark.kind is MarkKind.VISIT:
            return partial(self.visit_chosen.emit, mark.day.isoformat())
        return partial(self.meeting_chosen.emit, mark.id)

    def _open(self) -> None:
        """Go to the meeting of the chosen day, or add one where there is none."""
        day = self._chosen_day()
        if day is None:
            return
        there = [mark for mark in day.marks if mark.kind is not MarkKind.VISIT]
        if there:
            self.meeting_chosen.emit(there[0].id)
        elif self._can_add:
            self.new_wanted.emit(date_in_words(day.day.isoformat()))


_ICONS = {MarkKind.MEETING: "meetings", MarkKind.PAPERS: "time", MarkKind.VISIT: "visits"}


def _month(state: MonthState) -> tuple[int, int]:
    return state.month.year, state.month.month
