"""A month as a calendar shows it: whole weeks from Monday, each day with what is on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from visits_app.domain.working_days import bank_holidays


class MarkKind(StrEnum):
    """What stands on a day, in the order a day has them."""

    MEETING = "meeting"
    PAPERS = "papers"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on a day; `id` is the meeting's, or the planned visit's.

    `off` where it was called off, or did not take place.
    """

    day: date
    kind: MarkKind
    title: str
    id: str
    time: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the grid; `holiday` is the name of a bank holiday."""

    day: date
    in_month: bool
    holiday: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def is_weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.day.weekday() >= 5


def first_shown(month: date) -> date:
    """Return the Monday on or before the first of a month."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def last_shown(month: date) -> date:
    """Return the last day of the six weeks that a month is shown in."""
    return first_shown(month) + timedelta(days=41)


def month_weeks(month: date, marks: Iterable[Mark] = ()) -> tuple[tuple[CalendarDay, ...], ...]:
    """Return six weeks that hold a month; each day's marks by kind, time and title."""
    found: dict[date, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.day, []).append(mark)
    order = list(MarkKind)
    days = []
    for number in range(42):
        day = first_shown(month) + timedelta(days=number)
        there = sorted(
            found.get(day, ()), key=lambda one: (order.index(one.kind), one.time, one.title)
        )
        in_month = (day.year, day.month) == (month.year, month.month)
        days.append(CalendarDay(day, in_month, bank_holidays(day.year).get(day, ""), tuple(there)))
    return tuple(tuple(days[week : week + 7]) for week in range(0, 42, 7))
