"""The Insight page: a team's or theme's timeline, themes by teams, and where they disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.figures import day_in_words, month_end, month_in_words
from visits_app.domain.insight import (
    Heard,
    Matrix,
    MatrixCount,
    Measured,
    cell_words,
    counted,
    split_words,
)
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.disagreements import Comparison
    from visits_app.domain.insight_timeline import InsightTimeline

ALL_TIME = "all"
MONTHS = ("24", "36", "60")
MOST_LISTED = 200
"""Findings a list beside a picture shows, the newest; the rest are a shorter period away."""


@dataclass(frozen=True, slots=True)
class InsightChoices:
    """What the choosers offer; the first entry means all."""

    teams: tuple[Option, ...]
    themes: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Findings as a list shows them, newest first, and a line where some are left out."""

    heard: tuple[Heard, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class TimelineState:
    """One team or theme; `timeline` is None where there is nothing to draw, and `empty` says why.

    `empty` is a title and a sentence.
    """

    choices: InsightChoices
    team_id: str
    theme_id: str
    period: str
    periods: tuple[Option, ...]
    summary: str
    outside: str
    """How many visits lie outside the period, "" for none."""
    timeline: InsightTimeline | None
    others: str
    """Measures of which the period has one figure, in words."""
    listed: Listed
    empty: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class MatrixState:
    """Themes by teams in a period."""

    matrix: Matrix
    period: str
    periods: tuple[Option, ...]
    summary: str
    start: date | None
    end: date | None

    def words(self, theme: int, team: int) -> str:
        """Return what a cell says: "Caseloads, Fostering: 4 visits, 3 with a concern"."""
        found = self.matrix
        return cell_words(found.themes[theme].name, found.teams[team].name, self.cell(theme, team))

    def cell(self, theme: int, team: int) -> MatrixCount | None:
        """Return the count of a cell, None where there is none."""
        return self.matrix.cells[theme][team]


@dataclass(frozen=True, slots=True)
class CellState:
    """The findings behind one cell."""

    title: str
    summary: str
    listed: Listed


@dataclass(frozen=True, slots=True)
class DisagreementsState:
    """Where findings and measures disagree, and how the rest stand."""

    choices: InsightChoices
    team_id: str
    theme_id: str
    period: str
    periods: tuple[Option, ...]
    comparison: Comparison
    summary: str
    empty: tuple[str, str] = ("", "")


class InsightPresenter:
    """Reads and words each part of the page; every method is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def timeline(self, team_id: str | None, theme_id: str, period: str) -> TimelineState:
        """Return a timeline; `team_id` None takes the team with most to show."""
        from visits_app.domain.insight_timeline import timeline
        from visits_app.services import insight

        store = self._space.store
        if team_id is None:
            team_id = insight.best_team(store) if not theme_id else ""
        choices = self._choices()
        if not team_id and not theme_id:
            empty = (
                ("Choose a team or a theme", "Its measures and what members found are shown here.")
                if len(choices.teams) > 1
                else _NOTHING
            )
            return _no_timeline(choices, "", "", period, empty)
        seen = insight.side_by_side(store, team_id, theme_id)
        end = _latest(seen.measured, seen.heard)
        if end is None:
            return _no_timeline(choices, team_id, theme_id, period, _NOTHING)
        start, end = _window(period, end, _earliest(seen.measured, seen.heard))
        drawn = timeline(seen.measured, seen.heard, start, end)
        within = [finding for finding in seen.heard if start <= finding.on <= end]
        visits = len({finding.visit_id for finding in seen.heard})
        away = visits - len({finding.visit_id for finding in within})
        told = [other for other in drawn.others if "no figure" not in other]
        silent = len(drawn.others) - len(told) + len(seen.undrawn)
        others = "; ".join(told)
        if silent:
            others += (
                f"{'. ' if others else ''}{counted(silent, 'other measure')} without a figure."
            )
        return TimelineState(
            choices=choices,
            team_id=team_id,
            theme_id=theme_id,
            period=period,
            periods=_periods(end if period != ALL_TIME else _latest(seen.measured, seen.heard)),
            summary=drawn.sentence.split(". ")[0].split("; ")[0],
            outside=_outside(away, bool(within)),
            timeline=drawn,
            others=others,
            listed=_listed(within),
        )

    def matrix(self, period: str) -> MatrixState:
        """Return how many visits to each team speak of each theme."""
        from visits_app.services import insight

        store = self._space.store
        span = insight.span_of_visits(store)
        start, end = _window(period, span[1], span[0]) if span else (None, None)
        found = insight.themes_by_teams(store, start, end)
        dates = f"Visits from {day_in_words(span[0])} to {day_in_words(span[1])}" if span else ""
        if span and start and end and period != ALL_TIME:
            dates = f"Visits from {month_in_words(start)} to {month_in_words(end)}"
        return MatrixState(found, period, _periods(span[1] if span else None), dates, start, end)

    def cell(
        self, theme_id: str, team_id: str, start: date | None, end: date | None, state: MatrixState
    ) -> CellState:
        """Return the findings of a theme and a team between two days."""
        from visits_app.services import insight

        found = insight.findings(self._space.store, team_id, theme_id, start, end)
        theme = next((t.name for t in state.matrix.themes if t.id == theme_id), "")
        team = next((t.name for t in state.matrix.teams if t.id == team_id), "")
        counts = next(
            (c for row in state.matrix.cells for c in row if c and _is(c, theme_id, team_id)), None
        )
        return CellState(f"{theme}, {team}", split_words(counts).capitalize(), _listed(found))

    def disagreements(self, team_id: str, theme_id: str, period: str) -> DisagreementsState:
        """Return where findings and measures disagree."""
        from visits_app.services import insight

        store, today = self._space.store, self._space.today()
        span = insight.span_of_visits(store, team_id, theme_id)
        start, end = _window(period, span[1], span[0]) if span else (None, None)
        found = insight.comparison(store, team_id, theme_id, start, end, today)
        empty = ("", "")
        if not span or not found.findings:
            empty = (
                "No findings to compare",
                "Strengths members recorded where the measure is a concern, and concerns where it "
                "improves, are listed here with the evidence of both.",
            )
        elif not found.disagreements:
            empty = (
                "Nothing disagrees",
                "A strength beside a measure that is a concern, or a concern beside one that "
                f"improves, would be shown here. {_compared(found)}",
            )
        return DisagreementsState(
            self._choices(),
            team_id,
            theme_id,
            period,
            _periods(span[1] if span else None),
            found,
            _compared(found),
            empty,
        )

    def _choices(self) -> InsightChoices:
        from visits_app.services import registers

        store = self._space.store
        teams = [team for team in registers.teams(store) if not team.retired]
        themes = [theme for theme in registers.themes(store) if not theme.retired]
        return InsightChoices(
            (Option("All teams"), *(Option(team.name, team.id) for team in teams)),
            (Option("All themes"), *(Option(theme.name, theme.id) for theme in themes)),
        )


_NOTHING = (
    "Nothing to put side by side yet",
    "Once a visit is submitted or a measure has figures, the measures are drawn above and what "
    "members found below, on one time axis.",
)


def _no_timeline(
    choices: InsightChoices, team_id: str, theme_id: str, period: str, empty: tuple[str, str]
) -> TimelineState:
    return TimelineState(
        choices, team_id, theme_id, period, _periods(None), "", "", None, "", Listed(()), empty
    )


def _compared(found: Comparison) -> str:
    """Return how the findings stand to the measures, in a sentence or two."""
    looked = counted(found.findings, "strength or concern", "strengths and concerns")
    if not found.compared:
        told = f"{looked}; beside none stands a judged measure of its theme and team at that time."
    else:
        other = len({f.finding_id for d in found.disagreements if not d.said for f in d.findings})
        usual = max(found.compared - found.agreeing - other, 0)
        told = (
            f"{found.compared} of {looked} {'has' if found.compared == 1 else 'have'} a judged "
            "measure of the same theme and team at that time. Of these, "
            f"{found.agreeing or 'none'} "
            f"{'points' if found.agreeing == 1 else 'point'} the same way, {other or 'none'} the "
            f"other way, and beside {usual or 'none'} the measure varied as usual."
        )
    said = sum(d.said for d in found.disagreements)
    if said:
        told += f" Members themselves marked {said} as not matching the figures they had."
    return told


def _is(count: MatrixCount, theme_id: str, team_id: str) -> bool:
    return count.theme_id == theme_id and count.team_id == team_id


def _outside(away: int, some_within: bool) -> str:
    """Return how many visits the period leaves out, "" for none."""
    if not away:
        return ""
    visits = counted(away, "visit")
    return f"{visits} outside this period." if some_within else f"{visits}, outside this period."


def _listed(heard: list[Heard] | tuple[Heard, ...]) -> Listed:
    newest = tuple(reversed(heard))
    if len(newest) <= MOST_LISTED:
        return Listed(newest)
    return Listed(
        newest[:MOST_LISTED],
        f"The newest {MOST_LISTED} of {len(newest):,} findings. A shorter period shows the rest.",
    )


def _latest(measured: tuple[Measured, ...], heard: tuple[Heard, ...]) -> date | None:
    """Return the newest visit or monthly figure; yearly ones reach further than visits do."""
    visits = [finding.on for finding in heard]
    monthly = [_last(one) for one in measured if one.months_each == 1]
    return max([*visits, *monthly], default=None) or max(
        (_last(one) for one in measured), default=None
    )


def _earliest(measured: tuple[Measured, ...], heard: tuple[Heard, ...]) -> date | None:
    days = [one.observations[0].period for one in measured]
    return min([*(day for day in days if day), *(f.on for f in heard)], default=None)


def _last(one: Measured) -> date:
    return max(o.period for o in one.observations if o.period)


def _window(period: str, end: date, first: date | None) -> tuple[date, date]:
    """Return the first and last day of whole months: `period` of them, or all there are."""
    end = month_end(end)
    if period == ALL_TIME:
        return (first or end).replace(day=1), end
    month = end.year * 12 + end.month - int(period)
    return date(max(1, month // 12), month % 12 + 1, 1), end


def _periods(end: date | None) -> tuple[Option, ...]:
    to = f" to {month_in_words(end)}" if end else ""
    labels = {"24": "24 months", "36": "3 years", "60": "5 years"}
    return (*(Option(labels[m] + to, m) for m in MONTHS), Option("All dates", ALL_TIME))
