"""What members found beside what the measures did: findings, measures, and themes by teams.

Nothing here says that one thing made another: it only puts side by side what fell together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from visits_app.domain import figures
from visits_app.domain.figures import day_in_words
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    Observation,
    Series,
    SeriesKind,
    Target,
)
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.text import shorten
from visits_app.domain.visits import FindingKind

BASIS = {
    "saw": "what members saw",
    "one_voice": "one voice",
    "several": "several voices",
    "document": "a document",
}
"""What a finding may rest on, by the standard forms' values."""

KIND_ORDER = (FindingKind.STRENGTH, FindingKind.CONCERN, FindingKind.IDEA)


@dataclass(frozen=True, slots=True)
class Heard:
    """One finding of a submitted visit, with the visit's date and team."""

    finding_id: str
    visit_id: str
    on: date
    team_id: str
    team: str
    theme_id: str
    theme: str
    kind: FindingKind
    text: str
    basis: str = ""
    data_relation: str = ""
    position: int = 0

    @property
    def place(self) -> tuple[object, ...]:
        """Order by date, then as the reports have them."""
        return (self.on, self.team, self.visit_id, self.position, self.finding_id)

    @property
    def head(self) -> str:
        """Return "Concern, 20 November 2013, Family Support, Caseloads"."""
        parts = (self.kind.value.capitalize(), day_in_words(self.on), self.team, self.theme)
        return ", ".join(part for part in parts if part)

    @property
    def sentence(self) -> str:
        """Return the whole finding as one line for a screen reader."""
        rests = BASIS.get(self.basis, "")
        return f"{self.head}: {self.text}" + (f" Rests on {rests}." if rests else "")


@dataclass(frozen=True, slots=True)
class Measured:
    """One series of the council's own area: its dated figures, oldest first, and judgement."""

    indicator: Indicator
    series: Series
    observations: tuple[Observation, ...]
    judged: SeriesJudgement
    targets: tuple[Target, ...] = ()

    @property
    def illustration(self) -> bool:
        """Whether the figures are invented."""
        return self.series.kind is SeriesKind.ILLUSTRATION

    @property
    def months_each(self) -> int:
        """How many months one figure speaks for."""
        yearly = figures.frequency_of(self.indicator, self.observations) is Frequency.ANNUAL
        return 12 if yearly else 1

    @property
    def place(self) -> tuple[str, str, str]:
        """Order by name."""
        return (self.indicator.name.casefold(), self.indicator.id, self.series.id)


def own_series(series: Sequence[Series], observations: Iterable[Observation]) -> tuple[Series, ...]:
    """Return the series of the council's own area that can be drawn, the best to show first.

    Its area is that of the first series with dated figures, as on the indicator's own page.
    """
    seen = list(observations)
    drawable = {o.series_id for o in seen if o.period is not None and figures.has_value(o)}
    ordered = [one for one in figures.series_in_order(series, seen) if one.id in drawable]
    return tuple(one for one in ordered if one.area == ordered[0].area)


def short(text: str, length: int = 160) -> str:
    """Return a finding's words short enough to stand in a line."""
    return shorten(text, length)


# --- themes by teams -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """A team or a theme as a heading."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class MatrixCount:
    """How many visits to a team have a finding on a theme, and with which kinds of finding.

    Each number counts visits, so a visit with three concerns counts once, and a visit with a
    strength and a concern counts in both.
    """

    theme_id: str
    team_id: str
    visits: int
    strengths: int = 0
    concerns: int = 0
    ideas: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes by teams; `cells[theme][team]` is None where no visit has such a finding."""

    themes: tuple[Named, ...] = ()
    teams: tuple[Named, ...] = ()
    cells: tuple[tuple[MatrixCount | None, ...], ...] = ()
    most: int = 0
    """The largest count of visits in a cell, for the shading."""


def matrix(
    counts: Iterable[MatrixCount], themes: Sequence[Named], teams: Sequence[Named]
) -> Matrix:
    """Return the matrix of all `themes` and `teams` in their order."""
    found = {(count.theme_id, count.team_id): count for count in counts}
    cells = tuple(tuple(found.get((theme.id, team.id)) for team in teams) for theme in themes)
    most = max((cell.visits for row in cells for cell in row if cell), default=0)
    return Matrix(tuple(themes), tuple(teams), cells, most)


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 visit", "4 visits"."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def split_words(count: MatrixCount | None) -> str:
    """Return "4 visits, 3 with a concern, 1 with a strength"."""
    if count is None:
        return "no visits"
    parts = [counted(count.visits, "visit")]
    for number, kind in (
        (count.concerns, "a concern"),
        (count.strengths, "a strength"),
        (count.ideas, "an idea"),
    ):
        if number:
            parts.append(f"{number:,} with {kind}")
    return ", ".join(parts)


def cell_words(theme: str, team: str, count: MatrixCount | None) -> str:
    """Return "Caseloads, Fostering: 4 visits, 3 with a concern"."""
    return f"{theme}, {team}: {split_words(count)}"
