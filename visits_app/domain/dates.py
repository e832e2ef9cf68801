"""Dates and times as people type them."""

import re
from datetime import date, time, timedelta

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
"""Dates outside these are slips of the keyboard."""

MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{2}|\d{4}))?", re.ASCII)
_WORDS = re.compile(r"(?:[a-z]+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?(?:\s+(\d{4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.ASCII)
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}


def read_date(text: str, today: date) -> date | None:
    """Return the day meant by "4/3/2014", "4 March 2014", "2014-03-04", "4 Mar" or "today".

    The day comes before the month. Without a year the nearest such day to `today` is meant.
    None where no real day from 1990 to 2100 is meant.
    """
    text = " ".join(text.strip().lower().split())
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), match[3]
    elif (match := _WORDS.fullmatch(text)) and match[2] in MONTH_NUMBERS:
        day, month, year = int(match[1]), MONTH_NUMBERS[match[2]], match[3]
    else:
        return None
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = [_day(today.year + shift, month, day) for shift in (-1, 0, 1)]
    return min((d for d in near if d), key=lambda d: abs((d - today).days), default=None)


def read_time(text: str) -> time | None:
    """Return the time meant by "14:30", "14.30", "2.30pm", "2 pm" or "9"; None where none is."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None
