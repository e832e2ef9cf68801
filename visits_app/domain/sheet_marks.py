"""The mark by which a sheet is known again: "Sheet 7F3K-92QX-M4TD / responses / 2026/27"."""

import re
from dataclasses import dataclass

from visits_app.domain.sheets import Sheet

MARK_PROPERTY = "Member Visits sheet"
"""The property of a file that holds the mark."""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The signs of a sheet's id: none is taken for another (no I, L, O, U)."""

_ID = r"[0-9A-Za-z]{4}(?:[-–— ]?[0-9A-Za-z]{4}){2}"
_MARK = re.compile(rf"Sheet\s+({_ID})\s*/\s*([a-z_]+)(?:\s+/\s+(.*?))?\s*(?:[;.]\s|$)", re.I)
_LEAVE = "leave this line as it is."


@dataclass(frozen=True, slots=True)
class SheetMark:
    """What a mark says; all "" where there is none."""

    id: str = ""
    kind: str = ""
    period: str = ""


def new_sheet_id(number: int) -> str:
    """Return the id made of the last 60 bits of a number: "7F3K-92QX-M4TD"."""
    signs = "".join(SIGNS[number >> shift & 31] for shift in range(55, -1, -5))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def mark_words(sheet: Sheet) -> str:
    """Return the mark of a sheet."""
    period = f" / {' '.join(sheet.period.split())}" if sheet.period.strip() else ""
    return f"Sheet {sheet.id} / {sheet.kind.value}{period}"


def mark_line(sheet: Sheet) -> str:
    """Return the line above the table."""
    return f"{mark_words(sheet)}; {_LEAVE}"


def read_mark(text: str) -> SheetMark:
    """Return the mark in a line, however it was typed; an empty one where there is none."""
    found = _MARK.match(" ".join(text.split()))
    if found is None:
        return SheetMark()
    signs = re.sub(r"[^0-9A-Z]", "", found[1].upper())
    signs = signs.translate(str.maketrans("OILU", "011V"))
    id = f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"
    return SheetMark(id, found[2].lower(), (found[3] or "").strip())
