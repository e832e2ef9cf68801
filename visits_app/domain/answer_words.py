"""Answers in words, as the check page, the printed report and the history show them."""

from collections.abc import Mapping
from typing import TypeAlias

from visits_app.domain.forms import Kind, Question, Source, Value
from visits_app.domain.text import date_in_words

Names: TypeAlias = Mapping[Source, Mapping[str, str]]
"""For each register: id → name. Registers that are not there are not asked."""

GONE = "No longer in the register"

_SINGULAR = {"children": "child", "people": "person"}


def in_words(question: Question, value: Value, names: Names) -> str:
    """Return an answer as it is printed; "" when there is none.

    Dates read "4 March 2014", people counts "4 staff, 2 managers", several choices are joined by
    "; ". Rows give one line a row, the cells joined by " · "; use `in_words` with each column to
    lay them out in another way. An answer of the wrong type is shown as it was kept.
    """
    if value is None or value == "" or value == [] or value == {}:
        return ""
    match question.kind, value:
        case Kind.YES_NO, bool():
            return "Yes" if value else "No"
        case Kind.NUMBER, int() | float():
            return f"{value:,}".removesuffix(".0")
        case Kind.DATE, str():
            return date_in_words(value)
        case Kind.CHOICE, str():
            return choice_in_words(question, value, names)
        case Kind.SEVERAL, list():
            return "; ".join(choice_in_words(question, str(one), names) for one in value)
        case Kind.PEOPLE, dict():
            return people_in_words(question, value)
        case Kind.ROWS, list():
            return "\n".join(
                " · ".join(
                    words
                    for column in question.columns
                    if (words := in_words(column, row.get(column.id), names))
                )
                for row in value
                if isinstance(row, dict)
            )
    return str(value)


def choice_in_words(question: Question, value: str, names: Names) -> str:
    """Return the label of a chosen value, or what to say when it is no longer there."""
    if question.choices_from is None:
        labels = (choice.label for choice in question.choices if choice.value == value)
        return next(labels, value)
    return names.get(question.choices_from, {}).get(value, GONE)


def people_in_words(question: Question, counts: Mapping[str, int]) -> str:
    """Return "4 staff, 1 manager"; groups in the form's order, those with nobody left out."""
    groups = [
        f"{counts[choice.value]} {_counted(choice.label, counts[choice.value])}"
        for choice in question.choices
        if counts.get(choice.value)
    ]
    return ", ".join(groups) or "Nobody"


def _counted(label: str, count: int) -> str:
    """Return a group's label as it stands after a number: "managers", or "manager" after 1."""
    word = label[:1].lower() + label[1:]
    if count != 1:
        return word
    return _SINGULAR.get(word) or (word[:-1] if word.endswith("s") else word)
