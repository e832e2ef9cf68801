"""One door to the three renderers: a document becomes a file of the kind that was asked for."""

import os
from enum import StrEnum
from pathlib import Path
from threading import Event

from visits_app.domain.errors import ExportError, UnknownPaperKind
from visits_app.reports.document import Document
from visits_app.reports.whole_files import write_whole


class PaperKind(StrEnum):
    """What a paper can be saved as; the value is the ending of its file."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """Return the ending with its dot."""
        return f".{self.value}"

    @property
    def label(self) -> str:
        """Return what people call it."""
        return _LABELS[self]


_LABELS = {
    PaperKind.PDF: "PDF",
    PaperKind.DOCX: "Word document",
    PaperKind.HTML: "Web page",
}


def kind_of(path: Path) -> PaperKind:
    """Return the kind that a file's ending asks for, in capitals or not.

    Raises UnknownPaperKind, which names the endings there are, or ExportError for a folder.
    """
    ending = path.suffix.lower()
    for kind in PaperKind:
        if kind.suffix == ending:
            return kind
    if os.path.isdir(path):  # noqa: PTH112, Path.is_dir raises for a name that is too long
        raise ExportError(
            f"“{path.name}” cannot be saved: a folder has that name. Choose another name."
        )
    said = f"“{path.suffix[:20]}” is not one of them" if path.suffix else "it has no ending"
    raise UnknownPaperKind(
        f"A paper is saved by its file’s ending as .pdf, .docx (Word) or .html (web page); {said}. "
        "Choose a name with one of these."
    )


def render(document: Document, kind: PaperKind, cancel: Event | None = None) -> bytes:
    """Return a document as a file, the same bytes for the same document.

    Raises ExportError or one of its children: MissingGlyph of a PDF alone, as the other kinds
    borrow the reader's fonts.
    """
    if kind is PaperKind.PDF:
        from visits_app.reports.pdf import render as as_pdf

        return as_pdf(document, cancel)
    if cancel is not None and cancel.is_set():
        raise ExportError("Making the paper was stopped. Nothing was written.")
    if kind is PaperKind.DOCX:
        from visits_app.reports.docx_file import render as as_docx

        return as_docx(document)
    from visits_app.reports.html_file import render as as_html

    return as_html(document)


def save(document: Document, path: Path, cancel: Event | None = None) -> None:
    """Make the paper that a file's ending asks for; an old file stays until the new one is whole.

    Raises ExportError with a sentence for whatever goes wrong.
    """
    write_whole(path, render(document, kind_of(path), cancel))
