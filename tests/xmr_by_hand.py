"""The XmR method once more, in fractions, a point at a time: slow, exact and close to its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

WIDE, SCREEN = Fraction("2.66"), Fraction("3.267")

Values = Sequence[int | None]


@dataclass
class ByHand:
    """What the method says of a series; causes are the positions in the order of the method."""

    means: list[Fraction | None]
    ranges: list[Fraction | None]
    """Of each phase, after screening."""
    causes: list[int]
    """0 to 7 for the first cause that holds, 8 for none; odd numbers are low."""
    closest: float
    """The least distance, in moving ranges, of a value or a range from a border it is held to."""


def by_hand(values: Values, starts: Sequence[int], fix_after: int | None, screen: bool) -> ByHand:
    """Judge `values`, cut into phases at `starts`."""
    found = ByHand([], [], [], 1.0)
    for first, end in pairwise([*starts, len(values)]):
        _phase(values[first:end], fix_after, screen, found)
    return found


def _phase(values: Values, fix_after: int | None, screen: bool, found: ByHand) -> None:
    base = values[:fix_after]
    there = [v for v in base if v is not None]
    mean = Fraction(sum(there), len(there)) if there else None
    ranges = [Fraction(abs(b - a)) for a, b in pairwise(base) if a is not None and b is not None]
    plain = sum(ranges, Fraction()) / len(ranges) if ranges else None
    average = plain
    if screen and plain:
        kept = [r for r in ranges if r < SCREEN * plain]
        average = sum(kept, Fraction()) / len(kept) if kept else Fraction()
        average = average or plain
        _close(found, *(abs(r - SCREEN * plain) / plain for r in ranges))
    found.means.append(mean)
    found.ranges.append(average)
    outside, near, side = [0] * len(values), [0] * len(values), [0] * len(values)
    for place, value in enumerate(values):
        if value is None or mean is None:
            continue
        side[place] = (value > mean) - (value < mean)
        if average is None:
            continue
        away = value - mean
        outside[place] = (away > WIDE * average) - (away < -WIDE * average)
        if not outside[place]:
            close = 2 * (WIDE / 3) * average
            near[place] = (away > close) - (away < -close)
        if average:
            _close(found, *(abs(abs(away) - n * WIDE / 3 * average) / average for n in (2, 3)))
    trend, two, run = [0] * len(values), [0] * len(values), [0] * len(values)
    for start in range(len(values) - 6):
        window = values[start : start + 7]
        steps = {_step(a, b) for a, b in pairwise(window)}
        sides = set(side[start : start + 7])
        for place in range(start, start + 7):
            if steps in ({1}, {-1}):
                trend[place] = next(iter(steps))
            if sides in ({1}, {-1}):
                run[place] = next(iter(sides))
    for start in range(len(values) - 2):
        places = range(start, start + 3)
        if {side[p] for p in places} in ({1}, {-1}) and sum(near[p] != 0 for p in places) >= 2:
            for place in places:
                two[place] = two[place] or near[place]
    if plain == 0:
        outside = trend = two = run = [0] * len(values)
    for holds in zip(outside, trend, two, run, strict=True):
        rank = next((rank for rank, way in enumerate(holds) if way), 4)
        found.causes.append(8 if rank == 4 else 2 * rank + (holds[rank] < 0))


def _step(value: int | None, later: int | None) -> int:
    return 0 if value is None or later is None else (later > value) - (later < value)


def _close(found: ByHand, *distances: Fraction) -> None:
    found.closest = min([found.closest, *map(float, distances)])
