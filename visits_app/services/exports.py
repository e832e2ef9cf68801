"""Figures as tables for another program: the overview, and everything of one indicator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.domain import figures, small_counts
from visits_app.domain.errors import ExportError
from visits_app.domain.export_tables import Cell, ExportTable
from visits_app.domain.indicators import (
    Direction,
    Indicator,
    IndicatorDetail,
    IndicatorOverview,
    Observation,
    Series,
    SeriesKind,
)
from visits_app.domain.judgements import Judgement, SeriesJudgement, Strength
from visits_app.services import indicators
from visits_app.services.overviews import judged_overview
from visits_app.store import indicators as rows

if TYPE_CHECKING:
    from visits_app.store.engine import Store

OVERVIEW = (
    "Indicator", "Area", "Latest", "In words", "Period", "Period ends", "Better", "Target",
    "Variation", "Assurance", "Why", "Late", "Illustration",
)  # fmt: skip
FIGURES = (
    "Area", "Figures are", "Period", "Period ends", "Value", "In words", "Numerator",
    "Denominator", "Target", "Type", "Why", "How sure", "Revised", "Source", "Received",
)  # fmt: skip

_BETTER = {
    Direction.HIGHER: "Higher",
    Direction.LOWER: "Lower",
    Direction.BAND: "Within a band",
    Direction.NEUTRAL: "Neither",
}
_KINDS = {
    SeriesKind.REPORTED: "Reported",
    SeriesKind.PUBLISHED: "Published",
    SeriesKind.ILLUSTRATION: "Illustration, invented",
}


def overview_table(
    store: Store,
    *,
    today: date,
    indicator_ids: Sequence[str] | None = None,
    hide_small: bool = False,
) -> ExportTable:
    """Return the overview as a table, concern first, or the lines asked for in their order.

    `hide_small` puts "1–5" in the place of counts from 1 to 5 and says so; otherwise the notes
    warn of them.
    """
    lines = judged_overview(store, today)
    if indicator_ids is None:
        chosen = [line for line in lines if not line.indicator.retired]
    else:
        by_id = {line.indicator.id: line for line in lines}
        chosen = [by_id[one] for one in indicator_ids if one in by_id]
    small = _Small(hide=hide_small)
    found = tuple(_overview_row(line, small) for line in chosen)
    notes = [f"Overview of indicators, saved on {figures.day_in_words(today)}."]
    if any(line.illustration for line in chosen):
        notes.append("Lines marked as illustration are invented and stand for no council.")
    return ExportTable("Overview", OVERVIEW, found, (*notes, *small.notes()), small.cells)


def figures_table(
    store: Store, indicator_id: str, *, today: date, hide_small: bool = False
) -> ExportTable:
    """Return every figure of one indicator as a table, series by series, oldest first.

    `hide_small` as in `overview_table`. Raises UnknownRecord.
    """
    detail = indicators.detail(store, indicator_id)
    with store.read() as connection:
        received = rows.received_days(connection, indicator_id)
    small = _Small(hide=hide_small)
    found: list[tuple[Cell, ...]] = []
    for series in figures.series_in_order(detail.series, detail.observations):
        found += _series_rows(detail, series, received, small)
    notes = [f"{detail.indicator.name}, saved on {figures.day_in_words(today)}."]
    if detail.indicator.definition:
        notes.append(f"Definition: {detail.indicator.definition}")
    if detail.indicator.caution:
        notes.append(f"Caution: {detail.indicator.caution}")
    for rebase in detail.rebases:
        day = figures.month_in_words(rebase.starts_on)
        notes.append(f"Average and limits start anew from {day}: {rebase.reason}")
    if any(series.kind is SeriesKind.ILLUSTRATION for series in detail.series):
        notes.append(figures.ILLUSTRATION)
    title = detail.indicator.name
    return ExportTable(title, FIGURES, tuple(found), (*notes, *small.notes()), small.cells)


def save_table(table: ExportTable, path: Path) -> None:
    """Save a table as CSV or XLSX, by the ending of the name; an old file survives a failure.

    Nothing in the file can run as a formula. Raises ExportError.
    """
    from visits_app.reports.tables_out import as_csv, as_xlsx
    from visits_app.reports.whole_files import write_whole

    writers: dict[str, Callable[[ExportTable], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx}
    write = writers.get(path.suffix.casefold())
    if write is None:
        raise ExportError(
            f"“{path.name}” cannot be saved: figures are saved as .xlsx or .csv."
            " Choose a name with one of these endings."
        )
    write_whole(path, write(table))


class _Small:
    """Counts cells with counts from 1 to 5 and, where they are to be hidden, replaces them."""

    def __init__(self, *, hide: bool) -> None:
        self._hide = hide
        self.cells = 0

    def value(self, indicator: Indicator, seen: Observation) -> Cell:
        """Return a figure, or what stands in its place."""
        if not figures.has_value(seen):
            return None
        if small_counts.value_is_small(indicator, seen.value):
            return self._told(seen.value, small_counts.REPLACED)
        if small_counts.rests_on_small(seen):
            return self._told(seen.value, small_counts.RESTS)
        return seen.value

    def numerator(self, seen: Observation) -> Cell:
        """Return a numerator, or what stands in its place; 58 of 60 tells of the two others."""
        if small_counts.is_small(seen.numerator):
            return self._told(seen.numerator, small_counts.REPLACED)
        if small_counts.leaves_small(seen):
            return self._told(seen.numerator, small_counts.REST)
        return seen.numerator

    def denominator(self, seen: Observation) -> Cell:
        """Return a denominator, or what stands in its place."""
        if small_counts.is_small(seen.denominator):
            return self._told(seen.denominator, small_counts.REPLACED)
        return seen.denominator

    def words(self, text: str) -> Cell:
        """Return a figure told in words, with small numbers in them replaced."""
        if not text:
            return None
        if small_counts.words_hold_small(text):
            return self._told(text, small_counts.without_small(text))
        return text

    def notes(self) -> tuple[str, ...]:
        """Return the sentence that the file must say of small counts, if there are any."""
        if not self.cells:
            return ()
        cells = "1 cell" if self.cells == 1 else f"{self.cells} cells"
        if self._hide:
            return (
                f"Counts from 1 to 5, and percentages and rates that rest on them, are replaced:"
                f" {cells}.",
            )
        return (
            f"Warning: {cells} hold counts from 1 to 5, or rest on them. They may point to a child:"
            " replace them before this file leaves the committee.",
        )

    def _told(self, there: Cell, instead: str) -> Cell:
        self.cells += 1
        return instead if self._hide else there


def _overview_row(line: IndicatorOverview, small: _Small) -> tuple[Cell, ...]:
    from visits_app.domain.judgement_words import judgement_sentence, series_variation_words

    indicator, latest, judged = line.indicator, line.latest, line.judged
    assured = judged.assurance if judged else None
    told = latest is not None and judged is not None
    return (
        indicator.name,
        line.series.area if line.series else None,
        small.value(indicator, latest) if latest else None,
        small.words(latest.value_text) if latest else None,
        _capital(figures.period_in_words(latest)) if latest else None,
        latest.period if latest else None,
        _BETTER[indicator.direction],
        _capital(figures.target_in_words(indicator, line.target)) if line.target else None,
        series_variation_words(judged) if told and judged else None,
        _capital(assured.value) if assured else None,
        judgement_sentence(indicator, judged) if told and judged else None,
        line.late.sentence() if line.late else None,
        "Invented" if line.illustration else None,
    )


def _series_rows(
    detail: IndicatorDetail,
    series: Series,
    received: dict[tuple[str, date | None], date],
    small: _Small,
) -> list[tuple[Cell, ...]]:
    from visits_app.domain.judging import judge_series

    seen = figures.in_order(o for o in detail.observations if o.series_id == series.id)
    judged = judge_series(detail.indicator, seen, detail.targets, detail.rebases)
    types = _types(detail.indicator, judged)
    found: list[tuple[Cell, ...]] = []
    for one in seen:
        target = figures.target_at(detail.targets, one.period)
        kind, why = types.pop(one.period, ("", "")) if figures.has_value(one) else ("", "")
        found.append(
            (
                series.area,
                _KINDS[series.kind],
                _capital(figures.period_in_words(one)),
                one.period,
                small.value(detail.indicator, one),
                small.words(one.value_text),
                small.numerator(one),
                small.denominator(one),
                _capital(figures.target_in_words(detail.indicator, target))
                if target and one.period
                else None,
                kind or None,
                why or None,
                figures.doubt_in_words(one),
                "Yes" if one.revised else None,
                one.source_ref or series.source or detail.indicator.source or None,
                received.get((series.id, one.period)),
            )
        )
    return found


def _types(indicator: Indicator, judged: SeriesJudgement) -> dict[date | None, tuple[str, str]]:
    """Return each dated figure's type in words and why it has it, where it may be told."""
    found = judged.judgement
    if found is None:
        return {}
    return {day: _type(indicator, found, place) for place, day in enumerate(found.dates)}


def _type(indicator: Indicator, judgement: Judgement, place: int) -> tuple[str, str]:
    from visits_app.domain.judgement_words import (
        PROVISIONAL,
        TOO_FEW,
        variation_words,
        why_point,
    )

    strength = judgement.phase_at(place).strength
    if strength is not Strength.FULL:
        return (PROVISIONAL if strength is Strength.PROVISIONAL else TOO_FEW), ""
    words = variation_words(judgement.types[place], judgement.causes[place])
    return words, why_point(judgement, place, indicator)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
