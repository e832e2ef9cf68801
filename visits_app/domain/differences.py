"""What an amendment changed, question by question, in words a committee can read."""

from dataclasses import dataclass
from typing import Any

from visits_app.domain.answer_words import Names, in_words
from visits_app.domain.forms import Answers, Form, Kind, Question, Value
from visits_app.domain.sealing import canonical_json, is_empty


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed; `before` is "" where it was added, `after` where it was removed."""

    question_id: str
    number: str
    """As printed before the question ("F2"); "" for an answer the form does not know."""
    label: str
    """The question; for a row also "finding 2", for a cell of a row also the column."""
    before: str
    after: str


def differences(
    form: Form, before: Answers, after: Answers, names: Names
) -> tuple[Difference, ...]:
    """Return every difference between two sets of answers, in the order of the form.

    Rows are matched by their id: a row is added, removed or changed cell by cell; rows in another
    order are one more difference. `names` gives register ids their words.
    """
    found: list[Difference] = []
    questions = form.questions()
    for question in questions:
        old, new = before.get(question.id), after.get(question.id)
        if _same(old, new):
            continue
        if question.kind is Kind.ROWS:
            found += _rows(question, old, new, names)
        else:
            found.append(_difference(question, question.label, old, new, names))
    known = {question.id for question in questions}
    for id in sorted((before.keys() | after.keys()) - known):
        if not _same(before.get(id), after.get(id)):
            words = (
                "" if v is None else canonical_json(v) for v in (before.get(id), after.get(id))
            )
            found.append(Difference(id, "", id, *words))
    return tuple(found)


def _same(one: object, other: object) -> bool:
    if is_empty(one) or is_empty(other):
        return is_empty(one) and is_empty(other)
    return canonical_json(one) == canonical_json(other)


def _rows(question: Question, old: Any, new: Any, names: Names) -> list[Difference]:
    befores = {row["id"]: (place, row) for place, row in enumerate(old or [], start=1)}
    afters = {row["id"]: (place, row) for place, row in enumerate(new or [], start=1)}
    found: list[Difference] = []
    for id, (place, row) in befores.items():
        if id in afters:
            found += _cells(question, afters[id][0], row, afters[id][1], names)
        else:
            found.append(_difference(question, _label(question, place), [row], None, names))
    for id, (place, row) in afters.items():
        if id not in befores:
            found.append(_difference(question, _label(question, place), None, [row], names))
    stayed = [id for id in befores if id in afters]
    moved = [id for id in afters if id in befores]
    if stayed != moved:
        orders = (", ".join(str(befores[id][0]) for id in ids) for ids in (stayed, moved))
        label = f"{question.label}: order of rows"
        found.append(Difference(question.id, question.number, label, *orders))
    return found


def _cells(
    question: Question, place: int, old: dict[str, Any], new: dict[str, Any], names: Names
) -> list[Difference]:
    found = []
    for column in question.columns:
        before, after = old.get(column.id), new.get(column.id)
        if not _same(before, after):
            label = f"{_label(question, place)}, {column.label}"
            words = (in_words(column, value, names) for value in (before, after))
            found.append(Difference(question.id, question.number, label, *words))
    return found


def _label(question: Question, place: int) -> str:
    return f"{question.label}: {question.row_name or 'row'} {place}"


def _difference(
    question: Question, label: str, before: Value, after: Value, names: Names
) -> Difference:
    words = (in_words(question, value, names) for value in (before, after))
    return Difference(question.id, question.number, label, *words)
