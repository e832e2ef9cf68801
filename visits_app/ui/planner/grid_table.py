"""The coverage grid as an item model, and its cells: one mark a visit, shape and colour."""

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
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visits_app.domain.coverage import GridRow, Occurrence
from visits_app.domain.figures import month_in_words
from visits_app.domain.text import date_in_words
from visits_app.presenters.planner import LOOKS, PlannerState, cell_words, totals_words
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import CAPTION, theme

Index = QModelIndex | QPersistentModelIndex
FOUND = Qt.ItemDataRole.UserRole
_MOST = 3
"""Marks a cell has room for; of more, their number is said."""
TOTALS = 1
"""Column of the totals; months begin after it."""
FIRST_MONTH = 2
_ROLES = {
    "plain": "muted", "accent": "accent", "good": "good", "danger": "danger", "warning": "warning",
}  # fmt: skip


class GridModel(QAbstractTableModel):
    """Rows by months: name, totals, then one column a month."""

    def __init__(self) -> None:
        super().__init__()
        self._state: PlannerState | None = None

    def show_state(self, state: PlannerState) -> None:
        """Show another grid."""
        self.beginResetModel()
        self._state = state
        self.endResetModel()

    def row(self, index: Index) -> GridRow | None:
        """Return the row of a cell."""
        if self._state is None or not index.isValid():
            return None
        return self._state.grid.rows[index.row()]

    def found(self, index: Index) -> tuple[Occurrence, ...]:
        """Return the visits of a cell; of name and totals, all of the row."""
        row = self.row(index)
        if row is None:
            return ()
        if index.column() < FIRST_MONTH:
            return tuple(one for cell in row.cells for one in cell)
        return row.cells[index.column() - FIRST_MONTH]

    def words(self, index: Index) -> str:
        """Return what a cell says to a screen reader."""
        row = self.row(index)
        if row is None or self._state is None:
            return ""
        if index.column() == 0:
            return _name(row)
        if index.column() == TOTALS:
            return f"{row.name}: {totals_words(row.totals)}"
        month = self._state.grid.months[index.column() - FIRST_MONTH]
        return cell_words(row.name, month, self.found(index))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._state is None else len(self._state.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._state is None:
            return 0
        return FIRST_MONTH + len(self._state.grid.months)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == FOUND:
            return self.found(index) if index.column() >= FIRST_MONTH else ()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return row.name
            if index.column() == TOTALS:
                return f"{row.totals.held} of {row.totals.planned}"
            return ""
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or self._state is None:
            return None
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        if role != Qt.ItemDataRole.DisplayRole and not spoken:
            return None
        if section == 0:
            return "Member" if self._state.by_member else "Team"
        if section == TOTALS:
            return "Held of planned" if spoken else "Held"
        if section - FIRST_MONTH >= len(self._state.grid.months):
            return None
        month = self._state.grid.months[section - FIRST_MONTH]
        told = month_in_words(month)
        return told if spoken else f"{told[:3]}\n{month.year}"


class GridDelegate(QStyledItemDelegate):
    """Draws names with what they wait for, and a mark for each visit of a month."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(52), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        chosen = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == 0:
            self._name(painter, area, index)
        elif index.column() == TOTALS:
            painter.setFont(theme().font(CAPTION))
            painter.setPen(theme().color("text"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(index.data() or ""))
        else:
            self._marks(painter, area, index.data(FOUND) or ())
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _name(self, painter: QPainter, area: QRect, index: Index) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, GridModel) else None
        if row is None:
            return
        edge = theme().px(8)
        room = area.adjusted(edge, theme().px(4), -edge, -theme().px(4))
        body = theme().font(13)
        painter.setFont(body)
        painter.setPen(theme().color("text"))
        metrics = QFontMetrics(body)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        if row.waits_since is None:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), name)
            return
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), name)
        painter.setFont(theme().font(CAPTION))
        painter.setPen(theme().color("warning"))
        told = QFontMetrics(theme().font(CAPTION)).elidedText(
            f"Due since {date_in_words(row.waits_since.isoformat())}",
            Qt.TextElideMode.ElideRight,
            room.width(),
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom), told)

    def _marks(self, painter: QPainter, area: QRect, found: tuple[Occurrence, ...]) -> None:
        if not found:
            return
        side, gap = theme().px(16), theme().px(3)
        shown = found if len(found) <= _MOST else found[: _MOST - 1]
        fit = max(1, (area.width() - gap) // (side + gap))
        if len(shown) > fit:
            shown = shown[: max(1, fit - 1)]
        more = len(found) - len(shown)
        count = len(shown) + (more > 0)
        left = area.center().x() - (count * side + (count - 1) * gap) / 2
        top = area.center().y() - side / 2
        for one in shown:
            tone, icon_name = LOOKS[one.outcome]
            painter.drawPixmap(round(left), round(top), pixmap(icon_name, _ROLES[tone], 16))
            left += side + gap
        if more:
            painter.setFont(theme().font(CAPTION, bold=True))
            painter.setPen(theme().color("text"))
            room = QRectF(left, top, side + gap, side)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), f"+{more}")


def row_height() -> int:
    """Return a height of two lines."""
    lines = QFontMetrics(theme().font(13)).height() + QFontMetrics(theme().font(CAPTION)).height()
    return lines + theme().px(10)


def _name(row: GridRow) -> str:
    if row.waits_since is None:
        return row.name
    return f"{row.name}, due since {date_in_words(row.waits_since.isoformat())}"
