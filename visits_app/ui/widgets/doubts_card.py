"""What is to be confirmed before a report is sealed: doubtful, and not refused."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from visits_app.domain.errors import Fault
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.theme import SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout
from visits_app.ui.widgets.words import words


class DoubtsCard(Card):
    """Each doubt as a sentence with a tick, and a way to the answer it is about."""

    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("To be confirmed")
        self.boxes: list[CheckOption] = []
        self._doubts: tuple[Fault, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(SPACE_S))
        self._error = words("Error: Tick each of these, or change the answer.", "error")
        self._error.hide()
        self.body.addLayout(self._list)
        self.body.addWidget(self._error)
        self.hide()

    def render(self, doubts: tuple[Fault, ...]) -> None:
        """Show doubts; the same ones keep their ticks."""
        self.setVisible(bool(doubts))
        if doubts == self._doubts:
            return
        self._doubts = doubts
        self._error.hide()
        clear_layout(self._list)
        self.boxes = []
        for doubt in doubts:
            block = QVBoxLayout()
            block.setSpacing(theme().px(SPACE_XS))
            box = CheckOption("Yes, this is right")
            box.setAccessibleDescription(doubt.what)
            box.clicked.connect(self._tidy)
            change = Button("Change the answer", "inline")
            change.setAccessibleDescription(doubt.what)
            change.clicked.connect(partial(self._jump, doubt.where))
            row = QHBoxLayout()
            row.addWidget(box)
            row.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
            row.addStretch(1)
            block.addWidget(words(doubt.what, "warning"))
            block.addLayout(row)
            self._list.addLayout(block)
            self.boxes.append(box)

    def complete(self) -> bool:
        """Say whether everything is confirmed; show and go to what is not."""
        missing = next((box for box in self.boxes if not box.isChecked()), None)
        self._error.setVisible(missing is not None)
        if missing is not None:
            missing.setFocus()
        return missing is None

    def clear(self) -> None:
        """Forget the ticks: they belong to one visit."""
        self.render(())

    def _jump(self, where: str, _checked: bool = False) -> None:
        self.jump_wanted.emit(where)

    def _tidy(self, _ticked: bool) -> None:
        if all(box.isChecked() for box in self.boxes):
            self._error.hide()
