"""The two commands of the register's page: save it as a sheet, add or change from one."""

from functools import partial

from PySide6.QtWidgets import QFileDialog, QWidget

from visits_app.domain.sheets import SheetKind
from visits_app.presenters.register_sheets import (
    RegisterReceiver,
    register_file_name,
    register_sheet,
)
from visits_app.ui.context import Context
from visits_app.ui.sheets.dialog import SheetDialog
from visits_app.ui.sheets.saving import save_sheet

KINDS = frozenset({"teams", "members", "themes", "bodies"})
"""The registers that go out as sheets; a page hides the commands for others."""


def export_register(context: Context, page: QWidget, kind: str) -> QFileDialog:
    """Ask where a register is saved as a sheet, and save it."""
    which = SheetKind(kind)
    make = partial(register_sheet, context.space, which)
    return save_sheet(page, context, make, register_file_name(context.space, which))


def import_register(context: Context, page: QWidget, kind: str) -> SheetDialog:
    """Open the dialog that adds to and changes a register from a sheet."""
    dialog = SheetDialog(context, RegisterReceiver(context.space, SheetKind(kind)), page)
    dialog.open()
    return dialog
