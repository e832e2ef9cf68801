"""A card: white surface, hairline, a heading and what belongs under it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.words import words


class Card(QFrame):
    """A surface with an optional heading; add to `body`, put small buttons in `corner`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        outer = QVBoxLayout(self)
        edge = theme().px(SPACE_L)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme().px(SPACE_M))
        self.corner = QHBoxLayout()
        self.corner.setSpacing(theme().px(SPACE_S))
        self.heading = words(heading, "lead")
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addLayout(self.corner)
        outer.addLayout(row)
        # never before it has a parent: a label without one would open as a window of its own
        self.heading.setVisible(bool(heading))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(SPACE_S))
        outer.addLayout(self.body)

    def clear(self) -> None:
        """Take everything out of the body."""
        clear_layout(self.body)


def rule() -> QFrame:
    """Make a hairline."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def clear_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)  # type: ignore[arg-type]
