"""Papers: what can be made, what they are called, and that nothing is lost on the way to a file."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visit_samples import complete, draft, finding
from visits_app.domain.errors import ExportError, UnknownRecord
from visits_app.presenters.printing import (
    MadePaper,
    Paper,
    PrintPresenter,
    forget_opened,
    safe_file_name,
    save_for_reading,
)
from visits_app.presenters.visits import VisitListPresenter
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.reports.document import walk
from visits_app.services import privacy

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in (*range(32), 127)}
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{n}{i}" for n in ("com", "lpt") for i in "0123456789¹²³"),
}


@given(st.text(max_size=400) | st.sampled_from(sorted(RESERVED)) | st.text("./\\ :\u202e\ud800"))
def test_a_file_name_is_one_that_windows_and_linux_take(title: str) -> None:
    name = safe_file_name(title)
    assert name
    assert not FORBIDDEN & set(name)
    assert name == name.strip(" .")
    assert name.partition(".")[0].strip().lower() not in RESERVED
    assert len(f"{name}.pdf".encode()) <= 255, "longest name of one file"
    assert name.isprintable()


def test_ordinary_titles_are_kept_as_they_are() -> None:
    assert safe_file_name("Visit, Łódź & Šiauliai, 4 March 2014") == (
        "Visit, Łódź & Šiauliai, 4 March 2014"
    )
    assert safe_file_name("Yes/no: why?") == "Yes no why"


def test_the_visit_comes_first_then_every_blank_form_and_its_short_form(
    example: Workspace,
) -> None:
    presenter = PrintPresenter(example)
    kinds = [paper.kind for paper in presenter.papers()]
    assert kinds.count("form") == 5
    assert kinds.count("quick form") == 3
    visit_id = VisitListPresenter(example).page(0).rows[-1].id
    assert presenter.papers(visit_id)[0] == Paper(
        "visit", visit_id, "Referral and Assessment, 21 March 2012"
    )
    with pytest.raises(UnknownRecord):
        presenter.papers("nothing")


def test_a_visit_without_team_or_date_can_be_printed(council: Workspace) -> None:
    presenter = PrintPresenter(council)
    paper = presenter.papers(draft(council.store))[0]
    assert paper.title == "No team yet, no date"
    made = presenter.make(paper)
    assert made.file_name == "Visit, No team yet, no date.pdf"
    assert made.pages >= 1


@pytest.fixture(scope="module")
def made(example: Workspace) -> MadePaper:
    presenter = PrintPresenter(example)
    return presenter.make(presenter.papers(VisitListPresenter(example).page(0).rows[-1].id)[0])


def test_a_visits_paper_has_pages_that_can_be_drawn(example: Workspace, made: MadePaper) -> None:
    assert made.file_name == "Visit, Referral and Assessment, 21 March 2012.pdf"
    image = PrintPresenter(example).image(made, made.pages - 1, 400)
    assert image.width == 400
    assert abs(image.height - 400 * 297 / 210) < 2
    assert len(image.pixels) == image.width * image.height * 4
    assert len(set(image.pixels)) > 2, "the page is not empty"


def test_the_short_form_is_shorter_than_the_whole(example: Workspace) -> None:
    presenter = PrintPresenter(example)
    papers = {(paper.kind, paper.id): paper for paper in presenter.papers()}
    whole = presenter.make(papers["form", "standard"])
    short = presenter.make(papers["quick form", "standard"])
    assert short.pages < whole.pages
    assert short.file_name == "Blank form, Standard visit, required questions.pdf"


def test_a_paper_that_is_no_longer_wanted_is_not_finished(example: Workspace) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(ExportError):
        PrintPresenter(example).make(PrintPresenter(example).papers()[0], stop)


def test_the_report_and_the_brief_are_made_as_they_were_chosen(example: Workspace) -> None:
    presenter = PrintPresenter(example)
    state = presenter.state()
    report, brief = (
        next(paper for paper in state.papers if paper.kind == kind)
        for kind in ("monitoring", "brief")
    )
    team_id, team = state.choices.teams[0]
    made = presenter.make(replace(brief, id=team_id, title=team))
    assert made.file_name == f"Pre-visit brief, {team}.pdf"
    assert made.pages <= 2
    keys = [key for key, _ in state.choices.measures]
    assert keys[:2] == ["", "concern"]
    assert f"team:{team_id}" in keys
    whole = presenter.make(replace(report, month=date(2014, 1, 31)))
    assert whole.file_name == "Monthly monitoring report, January 2014 · Peterborough.pdf"
    short = presenter.make(replace(report, measures="concern", tables=False))
    theme = next(key for key in keys if key.startswith("theme:"))
    assert max(short.pages, presenter.make(replace(report, measures=theme)).pages) < whole.pages


def test_a_visit_has_its_team_chosen_for_the_brief(example: Workspace) -> None:
    presenter = PrintPresenter(example)
    visit_id = VisitListPresenter(example).page(0).rows[-1].id
    teams = dict(presenter.state().choices.teams)
    for state in (presenter.state(visit_id), presenter.state("", visit_id)):
        assert teams[state.choices.team_id] == "Referral and Assessment"
    assert presenter.state().choices.team_id == ""


def test_saving_says_where_and_a_folder_that_is_gone_leaves_the_old_file(
    example: Workspace, made: MadePaper, tmp_path: Path
) -> None:
    presenter = PrintPresenter(example)
    path = tmp_path / "report.pdf"
    assert presenter.save(made, path) == path
    assert path.read_bytes() == made.pdf
    with pytest.raises(ExportError) as refused:
        presenter.save(made, tmp_path / "gone" / "report.pdf")
    assert "gone" in str(refused.value)
    assert list(tmp_path.rglob("*.part")) == []


def test_a_paper_is_saved_as_what_its_ending_asks_for(
    example: Workspace, made: MadePaper, tmp_path: Path
) -> None:
    presenter = PrintPresenter(example)
    assert made.kinds == (("PDF", ".pdf"), ("Word document", ".docx"), ("Web page", ".html"))
    for name, begins in (("a.DOCX", b"PK"), ("a.html", b"<!DOCTYPE html>"), ("a.Pdf", b"%PDF")):
        assert presenter.save(made, tmp_path / name) == tmp_path / name
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert presenter.save(made, tmp_path / "4.3.2014") == tmp_path / "4.3.2014.pdf"


def test_a_blank_form_is_no_web_page(example: Workspace, tmp_path: Path) -> None:
    presenter = PrintPresenter(example)
    form = presenter.make(next(one for one in presenter.papers() if one.kind == "quick form"))
    assert [ending for _, ending in form.kinds] == [".pdf", ".docx"]
    assert presenter.save(form, tmp_path / "a.docx").read_bytes().startswith(b"PK")
    assert presenter.save(form, tmp_path / "a.html").name == "a.html.pdf"


def test_an_opened_paper_is_private_and_gone_when_the_window_closes(
    example: Workspace, made: MadePaper
) -> None:
    path = save_for_reading(PrintPresenter(example), made)
    assert path.read_bytes() == made.pdf
    if os.name == "posix":
        assert path.parent.stat().st_mode & 0o077 == 0
    forget_opened()
    assert not path.parent.exists()
    forget_opened()


def test_a_report_with_a_restricted_part_is_public_unless_told_otherwise(
    council: Workspace,
) -> None:
    presenter = PrintPresenter(council)
    rows = [finding("f1", "The house is calm."), finding("f2", "Kasia Nowak cannot sleep.")]
    visit_id = draft(council.store, **complete(findings=rows))
    plain = presenter.papers(visit_id)[0]
    assert (plain.has_restricted, plain.public) == (False, False)
    privacy.restrict(council.store, visit_id, "findings", "f2", reason="A name", by="ann")
    paper = presenter.papers(visit_id)[0]
    assert paper.public
    made = presenter.make(paper)
    said = " ".join(place.text for place in presenter.places(made))
    assert "calm" in said
    assert not any("Kasia" in piece.text for piece in walk(made.document))
    whole = presenter.make(replace(paper, public=False))
    assert any("Kasia" in piece.text for piece in walk(whole.document))
    assert whole.document.marking.startswith("Restricted")
    assert whole.file_name == made.file_name, "the name says nothing of it"
    assert privacy.open_passages(council.store, presenter.places(whole)) == ()


def test_the_whole_report_is_for_the_officer_and_its_author(council: Workspace) -> None:
    visit_id = draft(council.store, **complete(purpose="To meet the boy aged 9 in Fostering."))
    privacy.restrict(council.store, visit_id, "purpose", reason="An age", by="ann")
    for desk, member_id, whole in (
        (Desk.OFFICER, "", True),
        (Desk.MEMBER, "ann", True),
        (Desk.MEMBER, "bob", False),
    ):
        space = replace(council, desk=desk, member_id=member_id)
        paper = PrintPresenter(space).papers(visit_id)[0]
        assert (paper.has_restricted, paper.public) == (whole, True)
