"""What arrived since the committee last met, and when it meets again."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.arrivals import ArrivedReport
from visits_app.store import arrivals as rows
from visits_app.store import registers

if TYPE_CHECKING:
    from visits_app.domain.meetings import Meeting
    from visits_app.store.engine import Store

WITHOUT_MEETINGS = timedelta(days=30)
"""How far back is looked where no meeting is on record."""


def arrived(
    store: "Store", *, today: date, limit: int
) -> "tuple[tuple[ArrivedReport, ...], int, Meeting | None]":
    """Return reports that came in since the last meeting or wait to be checked, and how many.

    The meeting is the third; without one it is what came in the last month.
    """
    with store.read() as connection:
        held = [
            meeting
            for meeting in registers.meetings(connection)
            if meeting.held_on < today and meeting.held is not False
        ]
        last = max(held, key=lambda meeting: meeting.held_on, default=None)
        since = last.held_on if last else today - WITHOUT_MEETINGS
        return (*rows.arrived(connection, since, limit, today), last)


def meetings_ahead(store: "Store", *, today: date, limit: int) -> "tuple[Meeting, ...]":
    """Return the meetings to come, soonest first."""
    with store.read() as connection:
        ahead = [
            meeting
            for meeting in registers.meetings(connection)
            if meeting.held_on >= today and meeting.held is not False
        ]
    return tuple(sorted(ahead, key=lambda meeting: (meeting.held_on, meeting.id))[:limit])
