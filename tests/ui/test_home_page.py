"""Home: cards that are read later take their place, and rota visits can be acted on."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QFileDialog

from tests.windows import settle
from visits_app.domain.rota import RotaVisit
from visits_app.presenters.settings import SettingsPresenter
from visits_app.presenters.workspace import Desk
from visits_app.services import rota
from visits_app.ui.app import Desktop
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.pages.home import HomePage, RowButton
from visits_app.ui.pages.planner import PlannerPage
from visits_app.ui.pages.reports import ReportsPage
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card


def open_home(desktop: Desktop) -> HomePage:
    desktop.window.go("home")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, HomePage)
    return page


def to_desk(desktop: Desktop, desk: Desk, member_id: str = "northmead") -> HomePage:
    presenter = SettingsPresenter(desktop.context.space)
    presenter.choose_desk(desk)
    space = replace(presenter.choose_member(member_id), desk=desk)
    desktop.context.desk_changed.emit(space)
    settle(desktop)
    return open_home(desktop)


def rows(card: Card) -> list[str]:
    return [button.accessibleName() for button in card.findChildren(RowButton)]


def press(desktop: Desktop, within: Card, name: str) -> None:
    found = next(b for b in within.findChildren(Button) if b.text() == name)
    found.click()
    settle(desktop)


@pytest.fixture
def plan(desktop: Desktop) -> RotaVisit:
    """The nearest visit of the rota, led by the member at this desk."""
    space = desktop.context.space
    day = space.today() + timedelta(days=1)
    made = replace(rota.new_plan("adoption", day), member_ids=("northmead",), starts_at="10:00")
    kept = rota.put_rota_visit(space.store, made, by="officer")
    desktop.context.tell("rota", kept.id)
    return kept


def test_cards_read_later_take_the_place_of_those_that_stood_for_them(desktop: Desktop) -> None:
    page = open_home(desktop)
    assert rows(page._cards["late"])
    assert rows(page._cards["indicators"])
    for card in page._cards.values():
        assert any(stack.indexOf(card) >= 0 for stack in page._stacks)
        assert len(rows(card)) <= 5
    before, told = page._cards["late"], rows(page._cards["late"])
    page.refresh()
    settle(desktop)
    assert page._cards["late"] is not before
    assert rows(page._cards["late"]) == told


def test_what_is_late_leads_to_its_paper(desktop: Desktop) -> None:
    page = open_home(desktop)
    press(desktop, page._cards["late"], "Print the list")
    reports = desktop.window.page
    assert isinstance(reports, ReportsPage)
    assert reports._made is not None
    assert reports._made.paper.kind == "late"
    assert reports._made.file_name.startswith("What is late, ")


def test_a_gap_leads_to_its_row_of_the_planner(desktop: Desktop) -> None:
    page = open_home(desktop)
    first = page._cards["gaps"].findChildren(RowButton)[0]
    first.click()
    settle(desktop)
    planner = desktop.window.page
    assert isinstance(planner, PlannerPage)
    row = planner.model.row(planner.table.currentIndex())
    assert row is not None
    assert first.accessibleName().startswith(row.name)


def test_a_member_begins_the_report_of_a_rota_visit(desktop: Desktop, plan: RotaVisit) -> None:
    page = to_desk(desktop, Desk.MEMBER)
    card = page._cards["coming"]
    assert rows(card)[0] == "Adoption Tomorrow"
    press(desktop, card, "Begin report")
    assert isinstance(desktop.window.page, EditorPage)
    assert rota.rota_visit(desktop.context.space.store, plan.id).visit_id
    page = open_home(desktop)
    assert [name for name in rows(page._cards["coming"]) if name.startswith("Adoption")] == [
        "Adoption Tomorrow"
    ]


def test_a_member_takes_a_rota_visit_to_the_calendar(
    desktop: Desktop, plan: RotaVisit, tmp_path: Path
) -> None:
    page = to_desk(desktop, Desk.MEMBER)
    press(desktop, page._cards["coming"], "Calendar")
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "visit.ics"))
    dialog.close()
    settle(desktop)
    (event,) = Calendar.from_ical((tmp_path / "visit.ics").read_bytes()).walk("VEVENT")
    assert event["UID"] == plan.uid
    message = desktop.window.message_bar.message
    assert message is not None
    assert message.text.startswith("Saved as visit.ics.")
