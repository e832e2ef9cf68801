"""The words of a finished paper, read out of its file in their order, for each kind of file."""

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple

import docx
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument

from visits_app.reports.document import (
    Answer,
    Block,
    ChartBlock,
    Document,
    Piece,
    Stands,
    Table,
    Together,
    walk,
)
from visits_app.reports.fonts import for_paper, load_fonts
from visits_app.reports.pdf_charts import SMALL_PLOT_HEIGHT
from visits_app.reports.rendering import PaperKind, render
from visits_app.reports.svg_plot import chart_svg

VOID = {"meta", "col", "br", "hr", "img"}
ASIDE = {"the marking", "the reference", "the subject", "the author"}


def squeezed(text: str) -> str:
    """Return words without what no renderer sets: spaces, controls, joiners."""
    return "".join(for_paper(text).split())


def said(document: Document, *wanted: Stands) -> str:
    """Return the words of a document that stand in some places, in order, without spaces."""
    kept = wanted or (Stands.TEXT,)
    return squeezed("".join(one.text for one in pieces(document) if one.stands in kept))


def pieces(document: Document) -> list[Piece]:
    """Return what stands in the paper itself."""
    return [piece for piece in walk(document) if piece.where not in ASIDE]


# --- PDF --------------------------------------------------------------------------------------


def pdf_words(document: Document, expected: str) -> str:
    """Return the words of the PDF in the order they are drawn, without headers and footers.

    Headings of a table that stand again on its next page count only where they are `expected`.
    """
    pages = PdfDocument(render(document, PaperKind.PDF))
    found = ""
    for number, page in enumerate(pages, start=1):
        words = _unhyphened(page.get_textpage().get_text_range())
        foot = _unhyphened(f"{document.marking}Page {number} of {len(pages)}")
        assert words.endswith(foot)
        words = words.removesuffix(foot)
        if number > 1:
            words = words.removesuffix(_unhyphened(document.reference))
            title = _unhyphened(document.title)
            while title and not words.endswith(title):  # a long one is cut, with an ellipsis
                title = title[:-2] + "…" if title.endswith("…") else title[:-1] + "…"
            words = words.removesuffix(title)
        for heading in _headings(document.blocks):
            if words.startswith(heading) and not expected.startswith(heading, len(found)):
                words = words.removeprefix(heading)
                break
        found += words
    return found


def _headings(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            titles = "".join(column.title for column in block.columns)
            if titles:
                yield _unhyphened(titles)
        elif isinstance(block, Answer):
            yield from _headings(block.body)
        elif isinstance(block, Together):
            yield from _headings(block.blocks)


def _unhyphened(text: str) -> str:
    """Return words without hyphens too: at the end of a line the reader of PDFs drops them."""
    return squeezed(text.replace("\ufffe", "")).replace("-", "")


def said_in_pdf(document: Document) -> str:
    """Return what the PDF should say: the words of the page, pictures where they stand."""
    found, pictures = [], iter(_pictures(document))
    before = Stands.TEXT
    for piece in pieces(document):
        if piece.stands is Stands.PICTURE and before is not Stands.PICTURE:
            found.append(next(pictures))
        if piece.stands is Stands.TEXT:
            found.append(squeezed(piece.text))
        before = piece.stands
    assert next(pictures, None) is None
    return _unhyphened("".join(found))


def _pictures(document: Document) -> Iterator[str]:
    for block in _charts(document.blocks):
        chart, compared = block.chart, block.comparison
        yield page_words(chart_svg(load_fonts(), chart, "c", compared)).picture
        if compared is not None:
            drawn = chart_svg(load_fonts(), compared, "c", chart, SMALL_PLOT_HEIGHT)
            yield page_words(drawn).picture


def _charts(blocks: tuple[Block, ...]) -> Iterator[ChartBlock]:
    for block in blocks:
        if isinstance(block, ChartBlock):
            yield block
        elif isinstance(block, Together):
            yield from _charts(block.blocks)


# --- Word -------------------------------------------------------------------------------------


def docx_words(data: bytes) -> str:
    """Return the words of a Word file in the order of its XML, with the numbers of its lists."""
    opened = docx.Document(BytesIO(data))
    counted = _Numbers(opened)
    found = []
    for paragraph in opened.element.body.iter(qn("w:p")):
        found.append(counted.number(paragraph))
        for part in paragraph.iter(qn("w:t")):
            found.append(part.text or "")
    return squeezed("".join(found))


class _Numbers:
    """Counts the numbered lists as Word would."""

    def __init__(self, opened: "docx.document.Document") -> None:
        self._next = {}
        for one in opened.part.numbering_part.element.findall(qn("w:num")):
            start = one.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
            if start is not None:
                self._next[one.get(qn("w:numId"))] = int(start.get(qn("w:val")))

    def number(self, paragraph: "docx.oxml.text.paragraph.CT_P") -> str:
        told = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        key = None if told is None else told.get(qn("w:val"))
        if key not in self._next:
            return ""
        self._next[key] += 1
        return str(self._next[key] - 1)


def docx_parts(data: bytes) -> dict[str, bytes]:
    """Return the files within a Word file."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# --- web page ---------------------------------------------------------------------------------


class Read(NamedTuple):
    """What a page says: in its text, in its pictures, in its folded tables, at its foot."""

    text: str
    picture: str
    figures: str
    foot: str
    tags: list[tuple[str, dict[str, str | None]]]


class _Reader(HTMLParser):
    """Reads a page strictly: every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {"text": [], "svg": [], "details": [], "footer": []}
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), "no attribute comes twice"
        self.tags.append((tag, given))
        if tag in {"ul", "ol"}:
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag == "li" and self._lists[-1] is not None:
            self.handle_data(str(self._lists[-1]))
            self._lists[-1] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag
        if tag in {"ul", "ol"}:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if {"title", "desc", "style", "summary"} & set(self.open):
            return
        place = next((one for one in ("svg", "details", "footer") if one in self.open), "text")
        self.words[place].append(data)


def page_words(page: str) -> Read:
    """Return what a web page says, having checked that its elements are closed in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    told = {place: squeezed("".join(words)) for place, words in reader.words.items()}
    return Read(told["text"], told["svg"], told["details"], told["footer"], reader.tags)


def html_words(document: Document) -> Read:
    """Return what the document's web page says."""
    page = render(document, PaperKind.HTML).decode()
    assert re.match(r"<!DOCTYPE html>\n<html lang=", page)
    return page_words(page)
