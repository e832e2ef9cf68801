"""An import of figures: which file, who, when, and what it did; the words of its dry run."""

from array import array
from dataclasses import dataclass, field
from datetime import datetime

from visits_app.domain.indicators import Indicator, Target
from visits_app.domain.spreadsheets import CellFault, Mapping, ReadFigures

MOST_SHOWN = 1_000
"""How many revised or refused figures a dry run spells out; it counts all of them."""


@dataclass(frozen=True, slots=True)
class FigureImport:
    """One import that was carried out; `undone_at` None while it stands."""

    id: str
    at: datetime
    by: str
    file_name: str
    sha256: str
    sheet: str
    new: int
    revised: int
    unchanged: int
    refused: int
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the file, and the indicator it probably means.

    `how` is "name", "alias", "catalogue" or "" where nothing was found; then `offered` is a new
    indicator, filled in as far as catalogue, unit and values tell. Its unit and direction are
    asked for.
    """

    name: str
    indicator_id: str = ""
    indicator_name: str = ""
    how: str = ""
    catalogue_id: str = ""
    offered: Indicator | None = None


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What an import does to one indicator in one area."""

    indicator_id: str
    indicator: str
    area: str
    new: int
    unchanged: int
    revised: int
    first: str
    last: str
    """The first and the last period, in words."""


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """A figure that replaces another: both in words."""

    indicator: str
    area: str
    period: str
    old: str
    new: str
    cell: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Where each figure of a file goes. `groups` leads to places in `group_of` and `series_of`.

    `states` has 0 new, 1 unchanged, 2 revised for every figure. `group_of` are an indicator and
    an area, `series_of` is "" where the series has yet to be made. `replaced` has, by place, the
    row of the figure that a revised one replaces.
    """

    states: "array[int]"
    groups: "array[int]"
    group_of: tuple[tuple[str, str], ...]
    series_of: tuple[str, ...]
    replaced: dict[int, int]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do, before anything is written.

    `revised_figures` and `refused_figures` are the first `MOST_SHOWN`; the counts are whole.
    """

    path: str
    file_name: str
    sha256: str
    fingerprint: str
    mapping: Mapping
    new_indicators: tuple[Indicator, ...]
    new: int
    unchanged: int
    revised: int
    refused: int
    without_value: int
    """How many of the new and revised say only that there is no figure: "c", "n/a"."""
    lines: tuple[ImportLine, ...]
    revised_figures: tuple[RevisedFigure, ...]
    refused_figures: tuple[CellFault, ...]
    targets: tuple[Target, ...]
    """Targets that are new; one of an indicator that is told twice differently is refused."""
    sentences: tuple[str, ...]
    figures: ReadFigures = field(repr=False)
    placing: Placing = field(repr=False)
    store_mark: int = 0
    """The newest entry of the history when this was worked out."""

    @property
    def can_apply(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new or self.revised or self.targets)


@dataclass(frozen=True, slots=True)
class Undone:
    """What the undoing of an import did: figures taken away, earlier ones brought back, and
    those left alone because a later import has replaced them since."""

    taken: int
    returned: int
    left: int
    targets: int
    sentences: tuple[str, ...]
