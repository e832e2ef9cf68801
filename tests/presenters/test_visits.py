"""The visits list: what each filter lets through, and what may be done with a report."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visit_samples import complete, draft, finding, submitted
from visits_app.domain.errors import SealedVisit, UnknownRecord
from visits_app.domain.visits import VisitState
from visits_app.presenters.visits import (
    SORTS,
    VisitListPresenter,
    _period,
    _periods,
    row_words,
)
from visits_app.presenters.workspace import Workspace


@pytest.fixture
def presenter(council: Workspace) -> VisitListPresenter:
    """Four visits of different team, state, day, visitors and theme."""
    rows = [finding("f1", "A cold kitchen.", theme="premises")]
    submitted(council.store, findings=rows, visit_date="2013-03-31", summary="Heating is off.")
    submitted(council.store, team="adoption", visitors=["ann"], visit_date="2013-04-01")
    draft(council.store, team="adoption", visit_date="2014-03-01", visitors=["bob"])
    draft(council.store, team="fostering", visit_date="2014-06-01")
    return VisitListPresenter(council)


def days(presenter: VisitListPresenter, **chosen: str) -> list[str]:
    presenter.choose(**chosen)
    rows = presenter.page(0).rows
    return [row.visit_date.isoformat() if row.visit_date else "" for row in rows]


def test_all_visits_newest_first_without_a_filter(presenter: VisitListPresenter) -> None:
    assert days(presenter) == ["2014-06-01", "2014-03-01", "2013-04-01", "2013-03-31"]
    assert not presenter.filtered


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"team": "fostering"}, ["2014-06-01", "2013-03-31"]),
        ({"member": "bob"}, ["2014-03-01", "2013-03-31"]),
        ({"state": "planned"}, ["2014-06-01"]),
        ({"state": "draft"}, ["2014-03-01"]),
        ({"state": "submitted"}, ["2013-04-01", "2013-03-31"]),
        ({"theme": "premises"}, ["2013-03-31"]),
        ({"form": "standard"}, []),
        ({"period": "upcoming"}, ["2014-06-01"]),
        ({"period": "quarter"}, ["2014-03-01"]),
        ({"period": "year"}, ["2014-03-01", "2013-04-01", "2013-03-31"]),
        ({"period": "my2012"}, ["2013-03-31"]),
        ({"period": "my2013"}, ["2014-03-01", "2013-04-01"]),
        ({"text": " heating "}, ["2013-03-31"]),
        ({"team": "fostering", "period": "my2012", "text": "kitchen"}, ["2013-03-31"]),
        ({"team": "fostering", "state": "draft"}, []),
    ],
)
def test_filters_let_through_what_they_say(
    presenter: VisitListPresenter, chosen: dict[str, str], expected: list[str]
) -> None:
    assert days(presenter, **chosen) == expected
    assert presenter.filtered
    assert len(days(presenter)) == 4, "a filter taken away leaves nothing behind"


def test_every_order_can_be_read(presenter: VisitListPresenter) -> None:
    for sort in SORTS:
        presenter.sort = sort
        assert presenter.page(0).total == 4
    presenter.sort = SORTS[1]
    assert days(presenter)[0] == "2013-03-31"


def test_filters_offer_everything_there_is_and_all_first(presenter: VisitListPresenter) -> None:
    options = presenter.options()
    assert [o.label for o in options.teams] == ["All teams", "Adoption", "Fostering"]
    assert [o.value for o in options.states][1:] == [state.value for state in VisitState]
    firsts = (options.members, options.forms, options.periods, options.themes)
    assert [each[0].value for each in firsts] == ["", "", "", ""]


@given(st.dates(date(1991, 1, 1), date(2090, 1, 1)))
def test_the_first_municipal_year_offered_holds_today(today: date) -> None:
    years = [value for value, _ in _periods(today) if value.startswith("my")]
    start, end = _period(years[0], today)
    assert start is not None
    assert end is not None
    assert start <= today <= end
    assert (start.month, start.day, end.month, end.day) == (4, 1, 3, 31)
    earlier_end = _period(years[1], today)[1]
    assert earlier_end is not None
    assert (start - earlier_end).days == 1


def test_a_draft_may_be_edited_and_deleted_and_comes_back_whole(
    presenter: VisitListPresenter,
) -> None:
    presenter.choose(state="draft")
    (row,) = presenter.page(0).rows
    reading = presenter.reading(row.id)
    assert (reading.can_edit, reading.can_delete, reading.can_correct) == (True, True, False)
    deleted = presenter.delete(row.id)
    assert presenter.page(0).total == 0
    with pytest.raises(UnknownRecord):
        presenter.reading(row.id)
    assert presenter.restore(deleted) == row.id
    assert presenter.reading(row.id).document == reading.document


def test_a_submitted_report_is_only_corrected(presenter: VisitListPresenter) -> None:
    presenter.choose(state="submitted")
    row = presenter.page(0).rows[0]
    reading = presenter.reading(row.id)
    assert (reading.can_edit, reading.can_delete, reading.can_correct) == (False, False, True)
    with pytest.raises(SealedVisit):
        presenter.delete(row.id)
    presenter.begin_correction(row.id)
    reading = presenter.reading(row.id)
    assert reading.state is VisitState.CORRECTING
    assert (reading.can_edit, reading.can_delete, reading.can_correct) == (True, False, False)


def test_a_row_says_what_is_known_and_never_nothing(council: Workspace) -> None:
    draft(council.store)
    rows = [finding("f1", "One.", "strength"), finding("f2", "Two."), finding("f3", "Three.")]
    draft(council.store, **complete(findings=rows))
    full, bare = VisitListPresenter(council).page(0).rows
    assert row_words(full) == (
        "Fostering",
        "4 March 2014",
        "Ann Example, Bob Example · 1 strength, 2 concerns",
    )
    assert row_words(bare) == ("No team yet", "No date yet", "Small visit")
