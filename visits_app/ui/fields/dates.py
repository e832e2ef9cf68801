"""Fields for a day and for a time of day, typed as people write them."""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.dates import read_date, read_time
from visits_app.domain.forms import Value
from visits_app.domain.text import date_in_words
from visits_app.presenters.visit_form_states import QuestionState
from visits_app.ui.fields.field import RING, Field
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_WHOLE = re.compile(r"\d{4}|^(today|yesterday|tomorrow)$", re.IGNORECASE)
"""Typed words that are a date already: "4/3/20" may still become 2014."""


class DateField(Field):
    """A line that takes "4/3/2014", "4 March 2014" or "today", and a calendar beside it."""

    def __init__(
        self, state: QuestionState, *, within: str = "", today: Callable[[], date] = date.today
    ) -> None:
        self._today = today
        super().__init__(state, within=within)

    def build(self) -> None:
        """Put line, calendar button and weekday into the body."""
        self.line = QLineEdit()
        self.line.setFixedWidth(theme().px(190))
        self.line.setPlaceholderText("Day month year")
        self.button = Button(
            "", icon_name="calendar", tooltip="Choose in a calendar (Alt+Down)",
            name="Choose in a calendar", clicked=self._open_calendar,
        )  # fmt: skip
        self._read = words("", "muted", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S) + RING)
        for widget in (self.line, self.button, self._read):
            row.addWidget(widget)
        row.addStretch(1)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self.settle)
        self.watch(self.line)
        self.watch(self.button)
        self.body.addLayout(row)

    def editors(self) -> list[QWidget]:
        """Return the line."""
        return [self.line]

    def holds(self, value: Value) -> bool:
        """Say whether the line means `value`."""
        return self._meant() == (value or None)

    def show_value(self, value: Value) -> None:
        """Write a day out in words; other text as it is."""
        self.line.setText(date_in_words(value) if isinstance(value, str) else "")
        self._read_back()

    def name_editors(self, name: str, description: str) -> None:
        """Name the line and the calendar button."""
        self.line.setAccessibleName(name)
        told = "Type a date, for example 4 March 2014."
        self.line.setAccessibleDescription(f"{description} {told}")
        self.button.setAccessibleName(f"Choose in a calendar: {name}")

    def settle(self) -> None:
        """Write out in words what was typed short."""
        day = read_date(self.line.text(), self._today())
        if day is None:
            return
        if self.state.value != day.isoformat():
            self.edited.emit(day.isoformat())
        self.line.setText(date_in_words(day.isoformat()))
        self._read_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.line
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self._open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _meant(self) -> str | None:
        text = self.line.text().strip()
        if not text:
            return None
        day = read_date(text, self._today()) if _WHOLE.search(text) else None
        return day.isoformat() if day else text

    def _typed(self) -> None:
        self._read_back()
        self.edited.emit(self._meant())

    def _read_back(self) -> None:
        day = read_date(self.line.text(), self._today())
        self._read.setText("" if day is None else date_in_words(day.isoformat(), weekday=True))

    def _open_calendar(self) -> None:
        day = read_date(self.line.text(), self._today()) or self._today()
        popup = CalendarPopup(day, self.line.accessibleName(), self)
        popup.picked.connect(self._picked)
        popup.show_under(self.line)

    def _picked(self, iso: str) -> None:
        self.line.setText(date_in_words(iso))
        self._read_back()
        self.line.setFocus()
        self.edited.emit(iso)


class CalendarPopup(QFrame):
    """A month to pick a day from; Escape goes back to typing."""

    picked = Signal(str)

    def __init__(self, day: date, name: str, parent: QWidget) -> None:
        from PySide6.QtWidgets import QCalendarWidget

        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.setProperty("ring", False)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        header = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.calendar.setVerticalHeaderFormat(header)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
        )
        self.calendar.setMinimumSize(theme().px(320), theme().px(240))
        plain = QTextCharFormat()
        plain.setForeground(theme().color("text"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        head = QTextCharFormat()
        head.setForeground(theme().color("muted"))
        self.calendar.setHeaderTextFormat(head)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setAccessibleName(f"Calendar: {name}")
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        layout = QVBoxLayout(self)
        edge = theme().px(SPACE_M)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(self.calendar)

    def show_under(self, widget: QWidget) -> None:
        """Open below a widget, inside the screen."""
        corner = widget.mapToGlobal(QPoint(0, widget.height() + RING))
        size, screen = self.sizeHint(), widget.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - size.width())))
        if corner.y() + size.height() > screen.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - RING)
        self.move(corner)
        self.show()
        self.calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day.toString(Qt.DateFormat.ISODate))
        self.close()


class TimeField(Field):
    """A line that takes "14:30", "2.30pm" or "9"."""

    def build(self) -> None:
        """Put a short line into the body."""
        self.line = QLineEdit()
        self.line.setFixedWidth(theme().px(110))
        self.line.setPlaceholderText("hh:mm")
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self.settle)
        self.watch(self.line)
        self.body.addWidget(self.line)

    def editors(self) -> list[QWidget]:
        """Return the line."""
        return [self.line]

    def holds(self, value: Value) -> bool:
        """Say whether the line means `value`."""
        return self._meant() == (value or None)

    def show_value(self, value: Value) -> None:
        """Write the time."""
        self.line.setText("" if value is None else str(value))

    def settle(self) -> None:
        """Write out as hours and minutes what was typed in another way."""
        moment = read_time(self.line.text())
        if moment is not None:
            self.line.setText(f"{moment:%H:%M}")
            if self.state.value != f"{moment:%H:%M}":
                self.edited.emit(f"{moment:%H:%M}")

    def _meant(self) -> str | None:
        text = self.line.text().strip()
        moment = read_time(text)
        return f"{moment:%H:%M}" if moment else text or None

    def _typed(self) -> None:
        self.edited.emit(self._meant())
