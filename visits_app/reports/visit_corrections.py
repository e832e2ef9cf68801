"""What a service says is not right in a report, beside what members say: printed with it."""

from collections.abc import Sequence

from visits_app.domain.forms import Form
from visits_app.domain.reviews import Correction, CorrectionDecision
from visits_app.domain.text import date_in_words
from visits_app.reports.document import Block, Column, Heading, Paragraph, Run, Table, Tone, Words


def correction_blocks(form: Form, corrections: Sequence[Correction]) -> list[Block]:
    """Give every correction that members do not agree with; nothing where there is none."""
    shown = [one for one in corrections if one.decision is CorrectionDecision.DISAGREED]
    if not shown:
        return []
    columns = (
        Column("The report says", 2.2),
        Column("The service says", 2.2),
        Column("Why members do not agree", 1.8),
    )
    return [
        Heading("Facts on which the service does not agree"),
        Paragraph("The words of the report are the members’; both are given.", Tone.MUTED,
                  leads=True),
        Table(columns, tuple(_row(form, one) for one in shown)),
    ]  # fmt: skip


def _row(form: Form, one: Correction) -> tuple[Words, ...]:
    question = form.question(one.question_id)
    where = f"{question.number} {question.label}".strip() if question else ""
    says = [Run(one.proposed)]
    if one.evidence:
        says.append(Run(f"\n{one.evidence}", muted=True))
    why = [Run(one.decision_note)]
    if one.decided_on:
        why.append(Run(f"\n{date_in_words(one.decided_on.isoformat())}", muted=True))
    return ((Run(f"{where}\n", muted=True), Run(one.passage)), tuple(says), tuple(why))
