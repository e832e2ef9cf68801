"""The XmR rules on many series at once: a row a series, a column a point, NaN where one is missing.

Everything here is about one phase; nothing looks across its ends. Source: the XmR method as NHS
England's "Making Data Count" uses it, checked against NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Codes = NDArray[np.uint8]

WIDE = 2.66
"""Limits are this many average moving ranges from the mean; not 3 / 1.128, which moves them."""

NEAR = 2 * (WIDE / 3)
"""Where "near a limit" begins, in average moving ranges from the mean."""

SCREEN = 3.267
"""A moving range of this many average ones or more is left out of the average, once."""

LONG = 7
"""Neighbouring points of a run, and of a trend: seven points are six steps."""

# Codes of the causes, in the order of the Cause enumeration; 8 is no cause.
ABOVE_LIMIT, BELOW_LIMIT, RISING, FALLING, TWO_HIGH, TWO_LOW, RUN_ABOVE, RUN_BELOW, NO_CAUSE = (
    range(9)
)

# Bits of a point's marks, the values of the Mark enumeration.
ABOVE, BELOW, OUTSIDE, NEAR_LIMIT, IN_TREND, IN_TWO, IN_RUN = (1 << bit for bit in range(7))


@dataclass(frozen=True, slots=True)
class Limits:
    """One number a series; NaN where there is nothing to work it out from."""

    mean: Numbers
    plain_range: Numbers
    """The average of all moving ranges: 0 where nothing ever moves."""
    average_range: Numbers
    """The average after screening."""
    lower: Numbers
    upper: Numbers
    near_lower: Numbers
    near_upper: Numbers


def limits_of(base: Numbers, *, screen: bool) -> Limits:
    """Return mean and limits of the points that they are worked out from."""
    import numpy as np

    mean = _means(base)
    ranges = np.abs(base[:, 1:] - base[:, :-1])
    plain = _average(ranges, ~np.isnan(ranges))
    average = plain
    if screen:
        kept = _average(ranges, ranges < (SCREEN * plain)[:, None])
        # Where one jump is all that ever moved, screening would leave no width at all.
        average = np.where(kept > 0, kept, plain)
    wide, near = WIDE * average, NEAR * average
    return Limits(mean, plain, average, mean - wide, mean + wide, mean - near, mean + near)


def rules(points: Numbers, limits: Limits) -> tuple[Codes, Codes]:
    """Return a cause code and the marks (bits) of every point."""
    import numpy as np

    above, below = points > limits.mean[:, None], points < limits.mean[:, None]
    beyond = points > limits.upper[:, None], points < limits.lower[:, None]
    near = (
        (points > limits.near_upper[:, None]) & ~beyond[0],
        (points < limits.near_lower[:, None]) & ~beyond[1],
    )
    trends = _trends(points)
    twos = _two_of_three(above, near[0]), _two_of_three(below, near[1])
    runs = _stretches(above), _stretches(below)
    causes = np.full(points.shape, NO_CAUSE, dtype=np.uint8)
    # The last written is the first cause in order.
    for code, held in (
        (RUN_BELOW, runs[1]),
        (RUN_ABOVE, runs[0]),
        (TWO_LOW, twos[1]),
        (TWO_HIGH, twos[0]),
        (FALLING, trends[1]),
        (RISING, trends[0]),
        (BELOW_LIMIT, beyond[1]),
        (ABOVE_LIMIT, beyond[0]),
    ):
        np.putmask(causes, held, code)
    marks = np.zeros(points.shape, dtype=np.uint8)
    for bit, (high, low) in (
        (OUTSIDE, beyond),
        (NEAR_LIMIT, near),
        (IN_TREND, trends),
        (IN_TWO, twos),
        (IN_RUN, runs),
    ):
        marks |= (high | low).view(np.uint8) * np.uint8(bit)
    constant = limits.plain_range == 0
    causes[constant] = NO_CAUSE
    marks[constant] = 0
    marks |= above.view(np.uint8) * np.uint8(ABOVE) | below.view(np.uint8) * np.uint8(BELOW)
    return causes, marks


def _means(points: Numbers) -> Numbers:
    """Return the mean of every row, rounded once; NaN where there is no point.

    A value that is exactly the mean must not come to lie beside it, nor may a missing month make
    another mean of the same values. So what adding and dividing lose is kept and put back.
    """
    import numpy as np

    there = ~np.isnan(points)
    counts = there.sum(axis=1).astype(np.float64)
    counts[counts == 0] = np.nan
    sums, lost = _sums(np.where(there, points, 0.0))
    means: Numbers = sums / counts
    # The mean in two halves of 26 bits, so that each times the count is exact (Veltkamp).
    shifted = means * (2.0**27 + 1)
    upper = shifted - (shifted - means)
    remainder = ((sums - upper * counts) - (means - upper) * counts) + lost
    means += remainder / counts
    return means


def _sums(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return the sum of every row and, apart, what rounding lost of it (Knuth's two-sum)."""
    import numpy as np

    lost = np.zeros(len(numbers))
    while numbers.shape[1] > 1:
        half = numbers.shape[1] // 2
        rest = numbers[:, 2 * half :]
        first, second = numbers[:, :half], numbers[:, half : 2 * half]
        sums = first + second
        added = sums - first
        lost += ((first - (sums - added)) + (second - added)).sum(axis=1)
        numbers = np.concatenate((sums, rest), axis=1)
    return numbers[:, 0], lost


def _average(numbers: Numbers, kept: Flags) -> Numbers:
    """Return the average of the kept numbers of every row; NaN where none is."""
    import numpy as np

    counts = kept.sum(axis=1)
    sums = np.where(kept, numbers, 0.0).sum(axis=1)
    averages: Numbers = np.full(len(sums), np.nan)
    np.divide(sums, counts, out=averages, where=counts > 0)
    return averages


def _trends(points: Numbers) -> tuple[Flags, Flags]:
    """Return which points rise, and which fall, with their neighbours; the later trend counts."""
    steps = LONG - 1
    upward = _unbroken(points[:, 1:] > points[:, :-1], steps)
    downward = _unbroken(points[:, 1:] < points[:, :-1], steps)
    many = points.shape[1]
    rising, falling = _spread(upward, LONG, many), _spread(downward, LONG, many)
    # Only a peak or a trough is in two trends: it ends one and starts the other.
    both = (rising & falling)[:, : upward.shape[1]]
    rising[:, : upward.shape[1]] &= ~(both & downward)
    falling[:, : upward.shape[1]] &= ~(both & upward)
    return rising, falling


def _two_of_three(side: Flags, near: Flags) -> Flags:
    """Return the near ones of any three neighbours on one side of which two or more are near."""
    first, second, third = near[:, :-2], near[:, 1:-1], near[:, 2:]
    two = (first & second) | (second & third) | (first & third)
    return _spread(two & _unbroken(side, 3), 3, side.shape[1]) & near


def _stretches(side: Flags) -> Flags:
    """Return the points of every seven neighbours on one side of the mean."""
    return _spread(_unbroken(side, LONG), LONG, side.shape[1])


def _unbroken(flags: Flags, width: int) -> Flags:
    """Return where `width` neighbours that all hold begin; a column for each possible start."""
    have = 1
    while have < width:
        step = min(have, width - have)
        flags = flags[:, :-step] & flags[:, step:]
        have += step
    return flags


def _spread(starts: Flags, width: int, points: int) -> Flags:
    """Return which of `points` lie in the stretches of `width` that begin at `starts`."""
    import numpy as np

    rows, many = starts.shape
    spread = np.zeros((rows, points), dtype=np.bool_)
    if many and starts.any():
        for shift in range(width):
            spread[:, shift : shift + many] |= starts
    return spread
