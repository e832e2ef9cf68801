"""Reports that came in, and those that went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits_app.domain.reviews import ReviewStage
    from visits_app.domain.visits import VisitSummary


@dataclass(frozen=True, slots=True)
class ArrivedReport:
    """A submitted report and where it stands; None for one of the example nobody works on."""

    visit: VisitSummary
    stage: ReviewStage | None


@dataclass(frozen=True, slots=True)
class SentBack:
    """A report the officer returned to its member: why, and by when it is to come again."""

    visit_id: str
    team: str
    day: date | None
    note: str
    due: date | None
