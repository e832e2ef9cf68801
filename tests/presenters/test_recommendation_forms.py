"""What the officer types about a recommendation, and what becomes of it."""

from collections.abc import Callable
from datetime import date

import pytest

from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.recommendations import RecommendationStatus, Response
from visits_app.presenters.carrying_forward import CarryPresenter
from visits_app.presenters.recommendation_forms import RecommendationForms
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import links

TODAY = date(2014, 9, 1)
ITEM = {
    "reference": "2013-14/1",
    "title": "Keep visiting",
    "text": "Members go on visiting.",
    "made_on": "17 March 2014",
    "owner": "Head of service",
    "due": "17/9/2014",
}


@pytest.fixture
def space(council: Workspace) -> Workspace:
    with council.store.write() as connection:
        connection.executemany(
            "INSERT INTO meeting (id, held_on, body, note, visits_item, held)"
            " VALUES (?, ?, 'Scrutiny committee', '', 0, ?)",
            [
                ("june", "2014-06-10", None),
                ("july", "2014-07-08", None),
                ("off", "2014-08-08", 0),
                ("october", "2014-10-07", None),
            ],
        )
    return Workspace(council.store, Desk.OFFICER, "ann", "Ann Example", lambda: TODAY)


@pytest.fixture
def forms(space: Workspace) -> RecommendationForms:
    return RecommendationForms(space)


def where(call: Callable[[], object]) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        call()
    return [fault.where for fault in caught.value.faults]


def test_one_is_added_changed_and_each_is_undone(
    council: Workspace, forms: RecommendationForms
) -> None:
    start = forms.begin()
    assert start.fields["reference"] == "2014-15/1"
    assert [choice.value for choice in start.meetings] == ["", "october", "july", "june"]
    item = forms.put("", ITEM)
    assert (item.due, item.year) == (date(2014, 9, 17), "2013/14")
    again = forms.begin(item.id)
    assert again.fields["made_on"] == "17 March 2014"
    before = forms.before(item.id)
    changed = forms.put(item.id, {**ITEM, "title": "Go on visiting"})
    assert changed.title == "Go on visiting"
    forms.put_back(before)
    assert forms.before(item.id) == item
    forms.take_back(item.id)
    assert [one.id for one in links.recommendations(council.store)] == ["r2", "r10"]
    with pytest.raises(UnknownRecord):
        forms.begin_update("")


def test_what_is_no_day_is_said_at_its_field(forms: RecommendationForms) -> None:
    assert where(lambda: forms.put("", {**ITEM, "due": "soon", "made_on": "32 May"})) == [
        "made_on", "due",
    ]  # fmt: skip
    item = forms.put("", ITEM)
    typed = {"status": "on_track", "text": "A rota.", "told_by": "Head", "told_on": ""}
    assert where(lambda: forms.tell(item.id, typed)) == ["told_on"]
    assert where(lambda: forms.respond(item.id, {"responded_on": "never"})) == ["responded_on"]
    assert where(lambda: forms.accept(item.id, {"status": "paused", "due": "x"})) == ["due"]


def test_a_response_is_recorded_and_undone(forms: RecommendationForms) -> None:
    item = forms.put("", ITEM)
    assert forms.begin_response(item.id).fields["response"] == "awaited"
    typed = {
        "response": "rejected", "reason": "No money.", "responded_on": "1/4/2014",
        "cabinet_member": "Cabinet member",
    }  # fmt: skip
    before = forms.respond(item.id, typed)
    assert before == item
    assert forms.before(item.id).response is Response.REJECTED
    forms.unrespond(before)
    assert forms.before(item.id) == item
    assert where(lambda: forms.respond(item.id, {**typed, "reason": ""})) == ["response_reason"]


def test_a_meeting_is_offered_what_is_claimed_and_only_meetings_that_could_accept_it(
    forms: RecommendationForms,
) -> None:
    item = forms.put("", ITEM)
    start = forms.begin_update(item.id)
    assert (start.fields["told_by"], start.fields["told_on"]) == (
        "Head of service", "1 September 2014",
    )  # fmt: skip
    update = forms.tell(
        item.id,
        {"status": "done_unverified", "text": "Done.", "told_by": "Head", "told_on": "1 July 2014"},
    )
    assert update.status is RecommendationStatus.DONE_UNVERIFIED
    start = forms.begin_acceptance(item.id)
    assert start.fields == {"status": "complete", "due": "", "meeting": "july"}
    assert [choice.value for choice in start.meetings] == ["", "july", "june"]
    assert "not yet accepted" in start.told
    accepted = forms.accept(item.id, start.fields)
    assert accepted.meeting_id == "july"
    assert forms.before(item.id).status is RecommendationStatus.COMPLETE


def test_no_meeting_is_chosen_where_all_were_before_the_claim(forms: RecommendationForms) -> None:
    item = forms.put("", ITEM)
    typed = {"status": "slipping", "text": "Late.", "told_by": "Head", "told_on": "20 July 2014",
             "due": "1 December 2014"}  # fmt: skip
    forms.tell(item.id, typed)
    start = forms.begin_acceptance(item.id)
    assert start.fields == {"status": "slipping", "due": "1 December 2014"}
    assert where(lambda: forms.accept(item.id, start.fields)) == ["meeting"]


def test_a_year_is_carried_forward_from_its_dry_run_and_undone(
    space: Workspace, forms: RecommendationForms
) -> None:
    item = forms.put("", ITEM)
    carrying = CarryPresenter(space)
    assert carrying.years() == ("2013/14",)
    plan = carrying.plan("2013/14")
    assert plan.told == "1 open recommendation of 2013/14."
    assert plan.choices[0].label == "2013-14/1 → 2014-15/1  Keep visiting"
    assert forms.before(item.id) == item
    made = carrying.carry(plan.year, [choice.id for choice in plan.choices])
    assert [one.reference for one in made] == ["2014-15/1"]
    carrying.uncarry(made)
    assert forms.before(item.id) == item
