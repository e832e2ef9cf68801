"""Registers go out as sheets and come back: added, changed, retired in one step, and undone."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.errors import FaultsError, ImportOutdated, ImportUndone
from visits_app.domain.registers import Member, Team, Theme
from visits_app.domain.sheets import LineVerdict, ReturnedSheet, Sheet, SheetKind, SheetRow
from visits_app.services import register_sheets, registers, sheets
from visits_app.store.engine import Store, create_store

TODAY = date(2026, 11, 25)
REGISTERS = (SheetKind.TEAMS, SheetKind.MEMBERS, SheetKind.THEMES, SheetKind.BODIES)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        for number, name in enumerate(("Harbour", "Mill Lane", "Northgate"), start=1):
            team = Team(f"t{number}", name, "Fieldwork", visit_every_months=6, note="=kept")
            registers.put_team(opened, team, by="officer")
        registers.put_member(
            opened,
            Member("m1", "Cllr A. Example", "North Ward", term_start=date(2024, 5, 2)),
            by="officer",
        )
        registers.put_theme(opened, Theme("h1", "Caseloads", retired=True), by="officer")
        with opened.write() as connection:
            connection.execute(
                "INSERT INTO theme (id, name, description, retired, merged_into)"
                " VALUES ('h2', 'Workload', '', 1, 'h1')"
            )
            connection.execute(
                "INSERT INTO body (id, name, kind, note, retired)"
                " VALUES ('b1', 'Scrutiny', 'an old word', '', 0)"
            )
        yield opened


def out(store: Store, kind: SheetKind) -> Sheet:
    return register_sheets.register_sheet(store, kind, by="officer", today=TODAY)


def edited(sheet: Sheet, changes: dict[str, dict[str, str]], *new: dict[str, str]) -> Sheet:
    """Return a sheet with some cells overwritten and lines without a reference added."""
    rows = tuple(SheetRow(row.key, {**row.cells, **changes.get(row.key, {})}) for row in sheet.rows)
    return replace(sheet, rows=(*rows, *(SheetRow("", cells) for cells in new)))


def back(store: Store, sheet: Sheet, path: Path) -> ReturnedSheet:
    sheets.save_sheet(sheet, path)
    return register_sheets.read_register(store, path, sheet.kind, today=TODAY)


def take_all(store: Store, returned: ReturnedSheet) -> register_sheets.TakenRegister:
    keys = {line.key for line in returned.of(LineVerdict.TAKE)}
    return register_sheets.take_register(store, returned, keys, by="officer")


def dump(store: Store) -> dict[SheetKind, object]:
    return {kind: register_sheets.register_cells(store, kind) for kind in REGISTERS}


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx"])
@pytest.mark.parametrize("kind", REGISTERS)
def test_a_register_that_comes_back_as_it_went_changes_nothing(
    store: Store, tmp_path: Path, kind: SheetKind, ending: str
) -> None:
    returned = back(store, out(store, kind), tmp_path / f"back.{ending}")
    assert {line.verdict for line in returned.lines} == {LineVerdict.SAME}
    assert returned.notes == ()


def test_lines_are_added_changed_renamed_and_retired_in_one_step_and_undone(
    store: Store, tmp_path: Path
) -> None:
    before = dump(store)
    sheet = edited(
        out(store, SheetKind.TEAMS),
        {
            "t1": {"name": "Harbour and Quay", "visit_every_months": "12"},
            "t2": {"retired": "yes"},
            "t3": {"visit_every_months": ""},
        },
        {"name": "East Team", "kind": "team office", "lead_role": "Team manager"},
    )
    returned = back(store, sheet, tmp_path / "back.xlsx")
    assert [str(fault) for fault in returned.lines[0].faults] == ["Name: this renames “Harbour”."]
    taken = take_all(store, returned)
    assert taken.sentence == "1 team added and 3 teams changed."
    by_name = {team.name: team for team in registers.teams(store)}
    assert by_name["Harbour and Quay"].id == "t1"
    assert by_name["Harbour and Quay"].note == "=kept"
    assert by_name["Mill Lane"].retired
    assert by_name["Northgate"].visit_every_months is None
    assert by_name["East Team"].lead_role == "Team manager"
    with store.read() as connection:
        actions = connection.execute(
            "SELECT action, count(*) FROM history WHERE entity = 'team' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert dict(actions) == {"added": 4, "changed": 3}
    told = register_sheets.undo_register(store, taken.return_id, by="officer")
    assert told == "Undone: the register of teams is as it was before the sheet."
    assert dump(store) == before
    with pytest.raises(ImportUndone):
        register_sheets.undo_register(store, taken.return_id, by="officer")


def test_two_teams_may_swap_names(store: Store, tmp_path: Path) -> None:
    before = dump(store)
    swap = {"t1": {"name": "Mill Lane"}, "t2": {"name": "Harbour"}}
    returned = back(store, edited(out(store, SheetKind.TEAMS), swap), tmp_path / "back.csv")
    with pytest.raises(FaultsError, match="two teams of this name"):
        register_sheets.take_register(store, returned, {"t1"}, by="officer")
    assert dump(store) == before
    taken = take_all(store, returned)
    assert {team.id: team.name for team in registers.teams(store)}["t1"] == "Mill Lane"
    register_sheets.undo_register(store, taken.return_id, by="officer")
    assert dump(store) == before


def test_names_that_would_stand_twice_are_refused(store: Store, tmp_path: Path) -> None:
    sheet = edited(
        out(store, SheetKind.TEAMS),
        {"t2": {"name": "NORTHGATE"}},
        {"name": "harbour"},
        {"name": "New", "area": "one"},
        {"name": "New", "area": "two"},
    )
    returned = back(store, sheet, tmp_path / "back.csv")
    refused = returned.of(LineVerdict.REFUSED)
    assert [line.cells["name"] for line in refused] == ["NORTHGATE", "harbour", "New", "New"]
    assert str(refused[1].faults[0]) == (
        "Name: there would be two teams of this name. To change the one that is there, write its "
        "reference beside it: t1."
    )


def test_two_members_may_bear_one_name_and_it_is_said(store: Store, tmp_path: Path) -> None:
    sheet = edited(
        out(store, SheetKind.MEMBERS),
        {},
        {"name": "Cllr A. Example", "ward": "South Ward"},
        {"name": "cllr A. Example", "ward": "north ward"},
    )
    lines = back(store, sheet, tmp_path / "back.csv").lines
    assert [line.verdict for line in lines[1:]] == [LineVerdict.TAKE, LineVerdict.REFUSED]
    assert str(lines[1].faults[0]).endswith("another member bears this name too.")


@pytest.mark.parametrize(
    ("kind", "key", "cells", "said"),
    [
        (SheetKind.MEMBERS, "m1", {"term_end": "2023-01-01"}, "before the term begins"),
        (SheetKind.TEAMS, "t1", {"visit_every_months": "61"}, "from 1 to 60"),
        (SheetKind.TEAMS, "t1", {"name": ""}, "this is empty"),
        (SheetKind.THEMES, "h2", {"retired": "no"}, "merged into “Caseloads” and stays retired"),
        (SheetKind.BODIES, "b1", {"kind": "club"}, "is none of: Committee"),
    ],
)
def test_what_an_entry_cannot_be_is_refused(
    store: Store, tmp_path: Path, kind: SheetKind, key: str, cells: dict[str, str], said: str
) -> None:
    returned = back(store, edited(out(store, kind), {key: cells}), tmp_path / "back.csv")
    (line,) = returned.of(LineVerdict.REFUSED)
    assert said in str(line.faults[0])


def test_any_table_with_the_headings_adds_entries(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [
                ["Reference", "Name", "Ward", "Term ends"],
                ["", "Cllr B. Sample", "Quay", "7 May 2027"],
            ]
        )
    returned = register_sheets.read_register(store, path, SheetKind.MEMBERS, today=TODAY)
    assert returned.sheet is None
    take_all(store, returned)
    added = next(m for m in registers.members(store) if m.name == "Cllr B. Sample")
    assert (added.ward, added.term_end, added.co_opted) == ("Quay", date(2027, 5, 7), False)


def test_what_was_changed_since_is_neither_overwritten_nor_undone(
    store: Store, tmp_path: Path
) -> None:
    sheet = edited(out(store, SheetKind.TEAMS), {"t1": {"area": "New"}})
    returned = back(store, sheet, tmp_path / "back.csv")
    team = next(t for t in registers.teams(store) if t.id == "t1")
    registers.put_team(store, replace(team, note="Meanwhile"), by="officer")
    with pytest.raises(ImportOutdated, match="changed since the file was read"):
        take_all(store, returned)
    taken = take_all(store, back(store, sheet, tmp_path / "back.csv"))
    registers.put_team(store, replace(team, area="Third"), by="officer")
    with pytest.raises(ImportOutdated, match="nothing was undone"):
        register_sheets.undo_register(store, taken.return_id, by="officer")
    assert sheets.returns(store, SheetKind.TEAMS)[0].undone_at is None


def test_an_entry_that_is_used_is_not_taken_away(store: Store, tmp_path: Path) -> None:
    sheet = edited(out(store, SheetKind.MEMBERS), {}, {"name": "Cllr C. Used"})
    taken = take_all(store, back(store, sheet, tmp_path / "back.csv"))
    member = next(m for m in registers.members(store) if m.name == "Cllr C. Used")
    with store.write() as connection:
        connection.execute(
            "INSERT INTO body_member (body_id, member_id, role) VALUES ('b1', ?, 'chair')",
            (member.id,),
        )
    with pytest.raises(ImportOutdated, match="is used already"):
        register_sheets.undo_register(store, taken.return_id, by="officer")


def test_only_the_lines_that_were_chosen_are_taken(store: Store, tmp_path: Path) -> None:
    sheet = edited(
        out(store, SheetKind.TEAMS), {"t1": {"area": "A"}, "t2": {"area": "B"}}, {"name": "New"}
    )
    returned = back(store, sheet, tmp_path / "back.csv")
    taken = register_sheets.take_register(store, returned, {"t2"}, by="officer")
    assert (taken.added, taken.changed) == (0, 1)
    areas = {team.id: team.area for team in registers.teams(store)}
    assert areas == {"t1": "Fieldwork", "t2": "B", "t3": "Fieldwork"}
    register_sheets.undo_register(store, taken.return_id, by="officer")
    assert {team.area for team in registers.teams(store)} == {"Fieldwork"}
