"""What a meeting is on paper and in calendars: its iCalendar entries, and the attendance paper."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.attendance_records import AttendanceRecord, attendance_record
from visits_app.domain.dates import read_time
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.meeting_rules import papers_due
from visits_app.domain.meetings import Meeting, MeetingItem
from visits_app.domain.privacy.decisions import Place
from visits_app.domain.text import date_in_words
from visits_app.store import meeting_facts as facts
from visits_app.store import meetings as rows
from visits_app.store import registers

if TYPE_CHECKING:
    from visits_app.reports.calendar_files import CalendarEntry
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store

MINUTES = 120
"""How long a meeting stands in a calendar; no end is kept."""

_WITHOUT = "An item without press and public"
"""Stands in a calendar, which others may see, for a restricted item."""


def calendar_of_meetings(store: "Store", meeting_ids: Sequence[str]) -> bytes:
    """Return an iCalendar file of meetings, each with the day its papers are due.

    An entry's name is made of the meeting's id, and its sequence grows with every change of it.
    """
    from visits_app.reports.calendar_files import calendar_file

    with store.read() as connection:
        known = {one.id: one for one in registers.meetings(connection)}
        changed = facts.changes(connection)
        agendas = {id: rows.items_of(connection, id) for id in meeting_ids}
    entries = []
    for id in meeting_ids:
        if id not in known:
            raise UnknownRecord("This meeting is not in the store any more.")
        sequence, stamp = changed.get(id, (0, datetime(2000, 1, 1, tzinfo=UTC)))
        entries += _entries(known[id], agendas[id], sequence, stamp)
    return calendar_file(entries)


def calendar_places(store: "Store", meeting_ids: Sequence[str]) -> tuple[Place, ...]:
    """Return the words a calendar file of meetings would carry, to be looked at before."""
    found = []
    with store.read() as connection:
        known = {one.id: one for one in registers.meetings(connection)}
        for id in meeting_ids:
            meeting = known.get(id)
            if meeting is None:
                continue
            when = f"{meeting.body}, {date_in_words(meeting.held_on.isoformat())}"
            found.append(Place(f"{when}, place", f"meeting/{id}/place", meeting.place))
            found += [
                Place(f"{when}, agenda", f"meeting/{id}/items/{item.id}", item.title)
                for item in rows.items_of(connection, id)
                if not item.restricted
            ]
    return tuple(place for place in found if place.text)


def meetings_to_come(store: "Store", *, today: date, body_id: str = "") -> tuple[Meeting, ...]:
    """Return meetings from today on, and those of the last month, for a calendar."""
    start = today - timedelta(days=31)
    with store.read() as connection:
        return tuple(
            one
            for one in registers.meetings(connection)
            if one.held_on >= start and (not body_id or one.body_id == body_id)
        )


def attendance_at(store: "Store", body_id: str, start: date, end: date) -> AttendanceRecord:
    """Return who came to a body's meetings from `start` to `end`, both in it."""
    with store.read() as connection:
        body = next((one for one in rows.bodies(connection) if one.id == body_id), None)
        if body is None:
            raise UnknownRecord("This body is not in the register any more.")
        held = [
            one
            for one in registers.meetings(connection)
            if one.body_id == body_id and start <= one.held_on <= end
        ]
        return attendance_record(
            body.name,
            start,
            end,
            held,
            rows.attendance(connection, [one.id for one in held]),
            rows.seats(connection, body_id),
            {member.id: member for member in registers.members(connection)},
            note=body.note,
        )


def attendance_in(store: "Store", body_id: str, year: str, *, today: date) -> "Document":
    """Return the paper of a body's attendance in a municipal year such as "2013/14"."""
    from visits_app.domain.municipal_years import first_day, last_day

    return attendance_paper(store, body_id, first_day(year), last_day(year), today=today)


def attendance_paper(
    store: "Store", body_id: str, start: date, end: date, *, today: date
) -> "Document":
    """Return the paper of a body's attendance from `start` to `end`."""
    from visits_app.reports.attendance_paper import build

    return build(attendance_at(store, body_id, start, end), today=today)


def _entries(
    meeting: Meeting, items: Sequence[MeetingItem], sequence: int, stamp: datetime
) -> list["CalendarEntry"]:
    from visits_app.reports.calendar_files import CalendarEntry

    off = meeting.held is False
    titles = [_WITHOUT if item.restricted else item.title for item in items]
    notes = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
    return [
        CalendarEntry(
            uid=f"{meeting.id}@meetings.member-visits",
            sequence=sequence,
            title=meeting.body,
            day=meeting.held_on,
            stamp=stamp,
            starts_at=read_time(meeting.starts_at) if meeting.starts_at else None,
            minutes=MINUTES,
            place=meeting.place,
            notes=notes,
            cancelled=off,
        ),
        CalendarEntry(
            uid=f"{meeting.id}-papers@meetings.member-visits",
            sequence=sequence,
            title=f"Papers due: {meeting.body}",
            day=papers_due(meeting),
            stamp=stamp,
            cancelled=off,
        ),
    ]
