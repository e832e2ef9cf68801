"""A spreadsheet's bytes as rows of cells, within bounds; runs in the child process only.

Formulas are never worked out: calamine gives what the spreadsheet program last saved of them.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from itertools import islice
from typing import Any

from visits_app.domain.errors import SpreadsheetRefused

LARGEST = 25_000_000
"""Bytes of a file."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 500_000, 1_000, 6_000_000
MOST_SHEETS = 100
MOST_PARTS = 3_000
LARGEST_UNPACKED = 600_000_000
LARGEST_RATIO = 150
"""How much a part of a workbook of over a million bytes may unpack; real sheets do 5 to 40."""
LONGEST_CELL = 200_000

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html|head|body|table|script|svg)", re.I)
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")

AGAIN = "Open it in your spreadsheet program, save it as .xlsx or .csv, and choose that file."

Row = list[Any]


@dataclass(slots=True)
class Sheet:
    """One sheet; every row has `columns` cells. `merged` are top, left, bottom, right."""

    name: str
    rows: list[Row]
    columns: int = 0
    hidden: bool = False
    unreadable: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()


class SpreadsheetFile:
    """One file of a spreadsheet, known by what it holds, never by what it is called."""

    def __init__(self, raw: bytes) -> None:
        self.from_1904 = False
        self._book: Any = None
        self._text = ""
        if not raw:
            raise SpreadsheetRefused("The file is empty. Choose the file with the figures.")
        if len(raw) > LARGEST:
            raise SpreadsheetRefused(too_large())
        if raw.startswith(b"PK"):
            self._open_zip(raw)
        elif raw.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in raw:
                raise _with_password()
            self._open_book(raw)
        else:
            self._text = _as_text(raw)

    def sheet_names(self) -> tuple[str, ...]:
        """Return the names of the sheets that hold cells; a text file's one sheet is ""."""
        if self._book is None:
            return ("",)
        kinds = {meta.name: str(meta.typ) for meta in self._book.sheets_metadata}
        names = tuple(n for n in self._book.sheet_names if kinds.get(n, "").endswith("WorkSheet"))
        if len(names) > MOST_SHEETS:
            raise SpreadsheetRefused(
                f"The workbook has {len(names)} sheets; at most {MOST_SHEETS} can be read. Save "
                "the sheet with the figures as a file of its own."
            )
        return names

    def sheet(self, name: str) -> Sheet:
        """Return one sheet; what is wrong with it is in its `unreadable`."""
        if self._book is None:
            return _text_sheet(self._text)
        from python_calamine import CalamineError

        shown = {meta.name: str(meta.visible) for meta in self._book.sheets_metadata}
        hidden = not shown.get(name, "").endswith(".Visible")
        try:
            found = self._book.get_sheet_by_name(name)
            height, width = found.total_height + 1, found.total_width + 1
            unreadable = _extents(name, height, width)
            if unreadable:
                return Sheet(name, [], width, hidden, unreadable)
            rows = found.to_python(skip_empty_area=False)
            merged = tuple((a[0], a[1], b[0], b[1]) for a, b in (found.merged_cell_ranges or ()))
        except (CalamineError, ValueError, OverflowError) as error:
            del error  # its words are the library's, for programmers
            return Sheet(name, [], 0, hidden, f"Sheet ‘{name}’ is damaged. {AGAIN}")
        return Sheet(name, rows, max(map(len, rows), default=0), hidden, "", merged[:10_000])

    def _open_zip(self, raw: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as parts:
                self._check_parts(parts)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise SpreadsheetRefused(
                f"The workbook is cut short or damaged. Fetch it again, or: {AGAIN}"
            ) from error
        self._open_book(raw)

    def _check_parts(self, parts: zipfile.ZipFile) -> None:
        listed = parts.infolist()
        names = {part.filename for part in listed}
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST_UNPACKED:
            raise _bomb()
        for part in listed:
            if part.flag_bits & 1:
                raise _with_password()
            packed = max(part.compress_size, 1)
            if part.file_size > 1_000_000 and part.file_size / packed > LARGEST_RATIO:
                raise _bomb()
        if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
            what = "a Word document" if "word/document.xml" in names else "not a spreadsheet"
            raise SpreadsheetRefused(
                f"This file is {what}, whatever its name says. Choose an .xlsx or .csv file."
            )
        for part in listed:
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as file:
                    if _DTD.search(file.read(65_536)):
                        raise SpreadsheetRefused(
                            "The workbook carries definitions (a DTD) that no spreadsheet program "
                            f"writes and that can be used to overwhelm a reader. {AGAIN}"
                        )
        if "xl/workbook.xml" in names:
            head = parts.open("xl/workbook.xml").read(200_000)
            self.from_1904 = bool(re.search(rb'date1904="(?:1|true)"', head))

    def _open_book(self, raw: bytes) -> None:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        except PasswordError as error:
            raise _with_password() from error
        except (CalamineError, ValueError, OSError) as error:
            raise SpreadsheetRefused(f"The workbook is damaged. {AGAIN}") from error


def too_large() -> str:
    """Say how large a spreadsheet may be."""
    return (
        f"The file is too large; at most {LARGEST // 1_000_000} MB can be read. Save the sheet "
        "with the figures as a file of its own."
    )


def _with_password() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        "The file is protected by a password. Open it in your spreadsheet program, save a copy "
        "without the password, and choose that copy."
    )


def _bomb() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        "The workbook unpacks to far more than a spreadsheet of figures holds, and may be made to "
        f"overwhelm a reader. If you trust it: {AGAIN}"
    )


def _extents(name: str, rows: int, columns: int) -> str:
    """Say why a sheet of this size is not read; "" for one that is."""
    where = f"Sheet ‘{name}’" if name else "The file"
    over = ""
    if rows > MOST_ROWS:
        over = f"{rows:,} rows; at most {MOST_ROWS:,}"
    elif columns > MOST_COLUMNS:
        over = f"{columns:,} columns; at most {MOST_COLUMNS:,}"
    elif rows * columns > MOST_CELLS:
        over = f"{rows:,} rows of {columns:,} columns; at most {MOST_CELLS:,} cells"
    if not over:
        return ""
    return (
        f"{where} reaches over {over} can be read. Delete the empty rows and columns beyond the "
        "figures, or a stray cell far out, and save it again."
    )


# --- text ----------------------------------------------------------------------------------


def _as_text(raw: bytes) -> str:
    if raw.startswith(_PICTURES):
        raise SpreadsheetRefused(
            "This file is a picture, whatever its name says. Choose an .xlsx or .csv file."
        )
    if raw.startswith(b"%PDF"):
        raise SpreadsheetRefused(
            "This file is a PDF, whatever its name says. Choose an .xlsx or .csv file."
        )
    text = _decoded(raw)
    if _MARKUP.match(text[:200].encode("utf-8", "replace")):
        raise SpreadsheetRefused(f"This file is a web page or XML, whatever its name says. {AGAIN}")
    if _CONTROLS.search(text[:100_000]):
        raise SpreadsheetRefused(
            "This file is not a spreadsheet, whatever its name says. Choose an .xlsx or .csv file."
        )
    return text


def _decoded(raw: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    head = raw[:2000]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if (
            len(head) > 3
            and head[place::2].count(0) > len(head) // 5
            and not head[1 - place :: 2].count(0)
        ):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _text_sheet(text: str) -> Sheet:
    csv.field_size_limit(LONGEST_CELL)
    delimiter, lines = _delimiter(text)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        # One row more than there may be: the size is told, not read to its end.
        rows = list(islice(reader, MOST_ROWS + 1))
    except csv.Error:
        return Sheet(
            "",
            [],
            unreadable=f"Row {reader.line_num} of the file does not end: a quotation mark before "
            f"it is never closed. {AGAIN}",
        )
    widths = set(map(len, rows))
    columns = max(widths, default=0)
    unreadable = _extents("", len(rows), columns)
    if unreadable:
        return Sheet("", [], columns, unreadable=unreadable)
    if len(widths) > 1:
        for row in rows:
            if len(row) < columns:
                row.extend([""] * (columns - len(row)))
    return Sheet("", rows, columns)


def _delimiter(text: str) -> tuple[str, io.StringIO]:
    """Return what stands between cells, the tab and ; before the comma of "60,3"."""
    first = text[:50].split("\n", 1)[0].strip().lower()
    lines = io.StringIO(text, newline="")
    if first.startswith("sep=") and len(first) == 5:
        lines.readline()
        return first[4], lines
    best, chosen = 0.0, ","
    sample = text[:50_000].splitlines()[:40]
    for delimiter in "\t;,|":
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            continue
        wide = max(set(widths), key=widths.count, default=0)
        score = widths.count(wide) / len(widths) if wide > 1 else 0.0
        if score > best + 0.2:
            best, chosen = score, delimiter
    return chosen, lines
