"""Targets over time as a small table to type in: from when, what it should be, and the values."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.errors import Fault
from visits_app.presenters.indicator_form import TargetEntry
from visits_app.ui.fields.field import is_stop
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import set_role, words

_SENSES = (
    ("at least", "at least"),
    ("at most", "at most"),
    ("about", "about"),
    ("between", "between"),
)
_WIDTHS = {"starts_on": 140, "sense": 132, "value": 90, "upper": 90, "note": 240}
_LABELS = {
    "starts_on": "From",
    "sense": "Should be",
    "value": "Value",
    "upper": "And",
    "note": "Note (optional)",
}


class TargetRow(QFrame):
    """One target; its cells wrap where there is little room."""

    def __init__(self, entry: TargetEntry) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.starts_on, self.value, self.upper, self.note = (QLineEdit() for _ in range(4))
        self.sense = QComboBox()
        for value, label in _SENSES:
            self.sense.addItem(label, value)
        self.starts_on.setPlaceholderText("April 2014")
        self.remove = Button("Remove", "link", icon_name="delete")
        self.cells: dict[str, QLineEdit | QComboBox] = {
            "starts_on": self.starts_on,
            "sense": self.sense,
            "value": self.value,
            "upper": self.upper,
            "note": self.note,
        }
        self._boxes: dict[str, QWidget] = {}
        flow = FlowLayout(spacing=theme().px(SPACE_M))
        for name, cell in self.cells.items():
            flow.addWidget(self._box(name, cell))
        flow.addWidget(self._remove_box())
        self._error = words("", "error")
        self._error.hide()
        layout = QVBoxLayout(self)
        edge = theme().px(SPACE_S)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme().px(SPACE_XS))
        layout.addLayout(flow)
        layout.addWidget(self._error)
        self._show(entry)
        self.sense.currentIndexChanged.connect(self._show_upper)

    def entry(self) -> TargetEntry:
        """Return what is typed."""
        between = self.sense.currentData() == "between"
        return TargetEntry(
            self.starts_on.text(),
            str(self.sense.currentData()),
            self.value.text(),
            self.upper.text() if between else "",
            self.note.text(),
        )

    def is_blank(self) -> bool:
        """Say whether nothing is typed in the row."""
        lines = (self.starts_on, self.value, self.upper, self.note)
        return not any(line.text().strip() for line in lines)

    def show_place(self, place: int) -> None:
        """Name every cell after the row's place."""
        for name, cell in self.cells.items():
            cell.setAccessibleName(f"Target {place}: {_LABELS[name].lower()}")
        hint = "A month such as April 2014. Empty for a target that has always held."
        self.starts_on.setAccessibleDescription(hint)
        self.starts_on.setToolTip(hint)
        self.remove.setAccessibleName(f"Remove target {place}")
        self.setAccessibleName(f"Target {place}")

    def show_faults(self, faults: dict[str, str]) -> None:
        """Mark the wrong cells and say below what is wrong."""
        for name, cell in self.cells.items():
            wrong = faults.get(name, "")
            set_role(cell, "state", "error" if wrong else "")
            if wrong or name != "starts_on":
                cell.setAccessibleDescription(f"Error: {wrong}" if wrong else "")
        self._error.setText("\n".join(f"Error: {what}" for what in faults.values()))
        self._error.setVisible(bool(faults))

    def _box(self, name: str, cell: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(3, 0, 3, 3)  # room for the ring
        column.setSpacing(theme().px(2))
        label = words(_LABELS[name], "caption", wrap=False)
        label.setBuddy(cell)
        cell.setFixedWidth(theme().px(_WIDTHS[name]))
        column.addWidget(label)
        column.addWidget(cell)
        self._boxes[name] = box
        return box

    def _remove_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(3, 0, 3, 3)
        column.setSpacing(theme().px(2))
        column.addWidget(words(" ", "caption", wrap=False))
        column.addWidget(self.remove)
        return box

    def _show(self, entry: TargetEntry) -> None:
        self.starts_on.setText(entry.starts_on)
        place = self.sense.findData(entry.sense)
        if place < 0:
            self.sense.addItem(entry.sense, entry.sense)
            place = self.sense.count() - 1
        self.sense.setCurrentIndex(place)
        self.value.setText(entry.value)
        self.upper.setText(entry.upper)
        self.note.setText(entry.note)
        self.note.setCursorPosition(0)
        self._show_upper()

    def _show_upper(self) -> None:
        self._boxes["upper"].setVisible(self.sense.currentData() == "between")
        self.updateGeometry()


class TargetRows(QWidget):
    """The targets in order of typing, and a button that adds one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TargetRow] = []
        self._none = words("No target is set.", "muted")
        self._stack = QVBoxLayout()
        self._stack.setSpacing(theme().px(SPACE_S))
        self.add_button = Button("Add a target", icon_name="add", clicked=self.add)
        self._error = words("", "error")
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addWidget(self._none)
        layout.addLayout(self._stack)
        layout.addWidget(self._error)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_targets(self, entries: tuple[TargetEntry, ...]) -> None:
        """Show other targets."""
        for row in list(self.rows):
            self._drop(row)
        for entry in entries:
            self._append(entry)
        self._renumber()

    def entries(self) -> tuple[TargetEntry, ...]:
        """Return what is typed, rows left blank taken out."""
        for row in [row for row in self.rows if row.is_blank()]:
            self._drop(row)
        self._renumber()
        return tuple(row.entry() for row in self.rows)

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Show every fault whose `where` is "targets" or "targets/2/value"."""
        general = [fault.what for fault in faults if fault.where == "targets"]
        self._error.setText(f"Error: {general[0]}" if general else "")
        self._error.setVisible(bool(general))
        for place, row in enumerate(self.rows, start=1):
            start = f"targets/{place}/"
            row.show_faults(
                {f.where.removeprefix(start): f.what for f in faults if f.where.startswith(start)}
            )

    def take_focus(self, path: str) -> bool:
        """Put the keyboard into the cell of "targets/2/value", or on the button."""
        _, _, rest = path.partition("/")
        place, _, name = rest.partition("/")
        if place.isdecimal() and 1 <= int(place) <= len(self.rows):
            row = self.rows[int(place) - 1]
            row.cells.get(name, row.value).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def add(self) -> None:
        """Add an empty row and put the keyboard into it."""
        row = self._append(TargetEntry())
        self._renumber()
        row.show()  # at once, or the keyboard could not go there yet
        row.starts_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, entry: TargetEntry) -> TargetRow:
        row = TargetRow(entry)
        row.remove.clicked.connect(partial(self._remove, row))
        self.rows.append(row)
        self._stack.addWidget(row)
        # made while the dialog is on show it would come last by Tab
        before = self._stop_before(row)
        if before is not None:
            for cell in reversed([*row.cells.values(), row.remove, self.add_button]):
                QWidget.setTabOrder(before, cell)
        return row

    def _stop_before(self, row: TargetRow) -> QWidget | None:
        """Return where Shift+Tab goes from the button; nothing else can be an anchor."""
        at = self.add_button.previousInFocusChain()
        while at is not None and at is not self.add_button:
            if is_stop(at) and not row.isAncestorOf(at):
                return at
            at = at.previousInFocusChain()
        return None

    def _remove(self, row: TargetRow, _checked: bool = False) -> None:
        place = self.rows.index(row)
        self._drop(row)
        self._renumber()
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].remove.setFocus()
        else:
            self.add_button.setFocus()

    def _drop(self, row: TargetRow) -> None:
        self.rows.remove(row)
        self._stack.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _renumber(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            row.show_place(place)
        self._none.setVisible(not self.rows)
