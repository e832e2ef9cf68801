"""One line of the overview of indicators in words, with the icons that stand beside them."""

from dataclasses import dataclass, replace

from visits_app.domain import figures
from visits_app.domain.indicators import (
    Certainty,
    Direction,
    Indicator,
    IndicatorOverview,
    Observation,
)
from visits_app.domain.judgement_words import judgement_sentence, series_variation_words
from visits_app.domain.judgements import Cause, SeriesJudgement
from visits_app.domain.overviews import needs_look
from visits_app.presenters.judgement_icons import assurance_icon, variation_icon

BETTER = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.BAND: "Best within a band",
    Direction.NEUTRAL: "No better direction",
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of the overview, in words; `values` are the sparkline's, oldest first.

    `variation` and `assurance` are "" where nobody asked for a judgement; their icons are "" where
    the words say that there is none. `why` is the judgement as a sentence, or why there is none.
    """

    indicator_id: str
    name: str
    latest: str
    target: str
    when: str
    area: str
    values: tuple[float | None, ...]
    illustration: bool
    sentence: str
    """The whole line as one sentence, for a screen reader."""
    team_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    better: str = ""
    variation: str = ""
    variation_icon: str = ""
    variation_tone: str = "muted"
    assurance: str = ""
    assurance_icon: str = ""
    assurance_tone: str = "muted"
    why: str = ""
    late: str = ""
    """What should have come and by when, as a sentence; "" where nothing is late."""
    needs_look: bool = False
    retired: bool = False


def indicator_row(line: IndicatorOverview) -> IndicatorRow:
    """Return a line in words."""
    indicator, latest = line.indicator, line.latest
    aim = figures.target_in_words(indicator, line.target) if line.target else ""
    row = IndicatorRow(
        indicator_id=indicator.id,
        name=indicator.name,
        latest=_short_figure(indicator, latest, invented=line.illustration),
        target=_capital(aim),
        when=_capital(figures.period_in_words(latest)) if latest else "",
        area=line.series.area if line.series else "",
        values=line.values,
        illustration=line.illustration,
        sentence="",
        team_ids=indicator.team_ids,
        theme_ids=indicator.theme_ids,
        better=BETTER[indicator.direction],
        late=line.late.sentence() if line.late else "",
        needs_look=needs_look(line),
        retired=indicator.retired,
    )
    if line.judged is not None and latest is not None:
        row = _judged(row, indicator, line.judged)
    return replace(row, sentence=_sentence(row, aim, has_figure=latest is not None))


def _judged(row: IndicatorRow, indicator: Indicator, judged: SeriesJudgement) -> IndicatorRow:
    found = judged.judgement
    latest = found.latest if found else None
    cause = found.causes[latest] if found and latest is not None else Cause.NONE
    varied, tone = variation_icon(judged.variation, cause)
    assured, assured_tone = assurance_icon(judged.assurance)
    return replace(
        row,
        variation=series_variation_words(judged),
        variation_icon=varied,
        variation_tone=tone,
        assurance=_capital(judged.assurance.value) if judged.assurance else "",
        assurance_icon=assured,
        assurance_tone=assured_tone,
        why=judgement_sentence(indicator, judged),
    )


def _sentence(row: IndicatorRow, aim: str, *, has_figure: bool) -> str:
    told = f"{row.name}: {row.latest}" + (f" ({row.when})" if has_figure else "")
    parts = [
        told,
        f"target {aim}" if aim else "no target",
        _lower(row.variation),
        _lower(row.assurance),
        _lower(row.better) if row.better in {BETTER[d] for d in _SIDED} else "",
        f"late: {_lower(row.late).rstrip('.')}" if row.late else "",
        row.area,
        "illustration, invented figures" if row.illustration else "",
        "retired" if row.retired else "",
    ]
    return "; ".join(part for part in parts if part) + "."


_SIDED = (Direction.HIGHER, Direction.LOWER)


def _short_figure(indicator: Indicator, latest: Observation | None, *, invented: bool) -> str:
    """The value alone where there is one: denominators and the source's words are a page away."""
    if latest is None:
        return "No figure yet"
    bare = replace(latest, numerator=None, denominator=None)
    if figures.has_value(latest):
        bare = replace(bare, value_text="")
    if invented:  # how sure an invented figure is, is no question
        bare = replace(bare, certainty=Certainty.STATED)
    return _capital(figures.figure_in_words(indicator, bare))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
