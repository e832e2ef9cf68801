"""Terms, seats, and what is doubtful about a visit: said with names and dates, never guessed."""

from datetime import date

import pytest

from visits_app.domain.meetings import Body, Seat
from visits_app.domain.reference_words import references_in_words
from visits_app.domain.register_checks import (
    body_faults,
    member_faults,
    seat_faults,
    term_doubt,
    visit_doubts,
)
from visits_app.domain.registers import Member, Team

DAY = date(2014, 3, 4)
ANN = Member("ann", "Ann Example", term_start=date(2010, 5, 6), term_end=date(2014, 5, 22))


def test_a_term_cannot_end_before_it_begins() -> None:
    assert member_faults(ANN) == ()
    (fault,) = member_faults(Member("m", "M", term_start=DAY, term_end=date(2014, 3, 3)))
    assert (fault.where, fault.what) == (
        "term_end",
        "The term cannot end before it begins, on 4 March 2014.",
    )
    assert [f.where for f in member_faults(Member("m", "M", term_end=date(1066, 10, 14)))] == [
        "term_end"
    ]
    assert [f.where for f in body_faults(Body("b", "B", ends_on=date(2200, 1, 1)))] == ["ends_on"]


def test_a_member_has_one_seat_on_a_body_with_its_dates_in_order() -> None:
    seats = (
        Seat("panel", "ann", "chair", DAY, date(2014, 1, 1)),
        Seat("panel", "ann"),
        Seat("board", "ann"),
    )
    assert [fault.what for fault in seat_faults(seats)] == [
        "Seat 1 cannot end before it begins.",
        "Seat 2 is there already; there is one for each.",
    ]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DAY, ""),
        (date(2010, 5, 6), ""),
        (date(2014, 5, 22), ""),
        (date(2010, 5, 5), "Ann Example’s term began on 6 May 2010, after this visit."),
        (date(2014, 5, 23), "Ann Example’s term ended on 22 May 2014, before this visit."),
        (None, ""),
    ],
)
def test_a_visit_outside_the_term_is_said(on: date | None, words: str) -> None:
    assert term_doubt(ANN, on) == words
    open_end = Member("m", "M")
    assert term_doubt(open_end, on) == ""


def test_a_retired_team_and_every_member_out_of_term_is_named() -> None:
    team = Team("t", "Fostering", retired=True)
    late = date(2014, 6, 1)
    gone = Member("bob", "Bob Example", retired=True)
    doubts = visit_doubts(team, (ANN, gone), late, DAY)
    assert [(fault.where, fault.what) for fault in doubts] == [
        ("team", "Fostering is retired from the register. Is it still to be visited?"),
        ("visitors", "Ann Example’s term ended on 22 May 2014, before this visit."),
        ("visitors", "Bob Example is retired from the register, and no end of the term is kept."),
    ]
    assert visit_doubts(team, (), DAY, DAY)[0].what.endswith("Was it this team that was visited?")
    assert visit_doubts(Team("t", "Fostering"), (ANN,), DAY, DAY) == ()
    assert visit_doubts(None, (), None, DAY) == ()


def test_what_refers_to_an_entry_is_counted_in_words() -> None:
    assert references_in_words({}) == ""
    assert references_in_words({("visit", "team_id"): 1}) == "1 visit"
    assert references_in_words(
        {
            ("visit", "team_id"): 12,
            ("indicator_team", "team_id"): 1,
            ("rota_visit", "team_id"): 1200,
            ("some_table", "x_id"): 2,
        }
    ) == "12 visits, 1 measure, 1,200 visits of the rota and 2 entries of “some table”"  # fmt: skip
