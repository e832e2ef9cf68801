"""Choose an entry of the catalogue of indicators: words and a group narrow it down."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import VisitsError
from visits_app.presenters.catalogue import CatalogueLine, CataloguePresenter, CatalogueState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.two_lines import TwoLineDelegate
from visits_app.ui.widgets.words import words

_LINE = Qt.ItemDataRole.UserRole
_SIDE_BY_SIDE = 640
"""Below this width, in units of the scale, what an entry says goes under the list."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class CatalogueDialog(QDialog):
    """A line to type in, a list, and what the chosen entry says."""

    chosen = Signal(object)
    """A CatalogueEntry."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = CataloguePresenter(context.space)
        self.setWindowTitle("Choose from the catalogue")
        size_dialog(self, 940, 680)
        self._build()
        self._connect()
        context.jobs.run(self, self._presenter.read, self._show, self._failed)

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type words of its name or definition")
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("Find in the catalogue")
        self.group = QComboBox()
        self.group.setAccessibleName("Group")
        self.group.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.group.setMinimumContentsLength(14)
        self.list = QListWidget()
        self.list.setAccessibleName("Entries of the catalogue")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        inner = QWidget()
        self._facts = QVBoxLayout(inner)
        self._facts.setContentsMargins(theme().px(SPACE_S), 0, theme().px(SPACE_S), 0)
        self._facts.setSpacing(theme().px(SPACE_XS))
        self._reading = scrolled(inner, reading=True)
        self._reading.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._reading.setAccessibleName("What the chosen entry says")
        self._count = words("", "caption")
        self.use_button = Button("Use this", "primary", clicked=self._use)
        self.use_button.setDefault(True)
        self.use_button.setEnabled(False)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setSpacing(theme().px(SPACE_S))
        top.addWidget(self.field, 3)
        top.addWidget(self.group, 2)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme().px(SPACE_M))
        self._halves.addWidget(self.list, 1)
        self._halves.addWidget(self._reading, 1)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._count, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.use_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(words("Choose from the catalogue", "title"))
        outer.addLayout(top)
        outer.addLayout(self._halves, 1)
        outer.addLayout(row)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.find)
        self.field.installEventFilter(self)
        self.group.currentIndexChanged.connect(self.find)
        self.list.currentItemChanged.connect(self._show_facts)
        self.list.itemActivated.connect(self._use)

    def _show(self, state: CatalogueState) -> None:
        self.group.blockSignals(True)
        self.group.addItem("All groups", "")
        for group in state.groups:
            self.group.addItem(group, group)
        self.group.blockSignals(False)
        self.find()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def find(self) -> None:
        """Show the entries that have all the words and are of the group; 81 need no thread."""
        found = self._presenter.find(self.field.text(), self.group.currentData() or "")
        self.list.blockSignals(True)
        self.list.clear()
        for line in found:
            item = QListWidgetItem(f"{line.name}\n{line.below}")
            item.setData(_LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.name}, {line.below}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        nothing = "Nothing matches. Try fewer letters, or another group."
        entries = "1 entry" if len(found) == 1 else f"{len(found)} entries"
        self._count.setText(f"{entries} · ↑ ↓ choose · Enter takes" if found else nothing)
        self._show_facts()

    def line(self) -> CatalogueLine | None:
        """Return the chosen entry."""
        item = self.list.currentItem()
        return item.data(_LINE) if item is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)

    def _show_facts(self) -> None:
        line = self.line()
        clear_layout(self._facts)
        self.use_button.setEnabled(line is not None)
        if line is None:
            self.field.setAccessibleDescription(self._count.text())
            return
        # the keyboard stays in the field, so a screen reader is told there
        self.field.setAccessibleDescription(f"{line.name}, {line.below}")
        self._facts.addWidget(words(line.name, "lead"))
        for label, text in line.facts:
            self._facts.addSpacing(theme().px(SPACE_XS))
            self._facts.addWidget(words(label, "caption"))
            self._facts.addWidget(words(text, selectable=True))
        self._facts.addStretch(1)
        self._reading.verticalScrollBar().setValue(0)

    def _use(self) -> None:
        line = self.line()
        if line is not None:
            self.accept()
            self.chosen.emit(line.entry)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self._count.setText(str(error))
        else:
            self._context.jobs.crashed.emit(error)
