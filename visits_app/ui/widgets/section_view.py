"""One section of a form: heading, error summary, its fields. Keeps what did not change."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.form_rules import split_path
from visits_app.presenters.visit_form_states import FormState, QuestionState
from visits_app.ui.fields.field import RING, Field, is_stop, tab_stops
from visits_app.ui.fields.making import make_field
from visits_app.ui.fields.rows import RowsField
from visits_app.ui.theme import READING_WIDTH, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.error_summary import ErrorSummary
from visits_app.ui.widgets.marked_text import utf16
from visits_app.ui.widgets.words import words

_ARRIVAL_MS = 400


class SectionView(QScrollArea):
    """Scrolls; says what was done in its fields, by question id."""

    edited = Signal(str, object)
    cell_edited = Signal(str, str, str, object)
    left = Signal(str, str, str)
    row_added = Signal(str)
    row_removed = Signal(str, str)
    row_moved = Signal(str, str, int)
    jump_wanted = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._section_id = ""
        self.fields: dict[str, Field] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Questions of this section")
        self._arriving = QTimer(self)
        self._arriving.setSingleShot(True)
        self._arriving.setInterval(_ARRIVAL_MS)
        self._build()
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._came)

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        edge = theme().px(SPACE_XL)
        column.setContentsMargins(edge - RING, edge - RING, edge - RING, edge)
        column.setSpacing(0)
        self._letter = words("", "title", wrap=False)
        self._title = words("", "title")
        self._intro = words("", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(RING, 0, RING, 0)
        head.setSpacing(theme().px(SPACE_M))
        head.addWidget(self._letter)
        head.addWidget(self._title, 1)
        intro = QHBoxLayout()
        intro.setContentsMargins(RING, theme().px(SPACE_XS), RING, theme().px(SPACE_S))
        intro.addWidget(self._intro)
        self.summary = ErrorSummary()
        self.summary.jump_wanted.connect(self.jump_wanted)
        self._stack = QVBoxLayout()
        self._stack.setContentsMargins(0, theme().px(SPACE_M), 0, 0)
        self._stack.setSpacing(theme().px(SPACE_L))
        for part in (head, intro):
            column.addLayout(part)
        column.addWidget(self.summary)
        column.addLayout(self._stack)
        column.addStretch(1)
        self._content, self._column = content, column
        content.setMaximumWidth(theme().px(READING_WIDTH) + 2 * edge)
        self.setWidget(content)

    def render(self, state: FormState, *, summary: bool = False) -> None:
        """Show a section. Fields of questions that are still there stay as they are."""
        if state.section_id != self._section_id:
            self._section_id = state.section_id
            self._forget()
            self._letter.setText(state.letter)
            self._title.setText(state.section_title)
            self._intro.setText(state.intro)
            self._intro.setVisible(bool(state.intro))
            self.verticalScrollBar().setValue(0)
        made = self._show_fields(state.questions)
        if self.summary.render(state.errors if summary else ()) or made:
            self._order_tabs()

    def be_brief(self, brief: bool) -> None:
        """Leave the heading to the list of sections where room is short."""
        for label in (self._letter, self._title):
            label.setVisible(not brief)
        edge = theme().px(SPACE_XL) - RING
        self._column.setContentsMargins(edge, theme().px(SPACE_S) if brief else edge, edge, edge)

    def focus_at(self, path: str = "") -> None:
        """Put the keyboard at a path such as "findings/2/text", or into the first field."""
        question_id, _, _ = split_path(path)
        named = self.fields.get(question_id)
        for field in (named,) if named is not None else tuple(self.fields.values()):
            if field.take_focus(path):
                # new fields are laid out only after this, deep ones in several passes
                self._arriving.start()
                QTimer.singleShot(0, self, self._bring_into_view)
                return

    def select(self, start: int, end: int) -> None:
        """Mark characters of the words that have the keyboard, or will once the window has it."""
        editor = self.window().focusWidget()
        if isinstance(editor, QPlainTextEdit) and self.isAncestorOf(editor):
            text = editor.document().toRawText()
            cursor = editor.textCursor()
            cursor.setPosition(utf16(text, start))
            cursor.setPosition(utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)
        elif isinstance(editor, QLineEdit) and self.isAncestorOf(editor):
            first = utf16(editor.text(), start)
            editor.setSelection(first, utf16(editor.text(), end) - first)

    def settle(self) -> None:
        """Finish what is being typed, before another section or page is shown."""
        for field in self.fields.values():
            if field.has_keyboard():
                field.settle()

    def _show_fields(self, questions: tuple[QuestionState, ...]) -> bool:
        """Make, keep and drop fields; say whether any was made."""
        wanted = {question.id for question in questions}
        for question_id in [one for one in self.fields if one not in wanted]:
            self._drop(self.fields.pop(question_id))
        made = False
        for place, question in enumerate(questions):
            field = self.fields.get(question.id)
            if field is None:
                made = True
                self._stack.insertWidget(place, self._make(question))
            else:
                field.render(question)
        self.fields = {question.id: self.fields[question.id] for question in questions}
        return made

    def _make(self, question: QuestionState) -> Field:
        field = make_field(question, today=self._today)
        field.edited.connect(partial(self.edited.emit, question.id))
        field.left.connect(partial(self.left.emit, question.id, "", ""))
        if isinstance(field, RowsField):
            field.cell_edited.connect(partial(self.cell_edited.emit, question.id))
            field.cell_left.connect(partial(self.left.emit, question.id))
            field.row_added.connect(partial(self.row_added.emit, question.id))
            field.row_removed.connect(partial(self.row_removed.emit, question.id))
            field.row_moved.connect(partial(self.row_moved.emit, question.id))
        self.fields[question.id] = field
        return field

    def _drop(self, field: Field) -> None:
        # the keyboard leaves a field that goes; nobody needs to hear of it
        field.blockSignals(True)
        self._stack.removeWidget(field)
        field.hide()
        field.deleteLater()

    def _forget(self) -> None:
        gone, self.fields = self.fields, {}
        for field in gone.values():
            field.blockSignals(True)
        for field in gone.values():
            self._drop(field)

    def _order_tabs(self) -> None:
        """Let Tab go through the section where it stands in the window, in the form's order.

        What is made while the window is open stands behind everything else in it.
        """
        before = self.previousInFocusChain()
        while before is not None and before is not self:
            if is_stop(before) and not self._content.isAncestorOf(before):
                break
            before = before.previousInFocusChain()
        if before is None:
            return
        stops = tab_stops(self.summary)
        for field in self.fields.values():
            stops += field.stops()
        # the last first, each right behind the same one: Qt does not put everything behind a text
        for widget in reversed(stops):
            QWidget.setTabOrder(before, widget)

    def _came(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring the whole field into view where Tab arrives; Qt cares for the cursor alone."""
        # under the mouse nothing may move between press and release
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if self._content.isAncestorOf(now):
            # what was left may have answered an error, and everything moves up
            QTimer.singleShot(0, self, self._bring_into_view)

    def _grown(self) -> None:
        if self._arriving.isActive():
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Scroll so that the question is read with its answer."""
        at = QApplication.focusWidget()
        if at is None or not self._content.isAncestorOf(at):
            return
        field: QWidget | None = at
        while field is not None and not isinstance(field, Field):
            field = field.parentWidget()
        if field is not None and field.height() < self.viewport().height():
            self.ensureWidgetVisible(field, 0, theme().px(SPACE_S))
        else:
            self.ensureWidgetVisible(at, 0, theme().px(SPACE_XL))
