"""What the import of figures shows, frozen: the file, its names, its dry run, what was done."""

from dataclasses import dataclass

from visits_app.domain.figure_imports import NameMatch
from visits_app.domain.spreadsheets import SheetLook
from visits_app.presenters.visits import Option


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import of the list: which file, when and what it did, in words."""

    id: str
    file_name: str
    line: str
    undone: bool
    question: str
    """What is asked before it is undone."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of the preview; `role` is what is read from it, "" for nothing."""

    letter: str
    role: str
    tint: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the preview; `kind` is "headings", "figures" or "" for one passed over."""

    number: str
    label: str
    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridState:
    """The first rows of a sheet as the file has them, and what is read from each column."""

    columns: tuple[GridColumn, ...] = ()
    rows: tuple[GridRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """One thing the officer can change; `kind` is "choice" or "text"."""

    id: str
    group: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...] = ()
    hint: str = ""
    error: str = ""
    shown: bool = True
    """Whether this layout has a use for it."""


@dataclass(frozen=True, slots=True)
class FoundState:
    """What was found in the file and how it would be read."""

    file_name: str
    sheets: tuple[Option, ...]
    sheet: str
    sentence: str
    remembered: str
    unreadable: str
    """Why nothing was found, "" once something was, or the officer has said how it is read."""
    can_read: bool
    """Whether there is anything the officer could say how to read."""
    grid: GridState
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class NamesRead:
    """What was read of a sheet's names; `indicators` are those that can be chosen."""

    look: SheetLook
    matches: tuple[NameMatch, ...]
    indicators: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of the file and where its figures go; `kind` is "match", "new", "leave" or ""."""

    name: str
    goes_to: str
    unit: str
    direction: str
    kind: str
    open: str
    """What is still to be decided, as a sentence; "" for nothing."""


@dataclass(frozen=True, slots=True)
class NameChoice:
    """What is chosen for the names that are selected; "" where they differ or nothing is."""

    title: str
    kind: str
    indicator_id: str
    new_name: str
    one: bool
    unit: str
    direction: str


@dataclass(frozen=True, slots=True)
class NamesState:
    """The names, those to decide first, and the areas that are taken."""

    rows: tuple[NameRow, ...]
    matched: int
    """How many were matched by themselves and are folded away until asked for."""
    folded: bool
    summary: str
    indicators: tuple[Option, ...]
    areas: tuple[str, ...]
    chosen_areas: tuple[str, ...]
    """() is all."""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table of the dry run."""

    id: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanChip:
    """One count of the dry run."""

    words: str
    tone: str
    icon_name: str


@dataclass(frozen=True, slots=True)
class PlanState:
    """What the import would do, before anything is written."""

    chips: tuple[PlanChip, ...]
    sentences: tuple[str, ...]
    tables: tuple[PlanTable, ...]
    take: str
    """What the button says, "" where there is nothing to take."""
    refused_text: str


@dataclass(frozen=True, slots=True)
class DoneState:
    """What was done, and the indicators it touched."""

    import_id: str
    sentence: str
    indicators: tuple[Option, ...]
