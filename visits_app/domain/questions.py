"""Questions to the service that an indicator raised: who answers, by when, and what was said."""

from dataclasses import dataclass
from datetime import date

from visits_app.domain.visits import AskStatus


@dataclass(frozen=True, slots=True)
class IndicatorQuestion:
    """One question; it is an action of its owner from the day it is raised.

    `period` is the end of the month or year it asks about, None where it asks about the whole.
    `owner` is a role, never a person's name.
    """

    id: str
    indicator_id: str
    text: str
    raised_by: str
    raised_on: date
    owner: str
    due: date
    series_id: str | None = None
    team_id: str | None = None
    period: date | None = None
    status: AskStatus = AskStatus.OPEN
    response: str = ""
    responded_on: date | None = None
