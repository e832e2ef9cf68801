"""The tracker: each recommendation with its response, dates, progress and evidence from visits."""

from collections.abc import Iterable, Sequence

from visits_app.domain.drafting.actions import OVER, late_recommendations
from visits_app.domain.drafting.notes import add_notes
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
from visits_app.domain.recommendations import EvidenceKind, Response
from visits_app.domain.text import shorten
from visits_app.domain.tracker import Rag
from visits_app.domain.tracker_words import due_history, due_words, response_words

_QUOTED = 240

_ORDER = (Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN, Rag.NONE)
"""Ratings, what needs a look first."""


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
    add_notes(parts, records)
    words = (
        f"{counted(len(found), 'recommendation')} {'is' if len(found) == 1 else 'are'} on record"
    )
    words += f", {_how_many(open_, len(found))} open"
    if late:
        words += f"; {len(late)} {'is' if len(late) == 1 else 'are'} past the due date"
        words += f" on {day_in_words(records.today)}"
    words += "."
    parts.add("headline", words, sources=every)
    for rag in _ORDER:
        mine = [one.recommendation for one in found if one.line.rating.rag is rag]
        if mine:
            references = ", ".join(item.reference for item in mine)
            sources = [Source("recommendation", item.id) for item in mine]
            parts.row(f"headline:{rag.value}", rag.label, references, sources=sources)
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


def _how_many(part: int, whole: int) -> str:
    if part == whole:
        return "still" if whole == 1 else "all of them"
    return f"{part or 'none'} of them"


def _lines(records: PaperRecords) -> tuple[PaperPart, ...]:
    parts = PartList("recommendations")
    for one in records.recommendations:
        item = one.recommendation
        parts.row(
            f"recommendation:{item.id}",
            f"{item.reference} {item.title}\n{item.text.strip()}",
            f"{response_in_words(one)}\n{due_in_full(one)}",
            progress_in_words(one),
            sources=[
                Source("recommendation", item.id),
                *(Source("progress_update", update.id) for update in one.line.updates),
                *(
                    Source("acceptance", accepted.acceptance.id)
                    for accepted in one.line.acceptances
                ),
            ],
        )
    return parts.done()


def response_in_words(one: RecommendationRecord) -> str:
    """Return the executive's response with its reason, then who leads."""
    response = response_words(one.recommendation)
    if one.recommendation.response is Response.AWAITED:
        response = f"Response {response[:1].lower()}{response[1:]}"
    return "\n".join(part for part in (response, one.recommendation.owner) if part)


def due_in_full(one: RecommendationRecord) -> str:
    """Return the due date that holds and how often it slipped, with each date there was."""
    due = due_words(one.line)
    lines = [f"Due: {due[:1].lower()}{due[1:]}" if due else "No due date"]
    if len(one.line.due_steps) > 1:
        lines += due_history(one.line.due_steps)
    return "\n".join(lines)


def progress_in_words(one: RecommendationRecord) -> str:
    """Return the rating with its rule, what is accepted and claimed, and what officers say."""
    line = one.line
    lines = [f"{line.rating.rag.label}. {line.rating.why}", line.standing]
    if line.claimed is not None and line.claimed.text.strip():
        lines.append(f"{line.claimed.told_by or 'Officers'}: {line.claimed.text.strip()}")
    lines += [item.strip() for item in (line.recommendation.note,) if item.strip()]
    return "\n".join(lines)


def _evidence(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft what visits show for each recommendation: what supports it, then gaps beside it."""
    parts = PartList("evidence")
    for one in records.recommendations:
        item = one.recommendation
        parts.subheading(item.id, f"{item.reference} {item.title}")
        mine = evidence_of(records.evidence, item.id)
        for kind in EvidenceKind:
            for piece in mine:
                if piece.kind is kind:
                    parts.row(
                        f"evidence:{piece.key}:{piece.id}",
                        kind.label,
                        of_visit(piece.team, piece.on),
                        _shown(piece),
                        sources=evidence_sources(item.id, (piece,)),
                    )
    return parts.done()


def _shown(piece: EvidenceRecord) -> str:
    if not piece.finding_id:
        return piece.note.strip() or "The visit as a whole"
    note = f"\n{piece.note.strip()}" if piece.note.strip() else ""
    kind = f"{piece.finding_kind.capitalize()}: " if piece.finding_kind else ""
    return f"{kind}{quoted(piece.text)}{note}"


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


def evidence_in_words(one: EvidenceRecord) -> str:
    """Return "Fostering, 4 March 2014: “…”", or that the visit as a whole is meant."""
    if one.finding_id:
        words = f"{one.finding_kind}, {quoted(shorten(one.text, _QUOTED))}"
    else:
        words = "the visit as a whole"
    if one.note.strip():
        words += f"{' ' if one.finding_id else '. '}{one.note.strip()}"
    return f"{of_visit(one.team, one.on)}: {words}"
