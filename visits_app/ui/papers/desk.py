"""The text of a paper between its outline and the part one is on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.paper_states import HeadLine, Line, PaperState
from visits_app.ui.icons import icon
from visits_app.ui.papers.part_pane import PartPane
from visits_app.ui.papers.part_view import PartView
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.two_lines import TwoLineDelegate

_SECTION = Qt.ItemDataRole.UserRole
_NARROW = 900
"""Below this, at 100 % text, the outline is a drop-down, and text and part take turns."""


class PaperDesk(QWidget):
    """Outline, text, part; the three go with one another."""

    section_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state: PaperState | None = None
        self._narrow: bool | None = None
        self.outline = QListWidget()
        self.outline.setAccessibleName("Sections of the paper")
        self.outline.setItemDelegate(TwoLineDelegate(self.outline))
        # a bar that comes and goes would change how the titles wrap
        self.outline.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.sections = QComboBox()
        self.sections.setAccessibleName("Section of the paper")
        self.sections.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.text = PartView()
        self.pane = PartPane()
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.sections, 1)
        self.part_button = Button("This part", "quiet", name="Show the part you are on")
        self.part_button.setCheckable(True)
        row.addWidget(self.part_button)
        self._whole = _splitter(Qt.Orientation.Horizontal)
        for widget in (self.outline, self.text, self.pane):
            self._whole.addWidget(widget)
        self._whole.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(SPACE_S))
        outer.addWidget(self._top)
        outer.addWidget(self._whole, 1)
        self.outline.itemClicked.connect(self._enter)
        self.outline.itemActivated.connect(self._enter)
        self.outline.currentItemChanged.connect(self._look)
        self.sections.activated.connect(self._choose)
        self.part_button.toggled.connect(self._fold)
        self.text.looked_at.connect(self._show_line)

    def show_state(self, state: PaperState, key: str = "") -> None:
        """Show a paper; the keyboard goes to the part with `key`, else it stays."""
        before, self._state = self._state, state
        if before is None or before.outline != state.outline:
            self._show_outline(state)
        self.text.show_lines(state.lines, key)

    def take_focus(self) -> None:
        """Give the keyboard to the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_outline(self, state: PaperState) -> None:
        row = max(0, self.outline.currentRow())
        for widget in (self.outline, self.sections):
            widget.blockSignals(True)
            widget.clear()
        for line in state.outline:
            item = QListWidgetItem(f"{line.title}\n{line.told}")
            item.setData(_SECTION, line.section)
            self.outline.addItem(item)
            self.sections.addItem(f"{line.title} – {line.told}", line.section)
            if line.asks:
                self.sections.setItemIcon(self.sections.count() - 1, icon("warning", "warning"))
        self.outline.setCurrentRow(min(row, self.outline.count() - 1))
        for widget in (self.outline, self.sections):
            widget.blockSignals(False)

    def _show_line(self, line: Line | None) -> None:
        columns = 0
        if line is not None and self._state is not None:
            heads = (one for one in self._state.lines if isinstance(one, HeadLine))
            head = next((one for one in heads if one.section == line.section), None)
            columns = len(head.columns) if head else 0
            self._mark(line.section)
        self.pane.show_line(line, columns)

    def _mark(self, section: str) -> None:
        """Mark in the outline where one is, without going there."""
        for row in range(self.outline.count()):
            if self.outline.item(row).data(_SECTION) == section:
                self.outline.blockSignals(True)
                self.outline.setCurrentRow(row)
                self.outline.blockSignals(False)
                self.sections.setCurrentIndex(row)
                return

    # --- slots -----------------------------------------------------------------------------

    def _look(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.text.go_to(f"section:{item.data(_SECTION)}")

    def _enter(self, item: QListWidgetItem) -> None:
        self._look(item, None)
        self.take_focus()

    def _choose(self, place: int) -> None:
        self.text.go_to(f"section:{self.sections.itemData(place)}")
        self.take_focus()

    def _fold(self, _shown: bool = False) -> None:
        """Where there is little room show either the text or the part one is on."""
        part = self.part_button.isChecked()
        self.text.setVisible(not self._narrow or not part)
        self.pane.setVisible(not self._narrow or part)
        self.part_button.words("Back to the text" if part else "This part")

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < theme().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.outline.setVisible(not narrow)
            self._top.setVisible(narrow)
            self._fold()
            sides = theme().px(208), theme().px(268)
            self._whole.setSizes([sides[0], max(1, self.width() - sum(sides)), sides[1]])
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(240))


def _splitter(way: Qt.Orientation) -> QSplitter:
    splitter = QSplitter(way)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(theme().px(SPACE_M))
    return splitter
