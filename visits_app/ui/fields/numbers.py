"""Fields for numbers: one, or how many people of each group."""

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from visits_app.domain.forms import Value
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.option_grid import OptionGrid
from visits_app.ui.theme import SPACE_M, SPACE_XS, theme
from visits_app.ui.widgets.words import words


class NumberField(Field):
    """One number, typed."""

    def build(self) -> None:
        """Put a short line into the body."""
        self.line = QLineEdit()
        self.line.setMaximumWidth(theme().px(140))
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.line.textEdited.connect(self.took)
        self.watch(self.line)
        self.body.addWidget(self.line)

    def editors(self) -> list[QWidget]:
        """Return the line."""
        return [self.line]

    def holds(self, value: Value) -> bool:
        """Say whether the line reads `value`."""
        return self.line.text() == number_text(value)

    def show_value(self, value: Value) -> None:
        """Write `value` into the line."""
        self.line.setText(number_text(value))


class PeopleField(Field):
    """How many people of each group, in labelled boxes that wrap where there is little room."""

    def build(self) -> None:
        """Put one small box a group into the body."""
        self.boxes: dict[str, QLineEdit] = {}
        digits = QRegularExpressionValidator(QRegularExpression(r"\d{0,5}"), self)
        grid = OptionGrid(theme().px(SPACE_M))
        for option in self.state.options:
            cell = QWidget()
            column = QGridLayout(cell)
            column.setContentsMargins(0, 0, 0, 4)
            column.setVerticalSpacing(theme().px(SPACE_XS))
            label = words(option.label, "muted", wrap=False)
            box = QLineEdit()
            box.setValidator(digits)
            box.setFixedWidth(theme().px(84))
            box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            box.textEdited.connect(self._changed)
            label.setBuddy(box)
            column.addWidget(label, 0, 0)
            column.addWidget(box, 1, 0, Qt.AlignmentFlag.AlignLeft)
            self.watch(box)
            self.boxes[option.value] = box
            grid.addWidget(cell)
        self.body.addLayout(grid)

    def editors(self) -> list[QWidget]:
        """Return the boxes."""
        return list(self.boxes.values())

    def holds(self, value: Value) -> bool:
        """Say whether the boxes count `value`."""
        return self._counts() == (value or {})

    def show_value(self, value: Value) -> None:
        """Write the counts into the boxes."""
        counts = value if isinstance(value, dict) else {}
        for group, box in self.boxes.items():
            box.setText(str(counts.get(group, "")))

    def name_editors(self, name: str, description: str) -> None:
        """Name each box after its group."""
        labels = {option.value: option.label for option in self.state.options}
        for group, box in self.boxes.items():
            box.setAccessibleName(f"{labels[group]}: {name}")
            box.setAccessibleDescription(description)

    def _counts(self) -> dict[str, int]:
        return {group: int(box.text()) for group, box in self.boxes.items() if box.text()}

    def _changed(self) -> None:
        self.edited.emit(self._counts())


def number_text(value: Value) -> str:
    """Return a number as one types it: "12", "12.5", or the words that are no number."""
    if value is None:
        return ""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)
