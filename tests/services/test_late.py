"""Everything whose day has passed is in one list, and nothing else is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.late import MOST_OF_A_KIND, LateKind, LateThing
from visits_app.domain.rota import RotaStatus
from visits_app.domain.visits import AskStatus
from visits_app.reports.document import Table, plain, walk
from visits_app.reports.late_list import build, headline
from visits_app.services import asks, privacy, rota
from visits_app.services.example import load_example
from visits_app.services.late import late_list, late_things
from visits_app.store.engine import Store, create_store

TODAY = date(2014, 3, 20)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=TODAY)
        yield store


def of(store: Store, kind: LateKind, today: date = TODAY) -> list[LateThing]:
    return [thing for thing in late_things(store, today=today) if thing.kind is kind]


def test_a_planned_visit_nobody_spoke_of_becomes_late_after_its_deadline(council: Store) -> None:
    plan = replace(rota.new_plan("adoption", date(2014, 3, 12)), member_ids=("northmead",))
    rota.put_rota_visit(council, plan, by="o")
    assert plan.id not in [one.id for one in of(council, LateKind.REPORT, date(2014, 3, 19))]
    [late] = [one for one in of(council, LateKind.REPORT) if one.id == plan.id]
    assert late.waits_for == "Word whether it took place, or the report"
    assert late.owner == "Councillor for Northmead"
    assert late.due == date(2014, 3, 19)
    rota.set_rota_status(council, plan.id, RotaStatus.NOT_HELD, "The team had moved.", by="o")
    assert plan.id not in [one.id for one in of(council, LateKind.REPORT)]


def test_an_ask_is_late_until_it_is_answered_and_again_when_the_deed_is_due(council: Store) -> None:
    late = of(council, LateKind.ASK, date(2015, 3, 20))
    assert late
    assert all(one.due < date(2015, 3, 20) for one in late)
    one = late[0]
    asks.respond_to_ask(council, one.id, AskStatus.DONE, "Done.", on=date(2015, 3, 20), by="o")
    assert one.id not in [left.id for left in of(council, LateKind.ASK, date(2015, 3, 20))]


def test_a_recommendation_past_its_day_is_late(council: Store) -> None:
    with council.write() as connection:
        connection.execute("UPDATE recommendation SET due = '2014-03-01' WHERE id = '2013-14-4'")
        connection.execute("UPDATE recommendation SET due = '2014-03-20' WHERE id = '2013-14-5'")
    assert [one.id for one in of(council, LateKind.RECOMMENDATION)] == ["2013-14-4"]


def test_papers_of_a_meeting_to_come_are_late_once_five_clear_days_are_gone(council: Store) -> None:
    with council.write() as connection:
        connection.execute(
            "INSERT INTO meeting (id, held_on, body, note, visits_item) VALUES"
            " ('m1', '2014-03-28', 'Scrutiny committee', '', 0),"
            " ('m2', '2014-03-27', 'Other committee', '', 0)"
        )
    assert [one.id for one in of(council, LateKind.PAPERS)] == ["m2"]
    assert [one.due for one in of(council, LateKind.PAPERS)] == [date(2014, 3, 19)]


def test_a_team_that_waits_is_told_once_its_interval_is_over(council: Store) -> None:
    teams = {one.id for one in of(council, LateKind.TEAM)}
    assert "integrated-safeguarding" in teams
    soon = rota.new_plan("integrated-safeguarding", date(2014, 4, 2))
    rota.put_rota_visit(council, soon, by="o")
    assert "integrated-safeguarding" not in {one.id for one in of(council, LateKind.TEAM)}


def test_the_paper_has_every_late_thing_in_a_table_of_its_kind(council: Store) -> None:
    late = late_things(council, today=date(2015, 3, 20))
    paper = build(late, today=date(2015, 3, 20))
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    told = [plain(row[0]) for table in tables for row in table.rows]
    assert told == [one.title for one in late]
    assert headline(()) == "Nothing is late."
    assert headline(late[:1]).startswith("One thing is late: 1 ")


def test_the_paper_has_no_words_of_an_ask_that_is_restricted(council: Store) -> None:
    late_on = date(2015, 3, 20)
    row, *others = of(council, LateKind.ASK, late_on)
    exempt = next(one for one in others if one.visit_id != row.visit_id)
    before = [piece.text for piece in walk(late_list(council, today=late_on))]
    privacy.restrict(council, row.visit_id, "asks", row.id, reason="One family", by="o")
    with council.write() as connection:
        connection.execute("UPDATE visit SET marking = 'exempt' WHERE id = ?", (exempt.visit_id,))
    told = [piece.text for piece in walk(late_list(council, today=late_on))]
    for one in (row, exempt):
        assert one.title in before
        assert one.title not in told
    assert "Of a report that is not public" in told


def test_an_ask_with_an_agreed_day_goes_by_that_day(council: Store) -> None:
    late = of(council, LateKind.ASK, date(2015, 3, 20))
    one = next(left for left in late if left.waits_for.startswith("Agreed"))
    with council.write() as connection:
        connection.execute("UPDATE ask SET agreed_due = '2015-04-01' WHERE id = ?", (one.id,))
    assert one.id not in [left.id for left in of(council, LateKind.ASK, date(2015, 3, 20))]
    (found,) = [left for left in of(council, LateKind.ASK, date(2015, 4, 2)) if left.id == one.id]
    assert found.due == date(2015, 4, 1)


def test_a_list_that_is_cut_says_so() -> None:
    thing = LateThing(LateKind.ASK, "a", "Fostering: mend it", "No response yet", TODAY)
    many = [replace(thing, id=str(number)) for number in range(MOST_OF_A_KIND)]
    assert headline(many) == "More is late than this list holds: 200 or more asks."
    assert headline(many[1:]) == "199 things are late: 199 asks."
