"""The question before something that cannot be undone; the safe answer has the keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.ui.theme import SPACE_L, SPACE_M, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words


class ConfirmDialog(QDialog):
    """Says what would be lost; `confirmed` only if told to go on."""

    confirmed = Signal()

    def __init__(
        self, title: str, sentence: str, *, keep: str, go: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(460))
        self.keep = Button(keep, "primary", clicked=self.reject)
        self.go_on = Button(go, "danger", clicked=self._go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(words(title, "title"))
        layout.addWidget(words(sentence))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go_on)
        row.addWidget(self.keep)
        layout.addLayout(row)
        self.keep.setDefault(True)
        self.keep.setFocus()

    def _go_on(self) -> None:
        self.accept()
        self.confirmed.emit()
