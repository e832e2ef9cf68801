"""Days, months and years as people type them, for what happened or holds from then on."""

import re
from datetime import date

from visits_app.domain.dates import FIRST, LAST, read_date
from visits_app.domain.figures import month_in_words
from visits_app.domain.registers import Precision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WORDS = re.compile(r"([a-z]+)\.?[ \-]?(\d{4}|\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def read_period(text: str, today: date) -> tuple[date, Precision] | None:
    """Return the first day meant by "4 March 2014", "March 2014", "Mar-14", "3/2014" or "2014".

    How exactly it is known comes from how it was typed. None where nothing from 1990 to 2100 is
    meant.
    """
    text = " ".join(text.strip().lower().split())
    if _YEAR.fullmatch(text):
        return _first(int(text), 1, Precision.YEAR)
    if match := _ISO.fullmatch(text):
        return _first(int(match[1]), int(match[2]), Precision.MONTH)
    if match := _NUMBERS.fullmatch(text):
        return _first(int(match[2]), int(match[1]), Precision.MONTH)
    if (match := _WORDS.fullmatch(text)) and (month := _month(match[1])):
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        return _first(year, month, Precision.MONTH)
    day = read_date(text, today)
    return (day, Precision.DAY) if day else None


def period_text(day: date, precision: Precision) -> str:
    """Return a day, month or year as one types it: "4 March 2014", "March 2014", "2014"."""
    if precision is Precision.YEAR:
        return str(day.year)
    month = month_in_words(day)
    return month if precision is Precision.MONTH else f"{day.day} {month}"


def _month(word: str) -> int:
    """Return which month a name or its first letters mean, 0 for none."""
    if word == "sept":
        return 9
    return next(
        (n for n in range(1, 13) if word in (_MONTHS[n - 1], _NAMES[n - 1])),
        0,
    )


def _first(year: int, month: int, precision: Precision) -> tuple[date, Precision] | None:
    if not FIRST.year <= year <= LAST.year or not 1 <= month <= 12:
        return None
    return date(year, month, 1), precision
