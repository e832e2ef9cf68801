"""What changed in the records since a paper was drafted: take it, or keep what stands."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.paper_merging import Choice
from visits_app.presenters.paper_states import ChangeLine, ChangesState
from visits_app.ui.papers.part_delegate import soft
from visits_app.ui.papers.part_model import Index
from visits_app.ui.theme import BODY, CAPTION, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.chip import chip_size, paint_chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TALL = 100_000
_LINE = Qt.ItemDataRole.UserRole
_ANSWER = Qt.ItemDataRole.UserRole + 1


class ChangesModel(QAbstractListModel):
    """Changes with their answers; None stands for "as it comes"."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ChangeLine, ...] = ()
        self.answers: dict[str, Choice] = {}

    def show_lines(self, lines: tuple[ChangeLine, ...]) -> None:
        """Show other changes, none of them answered."""
        self.beginResetModel()
        self.lines, self.answers = lines, {}
        self.endResetModel()

    def answer(self, rows: Sequence[int], choice: Choice) -> None:
        """Answer some changes."""
        for row in rows:
            self.answers[self.lines[row].key] = choice
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role == _ANSWER:
            return self.answers.get(line.key)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            said = ". ".join(f"{label}: {text}" for label, text in wordings(line))
            return (
                f"{line.section}. {line.told}. {said}. {outcome(line, self.answers.get(line.key))}"
            )
        return None


def wordings(line: ChangeLine) -> Iterator[tuple[str, str]]:
    """Give the wordings of a change with what each is."""
    if line.needs_answer:
        yield "Your words", line.mine
        yield "Drafted before", line.before
    elif line.kind != "new":
        yield "Before", line.before
    yield ("Now", line.new) if line.new else ("Now", "nothing")


def outcome(line: ChangeLine, choice: Choice | None) -> str:
    """Return what becomes of a change with this answer."""
    if choice is None and line.needs_answer:
        return "Yours stays, to be decided"
    if choice is Choice.KEEP:
        return {"new": "Left out"}.get(line.kind, "Kept as it was")
    return {"new": "Comes in", "gone": "Goes out"}.get(line.kind, "Taken")


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        line: ChangeLine = index.data(_LINE)
        return QSize(width, _bottom(line, _inner(QRect(0, 0, width, _TALL))) + theme().px(SPACE_M))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ChangeLine = index.data(_LINE)
        choice: Choice | None = index.data(_ANSWER)
        area = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().color("selection"))
            bar = QRect(area.left(), area.top(), theme().px(4), area.height())
            painter.fillRect(bar, theme().color("accent"))
        painter.setPen(QPen(theme().color("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        room = _inner(area)
        chip = outcome(line, choice)
        size = chip_size(chip)
        tone = "warning" if line.needs_answer and choice is None else "accent"
        tone = "plain" if choice is Choice.KEEP else tone
        right = QRectF(room.right() - size.width(), room.top(), size.width(), size.height())
        paint_chip(painter, right, chip, tone)
        painter.setFont(theme().font(BODY, bold=True))
        painter.setPen(theme().color("text"))
        painter.drawText(_title_room(line, room), _WRAP, _title(line))
        for label, text, where in _wordings_placed(line, room):
            painter.setFont(theme().font(CAPTION))
            painter.setPen(theme().color("muted"))
            painter.drawText(QRect(room.left(), where.top(), _label_width(), _TALL), _WRAP, label)
            painter.setFont(theme().font())
            painter.setPen(theme().color("text"))
            painter.drawText(where, _WRAP, text)
        painter.restore()


def _inner(area: QRect) -> QRect:
    side = theme().px(16)
    return QRect(
        area.left() + side, area.top() + theme().px(SPACE_M), area.width() - 2 * side, _TALL
    )


def _title(line: ChangeLine) -> str:
    return f"{line.section}: {line.told.lower()}" if line.section else line.told


def _title_room(line: ChangeLine, room: QRect) -> QRect:
    widest = max(chip_size(outcome(line, one)).width() for one in (None, *Choice))
    return QRect(room.left(), room.top(), room.width() - widest - theme().px(SPACE_M), _TALL)


def _label_width() -> int:
    return theme().px(110)


def _wordings_placed(line: ChangeLine, room: QRect) -> Iterator[tuple[str, str, QRect]]:
    """Give each wording with its label and the place of its words."""
    bold = QFontMetrics(theme().font(BODY, bold=True))
    title = bold.boundingRect(_title_room(line, room), _WRAP, _title(line)).height()
    top = room.top() + max(title, chip_size("x").height()) + theme().px(SPACE_XS)
    left = room.left() + _label_width()
    for label, text in wordings(line):
        shown = soft(text)
        place = QRect(left, top, room.right() - left, _TALL)
        height = QFontMetrics(theme().font()).boundingRect(place, _WRAP, shown).height()
        yield label, shown, QRect(left, top, place.width(), height)
        top += height + theme().px(SPACE_XS)


def _bottom(line: ChangeLine, room: QRect) -> int:
    return max(where.bottom() for _, _, where in _wordings_placed(line, room))


class ChangesView(QWidget):
    """The list of changes with its buttons; says when one is through."""

    accepted = Signal(object)
    """Answers by part (a dict of `Choice`): the paper is to be updated with them."""
    put_off = Signal()
    """The paper stays as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._told = words("")
        self.list = _ChangeList()
        self.list.answered.connect(self._answer)
        self.list.put_off.connect(self.put_off)
        self.take_button = Button(
            "Take", icon_name="tick", tooltip="Take this change (T)", clicked=self._take
        )
        self.keep_button = Button(
            "Keep", icon_name="undo", tooltip="Keep what stands (K)", clicked=self._keep
        )
        self.take_all = Button("Take all", clicked=self._take_all)
        self.keep_all = Button("Keep all", clicked=self._keep_all)
        self.accept_button = Button(
            "Update the paper", "primary", tooltip="Update the paper (Ctrl+Enter)"
        )
        self.accept_button.setShortcut("Ctrl+Return")
        self.accept_button.clicked.connect(self._accept)
        self.later_button = Button("Not now", tooltip="Leave the paper as it is (Esc)")
        self.later_button.clicked.connect(self._later)
        buttons = FlowLayout(spacing=theme().px(SPACE_S))
        for button in (
            self.accept_button, self.take_button, self.keep_button, self.take_all, self.keep_all,
            self.later_button,
        ):  # fmt: skip
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        self._heading = words("What changed in the records since", "lead")
        column.addWidget(self._heading)
        column.addWidget(self._told)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._heading.setVisible(self.height() > theme().px(320))
        super().resizeEvent(event)

    def show_state(self, state: ChangesState) -> None:
        """Show changes, the keyboard on the first."""
        self._told.setText(state.told)
        self.list.changes.show_lines(state.lines)
        self.list.setCurrentIndex(self.list.changes.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, choice: Choice) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self.list.changes.answer([row], choice)
            self.list.setCurrentIndex(
                self.list.changes.index(min(row + 1, self.list.changes.rowCount() - 1))
            )

    def _take(self) -> None:
        self._answer(Choice.TAKE)

    def _keep(self) -> None:
        self._answer(Choice.KEEP)

    def _take_all(self) -> None:
        self.list.changes.answer(range(self.list.changes.rowCount()), Choice.TAKE)

    def _keep_all(self) -> None:
        self.list.changes.answer(range(self.list.changes.rowCount()), Choice.KEEP)

    def _later(self) -> None:
        self.put_off.emit()

    def _accept(self) -> None:
        self.accepted.emit(dict(self.list.changes.answers))


class _ChangeList(QListView):
    answered = Signal(object)
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.changes = ChangesModel(self)
        self.setAccessibleName("Changes in the records")
        self.setModel(self.changes)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # a year's changes are measured in turns, so that no key waits for them
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(40)
        self.verticalScrollBar().setSingleStep(theme().px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = {Qt.Key.Key_T: Choice.TAKE, Qt.Key.Key_K: Choice.KEEP}.get(Qt.Key(event.key()))
        if choice is not None and not event.modifiers():
            self.answered.emit(choice)
        elif event.key() == Qt.Key.Key_Escape:
            self.put_off.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
