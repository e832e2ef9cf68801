"""The tracker as an item model, its cells, and the table that shows them."""

from html import escape
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
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from visits_app.presenters.recommendation_states import (
    HEADINGS,
    RecommendationRow,
)
from visits_app.presenters.recommendation_states import (
    TrackerColumn as Column,
)
from visits_app.ui.theme import BODY, CAPTION, theme
from visits_app.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

_WIDE = {
    Column.TITLE: 25, Column.OWNER: 13, Column.DUE: 11, Column.RESPONSE: 9, Column.CLAIMED: 11,
    Column.ACCEPTED: 9, Column.RATING: 12, Column.EVIDENCE: 10,
}  # fmt: skip
_MIDDLE = {
    Column.TITLE: 29, Column.DUE: 15, Column.RESPONSE: 12, Column.CLAIMED: 14, Column.ACCEPTED: 11,
    Column.RATING: 19,
}  # fmt: skip
_NARROW = {Column.TITLE: 36, Column.DUE: 21, Column.ACCEPTED: 21, Column.RATING: 22}
_SMALL = {Column.TITLE: 60, Column.RATING: 40}
"""Shares of the width in per cent; narrower, owner and visits stand with the title and a claim
under what was accepted."""
_TIERS = ((1040, _WIDE), (760, _MIDDLE), (500, _NARROW), (0, _SMALL))
"""From which width at 100 % text each holds."""

_EXPLAINED = {
    Column.DUE: "The date that holds; a slip is a date that moved later",
    Column.CLAIMED: "What officers say since the last meeting: not yet accepted",
    Column.ACCEPTED: "What a meeting of the committee accepted last",
    Column.RATING: "Green, amber, red or grey, always in words; the rule stands beside it",
    Column.EVIDENCE: "What reports of visits show, gaps among it",
}


class TrackerModel(QAbstractTableModel):
    """One row a recommendation; the first cell tells a screen reader the whole row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RecommendationRow, ...] = ()
        self._places: dict[str, int] = {}

    def show_rows(self, rows: tuple[RecommendationRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}
        self.endResetModel()

    def find(self, recommendation_id: str) -> QModelIndex:
        """Return the row of a recommendation, or an invalid index."""
        place = self._places.get(recommendation_id)
        return QModelIndex() if place is None else self.index(place, Column.TITLE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and column == Column.TITLE:
            return row.sentence
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(row, column)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and column == Column.TITLE:
            return row.why
        if role == Qt.ItemDataRole.ToolTipRole:
            told = row.why if column == Column.RATING else _words(row, column)
            # a tooltip takes what looks like markup for markup, so nothing may look like it
            return f"<qt>{escape(told)}</qt>" if told else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(HEADINGS):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _EXPLAINED.get(Column(section))
        return HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None


def _words(row: RecommendationRow, column: int) -> str:
    match column:
        case Column.TITLE:
            return f"{row.reference} {row.title}"
        case Column.OWNER:
            return row.owner
        case Column.DUE:
            return f"{row.due}, {row.slips}" if row.slips else row.due
        case Column.RESPONSE:
            return row.response
        case Column.CLAIMED:
            return row.claimed
        case Column.ACCEPTED:
            return row.accepted
        case Column.RATING:
            return row.rating
        case _:
            return row.evidence


class TrackerDelegate(QStyledItemDelegate):
    """Draws a cell: the title in two lines, the rating as a chip, a slip under its date."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: dict[Column, int] = _WIDE

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(60), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RecommendationRow = index.data(ROW)
        area: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setClipRect(area)
        if chosen:
            painter.fillRect(area, theme().color("selection"))
            if index.column() == Column.TITLE:
                mark = QRect(area.left(), area.top(), theme().px(4), area.height())
                painter.fillRect(mark, theme().color("accent"))
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        side = theme().px(10)
        inner = QRectF(area.adjusted(side, theme().px(5), -side // 2, -theme().px(5)))
        self._cell(painter, inner, row, Column(index.column()))
        painter.restore()

    def _cell(
        self, painter: QPainter, area: QRectF, row: RecommendationRow, column: Column
    ) -> None:
        small = theme().font(CAPTION)
        match column:
            case Column.TITLE:
                self._title(painter, area, row)
            case Column.DUE:
                _two(painter, area, row.due or "No date", row.slips, loud=bool(row.slips))
            case Column.ACCEPTED if Column.CLAIMED not in self.shown and row.claimed:
                _two(painter, area, row.accepted, row.claimed_short, loud=True)
            case Column.RATING:
                _rating(painter, area, row)
            case Column.EVIDENCE:
                _draw(painter, area, row.evidence, small, "muted")
            case _:
                _draw(painter, area, _words(row, column), theme().font(BODY), "text")

    def _title(self, painter: QPainter, area: QRectF, row: RecommendationRow) -> None:
        small = theme().font(CAPTION)
        line = QFontMetrics(small).height()
        top = QRectF(area.left(), area.top(), area.width(), line)
        told = [row.reference]
        if Column.OWNER not in self.shown:
            told.append(row.owner)
        _draw(painter, top, " · ".join(part for part in told if part), small, "muted", lines=1)
        below = Column.EVIDENCE not in self.shown
        room = QRectF(area.left(), top.bottom(), area.width(), area.height() - line)
        if below:
            room.adjust(0, 0, 0, -line)
            last = QRectF(area.left(), area.bottom() - line, area.width(), line)
            _draw(painter, last, row.evidence, small, "muted", lines=1)
        _draw(painter, room, row.title, theme().font(BODY, bold=True), "text")


class TrackerTable(QTableView):
    """The tracker; columns make room for words where the table is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Recommendations")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.delegate = TrackerDelegate(self)
        self.setItemDelegate(self.delegate)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        self._restyle()
        theme().changed.connect(self._restyle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_out()

    def share_out(self) -> None:
        """Give each column its share of the width; some go under others where it is narrow."""
        width = self.viewport().width()
        shares = next(shares for least, shares in _TIERS if width >= theme().px(least))
        self.delegate.shown = shares
        left = width
        for column in Column:
            self.setColumnHidden(column, column not in shares)
        for column, share in shares.items():
            self.setColumnWidth(column, width * share // 100)
            left -= width * share // 100
        self.setColumnWidth(Column.TITLE, width * shares[Column.TITLE] // 100 + left)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.share_out()


def row_height() -> int:
    """Return the height of a row: a small line, two lines of words, a small line, and air."""
    body = QFontMetrics(theme().font(BODY, bold=True)).lineSpacing()
    small = QFontMetrics(theme().font(CAPTION)).height()
    return 2 * body + 2 * small + theme().px(12)


def _rating(painter: QPainter, area: QRectF, row: RecommendationRow) -> None:
    """Draw the chip; where it is too wide, the colour's name alone with its meaning under it."""
    chip = chip_size(row.rating, row.icon_name)
    if chip.width() <= area.width():
        top = area.center().y() - chip.height() / 2
        place = QRectF(area.left(), top, chip.width(), chip.height())
        paint_chip(painter, place, row.rating, row.tone, row.icon_name)
        return
    colour, _, meaning = row.rating.partition(": ")
    chip = chip_size(colour, row.icon_name)
    small = theme().font(CAPTION)
    line = QFontMetrics(small).height()
    top = area.center().y() - (chip.height() + line) / 2
    width = min(float(chip.width()), area.width())
    place = QRectF(area.left(), top, width, chip.height())
    paint_chip(painter, place, colour, row.tone, row.icon_name)
    below = QRectF(area.left(), place.bottom(), area.width(), line)
    _draw(painter, below, meaning, small, "text", lines=1)


def _two(painter: QPainter, area: QRectF, first: str, second: str, *, loud: bool) -> None:
    """Draw words and, under them, small ones."""
    if not second:
        _draw(painter, area, first, theme().font(BODY), "text")
        return
    small = theme().font(CAPTION, bold=loud)
    high = min(area.height() / 2, 2.0 * QFontMetrics(small).lineSpacing())
    upper = QRectF(area.left(), area.top(), area.width(), area.height() - high)
    lower = QRectF(area.left(), upper.bottom(), area.width(), high)
    _draw(painter, upper, first, theme().font(BODY), "text")
    _draw(painter, lower, second, small, "warning" if loud else "muted")


def _draw(
    painter: QPainter, area: QRectF, text: str, font: QFont, role: str, lines: int = 0
) -> None:
    """Draw words that wrap and end with an ellipsis where there is no room for the rest."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(theme().color(role))
    if lines == 1:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
        return
    painter.drawText(area, _WRAP, _fitted(text, metrics, area))


def _fitted(text: str, metrics: QFontMetrics, area: QRectF) -> str:
    """Take words off the end until the rest, with an ellipsis, fits the area."""
    kept, shown = text.split(), text
    width = int(area.width())
    while len(kept) > 1:
        needed = metrics.boundingRect(QRect(0, 0, width, 100_000), _WRAP, shown)
        if needed.height() <= area.height() + 2:
            break
        kept.pop()
        shown = " ".join(kept) + "…"
    return shown
