"""The rail on the left: where one can go, icon and word, collapsible to icons."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from visits_app.ui.icons import icon
from visits_app.ui.theme import BODY, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.words import words


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail."""

    page: str
    word: str
    icon_name: str
    officer_only: bool = False
    at_bottom: bool = False


PLACES = (
    Place("home", "Home", "home"),
    Place("visits", "Visits", "visits"),
    Place("recommendations", "Recommendations", "recommendations"),
    Place("actions", "Actions", "actions"),
    Place("indicators", "Indicators", "indicators"),
    Place("insight", "Insight", "insight"),
    Place("meetings", "Meetings", "meetings"),
    Place("reviews", "Reports in hand", "tick", officer_only=True),
    Place("planner", "Planner", "calendar", officer_only=True),
    Place("papers", "Papers", "reports", officer_only=True),
    Place("register", "Register", "register", officer_only=True),
    Place("settings", "Settings", "settings", at_bottom=True),
    Place("help", "Help", "help", at_bottom=True),
)


class RailButton(QPushButton):
    """A button of the rail, pressed with Enter as with Space."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "rail")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class Rail(QWidget):
    """Buttons for every place; `chosen` when one is pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._narrow = False
        self._too_little_room = False
        self._officer = False
        self._title = words("Member Visits", wrap=False)
        self._title.setObjectName("rail_title")
        self._fold = RailButton()
        self._fold.setAccessibleName("Narrow the rail to icons")
        self._fold.setToolTip("Narrow or widen the rail (Ctrl+B)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_M, SPACE_S, SPACE_M)
        layout.setSpacing(SPACE_XS)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_M, 0, 0, SPACE_S)
        top.addWidget(self._title, 1)
        top.addWidget(self._fold)
        layout.addLayout(top)
        self._top = top
        for number, place in enumerate(PLACES, start=1):
            if place.at_bottom and not PLACES[number - 2].at_bottom:
                layout.addStretch(1)
            button = RailButton(place.word.replace("&", "&&"))
            button.setProperty("page", place.page)
            button.setCheckable(True)
            button.setAccessibleName(place.word)
            button.setToolTip(f"{place.word} (Ctrl+{number})" if number < 10 else place.word)
            self._buttons[place.page] = button
            self._group.addButton(button)
            layout.addWidget(button)
        self._group.buttonClicked.connect(self._choose)
        self._fold.clicked.connect(self.toggle)
        theme().changed.connect(self._restyle)
        self.show_desk(officer=False)

    def show_desk(self, *, officer: bool) -> None:
        """Show the places of this desk."""
        self._officer = officer
        for place in PLACES:
            self._buttons[place.page].setVisible(officer or not place.officer_only)
        self._restyle()

    def mark(self, page: str) -> None:
        """Mark where one is."""
        if page not in self._buttons:
            return
        self._buttons[page].setChecked(True)
        for button in self._buttons.values():
            # Tab comes to where one is; the arrows go on from there
            here = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        if any(button.hasFocus() for button in self._buttons.values()):
            # led elsewhere by a shortcut, Enter would press the place one came from
            self._buttons[page].setFocus(Qt.FocusReason.OtherFocusReason)

    def place_number(self, number: int) -> str:
        """Return the page of the n-th entry on show, "" if there is none."""
        shown = [place.page for place in PLACES if not self._buttons[place.page].isHidden()]
        return shown[number - 1] if 0 < number <= len(shown) else ""

    def toggle(self) -> None:
        """Show icons only, or icons and words."""
        self._narrow = not self._narrow
        self._restyle()

    def give_room(self, window_width: int) -> None:
        """Fold by itself where the window is too narrow for words at this zoom."""
        tight = window_width < theme().px(900)
        if tight != self._too_little_room:
            self._too_little_room = tight
            self._restyle()

    @property
    def narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow != self._too_little_room

    def _choose(self, button: QPushButton) -> None:
        if self._too_little_room and not self.narrow:
            # opened by hand to read the words: the page could not be used beside them
            self.toggle()
        self.chosen.emit(button.property("page"))

    def _restyle(self) -> None:
        side = theme().px(16)
        self._title.setVisible(not self.narrow)
        self._top.setContentsMargins(0 if self.narrow else SPACE_M, 0, 0, SPACE_S)
        for place in PLACES:
            button = self._buttons[place.page]
            button.setText("" if self.narrow else f"  {place.word}".replace("&", "&&"))
            if not button.isHidden() or self._officer:
                button.setIcon(icon(place.icon_name, "rail_text"))
            button.setIconSize(QSize(side, side))
        self._fold.setIcon(icon("rail", "rail_text"))
        self._fold.setIconSize(QSize(side, side))
        self.setFixedWidth(theme().px(58) if self.narrow else self._wide())

    def _wide(self) -> int:
        """Return a width that holds the longest word, whatever the system's font."""
        words = QFontMetrics(theme().font(BODY, bold=True))
        longest = max(words.horizontalAdvance(place.word) for place in PLACES)
        return longest + theme().px(16 + 24) + 2 * SPACE_S + theme().px(16)
