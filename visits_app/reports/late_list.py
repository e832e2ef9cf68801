"""What is late on paper: for the officer's round of telephone calls, grouped by what it is."""

from collections.abc import Sequence
from datetime import date

from visits_app.domain.late import MOST_OF_A_KIND, LateKind, LateThing, by_kind, counted
from visits_app.domain.text import date_in_words
from visits_app.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Tone,
)

_COLUMNS = (Column("What", 3.2), Column("Waits for", 1.8), Column("Who", 1.6), Column("Due", 1.5))


def build(things: Sequence[LateThing], *, today: date) -> Document:
    """Return the list of what is late on `today`, a table a kind, the longest late first."""
    blocks: list[Block] = [Paragraph(headline(things), Tone.LEAD)]
    for kind, late in by_kind(things):
        blocks.append(Heading(kind.label, 2))
        blocks.append(Table(_COLUMNS, tuple(_row(thing, today) for thing in late)))
    when = date_in_words(today.isoformat())
    return Document(
        title="What is late",
        blocks=tuple(blocks),
        kind="For the governance officer",
        subtitle=f"As at {when}",
        subject=f"What is late as at {when}",
        reference=f"As at {when}",
    )


def headline(things: Sequence[LateThing]) -> str:
    """Return "7 things are late: 3 asks of visits, 2 reports of visits, 2 actions."."""
    if not things:
        return "Nothing is late."
    parts = [f"{counted(late)} {_few(kind, len(late))}" for kind, late in by_kind(things)]
    if any(len(late) >= MOST_OF_A_KIND for _, late in by_kind(things)):
        return f"More is late than this list holds: {', '.join(parts)}."
    count = "One thing is late" if len(things) == 1 else f"{len(things)} things are late"
    return f"{count}: {', '.join(parts)}."


def _row(thing: LateThing, today: date) -> tuple[str, str, str, str]:
    due = f"{date_in_words(thing.due.isoformat())}, {thing.since(today)}"
    return (thing.title, thing.waits_for, thing.owner or "Not named", due)


def _few(kind: LateKind, count: int) -> str:
    one, many = {
        LateKind.REPORT: ("report of a visit", "reports of visits"),
        LateKind.REVIEW: ("report in hand", "reports in hand"),
        LateKind.ASK: ("ask", "asks"),
        LateKind.ACTION: ("action", "actions"),
        LateKind.QUESTION: ("question", "questions"),
        LateKind.RECOMMENDATION: ("recommendation", "recommendations"),
        LateKind.SHEET: ("sheet", "sheets"),
        LateKind.PAPERS: ("meeting’s papers", "meetings’ papers"),
        LateKind.TEAM: ("team waiting for a visit", "teams waiting for a visit"),
    }[kind]
    return one if count == 1 else many
