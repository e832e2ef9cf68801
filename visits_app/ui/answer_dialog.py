"""The officer records what a service answered to an ask or a question."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.visits import AskStatus
from visits_app.presenters.asks import AskLine, AsksPresenter
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_L, SPACE_M, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import set_role, words


class AnswerDialog(QDialog):
    """What the service said: a status and its words; a refusal needs its reason."""

    def __init__(
        self, context: Context, presenter: AsksPresenter, line: AskLine, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._line = line
        self.setWindowTitle("Record the answer")
        size_dialog(self, 520, 360)
        self.status = QComboBox()
        self.status.setAccessibleName("Answer")
        for status in AskStatus:
            self.status.addItem(status.label, status)
        self.status.setCurrentIndex(self.status.findData(line.ask.status))
        self.response = QPlainTextEdit(line.ask.response)
        self.response.setTabChangesFocus(True)
        self.response.setAccessibleName("What the service said")
        self._error = words("", "error")
        self._error.hide()
        self._save = Button("Save", "primary", clicked=self._put)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(words(line.action, "lead"))
        layout.addWidget(words(line.origin, "muted"))
        layout.addWidget(words("Answer", "strong"))
        layout.addWidget(self.status)
        layout.addWidget(words("What the service said", "strong"))
        layout.addWidget(self.response, 1)
        layout.addWidget(self._error)
        layout.addLayout(row)

    def _put(self) -> None:
        # Qt keeps a plain string of it
        status = AskStatus(self.status.currentData())
        response = self.response.toPlainText()
        work = partial(self._presenter.answer_line, self._line, status, response)
        self._save.setEnabled(False)
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, _nothing: object) -> None:
        self._context.say("Answer recorded.")
        self._context.tell(self._line.kind, self._line.ask.id)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        if isinstance(error, FaultsError):
            self._error.setText(f"Error: {error.faults[0].what}")
            self._error.show()
            set_role(self.response, "state", "error")
            self.response.setFocus()
        elif isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
