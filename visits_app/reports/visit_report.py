"""A visit as a committee paper: what matters first, then every answer in the form's order."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from visits_app.domain.answer_words import GONE
from visits_app.domain.charts import Chart
from visits_app.domain.differences import differences
from visits_app.domain.form_rules import Names, asked, in_words, is_answered
from visits_app.domain.forms import Form, Question, Source
from visits_app.domain.recommendations import Evidence
from visits_app.domain.reviews import Correction
from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import Ask, Marking, Mode, Revision, Visit, VisitState
from visits_app.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Column,
    Document,
    Fact,
    Heading,
    KeyFacts,
    Paragraph,
    Run,
    Table,
    Tone,
)
from visits_app.reports.visit_answers import NOT_ANSWERED, all_answers
from visits_app.reports.visit_corrections import correction_blocks
from visits_app.reports.visit_findings import ask_blocks, evidence_blocks, finding_blocks

MARKINGS = {
    Marking.UNMARKED: "Not yet marked",
    Marking.OPEN: "Open",
    Marking.RESTRICTED: "Restricted",
    Marking.EXEMPT: "Exempt",
}
_SEAL_SHOWN = 16
_CHANGE_SHOWN = 400


def build(
    visit: Visit,
    form: Form,
    names: Names,
    *,
    asks: Sequence[Ask] = (),
    evidence: Sequence[Evidence] = (),
    charts: Sequence[Chart] = (),
    revisions: Sequence[Revision] = (),
    corrections: Sequence[Correction] = (),
    today: date,
) -> Document:
    """Return a visit's report as a document; a draft's open questions read "Not answered yet".

    `form` is the version the visit was written with. `asks` carry what the service answered;
    `revisions` are all sealed versions, oldest first. `corrections` are what the service says of
    its facts. `today` tells a planned visit from a draft.
    """
    state = _state(visit, today)
    team = _name(names, Source.TEAMS, visit.team_id or "")
    blocks: list[Block] = [*_warnings(visit, form, state)]
    blocks.append(KeyFacts(_key_facts(visit, form, names, state, revisions)))
    blocks += _summary(visit, form)
    blocks += finding_blocks(visit, form, names)
    blocks += ask_blocks(visit, form, asks)
    blocks += all_answers(visit, form, names)
    blocks += correction_blocks(form, corrections)
    blocks += evidence_blocks(evidence)
    blocks += _measures(charts)
    blocks += _amendments(form, names, revisions)
    on = date_in_words(visit.visit_date.isoformat(), weekday=True) if visit.visit_date else ""
    return Document(
        title=f"Visit to {team}" if team else "Visit, team not chosen yet",
        blocks=tuple(blocks),
        kind=_kind(visit, state),
        subtitle=" · ".join(filter(None, (on or "No date yet", form.title))),
        subject=f"Member visit report {visit.reference}",
        author=_visitors(visit, names),
        marking=_footer(visit, state),
        reference=visit.reference,
        dated=next(
            (one.sealed_at for one in revisions if one.number == visit.revision), visit.updated_at
        ),
    )


def _state(visit: Visit, today: date) -> VisitState:
    planned = visit.state is VisitState.DRAFT and visit.visit_date and visit.visit_date > today
    return VisitState.PLANNED if planned else visit.state


def _kind(visit: Visit, state: VisitState) -> str:
    kind = "Planned visit" if state is VisitState.PLANNED else "Member visit report"
    return f"{kind}, example" if visit.example else kind


def _footer(visit: Visit, state: VisitState) -> str:
    parts = [MARKINGS[visit.marking]]
    if visit.example:
        parts.append("Example report, invented")
    if state in {VisitState.DRAFT, VisitState.CORRECTING}:
        parts.append("Draft")
    return " · ".join(parts)


def _warnings(visit: Visit, form: Form, state: VisitState) -> list[Block]:
    """Give what a reader must know before reading on."""
    found: list[Block] = []
    if visit.example:
        found.append(
            Callout(
                "Example report, invented",
                "It shows what a report looks like; there was no such visit.",
            )
        )
    match state:
        case VisitState.PLANNED:
            found.append(Callout("Planned, not held yet", "What is written here can change."))
        case VisitState.DRAFT:
            found.append(Callout("Draft, not submitted", _open_questions(visit, form)))
        case VisitState.CORRECTING:
            words = "The sealed report stands until this correction is submitted."
            found.append(Callout("Being corrected", words))
        case VisitState.NOT_HELD:
            reason = _written(visit, form, "not_held_reason") or "No reason was given."
            found.append(Callout("This visit did not take place", reason))
    return found


def _open_questions(visit: Visit, form: Form) -> str:
    live = asked(form, visit.answers)
    missing = sum(
        question.required and not is_answered(question, visit.answers.get(question.id))
        for question in form.questions()
        if question.id in live
    )
    if not missing:
        return "Every required question is answered. What is written here can change."
    one = missing == 1
    needed = "1 required question is" if one else f"{missing} required questions are"
    return f"{needed} not answered yet. What is written here can change."


def _key_facts(
    visit: Visit, form: Form, names: Names, state: VisitState, revisions: Sequence[Revision]
) -> tuple[Fact, ...]:
    open_fact = (Run(NOT_ANSWERED, muted=True),)
    when = date_in_words(visit.visit_date.isoformat(), weekday=True) if visit.visit_date else ""
    time = _written(visit, form, "visit_time")
    quick = visit.mode is Mode.QUICK and form.quick_mode
    facts = [
        Fact("Team", _name(names, Source.TEAMS, visit.team_id or "") or open_fact),
        Fact("Date", ", ".join(filter(None, (when, time))) or open_fact),
        Fact("Visitors", _visitors(visit, names) or open_fact),
    ]
    confidence = form.question("confidence")
    if confidence is not None and visit.answers.get("confidence"):
        words = in_words(confidence, visit.answers["confidence"], names)
        facts.append(Fact("Confidence", (Run(words, strong=True),)))
    facts += [
        Fact("Form", f"{form.title}, version {form.version}{', quick form' if quick else ''}"),
        Fact("Reference", visit.reference),
        Fact("State", _state_in_words(state, len(revisions) or visit.revision)),
    ]
    # an amendment has a seal and a time of its own; `submitted_at` is the first one's
    sealed_at = next(
        (one.sealed_at for one in reversed(revisions) if one.content_hash == visit.content_hash),
        visit.submitted_at,
    )
    if sealed_at is not None and visit.content_hash:
        facts.append(Fact("Sealed", _seal(sealed_at, visit.content_hash)))
    facts.append(Fact("Marking", MARKINGS[visit.marking]))
    return tuple(facts)


def _state_in_words(state: VisitState, revisions: int) -> str:
    amended = revisions - 1
    if amended < 1 or state not in {VisitState.SUBMITTED, VisitState.NOT_HELD}:
        return state.label
    times = "once" if amended == 1 else "twice" if amended == 2 else f"{amended} times"
    return f"{state.label}, amended {times}"


def _seal(at: datetime, content_hash: str) -> tuple[Run, ...]:
    """Return when a report was sealed, and the start of its content hash in groups of four."""
    start = content_hash[:_SEAL_SHOWN]
    groups = " ".join(start[place : place + 4] for place in range(0, len(start), 4))
    return (Run(f"{_moment(at)}, seal "), Run(groups, muted=True))


def _moment(at: datetime) -> str:
    local = at.astimezone() if at.tzinfo else at
    return f"{date_in_words(local.date().isoformat())} at {local:%H:%M}"


def _visitors(visit: Visit, names: Names) -> str:
    known = (_name(names, Source.MEMBERS, member) for member in visit.visitor_ids)
    return "; ".join(name or GONE for name in known)


def _name(names: Names, source: Source, id: str) -> str:
    return names.get(source, {}).get(id, "")


def _written(visit: Visit, form: Form, question_id: str) -> str:
    question = form.question(question_id)
    value = visit.answers.get(question_id)
    if question is None or not isinstance(value, str):
        return ""
    return value if question_id in asked(form, visit.answers) else ""


def _summary(visit: Visit, form: Form) -> list[Block]:
    question: Question | None = form.question("summary")
    if question is None or question.id not in asked(form, visit.answers):
        return []
    text = _written(visit, form, "summary")
    if not text and not (question.required and visit.state.editable):
        return []
    words = Paragraph(text, Tone.LEAD) if text else Paragraph(NOT_ANSWERED, Tone.MUTED)
    return [Heading("Public summary"), words]


def _measures(charts: Sequence[Chart]) -> list[Block]:
    """Give the charts; a list of flags that several share stands under the first of them."""
    blocks: list[Block] = [Heading("The team’s measures")] if charts else []
    told: list[object] = []
    for chart in charts:
        marks = (chart.visits, chart.events)
        blocks.append(ChartBlock(chart, with_marks=marks not in told))
        told.append(marks)
    return blocks


def _amendments(form: Form, names: Names, revisions: Sequence[Revision]) -> list[Block]:
    """List what was changed after the report was first sealed, and why."""
    ordered = sorted(revisions, key=lambda revision: revision.number)
    if len(ordered) < 2:
        return []
    blocks: list[Block] = [Heading("Amendments")]
    for before, after in pairwise(ordered):
        by = _name(names, Source.MEMBERS, after.sealed_by) or "someone no longer in the register"
        blocks.append(Heading(f"Amendment {after.number - 1}", 2))
        sealed = f"Sealed {_moment(after.sealed_at)} by {by}."
        blocks.append(Paragraph(sealed, Tone.MUTED, leads=True))
        blocks.append(Paragraph((Run("Reason: ", strong=True), Run(after.reason))))
        changes = differences(form, before.answers, after.answers, names)
        if changes:
            columns = (Column("Question", 1.4), Column("Before", 2), Column("After", 2))
            rows = tuple(
                (
                    f"{change.number} {change.label}".strip(),
                    _change(change.before, "Nothing"),
                    _change(change.after, "Taken out"),
                )
                for change in changes
            )
            blocks.append(Table(columns, rows))
    return blocks


def _change(text: str, none: str) -> str | tuple[Run, ...]:
    return shorten(text, _CHANGE_SHOWN) if text else (Run(none, muted=True),)
