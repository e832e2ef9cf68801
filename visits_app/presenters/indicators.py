"""The indicators: one line each on the overview, and one indicator as a chart with its visits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visits_app.domain import figures
from visits_app.domain.charting import MAIN_EVENTS, first_series, indicator_chart
from visits_app.domain.charts import Chart
from visits_app.domain.indicators import (
    Direction,
    Indicator,
    IndicatorOverview,
    Observation,
    Series,
    SeriesKind,
)
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.registers import Team
    from visits_app.services.indicators import ChartInputs

_BETTER = {Direction.HIGHER: "Higher is better", Direction.LOWER: "Lower is better"}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of the overview, in words; `values` are the sparkline's, oldest first."""

    indicator_id: str
    name: str
    latest: str
    target: str
    when: str
    area: str
    values: tuple[float | None, ...]
    illustration: bool
    sentence: str
    """The whole line as one sentence, for a screen reader."""
    team_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorsState:
    """The overview: the rows that match, of how many, and what they can be filtered by."""

    rows: tuple[IndicatorRow, ...]
    total: int
    summary: str
    teams: tuple[Option, ...]
    themes: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """One indicator: its chart as chosen, and what else can be chosen."""

    indicator_id: str
    name: str
    context_line: str
    definition: str
    series: tuple[Option, ...]
    series_id: str
    teams: tuple[Option, ...]
    team_ids: tuple[str, ...]
    teams_words: str
    all_events: bool
    more_events: bool
    """Whether there are events besides the main ones."""
    chart: Chart


class IndicatorsPresenter:
    """All indicators, filtered by words, theme and team."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._rows: tuple[IndicatorRow, ...] = ()
        self._teams: tuple[Option, ...] = ()
        self._themes: tuple[Option, ...] = ()
        self.text = ""
        self.theme_id = ""
        self.team_id = ""

    def load(self) -> IndicatorsState:
        """Read everything and return what is to be shown."""
        from visits_app.services import indicators, registers

        store = self._space.store
        self._rows = tuple(_row(line) for line in indicators.overview(store))
        used_teams = {team for row in self._rows for team in row.team_ids}
        used_themes = {theme for row in self._rows for theme in row.theme_ids}
        teams = [team for team in registers.teams(store) if team.id in used_teams]
        themes = [theme for theme in registers.themes(store) if theme.id in used_themes]
        self._teams = (Option("All teams"), *(Option(team.name, team.id) for team in teams))
        self._themes = (Option("All themes"), *(Option(theme.name, theme.id) for theme in themes))
        return self.state()

    def choose(
        self, *, text: str | None = None, theme_id: str | None = None, team_id: str | None = None
    ) -> IndicatorsState:
        """Filter; None leaves a filter as it is, "" takes it away."""
        self.text = self.text if text is None else text
        self.theme_id = self.theme_id if theme_id is None else theme_id
        self.team_id = self.team_id if team_id is None else team_id
        return self.state()

    def state(self) -> IndicatorsState:
        """Return what is to be shown, without reading."""
        words = self.text.casefold().split()
        rows = tuple(
            row
            for row in self._rows
            if all(word in row.name.casefold() for word in words)
            and (not self.theme_id or self.theme_id in row.theme_ids)
            and (not self.team_id or self.team_id in row.team_ids)
        )
        total = len(self._rows)
        count = "1 indicator" if total == 1 else f"{total} indicators"
        summary = count if len(rows) == total else f"{len(rows)} of {count}"
        return IndicatorsState(rows, total, summary, self._teams, self._themes)

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text.strip() or self.theme_id or self.team_id)


class IndicatorPresenter:
    """One indicator; `read` is for a job, everything else is quick."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._inputs: ChartInputs | None = None
        self._series_id = ""
        self._all_events = False

    def read(self, indicator_id: str, team_ids: tuple[str, ...] | None = None) -> ChartInputs:
        """Read an indicator with the visits to teams; None takes the indicator's own teams."""
        from visits_app.services import indicators

        return indicators.chart_inputs(self._space.store, indicator_id, team_ids)

    def show(self, inputs: ChartInputs) -> IndicatorState:
        """Take what was read and return what is to be shown."""
        before = self._inputs.detail.indicator.id if self._inputs else ""
        if before != inputs.detail.indicator.id:
            self._series_id = ""
        self._inputs = inputs
        return self.state()

    def choose_series(self, series_id: str) -> IndicatorState:
        """Show another series of the indicator."""
        self._series_id = series_id
        return self.state()

    def choose_events(self, every: bool) -> IndicatorState:
        """Show every outside event, or only inspections, notices and changes of system."""
        self._all_events = every
        return self.state()

    def state(self) -> IndicatorState:
        """Return what is to be shown, without reading."""
        assert self._inputs is not None, "show() comes before state()"
        inputs = self._inputs
        detail, indicator = inputs.detail, inputs.detail.indicator
        ordered = figures.series_in_order(detail.series, detail.observations)
        if self._series_id not in {series.id for series in ordered}:
            first = first_series(detail)
            self._series_id = first.id if first else ""
        main = tuple(event for event in inputs.events if event.kind in MAIN_EVENTS)
        shown = inputs.events if self._all_events else main
        return IndicatorState(
            indicator_id=indicator.id,
            name=indicator.name,
            context_line=_context_line(inputs),
            definition=indicator.definition,
            series=tuple(Option(_series_words(series), series.id) for series in ordered),
            series_id=self._series_id,
            teams=tuple(Option(team.name, team.id) for team in _offered(inputs)),
            team_ids=inputs.team_ids,
            teams_words=_teams_words(inputs),
            all_events=self._all_events,
            more_events=len(main) < len(inputs.events),
            chart=indicator_chart(
                detail, self._series_id, inputs.visits, shown, self._space.today()
            ),
        )


def latest_figures(space: Workspace, limit: int = 5) -> tuple[IndicatorRow, ...]:
    """Return the indicators with the newest figures, real ones before invented ones."""
    from visits_app.services import indicators

    lines = [line for line in indicators.overview(space.store) if line.latest is not None]
    lines.sort(key=_newness, reverse=True)
    return tuple(_row(line) for line in lines[:limit])


def _newness(line: IndicatorOverview) -> tuple[bool, bool, int]:
    real = line.series is not None and line.series.kind is not SeriesKind.ILLUSTRATION
    period = line.latest.period if line.latest else None
    has_value = line.latest is not None and figures.has_value(line.latest)
    return (real, has_value, period.toordinal() if period else 0)


def _row(line: IndicatorOverview) -> IndicatorRow:
    indicator, latest = line.indicator, line.latest
    illustration = line.series is not None and line.series.kind is SeriesKind.ILLUSTRATION
    value = _short_figure(indicator, latest)
    aim = figures.target_in_words(indicator, line.target) if line.target else ""
    when = _capital(figures.period_in_words(latest)) if latest else ""
    area = line.series.area if line.series else ""
    told = f"{indicator.name}: {value}" + (f" ({when})" if latest else "")
    parts = [told, f"target {aim}" if aim else "no target", area]
    if illustration:
        parts.append("illustration, invented figures")
    return IndicatorRow(
        indicator_id=indicator.id,
        name=indicator.name,
        latest=value,
        target=_capital(aim),
        when=when,
        area=area,
        values=line.values,
        illustration=illustration,
        sentence="; ".join(part for part in parts if part) + ".",
        team_ids=indicator.team_ids,
        theme_ids=indicator.theme_ids,
    )


def _short_figure(indicator: Indicator, latest: Observation | None) -> str:
    """The value alone where there is one: denominators and the source's words are a page away."""
    if latest is None:
        return "No figure yet"
    bare = replace(latest, numerator=None, denominator=None)
    if figures.has_value(latest):
        bare = replace(bare, value_text="")
    return _capital(figures.figure_in_words(indicator, bare))


def _context_line(inputs: ChartInputs) -> str:
    indicator = inputs.detail.indicator
    target = figures.target_at(inputs.detail.targets, None)
    parts = [
        _BETTER.get(indicator.direction, "No better direction"),
        f"target {figures.target_in_words(indicator, target)}" if target else "no target set",
        indicator.frequency.value,
    ]
    return " · ".join(parts)


def _series_words(series: Series) -> str:
    kind = series.kind.value
    if kind in series.area.casefold():
        return series.area
    return f"{series.area}, {kind}" if series.area else _capital(kind)


def _offered(inputs: ChartInputs) -> list[Team]:
    kept = set(inputs.team_ids)
    return [team for team in inputs.teams if not team.retired or team.id in kept]


def _teams_words(inputs: ChartInputs) -> str:
    names = [team.name for team in inputs.teams if team.id in set(inputs.team_ids)]
    if not names:
        return "No teams chosen"
    return names[0] if len(names) == 1 else f"{len(names)} teams"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
