"""A small dialog that asks for a note, and where it matters a day, before something is recorded."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words

Work = Callable[[str, str], Any]
"""Given the note and the day as typed; runs in a job."""


class NoteDialog(QDialog):
    """One note and perhaps a day; what is wrong is said under its field."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        title: str,
        hint: str,
        label: str,
        go: str,
        work: Work,
        done: Callable[[Any], None],
        with_day: bool = False,
        text: str = "",
    ) -> None:
        super().__init__(parent)
        self._context, self._work, self._done = context, work, done
        self.setWindowTitle(title)
        size_dialog(self, 520, 380 if with_day else 320)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(words(title, "title"))
        if hint:
            column.addWidget(words(hint, "muted"))
        self.note = GrowingText(3)
        self.note.setPlainText(text)
        self.day = QLineEdit()
        self._errors: dict[str, QLabel] = {"note": words("", "error"), "on": words("", "error")}
        self._add(column, "note", label, self.note)
        self._with_day = with_day
        if with_day:
            self.day.setPlaceholderText("Today")
            self._add(column, "on", "When was it done? (today if left empty)", self.day)
        column.addStretch(1)
        self._area = scrolled(inner)
        self._general = words("", "error")
        self._general.hide()
        self.go_button = Button(go, "primary", clicked=self._go)
        self.go_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._general, 1)
        row.addStretch(0)
        cancel = Button("Cancel", clicked=self.reject)
        cancel.setAutoDefault(False)
        row.addWidget(cancel)
        row.addWidget(self.go_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addLayout(row)
        self.note.setFocus()

    def _add(self, column: QVBoxLayout, key: str, label: str, editor: QWidget) -> None:
        column.addWidget(words(label, "strong"))
        editor.setAccessibleName(label)
        column.addWidget(editor)
        column.addWidget(self._errors[key])
        self._errors[key].hide()

    def _go(self) -> None:
        self.go_button.setEnabled(False)
        work = partial(self._work, self.note.words(), self.day.text())
        self._context.jobs.run(self, work, self._finish, self._failed)

    def _finish(self, answer: Any) -> None:
        self.accept()
        self._done(answer)

    def _failed(self, error: Exception) -> None:
        self.go_button.setEnabled(True)
        self._general.hide()
        editors: dict[str, QWidget] = {"note": self.note}
        if self._with_day:
            editors["on"] = self.day
        if isinstance(error, FaultsError) and all(f.where in editors for f in error.faults):
            faults = {fault.where: fault.what for fault in error.faults}
            show_field_errors(editors, self._errors, faults, self._area)
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)
