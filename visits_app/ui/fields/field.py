"""What every field has: its label above, hint close to it, error and word count under it.

A field never writes into the widget that has the keyboard, so typing cannot lose the cursor.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.domain.forms import Value
from visits_app.presenters.visit_form_states import QuestionState
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import READING_WIDTH, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import set_role, words

RING = 4
"""Room the focus ring needs round whatever has the keyboard."""
_STILL = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}


def tab_stops(parent: QWidget) -> list[QWidget]:
    """Return everything in `parent` that Tab can come to, in the order it was put there."""
    # a list that drops down is a child, but in a window of its own
    children: list[QWidget] = parent.findChildren(QWidget)
    return [child for child in children if is_stop(child) and parent.isAncestorOf(child)]


def is_stop(widget: QWidget) -> bool:
    """Say whether Tab can come to `widget`."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.focusProxy() is None


class Field(QWidget):
    """One question. Subclasses fill `body` in `build` and say what they hold."""

    edited = Signal(object)
    """The new value, on every key."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, state: QuestionState, *, within: str = "") -> None:
        """Make the field; `within` names the row it is a cell of ("Finding 2 of 3")."""
        super().__init__()
        self._state = state
        self._within = within
        self._own_error = ""
        self.setMaximumWidth(theme().px(READING_WIDTH))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(SPACE_S))
        self._build_frame()
        self.build()
        self._show_texts()
        self.show_options()
        self.show_value(state.value)
        self._show_verdict()
        self._describe()

    # --- for subclasses --------------------------------------------------------------------

    def build(self) -> None:
        """Put the editing widgets into `body`."""

    def editors(self) -> list[QWidget]:
        """Return the widgets that take the keyboard, in reading order."""
        return []

    def stops(self) -> list[QWidget]:
        """Return everything in the field that Tab can come to, in order."""
        return tab_stops(self)

    def holds(self, value: Value) -> bool:
        """Say whether what is on show already means `value`."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value without saying `edited`."""

    def show_options(self) -> None:
        """Show what can be chosen, from `self.state`."""

    def show_wrong(self, wrong: bool) -> None:
        """Mark the editing widgets as wrong."""
        for editor in self.editors():
            set_role(editor, "state", "error" if wrong else "")

    def name_editors(self, name: str, description: str) -> None:
        """Give the editing widgets their accessible names."""
        for editor in self.editors():
            editor.setAccessibleName(name)
            editor.setAccessibleDescription(description)

    def watch(self, editor: QWidget) -> None:
        """Notice when the keyboard leaves this widget for another field."""
        editor.installEventFilter(self)

    def took(self, value: object) -> None:
        """Pass on what was typed."""
        self.edited.emit(value)

    def say(self, error: str) -> None:
        """Show an error of the field's own, about typed words that mean nothing yet."""
        if error != self._own_error:
            self._own_error = error
            self._show_verdict()
            self._describe()

    # --- for the section -------------------------------------------------------------------

    @property
    def state(self) -> QuestionState:
        """What the field was last told to show."""
        return self._state

    def render(self, state: QuestionState, *, within: str = "") -> None:
        """Show a later state; only what differs is touched."""
        if state == self._state and within == self._within:
            return
        before, self._state, self._within = self._state, state, within
        if (state.label, state.number, state.hint) != (before.label, before.number, before.hint):
            self._show_texts()
        if state.options != before.options:
            self.show_options()
            self.show_value(state.value)
        elif (
            state.value != before.value
            and not self.has_keyboard()
            and not self._own_error
            and not self.holds(state.value)
        ):
            self.show_value(state.value)
        self._show_verdict()
        self._describe()

    def set_value(self, value: Value) -> None:
        """Show a value, wherever the keyboard is."""
        self._own_error = ""
        self.show_value(value)

    def set_error(self, text: str) -> None:
        """Show an error under the field; "" takes it away."""
        self.render(replace(self._state, error=text), within=self._within)

    def show_hint(self, hint: str) -> None:
        """Show another hint under the label."""
        self.render(replace(self._state, hint=hint), within=self._within)

    @property
    def error(self) -> str:
        """The error on show, or ""."""
        return self._own_error or self._state.error

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in this field."""
        at = QApplication.focusWidget()
        return at is not None and (at is self or self.isAncestorOf(at))

    def take_focus(self, _path: str = "") -> bool:
        """Put the keyboard into the field and say whether it has a place for it."""
        for editor in self.editors():
            if editor.isEnabled() and not editor.isHidden():
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    # --- inside ----------------------------------------------------------------------------

    def _build_frame(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RING, RING, RING, RING)
        layout.setSpacing(0)
        self._number = words("", "muted", wrap=False)
        self._label = words("", "" if self._within else "strong")
        self._optional = words("optional", "caption", wrap=False)
        head = QHBoxLayout()
        head.setSpacing(theme().px(SPACE_S))
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self._number, 0, top)
        head.addWidget(self._label, 1, top)
        head.addWidget(self._optional, 0, top)
        self.head = head
        self._hint = words("", "muted")
        self.help_button: Button | None = None
        self._help: QFrame | None = None
        layout.addLayout(head)
        layout.addWidget(self._hint)
        if self._state.help:
            self._build_help(head, layout)
        layout.addSpacing(theme().px(SPACE_XS))
        layout.addLayout(self.body)
        layout.addLayout(self._build_foot())

    def _build_help(self, head: QHBoxLayout, layout: QVBoxLayout) -> None:
        self.help_button = Button("Help", "inline", icon_name="help", clicked=self._toggle_help)
        head.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignTop)
        self._help = QFrame()
        self._help.setProperty("kind", "inset")
        inner = QVBoxLayout(self._help)
        edge = theme().px(SPACE_M)
        inner.setContentsMargins(edge, theme().px(SPACE_S), edge, theme().px(SPACE_S))
        inner.addWidget(words(" ".join(self._state.help.split()), selectable=False))
        self._help.hide()
        layout.addSpacing(theme().px(SPACE_XS))
        layout.addWidget(self._help)

    def _build_foot(self) -> QHBoxLayout:
        self._error_icon = QLabel()
        self._error = words("", "error")
        self._count = words("", "caption", wrap=False)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme().px(SPACE_XS), 0, 0)
        foot.setSpacing(theme().px(6))
        top = Qt.AlignmentFlag.AlignTop
        foot.addWidget(self._error_icon, 0, top)
        foot.addWidget(self._error, 1, top)
        foot.addStretch(0)
        foot.addWidget(self._count, 0, top | Qt.AlignmentFlag.AlignRight)
        return foot

    def _toggle_help(self) -> None:
        if self._help is not None and self.help_button is not None:
            self._help.setVisible(self._help.isHidden())

    def _show_texts(self) -> None:
        state = self._state
        self._number.setText(state.number)
        self._number.setVisible(bool(state.number) and not self._within)
        self._label.setText(state.label)
        self._hint.setText(state.hint)
        self._hint.setVisible(bool(state.hint))
        self._optional.setVisible(bool(state.requirement))

    def _show_verdict(self) -> None:
        error = self.error
        if error and self._error_icon.pixmap().isNull():
            self._error_icon.setPixmap(pixmap("error", "danger"))
        self._error.setText(f"Error: {error}" if error else "")
        self._error.setVisible(bool(error))
        self._error_icon.setVisible(bool(error))
        over = self._state.over_limit
        self._count.setText(self._state.word_count)
        self._count.setVisible(bool(self._state.word_count))
        set_role(self._count, "role", "error" if over else "caption")
        self.show_wrong(bool(error))

    def _describe(self) -> None:
        state = self._state
        name = " ".join(part for part in (state.number, state.label) if part)
        if self._within:
            name = f"{self._within}: {state.label}"
        required = "required" if state.required else state.requirement
        told = [self.error and f"Error: {self.error}", state.hint, required, state.word_count]
        self.setAccessibleName(name)
        self.name_editors(name, " ".join(part for part in told if part))
        if self.help_button is not None:
            self.help_button.setAccessibleName(f"Help with {state.label}")
            self.help_button.setAccessibleDescription(" ".join(state.help.split()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered()
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _STILL
            and not self.has_keyboard()
        ):
            self.settle()
            self.left.emit()
        return super().eventFilter(watched, event)

    def entered(self) -> None:
        """The keyboard came into the field."""

    def settle(self) -> None:
        """Finish what was typed, now that the keyboard has gone."""
