"""The officer's registers: teams, members, themes, meetings and events."""

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


@dataclass(frozen=True, slots=True)
class Theme:
    """The joint between findings and indicators: caseloads, supervision, premises…"""

    id: str
    name: str
    description: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body; `note` keeps what is doubtful about the record."""

    id: str
    held_on: date
    body: str
    topics: tuple[str, ...] = ()
    note: str = ""
    visits_item: bool = False


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
