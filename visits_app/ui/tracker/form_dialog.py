"""A small dialog of fields one under the other; what is wrong is said under each of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.dates import read_date
from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.text import date_in_words
from visits_app.presenters.recommendation_forms import FormStart
from visits_app.presenters.recommendation_states import Choice
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: `kind` is "line", "text", "date" or "choice".

    A choice without `choices` offers the meetings the dialog begins with.
    """

    key: str
    label: str
    hint: str = ""
    kind: str = "line"
    choices: tuple[Choice, ...] = ()


class FormDialog(QDialog):
    """Begins with what is read in a job, saves in another; `saved` carries what was saved."""

    saved = Signal(object)

    def __init__(
        self,
        context: Context,
        title: str,
        fields: tuple[FormField, ...],
        begin: Callable[[], FormStart],
        save: Callable[[Mapping[str, str]], object],
        parent: QWidget,
        *,
        go: str = "Save",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._save_work = save
        self._start: FormStart | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size_dialog(self, 640, min(760, 250 + 92 * len(fields)))
        self.editors: dict[str, QWidget] = {}
        self.errors: dict[str, QWidget] = {}
        self._fields = fields
        self._build(title, go)
        context.jobs.run(self, begin, self._show, self._failed)

    def _build(self, title: str, go: str) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_XS))
        self._heading = words(title, "title")
        self._about = words("", "strong")
        self._told = words("", "muted")
        for label in (self._heading, self._about, self._told):
            self._column.addWidget(label)
        for field in self._fields:
            self._add(field)
        self._column.addStretch(1)
        self.area = scrolled(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._general = words("", "error")
        self._general.hide()
        self.save_button = Button(go, "primary", clicked=self._save)
        self.save_button.setDefault(True)
        self.save_button.setEnabled(False)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._general, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self.area, 1)
        outer.addLayout(row)

    def _add(self, field: FormField) -> None:
        self._column.addSpacing(theme().px(SPACE_S))
        self._column.addWidget(words(field.label, "strong"))
        if field.hint:
            self._column.addWidget(words(field.hint, "caption"))
        editor: QWidget
        match field.kind:
            case "text":
                editor = GrowingText(3)
            case "choice":
                editor = combo = QComboBox()
                combo.setMaxVisibleItems(14)
                policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                combo.setSizeAdjustPolicy(policy)
                for choice in field.choices:
                    combo.addItem(choice.label, choice.value)
            case _:
                editor = QLineEdit()
        editor.setAccessibleName(field.label)
        editor.setAccessibleDescription(field.hint)
        self._column.addWidget(editor)
        if field.kind == "date" and isinstance(editor, QLineEdit):
            editor.setPlaceholderText("Day month year")
            meant = words("", "caption")
            editor.textChanged.connect(partial(self._read_back, meant))
            self._column.addWidget(meant)
        error = words("", "error")
        error.hide()
        self._column.addWidget(error)
        self.editors[field.key] = editor
        self.errors[field.key] = error

    def typed(self) -> dict[str, str]:
        """Return what is written in every field."""
        found = {}
        for key, editor in self.editors.items():
            if isinstance(editor, QComboBox):
                # Qt keeps a plain string of an enumeration
                found[key] = str(editor.currentData() or "")
            elif isinstance(editor, GrowingText):
                found[key] = editor.words()
            elif isinstance(editor, QLineEdit):
                found[key] = editor.text()
        return found

    def write(self, key: str, value: str) -> None:
        """Put a value into a field."""
        editor = self.editors[key]
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, GrowingText):
            editor.setPlainText(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.setCursorPosition(0)

    def _show(self, start: FormStart) -> None:
        self._start = start
        self._about.setText(start.heading)
        self._about.setVisible(start.heading != self.windowTitle())
        self._told.setText(start.told)
        self._told.setVisible(bool(start.told))
        for field in self._fields:
            editor = self.editors[field.key]
            if isinstance(editor, QComboBox) and not field.choices:
                for choice in start.meetings:
                    editor.addItem(choice.label, choice.value)
            if field.key in start.fields:
                self.write(field.key, start.fields[field.key])
        self.save_button.setEnabled(True)
        self.editors[self._fields[0].key].setFocus()

    def _read_back(self, meant: QWidget, text: str) -> None:
        day = read_date(text, self._context.space.today())
        told = date_in_words(day.isoformat(), weekday=True) if day else ""
        meant.setText(told)  # type: ignore[attr-defined]

    def _save(self) -> None:
        self.save_button.setEnabled(False)
        work = partial(self._save_work, self.typed())
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, result: object) -> None:
        self.saved.emit(result)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(self._start is not None)
        self._general.hide()
        if isinstance(error, FaultsError) and error.faults:
            known = {one.where: one.what for one in error.faults if one.where in self.editors}
            other = [str(one.what) for one in error.faults if one.where not in self.editors]
            if known:
                show_field_errors(self.editors, self.errors, known, self.area)  # type: ignore[arg-type]
            if other:
                self._general.setText(f"Error: {' '.join(other)}")
                self._general.show()
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)
