"""The recommendation tracker as a committee reads it: a summary first, then a block for each."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from visits_app.domain.papers import Version
from visits_app.domain.recommendations import Evidence, EvidenceKind
from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.tracker import Rag, TrackerLine
from visits_app.domain.tracker_rules import meeting_in_words
from visits_app.domain.tracker_words import (
    due_history,
    due_words,
    evidence_place,
    evidence_words,
    response_words,
)
from visits_app.reports.document import (
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Together,
    Tone,
    Words,
)

TITLE = "Recommendation tracker"
RESTRICTED_MARKING = "Restricted: not for publication"

WORDS_OF_EVIDENCE = 3
"""Visits of each kind that a block gives in words, newest first; the others are named."""

MOST_PROGRESS = 4
"""Updates and acceptances a block gives, newest first: the older ones are counted."""

_EXCERPT = 280
_FIRST_FACTS = 3
"""Facts that stay with the heading: rating, where it stands, due."""

_ORDER = (Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN, Rag.NONE)
_EMPTY = "No recommendation is on record for this period."


def tracker_document(
    lines: Sequence[TrackerLine],
    *,
    title: str = TITLE,
    period: str = "",
    dated: date | datetime,
    version: Version = Version.PUBLIC,
) -> Document:
    """Return the tracker as a paper: what it comes to, a table of all, then a block for each.

    `period` is said under the title as it is ("2013/14"). `dated` is the day the tracker reads as
    of. The lines are printed as they are given: those of a public paper must be read as public.
    """
    day = dated.date() if isinstance(dated, datetime) else dated
    at = dated if isinstance(dated, datetime) else datetime.combine(dated, time(12), UTC)
    as_at = f"As at {date_in_words(day.isoformat())}"
    blocks: list[Block] = [Paragraph(_comes_to(lines), Tone.LEAD)]
    if lines:
        blocks += [
            _summary(lines),
            PageBreak(),
            Heading("Each recommendation"),
        ]
        for line in lines:
            blocks += _block(line)
        blocks += [Heading("How the ratings are read"), BulletList(_rules())]
    return Document(
        title=title,
        blocks=tuple(blocks),
        kind="Recommendations",
        subtitle=" · ".join(part for part in (period, as_at) if part),
        subject=" ".join(part for part in (title, period) if part),
        marking=RESTRICTED_MARKING if version is Version.RESTRICTED else "",
        reference=as_at,
        dated=at,
    )


def _comes_to(lines: Sequence[TrackerLine]) -> Words:
    if not lines:
        return _EMPTY
    counts = {rag: sum(line.rating.rag is rag for line in lines) for rag in _ORDER}
    told = [f"{number} {rag.word.lower()}" for rag, number in counts.items() if number]
    many = "1 recommendation" if len(lines) == 1 else f"{len(lines)} recommendations"
    waiting = sum("not yet accepted" in line.standing for line in lines)
    words = f": {', '.join(told)}."
    if waiting:
        has = "update waits" if waiting == 1 else "updates wait"
        words += f" {waiting} {has} to be accepted at a meeting."
    return (Run(many, strong=True), Run(words))


def _summary(lines: Sequence[TrackerLine]) -> Table:
    columns = (
        Column("Recommendation", 2.4),
        Column("Lead officer", 1.5),
        Column("Due", 1.4),
        Column("Accepted status", 1.3),
        Column("Rating", 1.5),
    )
    rows = tuple(
        (
            (
                Run(line.recommendation.reference, strong=True),
                Run(f"\n{line.recommendation.title}"),
            ),
            line.recommendation.owner,
            due_words(line) or "No date",
            _status_cell(line),
            (Run(line.rating.rag.label, strong=True),),
        )
        for line in lines
    )
    return Table(columns, rows)


def _status_cell(line: TrackerLine) -> Words:
    status = line.status.label
    if line.claimed is not None and "not yet accepted" in line.standing:
        claim = line.claimed.status.label
        return (Run(status), Run(f"\nClaimed since: {claim}", muted=True))
    return status


def _rules() -> tuple[Words, ...]:
    told = (
        (Rag.GREEN, "a meeting accepted that it is complete. Members confirm that, not officers."),
        (
            Rag.AMBER,
            "on track without a date, slipped once, paused, or said to be done and not yet "
            "accepted.",
        ),
        (
            Rag.RED,
            "overdue, slipped twice or more, slipping without a new date, rejected without a "
            "reason, or no response within two months.",
        ),
        (Rag.GREY, "the due date is to come and has not moved."),
    )
    return tuple((Run(rag.label, strong=True), Run(f", if {words}")) for rag, words in told)


def _block(line: TrackerLine) -> list[Block]:
    item = line.recommendation
    facts = _facts(line)
    # long facts would go to the next page whole and leave their heading alone
    head = (
        Heading(f"{item.reference} {item.title}", 2),
        Paragraph(item.text),
        KeyFacts(facts[:_FIRST_FACTS]),
    )
    blocks: list[Block] = [Together(head)]
    if facts[_FIRST_FACTS:]:
        blocks.append(KeyFacts(facts[_FIRST_FACTS:]))
    progress = _progress(line)
    if progress is not None:
        blocks += [Heading("Progress", 3), progress]
    blocks += _evidence(line)
    return blocks


def _facts(line: TrackerLine) -> tuple[Fact, ...]:
    item = line.recommendation
    made = date_in_words(item.made_on.isoformat()) if item.made_on else ""
    if line.made_at is not None:
        made = meeting_in_words(line.made_at)
    made = ", ".join(part for part in (made, item.origin) if part)
    rating: Words = (
        Run(line.rating.rag.label, strong=True),
        Run(f". {line.rating.why}"),
    )
    facts: tuple[tuple[str, Words], ...] = (
        ("Rating", rating),
        ("Where it stands", line.standing),
        ("Due", due_words(line) or "No date is agreed."),
        ("Due dates", " ".join(due_history(line.due_steps)) if line.slips else ""),
        ("Lead officer", item.owner),
        ("Response", response_words(item)),
        ("Timetable", item.timetable),
        ("Made", made),
        ("Earlier references", ", ".join(line.references[:-1])),
        ("Followed under", line.superseded_by),
        ("Next review", date_in_words(item.review_on.isoformat()) if item.review_on else ""),
        ("To be noted", " ".join(line.notes)),
        ("Note", item.note),
    )
    return tuple(Fact(label, words) for label, words in facts if words)


def _progress(line: TrackerLine) -> Table | None:
    """Give what was claimed and what was accepted, the newest first, each by its name."""
    told: list[tuple[date, str, Words, str]] = []
    for update in line.updates:
        asked = f" Asks for {date_in_words(update.due.isoformat())}." if update.due else ""
        told.append(
            (
                update.told_on,
                "Officers claim",
                (Run(update.status.label, strong=True), Run(f"\n{update.text}{asked}")),
                update.told_by,
            )
        )
    for accepted in line.acceptances:
        one = accepted.acceptance
        agreed = f"\nDue date agreed: {date_in_words(one.due.isoformat())}." if one.due else ""
        note = f"\n{one.note}" if one.note else ""
        told.append(
            (
                one.accepted_on,
                "Committee accepted",
                (Run(one.status.label, strong=True), Run(f"{agreed}{note}")),
                accepted.meeting.body,
            )
        )
    if not told:
        return None
    told.sort(key=lambda one: one[0], reverse=True)
    rows: list[tuple[Words, ...]] = [
        (date_in_words(on.isoformat()), (Run(who, strong=True), Run(f"\n{by}", muted=True)), what)
        for on, who, what, by in told[:MOST_PROGRESS]
    ]
    older = len(told) - MOST_PROGRESS
    caption = ""
    if older > 0:
        caption = f"The newest {MOST_PROGRESS} entries; {older} older on record."
    columns = (Column("Date", 1.2), Column("Who", 1.6), Column("What", 3.4))
    return Table(columns, tuple(rows), caption)


def _evidence(line: TrackerLine) -> list[Block]:
    """Give gaps beside support: counts in a sentence, then both next to each other."""
    blocks: list[Block] = [
        Heading("What visits show", 3),
        Paragraph(_evidence_sentence(line), leads=bool(line.evidence)),
    ]
    support, gaps = line.of(EvidenceKind.SUPPORTS), line.of(EvidenceKind.GAP)
    if support and gaps:
        sides = _newest(support), _newest(gaps)
        length = max(len(side) for side in sides)
        rows = tuple(
            tuple(side[place] if place < len(side) else "" for side in sides)
            for place in range(length)
        )
        columns = (
            Column(f"Supports it ({len(support)})"),
            Column(f"Shows a gap ({len(gaps)})"),
        )
        blocks.append(Table(columns, rows))
    elif support or gaps:
        blocks.append(BulletList(tuple(_newest(support or gaps))))
    context = line.of(EvidenceKind.CONTEXT)
    if context:
        names = "; ".join(evidence_place(item) for item in context)
        blocks.append(Paragraph((Run("Context: ", strong=True), Run(f"{names}."))))
    return blocks


def _evidence_sentence(line: TrackerLine) -> str:
    """Say how much of what visits found supports it and how much shows a gap, none included."""
    if not line.evidence:
        return "No visit speaks to it yet."
    support = line.counts.get(EvidenceKind.SUPPORTS, 0)
    gaps = line.counts.get(EvidenceKind.GAP, 0)
    context = line.counts.get(EvidenceKind.CONTEXT, 0)
    told = [
        f"{support or 'Nothing'} {'support' if support > 1 else 'supports'} it",
        f"{gaps or 'nothing'} {'show' if gaps > 1 else 'shows'} a gap",
    ]
    if context:
        told.append(f"{context} {'give' if context > 1 else 'gives'} context")
    return f"Of what visits found: {', '.join(told)}.".replace(": Nothing", ": nothing")


def _newest(evidence: Sequence[Evidence]) -> list[Words]:
    """Give the newest visits in words, one a cell, and name the others in a last cell."""
    ordered = sorted(evidence, key=lambda one: one.visit_date or date.min, reverse=True)
    cells: list[Words] = []
    for item in ordered[:WORDS_OF_EVIDENCE]:
        runs = [
            Run(evidence_place(item), strong=True),
            Run(f"\n{shorten(evidence_words(item), _EXCERPT)}"),
        ]
        if item.link.note:
            runs.append(Run(f"\n{shorten(item.link.note, _EXCERPT)}", muted=True))
        cells.append(tuple(runs))
    rest = ordered[WORDS_OF_EVIDENCE:]
    if rest:
        names = "; ".join(evidence_place(item) for item in rest)
        cells.append((Run("Also: ", strong=True), Run(f"{names}.")))
    return cells
