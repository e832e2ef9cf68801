"""What just happened, in one line under the header, with Undo where it can be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_M, SPACE_S
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import set_role, words

_ICONS = {"info": "info", "good": "complete", "warning": "warning", "error": "error"}
_SHOWN_FOR_S = 12.0


@dataclass(frozen=True, slots=True)
class Message:
    """`tone` is "info", "good", "warning" or "error"; the last two stay until closed."""

    text: str
    tone: str = "good"
    action: str = ""
    act: Callable[[], None] | None = None


class MessageBar(QFrame):
    """Shows one message at a time; Ctrl+Z takes its action while it is there.

    It never goes by itself: everything below would move up under the mouse. It goes with the page
    it was read on.
    """

    def __init__(
        self, parent: QWidget | None = None, *, now: Callable[[], float] = monotonic
    ) -> None:
        """Make an empty bar; `now` counts seconds."""
        super().__init__(parent)
        self._now = now
        self._since = 0.0
        self.setProperty("kind", "message")
        self._message: Message | None = None
        self._icon = QLabel()
        self._text = words(selectable=True)
        self._action = Button("Undo", clicked=self.take_action)
        self._close = Button(
            "", "quiet", icon_name="close", name="Close message", clicked=self.dismiss
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def say(self, message: Message) -> None:
        """Show a message in place of the one before."""
        self._message = message
        set_role(self, "tone", message.tone)
        role = {"error": "danger", "warning": "warning", "good": "good"}.get(message.tone, "accent")
        self._icon.setPixmap(pixmap(_ICONS[message.tone], role))
        self._text.setText(message.text)
        self.setAccessibleName(message.text)
        self._action.setVisible(message.act is not None)
        if message.act is not None:
            self._action.words(message.action or "Undo")
        self._since = self._now()
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def message(self) -> Message | None:
        """The message on show, or None."""
        return self._message

    def take_action(self) -> None:
        """Do what the message offers, such as Undo."""
        message = self._message
        self.dismiss()
        if message is not None and message.act is not None:
            message.act()

    def turn_page(self) -> None:
        """Take away a message that has been there long enough to be read."""
        message = self._message
        if message is None or message.tone == "error":
            return
        # time to think again about what can be undone, or was refused
        long = message.act is not None or message.tone == "warning"
        enough = 2 * _SHOWN_FOR_S if long else _SHOWN_FOR_S
        if self._now() - self._since >= enough:
            self.dismiss()

    def dismiss(self) -> None:
        """Take the message away."""
        self._message = None
        self.hide()
