"""The visits list: every filter, every sort, every page, checked against plain Python."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.visit_samples import ask, complete, draft, finding, small_council
from visits_app.domain.visits import (
    AskStatus,
    Visit,
    VisitFilter,
    VisitSort,
    VisitState,
)
from visits_app.services import visit_lists, visits
from visits_app.store.engine import Store

TODAY = date(2014, 3, 4)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    chance = random.Random(1)
    with small_council(tmp_path_factory.mktemp("lists") / "visits.mvstore") as opened:
        for n in range(60):
            day = TODAY + timedelta(days=chance.randrange(-200, 30))
            answers: dict[str, Any] = complete(
                team=chance.choice(["fostering", "adoption", None]),
                visit_date=chance.choice([day.isoformat(), day.isoformat(), None]),
                visitors=chance.choice([["ann"], ["bob"], ["bob", "ann"]]),
                themes=chance.choice([[], ["premises"], ["premises", "caseloads"]]),
                summary=chance.choice(["A warm kitchen.", "Cold and damp.", "Foster carers."]),
                purpose=chance.choice(["Look at the bus.", "Listen.", None]),
                findings=[finding(f"f{n}", "Seen.", chance.choice(["strength", "concern"]))],
                asks=[ask(f"a{n}", "Mend it.")],
            )
            visit_id = draft(opened, **answers)
            ready = answers["team"] and answers["visit_date"] and day <= TODAY
            if ready and chance.random() < 0.8:
                visits.submit_visit(opened, visit_id, by="ann", today=TODAY)
                if chance.random() < 0.2:
                    visits.begin_correction(opened, visit_id, by="ann")
        yield opened


@pytest.fixture(scope="module")
def everything(store: Store) -> list[Visit]:
    with store.read() as connection:
        ids = connection.execute("SELECT id FROM visit ORDER BY number").fetchall()
    return [visits.load_visit(store, id, today=TODAY) for (id,) in ids]


def ids(store: Store, wanted: VisitFilter, **more: Any) -> list[str]:
    page = visit_lists.list_visits(store, wanted, today=TODAY, **more)
    assert page.total == len(page.rows)
    return [row.id for row in page.rows]


def _texts(visit: Visit) -> str:
    return f"{visit.answers.get('summary')} {visit.answers.get('purpose')}".lower()


FILTERS: list[tuple[VisitFilter, Any]] = [
    (VisitFilter(), lambda _: True),
    (VisitFilter(team_ids=("adoption",)), lambda v: v.team_id == "adoption"),
    (VisitFilter(team_ids=("adoption", "fostering")), lambda v: v.team_id),
    (VisitFilter(member_ids=("bob",)), lambda v: "bob" in v.visitor_ids),
    (VisitFilter(member_ids=("ann",)), lambda _: True),  # she wrote them all
    (VisitFilter(form_ids=("small",)), lambda _: True),
    (VisitFilter(form_ids=("other",)), lambda _: False),
    (VisitFilter(theme_ids=("caseloads",)), lambda v: "caseloads" in v.answers.get("themes", ())),
    (VisitFilter(start=date(2014, 1, 1)), lambda v: v.visit_date and v.visit_date.year == 2014),
    (VisitFilter(end=date(2013, 12, 31)), lambda v: v.visit_date and v.visit_date.year == 2013),
    (VisitFilter(text="kitch"), lambda v: "kitchen" in _texts(v)),
    (VisitFilter(text="bus damp"), lambda v: "bus" in _texts(v) and "damp" in _texts(v)),
    (VisitFilter(text="?!"), lambda _: False),
    *(
        (VisitFilter(states=(state,)), lambda v, state=state: v.state is state)
        for state in VisitState
    ),
    (
        VisitFilter(states=(VisitState.DRAFT, VisitState.PLANNED)),
        lambda v: v.state in {VisitState.DRAFT, VisitState.PLANNED},
    ),
    (
        VisitFilter(
            team_ids=("fostering",),
            member_ids=("bob",),
            theme_ids=("premises",),
            states=(VisitState.SUBMITTED, VisitState.PLANNED),
            text="the",
            start=date(2013, 10, 1),
        ),
        lambda v: (
            v.team_id == "fostering"
            and "bob" in v.visitor_ids
            and "premises" in v.answers.get("themes", ())
            and v.state in {VisitState.SUBMITTED, VisitState.PLANNED}
            and "the" in _texts(v).split()
            and v.visit_date >= date(2013, 10, 1)
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "matches"), FILTERS)
@pytest.mark.parametrize("sort", [VisitSort.DATE, VisitSort.TEAM])
def test_a_filter_shows_exactly_what_matches(
    store: Store, everything: list[Visit], wanted: VisitFilter, matches: Any, sort: VisitSort
) -> None:
    expected = {visit.id for visit in everything if matches(visit)}
    assert set(ids(store, wanted, sort=sort)) == expected


@pytest.mark.parametrize("sort", VisitSort)
def test_every_sort_is_in_order_and_backwards_is_its_reverse(store: Store, sort: VisitSort) -> None:
    keys: dict[VisitSort, Any] = {
        VisitSort.DATE: lambda row: row.visit_date or date.min,
        VisitSort.TEAM: lambda row: (not row.team, row.team, row.visit_date or date.min),
        VisitSort.STATE: lambda row: _stored(row.state),
        VisitSort.FORM: lambda row: (row.form_title, row.visit_date or date.min),
        VisitSort.REFERENCE: lambda row: row.reference,
        VisitSort.UPDATED: lambda row: row.updated_at,
    }
    rows = visit_lists.list_visits(store, None, sort, descending=False, today=TODAY).rows
    assert [keys[sort](row) for row in rows] == sorted(keys[sort](row) for row in rows)
    back = visit_lists.list_visits(store, None, sort, descending=True, today=TODAY).rows
    assert back == rows[::-1]


def _stored(state: VisitState) -> tuple[str, bool]:
    planned = state is VisitState.PLANNED
    return ("draft" if planned else state.value, planned)


@pytest.mark.parametrize("sort", VisitSort)
@pytest.mark.parametrize("wanted", [VisitFilter(), VisitFilter(text="warm"), FILTERS[7][0]])
def test_pages_fit_together(store: Store, sort: VisitSort, wanted: VisitFilter) -> None:
    whole = visit_lists.list_visits(store, wanted, sort, limit=1_000, today=TODAY)
    pieces: list[Any] = []
    for offset in range(0, whole.total + 7, 7):
        page = visit_lists.list_visits(store, wanted, sort, offset=offset, limit=7, today=TODAY)
        assert (page.total, page.offset) == (whole.total, offset)
        pieces += page.rows
    assert tuple(pieces) == whole.rows


def test_a_row_says_what_a_list_shows(tmp_path: Path) -> None:
    with small_council(tmp_path / "visits.mvstore") as own:
        rows = [finding("x", "a", "strength"), finding("y", "b"), finding("z", "c")]
        asks = [ask("k", "Mend."), ask("l", "Paint.")]
        visit_id = draft(own, **complete(findings=rows, asks=asks, confidence="partly"))
        visits.submit_visit(own, visit_id, by="ann")
        visits.respond_to_ask(own, "l", AskStatus.DECLINED, "No.", on=TODAY, by="officer")
        (row,) = visit_lists.list_visits(own).rows
        assert (row.team, row.visitors) == ("Fostering", "Ann Example, Bob Example")
        assert (row.form_title, row.visit_date) == ("Small visit", TODAY)
        assert (row.strengths, row.concerns, row.ideas, row.open_asks) == (1, 2, 0, 1)
        assert (row.state, row.revision, row.confidence) == (VisitState.SUBMITTED, 1, "partly")


def test_drafts_and_plans_are_offered_to_those_they_belong_to(
    store: Store, everything: list[Visit]
) -> None:
    open_states = {VisitState.DRAFT, VisitState.CORRECTING}
    mine = visit_lists.unfinished(store, "ann", TODAY)
    assert {row.id for row in mine} == {v.id for v in everything if v.state in open_states}
    assert [row.updated_at for row in mine] == sorted(
        (row.updated_at for row in mine), reverse=True
    )
    assert visit_lists.unfinished(store, "bob", TODAY) == ()
    assert visit_lists.unfinished(store, "", TODAY) == mine
    planned = [v for v in everything if v.state is VisitState.PLANNED]
    assert {row.id for row in visit_lists.upcoming(store, "", TODAY)} == {v.id for v in planned}
    bobs = visit_lists.upcoming(store, "bob", TODAY)
    assert {row.id for row in bobs} == {v.id for v in planned if "bob" in v.visitor_ids}
    days = [row.visit_date for row in bobs if row.visit_date]
    assert days == sorted(days)


def test_a_teams_context_is_its_last_sealed_visit_and_what_is_open(tmp_path: Path) -> None:
    with small_council(tmp_path / "visits.mvstore") as own:
        first = draft(
            own, **complete(visit_date="2013-01-01", asks=[ask("a", "Later."), ask("b", "No.")])
        )
        rows = [finding("s", "Calm.", "strength"), finding("c", "Damp.")]
        last = draft(
            own,
            **complete(
                visit_date="2013-06-01", findings=rows, asks=[ask("d", "Dry.", "2013-09-01")]
            ),
        )
        held = {"took_place": False, "not_held_reason": "Ill.", "visit_date": "2013-08-01"}
        not_held = draft(own, **{**complete(), **held, "summary": None})
        for id in (first, last, not_held):
            visits.submit_visit(own, id, by="ann")
        visits.respond_to_ask(own, "b", AskStatus.DECLINED, "No.", on=TODAY, by="officer")
        current = draft(own, **complete(visit_date="2014-01-01"))
        visits.begin_correction(own, last, by="ann")
        visits.save_answers(own, last, {"findings": None}, by="ann")

        found = visit_lists.team_context(own, "fostering", before=TODAY, excluding=current)
        assert found.last_visit is not None
        assert found.last_visit.id == last
        assert [f.text for f in found.last_findings] == ["Damp.", "Calm."]
        assert [a.id for a in found.open_asks] == ["d", "a"]
        assert found.indicator_ids == ("caseload",)
        earlier = visit_lists.team_context(own, "fostering", before=date(2013, 6, 1))
        assert earlier.last_visit is not None
        assert earlier.last_visit.id == first
        assert [a.id for a in earlier.open_asks] == ["a"]
        assert visit_lists.team_context(own, "adoption").last_visit is None

        flags = visit_lists.visits_on_chart(own, ["fostering"])
        assert [(flag.visit_id, flag.on) for flag in flags] == [
            (first, date(2013, 1, 1)),
            (last, date(2013, 6, 1)),
        ]
        assert flags[1].text == "The team was calm and the kitchen was warm."
        assert visit_lists.visits_on_chart(own, []) == ()


def test_lists_search_and_saving_import_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "visits.mvstore"
    with small_council(path) as own:
        visit_id = draft(own, **complete())
    script = f"""
import sys
from pathlib import Path
from visits_app.services import links, registers, search, settings, visit_lists, visits
from visits_app.store.engine import open_store
with open_store(Path(sys.argv[1])) as store:
    assert visit_lists.list_visits(store).total == 1
    visit_lists.unfinished(store), visit_lists.upcoming(store)
    visit_lists.team_context(store, "fostering"), visit_lists.visits_on_chart(store, ["fostering"])
    assert search.search(store, "kitchen")
    registers.names(store), links.recommendations(store), settings.get(store, "desk")
    visits.save_answers(store, {visit_id!r}, {{"summary": "Now."}}, by="ann")
    visits.submit_visit(store, {visit_id!r}, by="ann")
heavy = {{"sqlalchemy", "sqlmodel", "pydantic", "alembic", "reportlab", "numpy", "pyqtgraph"}}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
