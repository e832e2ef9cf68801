"""The store could not be opened: why, and what can be done."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.theme import READING_WIDTH, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words


class TroublePage(Page):
    """Says what is wrong with the store and offers to try again or open another."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._desktop: Any = None
        card = Card("Your visits could not be opened")
        card.setMaximumWidth(theme().px(READING_WIDTH))
        self._sentence = words("", selectable=True)
        self._file = words("", "muted", selectable=True)
        self.again = Button("Try again", "primary")
        self.other = Button("Open another file…", icon_name="open")
        card.body.addWidget(self._sentence)
        card.body.addWidget(self._file)
        card.body.addWidget(words("Nothing in the file was changed.", "muted"))
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addWidget(self.other)
        row.addStretch(1)
        card.body.addLayout(row)
        layout = page_layout(self)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        self.again.clicked.connect(self._try_again)
        self.other.clicked.connect(self._open_other)
        self.set_header("The store is not open")

    def open(self, desktop: Any = None, sentence: str = "", **_target: Any) -> None:
        """Say why the store could not be opened."""
        self._desktop = desktop or self._desktop
        if sentence:
            self._sentence.setText(sentence)
        self._file.setText(f"File: {self._desktop.path}")
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try_again(self) -> None:
        self.context.reopened.emit(self._desktop.path)

    def _open_other(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            "Open a store",
            str(self._desktop.path.parent),
            "Stores (*.mvstore);;All files (*)",
        )
        if chosen:
            self.context.reopened.emit(Path(chosen))
