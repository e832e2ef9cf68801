"""Papers ready to look at, save and print: visit reports and blank forms."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from visits_app import paths
from visits_app.domain.errors import ExportError
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Paper:
    """One document that can be made: `kind` is "visit", "form" or "quick form"."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished PDF; `file_name` is safe on Windows and Linux."""

    paper: Paper
    pdf: bytes
    pages: int
    file_name: str


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
        """Return what can be printed: the visit asked for, then every blank form."""
        from visits_app.services import registers, visits

        store = self._space.store
        papers = []
        if visit_id:
            visit = visits.load_visit(store, visit_id)
            names = registers.names(store)
            team = names.teams.get(visit.team_id or "", "No team yet")
            when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date"
            papers.append(Paper("visit", visit_id, f"{team}, {when}"))
        for form in registers.forms(store):
            papers.append(Paper("form", form.id, form.title))
            if form.quick_mode:
                papers.append(Paper("quick form", form.id, f"{form.title}, required questions"))
        return tuple(papers)

    def make(self, paper: Paper, cancel: Event | None = None) -> MadePaper:
        """Make the PDF of a paper."""
        from visits_app.services import registers, reports

        store = self._space.store
        if paper.kind == "visit":
            document = reports.visit_report(store, paper.id, today=self._space.today())
        else:
            form = next(form for form in registers.forms(store) if form.id == paper.id)
            document = reports.blank_form(form, store, quick=paper.kind == "quick form")
        pdf = reports.render_pdf(document, cancel=cancel)
        kind = "Visit" if paper.kind == "visit" else "Blank form"
        title = f"{kind}, {paper.title}"
        return MadePaper(paper, pdf, reports.page_count(pdf), f"{safe_file_name(title)}.pdf")

    def image(self, made: MadePaper, number: int, width: int) -> PageImage:
        """Return page `number` (from 0) as a picture `width` pixels wide."""
        from visits_app.services import reports

        wide, high, pixels = reports.page_image(made.pdf, number, width)
        return PageImage(number, wide, high, pixels)

    def save(self, made: MadePaper, path: Path) -> Path:
        """Write the PDF; the file that was there before survives a failure."""
        from visits_app.services import reports

        reports.save_bytes(made.pdf, path)
        return path


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
