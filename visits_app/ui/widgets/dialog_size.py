"""Dialogs as large as they would like to be, and never larger than the screen."""

from PySide6.QtWidgets import QDialog

from visits_app.ui.theme import theme

_SHARE = 0.92


def size_dialog(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog a size in units of the scale; at large text it stops short of the screen."""
    room = dialog.screen().availableGeometry().size() * _SHARE
    dialog.resize(
        min(theme().px(width), room.width()),
        min(theme().px(height), room.height()),
    )
