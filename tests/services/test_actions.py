"""One list of actions: raised, answered by the service, verified by a member at a later visit."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.actions import Action, ActionFilter, ActionOrigin
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.visits import AskStatus
from visits_app.services import actions, questions
from visits_app.services.example import load_example
from visits_app.store.engine import Store, create_store

TODAY = date(2014, 3, 20)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as store:
        load_example(store, today=TODAY)
        yield store


def one(store: Store, query: str) -> str:
    with store.read() as connection:
        return str(connection.execute(query).fetchone()[0])


def finding(store: Store, team: str = "family-support") -> str:
    return one(
        store,
        "SELECT f.id FROM finding f JOIN visit v ON v.id = f.visit_id WHERE v.revision > 0"
        f" AND v.team_id = '{team}' ORDER BY v.visit_date, f.position",
    )


def raised(store: Store, **changes: object) -> Action:
    values: dict[str, object] = {
        "text": "Show the rota of supervision.",
        "origin": ActionOrigin.FINDING,
        "origin_id": finding(store),
        "owner": "Head of service",
        "due": date(2014, 4, 30),
        "on": date(2013, 1, 7),
        "by": "officer",
        **changes,
    }
    return actions.raise_action(store, **values)  # type: ignore[arg-type]


def answered(store: Store, action: Action, status: AskStatus, words: str = "Done.") -> Action:
    return actions.answer_action(
        store, action.origin, action.id, status=status, response=words, on=TODAY, by="o"
    ).action


def test_the_list_has_every_origin_by_due_day(council: Store) -> None:
    indicator = one(council, "SELECT id FROM indicator ORDER BY position")
    raised(council)
    meeting = raised(council, origin=ActionOrigin.MEETING, origin_id="2013-07-08")
    raised(council, origin=ActionOrigin.RECOMMENDATION, origin_id="2013-14-1")
    questions.raise_question(
        council, indicator_id=indicator, text="Why?", owner="Head", due=TODAY, on=TODAY, by="o"
    )
    lines = actions.action_lines(council)
    assert {line.action.origin for line in lines} == set(ActionOrigin)
    dues = [line.action.due for line in lines if line.action.due]
    assert dues == sorted(dues)
    assert len(lines) == actions.count_actions(council, ActionFilter())
    found = actions.read_action(council, ActionOrigin.MEETING, meeting.id)
    assert found.source == "Task and finish group, 8 July 2013"
    assert found.action.reference == "A2013-003"


def test_a_filter_narrows_by_team_owner_words_and_lateness(council: Store) -> None:
    action = raised(council, due=date(2014, 3, 19))
    raised(council, owner="Virtual head teacher", text="100 % of plans")
    late = actions.action_lines(council, ActionFilter(late_on=TODAY, owner="Head of service"))
    assert action.id in [line.action.id for line in late]
    assert all(line.action.is_late(TODAY) for line in late)
    [found] = actions.action_lines(council, ActionFilter(text="virtual 100 %"))
    assert found.action.owner == "Virtual head teacher"
    assert actions.action_lines(council, ActionFilter(text="100_%")) == ()
    teams = actions.action_lines(council, ActionFilter(team_ids=("fostering",)))
    assert {line.team for line in teams} == {"Fostering"}


def test_every_fault_of_a_new_action_is_said_at_once(council: Store) -> None:
    with pytest.raises(FaultsError) as refused:
        raised(council, text=" ", owner="", due=date(2012, 1, 1))
    assert [fault.where for fault in refused.value.faults] == ["text", "owner", "due"]
    with pytest.raises(UnknownRecord):
        raised(council, origin_id="not there")


def test_the_service_cannot_verify_its_own_work(council: Store) -> None:
    action = raised(council)
    with pytest.raises(FaultsError, match="only a member can verify"):
        answered(council, action, AskStatus.VERIFIED)


def test_a_refusal_or_half_an_agreement_needs_its_reason(council: Store) -> None:
    action = raised(council)
    for status in (AskStatus.DECLINED, AskStatus.PART):
        with pytest.raises(FaultsError) as refused:
            answered(council, action, status, " ")
        assert [fault.where for fault in refused.value.faults] == ["response"]


def test_a_member_verifies_at_a_later_visit_they_were_on(council: Store) -> None:
    action = answered(council, raised(council), AskStatus.DONE)
    visits = {visit.day: visit for visit in actions.verifying_visits(council, action)}
    later = visits[date(2013, 11, 20)]
    assert min(visits) >= date(2013, 1, 7)
    there, elsewhere = later.member_ids[0], "nobody-there"
    with pytest.raises(FaultsError) as refused:
        actions.verify_action(
            council, action.origin, action.id, visit_id=later.visit_id, member_id=elsewhere, by="o"
        )
    assert [fault.where for fault in refused.value.faults] == ["member"]
    line = actions.verify_action(
        council, action.origin, action.id, visit_id=later.visit_id, member_id=there, by="o"
    )
    assert line.action.status is AskStatus.VERIFIED
    assert line.action.verified_by == there
    assert line.action.verified_on == later.day
    assert line.verified_at == "Visit to Family Support, 20 November 2013"
    back = actions.unverify_action(council, action.origin, action.id, by="o").action
    assert (back.status, back.verified_by) == (AskStatus.DONE, None)


def test_the_visit_it_came_from_and_earlier_ones_verify_nothing(council: Store) -> None:
    action = raised(council, origin_id=finding(council), on=date(2013, 12, 1))
    assert action.visit_id is not None
    for visit_id in (action.visit_id, one(council, "SELECT id FROM visit WHERE revision > 0")):
        with pytest.raises(FaultsError) as refused:
            actions.verify_action(
                council, action.origin, action.id, visit_id=visit_id, member_id="x", by="o"
            )
        assert "visit" in [fault.where for fault in refused.value.faults]


def test_what_a_later_report_found_done_names_its_visit_and_member(council: Store) -> None:
    verified = actions.action_lines(
        council, ActionFilter(statuses=(AskStatus.VERIFIED,), origins=(ActionOrigin.ASK,))
    )
    assert verified
    for line in verified:
        assert line.action.verified_visit_id
        assert line.action.verified_by
        assert line.verified_at.startswith("Visit to ")


def test_another_owner_and_day_of_an_ask_leave_the_members_words(council: Store) -> None:
    line = next(
        line
        for line in actions.action_lines(council, ActionFilter(origins=(ActionOrigin.ASK,)))
        if line.action.status is AskStatus.OPEN
    )
    was = one(council, f"SELECT owner || due FROM ask WHERE id = '{line.action.id}'")
    changed = actions.change_action(
        council, ActionOrigin.ASK, line.action.id, owner="Director", due=date(2015, 1, 5), by="o"
    )
    assert (changed.action.owner, changed.action.due) == ("Director", date(2015, 1, 5))
    assert one(council, f"SELECT owner || due FROM ask WHERE id = '{line.action.id}'") == was


def test_an_answer_can_be_taken_back_whole(council: Store) -> None:
    action = raised(council)
    answered(council, action, AskStatus.AGREED, "Agreed for June.")
    assert actions.restore_answer(council, action, by="o").action == action


def test_only_an_unanswered_action_is_withdrawn(council: Store) -> None:
    action = raised(council)
    assert actions.withdraw_action(council, action.id, by="o") == action
    with pytest.raises(UnknownRecord):
        actions.read_action(council, action.origin, action.id)
    kept = raised(council)
    answered(council, kept, AskStatus.AGREED)
    with pytest.raises(FaultsError):
        actions.withdraw_action(council, kept.id, by="o")
