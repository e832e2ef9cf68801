"""How a sheet is read, as plain controls: each says what it would change to."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from visits_app.presenters.import_states import Control
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.words import set_role, words

Editor = QComboBox | QLineEdit


class CalmCombo(QComboBox):
    """A list the mouse wheel passes over: scrolling the page must not change an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxVisibleItems(16)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MappingControls(QWidget):
    """One control under the other, label above, error below."""

    changed = Signal(str, str)
    """A control's id and its new value."""

    def __init__(self) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self._errors: dict[str, QLabel] = {}
        self._controls: dict[str, Control] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._column.setSpacing(theme().px(SPACE_XS))

    def show_controls(self, controls: tuple[Control, ...]) -> None:
        """Show what can be changed; what stays the same keeps the keyboard."""
        if [self._kept(control) for control in controls] != [
            self._kept(control) for control in self._controls.values()
        ]:
            self._make(controls)
        for control in controls:
            self._show(control)
        self._controls = {control.id: control for control in controls}

    def error(self, control: str) -> QLabel | None:
        """Return where it stands what is wrong with a control."""
        return self._errors.get(control)

    def height_at(self, width: int) -> int:
        """Return the height all controls need at a width."""
        return self._column.totalHeightForWidth(width)

    def focus_on(self, control: str) -> None:
        """Put the keyboard where something is wrong."""
        if control in self.editors:
            self.editors[control].setFocus()

    def _kept(self, control: Control) -> tuple[str, str]:
        return control.id, control.label

    def _make(self, controls: tuple[Control, ...]) -> None:
        focused = next((key for key, one in self.editors.items() if one.hasFocus()), "")
        clear_layout(self._column)
        self.editors, self._errors, self._controls = {}, {}, {}
        group = ""
        for control in controls:
            if control.group != group:
                if group:
                    self._column.addSpacing(theme().px(SPACE_M))
                group = control.group
                self._column.addWidget(words(group, "lead"))
            editor = self._editor(control)
            error = words("", "error")
            error.hide()
            self._column.addSpacing(theme().px(SPACE_S))
            self._column.addWidget(words(control.label, "strong"))
            if control.hint:
                self._column.addWidget(words(control.hint, "caption"))
            self._column.addWidget(editor)
            self._column.addWidget(error)
            self.editors[control.id], self._errors[control.id] = editor, error
        self._column.addStretch(1)
        self.focus_on(focused)

    def _editor(self, control: Control) -> Editor:
        editor: Editor
        if control.kind == "choice":
            editor = CalmCombo()
            editor.activated.connect(partial(self._combo_chosen, control.id))
        else:
            editor = QLineEdit()
            editor.setMaxLength(300)
            editor.textEdited.connect(partial(self.changed.emit, control.id))
        editor.setAccessibleName(control.label)
        return editor

    def _show(self, control: Control) -> None:
        editor = self.editors[control.id]
        editor.blockSignals(True)
        if isinstance(editor, QComboBox):
            before = self._controls.get(control.id)
            if before is None or before.options != control.options:
                editor.clear()
                for option in control.options:
                    editor.addItem(option.label, option.value)
            place = editor.findData(control.value)
            if place < 0:
                # a row or column beyond those on show
                editor.addItem(_beyond(control), control.value)
                place = editor.count() - 1
            editor.setCurrentIndex(place)
        elif editor.text().strip() != control.value:
            editor.setText(control.value)
        editor.blockSignals(False)
        error = self._errors[control.id]
        error.setText(f"Error: {control.error}" if control.error else "")
        error.setVisible(bool(control.error))
        set_role(editor, "state", "error" if control.error else "")
        editor.setAccessibleDescription(
            f"Error: {control.error}" if control.error else control.hint
        )

    def _combo_chosen(self, control: str, index: int) -> None:
        editor = self.editors[control]
        assert isinstance(editor, QComboBox)
        self.changed.emit(control, str(editor.itemData(index)))


def _beyond(control: Control) -> str:
    what = "Row" if control.id.endswith("_row") else "Column"
    return f"{what} {int(control.value) + 1}" if control.value.isdigit() else "None"
