"""Planned visits and meetings as iCalendar files (RFC 5545) that calendars take in and update."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: `uid` never changes, `sequence` grows with every change.

    `starts_at` None makes it a whole day. `stamp` is when it last changed; without a time zone it
    is UTC. `cancelled` takes it out of the calendars that have it.
    """

    uid: str
    sequence: int
    title: str
    day: date
    stamp: datetime
    starts_at: time | None = None
    minutes: int = 0
    place: str = ""
    notes: str = ""
    cancelled: bool = False


def calendar_file(entries: Sequence[CalendarEntry]) -> bytes:
    """Return an iCalendar file of entries; their times are London's, written in UTC.

    The same entries make the same bytes. Nothing is sent by it: the file is opened or imported.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Member Visits//Rota//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    stamp = entry.stamp if entry.stamp.tzinfo else entry.stamp.replace(tzinfo=UTC)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("summary", entry.title)
    if entry.starts_at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:
        start = datetime.combine(entry.day, entry.starts_at, ZoneInfo("Europe/London"))
        start = start.astimezone(UTC)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=entry.minutes))
    if entry.place:
        event.add("location", entry.place)
    if entry.notes:
        event.add("description", entry.notes)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.starts_at is None else "OPAQUE")
    return event
