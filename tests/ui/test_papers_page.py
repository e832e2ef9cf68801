"""The list of papers, and the dialog that says what a paper is about."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.paper_samples import made_paper, records
from tests.windows import settle, wait_for
from visits_app.domain.papers import PaperKind
from visits_app.services import compiling
from visits_app.ui.app import Desktop
from visits_app.ui.pages.paper import PaperPage
from visits_app.ui.pages.papers import PapersPage
from visits_app.ui.pages.reports import ReportsPage
from visits_app.ui.papers.plan_dialog import PaperPlanDialog


@pytest.fixture
def page(desktop: Desktop, qtbot: QtBot) -> Iterator[PapersPage]:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    yield papers(desktop)
    settle(desktop)


def papers(desktop: Desktop) -> PapersPage:
    desktop.window.go("papers")
    settle(desktop)
    shown = desktop.window.page
    assert isinstance(shown, PapersPage)
    return shown


def dialog_of(desktop: Desktop) -> PaperPlanDialog:
    settle(desktop)
    tops = QApplication.topLevelWidgets()
    (shown,) = [one for one in tops if isinstance(one, PaperPlanDialog) and one.isVisible()]
    return shown


def test_without_papers_the_page_says_what_belongs_there(page: PapersPage) -> None:
    assert page.stack.currentWidget() is page.stack.empty


def test_a_summary_of_the_example_is_drafted_with_three_keys(
    desktop: Desktop, page: PapersPage
) -> None:
    assert page.primary is not None
    page.primary.click()
    dialog = dialog_of(desktop)
    assert dialog.period.currentText().startswith("Since the last meeting")
    assert dialog.title_line.text().startswith("Visit summary for a meeting, ")
    dialog.period.setCurrentIndex(dialog.period.count() - 2)
    dialog.period.activated.emit(dialog.period.currentIndex())
    assert (dialog.starts.text(), dialog.ends.text()) == ("", "")
    assert dialog.title_line.text() == "Visit summary for a meeting"
    QTest.keyClick(dialog.title_line, Qt.Key.Key_Return)
    wait_for(lambda: isinstance(desktop.window.page, PaperPage))
    settle(desktop)
    (made,) = compiling.papers(desktop.context.space.store)
    assert made.kind is PaperKind.SUMMARY
    shown = desktop.window.page
    assert isinstance(shown, PaperPage)
    wait_for(lambda: shown.desk.text.model_of_parts.rowCount() > 50)
    assert not desktop.window.message_bar.isVisible()
    desktop.window.back()
    settle(desktop)
    assert page.list.count() == 1
    assert "everything on record" in page.list.item(0).text()


def test_teams_sections_and_their_order_are_kept_and_can_be_changed(
    desktop: Desktop, page: PapersPage
) -> None:
    assert page.primary is not None
    page.primary.click()
    dialog = dialog_of(desktop)
    dialog.kind.setCurrentIndex(dialog.kind.findData(PaperKind.ACTIONS))
    assert dialog.sections.ticked() == ("headline", "overdue", "open", "done", "ended")
    dialog.sections.setCurrentRow(2)
    QTest.keyClick(dialog.sections, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.sections.item(4).setCheckState(Qt.CheckState.Unchecked)
    dialog.teams.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.meeting.setCurrentIndex(1)
    assert dialog._meeting_told.text().startswith("Papers by ")
    dialog.go_button.click()
    wait_for(lambda: isinstance(desktop.window.page, PaperPage))
    settle(desktop)
    store = desktop.context.space.store
    (made,) = compiling.papers(store)
    assert made.contents.sections == ("headline", "open", "overdue", "done")
    assert len(made.contents.team_ids) == 1
    assert made.meeting_id is not None
    shown = desktop.window.page
    assert isinstance(shown, PaperPage)
    shown.plan_button.click()
    again = dialog_of(desktop)
    assert not again.kind.isEnabled()
    assert again.sections.ticked() == made.contents.sections
    assert again.teams.ticked() == made.contents.team_ids
    again.title_line.setText("Actions in the open")
    again.go_button.click()
    settle(desktop)
    assert compiling.paper(store, made.id).title == "Actions in the open"
    assert shown.title == "Actions in the open"


def test_a_final_report_is_of_one_body_where_one_is_chosen(
    desktop: Desktop, page: PapersPage
) -> None:
    assert page.primary is not None
    page.primary.click()
    dialog = dialog_of(desktop)
    assert not dialog.body.isVisible()
    dialog.kind.setCurrentIndex(dialog.kind.findData(PaperKind.FINAL))
    assert dialog.body.isVisible()
    assert dialog.body.count() > 1
    dialog.body.setCurrentIndex(1)
    body_id = dialog.body.currentData()
    dialog.go_button.click()
    wait_for(lambda: isinstance(desktop.window.page, PaperPage))
    settle(desktop)
    (made,) = compiling.papers(desktop.context.space.store)
    assert made.contents.body_id == body_id


def test_everything_wrong_is_said_under_its_field(desktop: Desktop, page: PapersPage) -> None:
    assert page.primary is not None
    page.primary.click()
    dialog = dialog_of(desktop)
    dialog.title_line.clear()
    dialog.starts.setText("4 March 2014")
    dialog.ends.setText("when it suits")
    dialog.go_button.click()
    settle(desktop)
    assert dialog._errors["title"].text() == "Error: give the paper a title."
    assert dialog._errors["ends"].text().startswith("Error: this is not a date.")
    assert QApplication.focusWidget() is dialog.title_line
    dialog.title_line.setText("Visits")
    dialog.ends.setText("1 March 2014")
    dialog.go_button.click()
    settle(desktop)
    assert dialog._errors["ends"].text() == "Error: the period ends before it begins."
    assert not dialog._errors["title"].isVisible()
    dialog.reject()
    assert compiling.papers(desktop.context.space.store) == ()


def test_a_deleted_paper_comes_back_with_undo(desktop: Desktop, page: PapersPage) -> None:
    store = desktop.context.space.store
    made = made_paper(store, records())
    page.refresh()
    settle(desktop)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    settle(desktop)
    assert page.list.count() == 0
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert compiling.papers(store) == (made,)
    assert page.list.count() == 1


def test_papers_that_need_no_compiling_are_a_button_away(
    desktop: Desktop, page: PapersPage
) -> None:
    for target in ({"paper": "monitoring"}, {"paper": "brief"}, {"paper": "form"}):
        page._preview(target)
        settle(desktop)
        shown = desktop.window.page
        assert isinstance(shown, ReportsPage)
        item = shown.list.currentItem()
        assert item is not None
        assert item.data(Qt.ItemDataRole.UserRole).kind == target["paper"]
        assert desktop.window.rail._buttons["papers"].isChecked()
