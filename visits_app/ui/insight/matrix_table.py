"""Themes by teams as an item model, its cells and its headings."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from visits_app.domain.insight import MatrixCount
from visits_app.presenters.insight import MatrixState
from visits_app.ui.theme import CAPTION, LEAD, theme

Index = QModelIndex | QPersistentModelIndex
COUNT = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
_WRAP = int(Qt.TextFlag.TextWordWrap)


class MatrixModel(QAbstractTableModel):
    """Themes down and teams across, or the other way where `swapped`."""

    def __init__(self) -> None:
        super().__init__()
        self._state: MatrixState | None = None
        self.swapped = False

    def show_state(self, state: MatrixState, *, swapped: bool) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self._state, self.swapped = state, swapped
        self.endResetModel()

    def place(self, index: Index) -> tuple[int, int]:
        """Return the theme's and the team's place of a cell."""
        row, column = index.row(), index.column()
        return (column, row) if self.swapped else (row, column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings(Qt.Orientation.Vertical))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings(Qt.Orientation.Horizontal))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._state is None:
            return None
        theme_at, team_at = self.place(index)
        count = self._state.cell(theme_at, team_at)
        if role == COUNT:
            return count
        if role == PLACE:
            found = self._state.matrix
            return found.themes[theme_at].id, found.teams[team_at].id
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count.visits) if count else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._state.words(theme_at, team_at)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        names = self._headings(orientation)
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return names[section] if role in shown and section < len(names) else None

    def most(self) -> int:
        """Return the largest count."""
        return self._state.matrix.most if self._state else 0

    def _headings(self, orientation: Qt.Orientation) -> list[str]:
        if self._state is None:
            return []
        down = self._state.matrix.teams if self.swapped else self._state.matrix.themes
        across = self._state.matrix.themes if self.swapped else self._state.matrix.teams
        return [one.name for one in (down if orientation == Qt.Orientation.Vertical else across)]


class MatrixDelegate(QStyledItemDelegate):
    """Draws a count with its shade, and beside it the visits with a concern and a strength."""

    def __init__(self, parent: QWidget, model: MatrixModel) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(cell_width(), cell_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        count: MatrixCount | None = index.data(COUNT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if count is not None:
            shade = theme().color("accent")
            shade.setAlphaF(0.08 + 0.27 * count.visits / max(self._model.most(), 1))
            painter.fillRect(area.adjusted(1, 1, -1, -1), shade)
            self._numbers(painter, area, count)
        else:
            painter.setPen(theme().color("muted"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), "·")
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _numbers(self, painter: QPainter, area: QRect, count: MatrixCount) -> None:
        lines = [
            f"{word} {number:,}"
            for number, word in (
                (count.concerns, "Concern"),
                (count.strengths, "Strength"),
                (count.ideas, "Idea"),
            )
            if number
        ][:2]
        big, small = theme().font(LEAD, bold=True), theme().font(CAPTION)
        number = f"{count.visits:,}"
        edge = theme().px(10)
        wide = max(QFontMetrics(big).horizontalAdvance(number), theme().px(12))
        painter.setPen(theme().color("text"))
        painter.setFont(big)
        left = QRectF(area.left() + edge, area.top(), wide + 2, area.height())
        painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter), number)
        painter.setFont(small)
        step = QFontMetrics(small).height()
        top = area.top() + (area.height() - step * len(lines)) / 2
        for line in lines:
            room = QRectF(left.right() + theme().px(7), top, area.right() - left.right(), step)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), line)
            top += step


class MatrixHeader(QHeaderView):
    """Headings that wrap, level and never turned."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme().color("surface"))
        painter.setPen(QPen(theme().color("line")))
        across = self.orientation() == Qt.Orientation.Horizontal
        if across:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        else:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(theme().font(CAPTION, bold=True))
        painter.setPen(theme().color("text"))
        side = Qt.AlignmentFlag.AlignBottom if across else Qt.AlignmentFlag.AlignVCenter
        edge = theme().px(8)
        room = rect.adjusted(edge if across else theme().px(2), 4, -edge, -theme().px(6))
        if not across:
            room = rect.adjusted(theme().px(10), 0, -edge, 0)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignLeft) | _WRAP, self._name(section))
        painter.restore()

    def sizeHint(self) -> QSize:
        """Return a size at which no heading is cut."""
        metrics = QFontMetrics(theme().font(CAPTION, bold=True))
        many = self.count()
        if self.orientation() == Qt.Orientation.Vertical:
            widest = max((metrics.horizontalAdvance(self._name(n)) for n in range(many)), default=0)
            return QSize(min(widest + theme().px(22), theme().px(190)), 0)
        room = QRect(0, 0, cell_width() - theme().px(16), 10_000)
        highest = max(
            (metrics.boundingRect(room, _WRAP, self._name(n)).height() for n in range(many)),
            default=0,
        )
        return QSize(0, highest + theme().px(14))

    def _name(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")


def cell_width() -> int:
    """Return a width that holds a count with its words, and the longest word of a heading."""
    small = QFontMetrics(theme().font(CAPTION))
    return small.horizontalAdvance("Strength 100") + theme().px(42)


def cell_height() -> int:
    """Return a height of two small lines."""
    return 2 * QFontMetrics(theme().font(CAPTION)).height() + theme().px(8)
