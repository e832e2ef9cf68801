"""A chart as data: screen (pyqtgraph) and paper (ReportLab) draw the same thing from it.

x is a date everywhere; y is in the indicator's unit. Colours are roles, not values: the drawer
maps a role to its palette.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visits_app.domain.judgements import Assurance, Cause, PointType


class Shape(StrEnum):
    """Marker shapes."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    SQUARE = "square"
    TRIANGLE_UP = "triangle up"
    TRIANGLE_DOWN = "triangle down"


class Role(StrEnum):
    """What a mark stands for; a drawer gives it its colour."""

    SERIES = "series"
    COMPARISON = "comparison"
    MIDDLE = "middle"
    BENCHMARK = "benchmark"
    TARGET = "target"
    MEAN = "mean"
    LIMIT = "limit"
    VISIT = "visit"
    EVENT = "event"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    ILLUSTRATION = "illustration"


@dataclass(frozen=True, slots=True)
class Point:
    """One marker; `hollow` marks provisional or uncertain values, `hover` is its own sentence."""

    on: date
    value: float
    hover: str
    shape: Shape = Shape.CIRCLE
    role: Role = Role.SERIES
    hollow: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of points joined by a line; a gap in the data starts a new `Line`."""

    points: tuple[Point, ...]
    role: Role = Role.SERIES
    name: str = ""
    label: str = ""
    """Words at the right edge beside its last point, where several lines must be told apart."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A level that holds from each date until the next, e.g. a target; ends at the last date."""

    levels: tuple[tuple[date, float], ...]
    until: date
    label: str
    role: Role = Role.TARGET
    label_at: float | None = None
    """The value beside which the label stands, where it is not the last level."""

    @property
    def label_level(self) -> float:
        """The value beside which the label stands."""
        return self.levels[-1][1] if self.label_at is None else self.label_at


@dataclass(frozen=True, slots=True)
class Limits:
    """Average and usual range from `starts` to `ends`; they begin anew at each rebase.

    `lower` and `upper` are cut to what is possible (0 and 100 per cent), None where they are not
    known. `provisional` ones rest on fewer than thirteen figures.
    """

    starts: date
    ends: date
    mean: float
    lower: float | None
    upper: float | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class LevelLabel:
    """Words at the right edge beside a level that is not a target: the average, a limit."""

    value: float
    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class RebaseMark:
    """Where a person decided that average and range begin anew, and the reason in words.

    `place` is where its line stands, which is never through a figure's own marker.
    """

    on: date
    reason: str
    place: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say of the series as a whole, in words, and the rules behind the words.

    `variation` and `assurance` are None where no icon may be shown; `sentence` then says why not.
    """

    variation: PointType | None
    variation_words: str
    assurance: Assurance | None
    assurance_words: str
    sentence: str
    why: str
    """The rule that the latest figure meets, or that it meets none."""
    usual: str
    """"Average 81.4%, usually between 75.0% and 87.8%"."""
    method: tuple[str, ...]
    cause: Cause = Cause.NONE
    """Of the newest figure; it says whether the icon points up or down."""
    target_why: str = ""
    """Why the target will or will not be reached, from where it lies beside the usual range."""


@dataclass(frozen=True, slots=True)
class VisitFlag:
    """A numbered flag in the strip above the plot; `numbers` has several where flags merge."""

    on: date
    numbers: tuple[int, ...]
    lane: int = 0


@dataclass(frozen=True, slots=True)
class ChartVisit:
    """A visit as a chart takes it: when, which team, and one sentence about it."""

    visit_id: str
    on: date
    team: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class VisitNote:
    """One entry of the list beside the chart, with the flag's number."""

    number: int
    visit_id: str
    on: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EventMark:
    """An outside event on the time axis; a marker never claims cause."""

    on: date
    title: str
    approximate: bool = False
    letter: str = ""
    """Its sign in the strip above the plot: "A", or "A–B" where marks merge."""
    lane: int = 0
    """Flags and events share the strip: 0 is nearest the plot, and no two of a lane touch."""


@dataclass(frozen=True, slots=True)
class Axis:
    """`ticks` are (position, label); for x the position is a date ordinal."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    minor: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The chart's data as a table: the same facts one key away."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure, one chart: what to draw, in words and marks."""

    title: str
    subtitle: str
    sentence: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    steps: tuple[Steps, ...] = ()
    flags: tuple[VisitFlag, ...] = ()
    visits: tuple[VisitNote, ...] = ()
    events: tuple[EventMark, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences under the plot: axis not from zero, data date and source, illustration."""
    table: ChartTable = ChartTable((), ())
    illustration: bool = False
    limits: tuple[Limits, ...] = ()
    level_labels: tuple[LevelLabel, ...] = ()
    rebases: tuple[RebaseMark, ...] = ()
    verdict: Verdict | None = None
