"""One indicator on paper: its chart with the same measure elsewhere, the reasons, every figure."""

from collections.abc import Sequence
from datetime import date

from visits_app.domain import suppression
from visits_app.domain.charts import Chart, ChartTable
from visits_app.domain.indicators import Indicator
from visits_app.domain.questions import IndicatorQuestion
from visits_app.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    Tone,
)
from visits_app.reports.measures import questions_table

_MOST_AREAS = 7
"""Columns of areas a page is wide enough for; of more, the chart and its sentence tell."""

_SURE = "Stated"
"""What goes without saying: a table's words are for what is less sure."""

_WIDE = {"What it says": 2.2, "How sure": 1.4, "Note": 2.0}


def build(
    indicator: Indicator,
    chart: Chart,
    comparison: Chart | None,
    questions: Sequence[IndicatorQuestion],
    *,
    area: str,
    small_counts: bool,
    today: date,
) -> Document:
    """Return the sheet of one series as it is on the screen, with its figures as a table.

    Small counts are left out before (`domain.suppression`); `small_counts` says that it was so.
    """
    blocks: list[Block] = []
    if chart.illustration:
        blocks.append(Callout("Invented figures", "These figures stand for no council."))
    blocks.append(ChartBlock(chart, comparison=comparison))
    verdict = chart.verdict
    if verdict is not None:
        told = " ".join(_new(chart.sentence, (verdict.why, verdict.usual, verdict.target_why)))
        if told:
            blocks.append(Paragraph((Run("Why: ", strong=True), Run(told))))
        elif verdict.sentence and verdict.sentence not in chart.sentence:
            blocks.append(Paragraph(verdict.sentence))
    if indicator.definition:
        blocks.append(Paragraph((Run("Definition: ", strong=True), Run(indicator.definition))))
    if questions:
        blocks += [Heading("Open questions", 2), questions_table(questions, today)]
    blocks += [Heading("The figures", 2), _table(chart.table)]
    if comparison is not None and len(comparison.table.columns) <= _MOST_AREAS:
        blocks += [Heading("The same measure elsewhere", 2), _table(comparison.table)]
    if small_counts:
        blocks.append(Paragraph(suppression.NOTE, Tone.SMALL))
    return Document(
        title=indicator.name,
        blocks=tuple(blocks),
        kind="Indicator",
        subtitle=area,
        subject=indicator.name,
        marking="Contains illustrations: invented figures" if chart.illustration else "",
        reference=indicator.name,
    )


def _table(table: ChartTable) -> Table:
    used = [
        place
        for place in range(len(table.columns))
        if place < 2 or any(row[place] not in {"", _SURE} for row in table.rows)
    ]
    columns = tuple(Column(table.columns[p], _WIDE.get(table.columns[p], 1.0)) for p in used)
    rows = tuple(tuple("" if row[p] == _SURE else row[p] for p in used) for row in table.rows)
    return Table(columns, rows)


def _new(told: str, reasons: Sequence[str]) -> list[str]:
    """Return as sentences the reasons that nothing before them has said."""
    found: list[str] = []
    for one in reasons:
        if one and one.casefold() not in " ".join([told, *found]).casefold():
            found.append(_sentence(one))
    return found


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
