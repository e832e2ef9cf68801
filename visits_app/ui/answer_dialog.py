"""What somebody answered to an action: a status, their words, and what shows that it was done."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.actions import ActionLine
from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.visits import AskStatus
from visits_app.presenters.actions import ANSWERS, ActionRow, ActionsPresenter
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


class AnswerDialog(QDialog):
    """A refusal, or agreeing in part, needs its reason; verifying is for members alone."""

    def __init__(
        self, context: Context, presenter: ActionsPresenter, row: ActionRow, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._row = row
        self.setWindowTitle("Record the answer")
        size_dialog(self, 560, 520)
        action = row.line.action
        self.status = QComboBox()
        for status in ANSWERS:
            self.status.addItem(status.label, status)
        self.status.setCurrentIndex(max(0, self.status.findData(action.status)))
        self.response = GrowingText(3)
        self.response.setPlainText(action.response)
        self.evidence = GrowingText(2)
        self.evidence.setPlainText(action.evidence)
        self._editors: dict[str, QWidget] = {
            "status": self.status,
            "response": self.response,
            "evidence": self.evidence,
        }
        self._errors = {key: words("", "error") for key in self._editors}
        self._build()
        self.status.setFocus()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(words(self._row.text, "lead"))
        column.addWidget(words(self._row.origin, "muted"))
        for key, label, hint in (
            ("status", "Answer", ""),
            ("response", "What the service said", "No, and in part, need the reason."),
            ("evidence", "What shows that it was done", "A paper, a date, a figure; may be empty."),
        ):
            column.addSpacing(theme().px(SPACE_S))
            column.addWidget(words(label, "strong"))
            if hint:
                column.addWidget(words(hint, "caption"))
            self._editors[key].setAccessibleName(label)
            self._editors[key].setAccessibleDescription(hint)
            column.addWidget(self._editors[key])
            column.addWidget(self._errors[key])
            self._errors[key].hide()
        column.addStretch(1)
        self._area = scrolled(inner)
        self._error = words("", "error")
        self._error.hide()
        self._save = Button("Save", "primary", clicked=self._put)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(SPACE_S))
        buttons.addWidget(self._error, 1)
        buttons.addStretch(0)
        buttons.addWidget(Button("Cancel", clicked=self.reject))
        buttons.addWidget(self._save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addLayout(buttons)

    def _put(self) -> None:
        # Qt keeps a plain string of it
        status = AskStatus(self.status.currentData())
        work = partial(
            self._presenter.answer,
            self._row.line.action,
            status,
            self.response.words(),
            self.evidence.words(),
        )
        self._save.setEnabled(False)
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, _line: ActionLine) -> None:
        before = self._row.line.action
        self.accept()
        act = partial(
            undo, self._context, partial(self._presenter.restore, before),
            "The answer was taken back.", self._row.kind, before.id,
        )  # fmt: skip
        self._context.say("Answer recorded.", act=act)
        self._context.tell(self._row.kind, before.id)

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._error.hide()
        if isinstance(error, FaultsError) and error.faults:
            faults = {fault.where: fault.what for fault in error.faults}
            show_field_errors(self._editors, self._errors, faults, self._area)
        elif isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
