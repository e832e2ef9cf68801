"""The dialog that puts a question about an indicator to the service."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import FaultsError, VisitsError
from visits_app.domain.questions import IndicatorQuestion
from visits_app.presenters.questions import QuestionForm, QuestionPresenter
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import RadioOption
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.field_errors import show_field_errors
from visits_app.ui.widgets.words import words

_SUGGESTED = 3
"""Suggestions to choose from: more would have to be read before one can begin."""

_OWN = "In my own words"


class QuestionDialog(QDialog):
    """What is asked, of whom, by when, and about which team and month."""

    def __init__(
        self, context: Context, indicator_id: str, parent: QWidget, *, series_id: str = ""
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = QuestionPresenter(context.space)
        self._form: QuestionForm | None = None
        self._own_words = ""
        self._filling = False
        self.suggestions: list[RadioOption] = []
        self.setWindowTitle("Ask the service")
        size_dialog(self, 680, 780)
        self._build()
        self._connect()
        work = partial(self._presenter.form, indicator_id, series_id)
        context.jobs.run(self, work, self._show, self._failed)

    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self._column.setSpacing(theme().px(SPACE_S))
        self._heading = words("Ask the service", "title")
        self._choices = QButtonGroup(self)
        self._offered = QVBoxLayout()
        self._offered.setSpacing(0)
        self._suggested = words("Suggested by what the figures do", "strong")
        self._column.addWidget(self._heading)
        self._column.addWidget(self._suggested)
        self._column.addLayout(self._offered)
        self.text = GrowingText(3)
        self.owner = QLineEdit()
        self.due = QLineEdit()
        self.team = _combo()
        self.period = _combo()
        self._errors = {key: words("", "error") for key in ("text", "owner", "due")}
        self._add("text", "The question", "Ask what the service knows; the figures do not say why.",
                  self.text)  # fmt: skip
        self._add("owner", "Who is to answer?", "A role, such as head of service, not a name.",
                  self.owner)  # fmt: skip
        self._day = words("", "caption")
        self._add("due", "When is the answer due?", "", self.due, self._day)
        self._team_label = self._add("team", "About which team?", "", self.team)
        self._add("period", "About which figure?", "", self.period)
        self._column.addStretch(1)
        self._area = scrolled(inner)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._general = words("", "error")
        self._general.hide()
        self.ask_button = Button("Ask the service", "primary", icon_name="send")
        self.ask_button.setDefault(True)
        self.ask_button.setEnabled(False)
        self.cancel_button = Button("Cancel")
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._general, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.ask_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_M))
        outer.addWidget(self._area, 1)
        outer.addLayout(row)

    def _add(
        self, key: str, label: str, hint: str, editor: QWidget, below: QWidget | None = None
    ) -> QWidget:
        """Put a field into the column: label, hint, editor, error; return the label."""
        self._column.addSpacing(theme().px(SPACE_XS))
        named = words(label, "strong")
        self._column.addWidget(named)
        if hint:
            self._column.addWidget(words(hint, "caption"))
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        self._column.addWidget(editor)
        if below is not None:
            self._column.addWidget(below)
        if key in self._errors:
            self._column.addWidget(self._errors[key])
            self._errors[key].hide()
        return named

    def _connect(self) -> None:
        self._choices.idClicked.connect(self._choose)
        self.text.textChanged.connect(self._typed)
        self.due.textChanged.connect(self._read_back)
        self.team.currentIndexChanged.connect(self._fit_owner)
        self.ask_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self.reject)

    # --- showing ---------------------------------------------------------------------------

    def _show(self, form: QuestionForm) -> None:
        self._form = form
        self._heading.setText(f"Ask the service about {form.indicator}")
        clear_layout(self._offered)
        self.suggestions = []
        for number, words_of_it in enumerate((*form.suggestions[:_SUGGESTED], _OWN)):
            button = RadioOption(words_of_it)
            self._choices.addButton(button, number)
            self._offered.addWidget(button)
            self.suggestions.append(button)
        for button in reversed(self.suggestions):  # made last, they would come last by Tab
            QWidget.setTabOrder(button, self.text)
        for combo, options in ((self.team, form.teams), (self.period, form.periods)):
            combo.blockSignals(True)
            for option in options:
                combo.addItem(option.label, option.value)
            combo.blockSignals(False)
        several = bool(form.teams)
        self.team.setVisible(several)
        self._team_label.setVisible(several)
        self.due.setText(form.due)
        self._fit_owner()
        self.suggestions[0].setChecked(True)
        self._choose(0)
        self.ask_button.setEnabled(True)
        self.text.setFocus()

    # --- slots -----------------------------------------------------------------------------

    def _choose(self, number: int) -> None:
        if self._form is None:
            return
        offered = self._form.suggestions[:_SUGGESTED]
        self._filling = True
        self.text.setPlainText(offered[number] if number < len(offered) else self._own_words)
        self._filling = False
        if number < len(offered):
            self.text.selectAll()  # who types asks their own question, not one joined to this
        if number == len(offered):
            self.text.setFocus()

    def _typed(self) -> None:
        if not self._filling and self.suggestions:
            self._own_words = self.text.words()
            self.suggestions[-1].setChecked(True)

    def _read_back(self) -> None:
        self._day.setText(self._presenter.day_meant(self.due.text()))

    def _fit_owner(self) -> None:
        """Name the role that leads the team, as long as nobody wrote another."""
        if self._form is None:
            return
        known = self._form.owners
        if self.owner.text().strip() in {"", *known.values()}:
            alone = next(iter(known.values())) if len(known) == 1 else ""
            self.owner.setText(known.get(self.team.currentData() or self._form.team_id, alone))

    def _ask(self) -> None:
        if self._form is None:
            return
        self.ask_button.setEnabled(False)
        work = partial(
            self._presenter.raise_question,
            self._form,
            self.text.words(),
            self.owner.text(),
            self.due.text(),
            team_id=self.team.currentData() or "",
            period=self.period.currentData() or "",
        )
        self._context.jobs.run(self, work, self._asked, self._failed)

    def _asked(self, question: IndicatorQuestion) -> None:
        self.accept()
        take_back = partial(self._presenter.withdraw, question.id)
        told = "The question was taken back."
        act = partial(undo, self._context, take_back, told, "question", question.id)
        self._context.say(f"Asked: {question.owner} is to answer by {self.due.text()}.", act=act)
        self._context.tell("question", question.id)

    def _failed(self, error: Exception) -> None:
        self.ask_button.setEnabled(self._form is not None)
        self._general.hide()
        if isinstance(error, FaultsError) and error.faults:
            self._show_faults({fault.where: fault.what for fault in error.faults})
        elif isinstance(error, VisitsError):
            self._general.setText(f"Error: {error}")
            self._general.show()
        else:
            self._context.jobs.crashed.emit(error)

    def _show_faults(self, faults: dict[str, str]) -> None:
        editors: dict[str, QWidget] = {"text": self.text, "owner": self.owner, "due": self.due}
        show_field_errors(editors, self._errors, faults, self._area)


def _combo() -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMaxVisibleItems(14)
    return combo
