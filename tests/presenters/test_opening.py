"""Opening a store, and setting one up: whole or not at all."""

from pathlib import Path

import pytest

from visits_app.domain.errors import FaultsError, StoreError, StoreMissing
from visits_app.presenters.opening import SetUp, open_workspace, set_up
from visits_app.presenters.workspace import Desk
from visits_app.services import registers


def test_an_empty_council_has_its_first_member(tmp_path: Path) -> None:
    path = tmp_path / "new" / "visits.mvstore"
    space = set_up(path, SetUp(Desk.MEMBER, False, " Councillor for Saltway\x00 ", " Saltway "))
    assert (space.desk, space.member_name) == (Desk.MEMBER, "Councillor for Saltway")
    assert [m.ward for m in registers.members(space.store)] == ["Saltway"]
    space.store.close()
    again = open_workspace(path)
    assert (again.desk, again.member_id, again.member_name) == (
        space.desk, space.member_id, space.member_name,
    )  # fmt: skip
    again.store.close()


def test_an_empty_council_has_the_themes_that_every_report_must_name(tmp_path: Path) -> None:
    """By the ids of the example, so that nothing has to be joined by hand later."""
    space = set_up(tmp_path / "empty.mvstore", SetUp(Desk.MEMBER, False, "Ann"))
    example = set_up(tmp_path / "example.mvstore", SetUp(Desk.MEMBER, True))
    assert registers.themes(space.store) == registers.themes(example.store)
    assert registers.themes(space.store)
    space.store.close()
    example.store.close()


def test_a_set_up_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "visits.mvstore"
    with pytest.raises(FaultsError):
        set_up(path, SetUp(Desk.MEMBER, False, name=" \x00 "))
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == []
    space = set_up(path, SetUp(Desk.OFFICER, False, "Councillor for Saltway"))
    assert space.desk is Desk.OFFICER
    space.store.close()


def test_what_is_there_already_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "visits.mvstore"
    path.write_bytes(b"a letter")
    with pytest.raises(StoreError):
        set_up(path, SetUp(Desk.MEMBER, False, "Ann"))
    assert path.read_bytes() == b"a letter"
    with pytest.raises(StoreError):
        open_workspace(path)
    assert path.read_bytes() == b"a letter"


def test_a_store_that_is_not_there_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_workspace(tmp_path / "visits.mvstore")
