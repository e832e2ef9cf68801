"""Questions a member may put to the service, suggested by what the figures do.

The words say what the figures do and ask what the service knows; they never claim a cause.
"""

from collections.abc import Iterator

from visits_app.domain import figures
from visits_app.domain.figures import period_in_words, value_in_words
from visits_app.domain.indicators import Indicator, Observation, Target
from visits_app.domain.judgement_words import usual_words, why_point
from visits_app.domain.judgements import Assurance, Judgement, PointType, SeriesJudgement
from visits_app.domain.lateness import NextFigure
from visits_app.domain.registers import Precision

_ASKED = {
    PointType.CONCERN: "What does the service make of this, and what will it do, by when?",
    PointType.IMPROVEMENT: "What does the service put this down to, and can it be kept up?",
    PointType.NEUTRAL_HIGH: "Was this expected, and what does it mean for children and staff?",
    PointType.NEUTRAL_LOW: "Was this expected, and what does it mean for children and staff?",
}


def suggested_questions(
    indicator: Indicator,
    judged: SeriesJudgement,
    latest: Observation | None,
    target: Target | None = None,
    late: NextFigure | None = None,
) -> tuple[str, ...]:
    """Return one to five questions, the most pressing first, each of one or two sentences.

    `judged` is the judgement of the series that `latest` belongs to, `target` the one in force at
    `latest`, `late` what `lateness.late_figure` says.
    """
    name = indicator.name.strip()
    if latest is None or not figures.has_value(latest):
        return (f"{name}: when will there be a figure, and what is known until then?",)
    asked = [
        *_of_variation(indicator, judged, latest),
        *_of_target(indicator, judged, latest, target),
        *_of_data(indicator, latest, late),
    ]
    asked.append(f"{_told(indicator, latest)}. What does the service expect next, and why?")
    return tuple(dict.fromkeys(asked))


def _of_variation(
    indicator: Indicator, judged: SeriesJudgement, latest: Observation
) -> Iterator[str]:
    found = judged.judgement
    if found is None or found.latest is None or judged.variation not in _ASKED:
        return
    why = why_point(found, found.latest, indicator)
    usual = _usual(indicator, found)
    yield f"{_told(indicator, latest)}. {why}{usual}. {_ASKED[judged.variation]}"


def _of_target(
    indicator: Indicator, judged: SeriesJudgement, latest: Observation, target: Target | None
) -> Iterator[str]:
    if target is None:
        return
    aim = figures.target_in_words(indicator, target)
    name = indicator.name.strip()
    if judged.assurance is Assurance.FAILS:
        yield (
            f"{name}: as things are, the target of {aim} is not expected to be reached reliably. "
            "What would have to be different, and by when can members expect it?"
        )
    elif judged.assurance is Assurance.HIT_AND_MISS:
        yield (
            f"{name}: the target of {aim} is reached at times and missed at others. "
            "What would make it dependable?"
        )
    elif judged.assurance is None and figures.target_met(target, latest.value or 0.0) is False:
        yield (
            f"{_told(indicator, latest)}, the target is {aim}. "
            "What is planned to reach it, and by when?"
        )


def _of_data(indicator: Indicator, latest: Observation, late: NextFigure | None) -> Iterator[str]:
    name = indicator.name.strip()
    if late is not None:
        sentence = late.sentence()
        yield f"{name}: {sentence[:1].lower()}{sentence[1:]} When will they come?"
    if latest.provisional:
        yield (
            f"{_told(indicator, latest)}, a provisional figure. When will it be final, and is it "
            "likely to change much?"
        )
    elif figures.small_base(latest):
        yield (
            f"{_told(indicator, latest)}, which rests on fewer than {figures.SMALL_BASE} cases. "
            "What did the service learn from looking at each of them?"
        )


def _usual(indicator: Indicator, judgement: Judgement) -> str:
    """Return " (average 81.4%, usually between 75.0% and 87.8%)", or nothing."""
    words = usual_words(indicator, judgement.phases[-1])
    return f" ({words[:1].lower()}{words[1:]})" if words else ""


def _told(indicator: Indicator, latest: Observation) -> str:
    """Return "Core assessments on time: 60.3% in January 2014"."""
    value = value_in_words(indicator, latest.value or 0.0)
    if latest.period is None:
        return f"{indicator.name.strip()}: {value}, date not given"
    period = period_in_words(latest)
    joint = " for the " if period.startswith("year") else " in "
    joint = " on " if latest.precision is Precision.DAY else joint
    return f"{indicator.name.strip()}: {value}{joint}{period}"
