"""Questions to the service: the form to raise one, and those an indicator has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain import figures
from visits_app.domain.dates import read_date
from visits_app.domain.figures import day_in_words
from visits_app.domain.indicators import SeriesKind
from visits_app.domain.questions import usual_due
from visits_app.domain.text import date_in_words
from visits_app.presenters.actions import ActionRow, ActionsPresenter
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Desk, Workspace

if TYPE_CHECKING:
    from visits_app.domain.indicators import IndicatorDetail, Observation, Series
    from visits_app.domain.questions import IndicatorQuestion
    from visits_app.domain.registers import Team

MOST_PERIODS = 36
"""Months or years one may ask about, newest first."""


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What the dialog begins with; `owners` gives the role that is asked for each team."""

    indicator_id: str
    indicator: str
    series_id: str
    suggestions: tuple[str, ...]
    owners: dict[str, str]
    due: str
    teams: tuple[Option, ...]
    """Where to choose from: nothing where the measure speaks of one team or none."""
    team_id: str
    periods: tuple[Option, ...]
    """Values are ISO dates, "" for the measure as a whole, which comes last."""


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The questions of one indicator that wait for an answer or a deed, and how many did not."""

    lines: tuple[ActionRow, ...]
    late: int
    closed: int
    can_answer: bool

    @property
    def summary(self) -> str:
        """How many are open and overdue: "2 open, 1 overdue. 3 answered."."""
        if not self.lines and not self.closed:
            return "Nobody has asked the service about this yet."
        said = f"{len(self.lines)} open" + (f", {self.late} overdue." if self.late else ".")
        return f"{said} {self.closed} done or declined." if self.closed else said


class QuestionPresenter:
    """Everything about questions of one indicator; every method but `day_meant` is for a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def of_indicator(self, indicator_id: str) -> OpenQuestions:
        """Return the open questions of an indicator, overdue first."""
        found = ActionsPresenter(self._space).of_indicator(indicator_id)
        lines = tuple(row for row in found if row.line.action.status.is_open)
        return OpenQuestions(
            lines,
            sum(line.late for line in lines),
            len(found) - len(lines),
            self._space.desk is Desk.OFFICER,
        )

    def form(self, indicator_id: str, series_id: str = "") -> QuestionForm:
        """Read what a question about an indicator may say, for the series on show."""
        from visits_app.domain.judging import judge_series
        from visits_app.domain.lateness import late_figure
        from visits_app.domain.suggestions import suggested_questions
        from visits_app.services import indicators, registers

        detail = indicators.detail(self._space.store, indicator_id)
        indicator, series = detail.indicator, _chosen(detail, series_id)
        seen = _of_series(detail, series)
        latest = figures.latest_of(seen)
        often = figures.frequency_of(indicator, seen)
        invented = series is not None and series.kind is SeriesKind.ILLUSTRATION
        late = None if invented else late_figure(indicator, latest, self._space.today(), often)
        judged = judge_series(indicator, seen, detail.targets, detail.rebases)
        target = figures.target_at(detail.targets, latest.period if latest else None)
        teams = [team for team in registers.teams(self._space.store) if _about(team, detail)]
        return QuestionForm(
            indicator_id=indicator.id,
            indicator=indicator.name,
            series_id=series.id if series else "",
            suggestions=suggested_questions(indicator, judged, latest, target, late),
            owners={team.id: team.lead_role for team in teams if team.lead_role},
            due=day_in_words(usual_due(self._space.today())),
            teams=_team_options(teams),
            team_id=teams[0].id if len(teams) == 1 else "",
            periods=_period_options(seen),
        )

    def raise_question(
        self,
        form: QuestionForm,
        text: str,
        owner: str,
        due: str,
        *,
        team_id: str = "",
        period: str = "",
    ) -> IndicatorQuestion:
        """Put the question to the service; raises FaultsError with everything that is wrong."""
        from visits_app.services import questions

        today = self._space.today()
        day = read_date(due, today)
        return questions.raise_question(
            self._space.store,
            indicator_id=form.indicator_id,
            series_id=form.series_id or None,
            team_id=team_id or form.team_id or None,
            period=date.fromisoformat(period) if period else None,
            text=text,
            owner=owner,
            due=day,
            on=today,
            by=self._space.by,
        )

    def day_meant(self, text: str) -> str:
        """Return the day that was typed as "Tuesday 4 March 2014", "" for none."""
        day = read_date(text, self._space.today())
        return date_in_words(day.isoformat(), weekday=True) if day else ""

    def withdraw(self, question_id: str) -> None:
        """Take back a question that was just raised."""
        from visits_app.services import questions

        questions.withdraw_question(self._space.store, question_id, by=self._space.by)


def _chosen(detail: IndicatorDetail, series_id: str) -> Series | None:
    ordered = figures.series_in_order(detail.series, detail.observations)
    by_id = {series.id: series for series in ordered}
    return by_id.get(series_id) or next(iter(ordered), None)


def _of_series(detail: IndicatorDetail, series: Series | None) -> tuple[Observation, ...]:
    if series is None:
        return ()
    return figures.in_order(o for o in detail.observations if o.series_id == series.id)


def _about(team: Team, detail: IndicatorDetail) -> bool:
    return team.id in detail.indicator.team_ids and not team.retired


def _team_options(teams: Sequence[Team]) -> tuple[Option, ...]:
    if len(teams) < 2:
        return ()
    return (Option("The whole service"), *(Option(team.name, team.id) for team in teams))


def _period_options(seen: Sequence[Observation]) -> tuple[Option, ...]:
    told: dict[date, str] = {}
    for one in reversed(seen):
        if one.period is not None and figures.has_value(one):
            words = figures.period_in_words(one)
            told.setdefault(one.period, words[:1].upper() + words[1:])
    options = [Option(words, day.isoformat()) for day, words in told.items()]
    return (*options[:MOST_PERIODS], Option("The measure as a whole"))
