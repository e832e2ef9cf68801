"""Evidence: tied once, in order, and every tie can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.visit_samples import ask, finding, small_council, submitted
from visits_app.domain.errors import AlreadyLinked, FaultsError, SealedVisit, UnknownRecord
from visits_app.domain.recommendations import EvidenceKind, EvidenceLink
from visits_app.domain.registers import Team
from visits_app.domain.visits import AskStatus
from visits_app.services import links, registers, settings, visits
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def link(
    store: Store, visit_id: str, finding_id: str | None = None, note: str = ""
) -> EvidenceLink:
    return links.link_evidence(
        store,
        recommendation_id="r2",
        visit_id=visit_id,
        finding_id=finding_id,
        kind=EvidenceKind.SUPPORTS,
        note=note,
        by="officer",
    )


def test_evidence_comes_by_team_and_date_with_the_words_it_rests_on(store: Store) -> None:
    late = submitted(store, visit_date="2014-03-04", findings=[finding("a", "Late and calm.")])
    early = submitted(store, visit_date="2013-03-04", summary="An early summary.")
    other = submitted(store, team="adoption", summary="Adoption's summary.")
    link(store, late, "a", note="A note\x00")
    link(store, early)
    link(store, other)
    found = links.evidence_for_recommendation(store, "r2")
    assert [(e.team, e.visit_date, e.finding_text) for e in found] == [
        ("Adoption", date(2014, 3, 4), "Adoption's summary."),
        ("Fostering", date(2013, 3, 4), "An early summary."),
        ("Fostering", date(2014, 3, 4), "Late and calm."),
    ]
    assert (found[2].finding_kind, found[2].link.note) == ("concern", "A note")
    assert found[0].recommendation == "R2 Report progress"
    assert links.evidence_counts(store) == {"r2": {EvidenceKind.SUPPORTS: 3}}


def test_a_link_taken_away_comes_back_the_same(store: Store) -> None:
    visit_id = submitted(store)
    made = link(store, visit_id, note="Keep me.")
    assert links.unlink_evidence(store, made.id, by="officer") == made
    assert links.evidence_for_visit(store, visit_id) == ()
    with pytest.raises(UnknownRecord):
        links.unlink_evidence(store, made.id, by="officer")
    links.restore_link(store, made, by="officer")
    links.restore_link(store, made, by="officer")
    assert [e.link for e in links.evidence_for_visit(store, visit_id)] == [made]
    with store.read() as connection:
        actions = connection.execute(
            "SELECT action FROM history WHERE entity = 'evidence_link' ORDER BY sequence"
        ).fetchall()
    assert actions == [("linked",), ("unlinked",), ("relinked",)]


def test_the_same_tie_twice_and_ties_to_nothing_are_refused(store: Store) -> None:
    visit_id = submitted(store, findings=[finding("a", "Calm.")])
    other = submitted(store)
    made = link(store, visit_id)
    with pytest.raises(AlreadyLinked):
        link(store, visit_id)
    link(store, visit_id, "a")
    with pytest.raises(UnknownRecord):
        link(store, other, "a")
    with pytest.raises(UnknownRecord):
        link(store, "no visit")
    with pytest.raises(UnknownRecord):
        links.restore_link(store, replace(made, id="new", recommendation_id="r99"), by="officer")
    with pytest.raises(FaultsError):
        link(store, other, note="x" * 200_001)


def test_recommendations_come_in_the_order_of_their_numbers(store: Store) -> None:
    assert [item.reference for item in links.recommendations(store)] == ["R2", "R10"]


def test_an_answer_to_an_ask_reaches_those_who_went(store: Store) -> None:
    visit_id = submitted(store, asks=[ask("k", "Mend the bus.", "2014-05-01"), ask("l", "Paint.")])
    assert [item.ask.id for item in visits.open_asks(store)] == ["k", "l"]
    answered = visits.respond_to_ask(
        store, "k", AskStatus.AGREED, "By May.", on=date(2014, 4, 1), by="officer"
    )
    assert (answered.status, answered.response) == (AskStatus.AGREED, "By May.")
    assert answered.responded_on == date(2014, 4, 1)
    for member in ("ann", "bob"):
        (mine,) = visits.answers_to_my_asks(store, member)
        assert (mine.ask, mine.team, mine.visit_date) == (answered, "Fostering", date(2014, 3, 4))
    assert visits.answers_to_my_asks(store, "nobody") == ()
    assert [item.ask.id for item in visits.open_asks(store)] == ["l"]
    assert visits.load_visit(store, visit_id).answers["asks"] == [
        ask("k", "Mend the bus.", "2014-05-01"),
        ask("l", "Paint."),
    ]


def test_an_ask_of_a_draft_cannot_be_answered(store: Store) -> None:
    from tests.visit_samples import draft

    draft(store, asks=[ask("k", "Mend the bus.")])
    with pytest.raises(SealedVisit):
        visits.respond_to_ask(store, "k", AskStatus.DONE, "", on=date(2014, 4, 1), by="officer")
    with pytest.raises(UnknownRecord):
        visits.respond_to_ask(store, "zz", AskStatus.DONE, "", on=date(2014, 4, 1), by="officer")


def test_registers_refuse_two_teams_of_one_name_and_no_name(store: Store) -> None:
    with pytest.raises(FaultsError):
        registers.put_team(store, Team("second", "Fostering"), by="officer")
    with pytest.raises(FaultsError):
        registers.put_team(store, Team("third", " \x00"), by="officer")
    registers.put_team(store, Team("fostering", "Fostering and kinship"), by="officer")
    assert [team.name for team in registers.teams(store)] == ["Adoption", "Fostering and kinship"]


def test_names_give_every_register_and_the_asks_a_visit_may_check(store: Store) -> None:
    submitted(store, asks=[ask("k", "Mend the bus."), ask("m", "Paint the hall.")])
    visits.respond_to_ask(store, "m", AskStatus.DECLINED, "No.", on=date(2014, 4, 1), by="o")
    later = submitted(store, ask_checks=[{"id": "w", "ask": "m", "result": "not"}])
    names = registers.names(store, later)
    assert names.teams == {"fostering": "Fostering", "adoption": "Adoption"}
    assert names.recommendations == {"r2": "R2 Report progress", "r10": "R10 Ask the panel"}
    assert names.asks == {"k": "Mend the bus.", "m": "Paint the hall."}
    from visits_app.domain.forms import Source

    assert names[Source.OPEN_ASKS] == names.asks
    assert {source: names[source] for source in names}.keys() == set(Source)


def test_settings_are_kept_and_told_to_the_history_once(store: Store) -> None:
    assert settings.get(store, "desk", "member") == "member"
    settings.put(store, "desk", "officer")
    settings.put(store, "desk", "officer")
    assert settings.get(store, "desk") == "officer"
    with store.read() as connection:
        count = connection.execute(
            "SELECT count(*) FROM history WHERE entity = 'setting'"
        ).fetchone()
    assert count == (1,)
