"""The second step: what was found in the file, and how it is read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visits_app.presenters.import_states import FoundState
from visits_app.ui.importing.controls import CalmCombo, MappingControls
from visits_app.ui.importing.grid import PreviewTable
from visits_app.ui.importing.room import share_below, share_beside
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import EmptyState
from visits_app.ui.widgets.words import words

_ROW = 36
"""As high as a list, so that what stands beside one stands level."""
_WIDE = 760
_CONTROLS = 330
_GRID_HEIGHT = 280


class FoundStep(QWidget):
    """The preview left, the controls right; one under the other where it is narrow."""

    sheet_chosen = Signal(str)
    control_changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._narrow: bool | None = None
        self._build()
        self.sheets.activated.connect(self._sheet_activated)
        self.controls.changed.connect(self.control_changed)

    def _build(self) -> None:
        self.sheets = CalmCombo()
        self.sheets.setAccessibleName("Sheet")
        self._sheet_label = words("Sheet", "strong", wrap=False)
        self._sentence = words("", "muted", wrap=False)
        self._remembered = Chip("", "good", "history")
        sheet = QWidget()
        across = QHBoxLayout(sheet)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(SPACE_S))
        across.addWidget(self._sheet_label)
        across.addWidget(self.sheets)
        top = QWidget()
        flow = FlowLayout(top, theme().px(SPACE_M))
        self._sentence.setMinimumHeight(theme().px(_ROW))
        flow.addWidget(sheet)
        flow.addWidget(self._sentence)
        flow.addWidget(_in_the_middle(self._remembered))
        self._sheet = sheet
        self.grid = PreviewTable()
        self.controls = MappingControls()
        self._side: QScrollArea = scrolled(self.controls)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setAccessibleName("How the sheet is read")
        self._hint = words("", "warning")
        self._unreadable = EmptyState("warning", "Nothing can be read from this sheet", "")
        both = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme().px(SPACE_L))
        self._both.addWidget(self.grid, 1)
        self._both.addWidget(self._side)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_M))
        column.addWidget(top)
        column.addWidget(self._hint)
        column.addWidget(self._unreadable)
        column.addWidget(both, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolled(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)

    def show_state(self, state: FoundState) -> None:
        """Show what was found."""
        self._sheet.setVisible(len(state.sheets) > 1)
        self.sheets.blockSignals(True)
        self.sheets.offer(state.sheets, state.sheet)
        self.sheets.blockSignals(False)
        self._sentence.setText(state.sentence)
        self._remembered.show_status(state.remembered.rstrip("."), "good", "history")
        self._remembered.setVisible(bool(state.remembered))
        self._unreadable.show_words("Nothing can be read from this sheet", state.unreadable)
        self._unreadable.setVisible(not state.can_read)
        self._hint.setText(state.unreadable)
        self._hint.setVisible(state.can_read and bool(state.unreadable))
        self.grid.setVisible(bool(state.grid.rows))
        self.grid.show_state(state.grid)
        self._side.setVisible(state.can_read)
        self.controls.show_controls(state.controls)
        self._give_room()

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        return (self.sheets, self.grid, *self.controls.editors.values())

    def focus_on(self, control: str) -> None:
        """Put the keyboard where something is wrong, with what is wrong in sight."""
        self.controls.focus_on(control)
        if (error := self.controls.error(control)) is not None:
            self._side.ensureWidgetVisible(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_WIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            way = QBoxLayout.Direction
            self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._give_room()

    def _give_room(self) -> None:
        """Let the page scroll as one where the controls stand under the preview."""
        if not self._narrow:
            share_beside(self.grid, self._side, _CONTROLS)
            return
        share_below(
            self.grid,
            self._side,
            table_height=_GRID_HEIGHT,
            page_height=self.height(),
            side_height=self.controls.height_at(max(self._side.viewport().width(), 200)),
        )

    def _sheet_activated(self, index: int) -> None:
        self.sheet_chosen.emit(str(self.sheets.itemData(index)))


def _in_the_middle(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    box.setMinimumHeight(theme().px(_ROW))
    return box
