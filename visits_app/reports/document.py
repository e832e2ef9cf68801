"""A report as data: what is said, in order; renderers decide how it looks.

Words are plain text everywhere: a renderer escapes them and never reads markup out of them.
`walk` gives every word with the place it stands, so that checks and other renderers (Word, web
page, tagged PDF) need to know nothing about visits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from visits_app.domain.charts import Chart
from visits_app.reports.chart_words import ILLUSTRATION, filled, marks_in_words, notes_in_words

REQUIRED = "required"
"""Stands after a question that must be answered."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one manner."""

    text: str
    strong: bool = False
    muted: bool = False
    emphasis: bool = False


Words: TypeAlias = str | tuple[Run, ...]


def plain(words: Words) -> str:
    """Return words without their manner."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


def stretches(words: Words) -> Iterator[Words]:
    """Give a paragraph for each stretch between blank lines, as every renderer does."""
    if not isinstance(words, str):
        yield words
        return
    for stretch in words.split("\n\n"):
        if stretch.strip():
            yield stretch.strip("\n")


class Tone(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    MUTED = "muted"
    SMALL = "small"


class Align(StrEnum):
    """How a table column stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading: level 1 to 3, in the outline; `number` is a section letter or empty."""

    text: str
    level: int = 1
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; a blank line in them starts a new paragraph, a single line end a new line."""

    words: Words
    tone: Tone = Tone.BODY
    leads: bool = False
    """Whether it stays on the page of what follows, as words under a heading do."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of key facts."""

    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a reader wants to know first, as label and value."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points in no order."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points that are referred to by number."""

    items: tuple[Words, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `share` is its part of the width."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, which repeat on every page; `writing_rows` empty ones for a pen."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...] = ()
    caption: str = ""
    writing_rows: int = 0


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart, with its numbered visits and lettered events under it and its data as a table."""

    chart: Chart
    with_marks: bool = True
    with_table: bool = False
    comparison: Chart | None = None
    """The same measure elsewhere, drawn small under it on the same axes."""


@dataclass(frozen=True, slots=True)
class Callout:
    """Something a reader must not miss: a draft, an invented example."""

    title: str
    words: Words = ""


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Ruled lines for a pen; `short` ones take a date or a number."""

    count: int = 1
    short: bool = False


@dataclass(frozen=True, slots=True)
class TickBoxes:
    """Choices with a box before each; `several` says whether more than one may be ticked.

    `write_in` gives each a ruled line for a number in place of the box.
    """

    labels: tuple[str, ...]
    several: bool = False
    write_in: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what was answered, or on a blank form the place to answer.

    `beside` sets a short answer in a column beside its question.
    """

    number: str
    label: str
    body: tuple["Block", ...]
    hint: str = ""
    condition: str = ""
    beside: bool = False
    required: bool = False

    @property
    def stands_beside(self) -> bool:
        """Whether the answer is set in a column beside its question."""
        bare = not (self.hint or self.condition or self.required)
        short = len(self.body) == 1 and isinstance(
            self.body[0], (Paragraph, TickBoxes, WritingLines)
        )
        return self.beside and bare and short


@dataclass(frozen=True, slots=True)
class Finding:
    """One strength, concern or idea; `details` says its theme and what it rests on."""

    kind: str
    number: str
    words: Words
    details: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page where a page can hold them."""

    blocks: tuple["Block", ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | KeyFacts
    | BulletList
    | NumberedList
    | Table
    | ChartBlock
    | Callout
    | WritingLines
    | TickBoxes
    | Answer
    | Finding
    | PageBreak
    | Together
)


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a paper says. `kind` stands above the title, `marking` in every footer.

    `language` is a BCP 47 tag. `reference` stands in the header from page 2. `dated` is when the
    words became what they are, for the file's properties; never when the paper was made, so that
    the same words make the same file.
    """

    title: str
    blocks: tuple[Block, ...]
    kind: str = ""
    subtitle: str = ""
    subject: str = ""
    author: str = ""
    language: str = "en-GB"
    marking: str = ""
    reference: str = ""
    dated: datetime | None = None


class Stands(StrEnum):
    """Where words stand: in the text, in a chart's picture, or in a table in a picture's place.

    Those tables are for who cannot see a picture; only a web page has them.
    """

    TEXT = "text"
    PICTURE = "picture"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and where they stand, said so that a person finds the place."""

    where: str
    text: str
    stands: Stands = Stands.TEXT


def walk(document: Document) -> Iterator[Piece]:
    """Give every word of a document in the order in which each renderer sets them.

    What stands in headers and footers or in the file's properties comes last.
    """
    for text in (document.kind, document.title, document.subtitle):
        if text:
            yield Piece("the title", text)
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        yield from _pieces(block, f"“{section}”" if section else "the first part")
    for where, text in (
        ("the marking", document.marking),
        ("the reference", document.reference),
        ("the subject", document.subject),
        ("the author", document.author),
    ):
        if text:
            yield Piece(where, text)


def _pieces(block: Block, where: str) -> Iterator[Piece]:
    for text in _own_words(block):
        if text:
            yield Piece(where, text)
    match block:
        case KeyFacts():
            for fact in block.facts:
                yield Piece(f"“{fact.label}”", fact.label)
                yield Piece(f"“{fact.label}”", plain(fact.words))
        case Table():
            for row in block.rows:
                for column, cell in zip(block.columns, row, strict=True):
                    place = f"{where}, column “{column.title}”" if column.title else where
                    yield Piece(place, plain(cell))
        case ChartBlock():
            place = f"the chart “{block.chart.title}”"
            for text, stands in _chart_words(block):
                if text:
                    yield Piece(place, text, stands)
        case Answer():
            place = f"question {block.number}" if block.number else f"“{block.label}”"
            required = REQUIRED if block.required else ""
            for text in (block.number, block.label, required, block.condition, block.hint):
                if text:
                    yield Piece(place, text)
            for inner in block.body:
                yield from _pieces(inner, place)
        case Together():
            for inner in block.blocks:
                yield from _pieces(inner, where)


def _own_words(block: Block) -> tuple[str, ...]:
    match block:
        case Heading():
            return (block.number, block.text)
        case Paragraph():
            return (plain(block.words),)
        case BulletList():
            return tuple(plain(item) for item in block.items)
        case NumberedList():
            numbered = enumerate(block.items, start=block.start)
            return tuple(text for n, item in numbered for text in (str(n), plain(item)))
        case Table():
            return (block.caption, *(column.title for column in block.columns))
        case Callout():
            return (block.title, plain(block.words))
        case TickBoxes():
            return block.labels
        case Finding():
            return (block.number, block.details, plain(block.words))
        case _:
            return ()


def _chart_words(block: ChartBlock) -> Iterator[tuple[str, Stands]]:
    chart, compared = block.chart, block.comparison
    yield chart.title, Stands.TEXT
    if chart.subtitle:
        yield f"{ILLUSTRATION if chart.illustration else ''}{chart.subtitle}", Stands.TEXT
    yield from ((text, Stands.PICTURE) for text in _drawn_words(chart))
    yield chart.sentence, Stands.TEXT
    if compared is not None:
        yield compared.title, Stands.TEXT
        yield from ((text, Stands.PICTURE) for text in _drawn_words(compared))
        yield from ((text, Stands.FIGURES) for text in _tabled_words(compared))
        yield compared.sentence, Stands.TEXT
    yield notes_in_words(chart), Stands.TEXT
    for sign, words in marks_in_words(chart) if block.with_marks else ():
        yield sign, Stands.TEXT
        yield words, Stands.TEXT
    stands = Stands.TEXT if block.with_table else Stands.FIGURES
    yield from ((text, stands) for text in _tabled_words(chart))


def _drawn_words(chart: Chart) -> Iterator[str]:
    yield from (label for axis in (chart.y, chart.x) for _, label in axis.ticks)
    yield from (point.label for line in chart.lines for point in line.points)
    yield from (line.name for line in chart.lines)
    yield from (line.label for line in chart.lines)
    yield from (level.text for level in chart.level_labels)
    yield from (mark.reason for mark in chart.rebases)
    yield from (steps.label for steps in chart.steps)


def _tabled_words(chart: Chart) -> Iterator[str]:
    table = filled(chart.table)
    if table.rows:
        yield from table.columns
        yield from (cell for row in table.rows for cell in row)
