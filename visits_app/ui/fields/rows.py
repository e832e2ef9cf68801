"""A question answered by rows: one card a row, with its own columns."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.forms import Value
from visits_app.presenters.visit_form_states import QuestionState, RowState
from visits_app.ui.fields.field import RING, Field, is_stop
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

Make = Callable[..., Field]


class RowsField(Field):
    """Cards in order, and a button that adds one."""

    cell_edited = Signal(str, str, object)
    """row id, column id, value"""
    cell_left = Signal(str, str)
    row_added = Signal()
    row_removed = Signal(str)
    row_moved = Signal(str, int)

    def __init__(self, state: QuestionState, make: Make, today: Callable[[], date]) -> None:
        self._make, self._today = make, today
        self.cards: dict[str, RowCard] = {}
        super().__init__(state)

    def build(self) -> None:
        """Prepare the stack of cards and the button below it."""
        self._stack = QVBoxLayout()
        self._stack.setSpacing(theme().px(SPACE_M))
        self.add_button = Button("Add", icon_name="add", clicked=self._add)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme().px(SPACE_S), 0, 0)
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.watch(self.add_button)
        self.body.addLayout(self._stack)
        self.body.addLayout(row)

    def editors(self) -> list[QWidget]:
        """Return the button; the cells look after themselves."""
        return [self.add_button]

    def stops(self) -> list[QWidget]:
        """Return the help, every card's stops as the cards stand now, and the button."""
        head = [self.help_button] if self.help_button is not None else []
        return [*head, *self._card_stops(), self.add_button]

    def name_editors(self, name: str, description: str) -> None:
        """The button keeps its own words."""
        self.add_button.setAccessibleName(self.add_button.text().replace("&&", "&").strip())
        self.add_button.setAccessibleDescription(f"{name}. {description}")

    def show_wrong(self, _wrong: bool) -> None:
        """Cards keep their look; the error stands below them."""

    def holds(self, _value: Value) -> bool:
        """Rows are shown from the state, not from the value."""
        return True

    def show_value(self, _value: Value) -> None:
        """Show the rows of the state as it is."""
        self._show_rows(self.state)

    def render(self, state: QuestionState, *, within: str = "") -> None:
        """Show a later state; cards are kept, moved, made or taken away."""
        if state == self.state:
            return
        self._show_rows(state)
        super().render(state, within=within)

    def take_focus(self, path: str = "") -> bool:
        """Put the keyboard into a cell ("findings/2/text"), a row, the first row, or the button."""
        _, _, rest = path.partition("/")
        place, _, column = rest.partition("/")
        cards = list(self.cards.values())
        number = int(place) if place.isdecimal() else 1
        if 1 <= number <= len(cards):
            return cards[number - 1].take_focus(column)
        return super().take_focus()

    def settle(self) -> None:
        """Finish what is being typed in a cell."""
        for card in self.cards.values():
            for field in card.fields.values():
                if field.has_keyboard():
                    field.settle()

    def _show_rows(self, state: QuestionState) -> None:
        wanted = [row.id for row in state.rows]
        for row_id in [one for one in self.cards if one not in wanted]:
            card = self.cards.pop(row_id)
            card.blockSignals(True)
            self._stack.removeWidget(card)
            card.hide()
            card.deleteLater()
        before, made = list(self.cards), False
        for place, row in enumerate(state.rows):
            card = self.cards.get(row.id) or self._new_card(row, state.row_name)
            if self._stack.indexOf(card) != place:
                self._stack.removeWidget(card)
                self._stack.insertWidget(place, card)
            made = card.render(row) or made
        self.cards = {row_id: self.cards[row_id] for row_id in wanted}
        if made or before != wanted:
            self._order_tabs()
        self.add_button.words(state.add_label or "Add")
        self.add_button.setVisible(bool(state.add_label))

    def _new_card(self, row: RowState, name: str) -> "RowCard":
        card = RowCard(row, name, self._make, self._today)
        card.cell_edited.connect(partial(self._pass_edit, row.id))
        card.cell_left.connect(partial(self._pass_left, row.id))
        card.removed.connect(partial(self.row_removed.emit, row.id))
        card.moved.connect(partial(self._pass_move, row.id))
        self.cards[row.id] = card
        return card

    def _order_tabs(self) -> None:
        """Let Tab follow the cards as they stand now, and come to the button after them.

        A card made while the section is on show would otherwise stand behind everything else in
        the window.
        """
        before = self._stop_before()
        stops = self._card_stops()
        if before is None:
            for widget in stops:
                QWidget.setTabOrder(widget, self.add_button)
            return
        # the last first, each right behind the same one: Qt does not put everything behind a text
        for widget in reversed([*stops, self.add_button]):
            QWidget.setTabOrder(before, widget)

    def _stop_before(self) -> QWidget | None:
        """Return where Shift+Tab goes from before the first card; nothing else can be an anchor."""
        at = self.add_button.previousInFocusChain()
        while at is not None and at is not self.add_button:
            if is_stop(at) and not any(card.isAncestorOf(at) for card in self.cards.values()):
                return at
            at = at.previousInFocusChain()
        return None

    def _card_stops(self) -> list[QWidget]:
        return [stop for card in self.cards.values() for stop in card.stops()]

    def _add(self) -> None:
        self.row_added.emit()

    def _pass_edit(self, row_id: str, column_id: str, value: object) -> None:
        self.cell_edited.emit(row_id, column_id, value)

    def _pass_left(self, row_id: str, column_id: str) -> None:
        self.cell_left.emit(row_id, column_id)

    def _pass_move(self, row_id: str, by: int) -> None:
        self.row_moved.emit(row_id, by)


class RowCard(QFrame):
    """One row: its place, what may be done with it, and its cells."""

    cell_edited = Signal(str, object)
    cell_left = Signal(str)
    removed = Signal()
    moved = Signal(int)

    def __init__(self, row: RowState, name: str, make: Make, today: Callable[[], date]) -> None:
        super().__init__()
        self._row, self._name, self._make, self._today = row, name, make, today
        self.fields: dict[str, Field] = {}
        self.setProperty("kind", "inset")
        self._title = words(row.title, "strong", wrap=False)
        self.up = self._tool("move-up", partial(self.moved.emit, -1))
        self.down = self._tool("move-down", partial(self.moved.emit, 1))
        self.remove = self._tool("delete", self.removed.emit)
        head = QHBoxLayout()
        head.setSpacing(theme().px(SPACE_S))
        head.addWidget(self._title, 1)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button)
        self._cells = QVBoxLayout()
        self._cells.setSpacing(theme().px(SPACE_S))
        self._error = words("", "error")
        layout = QVBoxLayout(self)
        edge = theme().px(SPACE_L)
        layout.setContentsMargins(edge - RING, theme().px(SPACE_S), theme().px(SPACE_M), edge)
        layout.setSpacing(theme().px(SPACE_S))
        self._head_margins(head)
        layout.addLayout(head)
        layout.addWidget(self._error)
        layout.addLayout(self._cells)
        self._show(row)

    def render(self, row: RowState) -> bool:
        """Show a later state of the row and say whether a cell had to be made."""
        return row != self._row and self._show(row)

    def stops(self) -> list[QWidget]:
        """Return where Tab stops in this card, in reading order."""
        found: list[QWidget] = [self.up, self.down, self.remove]
        for field in self.fields.values():
            found += field.stops()
        return found

    def take_focus(self, column: str = "") -> bool:
        """Put the keyboard into a cell, or the first one."""
        field = self.fields.get(column) or next(iter(self.fields.values()), None)
        return field is not None and field.take_focus()

    def _show(self, row: RowState) -> bool:
        self._row = row
        self._title.setText(row.title)
        self.setAccessibleName(row.title)
        place = row.title.split(" of ")[0]
        for button, action, able in (
            (self.up, f"Move {place.lower()} up", row.can_move_up),
            (self.down, f"Move {place.lower()} down", row.can_move_down),
            (self.remove, f"Remove {place.lower()}", True),
        ):
            button.setAccessibleName(action)
            button.setToolTip(action)
            button.setEnabled(able)
        self._error.setText(f"Error: {row.error}" if row.error else "")
        self._error.setVisible(bool(row.error))
        return self._show_cells(row)

    def _show_cells(self, row: RowState) -> bool:
        wanted = {cell.id for cell in row.cells}
        for column in [one for one in self.fields if one not in wanted]:
            field = self.fields.pop(column)
            field.blockSignals(True)
            self._cells.removeWidget(field)
            field.hide()
            field.deleteLater()
        made = False
        for place, cell in enumerate(row.cells):
            known = self.fields.get(cell.id)
            if known is None:
                made = True
                self._cells.insertWidget(place, self._new_field(cell, row.title))
            else:
                known.render(cell, within=row.title)
        self.fields = {cell.id: self.fields[cell.id] for cell in row.cells}
        return made

    def _new_field(self, cell: QuestionState, title: str) -> Field:
        field = self._make(cell, today=self._today, within=title)
        field.edited.connect(partial(self._pass_edit, cell.id))
        field.left.connect(partial(self.cell_left.emit, cell.id))
        self.fields[cell.id] = field
        return field

    def _pass_edit(self, column: str, value: object) -> None:
        self.cell_edited.emit(column, value)

    def _tool(self, icon_name: str, act: Callable[[], object]) -> Button:
        return Button("", "quiet", icon_name=icon_name, clicked=act)

    def _head_margins(self, head: QHBoxLayout) -> None:
        head.setContentsMargins(RING, 0, 0, 0)
        head.setAlignment(self._title, Qt.AlignmentFlag.AlignVCenter)
