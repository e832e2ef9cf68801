"""What must hold between the questions of a form: ids, conditions and reserved questions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from visits_app.domain import referrals
from visits_app.domain.errors import Fault
from visits_app.domain.forms import Condition, Form, Kind, Question, Source

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_CELLS = {
    Kind.TEXT,
    Kind.LONG_TEXT,
    Kind.NUMBER,
    Kind.DATE,
    Kind.TIME,
    Kind.CHOICE,
    Kind.YES_NO,
}
"""Kinds a column of rows may have: those whose answer is one plain value."""


def is_id(text: str) -> bool:
    """Say whether `text` may be the id of a form, section, question or column."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the program takes a reserved question or column to be."""

    kinds: tuple[Kind, ...]
    source: Source | None = None
    values: frozenset[str] | None = None
    columns: "dict[str, _Meaning] | None" = None
    needed: tuple[str, ...] = ()


_RESERVED: dict[str, _Meaning] = {
    "team": _Meaning((Kind.CHOICE,), Source.TEAMS),
    "visit_date": _Meaning((Kind.DATE,)),
    "visit_time": _Meaning((Kind.TIME,)),
    "took_place": _Meaning((Kind.YES_NO,)),
    "not_held_reason": _Meaning(_TEXTS),
    "visitors": _Meaning((Kind.SEVERAL,), Source.MEMBERS),
    "themes": _Meaning((Kind.SEVERAL,), Source.THEMES),
    "confidence": _Meaning(
        (Kind.CHOICE,), values=frozenset({"assured", "partly", "not", "too_little"})
    ),
    "summary": _Meaning(_TEXTS),
    "recommendations": _Meaning((Kind.SEVERAL,), Source.RECOMMENDATIONS),
    "indicators": _Meaning((Kind.SEVERAL,), Source.INDICATORS),
    "questions": _Meaning(
        (Kind.ROWS,),
        columns={
            "text": _Meaning(_TEXTS),
            "origin": _Meaning((Kind.CHOICE,)),
            "sent_ahead": _Meaning((Kind.DATE,)),
            "answer": _Meaning(_TEXTS),
        },
        needed=("text",),
    ),
    "findings": _Meaning(
        (Kind.ROWS,),
        columns={
            "kind": _Meaning((Kind.CHOICE,), values=frozenset({"strength", "concern", "idea"})),
            "theme": _Meaning((Kind.CHOICE,), Source.THEMES),
            "text": _Meaning(_TEXTS),
            "basis": _Meaning(
                (Kind.CHOICE,), values=frozenset({"saw", "one_voice", "several", "document"})
            ),
            "data_relation": _Meaning(
                (Kind.CHOICE,),
                values=frozenset({"supports", "contradicts", "explains", "no_data"}),
            ),
        },
        needed=("kind", "theme", "text"),
    ),
    "asks": _Meaning(
        (Kind.ROWS,),
        columns={
            "action": _Meaning(_TEXTS),
            "owner": _Meaning((Kind.TEXT,)),
            "due": _Meaning((Kind.DATE,)),
        },
        needed=("action",),
    ),
    "ask_checks": _Meaning(
        (Kind.ROWS,),
        columns={
            "ask": _Meaning((Kind.CHOICE,), Source.OPEN_ASKS),
            "result": _Meaning(
                (Kind.CHOICE,), values=frozenset({"done", "part", "not", "not_checked"})
            ),
            "note": _Meaning(_TEXTS),
        },
        needed=("ask", "result"),
    ),
    referrals.MADE: _Meaning((Kind.YES_NO,)),
    referrals.DATE: _Meaning((Kind.DATE,)),
    referrals.ROLE: _Meaning((Kind.TEXT,)),
}
"""Questions whose answers the store keeps in columns and tables of their own, so a form may
leave them out or word them as it likes, but may not give them another meaning."""

_ALWAYS = ("team", "visit_date", "visitors")
"""Questions every form must ask, always: without them a visit cannot be listed."""


def check_form(form: Form, name: str, unsound: set[str], faults: list[Fault]) -> None:
    """Add to `faults` whatever is wrong between the questions of `form`.

    `unsound` names questions (or "question/column") already faulty: nothing more is asked of
    their kinds and choices.
    """
    _check_twice(form, name, faults)
    _check_conditions(form, name, unsound, faults)
    _check_always(form, name, faults)
    for question in form.questions():
        where = f"{name}, question {question.id}"
        meaning = _RESERVED.get(question.id)
        if meaning:
            _check_meaning(question, meaning, question.id, where, unsound, faults)
        elif referrals.is_about_referral(question.id) and question.kind in (*_TEXTS, Kind.ROWS):
            # a question like this would gather what must not be written down here
            what = "a concern passed on is recorded as date and role only; ask for no words on it."
            faults.append(Fault(where, what))
        if question.kind is Kind.ROWS:
            _check_columns(question, where, unsound, faults)


def _check_twice(form: Form, name: str, faults: list[Fault]) -> None:
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("section id", (section.id for section in form.sections)),
        ("section letter", (section.letter for section in form.sections)),
        ("question id", (question.id for question in form.questions())),
    )
    for what, ids in groups:
        for one in _twice(ids):
            faults.append(Fault(name, f"the {what} “{one}” is used more than once."))


def _twice(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for one in ids:
        if one and one in seen:
            twice[one] = None
        seen.add(one)
    return list(twice)


def _check_conditions(form: Form, name: str, unsound: set[str], faults: list[Fault]) -> None:
    """Hold every show_if to a question asked before it, so no circle can form."""
    every = {question.id: question for question in form.questions()}
    points_to = {q.id: q.show_if.question for q in form.questions() if q.show_if}
    before: dict[str, Question] = {}
    for section in form.sections:
        if section.show_if:
            where = f"{name}, section {section.id}"
            _check_condition(section.show_if, before, every, where, unsound, faults)
        for question in section.questions:
            where = f"{name}, question {question.id}"
            condition = question.show_if
            if condition and condition.question == question.id:
                faults.append(Fault(where, "show_if points to the question itself."))
            elif condition and _in_circle(question.id, points_to):
                what = f"show_if goes round in a circle through “{condition.question}”."
                faults.append(Fault(where, what))
            elif condition:
                _check_condition(condition, before, every, where, unsound, faults)
            before[question.id] = question


def _in_circle(start: str, points_to: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = points_to.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = points_to.get(at)
    return False


def _check_condition(
    condition: Condition,
    before: dict[str, Question],
    every: dict[str, Question],
    where: str,
    unsound: set[str],
    faults: list[Fault],
    path: str = "",
) -> None:
    target = every.get(condition.question)
    if target is None:
        what = f"show_if points to “{condition.question}”, which is not a question here."
    elif condition.question not in before:
        what = f"show_if points to “{condition.question}”, which is asked later."
    elif path + target.id in unsound:
        return
    elif target.kind is Kind.YES_NO:
        if all(isinstance(value, bool) or value is None for value in condition.equals):
            return
        what = f"show_if compares “{target.id}” with a text; it is answered true or false."
    elif target.kind in (Kind.CHOICE, Kind.SEVERAL) and target.choices_from is None:
        values = {choice.value for choice in target.choices}
        wrong = [v for v in condition.equals if v is not None and v not in values]
        if not wrong:
            return
        shown = ", ".join(f"“{str(value)[:60]}”" for value in wrong[:5])
        what = f"show_if asks for {shown}, not among the choices of “{target.id}”."
    else:
        what = f"show_if points to “{target.id}”, which is not a choice among fixed answers."
    faults.append(Fault(where, what))


def _check_always(form: Form, name: str, faults: list[Fault]) -> None:
    for section in form.sections:
        for question in section.questions:
            if question.id not in _ALWAYS:
                continue
            where = f"{name}, question {question.id}"
            if not question.required:
                faults.append(Fault(where, "every form needs this; set required = true."))
            if question.show_if or section.show_if:
                faults.append(Fault(where, "every visit needs this; it cannot have show_if."))
    ids = {question.id for question in form.questions()}
    for needed in _ALWAYS:
        if needed not in ids:
            faults.append(Fault(name, f"the question “{needed}” is missing; every form needs it."))
    if "took_place" in ids and "not_held_reason" not in ids:
        what = "the question “not_held_reason” is missing; “took_place” needs it."
        faults.append(Fault(name, what))


def _check_meaning(
    question: Question,
    meaning: _Meaning,
    path: str,
    where: str,
    unsound: set[str],
    faults: list[Fault],
) -> None:
    if path in unsound:
        return
    if question.kind not in meaning.kinds:
        kinds = " or ".join(f"“{kind}”" for kind in meaning.kinds)
        faults.append(Fault(where, f"“{question.id}” is reserved and must be of kind {kinds}."))
        return
    if meaning.source and question.choices_from is not meaning.source:
        what = f"“{question.id}” is reserved and needs choices_from = “{meaning.source}”."
        faults.append(Fault(where, what))
    for choice in question.choices:
        if meaning.values is not None and choice.value not in meaning.values:
            allowed = ", ".join(sorted(meaning.values))
            what = f"“{choice.value}” is not a choice of “{question.id}”; these are: {allowed}."
            faults.append(Fault(where, what))
    if meaning.columns is None:
        return
    given = {column.id for column in question.columns}
    for missing in meaning.needed:
        if missing not in given:
            what = f"the column “{missing}” is missing; “{question.id}” needs it."
            faults.append(Fault(where, what))
    for column in question.columns:
        inner = f"{where}, column {column.id}"
        expected = meaning.columns.get(column.id)
        if expected:
            _check_meaning(column, expected, f"{path}/{column.id}", inner, unsound, faults)
        elif column.id:
            allowed = ", ".join(meaning.columns)
            what = f"“{question.id}” is reserved and has no such column; it has: {allowed}."
            faults.append(Fault(inner, what))


def _check_columns(question: Question, where: str, unsound: set[str], faults: list[Fault]) -> None:
    every = {column.id: column for column in question.columns}
    before: dict[str, Question] = {}
    for one in _twice(column.id for column in question.columns):
        faults.append(Fault(where, f"the column id “{one}” is used more than once."))
    for column in question.columns:
        inner = f"{where}, column {column.id}"
        if column.id == "id":
            faults.append(Fault(inner, "“id” is kept for the row itself; choose another id."))
        if column.kind is Kind.ROWS:
            faults.append(Fault(inner, "rows cannot hold rows."))
        elif column.kind not in _CELLS and f"{question.id}/{column.id}" not in unsound:
            faults.append(Fault(inner, f"a column cannot be of kind “{column.kind}”."))
        condition = column.show_if
        if condition and condition.question == column.id:
            faults.append(Fault(inner, "show_if points to the column itself."))
        elif condition:
            prefix = f"{question.id}/"
            _check_condition(condition, before, every, inner, unsound, faults, prefix)
        before[column.id] = column
