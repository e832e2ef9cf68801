"""The recommendations page and the dialog that links to it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.presenters.progress_sheets import ProgressReceiver, make_request
from visits_app.presenters.recommendation_states import RecommendationRow, TrackerFilters
from visits_app.presenters.visits import VisitListPresenter
from visits_app.presenters.workspace import Desk
from visits_app.services import links, recommendations, sheets
from visits_app.ui.app import Desktop
from visits_app.ui.link_dialog import LinkDialog
from visits_app.ui.pages.recommendations import RecommendationsPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.tracker.carry_dialog import CarryDialog
from visits_app.ui.tracker.evidence import SHOWN, EvidenceRow
from visits_app.ui.tracker.export_dialog import TrackerExportDialog
from visits_app.ui.tracker.form_dialog import FormDialog
from visits_app.ui.tracker.table import ROW, TrackerModel
from visits_app.ui.tracker.updates_dialog import UpdatesDialog
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.chip import Chip


def open_page(desktop: Desktop, recommendation_id: str = "2013-14-2") -> RecommendationsPage:
    desktop.window.go("recommendations", {"recommendation_id": recommendation_id})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, RecommendationsPage)
    return page


def evidence(page: RecommendationsPage) -> list[EvidenceRow]:
    return [row for row in page.findChildren(EvidenceRow) if row.isVisibleTo(page)]


def row(page: RecommendationsPage) -> RecommendationRow:
    """Return the row that is chosen."""
    found = page.table.currentIndex().data(ROW)
    assert isinstance(found, RecommendationRow)
    return found


def dialog_of(page: RecommendationsPage | VisitsPage) -> LinkDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LinkDialog)
    assert page.isVisible()
    return dialog


def test_evidence_is_grouped_and_counted_gaps_first(desktop: Desktop) -> None:
    page = open_page(desktop)
    assert page.detail.reference.text() == "Recommendation 2013-14/2"
    chips = [chip.accessibleName() for chip in page.detail.evidence.findChildren(Chip)]
    assert chips == ["Shows a gap, 3", "Context, 1"]
    names = [row.findChildren(QLabel)[0].text() for row in evidence(page)]
    assert names[:3] == sorted(names[:3])
    assert row(page).reference == "2013-14/2"
    read = next(b for b in evidence(page)[0].findChildren(Button) if b.text() == "Read")
    read.click()
    settle(desktop)
    assert isinstance(desktop.window.page, VisitsPage)
    assert desktop.window.page.reading._view.toPlainText().startswith("Visit to Family Support")


def test_a_link_taken_away_is_brought_back_by_undo(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop)
    first = evidence(page)[0]
    before = links.evidence_for_recommendation(desktop.context.space.store, "2013-14-2")
    remove = next(b for b in first.findChildren(Button) if b.toolTip() == "Remove this link")
    assert remove.accessibleName().startswith("Remove the link to Family Support")
    remove.click()
    settle(desktop)
    assert len(evidence(page)) == len(before) - 1
    assert "2 show a gap" in row(page).evidence
    qtbot.mouseClick(desktop.window.message_bar._action, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert len(evidence(page)) == len(before)
    after = links.evidence_for_recommendation(desktop.context.space.store, "2013-14-2")
    assert after == before


def test_a_visit_is_linked_from_the_recommendation_and_undone(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop)
    before = len(evidence(page))
    page.detail.link_button.click()
    settle(desktop)
    dialog = dialog_of(page)
    assert [box.isChecked() for box in dialog.boxes] == [False, True, False, False, False]
    # typing a visit and Enter chooses it, and does not press “Link” for the one on show before
    dialog.visit.lineEdit().selectAll()
    qtbot.keyClicks(dialog.visit, "adoption, 22")
    qtbot.keyClick(dialog.visit.lineEdit(), Qt.Key.Key_Return)
    settle(desktop)
    assert dialog.isVisible()
    assert dialog.visit.currentText().startswith("Adoption, 22 May 2013")
    assert dialog.part.count() > 1
    dialog.part.setCurrentIndex(1)
    dialog._kinds.button(1).setChecked(True)
    dialog.note.setPlainText("<b>Not</b> a report.")
    dialog.accept_button.click()
    settle(desktop)
    assert not dialog.isVisible()
    assert len(evidence(page)) == before + 1
    said = [label.text() for row in evidence(page) for label in row.findChildren(QLabel)]
    assert "Why: <b>Not</b> a report." in said
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert len(evidence(page)) == before


def test_words_that_are_no_visit_give_way_to_the_visit_that_would_be_linked(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop)
    page.detail.link_button.click()
    settle(desktop)
    dialog = dialog_of(page)
    shown = dialog.visit.currentText()
    dialog.visit.lineEdit().selectAll()
    qtbot.keyClicks(dialog.visit, "qqqq")
    qtbot.keyClick(dialog.visit.lineEdit(), Qt.Key.Key_Return)
    assert dialog.visit.currentText() == shown
    assert dialog.isVisible()
    dialog.reject()


def test_tab_goes_through_the_dialog_as_it_is_read(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop)
    page.detail.link_button.click()
    settle(desktop)
    dialog = dialog_of(page)
    dialog.part.setFocus()
    for box in dialog.boxes:
        if box.isEnabled():
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            assert dialog.focusWidget() is box
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog._kinds.checkedButton()
    dialog.reject()


def test_what_is_linked_already_cannot_be_linked_again_and_nothing_chosen_is_said(
    desktop: Desktop,
) -> None:
    space = desktop.context.space
    first = links.evidence_for_recommendation(space.store, "2013-14-5")[0]
    desktop.window.go("visits", {"visit_id": first.link.visit_id})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, VisitsPage)
    page.reading.link_button.click()
    settle(desktop)
    dialog = dialog_of(page)
    place = dialog.part.findData(first.link.finding_id or "")
    dialog.part.setCurrentIndex(place)
    boxes = {box.property("record"): box for box in dialog.boxes}
    assert not boxes["2013-14-5"].isEnabled()
    assert boxes["2013-14-5"].toolTip() == "Linked already"
    dialog.accept_button.click()
    assert dialog._error.text().startswith("Error: choose at least one")
    boxes["2013-14-3"].setChecked(True)
    boxes["2013-14-4"].setChecked(True)
    dialog.accept_button.click()
    settle(desktop)
    message = desktop.window.message_bar.message
    assert message is not None
    assert message.text == "Linked to 2 recommendations."
    assert VisitListPresenter(space).reading(first.link.visit_id).evidence == page.reading.evidence


# --- the tracker ---------------------------------------------------------------------------------


def form(page: RecommendationsPage) -> FormDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    assert page.isVisible()
    return dialog


def said(desktop: Desktop) -> str:
    message = desktop.window.message_bar.message
    assert message is not None
    return message.text


def test_the_model_holds_and_its_first_cell_reads_the_whole_row(desktop: Desktop) -> None:
    page = open_page(desktop)
    model = TrackerModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(page.presenter.show().rows)
    assert tester.model() is model
    told = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("2013-14/3 Monthly monitoring report")
    assert "slipped once" in told
    assert "Red: unacceptable" in told
    model.show_rows(())
    assert model.rowCount() == 0


def test_filters_narrow_the_tracker_and_nothing_found_is_said(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop)
    bar = page.filters
    bar.ratings.setCurrentIndex(bar.ratings.findData("red"))
    assert [page.model.index(n, 0).data(ROW).reference for n in range(page.model.rowCount())] == [
        "2013-14/3"
    ]
    settle(desktop)
    assert page.detail.reference.text() == "Recommendation 2013-14/3"
    qtbot.keyClicks(bar.search, "zzz")
    qtbot.keyClick(bar.search, Qt.Key.Key_Return)
    assert page.lists.currentWidget() is page.nothing
    bar.reset.click()
    assert page.model.rowCount() == 5
    assert page.presenter.filters == TrackerFilters()
    assert not bar.reset.isVisible()


def test_a_heading_orders_by_it_and_keeps_what_is_chosen(desktop: Desktop) -> None:
    page = open_page(desktop)
    page.table.horizontalHeader().sectionClicked.emit(6)
    assert page.model.index(0, 0).data(ROW).reference == "2013-14/3"
    assert row(page).reference == "2013-14/2"


def test_an_update_is_claimed_and_a_meeting_accepts_it(desktop: Desktop) -> None:
    page = open_page(desktop, "2013-14-3")
    page.detail.update_button.click()
    settle(desktop)
    dialog = form(page)
    dialog.write("status", "done_unverified")
    dialog.write("told_on", "1 September 2014")
    dialog.save_button.click()
    settle(desktop)
    assert dialog.errors["text"].text() == "Error: say what has been done."
    dialog.write("text", "<b>All</b> members have it.")
    dialog.save_button.click()
    settle(desktop)
    assert "has not accepted it yet" in said(desktop)
    words = [label.text() for label in page.detail.progress.findChildren(QLabel)]
    assert "<b>All</b> members have it." in words
    page.detail.accept_button.click()
    settle(desktop)
    dialog = form(page)
    dialog.write("meeting", "2014-11-11")
    dialog.write("status", "complete")
    dialog.save_button.click()
    settle(desktop)
    assert said(desktop) == "What the committee accepted is on record."
    assert row(page).rating == "Green: achieved"
    assert not page.detail.update_button.isEnabled()


def test_one_is_added_chosen_and_taken_back(desktop: Desktop) -> None:
    page = open_page(desktop)
    assert page.primary is not None
    page.primary.click()
    settle(desktop)
    dialog = form(page)
    dialog.save_button.click()
    settle(desktop)
    assert all(dialog.errors[key].isVisibleTo(dialog) for key in ("title", "text", "owner"))
    for key, words in (("title", "Look again"), ("text", "Look again."), ("owner", "Chair")):
        dialog.write(key, words)
    dialog.save_button.click()
    settle(desktop)
    assert row(page).title == "Look again"
    assert page.detail.heading.text() == "Look again"
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert page.model.rowCount() == 5


def test_a_response_and_a_change_are_undone_from_the_message_bar(desktop: Desktop) -> None:
    page = open_page(desktop, "2013-14-4")
    for button, key, words in (
        (page.detail.response_button, "timetable", "By May"),
        (page.detail.edit_button, "title", "Another title"),
    ):
        before = recommendations.tracker_line(
            desktop.context.space.store, "2013-14-4", today=desktop.context.space.today()
        ).recommendation
        button.click()
        settle(desktop)
        dialog = form(page)
        dialog.write(key, words)
        dialog.save_button.click()
        settle(desktop)
        shown = [label.text() for label in page.detail.findChildren(QLabel)]
        assert words in shown
        desktop.window.message_bar.take_action()
        settle(desktop)
        after = recommendations.tracker_line(
            desktop.context.space.store, "2013-14-4", today=desktop.context.space.today()
        ).recommendation
        assert after == before


def test_an_action_is_made_of_it_and_taken_back(desktop: Desktop) -> None:
    page = open_page(desktop, "2013-14-3")
    page.detail.action_button.click()
    settle(desktop)
    dialog = form(page)
    for key, words in (("text", "Buy secure addresses."), ("due", "31 December 2026")):
        dialog.write(key, words)
    dialog.save_button.click()
    settle(desktop)
    shown = [label.text() for label in page.detail.action_card.findChildren(QLabel)]
    assert "Buy secure addresses." in shown
    desktop.window.message_bar.take_action()
    settle(desktop)
    shown = [label.text() for label in page.detail.action_card.findChildren(QLabel)]
    assert "No action has come of it yet." in shown


def test_the_year_is_carried_forward_after_a_dry_run_and_undone(desktop: Desktop) -> None:
    page = open_page(desktop)
    page._carry()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CarryDialog)
    assert [choice.label.split("  ")[0] for choice, _ in dialog.boxes] == [
        f"2013-14/{n} → 2014-15/{n}" for n in (1, 2, 3, 4)
    ]
    assert page.model.rowCount() == 5
    dialog.boxes[3][1].setChecked(False)
    assert dialog.go_button.text() == "Carry 3 forward"
    dialog.go_button.click()
    settle(desktop)
    assert said(desktop) == "3 recommendations go on as 2014-15/1 to 2014-15/3."
    assert row(page).reference == "2014-15/1"
    assert len(evidence(page)) > 0
    desktop.window.go("recommendations", {"recommendation_id": "2013-14-1"})
    settle(desktop)
    assert row(page).reference == "2013-14/1"
    page.detail.follow_button.click()
    settle(desktop)
    assert row(page).reference == "2014-15/1"
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert said(desktop) == "The carrying forward is undone."
    assert page.model.rowCount() == 5


def test_updates_are_asked_for_by_a_sheet_and_read_again(desktop: Desktop, tmp_path: Path) -> None:
    page = open_page(desktop)
    sheet = make_request(desktop.context.space, ["2013-14-3", "2013-14-5"])
    assert [line.key for line in sheet.rows] == ["2013-14/3"]
    path = tmp_path / "back.csv"
    filled = {"status": "slipping", "text": "Nearly.", "told_by": "Head", "told_on": "2014-12-01"}
    rows = (replace(sheet.rows[0], cells={**sheet.rows[0].cells, **filled}),)
    sheets.save_sheet(replace(sheet, rows=rows), path)
    page._read()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, UpdatesDialog)
    receiver = ProgressReceiver(desktop.context.space)
    told = receiver.take(receiver.read(path, None), ["2013-14/3"])
    assert told.startswith("1 update is on record.")
    assert receiver.undo() is None
    dialog._done(told)
    settle(desktop)
    assert desktop.window.message_bar.message is not None
    assert desktop.window.message_bar.message.act is None


def test_the_tracker_is_exported_for_the_public_unless_told_otherwise(
    desktop: Desktop, tmp_path: Path
) -> None:
    page = open_page(desktop)
    page.export_button.click()
    settle(desktop)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TrackerExportDialog)
    assert dialog.versions.checkedId() == 0
    assert dialog.ending == "pdf"
    dialog.kinds.button(4).setChecked(True)
    assert dialog.ending == "csv"
    path = tmp_path / "tracker.csv"
    dialog.save(str(path))
    settle(desktop)
    assert "2013-14/3" in path.read_text(encoding="utf-8-sig")
    assert said(desktop) == "The tracker is saved as “tracker.csv”."


def test_a_member_reads_the_tracker_without_the_officers_buttons(desktop: Desktop) -> None:
    space = replace(desktop.context.space, desk=Desk.MEMBER)
    desktop.context.desk_changed.emit(space)
    page = open_page(desktop, "2013-14-3")
    assert page.primary is None
    assert page.more == (page.export_button,)
    assert not page.detail.edit_button.isVisibleTo(page)
    assert page.detail.link_button.isVisibleTo(page)


def test_a_recommendation_with_much_evidence_shows_the_rest_when_asked(desktop: Desktop) -> None:
    page = open_page(desktop, "2013-14-1")
    assert len(evidence(page)) == SHOWN
    more = next(b for b in page.detail.groups.findChildren(Button) if "more" in b.text())
    assert more.text() == "Show 4 more"
    more.click()
    settle(desktop)
    assert len(evidence(page)) == 12
