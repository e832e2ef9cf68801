"""The sheet: header and footer with marking and page x of y, outline, metadata, A4."""

from datetime import UTC
from io import BytesIO
from xml.sax.saxutils import escape

from visits_app.reports.document import Document
from visits_app.reports.engine import Canvas, pdfdoc
from visits_app.reports.fonts import Face, Fonts, for_paper
from visits_app.reports.pdf_style import (
    BOTTOM,
    HAIRLINE,
    LEFT,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    WIDTH,
)

_SIZE = 9.5


class _Properties(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The file's properties: what the document says of itself, and no date it does not say."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.title = document.title
        self.author = document.author
        self.subject = document.subject or document.subtitle
        self.producer = self.creator = "Member Visits"
        self._dated = document.dated

    def format(self, document: object) -> bytes:
        """Return the dictionary; ReportLab's would say that everything was made in 2000."""
        words = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Producer": self.producer,
            "Creator": self.creator,
        }
        if self._dated is not None:
            words["CreationDate"] = words["ModDate"] = (
                f"D:{self._dated.astimezone(UTC):%Y%m%d%H%M%S}Z"
            )
        entries = {name: pdfdoc.PDFString(text) for name, text in words.items()}
        return bytes(pdfdoc.PDFDictionary(entries).format(document))


class Sheet(Canvas):  # type: ignore[misc]
    """A canvas that writes header and footer when the number of pages is known."""

    def __init__(self, document: Document, fonts: Fonts) -> None:
        self.buffer = BytesIO()
        super().__init__(
            self.buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=document.language,
            initialFontName=Face.REGULAR.value,
        )
        self._document, self._fonts = document, fonts
        self._sheets: list[object] = []
        self._depth = -1
        self._places = 0
        self._doc.info = _Properties(document)
        self.setViewerPreference("DisplayDocTitle", "true")
        self._doc.Catalog.Metadata = self._doc.Reference(pdfdoc.XMP(creator=self._xmp))

    def enter_outline(self, text: str, level: int, top: float) -> None:
        """Add a bookmark here; a level may go at most one deeper than the one before."""
        self._places += 1
        key = f"h{self._places}"
        self._depth = max(0, min(level - 1, self._depth + 1))
        self.bookmarkPage(key, fit="XYZ", left=0, top=top + 12, zoom=0)
        self.addOutlineEntry(text, key, self._depth)

    def showPage(self) -> None:  # ReportLab's name
        """Close the page, keeping it at hand for its header and footer."""
        super().showPage()
        self._sheets.append(self._doc.Pages.pages[-1])

    def finish(self) -> bytes:
        """Write headers and footers and return the PDF."""
        total = len(self._sheets)
        for number, sheet in enumerate(self._sheets, start=1):
            self._code: list[str] = []
            self.saveState()
            self._furnish(number, total)
            self.restoreState()
            sheet.stream += "\n".join(self._code) + "\n"  # type: ignore[attr-defined]
        self._code = []
        return bytes(self.getpdfdata())

    def _furnish(self, number: int, total: int) -> None:
        document = self._document
        right = PAGE_WIDTH - RIGHT
        self.setLineWidth(0.5)
        self.setStrokeColorRGB(*HAIRLINE)
        foot = BOTTOM - 26
        self.line(LEFT, foot + 15, right, foot + 15)
        self.setFillColorRGB(*MUTED)
        if number > 1:
            head = PAGE_HEIGHT - 44
            space = WIDTH - self._width(document.reference) - 24
            self._write(LEFT, head, self._fitted(document.title, space))
            self._write(right - self._width(document.reference), head, document.reference)
            self.line(LEFT, head - 8, right, head - 8)
        self._write(LEFT, foot, document.marking)
        page = f"Page {number} of {total}"
        self._write(right - self._width(page), foot, page)

    def _write(self, x: float, y: float, words: str) -> None:
        text = self.beginText(x, y)
        for face, run in self._fonts.faces(Face.REGULAR, for_paper(words)):
            text.setFont(face.value, _SIZE)
            text.textOut(run)
        self.drawText(text)

    def _width(self, words: str) -> float:
        runs = self._fonts.faces(Face.REGULAR, for_paper(words))
        return sum(self._fonts.width(face, run, _SIZE) for face, run in runs)

    def _fitted(self, words: str, width: float) -> str:
        while words and self._width(words) > width:
            words = words[: len(words) * 9 // 10].rstrip() + "…" if len(words) > 12 else ""
        return words

    def _xmp(self, _doc: object) -> bytes:
        document = self._document
        title, subject, author, language = (
            escape(for_paper(words))
            for words in (document.title, document.subject, document.author, document.language)
        )
        packet = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
            f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
            f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>'
            "</dc:description>"
            f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
            "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
            '<?xpacket end="w"?>'
        )
        return packet.encode()
