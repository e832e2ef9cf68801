"""The indicators: one line each on the overview, and one indicator as a chart with its visits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visits_app.domain import figures
from visits_app.domain.charting import MAIN_EVENTS, first_series, indicator_chart
from visits_app.domain.charts import Chart
from visits_app.domain.comparing import comparison_charts, on_axis_of
from visits_app.domain.indicators import (
    IndicatorOverview,
    Series,
)
from visits_app.presenters.indicator_rows import BETTER, IndicatorRow, indicator_row
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.privacy.decisions import Place
    from visits_app.domain.registers import Team
    from visits_app.services.indicators import ChartInputs


@dataclass(frozen=True, slots=True)
class IndicatorsState:
    """The overview: the rows that match, of how many, and what they can be filtered by."""

    rows: tuple[IndicatorRow, ...]
    total: int
    """Retired ones are counted only while they are shown."""
    summary: str
    teams: tuple[Option, ...]
    themes: tuple[Option, ...]
    need_look: int = 0
    """How many of the rows are a concern, consistently fail their target, or are late."""
    retired: int = 0
    """How many there are that are left out unless asked for."""


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
    comparison: Chart | None = None
    """The same measure elsewhere, on the axes of `chart`."""


class IndicatorsPresenter:
    """All indicators, concern first, filtered by words, theme, team and what needs a look."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._rows: tuple[IndicatorRow, ...] = ()
        self._teams: tuple[Option, ...] = ()
        self._themes: tuple[Option, ...] = ()
        self.text = ""
        self.theme_id = ""
        self.team_id = ""
        self.needs_look = False
        self.with_retired = False

    def load(self) -> IndicatorsState:
        """Read and judge everything and return what is to be shown."""
        from visits_app.services import indicators, registers
        from visits_app.services.themes import counted_as

        store = self._space.store
        lines = indicators.judged_overview(store, self._space.today())
        counts = counted_as(store)
        self._rows = tuple(
            replace(row, theme_ids=tuple(counts.get(id, id) for id in row.theme_ids))
            for row in map(indicator_row, lines)
        )
        used_teams = {team for row in self._rows for team in row.team_ids}
        used_themes = {theme for row in self._rows for theme in row.theme_ids}
        teams = [team for team in registers.teams(store) if team.id in used_teams]
        themes = [theme for theme in registers.themes(store) if theme.id in used_themes]
        self._teams = (Option("All teams"), *(Option(team.name, team.id) for team in teams))
        self._themes = (Option("All themes"), *(Option(theme.name, theme.id) for theme in themes))
        return self.state()

    def choose(
        self,
        *,
        text: str | None = None,
        theme_id: str | None = None,
        team_id: str | None = None,
        needs_look: bool | None = None,
        with_retired: bool | None = None,
    ) -> IndicatorsState:
        """Filter; None leaves a filter as it is, "" takes it away."""
        self.text = self.text if text is None else text
        self.theme_id = self.theme_id if theme_id is None else theme_id
        self.team_id = self.team_id if team_id is None else team_id
        self.needs_look = self.needs_look if needs_look is None else needs_look
        self.with_retired = self.with_retired if with_retired is None else with_retired
        return self.state()

    def state(self) -> IndicatorsState:
        """Return what is to be shown, without reading."""
        words = self.text.casefold().split()
        offered = [row for row in self._rows if self.with_retired or not row.retired]
        rows = tuple(
            row
            for row in offered
            if all(word in row.name.casefold() for word in words)
            and (not self.theme_id or self.theme_id in row.theme_ids)
            and (not self.team_id or self.team_id in row.team_ids)
            and (not self.needs_look or row.needs_look)
        )
        total = len(offered)
        need_look = sum(row.needs_look for row in rows)
        count = "1 indicator" if total == 1 else f"{total} indicators"
        summary = count if len(rows) == total else f"{len(rows)} of {count}"
        if need_look:
            summary += (
                ", 1 needs a look or is late"
                if need_look == 1
                else f", {need_look} need a look or are late"
            )
        return IndicatorsState(
            rows,
            total,
            summary,
            self._teams,
            self._themes,
            need_look,
            sum(row.retired for row in self._rows),
        )

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text.strip() or self.theme_id or self.team_id or self.needs_look)


class IndicatorPresenter:
    """One indicator; `read` is for a job, everything else is quick."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._inputs: ChartInputs | None = None
        self._series_id = ""
        self._all_events = False
        self._elsewhere: dict[str, Chart | None] = {}
        """The same measure elsewhere, by series: with every council of England it takes a while."""

    def read(self, indicator_id: str, team_ids: tuple[str, ...] | None = None) -> ChartInputs:
        """Read an indicator with the visits to teams; None takes the indicator's own teams."""
        from visits_app.services import indicators

        inputs = indicators.chart_inputs(self._space.store, indicator_id, team_ids)
        first = first_series(inputs.detail)
        self._elsewhere = {}
        if first is not None:
            self._compare(inputs, first.id, self._chart(inputs, first.id))
        return inputs

    def _chart(self, inputs: ChartInputs, series_id: str) -> Chart:
        main = tuple(event for event in inputs.events if event.kind in MAIN_EVENTS)
        return indicator_chart(
            inputs.detail,
            series_id,
            inputs.visits,
            inputs.events if self._all_events else main,
            self._space.today(),
            judged=inputs.judged.get(series_id),
        )

    def _compare(self, inputs: ChartInputs, series_id: str, chart: Chart) -> Chart | None:
        # Its axes are the chart's, whose time does not depend on the events that are shown.
        if series_id not in self._elsewhere:
            compared = comparison_charts(inputs.detail, series_id, chart)
            self._elsewhere[series_id] = compared[1] if compared else None
        return self._elsewhere[series_id]

    def show(self, inputs: ChartInputs) -> IndicatorState:
        """Take what was read and return what is to be shown."""
        before = self._inputs.detail.indicator.id if self._inputs else ""
        if before != inputs.detail.indicator.id:
            self._series_id = ""
        self._inputs = inputs
        return self.state()

    def leaving(self, chart: Chart) -> tuple[Chart, tuple[Place, ...]]:
        """Return a chart fit to leave, and the words of visits that leave with it: for a job.

        What is restricted stays behind, as on paper.
        """
        from visits_app.domain.privacy.decisions import Place
        from visits_app.services import privacy

        visits = privacy.without_restricted_words(self._space.store, chart.visits)
        places = tuple(
            Place(visit.title, f"document/picture/{visit.visit_id}", visit.text)
            for visit in visits
            if visit.text
        )
        return replace(chart, visits=visits), places

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
        main = [event for event in inputs.events if event.kind in MAIN_EVENTS]
        chart = self._chart(inputs, self._series_id)
        elsewhere = self._compare(inputs, self._series_id, chart)
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
            chart=on_axis_of(elsewhere, chart) if elsewhere else chart,
            comparison=elsewhere,
        )


def latest_figures(space: Workspace, limit: int = 5) -> tuple[IndicatorRow, ...]:
    """Return the indicators with the newest figures, real ones before invented ones."""
    from visits_app.services import indicators

    lines = [
        line
        for line in indicators.overview(space.store)
        if line.latest is not None and not line.indicator.retired
    ]
    lines.sort(key=_newness, reverse=True)
    return tuple(indicator_row(line) for line in lines[:limit])


def _newness(line: IndicatorOverview) -> tuple[bool, bool, int]:
    real = line.series is not None and not line.illustration
    period = line.latest.period if line.latest else None
    has_value = line.latest is not None and figures.has_value(line.latest)
    return (real, has_value, period.toordinal() if period else 0)


def _context_line(inputs: ChartInputs) -> str:
    indicator = inputs.detail.indicator
    target = figures.target_at(inputs.detail.targets, None)
    parts = [
        BETTER[indicator.direction],
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
