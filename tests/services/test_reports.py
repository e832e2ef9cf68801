"""Every visit of the example council becomes a paper, and a sealed version stays what it was."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from visits_app.domain.errors import UnknownRecord
from visits_app.domain.visits import Marking, VisitFilter, VisitState
from visits_app.reports.document import Answer, ChartBlock, Document, Heading, TickBoxes, walk
from visits_app.services import registers, reports, visit_lists, visits
from visits_app.services.example import load_example
from visits_app.services.measure_sheets import measure_sheet
from visits_app.store.engine import Store, create_store

TODAY = date(2014, 3, 31)


class NoKeyring:
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"no keyring for {service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"no keyring for {service} {username} {len(password)}")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("council") / "visits.mvstore"
    with create_store(path, keyring=NoKeyring()) as opened:
        load_example(opened)
        yield opened


def visit_ids(store: Store, *states: VisitState) -> list[str]:
    page = visit_lists.list_visits(store, VisitFilter(states=states), today=TODAY)
    return [row.id for row in page.rows]


def words(document: Document) -> str:
    return "\n".join(piece.text for piece in walk(document))


def test_every_example_visit_becomes_a_pdf_that_says_it_is_an_example(store: Store) -> None:
    ids = visit_ids(store)
    assert len(ids) >= 12
    for visit_id in ids:
        document = reports.visit_report(store, visit_id, today=TODAY)
        assert "Example report, invented" in document.marking
        assert reports.page_count(reports.render_pdf(document)) >= 1


def test_a_report_shows_at_most_three_charts_with_visits_to_its_team(store: Store) -> None:
    counts = []
    for visit_id in visit_ids(store, VisitState.SUBMITTED):
        visit = visits.load_visit(store, visit_id)
        document = reports.visit_report(store, visit_id, today=TODAY)
        charts = [block.chart for block in document.blocks if isinstance(block, ChartBlock)]
        counts.append(len(charts))
        team = registers.names(store).teams[visit.team_id or ""]
        assert all(note.title.startswith(team) for chart in charts for note in chart.visits)
    assert max(counts) == reports.MOST_CHARTS


def test_charts_that_leave_have_no_words_of_a_visit_that_is_marked_exempt(tmp_path: Path) -> None:
    def charts(public: bool) -> str:
        seen = (visits.load_visit(store, id) for id in ids)
        return repr([reports.team_charts(store, one, TODAY, public=public) for one in seen])

    def sheets() -> str:
        made = []
        for id in indicators:
            with contextlib.suppress(UnknownRecord):  # it has no figures
                made.append(words(measure_sheet(store, id, today=TODAY)))
        return "\n".join(made)

    with create_store(tmp_path / "own.mvstore", keyring=NoKeyring()) as store:
        load_example(store)
        ids = visit_ids(store, VisitState.SUBMITTED)
        with store.write() as connection:
            connection.execute(
                "UPDATE answer SET value = ? WHERE question_id = 'summary'", ('"Zyzzogeton."',)
            )
            indicators = [id for (id,) in connection.execute("SELECT id FROM indicator")]
        assert "Zyzzogeton" in charts(public=True)
        assert "Zyzzogeton" in sheets()
        with store.write() as connection:
            connection.execute("UPDATE visit SET marking = 'exempt'")
        assert "Zyzzogeton" in charts(public=False)
        assert "Zyzzogeton" not in charts(public=True)
        assert "Zyzzogeton" not in sheets()


def test_names_stand_where_ids_were_kept(store: Store) -> None:
    for visit_id in visit_ids(store, VisitState.SUBMITTED):
        visit = visits.load_visit(store, visit_id)
        said = words(reports.visit_report(store, visit_id, today=TODAY))
        assert "No longer in the register" not in said
        assert visit.id not in said


def test_a_sealed_version_is_printed_as_it_was(store: Store) -> None:
    # one that is not marked open: an amendment takes that back until somebody looks again
    found = (visits.load_visit(store, one) for one in visit_ids(store))
    visit_id = next(v.id for v in found if v.revision == 1 and v.marking is Marking.UNMARKED)
    before = reports.visit_report(store, visit_id, today=TODAY)
    by = visits.load_visit(store, visit_id).author_id
    visits.begin_correction(store, visit_id, by=by)
    visits.save_answers(store, visit_id, {"summary": "Quite another summary."}, by=by)
    working = reports.visit_report(store, visit_id, today=TODAY)
    assert "Quite another summary." in words(working)
    assert "Being corrected" in words(working)
    assert reports.visit_report(store, visit_id, today=TODAY, revision=1) == before
    visits.submit_visit(store, visit_id, by=by, reason="A better summary.")
    amended = reports.visit_report(store, visit_id, today=TODAY)
    assert "Reason: A better summary." in words(amended)
    assert any(isinstance(b, Heading) and b.text == "Amendment 1" for b in amended.blocks)
    assert reports.visit_report(store, visit_id, today=TODAY, revision=1) == before


def test_a_version_or_visit_that_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(UnknownRecord, match="version"):
        reports.visit_report(store, visit_ids(store)[-1], today=TODAY, revision=99)
    with pytest.raises(UnknownRecord):
        reports.visit_report(store, "nobody", today=TODAY)


def test_a_blank_form_takes_themes_from_the_register_to_tick(store: Store) -> None:
    form = registers.forms(store)[0]
    with_themes = words(reports.blank_form(form, store))
    for theme in registers.themes(store):
        assert theme.name in with_themes
    plain_form = reports.blank_form(form)
    themes = next(
        b for b in plain_form.blocks if isinstance(b, Answer) and b.label.startswith("Themes")
    )
    assert not any(isinstance(block, TickBoxes) for block in themes.body)


def test_a_saved_paper_is_the_one_that_was_shown(store: Store, tmp_path: Path) -> None:
    document = reports.visit_report(store, visit_ids(store)[0], today=TODAY)
    pdf = reports.render_pdf(document)
    reports.save_bytes(pdf, tmp_path / "a.pdf")
    reports.save_paper(document, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes() == pdf
    width, height, pixels = reports.page_image(pdf, 0, 120)
    assert len(pixels) == width * height * 4


def test_what_paper_cannot_show_is_known_before_submitting() -> None:
    assert reports.unprintable(["Łódź", "fine \U0001f600", "\U0001f600"]) == ("grinning face",)
