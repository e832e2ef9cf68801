"""Add or change one entry of a register."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.presenters.register import RegisterPresenter
from visits_app.presenters.register_states import RegisterEntry, RegisterField, RegisterState
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.registers.seats_editor import SeatsEditor
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import set_role, words

Editor = QLineEdit | QCheckBox | QComboBox | GrowingText | SeatsEditor


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
        self.fields: dict[str, Editor] = {}
        self._errors: dict[str, QLabel] = {}
        self._hints = {field.id: field.hint for field in state.fields}
        title = f"Change this {state.one}" if entry else f"Add {state.a_one}"
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(460))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_S), 4)
        column.setSpacing(theme().px(SPACE_XS))
        values = entry.values if entry else {}
        for field in state.fields:
            self._add_field(column, field, values.get(field.id, ""))
        column.addStretch(1)
        self._area = area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._save = Button("Save", "primary", clicked=self._put)
        self._save.setDefault(True)
        self._general = words("", "error")
        self._general.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addWidget(words(title, "title"))
        layout.addWidget(area, 1)
        layout.addWidget(self._general)
        layout.addLayout(row)
        # as high as its fields, as far as the screen goes
        needed = inner.heightForWidth(theme().px(440)) if inner.hasHeightForWidth() else 0
        needed = max(needed, inner.sizeHint().height())
        wide = any(field.kind == "seats" for field in state.fields)
        size_dialog(self, 580 if wide else 500, round(needed * 100 / theme().zoom) + 150)

    def _add_field(self, column: QVBoxLayout, field: RegisterField, value: str) -> None:
        column.addSpacing(theme().px(SPACE_S))
        editor = _editor(field, value)
        error = words("", "error")
        error.hide()
        self._errors[field.id] = error
        self.fields[field.id] = editor
        if not isinstance(editor, QCheckBox):
            column.addWidget(words(field.label if field.required else f"{field.label} (optional)"))
            if field.hint:
                column.addWidget(words(field.hint, "caption"))
            editor.setAccessibleName(field.label)
            editor.setAccessibleDescription(field.hint)
        column.addWidget(editor)
        column.addWidget(error)

    def _values(self) -> dict[str, str]:
        return {key: _value(field) for key, field in self.fields.items()}

    def _put(self) -> None:
        self._save.setEnabled(False)
        values = self._values()
        entry_id = self._entry.id if self._entry else ""
        work = partial(self._presenter.save, self._kind, entry_id, values)
        self._context.jobs.run(self, work, partial(self._done, _name(values)), self._failed)

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
        if isinstance(error, FaultsError) and all(f.where in self.fields for f in error.faults):
            told: dict[str, list[str]] = {}
            for fault in error.faults:
                told.setdefault(fault.where, []).append(fault.what)
            for where, what in told.items():
                text = f"Error: {' '.join(what)}"
                self._errors[where].setText(text)
                self._errors[where].show()
                set_role(self.fields[where], "state", "error")
                self.fields[where].setAccessibleDescription(text)
            first = self.fields[error.faults[0].where]
            first.setFocus()
            # once the errors have their room
            QTimer.singleShot(
                0, self, partial(self._area.ensureWidgetVisible, first, 0, theme().px(60))
            )
        elif isinstance(error, VisitsError):
            # what was typed stays, to be saved when the trouble is over
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)


def _editor(field: RegisterField, value: str) -> Editor:
    if field.kind == "tick":
        box = QCheckBox(field.label)
        box.setChecked(value == "yes")
        return box
    if field.kind == "choice":
        combo = QComboBox()
        known = [one for one, _ in field.options]
        for one, label in field.options:
            combo.addItem(label, one)
        if value and value not in known:
            combo.addItem(value.capitalize(), value)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        return combo
    if field.kind == "suggest":
        combo = QComboBox()
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.addItems([label for _, label in field.options])
        combo.setCurrentText(value)
        line_edit = combo.lineEdit()
        if line_edit is not None:
            line_edit.setMaxLength(300)
            line_edit.setCursorPosition(0)
        return combo
    if field.kind == "seats":
        return SeatsEditor(field, value)
    if field.kind == "words":
        text = GrowingText(3)
        text.setPlainText(value)
        return text
    line = QLineEdit(value)
    line.setMaxLength(300)
    line.setCursorPosition(0)
    return line


def _value(field: Editor) -> str:
    if isinstance(field, QCheckBox):
        return "yes" if field.isChecked() else ""
    if isinstance(field, SeatsEditor):
        return field.value()
    if isinstance(field, QComboBox):
        return field.currentText() if field.isEditable() else str(field.currentData())
    return field.words() if isinstance(field, GrowingText) else field.text()


def _name(values: dict[str, str]) -> str:
    return next(iter(values.values())).strip()
