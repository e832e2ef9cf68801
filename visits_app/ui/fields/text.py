"""Fields for words: one line, and long text that grows with what is written."""

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from visits_app.domain.forms import Value
from visits_app.ui.fields.field import Field
from visits_app.ui.theme import theme

_MOST_LINES = 22
"""Beyond this a long text scrolls in itself, so that the next question stays within reach."""


class TextField(Field):
    """One line of words."""

    def build(self) -> None:
        """Put a line editor into the body."""
        self.line = QLineEdit()
        self.line.textEdited.connect(self.took)
        self.watch(self.line)
        self.body.addWidget(self.line)

    def editors(self) -> list[QWidget]:
        """Return the line."""
        return [self.line]

    def holds(self, value: Value) -> bool:
        """Say whether the line reads `value`."""
        return self.line.text() == _text(value)

    def show_value(self, value: Value) -> None:
        """Write `value` into the line."""
        self.line.setText(_text(value))


class LongTextField(Field):
    """Several lines of words; Tab goes on to the next field."""

    def build(self) -> None:
        """Put a growing editor into the body."""
        self.box = GrowingText(2 if self._within else 3)
        self.box.textChanged.connect(self._changed)
        self.watch(self.box)
        self._quiet = False
        self.body.addWidget(self.box)

    def editors(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]

    def holds(self, value: Value) -> bool:
        """Say whether the box reads `value`."""
        return self.box.words() == _text(value)

    def show_value(self, value: Value) -> None:
        """Write `value` into the box."""
        if not self.holds(value):
            self._quiet = True
            self.box.setPlainText(_text(value))
            self._quiet = False

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit(self.box.words())


class GrowingText(QPlainTextEdit):
    """Plain text, as high as what is in it, from `lines` to a screenful."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit(self.document().size())

    def words(self) -> str:
        """Return the text as written: `toPlainText` would turn hard spaces into soft ones."""
        return self.document().toRawText().replace("\u2029", "\n")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.document().size())

    def _fit(self, size: QSizeF) -> None:
        # a plain text document measures its height in lines
        lines = max(self._lines, min(_MOST_LINES, round(size.height())))
        scrolls = size.height() > _MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )
        # the stylesheet's padding and border, and the document's own margin
        around = 2 * (theme().px(6) + 2) + round(2 * self.document().documentMargin())
        height = lines * self.fontMetrics().lineSpacing() + around
        if height != self.height():
            self.setFixedHeight(height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()


def _text(value: Value) -> str:
    return "" if value is None else str(value)
