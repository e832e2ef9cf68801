"""Saving what goes to a service or a team: where to, and what is recorded then."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from visits_app.ui.context import Context
from visits_app.ui.undoing import failed

SHEETS = (
    ("xlsx", "Spreadsheet (*.xlsx)"),
    ("docx", "Word document (*.docx)"),
    ("csv", "Plain table (*.csv)"),
)
"""What a sheet may be saved as."""


def ask_where(
    parent: QWidget,
    title: str,
    name: str,
    kinds: tuple[tuple[str, str], ...],
    chosen: Callable[[Path], None],
) -> QFileDialog:
    """Ask where a file is to be saved and hand its path on, with an ending of one of `kinds`."""
    dialog = QFileDialog(parent, title, "", ";;".join(label for _, label in kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kinds[0][0])
    dialog.selectFile(f"{name}.{kinds[0][0]}")
    dialog.filterSelected.connect(partial(_change_ending, dialog, kinds))
    dialog.fileSelected.connect(partial(_hand_on, kinds, chosen))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def write(
    context: Context,
    owner: QWidget,
    work: Callable[[Path], Any],
    done: Callable[[Path, Any], None],
    path: Path,
) -> None:
    """Write a file in a job and say what came of it."""
    context.jobs.run(
        owner, partial(work, path), partial(done, path), partial(failed, context), long=True
    )


def _change_ending(dialog: QFileDialog, kinds: tuple[tuple[str, str], ...], label: str) -> None:
    for ending, told in kinds:
        if told == label:
            dialog.setDefaultSuffix(ending)


def _hand_on(kinds: tuple[tuple[str, str], ...], chosen: Callable[[Path], None], name: str) -> None:
    path = Path(name)
    if path.suffix.casefold().lstrip(".") not in {ending for ending, _ in kinds}:
        path = path.with_name(f"{path.name}.{kinds[0][0]}")
    chosen(path)
