"""What the editor shows, frozen: sections, questions, rows, and the page that checks them all."""

from dataclasses import dataclass
from enum import StrEnum

from visits_app.domain.errors import Fault
from visits_app.domain.forms import Kind, Value
from visits_app.domain.visits import Mode


class Mark(StrEnum):
    """How a section stands in the list of sections."""

    COMPLETE = "complete"
    STARTED = "started"
    EMPTY = "empty"
    OPTIONAL = "optional"
    """Nothing in it is required and nothing is filled in."""
    WRONG = "wrong"
    """A check was asked for and something in it has to be put right."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """One line of the list of sections; `description` says the mark in words."""

    id: str
    letter: str
    title: str
    mark: Mark
    description: str
    current: bool


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer that can be chosen, or one group of people that is counted."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question, or one cell of a row, as it shows now.

    `path` is where faults and focus point: "purpose" or "findings/2/text". `error` is empty until
    it should be seen. `word_count` reads "18 of 120 words" where words are limited.
    """

    id: str
    path: str
    number: str
    label: str
    kind: Kind
    value: Value
    hint: str = ""
    help: str = ""
    required: bool = False
    requirement: str = ""
    options: tuple[AnswerOption, ...] = ()
    error: str = ""
    word_count: str = ""
    over_limit: bool = False
    minimum: float | None = None
    maximum: float | None = None
    rows: tuple["RowState", ...] = ()
    row_name: str = ""
    add_label: str = ""
    """"Add a finding"; empty when no more rows may be added."""


@dataclass(frozen=True, slots=True)
class RowState:
    """One row of a question, with a cell for each column it shows."""

    id: str
    path: str
    title: str
    cells: tuple[QuestionState, ...]
    error: str
    can_move_up: bool
    can_move_down: bool


@dataclass(frozen=True, slots=True)
class FormState:
    """The editor as it shows now: the list of sections and the questions of the current one.

    `errors` are those showing in this section, for the summary on top. `focus` is the path to
    put the keyboard at, once, after a jump or a new row.
    """

    title: str
    purpose: str
    sections: tuple[SectionState, ...]
    section_id: str
    letter: str
    section_title: str
    intro: str
    questions: tuple[QuestionState, ...]
    progress: str
    """ "5 of 7 sections complete"."""
    mode: Mode
    has_quick_mode: bool
    planned: bool
    """The visit is dated after today and cannot be submitted yet."""
    previous_title: str
    next_title: str
    unsaved: bool
    errors: tuple[Fault, ...] = ()
    focus: str = ""
    removed: str = ""
    """What the last action took out ("Finding 2"), while it can be put back."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One row on the check page: "Finding 2" and each filled cell as label and words."""

    title: str
    path: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One question on the check page; `messages` are what has to be put right, with their paths."""

    path: str
    number: str
    label: str
    words: str
    rows: tuple[CheckRow, ...] = ()
    messages: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckSection:
    """One section on the check page."""

    id: str
    letter: str
    title: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class CheckState:
    """Everything that will be sealed, and what still stands in the way."""

    sections: tuple[CheckSection, ...]
    faults: tuple[Fault, ...]
    ready: bool
    sentence: str
