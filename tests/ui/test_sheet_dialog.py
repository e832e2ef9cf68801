"""Taking a sheet in through the real widgets: every line seen, good ones taken, all undone."""

import threading
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.sheet_samples import TODAY
from visits_app.domain.errors import Cancelled
from visits_app.domain.registers import Team
from visits_app.domain.sheets import ReturnedSheet, SheetKind, SheetRow
from visits_app.presenters.sheets import LineRow
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import register_sheets, registers, sheets
from visits_app.store.engine import create_store
from visits_app.ui.context import Context
from visits_app.ui.jobs import Jobs
from visits_app.ui.sheets.dialog import SheetDialog
from visits_app.ui.sheets.lines import CHIP, TAKE, TOLD, VERDICT, LinesModel
from visits_app.ui.sheets.register_sheets import export_register, import_register
from visits_app.ui.sheets.saving import save_to
from visits_app.ui.widgets.message_bar import Message

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    jobs = Jobs()
    made = Context(jobs)
    with create_store(tmp_path / "visits.mvstore") as store:
        for number, name in enumerate(("Harbour", "Mill Lane", "Northgate"), start=1):
            registers.put_team(store, Team(f"t{number}", name), by="officer")
        made.workspace = Workspace(store, Desk.OFFICER, "", "", lambda: TODAY)
        yield made
        qtbot.waitUntil(lambda: jobs.idle)
        jobs.stop()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def path(context: Context, tmp_path: Path) -> Path:
    """A register that came back: one change, one fault, one new team, one unknown reference."""
    store = context.space.store
    sheet = register_sheets.register_sheet(store, SheetKind.TEAMS, by="officer", today=TODAY)
    changes = {"t1": {"area": "<b>Quay</b>"}, "t2": {"visit_every_months": "often"}}
    rows = [SheetRow(row.key, {**row.cells, **changes.get(row.key, {})}) for row in sheet.rows]
    rows += [SheetRow("", {"name": "New team"}), SheetRow("zz", {"name": "Who"})]
    file = tmp_path / "back.xlsx"
    sheets.save_sheet(replace(sheet, rows=tuple(rows)), file)
    return file


def opened(context: Context, page: QWidget, path: Path, qtbot: QtBot) -> SheetDialog:
    dialog = import_register(context, page, "teams")
    dialog.read(str(path))
    qtbot.waitUntil(lambda: context.jobs.idle)
    return dialog


def test_every_line_is_shown_with_its_verdict(
    context: Context, page: QWidget, path: Path, qtbot: QtBot
) -> None:
    dialog = opened(context, page, path, qtbot)
    model = dialog.view.model
    tester = QAbstractItemModelTester(model, FATAL)
    assert dialog._summary.text() == (
        "back.xlsx: 5 lines. 2 can be taken, 2 cannot be taken, 1 with nothing new."
    )
    chips = [model.index(row, VERDICT).data(CHIP)[0] for row in range(model.rowCount())]
    assert chips == [
        "Will be taken",
        "Cannot be taken",
        "Nothing new",
        "Will be taken",
        "Cannot be taken",
    ]
    assert "nothing → <b>Quay</b>" in model.index(0, TOLD).data()
    assert "&lt;b&gt;" in model.index(0, TOLD).data(Qt.ItemDataRole.ToolTipRole)
    assert "“often” is no whole number." in model.index(1, TOLD).data()
    assert dialog.take_button.text().strip() == "Take 2 lines"
    dialog.only_refused.click()
    assert model.rowCount() == 2
    assert dialog.take_button.text().strip() == "Take 2 lines"
    dialog.reject()
    assert tester.model() is model


def test_good_lines_are_taken_and_undone_from_the_message(
    context: Context, page: QWidget, path: Path, qtbot: QtBot
) -> None:
    said: list[Message] = []
    told: list[str] = []
    context.said.connect(said.append)
    context.changed.connect(lambda change: told.append(change.kind))
    dialog = opened(context, page, path, qtbot)
    dialog.take_button.click()
    qtbot.waitUntil(lambda: context.jobs.idle and bool(said))
    store = context.space.store
    assert said[0].text == "1 team added and 1 team changed."
    assert {team.name for team in registers.teams(store)} >= {"New team"}
    assert told == ["register"]
    assert said[0].act is not None
    said[0].act()
    qtbot.waitUntil(lambda: context.jobs.idle and len(said) == 2)
    assert said[1].text.startswith("Undone: the register of teams")
    assert [team.name for team in registers.teams(store)] == ["Harbour", "Mill Lane", "Northgate"]
    assert told == ["register", "register"]
    said[0].act()
    qtbot.waitUntil(lambda: context.jobs.idle and len(said) == 3)
    assert "undone already" in said[2].text


def test_a_line_is_left_with_space_or_a_click_and_taken_again(
    context: Context, page: QWidget, path: Path, qtbot: QtBot
) -> None:
    dialog = opened(context, page, path, qtbot)
    table, model = dialog.view.table, dialog.view.model
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert dialog.take_button.text().strip() == "Take 1 line"
    assert model.index(0, VERDICT).data(CHIP)[0] == "Not chosen"
    place = table.visualRect(model.index(3, TAKE)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not dialog.take_button.isEnabled()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(3, 3))
    assert model.chosen == frozenset({model.row(model.index(3, 0)).key})  # type: ignore[union-attr]
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert dialog.take_button.text().strip() == "Take 1 line"
    dialog.reject()


def test_what_could_not_be_taken_is_saved_with_its_reasons(
    context: Context, page: QWidget, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(context, page, path, qtbot)
    file = tmp_path / "refused.csv"
    dialog.save_refused(str(file))
    qtbot.waitUntil(lambda: context.jobs.idle)
    text = file.read_text("utf-8-sig")
    assert "often" in text
    assert "“zz” is not known here." in text
    assert "New team" not in text
    assert dialog._told.text().endswith("“refused.csv”.")
    dialog.save_refused(str(tmp_path / "none" / "refused.csv"))
    qtbot.waitUntil(lambda: context.jobs.idle)
    assert "is not there" in dialog._error.text()
    dialog.reject()


def test_a_file_that_is_no_sheet_is_said_and_another_can_be_chosen(
    context: Context, page: QWidget, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    dialog = opened(context, page, wrong, qtbot)
    assert dialog._error.text().startswith("Error: The file has no line with the headings")
    assert dialog.take_button.isHidden()
    dialog.read(str(path))
    qtbot.waitUntil(lambda: context.jobs.idle)
    assert dialog._error.isHidden()
    assert dialog.take_button.isEnabled()
    dialog.reject()


class SlowReceiver:
    """Reads until it is told to stop."""

    title, words, change = "Take in", "Choose the sheet.", "register"

    def read(self, path: Path, cancelled: threading.Event | None) -> ReturnedSheet:
        assert cancelled is not None
        if not cancelled.wait(20):
            raise AssertionError(f"nobody stopped the reading of {path.name}")
        raise Cancelled("The import was stopped; nothing was changed.")

    def take(self, returned: ReturnedSheet, keys: Collection[str]) -> str:
        raise AssertionError(f"{returned.file_name} was taken, {len(keys)} lines")

    def undo(self) -> str | None:
        return None


def test_reading_is_stopped_with_escape_and_the_dialog_stays(
    context: Context, page: QWidget, path: Path, qtbot: QtBot
) -> None:
    dialog = SheetDialog(context, SlowReceiver(), page)
    dialog.open()
    dialog.read(str(path))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: context.jobs.idle)
    assert dialog.isVisible()
    assert dialog._error.isHidden()
    assert dialog.choose_button.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_register_is_saved_as_a_sheet_only_once_a_place_is_chosen(
    context: Context, page: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    store = context.space.store
    ask = export_register(context, page, "teams")
    assert "Register of teams, 25 November 2026.xlsx" in ask.selectedFiles()[0]
    ask.reject()
    assert sheets.sheets(store, SheetKind.TEAMS) == ()
    ask = export_register(context, page, "teams")
    ask.fileSelected.emit(str(tmp_path / "teams.csv"))
    ask.reject()
    qtbot.waitUntil(lambda: (tmp_path / "teams.csv").exists() and context.jobs.idle)
    (sent,) = sheets.sheets(store, SheetKind.TEAMS)
    assert sent.id in (tmp_path / "teams.csv").read_text("utf-8-sig")


def test_a_sheet_goes_nowhere_until_what_is_asked_before_lets_it(
    context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    waiting: list[object] = []

    def make() -> object:
        return register_sheets.register_sheet(
            context.space.store, SheetKind.TEAMS, by="officer", today=TODAY
        )

    path = tmp_path / "teams"
    save_to(context, make, lambda sheet, go: waiting.append((sheet, go)), str(path))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(waiting))
    written = tmp_path / "teams.xlsx"
    assert not written.exists()
    waiting[0][1]()  # type: ignore[index]
    qtbot.waitUntil(written.exists)


@pytest.mark.usefixtures("qapp")
def test_lines_are_chosen_shown_or_not() -> None:
    model = LinesModel()
    tester = QAbstractItemModelTester(model, FATAL)
    assert model.rowCount() == 0
    row = LineRow(
        "k", "3", "k", "Will be taken", "accent", "tick", "A", ("A",), (), (), True, False
    )
    model.show_lines((row,), "Ask")
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Ask"
    assert model.setData(model.index(0, TAKE), None, Qt.ItemDataRole.CheckStateRole)
    assert model.chosen == frozenset()
    model.narrow(refused_only=True)
    assert model.rowCount() == 0
    assert tester.model() is model
