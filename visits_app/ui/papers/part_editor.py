"""One part open for editing where it stands: a box for its words, or one for each cell of a row."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from visits_app.domain.papers import PartKind
from visits_app.presenters.paper_states import PartLine
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.theme import SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.words import words

_TIP = "Enter finishes · Shift+Enter begins a new line · Esc brings back what was there"


class PartEditor(QFrame):
    """Says what is typed as it is typed, and when one is done or gives up."""

    typed = Signal(list)
    """The words of every cell."""
    finished = Signal()
    given_up = Signal()
    entered = Signal(object)
    """The keyboard came to this box."""
    grown = Signal()
    """It needs another height."""

    def __init__(self, line: PartLine) -> None:
        super().__init__()
        self.line = line
        self.setProperty("kind", "card")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        edge = theme().px(SPACE_S)
        column.setContentsMargins(theme().px(16), edge, theme().px(16), edge)
        column.setSpacing(theme().px(SPACE_XS))
        self.boxes: list[CellText] = []
        row = line.kind is PartKind.ROW
        for place, cell in enumerate(line.cells):
            named = line.columns[place] if place < len(line.columns) else f"Cell {place + 1}"
            box = CellText(1 if row else 2)
            box.setPlainText(cell)
            box.setAccessibleName(named if row else _NAMES.get(line.kind, "Paragraph"))
            box.setAccessibleDescription(_TIP)
            box.textChanged.connect(self._typed)
            box.done.connect(self.finished)
            box.given_up.connect(self.given_up)
            box.left.connect(self._left)
            box.installEventFilter(self)
            if row:
                column.addWidget(words(named, "caption"))
            column.addWidget(box)
            self.boxes.append(box)
        column.addWidget(words(_TIP, "caption"))

    @property
    def cells(self) -> list[str]:
        """The words as they stand."""
        return [box.words() for box in self.boxes]

    def start(self, place: int = 0) -> None:
        """Take the keyboard into a cell, behind its last word."""
        box = self.boxes[min(place, len(self.boxes) - 1)]
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.moveCursor(QTextCursor.MoveOperation.End)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.grown.emit()
        elif event.type() == QEvent.Type.FocusIn:
            self.entered.emit(watched)
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self.typed.emit(self.cells)

    def _left(self) -> None:
        # where the keyboard went is known only once it has arrived
        QTimer.singleShot(0, self, self._look_where)

    def _look_where(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and not self.isAncestorOf(now):
            self.finished.emit()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        width = self.width()
        return QSize(width, layout.totalHeightForWidth(width) if width > 0 else 0)


class CellText(GrowingText):
    """Words of one cell: Enter is done, Shift+Enter a new line, Esc gives up."""

    done = Signal()
    given_up = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        away = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
        if event.reason() not in away:
            self.left.emit()


_NAMES = {PartKind.BULLET: "Point of a list", PartKind.SUBHEADING: "Subheading"}
