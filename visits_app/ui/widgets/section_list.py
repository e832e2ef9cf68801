"""The list of a form's sections with their marks; a drop-down where there is little room."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem

from visits_app.presenters.visit_form_states import Mark, SectionState
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import theme

MARKS = {
    Mark.COMPLETE: ("complete", "good"),
    Mark.STARTED: ("partial", "accent"),
    Mark.EMPTY: ("circle", "muted"),
    Mark.OPTIONAL: ("circle", "muted"),
    Mark.WRONG: ("error", "danger"),
}
"""Icon and colour role of each mark; the words come with the state."""
_STATE = Qt.ItemDataRole.UserRole


class SectionList(QListWidget):
    """Arrow keys look round, Enter or a click goes in."""

    looked_at = Signal(str)
    """Another section is wanted; the keyboard stays in the list."""
    entered = Signal(str)
    """A section was chosen to write in."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sections")
        self.setAccessibleName("Sections of the form")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        side = theme().px(16)
        self.setIconSize(QSize(side, side))
        self._shown: tuple[SectionState, ...] = ()
        self.currentItemChanged.connect(self._moved)
        self.itemClicked.connect(self._enter)

    def render(self, sections: tuple[SectionState, ...]) -> None:
        """Show the sections; only lines that differ are touched."""
        if sections == self._shown:
            return
        self.blockSignals(True)
        while self.count() > len(sections):
            self.takeItem(self.count() - 1)
        for place, section in enumerate(sections):
            if place >= self.count():
                self.addItem(QListWidgetItem())
            if place >= len(self._shown) or self._shown[place] != section:
                self._show(self.item(place), section)
            if section.current:
                self.setCurrentRow(place)
        self.blockSignals(False)
        self._shown = sections

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.currentItem()
            if item is not None and not event.modifiers():
                self._enter(item)
                return
        super().keyPressEvent(event)

    def _show(self, item: QListWidgetItem, section: SectionState) -> None:
        item.setText(f"{section.letter}  {section.title}")
        item.setIcon(_mark(section.mark))
        item.setToolTip(section.description)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{section.letter}, {section.title}")
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, section.description)
        item.setData(_STATE, section.id)
        item.setFont(theme().font(bold=section.current))
        item.setForeground(theme().color("accent" if section.current else "text"))

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.looked_at.emit(item.data(_STATE))

    def _enter(self, item: QListWidgetItem) -> None:
        self.entered.emit(item.data(_STATE))


class SectionCombo(QComboBox):
    """The same as a drop-down."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Section of the form")
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        side = theme().px(16)
        self.setIconSize(QSize(side, side))
        self.activated.connect(self._enter)
        self._shown: tuple[SectionState, ...] = ()

    def render(self, sections: tuple[SectionState, ...]) -> None:
        """Show the sections."""
        if sections == self._shown:
            return
        self.blockSignals(True)
        self.clear()
        for place, section in enumerate(sections):
            self.addItem(_mark(section.mark), f"{section.letter}  {section.title}")
            self.setItemData(place, section.id, _STATE)
            told = f"{section.title}: {section.description}"
            self.setItemData(place, told, Qt.ItemDataRole.AccessibleTextRole)
            if section.current:
                self.setCurrentIndex(place)
                self.setAccessibleDescription(section.description)
        self.blockSignals(False)
        self._shown = sections

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _enter(self, place: int) -> None:
        self.entered.emit(self.itemData(place, _STATE))


def _mark(mark: Mark) -> QIcon:
    """Return the icon of a mark, the same whether its line is chosen or not."""
    picture = pixmap(*MARKS[mark])
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made
