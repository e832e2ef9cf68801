"""The tracker: each recommendation with its response, dates, progress and evidence from visits."""

from collections.abc import Iterable, Sequence

from visits_app.domain.drafting.actions import OVER, late_recommendations
from visits_app.domain.drafting.records import (
    EvidenceRecord,
    PaperRecords,
    RecommendationRecord,
)
from visits_app.domain.drafting.wording import (
    PartList,
    counted,
    day_in_words,
    of_visit,
    quoted,
    visit_source,
)
from visits_app.domain.papers import PaperPart, Source
from visits_app.domain.recommendations import EvidenceKind, RecommendationStatus, Response
from visits_app.domain.text import shorten

_QUOTED = 240


def draft_tracker(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the tracker: headline, a line for each recommendation, and the evidence."""
    return (
        *_headline(records),
        *_lines(records),
        *_evidence(records),
    )


def _headline(records: PaperRecords) -> tuple[PaperPart, ...]:
    found = records.recommendations
    if not found:
        return ()
    parts = PartList("headline")
    every = [Source("recommendation", one.recommendation.id) for one in found]
    late = late_recommendations(records)
    open_ = sum(one.recommendation.status not in OVER for one in found)
    words = f"{counted(len(found), 'recommendation')} {'is' if len(found) == 1 else 'are'} on "
    words += f"record, {open_ or 'none'} of them open" if len(found) > 1 else "record"
    words += f"; on {day_in_words(records.today)} {len(late) or 'none'} "
    words += f"{'is' if len(late) == 1 else 'are'} past the due date."
    parts.add("headline", words, sources=every)
    for status in RecommendationStatus:
        mine = [one.recommendation.id for one in found if one.recommendation.status is status]
        if mine:
            sources = [Source("recommendation", id) for id in mine]
            parts.row(f"headline:{status.value}", status.label, str(len(mine)), sources=sources)
    waits = [
        one.recommendation
        for one in found
        if one.recommendation.response is Response.AWAITED and one.recommendation.status not in OVER
    ]
    if waits:
        references = ", ".join(one.reference for one in waits)
        sources = [Source("recommendation", one.id) for one in waits]
        parts.row("headline:awaited", "Response awaited", references, sources=sources)
    return parts.done()


def _lines(records: PaperRecords) -> tuple[PaperPart, ...]:
    parts = PartList("recommendations")
    for one in records.recommendations:
        item = one.recommendation
        parts.row(
            f"recommendation:{item.id}",
            f"{item.reference} {item.title}\n{item.text.strip()}",
            response_in_words(one),
            due_in_full(one),
            progress_in_words(one),
            sources=[
                Source("recommendation", item.id),
                *(Source("progress_update", update.id) for update in one.updates),
                *(Source("acceptance", accepted.id) for accepted, _ in one.acceptances),
            ],
        )
    return parts.done()


def response_in_words(one: RecommendationRecord) -> str:
    """Return the executive's response with its reason, then who leads."""
    item = one.recommendation
    lines = [f"{item.response.label}"]
    if item.response is Response.AWAITED:
        lines = ["Response awaited"]
    if item.responded_on:
        lines[0] += f", {day_in_words(item.responded_on)}"
    if item.response_reason.strip():
        lines.append(item.response_reason.strip())
    lines += [part for part in (item.owner, item.cabinet_member) if part]
    return "\n".join(lines)


def due_in_full(one: RecommendationRecord) -> str:
    """Return the due date that holds, the first one, and how often it slipped."""
    item = one.recommendation
    lines = [day_in_words(item.due) if item.due else item.due_text or "No date"]
    if item.due and item.due_text:
        lines.append(item.due_text)
    if item.original_due and item.due and item.original_due != item.due:
        lines.append(f"First due {day_in_words(item.original_due)}")
        if slips := _slips(one):
            lines.append(f"Slipped {'once' if slips == 1 else f'{slips} times'}")
    return "\n".join(lines)


def _slips(one: RecommendationRecord) -> int:
    """Count the acceptances that put the due date later than it was."""
    held, slips = one.recommendation.original_due, 0
    for accepted, _ in one.acceptances:
        if accepted.due is not None:
            slips += held is not None and accepted.due > held
            held = accepted.due
    return slips


def progress_in_words(one: RecommendationRecord) -> str:
    """Return what the committee accepted last, and what officers say since."""
    item, lines = one.recommendation, []
    if one.acceptances:
        accepted, meeting = one.acceptances[-1]
        lines.append(f"{accepted.status.label}, accepted by {meeting}")
    else:
        lines.append(item.status.label)
    if one.updates:
        update = one.updates[-1]
        told = f"{update.told_by or 'Officers'}, {day_in_words(update.told_on)}"
        text = f" {update.text.strip()}" if update.text.strip() else ""
        lines.append(f"{told}: {update.status.label}.{text}")
    if item.note.strip():
        lines.append(item.note.strip())
    return "\n".join(lines)


def _evidence(records: PaperRecords) -> tuple[PaperPart, ...]:
    parts = PartList("evidence")
    for one in records.recommendations:
        item = one.recommendation
        mine = evidence_of(records.evidence, item.id)
        shown = [piece for piece in mine if piece.kind is not EvidenceKind.CONTEXT]
        if shown:
            parts.row(
                f"evidence:{item.id}",
                f"{item.reference} {item.title}",
                evidence_lines(shown, EvidenceKind.SUPPORTS),
                evidence_lines(shown, EvidenceKind.GAP),
                sources=evidence_sources(item.id, shown),
            )
    return parts.done()


def evidence_of(
    evidence: Iterable[EvidenceRecord], recommendation_id: str
) -> tuple[EvidenceRecord, ...]:
    """Return the evidence for one recommendation, oldest first."""
    mine = (one for one in evidence if one.recommendation_id == recommendation_id)
    return tuple(sorted(mine, key=lambda one: one.place))


def evidence_sources(
    recommendation_id: str, evidence: Sequence[EvidenceRecord]
) -> tuple[Source, ...]:
    """Return the records behind some evidence."""
    return (
        Source("recommendation", recommendation_id),
        *(Source("evidence_link", one.id) for one in evidence),
        *(visit_source(one.visit_id) for one in evidence),
    )


def evidence_lines(evidence: Iterable[EvidenceRecord], kind: EvidenceKind) -> str:
    """Return the evidence of a kind, a paragraph each; "None linked" where there is none."""
    found = [evidence_in_words(one) for one in evidence if one.kind is kind]
    return "\n\n".join(found) or "None linked"


def evidence_in_words(one: EvidenceRecord) -> str:
    """Return "Fostering, 4 March 2014: “…”", or that the visit as a whole is meant."""
    if one.finding_id:
        words = f"{one.finding_kind}, {quoted(shorten(one.text, _QUOTED))}"
    else:
        words = "the visit as a whole"
    if one.note.strip():
        words += f"{' ' if one.finding_id else '. '}{one.note.strip()}"
    return f"{of_visit(one.team, one.on)}: {words}"
