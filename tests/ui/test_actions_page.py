"""The actions page: recording what was answered, and who saw it done."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle, wait_for
from visits_app.domain.visits import AskStatus
from visits_app.presenters.actions import PAGE, ActionsPresenter
from visits_app.presenters.chasers import ChaserReceiver, make_chaser
from visits_app.presenters.sheets import save_sheet
from visits_app.presenters.workspace import Desk
from visits_app.ui.action_dialog import ActionDialog
from visits_app.ui.app import Desktop
from visits_app.ui.pages.actions import ActionsPage, ActionWidget
from visits_app.ui.pages.reports import ReportsPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.review.response_dialog import ResponseDialog
from visits_app.ui.verify_dialog import VerifyDialog
from visits_app.ui.widgets.buttons import Button


def open_page(desktop: Desktop) -> ActionsPage:
    desktop.window.go("actions")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ActionsPage)
    return page


def rows(page: ActionsPage) -> list[ActionWidget]:
    return [row for row in page.findChildren(ActionWidget) if row.isVisibleTo(page)]


def button(row: ActionWidget, text: str) -> Button:
    return next(b for b in row.findChildren(Button) if b.text() == text)


def show(desktop: Desktop, page: ActionsPage, which: str) -> None:
    page.shown.setCurrentIndex(page.shown.findData(which))
    settle(desktop)


def test_each_view_lists_its_asks_and_a_report_is_one_press_away(desktop: Desktop) -> None:
    page = open_page(desktop)
    counts = {}
    for which in ("unanswered", "closed", "open", "all"):
        show(desktop, page, which)
        counts[which] = len(rows(page))
        assert str(counts[which]) in page.context_line
    assert counts["unanswered"] < counts["open"] <= counts["all"] == PAGE
    assert page.context_line.startswith("The first ")
    page._more.click()
    settle(desktop)
    assert len(rows(page)) > PAGE
    assert page._more.isHidden()
    button(rows(page)[0], "Read report").click()
    settle(desktop)
    assert isinstance(desktop.window.page, VisitsPage)
    assert desktop.window.page.reading.visit_id


def test_a_refusal_is_recorded_only_with_its_reason(desktop: Desktop) -> None:
    page = open_page(desktop)
    show(desktop, page, "unanswered")
    before = len(rows(page))
    answer = button(rows(page)[0], "Answer")
    assert answer.accessibleName().startswith("Record the answer to: ")
    answer.click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ResponseDialog)
    dialog.status.setCurrentIndex(dialog.status.findData(AskStatus.DECLINED))
    dialog.save_button.click()
    settle(desktop)
    assert dialog.isVisible()
    assert dialog._errors["reason"].text().startswith("Error: ")
    assert dialog.reason.hasFocus()
    dialog.reason.setPlainText("There is <i>no</i> money.")
    dialog.save_button.click()
    settle(desktop)
    assert not dialog.isVisible()
    assert len(rows(page)) == before - 1
    assert desktop.window.focusWidget() is page.shown, (
        "the answered ask left the list, and took the keyboard with it"
    )
    show(desktop, page, "closed")
    said = [label.text() for row in rows(page) for label in row.findChildren(QLabel)]
    assert any("There is <i>no</i> money." in text for text in said)


def test_what_the_service_said_is_kept_only_with_what_it_amounts_to(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop)
    show(desktop, page, "open")
    place = next(n for n, row in enumerate(rows(page)) if _is_unanswered(row))
    answer = button(rows(page)[place], "Answer")
    name = answer.accessibleName()
    answer.click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ResponseDialog)
    qtbot.keyClicks(dialog.reason, "From June.")
    dialog.save_button.click()
    settle(desktop)
    assert dialog._errors["status"].text() == "Error: choose what the service answered."
    assert dialog.status.hasFocus()
    dialog.status.setCurrentIndex(dialog.status.findData(AskStatus.AGREED))
    dialog.save_button.click()
    settle(desktop)
    assert dialog._errors["owner"].text() == "Error: say who will do it, by role."
    dialog.owner.setText("Head of service")
    dialog.due.setText("tomorrow")
    dialog.save_button.click()
    settle(desktop)
    assert not dialog.isVisible()
    again = next(row for row in rows(page) if row.first_button.accessibleName() == name)
    assert desktop.window.focusWidget() is again.first_button, "the keyboard comes back to the ask"


def _is_unanswered(row: ActionWidget) -> bool:
    return not any(label.text().startswith("The service: ") for label in row.findChildren(QLabel))


def test_an_answer_that_cannot_be_kept_stays_in_the_dialog(desktop: Desktop) -> None:
    page = open_page(desktop)
    button(rows(page)[0], "Answer").click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ResponseDialog)
    dialog.reason.setPlainText("Soon.")
    dialog.status.setCurrentIndex(dialog.status.findData(AskStatus.DONE))
    desktop.context.space.store.close()
    dialog.save_button.click()
    settle(desktop)
    assert dialog.isVisible()
    assert dialog._general.text().startswith("Error: ")
    assert "Soon." in dialog.reason.toPlainText()
    dialog.reject()


def test_a_list_goes_out_and_its_answers_come_back(desktop: Desktop, tmp_path: Path) -> None:
    page = open_page(desktop)
    space = desktop.context.space
    sheet = make_chaser(space, page.presenter.wanted())
    key = sheet.rows[0].key
    rows_out = tuple(
        replace(row, cells={**row.cells, "status": "done", "response": "Done <b>now</b>."})
        if row.key == key
        else row
        for row in sheet.rows
    )
    path = tmp_path / "back.xlsx"
    save_sheet(replace(sheet, rows=rows_out), path)
    receiver = ChaserReceiver(space)
    returned = receiver.read(path, None)
    assert receiver.take(returned, {key}) == "1 answer recorded."
    desktop.context.tell("action")
    show(desktop, page, "to_verify")
    said = [label.text() for row in rows(page) for label in row.findChildren(QLabel)]
    assert any("Done <b>now</b>." in text for text in said)
    assert receiver.undo() == "Undone: the actions are as they were before the list."


def verify(desktop: Desktop, page: ActionsPage, place: int = 0) -> VerifyDialog:
    show(desktop, page, "to_verify")
    button(rows(page)[place], "Verify").click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, VerifyDialog)
    return dialog


def test_verifying_names_a_later_visit_and_who_was_there(desktop: Desktop) -> None:
    page = open_page(desktop)
    presenter = ActionsPresenter(desktop.context.space)
    asked = next(r for r in presenter.state().rows if "Visit to Fostering, 18 July" in r.origin)
    presenter.answer(asked.line.action, AskStatus.DONE, "Done.")
    dialog = verify(desktop, page)
    assert dialog.visit.itemText(0) == "Fostering, 12 March 2014"
    assert dialog.member.count()
    dialog._save.click()
    settle(desktop)
    assert not dialog.isVisible()
    show(desktop, page, "closed")
    said = [label.text() for row in rows(page) for label in row.findChildren(QLabel)]
    assert any(
        text.startswith("Verified by ") and "visit to Fostering, 12 March 2014" in text
        for text in said
    )


def test_without_a_later_visit_nothing_can_be_verified(desktop: Desktop) -> None:
    # the last one done is of the newest visit there is
    dialog = verify(desktop, open_page(desktop), -1)
    assert not dialog._save.isEnabled()
    assert dialog._hint.text().startswith("No submitted visit since then")
    dialog.reject()


def test_an_action_is_made_from_a_finding_of_a_report_and_taken_back(desktop: Desktop) -> None:
    page = open_page(desktop)
    button(rows(page)[0], "Read report").click()
    settle(desktop)
    visits = desktop.window.page
    assert isinstance(visits, VisitsPage)
    visits.reading.action_button.click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ActionDialog)
    assert dialog.finding.count()
    dialog._save.click()
    settle(desktop)
    assert dialog._errors["text"].text() == "Error: say what is to be done."
    dialog.text.setPlainText("Show the <b>plan</b>.")
    dialog.owner.setText("Head of service")
    dialog.due.setText("tomorrow")
    dialog._save.click()
    settle(desktop)
    assert not dialog.isVisible()
    page = open_page(desktop)
    page.text.setText("Show the <b>plan</b>")
    wait_for(lambda: page.presenter.text != "")
    settle(desktop)
    [row] = rows(page)
    said = [label.text() for label in row.findChildren(QLabel)]
    assert "Show the <b>plan</b>." in said
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert page.stack.currentWidget() is page.stack.empty


def test_the_log_is_previewed_from_the_page(desktop: Desktop) -> None:
    page = open_page(desktop)
    page.print_button.click()
    settle(desktop)
    shown = desktop.window.page
    assert isinstance(shown, ReportsPage)
    assert shown._made is not None
    assert shown._made.file_name.startswith("Action log, ")


def test_the_header_offers_what_officers_do_to_nobody_else(desktop: Desktop) -> None:
    window = desktop.window
    page = open_page(desktop)
    assert all(one.isVisible() for one in page.more)
    window.attach(replace(desktop.context.space, desk=Desk.MEMBER, member_id="northmead"))
    for name in ("actions", "meetings", "actions"):
        window.go(name)
        settle(desktop)
        assert window.page is not None
        shown = {one.text() for one in window.header.findChildren(Button) if one.isVisible()}
        assert not shown & {"Print the log", "Read a list…", "Chaser list…", "New meeting"}
