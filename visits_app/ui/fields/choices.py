"""Fields to choose one answer: yes or no, a few radio buttons, or a list one can search."""

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QWidget

from visits_app.domain.forms import Value
from visits_app.presenters.visit_form_states import AnswerOption
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.option_buttons import RadioOption
from visits_app.ui.fields.option_grid import OptionGrid
from visits_app.ui.theme import SPACE_L, theme
from visits_app.ui.widgets.buttons import Button

FEW = 5
"""So many answers are shown at once; more go into a list."""
_TAKE_BACK = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_YES_NO = (AnswerOption("yes", "Yes"), AnswerOption("no", "No"))


class RadioField(Field):
    """All answers in sight; a choice can be taken back."""

    def build(self) -> None:
        """Prepare a group; the buttons follow from the options."""
        self.buttons: dict[str, RadioOption] = {}
        self._group = QButtonGroup(self)
        self._grid = OptionGrid(theme().px(SPACE_L))
        self._can_clear = True
        self._clear = Button("Clear", "inline", clicked=self._take_back)
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        self.head.insertWidget(2, self._clear, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._grid)
        self.watch(self._clear)

    def options(self) -> tuple[AnswerOption, ...]:
        """Return what can be chosen."""
        return self.state.options

    def take_back_hidden(self) -> None:
        """Offer no way back to no answer, where one always stands."""
        self._can_clear = False
        self._clear.hide()

    def value_of(self, answer: str) -> Value:
        """Return what is kept for an answer."""
        return answer

    def show_options(self) -> None:
        """Make one button an answer; Tab comes to Clear after them."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for option in self.options():
            button = RadioOption(option.label)
            button.clicked.connect(partial(self._chosen, option.value))
            button.setProperty("answer", option.value)
            self.watch(button)
            self._group.addButton(button)
            self._grid.addWidget(button)
            self.buttons[option.value] = button
        before: QWidget | None = None
        for stop in (*self.buttons.values(), self._clear):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop

    def editors(self) -> list[QWidget]:
        """Return the buttons, the chosen one first: it is where Tab arrives."""
        chosen = self._group.checkedButton()
        return sorted(self.buttons.values(), key=lambda button: button is not chosen)

    def holds(self, value: Value) -> bool:
        """Say whether `value` is what is chosen."""
        chosen = self._group.checkedButton()
        return value == (self.value_of(chosen.property("answer")) if chosen else None)

    def show_value(self, value: Value) -> None:
        """Choose `value`, or nothing."""
        self._group.setExclusive(False)
        for answer, button in self.buttons.items():
            button.setChecked(value is not None and self.value_of(answer) == value)
        self._group.setExclusive(True)
        self._offer_clear()

    def show_wrong(self, wrong: bool) -> None:
        """Radio buttons keep their look; the error stands below them."""

    def name_editors(self, name: str, description: str) -> None:
        """Name each button by its answer and tell the question with it."""
        for button in self.buttons.values():
            button.setAccessibleName(button.words)
            button.setAccessibleDescription(f"{name}. {description}")
        self._clear.setAccessibleName(f"Clear the answer to {name}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _TAKE_BACK:
                self._take_back()
                return True
            if key in _STEPS and watched in self.buttons.values():
                self._step(watched, _STEPS[key])
                return True
        return super().eventFilter(watched, event)

    def _step(self, button: QObject, by: int) -> None:
        """Choose the answer after or before, round and round, however they are laid out."""
        buttons = list(self.buttons.values())
        wanted = buttons[(buttons.index(cast(RadioOption, button)) + by) % len(buttons)]
        wanted.setFocus()
        wanted.click()

    def entered(self) -> None:
        """Offer the way back while the keyboard is here."""
        self._offer_clear()

    def settle(self) -> None:
        """Take the offer away."""
        self._clear.hide()

    def _offer_clear(self) -> None:
        answered = self._group.checkedButton() is not None
        self._clear.setVisible(self._can_clear and answered and self.has_keyboard())

    def _chosen(self, answer: str, _checked: bool = True) -> None:
        self._offer_clear()
        self.edited.emit(self.value_of(answer))

    def _take_back(self) -> None:
        if not self._can_clear or self._group.checkedButton() is None:
            return
        first = next(iter(self.buttons.values()))
        had_keyboard = self.has_keyboard()
        self.show_value(None)
        if had_keyboard:
            first.setFocus()
        self.edited.emit(None)


class YesNoField(RadioField):
    """Yes or no, and neither until one is chosen."""

    def options(self) -> tuple[AnswerOption, ...]:
        """Return yes and no."""
        return _YES_NO

    def value_of(self, answer: str) -> Value:
        """Return true for yes, false for no."""
        return answer == "yes"


class ListField(Field):
    """A list that is searched by typing any part of an answer."""

    def build(self) -> None:
        """Put the list into the body."""
        self.combo = SearchCombo()
        self.combo.activated.connect(self._activated)
        self.combo.typed.connect(self._typed)
        line = self.combo.lineEdit()
        assert line is not None
        self.line = line
        self.watch(line)
        self.watch(self.combo)
        self.body.addWidget(self.combo)

    def editors(self) -> list[QWidget]:
        """Return the list."""
        return [self.combo]

    def show_options(self) -> None:
        """Fill the list."""
        self.combo.fill(self.state.options)

    def holds(self, value: Value) -> bool:
        """Say whether `value` is what is chosen."""
        return self.combo.chosen() == value

    def show_value(self, value: Value) -> None:
        """Choose `value`, or nothing."""
        self.combo.choose(value if isinstance(value, str) else "")

    def name_editors(self, name: str, description: str) -> None:
        """Name the list and the line in it."""
        for widget in (self.combo, self.line):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)

    def settle(self) -> None:
        """Take typed words that can mean only one answer; say so when they mean none."""
        typed = self.combo.currentText().strip()
        if self.combo.chosen() is not None or not typed:
            self.say("")
            return
        meant = self.combo.meant(typed)
        if meant is not None:
            self.combo.choose(meant)
            self._typed()
        else:
            self.say(f"“{typed}” is not in the list. Choose one of its answers.")

    def _activated(self, _index: int) -> None:
        self.say("")
        self.edited.emit(self.combo.chosen())

    def _typed(self) -> None:
        self.say("")
        chosen = self.combo.chosen()
        if chosen != self.state.value:
            self.edited.emit(chosen)


class SearchCombo(QComboBox):
    """An editable list that only takes its own entries; the mouse wheel passes over it."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        completer = self.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText("Choose, or type to search")
        line.textEdited.connect(self._edited)
        completer.activated.connect(self._completed)

    def fill(self, options: tuple[AnswerOption, ...]) -> None:
        """Offer these answers; nothing is chosen."""
        chosen = self.chosen()
        self.clear()
        for option in options:
            self.addItem(option.label, option.value)
        self.choose(chosen or "")

    def choose(self, value: str) -> None:
        """Choose an answer by its value; "" chooses none."""
        place = self.findData(value) if value else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.clearEditText()
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def chosen(self) -> str | None:
        """Return the value whose words stand in the line, or None."""
        typed = self.currentText().strip().casefold()
        for place in range(self.count()):
            if typed and self.itemText(place).casefold() == typed:
                return str(self.itemData(place))
        return None

    def meant(self, typed: str) -> str | None:
        """Return the one answer that holds these words, None for none or several."""
        part = typed.casefold()
        found = [i for i in range(self.count()) if part in self.itemText(i).casefold()]
        return str(self.itemData(found[0])) if len(found) == 1 else None

    def _edited(self, _text: str) -> None:
        self.typed.emit()

    def _completed(self, _text: str) -> None:
        self.typed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None:
            line.selectAll()
