"""Tables of the Word file: headings that repeat, rows that stay whole, built as text at once."""

from collections.abc import Sequence

from visits_app.reports.characters import quoted
from visits_app.reports.document import Align, Column, Fact, Table, Words, plain
from visits_app.reports.docx_styles import RULE, WIDTH
from visits_app.reports.docx_words import Setting, cell, paragraph, row, runs, table

_WRITING_HEIGHT = 680
_LETTER = 115
"""Average width of a letter, to guess how many lines a cell takes."""

_MOST_LINES = 18
"""A row of more lines may split over pages: kept whole it would leave half a page empty."""

_PEN_LINES = (
    f'<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    f'<w:insideV w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
)

_PEN_MARGINS = '<w:tblCellMar><w:left w:w="100" w:type="dxa"/></w:tblCellMar>'


def widths_of(shares: Sequence[float], width: int) -> list[int]:
    """Part a width by shares, in twentieths of a point."""
    total = sum(shares) or 1.0
    return [round(width * share / total) for share in shares]


def report_table(block: Table, *, left: int = 0, keep_next: bool = False) -> str:
    """Return a table of a report; `keep_next` keeps its rows on one page and with what follows."""
    widths = widths_of([column.share for column in block.columns], WIDTH - left)
    titled = any(column.title for column in block.columns)
    setting = Setting(keep_next=keep_next)
    rows = []
    if titled:
        titles = [column.title for column in block.columns]
        rows.append(_row("CellHeading", block.columns, titles, widths, setting, heading=True))
    rows += [_row("CellText", block.columns, cells, widths, setting) for cells in block.rows]
    if block.writing_rows:
        empty = "".join(cell(width, paragraph("CellText", "", setting)) for width in widths)
        rows += [row(empty, height=_WRITING_HEIGHT)] * block.writing_rows
    return table(
        "ReportTable",
        widths,
        rows,
        left=left,
        heading=titled,
        title=quoted(block.caption),
        borders=_PEN_LINES if block.writing_rows else "",
        margins=_PEN_MARGINS if block.writing_rows else "",
    )


def _row(
    style: str,
    columns: Sequence[Column],
    words: Sequence[Words],
    widths: Sequence[int],
    setting: Setting,
    *,
    heading: bool = False,
) -> str:
    cells, lines = [], 0
    for column, said, width in zip(columns, words, widths, strict=True):
        text = plain(said)
        lines = max(lines, len(text) * _LETTER // width + text.count("\n"))
        if column.align is Align.RIGHT:
            own = Setting(keep_next=setting.keep_next, rightwards=True)
        else:
            own = setting
        cells.append(cell(width, paragraph(style, runs(said), own, text)))
    return row("".join(cells), heading=heading, whole=heading or lines <= _MOST_LINES)


def facts_table(facts: Sequence[Fact], *, left: int = 0, keep_next: bool = False) -> str:
    """Return key facts as two columns, the first naming the second."""
    widths = widths_of((0.28, 0.72), WIDTH - left)
    rows = []
    for place, fact in enumerate(facts, start=1):
        keep = Setting(keep_next=keep_next or place < len(facts))
        label = paragraph("FactLabel", runs(fact.label), keep, fact.label)
        value = paragraph("CellText", runs(fact.words), keep, plain(fact.words))
        rows.append(row(cell(widths[0], label) + cell(widths[1], value)))
    return table("KeyFacts", widths, rows, left=left, label=True)
