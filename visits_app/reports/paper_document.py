"""A compiled paper as a document, for the public or with everything that is restricted.

The public version is made of public parts alone: a restricted part is not hidden in it, it was
never put in. Its marking, subject and file name are made from its kind and period, so that they
cannot tell of anything else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from visits_app.domain.charts import Chart
from visits_app.domain.drafting.wording import period_in_words
from visits_app.domain.paper_sections import HEADLINE
from visits_app.domain.papers import Paper, PaperKind, PaperPart, PartKind, Section, Version
from visits_app.reports.document import (
    Align,
    Block,
    BulletList,
    Callout,
    ChartBlock,
    Column,
    Document,
    Fact,
    Heading,
    KeyFacts,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
)

MARKINGS = {
    Version.PUBLIC: "Public version",
    Version.RESTRICTED: "Restricted, not for publication",
}
CONTENTS = "contents"
"""The section that lists the others."""

_NOTHING = "Nothing is in this section."

_SHARES: Mapping[tuple[str, ...], tuple[float, ...]] = {
    ("Team or member", "Planned", "Held", "Reported", "Not held"): (3.0, 1.1, 0.9, 1.2, 1.1),
    ("Date", "Team", "Kind of visit", "Visitors", "Confidence"): (1.8, 1.9, 1.7, 2.2, 1.4),
    ("Theme", "Findings", "Visits", "Most recent, in the members’ words"): (1.9, 1.1, 0.9, 4.2),
    ("Visit", "Members’ comment or question", "The service’s response"): (1.5, 2.6, 3.0),
    ("What is to be done", "Who and by when", "Where it stands"): (3.0, 1.8, 2.2),
    ("Recommendation", "Response, owner and date", "Rating and progress"): (2.5, 2.3, 2.8),
    ("Recommendation", "Evidence from visits"): (2.4, 3.2),
    ("What it shows", "Visit", "In the report’s words"): (1.1, 1.6, 3.6),
    ("Date", "Items discussed"): (1.4, 3.6),
    ("Team", "Visits", "Visitors"): (1.8, 2.4, 2.0),
    ("Role", "Who"): (1.3, 3.7),
    ("Where", "What is restricted", "Why"): (1.5, 3.8, 1.5),
}
"""How wide the columns of known tables stand; others share alike."""

_STRONG_FIRST = frozenset({"Team or member", "Theme", "Team", "Role", "Recommendation"})

FIGURES_IN_TABLE = 13
"""A year and the month it began with, so that the same months can be compared."""

_RECOMMENDED = re.compile(r"(Recommendation \d+\. [^.]*\.)(.*)", re.DOTALL)


def paper_document(
    paper: Paper,
    sections: Sequence[Section],
    parts: Sequence[PaperPart],
    charts: Mapping[str, Chart],
    *,
    version: Version,
    dated: datetime | None = None,
    facts: Sequence[tuple[str, str]] = (),
) -> Document:
    """Return a paper as a document.

    `sections` are those that are in, in their order; `charts` by indicator; `facts` what stands
    under the title, such as ("For", "Scrutiny committee, 14 July 2014"). Hidden parts and parts of
    other sections are left out, and of the public version everything restricted.
    """
    public = version is Version.PUBLIC
    shown = [one for one in sections if not (public and one.restricted)]
    told = [one for one in parts if not one.hidden and not (public and one.restricted)]
    by_section = {
        section.id: sorted(
            (one for one in told if one.section == section.id),
            key=lambda one: (one.position, one.key),
        )
        for section in shown
    }
    blocks: list[Block] = list(_notes(told, by_section))
    top = tuple(Fact(label, words) for label, words in facts if words.strip())
    if top:
        blocks.append(KeyFacts(top))
    numbered = _numbers(paper.kind, shown)
    for section in shown:
        mine = [one for one in by_section[section.id] if not one.key.startswith("note:")]
        if section.id == CONTENTS:
            blocks += _contents(section, [one.title for one in shown if one.id in numbered])
        elif not (section.restricted and not mine):
            blocks += _section(section, mine, charts, numbered.get(section.id, ""))
    return Document(
        title=paper.title.strip() or paper.kind.label,
        blocks=tuple(blocks),
        kind=paper.kind.label if paper.title.strip() not in {"", paper.kind.label} else "",
        subtitle=period_in_words(paper.starts_on, paper.ends_on)[:1].upper()
        + period_in_words(paper.starts_on, paper.ends_on)[1:],
        subject=_subject(paper),
        marking=" · ".join(part for part in (MARKINGS[version], *_invented(blocks, told)) if part),
        reference=_subject(paper),
        dated=dated,
    )


def file_name(paper: Paper, version: Version) -> str:
    """Return a name for the paper's file, without its ending: kind, period and version."""
    words = "public version" if version is Version.PUBLIC else "RESTRICTED"
    return f"{_subject(paper)}, {words}"


def _subject(paper: Paper) -> str:
    period = period_in_words(paper.starts_on, paper.ends_on)
    return ", ".join(part for part in (paper.kind.label, period) if part)


def _notes(
    told: Sequence[PaperPart], by_section: Mapping[str, Sequence[PaperPart]]
) -> Iterator[Block]:
    """Give what a reader must know before reading on."""
    for part in told:
        if part.key.startswith("note:") and part.section in by_section:
            yield Callout(" ".join(part.words))


def _invented(blocks: Sequence[Block], told: Sequence[PaperPart]) -> Iterator[str]:
    if any(part.key == "note:example" for part in told):
        yield "Invented examples"
    if any(isinstance(block, ChartBlock) and block.chart.illustration for block in blocks):
        yield "Illustrations"


def _numbers(kind: PaperKind, sections: Sequence[Section]) -> dict[str, str]:
    """Number the sections of a report that others refer to."""
    if kind is not PaperKind.FINAL:
        return {}
    counted = (one for one in sections if one.id not in {CONTENTS, "foreword"})
    return {one.id: str(place) for place, one in enumerate(counted, start=1)}


def _contents(section: Section, numbered: Sequence[str]) -> list[Block]:
    return [Heading(section.title), NumberedList(tuple(numbered))] if numbered else []


def _section(
    section: Section, parts: Sequence[PaperPart], charts: Mapping[str, Chart], number: str
) -> list[Block]:
    blocks: list[Block] = []
    if section.restricted:
        blocks.append(PageBreak())
    blocks.append(Heading(section.title, 1, number))
    drawn = [block for kind, run in _runs(parts) for block in _blocks(section, kind, run, charts)]
    if not drawn:
        return [*blocks, Paragraph(section.empty or _NOTHING, Tone.MUTED)]
    return [*blocks, *drawn]


def _runs(parts: Sequence[PaperPart]) -> Iterator[tuple[PartKind, list[PaperPart]]]:
    """Give neighbouring parts of one kind together: rows make a table, bullets a list."""
    for kind, run in groupby(parts, key=lambda one: one.kind):
        yield kind, list(run)


def _blocks(
    section: Section, kind: PartKind, run: Sequence[PaperPart], charts: Mapping[str, Chart]
) -> Iterator[Block]:
    match kind:
        case PartKind.SUBHEADING:
            for part in run:
                yield Heading(_joined(part), 2)
        case PartKind.BULLET:
            yield BulletList(tuple(_joined(part) for part in run))
        case PartKind.ROW:
            if section.id == HEADLINE:
                yield KeyFacts(tuple(_fact(part) for part in run))
            else:
                yield _table(section, run)
        case PartKind.CHART:
            yield from _charts(run, charts)
        case PartKind.PARAGRAPH:
            for part in run:
                yield _paragraph(part)


def _paragraph(part: PaperPart) -> Block:
    words = _joined(part)
    if part.key == "restricted:unmarked":
        return Callout("Before this is published", words)
    if part.key.startswith("first:") and (found := _RECOMMENDED.fullmatch(words)):
        return Paragraph((Run(found[1], strong=True), Run(found[2])))
    if part.key == "headline":
        return Paragraph(words, Tone.LEAD)
    if part.key.startswith("blank:") and part.edited is None:
        return Paragraph((Run(words, emphasis=True),), Tone.MUTED)
    if part.key in {"counting", "suggest:note"}:
        return Paragraph(words, Tone.SMALL)
    return Paragraph(words)


def _joined(part: PaperPart) -> str:
    return " ".join(one for one in part.words if one)


def _fact(part: PaperPart) -> Fact:
    label, *rest = part.words or ("",)
    return Fact(label, " ".join(rest))


def _table(section: Section, run: Sequence[PaperPart]) -> Table:
    titles = section.columns or tuple("" for _ in run[0].words)
    shares = _SHARES.get(titles, tuple(1.0 for _ in titles))
    columns = tuple(
        Column(title, share, Align.RIGHT if _counts(run, place) else Align.LEFT)
        for place, (title, share) in enumerate(zip(titles, shares, strict=True))
    )
    strong = bool(titles) and titles[0] in _STRONG_FIRST
    return Table(columns, tuple(_row(part, len(columns), strong) for part in run))


def _counts(run: Sequence[PaperPart], place: int) -> bool:
    """Say whether a column holds counts alone: those stand right."""
    return all(len(one.words) > place and one.words[place].isdecimal() for one in run)


def _row(part: PaperPart, width: int, strong: bool) -> tuple[Words, ...]:
    """Return a row's cells: what is too much goes into the last one, what lacks stays empty."""
    cells = list(part.words[:width])
    if len(part.words) > width:
        cells[-1] = "\n".join(part.words[width - 1 :])
    cells += [""] * (width - len(cells))
    told = [_cell(text, strong and place == 0) for place, text in enumerate(cells)]
    if part.key.endswith(":all"):
        told = [(Run(text, strong=True),) if text else "" for text in cells]
    return tuple(told)


def _cell(text: str, strong: bool) -> Words:
    first, _, rest = text.partition("\n")
    if strong and first:
        return (Run(first, strong=True), Run(f"\n{rest}")) if rest else (Run(first, strong=True),)
    return text


def _charts(run: Sequence[PaperPart], charts: Mapping[str, Chart]) -> Iterator[Block]:
    """Give the charts; a list of flags that several share stands under the first of them."""
    told: list[object] = []
    missing = 0
    for part in run:
        chart = charts.get(part.words[0] if part.words else "")
        if chart is None:
            missing += 1
            continue
        marks = (chart.visits, chart.events)
        yield ChartBlock(chart, with_marks=marks not in told)
        told.append(marks)
        table = _last_figures(chart)
        if table is not None:
            yield table
    if missing:
        one = (
            "A measure chosen here has" if missing == 1 else f"{missing} measures chosen here have"
        )
        words = f"{one} too few figures to be drawn, or counts too small to be told."
        yield Paragraph(words, Tone.MUTED)


def _last_figures(chart: Chart) -> Table | None:
    """Return the newest figures as a table, newest first; None where a sentence tells them."""
    wanted = [place for place, title in enumerate(chart.table.columns) if title in _FIGURE_COLUMNS]
    rows = [tuple(row[place] for place in wanted) for row in chart.table.rows]
    rows = [row for row in rows if any(row)][-FIGURES_IN_TABLE:]
    if len(rows) < 2 or not wanted:
        return None
    used = [place for place in range(len(wanted)) if place < 2 or any(row[place] for row in rows)]
    columns = tuple(Column(chart.table.columns[wanted[place]]) for place in used)
    shown = tuple(tuple(row[place] for place in used) for row in reversed(rows))
    return Table(columns, shown)


_FIGURE_COLUMNS = frozenset({"Period", "Value", "Target"})
