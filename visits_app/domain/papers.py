"""Papers the officer compiles: drafted from records, edited by a person, drafted again."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

OWN = "own:"
"""How the key of a part begins that the officer added."""


class PaperKind(StrEnum):
    """What is compiled."""

    SUMMARY = "summary"
    TRACKER = "tracker"
    ACTIONS = "actions"
    SAID_AND_DID = "said_and_did"
    FINAL = "final"

    @property
    def label(self) -> str:
        """The kind in words."""
        return {
            "summary": "Visit summary for a meeting",
            "tracker": "Recommendation tracker",
            "actions": "Action log",
            "said_and_did": "You said, we did",
            "final": "Final report",
        }[self.value]


class Version(StrEnum):
    """For whom a paper is: the public version holds nothing that is restricted."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Source:
    """The record a part is drafted from: "visit", "ask", "recommendation"… and its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """What a source is called for a reader, and the record that is opened for it."""

    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PaperContents:
    """What the officer chose; empty teams and themes mean all.

    `sections` are the sections that are in, in their order; () means all of the kind's.
    """

    team_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    indicator_ids: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    body_id: str = ""


class PartKind(StrEnum):
    """How a part is set."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    CHART = "chart"
    SUBHEADING = "subheading"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a paper: its title, and the column titles of its rows.

    `restricted` is the appendix that only the restricted version has.
    """

    id: str
    title: str
    columns: tuple[str, ...] = ()
    empty: str = ""
    """What stands in it where nothing was found."""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One sentence, row or chart of a paper.

    `key` says what it is drafted from, so that the next draft finds it again; one the officer added
    begins with "own:". `drafted` is the program's words when it was last looked at, one text for
    each cell of a row and one for anything else (of a chart its indicator's id); () where the
    records say nothing of it. `edited` is the officer's, None while the program's stand. `fresh` is
    what the program says since, as long as the officer has not answered it; () where the records no
    longer hold the part. `restricted` parts are in no public version.
    """

    key: str
    section: str
    position: int
    drafted: tuple[str, ...]
    kind: PartKind = PartKind.PARAGRAPH
    edited: tuple[str, ...] | None = None
    hidden: bool = False
    sources: tuple[Source, ...] = ()
    restricted: bool = False
    fresh: tuple[str, ...] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What the paper says: the officer's words before the program's."""
        return self.drafted if self.edited is None else self.edited

    @property
    def is_own(self) -> bool:
        """Whether the officer added it."""
        return self.key.startswith(OWN)

    @property
    def asks(self) -> bool:
        """Whether the records changed under the officer's words and nobody has answered it."""
        return self.fresh is not None and self.edited is not None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper being compiled; both days of its period are in it."""

    id: str
    kind: PaperKind
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    meeting_id: str | None = None
    contents: PaperContents = field(default_factory=PaperContents)
    made_at: datetime | None = None
    made_by: str = ""
    updated_at: datetime | None = None
