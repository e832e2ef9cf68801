"""Months, years, quarters and days as spreadsheets write them, a whole column at a time.

A column is judged together: "2011-12" is a financial year among financial years and December
among months, and a date is a month where its column has one date a month.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from visits_app.domain.dates import MONTH_NUMBERS
from visits_app.domain.figures import month_end

DAY, MONTH, YEAR = 0, 1, 2
"""Codes of a period's precision, as in `ReadFigures.precision`."""

EARLIEST = date(1948, 1, 1)
SERIALS = (20_000, 80_000)
"""Numbers that are days of Excel: 1954 to 2119."""
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_NOT_A_PERIOD = (
    "this is no month or year the program knows. Write it as Apr-13, 04/2013 or 2013/14."
)
_NO_SUCH_DAY = "there is no such day."
_TOO_LATE = "this lies in the future. Figures may speak for the end of next year at the latest."
_TOO_EARLY = "this lies before 1948."
_WHICH_YEAR = "say which year the quarter is of, such as Q1 2013/14."

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?", re.A
)
_UK = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.A)
_PAIR = re.compile(r"(\d{4})\s?([-/–]?)\s?(\d{2})", re.A)
_LONG_PAIR = re.compile(r"(\d{4})\s?[-/–]\s?(\d{4})", re.A)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})", re.A)
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.A)
_SERIAL = re.compile(r"(\d{5})(?:\.0)?", re.A)
_QUARTER = re.compile(
    r"(?:q(?:uarter|tr)?\s?([1-4])[\s,]*(.*)|(.*?)[\s,]*q(?:uarter|tr)?\s?([1-4]))", re.A
)
_NAMED = re.compile(r"([a-z]+)[\s.\-/,'’]*(\d{4}|\d{2})", re.A)
_NAMED_LAST = re.compile(r"(\d{4})[\s.\-/,]*([a-z]+)", re.A)
_NAMED_DAY = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]+([a-z]+)[\s.\-/,'’]*(\d{4}|\d{2})", re.A
)
_YEAR_TO = re.compile(
    r"(?:(?:12 months|year|rolling year) (?:to|ending|ended|end)|fy ending)\s+(.*)", re.A
)
_FILLER = re.compile(
    r"^(?:as )?(?:at|on|to|month ending|month of|ending|fy|financial year)\s+", re.A
)
_M = re.compile(r"(\d{4})m(\d{2})", re.A)

Period = tuple[int, int]
"""A day's ordinal, and its precision."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one cell says: a day, a month's or a year's end, or a pair that may be two things."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Periods:
    """A column's periods by cell, and why others are none."""

    found: dict[Hashable, Period]
    wrong: dict[Hashable, str]
    quarters: bool = False


def read_periods(
    cells: Iterable[Hashable], *, year_ends: int, today: date, from_1904: bool = False
) -> Periods:
    """Return what every distinct cell of one column (or one row of headers) means."""
    seen: dict[Hashable, _Seen] = {}
    wrong: dict[Hashable, str] = {}
    for cell in cells:
        if cell in seen or cell in wrong:
            continue
        try:
            seen[cell] = _cell(cell, year_ends, from_1904)
        except (ValueError, OverflowError) as error:
            wrong[cell] = str(error) if isinstance(error, _PeriodError) else _NO_SUCH_DAY
    pairs = {one.day for one in seen.values() if one.kind == "pair"}
    months = any(one.kind == "month" for one in seen.values())
    years = any(one.kind == "year" for one in seen.values())
    as_years = (years or len(pairs) > 1) and not months
    days = {one.day for one in seen.values() if one.kind == "day"}
    by_month = {(day.year, day.month) for day in days}
    edges = all(day.day == 1 or day == month_end(day) for day in days)
    monthly = edges or len(by_month) == len(days)
    found: dict[Hashable, Period] = {}
    latest = date(today.year + 1, 12, 31)
    for cell, one in seen.items():
        day, precision = _resolved(one, year_ends, as_years=as_years, monthly=monthly)
        if day > latest:
            wrong[cell] = _TOO_LATE
        elif day < EARLIEST:
            wrong[cell] = _TOO_EARLY
        else:
            found[cell] = (day.toordinal(), precision)
    return Periods(found, wrong, any(one.kind == "quarter" for one in seen.values()))


def month_without_year(cell: object) -> int | None:
    """Return the number of a month that is named without its year, such as "April"; else None."""
    return MONTH_NUMBERS.get(cell.strip().lower().rstrip(".")) if isinstance(cell, str) else None


def first_year(cell: object) -> tuple[int, bool] | None:
    """Return the year a header over months names, and whether it is a financial year's first."""
    if isinstance(cell, float) and cell.is_integer() and 1948 <= cell <= 2200:
        return int(cell), False
    if isinstance(cell, int) and not isinstance(cell, bool) and 1948 <= cell <= 2200:
        return cell, False
    if not isinstance(cell, str):
        return None
    text = _FILLER.sub("", " ".join(cell.lower().split()))
    if match := _YEAR.fullmatch(text):
        return int(match[1]), False
    if match := _PAIR.fullmatch(text):
        return (int(match[1]), True) if _follows(int(match[1]), int(match[3])) else None
    if (match := _LONG_PAIR.fullmatch(text)) and int(match[2]) == int(match[1]) + 1:
        return int(match[1]), True
    return None


class _PeriodError(ValueError):
    """Not a period; the words say why."""


def _resolved(one: _Seen, year_ends: int, *, as_years: bool, monthly: bool) -> tuple[date, int]:
    if one.kind == "pair":
        if as_years:
            return _year_end(one.day.year + 1, _financial(year_ends)), YEAR
        return month_end(one.day), MONTH
    if one.kind == "year":
        return one.day, YEAR
    if one.kind == "day" and not monthly:
        return one.day, DAY
    return month_end(one.day), MONTH


def _cell(cell: Hashable, year_ends: int, from_1904: bool) -> _Seen:
    if isinstance(cell, datetime):
        return _Seen("day", cell.date())
    if isinstance(cell, date):
        return _Seen("day", cell)
    if isinstance(cell, bool):
        raise _PeriodError(_NOT_A_PERIOD)
    if isinstance(cell, (int, float)):
        if cell != cell or cell in (float("inf"), float("-inf")):
            raise _PeriodError(_NOT_A_PERIOD)
        if SERIALS[0] <= cell <= SERIALS[1]:
            return _Seen("day", (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=int(cell)))
        if cell != int(cell):
            raise _PeriodError(_NOT_A_PERIOD)
        return _text(str(int(cell)), year_ends, from_1904)
    if isinstance(cell, str):
        return _text(cell, year_ends, from_1904)
    raise _PeriodError(_NOT_A_PERIOD)


def _text(cell: str, year_ends: int, from_1904: bool) -> _Seen:
    text = " ".join(cell.lower().split()).strip("'")
    if match := _YEAR_TO.fullmatch(text):
        return _Seen("year", month_end(_text(match[1], year_ends, from_1904).day))
    text = _FILLER.sub("", text)
    if match := _ISO.fullmatch(text):
        return _Seen("day", date(int(match[1]), int(match[2]), int(match[3])))
    if match := _UK.fullmatch(text):
        return _Seen("day", date(_full(match[3]), int(match[2]), int(match[1])))
    if match := _PAIR.fullmatch(text):
        return _pair(int(match[1]), match[2], int(match[3]), year_ends)
    if (match := _LONG_PAIR.fullmatch(text)) and int(match[2]) == int(match[1]) + 1:
        return _Seen("year", _year_end(int(match[2]), _financial(year_ends)))
    if match := _MONTH_YEAR.fullmatch(text):
        return _Seen("month", date(int(match[2]), int(match[1]), 1))
    if match := _YEAR.fullmatch(text):
        return _Seen("year", _year_end(int(match[1]), year_ends))
    if (match := _SERIAL.fullmatch(text)) and SERIALS[0] <= int(match[1]) <= SERIALS[1]:
        return _cell(int(match[1]), year_ends, from_1904)
    if match := _M.fullmatch(text):
        return _Seen("month", date(int(match[1]), int(match[2]), 1))
    if match := _QUARTER.fullmatch(text):
        return _quarter(int(match[1] or match[4]), match[2] if match[1] else match[3])
    return _named(text)


def _named(text: str) -> _Seen:
    if (match := _NAMED.fullmatch(text)) and match[1] in MONTH_NUMBERS:
        return _Seen("month", date(_full(match[2]), MONTH_NUMBERS[match[1]], 1))
    if (match := _NAMED_LAST.fullmatch(text)) and match[2] in MONTH_NUMBERS:
        return _Seen("month", date(int(match[1]), MONTH_NUMBERS[match[2]], 1))
    if (match := _NAMED_DAY.fullmatch(text)) and match[2] in MONTH_NUMBERS:
        return _Seen("day", date(_full(match[3]), MONTH_NUMBERS[match[2]], int(match[1])))
    raise _PeriodError(_NOT_A_PERIOD)


def _pair(year: int, sign: str, second: int, year_ends: int) -> _Seen:
    """Read "2012-13", "2013/14", "201304": a financial year, a month, or only the column knows."""
    if not _follows(year, second):
        return _Seen("month", date(year, second, 1))
    if second > 12 or second == 0 or sign == "/":
        return _Seen("year", _year_end(year + 1, _financial(year_ends)))
    return _Seen("pair", date(year, second, 1))


def _quarter(number: int, year: str) -> _Seen:
    """Return the last month of a financial year's quarter: Q1 ends in June."""
    named = first_year(year)
    if named is None or not named[1]:
        raise _PeriodError(_WHICH_YEAR)
    month = (6, 9, 12, 3)[number - 1]
    return _Seen("quarter", date(named[0] + (number == 4), month, 1))


def _follows(year: int, second: int) -> bool:
    return (year + 1) % 100 == second


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _financial(year_ends: int) -> int:
    """Return the month in which a year over two calendar years ends: never December."""
    return 3 if year_ends == 12 else year_ends


def _year_end(year: int, month: int) -> date:
    return month_end(date(year, month, 1))


def months_of(names: Mapping[int, int], year: int, financial: bool) -> dict[int, date]:
    """Return the first day of months named without a year, by column, under one year's header."""
    return {
        column: date(year + (financial and month < 4), month, 1) for column, month in names.items()
    }
