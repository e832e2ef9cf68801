"""Indicators as lines of the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from visits_app.domain import figures
from visits_app.domain.indicators import Indicator, Target
from visits_app.presenters.indicator_questions import DIRECTIONS
from visits_app.presenters.register_states import RegisterEntry

COLUMNS = ("Name", "Unit", "Better", "Comes", "Target")


def indicator_entries(
    known: Iterable[tuple[Indicator, tuple[Target, ...]]], today: date
) -> tuple[RegisterEntry, ...]:
    """Return every indicator as a line, retired ones last."""
    lines = [_entry(indicator, targets, today) for indicator, targets in known]
    return tuple(sorted(lines, key=_is_retired))


def _entry(indicator: Indicator, targets: tuple[Target, ...], today: date) -> RegisterEntry:
    aim = figures.target_at(targets, today)
    words = figures.target_in_words(indicator, aim) if aim else "none yet" if targets else "none"
    more = len(targets) - (1 if aim else 0)
    if more:
        words = f"{words}; {more} other" if aim else words
    often = indicator.frequency.value.capitalize()
    return RegisterEntry(
        indicator.id,
        (
            indicator.name,
            indicator.unit.value.capitalize(),
            DIRECTIONS[indicator.direction].removesuffix(" is better"),
            f"{often}, rolling" if indicator.rolling else often,
            words[:1].upper() + words[1:],
        ),
        {"name": indicator.name, "also": " ".join(indicator.aliases)},
        indicator.retired,
    )


def _is_retired(entry: RegisterEntry) -> bool:
    return entry.retired
