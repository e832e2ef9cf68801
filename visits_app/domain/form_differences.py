"""A new version of a form beside the one before: what differs, and what becomes of a draft.

The id of a question is never used for another question: answers of all versions are counted and
searched together by it. So a version that gives an id another kind is refused, not shown as a
change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from visits_app.domain.answer_checks import is_answered
from visits_app.domain.answers import RESERVED_COLUMNS
from visits_app.domain.errors import Fault
from visits_app.domain.forms import Answers, Choice, Form, Kind, Question, Value


class ChangeKind(StrEnum):
    """What became of a question, a section or the form."""

    ADDED = "added"
    RETIRED = "retired"
    RENAMED = "renamed"
    CHOICES = "choices"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a heading."""
        return {
            "added": "Added",
            "retired": "No longer asked",
            "renamed": "Renamed",
            "choices": "Other choices",
            "other": "Other changes",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FormChange:
    """One difference as a sentence; `where` is a question's or column's path, "" for the form."""

    kind: ChangeKind
    where: str
    words: str


class Fate(StrEnum):
    """What happens to one answer of a draft that moves to another version of its form."""

    KEPT = "kept"
    CHOOSE = "choose"
    LOST = "lost"
    OPEN = "open"

    @property
    def label(self) -> str:
        """The fate in words."""
        return {
            "kept": "Stays",
            "choose": "Choose again",
            "lost": "Taken out",
            "open": "New, to be answered",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AnswerMove:
    """What happens to one answer, or that a question is new and needs one."""

    where: str
    number: str
    label: str
    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class MovedDraft:
    """A draft that was moved to another version, as it was before, to be moved back."""

    visit_id: str
    version: int
    answers: Answers


def form_changes(old: Form, new: Form) -> tuple[FormChange, ...]:
    """Return everything in which `new` differs from `old`, kind by kind, in the forms' order."""
    found = [*_of_form(old, new), *_of_sections(old, new), *_of_questions(old, new)]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def reuse_faults(new: Form, earlier: Sequence[Form]) -> tuple[Fault, ...]:
    """Return a fault for every id that meant another question in an earlier version."""
    faults: dict[str, Fault] = {}
    for form in sorted(earlier, key=lambda one: one.version, reverse=True):
        before = _paths(form)
        for path, question in _paths(new).items():
            was = before.get(path)
            if was is None or path in faults or _meaning(was) == _meaning(question):
                continue
            faults[path] = Fault(
                f"question {path.replace('/', ', column ')}",
                f"this id was “{was.label}” ({_meaning_words(was)}) in version {form.version} and "
                f"is {_meaning_words(question)} here. An id is never used for another question; "
                "give this one an id of its own.",
            )
    return tuple(faults.values())


def answer_moves(old: Form, new: Form, answers: Answers) -> tuple[AnswerMove, ...]:
    """Return what happens to each answer of a draft on `old` that moves to `new`."""
    found: list[AnswerMove] = []
    after = {question.id: question for question in new.questions()}
    for question in old.questions():
        value = answers.get(question.id)
        if is_answered(question, value):
            found += _moves_of(question, after.get(question.id), value)
    before = {question.id for question in old.questions()}
    for question in new.questions():
        if question.id not in before and question.required and question.kind is not Kind.NOTE:
            words = "This question is new and needs an answer before the report is submitted."
            found.append(AnswerMove(question.id, question.number, question.label, Fate.OPEN, words))
    return tuple(found)


def moved_answers(old: Form, new: Form, answers: Answers) -> Answers:
    """Return the answers of a draft on `old` that `new` can keep; columns gone are left out."""
    after = {question.id: question for question in new.questions()}
    kept: Answers = {}
    for question_id, value in answers.items():
        question, was = after.get(question_id), old.question(question_id)
        if question is None or (was is not None and was.kind is not question.kind):
            continue
        if question.kind is Kind.ROWS and isinstance(value, list):
            columns = {column.id for column in question.columns}
            columns |= {"id", *RESERVED_COLUMNS.get(question_id, ())}
            rows: Any = [
                {key: cell for key, cell in row.items() if key in columns}
                for row in value
                if isinstance(row, dict)
            ]
            kept[question_id] = rows
        else:
            kept[question_id] = value
    return kept


# --- what differs --------------------------------------------------------------------------


def _of_form(old: Form, new: Form) -> Iterator[FormChange]:
    if old.title != new.title:
        words = f"The form “{old.title}” is now called “{new.title}”."
        yield FormChange(ChangeKind.RENAMED, "", words)
    if old.purpose != new.purpose:
        yield FormChange(ChangeKind.OTHER, "", "What the form is for is said in other words.")
    if old.quick_mode != new.quick_mode:
        words = "now be filled in with required questions only."
        can = "can" if new.quick_mode else "can no longer"
        words = words if new.quick_mode else words.removeprefix("now ")
        yield FormChange(ChangeKind.OTHER, "", f"The form {can} {words}")


def _of_sections(old: Form, new: Form) -> Iterator[FormChange]:
    before = {section.id: section for section in old.sections}
    after = {section.id: section for section in new.sections}
    for section in new.sections:
        was = before.get(section.id)
        called = f"Section {section.letter}, “{section.title}”,"
        if was is None:
            yield FormChange(ChangeKind.ADDED, section.id, f"{called} is new.")
            continue
        if was.title != section.title:
            words = f"Section {was.letter}, “{was.title}”, is now called “{section.title}”."
            yield FormChange(ChangeKind.RENAMED, section.id, words)
        if was.intro != section.intro:
            yield FormChange(ChangeKind.OTHER, section.id, f"{called} has another introduction.")
        if was.show_if != section.show_if:
            words = f"{called} is asked under another condition."
            yield FormChange(ChangeKind.OTHER, section.id, words)
    for section in old.sections:
        if section.id not in after:
            words = f"Section {section.letter}, “{section.title}”, is gone."
            yield FormChange(ChangeKind.RETIRED, section.id, words)


def _of_questions(old: Form, new: Form) -> Iterator[FormChange]:
    before, after = _paths(old), _paths(new)
    homes = [{q.id: s for s in form.sections for q in s.questions} for form in (old, new)]
    for path, question in after.items():
        was = before.get(path)
        if was is None:
            parent = path.partition("/")[0]
            if parent == path or parent in before:
                needed = ", required" if question.required else ""
                words = f"{_called(new, path)} is new{needed}."
                yield FormChange(ChangeKind.ADDED, path, words)
            continue
        if was.label != question.label:
            words = f"{_called(old, path)} is now “{question.label}”."
            yield FormChange(ChangeKind.RENAMED, path, words)
        yield from _of_choices(new, path, was.choices, question.choices)
        for words in _other_words(was, question):
            yield FormChange(ChangeKind.OTHER, path, f"{_called(new, path)} {words}")
        moved = "/" not in path and homes[0][path].id != homes[1][path].id
        if moved:
            words = f"{_called(new, path)} has moved to section {homes[1][path].letter}."
            yield FormChange(ChangeKind.OTHER, path, words)
    for path in before:
        parent = path.partition("/")[0]
        if path not in after and (parent == path or parent in after):
            words = f"{_called(old, path)} is no longer asked."
            yield FormChange(ChangeKind.RETIRED, path, words)


def _of_choices(
    form: Form, path: str, old: tuple[Choice, ...], new: tuple[Choice, ...]
) -> Iterator[FormChange]:
    before = {choice.value: choice.label for choice in old}
    after = {choice.value: choice.label for choice in new}
    called = _called(form, path)
    added = [label for value, label in after.items() if value not in before]
    gone = [label for value, label in before.items() if value not in after]
    for labels, words in ((added, "can now be answered"), (gone, "can no longer be answered")):
        if labels:
            listed = ", ".join(f"“{label}”" for label in labels)
            yield FormChange(ChangeKind.CHOICES, path, f"{called} {words} {listed}.")
    for value, label in after.items():
        if before.get(value, label) != label:
            words = f"{called}: the answer “{before[value]}” now reads “{label}”."
            yield FormChange(ChangeKind.CHOICES, path, words)


def _other_words(old: Question, new: Question) -> Iterator[str]:
    if old.required != new.required:
        yield "is now required." if new.required else "is no longer required."
    if (old.hint, old.help) != (new.hint, new.help):
        yield "has another hint or help."
    if old.show_if != new.show_if:
        yield "is asked under another condition."
    limits = [
        (q.minimum, q.maximum, q.max_words, q.min_rows, q.max_rows, q.row_name) for q in (old, new)
    ]
    if limits[0] != limits[1]:
        yield "takes other limits."


# --- what becomes of an answer -------------------------------------------------------------


def _moves_of(old: Question, new: Question | None, value: Value) -> Iterator[AnswerMove]:
    if new is None or new.kind is not old.kind:
        words = "This is no longer asked. The answer is taken out of the draft; the history has it."
        yield AnswerMove(old.id, old.number, old.label, Fate.LOST, words)
        return
    lost = _columns_gone(old, new, value)
    for label in lost:
        words = f"The column “{label}” is no longer asked; what it holds is taken out."
        yield AnswerMove(old.id, new.number, new.label, Fate.LOST, words)
    gone = _choices_gone(old, new, value)
    if gone:
        listed = ", ".join(f"“{label}”" for label in gone)
        words = f"{listed} can no longer be chosen; it stays until another answer is given."
        yield AnswerMove(old.id, new.number, new.label, Fate.CHOOSE, words)
    elif not lost:
        yield AnswerMove(old.id, new.number, new.label, Fate.KEPT, "")


def _columns_gone(old: Question, new: Question, value: Value) -> list[str]:
    if not isinstance(value, list):
        return []
    after = {column.id for column in new.columns} | set(RESERVED_COLUMNS.get(new.id, ()))
    return [
        column.label
        for column in old.columns
        if column.id not in after
        and any(isinstance(row, dict) and row.get(column.id) not in (None, "") for row in value)
    ]


def _choices_gone(old: Question, new: Question, value: Value) -> list[str]:
    """Return the labels of what was chosen and is no longer on offer, in rows too."""
    if old.kind is Kind.ROWS and isinstance(value, list):
        after = {column.id: column for column in new.columns}
        return [
            label
            for column in old.columns
            if column.id in after
            for row in value
            if isinstance(row, dict)
            for label in _choices_gone(column, after[column.id], row.get(column.id))
        ]
    if not new.choices:
        return []
    chosen: list[Any] = list(value) if isinstance(value, (list, dict)) else [value]
    labels = {choice.value: choice.label for choice in old.choices}
    offered = {choice.value for choice in new.choices}
    return [labels.get(one, str(one)) for one in chosen if one and one not in offered]


# --- shared --------------------------------------------------------------------------------


def _paths(form: Form) -> dict[str, Question]:
    """Return every question and column by path: "findings", "findings/text"; notes apart."""
    found: dict[str, Question] = {}
    for question in form.questions():
        if question.kind is Kind.NOTE:
            continue
        found[question.id] = question
        found |= {f"{question.id}/{column.id}": column for column in question.columns}
    return found


def _called(form: Form, path: str) -> str:
    """Return what a reader calls a question: "C4, “Text”, in “Findings”"."""
    question_id, _, column_id = path.partition("/")
    question = form.question(question_id)
    if question is None:
        return path
    if not column_id:
        return f"{question.number} “{question.label}”"
    column = next((one for one in question.columns if one.id == column_id), question)
    return f"The column “{column.label}” of {question.number} “{question.label}”"


def _meaning(question: Question) -> tuple[Kind, object]:
    return question.kind, question.choices_from


def _meaning_words(question: Question) -> str:
    kind = str(question.kind).replace("_", " ")
    return f"{kind} from {question.choices_from}" if question.choices_from else kind
