"""Fields to choose several answers: check boxes, or a list one can filter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from visits_app.domain.forms import Value
from visits_app.ui.fields.field import Field
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.fields.option_grid import OptionGrid
from visits_app.ui.theme import SPACE_L, theme
from visits_app.ui.widgets.words import words

MANY = 18
"""More answers than this are filtered by typing."""
_ANSWER = Qt.ItemDataRole.UserRole


class SeveralField(Field):
    """Check boxes in as many columns as fit."""

    def build(self) -> None:
        """Prepare the grid; the boxes follow from the options."""
        self.boxes: dict[str, CheckOption] = {}
        self._grid = OptionGrid(theme().px(SPACE_L))
        self._nothing = words("There is nothing to choose yet.", "muted")
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._grid)

    def show_options(self) -> None:
        """Make one box an answer."""
        for box in self.boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for option in self.state.options:
            box = CheckOption(option.label)
            box.clicked.connect(self._changed)
            self.watch(box)
            self._grid.addWidget(box)
            self.boxes[option.value] = box
        self._nothing.setVisible(not self.boxes)

    def editors(self) -> list[QWidget]:
        """Return the boxes."""
        return list(self.boxes.values())

    def holds(self, value: Value) -> bool:
        """Say whether exactly `value` is ticked."""
        return set(self._chosen()) == set(value if isinstance(value, list) else ())

    def show_value(self, value: Value) -> None:
        """Tick `value`."""
        chosen = set(map(str, value)) if isinstance(value, list) else set()
        for answer, box in self.boxes.items():
            box.setChecked(answer in chosen)

    def show_wrong(self, wrong: bool) -> None:
        """Check boxes keep their look; the error stands below them."""

    def name_editors(self, name: str, description: str) -> None:
        """Name each box by its answer and tell the question with it."""
        for box in self.boxes.values():
            box.setAccessibleName(box.words)
            box.setAccessibleDescription(f"{name}. {description}")

    def _chosen(self) -> list[str]:
        return [answer for answer, box in self.boxes.items() if box.isChecked()]

    def _changed(self, _checked: bool) -> None:
        self.edited.emit(self._chosen())


class ChecklistField(Field):
    """A list with a tick before each answer, narrowed by typing; what is ticked stands below."""

    def build(self) -> None:
        """Put a filter, the list and what is chosen into the body."""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Type to narrow the list")
        self.filter.setClearButtonEnabled(True)
        self.filter.textEdited.connect(self._narrow)
        self.filter.returnPressed.connect(self._into_list)
        self.list = _Checklist()
        self.list.setFixedHeight(theme().px(196))
        self.list.itemChanged.connect(self._changed)
        self._summary = words("", "muted")
        self.watch(self.filter)
        self.watch(self.list)
        for widget in (self.filter, self.list, self._summary):
            self.body.addWidget(widget)

    def show_options(self) -> None:
        """Fill the list."""
        self.list.blockSignals(True)
        self.list.clear()
        for option in self.state.options:
            item = QListWidgetItem(option.label)
            item.setData(_ANSWER, option.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if self.list.count():
            self.list.setCurrentRow(0)

    def editors(self) -> list[QWidget]:
        """Return the filter and the list."""
        return [self.filter, self.list]

    def holds(self, value: Value) -> bool:
        """Say whether exactly `value` is ticked."""
        return set(self._chosen()) == set(value if isinstance(value, list) else ())

    def show_value(self, value: Value) -> None:
        """Tick `value`."""
        chosen = set(map(str, value)) if isinstance(value, list) else set()
        self.list.blockSignals(True)
        for item in self._items():
            ticked = item.data(_ANSWER) in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._sum_up()

    def name_editors(self, name: str, description: str) -> None:
        """Name the filter and the list."""
        self.filter.setAccessibleName(f"Narrow the list of {name}")
        self.filter.setAccessibleDescription(description)
        self.list.setAccessibleName(name)
        self.list.setAccessibleDescription(f"{self._summary.text()} {description}")

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self) -> list[QListWidgetItem]:
        return [item for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def _chosen(self) -> list[str]:
        return [str(item.data(_ANSWER)) for item in self._ticked()]

    def _changed(self, _item: QListWidgetItem) -> None:
        self._sum_up()
        self.edited.emit(self._chosen())

    def _narrow(self, text: str) -> None:
        parts = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(part in item.text().casefold() for part in parts))

    def _into_list(self) -> None:
        first = next((item for item in self._items() if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()

    def _sum_up(self) -> None:
        names = [item.text() for item in self._ticked()]
        self._summary.setText(
            f"{len(names)} chosen: {'; '.join(names)}" if names else "None chosen"
        )


class _Checklist(QListWidget):
    """A list whose whole lines tick, and that leaves the mouse wheel to the page at its ends."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
