"""The registers: every fault at once, no double names, retired and brought back."""

import json
from datetime import date

import pytest

from visits_app.domain.errors import FaultsError
from visits_app.domain.meetings import Body, Seat
from visits_app.domain.registers import Member, Team
from visits_app.presenters.register import KINDS, RegisterPresenter
from visits_app.presenters.workspace import Workspace
from visits_app.services import registers, themes


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


@pytest.mark.parametrize(
    ("kind", "entry_id"),
    [("teams", "fostering"), ("themes", "premises"), ("members", "bob"), ("bodies", "panel")],
)
def test_what_is_retired_stays_so_when_changed_and_comes_back_when_wanted(
    presenter: RegisterPresenter, council: Workspace, kind: str, entry_id: str
) -> None:
    registers.put_body(council.store, Body("panel", "Panel"), by="ann")

    def retired() -> bool:
        return next(e for e in presenter.state(kind).entries if e.id == entry_id).retired

    presenter.retire(kind, entry_id, retired=True)
    assert retired()
    presenter.save(kind, entry_id, {"name": "Another name"})
    assert retired()
    presenter.retire(kind, entry_id, retired=False)
    assert not retired()


def test_areas_and_kinds_are_offered_from_what_is_there(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    registers.put_team(council.store, Team("x", "X", "West", "panel"), by="ann")
    fields = {field.id: field for field in presenter.state("teams").fields}
    assert fields["area"].kind == fields["kind"].kind == "suggest"
    assert fields["area"].options == (("West", "West"),)
    assert ("panel", "panel") in fields["kind"].options


def test_seats_are_read_row_by_row_with_every_fault(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    registers.put_body(council.store, Body("panel", "Panel"), by="ann")
    rows = [
        {"other": "panel", "role": "chair", "starts_on": "4 March 2014", "ends_on": "1/3/2014"},
        {"other": "panel", "role": "", "starts_on": "soon", "ends_on": ""},
        {"other": "", "role": "member", "starts_on": "2014", "ends_on": ""},
        {"other": "", "role": "member", "starts_on": "", "ends_on": ""},
    ]
    with pytest.raises(FaultsError) as refused:
        presenter.save("members", "ann", {"name": "Ann Example", "seats": json.dumps(rows)})
    assert [fault.what for fault in refused.value.faults] == [
        "Row 1 cannot end before it begins.",
        "Row 2 is there already; one row is enough.",
        "Row 2: write a date such as 7 May 2027.",
        "Row 3: choose from the list.",
    ]
    good = [{"other": "panel", "role": "", "starts_on": "4 March 2014", "ends_on": ""}]
    presenter.save("members", "ann", {"name": "Ann Example", "seats": json.dumps(good)})
    assert registers.seats(council.store) == (Seat("panel", "ann", "member", date(2014, 3, 4)),)
    body = next(entry for entry in presenter.state("bodies").entries if entry.id == "panel")
    assert body.cells[3] == "1 member"
    presenter.save("bodies", "panel", body.values)
    assert len(registers.seats(council.store)) == 1, "what is shown is what is saved"


def test_a_term_that_ends_before_it_begins_is_refused(presenter: RegisterPresenter) -> None:
    told = faults(presenter, "members", name="Cy", term_start="7 May 2027", term_end="6 May 2027")
    assert told == {"term_end": "The term cannot end before it begins, on 7 May 2027."}


def test_a_save_is_undone_whether_it_added_or_changed(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    before = next(e for e in presenter.state("teams").entries if e.id == "fostering")
    presenter.save("teams", "fostering", {"name": "Fostering and kinship", "area": "East"})
    presenter.undo_save("teams", "fostering", before)
    assert next(e for e in presenter.state("teams").entries if e.id == "fostering") == before
    made = presenter.save("bodies", "", {"name": "Board"})
    presenter.undo_save("bodies", made, None)
    assert presenter.state("bodies").entries == ()
    event = presenter.save("events", "", {"title": "Inspection", "on": "2014", "kind": "other"})
    presenter.undo_save("events", event, None)
    assert registers.events(council.store) == ()


def test_the_history_names_who_and_says_when(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    presenter.save("teams", "adoption", {"name": "Adoption", "area": "East"})
    newest, oldest = presenter.history("teams", "adoption")
    assert (newest.by, newest.what) == ("Ann Example", "Changed")
    assert "Area of the service: nothing → East" in newest.changes
    assert oldest.what == "Added"
    registers.put_team(council.store, Team("adoption", "Adoption"), by="gone")
    assert presenter.history("teams", "adoption")[0].by == "somebody no longer in the register"


def test_a_merged_theme_says_under_which_it_is_counted(
    presenter: RegisterPresenter, council: Workspace
) -> None:
    themes.merge(council.store, "premises", "caseloads", by="ann")
    cut = themes.cut_theme(council.store, "caseloads", "Allocation", "", by="ann")
    entries = {entry.id: entry for entry in presenter.state("themes").entries}
    merged = entries["premises"]
    assert (merged.merged, merged.shown_mark, merged.cells[2]) == (
        True,
        "merged",
        "Counted under Caseloads",
    )
    assert entries[cut.id].cells[2] == "Cut out of Caseloads"
    presenter.save("themes", "premises", {"name": "Premises", "description": "Rooms."})
    kept = next(theme for theme in registers.themes(council.store) if theme.id == "premises")
    assert (kept.merged_into, kept.retired) == ("caseloads", True)
    told = [line.what for line in presenter.history("themes", "premises")]
    assert told == ["Changed", "Merged into “Caseloads” and retired", "Added"]
