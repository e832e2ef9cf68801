"""The pre-visit brief: what to know about a team before visiting it, on two pages at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from visits_app.domain import figures
from visits_app.domain.judgement_words import assurance_words, series_variation_words
from visits_app.domain.lateness import late_figure
from visits_app.domain.questions import IndicatorQuestion
from visits_app.domain.suggestions import suggested_questions
from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import Ask, AskStatus, Finding, FindingKind
from visits_app.reports.document import (
    Block,
    BulletList,
    ChartBlock,
    Column,
    Document,
    Heading,
    NumberedList,
    Paragraph,
    Run,
    Table,
    Together,
    Tone,
    Words,
)
from visits_app.reports.measures import Group, Measure, by_concern, group_of, questions_table

TITLE = "Pre-visit brief"

PAGES = 2

MARKING = "Working paper for members, not for publication"

_TITLE, _NAME, _OWNER = 70, 70, 50
"""Most characters of a team's name above everything, of a measure's, of an owner's role."""

_ASKED = 260
"""Characters of a suggested question beside what it quotes."""


@dataclass(frozen=True, slots=True)
class BriefVisit:
    """A visit as the brief tells it: `findings` concerns first, `confidence` in words."""

    on: date | None
    visitors: str
    reference: str
    confidence: str = ""
    findings: tuple[Finding, ...] = ()
    example: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything known about a team; `visits` newest first, `coming` the visit it is for."""

    team: str
    visits: tuple[BriefVisit, ...] = ()
    asks: tuple[Ask, ...] = ()
    questions: tuple[IndicatorQuestion, ...] = ()
    measures: tuple[Measure, ...] = ()
    coming: date | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each list is told, and how many characters of one entry."""

    findings: int
    asks: int
    questions: int
    measures: int
    suggestions: int
    charts: int
    length: int


ROOMS = (
    Room(4, 8, 6, 12, 7, charts=2, length=220),
    Room(4, 8, 6, 12, 7, charts=1, length=220),
    Room(4, 8, 6, 12, 7, charts=0, length=220),
    Room(4, 7, 5, 12, 6, charts=0, length=200),
    Room(3, 6, 5, 12, 6, charts=0, length=180),
    Room(3, 6, 4, 11, 6, charts=0, length=160),
    Room(3, 5, 4, 10, 6, charts=0, length=140),
    Room(3, 5, 3, 9, 5, charts=0, length=130),
    Room(3, 4, 3, 8, 5, charts=0, length=120),
    Room(2, 4, 3, 8, 5, charts=0, length=120),
    Room(2, 4, 3, 7, 5, charts=0, length=110),
    Room(2, 4, 3, 6, 4, charts=0, length=110),
    Room(2, 3, 2, 5, 4, charts=0, length=100),
    Room(2, 3, 2, 4, 3, charts=0, length=90),
    Room(2, 3, 1, 4, 3, charts=0, length=80),
    Room(1, 3, 1, 4, 3, charts=0, length=70),
    Room(1, 2, 1, 3, 3, charts=0, length=60),
    Room(1, 1, 1, 1, 2, charts=0, length=30),
)
"""Tried in this order, until the brief fits its pages; the last fits whatever is written."""


def build(brief: Brief, *, today: date) -> Document:
    """Return the brief, its lists shortened as far as it takes to fit two pages.

    Raises MissingGlyph where a character cannot be printed, as rendering would.
    """
    from visits_app.reports.pdf import count_pages

    document = build_in(brief, ROOMS[-1], today=today)
    for room in ROOMS:
        if room.charts > sum(one.chart is not None for one in brief.measures):
            continue
        document = build_in(brief, room, today=today)
        if count_pages(document) <= PAGES:
            break
    return document


def build_in(brief: Brief, room: Room, *, today: date) -> Document:
    """Return the brief with so much of every list as `room` says."""
    measures = by_concern(brief.measures)
    blocks: list[Block] = [
        *_visits(brief.visits, room),
        *_asks(brief.asks, room, today),
        *_questions(brief.questions, room, today),
        *_measures(measures, room),
        *_suggestions(brief, measures, room, today),
    ]
    example = any(visit.example for visit in brief.visits)
    invented = any(measure.invented for measure in measures)
    marks = [
        MARKING,
        "Examples, invented" if example else "",
        "Contains illustrations" if invented else "",
    ]
    coming = brief.coming
    when = f"For the visit on {figures.day_in_words(coming)}" if coming else ""
    return Document(
        title=shorten(brief.team, _TITLE) or "Team without a name",
        blocks=tuple(blocks),
        kind=TITLE,
        subtitle=when or f"As things stood on {figures.day_in_words(today)}",
        subject=f"{TITLE}, {shorten(brief.team, _TITLE)}",
        marking=" · ".join(mark for mark in marks if mark),
        reference=TITLE,
    )


def _more(many: int) -> list[Block]:
    """Say that a list goes on in the program."""
    return [Paragraph(f"and {many} more in the program", Tone.MUTED)] if many > 0 else []


def _visits(visits: Sequence[BriefVisit], room: Room) -> list[Block]:
    blocks: list[Block] = [Heading("Last visits", 2)]
    if not visits:
        return [*blocks, Paragraph("No visit to this team is on record.")]
    for visit in visits[:2]:
        on = figures.day_in_words(visit.on) if visit.on else "Date not given"
        runs = [Run(on, strong=True)]
        rest = [shorten(visit.visitors, room.length), visit.reference]
        if visit.example:
            rest.append("example, invented")
        runs.append(Run("".join(f" · {part}" for part in rest if part)))
        if visit.confidence:
            runs.append(Run(f"\nConfidence: {shorten(visit.confidence, room.length)}"))
        blocks.append(Paragraph(tuple(runs), leads=bool(visit.findings)))
        shown = visit.findings[: room.findings]
        if shown:
            blocks.append(BulletList(tuple(_finding(one, room) for one in shown)))
        blocks += _more(len(visit.findings) - len(shown))
    return blocks


def _finding(finding: Finding, room: Room) -> Words:
    kind = finding.kind.capitalize() or "Not sorted"
    return (Run(f"{kind}: ", strong=True), Run(shorten(finding.text, room.length)))


def _asks(asks: Sequence[Ask], room: Room, today: date) -> list[Block]:
    blocks: list[Block] = [Heading("Open asks", 2)]
    if not asks:
        return [*blocks, Paragraph("Nothing that was asked on a visit is open.")]
    shown = asks[: room.asks]
    rows: list[tuple[Words, ...]] = []
    for ask in shown:
        status = [Run(ask.status.label)]
        if _overdue(ask, today):
            status.insert(0, Run("Overdue. ", strong=True))
        owner = shorten(ask.owner, min(room.length, _OWNER))
        by = f"by {shorten(date_in_words(ask.due), 30)}" if ask.due else "no date"
        cell = "\n".join(part for part in (owner, by) if part)
        rows.append((shorten(ask.action, room.length), cell, tuple(status)))
    columns = (Column("We asked that", 3.0), Column("Owner and date", 1.9), Column("Answer", 1.5))
    return [*blocks, Table(columns, tuple(rows)), *_more(len(asks) - len(shown))]


def _overdue(ask: Ask, today: date) -> bool:
    return ask.status is not AskStatus.DONE and bool(ask.due) and ask.due < today.isoformat()


def _questions(questions: Sequence[IndicatorQuestion], room: Room, today: date) -> list[Block]:
    if not questions:
        return []
    shown = [
        replace(
            one,
            text=shorten(one.text, room.length),
            owner=shorten(one.owner, min(room.length, _OWNER)),
        )
        for one in questions[: room.questions]
    ]
    table = questions_table(shown, today)
    return [
        Heading("Open questions about the figures", 2),
        table,
        *_more(len(questions) - len(shown)),
    ]


def _measures(measures: Sequence[Measure], room: Room) -> list[Block]:
    blocks: list[Block] = [Heading("The team’s measures", 2)]
    if not measures:
        return [*blocks, Paragraph("No measure is kept for this team.")]
    shown = measures[: room.measures]
    rows = [_measure_row(measure, room) for measure in shown]
    titles = (("Measure", 2.2), ("Latest", 2.0), ("Target", 1.3), ("What the figures do", 2.0))
    used = [place for place in range(len(titles)) if any(row[place] for row in rows)]
    columns = tuple(Column(*titles[place]) for place in used)
    told = tuple(tuple(row[place] for place in used) for row in rows)
    blocks += [Table(columns, told), *_more(len(measures) - len(shown))]
    drawn = [one.chart for one in measures if one.chart is not None]
    blocks += [ChartBlock(chart, with_marks=False) for chart in drawn[: room.charts]]
    return blocks


def _measure_row(measure: Measure, room: Room) -> tuple[Words, ...]:
    indicator, latest = measure.indicator, measure.latest
    told = "No figure yet"
    if latest is not None:
        told = figures.value_in_words(indicator, latest.value or 0.0)
        if not figures.has_value(latest):
            told = shorten(latest.value_text, 60) or "No figure"
        told += f"\n{figures.period_in_words(latest)}"
        told += "\nlate" if measure.late else ""
    target = figures.target_at(measure.targets, latest.period if latest else None)
    aim = figures.target_in_words(indicator, target) if target else ""
    pressing = group_of(measure) is Group.LOOK
    judged = [Run(series_variation_words(measure.judged), strong=pressing)]
    if assurance := assurance_words(measure.judged.assurance):
        judged.append(Run(f"\n{assurance}"))
    name = shorten(indicator.name, min(room.length, _NAME))
    if measure.invented and name and "illustration" not in name.casefold():
        name += " (illustration)"
    return (name, told, aim[:1].upper() + aim[1:], tuple(judged))


def _suggestions(brief: Brief, measures: Sequence[Measure], room: Room, today: date) -> list[Block]:
    """Suggest what to ask: the figures, the open asks and unchecked concerns take turns."""
    sources = (
        _of_figures(measures, room, today),
        _of_asks(brief.asks, room, today),
        _of_findings(brief.visits, room),
    )
    turns = zip_longest(*(tuple(source) for source in sources))
    asked = [text for turn in turns for text in turn if text]
    unique = list(dict.fromkeys(shorten(text, room.length + _ASKED) for text in asked))
    if not unique:
        return []
    shown = unique[: room.suggestions]
    note = "Suggestions only: the words say what the figures and notes say, not why."
    questions = NumberedList(tuple(shown))
    return [
        Heading("Questions you might ask", 2),
        Together((Paragraph(note, Tone.SMALL, leads=True), questions)),
    ]


def _of_figures(measures: Sequence[Measure], room: Room, today: date) -> Iterator[str]:
    """Give the most pressing question of each measure whose figures are not ordinary."""
    for measure in measures:
        pressing = group_of(measure) in {Group.LOOK, Group.IMPROVING} or measure.late
        if measure.invented or not pressing:
            continue
        latest = measure.latest
        target = figures.target_at(measure.targets, latest.period if latest else None)
        often = figures.frequency_of(measure.indicator, measure.observations)
        late = late_figure(measure.indicator, latest, today, often)
        short = replace(
            measure.indicator, name=shorten(measure.indicator.name, min(room.length, _NAME))
        )
        yield suggested_questions(short, measure.judged, latest, target, late)[0]


def _of_asks(asks: Sequence[Ask], room: Room, today: date) -> Iterator[str]:
    for ask in asks:
        words = shorten(ask.action, room.length)
        if ask.status is AskStatus.DONE:
            yield f"We asked: “{words}” The service says that it is done. What shows it?"
        elif _overdue(ask, today):
            yield f"We asked: “{words}” It was due by {date_in_words(ask.due)}. What was done?"
        else:
            yield f"We asked: “{words}” How far has it come?"


def _of_findings(visits: Sequence[BriefVisit], room: Room) -> Iterator[str]:
    """Give the concerns that no later visit has spoken to: none with a finding on their theme."""
    later: set[str] = set()
    for visit in visits:
        for one in visit.findings:
            if one.kind == FindingKind.CONCERN.value and one.theme_id not in later and one.text:
                on = f"On {figures.day_in_words(visit.on)}" if visit.on else "On the last visit"
                yield f"{on} members noted: “{shorten(one.text, room.length)}” Is it still so?"
        later |= {one.theme_id for one in visit.findings if one.theme_id}
