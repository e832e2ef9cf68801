"""A member says that an action was seen done: at which visit, and by whom."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.actions import ActionLine
from visits_app.domain.errors import VisitsError
from visits_app.presenters.actions import ActionRow, ActionsPresenter, VerifyChoices
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words

_NONE = (
    "No submitted visit since then could show it. It is verified from the report of a later visit:"
    " tick it as done there, or come back once that report is in."
)


class VerifyDialog(QDialog):
    """Offers the visits after the action was raised, those of its team where it has one."""

    def __init__(
        self, context: Context, presenter: ActionsPresenter, row: ActionRow, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._row = row
        self._choices: VerifyChoices | None = None
        self.setWindowTitle("Verify at a visit")
        size_dialog(self, 560, 380)
        self.visit = QComboBox()
        self.visit.setAccessibleName("Visit at which it was seen")
        self.visit.setMaxVisibleItems(14)
        self.member = QComboBox()
        self.member.setAccessibleName("Member who saw it")
        self._error = words("", "error")
        self._error.hide()
        self._hint = words("A service does not verify its own work: a member does.", "muted")
        self._save = Button("Verify", "primary", icon_name="tick", clicked=self._put)
        self._save.setEnabled(False)
        self._build()
        self.visit.currentIndexChanged.connect(self._show_members)
        work = partial(presenter.verify_choices, row.line.action)
        context.jobs.run(self, work, self._show, self._failed)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.setSpacing(theme().px(SPACE_S))
        buttons.addWidget(Button("Cancel", clicked=self.reject))
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(words(self._row.text, "lead"))
        column.addWidget(self._hint)
        self._labels = (
            words("Visit at which it was seen", "strong"),
            words("Member who saw it", "strong"),
        )
        for label, combo in zip(self._labels, (self.visit, self.member), strict=True):
            column.addSpacing(theme().px(SPACE_S))
            column.addWidget(label)
            column.addWidget(combo)
        column.addWidget(self._error)
        column.addStretch(1)
        column.addSpacing(theme().px(SPACE_M))
        column.addLayout(buttons)

    def _show(self, choices: VerifyChoices) -> None:
        self._choices = choices
        for option in choices.visits:
            self.visit.addItem(option.label, option.value)
        found = bool(choices.visits)
        for widget in (*self._labels, self.visit, self.member):
            widget.setVisible(found)
        self._save.setEnabled(found)
        if not found:
            self._hint.setText(_NONE)
            return
        self._show_members()
        self.visit.setFocus()

    def _show_members(self) -> None:
        self.member.clear()
        if self._choices is not None:
            for option in self._choices.members.get(self.visit.currentData() or "", ()):
                self.member.addItem(option.label, option.value)

    def _put(self) -> None:
        work = partial(
            self._presenter.verify,
            self._row.line.action,
            self.visit.currentData() or "",
            self.member.currentData() or "",
        )
        self._save.setEnabled(False)
        self._context.jobs.run(self, work, self._saved, self._failed)

    def _saved(self, _line: ActionLine) -> None:
        before = self._row.line.action
        self.accept()
        act = partial(
            undo, self._context, partial(self._presenter.restore, before),
            "It waits to be verified again.", self._row.kind, before.id,
        )  # fmt: skip
        self._context.say("Verified.", act=act)
        self._context.tell(self._row.kind, before.id)

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(self._choices is not None and bool(self._choices.visits))
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
