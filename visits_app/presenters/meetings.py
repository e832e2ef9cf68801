"""Meetings of the bodies that read reports, and events round them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from visits_app.domain.registers import Precision
from visits_app.domain.text import date_in_words
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """A meeting or an event on the time line."""

    on: date
    when: str
    title: str
    is_meeting: bool
    topics: tuple[str, ...] = ()
    note: str = ""
    visits_item: bool = False


class MeetingsPresenter:
    """The time line, newest first."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def entries(self, *, meetings: bool, events: bool) -> tuple[DiaryEntry, ...]:
        """Read the time line."""
        from visits_app.services import registers

        store = self._space.store
        found: list[DiaryEntry] = []
        if meetings:
            found += [
                DiaryEntry(
                    item.held_on,
                    date_in_words(item.held_on.isoformat()),
                    item.body,
                    True,
                    item.topics,
                    item.note,
                    item.visits_item,
                )
                for item in registers.meetings(store)
            ]
        if events:
            found += [
                DiaryEntry(
                    item.on, _roughly(item.on, item.precision), item.title, False, (), item.detail
                )
                for item in registers.events(store)
            ]
        return tuple(sorted(found, key=lambda entry: entry.on, reverse=True))


def _roughly(day: date, precision: Precision) -> str:
    if precision is Precision.UNDATED:
        return "Date not given"
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        return f"{day:%B %Y}"
    return date_in_words(day.isoformat())
