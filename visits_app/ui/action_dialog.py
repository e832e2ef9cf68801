"""An action is raised from what gave rise to it, or given another owner or day."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.actions import Action, ActionLine, ActionOrigin
from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.text import date_in_words, shorten
from visits_app.presenters.actions import ActionRow, ActionsPresenter
from visits_app.presenters.visits import Option
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words


class ActionDialog(QDialog):
    """What is to be done, by whom, and when. With `row` only owner and day can be changed.

    With `findings` the one it comes from is chosen among them.
    """

    raised = Signal(str)
    """The id of a new action."""

    def __init__(
        self,
        context: Context,
        presenter: ActionsPresenter,
        parent: QWidget,
        *,
        row: ActionRow | None = None,
        origin: ActionOrigin = ActionOrigin.MEETING,
        origin_id: str = "",
        text: str = "",
        owner: str = "",
        source: str = "",
        findings: tuple[Option, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._row = row
        self._origin = (origin, origin_id)
        self.setWindowTitle("Change the action" if row else "Make an action")
        size_dialog(self, 560, 480 if row is None else 400)
        self.finding = QComboBox()
        self.finding.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.finding.setAccessibleName("Which finding it comes from")
        for option in findings:
            self.finding.addItem(shorten(option.label, 110), option.value)
        self.text = GrowingText(3)
        self.text.setPlainText(row.text if row else text)
        self.owner = QLineEdit(row.owner if row else owner)
        self.due = QLineEdit()
        if row is not None and row.line.action.due is not None:
            self.due.setText(date_in_words(row.line.action.due.isoformat()))
        self._day = words("", "caption")
        self._editors: dict[str, QWidget] = {
            "text": self.text,
            "owner": self.owner,
            "due": self.due,
        }
        self._errors = {key: words("", "error") for key in self._editors}
        self._build(row.origin if row else source)
        self.due.textChanged.connect(self._read_back)
        self._read_back()
        (self.owner if row else self.text).setFocus()

    def _build(self, source: str) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        column.setSpacing(theme().px(SPACE_S))
        if self._row is not None:
            column.addWidget(words(self._row.text, "lead"))
        if source:
            column.addWidget(words(source, "muted"))
        self.finding.setVisible(bool(self.finding.count()))
        if self.finding.count():
            column.addWidget(words("Which finding it comes from", "strong"))
            column.addWidget(self.finding)
        for key, label, hint in (
            ("text", "What is to be done", "One thing, so that one can see when it is done."),
            ("owner", "Who is to act", "A role, such as head of service, not a name."),
            ("due", "By when", "A day, such as 4 March 2027."),
        ):
            if key == "text" and self._row is not None:
                self.text.setParent(self)
                self.text.hide()
                continue
            column.addSpacing(theme().px(SPACE_S))
            column.addWidget(words(label, "strong"))
            column.addWidget(words(hint, "caption"))
            self._editors[key].setAccessibleName(label)
            self._editors[key].setAccessibleDescription(hint)
            column.addWidget(self._editors[key])
            if key == "due":
                column.addWidget(self._day)
            column.addWidget(self._errors[key])
            self._errors[key].hide()
        column.addStretch(1)
        self._area = scrolled(inner)
        self._error = words("", "error")
        self._error.hide()
        self._save = Button("Save", "primary", clicked=self._put)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(SPACE_S))
        buttons.addWidget(self._error, 1)
        buttons.addStretch(0)
        buttons.addWidget(Button("Cancel", clicked=self.reject))
        buttons.addWidget(self._save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addLayout(buttons)

    def _read_back(self) -> None:
        self._day.setText(self._presenter.day_meant(self.due.text()))

    def _put(self) -> None:
        self._save.setEnabled(False)
        if self._row is not None:
            change = partial(
                self._presenter.change, self._row.line.action, self.owner.text(), self.due.text()
            )
            self._context.jobs.run(self, change, self._changed, self._failed)
            return
        origin, origin_id = self._origin
        make = partial(
            self._presenter.raise_action,
            origin,
            self.finding.currentData() or origin_id,
            self.text.words(),
            self.owner.text(),
            self.due.text(),
        )
        self._context.jobs.run(self, make, self._made, self._failed)

    def _changed(self, _line: ActionLine) -> None:
        assert self._row is not None
        before = self._row.line.action
        self.accept()
        act = None
        if before.due is not None:
            day = before.due.isoformat()
            act = partial(
                undo, self._context,
                partial(self._presenter.change, before, before.owner, day),
                "Owner and day are as they were.", self._row.kind, before.id,
            )  # fmt: skip
        self._context.say("Action changed.", act=act)
        self._context.tell(self._row.kind, before.id)

    def _made(self, action: Action) -> None:
        self.accept()
        act = partial(
            undo, self._context, partial(self._presenter.withdraw, action.id),
            "The action was taken back.", "action", action.id,
        )  # fmt: skip
        self._context.say(f"Action {action.reference} was made.", act=act)
        self.raised.emit(action.id)
        self._context.tell("action", action.id)

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._error.hide()
        if isinstance(error, FaultsError) and error.faults:
            faults = {fault.where: fault.what for fault in error.faults}
            show_field_errors(self._editors, self._errors, faults, self._area)
        elif isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
