"""Findings as a list: shape and word of the kind, when and where, the words, what they rest on."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from visits_app.domain.figures import day_in_words
from visits_app.domain.insight import BASIS, Heard
from visits_app.ui.charts.look import screen_look
from visits_app.ui.insight.shapes import paint_kind
from visits_app.ui.theme import BODY, CAPTION, theme

Index = QModelIndex | QPersistentModelIndex
HEARD = Qt.ItemDataRole.UserRole
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class FindingModel(QAbstractListModel):
    """Findings in the order given; each item's text is the whole finding."""

    def __init__(self) -> None:
        super().__init__()
        self._heard: tuple[Heard, ...] = ()

    def show_findings(self, heard: tuple[Heard, ...]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._heard = heard
        self.endResetModel()

    def find(self, finding_id: str) -> QModelIndex:
        """Return the row of a finding, or an invalid index."""
        for place, heard in enumerate(self._heard):
            if heard.finding_id == finding_id:
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heard)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        heard = self._heard[index.row()]
        if role == HEARD:
            return heard
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heard.sentence
        return None


class FindingDelegate(QStyledItemDelegate):
    """Draws a finding whole, as high as its words need."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        areas = self._areas(QRect(0, 0, width, 100_000), index.data(HEARD))
        return QSize(width, areas[-1].bottom() + theme().px(11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heard: Heard = index.data(HEARD)
        area: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(area, theme().color("selection"))
            bar = QRect(area.left(), area.top(), theme().px(4), area.height())
            painter.fillRect(bar, theme().color("accent"))
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        head, text, foot = self._areas(area, heard)
        bold = theme().font(CAPTION, bold=True)
        middle = head.top() + QFontMetrics(bold).height() / 2
        shape = QPointF(area.left() + theme().px(19), middle)
        paint_kind(painter, heard.kind, shape, theme().px(10), screen_look())
        for place, words, font, role in (
            (head, _head(heard), bold, "text"),
            (text, heard.text, theme().font(BODY), "text"),
            (foot, _foot(heard), theme().font(CAPTION), "muted"),
        ):
            painter.setFont(font)
            painter.setPen(theme().color(role))
            painter.drawText(place, _WRAP, words)
        painter.restore()

    def _areas(self, area: QRect, heard: Heard) -> tuple[QRect, QRect, QRect]:
        inner = area.adjusted(theme().px(34), theme().px(10), -theme().px(10), 0)
        top, found = inner.top(), []
        for words, font, gap in (
            (_head(heard), theme().font(CAPTION, bold=True), 3),
            (heard.text, theme().font(BODY), 3),
            (_foot(heard), theme().font(CAPTION), 0),
        ):
            room = QRect(0, 0, inner.width(), 100_000)
            high = QFontMetrics(font).boundingRect(room, _WRAP, words).height() if words else 0
            found.append(QRect(inner.left(), top, inner.width(), high))
            top += high + (theme().px(gap) if high else 0)
        return found[0], found[1], found[2]


def _head(heard: Heard) -> str:
    return f"{heard.kind.value.capitalize()} · {day_in_words(heard.on)} · {heard.team}"


def _foot(heard: Heard) -> str:
    rests = BASIS.get(heard.basis, "")
    parts = (heard.theme, f"rests on {rests}" if rests else "")
    return " · ".join(part for part in parts if part)


class FindingList(QListView):
    """The list; Enter or a double click opens the visit of the chosen finding."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.findings = FindingModel()
        self.setModel(self.findings)
        self.setItemDelegate(FindingDelegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription("Enter opens the report of the visit.")
        self.setToolTip("Enter or a double click opens the report of the visit")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def choose(self, finding_id: str) -> None:
        """Select a finding without saying so."""
        index = self.findings.find(finding_id)
        selection = self.selectionModel()
        selection.blockSignals(True)
        self.setCurrentIndex(index)
        selection.blockSignals(False)
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
