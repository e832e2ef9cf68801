"""A measure as papers print it: its sentence, its judgement, its last months as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from visits_app.domain import figures, suppression
from visits_app.domain.charts import Chart
from visits_app.domain.indicators import (
    Indicator,
    Observation,
    Series,
    SeriesKind,
    Target,
)
from visits_app.domain.judgement_words import judgement_sentence, usual_words, why_point
from visits_app.domain.judgements import Assurance, PointType, SeriesJudgement
from visits_app.domain.questions import IndicatorQuestion
from visits_app.domain.registers import Precision
from visits_app.domain.suppression import is_suppressed
from visits_app.reports.document import Column, Run, Table, Words

ILLUSTRATION = "illustration"
WORDS_ONLY = "It is told in words only, so there is nothing to judge."

_SURE = "Stated"
"""What goes without saying in a table: its words are for what is less sure."""

MONTHS_IN_TABLE = 13
"""A year and the month it began with, so that the same months can be compared."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator as its first series shows it, with everything a paper says of it.

    `observations` are that series' figures. `late` is a sentence where a figure is awaited, `chart`
    None where there is nothing to draw.
    """

    indicator: Indicator
    series: Series | None
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    judged: SeriesJudgement
    late: str = ""
    chart: Chart | None = None
    questions: tuple[IndicatorQuestion, ...] = ()
    mostly_small: bool = False
    """Whether most of its counts are too small to be told, so that there is no chart."""

    @property
    def latest(self) -> Observation | None:
        """The newest figure, in words if it is; a small count is newest as any other."""
        newest = figures.latest_of(self.observations)
        hidden = [one for one in self.observations if suppression.is_suppressed(one)]
        if not hidden or hidden[-1].period is None:
            return newest
        dated = newest.period if newest is not None and figures.has_value(newest) else None
        return hidden[-1] if dated is None or hidden[-1].period > dated else newest

    @property
    def invented(self) -> bool:
        """Whether the figures stand for no council."""
        return self.series is not None and self.series.kind is SeriesKind.ILLUSTRATION

    @property
    def name(self) -> str:
        """The name, marked where the figures are invented."""
        name = self.indicator.name.strip()
        if self.invented and ILLUSTRATION not in name.casefold():
            return f"{name} ({ILLUSTRATION})"
        return name


class Group(Enum):
    """What a reader is to make of a measure, the most pressing first."""

    LOOK = "Needs a look"
    IMPROVING = "Improving"
    ORDINARY = "Ordinary variation"
    NOT_JUDGED = "Not judged, and why"


def group_of(measure: Measure) -> Group:
    """Return where a measure belongs; one that stands out with no better side needs a look."""
    variation, assurance = measure.judged.variation, measure.judged.assurance
    if variation is None:
        return Group.NOT_JUDGED
    if variation is PointType.IMPROVEMENT:
        return Group.IMPROVING
    if variation is PointType.COMMON and assurance is not Assurance.FAILS:
        return Group.ORDINARY
    return Group.LOOK


def by_concern(measures: Iterable[Measure]) -> list[Measure]:
    """Return measures, concern first, those without a figure last; else in the order they came."""
    return sorted(measures, key=_rank)


def _rank(measure: Measure) -> tuple[int, bool, bool, bool, bool]:
    judged = measure.judged
    return (
        list(Group).index(group_of(measure)),
        judged.variation is not PointType.CONCERN,
        judged.assurance is not Assurance.FAILS,
        not measure.observations,
        measure.invented,
    )


def sentence(measure: Measure) -> Words:
    """Return "**Name**: 60.3% in January 2014, target 80% or more. Falling …; concern."."""
    told = f": {figure_and_target(measure)}. {judgement(measure)}"
    return (Run(measure.name, strong=True), Run(told))


def figure_and_target(measure: Measure) -> str:
    """Return "60.3% in January 2014, target 80% or more", or that there is no figure."""
    latest, indicator = measure.latest, measure.indicator
    if latest is None or not (figures.has_value(latest) or latest.value_text):
        return "no figure yet"
    told = figures.figure_in_words(indicator, latest)
    if latest.provisional:
        told += " (provisional)"
    told += f" {_in_period(latest)}"
    target = figures.target_at(measure.targets, latest.period)
    return f"{told}, target {figures.target_in_words(indicator, target)}" if target else told


def _in_period(seen: Observation) -> str:
    if seen.period is None:
        return "(date not given)"
    period = figures.period_in_words(seen)
    if seen.precision is Precision.DAY:
        return f"on {period}"
    return f"in the {period}" if period.startswith("year") else f"in {period}"


def judgement(measure: Measure) -> str:
    """Return what is to be made of a measure, or why nothing is."""
    seen = measure.observations
    if seen and not any(figures.has_value(one) or is_suppressed(one) for one in seen):
        return WORDS_ONLY
    return judgement_sentence(measure.indicator, measure.judged)


def why(measure: Measure) -> str:
    """Return the rule behind a judgement, and what is usual; "" where the judgement says both.

    "Seven months in a row below average. Average 81.4%, usually between 75.0% and 87.8%."
    """
    found = measure.judged.judgement
    if found is None or found.latest is None:
        return ""
    reason = why_point(found, found.latest, measure.indicator)
    usual = usual_words(measure.indicator, found.phases[-1])
    told = judgement(measure).casefold()
    if reason.casefold() in told and usual.casefold() in told:
        return ""
    both = usual.casefold() in reason.casefold()
    return f"{reason}." if not usual or both else f"{reason}. {usual}."


def months_table(measure: Measure) -> Table | None:
    """Return the last figures, newest first; None where a sentence tells them all."""
    seen = figures.in_order(measure.observations)
    dated = [one for one in seen if one.period is not None]
    shown = list(reversed(dated[-MONTHS_IN_TABLE:]))
    shown += [one for one in seen if one.period is None]
    if len(shown) < 2:
        return None
    rows = tuple(_row(measure, one) for one in shown)
    titles = (("Period", 1.4), ("Value", 2.0), ("Target", 1.4), ("How sure", 2.0))
    used = [place for place in range(len(titles)) if place < 2 or any(row[place] for row in rows)]
    columns = tuple(Column(*titles[place]) for place in used)
    return Table(columns, tuple(tuple(row[place] for place in used) for row in rows))


def _row(measure: Measure, seen: Observation) -> tuple[str, ...]:
    indicator = measure.indicator
    target = figures.target_at(measure.targets, seen.period) if seen.period else None
    aim = figures.target_in_words(indicator, target) if target else ""
    sure = "Invented" if measure.invented else figures.doubt_in_words(seen)
    return (
        _capital(figures.period_in_words(seen)),
        figures.figure_in_words(indicator, seen),
        _capital(aim),
        "" if sure == _SURE else sure,
    )


def questions_table(
    questions: Sequence[IndicatorQuestion], today: date, *, caption: str = ""
) -> Table:
    """Return open questions with who answers by when; one past its day says overdue."""
    rows: list[tuple[Words, ...]] = []
    for one in questions:
        due: list[Run] = [Run(f"{one.owner}\n" if one.owner else "")]
        due.append(Run(f"by {figures.day_in_words(one.due)}"))
        if one.is_late(today):
            due.append(Run(", overdue", strong=True))
        rows.append((one.text, tuple(run for run in due if run.text)))
    return Table(
        (Column("Open question", 3.2), Column("Owner and date", 2.0)), tuple(rows), caption
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
