"""What is late: everything whose day has passed, in one list, and who is to move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visits_app.domain.reviews import ReviewStage
from visits_app.domain.working_days import working_days_between

MOST_OF_A_KIND = 200
"""Most that are listed of each kind; beyond that a list is no help."""


class LateKind(StrEnum):
    """What sort of thing is late, in the order the list has them."""

    REPORT = "report"
    REVIEW = "review"
    ASK = "ask"
    ACTION = "action"
    QUESTION = "question"
    RECOMMENDATION = "recommendation"
    SHEET = "sheet"
    PAPERS = "papers"
    TEAM = "team"

    @property
    def label(self) -> str:
        """The heading of its part of the list."""
        return {
            "report": "Reports of visits",
            "review": "Reports in hand",
            "ask": "Asks of visits",
            "action": "Actions",
            "question": "Questions about indicators",
            "recommendation": "Recommendations",
            "sheet": "Sheets that have not come back",
            "papers": "Papers for meetings",
            "team": "Teams waiting for a visit",
        }[self.value]


WAITS_FOR = {
    ReviewStage.SUBMITTED: "To be checked and marked",
    ReviewStage.RETURNED: "The member is to correct and submit it again",
    ReviewStage.CHECKED: "To go to the service for a check of facts",
    ReviewStage.WITH_SERVICE: "The service's answer on the facts",
    ReviewStage.FACTS_BACK: "To be agreed",
    ReviewStage.AGREED: "The service's responses",
    ReviewStage.RESPONDED: "The team is to be told",
    ReviewStage.TEAM_TOLD: "To be closed",
}
"""What a report waits for at each stage that waits for something."""


@dataclass(frozen=True, slots=True)
class LateThing:
    """One thing that is late: what, what it waits for, who is to move, and since when.

    `visit_id` leads to its report where it has one; `id` is its own record.
    """

    kind: LateKind
    id: str
    title: str
    waits_for: str
    due: date
    owner: str = ""
    visit_id: str = ""
    indicator_id: str = ""

    def days(self, today: date) -> int:
        """Return how many working days it is late."""
        return working_days_between(self.due, today)

    def since(self, today: date) -> str:
        """Return how long it is late: "3 working days ago", "over 2 years ago"."""
        years = (today - self.due).days // 365
        if years:
            return "over a year ago" if years == 1 else f"over {years} years ago"
        days = self.days(today)
        return "1 working day ago" if days == 1 else f"{days} working days ago"


def counted(things: Sequence[LateThing]) -> str:
    """Return how many there are of one kind: "14", or "200 or more" where no more are listed."""
    count = len(things)
    return f"{count} or more" if count >= MOST_OF_A_KIND else str(count)


def in_order(things: Iterable[LateThing]) -> tuple[LateThing, ...]:
    """Return late things by kind, the longest late first."""
    kinds = list(LateKind)
    return tuple(
        sorted(things, key=lambda thing: (kinds.index(thing.kind), thing.due, thing.title))
    )


def by_kind(things: Iterable[LateThing]) -> tuple[tuple[LateKind, tuple[LateThing, ...]], ...]:
    """Return late things under their kinds, kinds without any left out."""
    found: dict[LateKind, list[LateThing]] = {}
    for thing in in_order(things):
        found.setdefault(thing.kind, []).append(thing)
    return tuple((kind, tuple(of)) for kind, of in found.items())
