"""Make a Word file of a document: styles of ours, no template's leftovers, the same bytes again.

python-docx packs the parts; the words are written as text, because its own tables take seconds
for a few thousand cells.
"""

import re
from datetime import UTC
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from visits_app.reports.characters import escaped, fit
from visits_app.reports.chart_pictures import pictures
from visits_app.reports.document import Document
from visits_app.reports.docx_blocks import Body
from visits_app.reports.docx_lists import numbering, settings
from visits_app.reports.docx_pictures import relation
from visits_app.reports.docx_styles import (
    BOTTOM,
    DECLARATION,
    LEFT,
    NAMESPACES,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    styles,
)
from visits_app.reports.docx_words import TAB, paragraph, runs
from visits_app.reports.fonts import load_fonts

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP file can say; when a file was packed says nothing about its words."""

_TITLE_SHOWN = 70


def render(document: Document) -> bytes:
    """Return the document as DOCX, the same bytes for the same document.

    Raises MissingFont where a font file for the charts is not there, ExportError.
    """
    fonts = load_fonts()
    body = Body(fonts)
    written = body.written(document)
    package = OpcPackage()
    main = _part(package, "document", CONTENT_TYPE.WML_DOCUMENT_MAIN, _main(written))
    package.load_rel(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main, "rId1")
    language = language_of(document)
    for name, content_type, kind, content in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles(language)),
        (
            "numbering",
            CONTENT_TYPE.WML_NUMBERING,
            RELATIONSHIP_TYPE.NUMBERING,
            numbering(tuple(body.starts)),
        ),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings(language)),
        ("header1", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, _first_header()),
        ("header2", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, _header(document)),
        ("footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, _footer(document)),
        ("footer2", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, _footer(document)),
    ):
        part = _part(package, name, content_type, content)
        main.load_rel(kind, part, f"rId{name.capitalize()}")
    for number, png in enumerate(pictures(fonts, body.wanted), start=1):
        place = PackURI(f"/word/media/chart{number}.png")
        part = Part(place, CONTENT_TYPE.PNG, png, package)  # type: ignore[arg-type]
        main.load_rel(RELATIONSHIP_TYPE.IMAGE, part, relation(number))
    properties = Part(
        PackURI("/docProps/core.xml"),
        CONTENT_TYPE.OPC_CORE_PROPERTIES,
        _properties(document).encode(),
    )
    package.load_rel(RELATIONSHIP_TYPE.CORE_PROPERTIES, properties, "rId2")
    return _packed(package)


def language_of(document: Document) -> str:
    """Return the language of a document as a tag that a file may hold."""
    return document.language if _LANGUAGE.fullmatch(document.language) else "en-GB"


def _part(package: OpcPackage, name: str, content_type: str, content: str) -> Part:
    place = PackURI(f"/word/{name}.xml")
    return Part(place, content_type, content.encode(), package)  # type: ignore[arg-type]


def _main(written: str) -> str:
    return (
        f"{DECLARATION}<w:document {NAMESPACES}><w:body>{written}<w:sectPr>"
        '<w:headerReference w:type="first" r:id="rIdHeader1"/>'
        '<w:headerReference w:type="default" r:id="rIdHeader2"/>'
        '<w:footerReference w:type="first" r:id="rIdFooter1"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter2"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{LEFT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        'w:header="720" w:footer="680" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _header(document: Document) -> str:
    """Return the header from page 2 on: title and reference."""
    title = " ".join(fit(document.title).split())
    if len(title) > _TITLE_SHOWN:
        title = f"{title[: _TITLE_SHOWN - 1].rstrip()}…"
    reference = f"{TAB}{runs(document.reference)}" if document.reference else ""
    words = paragraph("Header", f"{runs(title)}{reference}", words=title)
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{words}</w:hdr>"


def _first_header() -> str:
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('Header', '')}</w:hdr>"


def _footer(document: Document) -> str:
    """Return the footer of every page: marking, and page x of y."""

    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    page = f"{TAB}{runs('Page ')}{field('PAGE')}{runs(' of ')}{field('NUMPAGES')}"
    words = paragraph("Footer", f"{runs(document.marking)}{page}", words=document.marking)
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{words}</w:ftr>"


def _properties(document: Document) -> str:
    """Return what the document says of itself, and no date it does not say."""
    said = (
        ("dc:title", document.title),
        ("dc:subject", document.subject or document.subtitle),
        ("dc:creator", document.author),
        ("cp:lastModifiedBy", document.author),
        ("dc:language", language_of(document)),
    )
    words = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in said if text)
    if document.dated is not None:
        moment = f"{document.dated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        words += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{words}</cp:coreProperties>'
    )


def _packed(package: OpcPackage) -> bytes:
    """Return a package as a file that says nothing of when it was packed."""
    first, last = BytesIO(), BytesIO()
    package.save(first)
    with ZipFile(first) as given, ZipFile(last, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            kept.writestr(entry, given.read(name))
    return last.getvalue()
