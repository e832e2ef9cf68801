"""Figures in words: the one place that writes a value, a target, a month and a doubt."""

import math
from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from operator import lt

from visits_app.domain.indicators import (
    Certainty,
    Frequency,
    Indicator,
    Observation,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.registers import Precision

# Not strftime: Qt sets the process's locale, and the months of an English sentence are English.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SMALL_BASE = 20
"""Below this denominator one case more or less moves a percentage by five points."""

ILLUSTRATION = "Illustration: these figures are invented and stand for no council."

_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}
_AFTER = {Unit.PER_CENT: "%", Unit.RATE: " per 10,000", Unit.RATE_100K: " per 100,000"}
_COUNTED = {Unit.CASES: ("case", "cases"), Unit.POSTS: ("post", "posts")}
_DOUBTS = {
    Certainty.STATED: "Stated",
    Certainty.DATE_INFERRED: "Date inferred",
    Certainty.APPROXIMATE: "Approximate",
    Certainty.UNDATED: "No date given",
    Certainty.DERIVED: "Worked out from other figures",
    Certainty.IN_WORDS: "In words only",
}


def day_in_words(day: date) -> str:
    """Return "31 January 2014"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """Return "January 2014"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_end(day: date) -> date:
    """Return the last day of `day`'s month."""
    if day.month == 12:
        return date(day.year, 12, 31)
    return date(day.year, day.month + 1, 1) - timedelta(days=1)


def period_in_words(observation: Observation) -> str:
    """Return the time a figure speaks for: "January 2014", "2013", "year to March 2013"."""
    day = observation.period
    if day is None:
        return "Date not given"
    if observation.precision is Precision.MONTH:
        return month_in_words(day)
    if observation.precision is Precision.YEAR:
        if (day.month, day.day) in {(12, 31), (1, 1)}:
            return str(day.year)
        return f"year to {month_in_words(day)}"
    return day_in_words(day)


def number_in_words(indicator: Indicator, value: float, *, trim: bool = False) -> str:
    """Return a value with its sign of unit at most: "60.3%", "1,233"; `trim` drops ".0"."""
    words = f"{abs(value):,.{max(indicator.decimals, 0)}f}"
    if trim and "." in words:
        words = words.rstrip("0").rstrip(".")
    if value < 0 and any(digit in words for digit in "123456789"):
        words = f"−{words}"
    return f"{words}%" if indicator.unit is Unit.PER_CENT else words


def value_in_words(indicator: Indicator, value: float, *, trim: bool = False) -> str:
    """Return a value with its unit: "60.3%", "429.8 per 10,000", "1,233", "20 cases"."""
    words = number_in_words(indicator, value, trim=trim)
    if indicator.unit in _COUNTED:
        one, many = _COUNTED[indicator.unit]
        return f"{words} {one if words == '1' else many}"
    return words if indicator.unit is Unit.PER_CENT else words + _AFTER.get(indicator.unit, "")


def figure_in_words(indicator: Indicator, observation: Observation) -> str:
    """Return a figure as a table prints it: "93.8%, 181 of 193", or the source's own words."""
    if not has_value(observation):
        return observation.value_text or "No figure"
    words = value_in_words(indicator, observation.value or 0.0)
    if observation.certainty is Certainty.APPROXIMATE and not observation.value_text:
        words = f"about {words}"
    if observation.numerator is not None and observation.denominator is not None:
        words += f", {_plain(observation.numerator)} of {_plain(observation.denominator)}"
    return f"{words} ({observation.value_text})" if observation.value_text else words


def unit_in_words(indicator: Indicator) -> str:
    """Return the unit for a subtitle, capitalised: "Per cent", "Rate per 10,000"."""
    return "" if indicator.unit is Unit.OTHER else indicator.unit.value.capitalize()


def target_in_words(indicator: Indicator, target: Target) -> str:
    """Return a target with its sense: "80% or more", "no more than 20", "about 173 per 10,000".

    A band reads "between 80% and 90%".
    """
    if target.sense == "between" and target.upper is not None:
        lower = number_in_words(indicator, target.value, trim=True)
        return f"between {lower} and {value_in_words(indicator, target.upper, trim=True)}"
    words = value_in_words(indicator, target.value, trim=True)
    if target.sense == "at least":
        return f"{words} or more"
    return f"no more than {words}" if target.sense == "at most" else f"about {words}"


def target_label(indicator: Indicator, target: Target) -> str:
    """Return a target as the line's label: "Target 80% or more", "Target: no more than 20"."""
    joint = ": " if target.sense in {"at most", "about"} else " "
    return f"Target{joint}{target_in_words(indicator, target)}"


def target_at(targets: Iterable[Target], day: date | None) -> Target | None:
    """Return the target in force on `day`; the newest one where `day` is None."""
    held = [t for t in targets if day is None or t.starts_on is None or t.starts_on <= day]
    return max(held, key=lambda t: (t.starts_on or date.min, t.value), default=None)


def target_met(target: Target, value: float) -> bool | None:
    """Say whether a value reaches a target; None where the target has no better side."""
    if target.sense == "at least":
        return value >= target.value
    if target.sense == "between" and target.upper is not None:
        return target.value <= value <= target.upper
    return value <= target.value if target.sense == "at most" else None


def has_value(observation: Observation) -> bool:
    """Say whether an observation holds a number that can be drawn."""
    return observation.value is not None and math.isfinite(observation.value)


def small_base(observation: Observation) -> bool:
    """Say whether a figure rests on fewer than `SMALL_BASE` cases."""
    return observation.denominator is not None and observation.denominator < SMALL_BASE


def unsure(observation: Observation) -> bool:
    """Say whether a point is drawn hollow."""
    doubtful = observation.certainty in {Certainty.DATE_INFERRED, Certainty.APPROXIMATE}
    return doubtful or observation.provisional or small_base(observation)


def doubt_in_words(observation: Observation) -> str:
    """Return how sure a figure is: "Stated", "Date inferred, provisional"."""
    words = [_DOUBTS[observation.certainty]]
    if observation.provisional:
        words.append("Provisional")
    if observation.revised:
        words.append("Revised")
    if small_base(observation):
        words.append(f"Fewer than {SMALL_BASE} cases")
    if len(words) > 1 and observation.certainty is Certainty.STATED:
        del words[0]
    return ", ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])])


def when_in_words(observation: Observation) -> str:
    """Return the time as part of a sentence: "in January 2014", "on 4 March 2014"."""
    words = period_in_words(observation)
    if observation.period is None:
        return "date not given"
    if words.startswith("year to"):
        return f"in the {words}"
    by_month = observation.precision in {Precision.MONTH, Precision.YEAR}
    return f"in {words}" if by_month else f"on {words}"


def in_order(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return figures oldest first, on one date the surest first; undated last, as they came."""
    seen = list(observations)
    dated = [o for o in seen if o.period is not None]
    days = [o.period for o in dated if o.period is not None]
    if not all(map(lt, days, days[1:])):  # mostly they come in order, and then nothing is ranked
        dated.sort(key=_place)
    return (*dated, *(o for o in seen if o.period is None))


def latest_of(observations: Iterable[Observation]) -> Observation | None:
    """Return the newest dated number, else the last number told, else the last words."""
    newest: Observation | None = None
    for seen in in_order(observations):
        if newest is None or _worth(seen) >= _worth(newest):
            newest = seen
    return newest


def series_in_order(
    series: Sequence[Series], observations: Iterable[Observation]
) -> tuple[Series, ...]:
    """Return series, the best to show first: filled ones, real ones, ones that can be drawn."""
    seen = list(observations)
    drawable = {o.series_id for o in seen if o.period is not None and has_value(o)}
    return series_by_use(series, {one.series_id for one in seen}, drawable)


def series_by_use(
    series: Sequence[Series], filled: Container[str], drawable: Container[str]
) -> tuple[Series, ...]:
    """Return series as `series_in_order` does, from the ids of those that hold anything to show."""
    return tuple(sorted(series, key=lambda one: _use(one, filled, drawable)))


def _use(one: Series, filled: Container[str], drawable: Container[str]) -> tuple[bool, ...]:
    return (
        one.id not in filled,
        one.kind is SeriesKind.ILLUSTRATION,
        one.id not in drawable,
        # England's and the neighbours' are for comparison, whichever came in first.
        one.kind is SeriesKind.PUBLISHED,
    )


def frequency_of(indicator: Indicator, observations: Iterable[Observation]) -> Frequency:
    """Return how often one series comes: a yearly publication of a monthly measure is yearly."""
    dated = [o for o in in_order(observations) if o.period is not None and has_value(o)]
    days = [o.period for o in dated if o.period is not None]
    if dated and all(o.precision is Precision.YEAR for o in dated):
        return Frequency.ANNUAL
    apart = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(days) > 2 and min(apart) > 300 and len({day.month for day in days}) == 1:
        return Frequency.ANNUAL
    return indicator.frequency


def sparkline_points(values: Sequence[float | None]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return values as runs of (x, y) within 0..1, y upwards; a missing value ends a run."""
    numbers = [v for v in values if v is not None and math.isfinite(v)]
    if not numbers:
        return ()
    low, high = min(numbers), max(numbers)
    wide = max(len(values) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None or not math.isfinite(value):
            runs.append([])
            continue
        # Halves: the difference of two huge values may itself be too large for a float.
        height = (value / 2 - low / 2) / (high / 2 - low / 2) if high / 2 > low / 2 else 0.5
        runs[-1].append((index / wide if len(values) > 1 else 1.0, min(max(height, 0.0), 1.0)))
    return tuple(tuple(run) for run in runs if run)


def _plain(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def _place(seen: Observation) -> tuple[object, ...]:
    return (
        seen.period or date.max,
        not has_value(seen),
        seen.provisional,
        _RANKS[seen.certainty],
        seen.value if has_value(seen) and seen.value is not None else 0.0,
        seen.value_text,
        seen.note,
        seen.denominator or 0.0,
        seen.numerator or 0.0,
        seen.precision,
        seen.revised,
    )


def _worth(seen: Observation) -> tuple[bool, bool, date]:
    return (has_value(seen), seen.period is not None, seen.period or date.min)
