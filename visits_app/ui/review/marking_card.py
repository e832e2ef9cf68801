"""How a report is marked: open, restricted or exempt, with paragraph and reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QSizePolicy, QWidget

from visits_app.domain.visits import Marking
from visits_app.presenters.review_states import MarkingState
from visits_app.ui.fields.option_buttons import CheckOption, RadioOption
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import set_role, words

_CHOICES = (
    (Marking.OPEN, "Open: anyone may read it"),
    (Marking.RESTRICTED, "Restricted: members and officers only"),
    (Marking.EXEMPT, "Exempt: kept from the public under Schedule 12A"),
)


class MarkingCard(Card):
    """The form of it, and where a concern was passed on the council's procedure."""

    mark_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Marking")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._state: MarkingState | None = None
        self._group = QButtonGroup(self)
        self.choices: dict[Marking, RadioOption] = {}
        for number, (marking, label) in enumerate(_CHOICES):
            button = RadioOption(label)
            self._group.addButton(button, number)
            self.choices[marking] = button
            self.body.addWidget(button)
        self._paragraph_label = words("Paragraph of Schedule 12A", "strong")
        self.paragraph = QComboBox()
        self.paragraph.setAccessibleName("Paragraph of Schedule 12A")
        self.paragraph.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._meaning = words("", "caption")
        self._paragraph_error = words("", "error")
        self._reason_label = words("Reason", "strong")
        self._reason_hint = words("", "caption")
        self.reason = GrowingText(2)
        self.reason.setAccessibleName("Reason for the marking")
        self._reason_error = words("", "error")
        self._referral = words("", "strong")
        self._procedures = words("", selectable=True)
        self.checked = CheckOption("The council’s procedure was followed")
        self.save_button = Button("Save the marking", icon_name="save")
        for widget in self._fields():
            self.body.addWidget(widget)
        self.body.addSpacing(theme().px(SPACE_S))
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.paragraph.currentIndexChanged.connect(self._explain)
        self._group.idClicked.connect(self._fit)
        self.save_button.clicked.connect(self._want)

    def _fields(self) -> tuple[QWidget, ...]:
        return (
            self._paragraph_label, self.paragraph, self._meaning, self._paragraph_error,
            self._reason_label, self._reason_hint, self.reason, self._reason_error,
            self._referral, self._procedures, self.checked,
        )  # fmt: skip

    @property
    def marking(self) -> Marking:
        """The marking that is chosen."""
        return next((m for m, b in self.choices.items() if b.isChecked()), Marking.UNMARKED)

    def show_marking(self, state: MarkingState) -> None:
        """Show how the report is marked; what somebody is changing stays."""
        if state == self._state:
            return
        self._state = state
        self.show_faults({})
        self._group.setExclusive(False)
        for marking, button in self.choices.items():
            button.setChecked(marking is state.marking)
        self._group.setExclusive(True)
        self.paragraph.blockSignals(True)
        self.paragraph.clear()
        self.paragraph.addItem("Choose a paragraph", None)
        for number, label, _ in state.paragraphs:
            self.paragraph.addItem(label, number)
        self.paragraph.setCurrentIndex(max(0, self.paragraph.findData(state.paragraph)))
        self.paragraph.blockSignals(False)
        self.reason.setPlainText(state.reason)
        self._referral.setText(state.referral_words)
        self._procedures.setText("\n".join(f"{t}: {w}" for t, w in state.procedures))
        self.checked.setChecked(state.procedure_checked)
        for widget in (self._referral, self._procedures, self.checked):
            widget.setVisible(state.referral)
        self._explain()
        self._fit()

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say what is wrong under its field; none for {}."""
        for key, label, editor in (
            ("paragraph", self._paragraph_error, self.paragraph),
            ("marking_reason", self._reason_error, self.reason),
        ):
            what = faults.get(key, "")
            label.setText(f"Error: {what}" if what else "")
            label.setVisible(bool(what))
            set_role(editor, "state", "error" if what else "")
            editor.setAccessibleDescription(label.text())
        if "paragraph" in faults:
            self.paragraph.setFocus()
        elif "marking_reason" in faults:
            self.reason.setFocus()

    def _fit(self, _number: int = 0) -> None:
        exempt = self.marking is Marking.EXEMPT
        reasoned = self.marking in {Marking.EXEMPT, Marking.RESTRICTED}
        for widget in (self._paragraph_label, self.paragraph):
            widget.setVisible(exempt)
        self._meaning.setVisible(exempt and bool(self._meaning.text()))
        self._paragraph_error.setVisible(exempt and bool(self._paragraph_error.text()))
        self._reason_hint.setText(self._state.words if exempt and self._state else "")
        self._reason_hint.setVisible(exempt)
        self._reason_label.setVisible(reasoned)
        self.reason.setVisible(reasoned)
        self._reason_error.setVisible(reasoned and bool(self._reason_error.text()))

    def _explain(self, _index: int = 0) -> None:
        number = self.paragraph.currentData()
        meanings = self._state.paragraphs if self._state else ()
        self._meaning.setText(next((m for n, _, m in meanings if n == number), ""))
        self._meaning.setVisible(self.marking is Marking.EXEMPT and bool(self._meaning.text()))

    def _want(self) -> None:
        self.mark_wanted.emit()
