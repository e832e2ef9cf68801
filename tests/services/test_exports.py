"""What an exported table says, and what becomes of counts from 1 to 5."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicator_samples import TODAY, fill
from visits_app.domain.errors import ExportError, UnknownRecord
from visits_app.domain.export_tables import Cell, ExportTable
from visits_app.domain.indicators import Indicator, Unit
from visits_app.domain.small_counts import is_small, value_is_small, without_small
from visits_app.services import exports
from visits_app.store.engine import Store, create_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "visits.mvstore") as opened:
        fill(opened)
        yield opened


def column(table: ExportTable, name: str) -> list[Cell]:
    place = table.columns.index(name)
    return [row[place] for row in table.rows]


def test_the_overview_is_saved_concern_first_in_words_and_numbers(store: Store) -> None:
    table = exports.overview_table(store, today=TODAY)
    assert column(table, "Indicator")[0] == "Core assessments on time"
    core = dict(zip(table.columns, table.rows[0], strict=True))
    assert (core["Latest"], core["Period ends"]) == (71.0, date(2014, 1, 31))
    assert (core["Target"], core["Variation"], core["Assurance"]) == (
        "80% or more",
        "Concern, low",
        "Hit and miss",
    )
    early = dict(zip(table.columns, table.rows[2], strict=True))
    assert (early["Latest"], early["In words"], early["Period"]) == (
        None,
        "above target",
        "Date not given",
    )
    assert table.notes == ("Overview of indicators, saved on 20 February 2014.",)


def test_the_lines_listed_are_saved_in_their_order_and_retired_ones_only_then(
    store: Store,
) -> None:
    with store.write() as db:
        db.execute("UPDATE indicator SET retired = 1 WHERE id = 'open'")
    assert "Open children in need" not in column(
        exports.overview_table(store, today=TODAY), "Indicator"
    )
    listed = exports.overview_table(store, today=TODAY, indicator_ids=("open", "core", "no"))
    assert column(listed, "Indicator") == ["Open children in need", "Core assessments on time"]


def test_every_figure_of_an_indicator_is_there_with_its_type(store: Store) -> None:
    table = exports.figures_table(store, "core", today=TODAY)
    assert len(table.rows) == 38
    last = dict(zip(table.columns, table.rows[18], strict=True))
    assert last["Period"] == "January 2014"
    assert (last["Value"], last["Numerator"], last["Denominator"]) == (71.0, 142.0, 200.0)
    assert (last["Type"], last["Target"]) == ("Concern, low", "80% or more")
    assert last["How sure"] == "Stated"
    assert last["Source"] == "Monthly report, page 4"
    assert last["Received"] is None
    invented = dict(zip(table.columns, table.rows[-1], strict=True))
    assert invented["Figures are"] == "Illustration, invented"
    assert "Illustration: these figures are invented and stand for no council." in table.notes


def test_imported_and_revised_figures_say_so(store: Store) -> None:
    with store.write() as db:
        db.execute(
            'INSERT INTO figure_import (id, at, "by", file_name, sha256, sheet, mapping, new,'
            " revised, unchanged, refused, undone_by) VALUES ('f', '2014-02-12T10:00:00+00:00',"
            " 'o', 'a.xlsx', '', '', '', 1, 0, 0, 0, '')"
        )
        db.execute(
            "UPDATE observation SET import_id = 'f', revised = 1"
            " WHERE series_id = 'core-real' AND period = '2014-01-31'"
        )
    table = exports.figures_table(store, "core", today=TODAY)
    last = dict(zip(table.columns, table.rows[18], strict=True))
    assert (last["Revised"], last["Received"]) == ("Yes", date(2014, 2, 12))
    assert column(table, "Revised").count("Yes") == 1


def test_an_unknown_indicator_is_refused(store: Store) -> None:
    with pytest.raises(UnknownRecord):
        exports.figures_table(store, "no", today=TODAY)


@pytest.fixture
def small(store: Store) -> Store:
    with store.write() as db:
        db.execute("UPDATE observation SET value = 4 WHERE period = '2014-01-31' AND value = 1233")
        db.execute(
            "UPDATE observation SET numerator = 3, denominator = 8 WHERE series_id = 'core-real'"
            " AND period = '2014-01-31'"
        )
        db.execute(
            "UPDATE observation SET value_text = '2 of 12 late' WHERE series_id='early-real'"
        )
    return store


def test_small_counts_are_warned_of_where_they_stay(small: Store) -> None:
    table = exports.overview_table(small, today=TODAY)
    assert table.small == 3
    assert 4.0 in column(table, "Latest")
    assert table.notes[-1].startswith("Warning: 3 cells hold counts from 1 to 5")


def test_small_counts_and_what_rests_on_them_are_replaced_and_the_file_says_so(
    small: Store,
) -> None:
    table = exports.overview_table(small, today=TODAY, hide_small=True)
    assert column(table, "Latest")[:2] == ["rests on 1–5", "1–5"]
    assert column(table, "In words")[2] == "1–5 of 12 late"
    assert table.notes[-1] == (
        "Counts from 1 to 5, and percentages and rates that rest on them, are replaced: 3 cells."
    )
    figures = exports.figures_table(small, "core", today=TODAY, hide_small=True)
    last = dict(zip(figures.columns, figures.rows[18], strict=True))
    assert (last["Value"], last["Numerator"], last["Denominator"]) == ("rests on 1–5", "1–5", 8.0)


def test_what_is_left_of_the_whole_is_not_told_either(store: Store) -> None:
    with store.write() as db:
        db.execute(
            "UPDATE observation SET numerator = 58, denominator = 60 WHERE series_id = 'core-real'"
            " AND period = '2014-01-31'"
        )
    open_table = exports.figures_table(store, "core", today=TODAY)
    shown = dict(zip(open_table.columns, open_table.rows[18], strict=True))
    assert (shown["Numerator"], open_table.small) == (58.0, 2)
    table = exports.figures_table(store, "core", today=TODAY, hide_small=True)
    last = dict(zip(table.columns, table.rows[18], strict=True))
    assert (last["Value"], last["Numerator"]) == ("rests on 1–5", "all but 1–5")


def test_a_percentage_of_four_is_no_small_count() -> None:
    share = Indicator("i", "i", unit=Unit.PER_CENT)
    assert not value_is_small(share, 4.0)
    assert not value_is_small(Indicator("i", "i", decimals=1), 4.0)
    assert value_is_small(Indicator("i", "i", unit=Unit.CASES), 4.0)


@given(st.floats())
def test_small_is_a_whole_number_from_one_to_five(number: float) -> None:
    assert is_small(number) == (number in {1, 2, 3, 4, 5})


def test_only_numbers_that_stand_by_themselves_are_replaced_in_words() -> None:
    assert without_small("3 children, 15 plans, 2.5%, 4% and 5.") == (
        "1–5 children, 15 plans, 2.5%, 4% and 1–5."
    )


@pytest.mark.parametrize("ending", ["xlsx", "csv", "CSV"])
def test_a_table_is_saved_whole_by_its_ending(store: Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"figures.{ending}"
    exports.save_table(exports.overview_table(store, today=TODAY), path)
    data = path.read_bytes()
    assert data.startswith(b"PK" if ending == "xlsx" else b"\xef\xbb\xbf")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_another_ending_or_a_missing_folder_is_said(store: Store, tmp_path: Path) -> None:
    table = exports.overview_table(store, today=TODAY)
    with pytest.raises(ExportError, match=r"saved as \.xlsx or \.csv"):
        exports.save_table(table, tmp_path / "figures.pdf")
    with pytest.raises(ExportError, match="is not there"):
        exports.save_table(table, tmp_path / "no" / "figures.csv")


def test_a_numerator_that_leaves_a_small_rest_is_replaced(small: Store) -> None:
    with small.write() as db:
        db.execute("UPDATE observation SET numerator = 47, denominator = 50 WHERE numerator = 3")
    told = exports.figures_table(small, "core", today=TODAY, hide_small=True)
    last = dict(zip(told.columns, told.rows[18], strict=True))
    assert (last["Value"], last["Numerator"]) == ("rests on 1–5", "all but 1–5")
    assert last["Denominator"] == 50.0
