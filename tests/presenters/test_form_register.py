"""Forms in the register: versions with what uses them, and drafts tried in memory alone."""

from pathlib import Path

import pytest

from tests.form_samples import FIRST, SECOND, walk
from tests.visit_samples import submitted
from visits_app.domain.forms import Source
from visits_app.domain.registers import Member, Team, Theme
from visits_app.presenters.editor import EditorPresenter
from visits_app.presenters.form_register import FormPresenter
from visits_app.presenters.register import RegisterPresenter
from visits_app.presenters.workspace import Workspace
from visits_app.services import registers, reports, visits


@pytest.fixture
def presenter(council: Workspace) -> FormPresenter:
    return FormPresenter(council)


def lines(council: Workspace) -> dict[str, tuple[str, ...]]:
    return {entry.id: entry.cells for entry in RegisterPresenter(council).state("forms").entries}


def test_each_version_says_what_uses_it_and_where_it_comes_from(
    council: Workspace, presenter: FormPresenter
) -> None:
    submitted(council.store)
    presenter.take(walk())
    visits.start_visit(council.store, form_id="walk", author_id="ann")
    presenter.take(walk(SECOND))
    shown = lines(council)
    assert shown["small 1"][1:4] == ("1", "1 report", "a file")
    assert shown["walk 1"][1:4] == ("1", "1 draft", "a file")
    assert shown["walk 2"][1:4] == ("2", "nothing yet", "a file")
    assert shown["standard 1"][3] == "the program"
    entries = {entry.id: entry for entry in RegisterPresenter(council).state("forms").entries}
    assert [entries[id].shown_mark for id in ("walk 2", "walk 1")] == ["", "earlier version"]
    assert not entries["walk 1"].current


def test_a_new_form_and_a_new_version_are_summed_up(
    presenter: FormPresenter, council: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "walk.toml"
    path.write_text(FIRST, "utf-8")
    found = presenter.read_file(path)
    assert found.summary == (
        "This is a new form with 1 section and 6 questions. Nothing here uses it yet."
    )
    presenter.take(found.form)
    visits.start_visit(council.store, form_id="walk", author_id="ann")
    presenter.retire("walk", retired=True)
    path.write_text(SECOND, "utf-8")
    found = presenter.read_file(path)
    assert found.summary == (
        "7 differences from version 1, which new visits begin on now. 1 draft on earlier versions "
        "stays on its version unless moved. The form is retired, so this version is not offered "
        "until it is brought back."
    )
    assert [group.title for group in found.groups] == [
        "Added (1)",
        "No longer asked (2)",
        "Renamed (2)",
        "Other choices (2)",
    ]
    assert presenter.newest("walk") == 1


def test_a_preview_offers_what_a_new_visit_would_and_keeps_nothing(
    presenter: FormPresenter, council: Workspace
) -> None:
    registers.put_team(council.store, Team("gone", "Gone", retired=True), by="ann")
    form, names = presenter.form("standard", 1)
    draft = presenter.draft_of(form, names)
    state = draft.edited("team", "fostering")
    team = next(question for question in state.questions if question.id == "team")
    assert "gone" not in {option.value for option in team.options}
    with council.store.read() as connection:
        assert connection.execute("SELECT count(*) FROM visit").fetchone() == (0,)


def test_forms_offer_what_is_in_use_and_what_the_visit_already_names(council: Workspace) -> None:
    store = council.store
    visit_id = submitted(store, themes=["premises"])
    visits.begin_correction(store, visit_id, by="ann")
    registers.put_team(store, Team("fostering", "Fostering", retired=True), by="ann")
    registers.put_member(store, Member("bob", "Bob Example", retired=True), by="ann")
    registers.put_theme(store, Theme("premises", "Premises", retired=True), by="ann")
    with store.write() as connection:
        connection.execute("UPDATE indicator SET retired = 1")
    editor = EditorPresenter(council)
    opened = editor.read(visit_id)
    assert [
        len(opened.options[source])
        for source in (Source.TEAMS, Source.MEMBERS, Source.THEMES, Source.INDICATORS)
    ] == [1, 1, 1, 0]
    shown = {q.id: q for q in editor.begin(opened, {}).state().questions}
    assert {option.value for option in shown["visitors"].options} == {"ann", "bob"}
    assert {option.value for option in shown["team"].options} == {"adoption", "fostering"}
    assert {option.value for option in shown["themes"].options} == {"caseloads", "premises"}


def test_a_blank_form_prints_themes_in_use_alone(council: Workspace) -> None:
    registers.put_theme(council.store, Theme("premises", "Premises", retired=True), by="ann")
    form = next(form for form in registers.forms(council.store) if form.id == "standard")
    printed = repr(reports.blank_form(form, council.store))
    assert "Caseloads" in printed
    assert "Premises" not in printed
