"""Saving a sheet that is to be sent: where to, and as what kind of file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.sheets import Sheet
from visits_app.presenters.printing import safe_file_name
from visits_app.presenters.privacy import sheet_places
from visits_app.presenters.sheets import ENDINGS
from visits_app.presenters.sheets import save_sheet as write
from visits_app.ui.context import Context
from visits_app.ui.privacy_dialog import ask_before_leaving

Before = Callable[[Sheet, Callable[[], None]], None]
"""Given the sheet and what goes on: where words are looked at before they leave the office."""


def save_sheet(
    parent: QWidget,
    context: Context,
    make: Callable[[], Sheet],
    name: str,
    *,
    before: Before | None = None,
) -> QFileDialog:
    """Ask where a sheet is saved, make it there and then in a job, and write it.

    `make` runs off the window's thread once a place is chosen: a sheet that is given up is never
    kept as sent. `before` is called on the window's thread with the sheet that was made and goes
    on, or does not; without one, what may identify somebody in its cells is asked about.
    """
    before = before or partial(_look_first, parent, context)
    dialog = QFileDialog(parent, "Save the sheet", "", ";;".join(words for _, words in ENDINGS))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ENDINGS[0][0])
    dialog.selectFile(f"{safe_file_name(name)}.{ENDINGS[0][0]}")
    dialog.fileSelected.connect(partial(save_to, context, make, before))
    dialog.filterSelected.connect(partial(_change_ending, dialog))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def save_to(
    context: Context, make: Callable[[], Sheet], before: Before | None, chosen: str
) -> None:
    """Make a sheet and write it to the place that was chosen."""
    path = Path(chosen)
    if path.suffix.casefold().lstrip(".") not in {ending for ending, _ in ENDINGS}:
        path = path.with_name(f"{path.name}.{ENDINGS[0][0]}")
    done = partial(_made, context, path, before)
    context.jobs.run(context, make, done, partial(_failed, context), long=True)


def _look_first(parent: QWidget, context: Context, sheet: Sheet, go: Callable[[], None]) -> None:
    ask_before_leaving(parent, context, sheet_places(sheet), go)


def _change_ending(dialog: QFileDialog, words: str) -> None:
    for ending, told in ENDINGS:
        if told == words:
            dialog.setDefaultSuffix(ending)


def _made(context: Context, path: Path, before: Before | None, sheet: Sheet) -> None:
    go = partial(_write, context, sheet, path)
    if before is None:
        go()
    else:
        before(sheet, go)


def _write(context: Context, sheet: Sheet, path: Path) -> None:
    work = partial(write, sheet, path)
    context.jobs.run(context, work, partial(_saved, context), partial(_failed, context), long=True)


def _saved(context: Context, path: Path) -> None:
    context.say(f"The sheet is saved as “{path.name}”.")


def _failed(context: Context, error: Exception) -> None:
    if isinstance(error, VisitsError):
        context.say(str(error), "error")
    else:
        context.jobs.crashed.emit(error)
