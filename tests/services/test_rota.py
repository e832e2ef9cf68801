"""Planned visits keep their name in calendars, say what is near them, and are never dropped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.coverage import Outcome
from visits_app.domain.deadlines import Deadline
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.rota import RotaStatus
from visits_app.services import deadlines, rota, visits
from visits_app.services.example import load_example
from visits_app.store.engine import Store, create_store

TODAY = date(2014, 3, 20)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=TODAY)
        for plan in rota.rota_between(store, date(2014, 1, 1), date(2014, 12, 31)):
            rota.delete_rota_visit(store, plan.id, by="officer")
        yield store


def planned(store: Store, day: date, team: str = "fostering", **more: object) -> rota.RotaVisit:
    plan = replace(rota.new_plan(team, day), member_ids=("northmead", "eastholme"), **more)  # type: ignore[arg-type]
    return rota.put_rota_visit(store, plan, by="officer")


def test_moving_a_visit_keeps_its_calendar_name_and_remembers_the_day(council: Store) -> None:
    plan = planned(council, date(2014, 5, 7))
    moved = rota.move_rota_visit(council, plan.id, date(2014, 5, 14), "The duty desk.", by="o")
    assert moved.uid == plan.uid
    assert moved.sequence == plan.sequence + 1
    assert moved.moved_from == (date(2014, 5, 7),)
    assert moved.status is RotaStatus.PROPOSED
    assert rota.rota_between(council, date(2014, 5, 1), date(2014, 5, 31)) == (moved,)


def test_the_same_again_writes_nothing(council: Store) -> None:
    plan = planned(council, date(2014, 5, 7))
    with council.read() as connection:
        before = connection.execute("SELECT count(*) FROM history").fetchone()
    assert rota.put_rota_visit(council, plan, by="officer") == plan
    with council.read() as connection:
        assert connection.execute("SELECT count(*) FROM history").fetchone() == before


def test_a_visit_is_not_dropped_without_a_reason(council: Store) -> None:
    plan = planned(council, date(2014, 5, 7))
    with pytest.raises(FaultsError) as refused:
        rota.set_rota_status(council, plan.id, RotaStatus.NOT_HELD, "  ", by="officer")
    assert [fault.where for fault in refused.value.faults] == ["reason"]
    told = rota.set_rota_status(council, plan.id, RotaStatus.NOT_HELD, "Snow.", by="officer")
    assert told.reason == "Snow."


def test_every_fault_of_a_plan_is_said_at_once(council: Store) -> None:
    bad = replace(rota.new_plan("nobody", date(1914, 5, 7)), starts_at="25:00", minutes=0)
    with pytest.raises(FaultsError) as refused:
        rota.put_rota_visit(council, bad, by="officer")
    assert [fault.where for fault in refused.value.faults] == [
        "team_id", "on_day", "starts_at", "minutes",
    ]  # fmt: skip
    planned_by = replace(rota.new_plan("fostering", date(2014, 5, 7)), member_ids=("ghost",))
    with pytest.raises(UnknownRecord):
        rota.put_rota_visit(council, planned_by, by="officer")


def test_a_deleted_plan_comes_back_whole(council: Store) -> None:
    plan = planned(council, date(2014, 5, 7), place="Bayard Place", purpose="Matching")
    assert rota.delete_rota_visit(council, plan.id, by="officer") == plan
    assert rota.rota_between(council, date(2014, 1, 1), date(2014, 12, 31)) == ()
    assert rota.put_rota_visit(council, plan, by="officer") == plan
    assert rota.rota_visit(council, plan.id) == plan


def test_what_is_near_a_plan_is_said(council: Store) -> None:
    planned(council, date(2014, 5, 7))
    double = replace(rota.new_plan("fostering", date(2014, 5, 7)), member_ids=("northmead",))
    told = rota.warnings_for(council, double, today=TODAY)
    assert told == ("Fostering has a visit on 7 May 2014 already.",)
    near = replace(double, on_day=date(2014, 5, 26), member_ids=())
    assert rota.warnings_for(council, near, today=TODAY) == (
        "26 May 2014 is no working day (Spring Bank Holiday).",
        "Fostering has another visit close to it, on 7 May 2014.",
    )
    early = replace(double, on_day=date(2009, 5, 6), team_id="adoption")
    assert rota.warnings_for(council, early, today=TODAY) == (
        "Councillor for Northmead’s term began on 11 May 2010, after this visit.",
    )


def test_a_report_of_the_planned_day_is_its_visit_in_the_grid(council: Store) -> None:
    plan = planned(council, date(2014, 3, 19))
    grid = rota.coverage_grid(council, date(2014, 3, 1), 1, today=TODAY)
    [one] = _cell(grid, "fostering", plan.id)
    assert one.outcome is Outcome.PLANNED
    draft = visits.start_visit(
        council,
        form_id="standard",
        author_id="northmead",
        team_id="fostering",
        visit_date=date(2014, 3, 19),
    )
    [one] = _cell(
        rota.coverage_grid(council, date(2014, 3, 1), 1, today=TODAY), "fostering", plan.id
    )
    assert (one.outcome, one.visit_id) == (Outcome.HELD, draft.id)
    late = rota.coverage_grid(council, date(2014, 3, 1), 1, today=date(2014, 3, 27))
    [one] = _cell(late, "fostering", plan.id)
    assert one.outcome is Outcome.OVERDUE
    deadlines.set_deadlines(council, {Deadline.SUBMIT: 10}, by="officer")
    later = rota.coverage_grid(council, date(2014, 3, 1), 1, today=date(2014, 3, 27))
    [one] = _cell(later, "fostering", plan.id)
    assert one.outcome is Outcome.HELD


def test_the_example_has_every_report_in_its_grid_once(council: Store) -> None:
    by_team = rota.coverage_grid(council, date(2012, 3, 1), 25, today=TODAY)
    by_member = rota.coverage_grid(council, date(2012, 3, 1), 25, today=TODAY, by_member=True)
    assert by_team.totals == by_member.totals
    assert by_team.totals.reported >= 18
    assert len(by_team.rows) == 13


def _cell(grid: object, team: str, rota_id: str) -> list[object]:
    row = next(row for row in grid.rows if row.id == team)  # type: ignore[attr-defined]
    return [one for cell in row.cells for one in cell if one.rota_id == rota_id]
