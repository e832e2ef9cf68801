"""The end of the check page: why a correction is made, the declaration, and the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from visits_app.domain.forms import Kind
from visits_app.presenters.check import CheckPageState
from visits_app.presenters.visit_form_states import QuestionState
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.fields.text import LongTextField
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words

_REASON = QuestionState(
    id="reason",
    path="reason",
    number="",
    label="Why is the report corrected?",
    kind=Kind.LONG_TEXT,
    value=None,
    hint="Printed with the amendment. One or two sentences.",
    required=True,
)


class SubmitCard(Card):
    """Says what is still missing when the button is pressed too early."""

    submit_wanted = Signal()
    give_up_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Declaration")
        self.reason_field = LongTextField(_REASON)
        self.reason_field.edited.connect(self._take_reason)
        self._statement = words("")
        self.declared = CheckOption("I declare this")
        self.declared.clicked.connect(self._tidy)
        self._error = words("Error: Tick the declaration before you submit.", "error")
        self.submit_button = Button("Submit", "primary", icon_name="sealed")
        self.submit_button.setToolTip("Submit (Ctrl+Enter)")
        self.give_up_button = Button("Give the correction up")
        self.submit_button.clicked.connect(self.submit_wanted)
        self.give_up_button.clicked.connect(self.give_up_wanted)
        self._after = words("", "muted")
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.submit_button)
        row.addWidget(self.give_up_button)
        row.addStretch(1)
        self.body.setSpacing(theme().px(SPACE_S))
        self.body.addWidget(self.reason_field)
        for widget in (self._statement, self.declared, self._error, self._after):
            self.body.addWidget(widget)
        self.body.addSpacing(theme().px(SPACE_M))
        self.body.addLayout(row)
        self._reason = ""
        self.clear()

    @property
    def reason(self) -> str:
        """Why the report is corrected."""
        return self._reason

    def render(self, state: CheckPageState) -> None:
        """Show what this visit needs before it is sealed."""
        self.reason_field.setVisible(state.correcting)
        self.give_up_button.setVisible(state.correcting)
        self._statement.setText(state.declaration)
        self.declared.setAccessibleDescription(state.declaration)
        self.submit_button.words(state.submit_words)
        self._after.setText(
            "The amendment is sealed beside the report; both stay readable."
            if state.correcting
            else "A submitted report is sealed. Later corrections are numbered amendments."
        )

    def complete(self) -> bool:
        """Say whether all is given; show and go to what is not."""
        no_reason = not self.reason_field.isHidden() and not self._reason.strip()
        self.reason_field.set_error("Say why the report is corrected." if no_reason else "")
        undeclared = not self.declared.isChecked()
        self._error.setVisible(undeclared)
        if no_reason:
            self.reason_field.take_focus()
        elif undeclared:
            self.declared.setFocus()
        return not (no_reason or undeclared)

    def clear(self) -> None:
        """Forget reason and tick: they belong to one visit."""
        self._reason = ""
        self.reason_field.set_value(None)
        self.reason_field.set_error("")
        self.declared.setChecked(False)
        self._error.hide()

    def busy(self, busy: bool) -> None:
        """Take no second press while the report is being sealed."""
        self.submit_button.setEnabled(not busy)

    def press(self) -> None:
        """Press the button."""
        if self.submit_button.isEnabled():
            self.submit_wanted.emit()

    def _take_reason(self, text: str) -> None:
        self._reason = text
        if text.strip():
            self.reason_field.set_error("")

    def _tidy(self, declared: bool) -> None:
        if declared:
            self._error.hide()
