"""Search everything with Ctrl+K: type, choose with the arrows, Enter jumps there."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import VisitsError
from visits_app.presenters.search import FoundLine, SearchPresenter
from visits_app.ui.context import Context
from visits_app.ui.theme import BODY, CAPTION, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words

_LINE = Qt.ItemDataRole.UserRole
_PAUSE_MS = 120
_KEYS = "↑ ↓ choose · Enter opens · Esc closes"


class SearchDialog(QDialog):
    """One field and what it finds."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = SearchPresenter(context.space)
        self._asked = 0
        self._answered = 0
        self._enter_waits = False
        self.setWindowTitle("Search")
        size_dialog(self, 680, 480)
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            "Teams, visits, recommendations, indicators, words in reports"
        )
        self.field.setAccessibleName("Search everything")
        self.list = QListWidget()
        self.list.setAccessibleName("Results")
        self.list.setItemDelegate(_ResultDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = words(_KEYS, "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        layout.setSpacing(theme().px(SPACE_S))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._hint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._find)
        self.field.textChanged.connect(self._wait)
        self.field.returnPressed.connect(self._open_chosen)
        self.list.itemClicked.connect(self._open_item)
        self.field.installEventFilter(self)
        self.field.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 6,
                Qt.Key.Key_PageUp: -6,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                self._tell_chosen()
                return True
        return False

    def _wait(self) -> None:
        self._enter_waits = False
        self._pause.start()

    def find_now(self) -> None:
        """Search for what stands in the field without waiting for a pause in typing."""
        self._pause.stop()
        self._find()

    def _find(self) -> None:
        self._asked += 1
        work = partial(self._presenter.find, self.field.text())
        self._context.jobs.run(self, work, partial(self._show, self._asked), self._failed)

    def _failed(self, error: Exception) -> None:
        self._enter_waits = False
        if isinstance(error, VisitsError):
            self._hint.setText(str(error))
        else:
            self._context.jobs.crashed.emit(error)

    def _show(self, asked: int, lines: tuple[FoundLine, ...]) -> None:
        if asked != self._asked:
            return
        self._answered = asked
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.kind}: {line.title}. {line.excerpt}")
            item.setData(_LINE, line)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if self.field.text().strip() and not lines:
            self._hint.setText("Nothing matches. Try fewer letters, or another word.")
        else:
            self._hint.setText(_KEYS)
        self._tell_chosen()
        if self._enter_waits:
            self._open_chosen()

    def _tell_chosen(self) -> None:
        """Let a screen reader say what Enter would open: the list itself never has the focus."""
        chosen = self.list.currentItem()
        self.field.setAccessibleDescription(chosen.text() if chosen else self._hint.text())

    def _open_chosen(self) -> None:
        if self._pause.isActive():
            self.find_now()
        if self._answered != self._asked:
            # Enter was quicker than the search: open its first answer when it is there
            self._enter_waits = True
            return
        self._enter_waits = False
        item = self.list.currentItem()
        if item is not None:
            self._open_item(item)

    def _open_item(self, item: QListWidgetItem) -> None:
        line: FoundLine = item.data(_LINE)
        self.accept()
        self._context.go(line.page, **line.target)


class _ResultDelegate(QStyledItemDelegate):
    """Kind and title on one line, the words around the match under it with the match bold."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        line: FoundLine = index.data(_LINE)
        high = QFontMetrics(theme().font(BODY)).height()
        low = QFontMetrics(theme().font(CAPTION)).height() if line.excerpt else 0
        return QSize(200, high + low + theme().px(16))

    def paint(  # type: ignore[override]
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        line: FoundLine = index.data(_LINE)
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().color("selection"))
        inner = area.adjusted(theme().px(10), theme().px(7), -theme().px(10), -theme().px(7))
        kind_width = theme().px(118)
        top = QRectF(
            inner.left(), inner.top(), inner.width(), QFontMetrics(theme().font(BODY)).height()
        )
        painter.setFont(theme().font(CAPTION))
        painter.setPen(theme().color("muted"))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), line.kind)
        title_font = theme().font(BODY, bold=True)
        painter.setFont(title_font)
        painter.setPen(theme().color("text"))
        room = top.adjusted(kind_width, 0, 0, 0)
        title = QFontMetrics(title_font).elidedText(
            line.title, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), title)
        if line.excerpt:
            self._excerpt(painter, line, QPointF(room.left(), top.bottom() + 2), room.width())
        painter.restore()

    def _excerpt(self, painter: QPainter, line: FoundLine, at: QPointF, width: float) -> None:
        layout = QTextLayout(line.excerpt, theme().font(CAPTION))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        ranges = []
        for start, end in line.matches:
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold)
            look.setForeground(theme().color("accent"))
            part = QTextLayout.FormatRange()
            # Qt counts in UTF-16, where some signs are two long
            part.start = _long(line.excerpt[:start])  # type: ignore[misc]
            part.length = _long(line.excerpt[start:end])  # type: ignore[misc]
            part.format = look  # type: ignore[misc]
            ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        painter.setPen(theme().color("muted"))
        painter.setClipRect(QRectF(at.x(), at.y(), width, 100))
        layout.draw(painter, at)


def _long(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
