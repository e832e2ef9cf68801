"""Papers ready to look at, save and print: visit reports, briefs, figures and blank forms."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from visits_app import paths
from visits_app.domain.errors import ExportError
from visits_app.domain.figures import month_in_words
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.privacy.decisions import Place
    from visits_app.reports.document import Document


@dataclass(frozen=True, slots=True)
class Paper:
    """One document that can be made.

    `kind` is "visit", "form" or "quick form", "monitoring", "late" or "actions" (no `id`), "brief"
    (`id` is the team's), "measure" (`id` is the indicator's, `series_id` the one of its series) or
    "attendance" (`id` is the body's, `year` a municipal year such as "2013/14"). `month` (None the
    newest), `measures` (a key of `PaperChoices.measures`) and `tables` are of the monitoring
    report.
    """

    kind: str
    id: str
    title: str
    month: date | None = None
    measures: str = ""
    tables: bool = True
    series_id: str = ""
    year: str = ""
    has_restricted: bool = False
    """Whether a part of the visit is kept out of everything public."""
    public: bool = False
    """Without what is restricted, and without a word that anything is."""


@dataclass(frozen=True, slots=True)
class PaperChoices:
    """What may be chosen about papers, each as key and label; `team_id` is chosen already."""

    months: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class PrintState:
    """What can be printed, and what may be chosen about it."""

    papers: tuple[Paper, ...]
    choices: PaperChoices


MONITORING = "Monthly monitoring report"
BRIEF = "Pre-visit brief"
LATE = "What is late"
ACTION_LOG = "Action log"
ALL_MEASURES = ""
CONCERN_ONLY = "concern"
_TEAM, _THEME = "team:", "theme:"


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished PDF and its words; `file_name` is safe on Windows and Linux.

    `kinds` are what it may be saved as, the PDF first: label and ending of each.
    """

    paper: Paper
    pdf: bytes
    pages: int
    file_name: str
    document: Document
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as a picture: 32 bits a pixel, blue first, rows without padding."""

    number: int
    width: int
    height: int
    pixels: bytes


class PrintPresenter:
    """Makes papers; every method but the constructor belongs in a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def papers(self, visit_id: str = "") -> tuple[Paper, ...]:
        """Return what can be printed: a visit, papers about the figures, then every blank form."""
        from visits_app.services import privacy, registers, visits

        store = self._space.store
        papers = []
        if visit_id:
            visit = visits.load_visit(store, visit_id)
            names = registers.names(store)
            team = names.teams.get(visit.team_id or "", "No team yet")
            when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date"
            restricted = bool(privacy.restrictions(store, visit_id))
            # the whole of it is for the officer and for whoever wrote it
            own = self._space.desk is Desk.OFFICER or visit.author_id == self._space.member_id
            title = f"{team}, {when}"
            papers.append(
                Paper(
                    "visit", visit_id, title, has_restricted=restricted and own, public=restricted
                )
            )
        papers.append(Paper("monitoring", "", MONITORING))
        if self._space.desk is Desk.OFFICER:
            papers.append(Paper("late", "", LATE))
            papers.append(Paper("actions", "", ACTION_LOG))
        if registers.teams(store):
            papers.append(Paper("brief", "", BRIEF))
        for form in registers.forms(store):
            papers.append(Paper("form", form.id, form.title))
            if form.quick_mode:
                papers.append(Paper("quick form", form.id, f"{form.title}, required questions"))
        return tuple(papers)

    def state(
        self, visit_id: str = "", brief_visit_id: str = "", brief_team_id: str = ""
    ) -> PrintState:
        """Return what can be printed; a team, or that of a visit named in either way, is chosen."""
        choices = self._choices(brief_visit_id or visit_id, brief_team_id)
        return PrintState(self.papers(visit_id), choices)

    def _choices(self, visit_id: str, team_id: str) -> PaperChoices:
        from visits_app.services import papers, registers, visits

        store, today = self._space.store, self._space.today()
        teams = [team for team in registers.teams(store) if not team.retired]
        themes = [theme for theme in registers.themes(store) if not theme.retired]
        if visit_id and not team_id:
            team_id = visits.load_visit(store, visit_id).team_id or ""
        return PaperChoices(
            months=(
                ("", "Newest month"),
                *(
                    (day.isoformat(), month_in_words(day))
                    for day in papers.months_with_figures(store, today)
                ),
            ),
            measures=(
                (ALL_MEASURES, "All measures"),
                (CONCERN_ONLY, "All, charts only of what needs a look"),
                *((f"{_TEAM}{team.id}", f"Team: {team.name}") for team in teams),
                *((f"{_THEME}{theme.id}", f"Theme: {theme.name}") for theme in themes),
            ),
            teams=tuple((team.id, team.name) for team in teams),
            team_id=team_id,
        )

    def make(self, paper: Paper, cancel: Event | None = None) -> MadePaper:
        """Make the PDF of a paper."""
        from visits_app.services import reports

        document = self._document(paper)
        pdf = reports.render_pdf(document, cancel=cancel)
        title = f"{_KINDS.get(paper.kind, 'Blank form')}, {paper.title}"
        if paper.kind == "monitoring":
            title = f"{MONITORING}, {document.subtitle}"
        if paper.kind == "actions":
            title = f"{ACTION_LOG}, {self._space.today().isoformat()}"
        if paper.kind == "late":
            title = f"{LATE}, {self._space.today().isoformat()}"
        name, pages = f"{safe_file_name(title)}.pdf", reports.page_count(pdf)
        return MadePaper(paper, pdf, pages, name, document, paper_kinds(paper.kind))

    def _document(self, paper: Paper) -> Document:
        from visits_app.services import papers, registers, reports

        store, today = self._space.store, self._space.today()
        if paper.kind == "visit":
            return reports.visit_report(store, paper.id, today=today, public=paper.public)
        if paper.kind == "measure":
            from visits_app.services.measure_sheets import measure_sheet

            return measure_sheet(store, paper.id, paper.series_id, today=today)
        if paper.kind == "actions":
            from visits_app.domain.papers import Paper as CompiledPaper
            from visits_app.domain.papers import PaperKind
            from visits_app.services.drafting import drafted_paper

            log = CompiledPaper(id="", kind=PaperKind.ACTIONS, title=ACTION_LOG)
            return drafted_paper(store, log, today=today)[0]
        if paper.kind == "late":
            from visits_app.services.late import late_list

            return late_list(store, today=today)
        if paper.kind == "attendance":
            from visits_app.services.meeting_papers import attendance_in

            return attendance_in(store, paper.id, paper.year, today=today)
        if paper.kind == "brief":
            return papers.visit_brief(store, paper.id, today=today)
        if paper.kind == "monitoring":
            return papers.monitoring_report(
                store,
                month=paper.month,
                team_id=_after(paper.measures, _TEAM),
                theme_id=_after(paper.measures, _THEME),
                concern_only=paper.measures == CONCERN_ONLY,
                with_tables=paper.tables,
                today=today,
            )
        form = next(form for form in registers.every_form(store) if form.id == paper.id)
        return reports.blank_form(form, store, quick=paper.kind == "quick form")

    def places(self, made: MadePaper) -> tuple[Place, ...]:
        """Return the texts of a paper that are to be looked at before it leaves."""
        from visits_app.services import privacy

        paper = made.paper
        if paper.kind in _BLANK:
            return ()
        if paper.kind == "visit":
            return privacy.places_of_report(self._space.store, paper.id, made.document)
        return privacy.places_of_document(made.document, f"{paper.kind}/{paper.id}")

    def image(self, made: MadePaper, number: int, width: int) -> PageImage:
        """Return page `number` (from 0) as a picture `width` pixels wide."""
        from visits_app.services import reports

        wide, high, pixels = reports.page_image(made.pdf, number, width)
        return PageImage(number, wide, high, pixels)

    def save(self, made: MadePaper, path: Path) -> Path:
        """Write the paper as what the file's ending asks for, and return its place.

        Without an ending of a paper it is a PDF. What was there before survives a failure.
        """
        from visits_app.services import reports

        endings = [ending for _, ending in made.kinds]
        if path.suffix.lower() not in endings:
            path = path.with_name(f"{path.name}.pdf")
        if path.suffix.lower() == ".pdf":
            reports.save_bytes(made.pdf, path)
        else:
            reports.save_paper(made.document, path)
        return path


def paper_kinds(kind: str) -> tuple[tuple[str, str], ...]:
    """Return what a kind of paper may be saved as: label and ending.

    A blank form is for a pen or for Word; a web page has no place to write.
    """
    from visits_app.reports.rendering import PaperKind

    kinds = [one for one in PaperKind if one is not PaperKind.HTML or kind not in _BLANK]
    return tuple((one.label, one.suffix) for one in kinds)


_BLANK = {"form", "quick form"}
_KINDS = {"visit": "Visit", "brief": BRIEF, "measure": "Indicator", "attendance": "Attendance"}


def _after(key: str, start: str) -> str:
    return key.removeprefix(start) if key.startswith(start) else ""


def save_for_reading(presenter: PrintPresenter, made: MadePaper) -> Path:
    """Write the PDF where only this user can read it, for another program to open."""
    folder = paths.reading_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"The paper cannot be opened: {error.strerror}.") from error
    return presenter.save(made, folder / made.file_name)


def forget_opened() -> None:
    """Take away papers that were opened: they are not encrypted, the store is."""
    shutil.rmtree(paths.reading_folder(), ignore_errors=True)


_UNSAFE = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_LONGEST = 200
"""Bytes of a file's name without its ending; 255 is the most that common disks take."""


def safe_file_name(title: str) -> str:
    """Return a title as a file name that Windows and Linux both take, without an ending."""
    name = "".join(sign if sign.isprintable() else " " for sign in title)
    name = " ".join(_UNSAFE.sub(" ", name).split()).strip(" .")
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"_{name}" if _RESERVED.match(name) else name or "Report"
