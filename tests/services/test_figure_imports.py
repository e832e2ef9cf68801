"""Spreadsheets into a real store: dry run, one transaction, undo, and nothing twice."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.spreadsheet_samples import DATA, book
from visits_app.domain.errors import (
    Cancelled,
    ImportOutdated,
    ImportUndone,
    SpreadsheetRefused,
    UnknownRecord,
)
from visits_app.domain.figure_imports import DryRun
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Method,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.spreadsheets import Layout, Mapping
from visits_app.services import figure_imports, indicator_registers, indicators, stores
from visits_app.services.figure_imports import apply_import, dry_run, look_at_file, undo_import
from visits_app.store.engine import Store

ROOT = Path(__file__).resolve().parents[2]
FIRST = [
    ["Measure", "Target", "Apr-13", "May-13", "Jun-13"],
    ["Re-referrals", 25, 33.5, 30, 28],
    ["Open cases", "", 1130, "n/a", 1233],
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with stores.create_store(tmp_path / "visits.mvstore") as opened:
        yield opened


def planned(store: Store, path: Path, **changes: Any) -> DryRun:
    """Run dry with everything the file offers, new names as new indicators."""
    sheet = look_at_file(store, path).sheets[0]
    assert sheet.guess is not None
    matches = figure_imports.suggest_matches(store, sheet.names, sheet.units)
    new = [replace(m.offered, direction=Direction.LOWER) for m in matches if m.offered]
    ids = {m.name: m.indicator_id or m.offered.id for m in matches if m.indicator_id or m.offered}  # type: ignore[union-attr]
    mapping = replace(
        sheet.guess, **{"area": "Northmead", "matches": tuple(ids.items()), **changes}
    )
    return dry_run(store, path, mapping, new)


def values(store: Store) -> dict[tuple[str, str], float | str | None]:
    """Return every figure by indicator and day, in words where it has no value."""
    found = {}
    for line in indicators.overview(store):
        for o in indicators.detail(store, line.indicator.id).observations:
            assert o.period is not None
            found[line.indicator.name, o.period.isoformat()] = (
                o.value if o.value is not None else o.value_text
            )
    return found


def rows(store: Store, query: str) -> Sequence[Any]:
    with store.read() as connection:
        return connection.execute(query).fetchall()


def counts(dry: DryRun) -> tuple[int, int, int, int]:
    return dry.new, dry.unchanged, dry.revised, dry.refused


def test_a_dry_run_says_everything_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    before = rows(store, "SELECT max(sequence), (SELECT count(*) FROM observation) FROM history")
    dry = planned(store, book(tmp_path / "april.xlsx", FIRST))
    assert counts(dry) == (6, 0, 0, 0)
    assert dry.without_value == 1
    assert [(line.indicator, line.area, line.new) for line in dry.lines] == [
        ("Re-referrals within 12 months", "Northmead", 3),
        ("Open cases", "Northmead", 3),
    ]
    assert (dry.lines[0].first, dry.lines[0].last) == ("April 2013", "June 2013")
    assert dry.targets == (Target(dry.lines[0].indicator_id, 25, "at most", date(2013, 4, 1)),)
    assert dry.can_apply
    after = rows(store, "SELECT max(sequence), (SELECT count(*) FROM observation) FROM history")
    assert after == before


def test_an_import_writes_all_of_it_and_says_who_when_and_from_where(
    store: Store, tmp_path: Path
) -> None:
    dry = planned(store, book(tmp_path / "april.xlsx", FIRST), source="Performance team")
    done = apply_import(store, dry, by="officer")
    assert values(store)["Open cases", "2013-05-31"] == "n/a"
    assert values(store)["Re-referrals within 12 months", "2013-04-30"] == 33.5
    kept = figure_imports.imports(store)[0]
    assert replace(kept, at=done.at) == done
    assert abs((kept.at - done.at).total_seconds()) < 0.01
    assert (done.by, done.file_name, len(done.sha256), done.new) == ("officer", "april.xlsx", 64, 6)
    told = rows(store, "SELECT DISTINCT import_id, source_ref FROM observation ORDER BY source_ref")
    assert [ref for _, ref in told] == ["C2", "C3", "D2", "D3", "E2", "E3"]
    assert {id for id, _ in told} == {done.id}
    history = rows(
        store, "SELECT action, \"by\", after FROM history WHERE entity = 'figure_import'"
    )
    assert [(action, by) for action, by, _ in history] == [("imported", "officer")]
    assert done.sha256 in history[0][2]
    detail = indicators.detail(store, dry.lines[0].indicator_id)
    assert [t.value for t in detail.targets] == [25]
    assert (detail.series[0].area, detail.series[0].source) == ("Northmead", "Performance team")
    assert detail.series[0].received_on is not None
    assert detail.indicator.unit is Unit.PER_CENT
    assert (detail.indicator.frequency, detail.indicator.decimals) == (Frequency.MONTHLY, 1)
    assert "Re-referrals" in detail.indicator.aliases


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = book(tmp_path / "april.xlsx", FIRST)
    apply_import(store, planned(store, path), by="officer")
    before = rows(store, "SELECT * FROM observation ORDER BY id")
    again = planned(store, path)
    assert counts(again) == (0, 6, 0, 0)
    assert not again.can_apply
    assert again.targets == ()
    with pytest.raises(ImportOutdated, match="nothing new"):
        apply_import(store, again, by="officer")
    assert rows(store, "SELECT * FROM observation ORDER BY id") == before


def revised(tmp_path: Path) -> Path:
    return book(
        tmp_path / "may.xlsx",
        [
            ["Measure", "Target", "Apr-13", "May-13", "Jun-13", "Jul-13"],
            ["Re-referrals", 25, 34.5, 30, 28, 27],
            ["Open cases", "", 1130, 1190, 1233, 1240],
        ],
    )


def test_a_revision_keeps_the_old_figure_on_record(store: Store, tmp_path: Path) -> None:
    apply_import(store, planned(store, book(tmp_path / "april.xlsx", FIRST)), by="officer")
    dry = planned(store, revised(tmp_path))
    assert counts(dry) == (2, 4, 2, 0)
    told = [(r.indicator, r.period, r.old, r.new, r.cell) for r in dry.revised_figures]
    assert told == [
        ("Re-referrals within 12 months", "April 2013", "33.5%", "34.5%", "C2"),
        ("Open cases", "May 2013", "n/a", "1,190 cases", "D3"),
    ]
    apply_import(store, dry, by="second officer")
    detail = indicators.detail(store, dry.lines[0].indicator_id)
    april = next(o for o in detail.observations if o.period == date(2013, 4, 30))
    assert (april.value, april.revised) == (34.5, True)
    past = indicators.past_figures(store, dry.lines[0].indicator_id)
    assert [(p.observation.value, p.replaced_by, p.reason) for p in past] == [
        (33.5, "second officer", "revised")
    ]


def test_the_layout_is_remembered_with_its_choices_for_the_next_month(
    store: Store, tmp_path: Path
) -> None:
    first = planned(store, book(tmp_path / "april.xlsx", FIRST), source="Performance team")
    apply_import(store, first, by="officer")
    sheet = look_at_file(store, revised(tmp_path)).sheets[0]
    assert sheet.remembered
    assert sheet.guess is not None
    assert (sheet.guess.area, sheet.guess.source) == ("Northmead", "Performance team")
    assert sheet.guess.value_columns == (2, 3, 4, 5)
    assert all(id for _, id in sheet.guess.matches)


def test_undoing_brings_back_what_was_revised_and_keeps_what_was_undone(
    store: Store, tmp_path: Path
) -> None:
    first = apply_import(store, planned(store, book(tmp_path / "a.xlsx", FIRST)), by="officer")
    before = values(store)
    second = apply_import(store, planned(store, revised(tmp_path)), by="officer")
    undone = undo_import(store, second.id, by="chief")
    assert (undone.taken, undone.returned, undone.left) == (4, 2, 0)
    assert values(store) == before
    assert figure_imports.imports(store)[0].undone_by == "chief"
    assert rows(store, "SELECT DISTINCT import_id FROM observation") == [(first.id,)]
    with pytest.raises(ImportUndone):
        undo_import(store, second.id, by="chief")
    assert undo_import(store, first.id, by="chief").taken == 6
    assert values(store) == {}
    assert rows(store, "SELECT count(*) FROM target") == [(0,)]
    reasons = rows(store, "SELECT reason, count(*) FROM past_observation GROUP BY reason")
    assert reasons == [("revised", 2), ("undone", 10)]
    again = apply_import(store, planned(store, tmp_path / "a.xlsx"), by="officer")
    assert again.new == 6
    assert values(store) == before


def test_what_a_later_import_has_revised_is_told_and_left(store: Store, tmp_path: Path) -> None:
    first = apply_import(store, planned(store, book(tmp_path / "a.xlsx", FIRST)), by="officer")
    second = apply_import(store, planned(store, revised(tmp_path)), by="officer")
    undone = undo_import(store, first.id, by="officer")
    assert (undone.taken, undone.left) == (4, 2)
    assert any("2 were replaced by a later import" in s for s in undone.sentences)
    assert values(store)["Re-referrals within 12 months", "2013-04-30"] == 34.5
    # What the second one had replaced belongs to an import that is undone: it does not return.
    assert undo_import(store, second.id, by="officer").returned == 0
    assert values(store) == {}


def test_undoing_out_of_order_returns_to_the_figure_before_both(
    store: Store, tmp_path: Path
) -> None:
    def file(number: int) -> Path:
        return book(tmp_path / f"{number}.xlsx", [["KPI", "Apr-13", "May-13"], ["A", number, 1]])

    for number in (1, 2, 3):
        apply_import(store, planned(store, file(number)), by="officer")
    newest, middle, _ = figure_imports.imports(store)
    assert undo_import(store, middle.id, by="officer").left == 1
    assert values(store)["A", "2013-04-30"] == 3
    assert undo_import(store, newest.id, by="officer").returned == 1
    assert values(store)["A", "2013-04-30"] == 1


def test_a_provisional_figure_that_becomes_final_is_revised(store: Store, tmp_path: Path) -> None:
    path = book(tmp_path / "april.xlsx", FIRST)
    apply_import(store, planned(store, path, provisional_newest=1), by="officer")
    assert rows(store, "SELECT count(*) FROM observation WHERE provisional") == [(2,)]
    assert counts(planned(store, path, provisional_newest=1)) == (0, 6, 0, 0)
    final = planned(store, path, provisional_newest=0)
    assert counts(final) == (0, 4, 2, 0)
    assert final.revised_figures[0].old.endswith("(provisional)")
    apply_import(store, final, by="officer")
    assert counts(planned(store, path, provisional_newest=1)) == (0, 6, 0, 0)


def test_a_store_or_file_that_changed_since_the_dry_run_is_noticed(
    store: Store, tmp_path: Path
) -> None:
    path = book(tmp_path / "april.xlsx", FIRST)
    dry = planned(store, path)
    book(path, [*FIRST, ["More", "", 1, 2, 3]])
    with pytest.raises(ImportOutdated, match="file was changed"):
        apply_import(store, dry, by="officer")
    dry = planned(store, path)
    apply_import(store, dry, by="officer")
    with pytest.raises(ImportOutdated, match="store was changed"):
        apply_import(store, dry, by="officer")
    assert len(figure_imports.imports(store)) == 1


def test_refused_cells_stay_out_and_the_rest_comes_in(store: Store, tmp_path: Path) -> None:
    bad = [["KPI", "Apr-13", "May-13"], ["Re-referrals", 250, 30], ["Open cases", "NaN", 7]]
    dry = planned(store, book(tmp_path / "bad.xlsx", bad))
    assert counts(dry) == (2, 0, 0, 2)
    assert [f.where for f in dry.refused_figures] == ["Sheet ‘April’, B2", "Sheet ‘April’, B3"]
    apply_import(store, dry, by="officer")
    assert len(values(store)) == 2


def test_two_targets_of_one_period_are_refused(store: Store, tmp_path: Path) -> None:
    rows_ = [
        ["Indicator", "Area", "Month", "Value", "Target"],
        ["Open cases", "North", "Apr-13", 7, 20],
        ["Open cases", "South", "Apr-13", 8, 30],
    ]
    dry = planned(store, book(tmp_path / "targets.xlsx", rows_))
    assert dry.targets == ()
    assert "two targets" in dry.refused_figures[0].what
    assert dry.new == 2


def test_targets_over_time_become_steps(store: Store, tmp_path: Path) -> None:
    months = ["Apr-13", "May-13", "Jun-13", "Jul-13"]
    lines = [["A", m, 5, t] for m, t in zip(months, (10, 10, 12, 12), strict=True)]
    dry = planned(store, book(tmp_path / "t.xlsx", [["KPI", "Month", "Value", "Target"], *lines]))
    assert [(t.value, t.starts_on) for t in dry.targets] == [
        (10, date(2013, 4, 1)),
        (12, date(2013, 6, 1)),
    ]


def test_a_name_matched_by_hand_is_known_the_next_time(store: Store, tmp_path: Path) -> None:
    apply_import(store, planned(store, book(tmp_path / "a.xlsx", FIRST)), by="officer")
    known = {line.indicator.name: line.indicator.id for line in indicators.overview(store)}
    path = book(tmp_path / "b.xlsx", [["KPI", "Aug-13", "Sep-13"], ["Cases on the books", 5, 6]])
    matches = (("Cases on the books", known["Open cases"]),)
    apply_import(store, planned(store, path, matches=matches), by="officer")
    found = figure_imports.suggest_matches(store, ["CASES  on the Books", "Nobody knows (%)"])
    assert (found[0].indicator_id, found[0].how) == (known["Open cases"], "alias")
    assert found[1].indicator_id == ""
    assert found[1].offered is not None
    assert found[1].offered.unit is Unit.PER_CENT


def test_two_names_of_one_indicator_may_not_disagree(store: Store, tmp_path: Path) -> None:
    apply_import(store, planned(store, book(tmp_path / "a.xlsx", FIRST)), by="officer")
    known = {line.indicator.name: line.indicator.id for line in indicators.overview(store)}
    path = book(tmp_path / "b.xlsx", [["KPI", "Aug-13", "Sep-13"], ["One", 5, 6], ["Two", 5, 7]])
    same = tuple((name, known["Open cases"]) for name in ("One", "Two"))
    dry = planned(store, path, matches=same)
    assert counts(dry) == (1, 0, 0, 2)
    assert [fault.cell for fault in dry.refused_figures] == ["C2", "C3"]


def test_names_of_the_catalogue_are_offered_filled_in(store: Store) -> None:
    offered = figure_imports.suggest_matches(store, ["Number of Referrals", "ReReferral"])
    assert [match.catalogue_id for match in offered] == ["referrals_number", "rereferrals"]
    assert offered[1].offered is not None
    assert offered[1].offered.unit is Unit.PER_CENT
    assert offered[1].offered.direction is Direction.LOWER
    assert offered[1].offered.definition


@pytest.mark.parametrize(
    "name", ["dfe_annual_excerpt.csv", "lait_excerpt.csv", "dfe_looked_after_2011_2017.csv"]
)
def test_published_files_come_in_whole_and_once(store: Store, name: str) -> None:
    dry = planned(store, DATA / name)
    assert dry.refused == 0, dry.refused_figures[:3]
    assert dry.new == len(dry.figures) > 100
    apply_import(store, dry, by="officer")
    assert counts(planned(store, DATA / name)) == (0, dry.new, 0, 0)


def test_giving_up_while_it_writes_leaves_nothing(store: Store) -> None:
    dry = planned(store, DATA / "lait_excerpt.csv")
    cancel = threading.Event()

    def tell(done: int, total: int) -> None:
        assert 0 <= done <= total
        cancel.set()

    with pytest.raises(Cancelled):
        apply_import(store, dry, by="officer", cancel=cancel, progress=tell)
    assert values(store) == {}
    assert figure_imports.imports(store) == ()
    assert rows(store, "SELECT count(*) FROM import_layout") == [(0,)]


def test_an_unknown_import_cannot_be_undone(store: Store) -> None:
    with pytest.raises(UnknownRecord):
        undo_import(store, "nobody", by="officer")


KILLED = """
import os, sys
from dataclasses import replace
from pathlib import Path
from visits_app.services import figure_imports, stores
store = stores.open_store(Path(sys.argv[1]))
path = Path(sys.argv[2])
sheet = figure_imports.look_at_file(store, path).sheets[0]
new = [m.offered for m in figure_imports.suggest_matches(store, sheet.names) if m.offered]
ids = tuple(zip(sheet.names, (i.id for i in new)))
dry = figure_imports.dry_run(store, path, replace(sheet.guess, matches=ids), new)
figure_imports.apply_import(store, dry, by="officer", progress=lambda done, total: os._exit(9))
"""


def test_a_process_that_dies_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "visits.mvstore"
    stores.create_store(path).close()
    table = book(tmp_path / "a.xlsx", [["KPI", "Apr-13", "May-13"], ["Zebra crossings", 1, 2]])
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(table)], cwd=ROOT)
    assert done.returncode == 9
    with stores.open_store(path) as store:
        assert values(store) == {}
        assert figure_imports.imports(store) == ()
        dry = planned(store, table)
        apply_import(store, dry, by="officer")
        assert len(values(store)) == 2


def test_an_indicator_of_the_store_keeps_what_it_says(store: Store, tmp_path: Path) -> None:
    apply_import(store, planned(store, book(tmp_path / "a.xlsx", FIRST)), by="officer")
    one = indicators.overview(store)[0].indicator
    assert isinstance(one, Indicator)
    assert one.method is Method.XMR
    assert one.catalogue_id == "rereferrals"


def test_one_area_in_two_spellings_is_one_area(store: Store, tmp_path: Path) -> None:
    head = ["Date", "Indicator", "Area", "Value"]
    lines = [
        ["Apr-13", "Open cases", "Northmead", 33],
        ["May-13", "Open cases", "NORTHMEAD ", 32],
        ["Jun-13", "Open cases", "northmead", 31],
    ]
    path = book(tmp_path / "areas.xlsx", [head, *lines])
    assert look_at_file(store, path).sheets[0].areas == ("Northmead",)
    dry = planned(store, path, area="", areas=("Northmead",))
    assert [(line.area, line.new) for line in dry.lines] == [("Northmead", 3)]
    apply_import(store, dry, by="Officer")
    assert len(rows(store, "SELECT id FROM series")) == 1
    clash = [head, *lines, ["Apr-13", "Open cases", "NORTHMEAD", 40]]
    again = planned(store, book(tmp_path / "clash.xlsx", clash), area="")
    assert (again.revised, again.refused) == (0, 2)
    assert "another value for the same period" in again.refused_figures[0].what


def test_a_name_is_never_an_alias_of_two_indicators(store: Store, tmp_path: Path) -> None:
    apply_import(store, planned(store, book(tmp_path / "a.xlsx", FIRST)), by="officer")
    known = {line.indicator.name: line.indicator.id for line in indicators.overview(store)}
    path = book(tmp_path / "b.xlsx", [["KPI", "Aug-13", "Sep-13"], ["Open cases", 5, 6]])
    other = known["Re-referrals within 12 months"]
    apply_import(store, planned(store, path, matches=(("Open cases", other),)), by="officer")
    kept, targets = indicator_registers.indicator(store, other)
    assert "Open cases" not in kept.aliases
    indicator_registers.put_indicator(store, replace(kept, source="Return"), targets, by="officer")


def test_a_target_that_cannot_be_is_refused_as_in_the_register(
    store: Store, tmp_path: Path
) -> None:
    lines = [["KPI", "Target", "Apr-13"], ["Assessed in time (%)", 250, "80%"], ["B", 1e14, 5]]
    dry = planned(store, book(tmp_path / "t.xlsx", lines))
    assert dry.targets == ()
    assert [fault.what for fault in dry.refused_figures] == [
        "“Assessed in time (%)”, target 250: A target in per cent is from 0 to 100.",
        "“B”, target 1e+14: Give a number.",
    ]


def test_a_sheet_without_headings_is_read_from_its_first_row(store: Store, tmp_path: Path) -> None:
    path = book(
        tmp_path / "bare.xlsx", [["Apr-13", "A", 5], ["May-13", "A", 6], ["Jun-13", "B", 7]]
    )
    bare = Mapping(
        "April", header_row=-1, first_row=0, period_column=0, indicator_column=1, value_column=2,
        area="Northmead",
    )  # fmt: skip
    look = figure_imports.look_again(store, path, bare)
    assert look.names == ("A", "B")
    new = [m.offered for m in figure_imports.suggest_matches(store, look.names) if m.offered]
    matches = tuple((one.name, one.id) for one in new)
    assert counts(dry_run(store, path, replace(bare, matches=matches), new)) == (3, 0, 0, 0)
    wide = replace(bare, layout=Layout.WIDE, value_columns=(1, 2))
    with pytest.raises(SpreadsheetRefused, match="which row holds the headings"):
        figure_imports.look_again(store, path, wide)
    with pytest.raises(SpreadsheetRefused, match="must begin below"):
        figure_imports.look_again(store, path, replace(bare, header_row=2, first_row=1))


def test_our_own_figures_are_shown_first_though_englands_came_before(
    store: Store, tmp_path: Path
) -> None:
    england = planned(
        store, book(tmp_path / "e.xlsx", FIRST), area="England", kind=SeriesKind.PUBLISHED
    )
    apply_import(store, england, by="officer")
    own = [["Measure", "Apr-13", "May-13"], ["Open cases", 4, 5]]
    apply_import(store, planned(store, book(tmp_path / "o.xlsx", own)), by="officer")
    found = {line.indicator.name: line.series for line in indicators.overview(store)}
    assert found["Open cases"] is not None
    assert found["Open cases"].area == "Northmead"
    other = found["Re-referrals within 12 months"]
    assert other is not None
    assert other.area == "England", "where there is nothing else"
