"""Saving the tracker as a file: what may be chosen, what it is called, and where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain.papers import Version
from visits_app.presenters.printing import safe_file_name
from visits_app.presenters.recommendation_states import Choice
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.privacy.decisions import Place

VERSIONS = (
    Choice(Version.PUBLIC.value, "The public: what is restricted is left out"),
    Choice(Version.RESTRICTED.value, "The committee alone: restricted evidence is in it"),
)
KINDS = (
    Choice("pdf", "Paper (PDF), as a committee reads it"),
    Choice("docx", "Word document (DOCX), to go into a template"),
    Choice("html", "Web page (HTML), in one file"),
    Choice("xlsx", "Spreadsheet (XLSX), every field in a column"),
    Choice("csv", "Plain table (CSV), for any program"),
)
FILTERS = {
    "pdf": "Paper (*.pdf)",
    "docx": "Word document (*.docx)",
    "html": "Web page (*.html)",
    "xlsx": "Spreadsheet (*.xlsx)",
    "csv": "Plain table (*.csv)",
}
"""What a file dialog offers, by ending."""


class TrackerExportPresenter:
    """Saves the tracker; `save` belongs in a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def versions(self) -> tuple[Choice, ...]:
        """Return for whom it may be saved: the restricted version is the officer's to give out."""
        return VERSIONS if self._space.desk is Desk.OFFICER else VERSIONS[:1]

    def file_name(self, year: str) -> str:
        """Return a name that is safe everywhere, without an ending."""
        return safe_file_name(f"Recommendation tracker {year}".strip())

    def places(self, *, year: str, version: str) -> tuple[Place, ...]:
        """Return the words of the tracker that are to be looked at before they leave."""
        from visits_app.services import privacy, tracker_exports

        document = tracker_exports.tracker_paper(
            self._space.store, year=year, today=self._space.today(), version=Version(version)
        )
        return privacy.places_of_document(document, "tracker")

    def save(self, path: Path, *, year: str, version: str) -> Path:
        """Write the file its ending asks for; an old one survives a failure."""
        from visits_app.services import tracker_exports

        return tracker_exports.save_tracker(
            self._space.store,
            path,
            year=year,
            today=self._space.today(),
            version=Version(version),
        )
