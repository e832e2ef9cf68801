"""The meetings page: list and calendar by keyboard, what is recorded, each step with Undo."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle, wait_for
from visits_app.domain.meeting_calendar import MarkKind, month_weeks
from visits_app.domain.meetings import DecisionKind, MeetingDetail, Presence
from visits_app.presenters.meetings import DiaryLine, LineKind, MonthState
from visits_app.presenters.workspace import Desk
from visits_app.services import meetings
from visits_app.ui.app import Desktop
from visits_app.ui.meetings.attendance_dialog import AttendanceDialog
from visits_app.ui.meetings.decision_dialog import DecisionDialog
from visits_app.ui.meetings.item_dialog import ItemDialog
from visits_app.ui.meetings.list_view import MeetingListModel
from visits_app.ui.meetings.meeting_dialog import MeetingDialog
from visits_app.ui.meetings.month_grid import MonthModel
from visits_app.ui.meetings.papers_dialog import PapersDialog
from visits_app.ui.pages.meetings import MeetingsPage
from visits_app.ui.pages.reports import ReportsPage
from visits_app.ui.widgets.buttons import Button

GROUP = "2012-12-18"
T = TypeVar("T")


def open_page(desktop: Desktop, **target: str) -> MeetingsPage:
    desktop.window.go("meetings", target)
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, MeetingsPage)
    return page


def press(desktop: Desktop, page: MeetingsPage, name: str) -> None:
    buttons = [one for one in page.findChildren(Button) if not one.isHidden()]
    button = next(one for one in buttons if one.accessibleName().startswith(name))
    button.setFocus()
    button.click()
    settle(desktop)


def dialog(kind: type[T]) -> T:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def undo(desktop: Desktop) -> None:
    desktop.window.message_bar.take_action()
    settle(desktop)


def told(desktop: Desktop) -> str:
    message = desktop.window.message_bar.message
    return message.text if message else ""


def said(page: MeetingsPage) -> list[str]:
    return [label.text() for label in page.pane.findChildren(QLabel)]


def kept(desktop: Desktop, id: str) -> MeetingDetail:
    return meetings.meeting_detail(desktop.context.space.store, id)


def test_both_models_are_sound(qapp: QApplication) -> None:
    assert qapp is not None
    listed, grid = MeetingListModel(), MonthModel()
    QAbstractItemModelTester(listed, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(grid, QAbstractItemModelTester.FailureReportingMode.Fatal)
    day = date(2026, 12, 1)
    listed.show_lines(
        (DiaryLine(LineKind.HEADING, "To come"), DiaryLine(LineKind.MEETING, "Panel", day, id="m"))
    )
    assert not listed.flags(listed.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert listed.index_of("m").row() == 1
    grid.show_month(MonthState(day, "December 2026", month_weeks(day), day))
    assert (grid.rowCount(), grid.columnCount()) == (6, 7)
    listed.show_lines(())
    assert not listed.first_meeting().isValid()


def test_the_meeting_asked_for_is_on_show_and_another_is_one_key_away(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop, meeting_id=GROUP)
    assert page.pane.state is not None
    assert page.pane.state.meeting.id == GROUP
    page.list.setFocus()
    before = page.list.currentIndex().row()
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    settle(desktop)
    assert page.list.currentIndex().row() != before
    assert page.pane.state.meeting.id == "scrutiny-next"
    page.body.setCurrentIndex(page.body.findData("task-and-finish-group"))
    settle(desktop)
    assert page.pane.state.meeting.body_id == "task-and-finish-group"
    page.open(meeting_id="scrutiny-next")
    settle(desktop)
    assert page.body.currentData() == "", "what is asked for is never hidden by a filter"
    assert page.pane.state.meeting.id == "scrutiny-next"


def test_the_calendar_turns_by_key_and_shows_the_meeting_of_a_day(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop, meeting_id="scrutiny-next", view="month")
    assert page.is_month
    state = page.pane.state
    assert state is not None
    assert state.meeting.id == "scrutiny-next"
    cell = page.month.model.day(page.month.table.currentIndex())
    assert cell is not None
    assert cell.day == state.meeting.held_on
    assert [mark.kind for mark in cell.marks] == [MarkKind.MEETING]
    index = page.month.table.currentIndex()
    spoken = page.month.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Scrutiny committee, 18:30")
    open_page(desktop, meeting_id=GROUP)
    assert page.month.model.index_of(date(2012, 12, 18)).isValid()
    page.month.later.click()
    settle(desktop)
    page.month.choose(date(2013, 1, 13))
    page.month.table.setFocus()
    qtbot.keyClick(page.month.table, Qt.Key.Key_Up)
    qtbot.keyClick(page.month.table, Qt.Key.Key_Down)
    page.month.choose(date(2013, 1, 7))
    qtbot.keyClick(page.month.table, Qt.Key.Key_Down)
    settle(desktop)
    assert page.pane.state is not None
    assert page.pane.state.meeting.id == "2013-01-14"
    page.turn_view()
    settle(desktop)
    assert not page.is_month
    assert page.model.line(page.list.currentIndex()).id == "2013-01-14"  # type: ignore[union-attr]


def test_enter_on_a_free_day_begins_a_meeting_on_it(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop, meeting_id=GROUP, view="month")
    page.month.choose(date(2012, 12, 25))
    qtbot.keyClick(page.month.table, Qt.Key.Key_Return)
    settle(desktop)
    form = dialog(MeetingDialog)
    assert form.day.text() == "25 December 2012"
    assert "Christmas Day" in form.warnings.text()
    form.reject()


def test_a_new_meeting_is_added_with_what_is_wrong_said_at_its_field(desktop: Desktop) -> None:
    page = open_page(desktop, view="list")
    assert page.primary is not None
    page.primary.click()
    settle(desktop)
    form = dialog(MeetingDialog)
    day = desktop.context.space.today() + timedelta(days=60)
    form.day.setText(f"{day:%d/%m/%Y}")
    form.papers.setText(f"{day + timedelta(days=1):%d/%m/%Y}")
    form.save_button.click()
    settle(desktop)
    fault = form.errors["papers_due"].text()
    assert fault == "Error: papers cannot be due after the meeting they are for."
    assert form.papers.hasFocus()
    form.papers.clear()
    form.body.setCurrentText("Corporate parenting panel")
    form.save_button.click()
    settle(desktop)
    assert not form.isVisible()
    assert page.pane.state is not None
    made = page.pane.state.meeting
    assert (made.body, made.held_on) == ("Corporate parenting panel", day)
    assert page.body.findText("Corporate parenting panel") > 0
    undo(desktop)
    assert not page.model.index_of(made.id).isValid()


def test_items_are_added_moved_and_removed_by_keyboard_and_come_back(desktop: Desktop) -> None:
    page = open_page(desktop, meeting_id=GROUP, view="list")
    press(desktop, page, "Add item")
    form = dialog(ItemDialog)
    form.title.setText("Actions from <b>earlier</b> meetings")
    form.title.textEdited.emit(form.title.text())
    assert form.kind.currentText() == "Actions"
    form.save_button.click()
    settle(desktop)
    assert "Actions from <b>earlier</b> meetings" in said(page)
    press(desktop, page, "Move up: Actions from")
    titles = [item.title for item in kept(desktop, GROUP).items]
    assert titles.index("Actions from <b>earlier</b> meetings") == len(titles) - 2
    focused = desktop.window.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Move up: Actions"), "it can be moved on at once"
    press(desktop, page, "Remove: Actions from")
    assert "Actions from <b>earlier</b> meetings" not in said(page)
    now = desktop.window.focusWidget()
    assert now is not None
    assert page.pane.isAncestorOf(now), "the keyboard stays with the meeting"
    undo(desktop)
    assert "Actions from <b>earlier</b> meetings" in said(page)


def test_attendance_is_recorded_at_each_member_and_taken_back(desktop: Desktop) -> None:
    page = open_page(desktop, meeting_id=GROUP, view="list")
    before = kept(desktop, GROUP)
    press(desktop, page, "Record attendance")
    form = dialog(AttendanceDialog)
    people = {person.row.member_id: person for person in form.people}
    people["millbrook"].choose(Presence.SUBSTITUTE)
    assert people["millbrook"].instead.isVisibleTo(form)
    form.save_button.click()
    settle(desktop)
    fault = form.errors["attendance millbrook"].text()
    assert fault == "Error: say whom Councillor for Millbrook stood in for."
    assert form.focusWidget() is people["millbrook"].presence
    people["millbrook"].choose(Presence.ABSENT)
    form.officers.setText("Director")
    form.save_button.click()
    settle(desktop)
    assert "6 of 7 there." in said(page)
    assert "Director" in said(page)
    undo(desktop)
    assert kept(desktop, GROUP) == before


def test_everybody_with_a_seat_is_said_to_be_there_at_one_press(desktop: Desktop) -> None:
    page = open_page(desktop, meeting_id="2014-09-16", view="list")
    store = desktop.context.space.store
    meetings.set_attendance(store, "2014-09-16", [], today=date(2026, 1, 1), by="o")
    press(desktop, page, "Record attendance")
    form = dialog(AttendanceDialog)
    form.all_button.click()
    assert [entry.presence for entry in form.entries()] == [Presence.PRESENT] * 5
    form.reject()


def test_papers_that_are_new_are_ticked_at_one_press(desktop: Desktop) -> None:
    page = open_page(desktop, meeting_id="scrutiny-next", view="list")
    press(desktop, page, "Choose papers")
    form = dialog(PapersDialog)
    first = form.reports.item(0)
    assert "New. Report of" in first.text()
    form.all_button.click()
    assert first.checkState() == Qt.CheckState.Checked
    form.save_button.click()
    settle(desktop)
    there = kept(desktop, "scrutiny-next").visit_ids
    assert len(there) >= 1
    assert any(text.startswith("Reports of visits, ") for text in said(page))
    undo(desktop)
    assert kept(desktop, "scrutiny-next").visit_ids == ()


def test_a_decision_makes_its_action_and_both_go_again(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop, meeting_id=GROUP, view="list")
    count = len(kept(desktop, GROUP).decisions)
    press(desktop, page, "Add decision")
    form = dialog(DecisionDialog)
    form.kind.setCurrentIndex(form.kind.findData(DecisionKind.ACTION))
    assert form.owner.isVisibleTo(form)
    assert not form.recommendation.isVisibleTo(form)
    qtbot.keyClicks(form.text, "Tell all teams.")
    form.owner.setText("Governance officer")
    form.due.setText("1 May 2012")
    form.save_button.click()
    settle(desktop)
    assert form.errors["due"].text().startswith("Error: this day is before the action was raised")
    form.due.setText("1 May 2013")
    form.save_button.click()
    settle(desktop)
    decisions = kept(desktop, GROUP).decisions
    assert len(decisions) == count + 1
    assert decisions[-1].action_id
    assert any("Governance officer, due 1 May 2013: " in text for text in said(page))
    undo(desktop)
    assert len(kept(desktop, GROUP).decisions) == count
    press(desktop, page, "Remove: Visits go on")
    undo(desktop)
    assert len(kept(desktop, GROUP).decisions) == count


def test_a_meeting_something_refers_to_is_not_deleted_and_says_what(desktop: Desktop) -> None:
    page = open_page(desktop, meeting_id=GROUP, view="list")
    press(desktop, page, "Delete the meeting")
    assert "3 reports that went to it" in told(desktop)
    assert kept(desktop, GROUP)
    open_page(desktop, meeting_id="scrutiny-next")
    press(desktop, page, "Delete the meeting")
    assert not page.model.index_of("scrutiny-next").isValid()
    undo(desktop)
    assert page.model.index_of("scrutiny-next").isValid()


def test_the_attendance_of_the_year_is_previewed(desktop: Desktop) -> None:
    page = open_page(desktop, meeting_id=GROUP, view="list")
    press(desktop, page, "Attendance paper")
    shown = desktop.window.page
    assert isinstance(shown, ReportsPage)
    assert shown.context_line.startswith("Task and finish group, 2012/13 · ")


def test_a_calendar_file_is_written_where_it_was_asked_for(
    desktop: Desktop, tmp_path: Path
) -> None:
    page = open_page(desktop, meeting_id="scrutiny-next")
    page.save_calendar(None, str(tmp_path / "all.ics"))
    settle(desktop)
    assert (tmp_path / "all.ics").read_bytes().count(b"BEGIN:VEVENT") == 2
    assert "Saved as all.ics" in told(desktop)


def test_members_read_and_change_nothing(desktop: Desktop) -> None:
    context = desktop.context
    context.workspace = replace(context.space, desk=Desk.MEMBER, member_id="northmead")
    page = MeetingsPage(context)
    page.open(meeting_id=GROUP)
    settle(desktop)
    names = {one.accessibleName() for one in page.pane.findChildren(Button) if not one.isHidden()}
    assert {"Attendance paper", "Calendar file of this meeting"} < names
    assert not any(
        name.startswith(("Change", "Delete", "Add", "Remove", "Record", "Choose", "Move"))
        for name in names
    )
    assert page.header_buttons == (page.calendar_file,)
    page.deleteLater()


def test_rows_stand_below_one_another_at_whatever_width(desktop: Desktop) -> None:
    page = open_page(desktop)
    for width in (1366, 1100, 1700):
        desktop.window.resize(width, 768)
        settle(desktop)
        wait_for(lambda: rows_meet(page))


def rows_meet(page: MeetingsPage) -> bool:
    model = page.list.model()
    areas = [page.list.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
    return all(one.bottom() + 1 == two.top() for one, two in pairwise(areas))
