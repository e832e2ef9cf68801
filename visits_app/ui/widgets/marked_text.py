"""A user's words with passages marked in them: ground, underline and weight, never colour alone."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from visits_app.ui.theme import theme


class MarkedText(QWidget):
    """Plain words, as high as they need at any width, with `marks` from and to a character."""

    def __init__(self, text: str, marks: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self.text, self.marks = text, tuple(marks)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        marked = ", ".join(f"“{text[start:end]}”" for start, end in self.marks)
        self.setAccessibleName(text)
        self.setAccessibleDescription(f"Marked: {marked}")
        self._restyle()
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._document.setDefaultFont(theme().font())
        self._document.setPlainText(self.text)
        look = QTextCharFormat()
        look.setBackground(theme().color("warning_soft"))
        look.setForeground(theme().color("warning"))
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setFontUnderline(True)
        cursor = QTextCursor(self._document)
        for start, end in self.marks:
            cursor.setPosition(utf16(self.text, start))
            cursor.setPosition(utf16(self.text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._document.setTextWidth(max(1, width))
        return round(self._document.size().height()) + 1

    def sizeHint(self) -> QSize:
        width = theme().px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._document.setTextWidth(max(1, self.width()))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme().color("text"))
        self._document.documentLayout().draw(painter, context)


def utf16(text: str, position: int) -> int:
    """Return a position as Qt counts: signs beyond the first plane are two."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
