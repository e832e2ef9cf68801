"""What the page of a paper shows: an outline, and the text line by line."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from visits_app.domain.papers import PartKind


class Flag(StrEnum):
    """What a reader of the desk must know of a part."""

    CHANGED = "changed"
    GONE = "gone"
    YOURS = "yours"
    OWN = "own"
    HIDDEN = "hidden"
    RESTRICTED = "restricted"

    @property
    def label(self) -> str:
        """The flag in words."""
        return {
            "changed": "The records changed",
            "gone": "Not in the records any more",
            "yours": "Your words",
            "own": "Added by you",
            "hidden": "Left out",
            "restricted": "Restricted",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A record behind a part: its name, and page and target that show it."""

    label: str
    page: str
    target: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The heading of a section; `note` is said in it where it has no part."""

    section: str
    title: str
    columns: tuple[str, ...] = ()
    note: str = ""
    restricted: bool = False

    @property
    def key(self) -> str:
        """A name no part has."""
        return f"section:{self.section}"


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part as it is read: its cells, flags and the records behind it.

    `columns` are the titles of a row's cells, `widest` the longest word of each column, `shares`
    their parts of the width that is left beside those; `opens_table` says whether the titles stand
    above it. `told` names the chart of a chart.
    """

    key: str
    section: str
    kind: PartKind
    cells: tuple[str, ...]
    columns: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    widest: tuple[str, ...] = ()
    opens_table: bool = False
    flags: tuple[Flag, ...] = ()
    drafted: tuple[str, ...] = ()
    fresh: tuple[str, ...] | None = None
    sources: tuple[SourceLink, ...] = ()
    told: str = ""

    @property
    def asks(self) -> bool:
        """Whether the officer is to choose between two wordings."""
        return Flag.CHANGED in self.flags or Flag.GONE in self.flags

    @property
    def is_edited(self) -> bool:
        """Whether the officer wrote over a draft."""
        return Flag.YOURS in self.flags

    @property
    def is_own(self) -> bool:
        """Whether the officer added it."""
        return Flag.OWN in self.flags

    @property
    def is_hidden(self) -> bool:
        """Whether it is left out of the paper."""
        return Flag.HIDDEN in self.flags

    @property
    def text(self) -> str:
        """The part on its own, as it is read aloud."""
        if self.kind is PartKind.CHART:
            return self.told
        if self.kind is PartKind.ROW and len(self.columns) == len(self.cells):
            pairs = zip(self.columns, self.cells, strict=True)
            return "; ".join(f"{title}: {cell}" for title, cell in pairs)
        return "\n".join(self.cells)


Line: TypeAlias = HeadLine | PartLine


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One section in the outline."""

    section: str
    title: str
    told: str
    asks: int = 0


@dataclass(frozen=True, slots=True)
class PaperState:
    """A paper on the desk; `public` says which version is looked at."""

    paper_id: str
    title: str
    told: str
    public: bool
    outline: tuple[OutlineLine, ...]
    lines: tuple[Line, ...]
    asks: int = 0
    yours: int = 0
    restricted: int = 0
    """Parts that the public version leaves out because they are restricted."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in the records: where, of what kind, and the wordings to choose from.

    `mine` is what stays when the change is not taken, `new` what comes when it is; "" for nothing.
    """

    key: str
    section: str
    kind: str
    told: str
    before: str
    new: str
    mine: str
    needs_answer: bool


@dataclass(frozen=True, slots=True)
class ChangesState:
    """What changed in the records since a paper was drafted last."""

    lines: tuple[ChangeLine, ...]
    told: str
