"""When the next figure of a measure should have come, and whether it is late."""

from dataclasses import dataclass
from datetime import date, timedelta

from visits_app.domain.figures import day_in_words, has_value, month_end, month_in_words
from visits_app.domain.indicators import Frequency, Indicator, Observation
from visits_app.domain.registers import Precision

MONTHLY_DAYS = 45
"""Days after its end by which a month's figure should have come."""

ANNUAL_DAYS = 365
"""Days after its end by which a year's figure should have come: published ones take that long."""

_LAST_YEAR = 9_990
"""Years from here on are slips: what would follow them has no date."""


@dataclass(frozen=True, slots=True)
class NextFigure:
    """The figure awaited: the last day of its month or year, and the day it is due."""

    period: date
    due: date
    frequency: Frequency

    def in_words(self) -> str:
        """Return the time it is for: "February 2014", "2014", "the year to March 2014"."""
        if self.frequency is Frequency.MONTHLY:
            return month_in_words(self.period)
        if (self.period.month, self.period.day) == (12, 31):
            return str(self.period.year)
        return f"the year to {month_in_words(self.period)}"

    def sentence(self) -> str:
        """Return "Figures for February 2014 were due by 14 April 2014."."""
        return f"Figures for {self.in_words()} were due by {day_in_words(self.due)}."


def next_figure(
    indicator: Indicator, latest: Observation | None, frequency: Frequency | None = None
) -> NextFigure | None:
    """Return the figure after `latest` and when it is due; None where none can be awaited.

    `frequency` is that of the series where it is not the indicator's. Nothing is awaited of
    irregular figures, nor where no figure has a date. `due_days` of the indicator counts from the
    end of the month or year awaited; without it a month has 45 days and a year 365.
    """
    often = indicator.frequency if frequency is None else frequency
    if latest is None or latest.period is None or not has_value(latest):
        return None
    end = _period_end(latest)
    if often is Frequency.IRREGULAR or end.year >= _LAST_YEAR:
        return None
    if often is Frequency.MONTHLY:
        awaited = month_end(end + timedelta(days=1))
        days = MONTHLY_DAYS
    else:
        awaited = month_end(date(end.year + 1, end.month, 1))
        days = ANNUAL_DAYS
    if indicator.due_days is not None:
        days = indicator.due_days
    return NextFigure(awaited, awaited + timedelta(days=days), often)


def late_figure(
    indicator: Indicator,
    latest: Observation | None,
    today: date,
    frequency: Frequency | None = None,
) -> NextFigure | None:
    """Return the figure that should have come by now; None where nothing is late."""
    awaited = next_figure(indicator, latest, frequency)
    return awaited if awaited is not None and awaited.due < today else None


def _period_end(seen: Observation) -> date:
    """Return the last day a dated figure speaks for; a year told by its first day is that year."""
    assert seen.period is not None
    if seen.precision is Precision.YEAR and (seen.period.month, seen.period.day) == (1, 1):
        return date(seen.period.year, 12, 31)
    return month_end(seen.period)
