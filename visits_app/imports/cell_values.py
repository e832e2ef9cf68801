"""One cell as a figure: a number, a mark for a missing one, nothing, or why it is neither."""

import math
import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from visits_app.domain.text import clean, shorten

NAN = math.nan

_MISSING = {
    *(
        "n/a",
        "na",
        "n.a.",
        "n/k",
        "nk",
        "tbc",
        "tba",
        "c",
        "x",
        "z",
        "u",
        "k",
        "s",
        "low",
        ":",
        "~",
    ),
    *("-", "–", "—", "..", "…", "*", "[c]", "[x]", "[z]", "[u]", "[k]", "null", "none"),
    *("not available", "not applicable", "no data", "not known"),
}
_FEWER = re.compile(r"[<>≤≥]\s?\d{1,6}(?:\.\d+)?\s?%?", re.A)
_ERROR = re.compile(
    r"#(?:ref!|div/0!|n/a|name\?|value!|num!|null!|spill!|calc!|getting_data)", re.A
)
_NUMBER = re.compile(
    r"([+\-−]?)\s?(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+|(?=\.\d))"
    r"(?:\.(\d*))?\s?(%?)",
    re.A,
)
_COMMA = re.compile(r"([+\-−]?)\s?(\d{1,3}(?:[. ]\d{3})+|\d+),(\d+)\s?(%?)", re.A)
_WITH_BASE = re.compile(r"(.+?%)\s?[,;(]?\s?([\d,]+)\s?(?:of|out of|/)\s?([\d,]+)\)?", re.A)
_OTHER_DIGITS = re.compile(r"[^\x00-\x7f]")

LARGEST = 1e15
"""Beyond this a number measures nothing: it is an error of the sheet."""

FORMULA = "this is a formula written as text; it is never worked out. Put the figure itself."


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says; `value` NaN with `text` is a missing figure, without it a blank."""

    value: float = NAN
    text: str = ""
    per_cent: bool = False
    numerator: float = NAN
    denominator: float = NAN
    wrong: str = ""


BLANK = CellValue()


def read_value(cell: Hashable) -> CellValue:
    """Return what a cell says as a figure."""
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return CellValue(wrong="this is not a finite number.")
        return CellValue(cell) if abs(cell) <= LARGEST else CellValue(wrong="this is too large.")
    if cell is None or cell == "":
        return BLANK
    if isinstance(cell, bool):
        return CellValue(wrong=f"{str(cell).upper()} is no figure.")
    if isinstance(cell, int):
        return (
            CellValue(float(cell))
            if abs(cell) <= LARGEST
            else CellValue(wrong="this is too large.")
        )
    if isinstance(cell, (date, datetime, time, timedelta)):
        return CellValue(wrong="this is a date or a time, not a figure.")
    return _text(cell) if isinstance(cell, str) else CellValue(wrong="this is no figure.")


def _text(cell: str) -> CellValue:
    text = clean(cell).strip()
    if not text:
        return BLANK
    if len(text) <= 40 and (found := _number(text)) is not None:
        return found
    low = text.lower()
    if low in _MISSING or _FEWER.fullmatch(low):
        return CellValue(text=text)
    if _ERROR.fullmatch(low):
        if low == "#n/a":
            return CellValue(text=text)
        return CellValue(wrong=f"the spreadsheet could not work this out: {text}.")
    if is_formula(text):
        return CellValue(wrong=FORMULA)
    if len(text) <= 80 and (match := _WITH_BASE.fullmatch(text)):
        value, part, whole = (_number(word) for word in match.groups())
        if value and part and whole:
            return CellValue(
                value.value, per_cent=True, numerator=part.value, denominator=whole.value
            )
    if low.lstrip("+-−") in {"nan", "inf", "infinity", "∞"}:
        return CellValue(wrong=f"“{text}” is not a finite number.")
    if any(sign.isdigit() for sign in _OTHER_DIGITS.findall(text)):
        return CellValue(wrong="this is written in other digits than 0 to 9.")
    return CellValue(wrong=f"“{shorten(text, 40)}” is no figure.")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would take this text for a formula; "- of which" it would not."""
    return text[:1] in {"=", "@"} or (text[:1] in {"+", "-", "\t"} and not text[1:2].isspace())


def _number(text: str) -> CellValue | None:
    match = _NUMBER.fullmatch(text)
    if match:
        sign, whole, part, per_cent = match.groups()
        # 0,853 has no thousands: its comma is a decimal one.
        if not whole.startswith(("0,", "0 ")):
            digits = re.sub(r"\D", "", whole) or "0"
            return _made(sign, digits, part or "0", per_cent)
    match = _COMMA.fullmatch(text)
    if match is None:
        return None
    sign, whole, part, per_cent = match.groups()
    return _made(sign, re.sub(r"\D", "", whole), part, per_cent)


def _made(sign: str, whole: str, part: str, per_cent: str) -> CellValue:
    value = float(f"{whole}.{part}")
    if value > LARGEST:
        return CellValue(wrong="this is too large.")
    return CellValue(-value if sign in {"-", "−"} and value else value, per_cent=bool(per_cent))
