"""Saving figures through the real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.indicator_samples import TODAY, fill
from visits_app.presenters.exporting import ExportWanted
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.store.engine import create_store
from visits_app.ui.context import Context
from visits_app.ui.export_dialog import ExportDialog
from visits_app.ui.jobs import Jobs
from visits_app.ui.pages.indicators import IndicatorsPage


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


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> IndicatorsPage:
    made = IndicatorsPage(context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.open()
    qtbot.waitUntil(lambda: context.jobs.idle)
    return made


def opened(page: IndicatorsPage, wanted: ExportWanted, qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(page.context, wanted, page)
    dialog.open()
    qtbot.waitUntil(lambda: page.context.jobs.idle)
    return dialog


def test_what_is_listed_is_what_is_saved(
    page: IndicatorsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.look.setChecked(True)
    page.save_button.click()
    qtbot.waitUntil(lambda: page.context.jobs.idle)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    assert dialog._told.text().startswith("1 indicator, as they are listed")
    assert dialog.hide_small.isHidden()
    dialog._kinds.button(1).click()
    assert dialog.ending == "csv"
    dialog.save(str(tmp_path / "listed.csv"))
    qtbot.waitUntil(lambda: not dialog.isVisible())
    text = (tmp_path / "listed.csv").read_text("utf-8-sig")
    assert "Core assessments on time" in text
    assert "Themed audits" not in text


def test_small_counts_are_replaced_unless_the_tick_is_taken_away(
    page: IndicatorsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    with page.context.space.store.write() as db:
        db.execute("UPDATE observation SET value = 4 WHERE value = 1233")
    for ticked, wanted in ((True, '"1–5"'), (False, ",4,")):
        dialog = opened(page, ExportWanted("open"), qtbot)
        assert dialog.hide_small.isChecked()
        assert dialog._small.text().startswith("1 cell holds a count from 1 to 5")
        dialog.hide_small.setChecked(ticked)
        dialog.save(str(tmp_path / "open.csv"))
        qtbot.waitUntil(lambda shown=dialog: not shown.isVisible())
        assert wanted in (tmp_path / "open.csv").read_text("utf-8-sig")


def test_a_fault_is_said_in_the_dialog(page: IndicatorsPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(page, ExportWanted("core"), qtbot)
    dialog.save(str(tmp_path / "no" / "core.xlsx"))
    qtbot.waitUntil(lambda: page.context.jobs.idle)
    assert dialog.isVisible()
    assert "is not there" in dialog._error.text()
    dialog.reject()


def test_nothing_is_saved_of_a_measure_without_figures(page: IndicatorsPage, qtbot: QtBot) -> None:
    dialog = opened(page, ExportWanted("audits"), qtbot)
    assert dialog._told.text() == "There is no figure to save yet."
    assert not dialog.save_button.isEnabled()
    dialog.reject()
