"""The text of a paper, part by part: read it, walk through it, and write where it stands."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from visits_app.domain.papers import PartKind
from visits_app.presenters.paper_states import HeadLine, Line, PartLine
from visits_app.ui.papers.part_delegate import PartDelegate
from visits_app.ui.papers.part_editor import PartEditor
from visits_app.ui.papers.part_model import PartModel, line_at
from visits_app.ui.theme import theme
from visits_app.ui.widgets.steps import Steps

_STEP = 24
_AT_ONCE = 60
"""Lines that may be measured in one go; more are measured in turns."""


class PartView(QListView):
    """Shows lines; says which is looked at, what is typed, and what is wanted of a part."""

    looked_at = Signal(object)
    """The line the keyboard is on."""
    typed = Signal(str, list)
    """Key of a part and the words of its cells."""
    edited = Signal(str, list, list)
    """Editing ended: key, the words before, the words now."""
    left_blank = Signal(str)
    """Editing ended of a part the officer added, and nothing stands in it."""
    wanted = Signal(str)
    """"up", "down", "hide" or "add", of the line the keyboard is on."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Text of the paper")
        self.model_of_parts = PartModel(self)
        self.delegate = PartDelegate(self)
        self.setModel(self.model_of_parts)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.verticalScrollBar().setSingleStep(theme().px(_STEP))
        self._steps = Steps(self, at_once=_AT_ONCE // 2)
        self._editor: PartEditor | None = None
        self._before: list[str] = []
        self.selectionModel().currentChanged.connect(self._moved)

    # --- showing ---------------------------------------------------------------------------

    def show_lines(self, lines: tuple[Line, ...], key: str = "") -> None:
        """Show lines; the keyboard goes to the one with `key`, else it stays near where it was.

        Many new ones are measured in turns of the event loop first, so that no key waits for them.
        """
        width = self.viewport().width()
        if self.delegate.unmeasured(lines, width) > _AT_ONCE:
            self._steps.run(self._measured(lines, width, partial(self.show_lines, lines, key)))
            return
        here = self.current()
        row = self.currentIndex().row()
        at = self.verticalScrollBar().value()
        self.model_of_parts.show_lines(lines)
        editing = self._editor.line.key if self._editor else ""
        if editing and self.model_of_parts.row_of(editing) < 0:
            self._editor = None  # its line is gone, and with it the editor
            self.delegate.open_heights.clear()
        wanted = self.model_of_parts.row_of(key or (here.key if here else ""))
        if wanted < 0:
            wanted = max(0, min(row, len(lines) - 1))
        if not key:
            self.verticalScrollBar().setValue(at)
        self._go(wanted, scroll=bool(key))

    def _measured(
        self, lines: Sequence[Line], width: int, then: Callable[[], None]
    ) -> Iterator[None]:
        for line in lines:
            self.delegate.measure(line, width)
            yield
        if width == self.viewport().width():
            then()
        else:  # the window was drawn larger in the meantime
            self._steps.run(self._measured(lines, self.viewport().width(), then))

    def go_to(self, key: str) -> None:
        """Bring a line to the top and the keyboard to it."""
        row = self.model_of_parts.row_of(key)
        if row >= 0:
            self.executeDelayedItemsLayout()  # else heights of a moment ago say where it is
            self._go(row, scroll=False)
            hint = QListView.ScrollHint.PositionAtTop
            self.scrollTo(self.model_of_parts.index(row), hint)

    def current(self) -> Line | None:
        """Return the line the keyboard is on."""
        return line_at(self.currentIndex())

    def neighbours(self) -> set[str]:
        """Return the keys of the parts in sight, for moving among them."""
        return {line.key for line in self.model_of_parts.lines if isinstance(line, PartLine)}

    def _go(self, row: int, *, scroll: bool) -> None:
        index = self.model_of_parts.index(row)
        if not index.isValid():
            self.looked_at.emit(None)
            return
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        automatic = self.hasAutoScroll()
        self.setAutoScroll(scroll)
        if index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, flag)
        else:
            self.looked_at.emit(line_at(index))
        if scroll:
            self.executeDelayedItemsLayout()
            self.scrollTo(index)
        self.setAutoScroll(automatic)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.looked_at.emit(line_at(index))

    # --- writing ---------------------------------------------------------------------------

    @property
    def editor(self) -> PartEditor | None:
        """What is open for writing."""
        return self._editor

    def write(self) -> None:
        """Open the current part for writing; a chart and a heading are not written."""
        line = self.current()
        self.finish()
        if not isinstance(line, PartLine) or line.kind is PartKind.CHART:
            return
        editor = PartEditor(line)
        self._editor, self._before = editor, list(line.cells)
        editor.typed.connect(self._typed)
        editor.finished.connect(self.finish)
        editor.given_up.connect(self._give_up)
        editor.grown.connect(self._fit)
        editor.entered.connect(self._show_box)
        index = self.currentIndex()
        editor.resize(self.delegate.width, 10)
        self.setIndexWidget(index, editor)
        self._fit()
        editor.start()
        self.executeDelayedItemsLayout()
        self.scrollTo(index)

    def finish(self) -> None:
        """Close what is open; its words are said as `edited` where they are other words."""
        editor = self._editor
        if editor is None:
            return
        cells = editor.cells
        self._close()
        self.model_of_parts.write(editor.line.key, cells)
        if editor.line.is_own and not any(cell.strip() for cell in cells):
            self.left_blank.emit(editor.line.key)
        elif cells != self._before:
            self.edited.emit(editor.line.key, self._before, cells)

    def _typed(self, cells: list[str]) -> None:
        if self._editor is not None:
            self.typed.emit(self._editor.line.key, cells)

    def _give_up(self) -> None:
        editor = self._editor
        if editor is None:
            return
        changed = editor.cells != self._before
        self._close()
        if editor.line.is_own and not any(cell.strip() for cell in self._before):
            self.left_blank.emit(editor.line.key)
        elif changed:
            self.typed.emit(editor.line.key, self._before)

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        assert editor is not None
        had_keyboard = editor.isAncestorOf(self.window().focusWidget() or self)
        self.delegate.open_heights.pop(editor.line.key, None)
        row = self.model_of_parts.row_of(editor.line.key)
        if row >= 0:
            index = self.model_of_parts.index(row)
            self.setIndexWidget(index, None)  # type: ignore[arg-type]
            self.scheduleDelayedItemsLayout()
        if had_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Give the open part the height it needs."""
        editor = self._editor
        if editor is None:
            return
        height = editor.sizeHint().height()
        if self.delegate.open_heights.get(editor.line.key) != height:
            self.delegate.open_heights[editor.line.key] = height
            self.scheduleDelayedItemsLayout()

    # --- Qt --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.write()
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.wanted.emit("up" if key == Qt.Key.Key_Up else "down")
        elif key == Qt.Key.Key_Delete:
            self.wanted.emit("hide")
        elif key == Qt.Key.Key_Insert:
            self.wanted.emit("add")
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # letters neither search nor write: writing begins with Enter or F2
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if not isinstance(self.current(), HeadLine):
            self.write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.viewport().width()
        lines = self.model_of_parts.lines
        if width != self.delegate.width:
            if self.delegate.unmeasured(lines, width) > _AT_ONCE:
                self._steps.run(self._measured(tuple(lines), width, self._lay_out))
            else:
                self._lay_out()
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        self.delegate.lay_out_for(self.viewport().width())
        self.scheduleDelayedItemsLayout()
        if self._editor is not None:
            QTimer.singleShot(0, self, self._fit)

    def _show_box(self, box: QWidget) -> None:
        """Bring the box the keyboard came to into sight."""
        top = box.mapTo(self.viewport(), box.rect().topLeft()).y()
        bottom = top + box.height() - self.viewport().height()
        bar, edge = self.verticalScrollBar(), theme().px(_STEP)
        if top < edge:
            bar.setValue(bar.value() + top - edge)
        elif bottom > -edge:
            bar.setValue(bar.value() + bottom + edge)
