"""The rota: visits as the officer plans them, before and beside the members' own reports."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RotaStatus(StrEnum):
    """What became of a planned visit; that it was reported is told by its report."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    HELD = "held"
    POSTPONED = "postponed"
    NOT_HELD = "not_held"

    @property
    def label(self) -> str:
        """The status in words."""
        return {
            "proposed": "Proposed",
            "confirmed": "Confirmed by the service",
            "held": "Held",
            "postponed": "Postponed",
            "not_held": "Did not take place",
        }[self.value]

    @property
    def needs_reason(self) -> bool:
        """Whether it has to be said why: visits may be moved, never dropped without a word."""
        return self in {RotaStatus.POSTPONED, RotaStatus.NOT_HELD}


@dataclass(frozen=True, slots=True)
class RotaVisit:
    """One planned visit.

    `uid` and `sequence` name its entry in calendars: the first never changes, the second grows with
    every change that is sent. `starts_at` is "14:30" or "", `minutes` its length. `member_ids`
    begin with who leads. `moved_from` are the days it was planned for before. `visit_id` is the
    report, once it is begun.
    """

    id: str
    uid: str
    team_id: str
    on_day: date
    sequence: int = 0
    starts_at: str = ""
    minutes: int = 120
    place: str = ""
    form_id: str = ""
    purpose: str = ""
    status: RotaStatus = RotaStatus.PROPOSED
    reason: str = ""
    member_ids: tuple[str, ...] = ()
    moved_from: tuple[date, ...] = ()
    visit_id: str | None = None
