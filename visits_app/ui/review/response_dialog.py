"""The officer records what a service answered to one ask: answer, reason, owner, day, evidence."""

from functools import partial

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.responses import ANSWERS
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, AskStatus
from visits_app.presenters.review import ReviewPresenter
from visits_app.presenters.review_states import ResponseLine
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


class ResponseDialog(QDialog):
    """Nothing is filled in from what members suggested: it stands above to be read."""

    def __init__(
        self, context: Context, presenter: ReviewPresenter, line: ResponseLine, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._line = context, presenter, line
        self.setWindowTitle("Record the answer")
        size_dialog(self, 560, 700)
        ask = line.ask
        self.status = QComboBox()
        self.status.addItem("Choose the answer", None)
        for status, label in ANSWERS:
            self.status.addItem(label, status)
        self.status.setCurrentIndex(max(0, self.status.findData(ask.status)))
        self.reason = GrowingText(3)
        self.reason.setPlainText(ask.response)
        self.owner = QLineEdit(ask.agreed_owner)
        self.due = QLineEdit(date_in_words(ask.agreed_due))
        self.evidence = QLineEdit(ask.evidence)
        self._editors: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_S))
        self._column.addWidget(words(ask.action, "lead"))
        self._column.addWidget(words(line.suggested, "muted"))
        self._add("status", "Answer", "", self.status)
        self._add("reason", "Reason, or what will be done", "Needed for “no” and “in part”.",
                  self.reason)  # fmt: skip
        self._add("owner", "Who will do it?", "A role, as the service names it.", self.owner)
        self._add("due", "Done by", "Such as 4 March 2014.", self.due)
        self._add("evidence", "Evidence (optional)", "", self.evidence)
        self._column.addStretch(1)
        self._area = scrolled(inner)
        self._general = words("", "error")
        self._general.hide()
        self.save_button = Button("Save", "primary", clicked=self._put)
        self.save_button.setDefault(True)
        cancel = Button("Cancel", clicked=self.reject)
        cancel.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self._general, 1)
        row.addStretch(0)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addLayout(row)
        self.status.setFocus()

    def _add(self, key: str, label: str, hint: str, editor: QWidget) -> None:
        self._column.addWidget(words(label, "strong"))
        if hint:
            self._column.addWidget(words(hint, "caption"))
        editor.setAccessibleName(label)
        self._column.addWidget(editor)
        self._errors[key] = words("", "error")
        self._errors[key].hide()
        self._column.addWidget(self._errors[key])
        self._editors[key] = editor

    def _put(self) -> None:
        self.save_button.setEnabled(False)
        chosen = self.status.currentData()
        work = partial(
            self._presenter.answer,
            self._line.ask.id,
            AskStatus(chosen) if chosen else AskStatus.OPEN,
            reason=self.reason.words(),
            owner=self.owner.text(),
            due=self.due.text(),
            evidence=self.evidence.text(),
        )
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, before: Ask) -> None:
        take_back = partial(self._presenter.unanswer, before)
        act = partial(undo, self._context, take_back, "The answer was taken back.", "ask")
        self._context.say("Answer recorded.", act=act)
        self._context.tell("ask", before.id)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._general.hide()
        if isinstance(error, FaultsError) and all(f.where in self._editors for f in error.faults):
            faults = {fault.where: fault.what for fault in error.faults}
            show_field_errors(self._editors, self._errors, faults, self._area)
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)
