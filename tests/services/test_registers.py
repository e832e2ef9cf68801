"""Adding to the registers: cleaned, named once, and every change in the history."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.visit_samples import small_council
from visits_app.domain.errors import FaultsError
from visits_app.domain.registers import Member, Team
from visits_app.services import registers
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def history_of(store: Store, entity: str, id: str) -> list[tuple[str, str, Any, Any]]:
    with store.read() as connection:
        rows = connection.execute(
            'SELECT action, "by", "before", "after" FROM history'
            " WHERE entity = ? AND entity_id = ? ORDER BY sequence",
            (entity, id),
        ).fetchall()
    return [
        (action, by, json.loads(before) if before else None, json.loads(after))
        for action, by, before, after in rows
    ]


def test_what_is_typed_into_a_register_is_cleaned(store: Store) -> None:
    registers.put_team(store, Team("t", " The\x00 Manor\ud800 ", note="a\x1b[31m"), by="bob")
    (team,) = (team for team in registers.teams(store) if team.id == "t")
    assert (team.name, team.note) == ("The Manor\ufffd", "a[31m")


def test_a_name_is_needed_not_endless_and_not_taken(store: Store) -> None:
    for team, where in (
        (Team("t", " \x00 "), "name"),
        (Team("t", "n" * 200_001), "name"),
        (Team("t", "The Manor", note="é" * 100_001), "note"),
        (Team("t", "Fostering"), "name"),
    ):
        with pytest.raises(FaultsError) as caught:
            registers.put_team(store, team, by="bob")
        assert [fault.where for fault in caught.value.faults] == [where]
    assert "t" not in {team.id for team in registers.teams(store)}
    registers.put_member(store, Member("namesake", "Ann Example"), by="bob")


def test_history_says_what_an_entry_was_and_became_and_who_changed_it(store: Store) -> None:
    registers.put_team(store, Team("adoption", "Adoption and kinship"), by="bob")
    registers.put_team(store, Team("adoption", "Adoption and kinship"), by="ann")
    added, changed = history_of(store, "team", "adoption")
    assert added[:3] == ("added", "ann", None)
    assert changed[:2] == ("changed", "bob")
    assert (changed[2]["name"], changed[3]["name"]) == ("Adoption", "Adoption and kinship")


def test_a_retired_team_keeps_its_name_for_old_visits(store: Store) -> None:
    registers.put_team(store, Team("adoption", "Adoption", retired=True), by="bob")
    assert registers.names(store).teams["adoption"] == "Adoption"
    assert [team.id for team in registers.teams(store) if team.retired] == ["adoption"]
