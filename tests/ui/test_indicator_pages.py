"""The indicator pages through their real widgets, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.indicator_samples import TODAY, core_months, fill
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.store.engine import create_store
from visits_app.ui.context import Context
from visits_app.ui.fields.field import RING
from visits_app.ui.icons import pixmap
from visits_app.ui.indicator_table import (
    ASSURANCE,
    LATEST,
    NAME,
    TARGET,
    VARIATION,
    IndicatorTableModel,
)
from visits_app.ui.jobs import Jobs
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.pages.indicators import IndicatorsPage
from visits_app.ui.pages.page import Page
from visits_app.ui.teams_dialog import TeamsDialog
from visits_app.ui.theme import SPACE_L, theme
from visits_app.ui.verdict_row import WhyDialog


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    jobs = Jobs()
    made = Context(jobs)
    with create_store(tmp_path / "visits.mvstore") as store:
        fill(store)
        made.workspace = Workspace(store, Desk.MEMBER, "m", "A member", lambda: TODAY)
        yield made
        qtbot.waitUntil(lambda: jobs.idle)
        jobs.stop()


def show(page: Page, qtbot: QtBot, **target: str) -> None:
    qtbot.addWidget(page)
    page.resize(1120, 640)
    page.show()
    qtbot.waitExposed(page)
    page.open(**target)
    qtbot.waitUntil(lambda: page.context.jobs.idle)


@pytest.fixture
def overview(context: Context, qtbot: QtBot) -> IndicatorsPage:
    page = IndicatorsPage(context)
    show(page, qtbot)
    return page


@pytest.fixture
def detail(context: Context, qtbot: QtBot) -> IndicatorPage:
    page = IndicatorPage(context)
    show(page, qtbot, indicator_id="core")
    return page


def test_overview_lists_every_indicator(overview: IndicatorsPage) -> None:
    assert overview.model.rowCount() == 4
    assert overview.model.index(0, LATEST).data() == "71.0%"
    assert overview.context_line == "4 indicators, 1 needs a look or is late"
    spoken = overview.model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Core assessments on time: 71.0% (January 2014)")
    assert not overview.grab().isNull()


def test_enter_opens_the_indicator(overview: IndicatorsPage, qtbot: QtBot) -> None:
    overview.table.setFocus()
    qtbot.keyClick(overview.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(overview.context.went) as went:
        qtbot.keyClick(overview.table, Qt.Key.Key_Return)
    assert went.args == ["indicator", {"indicator_id": "open"}]


def test_typing_narrows_and_the_empty_state_clears(overview: IndicatorsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(overview.search, "audits")
    qtbot.waitUntil(lambda: overview.model.rowCount() == 1)
    qtbot.keyClicks(overview.search, "x")
    qtbot.waitUntil(lambda: overview.stack.currentWidget() is overview.stack.empty)
    assert not overview.save_button.isEnabled()
    overview.clear_filters()
    assert overview.save_button.isEnabled()
    assert overview.model.rowCount() == 4
    overview.themes.setCurrentIndex(overview.themes.findData("caseloads"))
    assert overview.context_line == "1 of 4 indicators"


@pytest.mark.usefixtures("qtbot")
def test_the_overview_s_model_is_sound(overview: IndicatorsPage) -> None:
    model = IndicatorTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(overview.presenter.state().rows)
    assert model.find("early").row() == 2
    model.show_narrow(True)
    assert model.headerData(LATEST, Qt.Orientation.Horizontal) == "Latest, target"
    assert not model.find("none").isValid()
    model.show_rows(())
    assert tester.model() is model


def test_what_needs_a_look_is_one_tick_away(overview: IndicatorsPage) -> None:
    overview.look.setChecked(True)
    assert overview.context_line == "1 of 4 indicators, 1 needs a look or is late"
    assert overview.retired.isHidden()
    overview.clear_filters()
    assert overview.model.rowCount() == 4


def test_a_narrow_table_keeps_every_fact_and_a_wide_one_its_columns(
    overview: IndicatorsPage, qtbot: QtBot
) -> None:
    table = overview.table
    assert not any(table.isColumnHidden(column) for column in range(overview.model.columnCount()))
    overview.resize(700, 640)
    qtbot.waitUntil(lambda: table.isColumnHidden(TARGET))
    assert table.isColumnHidden(ASSURANCE)
    assert not table.isColumnHidden(VARIATION)
    assert not overview.grab().isNull()


def test_words_and_icons_of_a_judgement_are_there(overview: IndicatorsPage) -> None:
    assert overview.model.index(0, VARIATION).data() == "Concern, low"
    assert overview.model.index(0, ASSURANCE).data() == "Hit and miss"
    why = overview.model.index(0, VARIATION).data(Qt.ItemDataRole.ToolTipRole)
    assert "; concern. The target is within" in why
    told = overview.model.index(0, NAME).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert told == why
    for row in overview.presenter.state().rows:
        for name in (row.variation_icon, row.assurance_icon):
            assert not name or not pixmap(name).isNull()


def test_detail_shows_chart_sentence_notes_and_visits(detail: IndicatorPage) -> None:
    assert detail.title == "Core assessments on time"
    assert detail.heading.text() == "Core assessments on time unusually low at 71.0%"
    assert detail.sentence.text() == detail.chart.accessibleName()
    assert "The line is broken where a month has no figure." in detail.notes.text()
    assert detail.visits.list.notes.rowCount() == 3
    named = detail.visits.list.notes.index(1).data()
    assert named.startswith("2  Referral and Assessment <b>&amp;, 14 May 2013")


def test_the_list_marks_the_flag_and_the_flag_marks_the_list(
    detail: IndicatorPage, qtbot: QtBot
) -> None:
    detail.visits.list.setFocus()
    detail.visits.list.setCurrentIndex(detail.visits.list.notes.index(0))
    qtbot.keyClick(detail.visits.list, Qt.Key.Key_Down)
    assert detail.chart._chosen == {2}
    detail.chart.visit_chosen.emit(3)
    assert detail.visits.list.currentIndex().row() == 2


def test_enter_on_a_visit_opens_its_report(detail: IndicatorPage, qtbot: QtBot) -> None:
    detail.visits.list.setFocus()
    detail.visits.list.setCurrentIndex(detail.visits.list.notes.index(0))
    with qtbot.waitSignal(detail.context.went) as went:
        qtbot.keyClick(detail.visits.list, Qt.Key.Key_Return)
    assert went.args == ["visits", {"visit_id": "v1"}]


def test_ctrl_t_changes_between_chart_and_table(detail: IndicatorPage, qtbot: QtBot) -> None:
    qtbot.keyClick(detail, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert detail.views.currentWidget() is detail.table
    assert detail.figures.rowCount() == 19
    assert detail.table.hasFocus()
    qtbot.keyClick(detail, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert detail.views.currentWidget() is detail.chart


def test_the_way_back_is_offered_only_while_zoomed(detail: IndicatorPage, qtbot: QtBot) -> None:
    assert not detail.back_button.isVisible()
    detail.chart.zoom(0.5)
    assert detail.back_button.isVisible()
    qtbot.mouseClick(detail.back_button, Qt.MouseButton.LeftButton)
    assert not detail.chart.is_zoomed
    assert not detail.back_button.isVisible()


def test_another_series_says_that_it_is_invented(detail: IndicatorPage) -> None:
    assert not detail._illustration.isVisible()
    detail.series.setCurrentIndex(detail.series.findData("core-made-up"))
    assert detail._illustration.isVisible()
    assert "invented" in detail.sentence.text()


def test_chosen_teams_change_the_flags(detail: IndicatorPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(detail.visits.teams_button, Qt.MouseButton.LeftButton)
    dialog = detail.findChild(TeamsDialog)
    assert dialog is not None
    assert [box.accessibleName() for box in dialog.boxes.values()][-1].endswith("<b>&amp;")
    dialog.tick_none()
    dialog.boxes["referral"].setChecked(True)
    dialog.take()
    qtbot.waitUntil(lambda: detail.visits.list.notes.rowCount() == 1)
    assert detail.chart.chart is not None
    assert [flag.numbers for flag in detail.chart.chart.flags] == [(1,)]


def test_no_teams_say_how_to_choose_some(detail: IndicatorPage, qtbot: QtBot) -> None:
    detail._take_teams(())
    qtbot.waitUntil(lambda: not detail.visits.list.isVisible())
    assert detail.visits.no_visits.text().startswith("Choose teams")
    qtbot.waitUntil(
        lambda: _gap(detail.visits.teams_button, detail.visits.no_visits) < 2 * theme().px(SPACE_L)
    )


def _gap(above: QWidget, below: QWidget) -> int:
    return below.mapToGlobal(QPoint(0, 0)).y() - above.mapToGlobal(QPoint(0, above.height())).y()


def test_the_picture_is_copied_and_saved(
    detail: IndicatorPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(detail.context.said):
        detail.copy_picture()
    assert QApplication.clipboard().image().width() == 2000
    path = tmp_path / "chart.png"
    with qtbot.waitSignal(detail.context.said):
        detail.save_picture(str(path))
    assert QImage(str(path)).width() == 2000


def test_a_picture_that_cannot_be_written_is_told(
    detail: IndicatorPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(detail.context.said) as said:
        detail.save_picture(str(tmp_path / "no such folder" / "chart.png"))
    assert said.args[0].tone == "error"


def test_an_unknown_indicator_shows_why(context: Context, qtbot: QtBot) -> None:
    page = IndicatorPage(context)
    show(page, qtbot, indicator_id="gone")
    assert page.stack.currentWidget() is page.stack._error


def test_an_indicator_without_figures_can_be_looked_at(context: Context, qtbot: QtBot) -> None:
    page = IndicatorPage(context)
    show(page, qtbot, indicator_id="audits")
    assert page.heading.text() == "Themed audits: no figures to draw"
    assert not page.series.isVisible()
    assert not page.grab().isNull()


def test_everything_one_can_use_has_a_name(overview: IndicatorsPage, detail: IndicatorPage) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)
    for page in (overview, detail):
        for kind in kinds:
            for widget in page.findChildren(kind):
                inner = widget.parent() is not page and isinstance(widget.parent(), QLineEdit)
                popup = widget.window() is not page.window()
                assert inner or popup or widget.accessibleName(), widget


def test_the_visits_move_under_the_chart_where_it_is_narrow(
    detail: IndicatorPage, qtbot: QtBot
) -> None:
    beside = _corner(detail)
    detail.resize(700, 640)
    qtbot.waitUntil(lambda: _corner(detail).y() > beside.y())
    below = _corner(detail)
    assert below.x() < beside.x()


def _corner(page: IndicatorPage) -> QPoint:
    return page.visits.list.mapTo(page, page.visits.list.rect().topLeft())


# --- what the figures amount to -------------------------------------------------------------


def test_chips_say_variation_and_assurance_and_w_says_why(
    detail: IndicatorPage, qtbot: QtBot
) -> None:
    assert detail.verdict.variation.accessibleName() == "Concern, low"
    assert detail.verdict.assurance.accessibleName() == "Hit and miss"
    assert "(W)" in detail.verdict.why_button.toolTip()
    chip, button = detail.verdict.variation.geometry(), detail.verdict.why_button.geometry()
    assert abs(chip.center().y() - button.center().y()) <= 1
    ring = button.adjusted(-RING, -RING, RING, RING)
    assert detail.verdict.rect().contains(ring), "the ring of the button is cut"
    qtbot.keyClick(detail.chart, Qt.Key.Key_W)
    dialog = detail.window().findChild(WhyDialog)
    assert dialog is not None
    told = [label.text() for label in dialog.findChildren(QLabel)]
    verdict = detail.chart.chart.verdict if detail.chart.chart else None
    assert verdict is not None
    assert "The newest figures: concern, low" in told
    assert {verdict.sentence, verdict.target_why, f"{verdict.usual}.", *verdict.method} <= set(told)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_series_that_is_not_judged_says_why_not(context: Context, qtbot: QtBot) -> None:
    page = IndicatorPage(context)
    show(page, qtbot, indicator_id="open")
    assert page.verdict.variation.accessibleName() == "Line only"
    assert not page.verdict.assurance.isVisible()
    assert page.chart.chart is not None
    assert page.chart.chart.verdict is not None
    assert "do not come monthly or yearly" in page.chart.chart.verdict.sentence


def test_an_indicator_without_figures_has_no_verdict(context: Context, qtbot: QtBot) -> None:
    page = IndicatorPage(context)
    show(page, qtbot, indicator_id="audits")
    assert not page.verdict.isVisible()
    assert not page.comparison.isVisible()


@pytest.fixture
def beside(context: Context, qtbot: QtBot) -> IndicatorPage:
    """The page of an indicator that England has as well, and with a rebase."""
    with context.space.store.write() as db:
        db.execute(
            "INSERT INTO series (id, indicator_id, area, kind, source, licence, note, position)"
            " VALUES ('core-england', 'core', 'England', 'published', '', '', '', 3)"
        )
        for day, value in core_months():
            db.execute(
                "INSERT INTO observation (series_id, period, value, precision, certainty,"
                " value_text, provisional, note, source_ref, revised)"
                " VALUES ('core-england', ?, ?, 'month', 'stated', '', 0, '', '', 0)",
                (day, value / 2),
            )
        db.execute(
            "INSERT INTO rebase (id, indicator_id, starts_on, reason, made_by, made_at)"
            " VALUES ('r', 'core', '2013-04-01', 'A duty team <b>took</b> over', 'o', NULL)"
        )
    page = IndicatorPage(context)
    show(page, qtbot, indicator_id="core")
    return page


def test_the_same_measure_elsewhere_stands_under_the_chart_on_its_axes(
    beside: IndicatorPage, qtbot: QtBot
) -> None:
    upper, lower = beside.chart, beside.comparison.chart
    assert upper.chart is not None
    assert lower.chart is not None
    assert beside.comparison.toggle.accessibleName() == "Peterborough beside England"
    assert (upper.chart.x, upper.chart.y) == (lower.chart.x, lower.chart.y)
    qtbot.waitUntil(lambda: upper.width() == lower.width())
    assert upper.canvas.geometry().left() == lower.canvas.geometry().left()
    assert upper.canvas.geometry().right() == lower.canvas.geometry().right()
    upper.zoom(0.5)
    assert lower.visible_days == upper.visible_days
    lower.show_all()
    assert not upper.is_zoomed


def test_the_comparison_folds_away_and_stays_so_while_the_page_is_open(
    beside: IndicatorPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(beside.chart, Qt.Key.Key_E)
    assert not beside.comparison.is_open
    assert not beside.comparison.chart.isVisible()
    beside.refresh()
    qtbot.waitUntil(lambda: beside.context.jobs.idle)
    assert not beside.comparison.is_open
    qtbot.keyClick(beside.chart, Qt.Key.Key_E)
    assert beside.comparison.chart.isVisible()


def test_the_comparison_has_its_table_with_the_chart_s(beside: IndicatorPage, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(
        beside.comparison.figures, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    qtbot.keyClick(beside, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert beside.comparison.views.currentWidget() is beside.comparison.table
    assert tester.model().index(0, 2).data() == "43.0%"
    assert beside.figures.headerData(3, Qt.Orientation.Horizontal) == "What it says"


def test_a_rebase_is_in_the_list_of_events_with_its_reason_as_plain_words(
    beside: IndicatorPage,
) -> None:
    assert "average and usual range begin anew: A duty team <b>took</b> over" in (
        beside.visits.events.text()
    )
    assert beside.visits.events.textFormat() is Qt.TextFormat.PlainText
    assert len(beside.chart.chart.limits) == 2 if beside.chart.chart else False
