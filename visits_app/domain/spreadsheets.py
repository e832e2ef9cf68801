"""A spreadsheet of figures: how it is laid out, what was read from it, what cannot be read."""

from array import array
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from visits_app.domain.indicators import SeriesKind


class Layout(StrEnum):
    """Where the months and the indicators of a sheet are."""

    WIDE = "a row an indicator, a column a month"
    LONG = "a row a figure"
    COLUMNS = "a row a month, a column an indicator"


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a sheet is read. Rows and columns count from 0; None is a column that is not there.

    `value_columns` are the columns of months (WIDE) or of indicators (COLUMNS); a LONG sheet has
    its one `value_column` instead.
    """

    sheet: str
    layout: Layout = Layout.LONG
    header_row: int = 0
    """The last row of headers; -1 where a LONG sheet has none."""
    first_row: int = 1
    """The first row that may hold figures."""
    period_column: int | None = None
    indicator_column: int | None = None
    area_column: int | None = None
    value_column: int | None = None
    numerator_column: int | None = None
    denominator_column: int | None = None
    target_column: int | None = None
    unit_column: int | None = None
    note_column: int | None = None
    value_columns: tuple[int, ...] = ()
    area: str = ""
    """Whose figures these are, where no column says so."""
    areas: tuple[str, ...] = ()
    """Which areas of the file are taken; () takes all."""
    kind: SeriesKind = SeriesKind.REPORTED
    year_ends: int = 3
    """The month (1 to 12) in which a year given without a month ends."""
    source: str = ""
    provisional_newest: int = 0
    """How many of the newest periods are provisional."""
    fractions: bool = True
    """Whether percentages that are all at most 1 are shares of one: 0.853 is 85.3%."""
    matches: tuple[tuple[str, str], ...] = ()
    """Name in the file → indicator id; "" leaves the name out. A name not told is left out."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing that cannot be read, and why: "Sheet ‘April’, B7"."""

    sheet: str
    cell: str
    what: str

    @property
    def where(self) -> str:
        """The place in words."""
        return f"Sheet ‘{self.sheet}’, {self.cell}" if self.sheet else self.cell

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class SheetLook:
    """One sheet before it is read: its first rows as text, and how it would be read.

    `names` and `areas` are those found under `guess` (or under the mapping remembered for this
    layout), in the order of the sheet; `units` are what the sheet's own unit column or header
    says of each name, "" for nothing. `row_numbers` are Excel's, from 1.
    """

    name: str
    rows: int
    columns: int
    preview: tuple[tuple[str, ...], ...] = ()
    row_numbers: tuple[int, ...] = ()
    guess: Mapping | None = None
    remembered: bool = False
    remembered_on: date | None = None
    """The day on which a sheet of this layout was last read so."""
    fingerprint: str = ""
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    hidden: bool = False
    unreadable: str = ""
    """Why nothing can be read from it, as a sentence; "" where something can."""


@dataclass(frozen=True, slots=True)
class FileLook:
    """One file before it is read. A CSV file is one sheet, named ""."""

    path: str
    file_name: str
    sha256: str
    size: int
    sheets: tuple[SheetLook, ...]


def _places() -> "array[int]":
    return array("i")


def _codes() -> "array[int]":
    return array("b")


def _numbers() -> "array[float]":
    return array("d")


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """Figures in columns, one place each; whoever has 200,000 cannot have an object for each.

    `name`, `area`, `precision` (0 day, 1 month, 2 year), `text` and `note` are places in
    `names`, `areas` and `texts` (whose first is ""). `period` is a day's ordinal. NaN in
    `value`, `numerator`, `denominator` or `target` is none. `row` and `column` count from 0.
    """

    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    texts: tuple[str, ...] = ("",)
    name: "array[int]" = field(default_factory=_places)
    area: "array[int]" = field(default_factory=_places)
    period: "array[int]" = field(default_factory=_places)
    precision: "array[int]" = field(default_factory=_codes)
    value: "array[float]" = field(default_factory=_numbers)
    numerator: "array[float]" = field(default_factory=_numbers)
    denominator: "array[float]" = field(default_factory=_numbers)
    target: "array[float]" = field(default_factory=_numbers)
    text: "array[int]" = field(default_factory=_places)
    note: "array[int]" = field(default_factory=_places)
    row: "array[int]" = field(default_factory=_places)
    column: "array[int]" = field(default_factory=_places)
    provisional: "array[int]" = field(default_factory=_codes)
    faults: tuple[CellFault, ...] = ()
    """The first of what was refused."""
    refused: int = 0
    """How many cells were refused in all."""
    remarks: tuple[str, ...] = ()
    """What was decided while reading, as sentences: fractions, quarters, totals left out."""

    def __len__(self) -> int:
        return len(self.value)


def same_area(area: str) -> str:
    """Return an area as it is compared: "ESSEX " and "Essex" are one place."""
    return " ".join(area.casefold().split())


def cell_name(row: int, column: int) -> str:
    """Return "B7" for row 6, column 1."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return "A" for column 0, "AA" for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
