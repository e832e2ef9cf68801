"""The recommendations page and the dialog that links to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.presenters.visits import VisitListPresenter
from visits_app.services import links
from visits_app.ui.app import Desktop
from visits_app.ui.link_dialog import LinkDialog
from visits_app.ui.pages.recommendations import EvidenceRow, RecommendationsPage
from visits_app.ui.pages.visits import VisitsPage
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


def dialog_of(page: RecommendationsPage | VisitsPage) -> LinkDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LinkDialog)
    assert page.isVisible()
    return dialog


def test_evidence_is_grouped_and_counted_gaps_first(desktop: Desktop) -> None:
    page = open_page(desktop)
    assert page._reference.text() == "Recommendation 2013-14/2"
    chips = [chip.accessibleName() for chip in page._evidence.findChildren(Chip)]
    assert chips == ["Shows a gap, 3", "Context, 1"]
    names = [row.findChildren(QLabel)[0].text() for row in evidence(page)]
    assert names[:3] == sorted(names[:3])
    assert "2013-14/2" in page.list.currentItem().text()
    read = next(b for b in evidence(page)[0].findChildren(Button) if b.text() == "Read")
    read.click()
    settle(desktop)
    assert isinstance(desktop.window.page, VisitsPage)
    assert desktop.window.page.reading._view.toPlainText().startswith("Visit to Family Support")


def test_a_link_taken_away_is_brought_back_by_undo(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop)
    row = evidence(page)[0]
    before = links.evidence_for_recommendation(desktop.context.space.store, "2013-14-2")
    remove = next(b for b in row.findChildren(Button) if b.toolTip() == "Remove this link")
    assert remove.accessibleName().startswith("Remove the link to Family Support")
    remove.click()
    settle(desktop)
    assert len(evidence(page)) == len(before) - 1
    assert "2 show a gap" in page.list.currentItem().text()
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
    page.link_button.click()
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
    page.link_button.click()
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
    page.link_button.click()
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
