"""A new version of a form from a file: every fault, or what it changes, before it is taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from visits_app.domain.errors import FormRefused, VisitsError
from visits_app.domain.forms import Form
from visits_app.presenters.form_register import FormPresenter, NewFormState
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.registers.draft_moves import DraftBlock
from visits_app.ui.registers.form_preview import FormPreviewDialog
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

FILES = "Form (*.toml)"


class FormFileDialog(QDialog):
    """Choose a file; read what it would change; look at it as a member; take it in."""

    taken = Signal(str)
    """The id of the form."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = FormPresenter(context.space)
        self._state: NewFormState | None = None
        self.setWindowTitle("A form from a file")
        size_dialog(self, 720, 600)
        self._build()
        self.choose_button.setFocus()

    def _build(self) -> None:
        self._title = words("A form from a file", "title")
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(4, 4, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_S))
        self.area = scrolled(content, reading=True)
        self.area.setAccessibleName("What the file would change")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choose_button = Button("Choose a file…", icon_name="open", clicked=self.choose)
        self.preview_button = Button(
            "Preview as a member", icon_name="preview", clicked=self._preview
        )
        self.take_button = Button("Take it in", "primary", clicked=self._take)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        for button in (self.choose_button, self.preview_button, self.cancel_button):
            button.setAutoDefault(False)
        self.preview_button.setEnabled(False)
        self.take_button.setEnabled(False)
        foot = FlowLayout(spacing=theme().px(SPACE_S))
        for button in (
            self.choose_button, self.preview_button, self.cancel_button, self.take_button,
        ):  # fmt: skip
            foot.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._title)
        outer.addWidget(self.area, 1)
        outer.addLayout(foot)
        self._say(
            (
                "A form is a TOML file like those of the folder “forms”. It is checked as a whole, "
                "and you see what it adds, renames and no longer asks before anything is taken in.",
                "",
            ),
        )

    def choose(self) -> None:
        """Ask for a file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Choose a form", folder, FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def read(self, path: str) -> None:
        """Read a file and show what it would change, or everything that is wrong with it."""
        self.take_button.setEnabled(False)
        self.preview_button.setEnabled(False)
        work = partial(self._presenter.read_file, Path(path))
        self._context.jobs.run(self, work, self.show_state, self._failed)

    def show_state(self, state: NewFormState) -> None:
        """Show a form that may be taken in."""
        self._state = state
        self._title.setText(state.title)
        self._say((state.summary, ""))
        for group in state.groups:
            self._column.addSpacing(theme().px(SPACE_S))
            self._column.addWidget(words(group.title, "strong"))
            for sentence in group.sentences:
                self._column.addWidget(words(sentence, selectable=True))
        if state.drafts:
            self._column.addSpacing(theme().px(SPACE_S))
            self._column.addWidget(words("Drafts on earlier versions", "strong"))
            self._column.addWidget(
                words(
                    "They stay where they are. What would happen to each if it were moved "
                    "afterwards:",
                )
            )
            for draft in state.drafts:
                self._column.addWidget(DraftBlock(draft, movable=False))
        self._column.addStretch(1)
        self.take_button.setEnabled(True)
        self.preview_button.setEnabled(True)
        self.take_button.setDefault(True)
        self.area.verticalScrollBar().setValue(0)
        self.area.setFocus()

    def _say(self, *lines: tuple[str, str]) -> None:
        clear_layout(self._column)
        for text, role in lines:
            self._column.addWidget(words(text, role, selectable=True))

    def _preview(self) -> None:
        if self._state is not None:
            FormPreviewDialog(self._context, self, form=self._state.form).open()

    def _take(self) -> None:
        if self._state is not None:
            self.take_button.setEnabled(False)
            form = self._state.form
            work = partial(self._presenter.take, form)
            self._context.jobs.run(self, work, partial(self._was_taken, form), self._failed)

    def _was_taken(self, form: Form, sentence: str) -> None:
        back = partial(self._presenter.undo_take, form)
        told = f"Version {form.version} of {form.title} is taken out again."
        self._context.say(sentence, act=partial(undo, self._context, back, told, "register"))
        self._context.tell("register")
        self.taken.emit(form.id)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._state = None
        if isinstance(error, FormRefused):
            self._title.setText("A form from a file")
            count = len(error.faults)
            many = "One thing has" if count == 1 else f"{count} things have"
            self._say(
                (str(error.args[0]), "strong"),
                (f"{many} to be put right in the file:", ""),
                *((f"Error: {fault}", "error") for fault in error.faults),
            )
            self._column.addStretch(1)
            self.choose_button.setFocus()
        elif isinstance(error, VisitsError):
            self._say((f"Error: {error}", "error"))
            self._column.addStretch(1)
        else:
            self._context.jobs.crashed.emit(error)
