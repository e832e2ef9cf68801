"""A Word document's tables as rows of cells, within bounds; runs in the child process only.

Only words are read: nothing is run, fetched or unpacked to disk. Words that were struck out with
changes tracked are left out, those that were put in are read.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from visits_app.domain.errors import SpreadsheetRefused

MOST_PARTS = 1_000
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 40_000_000
LARGEST_RATIO = 150
MOST_ROWS, MOST_COLUMNS = 5_000, 60
DEEPEST = 300

_BODY = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_RUNS = ("vbaproject.bin", "/activex/", "/embeddings/", "vbadata.xml", ".exe", ".dll")
"""Parts that carry programs or other files."""

SAVE = "Open it in your word processor, save a copy as a plain .docx, and choose that copy."


@dataclass(slots=True)
class WordTable:
    """One table: its rows of cells."""

    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class WordFile:
    """What is read of a document: the lines outside its tables, its tables, its identifier."""

    lines: list[str]
    tables: list[WordTable]
    properties: list[str]


def is_document(raw: bytes) -> bool:
    """Say whether a file is a Word document, whatever it is called."""
    if not raw.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return _BODY in parts.namelist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return False


def read_document(raw: bytes) -> WordFile:
    """Return the words of a document; SpreadsheetRefused where it is unsafe or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            _check(parts)
            body = _part(parts, _BODY)
            properties = [_part(parts, name) for name in _PROPERTIES if name in parts.namelist()]
        reader = _Reader()
        reader.read(body)
        return WordFile(reader.lines, reader.tables, [_plain(part) for part in properties])
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SpreadsheetRefused(f"The document is cut short or damaged. {SAVE}") from error
    except expat.ExpatError as error:
        raise SpreadsheetRefused(f"The document is damaged. {SAVE}") from error


_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")


def plain_properties(raw: bytes) -> list[str]:
    """Return the words in the properties of a workbook or document, [] where there are none."""
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            names = set(parts.namelist())
            for name in (*_PROPERTIES, "meta.xml"):
                if name in names and parts.getinfo(name).file_size < 1_000_000:
                    part = parts.read(name)
                    if not _DTD.search(part):
                        found.append(_plain(part))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return []
    return found


def _check(parts: zipfile.ZipFile) -> None:
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST_UNPACKED:
        raise _bomb()
    for part in listed:
        name = part.filename.lower()
        if part.flag_bits & 1:
            raise SpreadsheetRefused(
                "The file is protected by a password. Open it in your word processor, save a copy "
                "without the password, and choose that copy."
            )
        packed = max(part.compress_size, 1)
        if part.file_size > 1_000_000 and part.file_size / packed > LARGEST_RATIO:
            raise _bomb()
        if any(mark in f"/{name}" for mark in _RUNS):
            raise SpreadsheetRefused(
                f"The document carries macros or other files inside it, and is not opened. {SAVE}"
            )


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as file:
        raw = file.read(LARGEST_PART + 1)
    if len(raw) > LARGEST_PART:
        raise _bomb()
    # in UTF-16 the marks of a DTD would not be found below
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in raw[:200]:
        raise SpreadsheetRefused(f"The document is written in an unusual way. {SAVE}")
    if _DTD.search(raw):
        raise SpreadsheetRefused(
            "The document carries definitions (a DTD) that no word processor writes and that can "
            f"be used to overwhelm a reader. {SAVE}"
        )
    return raw


def _bomb() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        "The document unpacks to far more than a sheet holds, and may be made to overwhelm a "
        f"reader. If you trust it: {SAVE}"
    )


def _plain(part: bytes) -> str:
    """Return the words between the marks of a small part, one a line."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = found.append

    def begin(_name: str, _attributes: dict[str, Any]) -> None:
        found.append("\n")

    parser.StartElementHandler = begin
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        return ""
    return "".join(found)


class _Reader:
    """Walks through the body; keeps the text of paragraphs, and of cells in their rows.

    A table inside a cell belongs to the words of that cell.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tables: list[WordTable] = []
        self._depth = 0
        self._tables_deep = 0
        self._text: list[str] = []
        self._cell: list[str] = []
        self._row: list[str] = []
        self._span = 1
        self._in_words = False
        self._rows = 0

    def read(self, body: bytes) -> None:
        """Read the whole body."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(body, True)

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _bomb()
        match _own(name):
            case "tbl":
                self._tables_deep += 1
                if self._tables_deep == 1:
                    self.tables.append(WordTable())
            case "tr" if self._tables_deep == 1:
                self._row = []
            case "tc" if self._tables_deep == 1:
                self._cell, self._span = [], 1
            case "gridSpan" if self._tables_deep == 1:
                self._span = _number(attributes)
            case "p":
                self._text = []
            case "t":
                self._in_words = True
            case "tab":
                self._text.append(" ")
            case "br" | "cr":
                self._text.append("\n")

    def _words(self, text: str) -> None:
        if self._in_words:
            self._text.append(text)

    def _end(self, name: str) -> None:
        self._depth -= 1
        match _own(name):
            case "t":
                self._in_words = False
            case "p":
                self._end_paragraph()
            case "tc" if self._tables_deep == 1:
                self._row += ["\n".join(self._cell).strip(), *[""] * (self._span - 1)]
            case "tr" if self._tables_deep == 1:
                self._rows += 1
                if self._rows > MOST_ROWS or len(self._row) > MOST_COLUMNS:
                    raise SpreadsheetRefused(
                        f"The document's tables are too large; at most {MOST_ROWS:,} rows of "
                        f"{MOST_COLUMNS} columns can be read."
                    )
                self.tables[-1].rows.append(self._row)
            case "tbl":
                self._tables_deep -= 1

    def _end_paragraph(self) -> None:
        text = "".join(self._text)
        self._text = []
        if self._tables_deep:
            self._cell.append(text)
        elif text.strip():
            self.lines.append(text.strip())


def _own(name: str) -> str:
    """Return an element's own name where it is the word processor's, "" for others."""
    space, _, own = name.rpartition(" ")
    return own if space in {_W, _STRICT} else ""


def _number(attributes: dict[str, Any]) -> int:
    for name, value in attributes.items():
        if name.endswith("val") and str(value).isascii() and str(value).isdigit():
            return max(1, min(int(value), MOST_COLUMNS))
    return 1
