"""Turn a document's blocks into things set for a page."""

from collections.abc import Iterator
from dataclasses import replace

from visits_app.reports.chart_table import chart_table
from visits_app.reports.document import (
    REQUIRED,
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
    stretches,
)
from visits_app.reports.fonts import Fonts
from visits_app.reports.pdf_charts import chart_settings
from visits_app.reports.pdf_marks import Bullet, FindingMark
from visits_app.reports.pdf_pieces import Beside, Boxed, Headline, Hung, Mark, Setting
from visits_app.reports.pdf_style import (
    BODY,
    CELL,
    HEADINGS,
    KIND,
    LABEL,
    LEAD,
    MUTED_BODY,
    NUMBER,
    SIDE_LABEL,
    SMALL,
    SUBTITLE,
    TITLE,
    TextStyle,
)
from visits_app.reports.pdf_tables import table_rows
from visits_app.reports.pdf_text import TextLines, fragments_of
from visits_app.reports.pdf_writing import Boxes, Ruled

_TONES = {Tone.BODY: BODY, Tone.LEAD: LEAD, Tone.MUTED: MUTED_BODY, Tone.SMALL: SMALL}


class NewPage:
    """Marks where a new page starts."""


class Setter:
    """Sets blocks with one set of fonts; `settings` gives a whole document in order."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def settings(self, document: Document) -> Iterator[Setting | NewPage]:
        """Give everything of a document, ready to be placed on pages."""
        if document.kind:
            yield self._lines(document.kind, KIND, keep_next=True)
        title = self._lines(document.title, TITLE)
        yield Headline(title, document.title, 1, None)
        if document.subtitle:
            yield self._lines(document.subtitle, SUBTITLE)
        for block in document.blocks:
            yield from self.block(block)

    def block(self, block: Block, level_shift: int = 1) -> Iterator[Setting | NewPage]:
        """Give the settings of one block."""
        match block:
            case Heading():
                yield self._heading(block, level_shift)
            case Paragraph():
                for lines in self._paragraphs(block.words, _TONES[block.tone]):
                    lines.keep_next = block.leads
                    yield lines
            case KeyFacts():
                yield from self._key_facts(block)
            case BulletList():
                yield from self._points(tuple((Bullet(), item) for item in block.items))
            case NumberedList():
                yield from self._points(
                    tuple(
                        (self._lines(f"{number}", NUMBER), item)
                        for number, item in enumerate(block.items, start=block.start)
                    )
                )
            case Table():
                if block.caption:
                    yield self._lines(block.caption, HEADINGS[3], keep_next=True)
                yield table_rows(self._fonts, block)
            case ChartBlock():
                yield from self._chart(block)
            case Callout():
                title = self._lines(block.title, LABEL)
                yield Boxed(title, self._lines(block.words, CELL) if block.words else None)
            case WritingLines():
                yield Ruled(block.count, block.short)
            case TickBoxes():
                labels = tuple(self._lines(label, CELL) for label in block.labels)
                yield Boxes(labels, block.write_in)
            case Answer():
                yield from self._answer(block)
            case Finding():
                yield from self._finding(block)
            case PageBreak():
                yield NewPage()
            case Together():
                yield from self._together(block)

    def _lines(
        self,
        words: Words,
        style: TextStyle,
        *,
        keep_next: bool = False,
    ) -> TextLines:
        return TextLines(
            self._fonts,
            style,
            fragments_of(self._fonts, words, style),
            keep_next=keep_next,
            before=style.before,
            after=style.after,
        )

    def _heading(self, block: Heading, shift: int) -> Setting:
        style = HEADINGS[block.level]
        number = self._lines(block.number, style) if block.number else None
        text = f"{block.number} {block.text}".strip()
        return Headline(self._lines(block.text, style), text, block.level + shift, number)

    def _paragraphs(self, words: Words, style: TextStyle) -> Iterator[TextLines]:
        """Give a paragraph for each stretch between blank lines."""
        for stretch in stretches(words):
            yield self._lines(stretch, style)

    def _key_facts(self, block: KeyFacts) -> Iterator[Setting]:
        last = len(block.facts) - 1
        for number, fact in enumerate(block.facts):
            row = Beside(
                self._lines(fact.label, SIDE_LABEL), self._lines(fact.words, CELL), share=0.28
            )
            row.keep_next = number < last
            row.after = 14.0 if number == last else 0.0
            yield row

    def _points(self, points: tuple[tuple[Mark, Words], ...]) -> Iterator[Setting]:
        for number, (mark, words) in enumerate(points, start=1):
            style = BODY if number == len(points) else replace(BODY, after=3.0)
            yield Hung(self._lines(words, style), mark, 24.0)

    def _answer(self, block: Answer) -> Iterator[Setting | NewPage]:
        number = self._lines(block.number, NUMBER) if block.number else None
        if block.stands_beside:
            yield self._beside(block.label, block.body[0], number or self._lines("", NUMBER))
            return
        label: Words = block.label
        if block.required:
            label = (Run(block.label, strong=True), Run(f"  {REQUIRED}", muted=True))
        style = replace(LABEL, before=12.0)
        yield Hung(self._lines(label, style, keep_next=True), number)
        if block.condition or block.hint:
            condition = Run(f"{block.condition} " if block.hint else block.condition, strong=True)
            help_words = (condition, Run(block.hint)) if block.condition else block.hint
            yield Hung(self._lines(help_words, SMALL, keep_next=True))
        for inner in block.body:
            for setting in self.block(inner):
                yield setting if isinstance(setting, NewPage) else Hung(setting)

    def _beside(self, label: str, body: Block, number: TextLines) -> Setting:
        """Set a short answer, or a place to write, in a column beside its question."""
        if isinstance(body, Paragraph):
            words = self._lines(body.words, _TONES[body.tone])
            return Beside(self._lines(label, BODY), words, share=0.5, number=number)
        place = next(iter(self.block(body)))
        assert not isinstance(place, NewPage)
        return Beside(self._lines(label, BODY), place, share=0.26, number=number, ruled=False)

    def _finding(self, block: Finding) -> Iterator[Setting]:
        number = self._lines(block.number, NUMBER)
        mark: FindingMark | None = FindingMark(block.kind, number)
        if block.details:
            yield Hung(self._lines(block.details, replace(SMALL, after=1), keep_next=True), mark)
            mark = None
        for lines in self._paragraphs(block.words, BODY):
            yield Hung(lines, mark)
            mark = None

    def _chart(self, block: ChartBlock) -> Iterator[Setting]:
        yield from chart_settings(self._fonts, block)
        if block.with_table and block.chart.table.rows:
            yield table_rows(self._fonts, chart_table(block.chart))

    def _together(self, block: Together) -> Iterator[Setting | NewPage]:
        inside = [setting for inner in block.blocks for setting in self.block(inner)]
        for setting in inside[:-1]:
            if not isinstance(setting, NewPage):
                setting.keep_next = True
        yield from inside
