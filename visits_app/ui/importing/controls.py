"""How a sheet is read, as plain controls: each says what it would change to."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.import_states import Control
from visits_app.presenters.visits import Option
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.words import set_role, words

Index = QModelIndex | QPersistentModelIndex
_LETTERS = 20
"""So many fit into a list without being cut."""


class OptionsModel(QAbstractListModel):
    """What can be chosen, as it is: ten lists of 300 columns each must not hold up a key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()

    def show_options(self, options: tuple[Option, ...]) -> None:
        """Offer other options."""
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.label
        return option.value if role == Qt.ItemDataRole.UserRole else None


class CalmCombo(QComboBox):
    """A list the mouse wheel passes over: scrolling the page must not change an answer."""

    def __init__(self) -> None:
        super().__init__()
        self._options = OptionsModel(self)
        self.setModel(self._options)
        self.setMaxVisibleItems(16)

    def offer(self, options: tuple[Option, ...], value: str, beyond: str = "") -> None:
        """Offer options and choose one by its value; one that is not among them is `beyond`."""
        if value not in {option.value for option in options}:
            options = (*options, Option(beyond or value, value))
        if options != self._options.options:
            self._options.show_options(options)
        self.setCurrentIndex(next(n for n, option in enumerate(options) if option.value == value))

    def sizeHint(self) -> QSize:
        # Qt's own way asks every option whether it has an icon
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        words = QSize(metrics.horizontalAdvance("0") * _LETTERS, metrics.height())
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, words, self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


Editor = CalmCombo | QLineEdit


class ControlRow(QWidget):
    """One control: label, hint, editor, and below it what is wrong."""

    changed = Signal(str, str)
    """The control's id and its new value."""

    def __init__(self, control: Control) -> None:
        super().__init__()
        self._id = control.id
        self._label = words(control.label, "strong")
        self.editor = self._make_editor(control.kind)
        self.error = words("", "error")
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(SPACE_S), 0, 0)
        column.setSpacing(theme().px(SPACE_XS))
        column.addWidget(self._label)
        if control.hint:
            column.addWidget(words(control.hint, "caption"))
        column.addWidget(self.editor)
        column.addWidget(self.error)
        self.editor.setProperty("state", "")
        # a list that is filled already is asked for every option again when it gets its style
        self.editor.ensurePolished()

    def render(self, control: Control) -> None:
        """Show the control as it is now."""
        self._label.setText(control.label)
        self.editor.setAccessibleName(control.label)
        self.editor.blockSignals(True)
        if isinstance(self.editor, CalmCombo):
            self.editor.offer(control.options, control.value, _beyond(control))
        elif self.editor.text().strip() != control.value:
            self.editor.setText(control.value)
        self.editor.blockSignals(False)
        wrong = f"Error: {control.error}" if control.error else ""
        self.error.setText(wrong)
        self.error.setVisible(bool(wrong))
        set_role(self.editor, "state", "error" if wrong else "")
        self.editor.setAccessibleDescription(wrong or control.hint)
        self.setVisible(control.shown)

    def _make_editor(self, kind: str) -> Editor:
        if kind == "choice":
            combo = CalmCombo()
            combo.activated.connect(self._chosen)
            return combo
        line = QLineEdit()
        line.setMaxLength(300)
        line.textEdited.connect(self._typed)
        return line

    def _chosen(self, index: int) -> None:
        assert isinstance(self.editor, CalmCombo)
        self.changed.emit(self._id, str(self.editor.itemData(index)))

    def _typed(self, text: str) -> None:
        self.changed.emit(self._id, text)


class MappingControls(QWidget):
    """One control under the other; those a layout has no use for are hidden."""

    changed = Signal(str, str)
    """A control's id and its new value."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ControlRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._column.setSpacing(theme().px(SPACE_XS))

    def show_controls(self, controls: tuple[Control, ...]) -> None:
        """Show what can be changed."""
        if not self._rows:
            self._make(controls)
        for control in controls:
            self._rows[control.id].render(control)

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by control, in reading order."""
        return {name: row.editor for name, row in self._rows.items()}

    def error(self, control: str) -> QLabel | None:
        """Return where it stands what is wrong with a control."""
        return self._rows[control].error if control in self._rows else None

    def height_at(self, width: int) -> int:
        """Return the height all controls need at a width."""
        return self._column.totalHeightForWidth(width)

    def focus_on(self, control: str) -> None:
        """Put the keyboard where something is wrong."""
        if control in self._rows:
            self._rows[control].editor.setFocus()

    def _make(self, controls: tuple[Control, ...]) -> None:
        group = ""
        for control in controls:
            if control.group != group:
                if group:
                    self._column.addSpacing(theme().px(SPACE_M))
                group = control.group
                self._column.addWidget(words(group, "lead"))
            row = ControlRow(control)
            row.changed.connect(self.changed)
            self._rows[control.id] = row
            self._column.addWidget(row)
        self._column.addStretch(1)


def _beyond(control: Control) -> str:
    """Name a row or a column that is not among those on show."""
    what = "Row" if control.id.endswith("_row") else "Column"
    return f"{what} {int(control.value) + 1}" if control.value.isdigit() else "None"
