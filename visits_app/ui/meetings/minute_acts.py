"""What can be done with the minutes of the meeting on show, each with Undo."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visits_app.domain.meetings import Decision, MeetingDetail, MeetingItem
from visits_app.presenters.meeting_detail import LedLine
from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.ui.pages.page import Page
from visits_app.ui.undoing import undo

if TYPE_CHECKING:
    from visits_app.ui.meetings.decision_dialog import DecisionDialog


class MinuteActs(QObject):
    """Opens dialogs over a page, keeps what was decided, and says so."""

    def __init__(self, page: Page, minutes: MinutesPresenter, shown: Callable[[], str]) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._minutes = minutes
        self._shown = shown
        """Says which meeting is on show."""

    # --- agenda, papers, attendance ----------------------------------------------------------

    def add_item(self) -> None:
        """Add an item to the agenda."""
        self._item_dialog(None)

    def change_item(self, item: MeetingItem) -> None:
        """Change an item of the agenda."""
        self._item_dialog(item)

    def _item_dialog(self, item: MeetingItem | None) -> None:
        from visits_app.ui.meetings.item_dialog import ItemDialog

        dialog = ItemDialog(self._context, self._minutes, self._page, self._shown(), item)
        said = "Item added." if item is None else "Item changed."
        dialog.kept.connect(partial(self._agenda_changed, said))
        dialog.open()

    def move_item(self, item: MeetingItem, steps: int) -> None:
        """Move an item up or down."""
        work = partial(self._minutes.move_item, self._shown(), item, steps)
        self._page.load(work, partial(self._agenda_changed, "Item moved."))

    def remove_item(self, item: MeetingItem) -> None:
        """Take an item off the agenda."""
        work = partial(self._minutes.remove_item, self._shown(), item)
        self._page.load(work, partial(self._agenda_changed, "Item removed."))

    def _agenda_changed(self, said: str, before: MeetingDetail) -> None:
        back = partial(self._minutes.put_back_meeting, before)
        self.done(said, back, "The agenda is as it was.", before.meeting.id)

    def choose_papers(self) -> None:
        """Say what goes to the meeting."""
        from visits_app.ui.meetings.papers_dialog import PapersDialog

        dialog = PapersDialog(self._context, self._minutes, self._page, self._shown())
        dialog.kept.connect(self._papers_kept)
        dialog.open()

    def _papers_kept(self, before: MeetingDetail) -> None:
        back = partial(self._minutes.put_back_papers, before)
        self.done("Papers saved.", back, "The papers are as they were.", before.meeting.id)

    def record_attendance(self) -> None:
        """Record who was there."""
        from visits_app.ui.meetings.attendance_dialog import AttendanceDialog

        dialog = AttendanceDialog(self._context, self._minutes, self._page, self._shown())
        dialog.kept.connect(self._attendance_kept)
        dialog.open()

    def _attendance_kept(self, before: MeetingDetail) -> None:
        back = partial(self._minutes.put_back_attendance, before)
        told = "The attendance is as it was."
        self.done("Attendance saved.", back, told, before.meeting.id)

    # --- decisions ---------------------------------------------------------------------------

    def add_decision(self) -> None:
        """Minute a decision."""
        from visits_app.ui.meetings.decision_dialog import DecisionDialog

        dialog = DecisionDialog(self._context, self._minutes, self._page, self._shown())
        dialog.kept.connect(partial(self._decided, dialog))
        dialog.open()

    def _decided(self, dialog: "DecisionDialog", decision: Decision) -> None:
        said, made = "Decision minuted.", dialog.made_new
        if decision.action_id:
            said = "Decision minuted, and its action made."
        elif made:
            said = "Decision minuted, and its recommendation put on the tracker."
        back = partial(self._minutes.take_back_decision, decision, made=made)
        self.done(said, back, "The decision was taken back.", decision.meeting_id)
        if made and decision.recommendation_id:
            self._context.tell("recommendation", decision.recommendation_id, self._page)

    def change_decision(self, decision: Decision) -> None:
        """Give a decision other words."""
        from visits_app.ui.meetings.decision_dialog import DecisionDialog

        dialog = DecisionDialog(
            self._context, self._minutes, self._page, decision.meeting_id, decision
        )
        dialog.kept.connect(partial(self._reworded, decision))
        dialog.open()

    def _reworded(self, before: Decision, _after: Decision) -> None:
        back = partial(self._minutes.change_decision, before, before.text)
        told = "The decision reads as it did."
        self.done("Decision changed.", back, told, before.meeting_id)

    def remove_decision(self, decision: Decision) -> None:
        """Take a decision out of the minutes; what it made stays."""
        self._page.load(partial(self._minutes.remove_decision, decision), self._decision_removed)

    def _decision_removed(self, decision: Decision) -> None:
        said = "Decision removed."
        if decision.action_id or decision.recommendation_id:
            made = "action" if decision.action_id else "recommendation"
            said = f"Decision removed; the {made} it made stays."
        back = partial(self._minutes.restore_decision, decision)
        self.done(said, back, "The decision is back.", decision.meeting_id)

    def lead(self, line: LedLine) -> None:
        """Open what a line leads to."""
        self._context.go(line.page, **line.target)

    def done(self, said: str, back: Callable[[], object], told: str, meeting_id: str = "") -> None:
        """Say what was done, with Undo, and tell every page, this one too."""
        id = meeting_id or self._shown()
        self._context.say(said, act=partial(undo, self._context, back, told, "meeting", id))
        self._context.tell("meeting", id)
