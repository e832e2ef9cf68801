"""The dialog of who was there: members with a seat first, the others in office below."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from visits_app.domain.meetings import Attendance, Presence
from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.presenters.minutes_states import AttendanceForm, AttendanceRow
from visits_app.ui.context import Context
from visits_app.ui.meetings.field_dialog import FieldDialog
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import rule
from visits_app.ui.widgets.words import words


class AttendanceDialog(FieldDialog):
    """Presence of each member, and the officers as roles; `kept` carries the meeting as it was."""

    def __init__(
        self, context: Context, presenter: MinutesPresenter, parent: QWidget, meeting_id: str
    ) -> None:
        super().__init__(
            context, parent, title="Record attendance", save="Save attendance", width=720,
            height=700,
        )  # fmt: skip
        self._presenter = presenter
        self._meeting_id = meeting_id
        self.people: list[PersonEditor] = []
        self.officers = QLineEdit()
        self.save_button.setEnabled(False)
        context.jobs.run(
            self, partial(presenter.attendance_form, meeting_id), self._show, self.failed
        )

    def _show(self, form: AttendanceForm) -> None:
        meeting = form.detail.meeting
        self.setWindowTitle(f"Attendance: {meeting.body}")
        if form.only_apologies:
            self.column.addWidget(
                words("The meeting is still to come: only apologies can be recorded.", "muted")
            )
        self.all_button = Button(
            "Everybody with a seat was there", icon_name="tick", clicked=self.all_there
        )
        self.column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.all_button.setVisible(not form.only_apologies)
        names = [(row.name, row.member_id) for row in form.rows]
        self._heading(f"With a seat on the body, and how often they came in {form.year}")
        seated = [row for row in form.rows if row.seated]
        for row in seated:
            self._add_person(row, names, form)
        if not seated:
            told = "Nobody has a seat. Seats are kept in the register, under bodies."
            self.column.addWidget(words(told, "muted"))
        others = [row for row in form.rows if not row.seated]
        if others:
            self._heading("Other members in office that day")
        for row in others:
            self._add_person(row, names, form)
        self.officers.setText(form.officers)
        self.add_field(
            "Officers there", self.officers, "As roles, such as director, head of service.",
            key="officers",
        )  # fmt: skip
        self.editors["attendance"] = self.officers
        self.errors["attendance"] = words("", "error")
        self.column.addWidget(self.errors["attendance"])
        self.errors["attendance"].hide()
        self.column.addStretch(1)
        self.save_button.setEnabled(True)
        if self.people:
            self.people[0].presence.setFocus()

    def _heading(self, text: str) -> None:
        self.column.addSpacing(theme().px(SPACE_M))
        self.column.addWidget(words(text, "strong"))
        self.column.addWidget(rule())

    def _add_person(
        self, row: AttendanceRow, names: list[tuple[str, str]], form: AttendanceForm
    ) -> None:
        person = PersonEditor(row, names, only_apologies=form.only_apologies)
        self.people.append(person)
        self.column.addWidget(person)
        key = f"attendance {row.member_id}"
        self.editors[key] = person.presence
        self.errors[key] = words("", "error")
        self.errors[key].hide()
        self.column.addWidget(self.errors[key])

    def all_there(self) -> None:
        """Say of everybody with a seat, of whom nothing is said yet, that they were there."""
        for person in self.people:
            if person.row.seated and person.row.role != "substitute":
                person.choose(Presence.PRESENT, only_if_open=True)

    def entries(self) -> tuple[Attendance, ...]:
        """Return what is said about each member."""
        found = (person.entry(self._meeting_id) for person in self.people)
        return tuple(entry for entry in found if entry is not None)

    def work(self) -> Callable[[], object]:
        return partial(
            self._presenter.set_attendance, self._meeting_id, self.entries(), self.officers.text()
        )


class PersonEditor(QWidget):
    """A member's presence, and whom a substitute stands in for."""

    def __init__(
        self, row: AttendanceRow, names: list[tuple[str, str]], *, only_apologies: bool
    ) -> None:
        super().__init__()
        self.row = row
        self.presence = QComboBox()
        self.presence.setAccessibleName(f"{row.name}: presence")
        self.presence.addItem("Not recorded", None)
        for presence in Presence:
            if not only_apologies or presence is Presence.APOLOGIES:
                self.presence.addItem(presence.label, presence)
        self.instead = QComboBox()
        self.instead.setAccessibleName(f"{row.name}: stands in for")
        self.instead.addItem("Stands in for…", "")
        for name, id in names:
            if id != row.member_id:
                self.instead.addItem(name, id)
        for combo in (self.presence, self.instead):
            combo.setMinimumContentsLength(10)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(words(row.name))
        detail = " · ".join(part for part in (row.role, row.rate) if part)
        if detail:
            text.addWidget(words(detail, "caption"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        grid.setHorizontalSpacing(theme().px(SPACE_S))
        grid.setVerticalSpacing(theme().px(SPACE_S))
        grid.addLayout(text, 0, 0)
        grid.addWidget(self.presence, 0, 1)
        grid.addWidget(self.instead, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        if row.presence is not None:
            self.choose(row.presence)
        if row.substitute_for:
            self.instead.setCurrentIndex(max(0, self.instead.findData(row.substitute_for)))
        self._fit()
        self.presence.currentIndexChanged.connect(self._fit)

    def choose(self, presence: Presence, *, only_if_open: bool = False) -> None:
        """Say that the member was there or not."""
        if not only_if_open or self.presence.currentData() is None:
            self.presence.setCurrentIndex(max(0, self.presence.findData(presence)))

    def entry(self, meeting_id: str) -> Attendance | None:
        """Return what is said, None where nothing is."""
        chosen = self.presence.currentData()
        if chosen is None:
            return None
        presence = Presence(chosen)
        instead = self.instead.currentData() or None
        return Attendance(
            meeting_id,
            self.row.member_id,
            presence,
            instead if presence is Presence.SUBSTITUTE else None,
        )

    def _fit(self) -> None:
        self.instead.setVisible(self.presence.currentData() == Presence.SUBSTITUTE)
