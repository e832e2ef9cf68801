"""Municipal years, and the references of recommendations that begin with them.

A council's year runs from one annual meeting to the next. That meeting falls in May nearly
everywhere (Local Government Act 1972, Schedule 12, part I), its day differs from council to council
and year to year, and no report of this kind is agreed between 1 May and it. So a year is taken to
begin on 1 May; where that is wrong for one recommendation, its year can be written by hand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

BEGINS_MONTH, BEGINS_DAY = 5, 1

_YEAR = re.compile(r"((?:19|20)\d\d)\s*[-/–]\s*((?:19|20)?\d\d)", re.ASCII)
_REFERENCE = re.compile(
    r"(?P<first>(?:19|20)\d\d)(?P<between>[-/–])(?P<second>(?:19|20)?\d\d)"
    r"(?P<before>\s*[-/–.:]\s*[A-Za-z]{0,4})(?P<number>\d{1,6})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart: "2013-14/1" is number 1 of "2013/14".

    `digits` is how wide numbers are written, `between` and `before` the signs in it, `long` whether
    the second year has four digits.
    """

    year: str
    number: int
    between: str = "-"
    before: str = "/"
    digits: int = 1
    long: bool = False

    def __str__(self) -> str:
        first, second = self.year.split("/")
        if self.long:
            second = str(int(first) + 1)
        return f"{first}{self.between}{second}{self.before}{self.number:0{self.digits}}"


def year_of(day: date) -> str:
    """Return the municipal year of a day: "2013/14"."""
    begun = (day.month, day.day) >= (BEGINS_MONTH, BEGINS_DAY)
    return _spelled(day.year if begun else day.year - 1)


def first_day(year: str) -> date:
    """Return the day a year such as "2013/14" begins."""
    return date(int(year[:4]), BEGINS_MONTH, BEGINS_DAY)


def last_day(year: str) -> date:
    """Return the day a year such as "2013/14" ends."""
    return date(int(year[:4]) + 1, BEGINS_MONTH, BEGINS_DAY) - timedelta(days=1)


def year_after(year: str) -> str:
    """Return the year that follows: "2014/15" after "2013/14"."""
    return _spelled(int(year[:4]) + 1)


def read_year(text: str) -> str | None:
    """Return the year meant by "2013/14", "2013-14" or "2013-2014"; None where none is."""
    match = _YEAR.fullmatch(text.strip())
    if match is None:
        return None
    year = _spelled(int(match[1]))
    return year if _follows(match[1], match[2]) else None


def read_reference(text: str) -> Reference | None:
    """Take a reference apart that begins with a municipal year; None for any other."""
    match = _REFERENCE.fullmatch(text.strip())
    if match is None or not _follows(match["first"], match["second"]):
        return None
    written = match["number"]
    return Reference(
        year=_spelled(int(match["first"])),
        number=int(written),
        between=match["between"],
        before=match["before"],
        digits=len(written) if written.startswith("0") else 1,
        long=len(match["second"]) == 4,
    )


def next_reference(year: str, references: Iterable[str]) -> str:
    """Return the first free reference of a year, in the form the newest references have.

    The number follows the highest of that year. Without any to go by: "2013-14/1".
    """
    known = [found for found in map(read_reference, references) if found]
    like = max(known, key=lambda one: (one.year == year, one.year, one.number), default=None)
    highest = max((one.number for one in known if one.year == year), default=0)
    form = like or Reference(year, 0)
    return str(Reference(year, highest + 1, form.between, form.before, form.digits, form.long))


def _spelled(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02}"


def _follows(first: str, second: str) -> bool:
    """Say whether the second year, of two digits or four, is the one after the first."""
    return str(int(first) + 1).endswith(second)
