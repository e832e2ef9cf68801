"""The recommendation tracker as a file: a paper to read, XLSX and CSV for another program."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from visits_app.domain.errors import ExportError
from visits_app.domain.export_tables import Cell, ExportTable
from visits_app.domain.papers import Version
from visits_app.domain.recommendations import Evidence, EvidenceKind
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker import TrackerLine
from visits_app.domain.tracker_words import evidence_place, evidence_words
from visits_app.services.tracker_lines import tracker_lines

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store

COLUMNS = (
    "Reference", "Earlier references", "Municipal year", "Title", "Recommendation", "Made by",
    "Made on", "Made at", "Service area", "Cabinet member", "Lead officer", "To the executive on",
    "Response", "Reason", "Responded on", "Timetable", "First due", "Due now", "Due in words",
    "Slips", "Accepted status", "Accepted on", "Accepted by", "Claimed status", "Claimed on",
    "Claimed by", "What has been done", "Due date asked for", "Where it stands", "Rating",
    "Why this rating", "Visits that support", "Visits that show a gap", "Visits as context",
    "What supports", "What shows a gap", "Went to", "Next review", "Followed under", "To be noted",
    "Note",
)  # fmt: skip

TABLES = (".xlsx", ".csv")
PAPERS = (".pdf", ".docx", ".html")


def tracker_paper(
    store: "Store", *, year: str = "", today: date, version: Version = Version.PUBLIC
) -> "Document":
    """Return the tracker as a paper, of one municipal year or of all recommendations."""
    from visits_app.reports.tracker_paper import tracker_document

    public = version is Version.PUBLIC
    lines = tracker_lines(store, year=year, today=today, public=public)
    return tracker_document(lines, period=year, dated=today, version=version)


def save_tracker(
    store: "Store",
    path: Path,
    *,
    year: str = "",
    today: date,
    version: Version = Version.PUBLIC,
    cancel: Event | None = None,
) -> Path:
    """Save the tracker as the kind of file its ending says; an old file survives a failure.

    Raises ExportError.
    """
    from visits_app.services import exports, reports

    ending = path.suffix.lower()
    if ending not in (*PAPERS, *TABLES):
        raise ExportError(
            f"“{path.name}” cannot be saved: choose a name that ends in .pdf, .docx, .html, .xlsx "
            "or .csv."
        )
    if ending in PAPERS:
        document = tracker_paper(store, year=year, today=today, version=version)
        reports.save_paper(document, path, cancel)
        return path
    public = version is Version.PUBLIC
    lines = tracker_lines(store, year=year, today=today, public=public)
    exports.save_table(tracker_table(lines, year=year, today=today, version=version), path)
    return path


def tracker_table(
    lines: Sequence[TrackerLine],
    *,
    year: str = "",
    today: date,
    version: Version = Version.PUBLIC,
) -> ExportTable:
    """Return lines of the tracker as one table, a row for each with every field."""
    title = f"Recommendation tracker {year}".strip()
    notes = [
        f"{title}, as at {date_in_words(today.isoformat())}.",
        "The accepted status is what a meeting accepted; the claimed one is what officers say.",
    ]
    if version is Version.RESTRICTED:
        notes.append("Restricted: not for publication.")
    else:
        notes.append("Reports and findings that are restricted are left out.")
    found = tuple(_row(line) for line in lines)
    return ExportTable(title, COLUMNS, found, tuple(notes), sheet="Tracker")


def _row(line: TrackerLine) -> tuple[Cell, ...]:
    item, claimed, accepted = line.recommendation, line.claimed, line.accepted
    asked = [update.due for update in line.updates if update.due]
    return (
        item.reference,
        ", ".join(line.references[:-1]),
        line.year,
        item.title,
        item.text,
        item.origin,
        item.made_on,
        line.made_at.body if line.made_at else "",
        item.service_area,
        item.cabinet_member,
        item.owner,
        item.executive_on,
        item.response.label,
        item.response_reason,
        item.responded_on,
        item.timetable,
        item.original_due or item.due,
        item.due,
        item.due_text,
        line.slips,
        line.status.label,
        accepted.acceptance.accepted_on if accepted else None,
        accepted.meeting.body if accepted else "",
        claimed.status.label if claimed else "",
        claimed.told_on if claimed else None,
        claimed.told_by if claimed else "",
        claimed.text if claimed else "",
        asked[-1] if asked else None,
        line.standing,
        line.rating.rag.label,
        line.rating.why,
        line.counts.get(EvidenceKind.SUPPORTS, 0),
        line.counts.get(EvidenceKind.GAP, 0),
        line.counts.get(EvidenceKind.CONTEXT, 0),
        _told(line.support),
        _told(line.gaps),
        "; ".join(f"{m.body}, {date_in_words(m.held_on.isoformat())}" for m in line.meetings),
        item.review_on,
        line.superseded_by,
        " ".join(line.notes),
        item.note,
    )


def _told(evidence: Sequence[Evidence]) -> str:
    return "; ".join(f"{evidence_place(item)}: {evidence_words(item)}" for item in evidence)
