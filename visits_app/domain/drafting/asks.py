"""What members asked for, what the service said and did, and comments with their responses."""

from collections.abc import Iterable, Mapping, Sequence

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.drafting.records import (
    AskRecord,
    CheckRecord,
    PaperRecords,
    VisitRecord,
)
from visits_app.domain.drafting.wording import (
    PartList,
    day_in_words,
    due_in_words,
    of_visit,
    quoted,
    visit_source,
)
from visits_app.domain.papers import PaperPart, Source
from visits_app.domain.reviews import CorrectionDecision
from visits_app.domain.visits import AskStatus

Checks = Mapping[str, Sequence[tuple[VisitRecord, CheckRecord]]]
"""What later visits saw of an ask, by its id, oldest first."""

_NO_REASON = "No reason is on record."

GROUPS = (
    ("done", "Done", frozenset({AskStatus.DONE, AskStatus.VERIFIED})),
    ("agreed", "Agreed, not done yet", frozenset({AskStatus.AGREED, AskStatus.PART})),
    ("not_done", "Not done, and why", frozenset({AskStatus.DECLINED})),
    ("waiting", "No response yet", frozenset({AskStatus.OPEN})),
)
"""Asks by what became of them: id, title and statuses."""


def asks_of_period(records: PaperRecords) -> tuple[AskRecord, ...]:
    """Return asks made, answered or verified in the period, oldest first."""
    return tuple(
        one
        for one in sorted(records.asks, key=lambda one: one.place)
        if records.holds(one.on)
        or records.holds(one.ask.responded_on)
        or records.holds(one.ask.verified_on)
    )


def checks_of(visits: Iterable[VisitRecord]) -> Checks:
    """Return what the period's visits saw of earlier asks."""
    found: dict[str, list[tuple[VisitRecord, CheckRecord]]] = {}
    for visit in sorted(visits, key=lambda one: one.place):
        for check in visit.checks:
            found.setdefault(check.ask_id, []).append((visit, check))
    return found


def draft_said_and_did(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft every ask of the period in one section, grouped by what became of it."""
    parts = PartList("said_and_did")
    asks, checks = asks_of_period(records), checks_of(records.visits)
    for name, title, statuses in GROUPS:
        parts.subheading(name, title)
        for one in asks:
            if one.ask.status in statuses:
                _ask_row(parts, one, checks)
    return parts.done()


def draft_groups(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the asks of the period as a paper of their own, a section a group."""
    asks, checks = asks_of_period(records), checks_of(records.visits)
    found: list[PaperPart] = []
    for name, _, statuses in GROUPS:
        parts = PartList(name)
        for one in asks:
            if one.ask.status in statuses:
                _ask_row(parts, one, checks, why_not=name == "not_done")
        found += parts.done()
    return tuple(found)


def _ask_row(parts: PartList, one: AskRecord, checks: Checks, *, why_not: bool = False) -> None:
    """Add a row; with `why_not` the service's reason stands where else its deed does."""
    seen = checks.get(one.ask.id, ())
    ask = one.ask
    on = f"\n{day_in_words(ask.responded_on)}" if ask.responded_on else ""
    parts.row(
        f"ask:{ask.id}",
        asked(one),
        f"No{on}" if why_not else said(one),
        (ask.response.strip() or _NO_REASON) if why_not else did(one, seen),
        sources=[
            Source("ask", one.ask.id),
            visit_source(one.visit_id),
            *(visit_source(visit.id) for visit, _ in seen),
        ],
    )


def asked(one: AskRecord) -> str:
    """Return what was asked, and on which visit."""
    return f"{one.ask.action.strip() or 'No words were written.'}\n{of_visit(one.team, one.on)}"


def said(one: AskRecord) -> str:
    """Return what the service said, and when."""
    ask = one.ask
    lines = [ask.status.label if ask.status is not AskStatus.VERIFIED else "Done"]
    if ask.response.strip():
        lines.append(ask.response.strip())
    elif ask.status is AskStatus.DECLINED:
        lines.append(_NO_REASON)
    if ask.responded_on:
        lines.append(day_in_words(ask.responded_on))
    return "\n".join(lines)


def did(one: AskRecord, seen: Sequence[tuple[VisitRecord, CheckRecord]] = ()) -> str:
    """Return what was done, what shows it, and what members saw of it later."""
    ask = one.ask
    lines = []
    if ask.evidence.strip():
        lines.append(ask.evidence.strip())
    match ask.status:
        case AskStatus.VERIFIED:
            # Without the visit, which may be restricted, the day would tell of it.
            at = f" at the visit to {one.verified_at}" if one.verified_at else ""
            if all(visit.id != ask.verified_visit_id for visit, _ in seen):
                lines.append(f"Seen by members{at}.")
        case AskStatus.DONE:
            lines.append("Not verified on a visit yet.")
        case AskStatus.DECLINED:
            lines.append("Not done.")
        case AskStatus.AGREED | AskStatus.PART:
            lines.append(f"Not done yet, {due_in_words(one.due_words)}.")
        case AskStatus.OPEN:
            lines.append(f"Nothing is on record, {due_in_words(one.due_words)}.")
    for visit, check in seen:
        note = f" {' '.join(check.note.split())}" if check.note.strip() else ""
        at = of_visit(visit.team, visit.on)
        lines.append(f"Seen by members at the visit to {at}: {_lower(check.result)}.{note}")
    return "\n".join(lines)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def draft_comments(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft what members asked on visits, of the figures, and what the service says of facts."""
    parts = PartList("comments")
    parts.subheading("visits", "Put to teams on visits")
    for visit in sorted(records.visits, key=lambda one: one.place):
        for question in sorted(visit.questions, key=lambda one: (one.position, one.id)):
            if question.text.strip():
                parts.row(
                    f"question:{question.id}",
                    of_visit(visit.team, visit.on),
                    question.text.strip(),
                    question.answer.strip() or "No answer was noted.",
                    sources=[Source("question", question.id), visit_source(visit.id)],
                )
    parts.subheading("figures", "Put to officers about the figures")
    for one in records.actions:
        action = one.line.action
        raised = records.holds(action.raised_on) or records.holds(action.responded_on)
        if action.origin is ActionOrigin.QUESTION and raised:
            response = action.response.strip() or action.status.label
            parts.row(
                f"figure_question:{action.id}",
                one.line.source,
                action.text.strip(),
                response,
                sources=[Source("indicator_question", action.id)],
            )
    parts.subheading("facts", "Facts the service put right or disputes")
    for item in sorted(records.corrections, key=lambda one: (one.on, one.team, one.correction.id)):
        correction = item.correction
        if correction.decision is CorrectionDecision.OPEN:
            answer = "Not decided yet."
        else:
            note = correction.decision_note.strip()
            answer = f"{correction.decision.label}.{f' {note}' if note else ''}"
        parts.row(
            f"correction:{correction.id}",
            of_visit(item.team, item.on),
            f"The report says: {quoted(correction.passage)}",
            f"The service proposes: {quoted(correction.proposed)}\n{answer}",
            sources=[Source("correction", correction.id), visit_source(item.visit_id)],
        )
    return parts.done()
