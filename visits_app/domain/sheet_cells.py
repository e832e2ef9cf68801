"""One cell of a sheet that came back: the words a person wrote as the value that is meant."""

import re
from datetime import date, timedelta

from visits_app.domain.dates import FIRST, LAST, read_date
from visits_app.domain.sheets import CellKind, SheetColumn
from visits_app.domain.text import clean, date_in_words, shorten, too_long

_YES = {"yes", "y", "true", "1", "x", "✓", "✔", "☑", "☒", "ja", "tick", "ticked"}
_NO = {"no", "n", "false", "0", "☐", "nein"}
_SERIAL = re.compile(r"[2-7]\d{4}", re.ASCII)
"""Days as spreadsheets count them, 1954 to 2119."""
_EPOCH = date(1899, 12, 30)
_TIME_AFTER = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_ERROR = re.compile(
    r"#(?:ref!|div/0!|n/a|name\?|value!|num!|null!|spill!|calc!|getting_data)", re.I | re.A
)
_SHOWN = 40


def folded(text: str) -> str:
    """Return words as they are compared: capitals, spaces and line ends do not count."""
    return " ".join(text.split()).casefold()


def read_cell(column: SheetColumn, text: str, today: date) -> tuple[str, str]:
    """Return the value that is meant, and what is wrong ("" for nothing).

    An empty cell is "". Dates come as ISO, yes or no as "yes" and "no", choices as their values.
    """
    words = clean(text).strip()
    if not words:
        return "", ""
    if too_long(words):
        return "", "this is longer than one field can hold. Shorten it."
    if _ERROR.fullmatch(words):
        return "", f"the spreadsheet could not work this out: {words}."
    match column.kind:
        case CellKind.DATE:
            return _date(words, today)
        case CellKind.WHOLE:
            return _whole(words)
        case CellKind.YES_NO:
            return _yes_no(words)
        case CellKind.CHOICE:
            return _choice(column, words)
        case _:
            return words, ""


def shown_cell(column: SheetColumn, value: str) -> str:
    """Return a value in the words a person reads: "4 March 2014", "Yes", a choice's label."""
    match column.kind:
        case CellKind.DATE:
            return date_in_words(value)
        case CellKind.YES_NO:
            return {"yes": "Yes", "no": "No"}.get(value, value)
        case CellKind.CHOICE:
            return dict(zip(column.values, column.choices, strict=False)).get(value, value)
        case _:
            return value


def _date(words: str, today: date) -> tuple[str, str]:
    found: date | None
    if match := _TIME_AFTER.fullmatch(words):
        words = match[1]
    if _SERIAL.fullmatch(words):
        found = _EPOCH + timedelta(days=int(words))
    else:
        found = read_date(words, today)
    if found is None or not FIRST <= found <= LAST:
        return "", f"“{shorten(words, _SHOWN)}” is no date. Write it as 4 March 2026 or 4/3/2026."
    return found.isoformat(), ""


def _whole(words: str) -> tuple[str, str]:
    plain = words.replace(",", "").replace(" ", "")
    if plain.endswith(".0"):
        plain = plain[:-2]
    if plain.isascii() and plain.isdigit() and len(plain) < 10:
        return str(int(plain)), ""
    return "", f"“{shorten(words, _SHOWN)}” is no whole number."


def _yes_no(words: str) -> tuple[str, str]:
    plain = folded(words).rstrip(".!")
    if plain in _YES:
        return "yes", ""
    if plain in _NO:
        return "no", ""
    return "", f"“{shorten(words, _SHOWN)}” is neither yes nor no."


def _choice(column: SheetColumn, words: str) -> tuple[str, str]:
    wanted = folded(words)
    values = column.values or column.choices
    for known in (column.choices, values):
        for place, label in enumerate(known):
            if folded(label) == wanted and place < len(values):
                return values[place], ""
    listed = ", ".join(column.choices)
    return "", f"“{shorten(words, _SHOWN)}” is none of: {listed}."
