"""The chart's figures as a table: every one of the series, what it means, how sure it is."""

from collections.abc import Sequence
from datetime import date

from visits_app.domain import figures
from visits_app.domain.chart_story import Story, invented
from visits_app.domain.charts import ChartTable
from visits_app.domain.indicators import Observation
from visits_app.domain.judgement_words import ORDINARY, reading, reason_alone
from visits_app.domain.judgements import PointType, Strength

SAYS = "What it says"


def chart_table(story: Story, seen: Sequence[Observation]) -> ChartTable:
    """Return every figure of the series as rows, oldest first, those without a date last."""
    rows = []
    found = story.judged.judgement
    places = {} if found is None else {day: place for place, day in enumerate(found.dates)}
    judged = bool(places)
    for observation in seen:
        target = figures.target_at(story.targets, observation.period)
        dated = observation.period is not None
        aim = figures.target_in_words(story.indicator, target) if target and dated else ""
        period = figures.period_in_words(observation)
        rows.append(
            (
                period[0].upper() + period[1:],
                figures.figure_in_words(story.indicator, observation),
                aim[:1].upper() + aim[1:],
                *([_meaning(story, observation, places)] if judged else []),
                "Invented" if invented(story) else figures.doubt_in_words(observation),
                " ".join(filter(None, (observation.note, *_earlier_figures(story, observation)))),
            )
        )
    reading_column = (SAYS,) if judged else ()
    return ChartTable(
        ("Period", "Value", "Target", *reading_column, "How sure", "Note"), tuple(rows)
    )


def _meaning(story: Story, seen: Observation, places: dict[date, int]) -> str:
    """Return what the limits say of one figure, "" for one that is not judged."""
    place = places.get(seen.period) if seen.period else None
    if story.judged.judgement is None or place is None or not figures.has_value(seen):
        return ""
    judged = story.judged.judgement
    strength = judged.phase_at(place).strength
    # Average and range are beside the chart, not in every row.
    if strength is Strength.LINE:
        return ""
    if judged.types[place] is PointType.COMMON:
        return ORDINARY if strength is Strength.FULL else f"{ORDINARY} (provisional)"
    if strength is Strength.PROVISIONAL:
        return reason_alone(judged, place) + " (provisional)"
    return reading(judged, place, story.indicator)


def _earlier_figures(story: Story, seen: Observation) -> list[str]:
    """Return what was told for a period before, and until when."""
    return [
        f"Until {figures.day_in_words(past.replaced_at.date())}: "
        f"{figures.figure_in_words(story.indicator, past.observation)}."
        for past in story.past
        if past.observation.period == seen.period and past.reason == "revised"
    ]
