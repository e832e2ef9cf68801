"""Which areas of a file are taken: all, or those that are ticked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from visits_app.ui.fields.option_buttons import RadioOption
from visits_app.ui.theme import SPACE_M, SPACE_XS, theme
from visits_app.ui.widgets.words import words

_SHOWN = 6
"""Rows of the list in sight."""


class AreaList(QFrame):
    """A national file brings every council; the officer ticks those that are wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._areas: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        column.setSpacing(theme().px(SPACE_XS))
        self.all = RadioOption("All areas of the file")
        self.some = RadioOption("Only these areas")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Words in the area's name")
        self.search.setAccessibleName("Find an area")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Areas")
        self.list.setAccessibleDescription("Space ticks an area.")
        self.list.setFixedHeight(theme().px(30 * _SHOWN))
        self._count = words("", "caption")
        column.addWidget(words("Areas", "strong"))
        for widget in (self.all, self.some, self.search, self.list, self._count):
            column.addWidget(widget)
        self.all.clicked.connect(self._switch)
        self.some.clicked.connect(self._switch)
        self.search.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(self._ticked)

    def show_areas(self, areas: tuple[str, ...], chosen: tuple[str, ...]) -> None:
        """Show the areas of a file; one alone needs no choice."""
        self.setVisible(len(areas) > 1)
        if areas == self._areas:
            return
        self._areas = areas
        self.all.setChecked(not chosen)
        self.some.setChecked(bool(chosen))
        self.list.blockSignals(True)
        self.list.clear()
        for area in areas:
            item = QListWidgetItem(area)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = area in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_list()

    def chosen(self) -> tuple[str, ...]:
        """Return the areas that are ticked; () takes all."""
        if self.all.isChecked():
            return ()
        return tuple(
            self.list.item(row).text()
            for row in range(self.list.count())
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        )

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        return self.all, self.some, self.search, self.list

    def _switch(self) -> None:
        self._show_list()
        if self.some.isChecked():
            self.search.setFocus()
        self.changed.emit()

    def _ticked(self, _item: QListWidgetItem) -> None:
        self._show_list()
        self.changed.emit()

    def _show_list(self) -> None:
        some = self.some.isChecked()
        self.search.setVisible(some and len(self._areas) > _SHOWN)
        self.list.setVisible(some)
        self._count.setVisible(some)
        count = len(self.chosen())
        self._count.setText(
            f"{count:,} of {len(self._areas):,} ticked."
            if count
            else "None is ticked: all are taken."
        )

    def _narrow(self, text: str) -> None:
        part = text.strip().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(part not in item.text().casefold())
