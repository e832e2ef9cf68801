"""Reports that came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits_app.domain.reviews import ReviewStage
    from visits_app.domain.visits import VisitSummary


@dataclass(frozen=True, slots=True)
class ArrivedReport:
    """A submitted report and where it stands; None for one of the example nobody works on."""

    visit: VisitSummary
    stage: ReviewStage | None
