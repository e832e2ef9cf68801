"""The visits list as an item model that reads its pages when they are looked at, and its rows."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from visits_app.domain.visits import VisitPage, VisitState, VisitSummary
from visits_app.presenters.visits import PAGE, row_words
from visits_app.ui.theme import BODY, CAPTION, theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex

STATE_LOOKS = {
    VisitState.PLANNED: ("accent", "planned"),
    VisitState.DRAFT: ("warning", "draft"),
    VisitState.SUBMITTED: ("good", "sealed"),
    VisitState.NOT_HELD: ("plain", "not-held"),
    VisitState.CORRECTING: ("warning", "correcting"),
}
"""Tone and icon of each state's chip."""

ROW = Qt.ItemDataRole.UserRole


class VisitTableModel(QAbstractListModel):
    """`total` rows of which the pages looked at are kept; `wanted(offset)` asks for another."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._pages: dict[int, tuple[VisitSummary, ...]] = {}
        self._asked: set[int] = set()

    def start_over(self, page: VisitPage) -> None:
        """Show another list, of which the first page is known."""
        self.beginResetModel()
        self._total = page.total
        self._pages = {0: page.rows}
        self._asked = {0}
        self.endResetModel()

    def take_page(self, page: VisitPage) -> None:
        """Fill in a page that was asked for."""
        self._pages[page.offset // PAGE] = page.rows
        if page.rows:
            first = self.index(page.offset)
            last = self.index(min(page.offset + len(page.rows), self._total) - 1)
            self.dataChanged.emit(first, last)

    def row(self, index: Index) -> VisitSummary | None:
        """Return the visit of a row, or None while its page is being read."""
        number, place = divmod(index.row(), PAGE)
        rows = self._pages.get(number)
        if rows is None:
            if number not in self._asked:
                self._asked.add(number)
                self.wanted.emit(number * PAGE)
            return None
        return rows[place] if place < len(rows) else None

    def find(self, visit_id: str) -> QModelIndex:
        """Return the row of a visit among the pages read, or an invalid index."""
        for number, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == visit_id:
                    return self.index(number * PAGE + place)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        wanted = (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in wanted:
            return None
        row = self.row(index)
        if role == ROW:
            return row
        if row is None:
            return "Loading…"
        title, when, second = row_words(row)
        parts = (title, when, row.state.label, second, f"reference {row.reference}")
        return ", ".join(part for part in parts if part)


class VisitDelegate(QStyledItemDelegate):
    """Draws a visit in two lines with its state as a chip."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(280), self.row_height())

    def row_height(self) -> int:
        """Return the height of a row: every row has three lines."""
        lines = (
            QFontMetrics(theme().font(BODY)).height()
            + QFontMetrics(theme().font(CAPTION)).height() * 2
        )
        return lines + theme().px(26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: VisitSummary | None = index.data(ROW)
        area: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme().color("selection"))
            mark = QRect(area.left(), area.top(), theme().px(4), area.height())
            painter.fillRect(mark, theme().color("accent"))
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(theme().px(16), theme().px(9), -theme().px(12), -theme().px(9))
        if row is not None:
            self._row(painter, inner, row)
        else:
            painter.setPen(theme().color("muted"))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), "Loading…")
        painter.restore()

    def _row(self, painter: QPainter, area: QRect, row: VisitSummary) -> None:
        title, when, second = row_words(row)
        tone, icon_name = STATE_LOOKS[row.state]
        chip = chip_size(row.state.label, icon_name)
        bold, small = theme().font(BODY, bold=True), theme().font(CAPTION)
        top = QRectF(area.left(), area.top(), area.width(), QFontMetrics(bold).height())
        chip_area = QRectF(
            area.right() - chip.width(), area.top() - theme().px(1), chip.width(), chip.height()
        )
        paint_chip(painter, chip_area, row.state.label, tone, icon_name)
        room = top.adjusted(0, 0, -chip.width() - theme().px(8), 0)
        self._line(painter, room, title, bold, "text")
        step = QFontMetrics(small).height() + theme().px(3)
        line = QRectF(area.left(), top.bottom() + theme().px(3), area.width(), step)
        words = f"{when} · {row.form_title}" + (" · example" if row.example else "")
        self._line(painter, line, words, small, "text")
        self._line(painter, line.translated(0, step), second, small, "muted")

    def _line(self, painter: QPainter, area: QRectF, text: str, font: Any, role: str) -> None:
        painter.setFont(font)
        painter.setPen(theme().color(role))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), cut)


class VisitList(QTableView):
    """A list of visits, one column wide.

    A QListView asks the model for its length twice a row whenever it is laid out, which for a
    hundred thousand rows holds the window up; a table with rows of one height does not.
    """

    def __init__(self) -> None:
        super().__init__()
        delegate = VisitDelegate(self)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(delegate.row_height())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first and last row with Home and End, as in any list."""
        ends = QAbstractItemView.CursorAction
        rows = self.model().rowCount()
        if rows and action in {ends.MoveHome, ends.MoveEnd}:
            return self.model().index(0 if action == ends.MoveHome else rows - 1, 0)
        return super().moveCursor(action, keys)
