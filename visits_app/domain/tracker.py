"""One line of the recommendation tracker: what was recommended, claimed, accepted and seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from visits_app.domain.recommendations import (
    Acceptance,
    Evidence,
    EvidenceKind,
    ProgressUpdate,
    Recommendation,
    RecommendationStatus,
)


class Rag(StrEnum):
    """The committee's colour for a recommendation; it always goes with its words."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"
    NONE = "none"

    @property
    def label(self) -> str:
        """The colour as a committee reads it, the word before the meaning."""
        return {
            "green": "Green: achieved, stop monitoring",
            "amber": "Amber: acceptable",
            "red": "Red: unacceptable",
            "grey": "Grey: not yet due",
            "none": "Not rated",
        }[self.value]

    @property
    def word(self) -> str:
        """The meaning alone, for a narrow column."""
        return {
            "green": "Achieved",
            "amber": "Acceptable",
            "red": "Unacceptable",
            "grey": "Not yet due",
            "none": "Not rated",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Rating:
    """A colour with the rule it rests on, as a sentence."""

    rag: Rag
    why: str


@dataclass(frozen=True, slots=True)
class DueStep:
    """A due date as it was set on a day; `agreed` once the committee set it, else asked for."""

    on: date | None
    due: date
    agreed: bool
    later: bool = False
    """Whether it is later than every due date before it: a slip."""


@dataclass(frozen=True, slots=True)
class MeetingName:
    """A meeting as a tracker names it."""

    id: str
    body: str
    held_on: date
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class AcceptedAt:
    """What the committee accepted, with the meeting that did."""

    acceptance: Acceptance
    meeting: MeetingName


@dataclass(frozen=True, slots=True)
class TrackerLine:
    """One recommendation as the tracker tells of it on a day.

    `year` is its municipal year. `claimed` is the newest update, `accepted` what a meeting accepted
    last; `status` is the accepted one, `standing` says both in words. Updates, acceptances and
    evidence are those of the whole chain of references (`references`, oldest first, its own last),
    oldest first. `slips` counts how often the due date moved later, `due_steps` each date. `counts`
    count the evidence of sealed reports; for the public it leaves out what is restricted.
    """

    recommendation: Recommendation
    year: str
    references: tuple[str, ...]
    rating: Rating
    standing: str
    claimed: ProgressUpdate | None = None
    accepted: AcceptedAt | None = None
    updates: tuple[ProgressUpdate, ...] = ()
    acceptances: tuple[AcceptedAt, ...] = ()
    due_steps: tuple[DueStep, ...] = ()
    slips: int = 0
    evidence: tuple[Evidence, ...] = ()
    counts: Mapping[EvidenceKind, int] = field(default_factory=dict)
    made_at: MeetingName | None = None
    meetings: tuple[MeetingName, ...] = ()
    """Meetings it went to, oldest first; the one that made it is `made_at`."""
    superseded_by: str = ""
    """The reference it is followed under now."""
    notes: tuple[str, ...] = ()
    """What is doubtful about the record, in sentences."""

    @property
    def status(self) -> RecommendationStatus:
        """What the committee accepted last."""
        return self.recommendation.status

    @property
    def gaps(self) -> tuple[Evidence, ...]:
        """The evidence that shows a gap."""
        return self.of(EvidenceKind.GAP)

    @property
    def support(self) -> tuple[Evidence, ...]:
        """The evidence that supports it."""
        return self.of(EvidenceKind.SUPPORTS)

    def of(self, kind: EvidenceKind) -> tuple[Evidence, ...]:
        """Return the evidence of one kind, by team and date."""
        return tuple(item for item in self.evidence if item.link.kind is kind)
