"""The registers: every fault at once, no double names, retired and brought back."""

from datetime import date

import pytest

from visits_app.domain.errors import FaultsError
from visits_app.domain.registers import Member, Team
from visits_app.presenters.register import KINDS, RegisterPresenter
from visits_app.presenters.workspace import Workspace
from visits_app.services import registers


@pytest.fixture
def presenter(council: Workspace) -> RegisterPresenter:
    return RegisterPresenter(council)


def faults(presenter: RegisterPresenter, kind: str, **values: str) -> dict[str, str]:
    with pytest.raises(FaultsError) as refused:
        presenter.save(kind, "", values)
    return {fault.where: fault.what for fault in refused.value.faults}


def test_every_register_can_be_shown(presenter: RegisterPresenter) -> None:
    for kind, _ in KINDS:
        state = presenter.state(kind)
        assert state.kind == kind
        assert all(len(entry.cells) == len(state.columns) for entry in state.entries)
        assert state.editable == (kind != "forms")
        assert bool(state.fields) == (kind not in {"indicators", "forms"})


def test_everything_wrong_is_said_at_once(presenter: RegisterPresenter) -> None:
    assert faults(presenter, "teams", name=" ", visit_every_months="often").keys() == {
        "name",
        "visit_every_months",
    }
    assert faults(presenter, "members", name="\x00", term_end="soon").keys() == {
        "name",
        "term_end",
    }


@pytest.mark.parametrize("months", ["0", "61", "-3", "1.5", "½", "٣", "x"])
def test_months_are_a_whole_number(presenter: RegisterPresenter, months: str) -> None:
    assert (
        "1 to 60"
        in faults(presenter, "teams", name="New", visit_every_months=months)["visit_every_months"]
    )


@pytest.mark.parametrize("name", ["Fostering", "fostering", "  FOSTERING "])
def test_two_teams_cannot_have_one_name(presenter: RegisterPresenter, name: str) -> None:
    assert faults(presenter, "teams", name=name).keys() == {"name"}


def test_two_members_may_have_one_name(presenter: RegisterPresenter) -> None:
    presenter.save("members", "", {"name": "Ann Example", "ward": "Saltway"})
    assert [entry.cells[0] for entry in presenter.state("members").entries].count(
        "Ann Example"
    ) == 2


def test_a_team_is_added_and_changed_and_keeps_what_is_not_asked(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    team_id = presenter.save("teams", "", {"name": " Youth\u00a0Work ", "visit_every_months": "6"})
    team = next(t for t in registers.teams(council.store) if t.id == team_id)
    assert (team.kind, team.visit_every_months) == ("team office", 6)
    registers.put_team(
        council.store, Team(team_id, "Youth Work", note="Kept.", retired=True), by="ann"
    )
    presenter.save("teams", team_id, {"name": "Youth Work", "area": "East"})
    team = next(t for t in registers.teams(council.store) if t.id == team_id)
    assert (team.area, team.note, team.retired) == ("East", "Kept.", True)


def test_a_members_dates_are_read_as_people_write_them(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    registers.put_member(
        council.store, Member("cy", "Cy Example", term_start=date(2010, 5, 6)), by="ann"
    )
    for typed in ("7 May 2027", "7/5/2027", "2027-05-07"):
        presenter.save("members", "cy", {"name": "Cy Example", "term_end": typed})
        member = next(m for m in registers.members(council.store) if m.id == "cy")
        assert (member.term_start, member.term_end) == (date(2010, 5, 6), date(2027, 5, 7))
    entry = next(e for e in presenter.state("members").entries if e.id == "cy")
    assert entry.cells[4] == "6 May 2010 to 7 May 2027"
    presenter.save("members", "cy", entry.values)
    assert member == next(m for m in registers.members(council.store) if m.id == "cy")


@pytest.mark.parametrize(("kind", "entry_id"), [("teams", "fostering"), ("themes", "premises")])
def test_what_is_retired_stays_so_when_changed_and_comes_back_when_wanted(
    presenter: RegisterPresenter, kind: str, entry_id: str
) -> None:
    def retired() -> bool:
        return next(e for e in presenter.state(kind).entries if e.id == entry_id).retired

    presenter.retire(kind, entry_id, retired=True)
    assert retired()
    presenter.save(kind, entry_id, {"name": "Another name"})
    assert retired()
    presenter.retire(kind, entry_id, retired=False)
    assert not retired()
