"""Rebases: a month and a reason, by a person, taken away and put back."""

import pytest

from visits_app.domain.errors import FaultsError
from visits_app.presenters.catalogue import CataloguePresenter
from visits_app.presenters.indicator_form import IndicatorFormPresenter
from visits_app.presenters.rebases import RebasePresenter
from visits_app.presenters.workspace import Workspace


@pytest.fixture
def made(council: Workspace) -> str:
    values = {"name": "Tea", "rolling": False}
    return IndicatorFormPresenter(council).save(values, ()).id


def test_a_rebase_says_when_why_and_who(council: Workspace, made: str) -> None:
    presenter = RebasePresenter(council)
    kept = presenter.add(made, "15 April 2013", " A new kettle. ", "")
    (line,) = presenter.read(made).lines
    assert (line.rebase_id, line.when, line.reason) == (
        kept.id,
        "From April 2013",
        "A new kettle.",
    )
    assert line.made.startswith("Decided by Ann Example, ")
    assert presenter.remove(kept.id) == kept
    assert presenter.read(made).lines == ()
    presenter.put_back(kept)
    assert presenter.read(made).lines == (line,)


def test_month_and_reason_are_both_asked_for(council: Workspace, made: str) -> None:
    presenter = RebasePresenter(council)
    with pytest.raises(FaultsError) as caught:
        presenter.add(made, "soon", "  ", "")
    assert [fault.where for fault in caught.value.faults] == ["starts_on", "reason"]
    presenter.add(made, "April 2013", "Why", "")
    with pytest.raises(FaultsError) as caught:
        presenter.add(made, "2013-04", "Why", "")
    assert [fault.where for fault in caught.value.faults] == ["starts_on"]


def test_it_is_said_where_a_rebase_does_nothing(council: Workspace, made: str) -> None:
    presenter, form = RebasePresenter(council), IndicatorFormPresenter(council)
    assert presenter.read(made).note == ""
    form.read(made)
    form.save({"name": "Tea", "rolling": True}, ())
    assert "twelve months" in presenter.read(made).note
    form.save({"name": "Tea", "method": "line only"}, ())
    assert "line only" in presenter.read(made).note


def test_a_rebase_may_hold_for_one_series(example: Workspace) -> None:
    state = RebasePresenter(example).read("cp_plans_number")
    assert state.series[0].value == ""
    assert len(state.series) > 1
    assert len({option.label for option in state.series}) == len(state.series)


def test_the_catalogue_is_searched_and_says_what_is_known(council: Workspace) -> None:
    presenter = CataloguePresenter(council)
    state = presenter.read()
    assert (len(state.lines), state.groups[0]) == (81, "Front door")
    (line,) = presenter.find("protection visit", "Child protection")
    assert line.below == "Child protection · per cent"
    facts = dict(line.facts)
    assert facts["Counted"] == "Children visited within the interval, out of children with a plan"
    assert facts["Better"] == "Higher is better"
    assert presenter.find("protection visit", "Workforce") == ()
    form = IndicatorFormPresenter(council)
    values = form.prefill(line.entry, {}, ())
    form.save({q.id: q.value for s in values.sections for q in s.questions}, ())
    presenter.read()
    assert presenter.find("protection visit", "")[0].below.startswith("In the register already")


def test_the_catalogue_says_how_each_is_looked_at(council: Workspace) -> None:
    presenter = CataloguePresenter(council)
    advice = {line.entry.id: dict(line.facts)["Chart"] for line in presenter.read().lines}
    assert advice["contacts"] == "Judged by limits (XmR)"
    assert advice["turnover"] == "As a line only: each figure covers twelve months"
    assert advice["masg_families"].startswith("As a line only (run line")
    assert "never where it is a rolling one" in advice["early_help_rate"]
