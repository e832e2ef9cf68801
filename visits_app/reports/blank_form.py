"""A form for pen and paper: the same questions and numbers as on screen."""

from collections.abc import Mapping, Sequence

from visits_app.domain.form_rules import asked
from visits_app.domain.forms import Condition, Form, Kind, Question, Section, Source
from visits_app.reports.document import (
    Answer,
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TickBoxes,
    Together,
    Tone,
    WritingLines,
)

Registers = Mapping[Source, Sequence[str]]

_WORDS_A_LINE = 11
_MOST_LINES = 9
_ROWS = {True: 4, False: 3}
"""Empty rows of a table, and of rows that need a block each."""
_MOST_BOXES = 24
_REGISTER_LINES = {Source.MEMBERS: 3, Source.OPEN_ASKS: 1, Source.TEAMS: 1}
_WIDE = {Kind.LONG_TEXT: 3.0, Kind.TEXT: 1.6, Kind.CHOICE: 1.4}


def build(form: Form, registers: Registers | None = None, *, quick: bool = False) -> Document:
    """Return a form to fill in by hand.

    `registers` prints themes and the like as boxes to tick, where there are not too many; `quick`
    keeps only the required questions, as quick mode does on screen.
    """
    writer = _Writer(form, registers or {})
    blocks: list[Block] = []
    if form.purpose:
        blocks.append(Paragraph(" ".join(form.purpose.split()), Tone.MUTED))
    for section in form.sections:
        questions = tuple(
            question
            for question in section.questions
            if question.required or question.kind is Kind.NOTE or not quick
        )
        if any(question.kind is not Kind.NOTE for question in questions):
            blocks += writer.section(section, questions)
    blocks.append(Together(tuple(_signature())))
    name = f"{form.title}, quick form" if quick else form.title
    return Document(
        title=name,
        blocks=tuple(blocks),
        kind="Form for pen and paper",
        subtitle=f"Version {form.version}. Numbers are the same as on screen.",
        subject="Blank visit form",
        author="Member Visits",
        marking="Not yet marked",
        reference=f"Version {form.version}",
    )


class _Writer:
    """Turns questions into places to write."""

    def __init__(self, form: Form, registers: Registers) -> None:
        self._form, self._registers = form, registers

    def section(self, section: Section, questions: tuple[Question, ...]) -> list[Block]:
        blocks: list[Block] = [Heading(section.title, 1, section.letter)]
        condition = self._condition(section.show_if)
        if condition:
            blocks.append(Paragraph((Run(condition, strong=True),), leads=True))
        if section.intro:
            blocks.append(Paragraph(" ".join(section.intro.split()), Tone.MUTED, leads=True))
        for question in questions:
            blocks += self._question(question, section)
        return blocks

    def _question(self, question: Question, section: Section) -> list[Block]:
        if question.kind is Kind.NOTE:
            return [Callout(question.label, " ".join(question.help.split()))]
        condition = question.show_if if question.show_if != section.show_if else None
        hints = [question.hint, *self._ways(question)]
        if question.max_words:
            hints.append(f"At most {question.max_words} words.")
        stacked = question.kind is Kind.ROWS and not _fits_table(question)
        place = Answer(
            question.number,
            question.label,
            () if stacked else self._body(question),
            hint=" ".join(filter(None, hints)),
            condition=self._condition(condition),
            required=question.required,
        )
        return [place, *self._rows(question)] if stacked else [place]

    def _body(self, question: Question) -> tuple[Block, ...]:
        match question.kind:
            case Kind.YES_NO:
                return (TickBoxes(("Yes", "No")), *self._otherwise(question))
            case Kind.CHOICE | Kind.SEVERAL:
                return (self._choices(question), *self._otherwise(question))
            case Kind.PEOPLE:
                groups = tuple(choice.label for choice in question.choices)
                return (TickBoxes(groups, several=True, write_in=True),)
            case Kind.ROWS:
                columns = tuple(Column(c.label, _WIDE.get(c.kind, 1.0)) for c in question.columns)
                return (Table(columns, writing_rows=_row_count(question)),)
            case Kind.LONG_TEXT:
                words = question.max_words or 5 * _WORDS_A_LINE
                return (WritingLines(min(max(words // _WORDS_A_LINE + 1, 2), _MOST_LINES)),)
            case Kind.NUMBER | Kind.DATE | Kind.TIME:
                return (WritingLines(1, short=True),)
        return (WritingLines(1),)

    def _choices(self, question: Question) -> Block:
        several = question.kind is Kind.SEVERAL
        source = question.choices_from
        labels = self._labels(question)
        if labels:
            return TickBoxes(labels, several)
        lines = _REGISTER_LINES.get(source, 2) if source else 1
        return WritingLines(lines if several else 1)

    def _labels(self, question: Question) -> tuple[str, ...]:
        if question.choices_from is None:
            return tuple(choice.label for choice in question.choices)
        labels = tuple(self._registers.get(question.choices_from, ()))
        return labels if len(labels) <= _MOST_BOXES else ()

    def _rows(self, question: Question) -> list[Block]:
        """Give each row a block of its own, with its columns one under another."""
        name = (question.row_name or "row").capitalize()
        longest = max(question.columns, key=lambda column: column.max_words or 0, default=None)
        blocks: list[Block] = []
        for number in range(1, _row_count(question) + 1):
            row: list[Block] = [Answer("", f"{name} {number}", ())]
            for column in question.columns:
                body = self._body(column)
                if column.kind is Kind.LONG_TEXT:
                    body = (WritingLines(3 if column is longest else 2),)
                elif column.choices_from is not None:
                    body = (WritingLines(1),)
                row.append(Answer("", column.label, body, beside=True))
            blocks.append(Together(tuple(row)))
        return blocks

    def _ways(self, question: Question) -> list[str]:
        """Say how to answer, where the boxes do not say it."""
        match question.kind:
            case Kind.SEVERAL:
                return ["Tick all that apply."] if self._labels(question) else []
            case Kind.CHOICE:
                return ["Tick one."] if self._labels(question) else []
            case Kind.DATE:
                return ["Day, month and year."]
            case Kind.PEOPLE:
                return ["Write a number before each."]
        return []

    def _condition(self, condition: Condition | None) -> str:
        """Return "Only if A6 is No"; nothing for what is asked unless something is amiss."""
        if condition is None or None in condition.equals:
            return ""
        question = self._form.question(condition.question)
        if question is None:
            return ""
        words = [_value_in_words(question, value) for value in condition.equals]
        listed = " or ".join(f"“{word}”" for word in words)
        return f"Only if {question.number or question.label} is {listed}."

    def _otherwise(self, question: Question) -> tuple[Block, ...]:
        """Say what is left to answer when a visit goes another way than most do."""
        parts: list[Question | Section] = [*self._form.sections, *self._form.questions()]
        conditions = [part.show_if for part in parts if part.show_if]
        usual = [c for c in conditions if c.question == question.id and None in c.equals]
        if not usual or question.kind is not Kind.YES_NO:
            return ()
        other = True not in usual[0].equals
        live = asked(self._form, {question.id: other})
        numbers = [
            q.number for q in self._form.questions() if q.id in live and q.kind is not Kind.NOTE
        ]
        words = "Yes" if other else "No"
        return (Paragraph(f"If {words}, answer only {_ranges(numbers)}.", Tone.SMALL),)


def _fits_table(question: Question) -> bool:
    return len(question.columns) <= 3 and all(
        column.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.NUMBER, Kind.TIME}
        for column in question.columns
    )


def _row_count(question: Question) -> int:
    rows = _ROWS[_fits_table(question)]
    return max(min(rows, question.max_rows or rows), question.min_rows)


def _value_in_words(question: Question, value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return next((c.label for c in question.choices if c.value == value), str(value))


def _ranges(numbers: list[str]) -> str:
    """Return question numbers as "A1 to A5 and B1"; they come in the order of the form."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _follows(one: str, other: str) -> bool:
    letter = one.rstrip("0123456789")
    digits, more = one[len(letter) :], other[len(letter) :]
    if not other.startswith(letter) or not (digits.isdecimal() and more.isdecimal()):
        return False
    return int(more) == int(digits) + 1


def _signature() -> list[Block]:
    return [
        Heading("Signed"),
        Answer("", "Name", (WritingLines(1),), beside=True),
        Answer("", "Date", (WritingLines(1, short=True),), beside=True),
    ]
