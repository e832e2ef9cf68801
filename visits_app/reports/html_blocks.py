"""Turn a document's blocks into a web page's elements; a user's words are never markup."""

from collections.abc import Iterator

from visits_app.reports.characters import escaped, quoted, runs_leftwards
from visits_app.reports.chart_table import chart_table
from visits_app.reports.chart_words import ILLUSTRATION, marks_in_words, notes_in_words
from visits_app.reports.document import (
    REQUIRED,
    Align,
    Answer,
    Block,
    BulletList,
    Callout,
    ChartBlock,
    Document,
    Finding,
    Heading,
    KeyFacts,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TickBoxes,
    Together,
    Tone,
    Words,
    WritingLines,
    plain,
    stretches,
)
from visits_app.reports.fonts import Fonts
from visits_app.reports.pdf_charts import SMALL_PLOT_HEIGHT
from visits_app.reports.svg_plot import chart_svg

_CLASSES = {Tone.BODY: "", Tone.LEAD: "lead", Tone.MUTED: "muted", Tone.SMALL: "small"}
_LOWEST = 4
"""Rank of the deepest heading: the title is 1, and no rank is left out."""

_PEN = '<td class="pen"></td>'


class Page:
    """Gives the elements of blocks; counts charts and tables, whose names need numbers."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._charts = 0
        self._sections = 0
        self._rank = 1
        """Of the last heading: the next goes at most one deeper."""

    def elements(self, document: Document) -> Iterator[str]:
        """Give everything of a document in order, a section for each of its first headings."""
        if document.kind:
            yield element("p", document.kind, "kind")
        yield element("h1", document.title)
        if document.subtitle:
            yield element("p", document.subtitle, "subtitle")
        open_section = False
        for block in document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                self._sections += 1
                yield "</section>" if open_section else ""
                yield f'<section aria-labelledby="section-{self._sections}">'
                open_section = True
                yield self._heading(block, f' id="section-{self._sections}"')
            else:
                yield from self._block(block)
        yield "</section>" if open_section else ""

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                for stretch in stretches(block.words):
                    kind = f"{_CLASSES[block.tone]}{' leads' if block.leads else ''}".strip()
                    yield element("p", stretch, kind)
            case KeyFacts():
                facts = "".join(
                    f"<div>{element('dt', fact.label)}{element('dd', fact.words)}</div>"
                    for fact in block.facts
                )
                yield f'<dl class="facts">{facts}</dl>'
            case BulletList():
                yield f"<ul>{_items(block.items)}</ul>"
            case NumberedList():
                start = f' start="{block.start}"' if block.start != 1 else ""
                yield f"<ol{start}>{_items(block.items)}</ol>"
            case Table():
                yield table(block)
            case ChartBlock():
                yield from self._chart(block)
            case Callout():
                words = element("p", block.words) if block.words else ""
                yield f'<div class="callout" role="note">{element("p", block.title)}{words}</div>'
            case WritingLines():
                short = " short" if block.short else ""
                yield f'<div class="line{short}"></div>' * block.count
            case TickBoxes():
                kind = "write-in" if block.write_in else "boxes"
                yield f'<ul class="{kind}">{_items(block.labels)}</ul>'
            case Answer():
                yield from self._answer(block)
            case Finding():
                yield _finding(block)
            case PageBreak():
                yield '<div class="page-break"></div>'
            case Together():
                yield '<div class="together">'
                for inner in block.blocks:
                    yield from self._block(inner)
                yield "</div>"

    def _heading(self, block: Heading, id: str = "") -> str:
        self._rank = min(block.level + 1, self._rank + 1, _LOWEST)
        number = f"{span(block.number, 'number')} " if block.number else ""
        tag, level = f"h{self._rank}", f' class="level-{block.level}"'
        return f"<{tag}{id}{level}{_way(block.text)}>{number}{inline(block.text)}</{tag}>"

    def _answer(self, block: Answer) -> Iterator[str]:
        number = span(block.number, "number")
        if block.stands_beside:
            yield f'<div class="beside">{number}{element("p", block.label)}<div>'
            yield from self._block(block.body[0])
            yield "</div></div>"
            return
        required = f" {span(REQUIRED, 'muted')}" if block.required else ""
        label = f'<p class="question"{_way(block.label)}>{inline(block.label)}{required}</p>'
        yield f'<div class="hung">{number}<div class="body">{label}'
        if block.condition or block.hint:
            space = " " if block.condition and block.hint else ""
            words = (Run(f"{block.condition}{space}", strong=True), Run(block.hint))
            yield element("p", words, "small")
        for inner in block.body:
            yield from self._block(inner)
        yield "</div></div>"

    def _chart(self, block: ChartBlock) -> Iterator[str]:
        chart, compared = block.chart, block.comparison
        self._charts += 1
        key = f"chart-{self._charts}"
        yield f"<figure>{element('figcaption', chart.title)}"
        if chart.subtitle:
            warning = Run(ILLUSTRATION if chart.illustration else "", strong=True)
            yield element("p", (warning, Run(chart.subtitle)), "small")
        yield chart_svg(self._fonts, chart, key, compared)
        if chart.sentence:
            yield element("p", chart.sentence, "sentence")
        if compared is not None:
            yield element("p", (Run(compared.title, strong=True),), "sentence")
            yield chart_svg(self._fonts, compared, f"{key}b", chart, SMALL_PLOT_HEIGHT)
            yield _figures(ChartBlock(compared))
            yield element("p", compared.sentence, "sentence")
        if notes := notes_in_words(chart):
            yield element("p", notes, "small")
        if block.with_marks and (marks := marks_in_words(chart)):
            items = "".join(
                f"<li{_way(words)}>{span(sign, 'number')} <span>{inline(words)}</span></li>"
                for sign, words in marks
            )
            yield f'<ul class="marks">{items}</ul>'
        yield _figures(block)
        yield "</figure>"


def inline(words: Words) -> str:
    """Return words as they stand within an element."""
    if isinstance(words, str):
        return escaped(words)
    return "".join(_run(run) for run in words)


def _run(run: Run) -> str:
    if run.strong:
        return f"<strong>{escaped(run.text)}</strong>" if run.text else ""
    if run.emphasis:
        return f"<em>{escaped(run.text)}</em>"
    return span(run.text, "muted") if run.muted else escaped(run.text)


def element(tag: str, words: Words, kind: str = "") -> str:
    """Return an element of words."""
    named = f' class="{kind}"' if kind else ""
    return f"<{tag}{named}{_way(plain(words))}>{inline(words)}</{tag}>"


def span(words: str, kind: str) -> str:
    """Return words in a manner."""
    return f'<span class="{kind}">{escaped(words)}</span>'


def _way(text: str) -> str:
    """Return the mark that lets words find their own direction, where they need it."""
    return ' dir="auto"' if runs_leftwards(text) else ""


def _items(items: tuple[Words, ...]) -> str:
    return "".join(element("li", item) for item in items)


def _finding(block: Finding) -> str:
    details = element("p", block.details, "small") if block.details else ""
    words = "".join(element("p", stretch) for stretch in stretches(block.words))
    number = span(block.number, "number")
    return f'<div class="hung">{number}<div class="body">{details}{words}</div></div>'


def _figures(block: ChartBlock) -> str:
    """Return a chart's data as a table, folded where the paper does not print it."""
    if not block.chart.table.rows:
        return ""
    data = table(chart_table(block.chart), f"Figures: {block.chart.title}")
    if block.with_table:
        return data
    return f"<details><summary>The chart’s figures as a table</summary>{data}</details>"


def table(block: Table, name: str = "") -> str:
    """Return a table that scrolls sideways where a window is narrow; `name` is for who listens."""
    total = sum(column.share for column in block.columns) or 1.0
    widths = "".join(
        f'<col style="width:{100 * column.share / total:.1f}%">' for column in block.columns
    )
    caption = element("caption", block.caption) if block.caption else ""
    sides = [' class="right"' if c.align is Align.RIGHT else "" for c in block.columns]
    head = ""
    if any(column.title for column in block.columns):
        cells = "".join(
            f'<th scope="col"{side}{_way(column.title)}>{inline(column.title)}</th>'
            for column, side in zip(block.columns, sides, strict=True)
        )
        head = f"<thead><tr>{cells}</tr></thead>"
    rows = "".join(f"<tr>{_cells(row, sides)}</tr>" for row in block.rows)
    rows += f"<tr>{_PEN * len(block.columns)}</tr>" * block.writing_rows
    label = quoted(name or block.caption or "Table")
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table>{caption}'
        f"<colgroup>{widths}</colgroup>{head}<tbody>{rows}</tbody></table></div>"
    )


def _cells(row: tuple[Words, ...], sides: list[str]) -> str:
    return "".join(
        f"<td{side}{_way(plain(words))}>{inline(words)}</td>"
        for words, side in zip(row, sides, strict=True)
    )
