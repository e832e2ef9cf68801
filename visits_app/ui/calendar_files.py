"""Calendar files: what they would tell is looked at, then where they are saved is asked."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from visits_app.domain.privacy.decisions import Place
from visits_app.ui.pages.page import Page
from visits_app.ui.privacy_dialog import ask_before_leaving


def ask_for_calendar_file(
    page: Page,
    name: str,
    places: Callable[[], Sequence[Place]],
    chosen: Callable[[str], None],
) -> None:
    """Ask where a calendar file is to be saved, once nothing in `places` may identify anybody.

    `places` are read off the window's thread.
    """
    page.load(places, partial(_once_cleared, page, partial(_ask_where, page, name, chosen)))


def _once_cleared(page: Page, go_on: Callable[[], None], places: Sequence[Place]) -> None:
    ask_before_leaving(page, page.context, places, go_on, partial(_say_to_change, page))


def _say_to_change(page: Page) -> None:
    page.context.say("Change these words in the plan, then save the calendar file.", "warning")


def _ask_where(page: Page, name: str, chosen: Callable[[str], None]) -> None:
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
