"""Buttons of the few kinds there are."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from visits_app.ui.icons import icon
from visits_app.ui.theme import theme


class Button(QPushButton):
    """A button; `kind` is "", "primary", "quiet", "link", "inline" or "danger".

    `&` in its words is literal.
    """

    def __init__(
        self,
        text: str,
        kind: str = "",
        *,
        icon_name: str = "",
        tooltip: str = "",
        name: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.words(text)
        if kind:
            self.setProperty("kind", kind)
        self.setAccessibleName(name or text)
        if tooltip:
            self.setToolTip(tooltip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tint()
        if icon_name:
            theme().changed.connect(self._tint)
        if clicked is not None:
            # the signal carries `checked`; the callers' slots take nothing
            self.clicked.connect(clicked if kind == "toggle" else _without_argument(clicked))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space; Qt does so in dialogs only."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def words(self, text: str) -> None:
        """Change what the button says."""
        gap = " " if self._icon_name and text else ""
        self.setText(gap + text.replace("&", "&&"))
        self.setAccessibleName(text)

    def change_icon(self, icon_name: str) -> None:
        """Show another icon of the family."""
        self._icon_name = icon_name
        self._tint()

    def _tint(self) -> None:
        if not self._icon_name:
            return
        kind = self.property("kind")
        role = {
            "primary": "on_accent",
            "link": "accent",
            "inline": "accent",
            "danger": "danger",
        }.get(kind, "text")
        self.setIcon(icon(self._icon_name, role))
        side = theme().px(16)
        self.setIconSize(QSize(side, side))


def _without_argument(slot: Callable[[], object]) -> Callable[[bool], None]:
    def call(_checked: bool = False) -> None:
        slot()

    return call
