"""The coverage grid as an item model, and its cells: one mark a visit, shape and colour."""

from datetime import date
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
from visits_app.presenters.planner import PlannerState
from visits_app.presenters.planner_words import LOOKS, cell_words, totals_words
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
        self._short = False

    def show_short(self, short: bool) -> None:
        """Head the months with a letter where there is no room for three."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def months(self) -> tuple[date, ...]:
        """Return the months on show, as their first days."""
        return self._state.grid.months if self._state is not None else ()

    def names(self) -> list[str]:
        """Return what the first column says, with what a team waits for on a line of its own."""
        if self._state is None:
            return []
        return [text for row in self._state.grid.rows for text in (row.name, waits(row))]

    def place_of(self, row_id: str) -> int:
        """Return the number of the row of a team or member, -1 where it has none."""
        rows = self._state.grid.rows if self._state is not None else ()
        return next((number for number, row in enumerate(rows) if row.id == row_id), -1)

    def is_now(self, index: Index) -> bool:
        """Say whether a cell is of the month of today."""
        if self._state is None or index.column() < FIRST_MONTH:
            return False
        month = self._state.grid.months[index.column() - FIRST_MONTH]
        return month == self._state.today.replace(day=1)

    def heading(self, index: Index) -> str:
        """Return what the visits of a cell are shown under."""
        row = self.row(index)
        if row is None or self._state is None:
            return ""
        if index.column() < FIRST_MONTH:
            return row.name
        month = self._state.grid.months[index.column() - FIRST_MONTH]
        return f"{row.name}, {month_in_words(month)}"

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
        if role == Qt.ItemDataRole.ToolTipRole:
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
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= FIRST_MONTH:
            return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        spoken = role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        if role != Qt.ItemDataRole.DisplayRole and not spoken:
            return None
        if section == 0:
            return "Member" if self._state.by_member else "Team"
        if section == TOTALS:
            return "Held of planned" if spoken else "Held"
        if section - FIRST_MONTH >= len(self._state.grid.months):
            return None
        month = self._state.grid.months[section - FIRST_MONTH]
        return month_in_words(month) if spoken else self._month(section, month)

    def _month(self, section: int, month: date) -> str:
        """Return the head of a month; the year is said where it begins."""
        told = month_in_words(month)
        new_year = section == FIRST_MONTH or month.month == 1
        if self._short:
            return f"{told[:1]}\n’{month.year % 100:02}" if new_year else told[:1]
        return f"{told[:3]}\n{month.year}" if new_year else told[:3]


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
            model = index.model()
            if not chosen and isinstance(model, GridModel) and model.is_now(index):
                painter.fillRect(area, theme().color("raised"))
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
            waits(row),
            Qt.TextElideMode.ElideRight,
            room.width(),
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom), told)

    def _marks(self, painter: QPainter, area: QRect, found: tuple[Occurrence, ...]) -> None:
        if not found:
            return
        # where months are narrow the marks are drawn smaller, not cut
        size = 16 if area.width() >= theme().px(20) else 14
        side, gap = theme().px(size), theme().px(3)
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
            painter.drawPixmap(round(left), round(top), pixmap(icon_name, _ROLES[tone], size))
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


def waits(row: GridRow) -> str:
    """Return since when a row waits for a visit, in words; "" where it does not."""
    if row.waits_since is None:
        return ""
    return f"Due since {date_in_words(row.waits_since.isoformat())}"


def _name(row: GridRow) -> str:
    if row.waits_since is None:
        return row.name
    return f"{row.name}, due since {date_in_words(row.waits_since.isoformat())}"
