"""The sentences under a chart: how fresh and how sure its figures are, and what is not drawn."""

from dataclasses import replace
from datetime import date

from visits_app.domain import figures
from visits_app.domain.chart_story import Story, invented, undrawn
from visits_app.domain.indicators import Frequency, Observation
from visits_app.domain.lateness import late_figure, next_figure
from visits_app.domain.registers import Precision


def notes(
    story: Story,
    *,
    today: date,
    cropped: bool,
    broken: bool,
    cut: bool,
    marked: bool,
    beyond: int,
    provisional: bool = False,
) -> tuple[str, ...]:
    """Return the sentences under the plot, the most important first."""
    said = []
    series, indicator = story.series, story.indicator
    made_up = invented(story)
    if made_up:
        said.append(figures.ILLUSTRATION)
    if cropped:
        said.append("The axis does not start at zero.")
    said += _freshness(story, None if made_up else today)
    hollow = {
        figures.doubt_in_words(replace(o, revised=False))
        for o in story.figures
        if figures.unsure(o)
    }
    if hollow:
        doubts = "; ".join(sorted(doubt[0].lower() + doubt[1:] for doubt in hollow))
        said.append(f"Hollow points are less sure: {doubts}.")
    if broken:
        unit = "month" if indicator.frequency is Frequency.MONTHLY else "year"
        said.append(f"The line is broken where a {unit} has no figure.")
    if indicator.frequency is Frequency.IRREGULAR and len(story.figures) > 1:
        said.append("The line joins the dated figures; what lay between them is not known.")
    if provisional:
        said.append("A dashed average is provisional: fewer than thirteen figures are behind it.")
    if cut:
        said.append("Earlier months are in the table.")
    said += undrawn(story)
    if marked:
        said.append("A flag shows when something happened, not that it caused a change.")
    if beyond:
        visits = "1 visit lies" if beyond == 1 else f"{beyond} visits lie"
        said.append(f"{visits} outside the time shown.")
    said += [
        f"Average and usual range begin anew on {figures.day_in_words(mark.on)}: "
        f"{_as_sentence(mark.reason)}"
        for mark in story.rebases
    ]
    said += [_as_sentence(text) for text in (indicator.caution, series.note if series else "")]
    return tuple(note for note in said if note)


def _freshness(story: Story, today: date | None) -> list[str]:
    latest, series = story.latest, story.series
    source = (series.source if series else "") or story.indicator.source
    said = []
    line = ""
    if latest is not None and latest.period is not None:
        end = latest.period
        if latest.precision is Precision.MONTH:
            end = figures.month_end(end)
        line = f"Data to {figures.day_in_words(end)}."
        if series is not None and series.received_on is not None:
            line += f" Received {figures.day_in_words(series.received_on)}."
        if today is not None:
            line += _next_due(story, latest, today)
            said += _lateness(story, latest, today)
    if source:
        line += f" Source: {_as_sentence(source)}"
    if series is not None and series.licence:
        line += f" Licence: {_as_sentence(series.licence)}"
    return [line.strip(), *said]


def _next_due(story: Story, latest: Observation, today: date) -> str:
    awaited = next_figure(story.indicator, latest)
    if awaited is None or awaited.due < today:
        return ""
    return f" Next due {figures.day_in_words(awaited.due)}."


def _lateness(story: Story, latest: Observation, today: date) -> list[str]:
    late = late_figure(story.indicator, latest, today)
    if late is None:
        return []
    sentence = late.sentence()
    return [f"⚠ Late: {sentence[:1].lower()}{sentence[1:]}"]


def _as_sentence(text: str) -> str:
    text = text.strip()
    return f"{text}." if text and text[-1] not in ".!?…" else text
