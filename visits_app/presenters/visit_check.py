"""The page before submitting: every answer in words, and what is missing as links."""

from collections.abc import Callable, Iterator
from datetime import date

from visits_app.domain.answer_checks import is_answered, is_filled
from visits_app.domain.answer_words import Names, in_words
from visits_app.domain.errors import Fault
from visits_app.domain.form_rules import FaultsOf, asked, faults, too_early
from visits_app.domain.forms import Answers, Form, Kind, Question, Value
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Mode
from visits_app.presenters.row_edits import rows_of
from visits_app.presenters.visit_form_states import CheckItem, CheckRow, CheckSection, CheckState

Unprintable = Callable[[str], tuple[str, ...]]
"""Gives the characters of a text that paper cannot show, each in words."""


def check_page(
    form: Form,
    answers: Answers,
    mode: Mode,
    names: Names,
    today: date,
    faults_of: FaultsOf,
    unprintable: Unprintable | None = None,
) -> CheckState:
    """Return every answer that will be sealed, and what has to be put right first.

    Optional answers that quick mode hides are shown too: what is printed must be seen before.
    What paper cannot show must go before the seal: a sealed report is there to be printed.
    """
    found = faults(form, answers, mode, today=today, names=names, faults_of=faults_of)
    live = asked(form, answers)
    if unprintable is not None:
        found = (*found, *_paper_faults(form, answers, live, unprintable))
    sections = []
    for section in form.sections:
        items = []
        for question in section.questions:
            value = answers.get(question.id)
            messages = tuple(f for f in found if f.where.partition("/")[0] == question.id)
            wanted = question.required or messages or is_answered(question, value)
            if question.id in live and question.kind is not Kind.NOTE and wanted:
                items.append(_item(question, value, names, messages))
        if items:
            sections.append(CheckSection(section.id, section.letter, section.title, tuple(items)))
    return CheckState(tuple(sections), found, not found, _sentence(found, answers, today))


def _item(question: Question, value: Value, names: Names, messages: tuple[Fault, ...]) -> CheckItem:
    if question.kind is not Kind.ROWS:
        words = in_words(question, value, names)
        return CheckItem(question.id, question.number, question.label, words, (), messages)
    name = question.row_name or "row"
    rows = tuple(
        CheckRow(
            f"{name[:1].upper()}{name[1:]} {place}",
            f"{question.id}/{place}",
            tuple(
                (column.label, words)
                for column in question.columns
                if (words := in_words(column, row.get(column.id), names))
            ),
        )
        for place, row in enumerate(rows_of(value), start=1)
        if is_filled(row)
    )
    return CheckItem(question.id, question.number, question.label, "", rows, messages)


def _paper_faults(
    form: Form, answers: Answers, live: frozenset[str], unprintable: Unprintable
) -> Iterator[Fault]:
    for question in form.questions():
        if question.id not in live:
            continue
        value = answers.get(question.id)
        texts = [(question.id, question.label, value)]
        if question.kind is Kind.ROWS:
            texts = [
                (f"{question.id}/{place}/{column.id}", column.label, row.get(column.id))
                for place, row in enumerate(rows_of(value), start=1)
                for column in question.columns
            ]
        for path, label, text in texts:
            signs = unprintable(text) if isinstance(text, str) else ()
            if signs:
                listed = ", ".join(signs[:3])
                yield Fault(path, f"“{label}” cannot be printed: paper has no sign for {listed}.")


def _sentence(found: tuple[Fault, ...], answers: Answers, today: date) -> str:
    if not found:
        if answers.get("took_place") is False:
            return "Nothing is missing. The visit will be recorded as not held."
        return "Nothing is missing. Read it through once more, then submit."
    if too_early(answers, today):
        day = str(answers.get("visit_date"))
        return f"This visit is planned for {date_in_words(day)}. Submit the report after it."
    if len(found) == 1:
        return "One thing has to be put right before this can be submitted."
    return f"{len(found)} things have to be put right before this can be submitted."
