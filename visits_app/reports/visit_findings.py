"""Findings, asks and the recommendations a visit bears on, as a committee reads them."""

from collections.abc import Sequence

from visits_app.domain.form_rules import Names, in_words
from visits_app.domain.forms import Form, Question, Row
from visits_app.domain.recommendations import Evidence
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, FindingKind, Visit
from visits_app.reports.document import (
    Block,
    Column,
    Finding,
    Heading,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
)
from visits_app.reports.visit_answers import NOT_ANSWERED, rows_of

_GROUPS = (
    (FindingKind.STRENGTH, "Strengths"),
    (FindingKind.CONCERN, "Concerns"),
    (FindingKind.IDEA, "Ideas"),
)


def finding_blocks(visit: Visit, form: Form, names: Names) -> list[Block]:
    """Give the findings grouped by kind, numbered as on screen, each with what it rests on."""
    question = form.question("findings")
    rows = rows_of(visit, form, "findings")
    if question is None or not rows:
        return []
    blocks: list[Block] = [Heading("Findings")]
    known = {kind.value for kind, _ in _GROUPS}
    for kind, title in (*_GROUPS, (None, "Not sorted yet")):
        group = [
            (number, row)
            for number, row in enumerate(rows, start=1)
            if (row.get("kind") == kind if kind else row.get("kind") not in known)
        ]
        if group:
            blocks.append(Heading(title, 2))
        for number, row in group:
            text = str(row.get("text") or "")
            words: Words = text or (Run(NOT_ANSWERED, muted=True),)
            details = _details(question, row, names)
            blocks.append(Finding(str(row.get("kind") or ""), str(number), words, details))
    return blocks


def _details(question: Question, row: Row, names: Names) -> str:
    """Return a finding's theme, basis and relation to the figures in one line."""
    parts = []
    for column in question.columns:
        if column.id not in {"kind", "text"}:
            words = in_words(column, row.get(column.id), names)
            if words:
                plain = column.id != "data_relation"
                parts.append(words if plain else f"Figures: {words[0].lower()}{words[1:]}")
    return " · ".join(parts)


def ask_blocks(visit: Visit, form: Form, asks: Sequence[Ask]) -> list[Block]:
    """Give what members asked for: who, by when, and what the service answered."""
    question = form.question("asks")
    rows = rows_of(visit, form, "asks")
    if question is None or not rows:
        return []
    answered = {ask.id: ask for ask in asks}
    columns = [Column("We ask that", 3.2), Column("Owner and date", 2.0)]
    if answered and visit.revision:
        columns.append(Column("Answer", 2.2))
    cells: list[tuple[Words, ...]] = []
    for row in rows:
        owner = str(row.get("owner") or "")
        due = str(row.get("due") or "")
        by = f"by {date_in_words(due)}" if due else ""
        cell: list[Words] = [str(row.get("action") or "") or (Run(NOT_ANSWERED, muted=True),)]
        cell.append("\n".join(filter(None, (owner, by))))
        if len(columns) > 2:
            cell.append(_response(answered.get(str(row.get("id")))))
        cells.append(tuple(cell))
    return [Heading("What we asked the service"), Table(tuple(columns), tuple(cells))]


def _response(ask: Ask | None) -> Words:
    if ask is None:
        return ""
    runs = [Run(ask.status.label, strong=True)]
    if ask.response:
        runs.append(Run(f"\n{ask.response}"))
    due = f"by {date_in_words(ask.agreed_due)}" if ask.agreed_due else ""
    if agreed := ", ".join(filter(None, (ask.agreed_owner, due))):
        runs.append(Run(f"\n{agreed}"))
    if ask.responded_on:
        runs.append(Run(f"\n{date_in_words(ask.responded_on.isoformat())}", muted=True))
    return tuple(runs)


def evidence_blocks(evidence: Sequence[Evidence]) -> list[Block]:
    """Give the recommendations this visit was linked to, and what it shows for each."""
    if not evidence:
        return []
    rows: list[tuple[Words, ...]] = []
    for piece in evidence:
        shown = [Run(piece.link.kind.label, strong=True)]
        if piece.link.finding_id:
            shown.append(Run(f"\n{piece.finding_kind.capitalize()}: {piece.finding_text}"))
        else:
            shown.append(Run("\nThe visit as a whole"))
        if piece.link.note:
            shown.append(Run(f"\n{piece.link.note}", muted=True))
        rows.append((piece.recommendation, tuple(shown)))
    columns = (Column("Recommendation", 2.0), Column("What this visit shows", 3.0))
    return [
        Heading("Recommendations"),
        Paragraph("What this visit shows about earlier recommendations.", Tone.MUTED, leads=True),
        Table(columns, tuple(rows)),
    ]
