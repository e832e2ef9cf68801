"""Add or change one entry of a register."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.presenters.register import RegisterEntry, RegisterPresenter, RegisterState
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import set_role, words


class RegisterDialog(QDialog):
    """One field under the other, each with its own error."""

    saved = Signal(str, str)
    """The entry's id and name."""

    def __init__(
        self,
        context: Context,
        presenter: RegisterPresenter,
        state: RegisterState,
        entry: RegisterEntry | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._kind = state.kind
        self._entry = entry
        self.fields: dict[str, QLineEdit | QCheckBox] = {}
        self._errors: dict[str, QLabel] = {}
        self._hints = {field.id: field.hint for field in state.fields}
        title = f"Change this {state.one}" if entry else f"Add a {state.one}"
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(460))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        layout.setSpacing(theme().px(SPACE_XS))
        layout.addWidget(words(title, "title"))
        values = entry.values if entry else {}
        for field in state.fields:
            layout.addSpacing(theme().px(SPACE_S))
            error = words("", "error")
            error.hide()
            self._errors[field.id] = error
            if field.kind == "tick":
                box = QCheckBox(field.label)
                box.setChecked(values.get(field.id) == "yes")
                self.fields[field.id] = box
                layout.addWidget(box)
                layout.addWidget(error)
                continue
            layout.addWidget(words(field.label if field.required else f"{field.label} (optional)"))
            if field.hint:
                layout.addWidget(words(field.hint, "caption"))
            line = QLineEdit(values.get(field.id, ""))
            line.setAccessibleName(field.label)
            line.setAccessibleDescription(field.hint)
            line.setMaxLength(300)
            self.fields[field.id] = line
            layout.addWidget(line)
            layout.addWidget(error)
        self._save = Button("Save", "primary", clicked=self._put)
        self._save.setDefault(True)
        self._general = words("", "error")
        self._general.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self._save)
        layout.addSpacing(theme().px(SPACE_L))
        layout.addWidget(self._general)
        layout.addLayout(row)

    def _values(self) -> dict[str, str]:
        return {
            key: ("yes" if field.isChecked() else "")
            if isinstance(field, QCheckBox)
            else field.text()
            for key, field in self.fields.items()
        }

    def _put(self) -> None:
        self._save.setEnabled(False)
        values = self._values()
        entry_id = self._entry.id if self._entry else ""
        work = partial(self._presenter.save, self._kind, entry_id, values)
        self._context.jobs.run(
            self, work, partial(self._done, values["name"].strip()), self._failed
        )

    def _done(self, name: str, entry_id: str) -> None:
        self.saved.emit(entry_id, name)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._general.hide()
        for key, label in self._errors.items():
            label.hide()
            set_role(self.fields[key], "state", "")
            self.fields[key].setAccessibleDescription(self._hints[key])
        if isinstance(error, FaultsError):
            for fault in error.faults:
                text = f"Error: {fault.what}"
                self._errors[fault.where].setText(text)
                self._errors[fault.where].show()
                set_role(self.fields[fault.where], "state", "error")
                self.fields[fault.where].setAccessibleDescription(text)
            self.fields[error.faults[0].where].setFocus()
        elif isinstance(error, VisitsError):
            # what was typed stays, to be saved when the trouble is over
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)
