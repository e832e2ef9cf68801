"""What a chart says: title, sentence, notes and table, written from the figures it draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from visits_app.domain import figures
from visits_app.domain.charts import RebaseMark, Verdict
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    Observation,
    PastObservation,
    Series,
    SeriesKind,
    Target,
)
from visits_app.domain.judgement_words import (
    assurance_words,
    judgement_sentence,
    method_words,
    series_variation_words,
    usual_words,
    why_point,
)
from visits_app.domain.judgements import SeriesJudgement
from visits_app.domain.lateness import late_figure, next_figure
from visits_app.domain.registers import Precision

NOTHING_JUDGED = SeriesJudgement()

_TITLE_WORDS = 10


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell: the figures drawn, oldest first, and those that cannot be drawn."""

    indicator: Indicator
    series: Series | None
    targets: tuple[Target, ...]
    figures: tuple[Observation, ...]
    others: tuple[Observation, ...]
    judged: SeriesJudgement = NOTHING_JUDGED
    rebases: tuple[RebaseMark, ...] = ()
    past: tuple[PastObservation, ...] = ()
    """Earlier figures of the series that are kept on record."""

    @property
    def latest(self) -> Observation | None:
        """The newest figure drawn."""
        return self.figures[-1] if self.figures else None


def title(story: Story) -> str:
    """Return what happened in at most ten words: "Core assessments on time fell to 60.3%"."""
    name = _short_name(story.indicator.name)
    latest = story.latest
    if latest is None:
        told = figures.latest_of(story.others)
        if told is None or not figures.has_value(told):
            return _fit(f"{name}: no figures to draw", name)
        value = figures.number_in_words(story.indicator, told.value or 0.0)
        return _fit(f"{name}: {value}, date not given", name)
    value = figures.number_in_words(story.indicator, latest.value or 0.0)
    when = figures.period_in_words(latest)
    earlier = _earlier(story)
    moved = _moved(story, earlier)
    if earlier is None:
        return _fit(f"{name}: {value} in {when}", f"{name}: {value}", name)
    last_step = _moved(story, story.figures[-2])
    if not moved:
        return _fit(f"{name} stayed at {value}", f"{name}: {value}", name)
    verb = "rose" if moved > 0 else "fell"
    if last_step * moved < 0:  # "fell to" would belie the last step on the picture
        way = "up" if moved > 0 else "down"
        return _fit(f"{name} at {value}, {way} over the year", f"{name}: {value}", name)
    return _fit(f"{name} {verb} to {value}", f"{name}: {value}", name)


def subtitle(story: Story) -> str:
    """Return measure, unit, area and period: "Core assessments on time · Per cent · …"."""
    parts = [story.indicator.name, figures.unit_in_words(story.indicator)]
    if story.series is not None:
        parts.append(story.series.area)
    if story.figures:
        first, last = (
            figures.period_in_words(story.figures[0]),
            figures.period_in_words(story.figures[-1]),
        )
        parts.append(first if first == last else f"{first} to {last}")
    if invented(story) and "illustration" not in " ".join(parts).casefold():
        parts.append("illustration")
    return " · ".join(part for part in parts if part)


def sentence(story: Story) -> str:
    """Return the chart in words, complete enough to stand in its place."""
    name, indicator = story.indicator.name, story.indicator
    latest = story.latest
    parts = []
    if latest is None:
        parts.append(f"{name}: no figure with a date.")
    else:
        told = figures.figure_in_words(indicator, latest)
        target = figures.target_at(story.targets, latest.period)
        met = figures.target_met(target, latest.value or 0.0) if target else None
        aim = ""
        if target is not None:
            aim = f"; target {figures.target_in_words(indicator, target)}"
            aim += {True: ", met", False: ", not met", None: ""}[met]
        parts.append(f"{name}: {told} ({figures.period_in_words(latest)}){aim}.")
        run = _run(story)
        if story.judged.judgement is not None:
            parts.append(judgement_sentence(indicator, story.judged))
        elif run:
            way = "Rising" if run > 0 else "Falling"
            unit = "months" if indicator.frequency is Frequency.MONTHLY else "years"
            parts.append(f"{way} for {abs(run)} {unit}.")
        earlier = _earlier(story)
        if earlier is not None:
            was = figures.value_in_words(indicator, earlier.value or 0.0)
            parts.append(f"Earlier: {was} ({figures.period_in_words(earlier)}).")
    parts += _undrawn(story)
    if invented(story):
        parts.append(figures.ILLUSTRATION)
    return " ".join(parts)


def verdict(story: Story) -> Verdict | None:
    """Return what the limits say of the series, None where there is no figure to judge."""
    judged, indicator = story.judged, story.indicator
    found = judged.judgement
    if not story.figures:
        return None
    why = usual = ""
    if found is not None and found.latest is not None:
        why = why_point(found, found.latest, indicator)
        usual = usual_words(indicator, found.phase_at(found.latest))
    return Verdict(
        variation=judged.variation,
        variation_words=series_variation_words(judged),
        assurance=judged.assurance,
        assurance_words=assurance_words(judged.assurance),
        sentence=judgement_sentence(indicator, judged),
        why=why,
        usual=usual,
        method=method_words(),
    )


def hover(
    indicator: Indicator, targets: Sequence[Target], seen: Observation, meaning: str = ""
) -> str:
    """Return a point's own sentence: "January 2014: 93.8%, 181 of 193. Target 95% or more.".

    `meaning` is what the limits say of it and why, without the full stop.
    """
    period = figures.period_in_words(seen)
    parts = [f"{period[0].upper()}{period[1:]}: {figures.figure_in_words(indicator, seen)}."]
    target = figures.target_at(targets, seen.period)
    if target is not None:
        parts.append(f"{figures.target_label(indicator, target)}.")
    if meaning:
        parts.append(f"{meaning}.")
    if figures.doubt_in_words(seen) != "Stated":
        parts.append(f"{figures.doubt_in_words(seen)}.")
    return " ".join(parts)


def notes(
    story: Story,
    *,
    today: date,
    cropped: bool,
    broken: bool,
    cut: bool,
    marked: bool,
    beyond: int,
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
    hollow = {figures.doubt_in_words(o) for o in story.figures if figures.unsure(o)}
    if hollow:
        doubts = "; ".join(sorted(doubt[0].lower() + doubt[1:] for doubt in hollow))
        said.append(f"Hollow points are less sure: {doubts}.")
    if broken:
        unit = "month" if indicator.frequency is Frequency.MONTHLY else "year"
        said.append(f"The line is broken where a {unit} has no figure.")
    if indicator.frequency is Frequency.IRREGULAR and len(story.figures) > 1:
        said.append("The line joins the dated figures; what lay between them is not known.")
    if cut:
        said.append("Earlier months are in the table.")
    said += _undrawn(story)
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


def _undrawn(story: Story) -> list[str]:
    undated = [o for o in story.others if figures.has_value(o)]
    told = [o for o in story.others if not figures.has_value(o) and o.value_text]
    said = []
    if undated:
        values = "; ".join(figures.figure_in_words(story.indicator, o) for o in undated)
        said.append(f"Reported without a date, so not drawn: {values}.")
    if told:
        texts = "; ".join(
            o.value_text + (f" ({figures.period_in_words(o)})" if o.period else "") for o in told
        )
        said.append(f"Reported in words only, so not drawn: {texts}.")
    return said


def invented(story: Story) -> bool:
    return story.series is not None and story.series.kind is SeriesKind.ILLUSTRATION


def _earlier(story: Story) -> Observation | None:
    """The figure the latest is compared with: a year before, for want of it the oldest since."""
    latest = story.latest
    if latest is None or latest.period is None or len(story.figures) < 2:
        return None
    if story.indicator.frequency is not Frequency.MONTHLY:
        return story.figures[-2]
    year = [
        o
        for o in story.figures[:-1]
        if o.period and (latest.period - o.period).days <= 366 + 3  # a month end may be 28 or 31
    ]
    return year[0] if year else story.figures[-2]


def _moved(story: Story, earlier: Observation | None) -> int:
    """-1, 0 or 1: which way the latest figure moved, as far as its printed digits show."""
    latest = story.latest
    if latest is None or earlier is None:
        return 0
    now, then = latest.value or 0.0, earlier.value or 0.0
    told = figures.number_in_words(story.indicator, now)
    if told == figures.number_in_words(story.indicator, then):
        return 0
    return 1 if now > then else -1


def _run(story: Story) -> int:
    """Steps the same way up to the latest figure, negative when falling; 0 below three."""
    if story.indicator.frequency is Frequency.IRREGULAR:
        return 0
    most = 40 if story.indicator.frequency is Frequency.MONTHLY else 400
    run = 0
    newest_first = list(reversed(story.figures))
    for newer, older in pairwise(newest_first):
        if not newer.period or not older.period or (newer.period - older.period).days > most:
            break
        now, then = newer.value or 0.0, older.value or 0.0
        step = (now > then) - (now < then)
        if step == 0 or step * run < 0:
            break
        run += step
    return run if abs(run) >= 3 else 0


def _short_name(name: str) -> str:
    return name.split(" (")[0].strip() or name


def _fit(*choices: str) -> str:
    short = [choice for choice in choices if len(choice.split()) <= _TITLE_WORDS]
    return short[0] if short else " ".join(choices[-1].split()[:_TITLE_WORDS]).rstrip(",;:") + "…"


def _as_sentence(text: str) -> str:
    text = text.strip()
    return f"{text}." if text and text[-1] not in ".!?…" else text
