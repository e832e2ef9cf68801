"""Make a web page of a document: one file that asks for nothing else and runs nothing."""

from datetime import UTC

from visits_app.reports.characters import escaped, fit, quoted
from visits_app.reports.document import Document
from visits_app.reports.fonts import load_fonts
from visits_app.reports.html_blocks import Page, element
from visits_app.reports.html_style import STYLE, page_style

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Even if a word of the paper were markup, no browser would load or run anything of it."""


def render(document: Document) -> bytes:
    """Return the document as one HTML file in UTF-8, the same bytes for the same document.

    Raises MissingFont where a font file is not there: charts are measured by it.
    """
    body = "\n".join(filter(None, Page(load_fonts()).elements(document)))
    language = quoted(document.language) or "en-GB"
    marking, reference = (_one_line(words) for words in (document.marking, document.reference))
    foot = "".join(element("p", words) for words in (marking, reference) if words)
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(_one_line(document.title))}</title>\n{_properties(document)}"
        f"<style>{STYLE}{page_style(marking, reference)}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n"
        + (f"<footer>{foot}</footer>\n" if foot else "")
        + "</body>\n</html>\n"
    )
    return page.encode()


def _properties(document: Document) -> str:
    said = [
        ("description", document.subject or document.subtitle),
        ("author", document.author),
        ("generator", "Member Visits"),
    ]
    if document.dated is not None:
        said.append(("dcterms.modified", f"{document.dated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"))
    return "".join(
        f'<meta name="{name}" content="{quoted(words)}">\n' for name, words in said if words
    )


def _one_line(words: str) -> str:
    return " ".join(fit(words).split())
