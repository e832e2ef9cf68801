"""The visits page: a list of any length, its filters, the reading pane, deleting with undo."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.big_store import make_big_store
from tests.ui.conftest import close
from tests.windows import open_window, settle
from visits_app import paths
from visits_app.domain.visits import VisitFilter, VisitPage, VisitState, VisitSummary
from visits_app.presenters.visits import PAGE
from visits_app.ui.app import Desktop
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.visit_table import ROW, VisitTableModel

MANY = 5_000


@pytest.fixture(scope="module")
def big_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big")
    make_big_store(folder / paths.STORE_NAME, visits=MANY)
    return folder


@pytest.fixture
def big(qapp: QApplication, home: Path, big_folder: Path) -> Iterator[Desktop]:
    """The window, open on 5,000 visits."""
    shutil.copytree(big_folder, home, dirs_exist_ok=True)
    opened = open_window(qapp, home / paths.STORE_NAME)
    yield opened
    close(opened)


def visits_page(desktop: Desktop, **target: str) -> VisitsPage:
    desktop.window.go("visits", dict(target))
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, VisitsPage)
    return page


def choose(desktop: Desktop, page: VisitsPage, **values: str) -> None:
    for key, value in values.items():
        combo = page.filters.combos[key]
        combo.setCurrentIndex(combo.findData(value))
    settle(desktop)


def first_of(page: VisitsPage, state: VisitState) -> VisitSummary:
    rows = (page.model.index(n).data(ROW) for n in range(page.model.rowCount()))
    return next(row for row in rows if row.state is state)


# --- the model ---------------------------------------------------------------------------------


def summary(number: int) -> VisitSummary:
    return VisitSummary(
        f"v{number}", f"R{number}", "Fostering", date(2014, 3, 4), "Ann", "Visit",
        VisitState.SUBMITTED, "", 0, 0, 0, 0, 1, updated_at=None,  # type: ignore[arg-type]
    )  # fmt: skip


def page_at(offset: int, total: int) -> VisitPage:
    rows = tuple(summary(n) for n in range(offset, min(offset + PAGE, total)))
    return VisitPage(rows, offset, total)


def test_the_model_keeps_qts_rules_while_pages_come_and_go(qtbot: QtBot) -> None:
    model = VisitTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for total in (0, 1, PAGE, PAGE + 1, 3 * PAGE):
        model.start_over(page_at(0, total))
        assert model.rowCount() == total
        with qtbot.assertNotEmitted(model.dataChanged):
            assert model.data(model.index(total)) is None
    asked: list[int] = []
    model.wanted.connect(asked.append)
    late = model.index(PAGE + 3)
    assert model.data(late) == "Loading…"
    assert model.data(late, ROW) is None
    assert asked == [PAGE], "a page is asked for once"
    model.take_page(page_at(PAGE, 3 * PAGE))
    assert model.data(late, ROW).id == f"v{PAGE + 3}"
    assert model.find(f"v{PAGE + 3}").row() == PAGE + 3
    assert not model.find("nothing").isValid()
    assert not model.find("").isValid()
    # the list grew shorter meanwhile: what is left of the page is shown, nothing breaks
    model.take_page(VisitPage((), 2 * PAGE, PAGE))
    assert model.data(model.index(2 * PAGE)) == "Loading…"
    assert tester.model() is model


# --- five thousand visits ----------------------------------------------------------------------


def test_five_thousand_visits_are_read_a_page_at_a_time_as_one_scrolls(
    big: Desktop, qtbot: QtBot
) -> None:
    page = visits_page(big)
    assert page.context_line == f"{MANY:,} visits"
    assert page.model.rowCount() == MANY
    assert len(page.model._pages) == 1
    bar = page.list.verticalScrollBar()
    with qtbot.waitSignal(page.model.dataChanged):
        bar.setValue(bar.maximum())
    settle(big)
    last = page.model.index(MANY - 1)
    assert last.data(ROW) is not None
    assert len(page.model._pages) <= 3, "pages nobody looked at are not read"
    listed = [page.model.index(n).data(ROW) for n in range(PAGE)]
    assert all(listed)
    assert len({row.id for row in listed}) == PAGE


def test_a_row_reached_before_its_page_is_shown_when_it_arrives(big: Desktop, qtbot: QtBot) -> None:
    page = visits_page(big)
    shown = page.reading.visit_id
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.currentIndex().row() == MANY - 1
    assert page.list.currentIndex().data(ROW) is None, "not read yet"
    settle(big)
    assert page.reading.visit_id == page.model.index(MANY - 1).data(ROW).id != shown


def test_a_change_elsewhere_leaves_the_list_where_it_was_scrolled_to(big: Desktop) -> None:
    page = visits_page(big)
    bar = page.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle(big)
    place, seen = bar.value(), page.list.indexAt(page.list.rect().center()).row()
    big.context.tell("visit")
    settle(big)
    assert bar.value() == place
    assert page.list.indexAt(page.list.rect().center()).row() == seen
    assert page.model.index(seen).data(ROW) is not None


def test_filters_sorting_and_search_work_together_and_are_taken_away_at_once(
    big: Desktop, qtbot: QtBot
) -> None:
    page = visits_page(big)
    choose(big, page, team="team03", state="submitted")
    listed = page.model.rowCount()
    assert 0 < listed < MANY
    assert page.context_line == f"{listed:,} visits match"
    page.sorting.setCurrentIndex(1)
    settle(big)
    days = [page.model.index(n).data(ROW).visit_date for n in range(min(listed, PAGE))]
    assert days == sorted(days)
    qtbot.keyClicks(page.search, "supervision")
    qtbot.waitUntil(lambda: page.presenter.filter.text == "supervision")
    settle(big)
    fewer = page.model.rowCount()
    assert 0 < fewer < listed
    assert page.reading.visit_id == page.list.currentIndex().data(ROW).id
    page.search.setText("qqqqzzzz")
    qtbot.waitUntil(lambda: page.presenter.filter.text == "qqqqzzzz")
    settle(big)
    assert page.stack.currentWidget() is page.stack.empty
    assert page.reading.visit_id == ""
    qtbot.mouseClick(page._clear, Qt.MouseButton.LeftButton)
    settle(big)
    assert page.model.rowCount() == MANY
    assert page.presenter.filter == VisitFilter()
    assert page.filters.reset.isHidden()
    assert page.reading.visit_id


# --- the example council -----------------------------------------------------------------------


def test_the_first_visit_is_read_and_arrow_keys_read_the_next(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = visits_page(desktop)
    first = page.model.index(0).data(ROW)
    assert page.reading.visit_id == first.id
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle(desktop)
    second = page.model.index(1).data(ROW)
    assert page.reading.visit_id == second.id
    assert second.team in page.reading._view.toPlainText()


def test_enter_on_a_draft_opens_it_in_the_editor_and_on_a_report_goes_to_its_text(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    page = visits_page(desktop)
    sealed = first_of(page, VisitState.SUBMITTED)
    page.list.setCurrentIndex(page.model.find(sealed.id))
    page.list.setFocus()
    settle(desktop)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert desktop.window.page is page
    assert page.reading._view.hasFocus()
    draft = first_of(page, VisitState.DRAFT)
    page.list.setCurrentIndex(page.model.find(draft.id))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle(desktop)
    assert isinstance(desktop.window.page, EditorPage)


def test_a_draft_is_deleted_by_key_and_undo_brings_it_back(desktop: Desktop, qtbot: QtBot) -> None:
    page = visits_page(desktop)
    draft = first_of(page, VisitState.DRAFT)
    row = page.model.find(draft.id)
    below = page.model.index(row.row() + 1).data(ROW)
    page.list.setFocus()
    page.list.setCurrentIndex(row)
    settle(desktop)
    before = page.model.rowCount()
    page._delete_chosen()
    settle(desktop)
    assert page.model.rowCount() == before - 1
    assert not page.model.find(draft.id).isValid()
    assert page.reading.visit_id == below.id, "what was below it is chosen next"
    assert page.window().focusWidget() is page.list, "Enter does not delete that as well"
    bar = desktop.window.message_bar
    assert bar.message is not None
    assert bar.message.text == "Draft deleted."
    qtbot.mouseClick(bar._action, Qt.MouseButton.LeftButton)
    settle(desktop)
    assert page.model.rowCount() == before
    assert page.reading.visit_id == draft.id
    assert page.list.currentIndex().data(ROW).id == draft.id


def test_a_visit_that_is_led_to_has_the_keyboard_and_no_filter_does(desktop: Desktop) -> None:
    """An arrow key would narrow the list unasked."""
    page = visits_page(desktop)
    sealed = first_of(page, VisitState.SUBMITTED)
    page.filters.combos["team"].setFocus()
    desktop.context.go("visits", visit_id=sealed.id)
    settle(desktop)
    assert page.window().focusWidget() is page.list


def test_a_report_is_not_deleted_and_says_why(desktop: Desktop) -> None:
    page = visits_page(desktop)
    sealed = first_of(page, VisitState.SUBMITTED)
    page.list.setCurrentIndex(page.model.find(sealed.id))
    settle(desktop)
    assert page.reading._delete.isHidden()
    page._delete_chosen()
    settle(desktop)
    message = desktop.window.message_bar.message
    assert message is not None
    assert message.tone == "error"
    assert page.model.find(sealed.id).isValid()


def test_one_may_be_sent_to_a_visit_a_team_or_a_state(desktop: Desktop) -> None:
    page = visits_page(desktop, team_id="fostering")
    assert page.filters.combos["team"].currentText() == "Fostering"
    assert {page.model.index(n).data(ROW).team for n in range(page.model.rowCount())} == {
        "Fostering"
    }
    sealed = page.model.index(1).data(ROW)
    visits_page(desktop, state="planned")
    assert page.filters.combos["team"].currentIndex() == 0
    assert {page.model.index(n).data(ROW).state for n in range(page.model.rowCount())} == {
        VisitState.PLANNED
    }
    visits_page(desktop, visit_id=sealed.id)
    assert page.reading.visit_id == sealed.id, "shown although the filter leaves it out"
    assert not page.list.currentIndex().isValid()
    visits_page(desktop, team_id="no such team")
    assert not page.presenter.filtered


def test_reading_buttons_are_those_of_the_state(desktop: Desktop) -> None:
    page = visits_page(desktop)
    reading = page.reading
    buttons = (reading._edit, reading._delete, reading._correct)
    for state, shown in (
        (VisitState.DRAFT, [True, True, False]),
        (VisitState.SUBMITTED, [False, False, True]),
    ):
        visits_page(desktop, visit_id=first_of(page, state).id)
        assert [not button.isHidden() for button in buttons] == shown
    reading._want_correct()
    settle(desktop)
    assert isinstance(desktop.window.page, EditorPage)


def test_at_large_text_the_filters_fold_and_the_buttons_keep_their_names(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.resize(1366, 768)
    desktop.window.change_look("light", 200)
    page = visits_page(desktop)
    assert page.filters.isHidden()
    assert not page._more.isHidden()
    qtbot.mouseClick(page._more, Qt.MouseButton.LeftButton)
    assert not page.filters.isHidden()
    assert page.reading.link_button.text() == ""
    assert page.reading.link_button.accessibleName() == "Link to a recommendation"
    desktop.window.change_look("light", 100)
    page = visits_page(desktop)
    assert not page.filters.isHidden()
    assert page._more.isHidden()
    assert page.reading.link_button.text()
    assert page.reading._print.shortcut().toString() == "Ctrl+P"


def test_a_store_that_cannot_be_read_is_said_where_the_list_would_be(desktop: Desktop) -> None:
    page = visits_page(desktop)
    desktop.context.space.store.close()
    page.refresh()
    settle(desktop)
    assert page.stack.currentWidget() is page.stack._error
    message = desktop.window.message_bar.message
    assert message is not None
    assert message.tone == "error"


def test_the_list_says_each_row_to_a_screen_reader(desktop: Desktop) -> None:
    page = visits_page(desktop)
    said = page.model.data(page.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    row = page.model.index(0).data(ROW)
    assert row.team in said
    assert row.state.label in said
    assert f"reference {row.reference}" in said
