"""Small counts on paper that may leave the committee: nobody shall be recognised from them."""

from collections.abc import Sequence
from dataclasses import replace

from visits_app.domain.figures import has_value
from visits_app.domain.indicators import Indicator, IndicatorDetail, Observation
from visits_app.domain.small_counts import COUNTED, MOST, without_small

WORDS = "1 to 5"

NOTE = (
    "Counts from 1 to 5 are printed as “1 to 5” and are not drawn, so that nobody can be "
    "recognised from them. Of a percentage that rests on such a count, only the percentage is "
    "printed."
)


def is_count(indicator: Indicator) -> bool:
    """Say whether figures of an indicator count people or cases."""
    return indicator.unit in COUNTED and indicator.decimals <= 0


def is_small(indicator: Indicator, observation: Observation) -> bool:
    """Say whether a figure is a count that is not told."""
    return (
        is_count(indicator)
        and has_value(observation)
        and observation.value is not None
        and 0 < observation.value < MOST + 0.5  # as it would be printed, without decimals
    )


def suppressed(indicator: Indicator, observations: Sequence[Observation]) -> list[Observation]:
    """Return figures with small counts in words only, and without the small parts of fractions."""
    return [_suppressed(indicator, observation) for observation in observations]


def without_small_counts(detail: IndicatorDetail) -> IndicatorDetail:
    """Return an indicator whose figures tell no small count, nor what they were revised from."""
    told = tuple(suppressed(detail.indicator, detail.observations))
    past = detail.past if told == detail.observations else ()
    return replace(detail, observations=told, past=past)


def is_suppressed(observation: Observation) -> bool:
    """Say whether a figure is a small count in words."""
    return observation.value is None and observation.value_text == WORDS


def mostly_small(indicator: Indicator, observations: Sequence[Observation]) -> bool:
    """Say whether more than half of the figures are counts that are not told."""
    counted = [observation for observation in observations if has_value(observation)]
    return sum(is_small(indicator, one) for one in counted) * 2 > len(counted)


def _suppressed(indicator: Indicator, seen: Observation) -> Observation:
    if is_small(indicator, seen):
        return replace(seen, value=None, value_text=WORDS, numerator=None, denominator=None)
    told = without_small(seen.value_text, WORDS)
    if told != seen.value_text:  # of every measure: "2 of 12 late" stands beside a percentage
        seen = replace(seen, value_text=told)
    if _tells_small(seen.numerator, seen.denominator):
        return replace(seen, numerator=None, denominator=None)
    return seen


def _tells_small(numerator: float | None, denominator: float | None) -> bool:
    """Say whether a part, the whole, or what is left of the whole is a small count."""
    parts = [part for part in (numerator, denominator) if part is not None]
    if len(parts) == 2:
        parts.append(parts[1] - parts[0])
    return any(0 < part <= MOST for part in parts)
