"""Days, months and years as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits_app.domain.periods import period_text, read_period
from visits_app.domain.registers import Precision

TODAY = date(2014, 3, 4)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("March 2013", (date(2013, 3, 1), Precision.MONTH)),
        (" mar-13 ", (date(2013, 3, 1), Precision.MONTH)),
        ("Sept 2013", (date(2013, 9, 1), Precision.MONTH)),
        ("3/2013", (date(2013, 3, 1), Precision.MONTH)),
        ("2013-03", (date(2013, 3, 1), Precision.MONTH)),
        ("2013", (date(2013, 1, 1), Precision.YEAR)),
        ("4 March 2013", (date(2013, 3, 4), Precision.DAY)),
        ("4/3/2013", (date(2013, 3, 4), Precision.DAY)),
        ("today", (TODAY, Precision.DAY)),
        ("", None),
        ("soon", None),
        ("13/2013", None),
        ("Smarch 2013", None),
        ("1066", None),
        ("31 February 2013", None),
    ],
)
def test_a_period_is_known_as_exactly_as_it_was_typed(
    typed: str, expected: tuple[date, Precision] | None
) -> None:
    assert read_period(typed, TODAY) == expected


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(list(Precision)[:3]))
def test_what_is_written_out_reads_back(day: date, precision: Precision) -> None:
    first = {
        Precision.DAY: day,
        Precision.MONTH: day.replace(day=1),
        Precision.YEAR: day.replace(month=1, day=1),
    }[precision]
    assert read_period(period_text(day, precision), TODAY) == (first, precision)


@given(st.text(max_size=20))
def test_no_text_is_too_strange(text: str) -> None:
    found = read_period(text, TODAY)
    assert found is None or 1990 <= found[0].year <= 2100


class AbroadDate(date):
    """A date in a process whose locale is German, as Qt sets it from the desktop."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace("March", "März")


def test_what_is_shown_in_a_form_can_be_read_back_whatever_the_locale() -> None:
    shown = period_text(AbroadDate(2014, 3, 1), Precision.MONTH)
    assert read_period(shown, TODAY) == (date(2014, 3, 1), Precision.MONTH)
