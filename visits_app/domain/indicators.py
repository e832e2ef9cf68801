"""Performance indicators: series of dated values, targets, and how sure each figure is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from visits_app.domain.registers import Precision

if TYPE_CHECKING:
    from visits_app.domain.judgements import SeriesJudgement
    from visits_app.domain.lateness import NextFigure


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"
    BAND = "within a band"


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


class Method(StrEnum):
    """How a series is looked at; figures that cannot be judged by limits are a line only."""

    XMR = "xmr"
    LINE = "line only"


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
    numerator: str = ""
    denominator: str = ""
    """What the two numbers of a percentage or a rate count, in words."""
    due_days: int | None = None
    """Days after its period's end by which a figure should have come; None takes 45."""
    rolling: bool = False
    """Whether each figure covers the twelve months before it: such figures are never judged."""
    method: Method = Method.XMR
    aliases: tuple[str, ...] = ()
    """Other names under which spreadsheets bring it."""
    catalogue_id: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one indicator for one area from one source.

    `received_on` is the day the newest import brought something, None where none ever did.
    """

    id: str
    indicator_id: str
    area: str
    kind: SeriesKind
    source: str = ""
    licence: str = ""
    note: str = ""
    received_on: date | None = None


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
    revised: bool = False
    """Whether an earlier figure for the same period is kept on record."""


@dataclass(frozen=True, slots=True)
class PastObservation:
    """A figure as it was before it was replaced, and by what."""

    observation: Observation
    replaced_at: datetime
    replaced_by: str
    reason: str
    """"revised" or "undone"."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the council aims for from `starts_on`.

    `sense` is "at least", "at most", "about" or "between"; only the last has `upper`.
    """

    indicator_id: str
    value: float
    sense: str
    starts_on: date | None = None
    note: str = ""
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Rebase:
    """A person's decision to work out mean and limits anew from a date on, and why.

    `series_id` None holds for every series of the indicator.
    """

    id: str
    indicator_id: str
    starts_on: date
    reason: str
    made_by: str = ""
    made_at: datetime | None = None
    series_id: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorDetail:
    """Everything the detail page and the charts need about one indicator."""

    indicator: Indicator
    series: tuple[Series, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    rebases: tuple[Rebase, ...] = ()
    past: tuple[PastObservation, ...] = ()
    """Figures that were replaced or whose import was undone, the newest change first."""


@dataclass(frozen=True, slots=True)
class IndicatorOverview:
    """One line of the overview: the series shown first, its newest figure and the way there.

    `values` are the dated figures of `series`, oldest first, None where one is missing; at most
    24. `latest` is the newest dated figure, or one without a date where there is no other.
    `judged` is None where nobody asked for it; `late` is the figure that should have come.
    """

    indicator: Indicator
    series: Series | None = None
    latest: Observation | None = None
    values: tuple[float | None, ...] = ()
    target: Target | None = None
    judged: SeriesJudgement | None = None
    late: NextFigure | None = None

    @property
    def illustration(self) -> bool:
        """Whether the figures are invented."""
        return self.series is not None and self.series.kind is SeriesKind.ILLUSTRATION
