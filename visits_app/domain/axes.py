"""Axes and the strip of flags: where ticks stand, what they say, and which marks would touch."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from visits_app.domain.charts import Axis, EventMark, VisitFlag
from visits_app.domain.figures import MONTHS, month_end

Mark = TypeVar("Mark", VisitFlag, EventMark)

LANES = 3
"""Rows of flags of each kind above the plot; what finds no place in them is merged."""

_MONTHS = (1, 3, 6, 12, 24, 60, 120, 600)
_YEARS = (1, 2, 5, 10, 20, 50, 100)
"""How far apart labels of the time axis may stand."""

_SMALLEST = 1e-6
"""Differences below this are the arithmetic's, not the measure's."""

_CHARACTER = 0.014
_PADDING = 0.018
"""A flag's width as a share of the time axis: per character, and round it."""


def value_axis(values: Sequence[float], *, per_cent: bool, whole: bool) -> Axis:
    """Return an axis that holds every value (data, targets, limits), with about five ticks.

    It starts at zero when the values spread over more than half of the largest, or not at all;
    otherwise it is cropped and three tenths of its height stay free below the lowest value. It
    never goes below 0 nor, for per cent, above 100 unless a value does.
    """
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    spread = high - low
    full = per_cent and high <= 100
    if low > 0 and max(_SMALLEST, high * 1e-9) < spread <= high / 2:
        top = high + 0.12 * spread
        top = min(top, 100.0) if full else top
        bottom = low - 3 / 7 * (top - low)
        if bottom > 0:
            step = _step(bottom, top, whole)
            return Axis(bottom, top, _ticks(bottom, top, step, per_cent))
    bottom, top = min(low, 0.0), max(high, 0.0)
    if top - bottom < _SMALLEST:
        top = 10.0 if per_cent else 5.0
    room = 0.05 * (top - bottom)
    step = _step(bottom - (room if low < 0 else 0), top + (room if high > 0 else 0), whole)
    bottom = math.floor((bottom - (room if low < 0 else 0)) / step) * step
    top = max(math.ceil((top + (room if high > 0 else 0)) / step) * step, high)
    top = min(top, 100.0) if full else top
    return Axis(min(bottom, low), top, _ticks(bottom, top, step, per_cent))


def months_axis(first: date, last: date) -> Axis:
    """Return an axis of whole months with a tick in the middle of each, where its figure stands.

    Every third month is labelled, the year shown once when it changes; a short axis labels each
    month, a long one every sixth or the years.
    """
    start, end = _month(first), _month(last)
    if end - start < 5:  # a lone figure still needs some time round it
        start -= (6 - (end - start)) // 2
        end = start + 5
    start, end = max(start, 12), min(end, 9999 * 12 + 10)
    middles = [float(_middle(month)) for month in range(start, end + 1)]
    ticks = _labelled_months(range(start, end + 1))
    minor = tuple(m for m in middles if m not in {position for position, _ in ticks})
    low = date(start // 12, start % 12 + 1, 1).toordinal()
    high = month_end(date(end // 12, end % 12 + 1, 1)).toordinal()
    return Axis(low, high, ticks, minor)


def years_axis(first: date, last: date, day: date) -> Axis:
    """Return an axis labelled with years, each tick on that year's `day` and month."""
    places = [
        (year, _anniversary(day, year))
        for year in range(max(first.year - 1, 1), min(last.year + 1, 9999) + 1)
    ]
    low, high = first.toordinal() - 150, last.toordinal() + 150
    inside = [(year, float(place)) for year, place in places if low <= place <= high]
    every = next((n for n in _YEARS if len(inside) / n <= 14), _YEARS[-1])
    offset = inside[-1][0] % every if inside else 0
    ticks = tuple((place, str(year)) for year, place in inside if year % every == offset)
    minor = tuple(place for year, place in inside if year % every != offset)
    return Axis(low, high, ticks, minor)


def axis_within(axis: Axis, low: float, high: float, most: int = 14) -> Axis:
    """Return the part of a time axis that a view shows, with at most about `most` labels.

    A zoomed view labels more closely, a narrow one or one in large type less.
    """
    places = sorted([position for position, _ in axis.ticks] + list(axis.minor))
    places = [place for place in places if low <= place <= high]
    ticks: tuple[tuple[float, str], ...]
    if all(label.isdigit() for _, label in axis.ticks):
        every = next((n for n in _YEARS if len(places) / n <= most), _YEARS[-1])
        years = [(place, date.fromordinal(int(place)).year) for place in places]
        offset = years[-1][1] % every if years else 0
        ticks = tuple((place, str(year)) for place, year in years if year % every == offset)
    else:
        ticks = _labelled_months(
            [_month(date.fromordinal(int(place))) for place in places], most=most
        )
    taken = {position for position, _ in ticks}
    return Axis(low, high, ticks, tuple(place for place in places if place not in taken))


def middle_of_month(day: date) -> date:
    """Return where a month's figure stands on the axis: in its middle, over its label."""
    return day.replace(day=15)


def flag_text(flag: VisitFlag) -> str:
    """Return what stands on a flag: "7", or "4 visits (4–7)" where flags merged."""
    if len(flag.numbers) == 1:
        return str(flag.numbers[0])
    return f"{len(flag.numbers)} visits ({flag.numbers[0]}–{flag.numbers[-1]})"


def place_marks(
    visits: Sequence[date], events: Sequence[EventMark], axis: Axis
) -> tuple[tuple[VisitFlag, ...], tuple[EventMark, ...]]:
    """Number visits by date, letter events, and give each flag a lane in which none touch.

    Visits have the lanes next to the plot, events those above. More than three visits of one
    month share a flag; a mark for which no lane is free joins the one before it. `visits` and
    `events` are in order of date and within the axis.
    """
    flags = _placed(_by_month(visits), axis)
    lettered = [replace(event, letter=_letter(place)) for place, event in enumerate(events)]
    above = 1 + max((flag.lane for flag in flags), default=-1)
    marks = [replace(mark, lane=mark.lane + above) for mark in _placed(lettered, axis)]
    return tuple(flags), tuple(marks)


def mark_text(mark: VisitFlag | EventMark) -> str:
    """Return what stands on any mark of the strip."""
    return flag_text(mark) if isinstance(mark, VisitFlag) else mark.letter


def _by_month(visits: Sequence[date]) -> list[VisitFlag]:
    months: dict[int, list[int]] = {}
    for number, day in enumerate(visits, start=1):
        months.setdefault(_month(day), []).append(number)
    flags: list[VisitFlag] = []
    for numbers in months.values():
        groups = [tuple(numbers)] if len(numbers) > 3 else [(number,) for number in numbers]
        flags += [VisitFlag(visits[group[0] - 1], group) for group in groups]
    return flags


def _placed(marks: list[Mark], axis: Axis) -> list[Mark]:
    # A merged flag is wider than its parts, so each merge starts the placing anew.
    while (crowded := _place_all(marks, axis)) is not None:
        marks[crowded - 1 : crowded + 1] = [_merged(marks[crowded - 1], marks[crowded])]
    return marks


def _place_all(marks: list[Mark], axis: Axis) -> int | None:
    """Give each mark its lane in place; return the first that finds none."""
    ends = [-math.inf] * LANES
    for place, mark in enumerate(marks):
        left, right = _extent(mark, axis)
        lane = next((lane for lane in range(LANES) if ends[lane] <= left), None)
        if lane is None:
            return place
        ends[lane] = right
        marks[place] = replace(mark, lane=lane)
    return None


def _extent(mark: VisitFlag | EventMark, axis: Axis) -> tuple[float, float]:
    half = (_CHARACTER * len(mark_text(mark)) + _PADDING) * (axis.high - axis.low) / 2
    return mark.on.toordinal() - half, mark.on.toordinal() + half


def _merged(one: Mark, other: Mark) -> Mark:
    if isinstance(one, VisitFlag) and isinstance(other, VisitFlag):
        return replace(one, numbers=(*one.numbers, *other.numbers))
    assert isinstance(one, EventMark)
    assert isinstance(other, EventMark)
    letter = f"{one.letter.split('–')[0]}–{other.letter.split('–')[-1]}"
    return replace(one, letter=letter, title=f"{one.title}; {other.title}")


def _letter(place: int) -> str:
    """Return A…Z, then AA, AB…, as spreadsheets do."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _middle(month: int) -> int:
    return date(month // 12, month % 12 + 1, 15).toordinal()


def _anniversary(day: date, year: int) -> int:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=year).toordinal()


def _labelled_months(months: Sequence[int], most: int = 14) -> tuple[tuple[float, str], ...]:
    every = next(
        (n for n in _MONTHS if n >= (3 if len(months) > 7 else 1) and len(months) / n <= most),
        _MONTHS[-1],
    )
    ticks: list[tuple[float, str]] = []
    shown: int | None = None
    for month in months:
        if month % every:
            continue
        year, name = month // 12, MONTHS[month % 12][:3]
        label = name if year == shown else f"{name} {year}"
        shown = year
        ticks.append((float(_middle(month)), label))
    return tuple(ticks)


def _step(low: float, high: float, whole: bool) -> float:
    """Return the round step that puts nearest to six ticks (five spaces) between the ends."""
    power = math.floor(math.log10(high - low))
    steps = [m * 10.0**p for p in (power - 1, power) for m in (1, 2, 2.5, 5)]
    if whole and high - low >= 2:
        steps = [step for step in steps if step >= 1 and step.is_integer()] or [1.0]
    return min(steps, key=lambda step: (abs((high - low) / step - 5), -step))


def _ticks(low: float, high: float, step: float, per_cent: bool) -> tuple[tuple[float, str], ...]:
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if digits == 0 and not float(step).is_integer():
        digits = 1
    digits += not math.isclose(step * 10**digits, round(step * 10**digits))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = []
    for count in range(first, last + 1):
        place = min(max(round(count * step, digits), low), high)
        words = f"{abs(place):,.{digits}f}" + ("%" if per_cent else "")
        ticks.append((place, f"−{words}" if place < 0 else words))
    return tuple(ticks)
