"""Counts from 1 to 5 may point to a child: what they are, and what stands in their place.

The Department for Education suppresses such counts in what it publishes, and with them the
percentages and rates that rest on them.
"""

import re

from visits_app.domain.indicators import Indicator, Observation, Unit

MOST = 5
REPLACED = "1–5"
RESTS = "rests on 1–5"
REST = "all but 1–5"

COUNTED = {Unit.NUMBER, Unit.CASES, Unit.POSTS}
_ALONE = re.compile(
    r"1\s?(?:to|-|–)\s?5(?!\d)|(?<![\w.,/<≤])(?<![<≤]\s)[1-5](?![\w/%]|[.,]\d)", re.IGNORECASE
)
"""A number from 1 to 5, or the words that hide one; "<5", "Q3" and "4th" tell no count."""


def is_small(number: float | None) -> bool:
    """Say whether a number is a count from 1 to 5."""
    return number is not None and 1 <= number <= MOST and float(number).is_integer()


def value_is_small(indicator: Indicator, value: float | None) -> bool:
    """Say whether a figure is itself a count from 1 to 5; a percentage or an average is none."""
    return indicator.unit in COUNTED and indicator.decimals <= 0 and is_small(value)


def rests_on_small(seen: Observation) -> bool:
    """Say whether a figure is worked out from a count from 1 to 5, or leaves such a count over."""
    return is_small(seen.numerator) or is_small(seen.denominator) or leaves_small(seen)


def leaves_small(seen: Observation) -> bool:
    """Say whether what is left of the whole is a count from 1 to 5: 58 of 60 tells of two."""
    if seen.numerator is None or seen.denominator is None:
        return False
    return is_small(seen.denominator - seen.numerator)


def words_hold_small(words: str) -> bool:
    """Say whether words hold a number from 1 to 5 that stands by itself."""
    return without_small(words, "") != words


def without_small(words: str, instead: str = REPLACED) -> str:
    """Return words with every number from 1 to 5 that stands by itself replaced."""
    return _ALONE.sub(lambda found: instead if len(found[0]) == 1 else found[0], words)
