"""Turn a document's blocks into paragraphs and tables of a Word file."""

from collections.abc import Sequence
from dataclasses import replace

from visits_app.reports.characters import quoted
from visits_app.reports.chart_pictures import Wanted, size_of
from visits_app.reports.chart_table import chart_table
from visits_app.reports.chart_words import ILLUSTRATION, marks_in_words, notes_in_words
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
    plain,
    stretches,
)
from visits_app.reports.docx_pictures import picture
from visits_app.reports.docx_styles import BOXES, BULLETS, GUTTER, WIDTH
from visits_app.reports.docx_tables import facts_table, report_table, widths_of
from visits_app.reports.docx_words import (
    PEN,
    PLAIN,
    TAB,
    Setting,
    cell,
    paragraph,
    row,
    runs,
    table,
)
from visits_app.reports.fonts import Fonts
from visits_app.reports.pdf_charts import SMALL_PLOT_HEIGHT

_TONES = {
    Tone.BODY: "Normal",
    Tone.LEAD: "LeadParagraph",
    Tone.MUTED: "MutedParagraph",
    Tone.SMALL: "SmallPrint",
}
_AFTER_TABLE = 240
_AFTER_LIST = 160
_AFTER_CHART = 240
_SHORT_LINE = 3000


class Body:
    """Writes blocks in order; `wanted` are the charts to be drawn, `starts` the numbered lists."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self.wanted: list[Wanted] = []
        self.starts: list[int] = []
        self._parts: list[str] = []
        self._new_page = False
        self._after_table = False
        self._after_callout = False
        self._left = 0
        """Indent of what stands in the column of answers."""
        self._keep = False
        """Whether everything stays with what follows, as blocks that stay together do."""

    def written(self, document: Document) -> str:
        """Return everything of a document between the marks of its body."""
        if document.kind:
            self._say("PaperKind", document.kind)
        self._say("Title", document.title)
        if document.subtitle:
            self._say("Subtitle", document.subtitle)
        self._blocks(document.blocks)
        if self._after_table:
            self._say("TableGap", "")
        return "".join(self._parts)

    def _blocks(self, blocks: Sequence[Block], together: bool = False) -> None:
        """Write blocks in order; `together` keeps each with the next."""
        outer, place = self._keep, 0
        while place < len(blocks):
            group = _group(blocks, place)
            place += len(group) or 1
            self._keep = outer or (together and place < len(blocks))
            if group:
                self._beside(group)
            else:
                self._block(blocks[place - 1])
        self._keep = outer

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                number = f"{block.number} " if block.number else ""
                self._say(f"Heading{block.level}", f"{number}{block.text}")
            case Paragraph():
                self._paragraph(block)
            case KeyFacts():
                self._table(facts_table(block.facts, left=self._left, keep_next=self._keep))
            case BulletList():
                self._points("ListBullet", block.items, BULLETS)
            case NumberedList():
                self.starts.append(block.start)
                self._points("ListNumber", block.items, BOXES + len(self.starts))
            case Table():
                if block.caption:
                    self._say("Caption", block.caption)
                self._table(report_table(block, left=self._left, keep_next=self._keep))
            case ChartBlock():
                self._chart(block)
            case Callout():
                self._callout(block)
            case WritingLines():
                right = WIDTH - self._left - _SHORT_LINE if block.short else None
                for _ in range(block.count):
                    self._put("WritingLine", "", Setting(left=self._left or None, right=right))
            case TickBoxes():
                self._boxes(block)
            case Answer():
                self._answer(block)
            case Finding():
                self._finding(block)
            case PageBreak():
                self._new_page = bool(self._parts)
            case Together():
                self._blocks(block.blocks, together=True)

    # --- one paragraph, one table ----------------------------------------------------------

    def _put(self, style: str, content: str, setting: Setting = PLAIN, words: str = "") -> None:
        if self._after_table and style not in {"TableGap", "Heading1", "Heading2", "Heading3"}:
            setting = replace(setting, space=_AFTER_TABLE)
        if self._keep or self._new_page:
            keep = setting.keep_next or self._keep
            setting = replace(setting, keep_next=keep, new_page=self._new_page)
        self._new_page = self._after_table = self._after_callout = False
        self._parts.append(paragraph(style, content, setting, words))

    def _say(self, style: str, words: Words, *, keep: bool = False, bare: bool = False) -> None:
        """Write one paragraph in the column of what is being answered."""
        left = self._left if self._left and not bare else None
        setting = Setting(keep_next=keep, left=left) if keep or left else PLAIN
        self._put(style, runs(words), setting, plain(words))

    def _table(self, written: str) -> None:
        if self._after_table or self._new_page:
            # two tables without anything between them would become one
            self._put("TableGap", "", Setting(keep_next=self._keep))
        self._parts.append(written)
        self._after_table, self._after_callout = True, False

    # --- blocks ----------------------------------------------------------------------------

    def _paragraph(self, block: Paragraph) -> None:
        style = _TONES[block.tone]
        if self._left and block.tone is Tone.BODY:
            style = "Answer"
        for stretch in stretches(block.words):
            self._say(style, stretch, keep=block.leads, bare=style == "Answer")

    def _points(self, style: str, items: Sequence[Words], number: int) -> None:
        for place, item in enumerate(items, start=1):
            below = None if place < len(items) else _AFTER_LIST
            setting = Setting(number=(number, 1 if self._left else 0), below=below)
            self._put(style, runs(item), setting, plain(item))

    def _boxes(self, block: TickBoxes) -> None:
        if not block.write_in:
            self._points("TickBox", block.labels, BOXES)
            return
        for label in block.labels:
            self._put("WriteInLine", f"{PEN}{TAB}{runs(label)}", words=label)

    def _callout(self, block: Callout) -> None:
        if self._after_callout:  # two without anything between them would become one
            self._put("TableGap", "")
        if block.words:
            self._say("CalloutTitle", block.title)
            self._say("Callout", block.words)
        else:
            self._say("Callout", (Run(block.title, strong=True),))
        self._after_callout = True

    def _hung(self, style: str, sign: str, content: str, setting: Setting = PLAIN) -> None:
        """Write a paragraph that hangs right of its number."""
        if sign:
            content = f"{runs(sign, 'ItemNumber')}{TAB}{content}"
        else:
            setting = replace(setting, left=GUTTER)
        self._put(style, content, setting)

    def _answer(self, block: Answer) -> None:
        label: Words = block.label
        if block.required:
            label = (Run(block.label), Run(f"  {REQUIRED}", muted=True))
        self._hung("Question", block.number, runs(label))
        left, self._left = self._left, GUTTER
        if block.condition or block.hint:
            condition = f"{block.condition} " if block.condition and block.hint else block.condition
            self._say("SmallPrint", (Run(condition, strong=True), Run(block.hint)), keep=True)
        self._blocks(block.body)
        self._left = left

    def _beside(self, group: Sequence[Answer]) -> None:
        """Write questions and short answers as one table."""
        writes = not _has_words(group[0])
        widths = [GUTTER, *widths_of((0.26, 0.74) if writes else (0.5, 0.5), WIDTH - GUTTER)]
        keep = Setting(keep_next=self._keep)
        rows = []
        for answer in group:
            number = paragraph("CellText", runs(answer.number, "ItemNumber"), keep)
            label = paragraph("CellText", runs(answer.label), keep, answer.label)
            cells = (number, label, self._short(answer.body[0], keep))
            rows.append(row("".join(map(cell, widths, cells))))
        self._table(table("WriteBeside" if writes else "AnswersBeside", widths, rows))

    def _short(self, body: Block, keep: Setting) -> str:
        """Return a short answer, or a place to write it, as it stands in a cell."""
        if isinstance(body, Paragraph):
            manner = "MutedWords" if body.tone is Tone.MUTED else ""
            return paragraph("CellText", runs(body.words, manner), keep, plain(body.words))
        inner = Body(self._fonts)
        inner._block(body)
        return "".join(inner._parts) or paragraph("CellText", "")

    def _finding(self, block: Finding) -> None:
        sign = block.number
        if block.details:
            self._hung("FindingDetails", sign, runs(block.details), Setting(keep_next=True))
            sign = ""
        for stretch in stretches(block.words):
            self._hung("Finding", sign, runs(stretch))
            sign = ""

    def _chart(self, block: ChartBlock) -> None:
        chart, compared = block.chart, block.comparison
        marks = marks_in_words(chart) if block.with_marks else ()
        notes = notes_in_words(chart)
        more = bool(notes or marks)
        self._say("Caption", chart.title)
        if chart.subtitle:
            warning = Run(ILLUSTRATION if chart.illustration else "", strong=True)
            self._say("SmallPrint", (warning, Run(chart.subtitle)), keep=True)
        self._picture(Wanted(chart, compared), chart.sentence or chart.title)
        if chart.sentence:
            self._say("ChartSentence", chart.sentence, keep=more or compared is not None)
        if compared is not None:
            self._say("ChartSentence", (Run(compared.title, strong=True),), keep=True)
            small = Wanted(compared, chart, SMALL_PLOT_HEIGHT)
            self._picture(small, compared.sentence or compared.title)
            self._say("ChartSentence", compared.sentence, keep=more)
        if notes:
            self._say("SmallPrint", notes, keep=bool(marks))
        for place, (sign, words) in enumerate(marks, start=1):
            setting = PLAIN if place < len(marks) else Setting(below=_AFTER_CHART)
            self._hung("ChartMark", sign, runs(words), setting)
        if block.with_table and chart.table.rows:
            self._table(report_table(chart_table(chart), left=self._left))

    def _picture(self, wanted: Wanted, alternative: str) -> None:
        self.wanted.append(wanted)
        number, (width, height) = len(self.wanted), size_of(self._fonts, wanted)
        self._put("Figure", picture(number, width, height, quoted(alternative)))


def _group(blocks: Sequence[Block], place: int) -> list[Answer]:
    """Return the answers beside their questions from a place on that may stand in one table."""
    group: list[Answer] = []
    for block in blocks[place:]:
        if not isinstance(block, Answer) or not block.stands_beside:
            break
        if group and _has_words(block) != _has_words(group[0]):
            break
        group.append(block)
    return group


def _has_words(answer: Answer) -> bool:
    return isinstance(answer.body[0], Paragraph)
