"""Sheets that go out to be filled in and come back: columns, rows, and what each row is worth.

A sheet goes out as XLSX or CSV with one line a record. What comes back may have lines missing,
moved, doubled, unknown or of another sheet: every line gets a verdict, nothing is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from visits_app.domain.errors import Fault


class SheetKind(StrEnum):
    """What a sheet is for."""

    FACTS = "facts"
    RESPONSES = "responses"
    PROGRESS = "progress"
    CHASER = "chaser"
    TEAMS = "teams"
    MEMBERS = "members"
    THEMES = "themes"
    BODIES = "bodies"

    @property
    def label(self) -> str:
        """What it is for, in words."""
        return {
            "facts": "factual check",
            "responses": "responses to asks",
            "progress": "updates on recommendations",
            "chaser": "reminders",
            "teams": "teams",
            "members": "members",
            "themes": "themes",
            "bodies": "bodies",
        }[self.value]

    @property
    def may_grow(self) -> bool:
        """Whether lines can be added to it outside: registers grow, answers do not."""
        return self in {SheetKind.TEAMS, SheetKind.MEMBERS, SheetKind.THEMES, SheetKind.BODIES}


class CellKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: `editable` ones are filled in outside, the others say what the line is about.

    `choices` are the labels of a drop-down list; `values` what each stands for, in their order.
    """

    id: str
    title: str
    kind: CellKind = CellKind.TEXT
    editable: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    width: int = 24
    """Signs of width in the spreadsheet."""
    help: str = ""
    aliases: tuple[str, ...] = ()
    """Other titles it is known by when a sheet comes back."""


Cells = Mapping[str, str]
"""Column id → the words in the cell; dates ISO, yes or no as "yes" and "no", choices as values."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of a sheet: `key` is the reference that finds the record again."""

    key: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it goes out; `key_title` heads the column of references."""

    id: str
    kind: SheetKind
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    key_title: str = "Reference"
    intro: tuple[str, ...] = ()
    """Lines above the table: what to do, and by when to send it back."""
    subject_id: str = ""
    period: str = ""
    issued_on: date | None = None
    due: date | None = None


class LineVerdict(StrEnum):
    """What becomes of a line that came back."""

    TAKE = "take"
    SAME = "same"
    REFUSED = "refused"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The verdict in words."""
        return {
            "take": "Will be taken",
            "same": "Nothing new",
            "refused": "Cannot be taken",
            "missing": "Did not come back",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line that came back, or should have.

    `number` is its line in the file, 0 for one that is missing. `cells` are all of the record's as
    they would be, read and checked; `read` as they stood in the file, whatever was wrong with them.
    `changed` are the columns whose cells differ from what is in the store. Faults say column and
    what is wrong; those of a line that can be taken are remarks. A new line has no reference yet
    and is called by its place in the file: its `key` is "+" and `number`.
    """

    number: int
    key: str
    verdict: LineVerdict
    cells: Cells = field(default_factory=dict)
    read: Cells = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    new: bool = False
    """Whether it adds a record rather than changing one."""
    before: Cells = field(default_factory=dict)
    """The record's cells as they are in the store; none for a new line."""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A file that came back, read and judged line by line; `notes` are about the whole of it.

    `sheet` is the sheet it answers, None where the file does not say and none was chosen.
    """

    file_name: str
    sha256: str
    kind: SheetKind
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]
    sheet: Sheet | None = None
    notes: tuple[str, ...] = ()

    def of(self, verdict: LineVerdict) -> tuple[SheetLine, ...]:
        """Return the lines with a verdict, in the file's order."""
        return tuple(line for line in self.lines if line.verdict is verdict)


@dataclass(frozen=True, slots=True)
class SheetReturn:
    """What the store keeps of a sheet that came back."""

    id: str
    sheet_id: str | None
    kind: SheetKind
    file_name: str
    lines: tuple[SheetLine, ...]
    taken: int
    refused: int
    received_at: datetime
    received_by: str
    undone_at: datetime | None = None
