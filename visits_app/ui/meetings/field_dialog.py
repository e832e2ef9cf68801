"""What the dialogs of meetings have in common: labelled fields, faults under each, one save."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


class FieldDialog(QDialog):
    """Subclasses add their fields to `column`, and give the work of saving in `work`."""

    kept = Signal(object)
    """What the work returned."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        title: str,
        save: str = "Save",
        width: int = 600,
        height: int = 560,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        size_dialog(self, width, height)
        self.editors: dict[str, QWidget] = {}
        self.errors = {"": words("", "error")}
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self.column.setSpacing(theme().px(SPACE_XS))
        self.area = scrolled(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.warnings = words("", "strong")
        self.warnings.setAccessibleName("To be looked at")
        self.warnings.hide()
        self.error = self.errors.pop("")
        self.error.hide()
        self.save_button = Button(save, "primary", clicked=self.put)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addStretch(1)
        row.addWidget(Button("Cancel", clicked=self.reject))
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self.area, 1)
        outer.addWidget(self.warnings)
        outer.addWidget(self.error)
        outer.addLayout(row)

    def add_field(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        key: str = "",
        below: QWidget | None = None,
    ) -> list[QWidget]:
        """Add an editor under its label, and return everything of it, to be shown or hidden."""
        parts: list[QWidget] = [words(label, "strong")]
        if hint:
            parts.append(words(hint, "caption"))
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        if isinstance(editor, QComboBox):
            editor.setMinimumContentsLength(12)
            editor.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            line = editor.lineEdit()
            if line is not None:
                line.setAccessibleName(label)
        parts.append(editor)
        if below is not None:
            parts.append(below)
        self.column.addSpacing(theme().px(SPACE_S))
        for part in parts:
            if isinstance(part, Button):
                self.column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self.column.addWidget(part)
        if key:
            self.editors[key] = editor
            self.errors[key] = words("", "error")
            self.errors[key].hide()
            self.column.addWidget(self.errors[key])
        return parts

    def work(self) -> Callable[[], object]:
        """Return what saving does, off the window's thread."""
        raise NotImplementedError

    def put(self) -> None:
        """Save what was typed."""
        self.save_button.setEnabled(False)
        self.context.jobs.run(self, self.work(), self._saved, self.failed)

    def show_warnings(self, told: tuple[str, ...]) -> None:
        """Say what is odd, though it keeps nothing from being saved."""
        self.warnings.setText("\n".join(f"Look: {one}" for one in told))
        self.warnings.setVisible(bool(told))

    def _saved(self, kept: object) -> None:
        self.accept()
        self.kept.emit(kept)

    def failed(self, error: Exception) -> None:
        """Say what is wrong, each fault at its field and the rest above the buttons."""
        self.save_button.setEnabled(True)
        self.error.hide()
        if not isinstance(error, VisitsError):
            self.context.jobs.crashed.emit(error)
            return
        faults = error.faults if isinstance(error, FaultsError) else ()
        at_field: dict[str, str] = {}
        for fault in faults:
            if fault.where in self.editors:
                before = at_field.get(fault.where)
                at_field[fault.where] = f"{before} {fault.what}" if before else fault.what
        if at_field:
            show_field_errors(self.editors, self.errors, at_field, self.area)
        others = [fault.what for fault in faults if fault.where not in self.editors]
        if others or not at_field:
            told = " ".join(others) if others else str(error)
            self.error.setText(f"Error: {told}")
            self.error.show()
