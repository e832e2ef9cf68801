"""What a chart says: title, sentence, notes and table, written from the figures it draws."""

from collections.abc import Sequence
from itertools import pairwise

from visits_app.domain import figures
from visits_app.domain.chart_story import Story, invented, undrawn
from visits_app.domain.charts import Verdict
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    Observation,
    Target,
)
from visits_app.domain.judgement_words import (
    assurance_why,
    assurance_words,
    judgement_sentence,
    method_words,
    series_variation_words,
    usual_words,
    why_point,
)
from visits_app.domain.judgements import Cause, Mark

_TITLE_WORDS = 10


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
    if (judged := _judged_title(story, name, value)) is not None:
        return _fit(judged, f"{name}: {value}", name)
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


def _judged_title(story: Story, name: str, value: str) -> str | None:
    """Return what the limits say happened, None where they may say nothing."""
    found = story.judged.judgement
    if story.judged.variation is None or found is None or found.latest is None:
        return None
    match found.causes[found.latest]:
        case Cause.NONE:
            return f"{name}: {value}, ordinary variation"
        case _ if Mark.IN_TREND in found.mark(found.latest):
            last_step = _moved(story, story.figures[-2])
            return f"{name} {'rose' if last_step > 0 else 'fell'} to {value}"
        case Cause.RUN_ABOVE:
            return f"{name} stays above average at {value}"
        case Cause.RUN_BELOW:
            return f"{name} stays below average at {value}"
        case cause:
            return f"{name} unusually {'high' if cause.is_high else 'low'} at {value}"


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
        parts.append(f"{name}: {told} {figures.when_in_words(latest)}{_aim(story, target)}.")
        run = _run(story)
        if story.judged.judgement is not None:
            parts.append(judgement_sentence(indicator, story.judged))
        elif run:
            way = "Rising" if run > 0 else "Falling"
            unit = "months" if indicator.frequency is Frequency.MONTHLY else "years"
            parts.append(f"{way} for {abs(run)} {unit}.")
        earlier = _earlier(story)
        if earlier is not None and story.judged.variation is None:
            was = figures.value_in_words(indicator, earlier.value or 0.0)
            parts.append(f"Earlier: {was} ({figures.period_in_words(earlier)}).")
    parts += undrawn(story)
    if invented(story):
        parts.append(figures.ILLUSTRATION)
    return " ".join(parts)


def _aim(story: Story, target: Target | None) -> str:
    """Return the target as part of the sentence, and whether it is met.

    Where the limits say whether it will be reached, one month's being met is left out.
    """
    if target is None:
        return ""
    words = figures.target_in_words(story.indicator, target)
    if target.sense == "at least":
        words = words.removesuffix(" or more")
    if story.judged.assurance is not None or story.latest is None:
        return f", target {words}"
    met = figures.target_met(target, story.latest.value or 0.0)
    return f", target {words}" + {True: ", met", False: ", not met", None: ""}[met]


def verdict(story: Story) -> Verdict | None:
    """Return what the limits say of the series, None where there is no figure to judge."""
    judged, indicator = story.judged, story.indicator
    found = judged.judgement
    if not story.figures:
        return None
    why = usual = target_why = ""
    cause = Cause.NONE
    if found is not None and found.latest is not None:
        target = figures.target_at(story.targets, found.dates[found.latest])
        target_why = assurance_why(indicator, judged, target)
        cause = found.causes[found.latest]
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
        cause=cause,
        target_why=target_why,
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
