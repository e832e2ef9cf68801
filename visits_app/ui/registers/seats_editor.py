"""Seats on bodies as rows: who or where, as what, from when, until when."""

import json
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.presenters.register_states import RegisterField
from visits_app.ui.theme import SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

ROLES = ("member", "chair", "vice-chair", "substitute")


class SeatRow(QFrame):
    """One seat."""

    removed = Signal()

    def __init__(self, field: RegisterField, number: int, values: dict[str, str]) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.other = QComboBox()
        chosen = values.get("other", "")
        self.other.addItem("Choose…", "")
        for value, label in field.options:
            if value not in field.kept or value == chosen:
                self.other.addItem(label, value)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)))
        self.role = QComboBox()
        self.role.setEditable(True)
        self.role.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.role.addItems(ROLES)
        self.role.setCurrentText(values.get("role") or ROLES[0])
        self.starts_on, self.ends_on = QLineEdit(), QLineEdit()
        self.starts_on.setText(values.get("starts_on", ""))
        self.ends_on.setText(values.get("ends_on", ""))
        self.remove_button = Button("Remove", "inline", icon_name="delete")
        self.remove_button.clicked.connect(self.removed)
        for combo in (self.other, self.role):
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(8)
        what = "Body" if field.label.startswith("Seats") else "Member"
        grid = QGridLayout(self)
        grid.setContentsMargins(*(theme().px(SPACE_S),) * 4)
        grid.setHorizontalSpacing(theme().px(SPACE_S))
        grid.setVerticalSpacing(theme().px(SPACE_XS))
        for label, editor, row, column, width in (
            (what, self.other, 0, 0, 3),
            ("As", self.role, 2, 0, 1),
            ("From", self.starts_on, 2, 1, 1),
            ("Until", self.ends_on, 2, 2, 1),
        ):
            grid.addWidget(words(label, "caption"), row, column, 1, width)
            grid.addWidget(editor, row + 1, column, 1, width)
            editor.setAccessibleName(f"Seat {number}: {label}")
        self.remove_button.setAccessibleName(f"Remove seat {number}")
        grid.addWidget(self.remove_button, 4, 0, Qt.AlignmentFlag.AlignLeft)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def values(self) -> dict[str, str]:
        """Return what the row says; dates as they were typed."""
        return {
            "other": str(self.other.currentData() or ""),
            "role": self.role.currentText(),
            "starts_on": self.starts_on.text(),
            "ends_on": self.ends_on.text(),
        }


class SeatsEditor(QWidget):
    """Rows, and a button that adds one."""

    def __init__(self, field: RegisterField, value: str) -> None:
        super().__init__()
        self._field = field
        self.rows: list[SeatRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme().px(SPACE_S))
        what = "a body" if field.label.startswith("Seats") else "a member"
        self.add_button = Button(f"Add {what}", "inline", icon_name="add", clicked=self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addLayout(self._column)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)
        for row in json.loads(value or "[]"):
            self._make(row)

    def add(self) -> None:
        """Add an empty row and put the keyboard in it."""
        row = self._make({})
        row.show()  # a layout shows what is new only later, and what is hidden takes no keyboard
        QWidget.setTabOrder(row.remove_button, self.add_button)
        row.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        """Return the rows as JSON, "" for none."""
        rows = [row.values() for row in self.rows]
        return json.dumps(rows, ensure_ascii=False) if rows else ""

    def _make(self, values: dict[str, str]) -> SeatRow:
        row = SeatRow(self._field, len(self.rows) + 1, values)
        row.removed.connect(partial(self._remove, row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: SeatRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
