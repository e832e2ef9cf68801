"""Every answer of a visit under its question and number, in the order of the form."""

from visits_app.domain.form_rules import Names, asked, in_words, is_answered
from visits_app.domain.forms import Form, Kind, Question, Row, Source
from visits_app.domain.visits import Visit
from visits_app.reports.document import (
    Answer,
    Block,
    BulletList,
    Column,
    Heading,
    Paragraph,
    Table,
    Tone,
)

NOT_ANSWERED = "Not answered yet"

_ABOVE = {"findings": "Findings", "asks": "What we asked the service", "summary": "Public summary"}
"""Questions with a part of their own, and that part's heading."""

_BESIDE = {Kind.NUMBER, Kind.DATE, Kind.TIME, Kind.CHOICE, Kind.YES_NO, Kind.PEOPLE, Kind.TEXT}
_SHORT = 90
_SHARES = {Kind.LONG_TEXT: 2.4, Kind.TEXT: 1.6, Kind.CHOICE: 1.2}
_MOST_COLUMNS = 3


def all_answers(visit: Visit, form: Form, names: Names) -> list[Block]:
    """Give each section with its answers; what was neither answered nor required is left out."""
    live = asked(form, visit.answers)
    blocks: list[Block] = []
    for section in form.sections:
        answers = [
            block
            for question in section.questions
            if question.id in live and question.kind is not Kind.NOTE
            for block in _question(question, visit, form, names)
        ]
        if answers:
            blocks += [Heading(section.title, 2, section.letter), *answers]
    return [Heading("All answers"), *blocks] if blocks else []


def rows_of(visit: Visit, form: Form, question_id: str) -> list[Row]:
    """Return the rows of an answer that the form asks for; empty where it does not."""
    value = visit.answers.get(question_id)
    if question_id not in asked(form, visit.answers) or not isinstance(value, list):
        return []
    return [row for row in value if isinstance(row, dict)]


def _question(question: Question, visit: Visit, form: Form, names: Names) -> list[Block]:
    value = visit.answers.get(question.id)
    if not is_answered(question, value):
        if not (question.required and visit.state.editable):
            return []
        return [_beside(question, Paragraph(NOT_ANSWERED, Tone.MUTED))]
    if question.id in _ABOVE:
        return [_beside(question, Paragraph(f"See “{_ABOVE[question.id]}”.", Tone.MUTED))]
    if question.kind is Kind.ROWS:
        return _rows(question, rows_of(visit, form, question.id), names)
    if question.kind is Kind.SEVERAL and isinstance(value, list):
        items = tuple(in_words(question, [item], names) for item in value if isinstance(item, str))
        if len("; ".join(items)) > _SHORT and len(items) > 1:
            return [Answer(question.number, question.label, (BulletList(items),))]
    words = in_words(question, value, names)
    if question.kind in _BESIDE | {Kind.SEVERAL} and len(words) <= _SHORT and "\n" not in words:
        return [_beside(question, Paragraph(words))]
    return [Answer(question.number, question.label, (Paragraph(words),))]


def _beside(question: Question, words: Paragraph) -> Answer:
    return Answer(question.number, question.label, (words,), beside=True)


def _rows(question: Question, rows: list[Row], names: Names) -> list[Block]:
    """Give rows as a table where its columns find room, else each row as a small record."""
    if len(question.columns) > _MOST_COLUMNS:
        records = [_record(question, row, names, place) for place, row in enumerate(rows, start=1)]
        return [Answer(question.number, question.label, ()), *records]
    columns = tuple(Column(c.label, _share(c)) for c in question.columns)
    cells = tuple(
        tuple(in_words(column, row.get(column.id), names) for column in question.columns)
        for row in rows
    )
    return [Answer(question.number, question.label, (Table(columns, cells),))]


def _share(column: Question) -> float:
    long = column.choices_from in {Source.OPEN_ASKS, Source.RECOMMENDATIONS}
    return 2.4 if long else _SHARES.get(column.kind, 1.0)


def _record(question: Question, row: Row, names: Names, place: int) -> Answer:
    """Give a row with its first long text as heading, short columns as one line, the rest below."""
    long = [column for column in question.columns if column.kind is Kind.LONG_TEXT]
    first = long[0] if long else question.columns[0]
    short = [
        f"{column.label}: {words}"
        for column in question.columns
        if column not in long and column is not first
        if (words := in_words(column, row.get(column.id), names))
    ]
    body = tuple(
        Paragraph(words)
        for column in long
        if column is not first and (words := in_words(column, row.get(column.id), names))
    )
    label = in_words(first, row.get(first.id), names) or NOT_ANSWERED
    return Answer(
        str(place), label, body or (Paragraph(NOT_ANSWERED, Tone.MUTED),), " · ".join(short)
    )
