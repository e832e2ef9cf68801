"""Importing figures as the officer meets it: what is found, named, worked out, taken, undone."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreadsheet_samples import DATA, book, text
from visits_app.domain.errors import Cancelled, ImportUndone, SpreadsheetRefused
from visits_app.domain.figure_imports import NameMatch
from visits_app.domain.indicators import Direction, Indicator, Unit
from visits_app.domain.spreadsheets import Layout, Mapping, SheetLook
from visits_app.presenters import import_mapping
from visits_app.presenters.figure_import import FigureImportPresenter
from visits_app.presenters.import_names import Names
from visits_app.presenters.import_states import Control, FoundState, NamesRead
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace
from visits_app.services import indicators

WIDE = [
    ["Monthly performance", None, None, None],
    ["Measure", "Unit", "Apr-13", "May-13"],
    ["Visits <b>on time</b>", "%", "60.3%", "71%"],
    ["Cases nobody knew", "cases", 12, "oops"],
]


@pytest.fixture
def presenter(council: Workspace) -> FigureImportPresenter:
    return FigureImportPresenter(council)


def control(state: FoundState, name: str) -> Control:
    return next(one for one in state.controls if one.id == name)


def at_names(presenter: FigureImportPresenter, path: Path, area: str = "Northmead") -> Names:
    presenter.show_file(presenter.look(path))
    if presenter.mapping.area_column is None:
        presenter.change("area", area)
    assert presenter.faults() == {}
    presenter.show_names(presenter.read_names(presenter.mapping))
    assert presenter.names is not None
    return presenter.names


def take_all(presenter: FigureImportPresenter, path: Path) -> str:
    names = at_names(presenter, path)
    names.make_new(names.open_names(), unit="number", direction="higher")
    presenter.show_plan(presenter.work_out(presenter.order()))
    assert presenter.dry_run is not None
    made = presenter.take(presenter.dry_run)
    return presenter.show_done(made).import_id


# --- what was found ------------------------------------------------------------------------


def test_a_file_is_shown_as_it_is_with_what_is_read_from_it(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    state = presenter.show_file(presenter.look(book(tmp_path / "April.xlsx", WIDE)))
    assert (state.file_name, state.sentence) == ("April.xlsx", "4 rows, 4 columns.")
    assert [column.role for column in state.grid.columns] == ["Indicator", "Unit", "Month", "Month"]
    assert [(row.number, row.label, row.kind) for row in state.grid.rows] == [
        ("1", "", ""), ("2", "Headings", "headings"), ("3", "", "figures"), ("4", "", "figures"),
    ]  # fmt: skip
    assert state.grid.rows[2].cells == ("Visits <b>on time</b>", "%", "60.3%", "71%")
    assert control(state, "layout").value == Layout.WIDE
    assert control(state, "value_columns").value == "C–D"
    assert control(state, "indicator_column").options[1] == Option("A · Measure", "0")
    assert not state.remembered


def test_whose_figures_they_are_is_asked_for_where_nothing_says_it(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    state = presenter.show_file(presenter.look(book(tmp_path / "April.xlsx", WIDE)))
    assert control(state, "area").error.startswith("Write whose figures")
    state = presenter.change("area", " Northmead ")
    assert (control(state, "area").value, control(state, "area").error) == ("Northmead", "")
    state = presenter.change("area_column", "1")
    assert "area" not in [one.id for one in state.controls if one.shown]
    assert control(state, "unit_column").error == "Column B is read as area already."


def test_the_council_s_own_area_is_offered(example: Workspace, tmp_path: Path) -> None:
    presenter = FigureImportPresenter(example)
    presenter.show_file(presenter.look(book(tmp_path / "April.xlsx", WIDE)))
    own = {line.series.area for line in indicators.overview(example.store) if line.series}
    assert presenter.mapping.area in own


def test_columns_are_written_as_a_person_would(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    presenter.show_file(presenter.look(book(tmp_path / "April.xlsx", WIDE)))
    presenter.change("area", "Northmead")
    assert presenter.change("value_columns", "d").grid.columns[2].role == ""
    assert presenter.mapping.value_columns == (3,)
    state = presenter.change("value_columns", "C to Z")
    assert control(state, "value_columns").value == "C to Z", "what is typed is not taken away"
    assert control(state, "value_columns").error.endswith("the last one is D.")
    state = presenter.change("value_columns", "")
    assert control(state, "value_columns").error == "Say which columns hold figures."
    state = presenter.change("value_columns", "A, C-D")
    assert control(state, "value_columns").error == "Column A is read as indicator already."


def test_each_layout_asks_for_its_own_columns(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    presenter.show_file(presenter.look(book(tmp_path / "April.xlsx", WIDE)))
    presenter.change("area", "Northmead")
    state = presenter.change("layout", Layout.LONG.value)
    assert "value_columns" not in [one.id for one in state.controls if one.shown]
    assert presenter.faults().keys() == {"period_column", "value_column"}
    state = presenter.change("layout", Layout.COLUMNS.value)
    assert control(state, "value_columns").label == "Columns of indicators"
    assert presenter.faults().keys() == {"period_column"}
    presenter.change("layout", Layout.WIDE.value)
    presenter.change("indicator_column", "0")
    presenter.change("unit_column", "1")
    presenter.change("value_columns", "C-D")
    assert presenter.faults() == {}


def test_what_the_figures_are_can_be_changed(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    presenter.show_file(presenter.look(book(tmp_path / "April.xlsx", WIDE)))
    for name, value in (
        ("kind", "published"), ("source", "A report"), ("year_ends", "12"),
        ("provisional_newest", "2"), ("fractions", "no"), ("header_row", "2"),
    ):  # fmt: skip
        assert control(presenter.change(name, value), name).value == value
    assert presenter.mapping.first_row == 3
    presenter.change("first_row", "1")
    assert presenter.mapping.header_row == 0


def test_a_sheet_in_which_nothing_is_found_is_read_as_the_officer_says(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", [["Notes", "and", "words"], ["no", "figures", "here"]])
    state = presenter.show_file(presenter.look(path))
    assert state.unreadable.startswith("No months")
    assert state.can_read
    state = presenter.change("layout", Layout.WIDE.value)
    assert state.unreadable == ""


def test_a_bad_file_is_a_sentence(presenter: FigureImportPresenter, tmp_path: Path) -> None:
    picture = tmp_path / "April.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    with pytest.raises(SpreadsheetRefused, match="picture"):
        presenter.look(picture)
    assert presenter.past() == ()


@given(st.sets(st.integers(0, 800), max_size=40))
def test_columns_in_words_read_back_as_the_same_columns(columns: set[int]) -> None:
    wanted = tuple(sorted(columns))
    written = import_mapping.columns_in_words(wanted)
    assert import_mapping.read_columns(written, 801) == wanted


@given(st.text(max_size=12))
def test_any_text_for_columns_is_read_or_refused(typed: str) -> None:
    found = import_mapping.read_columns(typed, 30)
    assert found is None or all(0 <= column < 30 for column in found)


# --- names ---------------------------------------------------------------------------------


def sheet(*names: str, areas: tuple[str, ...] = ()) -> SheetLook:
    return SheetLook(
        "", 9, 9, names=names, units=("",) * len(names), areas=areas, guess=Mapping("")
    )


def some_names(told: dict[str, str] | None = None) -> Names:
    known = Option("Open cases", "open")
    matches = (
        NameMatch("Open cases", "open", "Open cases", "name"),
        NameMatch("Re-referrals", offered=Indicator("r", "Re-referrals", unit=Unit.PER_CENT,
                  direction=Direction.LOWER), catalogue_id="rereferrals"),
        NameMatch("Something", offered=Indicator("s", "Something")),
        NameMatch("Other (%)", offered=Indicator("o", "Other (%)", unit=Unit.PER_CENT)),
    )  # fmt: skip
    read = NamesRead(sheet(*(m.name for m in matches)), matches, (known,))
    return Names(read, told or {}, ())


def test_unknown_names_come_first_and_matched_ones_are_folded_away() -> None:
    names = some_names()
    state = names.state()
    assert [row.name for row in state.rows] == ["Re-referrals", "Something", "Other (%)"]
    assert (state.matched, state.folded) == (1, True)
    assert state.summary == "4 names in the file: 2 to decide, 1 matched, 1 new."
    names.folded = False
    assert names.state().rows[-1].goes_to == "Open cases"


def test_unit_and_direction_are_asked_for_unless_the_catalogue_tells_them() -> None:
    names = some_names()
    assert names.open_names() == ("Something", "Other (%)")
    names.make_new(["Something", "Other (%)"])
    rows = {row.name: row for row in names.state().rows}
    assert rows["Something"].open == "Choose the unit and the direction of the new indicator."
    assert rows["Other (%)"].open == "Choose the direction of the new indicator."
    assert rows["Re-referrals"].open == ""
    assert names.sentence().startswith("‘Something’: Choose the unit")
    names.make_new(["Something"], unit="cases")
    names.make_new(["Something", "Other (%)"], direction="lower")
    assert names.sentence() == ""
    new = {one.id: one for one in names.new_indicators()}
    assert (new["s"].unit, new["s"].direction) == (Unit.CASES, Direction.LOWER)
    assert new["r"].direction is Direction.LOWER
    assert dict(names.matches()) == {
        "Open cases": "open", "Re-referrals": "r", "Something": "s", "Other (%)": "o",
    }  # fmt: skip


def test_a_new_indicator_needs_a_name_of_its_own() -> None:
    names = some_names()
    names.make_new(["Something"], new_name="open CASES", unit="cases", direction="lower")
    assert "There is an indicator of this name" in names.sentence()
    names.make_new(["Something"], new_name="re-referrals")
    assert "one name" in names.sentence()
    names.make_new(["Something"], new_name="Mine")
    names.leave_out_undecided()
    assert names.sentence() == ""
    assert [one.name for one in names.new_indicators()] == ["Re-referrals", "Mine"]


def test_what_was_left_out_is_remembered_and_all_left_out_is_nothing() -> None:
    names = some_names({"Something": "", "Other (%)": "open"})
    assert names.open_names() == ()
    assert dict(names.matches())["Other (%)"] == "open"
    names.leave_out([name for name, _ in names.matches()])
    assert names.sentence().startswith("Every name is left out")
    names.match(["Something"], "no such")
    assert names.sentence(), "an unknown indicator is not taken"


def test_several_names_are_decided_at_once() -> None:
    names = some_names()
    choice = names.choice(["Something", "Other (%)"])
    assert (choice.title, choice.kind, choice.one) == ("2 names", "", False)
    names.match(["Something", "Other (%)"], "open")
    choice = names.choice(["Something", "Other (%)"])
    assert (choice.kind, choice.indicator_id) == ("match", "open")
    assert names.choice(["Something", "Re-referrals"]).kind == "several"


def test_going_back_loses_no_decision(presenter: FigureImportPresenter, tmp_path: Path) -> None:
    names = at_names(presenter, book(tmp_path / "April.xlsx", WIDE))
    names.leave_out(["Cases nobody knew"])
    names.make_new(["Visits <b>on time</b>"], new_name="On time", direction="higher")
    presenter.show_names(presenter.read_names(presenter.mapping))
    assert presenter.names is not names
    assert presenter.names is not None
    assert presenter.names.matches() == names.matches()
    assert presenter.names.choice(["Visits <b>on time</b>"]).new_name == "On time"


def test_a_file_of_many_areas_lets_the_officer_choose(presenter: FigureImportPresenter) -> None:
    names = at_names(presenter, DATA / "dfe_annual_excerpt.csv")
    state = names.state()
    assert len(state.areas) > 1
    names.chosen_areas = state.areas[:1]
    names.make_new(names.open_names(), unit="number", direction="neutral")
    plan = presenter.work_out(presenter.order())
    assert {line.area for line in plan.lines} == set(state.areas[:1])


# --- dry run, taking, undoing --------------------------------------------------------------


def test_the_dry_run_says_everything_and_writes_nothing(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    before = indicators.overview(presenter.space.store)
    names = at_names(presenter, book(tmp_path / "April.xlsx", WIDE))
    names.make_new(names.open_names(), unit="cases", direction="lower")
    names.make_new(["Visits <b>on time</b>"], unit="per cent", direction="higher")
    state = presenter.show_plan(presenter.work_out(presenter.order()))
    assert [chip.words for chip in state.chips] == [
        "3 new", "0 revised", "0 unchanged", "1 refused",
    ]  # fmt: skip
    assert state.take == "Take 3 figures"
    refused = next(table for table in state.tables if table.id == "refused")
    assert refused.rows[0][:2] == ("April", "D4")
    assert state.refused_text.startswith("Sheet ‘April’, D4: ")
    assert presenter.past() == ()
    assert indicators.overview(presenter.space.store) == before


def test_a_revision_is_shown_old_and_new_and_undone(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    rows = [["Measure", "Apr-13", "May-13"], ["Visits", 5, 6]]
    take_all(presenter, book(tmp_path / "April.xlsx", rows))
    rows[1] = ["Visits", 5, 7]
    second = FigureImportPresenter(presenter.space)
    second.show_file(second.look(book(tmp_path / "May.xlsx", rows)))
    assert second.found().remembered.startswith("Read as on ")
    assert second.change("source", "x").remembered == ""
    second.show_names(second.read_names(second.mapping))
    state = second.show_plan(second.work_out(second.order()))
    revised = next(table for table in state.tables if table.id == "revised")
    assert revised.rows == (("Visits", "Northmead", "May 2013", "6", "7", "C2"),)
    assert state.take == "Take 1 figure"
    assert second.dry_run is not None
    done = second.show_done(second.take(second.dry_run))
    assert done.sentence == "Taken from May.xlsx: 1 figure revised."
    assert [option.label for option in done.indicators] == ["Visits"]
    assert "1 earlier one" in second.undo(done.import_id)
    newest, oldest = second.past()
    assert (newest.undone, oldest.undone) == (True, False)
    assert "undone on" in newest.line
    with pytest.raises(ImportUndone):
        second.undo(done.import_id)


def test_the_same_file_again_has_nothing_to_take(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    path = text(tmp_path / "a.csv", [["Measure", "Apr-13", "May-13"], ["Visits", 5, 6]])
    take_all(presenter, path)
    again = FigureImportPresenter(presenter.space)
    at_names(again, path)
    state = again.show_plan(again.work_out(again.order()))
    assert state.take == ""
    assert state.sentences[0].startswith("Every figure of this file is here already")


def test_a_stopped_dry_run_leaves_everything_as_it_was(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    before = indicators.overview(presenter.space.store)
    names = at_names(presenter, book(tmp_path / "April.xlsx", WIDE))
    names.make_new(names.open_names(), unit="number", direction="lower")
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        presenter.work_out(presenter.order(), stop)
    assert indicators.overview(presenter.space.store) == before


def test_what_was_refused_is_saved_as_text(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    path = presenter.save_text("Sheet ‘a’, B7: =1+1\nC8: no", tmp_path / "list.txt")
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["Sheet ‘a’, B7: =1+1", "C8: no"]


def test_many_refused_figures_say_that_not_all_are_listed(
    presenter: FigureImportPresenter, tmp_path: Path
) -> None:
    names = at_names(presenter, book(tmp_path / "April.xlsx", WIDE))
    names.make_new(names.open_names(), unit="number", direction="lower")
    plan = presenter.work_out(presenter.order())
    state = presenter.show_plan(replace(plan, refused=4_310))
    refused = next(table for table in state.tables if table.id == "refused")
    assert refused.note == "The first 1 of 4,310 are listed."
    assert state.refused_text.splitlines()[-1] == refused.note


def test_a_csv_file_has_no_sheet_to_name(presenter: FigureImportPresenter, tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        [["Measure", "Apr-13", "May-13"], ["Visits", 5, 6], ["Posts", 1, "oops"]],
    )
    names = at_names(presenter, path)
    names.make_new(names.open_names(), unit="number", direction="lower")
    state = presenter.show_plan(presenter.work_out(presenter.order()))
    refused = next(table for table in state.tables if table.id == "refused")
    assert refused.columns == ("Cell", "Why")
    assert refused.rows[0][0] == "C3"
