"""Answers fit to keep: every text cleaned, every shape checked, nothing cut.

A draft may be half written, so nothing here asks whether an answer is complete or sensible: that
is `form_rules`. What is refused could not be kept, found or read again.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.forms import Answers, Form, Kind, Question, Value
from visits_app.domain.sealing import is_empty
from visits_app.domain.text import LIMIT_BYTES, clean, too_long

RESERVED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "findings": ("kind", "theme", "text", "basis", "data_relation"),
    "asks": ("action", "owner", "due"),
    "questions": ("text", "origin", "sent_ahead", "answer"),
}
"""Questions whose rows are records of their own, linked and counted; every cell is text."""

MOST_ROWS = 500
"""Most rows one answer may have; far beyond what a person writes on one visit."""

_WRITTEN = {Kind.TEXT, Kind.LONG_TEXT}
_AS_TEXT = {Kind.TEXT, Kind.LONG_TEXT, Kind.DATE, Kind.TIME, Kind.CHOICE}


def fit_answers(form: Form, answers: Answers) -> Answers:
    """Return `answers` as they are kept: texts cleaned, empty ones None, reserved rows whole.

    Raises FaultsError with every question that is unknown, too long or of the wrong shape; each
    fault's `where` is the question's id.
    """
    kept: Answers = {}
    faults: list[Fault] = []
    for question_id, value in answers.items():
        question = form.question(question_id)
        if question is None or question.kind is Kind.NOTE:
            faults.append(Fault(question_id, f"the form “{form.title}” has no such question."))
            continue
        try:
            kept[question_id] = _fit(question, value)
        except _Unfit as unfit:
            faults.append(Fault(question_id, str(unfit)))
    if faults:
        raise FaultsError("These answers cannot be saved.", tuple(faults))
    return kept


def written_text(question: Question, value: Value) -> str:
    """Return the words of an answer that a member wrote, for search: rows joined by line ends."""
    if question.kind in _WRITTEN:
        return value if isinstance(value, str) else ""
    if question.kind is not Kind.ROWS or not isinstance(value, list):
        return ""
    columns = [column.id for column in question.columns if column.kind in _WRITTEN]
    cells = (row.get(column) for row in value if isinstance(row, dict) for column in columns)
    return "\n".join(cell for cell in cells if isinstance(cell, str) and cell)


def themes_of(answers: Answers) -> tuple[str, ...]:
    """Return the themes ticked on the form or named by a finding, each once, sorted."""
    ticked: Any = answers.get("themes")
    rows: Any = answers.get("findings")
    found = set(ticked) if isinstance(ticked, list) else set()
    if isinstance(rows, list):
        found |= {row["theme"] for row in rows if row.get("theme")}
    return tuple(sorted(found))


class _Unfit(Exception):
    """Why one answer cannot be kept."""


def _fit(question: Question, value: Any) -> Any:
    if is_empty(value):
        return None
    if question.kind is Kind.ROWS:
        return _fit_rows(question, value)
    if question.kind is Kind.SEVERAL:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _Unfit("a list of choices is needed.")
        return list(dict.fromkeys(_fit_text(item) for item in value))
    if question.kind is Kind.PEOPLE:
        return _fit_counts(value)
    return _fit_cell(question, value)


def _fit_cell(question: Question, value: Any) -> Any:
    """Return one value that is not a list; text is let through for numbers still being typed."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if question.kind is Kind.YES_NO:
            raise _Unfit("yes or no is needed.")
        return _fit_text(value) or None
    if question.kind is Kind.YES_NO and isinstance(value, bool):
        return value
    if question.kind is Kind.NUMBER and isinstance(value, (int, float)):
        if isinstance(value, bool) or not isfinite(value) or abs(value) > 1e15:
            raise _Unfit("a number is needed.")
        return value
    raise _Unfit("text is needed." if question.kind in _AS_TEXT else "this cannot be kept.")


def _fit_counts(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise _Unfit("a number of people for each group is needed.")
    counts: dict[str, int] = {}
    for group, count in value.items():
        whole = isinstance(count, int) and not isinstance(count, bool)
        if not isinstance(group, str) or not whole or abs(count) > 1_000_000:
            raise _Unfit("whole numbers of people are needed.")
        counts[_fit_text(group)] = count
    return counts


def _fit_rows(question: Question, value: Any) -> Any:
    if not isinstance(value, list):
        raise _Unfit("rows are needed.")
    if len(value) > MOST_ROWS:
        raise _Unfit(f"at most {MOST_ROWS} rows can be kept.")
    rows = [_fit_row(question, row) for row in value]
    if len({row["id"] for row in rows}) < len(rows):
        raise _Unfit("two rows are the same row.")
    return rows


def _fit_row(question: Question, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise _Unfit("each row needs its own id.")
    columns = {column.id: column for column in question.columns}
    reserved = RESERVED_COLUMNS.get(question.id, ())
    unknown = [str(key) for key in row if key != "id" and key not in {*columns, *reserved}]
    if unknown:
        raise _Unfit(f"rows have no column “{min(unknown)}”.")
    fitted: dict[str, Any] = {"id": _fit_text(row["id"])}
    for key, cell in row.items():
        if key != "id" and key not in reserved:
            fitted[key] = _fit_cell(columns[key], cell)
    # A record has all its columns, whether this form asks for them or not.
    for key in reserved:
        cell = row.get(key)
        if not isinstance(cell, (str, type(None))):
            raise _Unfit(f"text is needed in “{columns[key].label if key in columns else key}”.")
        fitted[key] = _fit_text(cell or "")
    return fitted


def _fit_text(text: str) -> str:
    fitted = clean(text)
    if too_long(fitted):
        most = LIMIT_BYTES // 1000
        raise _Unfit(f"this text is longer than {most} KB, the most one field can hold. Shorten it")
    return fitted
