"""The life of a report as a line of steps: done, where it stands, and ahead."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from visits_app.presenters.review_states import LifeLine
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words

_TINTS = {"done": "good", "undone": "muted", "now": "accent", "ahead": "muted"}
_SAID = {"done": "done", "undone": "taken back", "now": "here now", "ahead": "still to come"}


class LifeCard(Card):
    """One line a step, oldest first."""

    undo_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Life of this report")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_life(self, life: tuple[LifeLine, ...], *, can_undo: bool) -> None:
        """Show the lines; the last step that may be taken back has a button for it."""
        self.clear()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(SPACE_S))
        grid.setVerticalSpacing(theme().px(SPACE_M))
        grid.setColumnStretch(1, 1)
        steps = [line for line in life if line.step_id and line.state == "done"]
        last = steps[-1] if steps else None
        for number, line in enumerate(life):
            grid.addWidget(_shape(line), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._line(line, undo=can_undo and line is last), number, 1)
        self.body.addWidget(holder)

    def _line(self, line: LifeLine, *, undo: bool) -> QWidget:
        box = QWidget()
        box.setAccessibleName(f"{line.title}, {_SAID[line.state]}")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        role = {"now": "strong", "ahead": "muted", "undone": "muted"}.get(line.state, "strong")
        column.addWidget(words(line.title, role))
        if line.text:
            column.addWidget(words(line.text, "caption"))
        if line.note:
            column.addWidget(words(f"“{line.note}”", selectable=True))
        if undo and line.why_not_undone:
            column.addWidget(words(line.why_not_undone, "caption"))
        elif undo:
            button = Button(
                "Take back", "inline", icon_name="undo", name=f"Take back: {line.title}",
                tooltip="Take the last step back; it stays on record",
                clicked=partial(self.undo_wanted.emit, line.step_id),
            )  # fmt: skip
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return box


def _shape(line: LifeLine) -> QLabel:
    picture = QLabel()
    picture.setPixmap(pixmap(line.icon_name, _TINTS[line.state]))
    picture.setAccessibleName(_SAID[line.state])
    return picture
