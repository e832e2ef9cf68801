"""Seats, histories and removals: what is referred to stays, and what goes can come back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import DAY, complete, draft, small_council, submitted
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.meetings import Body, Seat
from visits_app.domain.registers import Member, Team, Theme
from visits_app.services import register_records, registers, visits
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        registers.put_body(opened, Body("panel", "Panel", "panel"), by="ann")
        yield opened


def told(store: Store, kind: str, id: str) -> list[str]:
    return [entry.what for entry in register_records.history(store, kind, id)]


def test_seats_are_kept_from_either_side_and_told_on_both(store: Store) -> None:
    chair = Seat("panel", "ann", "chair", date(2014, 1, 1))
    registers.put_body(store, Body("panel", "Panel", "panel"), by="bob", seats=(chair,))
    assert registers.seats(store) == (chair,)
    ann = next(one for one in registers.members(store) if one.id == "ann")
    registers.put_member(store, ann, by="bob")
    assert registers.seats(store) == (chair,), "seats not given stay"
    member = Seat("panel", "ann", "member", date(2014, 1, 1), date(2014, 2, 1))
    registers.put_member(store, ann, by="bob", seats=(member,))
    assert registers.seats(store) == (member,)
    (entry, *_) = register_records.history(store, "bodies", "panel")
    assert [(c.label, c.before, c.after) for c in entry.changes] == [
        (
            "Members",
            "Ann Example (chair, from 1 January 2014)",
            "Ann Example (member, from 1 January 2014, until 1 February 2014)",
        )
    ]
    before = told(store, "members", "ann")
    registers.put_member(store, ann, by="bob", seats=(member,))
    assert told(store, "members", "ann") == before, "nothing changed, nothing is told"


def test_a_body_has_a_name_of_its_own_and_seats_that_make_sense(store: Store) -> None:
    with pytest.raises(FaultsError, match="body of this name"):
        registers.put_body(store, Body("b", " Panel "), by="bob")
    with pytest.raises(FaultsError, match="Seat 1 cannot end"):
        registers.put_body(
            store,
            Body("b", "Board"),
            by="bob",
            seats=(Seat("b", "ann", "member", date(2014, 1, 1), date(2013, 1, 1)),),
        )
    with pytest.raises(FaultsError, match="before it begins"):
        registers.put_member(
            store,
            Member("m", "M", term_start=date(2014, 1, 1), term_end=date(2013, 1, 1)),
            by="bob",
        )
    assert [body.name for body in registers.bodies(store)] == ["Panel"]


def test_what_was_never_referred_to_is_removed_and_put_back(store: Store) -> None:
    registers.put_team(store, Team("new", "New team", "East"), by="ann")
    assert register_records.refers_to(store, "teams", "new") == ""
    entry = register_records.remove(store, "teams", "new", by="bob")
    assert "new" not in {team.id for team in registers.teams(store)}
    register_records.put_back(store, entry, by="bob")
    assert entry in registers.teams(store)
    assert told(store, "teams", "new") == ["Put back", "Removed", "Added"]
    with pytest.raises(UnknownRecord):
        register_records.remove(store, "teams", "nowhere", by="bob")


def test_what_is_referred_to_is_never_removed_and_says_by_what(store: Store) -> None:
    submitted(store)
    draft(store, **complete(team="adoption", visitors=["bob"]))
    registers.put_theme(store, Theme("ticked", "Ticked"), by="ann")
    visit_id = draft(store, themes=["ticked"])
    registers.put_member(store, Member("cy", "Cy"), by="ann")
    registers.put_body(store, Body("b", "Board"), by="ann", seats=(Seat("b", "cy"),))
    for kind, id, words in (
        ("teams", "fostering", "1 measure"),
        ("teams", "fostering", "1 visit"),
        ("teams", "adoption", "1 visit"),
        ("members", "bob", "2 visits this member was on"),
        ("members", "ann", "3 visits written by this member"),
        ("members", "cy", "1 seat on a body"),
        ("bodies", "b", "1 member"),
        ("themes", "ticked", "1 visit"),
    ):
        with pytest.raises(FaultsError) as refused:
            register_records.remove(store, kind, id, by="bob")
        assert words in str(refused.value)
        assert "Retire it" in str(refused.value)
    visits.delete_draft(store, visit_id, by="ann")
    register_records.remove(store, "themes", "ticked", by="bob")


def test_a_sealed_answer_alone_keeps_an_entry(store: Store) -> None:
    visit_id = submitted(store)
    visits.begin_correction(store, visit_id, by="ann")
    visits.save_answers(store, visit_id, {"team": "adoption"}, by="ann")
    visits.submit_visit(store, visit_id, by="ann", reason="It was the other team.")
    with store.write() as connection:
        connection.execute("DELETE FROM indicator_team")
    assert register_records.refers_to(store, "teams", "fostering") == "1 submitted report"


def test_who_did_something_stays_to_be_named(store: Store) -> None:
    registers.put_member(store, Member("cy", "Cy"), by="ann")
    registers.put_team(store, Team("new", "New"), by="cy")
    assert register_records.refers_to(store, "members", "cy") == "1 change made by this member"
    assert register_records.who(store)["cy"] == "Cy"


def test_doubts_name_the_retired_team_and_who_is_out_of_term(store: Store) -> None:
    registers.put_team(store, Team("adoption", "Adoption", retired=True), by="ann")
    registers.put_member(store, Member("bob", "Bob", term_end=date(2013, 5, 2)), by="ann")
    doubts = registers.doubts(store, "adoption", ["ann", "bob", "nobody"], DAY, DAY)
    assert [fault.where for fault in doubts] == ["team", "visitors"]
    assert registers.doubts(store, "fostering", ["ann"], DAY, DAY) == ()
