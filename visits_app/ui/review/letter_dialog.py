"""The letter to the team: read it, save or print it, and the team counts as told."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.printing import MadePaper, PrintPresenter
from visits_app.presenters.review import ReviewPresenter, Taken
from visits_app.reports.document import Document
from visits_app.ui.context import Context
from visits_app.ui.privacy_dialog import ask_before_leaving
from visits_app.ui.review.sending import ask_where, write
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.document_view import DocumentView
from visits_app.ui.widgets.words import words

KINDS = (("pdf", "PDF (*.pdf)"), ("docx", "Word document (*.docx)"))
"""What the letter may be saved as."""


class LetterDialog(QDialog):
    """The letter as it will be sent."""

    told = Signal(object)
    """What was recorded: `Taken`, or None where the team was told before."""

    def __init__(self, context: Context, presenter: ReviewPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._presenter = context, presenter
        self._document: Document | None = None
        self._name = "Letter to the team"
        self.setWindowTitle("Letter to the team")
        size_dialog(self, 820, 680)
        self.view = DocumentView()
        self.view.setAccessibleName("Letter to the team")
        self._error = words("", "error")
        self._error.hide()
        self.save_button = Button(
            "Save…", "primary", icon_name="save", name="Save the letter",
            tooltip="Save as PDF or Word document (Ctrl+S)",
            clicked=self._ask_where,
        )  # fmt: skip
        self.save_button.setShortcut("Ctrl+S")
        self.print_button = Button(
            "Print…", icon_name="print", tooltip="Print (Ctrl+P)", clicked=self._print
        )
        self.print_button.setShortcut("Ctrl+P")
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)
        self._close = Button("Close", clicked=self.reject)
        self._close.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self.view, 1)
        outer.addWidget(self._error)
        outer.addWidget(words("Saved or printed, the team counts as told.", "caption"))
        outer.addLayout(row)
        context.jobs.run(self, self._read, self._show, self._failed)

    def _read(self) -> tuple[Document, str]:
        return self._presenter.letter(), self._presenter.file_name("Letter to the team")

    def _show(self, read: tuple[Document, str]) -> None:
        self._document, self._name = read
        self.view.show_document(self._document)
        for button in (self.save_button, self.print_button):
            button.setEnabled(True)
        self.view.setFocus()

    def _once_cleared(self, go: Callable[[], None]) -> None:
        """Have what may identify somebody decided; the letter is made anew when it leaves."""
        ask = partial(self._ask, go)
        self._context.jobs.run(self, self._presenter.letter_places, ask, self._failed, long=True)

    def _ask(self, go: Callable[[], None], places: tuple[Place, ...]) -> None:
        ask_before_leaving(self, self._context, places, go)

    def _ask_where(self) -> None:
        self._once_cleared(self._choose_file)

    def _choose_file(self) -> None:
        ask_where(self, "Save the letter", self._name, KINDS, self.save)

    def save(self, path: Path) -> None:
        """Save the letter and record that the team was told."""
        self._error.hide()
        write(self._context, self, self._presenter.save_letter, self._saved, path)

    def _saved(self, path: Path, taken: Taken | None) -> None:
        self.accept()
        self._context.say(f"The letter is saved as “{path.name}”.")
        self.told.emit(taken)

    def _print(self) -> None:
        self._once_cleared(self._make)

    def _make(self) -> None:
        run = self._context.jobs.run
        run(self, self._presenter.make_letter, self._to_printer, self._failed, long=True)

    def _to_printer(self, made: MadePaper) -> None:
        from visits_app.ui.printing import print_paper

        presenter = PrintPresenter(self._context.space)
        print_paper(self, self._context, presenter, made, self._printed)

    def _printed(self) -> None:
        done = partial(self._saved_on_paper)
        self._context.jobs.run(self, self._presenter.told, done, self._failed)

    def _saved_on_paper(self, taken: Taken | None) -> None:
        self.accept()
        self._context.say("The letter was sent to the printer.")
        self.told.emit(taken)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
