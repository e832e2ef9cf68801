"""A form as data: sections, questions, kinds and conditions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Cell]
Value: TypeAlias = str | int | float | bool | list[str] | dict[str, int] | list[Row] | None
Answers: TypeAlias = dict[str, Value]
"""question id → value, in JSON types: dates "2014-03-04", times "14:30", people counts
`{group: count}`, rows a list of dicts each with its own "id"."""


class Kind(StrEnum):
    """What a question asks for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"
    PEOPLE = "people"
    ROWS = "rows"
    NOTE = "note"


class Source(StrEnum):
    """Registers a choice can be taken from."""

    TEAMS = "teams"
    MEMBERS = "members"
    THEMES = "themes"
    INDICATORS = "indicators"
    RECOMMENDATIONS = "recommendations"
    OPEN_ASKS = "open_asks"


@dataclass(frozen=True, slots=True)
class Condition:
    """Show only while another question's answer is one of `equals`."""

    question: str
    equals: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen; `value` is kept, `label` is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `number` is what screen and paper print before it ("F2")."""

    id: str
    label: str
    kind: Kind
    number: str = ""
    required: bool = False
    hint: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    choices_from: Source | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_words: int | None = None
    show_if: Condition | None = None
    columns: tuple["Question", ...] = ()
    row_name: str = ""
    min_rows: int = 0
    max_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form; `letter` numbers its questions."""

    id: str
    letter: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One immutable version of a council form; `source` is the TOML it was read from."""

    id: str
    version: int
    title: str
    purpose: str = ""
    quick_mode: bool = False
    sections: tuple[Section, ...] = ()
    source: str = ""

    def questions(self) -> tuple[Question, ...]:
        """Return every question of every section, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question | None:
        """Return the question with this id, or None."""
        return next((q for q in self.questions() if q.id == question_id), None)
