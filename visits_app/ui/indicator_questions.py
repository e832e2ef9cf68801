"""What the service was asked about an indicator, on its page, and the button that asks."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from visits_app.presenters.actions import ActionRow, ActionsPresenter
from visits_app.presenters.questions import OpenQuestions, QuestionPresenter
from visits_app.presenters.workspace import Change
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.words import words


class QuestionsCard(Card):
    """The open questions of one indicator, under the button that asks another."""

    def __init__(self, context: Context) -> None:
        super().__init__("Questions")
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Maximum)
        self._context = context
        self._indicator_id = ""
        self._series_id = ""
        self._presenter = QuestionPresenter(context.space)
        self.ask_button = Button(
            "Ask the service…",
            icon_name="send",
            tooltip="Put a question about this indicator to the service (Ctrl+Shift+A)",
            clicked=self.ask,
        )
        self.ask_button.setShortcut("Ctrl+Shift+A")
        self.body.addWidget(self.ask_button)
        self._summary = words("", "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(SPACE_S))
        self.body.addWidget(self._summary)
        self.body.addLayout(self._lines)
        self._listed: list[QFrame] = []
        context.changed.connect(self._notice)

    def show_for(self, indicator_id: str, series_id: str = "") -> None:
        """Show the questions of an indicator; one asks about the series on show."""
        self._series_id = series_id
        if indicator_id != self._indicator_id:
            self._indicator_id = indicator_id
            self._read()

    def ask(self) -> None:
        """Open the dialog that asks."""
        if not self._indicator_id:
            return
        from visits_app.ui.question_dialog import QuestionDialog

        QuestionDialog(
            self._context, self._indicator_id, self.window(), series_id=self._series_id
        ).open()

    def _read(self) -> None:
        work = partial(self._presenter.of_indicator, self._indicator_id)
        self._context.jobs.run(self, work, self._show)

    def _show(self, state: OpenQuestions) -> None:
        self._summary.setText(state.summary)
        for old in self._listed:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._listed = []
        for line in state.lines:
            for frame in (rule(), self._line(line, can_answer=state.can_answer)):
                self._lines.addWidget(frame)
                self._listed.append(frame)

    def _line(self, line: ActionRow, *, can_answer: bool) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_XS))
        column.addWidget(words(line.text))
        column.addWidget(words(f"{line.owner} · {line.due}", "caption"))
        if line.response:
            column.addWidget(words(f"The service: {line.response}"))
        row = QHBoxLayout()
        row.addWidget(Chip(line.status, line.tone, line.icon_name))
        row.addStretch(1)
        if can_answer:
            name = f"Record the answer to: {line.text}"
            row.addWidget(Button("Answer", "link", name=name, clicked=partial(self._answer, line)))
        column.addLayout(row)
        return frame

    def _answer(self, line: ActionRow) -> None:
        from visits_app.ui.answer_dialog import AnswerDialog

        AnswerDialog(
            self._context, ActionsPresenter(self._context.space), line, self.window()
        ).open()

    def _notice(self, change: Change) -> None:
        if change.kind == "question" and self._indicator_id:
            self._read()
