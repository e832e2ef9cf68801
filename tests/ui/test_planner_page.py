"""The planner: a grid that says what it shows, and a rota that is never changed without a word."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from tests.windows import settle, wait_for
from visits_app.domain.coverage import Outcome
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.text import date_in_words
from visits_app.domain.working_days import working_days_after
from visits_app.services import registers, rota, visits
from visits_app.ui.app import Desktop
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.pages.planner import PlannerPage
from visits_app.ui.planner.grid_table import FIRST_MONTH, TOTALS
from visits_app.ui.planner.reason_dialog import ReasonDialog
from visits_app.ui.planner.rota_dialog import RotaDialog
from visits_app.ui.privacy_dialog import PrivacyDialog
from visits_app.ui.widgets.buttons import Button

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def page(desktop: Desktop) -> PlannerPage:
    """The planner on a rota with one visit to fostering, in the month after next."""
    store, today = desktop.context.space.store, desktop.context.space.today()
    for plan in rota.rota_between(store, today - timedelta(days=99), today + timedelta(days=999)):
        rota.delete_rota_visit(store, plan.id, by="officer")
    desktop.window.resize(1366, 768)
    desktop.window.go("planner")
    settle(desktop)
    opened = desktop.window.page
    assert isinstance(opened, PlannerPage)
    return opened


def day_ahead(page: PlannerPage, days: int = 40) -> date:
    return working_days_after(page.context.space.today() + timedelta(days=days), 0)


def plan_one(page: PlannerPage, day: date, **more: object) -> RotaVisit:
    fresh = replace(rota.new_plan("fostering", day), member_ids=("northmead",))
    plan = replace(fresh, **more)  # type: ignore[arg-type]
    kept = rota.put_rota_visit(page.context.space.store, plan, by="officer")
    page.context.tell("rota", kept.id)
    return kept


def choose(desktop: Desktop, page: PlannerPage, name: str, month: date) -> None:
    """Choose the cell of a row and month."""
    column = FIRST_MONTH + page.model.months().index(month.replace(day=1))
    row = next(r for r in range(page.model.rowCount()) if page.model.index(r, 0).data() == name)
    page._choose_cell(row, column)
    settle(desktop)


def do(desktop: Desktop, page: PlannerPage, text: str) -> None:
    """Press what the panel offers."""
    found = next(b for b in page.panel.findChildren(Button) if b.text() == text)
    found.setFocus()
    found.click()
    settle(desktop)


def dialog_of(kind: type) -> object:
    wait_for(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def stored(page: PlannerPage, plan: RotaVisit) -> RotaVisit:
    return rota.rota_visit(page.context.space.store, plan.id)


def undo(desktop: Desktop) -> None:
    desktop.window.message_bar.take_action()
    settle(desktop)


def test_the_grid_is_a_sound_model_and_every_cell_speaks(
    desktop: Desktop, page: PlannerPage
) -> None:
    tester = QAbstractItemModelTester(page.model, FATAL)
    plan_one(page, day_ahead(page))
    settle(desktop)
    for by_member in (True, False):
        page.rows.setCurrentIndex(page.rows.findData(by_member))
        for months in (6, 24, 48, 12):
            page.span.setCurrentIndex(page.span.findData(months))
            settle(desktop)
            assert page.model.columnCount() == FIRST_MONTH + months
    spoken = Qt.ItemDataRole.AccessibleTextRole
    told = [
        page.model.index(row, column).data(spoken)
        for row in range(page.model.rowCount())
        for column in range(page.model.columnCount())
    ]
    assert all(told)
    month = f"{day_ahead(page):%B %Y}"
    assert f"Fostering, {month}: planned" in told
    assert f"Adoption, {month}: no visit" in told
    assert page.model.headerData(TOTALS, Qt.Orientation.Horizontal, spoken) == "Held of planned"
    assert tester is not None


def test_twelve_months_fit_beside_the_panel_and_years_are_said_once(
    desktop: Desktop, page: PlannerPage
) -> None:
    assert page.table.horizontalScrollBar().maximum() == 0
    assert page.table._names.isHidden()
    heads = [
        str(page.model.headerData(column, Qt.Orientation.Horizontal))
        for column in range(FIRST_MONTH, page.model.columnCount())
    ]
    assert sum("\n" in head for head in heads) == 2
    assert all(len(head.split("\n")[0]) == 3 for head in heads)
    page.span.setCurrentIndex(page.span.findData(48))
    settle(desktop)
    assert page.table.horizontalScrollBar().maximum() > 0
    assert page.table._names.isVisible()
    assert len(str(page.model.headerData(FIRST_MONTH + 1, Qt.Orientation.Horizontal))) == 1
    now = page.table.visualRect(page.table.currentIndex())
    assert page.table.viewport().rect().contains(now)
    page.table.scrollTo(page.model.index(0, FIRST_MONTH))
    cell = page.table.visualRect(page.model.index(0, FIRST_MONTH))
    assert cell.left() >= page.table._names.width()


def test_arrows_walk_and_enter_plans_where_nothing_is(
    desktop: Desktop, page: PlannerPage, qtbot: QtBot
) -> None:
    choose(desktop, page, "Fostering", day_ahead(page))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    settle(desktop)
    month = page.model.months()[page.table.currentIndex().column() - FIRST_MONTH]
    assert page.panel._card.heading.text() == f"Fostering, {month:%B %Y}"
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = dialog_of(RotaDialog)
    assert isinstance(dialog, RotaDialog)
    settle(desktop)
    assert dialog.team.currentText() == "Fostering"
    first = working_days_after(day_ahead(page).replace(day=1), 0)
    assert dialog.day.text() == date_in_words(first.isoformat())
    dialog.time.setText("14:30")
    dialog.members.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.save_button.click()
    settle(desktop)
    (plan,) = rota.rota_between(page.context.space.store, first, first)
    assert (plan.starts_at, len(plan.member_ids)) == ("14:30", 1)
    assert page.lines[0].chip == "Proposed"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    focused = desktop.window.focusWidget()
    assert focused is not None
    assert page.panel.isAncestorOf(focused)
    undo(desktop)
    assert rota.rota_between(page.context.space.store, first, first) == ()


def test_by_member_enter_plans_with_that_member(desktop: Desktop, page: PlannerPage) -> None:
    page.rows.setCurrentIndex(page.rows.findData(True))
    settle(desktop)
    choose(desktop, page, "Councillor for Millbrook", day_ahead(page))
    page.plan_one()
    dialog = dialog_of(RotaDialog)
    assert isinstance(dialog, RotaDialog)
    settle(desktop)
    assert [label for label, _ in dialog._ticked()] == ["Councillor for Millbrook"]
    dialog.reject()


def test_what_is_wrong_is_said_at_its_field_and_what_is_near_above_the_buttons(
    desktop: Desktop, page: PlannerPage
) -> None:
    day = day_ahead(page)
    plan_one(page, day)
    choose(desktop, page, "Fostering", day)
    page.plan_one()
    dialog = dialog_of(RotaDialog)
    assert isinstance(dialog, RotaDialog)
    settle(desktop)
    dialog.day.setText(date_in_words(day.isoformat()))
    wait_for(dialog._warnings.isVisible)
    assert dialog._warnings.text().startswith(
        f"Fostering has a visit on {date_in_words(day.isoformat())} already."
    )
    dialog.day.setText("soon")
    dialog.minutes.setText("long")
    dialog.save_button.click()
    settle(desktop)
    assert dialog._errors["on_day"].text() == "Error: give the day, such as 4 March 2027."
    assert dialog._errors["minutes"].isVisible()
    assert dialog.day.hasFocus()
    dialog.reject()


def test_a_visit_is_changed_moved_and_taken_back(desktop: Desktop, page: PlannerPage) -> None:
    day = day_ahead(page)
    plan = plan_one(page, day)
    choose(desktop, page, "Fostering", day)
    do(desktop, page, "Change")
    change = dialog_of(RotaDialog)
    assert isinstance(change, RotaDialog)
    change.place.setText("Town Hall")
    change.save_button.click()
    settle(desktop)
    assert stored(page, plan).place == "Town Hall"
    do(desktop, page, "Move")
    move = dialog_of(ReasonDialog)
    assert isinstance(move, ReasonDialog)
    move.day.setText(date_in_words(day.isoformat()))
    move._save.click()
    settle(desktop)
    assert move._error.text() == "Error: this is the day it has already; give another."
    later = working_days_after(day, 2)
    move.day.setText(date_in_words(later.isoformat()))
    move.reason.setPlainText("The duty desk is short that week.")
    move._save.click()
    settle(desktop)
    moved = stored(page, plan)
    assert (moved.on_day, moved.moved_from) == (later, (day,))
    assert moved.reason == "The duty desk is short that week."
    undo(desktop)
    back = stored(page, plan)
    assert (back.on_day, back.moved_from, back.place) == (day, (), "Town Hall")
    assert back.sequence == moved.sequence + 1


@pytest.mark.parametrize(
    ("text", "status", "outcome"),
    [
        ("Postpone", RotaStatus.POSTPONED, Outcome.POSTPONED),
        ("Did not take place", RotaStatus.NOT_HELD, Outcome.NOT_HELD),
    ],
)
def test_a_visit_is_put_off_or_lost_only_with_a_reason_and_may_have_a_day_again(
    desktop: Desktop, page: PlannerPage, text: str, status: RotaStatus, outcome: Outcome
) -> None:
    day = day_ahead(page)
    plan = plan_one(page, day)
    choose(desktop, page, "Fostering", day)
    do(desktop, page, text)
    dialog = dialog_of(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog._save.click()
    settle(desktop)
    assert dialog._error.text().startswith("Error: say why")
    assert dialog.reason.hasFocus()
    dialog.reason.setPlainText("The team moves office.")
    dialog._save.click()
    settle(desktop)
    assert (stored(page, plan).status, stored(page, plan).on_day) == (status, day)
    assert page.lines[0].occurrence.outcome is outcome
    offered = [b.text() for b in page.panel.findChildren(Button) if b.isVisible()]
    assert offered == ["Give it a day", "Calendar", "Delete"]
    focused = desktop.window.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Give it a day"
    do(desktop, page, "Give it a day")
    again = dialog_of(ReasonDialog)
    assert isinstance(again, ReasonDialog)
    again.day.setText(date_in_words(working_days_after(day, 1).isoformat()))
    again._save.click()
    settle(desktop)
    assert stored(page, plan).status is RotaStatus.PROPOSED


def test_a_visit_is_taken_off_the_rota_and_brought_back_whole(
    desktop: Desktop, page: PlannerPage
) -> None:
    day = day_ahead(page)
    plan = plan_one(page, day, purpose="Matching")
    choose(desktop, page, "Fostering", day)
    do(desktop, page, "Delete")
    assert page.lines == ()
    assert desktop.window.focusWidget() is page.table, "the keyboard is not lost with its button"
    undo(desktop)
    assert stored(page, plan) == plan
    assert [line.plan for line in page.lines] == [plan]


def test_its_report_is_begun_with_what_is_known(desktop: Desktop, page: PlannerPage) -> None:
    day = day_ahead(page)
    plan = plan_one(page, day, purpose="Matching", member_ids=("eastholme", "northmead"))
    choose(desktop, page, "Fostering", day)
    do(desktop, page, "Begin report")
    assert isinstance(desktop.window.page, EditorPage)
    visit_id = stored(page, plan).visit_id
    assert visit_id is not None
    visit = visits.load_visit(page.context.space.store, visit_id)
    assert (visit.author_id, visit.team_id, visit.visit_date) == ("eastholme", "fostering", day)
    assert visit.answers["visitors"] == ["eastholme", "northmead"]
    assert visit.answers["purpose"] == "Matching"
    desktop.window.go("planner")
    settle(desktop)
    assert [b.text() for b in page.panel.findChildren(Button)] == ["Open report"]


def test_a_past_visit_is_said_to_have_taken_place(desktop: Desktop, page: PlannerPage) -> None:
    day = working_days_after(page.context.space.today() - timedelta(days=3), 0)
    plan = plan_one(page, day)
    choose(desktop, page, "Fostering", day)
    do(desktop, page, "It took place")
    assert stored(page, plan).status is RotaStatus.HELD
    assert page.lines[0].occurrence.outcome is Outcome.HELD
    assert "It took place" not in [b.text() for b in page.panel.findChildren(Button)]


def test_calendars_follow_a_visit_by_its_name(
    desktop: Desktop, page: PlannerPage, tmp_path: Path
) -> None:
    hostile = "Room 2; <b>bold</b>, \\n\nEND:VEVENT\r\nBEGIN:VALARM"
    day = day_ahead(page)
    plan = plan_one(page, day, starts_at="09:30", place="A, B; C", purpose=hostile)
    choose(desktop, page, "Fostering", day)

    def saved() -> object:
        page.acts.save_calendar(page.lines[0].plan, str(tmp_path / "visit.ics"))
        settle(desktop)
        calendar = Calendar.from_ical((tmp_path / "visit.ics").read_bytes())
        (event,) = calendar.walk("VEVENT")
        assert calendar.walk("VALARM") == []
        return event

    first = saved()
    assert first["UID"] == plan.uid  # type: ignore[index]
    assert first["LOCATION"] == "A, B; C"  # type: ignore[index]
    assert "BEGIN:VALARM" in first["DESCRIPTION"]  # type: ignore[index]
    assert first["STATUS"] == "CONFIRMED"  # type: ignore[index]
    stamp = first["DTSTAMP"].dt.date()  # type: ignore[index]
    assert abs((stamp - date.today()).days) <= 1
    later = working_days_after(day, 1)
    page.presenter.move(plan, date_in_words(later.isoformat()), "Fog")
    page.context.tell("rota", plan.id)
    settle(desktop)
    choose(desktop, page, "Fostering", later)
    moved = saved()
    assert moved["UID"] == plan.uid  # type: ignore[index]
    assert moved["SEQUENCE"] == first["SEQUENCE"] + 1  # type: ignore[index]
    assert moved["DTSTART"].dt.date() == later  # type: ignore[index]
    page.presenter.tell(stored(page, plan), RotaStatus.NOT_HELD, "Snow.")
    page.context.tell("rota", plan.id)
    settle(desktop)
    lost = saved()
    assert lost["STATUS"] == "CANCELLED"  # type: ignore[index]
    assert lost["SEQUENCE"] == first["SEQUENCE"] + 2  # type: ignore[index]


def test_what_may_identify_somebody_does_not_go_into_a_calendar_unasked(
    desktop: Desktop, page: PlannerPage
) -> None:
    day = day_ahead(page)
    plan_one(page, day, purpose="Ring the mother on 01733 555012 about the move.")
    choose(desktop, page, "Fostering", day)
    do(desktop, page, "Calendar")
    assert isinstance(dialog_of(PrivacyDialog), PrivacyDialog)
    assert page.findChildren(QFileDialog) == []
    active = QApplication.activeModalWidget()
    assert isinstance(active, PrivacyDialog)
    active.reject()
    plan_one(page, working_days_after(day, 30), purpose="Matching")
    choose(desktop, page, "Fostering", working_days_after(day, 30))
    do(desktop, page, "Calendar")
    (asked,) = page.findChildren(QFileDialog)
    asked.reject()


def test_the_menu_of_a_cell_offers_what_the_panel_does(desktop: Desktop, page: PlannerPage) -> None:
    day = day_ahead(page)
    plan = plan_one(page, day)
    choose(desktop, page, "Fostering", day)
    page.table.customContextMenuRequested.emit(QPoint(0, 0))
    settle(desktop)
    (menu,) = [m for m in page.findChildren(QMenu) if m.isVisible()]
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[0] == "Plan a visit"
    assert "Postpone" in texts
    delete = next(action for action in menu.actions() if action.text() == "Delete")
    assert isinstance(delete, QAction)
    delete.trigger()
    menu.close()
    settle(desktop)
    assert rota.rota_between(page.context.space.store, plan.on_day, plan.on_day) == ()


def test_the_newest_visits_are_one_press_away_and_today_one_back(
    desktop: Desktop, page: PlannerPage
) -> None:
    now = page.context.space.today().replace(day=1)
    assert now in page.model.months()
    page.earlier.click()
    page.earlier.click()
    settle(desktop)
    assert now not in page.model.months()
    page.newest_button.click()
    settle(desktop)
    newest = page.model.months()[-1]
    assert newest <= now
    page.newest_button.click()
    settle(desktop)
    assert page.model.months()[-1] == date(2014, 3, 1)
    page.today_button.click()
    settle(desktop)
    assert now in page.model.months()
    assert page._period.text().endswith(f"{page.model.months()[-1]:%B %Y}")


def test_names_are_words_however_long_and_retired_teams_stay_where_they_have_visits(
    desktop: Desktop, page: PlannerPage
) -> None:
    store = page.context.space.store
    day = day_ahead(page)
    plan_one(page, day)
    team = next(one for one in registers.teams(store) if one.id == "fostering")
    long = "<i>Team</i>: " + "a name that goes on and on " * 4
    registers.put_team(store, replace(team, name=long.strip()[:110], retired=True), by="officer")
    page.context.tell("register")
    settle(desktop)
    names = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert long.strip()[:110] in names
    choose(desktop, page, long.strip()[:110], day)
    heading = page.panel._card.heading
    assert heading.text().startswith("<i>Team</i>: a name")
    assert heading.textFormat() == Qt.TextFormat.PlainText
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in page.panel.findChildren(QLabel)
        if "Team" in label.text()
    )
