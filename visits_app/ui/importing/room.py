"""Room for a table and what stands beside it: next to each other, or under each other."""

from PySide6.QtWidgets import QScrollArea, QWidget

from visits_app.ui.theme import theme

_UNBOUNDED = 16_777_215


def share_beside(table: QWidget, side: QScrollArea, width: int) -> None:
    """Give the side its width (pixels at 100 %) and both all the height there is."""
    side.setFixedWidth(theme().px(width))
    for widget in (table, side):
        widget.setMinimumHeight(theme().px(120))
        widget.setMaximumHeight(_UNBOUNDED)


def share_below(
    table: QWidget, side: QScrollArea, *, table_height: int, page_height: int, side_height: int
) -> None:
    """Let the page scroll as one: the table as high as the page allows, the side under it whole.

    `table_height` is in pixels at 100 %, the other two in pixels of the screen.
    """
    side.setMinimumWidth(0)
    side.setMaximumWidth(_UNBOUNDED)
    room = max(theme().px(120), page_height - theme().px(80))
    table.setFixedHeight(min(theme().px(table_height), room))
    side.setFixedHeight(max(side_height, 1))
