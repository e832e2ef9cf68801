"""The last step: what was done, its undoing, and the indicators that were touched."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.presenters.import_states import DoneState
from visits_app.ui.icons import pixmap
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import READING_WIDTH, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout
from visits_app.ui.widgets.words import words
from visits_app.ui.widgets.wrap_link import WrapLink

_MOST = 60


class DoneStep(QWidget):
    """One sentence, Undo, and a link to each indicator."""

    undo_wanted = Signal()
    indicator_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sentence = words("", "lead", selectable=True)
        self.undo_button = Button("Undo this import", icon_name="undo")
        picture = QLabel()
        picture.setPixmap(pixmap("complete", "good", 24))
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_M))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        card.body.addLayout(row)
        card.body.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._touched = Card("Indicators with new figures")
        self._links = QVBoxLayout()
        self._links.setSpacing(theme().px(SPACE_S))
        self._touched.body.addLayout(self._links)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_M))
        column.addWidget(card)
        column.addWidget(self._touched)
        column.addStretch(1)
        content.setMaximumWidth(theme().px(READING_WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.undo_button.clicked.connect(self.undo_wanted)

    def show_state(self, state: DoneState) -> None:
        """Show what was done."""
        self._sentence.setText(state.sentence)
        clear_layout(self._links)
        for option in state.indicators[:_MOST]:
            link = WrapLink(option.label, partial(self.indicator_wanted.emit, option.value))
            self._links.addWidget(link)
        rest = len(state.indicators) - _MOST
        if rest > 0:
            self._links.addWidget(words(f"And {rest:,} more, on the page Indicators.", "muted"))
        self._touched.setVisible(bool(state.indicators))

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        return (self.undo_button, *self._touched.findChildren(WrapLink))
