"""What a chart has to tell: one series with everything that its words are written from."""

from dataclasses import dataclass

from visits_app.domain import figures
from visits_app.domain.charts import RebaseMark
from visits_app.domain.indicators import (
    Indicator,
    Observation,
    PastObservation,
    Series,
    SeriesKind,
    Target,
)
from visits_app.domain.judgements import SeriesJudgement

NOTHING_JUDGED = SeriesJudgement()


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


def invented(story: Story) -> bool:
    """Say whether the series is an illustration."""
    return story.series is not None and story.series.kind is SeriesKind.ILLUSTRATION


def undrawn(story: Story) -> list[str]:
    """Return what was reported but cannot be drawn."""
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
