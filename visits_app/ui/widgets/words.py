"""Text on screen: always plain text, so that a user's words are never markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class WrappedLabel(QLabel):
    """A label that wraps; it asks for the height its width needs, not for a guess.

    QLabel's own minimum size supposes a narrow column, which makes pages scroll that need not.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(min(super().minimumSizeHint().width(), 48), self.fontMetrics().height())


def words(
    text: str = "",
    role: str = "",
    *,
    wrap: bool = True,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Make a plain-text label; `role` is a look of the stylesheet ("title", "muted", "error"…)."""
    label = WrappedLabel(parent) if wrap else QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Change a dynamic property the stylesheet looks at, and restyle the widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
