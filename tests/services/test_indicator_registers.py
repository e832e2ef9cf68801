"""The register of indicators: every fault at once, history before and after, nothing by itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import indicator_samples
from visits_app.domain.errors import FaultsError, UnknownRecord
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Method,
    Rebase,
    Target,
    Unit,
)
from visits_app.domain.registers import Event, Precision, Team
from visits_app.services import indicator_registers as service
from visits_app.services import indicators, registers
from visits_app.store.engine import Store, create_store

VISITS = Indicator(
    id="cp-visits",
    name="Visits on time",
    definition="Share of children visited in time.",
    unit=Unit.PER_CENT,
    direction=Direction.HIGHER,
    frequency=Frequency.MONTHLY,
    decimals=1,
    source="case system",
    caution="The interval differs.",
    team_ids=("family", "referral"),
    theme_ids=("caseloads",),
    numerator="children visited in time",
    denominator="children with a plan",
    due_days=20,
    rolling=True,
    method=Method.LINE,
    aliases=("CP visits", "Visits in timescale"),
    catalogue_id="cp_visits",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        indicator_samples.fill(opened)
        yield opened


def history_of(store: Store, entity: str, id: str) -> list[tuple[str, str, Any, Any]]:
    with store.read() as connection:
        rows = connection.execute(
            'SELECT action, "by", "before", "after" FROM history'
            " WHERE entity = ? AND entity_id = ? ORDER BY sequence",
            (entity, id),
        ).fetchall()
    return [
        (action, by, json.loads(before or "null"), json.loads(after or "null"))
        for action, by, before, after in rows
    ]


def refused(store: Store, indicator: Indicator, *targets: Target) -> dict[str, str]:
    before = service.indicators(store)
    with pytest.raises(FaultsError) as caught:
        service.put_indicator(store, indicator, targets, by="ann")
    assert service.indicators(store) == before
    return {fault.where: fault.what for fault in caught.value.faults}


def aim(value: float, sense: str = "at least", **more: Any) -> Target:
    return Target("", value, sense, **more)


def test_an_indicator_is_kept_whole_and_comes_last(store: Store) -> None:
    later = aim(95, starts_on=date(2014, 4, 1), note="Agreed by the board.")
    service.put_indicator(store, VISITS, (later, aim(90)), by="ann")
    kept, targets = service.indicator(store, VISITS.id)
    assert kept == VISITS
    assert [(t.indicator_id, t.value, t.note) for t in targets] == [
        (VISITS.id, 90, ""),
        (VISITS.id, 95, "Agreed by the board."),
    ]
    assert service.indicators(store)[-1][0] == VISITS
    assert indicators.detail(store, VISITS.id).indicator == VISITS


def test_history_says_what_an_indicator_and_its_targets_were_and_became(store: Store) -> None:
    service.put_indicator(store, VISITS, (aim(90),), by="ann")
    service.put_indicator(store, replace(VISITS, team_ids=("family",)), (aim(95),), by="bob")
    service.put_indicator(store, replace(VISITS, team_ids=("family",)), (aim(95),), by="cy")
    added, changed = history_of(store, "indicator", VISITS.id)
    assert (added[:3], changed[:2]) == (("added", "ann", None), ("changed", "bob"))
    assert added[3] == changed[2]
    assert (changed[2]["team_ids"], changed[3]["team_ids"]) == (["family", "referral"], ["family"])
    assert (changed[2]["targets"][0]["value"], changed[3]["targets"][0]["value"]) == (90, 95)


def test_a_change_keeps_the_place_and_the_figures(store: Store) -> None:
    core, targets = service.indicator(store, "core")
    place = [one.id for one, _ in service.indicators(store)]
    service.put_indicator(store, replace(core, name="Another name"), targets, by="ann")
    assert [one.id for one, _ in service.indicators(store)] == place
    assert len(indicators.detail(store, "core").observations) > 20
    assert service.indicator(store, "core")[1] == targets


def test_words_are_cleaned_and_other_names_kept_once(store: Store) -> None:
    names = (" CP\x00 visits ", "cp  Visits", "", "visits ON time", "Other")
    service.put_indicator(store, replace(VISITS, name=" Visits \n on time ", aliases=names), (),
                          by="ann")  # fmt: skip
    kept, _ = service.indicator(store, VISITS.id)
    assert (kept.name, kept.aliases) == ("Visits on time", ("CP visits", "Other"))


def test_all_that_is_wrong_is_said_at_once(store: Store) -> None:
    wrong = replace(
        VISITS,
        name=" \x00",
        decimals=4,
        due_days=401,
        direction=Direction.BAND,
        definition="d" * 200_001,
        team_ids=("nowhere",),
        theme_ids=("nothing",),
    )
    said = refused(
        store,
        wrong,
        aim(120),
        aim(50, "sideways", starts_on=date(1066, 1, 1)),
        aim(float("nan"), starts_on=date(2014, 4, 1), upper=3),
        aim(-1, starts_on=date(2014, 4, 1)),
    )
    assert set(said) == {
        "name",
        "decimals",
        "due_days",
        "definition",
        "teams",
        "themes",
        "targets",
        "targets/1/value",
        "targets/2/sense",
        "targets/2/starts_on",
        "targets/3/value",
        "targets/3/upper",
        "targets/4/value",
        "targets/4/starts_on",
    }
    assert said["targets/4/starts_on"] == (
        "Targets 3 and 4 start on the same day. Change one of them."
    )


def test_a_band_needs_two_values_in_order(store: Store) -> None:
    band = replace(VISITS, direction=Direction.BAND)
    assert refused(store, band, aim(80, "between")).keys() == {"targets/1/upper"}
    assert refused(store, band, aim(80, "between", upper=80)).keys() == {"targets/1/upper"}
    assert refused(store, band, aim(80, "between", upper=101)).keys() == {"targets/1/upper"}
    assert refused(store, band, aim(80)).keys() == {"targets"}
    service.put_indicator(store, band, (aim(80, "between", upper=90),), by="ann")
    assert service.indicator(store, band.id)[1][0].upper == 90


def test_names_are_taken_by_names_and_other_names_of_others(store: Store) -> None:
    service.put_indicator(store, VISITS, (), by="ann")
    new = Indicator(id="new", name="core  assessments ON time")
    assert "“Core assessments on time” already" in refused(store, new)["name"]
    assert refused(store, replace(new, name="cp visits"))["name"] == (
        "“cp visits” is another name of “Visits on time”."
    )
    clash = replace(new, name="New", aliases=("Themed audits", "CP VISITS"))
    assert set(refused(store, clash)) == {"aliases"}
    service.retire_indicator(store, VISITS.id, retired=True, by="ann")
    assert refused(store, replace(new, name="Visits on time"))["name"].endswith(
        "It is retired and can be brought back."
    )


def test_a_percentage_target_stays_within_a_hundred_and_a_rate_need_not(store: Store) -> None:
    assert refused(store, VISITS, aim(100.1)).keys() == {"targets/1/value"}
    rate = replace(VISITS, unit=Unit.RATE)
    service.put_indicator(store, rate, (aim(430), aim(0, starts_on=date(2014, 1, 1))), by="ann")
    assert len(service.indicator(store, rate.id)[1]) == 2


def test_a_retired_team_is_kept_where_it_was_and_not_taken_anew(store: Store) -> None:
    core, targets = service.indicator(store, "core")
    registers.put_team(store, Team("family", "Family Support", retired=True), by="ann")
    service.put_indicator(store, replace(core, caution="Kept."), targets, by="ann")
    assert "family" in service.indicator(store, "core")[0].team_ids
    assert refused(store, VISITS).keys() == {"teams"}


def test_an_indicator_is_retired_and_brought_back(store: Store) -> None:
    service.retire_indicator(store, "core", retired=True, by="ann")
    assert service.indicator(store, "core")[0].retired
    service.retire_indicator(store, "core", retired=False, by="bob")
    assert not service.indicator(store, "core")[0].retired
    told = history_of(store, "indicator", "core")
    assert [(by, before["retired"], after["retired"]) for _, by, before, after in told] == [
        ("ann", False, True),
        ("bob", True, False),
    ]
    with pytest.raises(UnknownRecord):
        service.retire_indicator(store, "none", retired=True, by="ann")


def test_a_rebase_has_a_day_a_reason_and_a_person(store: Store) -> None:
    rebase = Rebase("r", "core", date(2013, 4, 1), " New single assessment. ", series_id=None)
    kept = service.put_rebase(store, rebase, by="ann")
    assert (kept.reason, kept.made_by) == ("New single assessment.", "ann")
    assert indicators.detail(store, "core").rebases == (kept,)
    assert service.remove_rebase(store, "r", by="bob") == kept
    assert indicators.detail(store, "core").rebases == ()
    back = service.put_rebase(store, kept, by="bob")
    assert back == kept
    told = history_of(store, "rebase", "r")
    assert [(action, by) for action, by, _, _ in told] == [
        ("added", "ann"),
        ("removed", "bob"),
        ("added", "bob"),
    ]
    assert told[1][2]["reason"] == "New single assessment."
    assert told[1][3] is None


def test_a_rebase_without_reason_twice_or_of_another_series_is_refused(store: Store) -> None:
    first = Rebase("r", "core", date(2013, 4, 1), "New system.")
    service.put_rebase(store, first, by="ann")
    wrong = replace(first, id="s", reason=" … ")
    with pytest.raises(FaultsError) as caught:
        service.put_rebase(store, wrong, by="ann")
    assert [fault.where for fault in caught.value.faults] == ["starts_on", "reason"]
    with pytest.raises(FaultsError) as caught:
        service.put_rebase(store, replace(first, id="s", series_id="open-real"), by="ann")
    assert [fault.where for fault in caught.value.faults] == ["series"]
    service.put_rebase(store, replace(first, id="s", series_id="core-real"), by="ann")
    with pytest.raises(UnknownRecord):
        service.put_rebase(store, replace(first, id="t", indicator_id="none"), by="ann")
    with pytest.raises(UnknownRecord):
        service.remove_rebase(store, "none", by="ann")


def test_an_event_is_added_changed_taken_away_and_put_back(store: Store) -> None:
    event = Event("move", date(2014, 1, 31), " New case system\x00 ", "system", Precision.MONTH)
    service.put_event(store, event, by="ann")
    kept = next(one for one in registers.events(store) if one.id == "move")
    assert kept == replace(event, title="New case system")
    service.put_event(store, replace(kept, detail="Liquid"), by="bob")
    service.put_event(store, replace(kept, detail="Liquid"), by="bob")
    gone = service.remove_event(store, "move", by="cy")
    assert [one.id for one in registers.events(store)] == ["e"]
    service.put_event(store, gone, by="cy")
    told = history_of(store, "event", "move")
    assert [action for action, *_ in told] == ["added", "changed", "removed", "added"]
    assert (told[1][2]["detail"], told[1][3]["detail"]) == ("", "Liquid")
    with pytest.raises(UnknownRecord):
        service.remove_event(store, "none", by="ann")


def test_an_events_faults_are_said_at_once(store: Store) -> None:
    with pytest.raises(FaultsError) as caught:
        service.put_event(store, Event("x", date(1066, 10, 14), " - ", " "), by="ann")
    assert [fault.where for fault in caught.value.faults] == ["title", "on", "kind"]


def test_every_entry_of_the_catalogue_can_be_kept(store: Store) -> None:
    from visits_app.domain.catalogue import prefilled

    for entry in service.catalogue():
        # the sample's own name is taken, which is not the catalogue's fault
        service.put_indicator(store, prefilled(entry, f"made-{entry.id}"), (), by="ann")
    kept = [one for one, _ in service.indicators(store) if one.id.startswith("made-")]
    assert len(kept) == 81
    assert [one.catalogue_id for one in kept] == [entry.id for entry in service.catalogue()]
