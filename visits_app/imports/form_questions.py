"""One question of a form file: its settings read and checked on their own."""

import re

from visits_app.domain.forms import Choice, Condition, Kind, Question, Source
from visits_app.imports.form_checks import is_id
from visits_app.imports.toml_tables import Table, meant, shown

MOST_COLUMNS = 12
MOST_CHOICES = 80

_QUESTION_KEYS = (
    "id",
    "label",
    "kind",
    "required",
    "hint",
    "help",
    "choices",
    "choices_from",
    "minimum",
    "maximum",
    "max_words",
    "show_if",
    "row_name",
    "min_rows",
    "max_rows",
    "column",
)
_CHOOSING = {Kind.CHOICE, Kind.SEVERAL}
_BELONGS: dict[str, set[Kind]] = {
    "choices": _CHOOSING | {Kind.PEOPLE},
    "choices_from": _CHOOSING,
    "minimum": {Kind.NUMBER},
    "maximum": {Kind.NUMBER, Kind.PEOPLE},
    "max_words": {Kind.TEXT, Kind.LONG_TEXT},
    "row_name": {Kind.ROWS},
    "min_rows": {Kind.ROWS},
    "max_rows": {Kind.ROWS},
    "column": {Kind.ROWS},
}
"""Settings that mean something only for some kinds."""


def read_question(
    table: Table, number: str, unsound: set[str], *, column_of: str | None = None
) -> Question:
    """Return the question a table describes, with "" or None where it is faulty.

    `number` is what is printed before it. A question whose kind or choices are faulty is
    added to `unsound` ("findings", or "findings/theme" for a column): nothing more is asked of it.
    """
    table.only(*_QUESTION_KEYS)
    question_id = read_id(table)
    path = f"{column_of}/{question_id}" if column_of else question_id
    kind = _kind(table)
    if kind is None:
        unsound.add(path)
    else:
        for key, kinds in _BELONGS.items():
            if key in table.values and kind not in kinds:
                table.fault(f"{key} does not belong to a question of kind “{kind}”.")
    faults_before = len(table.faults)
    choices = _choices(table)
    source = _source(table)
    if kind in _CHOOSING | {Kind.PEOPLE} and len(table.faults) == faults_before:
        if choices and source:
            table.fault("choices and choices_from are both given; keep one of them.")
        elif not choices and not source:
            table.fault("choices are missing.")
    elif len(table.faults) > faults_before:
        unsound.add(path)
    minimum, maximum = table.number("minimum"), table.number("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        table.fault(f"minimum {minimum:g} is more than maximum {maximum:g}.")
    min_rows = table.whole("min_rows", 0, 500) or 0
    max_rows = table.whole("max_rows", 1, 500)
    if max_rows is not None and min_rows > max_rows:
        table.fault(f"min_rows {min_rows} is more than max_rows {max_rows}.")
    required = table.flag("required")
    if required and kind is Kind.NOTE:
        table.fault("a note asks nothing and cannot be required.")
    return Question(
        id=question_id,
        label=table.line("label", 1000 if kind is Kind.NOTE else 300, needed=True),
        kind=kind or Kind.TEXT,
        number=number,
        required=required,
        hint=table.line("hint", 300),
        help=table.prose("help", 2000),
        choices=choices,
        choices_from=source,
        minimum=minimum,
        maximum=maximum,
        max_words=table.whole("max_words", 1, 10_000),
        show_if=read_condition(table),
        columns=_columns(table, kind, path, unsound),
        row_name=table.line("row_name", 60),
        min_rows=max(min_rows, 1) if required and kind is Kind.ROWS else min_rows,
        max_rows=max_rows,
    )


def _columns(table: Table, kind: Kind | None, path: str, unsound: set[str]) -> tuple[Question, ...]:
    columns = table.tables("column", MOST_COLUMNS)
    if kind is Kind.ROWS and not columns:
        table.fault("column is missing; begin each with [[section.question.column]].")
    built = []
    for number, values in enumerate(columns, start=1):
        raw = values.get("id")
        called = shown(raw) if isinstance(raw, str) and raw else str(number)
        column = Table(values, f"{table.where}, column {called}", table.faults)
        built.append(read_question(column, "", unsound, column_of=path))
    return tuple(built)


def read_id(table: Table) -> str:
    """Return the id of a form, section or question; "" when it is missing or not an id."""
    value = table.values.get("id")
    if value is None:
        table.fault("id is missing.")
    elif not isinstance(value, str) or not is_id(value):
        table.fault(
            "id must begin with a small letter and hold only small letters, digits and _, "
            "40 at most."
        )
    else:
        return value
    return ""


def _kind(table: Table) -> Kind | None:
    value = table.values.get("kind")
    if value is None:
        table.fault("kind is missing.")
        return None
    if isinstance(value, str) and value in set(Kind):
        return Kind(value)
    known = tuple(str(kind) for kind in Kind)
    table.fault(f"“{shown(str(value))}” is not a kind of question{meant(str(value), known)}.")
    return None


def _source(table: Table) -> Source | None:
    value = table.values.get("choices_from")
    if value is None:
        return None
    if isinstance(value, str) and value in set(Source):
        return Source(value)
    known = tuple(str(source) for source in Source)
    table.fault(f"“{shown(str(value))}” is not a register{meant(str(value), known)}.")
    return None


def _choices(table: Table) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    entries = table.tables("choices", MOST_CHOICES)
    for number, values in enumerate(entries, start=1):
        entry = Table(values, f"{table.where}, choice {number}", table.faults)
        entry.only("value", "label")
        value = entry.line("value", 40, needed=True)
        if value and not re.fullmatch("[a-z0-9_]+", value):
            entry.fault("value may hold only small letters, digits and _.")
        choices.append(Choice(value, entry.line("label", 200, needed=True)))
    for what, given in (
        ("value", [choice.value for choice in choices]),
        ("label", [choice.label for choice in choices]),
    ):
        for twice in sorted({one for one in given if one and given.count(one) > 1}):
            table.fault(f"two choices have the {what} “{twice}”.")
    return tuple(choices)


def read_condition(table: Table) -> Condition | None:
    """Return show_if; `or_unanswered = true` adds None, which stands for "not answered yet"."""
    value = table.values.get("show_if")
    if value is None:
        return None
    if not isinstance(value, dict):
        table.fault("show_if must be a table: { question = …, equals = … }.")
        return None
    inner = Table(value, table.where, table.faults)
    inner.only("question", "equals", "or_unanswered")
    question = inner.line("question", 40, needed=True)
    equals = value.get("equals")
    wanted = equals if isinstance(equals, list) else [] if equals is None else [equals]
    if not wanted or not all(isinstance(item, str | bool) for item in wanted):
        table.fault("show_if needs equals: a choice, true or false, or a list of choices.")
        return None
    if not question:
        return None
    unanswered = (None,) if inner.flag("or_unanswered") else ()
    return Condition(question, (*wanted, *unanswered))
