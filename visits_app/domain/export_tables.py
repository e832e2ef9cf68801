"""A table to be saved as a file for another program: plain cells, and notes that go with it."""

from dataclasses import dataclass
from datetime import date

Cell = str | float | int | date | None
"""Words, a number, a day, or nothing."""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table; every row has a cell for each column.

    `notes` are sentences that the file must say. `small` is how many cells hold, or held until
    they were replaced, a count from 1 to 5 or what rests on one.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    small: int = 0
    sheet: str = "Figures"
    """What the sheet with the table is called in a workbook."""
