"""A month as an item model and a table: a real calendar, each day with what stands on it."""

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from visits_app.domain.meeting_calendar import CalendarDay, Mark, MarkKind
from visits_app.presenters.meetings import MonthState, day_words
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import BODY, CAPTION, theme

Index = QModelIndex | QPersistentModelIndex
DAY = Qt.ItemDataRole.UserRole
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LARGE = 150
"""Zoom from which on names of weekdays have two letters."""
LOOKS = {
    MarkKind.MEETING: ("meetings", "accent", "accent_soft"),
    MarkKind.PAPERS: ("time", "warning", "warning_soft"),
    MarkKind.VISIT: ("visits", "muted", ""),
}
"""Icon, colour of the words and of the ground of each mark; visits are drawn lightly."""


class MonthModel(QAbstractTableModel):
    """Six weeks of seven days."""

    def __init__(self) -> None:
        super().__init__()
        self._state: MonthState | None = None

    @property
    def today(self) -> date | None:
        """The day that is drawn as today's."""
        return self._state.today if self._state else None

    def show_month(self, state: MonthState) -> None:
        """Show another month."""
        self.beginResetModel()
        self._state = state
        self.endResetModel()

    def day(self, index: Index) -> CalendarDay | None:
        """Return the day of a cell."""
        if self._state is None or not index.isValid():
            return None
        return self._state.weeks[index.row()][index.column()]

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day, an invalid one where it is not on show."""
        for row, week in enumerate(self._state.weeks if self._state else ()):
            for column, one in enumerate(week):
                if one.day == day:
                    return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._state is None else len(self._state.weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._state is None else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day(index)
        if day is None or self._state is None:
            return None
        if role == DAY:
            return day
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day.day)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return day_words(day, self._state.today)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 7:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _WEEKDAYS[section][: 3 if theme().zoom < _LARGE else 2]
        return _WEEKDAYS[section] if role == Qt.ItemDataRole.AccessibleTextRole else None


class MonthTable(QTableView):
    """The grid; Enter or a double click asks for what can be done on a day."""

    opened = Signal()

    def __init__(self, model: MonthModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(MonthDelegate(self))
        self.setAccessibleName("Calendar of the month")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme().px(44))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme().px(24))
        self.doubleClicked.connect(self._double_clicked)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class MonthDelegate(QStyledItemDelegate):
    """Paints a day: its number, the name of a holiday, then a bar for each mark."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(60), theme().px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        day: CalendarDay = index.data(DAY)
        model = index.model()
        today = model.today if isinstance(model, MonthModel) else None
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        free = not day.in_month or day.is_weekend or bool(day.holiday)
        painter.fillRect(area, theme().color("raised" if free else "surface"))
        edge = theme().px(5)
        room = area.adjusted(edge, edge, -edge, -edge)
        top = self._head(painter, room, day, is_today=day.day == today)
        self._marks(painter, room, top, day.marks, muted=not day.in_month)
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _head(self, painter: QPainter, room: QRect, day: CalendarDay, *, is_today: bool) -> int:
        """Paint the number, today's in a disc, and a holiday's name; return where they end."""
        font = theme().font(CAPTION if not is_today else BODY - 1, bold=is_today)
        metrics = QFontMetrics(font)
        number = str(day.day.day)
        side = max(metrics.height(), metrics.horizontalAdvance("30")) + theme().px(4)
        box = QRect(room.left(), room.top(), side, side)
        painter.setFont(font)
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent"))
            painter.drawEllipse(box)
            painter.setPen(theme().color("on_accent"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number)
        else:
            painter.setPen(theme().color("text" if day.in_month else "muted"))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(box, flags, number)
        end = box.bottom() + theme().px(3)
        if not day.holiday:
            return end
        small = theme().font(CAPTION - 1)
        most = 1 if day.marks else 2
        painter.setFont(small)
        painter.setPen(theme().color("muted"))
        for line in fitted(day.holiday, QFontMetrics(small), room.width(), most):
            row = QRect(room.left(), end, room.width(), QFontMetrics(small).height())
            painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft), line)
            end += row.height()
        return end + theme().px(2)

    def _marks(
        self, painter: QPainter, room: QRect, top: int, marks: tuple[Mark, ...], *, muted: bool
    ) -> None:
        if not marks:
            return
        if room.width() < theme().px(64):
            self._icons(painter, room, top, marks)
            return
        font = theme().font(CAPTION)
        line, gap = QFontMetrics(font).height(), theme().px(2)
        free = room.bottom() - top + gap
        fit = max(1, free // (line + 2 * gap))
        shown = marks if len(marks) <= fit else marks[: max(1, fit - 1)]
        more = len(marks) - len(shown)
        # what room is left over goes to more lines of each mark
        lines = max(1, ((free - more * line) // len(shown) - 2 * gap) // line)
        y = top
        for mark in shown:
            y += _bar(painter, QRect(room.left(), y, room.width(), lines * line), mark, muted=muted)
            y += gap
        if more:
            painter.setFont(font)
            painter.setPen(theme().color("text"))
            row = QRect(room.left(), y, room.width(), line)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), f"{more} more")

    def _icons(self, painter: QPainter, room: QRect, top: int, marks: tuple[Mark, ...]) -> None:
        """Paint only the marks' icons where a day is too narrow for words."""
        side = theme().px(14)
        x, y = room.left(), top
        for mark in marks:
            if x + side > room.right() + theme().px(4):
                x, y = room.left(), y + side + theme().px(3)
            icon_name, role, _ = LOOKS[mark.kind]
            painter.drawPixmap(x, y, pixmap(icon_name, role, 14))
            x += side + theme().px(3)


def _bar(painter: QPainter, room: QRect, mark: Mark, *, muted: bool) -> int:
    """Paint a mark, in as many lines as it needs and `room` has; return its height."""
    icon_name, role, ground = LOOKS[mark.kind]
    if muted or mark.off:
        role, ground = "muted", ""
    font = theme().font(CAPTION, bold=mark.kind is MarkKind.MEETING and not mark.off)
    font.setStrikeOut(mark.off)
    metrics = QFontMetrics(font)
    side, edge = theme().px(11), theme().px(3)
    words = f"{mark.time} {mark.title}" if mark.time and not mark.off else mark.title
    width = room.width() - side - 3 * edge
    told = fitted(words, metrics, width, max(1, room.height() // metrics.height()))
    height = len(told) * metrics.height() + theme().px(2)
    bar = QRect(room.left(), room.top(), room.width(), height)
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(ground))
        painter.drawRoundedRect(bar, edge, edge)
    top = bar.top() + theme().px(1)
    down = round((metrics.height() - side) / 2)
    painter.drawPixmap(bar.left() + edge, top + down, pixmap(icon_name, role, 11))
    painter.setFont(font)
    painter.setPen(theme().color(role))
    for number, line in enumerate(told):
        row = QRect(
            bar.left() + side + 2 * edge, top + number * metrics.height(), width, metrics.height()
        )
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft), line)
    return height


def fitted(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Share words out over at most `most` lines; what does not fit is cut with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words:
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= (
            width
        ):
            taken += 1
        last = len(lines) == most - 1
        line = " ".join(words if last else words[:taken])
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
        if last:
            break
        words = words[taken:]
    return lines
