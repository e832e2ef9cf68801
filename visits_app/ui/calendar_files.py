"""Where a calendar file is saved, and that it was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from visits_app.ui.pages.page import Page


def ask_for_calendar_file(page: Page, name: str, chosen: Callable[[str], None]) -> None:
    """Ask where a calendar file is to be saved."""
    dialog = QFileDialog(page, "Save calendar file", "", "Calendar (*.ics)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("ics")
    dialog.selectFile(name)
    dialog.fileSelected.connect(chosen)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def say_saved(page: Page, path: Path) -> None:
    """Say that a calendar file is saved and what it does."""
    page.context.say(f"Saved as {path.name}. Calendars that have it already take the changes.")
