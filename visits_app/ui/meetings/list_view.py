"""The list of meetings: headings, meetings with their chips, and events lightly beside them."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visits_app.presenters.meetings import ChipWords, DiaryLine, LineKind
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import BODY, CAPTION, LEAD, theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TALL = 10_000


class MeetingListModel(QAbstractListModel):
    """One line a row; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[DiaryLine, ...] = ()

    def show_lines(self, lines: tuple[DiaryLine, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, index: Index) -> DiaryLine | None:
        """Return the line of a row."""
        return self._lines[index.row()] if index.isValid() else None

    def index_of(self, meeting_id: str) -> QModelIndex:
        """Return the row of a meeting, an invalid one where it is not on show."""
        for row, line in enumerate(self._lines):
            if line.kind is LineKind.MEETING and line.id == meeting_id:
                return self.index(row)
        return QModelIndex()

    def first_meeting(self) -> QModelIndex:
        """Return the row of the first meeting, an invalid one where there is none."""
        for row, line in enumerate(self._lines):
            if line.kind is LineKind.MEETING:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index)
        if line is None or line.kind is LineKind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class MeetingList(QListView):
    """Rows as high as their words at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(MeetingDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Meetings")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt keeps where each row stood though its words now take more lines, or fewer
        self.scheduleDelayedItemsLayout()

    def moveCursor(
        self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go on to a line that can be chosen where Qt would stop at a heading."""
        index = super().moveCursor(action, modifiers)
        rows = range(index.row(), self.model().rowCount()) if index.isValid() else ()
        for row in (*rows, *range(index.row() - 1, -1, -1)):
            there = self.model().index(row, 0)
            if there.flags() & Qt.ItemFlag.ItemIsEnabled:
                return there
        return index


class MeetingDelegate(QStyledItemDelegate):
    """Paints a line: when, title, chips, what was on the agenda."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = max(theme().px(120), self._view.viewport().width())
        line = index.data(LINE)
        return QSize(width, self._draw(None, QRect(0, 0, width, _TALL), line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        line: DiaryLine = index.data(LINE)
        painter.save()
        painter.setClipRect(area)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().color("selection"))
            bar = QRect(area.left(), area.top(), theme().px(4), area.height())
            painter.fillRect(bar, theme().color("accent"))
        if line.kind is not LineKind.HEADING:
            painter.setPen(QPen(theme().color("line")))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._draw(painter, area, line)
        painter.restore()

    def _draw(self, painter: QPainter | None, area: QRect, line: DiaryLine) -> int:
        """Paint a line, or only measure it, and return its height."""
        side, top = theme().px(14), theme().px(10)
        room = QRect(area.left() + side, area.top() + top, area.width() - 2 * side, _TALL)
        if line.kind is LineKind.HEADING:
            room.moveTop(room.top() + theme().px(4))
            used = _text(painter, room, line.title, LEAD, "text", bold=True)
            return used + 2 * top
        y = room.top()
        y += _text(painter, room, line.when, CAPTION, "muted") + theme().px(2)
        if line.kind is LineKind.EVENT:
            left = theme().px(22)
            if painter is not None:
                painter.drawPixmap(room.left(), y + theme().px(2), pixmap("flag", "muted", 14))
            beside = QRect(room.left() + left, y, room.width() - left, _TALL)
            y += _text(painter, beside, line.title, BODY, "text")
            if line.detail:
                below = QRect(beside.left(), y, beside.width(), _TALL)
                y += _text(painter, below, line.detail, CAPTION, "muted")
            return y - area.top() + top
        y += _text(painter, _at(room, y), line.title, BODY, "text", bold=True)
        if line.chips:
            y += theme().px(4)
            y += _chips(painter, _at(room, y), line.chips)
        if line.detail:
            y += theme().px(4)
            y += _text(painter, _at(room, y), line.detail, CAPTION, "muted")
        return y - area.top() + top


def _at(room: QRect, y: int) -> QRect:
    return QRect(room.left(), y, room.width(), _TALL)


def _text(
    painter: QPainter | None, room: QRect, text: str, size: int, role: str, *, bold: bool = False
) -> int:
    """Paint wrapped words if there is a painter, and return the height they take."""
    font = theme().font(size, bold=bold)
    bounds = QFontMetrics(font).boundingRect(room, _FLAGS, text)
    if painter is not None:
        painter.setFont(font)
        painter.setPen(theme().color(role))
        painter.drawText(room, _FLAGS, text)
    return bounds.height()


def _chips(painter: QPainter | None, room: QRect, chips: tuple[ChipWords, ...]) -> int:
    """Paint chips beside one another, wrapped where the row is full; return their height."""
    gap = theme().px(6)
    x, y, height = room.left(), room.top(), 0
    for chip in chips:
        size = chip_size(chip.text, chip.icon_name)
        if x > room.left() and x + size.width() > room.right():
            x, y = room.left(), y + size.height() + gap
        if painter is not None:
            area = QRectF(x, y, min(size.width(), room.width()), size.height())
            paint_chip(painter, area, chip.text, chip.tone, chip.icon_name)
        x += size.width() + gap
        height = y + size.height() - room.top()
    return height
