"""What becomes of the names that are selected: an indicator, a new one, or nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QVBoxLayout, QWidget

from visits_app.presenters.import_names import DIRECTIONS, LEAVE, MATCH, NEW, UNITS
from visits_app.presenters.import_states import NameChoice
from visits_app.presenters.visit_form_states import AnswerOption
from visits_app.presenters.visits import Option
from visits_app.ui.fields.choices import SearchCombo
from visits_app.ui.fields.option_buttons import RadioOption
from visits_app.ui.importing.controls import CalmCombo
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.words import words

_TO_CHOOSE = Option("Choose…", "")


class NamePanel(QFrame):
    """Three radio buttons, and what the chosen one asks for."""

    matched = Signal(str)
    made_new = Signal(str, str, str)
    """Name, unit and direction of the new indicator; "" leaves one as it was."""
    left_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._offered: tuple[Option, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title = words("", "strong")
        self._open = words("", "warning")
        self.kinds = {
            MATCH: RadioOption("An indicator that is here"),
            NEW: RadioOption("A new indicator"),
            LEAVE: RadioOption("Leave out"),
        }
        self._group = QButtonGroup(self)
        self.indicator = SearchCombo()
        line = self.indicator.lineEdit()
        assert line is not None
        for widget in (self.indicator, line):
            widget.setAccessibleName("Indicator")
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.name.setAccessibleName("Name of the new indicator")
        self.unit = self._combo("Unit", UNITS)
        self.direction = self._combo("Which way is better", DIRECTIONS)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        column.setSpacing(theme().px(SPACE_XS))
        column.addWidget(self._title)
        column.addWidget(self._open)
        for kind, button in self.kinds.items():
            self._group.addButton(button)
            column.addWidget(button)
            if kind == MATCH:
                self._here = self._inset(self.indicator)
                column.addWidget(self._here)
            elif kind == NEW:
                self._name_label = words("Name", "strong")
                self._new = self._inset(
                    self._name_label, self.name, words("Unit", "strong"), self.unit,
                    words("Which way is better", "strong"), self.direction,
                )  # fmt: skip
                column.addWidget(self._new)

    def _combo(self, name: str, options: tuple[Option, ...]) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(name)
        combo.offer((_TO_CHOOSE, *options), "")
        return combo

    def _inset(self, *inner: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme().px(28), 0, 0, theme().px(SPACE_S))
        column.setSpacing(theme().px(SPACE_XS))
        for widget in inner:
            column.addWidget(widget)
        return box

    def _connect(self) -> None:
        self.kinds[MATCH].clicked.connect(self._wish_match)
        self.kinds[NEW].clicked.connect(self._wish_new)
        self.kinds[LEAVE].clicked.connect(self.left_out)
        self.indicator.activated.connect(self._match)
        self.indicator.typed.connect(self._match)
        self.name.editingFinished.connect(self._rename)
        self.unit.activated.connect(self._change_new)
        self.direction.activated.connect(self._change_new)

    def offer(self, indicators: tuple[Option, ...]) -> None:
        """Offer these indicators."""
        if indicators != self._offered:
            self._offered = indicators
            self.indicator.fill(tuple(AnswerOption(one.value, one.label) for one in indicators))
            self.kinds[MATCH].setEnabled(bool(indicators))

    def show_choice(self, choice: NameChoice, opened: str) -> None:
        """Show what is chosen for the names that are selected, and what is still open."""
        self._title.setText(choice.title)
        self._open.setText(f"To decide: {opened}" if opened else "")
        self._open.setVisible(bool(opened))
        self._group.setExclusive(False)
        for kind, button in self.kinds.items():
            button.setChecked(kind == choice.kind)
            button.setAccessibleDescription(f"{choice.title}. {opened}".strip())
        self._group.setExclusive(True)
        self.indicator.choose(choice.indicator_id)
        for widget in (self._name_label, self.name):
            widget.setVisible(choice.one)
        if self.name.text() != choice.new_name:
            self.name.setText(choice.new_name)
            self.name.setCursorPosition(0)
        self.unit.setCurrentIndex(max(0, self.unit.findData(choice.unit)))
        self.direction.setCurrentIndex(max(0, self.direction.findData(choice.direction)))
        self._here.setVisible(choice.kind == MATCH)
        self._new.setVisible(choice.kind == NEW)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        match, new, leave = self.kinds.values()
        return match, self.indicator, new, self.name, self.unit, self.direction, leave

    def _wish_match(self) -> None:
        self._here.show()
        self._new.hide()
        self.indicator.setFocus()

    def _wish_new(self) -> None:
        self.made_new.emit("", "", "")

    def _match(self, _index: int = 0) -> None:
        chosen = self.indicator.chosen()
        if chosen:
            self.matched.emit(chosen)

    def _rename(self) -> None:
        if self.kinds[NEW].isChecked() and self.name.isModified():
            self.name.setModified(False)
            self._change_new()

    def _change_new(self, _index: int = 0) -> None:
        self.made_new.emit(
            self.name.text().strip(),
            str(self.unit.currentData()),
            str(self.direction.currentData()),
        )
