"""Performance indicators: series of dated values, targets, and how sure each figure is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visits_app.domain.registers import Precision


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Unit(StrEnum):
    """What a value counts."""

    NUMBER = "number"
    PER_CENT = "per cent"
    RATE = "rate per 10,000"
    CASES = "cases"
    POSTS = "posts"
    RATE_100K = "rate per 100,000"
    OTHER = "other"


class Frequency(StrEnum):
    """How often a value comes."""

    MONTHLY = "monthly"
    ANNUAL = "annual"
    IRREGULAR = "irregular"


class SeriesKind(StrEnum):
    """Where a series comes from; an illustration is invented and must say so everywhere."""

    REPORTED = "reported"
    PUBLISHED = "published"
    ILLUSTRATION = "illustration"


class Certainty(StrEnum):
    """How sure a figure or its date is."""

    STATED = "stated"
    DATE_INFERRED = "date inferred"
    APPROXIMATE = "approximate"
    UNDATED = "undated"
    DERIVED = "derived"
    IN_WORDS = "in words only"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure, defined once; its values are in series."""

    id: str
    name: str
    definition: str = ""
    unit: Unit = Unit.NUMBER
    direction: Direction = Direction.NEUTRAL
    frequency: Frequency = Frequency.IRREGULAR
    decimals: int = 0
    source: str = ""
    caution: str = ""
    team_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one indicator for one area from one source."""

    id: str
    indicator_id: str
    area: str
    kind: SeriesKind
    source: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure. `value` None means missing or in words only (`value_text`), never zero.

    `period` is the date the figure speaks for (the last day of its month or year), None when the
    source gives none.
    """

    series_id: str
    period: date | None
    value: float | None
    precision: Precision = Precision.MONTH
    certainty: Certainty = Certainty.STATED
    value_text: str = ""
    numerator: float | None = None
    denominator: float | None = None
    provisional: bool = False
    note: str = ""
    source_ref: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What the council aims for from `starts_on`; `sense` is "at least", "at most" or "about"."""

    indicator_id: str
    value: float
    sense: str
    starts_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorDetail:
    """Everything the detail page and the charts need about one indicator."""

    indicator: Indicator
    series: tuple[Series, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class IndicatorOverview:
    """One line of the overview: the series shown first, its newest figure and the way there.

    `values` are the dated figures of `series`, oldest first, None where one is missing; at most
    24. `latest` is the newest dated figure, or one without a date where there is no other.
    """

    indicator: Indicator
    series: Series | None = None
    latest: Observation | None = None
    values: tuple[float | None, ...] = ()
    target: Target | None = None
