"""Questions to the service: raised with everything checked at once, answered, taken back, kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicator_samples import TODAY, fill
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.questions import IndicatorQuestion, question_faults, usual_due
from visits_app.domain.visits import AskStatus
from visits_app.services import questions
from visits_app.services.search import search
from visits_app.store.engine import Store, create_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        fill(opened)
        yield opened


def ask(store: Store, **more: Any) -> IndicatorQuestion:
    given = {
        "indicator_id": "core",
        "text": "What is planned?",
        "owner": "Head of service",
        "due": date(2014, 3, 20),
    }
    return questions.raise_question(store, **{**given, "on": TODAY, "by": "m", **more})


def actions(store: Store) -> list[tuple[str, str]]:
    with store.read() as connection:
        return list(
            connection.execute(
                'SELECT action, "by" FROM history WHERE entity = ? ORDER BY sequence',
                ("indicator_question",),
            )
        )


def test_a_question_is_kept_as_it_was_asked(store: Store) -> None:
    made = ask(
        store,
        text="  What is <b>planned</b>?\x00 ",
        owner="Head  of\nservice",
        series_id="core-real",
        team_id="family",
        period=date(2014, 1, 31),
    )
    (kept,) = questions.questions_of(store, indicator_id="core")
    assert kept.question == made
    assert (made.text, made.owner) == ("What is <b>planned</b>?", "Head of service")
    assert (made.status, made.raised_on, made.raised_by) == (AskStatus.OPEN, TODAY, "m")
    assert kept.origin == "Question on Core assessments on time, January 2014"
    assert kept.team == "Family Support"
    assert actions(store) == [("asked", "m")]


def test_everything_wrong_is_said_at_once_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(FaultsError) as refused:
        ask(store, text=" \x00", owner="", due=TODAY - timedelta(days=1))
    assert [fault.where for fault in refused.value.faults] == ["text", "owner", "due"]
    with pytest.raises(FaultsError) as refused:
        ask(store, text="x" * 2001, owner="y" * 201, due=None)
    assert [fault.where for fault in refused.value.faults] == ["text", "owner", "due"]
    assert questions.questions_of(store) == ()
    assert actions(store) == []


@pytest.mark.parametrize(
    "wrong", [{"indicator_id": "no"}, {"series_id": "open-real"}, {"team_id": "no"}]
)
def test_what_is_not_there_cannot_be_asked_about(store: Store, wrong: dict[str, str]) -> None:
    with pytest.raises(UnknownRecord):
        ask(store, **wrong)
    assert questions.questions_of(store) == ()


def test_an_answer_is_recorded_and_a_refusal_needs_its_reason(store: Store) -> None:
    made = ask(store)
    with pytest.raises(FaultsError):
        questions.answer_question(store, made.id, AskStatus.DECLINED, " ", on=TODAY, by="officer")
    after = questions.answer_question(
        store, made.id, AskStatus.PART, "From March.", on=TODAY, by="officer"
    )
    assert (after.status, after.response, after.responded_on) == (
        AskStatus.PART,
        "From March.",
        TODAY,
    )
    assert actions(store) == [("asked", "m"), ("answered", "officer")]
    with pytest.raises(UnknownRecord):
        questions.answer_question(store, "no", AskStatus.DONE, "", on=TODAY, by="officer")
    assert [one.question.id for one in questions.answers_to_my_questions(store, "m")] == [made.id]
    assert questions.answers_to_my_questions(store, "ann") == ()


def test_only_an_unanswered_question_can_be_taken_back(store: Store) -> None:
    first, second = ask(store), ask(store)
    questions.withdraw_question(store, first.id, by="m")
    questions.answer_question(store, second.id, AskStatus.AGREED, "", on=TODAY, by="officer")
    with pytest.raises(FaultsError):
        questions.withdraw_question(store, second.id, by="m")
    with pytest.raises(UnknownRecord):
        questions.withdraw_question(store, first.id, by="m")
    assert [one.question.id for one in questions.questions_of(store)] == [second.id]
    assert actions(store)[2] == ("withdrew", "m")


def test_questions_of_a_team_name_it_or_ask_about_its_measures(store: Store) -> None:
    named = ask(store, team_id="family")
    whole = ask(store)
    other = ask(store, team_id="referral")
    early = ask(store, indicator_id="early")
    of_family = {one.question.id for one in questions.questions_of(store, team_id="family")}
    assert of_family == {named.id, whole.id}
    of_referral = {one.question.id for one in questions.questions_of(store, team_id="referral")}
    assert of_referral == {whole.id, other.id}
    assert {one.question.id for one in questions.questions_of(store, indicator_id="early")} == {
        early.id
    }


def test_questions_come_soonest_due_first_and_open_ones_alone(store: Store) -> None:
    later, sooner = ask(store, due=date(2014, 5, 1)), ask(store, due=TODAY)
    done, declined = ask(store), ask(store)
    questions.answer_question(store, done.id, AskStatus.DONE, "", on=TODAY, by="o")
    questions.answer_question(store, declined.id, AskStatus.DECLINED, "No.", on=TODAY, by="o")
    ids = [one.question.id for one in questions.questions_of(store, open_only=True)]
    assert ids == [sooner.id, done.id, later.id]
    found = questions.questions_with_status(store, (AskStatus.OPEN,), limit=1)
    assert [one.question.id for one in found] == [sooner.id]


def test_late_is_the_day_after_it_was_due_unless_it_was_done_or_refused(store: Store) -> None:
    made = ask(store, due=TODAY)
    assert not made.is_late(TODAY)
    assert made.is_late(TODAY + timedelta(days=1))
    done = questions.answer_question(store, made.id, AskStatus.DONE, "", on=TODAY, by="o")
    assert not done.is_late(date(2020, 1, 1))


def test_search_finds_a_question_at_its_indicator(store: Store) -> None:
    ask(store, text="Why do plans wait for the conference?")
    (hit,) = [hit for hit in search(store, "conference") if hit.kind == "question"]
    assert (hit.id, hit.title) == ("core", "Question on Core assessments on time")
    assert hit.matches


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_usual_day_is_four_weeks_on_and_never_wrong(today: date) -> None:
    due = usual_due(today)
    assert (due - today).days == 28
    assert question_faults("What?", "Head", due, today) == ()


@given(st.text(max_size=2100), st.text(max_size=220), st.integers(-3, 2000))
def test_faults_are_named_by_field_and_say_what_to_do(text: str, owner: str, days: int) -> None:
    due = date(2014, 2, 20) + timedelta(days=days)
    faults = question_faults(text, owner, due, date(2014, 2, 20))
    wheres = [fault.where for fault in faults]
    assert len(set(wheres)) == len(wheres)
    assert ("text" in wheres) == (not 0 < len(text) <= 2000)
    assert ("owner" in wheres) == (not 0 < len(owner) <= 200)
    assert ("due" in wheres) == (days < 0 or days > 5 * 366)
    assert all(fault.what.endswith(".") for fault in faults)
