"""What a page shows when it has nothing, is still reading, or could not read."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XXL, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_LOADING_AFTER_MS = 200


class EmptyState(QWidget):
    """What belongs here, and the button that starts it."""

    def __init__(self, icon_name: str, title: str, text: str, button: Button | None = None) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_XXL),) * 4)
        layout.setSpacing(SPACE_S)
        layout.addStretch(1)
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, "muted", 40))
        self._title = words(title, "title")
        self._text = words(text, "muted")
        for label in (picture, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        if button is not None:
            layout.addSpacing(SPACE_L)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def show_words(self, title: str, text: str) -> None:
        """Change what is said."""
        self._title.setText(title)
        self._text.setText(text)


class StateStack(QStackedWidget):
    """One of: the content, an empty state, "Loading", or an error with "Try again"."""

    def __init__(self, content: QWidget, empty: QWidget | None = None) -> None:
        super().__init__()
        self.content = content
        self.empty = empty
        self._loading = QWidget()
        layout = QVBoxLayout(self._loading)
        layout.addWidget(words("Loading…", "muted"), 0, Qt.AlignmentFlag.AlignCenter)
        self.retry = Button("Try again")
        self._error = EmptyState("warning", "This page could not be read", "", self.retry)
        for widget in (content, empty, self._loading, self._error):
            if widget is not None:
                self.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOADING_AFTER_MS)
        self._timer.timeout.connect(self._show_loading)

    def loading(self) -> None:
        """Say "Loading" if the answer takes longer than a moment."""
        self._timer.start()

    def show_content(self) -> None:
        """Show what was read."""
        self._timer.stop()
        self.setCurrentWidget(self.content)

    def show_empty(self) -> None:
        """Show that there is nothing yet."""
        self._timer.stop()
        if self.empty is not None:
            self.setCurrentWidget(self.empty)

    def show_error(self, sentence: str) -> None:
        """Show why the page could not be read."""
        self._timer.stop()
        self._error.show_words("This page could not be read", sentence)
        self.setCurrentWidget(self._error)

    def _show_loading(self) -> None:
        self.setCurrentWidget(self._loading)
