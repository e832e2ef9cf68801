"""Forms of the officer: what uses them, new versions from files, drafts moved and moved back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.form_samples import FIRST, SECOND, walk
from tests.visit_samples import small_council, submitted
from visits_app.domain.errors import FaultsError, FormRefused, SealedVisit, UnknownRecord
from visits_app.domain.form_differences import Fate
from visits_app.services import form_versions, registers, search, visits
from visits_app.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_council(tmp_path / "visits.mvstore") as opened:
        yield opened


def file(folder: Path, text: str, name: str = "walk.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def on_walk(store: Store) -> str:
    """Begin a draft on the newest version of the walk and fill it in."""
    visit = visits.start_visit(store, form_id="walk", author_id="ann", team_id="fostering")
    visits.save_answers(
        store,
        visit.id,
        {
            "visitors": ["ann"],
            "weather": "wet",
            "purpose": "To look at the boiler.",
            "rooms": [{"id": "r1", "name": "Kitchen", "state": "Draughty"}],
        },
        by="ann",
    )
    return visit.id


def test_a_form_from_a_file_is_previewed_taken_and_offered(store: Store, tmp_path: Path) -> None:
    found = form_versions.read_new_version(store, file(tmp_path, FIRST))
    assert (found.before, found.changes, found.drafts) == (None, (), ())
    assert "walk" not in {form.id for form in registers.forms(store)}, "reading writes nothing"
    form_versions.take_version(store, found.form, by="bob")
    assert "walk" in {form.id for form in registers.forms(store)}
    visit_id = on_walk(store)
    later = form_versions.read_new_version(store, file(tmp_path, SECOND))
    assert later.before == walk()
    assert later.changes[0].words == "A5 “Noise” is new, required."
    (draft,) = later.drafts
    assert (draft.visit_id, draft.team, draft.version) == (visit_id, "Fostering", 1)
    assert Fate.LOST in {move.fate for move in draft.moves}
    form_versions.take_version(store, later.form, by="bob")
    known = [one for one in form_versions.versions(store) if one.form.id == "walk"]
    assert [(v.form.version, v.drafts, v.reports, v.newest, v.shipped) for v in known] == [
        (2, 0, 0, True, False),
        (1, 1, 0, False, False),
    ]
    assert visits.load_visit(store, visit_id).form_version == 1, "a draft stays on its version"


def test_versions_that_clash_are_refused_in_words(store: Store, tmp_path: Path) -> None:
    form_versions.take_version(store, walk(SECOND), by="bob")
    for text, words in (
        (SECOND, "word for word"),
        (SECOND.replace('"Noise"', '"Din"'), "A version never changes: give this one the number 3"),
        (FIRST, "would never be offered. Give this one the number 3"),
        (
            SECOND.replace("version = 2", "version = 3").replace(
                'id = "noise"\nlabel = "Noise"\nkind = "text"',
                'id = "noise"\nlabel = "Noise"\nkind = "number"',
            ),
            "never used for another question",
        ),
    ):
        with pytest.raises(FormRefused) as refused:
            form_versions.read_new_version(store, file(tmp_path, text))
        assert words in str(refused.value)
    assert "walk.toml" in str(refused.value)


def test_a_shipped_version_cannot_be_replaced_by_a_file(store: Store, tmp_path: Path) -> None:
    standard = next(form for form in registers.forms(store) if form.id == "standard")
    other = standard.source.replace(f'title = "{standard.title}"', 'title = "Other"')
    with pytest.raises(FormRefused, match="A version never changes"):
        form_versions.read_new_version(store, file(tmp_path, other))


@pytest.mark.parametrize(
    "text", ["", "id = 1", "x" * 300_000, "[" * 5000, 'id = "../../etc"\nversion = 1']
)
def test_a_hostile_or_broken_file_is_refused_with_its_name(
    store: Store, tmp_path: Path, text: str
) -> None:
    with pytest.raises(FormRefused) as refused:
        form_versions.read_new_version(store, file(tmp_path, text, "strange.toml"))
    assert all("strange.toml" in fault.where for fault in refused.value.faults)
    with pytest.raises(FormRefused):
        form_versions.read_new_version(store, tmp_path)


def test_a_version_is_taken_out_again_while_nothing_uses_it(store: Store) -> None:
    form_versions.take_version(store, walk(), by="bob")
    form_versions.undo_take(store, "walk", 1, by="bob")
    assert "walk" not in {form.id for form in registers.every_form(store)}
    form_versions.take_version(store, walk(), by="bob")
    on_walk(store)
    with pytest.raises(FaultsError, match="1 visit is written on version 1"):
        form_versions.undo_take(store, "walk", 1, by="bob")
    assert "walk" in {form.id for form in registers.forms(store)}


def test_a_retired_form_is_not_offered_and_its_visits_open(store: Store) -> None:
    visit_id = submitted(store)
    form_versions.retire_form(store, "small", retired=True, by="bob")
    form_versions.retire_form(store, "standard", retired=True, by="bob")
    assert {"small", "standard"}.isdisjoint(form.id for form in registers.forms(store))
    assert {"small", "standard"} <= {form.id for form in registers.every_form(store)}
    with pytest.raises(UnknownRecord, match="retired"):
        visits.start_visit(store, form_id="standard", author_id="ann")
    assert visits.form_of(store, visits.load_visit(store, visit_id)).id == "small"
    form_versions.retire_form(store, "standard", retired=False, by="bob")
    assert registers.forms(store)[0].id == "standard"
    with pytest.raises(UnknownRecord):
        form_versions.retire_form(store, "nowhere", retired=True, by="bob")


def test_a_later_version_of_a_retired_form_stays_retired(store: Store) -> None:
    form_versions.take_version(store, walk(), by="bob")
    form_versions.retire_form(store, "walk", retired=True, by="bob")
    form_versions.take_version(store, walk(SECOND), by="bob")
    assert "walk" not in {form.id for form in registers.forms(store)}


# --- drafts --------------------------------------------------------------------------------


def test_a_draft_is_moved_and_moved_back_with_nothing_lost(store: Store) -> None:
    form_versions.take_version(store, walk(), by="bob")
    visit_id = on_walk(store)
    before = visits.load_visit(store, visit_id).answers
    form_versions.take_version(store, walk(SECOND), by="bob")
    moved = form_versions.move_draft(store, visit_id, 2, by="bob")
    now = visits.load_visit(store, visit_id)
    assert now.form_version == 2
    assert "purpose" not in now.answers
    assert now.answers["rooms"] == [{"id": "r1", "name": "Kitchen"}]
    assert now.answers["weather"] == "wet"
    assert form_versions.drafts_behind(store, "walk") == ()
    assert [hit.id for hit in search.search(store, "kitchen")] == [visit_id]
    assert search.search(store, "boiler") == ()
    visits.save_answers(store, visit_id, {"noise": "None.", "visitors": ["bob"]}, by="ann")
    form_versions.move_back(store, moved, by="bob")
    back = visits.load_visit(store, visit_id)
    assert back.form_version == 1
    assert back.answers["purpose"] == before["purpose"]
    assert back.answers["rooms"] == before["rooms"]
    assert back.answers["visitors"] == ["bob"], "what was written since stays"
    assert [hit.id for hit in search.search(store, "boiler")] == [visit_id]


def test_a_report_stays_on_its_version_corrections_too(store: Store) -> None:
    visit_id = submitted(store)
    visits.begin_correction(store, visit_id, by="ann")
    with pytest.raises(SealedVisit, match="stays on it"):
        form_versions.move_draft(store, visit_id, 1, by="bob")


def test_a_version_that_is_not_there_takes_no_draft(store: Store) -> None:
    form_versions.take_version(store, walk(), by="bob")
    visit_id = on_walk(store)
    with pytest.raises(UnknownRecord):
        form_versions.move_draft(store, visit_id, 9, by="bob")
