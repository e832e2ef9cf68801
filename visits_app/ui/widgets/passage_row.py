"""One passage that may identify somebody, and the three things that can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.presenters.privacy import OPEN, PassageLine
from visits_app.ui.fields.option_grid import OptionGrid
from visits_app.ui.theme import SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.words import words


class _Reason(QLineEdit):
    """One line; Enter is used up here and presses nothing else of a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class PassageRow(QWidget):
    """Says what was found and why; keeps it with a reason, leads to it, or moves it away."""

    kept = Signal(object, str)
    """the line and the reason"""
    change_wanted = Signal(object)
    restrict_wanted = Signal(object)
    undo_wanted = Signal(object)

    def __init__(self, line: PassageLine, *, aside: str = "Restrict") -> None:
        super().__init__()
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
        column.setSpacing(theme().px(SPACE_XS))
        head = QHBoxLayout()
        head.addWidget(Chip(line.chip, line.tone, line.icon_name))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(words(f"“{line.words}”", "strong"))
        column.addWidget(words(line.told, "muted"))
        holder = QWidget()
        buttons = OptionGrid(theme().px(SPACE_S), theme().px(SPACE_XS))
        holder.setLayout(buttons)
        column.addWidget(holder)
        if line.state == OPEN:
            self._build_choices(buttons, aside)
            column.addWidget(self._reason_line())
        else:
            self.undo_button = Button("Undo", "inline", icon_name="undo", clicked=self._undo)
            self.undo_button.setAccessibleName(f"Undo: {line.words}")
            self.undo_button.setToolTip("Decide about this passage again")
            buttons.addWidget(self.undo_button)

    def _build_choices(self, buttons: OptionGrid, aside: str) -> None:
        about = self.line.words
        self.keep_button = Button(
            "Keep", icon_name="tick", tooltip="Keep it and say why", clicked=self._ask_reason
        )
        self.keep_button.setAccessibleName(f"Keep “{about}”")
        self.change_button = Button(
            "Change", icon_name="edit", tooltip="Go to the words and change them",
            clicked=self._change,
        )  # fmt: skip
        self.change_button.setAccessibleName(f"Change “{about}”")
        self.restrict_button = Button(
            aside, icon_name="encrypted", clicked=self._restrict,
            tooltip=self.line.why_not or "Move the whole answer or row to the restricted part",
        )  # fmt: skip
        self.restrict_button.setAccessibleName(f"Move “{about}” to the restricted part")
        self.restrict_button.setAccessibleDescription(self.restrict_button.toolTip())
        self.restrict_button.setEnabled(self.line.can_restrict)
        for button in (self.keep_button, self.change_button, self.restrict_button):
            button.setAutoDefault(False)  # in a dialog Enter belongs to the reason
            buttons.addWidget(button)
        # never before it has a parent: a button without one would open as a window of its own
        self.change_button.setVisible(bool(self.line.visit_id))

    def _reason_line(self) -> QWidget:
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_XS))
        self.reason = _Reason()
        self.reason.setAccessibleName(f"Why can “{self.line.words}” stay?")
        self.reason.setToolTip("One sentence; it is kept with the passage (Enter saves it)")
        self.reason.returnPressed.connect(self._keep)
        self.error = words("Error: say why it can stay.", "error")
        self.error.hide()
        self.save_button = Button("Keep it", "primary", clicked=self._keep)
        self.save_button.setAutoDefault(False)
        self.save_button.setAccessibleName(f"Keep “{self.line.words}” for this reason")
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        column.addWidget(words("Why can it stay?", "strong"))
        column.addWidget(self.reason)
        column.addWidget(self.error)
        column.addLayout(row)
        self._asking.hide()
        return self._asking

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        button = self.keep_button if self.line.state == OPEN else self.undo_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_reason(self) -> None:
        self._asking.show()
        self.reason.setFocus()

    def _keep(self) -> None:
        reason = self.reason.text().strip()
        self.error.setVisible(not reason)
        if not reason:
            self.reason.setFocus()
            return
        self.kept.emit(self.line, reason)

    def _change(self) -> None:
        self.change_wanted.emit(self.line)

    def _restrict(self) -> None:
        self.restrict_wanted.emit(self.line)

    def _undo(self) -> None:
        self.undo_wanted.emit(self.line)
