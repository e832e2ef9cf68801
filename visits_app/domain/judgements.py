"""What XmR limits say of a series, as data: phases, the cause and type of each point, icons.

Worked out by `xmr.py`; words for it are in `judgement_words.py`.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntFlag, StrEnum

LINE_ONLY = 7
"""Points of a phase below which only the line and the target are shown."""

FULL = 13
"""Points of a phase from which everything is shown; below it the limits are provisional."""


class Cause(StrEnum):
    """Why a point stands out; the first that holds, in this order."""

    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    RISING = "rising trend"
    FALLING = "falling trend"
    TWO_HIGH = "two of three near the upper limit"
    TWO_LOW = "two of three near the lower limit"
    RUN_ABOVE = "run above the mean"
    RUN_BELOW = "run below the mean"
    NONE = "ordinary variation"

    @property
    def is_high(self) -> bool:
        """Whether the point stands out upwards: it lies high, or it rises."""
        return self in {Cause.ABOVE_LIMIT, Cause.RISING, Cause.TWO_HIGH, Cause.RUN_ABOVE}


class Mark(IntFlag):
    """Everything that is true of a point, whichever of it is the cause."""

    ABOVE = 1
    """Above the mean; a point exactly on it is neither above nor below."""
    BELOW = 2
    OUTSIDE = 4
    NEAR_LIMIT = 8
    IN_TREND = 16
    IN_TWO_OF_THREE = 32
    IN_RUN = 64


class PointType(StrEnum):
    """What a point means; the type of the latest is the variation icon."""

    COMMON = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process as it is will reach its target."""

    PASSES = "consistently passes"
    HIT_AND_MISS = "hit and miss"
    FAILS = "consistently fails"


class Strength(StrEnum):
    """How much a phase's number of points lets one say."""

    LINE = "line only"
    PROVISIONAL = "provisional"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Phase:
    """The stretch between two rebases: `first` and `last` are places in the series, inclusive.

    `points` counts those with a value. Mean and limits are None where no point has one (or, for
    the limits, where there is no moving range). They are as they fall, even beyond 0 or 100.
    """

    first: int
    last: int
    starts_on: date
    ends_on: date
    points: int
    mean: float | None
    average_moving_range: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None

    @property
    def strength(self) -> Strength:
        """How much may be shown."""
        if self.points < LINE_ONLY:
            return Strength.LINE
        return Strength.PROVISIONAL if self.points < FULL else Strength.FULL


@dataclass(frozen=True, slots=True)
class Judgement:
    """One series judged. `causes` and `types` have one entry a point, in order of date.

    A missing value is of no cause and common. `variation` is the type of the latest point that has
    a value, `assurance` that of the latest phase; both as the method computes them whatever the
    number of points: `strength` says whether they may be shown. `marks` is one byte a point.
    """

    dates: tuple[date, ...]
    values: tuple[float | None, ...]
    phases: tuple[Phase, ...]
    causes: tuple[Cause, ...]
    types: tuple[PointType, ...]
    variation: PointType | None
    assurance: Assurance | None
    marks: bytes = b""

    def mark(self, index: int) -> Mark:
        """Return everything that is true of a point."""
        return Mark(self.marks[index])

    def phase_at(self, index: int) -> Phase:
        """Return the phase a point lies in."""
        return next(phase for phase in self.phases if phase.first <= index <= phase.last)

    @property
    def latest(self) -> int | None:
        """The place of the latest point that has a value."""
        places = range(len(self.values) - 1, -1, -1)
        return next((place for place in places if self.values[place] is not None), None)

    @property
    def strength(self) -> Strength:
        """How much the latest phase lets one say."""
        return self.phases[-1].strength if self.phases else Strength.LINE


@dataclass(frozen=True, slots=True)
class SeriesJudgement:
    """One series of an indicator judged, or the reason, as a sentence, why it is not.

    `variation` and `assurance` are set only where they may be shown (13 points and more). The
    points of `judgement` are the series' dated figures and, without a value, its missing months.
    """

    judgement: Judgement | None = None
    variation: PointType | None = None
    assurance: Assurance | None = None
    why_not: str = ""
