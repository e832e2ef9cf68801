"""Which teams wait for a visit."""

from datetime import date

import pytest

from visits_app.domain.visits import TeamCoverage

TODAY = date(2014, 3, 31)


@pytest.mark.parametrize(
    ("every", "last", "coming", "due"),
    [
        (3, date(2013, 12, 31), None, True),
        (3, date(2014, 1, 2), None, False),
        (3, date(2013, 6, 1), date(2014, 4, 2), False),
        (None, date(2010, 1, 1), None, False),
        (None, None, None, True),
        (1, date(2014, 2, 28), None, True),
    ],
)
def test_a_team_is_due_when_it_has_waited_long_enough(
    every: int | None, last: date | None, coming: date | None, due: bool
) -> None:
    assert TeamCoverage("t", "Team", every, last, coming).is_due(TODAY) is due
