"""What is asked about an indicator, in the groups of the dialog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from visits_app.domain.forms import Kind
from visits_app.domain.indicators import Direction, Frequency, Indicator, Method, Unit
from visits_app.domain.registers import Team, Theme
from visits_app.presenters.visit_form_states import AnswerOption, QuestionState

TARGETS = "targets"
"""The group that holds the table of targets instead of questions."""

DIRECTIONS = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.NEUTRAL: "Neither",
    Direction.BAND: "Within a band",
}
_METHODS = {
    Method.XMR: "Judged by limits (XmR)",
    Method.LINE: "As a line only",
}


@dataclass(frozen=True, slots=True)
class FormSection:
    """One group of the dialog."""

    id: str
    title: str
    intro: str = ""
    questions: tuple[QuestionState, ...] = ()


def sections(
    indicator: Indicator, kept: Indicator, teams: Iterable[Team], themes: Iterable[Theme]
) -> tuple[FormSection, ...]:
    """Return the groups with the values of `indicator`; retired choices only where `kept`."""
    return (
        FormSection("what", "What it is", questions=_what(indicator)),
        FormSection("how", "How it is measured", questions=_how(indicator)),
        FormSection("due", "When it is due", questions=_due(indicator)),
        FormSection(
            TARGETS,
            "Targets over time",
            "Each target holds from its month until the next one begins. Leave “from” empty for "
            "one that has always held.",
        ),
        FormSection(
            "for",
            "Teams and themes",
            questions=(
                _several("teams", "Which teams does it speak of?", indicator.team_ids,
                         _offered(teams, kept.team_ids)),
                _several("themes", "Under which themes does it come?", indicator.theme_ids,
                         _offered(themes, kept.theme_ids)),
            ),
        ),
        FormSection("names", "Other names", questions=(
            _question("aliases", "What do spreadsheets call it?", "\n".join(indicator.aliases),
                      Kind.LONG_TEXT, hint="One name a line. Imports find it by these as well."),
        )),
    )  # fmt: skip


def _what(indicator: Indicator) -> tuple[QuestionState, ...]:
    return (
        _question("name", "Name", indicator.name, required=True),
        _question(
            "definition",
            "Definition",
            indicator.definition,
            Kind.LONG_TEXT,
            hint="What is counted, of whom, and when.",
        ),
    )


def _how(indicator: Indicator) -> tuple[QuestionState, ...]:
    units = {unit: unit.value.capitalize() for unit in Unit}
    return (
        _choice("unit", "Unit", indicator.unit, units),
        _question("decimals", "Decimals shown", str(indicator.decimals), Kind.NUMBER,
                  hint="From 0 to 3.", required=True),
        _choice("direction", "Which way is better?", indicator.direction, DIRECTIONS,
                hint="Within a band needs a target “between” two values."),
        _question("numerator", "What is counted (numerator)", indicator.numerator),
        _question("denominator", "Out of what (denominator)", indicator.denominator),
        _question("source", "Source", indicator.source,
                  hint="The return, system or report the figures come from."),
        _question("rolling", "Does each figure cover the twelve months before it?",
                  indicator.rolling, Kind.YES_NO,
                  hint="Rolling figures are never judged by limits: each repeats eleven months of"
                       " the one before.", required=True),
        _choice("method", "How is it looked at?", indicator.method, _METHODS,
                hint="As a line only where the numbers are small or come seldom."),
        _question("caution", "What must a reader bear in mind?", indicator.caution,
                  Kind.LONG_TEXT),
    )  # fmt: skip


def _due(indicator: Indicator) -> tuple[QuestionState, ...]:
    often = {frequency: frequency.value.capitalize() for frequency in Frequency}
    due = "" if indicator.due_days is None else str(indicator.due_days)
    return (
        _choice("frequency", "How often does a figure come?", indicator.frequency, often),
        _question(
            "due_days",
            "How many days after its period should it have come?",
            due,
            Kind.NUMBER,
            hint="Left empty, a figure is late after 45 days.",
        ),
    )


def _offered(
    known: Iterable[Team] | Iterable[Theme], kept: tuple[str, ...]
) -> tuple[AnswerOption, ...]:
    return tuple(
        AnswerOption(one.id, f"{one.name} (retired)" if one.retired else one.name)
        for one in known
        if not one.retired or one.id in kept
    )


def _several(
    id: str, label: str, chosen: tuple[str, ...], options: tuple[AnswerOption, ...]
) -> QuestionState:
    return _question(id, label, list(chosen), Kind.SEVERAL, options=options)


def _choice(
    id: str, label: str, value: StrEnum, words: dict[Any, str], hint: str = ""
) -> QuestionState:
    options = tuple(AnswerOption(one.value, text) for one, text in words.items())
    return _question(id, label, value.value, Kind.CHOICE, hint=hint, options=options, required=True)


def _question(
    id: str,
    label: str,
    value: Any,
    kind: Kind = Kind.TEXT,
    *,
    hint: str = "",
    options: tuple[AnswerOption, ...] = (),
    required: bool = False,
) -> QuestionState:
    return QuestionState(
        id=id,
        path=id,
        number="",
        label=label,
        kind=kind,
        value=value,
        hint=hint,
        required=required,
        requirement="" if required else "optional",
        options=options,
    )
