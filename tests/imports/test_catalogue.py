"""The catalogue of indicators: every line becomes an indicator, and what is wrong is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from visits_app.domain.catalogue import CatalogueEntry, groups, matching, prefilled
from visits_app.domain.errors import CatalogueRefused
from visits_app.domain.indicators import Direction, Frequency, Indicator, Method, Unit
from visits_app.imports.catalogue import read_catalogue

HEAD = "id,group,name,seed_alias,definition,unit,good_direction,chart_advice,lait_measure\n"


@pytest.fixture(scope="module")
def entries() -> tuple[CatalogueEntry, ...]:
    return read_catalogue()


def by_id(entries: tuple[CatalogueEntry, ...], wanted: str) -> CatalogueEntry:
    return next(entry for entry in entries if entry.id == wanted)


def test_all_81_lines_are_read_each_with_its_own_id(entries):
    assert len(entries) == 81
    assert len({entry.id for entry in entries}) == 81
    assert len({entry.name.casefold() for entry in entries}) == 81


def test_no_two_entries_claim_a_name(entries):
    claimed = [name.casefold() for entry in entries for name in (entry.name, *entry.aliases)]
    assert len(claimed) == len(set(claimed))


def test_every_line_becomes_an_indicator_that_says_what_it_is(entries):
    for entry in entries:
        indicator = prefilled(entry, "new")
        assert indicator.id == "new"
        assert indicator.catalogue_id == entry.id
        assert indicator.name
        assert indicator.definition
        assert indicator.source
        assert 0 <= indicator.decimals <= 3
        assert bool(indicator.numerator) or indicator.unit is Unit.OTHER
        assert indicator.denominator or indicator.unit not in {Unit.PER_CENT, Unit.RATE}
        assert entry.id in [alias.casefold() for alias in indicator.aliases]


def test_units_and_directions_are_those_of_the_file(entries):
    visits = by_id(entries, "cp_visits")
    assert (visits.unit, visits.direction) == (Unit.PER_CENT, Direction.HIGHER)
    assert by_id(entries, "early_help_rate").unit is Unit.RATE
    assert by_id(entries, "fte_yjs").unit is Unit.RATE_100K
    assert by_id(entries, "unallocated_cases").direction is Direction.LOWER
    assert by_id(entries, "lac_number").direction is Direction.NEUTRAL
    assert by_id(entries, "permanent_in_post").unit is Unit.POSTS


def test_advice_on_charts_becomes_method_rolling_and_frequency(entries):
    assert by_id(entries, "masg_families").method is Method.LINE
    assert by_id(entries, "contacts").method is Method.XMR
    assert by_id(entries, "lac_pep").frequency is Frequency.IRREGULAR
    assert by_id(entries, "lac_sdq").frequency is Frequency.ANNUAL
    rolling = {entry.id for entry in entries if entry.rolling}
    assert rolling == {"core_assessments_rate", "turnover"}


def test_names_elsewhere_are_split_and_those_of_two_measures_left_out(entries):
    rereferrals = by_id(entries, "rereferrals")
    assert rereferrals.aliases[0] == "Re-referrals"
    assert rereferrals.aliases[-2:] == ("ReReferral", "rereferrals")
    # both come under this name, so it finds neither
    assert "Legal tracking sheet" not in by_id(entries, "care_26_weeks").aliases
    # its name is no other name
    assert by_id(entries, "adopters_approved").aliases == ("adopters_approved",)


def test_cautions_are_sentences(entries):
    assert by_id(entries, "early_help_rate").note == "August and December are usually low."
    assert prefilled(by_id(entries, "contacts"), "x").caution == ""


def test_entries_are_found_by_beginnings_of_words_and_by_group(entries):
    assert matching(entries, "PROTECTION visit")[0].id == "cp_visits"
    assert {entry.group for entry in matching(entries, "", "Workforce")} == {"Workforce"}
    assert matching(entries, "rereferral", "Workforce") == ()
    assert len(matching(entries, " ")) == 81
    assert groups(entries)[0] == "Front door"


def test_an_indicator_of_the_catalogue_is_the_defaults_and_what_the_entry_says(entries):
    made = prefilled(by_id(entries, "contacts"), "c")
    assert made == replace(
        Indicator(id="c", name="Contacts received"),
        definition="Every approach to the service about a child in the month, whether or not it is"
        " taken further",
        frequency=Frequency.MONTHLY,
        source="local case management system",
        numerator="contacts received in the month",
        aliases=("contacts",),
        catalogue_id="contacts",
    )


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path):
    file = tmp_path / "own.csv"
    file.write_text(
        HEAD + "a,G,A name,,What,furlongs,high,XmR,\n" + "a,G,,,What,number,sideways,XmR,\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueRefused) as refused:
        read_catalogue(file)
    said = [str(fault) for fault in refused.value.faults]
    assert said[0].startswith("line 2: unit “furlongs” is not one of: number, per cent")
    assert "line 3: name is missing." in said
    assert any("good_direction “sideways”" in text for text in said)
    assert "own.csv: the id “a” is there 2 times." in said


@pytest.mark.parametrize(
    ("written", "expected"),
    [("id,name\na,b\n", "these columns are missing: group, definition, unit"), ("", "")],
)
def test_a_file_of_another_shape_is_refused_or_empty(tmp_path: Path, written: str, expected: str):
    file = tmp_path / "own.csv"
    file.write_text(written, encoding="utf-8")
    if not expected:
        assert read_catalogue(file) == ()
        return
    with pytest.raises(CatalogueRefused, match=expected):
        read_catalogue(file)


def test_a_missing_file_is_a_sentence(tmp_path: Path):
    with pytest.raises(CatalogueRefused, match="missing or cannot be read"):
        read_catalogue(tmp_path / "none.csv")
