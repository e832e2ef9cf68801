"""Papers about the figures: the monthly monitoring report, and the brief before a visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from visits_app.domain import figures, suppression
from visits_app.domain.charting import MAIN_EVENTS, MONTHS_SHOWN, indicator_chart
from visits_app.domain.charts import Chart, ChartVisit
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.form_rules import in_words
from visits_app.domain.indicators import (
    Certainty,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Rebase,
    Series,
    SeriesKind,
    Target,
)
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.lateness import next_figure
from visits_app.domain.questions import IndicatorQuestion
from visits_app.domain.registers import Event
from visits_app.domain.text import shorten
from visits_app.domain.visits import TeamContext, VisitSummary
from visits_app.reports.document import Document
from visits_app.reports.measures import Group, Measure, figure_and_target, group_of
from visits_app.services.overviews import JUDGED
from visits_app.services.questions import OPEN
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.reports.visit_brief import BriefVisit
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

LEAST_DRAWN = 3
"""Figures it takes for a chart: two are a comparison, told as well by a sentence."""

_VISITS_TOLD = 2

_TITLE = 60
"""Characters of a measure's name in the title of its chart."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read of the store for a paper, all at one time."""

    details: tuple[IndicatorDetail, ...]
    questions: dict[str, tuple[IndicatorQuestion, ...]]
    visits: dict[tuple[str, ...], tuple[ChartVisit, ...]]
    """By the teams of an indicator."""
    events: tuple[Event, ...]


def monitoring_report(
    store: Store,
    *,
    month: date | None = None,
    indicator_ids: Collection[str] | None = None,
    team_id: str = "",
    theme_id: str = "",
    concern_only: bool = False,
    with_tables: bool = True,
    today: date,
) -> Document:
    """Return the monitoring report of a month: figures after it are left out.

    `month` is any day of it; without it the newest month that has a figure. Without a choice of
    indicators, a team or a theme every measure in use is told. Small counts are not.
    """
    from visits_app.reports.monitoring_report import build

    with store.read() as connection:
        chosen = _chosen(connection, indicator_ids, team_id, theme_id)
        known = _read(connection, chosen)
        scope = _scope(connection, team_id, theme_id)
    ends = figures.month_end(month or _newest_month(known.details, today))
    cut = [_until(detail, ends) for detail in known.details]
    measures = _judged(cut)
    small, full = False, []
    for measure, detail, whole in zip(measures, cut, known.details, strict=True):
        later = len(detail.observations) < len(whole.observations)
        told = tuple(suppression.suppressed(measure.indicator, measure.observations))
        small = small or told != measure.observations
        shown = replace(
            measure,
            observations=told,
            late=_late(measure, ends, today, cut=later),
            questions=known.questions.get(measure.indicator.id, ()),
        )
        few = suppression.mostly_small(measure.indicator, measure.observations[-MONTHS_SHOWN:])
        if few:
            shown = replace(shown, mostly_small=True)
        elif not concern_only or group_of(measure) is Group.LOOK:
            shown = replace(
                shown, chart=_chart(shown, detail, min(today, ends) if later else today, known)
            )
        full.append(shown)
    return build(
        full,
        month=ends,
        area=_area(measures),
        scope=scope,
        with_tables=with_tables,
        concern_only=concern_only,
        small_counts=small,
        today=today,
    )


def visit_brief(store: Store, team_id: str, *, today: date) -> Document:
    """Return what to know about a team before visiting it. Raises UnknownRecord."""
    from visits_app.reports.visit_brief import Brief, build
    from visits_app.store import coverage, questions, registers, team_context

    with store.read() as connection:
        team = next((one for one in registers.teams(connection) if one.id == team_id), None)
        if team is None:
            raise UnknownRecord("This team is not in the store. Choose another one from the list.")
        known = _read(connection, _chosen(connection, None, team_id, ""))
        contexts: list[TeamContext] = []
        before, excluding = date.fromordinal(today.toordinal() + 1), None
        while len(contexts) < _VISITS_TOLD:
            context = team_context.team_context(connection, team_id, before, excluding, today)
            contexts.append(context)
            last = context.last_visit
            if last is None or last.visit_date is None:
                break
            before = date.fromordinal(last.visit_date.toordinal() + 1)
            excluding = last.id
        asked = questions.questions(connection, team_id=team_id, statuses=OPEN)
        coming = next(
            (one.coming for one in coverage.coverage(connection, today) if one.team_id == team_id),
            None,
        )
    measures = []
    details = [_until(detail, today) for detail in known.details]
    for measure, detail in zip(_judged(details), details, strict=True):
        late = replace(measure, late=_late(measure, None, today))
        measures.append(replace(late, chart=_chart(late, detail, today)))
    brief = Brief(
        team=team.name,
        visits=tuple(_brief_visits(store, contexts)),
        asks=contexts[0].open_asks,
        questions=tuple(one.question for one in asked),
        measures=tuple(measures),
        coming=coming,
    )
    return build(brief, today=today)


def charts_told(
    store: Store,
    indicator_ids: Collection[str],
    *,
    ends: date,
    today: date,
    without_visits: Collection[str] = (),
) -> dict[str, Chart]:
    """Return indicators as the charts of papers, by id: figures up to a day, no small counts.

    Visits of `without_visits` are not flagged. An indicator with too few figures, or mostly small
    counts, is not among them.
    """
    with store.read() as connection:
        known = _read(connection, _chosen(connection, indicator_ids, "", ""))
    left_out = frozenset(without_visits)
    flagged = {
        teams: tuple(visit for visit in visits if visit.visit_id not in left_out)
        for teams, visits in known.visits.items()
    }
    known = replace(known, visits=flagged)
    found = {}
    cut = [_until(detail, ends) for detail in known.details]
    for measure, detail in zip(_judged(cut), cut, strict=True):
        if suppression.mostly_small(measure.indicator, measure.observations[-MONTHS_SHOWN:]):
            continue
        told = tuple(suppression.suppressed(measure.indicator, measure.observations))
        chart = _chart(replace(measure, observations=told), detail, min(today, ends), known)
        if chart is not None:
            found[measure.indicator.id] = chart
    return found


def months_with_figures(store: Store, today: date) -> tuple[date, ...]:
    """Return the ends of the months that have figures, newest first."""
    with store.read() as connection:
        days = rows.days_with_figures(connection)
    ends = {figures.month_end(day) for day in days if day <= today}
    return tuple(sorted(ends, reverse=True))


# --- reading ---------------------------------------------------------------------------------


def _chosen(
    connection: Connection,
    indicator_ids: Collection[str] | None,
    team_id: str,
    theme_id: str,
) -> list[Indicator]:
    """Return the indicators in use that are asked for, in the register's order."""
    from visits_app.store.theme_counting import counted_as, with_counted_themes

    theme_id = counted_as(connection).get(theme_id, theme_id)
    return [
        one
        for one in with_counted_themes(connection, rows.indicators(connection))
        if (one.id in indicator_ids if indicator_ids is not None else not one.retired)
        and (not team_id or team_id in one.team_ids)
        and (not theme_id or theme_id in one.theme_ids)
    ]


def _read(connection: Connection, chosen: Sequence[Indicator]) -> _Known:
    """Read everything about some indicators, each with the figures of its first series alone."""
    from visits_app.store import questions as asked_questions
    from visits_app.store import registers, team_context

    filled = rows.series_filled(connection)
    drawable = {series_id for series_id, drawn in filled.items() if drawn}
    series = _by_indicator(rows.series(connection))
    first = {
        one.id: _first(figures.series_by_use(series[one.id], filled, drawable), drawable)
        for one in chosen
        if one.id in series
    }
    seen = rows.newest_of_series(connection, (one.id for one in first.values()), JUDGED)
    targets = _by_indicator(rows.targets(connection))
    rebases = _by_indicator(rows.rebases(connection))
    details = tuple(
        _detail(one, first.get(one.id), seen, targets.get(one.id, []), rebases.get(one.id, []))
        for one in chosen
    )
    asked = asked_questions.questions(connection, statuses=OPEN)
    questions = _by_indicator(one.question for one in asked)
    of_teams = {
        teams: team_context.visits_on_chart(connection, teams)
        for teams in {one.team_ids for one in chosen if one.team_ids}
    }
    return _Known(
        details,
        {id: tuple(asked) for id, asked in questions.items()},
        {
            teams: tuple(replace(visit, text="") for visit in seen)
            for teams, seen in of_teams.items()
        },
        tuple(event for event in registers.events(connection) if event.kind in MAIN_EVENTS),
    )


class _OfIndicator(Protocol):
    @property
    def indicator_id(self) -> str: ...


_Item = TypeVar("_Item", bound=_OfIndicator)


def _by_indicator(items: Iterable[_Item]) -> dict[str, list[_Item]]:
    found: dict[str, list[_Item]] = {}
    for one in items:
        found.setdefault(one.indicator_id, []).append(one)
    return found


def _first(series: Sequence[Series], drawable: Collection[str]) -> Series:
    """Return the series that is told, as `charting.first_series` does: one that can be drawn."""
    return min(series, key=lambda one: one.id not in drawable)


def _detail(
    indicator: Indicator,
    series: Series | None,
    seen: Mapping[str, tuple[Observation, ...]],
    targets: Sequence[Target],
    rebases: Sequence[Rebase],
) -> IndicatorDetail:
    """Return an indicator with the one series that papers tell."""
    if series is None:
        return IndicatorDetail(indicator, (), (), tuple(targets), tuple(rebases))
    own = seen[series.id]
    if series.kind is SeriesKind.ILLUSTRATION:  # how sure an invented figure is, is no question
        own = tuple(replace(one, certainty=Certainty.STATED) for one in own)
    return IndicatorDetail(indicator, (series,), own, tuple(targets), tuple(rebases))


def _scope(connection: Connection, team_id: str, theme_id: str) -> str:
    from visits_app.store import registers

    teams = {team.id: team.name for team in registers.teams(connection)}
    themes = {theme.id: theme.name for theme in registers.themes(connection)}
    return " · ".join(filter(None, (teams.get(team_id, ""), themes.get(theme_id, ""))))


def _brief_visits(store: Store, contexts: Sequence[TeamContext]) -> Iterable[BriefVisit]:
    from visits_app.reports.visit_brief import BriefVisit

    for context in contexts:
        if (visit := context.last_visit) is not None:
            yield BriefVisit(
                on=visit.visit_date,
                visitors=visit.visitors,
                reference=visit.reference,
                confidence=_confidence(store, visit),
                findings=context.last_findings,
                example=visit.example,
            )


def _confidence(store: Store, summary: VisitSummary) -> str:
    """Return how assured the visitors were, in the words of the form they wrote on."""
    from visits_app.services import registers, visits

    if not summary.confidence:
        return ""
    form = visits.form_of(store, visits.load_visit(store, summary.id))
    question = form.question("confidence")
    if question is None:
        return ""
    return in_words(question, summary.confidence, registers.names(store))


# --- measures --------------------------------------------------------------------------------


def _until(detail: IndicatorDetail, ends: date) -> IndicatorDetail:
    """Return an indicator with its figures up to a day, those without a date too."""
    kept = tuple(one for one in detail.observations if one.period is None or one.period <= ends)
    return replace(detail, observations=kept)


def _judged(details: Sequence[IndicatorDetail]) -> list[Measure]:
    from visits_app.domain.judging import judge_many

    judged: Iterable[SeriesJudgement] = judge_many(
        (detail.indicator, detail.observations, detail.targets, detail.rebases)
        for detail in details
    )
    return [
        Measure(
            detail.indicator,
            next(iter(detail.series), None),
            figures.in_order(detail.observations),
            detail.targets,
            one,
        )
        for detail, one in zip(details, judged, strict=True)
    ]


def _chart(
    measure: Measure, detail: IndicatorDetail, today: date, known: _Known | None = None
) -> Chart | None:
    """Return a measure as a chart, with flags where `known` is given; None for a few figures."""
    drawable = [o for o in measure.observations if o.period is not None and figures.has_value(o)]
    if measure.series is None or len(drawable) < LEAST_DRAWN:
        return None
    shown = replace(detail, observations=measure.observations)
    visits = known.visits.get(measure.indicator.team_ids, ()) if known else ()
    events = known.events if known else ()
    # Judged with the small counts that are not drawn: picture and front page say the same.
    chart = indicator_chart(shown, measure.series.id, visits, events, today, judged=measure.judged)
    latest = measure.latest
    if latest is None or not suppression.is_suppressed(latest):
        return chart
    # The chart tells of the last figure it draws, which is not the last one there is.
    name = measure.indicator.name.strip()
    told = f"{name}: {figure_and_target(measure)}."
    return replace(chart, title=f"{shorten(name, _TITLE)}: {suppression.WORDS}", sentence=told)


def _late(measure: Measure, ends: date | None, today: date, *, cut: bool = False) -> str:
    """Say which figure has not come; `ends` is the last day told of, None where all is told.

    `cut` says that later figures are there and left out: nothing is late then. A month up to
    `ends` that is not there is missing even where it is not late yet.
    """
    if measure.invented:
        return ""
    indicator = measure.indicator
    often = figures.frequency_of(indicator, measure.observations)
    awaited = next_figure(indicator, measure.latest, often)
    if awaited is None:
        return ""
    if awaited.due < today and not cut:
        return awaited.sentence()
    if ends is not None and awaited.period <= ends and often is Frequency.MONTHLY:
        return f"There are no figures for {awaited.in_words()} yet."
    return ""


def _newest_month(details: Sequence[IndicatorDetail], today: date) -> date:
    """Return the newest month that has a figure: of monthly measures first, of real ones first."""
    monthly = {detail.indicator.id: _is_monthly(detail) for detail in details}
    dated = [
        (monthly[detail.indicator.id], not _is_invented(detail), one.period)
        for detail in details
        for one in detail.observations
        if one.period is not None and one.period <= today and figures.has_value(one)
    ]
    return max(dated, default=(False, False, today))[2]


def _is_monthly(detail: IndicatorDetail) -> bool:
    return figures.frequency_of(detail.indicator, detail.observations) is Frequency.MONTHLY


def _is_invented(detail: IndicatorDetail) -> bool:
    return any(one.kind is SeriesKind.ILLUSTRATION for one in detail.series)


def _area(measures: Sequence[Measure]) -> str:
    """Return the area most of the real measures are about, of all where none is real."""
    real = [one for one in measures if not one.invented] or measures
    areas = Counter(one.series.area for one in real if one.series is not None)
    return areas.most_common(1)[0][0] if areas else ""
