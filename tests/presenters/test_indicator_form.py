"""Adding and changing an indicator: prefilled, checked whole, undone."""

from dataclasses import replace
from typing import Any

import pytest

from visits_app.domain.errors import FaultsError
from visits_app.domain.indicators import Direction, Method, Unit
from visits_app.domain.registers import Team
from visits_app.presenters.indicator_form import (
    IndicatorFormPresenter,
    IndicatorFormState,
    TargetEntry,
)
from visits_app.presenters.register import RegisterPresenter
from visits_app.presenters.workspace import Workspace
from visits_app.services import indicator_registers, registers


@pytest.fixture
def presenter(council: Workspace) -> IndicatorFormPresenter:
    return IndicatorFormPresenter(council)


def values_of(state: IndicatorFormState) -> dict[str, Any]:
    return {one.id: one.value for section in state.sections for one in section.questions}


def options(state: IndicatorFormState, question: str) -> dict[str, str]:
    found = next(
        one for section in state.sections for one in section.questions if one.id == question
    )
    return {option.value: option.label for option in found.options}


def saved(presenter: IndicatorFormPresenter, *targets: TargetEntry, **values: Any) -> str:
    return presenter.save({**values_of(presenter.read()), **values}, targets).id


def refused(
    presenter: IndicatorFormPresenter, *targets: TargetEntry, **values: Any
) -> dict[str, str]:
    typed = {**values_of(presenter.read()), **values}
    with pytest.raises(FaultsError) as caught:
        presenter.save(typed, targets)
    return {fault.where: fault.what for fault in caught.value.faults}


def test_a_new_indicator_is_read_back_as_it_was_typed(
    presenter: IndicatorFormPresenter, council: Workspace
) -> None:
    made = saved(
        presenter,
        TargetEntry("", "at least", "90%"),
        TargetEntry("Apr-14", "between", "1,000", "1,250.5", "Agreed."),
        name=" Cups  of tea ",
        unit="number",
        decimals="1",
        direction="within a band",
        due_days="20",
        rolling=True,
        method="line only",
        aliases="Tea\n\n Cups \n",
        teams=["fostering"],
    )
    kept, targets = indicator_registers.indicator(council.store, made)
    assert (kept.name, kept.decimals, kept.due_days) == ("Cups of tea", 1, 20)
    assert (kept.direction, kept.rolling, kept.method) == (Direction.BAND, True, Method.LINE)
    assert (kept.aliases, kept.team_ids) == (("Tea", "Cups"), ("fostering",))
    assert [(t.value, t.upper) for t in targets] == [(90, None), (1000, 1250.5)]
    state = presenter.read(made)
    assert state.targets[1] == TargetEntry("April 2014", "between", "1000", "1250.5", "Agreed.")
    assert presenter.save(values_of(state), state.targets).before == (kept, targets)
    assert indicator_registers.indicator(council.store, made) == (kept, targets)


def test_everything_wrong_is_said_at_once(presenter: IndicatorFormPresenter) -> None:
    said = refused(
        presenter,
        TargetEntry("soon", "at least", "much"),
        TargetEntry("2014", "between", "5", "few"),
        TargetEntry("", "between", "5", "4"),
        name=" ",
        decimals="1.5",
        due_days="-1",
    )
    assert set(said) == {
        "name",
        "decimals",
        "due_days",
        "targets/1/starts_on",
        "targets/1/value",
        "targets/2/upper",
        "targets/3/upper",
    }


@pytest.mark.parametrize("typed", ["1e9", "١٢", "12,34", "--3", "nan", "inf", "1.2.3", "9" * 13])
def test_only_numbers_as_people_write_them_are_targets(
    presenter: IndicatorFormPresenter, typed: str
) -> None:
    assert refused(presenter, TargetEntry(value=typed), name="New").keys() == {"targets/1/value"}


def test_an_entry_of_the_catalogue_fills_in_and_keeps_what_is_the_councils(
    presenter: IndicatorFormPresenter, council: Workspace
) -> None:
    entry = next(one for one in indicator_registers.catalogue() if one.id == "cp_visits")
    typed = {**values_of(presenter.read()), "teams": ["fostering"], "due_days": "10"}
    targets = (TargetEntry("", "at least", "95"),)
    state = presenter.prefill(entry, typed, targets)
    values = values_of(state)
    assert (values["name"], values["unit"], values["teams"], values["due_days"]) == (
        entry.name,
        "per cent",
        ["fostering"],
        "10",
    )
    assert state.targets == targets
    assert entry.name in state.origin
    made = presenter.save(values, state.targets)
    assert made.before is None
    kept, _ = indicator_registers.indicator(council.store, made.id)
    assert (kept.catalogue_id, kept.unit) == ("cp_visits", Unit.PER_CENT)
    assert "cp_visits" in kept.aliases


def test_a_known_indicator_keeps_its_name_and_gains_the_catalogues(
    presenter: IndicatorFormPresenter,
) -> None:
    made = saved(presenter, name="Seen in time", aliases="Visits")
    entry = next(one for one in indicator_registers.catalogue() if one.id == "cp_visits")
    values = values_of(presenter.prefill(entry, values_of(presenter.read(made)), ()))
    assert values["name"] == "Seen in time"
    assert values["aliases"].split("\n") == ["Visits", "cp_visits", entry.name]
    assert presenter.save(values, ()).id == made


def test_a_change_is_undone_with_targets_and_teams(
    presenter: IndicatorFormPresenter, council: Workspace
) -> None:
    made = saved(presenter, TargetEntry(value="5"), name="Tea", teams=["fostering"])
    before = indicator_registers.indicator(council.store, made)
    values = {**values_of(presenter.read(made)), "name": "Coffee", "teams": []}
    change = presenter.save(values, ())
    assert indicator_registers.indicator(council.store, made) != before
    presenter.undo(change)
    assert indicator_registers.indicator(council.store, made) == before


def test_retired_teams_are_offered_where_they_were_chosen_already(
    presenter: IndicatorFormPresenter, council: Workspace
) -> None:
    made = saved(presenter, name="Tea", teams=["fostering"])
    team = next(team for team in registers.teams(council.store) if team.id == "fostering")
    registers.put_team(council.store, replace(team, retired=True), by="ann")
    registers.put_team(council.store, Team("gone", "Gone", retired=True), by="ann")
    assert options(presenter.read(made), "teams")["fostering"] == "Fostering (retired)"
    assert "fostering" not in options(presenter.read(), "teams")
    assert "gone" not in options(presenter.read(made), "teams")


def test_the_register_lists_indicators_with_their_targets_retired_ones_last(
    presenter: IndicatorFormPresenter, council: Workspace
) -> None:
    first = saved(
        presenter, TargetEntry("", "at least", "80"), TargetEntry("2099", "at least", "90"),
        name="First", unit="per cent", direction="higher", rolling=True,
    )  # fmt: skip
    second = saved(presenter, TargetEntry("", "between", "5", "9"), name="Second", unit="cases")
    third = saved(presenter, TargetEntry("2099", "at most", "5"), name="Third")
    register = RegisterPresenter(council)
    register.retire("indicators", first, retired=True)
    entries = register.state("indicators").entries
    assert [entry.id for entry in entries][-3:] == [second, third, first]
    assert entries[-1].cells == (
        "First",
        "Per cent",
        "Higher",
        "Monthly, rolling",
        "80% or more; 1 other",
    )
    assert (entries[-1].retired, entries[-3].cells[-1]) == (True, "Between 5 and 9 cases")
    assert entries[-2].cells[-1] == "None yet"


def test_an_event_keeps_how_exactly_its_date_is_known(council: Workspace) -> None:
    register = RegisterPresenter(council)
    for typed, told in (("2013", "2013"), ("march 2013", "March 2013"), ("4/3/13", "4 March 2013")):
        made = register.save("events", "", {"title": "T", "on": typed, "kind": "system"})
        entry = next(e for e in register.state("events").entries if e.id == made)
        assert entry.cells[1] == told
        register.save("events", made, entry.values)
        assert entry == next(e for e in register.state("events").entries if e.id == made)
    day = max(event.on for event in registers.events(council.store))
    assert day.isoformat() == "2013-12-31"


def test_an_event_is_checked_removed_and_put_back(council: Workspace) -> None:
    register = RegisterPresenter(council)
    with pytest.raises(FaultsError) as caught:
        register.save("events", "", {"title": "", "on": "soon", "kind": "other"})
    assert {fault.where for fault in caught.value.faults} == {"title", "on"}
    typed = {"title": "Moved", "on": "2013", "undated": "yes", "kind": "other"}
    made = register.save("events", "", typed)
    gone = register.remove_event(made)
    assert register.state("events").entries == ()
    register.put_back(gone)
    assert register.state("events").entries[0].cells[1] == "Date not known"
