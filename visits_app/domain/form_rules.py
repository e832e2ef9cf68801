"""Which questions of a form are asked, and whether the answers will do.

A question is *asked* while its own condition and its section's condition hold. A question that
is not asked counts as unanswered for the conditions that look at it. Its answer stays in a draft,
so that nothing is lost when a condition changes back, but it is neither required nor faulty, and
`shown_answers` leaves it out of what is sealed and printed.

Quick mode shows only what is required. It changes what is seen, never what is asked: an optional
answer given in full mode is still printed, and a visit that can be submitted in one mode can be
submitted in the other unless such an answer breaks a limit.

Faults say where they are: "purpose" is a question, "findings/2" its second row (counted from 1),
"findings/2/text" one cell of that row. `split_path` takes such a path apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from visits_app.domain.answer_checks import (
    FIRST_YEAR,
    LAST_YEAR,
    answer_faults,
    holds,
    is_answered,
    visible_columns,
)
from visits_app.domain.answer_words import Names, in_words
from visits_app.domain.errors import Fault
from visits_app.domain.forms import Answers, Form, Kind, Question, Section, Value
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Mode

__all__ = [
    "Completion",
    "Names",
    "answer_faults",
    "asked",
    "completion",
    "faults",
    "in_words",
    "is_answered",
    "is_quick",
    "shown_answers",
    "split_path",
    "too_early",
    "visible_columns",
    "visible_questions",
    "visible_sections",
]

FaultsOf: TypeAlias = Callable[[Question, Value], tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class Completion:
    """How far one visible section is filled in.

    `required` and `answered` count its required questions; `complete` means that nothing in it
    stands in the way of submitting and that something has been answered.
    """

    section_id: str
    required: int
    answered: int
    optional_answered: int
    complete: bool
    started: bool


def is_quick(form: Form, mode: Mode) -> bool:
    """Say whether only required questions show: the mode is quick and the form has one."""
    return mode is Mode.QUICK and form.quick_mode


def asked(form: Form, answers: Answers) -> frozenset[str]:
    """Return the ids of every question whose conditions hold, notes included, whatever the mode."""
    live: set[str] = set()

    def met(part: Question | Section) -> bool:
        condition = part.show_if
        if condition is None:
            return True
        value = answers.get(condition.question) if condition.question in live else None
        return holds(condition, value)

    for section in form.sections:
        if met(section):
            for question in section.questions:
                if met(question):
                    live.add(question.id)
    return frozenset(live)


def visible_sections(form: Form, answers: Answers, mode: Mode) -> tuple[Section, ...]:
    """Return the sections that ask something in this mode; one with only notes left is hidden."""
    live, quick = asked(form, answers), is_quick(form, mode)
    return tuple(
        section
        for section in form.sections
        if any(q.kind is not Kind.NOTE for q in _visible(section, live, quick))
    )


def visible_questions(
    form: Form, section: Section, answers: Answers, mode: Mode
) -> tuple[Question, ...]:
    """Return the questions and notes of a section that show in this mode, in order."""
    return _visible(section, asked(form, answers), is_quick(form, mode))


def _visible(section: Section, live: frozenset[str], quick: bool) -> tuple[Question, ...]:
    return tuple(
        question
        for question in section.questions
        if question.id in live and (not quick or question.required or question.kind is Kind.NOTE)
    )


def shown_answers(form: Form, answers: Answers) -> Answers:
    """Return the answers a report prints: given, and asked for by the other answers."""
    live = asked(form, answers)
    return {
        question.id: answers[question.id]
        for question in form.questions()
        if question.id in live and is_answered(question, answers.get(question.id))
    }


def faults(
    form: Form,
    answers: Answers,
    mode: Mode,
    *,
    today: date,
    names: Names | None = None,
    faults_of: FaultsOf | None = None,
) -> tuple[Fault, ...]:
    """Return everything that keeps a visit from being submitted, in the order of the form.

    A visit dated after `today` is planned and cannot be submitted yet. Registers in `names` are
    held against what was chosen; without them only the form's own choices are checked.
    `faults_of` may stand in for `answer_faults` where a caller remembers its results.
    """
    live, quick = asked(form, answers), is_quick(form, mode)
    early = too_early(answers, today)
    found: list[Fault] = []
    for section in form.sections:
        for question in _visible(section, live, quick):
            value = answers.get(question.id)
            if faults_of:
                found += faults_of(question, value)
            else:
                found += answer_faults(question, value, names, quick=quick)
            if early and question.id == early.where:
                found.append(early)
    return tuple(found)


def too_early(answers: Answers, today: date) -> Fault | None:
    """Return the fault of a visit dated after `today`; None for other dates and for no date."""
    try:
        day = date.fromisoformat(str(answers.get("visit_date")))
    except ValueError:
        return None
    if day <= today or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    words = date_in_words(day.isoformat())
    what = f"This visit is dated {words}; a report can be submitted from that day."
    return Fault("visit_date", what)


def completion(
    form: Form,
    answers: Answers,
    mode: Mode,
    *,
    names: Names | None = None,
    faults_of: FaultsOf | None = None,
) -> tuple[Completion, ...]:
    """Return how far each visible section is filled in.

    `faults_of` may stand in for `answer_faults` where a caller remembers its results.
    """
    live, quick = asked(form, answers), is_quick(form, mode)

    def check(question: Question, value: Value) -> tuple[Fault, ...]:
        return answer_faults(question, value, names, quick=quick)

    found = []
    for section in form.sections:
        questions = [q for q in _visible(section, live, quick) if q.kind is not Kind.NOTE]
        if not questions:
            continue
        required = answered = optional = 0
        faultless = True
        for question in questions:
            value = answers.get(question.id)
            given = is_answered(question, value)
            if question.required:
                required += 1
                answered += given
            else:
                optional += given
            faultless = faultless and not (faults_of or check)(question, value)
        started = bool(answered or optional)
        found.append(
            Completion(section.id, required, answered, optional, faultless and started, started)
        )
    return tuple(found)


def split_path(path: str) -> tuple[str, int | None, str | None]:
    """Return the question id, the row counted from 1, and the column id a fault points to."""
    question, _, rest = path.partition("/")
    row, _, column = rest.partition("/")
    return question, int(row) if row.isdecimal() else None, column or None
