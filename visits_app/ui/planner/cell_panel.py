"""The visits of a cell of the grid, and what can be done with each."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from visits_app.presenters.planner_words import PlannedLine
from visits_app.ui.pages.page import scrolled
from visits_app.ui.planner.rota_acts import RotaActs
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

_MOST = 40
"""Visits of a row that are worth listing at once."""


class CellPanel(QWidget):
    """A card beside the grid."""

    def __init__(self, acts: RotaActs) -> None:
        super().__init__()
        self._acts = acts
        self._card = Card("Visits")
        self._card.body.setSpacing(0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.addWidget(self._card)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner))

    def show_lines(self, heading: str, lines: tuple[PlannedLine, ...], hint: str) -> None:
        """Show the visits of a cell under its name."""
        self._card.heading.setText(heading)
        self._card.heading.setVisible(bool(heading))
        self._card.clear()
        if not lines:
            self._card.body.addWidget(words(hint, "muted"))
        for number, line in enumerate(lines[:_MOST]):
            if number:
                self._card.body.addWidget(rule())
            self._card.body.addWidget(self._row(line))
        if len(lines) > _MOST:
            told = f"{len(lines) - _MOST} more. Choose a month to see fewer."
            self._card.body.addWidget(words(told, "muted"))

    def take_focus(self) -> bool:
        """Give the keyboard to the first thing that can be done here; False where there is none."""
        buttons = self._card.findChildren(Button)
        if buttons:
            # one that is new has it as soon as it is shown
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(buttons)

    def _row(self, line: PlannedLine) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, theme().px(SPACE_M), 0, theme().px(SPACE_M))
        column.setSpacing(theme().px(SPACE_XS))
        column.addWidget(Chip(line.chip, line.tone, line.icon_name), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words(line.title, "strong"))
        column.addWidget(words(line.who, "muted"))
        if line.detail:
            column.addWidget(words(line.detail, "caption"))
        buttons = QWidget()
        flow = FlowLayout(buttons, theme().px(SPACE_S))
        for button in self._buttons(line):
            flow.addWidget(button)
        column.addWidget(buttons)
        return frame

    def _buttons(self, line: PlannedLine) -> list[Button]:
        return [
            Button(text, "link", name=f"{text}: {line.title}", clicked=partial(act, line))
            for text, act in self._acts.of(line)
        ]
