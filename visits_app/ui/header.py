"""The head of every page: title, one line of context, search, the one primary button."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_LEAST = 260
"""What the title gets at 100 % text before the words of the buttons beside it."""


class Header(QWidget):
    """Drawn from the page on show; its buttons belong to that page."""

    back_wanted = Signal()
    search_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = words("", "title")
        self._context = words("", "muted")
        self._back = Button(
            "", "quiet", icon_name="back", name="Back", tooltip="Back (Alt+Left)",
            clicked=self.back_wanted.emit,
        )  # fmt: skip
        self._search = Button(
            "Search  Ctrl+K", icon_name="search", name="Search everything",
            tooltip="Search everything (Ctrl+K)", clicked=self.search_wanted.emit,
        )  # fmt: skip
        self._row = QHBoxLayout(self)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        texts.addWidget(self._title)
        texts.addWidget(self._context)
        self._row.addWidget(self._back)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._search)
        self._buttons: list[Button] = []
        self._words: dict[Button, str] = {}
        theme().changed.connect(self._restyle)
        self._restyle()
        self._back.hide()

    def show_page(
        self, title: str, context: str, buttons: tuple[Button, ...], *, can_go_back: bool
    ) -> None:
        """Show the words and buttons of a page; buttons that were shown before are put away."""
        self._title.setText(title)
        self._context.setText(context)
        self._context.setVisible(bool(context))
        self._back.setVisible(can_go_back)
        for button in self._buttons:
            if button not in buttons:
                self._row.removeWidget(button)
                button.hide()
        for button in buttons:
            if button not in self._buttons:
                self._row.addWidget(button)
            button.show()
        self._buttons = list(buttons)
        self._words = {one: one.text() or self._words.get(one, "") for one in buttons}
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Leave buttons their icons alone where words would squeeze the title, the search first."""
        for button in self._buttons:
            if button.text():  # a page may have changed them since
                self._words[button] = button.text()
            _say(button, self._words[button])
        wanted = sum(button.sizeHint().width() + theme().px(SPACE_M) for button in self._buttons)
        tight = self.width() < theme().px(520) + wanted
        self._search.setText("" if tight else " Search  Ctrl+K")
        if self.width() < theme().px(_LEAST) + wanted + self._search.sizeHint().width():
            for button in self._buttons:
                if button.property("kind") != "primary" and not button.icon().isNull():
                    _say(button, "")

    def _restyle(self) -> None:
        side = theme().px(SPACE_XL)
        self._row.setContentsMargins(side, theme().px(SPACE_L), side, theme().px(SPACE_M))
        self._row.setSpacing(theme().px(SPACE_M))


def _say(button: Button, text: str) -> None:
    """Change the words of a button and nothing else; new words take its shortcut away."""
    if button.text() == text:
        return
    shortcut = button.shortcut()
    button.setText(text)
    button.setShortcut(shortcut)
    if not text and not button.toolTip():
        button.setToolTip(button.accessibleName())
