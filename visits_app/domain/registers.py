"""The officer's registers: teams, members, themes and outside events."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Team:
    """A children's services team that members visit."""

    id: str
    name: str
    area: str = ""
    kind: str = "team office"
    lead_role: str = ""
    visit_every_months: int | None = None
    note: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A councillor or co-opted member; `name` is what is shown and printed."""

    id: str
    name: str
    ward: str = ""
    political_group: str = ""
    co_opted: bool = False
    term_start: date | None = None
    term_end: date | None = None
    role: str = ""
    """Such as "Chair of the children's scrutiny committee"."""
    retired: bool = False

    def serves_on(self, day: date) -> bool:
        """Say whether `day` lies in the member's term; an open end is open."""
        begun = self.term_start is None or self.term_start <= day
        return begun and (self.term_end is None or day <= self.term_end)


@dataclass(frozen=True, slots=True)
class Theme:
    """The joint between findings and indicators: caseloads, supervision, premises…

    `merged_into` is the theme that what was filed under this one is counted under; a merged theme
    is retired. `split_from` is the theme this one was cut out of.
    """

    id: str
    name: str
    description: str = ""
    retired: bool = False
    merged_into: str | None = None
    split_from: str | None = None


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Event:
    """Something outside the visits that a chart may show: an inspection, a change of system."""

    id: str
    on: date
    title: str
    kind: str = "other"
    precision: Precision = Precision.DAY
    detail: str = ""
