"""What is wrong with one answer: not there, not of its kind, out of its limits."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from visits_app.domain import referrals
from visits_app.domain.answer_words import Names
from visits_app.domain.errors import Fault
from visits_app.domain.forms import Cell, Condition, Kind, Question, Row, Value
from visits_app.domain.text import count_words, too_long

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_PEOPLE = 10_000

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def is_answered(question: Question, value: Value) -> bool:
    """Say whether `value` is an answer at all, right or wrong; blank text and rows are none."""
    if question.kind is Kind.NOTE or value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, dict):
        return any(count is not None for count in value.values())
    if isinstance(value, list):
        return any(is_filled(row) if isinstance(row, dict) else bool(row) for row in value)
    return True


def is_filled(row: Row) -> bool:
    """Say whether anything has been written in a row."""
    return any(
        bool(cell.strip()) if isinstance(cell, str) else cell is not None
        for column, cell in row.items()
        if column != "id"
    )


def visible_columns(question: Question, row: Row, *, quick: bool) -> tuple[Question, ...]:
    """Return the columns a row shows: those whose condition holds, in quick mode if required."""
    shown: set[str] = set()
    for column in question.columns:
        condition = column.show_if
        held = condition is None or holds(
            condition, row.get(condition.question) if condition.question in shown else None
        )
        if held:
            shown.add(column.id)
    return tuple(c for c in question.columns if c.id in shown and (c.required or not quick))


def holds(condition: Condition, value: Value) -> bool:
    """Say whether an answer meets a condition; of several chosen values one is enough."""
    given: list[Any] = value if isinstance(value, list) and value else [value]
    if value == "" or value == []:
        given = [None]
    return any(
        type(one) is type(wanted) and one == wanted for one in given for wanted in condition.equals
    )


def answer_faults(
    question: Question, value: Value, names: Names | None = None, *, quick: bool = False
) -> tuple[Fault, ...]:
    """Return everything wrong with the answer to one visible question.

    `where` is the question's id, "findings/2" for the second row or "findings/2/text" for one
    of its cells. Registers in `names` are held against what was chosen; others are not asked.
    """
    if question.kind is Kind.NOTE:
        return ()
    if question.kind is Kind.ROWS:
        return tuple(_rows_faults(question, value, names, quick))
    if not is_answered(question, value):
        return (Fault(question.id, _missing(question)),) if question.required else ()
    what = _wrong(question, value, names)
    if not what and question.id == referrals.ROLE:
        what = referrals.role_fault(str(value))
    return (Fault(question.id, f"“{question.label}” {what}"),) if what else ()


def _missing(question: Question) -> str:
    if question.kind in (Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO):
        return f"Choose an answer to “{question.label}”."
    wanted = {
        Kind.DATE: "a date",
        Kind.TIME: "a time",
        Kind.NUMBER: "a number",
        Kind.PEOPLE: "at least one number",
    }.get(question.kind, "an answer")
    return f"“{question.label}” needs {wanted}."


def _wrong(question: Question, value: Value, names: Names | None) -> str:
    """Return the end of a sentence that begins with the question's label; "" when all is well."""
    match question.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return _wrong_text(question, value)
        case Kind.NUMBER:
            return _wrong_number(question, value)
        case Kind.DATE:
            return _wrong_date(value)
        case Kind.TIME:
            right = isinstance(value, str) and _TIME.fullmatch(value)
            return "" if right else "needs a time of day, for example 14:30."
        case Kind.YES_NO:
            return "" if isinstance(value, bool) else "needs yes or no."
        case Kind.CHOICE:
            return _wrong_choices(question, [value], names)
        case Kind.SEVERAL:
            several = isinstance(value, list) and all(isinstance(one, str) for one in value)
            if not several:
                return "cannot be read; choose again."
            return _wrong_choices(question, value, names)
        case Kind.PEOPLE:
            return _wrong_people(question, value)
    return ""


def _wrong_text(question: Question, value: Value) -> str:
    if not isinstance(value, str):
        return "cannot be read; write it again."
    if too_long(value):
        return "is far longer than any one answer may be; shorten it."
    limit = question.max_words
    if limit is None or len(value.split()) <= limit:  # cheap, and never fewer than the words
        return ""
    words = count_words(value)
    return f"has {words} words; the limit is {limit}." if words > limit else ""


def _wrong_number(question: Question, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return "needs a number, for example 12."
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and not low <= value <= high:
        return f"must be from {low:,g} to {high:,g}."
    if low is not None and value < low:
        return f"must be {low:,g} or more."
    if high is not None and value > high:
        return f"must be {high:,g} or less."
    return ""


def _wrong_date(value: Value) -> str:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return "needs a date, for example 4 March 2014."
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "needs a date that exists."
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return f"must be a date from {FIRST_YEAR} to {LAST_YEAR}."
    return ""


def _wrong_choices(question: Question, values: Any, names: Names | None) -> str:
    known: Mapping[str, str] | None = {c.value: c.label for c in question.choices}
    if question.choices_from is not None:
        known = (names or {}).get(question.choices_from)
    if known is None:
        return ""
    if any(not isinstance(one, str) or one not in known for one in values):
        return "has an answer that can no longer be chosen; choose again."
    return "has the same answer twice." if len(set(values)) < len(values) else ""


def _wrong_people(question: Question, value: Value) -> str:
    if not isinstance(value, dict):
        return "cannot be read; write the numbers again."
    most = int(question.maximum or MOST_PEOPLE)
    groups = {choice.value: choice.label for choice in question.choices}
    for group, count in value.items():
        if group not in groups:
            return "counts a group that is not on this form; write the numbers again."
        if isinstance(count, bool) or not isinstance(count, int | None):
            return f"needs a whole number for {groups[group].lower()}."
        if count is not None and not 0 <= count <= most:
            return f"needs a number from 0 to {most:,} for {groups[group].lower()}."
    return ""


def _rows_faults(
    question: Question, value: Value, names: Names | None, quick: bool
) -> Iterator[Fault]:
    rows: list[Any] = value if isinstance(value, list) else []
    if (value is not None and not isinstance(value, list)) or not all(
        isinstance(row, dict) for row in rows
    ):
        yield Fault(question.id, f"“{question.label}” cannot be read; write it again.")
        return
    name = question.row_name or "row"
    filled = sum(is_filled(row) for row in rows)
    fewest = question.min_rows if question.required or filled else 0
    if filled < max(fewest, question.required):
        needed = "one" if fewest <= 1 else str(fewest)
        yield Fault(question.id, f"Add at least {needed} {name}{'' if fewest <= 1 else 's'}.")
    if question.max_rows is not None and len(rows) > question.max_rows:
        what = f"“{question.label}” takes at most {question.max_rows}; there are {len(rows)}."
        yield Fault(question.id, what)
    for position, row in enumerate(rows, start=1):
        called = f"{name[:1].upper()}{name[1:]} {position}"
        where = f"{question.id}/{position}"
        if is_filled(row):
            yield from _row_faults(question, row, names, quick, called, where)
        elif filled or not question.required:
            yield Fault(where, f"{called} is empty; fill it in or remove it.")


def _row_faults(
    question: Question, row: Row, names: Names | None, quick: bool, called: str, where: str
) -> Iterator[Fault]:
    for column in visible_columns(question, row, quick=quick):
        cell: Cell = row.get(column.id)
        for fault in answer_faults(column, cell, names):
            what = fault.what[:1].lower() + fault.what[1:]
            yield Fault(f"{where}/{column.id}", f"{called}: {what}")
