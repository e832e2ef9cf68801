"""The restricted appendix: everything the public version leaves out, and the full counts."""

from collections.abc import Iterator

from visits_app.domain.actions import ActionOrigin
from visits_app.domain.drafting.asks import did, said
from visits_app.domain.drafting.coverage import planned_visits, total
from visits_app.domain.drafting.records import AskRecord, PaperRecords, VisitRecord
from visits_app.domain.drafting.restricting import without_restricted
from visits_app.domain.drafting.visits import names_in_words
from visits_app.domain.drafting.wording import (
    PartList,
    counted,
    day_in_words,
    of_visit,
    visit_source,
)
from visits_app.domain.paper_sections import APPENDIX
from visits_app.domain.papers import PaperKind, PaperPart, Source

_ANSWERS = {
    "summary": "The public summary",
    "visitors": "Who visited",
    "confidence": "How assured the visitors were",
    "not_held_reason": "Why it was not held",
    "findings": "The findings",
    "asks": "What was asked of the service",
    "questions": "The questions put to the team",
}


def draft_appendix(kind: PaperKind, records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the appendix: what the public parts of this kind of paper leave out.

    Nothing where nothing of it is restricted and every report is marked.
    """
    parts = PartList(APPENDIX, restricted=True)
    of_visits = kind in {PaperKind.SUMMARY, PaperKind.FINAL}
    if of_visits:
        _counts(records, parts)
    _unmarked(records, parts)
    if of_visits:
        _visits(records, parts)
    if kind is not PaperKind.TRACKER:
        parts.subheading("asks", "Asks and actions")
        for ask in sorted(records.asks, key=lambda one: one.place):
            if ask.restricted:
                _ask(ask, parts)
        _actions(records, parts)
    if of_visits:
        parts.subheading("facts", "Corrections and meetings")
        _corrections(records, parts)
        _items(records, parts)
    if of_visits or kind is PaperKind.TRACKER:
        parts.subheading("recommendations", "Recommendations and their evidence")
        _evidence(records, parts)
    return parts.done()


def _unmarked(records: PaperRecords, parts: PartList) -> None:
    """Name the reports that are told of in public parts before anybody marked them."""
    unmarked = [one for one in records.visits if not one.marked and not one.restricted]
    if unmarked:
        references = ", ".join(sorted(one.reference for one in unmarked))
        is_are = "is" if len(unmarked) == 1 else "are"
        parts.add(
            "restricted:unmarked",
            f"{counted(len(unmarked), 'report')} {is_are} not marked as open, restricted or "
            f"exempt yet, and {is_are} told of in the public parts: {references}.",
            sources=[visit_source(one.id) for one in unmarked],
        )


def _visits(records: PaperRecords, parts: PartList) -> None:
    parts.subheading("reports", "Reports")
    for visit in sorted(records.visits, key=lambda one: one.place):
        if visit.restricted:
            _whole_visit(records, visit, parts)
    parts.subheading("passages", "Answers and rows of other reports")
    for visit in sorted(records.visits, key=lambda one: one.place):
        if not visit.restricted:
            _passages(visit, parts)


def _counts(records: PaperRecords, parts: PartList) -> None:
    """Tell the counts with what is restricted, where they differ from the public ones."""
    public = without_restricted(records)
    whole = total(planned_visits(records.rota, records.visits))
    open_ = total(planned_visits(public.rota, public.visits))
    found = sum(len(one.findings) for one in records.visits)
    shown = sum(len(one.findings) for one in public.visits)
    if (whole, found) == (open_, shown):
        return
    parts.add(
        "restricted:counts",
        f"With what is restricted, {counted(whole.planned, 'visit was', 'visits were')} planned, "
        f"{whole.held} held and {whole.reported} reported, with "
        f"{counted(found, 'finding')}. The public parts count {open_.planned}, {open_.held}, "
        f"{open_.reported} and {shown}.",
        sources=[visit_source(one.id) for one in records.visits],
    )


def _whole_visit(records: PaperRecords, visit: VisitRecord, parts: PartList) -> None:
    lines = [f"{visit.kind}. Visitors: {names_in_words(visit.visitors, records.members)}."]
    if not visit.held:
        lines.append(f"Did not take place: {visit.why_not_held or 'no reason was given'}")
    if visit.confidence:
        lines.append(f"Confidence: {visit.confidence}.")
    if visit.summary.strip():
        lines.append(visit.summary.strip())
    lines += [
        f"{one.kind.capitalize()}{f', {one.theme}' if one.theme else ''}: {one.text.strip()}"
        for one in visit.findings
    ]
    lines += [
        f"Asked: {one.text.strip()} Told: {one.answer.strip() or 'no answer was noted'}"
        for one in visit.questions
        if one.text.strip()
    ]
    parts.row(
        f"restricted:visit:{visit.id}",
        f"{of_visit(visit.team, visit.on)}\n{visit.reference}",
        "\n\n".join(lines),
        visit.restricted,
        sources=[
            visit_source(visit.id),
            *(Source("finding", one.id) for one in visit.findings),
            *(Source("question", one.id) for one in visit.questions),
        ],
    )


def _passages(visit: VisitRecord, parts: PartList) -> None:
    where = f"{of_visit(visit.team, visit.on)}\n{visit.reference}"
    for key, words, why, source in _of_visit(visit):
        parts.row(f"restricted:{key}", where, words, why, sources=[source, visit_source(visit.id)])


def _of_visit(visit: VisitRecord) -> Iterator[tuple[str, str, str, Source]]:
    told = {
        "summary": visit.summary.strip(),
        "confidence": visit.confidence,
        "not_held_reason": visit.why_not_held.strip(),
    }
    for question_id, why in visit.answers_restricted:
        if question_id in {"findings", "asks", "questions", "ask_checks"}:
            continue  # told row by row
        name = _ANSWERS.get(question_id, f"The answer “{question_id}”")
        words = told.get(question_id, "")
        yield (
            f"answer:{visit.id}:{question_id}",
            f"{name}: {words}" if words else f"{name}.",
            why,
            visit_source(visit.id),
        )
    for finding in visit.findings:
        if finding.restricted:
            theme = f", {finding.theme}" if finding.theme else ""
            words = f"{finding.kind.capitalize()}{theme}: {finding.text.strip()}"
            yield (
                f"finding:{finding.id}",
                words,
                finding.restricted,
                Source("finding", finding.id),
            )
    for question in visit.questions:
        if question.restricted:
            words = f"Asked: {question.text.strip()} Told: {question.answer.strip()}"
            yield (
                f"question:{question.id}",
                words,
                question.restricted,
                Source("question", question.id),
            )
    for check in visit.checks:
        if check.restricted:
            words = f"Of an earlier ask: {check.result}. {check.note.strip()}"
            key = f"check:{visit.id}:{check.ask_id}"
            yield key, words, check.restricted, Source("ask", check.ask_id)


def _ask(ask: AskRecord, parts: PartList) -> None:
    parts.row(
        f"restricted:ask:{ask.ask.id}",
        of_visit(ask.team, ask.on),
        f"We asked: {ask.ask.action.strip()}\nYou said: {said(ask)}\nWe did: {did(ask)}",
        ask.restricted,
        sources=[Source("ask", ask.ask.id), visit_source(ask.visit_id)],
    )


def _actions(records: PaperRecords, parts: PartList) -> None:
    for record in records.actions:
        if not record.restricted:
            continue
        action = record.line.action
        table = "indicator_question" if action.origin is ActionOrigin.QUESTION else "action"
        response = f" {action.response.strip()}" if action.response.strip() else ""
        parts.row(
            f"restricted:{table}:{action.id}",
            record.line.source,
            f"{action.text.strip()}\n{action.status.label}.{response}",
            record.restricted,
            sources=[Source(table, action.id)],
        )


def _corrections(records: PaperRecords, parts: PartList) -> None:
    for item in records.corrections:
        if item.restricted:
            parts.row(
                f"restricted:correction:{item.correction.id}",
                of_visit(item.team, item.on),
                f"The report says: {item.correction.passage.strip()}\nThe service proposes: "
                f"{item.correction.proposed.strip()}",
                item.restricted,
                sources=[Source("correction", item.correction.id), visit_source(item.visit_id)],
            )


def _evidence(records: PaperRecords, parts: PartList) -> None:
    for one in records.evidence:
        if one.restricted:
            text = one.text.strip() or "The visit as a whole"
            parts.row(
                f"restricted:evidence:{one.key}:{one.id}",
                of_visit(one.team, one.on),
                f"{one.kind.label}: {text}",
                one.restricted,
                sources=[Source("evidence_link", one.id), visit_source(one.visit_id)],
            )
    for recommended in records.recommendations:
        if recommended.restricted:
            item_ = recommended.recommendation
            parts.row(
                f"restricted:recommendation:{item_.id}",
                item_.reference,
                f"{item_.title}\n{item_.text.strip()}",
                recommended.restricted,
                sources=[Source("recommendation", item_.id)],
            )


def _items(records: PaperRecords, parts: PartList) -> None:
    for meeting in records.meetings:
        for agenda in meeting.items:
            if agenda.restricted:
                parts.row(
                    f"restricted:item:{agenda.id}",
                    f"{meeting.meeting.body}, {day_in_words(meeting.meeting.held_on)}",
                    agenda.title,
                    agenda.restricted,
                    sources=[Source("meeting", meeting.meeting.id)],
                )
