"""A planned visit is moved, postponed or did not take place: to when, and why."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.rota import RotaVisit
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words

_PAUSE_MS = 300


class ReasonDialog(QDialog):
    """One sentence why, and where `meant` reads days the new day; `act` takes day and reason.

    `look` says what should be looked at on a day that was typed; it is read off the window's
    thread.
    """

    done_with = Signal(object)
    """The planned visit as it is now."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        title: str,
        about: str,
        act: Callable[[str, str], RotaVisit],
        meant: Callable[[str], str] | None = None,
        look: Callable[[str], tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(parent)
        with_day = meant is not None
        self._context = context
        self._act = act
        self._meant = meant
        self._look = look
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_round)
        self.setWindowTitle(title)
        size_dialog(self, 520, 400 if with_day else 280)
        self.day = QLineEdit()
        self.day.setAccessibleName("New day")
        self.reason = GrowingText(2)
        self.reason.setAccessibleName("Why")
        self._read = words("", "caption")
        self._warnings = words("", "warning")
        self._warnings.hide()
        self._error = words("", "error")
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(words(about, "lead"))
        if with_day:
            column.addWidget(words("New day", "strong"))
            column.addWidget(self.day)
            column.addWidget(self._read)
            column.addWidget(self._warnings)
        column.addWidget(words("Why", "strong"))
        column.addWidget(
            words(
                "A sentence without the name of anyone who was ill or away."
                + (" May be left empty." if with_day else ""),
                "caption",
            )
        )
        column.addWidget(self.reason)
        column.addWidget(self._error)
        column.addStretch(1)
        column.addSpacing(theme().px(SPACE_M))
        self._save = Button(title, "primary", clicked=self._put)
        row = QHBoxLayout()
        row.addStretch(1)
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self._save)
        column.addLayout(row)
        if not with_day:
            self.day.setParent(self)
            self.day.hide()
        self.day.textChanged.connect(self._read_back)
        (self.day if with_day else self.reason).setFocus()

    def _read_back(self) -> None:
        if self._meant is not None:
            self._read.setText(self._meant(self.day.text()))
            self._pause.start()

    def _look_round(self) -> None:
        if self._look is not None:
            work = partial(self._look, self.day.text())
            self._context.jobs.run(self, work, self._show_warnings)

    def _show_warnings(self, told: tuple[str, ...]) -> None:
        self._warnings.setText("\n".join(told))
        self._warnings.setVisible(bool(told))

    def _put(self) -> None:
        self._save.setEnabled(False)
        work = partial(self._act, self.day.text(), self.reason.words())
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, plan: RotaVisit) -> None:
        self.accept()
        self.done_with.emit(plan)

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        if isinstance(error, FaultsError) and error.faults:
            self._error.setText(f"Error: {error.faults[0].what}")
            wrong = self.day if error.faults[0].where == "on_day" else self.reason
            wrong.setFocus()
        elif isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
        else:
            self._context.jobs.crashed.emit(error)
            return
        self._error.show()
