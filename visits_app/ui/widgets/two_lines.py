"""A list's rows: the first line of an item strong, what follows muted, both wrapped."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visits_app.ui.theme import BODY, CAPTION, theme

Index = QModelIndex | QPersistentModelIndex
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TALL = 10_000


class TwoLineDelegate(QStyledItemDelegate):
    """Draws an item's text: its first line as a title, the rest below in small."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = max(120, self._view.viewport().width())
        title, rest = self._measure(index, width - 2 * theme().px(14))
        return QSize(width, title.height() + rest.height() + theme().px(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().color("selection"))
            painter.fillRect(
                QRect(area.left(), area.top(), theme().px(4), area.height()),
                theme().color("accent"),
            )
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(theme().px(14), theme().px(10), -theme().px(14), 0)
        first, _, second = index.data().partition("\n")
        title, rest = self._measure(index, inner.width())
        painter.setFont(theme().font(BODY, bold=True))
        painter.setPen(theme().color("text"))
        painter.drawText(inner, _FLAGS, first)
        painter.setFont(theme().font(CAPTION))
        painter.setPen(theme().color("muted"))
        below = inner.translated(0, title.height() + theme().px(2))
        painter.drawText(below.adjusted(0, 0, 0, rest.height()), _FLAGS, second)
        painter.restore()

    def _measure(self, index: Index, width: int) -> tuple[QRect, QRect]:
        first, _, second = str(index.data()).partition("\n")
        room = QRect(0, 0, width, _TALL)
        title = QFontMetrics(theme().font(BODY, bold=True)).boundingRect(room, _FLAGS, first)
        rest = QFontMetrics(theme().font(CAPTION)).boundingRect(room, _FLAGS, second)
        return title, rest
