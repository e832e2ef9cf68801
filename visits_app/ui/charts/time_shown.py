"""Which part of a chart's time is on show: sums with dates, without a widget."""

from dataclasses import dataclass, replace

SHORTEST_DAYS = 90.0
"""A zoom stops here: three months."""


@dataclass(frozen=True, slots=True)
class TimeShown:
    """The time between two ordinals, within the chart's own from `first` to `last`."""

    first: float = 0.0
    last: float = 1.0
    low: float = 0.0
    high: float = 1.0

    @property
    def days(self) -> tuple[float, float]:
        """First and last ordinal on show."""
        return self.low, self.high

    @property
    def is_zoomed(self) -> bool:
        """Whether less than the whole time is on show."""
        return self.days != (self.first, self.last)

    def whole(self) -> "TimeShown":
        """Return the whole time."""
        return replace(self, low=self.first, high=self.last)

    def between(self, low: float, high: float) -> "TimeShown":
        """Return the time between two ordinals, moved within the chart's own and not too short."""
        length = max(high - low, min(SHORTEST_DAYS, self.last - self.first))
        low = max(self.first, min((low + high - length) / 2, self.last - length))
        if low <= self.first and low + length >= self.last:
            return self.whole()
        return replace(self, low=low, high=min(low + length, self.last))

    def zoomed(self, factor: float, middle: float | None = None) -> "TimeShown":
        """Return `factor` of the time on show round `middle`, or round its own middle."""
        middle = (self.low + self.high) / 2 if middle is None else middle
        return self.between(
            middle - (middle - self.low) * factor, middle + (self.high - middle) * factor
        )

    def moved(self, days: float) -> "TimeShown":
        """Return the time on show moved along, as far as the chart's own goes."""
        days = min(max(days, self.first - self.low), self.last - self.high)
        return replace(self, low=self.low + days, high=self.high + days)

    def around(self, day: float) -> "TimeShown":
        """Return as much time as is on show, with a day in its middle."""
        half = (self.high - self.low) / 2
        return self.between(day - half, day + half)
