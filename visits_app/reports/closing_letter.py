"""The letter that tells a team what came of a visit: what was seen, asked, answered, and next.

No restricted matter is in it, and nobody is named: people stand in it by their roles.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from visits_app.domain.forms import Form, Row
from visits_app.domain.registers import Team
from visits_app.domain.reviews import Correction, CorrectionDecision
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, AskStatus, FindingKind, Marking, Visit
from visits_app.reports.document import (
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    Heading,
    KeyFacts,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
)
from visits_app.reports.visit_answers import rows_of

_GROUPS = (
    (FindingKind.STRENGTH, "What members found strong"),
    (FindingKind.CONCERN, "What concerned them"),
    (FindingKind.IDEA, "Ideas they took away"),
)


@dataclass(frozen=True, slots=True)
class LetterMatter:
    """What a letter is written from; `kept_out` are question and row ("" for all) of restrictions.

    `dated` is the day of the letter.
    """

    visit: Visit
    form: Form
    team: Team | None
    asks: Sequence[Ask]
    corrections: Sequence[Correction] = ()
    kept_out: Collection[tuple[str, str]] = ()
    dated: date = date.min


def build(matter: LetterMatter) -> Document:
    """Return the letter as a document."""
    visit = matter.visit
    name = matter.team.name if matter.team else "the team"
    when = date_in_words(visit.visit_date.isoformat()) if visit.visit_date else "no date"
    day = date_in_words(matter.dated.isoformat())
    blocks: list[Block] = [
        KeyFacts(
            (
                Fact("To", _addressee(matter.team)),
                Fact("From", "The governance officer, for the members who visited"),
                Fact("Date", day),
                Fact("About", f"Visit of {when}, report {visit.reference}"),
            )
        ),
        Paragraph(
            f"Thank you for receiving members on {when}. This letter tells everybody in the team"
            " what came of the visit. Please share it with all whom members met."
        ),
        Heading("What members saw"),
        *_seen(matter),
        Heading("What was asked, and what was answered"),
        *_asked(matter),
        Heading("What happens next"),
        BulletList(tuple(_next(matter))),
        Paragraph("The governance officer", leads=False),
    ]
    return Document(
        title=f"What came of the visit to {name}",
        blocks=tuple(blocks),
        kind="Letter to the team" + (", example" if visit.example else ""),
        subtitle=day,
        subject=f"Closing letter to report {visit.reference}",
        author="The governance officer",
        marking="Example, invented" if visit.example else "",
        reference=visit.reference,
        dated=datetime.combine(matter.dated, time(12), UTC),
    )


def _addressee(team: Team | None) -> str:
    if team is None:
        return "The team"
    role = f"{team.lead_role[:1].upper()}{team.lead_role[1:]}" if team.lead_role else "The manager"
    # some roles name the team already: "Team manager, adoption"
    return role if "," in role else f"{role}, {team.name}"


def _is_held_back(visit: Visit) -> bool:
    return visit.marking in {Marking.RESTRICTED, Marking.EXEMPT}


def _seen(matter: LetterMatter) -> list[Block]:
    """Give the public summary and the findings; of a report that is held back neither."""
    visit, form = matter.visit, matter.form
    if _is_held_back(visit):
        words = (
            f"The report is marked {visit.marking.value}, so this letter does not say what"
            " members saw."
        )
        return [Paragraph(words)]
    blocks: list[Block] = []
    summary = visit.answers.get("summary")
    if isinstance(summary, str) and summary.strip() and not _hidden(matter, "summary"):
        blocks.append(Paragraph(summary.strip()))
    rows = [row for row in rows_of(visit, form, "findings") if not _hidden(matter, "findings", row)]
    for kind, title in _GROUPS:
        texts = tuple(
            str(row.get("text")) for row in rows if row.get("kind") == kind and row.get("text")
        )
        if texts:
            blocks += [Heading(title, 2), BulletList(texts)]
    return blocks or [Paragraph("Members wrote no findings that can be shared here.")]


def _asked(matter: LetterMatter) -> list[Block]:
    shown = _shown_asks(matter)
    left_out = len(matter.asks) - len(shown)
    blocks: list[Block] = []
    if shown:
        columns = (
            Column("Members asked that", 3.0),
            Column("Answer of the service", 2.6),
            Column("Who, and by when", 1.8),
        )
        rows = tuple((ask.action, _answer(ask), _who(ask)) for ask in shown)
        blocks.append(Table(columns, rows))
    elif not matter.asks:
        blocks.append(Paragraph("Members asked for nothing to be done."))
    if left_out:
        asks = "One ask is" if left_out == 1 else f"{left_out} asks are"
        words = f"{asks} not set out in this letter; the service has been asked directly."
        blocks.append(Paragraph(words, Tone.MUTED))
    return blocks


def _shown_asks(matter: LetterMatter) -> list[Ask]:
    if _is_held_back(matter.visit) or _hidden(matter, "asks"):
        return []
    return [ask for ask in matter.asks if ("asks", ask.id) not in matter.kept_out]


def _answer(ask: Ask) -> Words:
    status = "No response" if ask.status is AskStatus.OPEN else ask.status.label
    runs = [Run(status, strong=True)]
    if ask.response:
        runs.append(Run(f"\n{ask.response}"))
    return tuple(runs)


def _who(ask: Ask) -> Words:
    due = f"by {date_in_words(ask.agreed_due)}" if ask.agreed_due else ""
    named = "\n".join(part for part in (ask.agreed_owner, due) if part)
    if named or ask.status in {AskStatus.DECLINED, AskStatus.DONE, AskStatus.VERIFIED}:
        return named
    return (Run("Not named", muted=True),)


def _next(matter: LetterMatter) -> list[str]:
    """Say what happens from here, each in a sentence."""
    asks = matter.asks
    found = []
    if any(ask.status in {AskStatus.AGREED, AskStatus.PART} for ask in asks):
        found.append(
            "What was agreed is followed up by its day. The committee sees what is overdue."
        )
    if any(ask.status is AskStatus.DONE for ask in asks):
        found.append(
            "What the service says is done is looked at by a member on a later visit; only then"
            " does it count as done."
        )
    if any(ask.status is AskStatus.OPEN for ask in asks):
        found.append("Where no response has come, the report says so, and the service is reminded.")
    if any(ask.status is AskStatus.DECLINED for ask in asks):
        found.append("What was declined is reported to the committee with the reason given.")
    if any(one.decision is CorrectionDecision.DISAGREED for one in matter.corrections):
        found.append(
            "Where the service and members do not agree on a fact, both are printed side by side"
            " in the report."
        )
    found.append(
        "The report is not published."
        if _is_held_back(matter.visit)
        else "The report goes to the committee, and what may be published is published."
    )
    found.append("The next members who visit are given this report and what became of it.")
    return found


def _hidden(matter: LetterMatter, question_id: str, row: Row | None = None) -> bool:
    if (question_id, "") in matter.kept_out:
        return True
    return row is not None and (question_id, str(row.get("id"))) in matter.kept_out
