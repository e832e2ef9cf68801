"""Taking a sheet of updates in: they only add up, so that no undo is offered."""

from PySide6.QtWidgets import QWidget

from visits_app.presenters.progress_sheets import ProgressReceiver
from visits_app.ui.context import Context
from visits_app.ui.sheets.dialog import SheetDialog


class UpdatesDialog(SheetDialog):
    """The dialog of every sheet, without "Undo" once lines are taken."""

    def _done(self, sentence: str) -> None:
        self._context.say(sentence)
        self._context.tell(self._receiver.change)
        self.taken.emit(sentence)
        self.accept()


def read_updates(context: Context, parent: QWidget) -> UpdatesDialog:
    """Open the dialog that takes updates in."""
    dialog = UpdatesDialog(context, ProgressReceiver(context.space), parent)
    dialog.open()
    return dialog
