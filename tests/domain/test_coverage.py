"""Coverage counts each visit once, from the rota, a report, or both."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.coverage import (
    Outcome,
    VisitFact,
    grid,
    months_from,
    occurrences,
    waits_since,
)
from visits_app.domain.deadlines import Deadlines
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.visits import VisitState

TODAY = date(2014, 3, 12)
USUAL = Deadlines({})


def plan(id: str, day: date, team: str = "t1", **more: object) -> RotaVisit:
    return RotaVisit(id=id, uid=f"{id}@x", team_id=team, on_day=day, **more)  # type: ignore[arg-type]


def fact(id: str, day: date, team: str = "t1", revision: int = 1, **more: object) -> VisitFact:
    state = VisitState.SUBMITTED if revision else VisitState.DRAFT
    values = {"state": state, "revision": revision, **more}
    return VisitFact(id, f"R-{id}", team, day, **values)  # type: ignore[arg-type]


def outcomes(*of: object) -> list[Outcome]:
    rota = [one for one in of if isinstance(one, RotaVisit)]
    visits = [one for one in of if isinstance(one, VisitFact)]
    return [one.outcome for one in occurrences(rota, visits, USUAL, TODAY)]


def test_a_report_on_its_planned_day_counts_once() -> None:
    day = date(2014, 2, 5)
    [one] = occurrences([plan("p", day)], [fact("v", day)], USUAL, TODAY)
    assert (one.outcome, one.rota_id, one.visit_id, one.planned) == (
        Outcome.REPORTED, "p", "v", True,
    )  # fmt: skip


def test_a_report_that_names_its_plan_counts_once_whatever_its_day() -> None:
    held = date(2014, 2, 7)
    [one] = occurrences(
        [plan("p", date(2014, 2, 5), visit_id="v")], [fact("v", held)], USUAL, TODAY
    )
    assert (one.day, one.outcome) == (held, Outcome.REPORTED)


def test_two_plans_do_not_share_a_report() -> None:
    day = date(2014, 2, 5)
    assert sorted(outcomes(plan("p", day), plan("q", day), fact("v", day))) == [
        Outcome.OVERDUE, Outcome.REPORTED,
    ]  # fmt: skip


def test_outcomes_follow_the_day_and_the_deadline() -> None:
    assert outcomes(plan("p", date(2014, 4, 2))) == [Outcome.PLANNED]
    assert outcomes(plan("p", date(2014, 3, 10))) == [Outcome.PLANNED]
    assert outcomes(plan("p", date(2014, 3, 3))) == [Outcome.OVERDUE]
    assert outcomes(plan("p", date(2014, 3, 10), status=RotaStatus.HELD)) == [Outcome.HELD]
    assert outcomes(fact("v", date(2014, 3, 10), revision=0)) == [Outcome.HELD]
    assert outcomes(fact("v", date(2014, 3, 3), revision=0)) == [Outcome.OVERDUE]
    assert outcomes(fact("v", date(2014, 4, 3), revision=0)) == [Outcome.PLANNED]
    assert outcomes(fact("v", date(2014, 2, 3), state=VisitState.NOT_HELD)) == [Outcome.NOT_HELD]
    assert outcomes(plan("p", date(2014, 2, 3), status=RotaStatus.POSTPONED)) == [Outcome.POSTPONED]


def test_a_visit_the_rota_says_was_held_counts_as_held_while_its_report_is_overdue() -> None:
    day = date(2014, 1, 6)
    rota = [plan("p", day, status=RotaStatus.HELD), plan("q", day, "t2")]
    held, missed = occurrences(rota, [], USUAL, TODAY)
    assert (held.outcome, held.was_held) == (Outcome.OVERDUE, True)
    assert (missed.outcome, missed.was_held) == (Outcome.OVERDUE, False)
    counted = grid([("t1", "T"), ("t2", "U")], (held, missed), [day.replace(day=1)]).totals
    assert (counted.planned, counted.held, counted.overdue) == (2, 1, 2)


def test_a_postponed_visit_does_not_count_as_planned_twice() -> None:
    seen = occurrences(
        [plan("p", date(2014, 1, 8), status=RotaStatus.POSTPONED), plan("q", date(2014, 2, 5))],
        [fact("v", date(2014, 2, 5))],
        USUAL,
        TODAY,
    )
    found = grid([("t1", "Fostering")], seen, months_from(date(2014, 1, 1), 3))
    assert [len(cell) for cell in found.rows[0].cells] == [1, 1, 0]
    assert (found.totals.planned, found.totals.held, found.totals.reported) == (1, 1, 1)
    assert found.totals.share == 1.0


def test_by_member_a_visit_stands_with_everybody_who_went_and_counts_once_in_all() -> None:
    seen = occurrences([], [fact("v", date(2014, 2, 5), member_ids=("a", "b"))], USUAL, TODAY)
    found = grid([("a", "A"), ("b", "B")], seen, months_from(date(2014, 2, 1), 1), by_member=True)
    assert [row.totals.held for row in found.rows] == [1, 1]
    assert found.totals.held == 1


def test_a_team_waits_from_the_day_its_interval_ran_out() -> None:
    assert waits_since(3, date(2013, 11, 30), None, None) == date(2014, 2, 28)
    assert waits_since(3, date(2013, 11, 30), date(2014, 4, 1), None) is None
    assert waits_since(None, date(2013, 11, 30), None, None) is None


DAYS = st.dates(date(2013, 1, 1), date(2014, 12, 31))
PLANS = st.lists(
    st.tuples(DAYS, st.sampled_from(["t1", "t2"]), st.sampled_from(list(RotaStatus))), max_size=8
)
FACTS = st.lists(st.tuples(DAYS, st.sampled_from(["t1", "t2"]), st.integers(0, 2)), max_size=8)


@given(PLANS, FACTS)
def test_nothing_is_lost_and_nothing_counts_twice(
    plans: list[tuple[date, str, RotaStatus]], facts: list[tuple[date, str, int]]
) -> None:
    rota = [plan(f"p{n}", day, team, status=state) for n, (day, team, state) in enumerate(plans)]
    visits = [fact(f"v{n}", day, team, revision) for n, (day, team, revision) in enumerate(facts)]
    seen = occurrences(rota, visits, USUAL, TODAY)
    assert sorted(one.rota_id for one in seen if one.rota_id) == sorted(one.id for one in rota)
    assert sorted(one.visit_id for one in seen if one.visit_id) == sorted(
        one.visit_id for one in visits
    )
    months = months_from(date(2013, 1, 1), 24)
    found = grid([("t1", "One"), ("t2", "Two")], seen, months)
    assert sum(len(cell) for row in found.rows for cell in row.cells) == len(seen)
    for name in ("planned", "held", "reported", "not_held", "overdue"):
        assert getattr(found.totals, name) == sum(getattr(row.totals, name) for row in found.rows)
    assert all(month.day == 1 for month in months)
    assert months[-1] - months[0] < timedelta(days=731)
