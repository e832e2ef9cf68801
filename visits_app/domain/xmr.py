"""The XmR method: which points of a series of figures are more than ordinary variation.

Many series are judged at once, those of one shape together. Source: the method as NHS England's
"Making Data Count" uses it, checked against NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from operator import lt
from typing import TYPE_CHECKING

from visits_app.domain.errors import Fault, FiguresRefused
from visits_app.domain.indicators import Direction, Target
from visits_app.domain.judgements import Assurance, Cause, Judgement, Phase, PointType
from visits_app.domain.xmr_arrays import Limits, limits_of, rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST = 1e100
"""Values from here on are refused: their sums would no longer be numbers."""

_DIRECTIONS = tuple(Direction)


@dataclass(frozen=True, slots=True)
class XmrInput:
    """One series to judge: a value or None for each date.

    A phase starts at the first point on or after each rebase date. `fix_after` takes mean and
    limits of a phase from its first so many points only. `screen` leaves outlying moving ranges
    out of their average.
    """

    dates: Sequence[date]
    values: Sequence[float | None]
    direction: Direction
    target: Target | None = None
    rebase_dates: Sequence[date] = ()
    fix_after: int | None = None
    screen: bool = True


def judge(
    dates: Sequence[date],
    values: Sequence[float | None],
    *,
    direction: Direction,
    target: Target | None = None,
    rebase_dates: Sequence[date] = (),
    fix_after: int | None = None,
    screen: bool = True,
) -> Judgement:
    """Return one series judged, its points in order of date.

    Raises FiguresRefused, with every fault, for two points on one date and for values that are
    not numbers (NaN, infinity, 1e100 and more).
    """
    asked = XmrInput(dates, values, direction, target, rebase_dates, fix_after, screen)
    return judge_all((asked,))[0]


def judge_all(inputs: Iterable[XmrInput]) -> tuple[Judgement, ...]:
    """Return many series judged, each exactly as `judge` alone would judge it.

    Raises FiguresRefused as `judge` does, the faults of the first series that has any.
    """
    ready: list[XmrInput] = []
    for asked in inputs:
        # Many series are of the same months: what is in order once need not be looked at again.
        ordered = bool(ready) and asked.dates == ready[-1].dates
        ready.append(_in_order(asked, known=ordered))
    alike: dict[tuple[int, tuple[int, ...], int | None, bool], list[int]] = {}
    for place, asked in enumerate(ready):
        starts = tuple(_starts(asked.dates, asked.rebase_dates))
        key = (len(asked.dates), starts, asked.fix_after, asked.screen)
        alike.setdefault(key, []).append(place)
    found: dict[int, Judgement] = {}
    for (_, starts, _, _), places in alike.items():
        batch = [ready[place] for place in places]
        found.update(zip(places, _judged(batch, starts), strict=True))
    return tuple(found[place] for place in range(len(ready)))


def _in_order(asked: XmrInput, *, known: bool) -> XmrInput:
    """Return a series oldest first, if its dates are not `known` to be so."""
    dates, values = asked.dates, asked.values
    if len(dates) != len(values):
        raise FiguresRefused("There must be one value, or none, for each date.", ())
    if asked.fix_after is not None and asked.fix_after < 1:
        raise FiguresRefused("The limits must be worked out from one point at least.", ())
    if known or all(map(lt, dates, dates[1:])):
        return asked
    order = sorted(range(len(dates)), key=dates.__getitem__)
    dates = tuple(dates[place] for place in order)
    twice = sorted({day for day, later in pairwise(dates) if day == later})
    if twice:
        faults = tuple(Fault(str(day), "there are two figures of this date.") for day in twice)
        raise FiguresRefused("Each date can have one figure only.", faults)
    return replace(asked, dates=dates, values=tuple(values[place] for place in order))


def _starts(dates: Sequence[date], rebase_dates: Iterable[date]) -> Iterator[int]:
    """Yield the place at which each phase starts."""
    if dates:
        yield 0
        if rebase_dates:
            yield from sorted({bisect_left(dates, day) for day in rebase_dates} - {0, len(dates)})


def _judged(batch: Sequence[XmrInput], starts: Sequence[int]) -> Iterator[Judgement]:
    """Yield series of one shape judged; `starts` is empty where there is no point at all."""
    import numpy as np

    if not starts:
        yield from (Judgement((), (), (), (), (), None, None) for _ in batch)
        return
    points = np.array([asked.values for asked in batch], dtype=np.float64)  # None becomes NaN
    _refuse_odd(batch, points)
    codes = np.empty(points.shape, dtype=np.uint8)
    marks = np.empty(points.shape, dtype=np.uint8)
    parts: list[list[Phase]] = []
    # To compare with NaN is meant: that is how a missing point comes to be of no cause.
    with np.errstate(invalid="ignore"):
        for first, end in zip(starts, (*starts[1:], points.shape[1]), strict=True):
            part = points[:, first:end]
            limits = limits_of(part[:, : batch[0].fix_after], screen=batch[0].screen)
            codes[:, first:end], marks[:, first:end] = rules(part, limits)
            parts.append(_phases(batch, part, limits, first))
    causes, types = _tables()
    ways = np.array([_DIRECTIONS.index(asked.direction) for asked in batch], dtype=np.intp)
    all_causes = map(tuple, causes.take(codes).tolist())
    all_types = map(tuple, types.take(codes + ways[:, None] * len(causes)).tolist())
    rows = zip(batch, zip(*parts, strict=True), all_causes, all_types, marks, strict=True)
    for asked, phases, row_causes, row_types, row_marks in rows:
        yield Judgement(
            dates=tuple(asked.dates),
            values=tuple(asked.values),
            phases=phases,
            causes=row_causes,
            types=row_types,
            variation=_latest(asked.values, row_types),
            assurance=assurance_of(phases[-1], asked.direction, asked.target),
            marks=row_marks.tobytes(),
        )


def _refuse_odd(batch: Sequence[XmrInput], points: NDArray[np.float64]) -> None:
    """Refuse the first series with a value that is not a number, or too large a one."""
    import numpy as np

    faults: list[Fault] = []
    refused = None
    for row, column in np.argwhere(~(np.abs(points) < LARGEST)).tolist():
        value = batch[row].values[column]
        if value is not None and refused in {None, row}:  # None is NaN among the points too
            refused = row
            day = batch[row].dates[column]
            faults.append(Fault(str(day), f"“{value}” is not a figure that can be judged."))
    if faults:
        raise FiguresRefused("Only finite numbers can be judged.", tuple(faults))


def _phases(
    batch: Sequence[XmrInput], part: NDArray[np.float64], limits: Limits, first: int
) -> list[Phase]:
    """Return one phase of every series of a batch."""
    import numpy as np

    last = first + part.shape[1] - 1
    counts = (~np.isnan(part)).sum(axis=1).tolist()
    columns = map(
        _or_none,
        (
            limits.mean,
            limits.average_range,
            limits.lower,
            limits.upper,
            limits.near_lower,
            limits.near_upper,
        ),
    )
    return [
        Phase(first, last, asked.dates[first], asked.dates[last], count, *numbers)
        for asked, count, *numbers in zip(batch, counts, *columns, strict=True)
    ]


def _or_none(column: NDArray[np.float64]) -> list[float | None]:
    """Return numbers, None in the place of each NaN."""
    numbers: list[float | None] = column.tolist()
    if math.isnan(column.sum()):
        return [None if number is None or math.isnan(number) else number for number in numbers]
    return numbers


def _latest(values: Sequence[float | None], types: Sequence[PointType]) -> PointType | None:
    if values[-1] is not None:
        return types[-1]
    places = range(len(values) - 1, -1, -1)
    return next((types[place] for place in places if values[place] is not None), None)


def assurance_of(phase: Phase, direction: Direction, target: Target | None) -> Assurance | None:
    """Return whether a process as it is in `phase` will reach `target`.

    The sense of the target says which values reach it; None without a target, for an "about" one
    and for a measure that has no better side. A target exactly on a limit is hit and missed; a
    constant phase passes or fails.
    """
    mean, lower, upper = phase.mean, phase.lower, phase.upper
    if target is None or direction is Direction.NEUTRAL:
        return None
    if mean is None or lower is None or upper is None:
        return None
    least, most = {
        "at least": (target.value, math.inf),
        "at most": (-math.inf, target.value),
        "between": (target.value, math.inf if target.upper is None else target.upper),
    }.get(target.sense, (math.nan, math.nan))
    if math.isnan(least):
        return None
    if phase.average_moving_range == 0:
        return Assurance.PASSES if least <= mean <= most else Assurance.FAILS
    if upper < least or lower > most:
        return Assurance.FAILS
    return Assurance.PASSES if least < lower and upper < most else Assurance.HIT_AND_MISS


@cache
def _tables() -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the causes by their code, and the types by direction and code, to look in."""
    import numpy as np

    causes = np.array(tuple(Cause), dtype=np.object_)
    types = [_type_of(cause, way) for way in _DIRECTIONS for cause in Cause]
    return causes, np.array(types, dtype=np.object_)


def _type_of(cause: Cause, direction: Direction) -> PointType:
    if cause is Cause.NONE:
        return PointType.COMMON
    if direction in {Direction.NEUTRAL, Direction.BAND}:
        return PointType.NEUTRAL_HIGH if cause.is_high else PointType.NEUTRAL_LOW
    better = cause.is_high is (direction is Direction.HIGHER)
    return PointType.IMPROVEMENT if better else PointType.CONCERN
