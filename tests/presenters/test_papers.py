"""Periods, deadlines and titles a new paper is offered, and what is said of changes."""

from datetime import date

import pytest

from tests.paper_samples import line
from visits_app.domain.meetings import Meeting
from visits_app.domain.paper_merging import merge
from visits_app.domain.paper_sections import sections_of
from visits_app.domain.papers import Paper, PaperKind, PartKind
from visits_app.presenters.paper_arranging import arrange, changes_told, period_words
from visits_app.presenters.paper_states import HeadLine, PartLine
from visits_app.presenters.papers import (
    deadline,
    periods,
    suggested_title,
)

TODAY = date(2014, 7, 1)
SUMMARY = sections_of(PaperKind.SUMMARY)


def test_the_period_since_the_last_meeting_that_had_visits_comes_first() -> None:
    meetings = (
        Meeting("a", date(2014, 2, 18), "Panel", visits_item=True),
        Meeting("b", date(2014, 6, 10), "Panel"),
        Meeting("c", date(2014, 9, 1), "Panel", visits_item=True),
    )
    found = periods(meetings, TODAY)
    assert found[0].label == "Since the last meeting, 18 February 2014"
    assert (found[0].starts, found[0].ends) == (date(2014, 2, 19), TODAY)
    assert [one.label for one in found[1:]] == [
        "This municipal year",
        "Last municipal year",
        "Everything on record",
    ]
    assert (found[1].starts, found[1].ends) == (date(2014, 5, 1), TODAY)
    assert (found[2].starts, found[2].ends) == (date(2013, 5, 1), date(2014, 4, 30))
    assert len(periods((), TODAY)) == 3


def test_papers_are_due_five_clear_working_days_before_or_when_the_meeting_says() -> None:
    usual = Meeting("a", date(2014, 4, 24), "Panel")
    assert deadline(usual) == "Papers by Monday 14 April 2014"  # Easter lies between
    own = Meeting("a", date(2014, 4, 24), "Panel", papers_due=date(2014, 4, 10))
    assert deadline(own) == "Papers by Thursday 10 April 2014"


def test_a_title_is_made_of_kind_and_period() -> None:
    def title(starts: str, ends: str) -> str:
        return suggested_title(PaperKind.ACTIONS, starts, ends, TODAY)

    assert title("1/3/2014", "31 March 2014") == "Action log, 1 March 2014 to 31 March 2014"
    assert title("", "31/3/2014") == "Action log, 31 March 2014"
    assert title("soon", "") == "Action log"


def test_periods_are_said_with_open_ends() -> None:
    paper = Paper("p", PaperKind.SUMMARY, "t")
    day = date(2014, 3, 4)
    assert period_words(paper) == "everything on record"
    opened = Paper("p", PaperKind.SUMMARY, "t", starts_on=day)
    assert period_words(opened) == "from 4 March 2014"
    ended = Paper("p", PaperKind.SUMMARY, "t", ends_on=day)
    assert period_words(ended) == "up to 4 March 2014"


def test_tables_begin_anew_after_words_between_their_rows() -> None:
    parts = (
        line("a", "1 March", "Fostering", "Visit", "We", "Assured", section="visits"),
        line("b", "Between.", section="visits"),
        line("c", "2 March", "Adoption", "Visit", "We", "Assured", section="visits"),
        line("d", "3 March", "Adoption", "Visit", "We", "Assured", section="visits"),
        line("e", "caseload", section="suggestions", kind=PartKind.CHART),
    )
    paper = Paper("p", PaperKind.SUMMARY, "t")
    state = arrange(paper, SUMMARY, parts, {}, {"caseload": "Average caseload"}, public=True)
    rows = {one.key: one for one in state.lines if isinstance(one, PartLine)}
    assert [rows[key].opens_table for key in "abcd"] == [True, False, True, False]
    assert rows["a"].widest == ("March", "Fostering", "visit", "Visitors", "Confidence")
    assert sum(rows["a"].shares) == pytest.approx(1)
    assert rows["e"].text == "Chart: Average caseload"
    heads = [one.section for one in state.lines if isinstance(one, HeadLine)]
    assert "appendix" not in heads


def test_changes_that_meet_own_words_come_first_and_are_counted() -> None:
    kept = (line("a", "Old."), line("b", "Old.", edited=("Mine.",)), line("c", "Gone."))
    drafted = (line("a", "New."), line("b", "New."), line("d", "Here.", restricted=True))
    told = changes_told(merge(kept, drafted).news, SUMMARY, {})
    assert [(one.key, one.told) for one in told.lines] == [
        ("b", "Changed"),
        ("a", "Changed"),
        ("c", "Gone"),
        ("d", "New, restricted"),
    ]
    assert told.told.startswith("4 changes in the records since this paper was drafted. One meets")
    assert changes_told(merge(kept[:1], drafted[:1]).news, SUMMARY, {}).told.startswith("One ")
