"""The dialog of a decision: noted, or one that makes an action or a recommendation."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from visits_app.domain.meetings import Decision, DecisionKind
from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.presenters.minutes_states import DecisionForm, DecisionTyped
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.meetings.field_dialog import FieldDialog
from visits_app.ui.widgets.words import words


class DecisionDialog(FieldDialog):
    """What was decided; `kept` carries the decision. A made one can only get other words.

    `made_new` says whether it put a recommendation on the tracker that was not there before.
    """

    def __init__(
        self,
        context: Context,
        presenter: MinutesPresenter,
        parent: QWidget,
        meeting_id: str,
        decision: Decision | None = None,
    ) -> None:
        super().__init__(
            context,
            parent,
            title="Minute a decision" if decision is None else "Change the decision",
            save="Add decision" if decision is None else "Save",
            width=640,
            height=680 if decision is None else 360,
        )
        self._presenter = presenter
        self._meeting_id = meeting_id
        self._decision = decision
        self.text = GrowingText(3)
        self.text.setPlainText(decision.text if decision else "")
        self.add_field("What was decided", self.text, key="text")
        if decision is None:
            self._build()
            self.save_button.setEnabled(False)
            work = partial(presenter.decision_form, meeting_id)
            context.jobs.run(self, work, self._show, self.failed)
        elif decision.action_id or decision.recommendation_id:
            made = "action" if decision.action_id else "recommendation"
            told = f"The {made} it made keeps its own words; change them there."
            self.column.addWidget(words(told, "caption"))
        self.column.addStretch(1)
        self.text.setFocus()

    def _build(self) -> None:
        self.item = QComboBox()
        self.kind = QComboBox()
        for kind in DecisionKind:
            self.kind.addItem(kind.label, kind)
        self.owner = QLineEdit()
        self.due = QLineEdit()
        self._due_meant = words("", "caption")
        self.team = QComboBox()
        self.recommendation = QComboBox()
        self.new_title = QLineEdit()
        self.new_owner = QLineEdit()
        self.new_due = QLineEdit()
        self._new_meant = words("", "caption")
        self.add_field("Item of the agenda", self.item)
        self.add_field("What it makes", self.kind)
        self._of_action = [
            *self.add_field(
                "Who is to act", self.owner, "A role, such as head of service, not a name.",
                key="owner",
            ),
            *self.add_field(
                "By when", self.due, "A day, such as 4 March 2027.", key="due",
                below=self._due_meant,
            ),
            *self.add_field("Team it is about", self.team),
        ]  # fmt: skip
        self._of_recommendation = self.add_field(
            "Recommendation it made", self.recommendation, key="recommendation"
        )
        self._of_new = [
            *self.add_field("Short title", self.new_title, key="new_title"),
            *self.add_field(
                "Lead officer", self.new_owner, "A role, such as head of service, not a name.",
                key="new_owner",
            ),
            *self.add_field(
                "Due", self.new_due, "A day, such as 4 March 2027; may be empty.", key="new_due",
                below=self._new_meant,
            ),
        ]  # fmt: skip
        self.kind.currentIndexChanged.connect(self._fit)
        self.recommendation.currentIndexChanged.connect(self._fit)
        self.new_due.textChanged.connect(self._read_back)
        self.due.textChanged.connect(self._read_back)
        self._fit()

    def _show(self, form: DecisionForm) -> None:
        for box, options in ((self.item, form.items), (self.team, form.teams)):
            for option in options:
                box.addItem(option.label, option.value)
        self.recommendation.addItem("A new one, put on the tracker", "")
        for option in form.recommendations:
            self.recommendation.addItem(option.label, option.value)
        self.save_button.setEnabled(True)

    def _fit(self) -> None:
        """Show the fields of what the decision makes."""
        kind = self.kind.currentData()
        for widget in self._of_action:
            widget.setVisible(kind == DecisionKind.ACTION)
        for widget in self._of_recommendation:
            widget.setVisible(kind == DecisionKind.RECOMMENDATION)
        new = kind == DecisionKind.RECOMMENDATION and not self.recommendation.currentData()
        for widget in self._of_new:
            widget.setVisible(new)
        for key in ("owner", "due", "recommendation", "new_title", "new_owner", "new_due"):
            self.errors[key].hide()

    def _read_back(self) -> None:
        self._due_meant.setText(self._presenter.day_meant(self.due.text()))
        self._new_meant.setText(self._presenter.day_meant(self.new_due.text()))

    def typed(self) -> DecisionTyped:
        """Return what is in the fields."""
        return DecisionTyped(
            text=self.text.words(),
            kind=DecisionKind(self.kind.currentData()),
            item_id=self.item.currentData() or "",
            owner=self.owner.text(),
            due=self.due.text(),
            team_id=self.team.currentData() or "",
            recommendation_id=self.recommendation.currentData() or "",
            new_title=self.new_title.text(),
            new_owner=self.new_owner.text(),
            new_due=self.new_due.text(),
        )

    @property
    def made_new(self) -> bool:
        """Whether a new recommendation was asked for."""
        return (
            self._decision is None
            and self.kind.currentData() == DecisionKind.RECOMMENDATION
            and not self.recommendation.currentData()
        )

    def work(self) -> Callable[[], object]:
        if self._decision is not None:
            return partial(self._presenter.change_decision, self._decision, self.text.words())
        return partial(self._presenter.add_decision, self._meeting_id, self.typed())
