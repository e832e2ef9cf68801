"""The dialog that adds a meeting or changes its facts; what is odd is said while one types."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from visits_app.domain.meetings import Meeting
from visits_app.presenters.meeting_form import (
    HELD,
    MeetingForm,
    MeetingFormPresenter,
    MeetingPreview,
    MeetingTyped,
)
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.meetings.field_dialog import FieldDialog
from visits_app.ui.theme import theme
from visits_app.ui.widgets.words import words

_PAUSE_MS = 250


class MeetingDialog(FieldDialog):
    """Body, day, time, place, the day of its papers; `kept` carries a `MeetingKept`."""

    def __init__(
        self,
        context: Context,
        presenter: MeetingFormPresenter,
        parent: QWidget,
        *,
        meeting: Meeting | None = None,
        body_id: str = "",
        day: str = "",
    ) -> None:
        super().__init__(
            context,
            parent,
            title="New meeting" if meeting is None else "Change the meeting",
            save="Add meeting" if meeting is None else "Save",
            height=680,
        )
        self._presenter = presenter
        self._form: MeetingForm | None = None
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_round)
        self.save_button.setEnabled(False)
        work = partial(presenter.form, meeting, body_id, day)
        context.jobs.run(self, work, self._show, self.failed)

    def _build(self) -> None:
        self.body = QComboBox()
        self.body.setEditable(True)
        self.body.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.day = QLineEdit()
        self.time = QLineEdit()
        self.time.setMaximumWidth(theme().px(140))
        self.place = QLineEdit()
        self.papers = QLineEdit()
        self.papers.setPlaceholderText("Usual day")
        self.held = QComboBox()
        for label, key in HELD:
            self.held.addItem(label, key)
        self.note = GrowingText(2)
        self._day_meant = words("", "caption")
        self._papers_meant = words("", "caption")
        self.add_field("Body", self.body, "Choose one, or type the name of a new one.", key="body")
        self.add_field(
            "Day", self.day, "Such as 4 March 2027.", key="held_on", below=self._day_meant
        )
        self.add_field("Starts at", self.time, "Such as 18:30; may be empty.", key="starts_at")
        self.add_field("Place", self.place, key="place")
        self.add_field(
            "Papers due",
            self.papers,
            "Leave it empty for the usual day.",
            key="papers_due",
            below=self._papers_meant,
        )
        self.add_field("Did it take place?", self.held, key="held")
        self.add_field("Note", self.note, "Such as what is doubtful about the record.", key="note")
        self.column.addStretch(1)

    def _show(self, form: MeetingForm) -> None:
        self._form = form
        meeting = form.meeting
        self.body.addItems(list(form.bodies))
        self.body.setCurrentText(meeting.body)
        self.day.setText(form.day)
        self.time.setText(meeting.starts_at)
        self.place.setText(meeting.place)
        self.papers.setText(form.papers)
        key = {True: "yes", False: "no"}.get(meeting.held, "") if meeting.held is not None else ""
        self.held.setCurrentIndex(self.held.findData(key))
        self.note.setPlainText(meeting.note)
        self.body.currentTextChanged.connect(self._pause.start)
        self.day.textChanged.connect(self._pause.start)
        self.papers.textChanged.connect(self._pause.start)
        self.save_button.setEnabled(True)
        (self.day if meeting.body else self.body).setFocus()
        self.day.selectAll()
        self._look_round()

    def typed(self) -> MeetingTyped:
        """Return what is in the fields."""
        return MeetingTyped(
            body=self.body.currentText(),
            day=self.day.text(),
            time=self.time.text(),
            place=self.place.text(),
            papers=self.papers.text(),
            held=self.held.currentData() or "",
            note=self.note.words(),
        )

    def _look_round(self) -> None:
        if self._form is not None:
            work = partial(self._presenter.preview, self._form.meeting, self.typed())
            self.context.jobs.run(self, work, self._show_preview)

    def _show_preview(self, preview: MeetingPreview) -> None:
        self._day_meant.setText(preview.day)
        self._papers_meant.setText(preview.papers)
        self.show_warnings(preview.warnings)

    def work(self) -> Callable[[], object]:
        assert self._form is not None, "Save waits for the form"
        return partial(
            self._presenter.put, self._form.meeting, self.typed(), is_new=self._form.is_new
        )
