"""The time line of meetings and events."""

from datetime import date

import pytest

from visits_app.domain.registers import Precision
from visits_app.presenters.meetings import MeetingsPresenter, _roughly
from visits_app.presenters.workspace import Workspace


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.DAY, "9 December 2013"),
        (Precision.MONTH, "December 2013"),
        (Precision.YEAR, "2013"),
        (Precision.UNDATED, "Date not given"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(precision: Precision, words: str) -> None:
    assert _roughly(date(2013, 12, 9), precision) == words


def test_the_example_has_its_meetings_among_the_events(example: Workspace) -> None:
    presenter = MeetingsPresenter(example)
    both = presenter.entries(meetings=True, events=True)
    assert [entry.on for entry in both] == sorted((e.on for e in both), reverse=True)
    meetings = presenter.entries(meetings=True, events=False)
    assert len(meetings) == 14 + 3
    assert all(entry.is_meeting for entry in meetings)
    events = presenter.entries(meetings=False, events=True)
    assert len(both) == len(meetings) + len(events)
    assert presenter.entries(meetings=False, events=False) == ()


def test_a_meeting_with_visits_on_its_agenda_says_so(example: Workspace) -> None:
    entries = MeetingsPresenter(example).entries(meetings=True, events=False)
    assert any(entry.visits_item for entry in entries)
    assert all(entry.topics or entry.note for entry in entries)


def test_an_empty_council_has_an_empty_time_line(council: Workspace) -> None:
    assert MeetingsPresenter(council).entries(meetings=True, events=True) == ()
