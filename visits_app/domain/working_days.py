"""Working days of England: weekends and bank holidays are none."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)


@cache
def bank_holidays(year: int) -> dict[date, str]:
    """Return England's bank holidays of a year with their names (the library `holidays`)."""
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv="ENG", years=year))


def why_not_working(day: date) -> str:
    """Return why `day` is no working day ("Saturday", "Good Friday"), "" where it is one."""
    if day.weekday() >= 5:
        return ("Saturday", "Sunday")[day.weekday() - 5]
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Say whether councils work on `day`."""
    return not why_not_working(day)


def working_days_after(day: date, count: int) -> date:
    """Return the working day `count` working days after `day`, which need not be one itself.

    For 0 that is `day` or the next working day.
    """
    return _walk(day, count, _next)


def working_days_before(day: date, count: int) -> date:
    """Return the working day `count` working days before `day`; for 0 `day` or the one before."""
    return _walk(day, count, _previous)


def papers_due_for(meeting: date, clear_days: int = 5) -> date:
    """Return the last day for papers with that many clear working days before a meeting.

    Neither the day papers go out nor the day of the meeting counts (Local Government Act 1972,
    sections 100A and 100B, as amended: five clear days).
    """
    return working_days_before(meeting, clear_days + 1)


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and with `end`; negative where `end` is first."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + _DAY * n for n in range(1, (end - start).days + 1))
    return sum(1 for day in days if is_working_day(day))


def _walk(day: date, count: int, step: Callable[[date], date]) -> date:
    if count < 0:
        raise ValueError("count of working days must not be negative")
    if count == 0:
        return day if is_working_day(day) else step(day)
    for _ in range(count):
        day = step(day)
    return day


def _next(day: date) -> date:
    day += _DAY
    while not is_working_day(day):
        day += _DAY
    return day


def _previous(day: date) -> date:
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day
