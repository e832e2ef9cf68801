"""The visits beside a chart, with the numbers of their flags."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visits_app.domain.charts import Role, VisitNote
from visits_app.ui.charts.look import ChartLook

Index = QModelIndex | QPersistentModelIndex
NOTE = Qt.ItemDataRole.UserRole

_LINES = 3
_WRAP = int(Qt.TextFlag.TextWordWrap)


class VisitNoteModel(QAbstractListModel):
    """The visits of a chart, by number."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[VisitNote, ...] = ()

    def show_visits(self, notes: tuple[VisitNote, ...]) -> None:
        """Show other visits."""
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    def find(self, number: int) -> QModelIndex:
        """Return the row of a visit's number, or an invalid index."""
        for place, note in enumerate(self._notes):
            if note.number == number:
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        note = self._notes[index.row()]
        if role == NOTE:
            return note
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{note.number}  {note.title}. {note.text}".strip()
        return None


class VisitNoteDelegate(QStyledItemDelegate):
    """Draws a visit as its flag, its team and date, and its sentence, all wrapped."""

    def __init__(self, view: QListView, look: ChartLook) -> None:
        super().__init__(view)
        self._view = view
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        title, text = self._areas(QRect(0, 0, width, 10_000), index.data(NOTE))
        return QSize(width, max(title.bottom(), text.bottom()) + self._look.px(10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, note = self._look, index.data(NOTE)
        area: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            fill = QColor(look.accent)
            fill.setAlpha(36)
            painter.fillRect(area, fill)
        title, text = self._areas(area, note)
        flag = QRect(area.left() + look.px(8), title.top(), look.px(26), look.px(20))
        painter.setPen(QPen(QColor(look.text), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(look.role(Role.VISIT))
        painter.drawRoundedRect(flag, 3, 3)
        painter.setPen(QColor(look.on_mark))
        painter.setFont(look.font(12, bold=True))
        painter.drawText(flag, int(Qt.AlignmentFlag.AlignCenter), str(note.number))
        painter.setPen(QColor(look.text))
        painter.setFont(look.font(14, bold=True))
        painter.drawText(title, _WRAP, note.title)
        painter.setPen(QColor(look.muted))
        painter.setFont(look.font(13))
        painter.drawText(text, _WRAP, _in_lines(note.text, look, text.width()))
        painter.restore()

    def _areas(self, area: QRect, note: VisitNote) -> tuple[QRect, QRect]:
        look = self._look
        inner = area.adjusted(look.px(44), look.px(9), -look.px(8), 0)
        bold, plain = QFontMetrics(look.font(14, bold=True)), QFontMetrics(look.font(13))
        title = bold.boundingRect(inner, _WRAP, note.title)
        below = inner.adjusted(0, title.height() + look.px(2), 0, 0)
        shown = _in_lines(note.text, look, below.width())
        text = plain.boundingRect(below, _WRAP, shown)
        return (
            QRect(inner.left(), inner.top(), inner.width(), title.height()),
            QRect(below.left(), below.top(), below.width(), text.height() if note.text else 0),
        )


def _in_lines(text: str, look: ChartLook, width: int) -> str:
    """Cut words to about `_LINES` lines: the whole report is one key away."""
    metrics = QFontMetrics(look.font(13))
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width * (_LINES - 0.3)))
    return cut if cut == text else cut.rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


class VisitNoteList(QListView):
    """A list that lays its rows anew when it becomes wider or narrower."""

    def __init__(self, look: ChartLook) -> None:
        super().__init__()
        self.notes = VisitNoteModel()
        self.setModel(self.notes)
        self.setItemDelegate(VisitNoteDelegate(self, look))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Visits on this chart")
        self.setStyleSheet("QListView { border: none; }")

    def choose(self, number: int) -> None:
        """Select a visit by its number without saying so."""
        index = self.notes.find(number)
        selection = self.selectionModel()
        selection.blockSignals(True)
        self.setCurrentIndex(index)
        selection.blockSignals(False)
        self.scrollTo(index)
        self.viewport().update()
