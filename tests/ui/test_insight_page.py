"""The Insight page through its real widgets, on the example council."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.presenters.insight import ALL_TIME, InsightPresenter
from visits_app.ui.app import Desktop
from visits_app.ui.insight.disagreement_view import DisagreementCard
from visits_app.ui.insight.finding_list import FindingModel
from visits_app.ui.insight.matrix_table import PLACE, MatrixModel
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.pages.insight import InsightPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.widgets.buttons import Button

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def open_page(desktop: Desktop, **target: str) -> InsightPage:
    desktop.window.go("insight", target)
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, InsightPage)
    return page


def marks(page: InsightPage) -> list[str]:
    return [spot.words for spot in page.timeline.picture._spots if spot.mark]


def test_the_rail_leads_to_it_after_the_indicators(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.keyClick(desktop.window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settle(desktop)
    assert isinstance(desktop.window.page, InsightPage)
    assert desktop.window.page.timeline.state is not None
    assert desktop.window.page.timeline.state.team_id == "referral-and-assessment"


def test_the_timeline_says_itself_and_lists_its_findings(desktop: Desktop) -> None:
    page = open_page(desktop, team_id="family-support")
    name = page.timeline.picture.accessibleName()
    assert "2 visits with 2 strengths, 6 concerns and 1 idea" in name
    assert "Core assessments on time: 60.3%, January 2014; concern, low" in name
    assert page.timeline.list.findings.rowCount() == 9
    spoken = page.timeline.list.findings.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Idea, 20 November 2013, Family Support, Thresholds: ")


def test_arrows_go_through_the_findings_and_enter_opens_the_visit(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop, team_id="family-support")
    picture = page.timeline.picture
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture._chosen is not None
    qtbot.keyClick(picture, Qt.Key.Key_Up)
    assert "3 concerns, 20 November 2013" in page.timeline.readout.text()
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert "19 September 2012" in page.timeline.readout.text()
    chosen = page.timeline.list.currentIndex().data()
    assert chosen.startswith("Concern, 19 September 2012")
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    settle(desktop)
    assert isinstance(desktop.window.page, VisitsPage)


def test_a_measure_is_opened_from_its_strip(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop, team_id="family-support")
    picture = page.timeline.picture
    strip = picture._spots[0].area.center().toPoint()
    qtbot.mouseMove(picture, strip)
    assert page.timeline.readout.text().startswith("Average caseload: 20.0 cases, January 2014")
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=strip)
    settle(desktop)
    assert isinstance(desktop.window.page, IndicatorPage)


def test_the_list_marks_the_picture_and_enter_opens_the_visit(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_page(desktop, team_id="family-support")
    found = page.timeline.list
    found.setFocus()
    found.setCurrentIndex(found.findings.index(found.findings.rowCount() - 1))
    chosen = page.timeline.picture._chosen
    assert chosen is not None
    assert chosen.mark is not None
    assert chosen.mark.on.year == 2012
    qtbot.keyClick(found, Qt.Key.Key_Return)
    settle(desktop)
    assert isinstance(desktop.window.page, VisitsPage)


def test_show_all_dates_takes_in_the_visits_outside(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop, theme_id="recruitment-and-retention")
    view = page.timeline
    assert view.show_all.isVisible()
    before = len(marks(page))
    qtbot.mouseClick(view.show_all, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert len(marks(page)) > before
    assert view.choosers.value("Period") == ALL_TIME
    assert not view.outside.isVisible()


def test_choosing_neither_team_nor_theme_asks_for_one(desktop: Desktop) -> None:
    page = open_page(desktop, team_id="family-support")
    box = page.timeline.choosers.boxes["Team"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    settle(desktop)
    assert page.timeline.stack.currentWidget() is page.timeline.empty


def test_a_cell_says_itself_and_enter_opens_its_findings(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_page(desktop, part="matrix")
    view = page.matrix
    index = next(
        view.model.index(row, column)
        for row in range(view.model.rowCount())
        for column in range(view.model.columnCount())
        if view.model.index(row, column).data(PLACE) == ("placements", "fostering")
    )
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Placements and permanence, Fostering: 2 visits, 2 with a concern")
    view.table.setFocus()
    view.table.setCurrentIndex(index)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(desktop)
    assert view.panel.isVisible()
    assert view.panel.heading.text() == "Placements and permanence, Fostering"
    assert view.list.findings.rowCount() == 3
    assert view.list.hasFocus()
    qtbot.keyClick(view.list, Qt.Key.Key_Escape)
    assert not view.panel.isVisible()
    assert view.table.hasFocus()


def test_the_matrix_can_be_turned(desktop: Desktop, qtbot: QtBot) -> None:
    view = open_page(desktop, part="matrix").matrix
    shape = view.model.rowCount(), view.model.columnCount()
    qtbot.mouseClick(view.swap, Qt.MouseButton.LeftButton)
    assert (view.model.columnCount(), view.model.rowCount()) == shape
    assert view.swap.text().strip() == "Themes down the side"
    assert view.model.headerData(0, Qt.Orientation.Vertical) == "Adoption"


def test_disagreements_show_their_evidence_and_lead_to_the_visit(desktop: Desktop) -> None:
    page = open_page(desktop, part="disagree")
    cards = page.disagree.findChildren(DisagreementCard)
    assert len(cards) == 3
    assert "18 September 2013, Cherry Lodge" in cards[0].sentence.text()
    quotes = [label.text() for label in cards[0].findChildren(QLabel)]
    assert any("No agency worker on the rota" in text for text in quotes)
    link = cards[0].findChildren(Button)[0]
    assert link.accessibleName() == "Read the report of Cherry Lodge, 18 September 2013"
    link.click()
    settle(desktop)
    assert isinstance(desktop.window.page, VisitsPage)


def test_a_part_without_disagreements_says_what_would_be_there(desktop: Desktop) -> None:
    page = open_page(desktop, part="disagree")
    box = page.disagree.choosers.boxes["Team"]
    place = box.findData("fostering")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    settle(desktop)
    assert page.disagree.stack.currentWidget() is page.disagree.empty
    said = [label.text() for label in page.disagree.empty.findChildren(QLabel)]
    assert "Nothing disagrees" in said


def test_a_change_elsewhere_is_read_when_the_page_is_seen_again(desktop: Desktop) -> None:
    page = open_page(desktop, part="matrix")
    desktop.window.go("home")
    settle(desktop)
    desktop.context.tell("visit", "any")
    assert page.stale
    open_page(desktop)
    assert page.part == "matrix"
    assert page.matrix.state is not None


@pytest.mark.usefixtures("qtbot")
def test_the_models_are_sound(desktop: Desktop) -> None:
    presenter = InsightPresenter(desktop.context.space)
    found, table = FindingModel(), MatrixModel()
    testers = [QAbstractItemModelTester(model, FATAL) for model in (found, table)]
    heard = presenter.timeline("family-support", "", "24").listed.heard
    found.show_findings(heard)
    assert found.find(heard[2].finding_id).row() == 2
    assert not found.find("none").isValid()
    found.show_findings(())
    state = presenter.matrix(ALL_TIME)
    table.show_state(state, swapped=False)
    table.show_state(state, swapped=True)
    assert table.headerData(0, Qt.Orientation.Horizontal) == state.matrix.themes[0].name
    assert len(testers) == 2


def test_drawing_holds_the_window_up_for_less_than_a_frame_or_two(desktop: Desktop) -> None:
    page = open_page(desktop, team_id="family-support")
    state = InsightPresenter(desktop.context.space).timeline("family-support", "", ALL_TIME)
    begun = time.perf_counter()
    page.timeline.render(state)
    page.timeline.picture.grab()
    assert time.perf_counter() - begun < 0.5  # 50 ms by itself; the tests' machine is shared
    assert page.timeline.picture._at(QPoint(-5, -5).toPointF()) is None
