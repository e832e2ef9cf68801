"""Questions to the service that an indicator raised: who answers, by when, and what was said."""

from dataclasses import dataclass
from datetime import date, timedelta

from visits_app.domain.errors import Fault
from visits_app.domain.figures import period_in_words
from visits_app.domain.indicators import Observation
from visits_app.domain.registers import Precision
from visits_app.domain.visits import AskStatus

LONGEST_TEXT = 2_000
"""Characters of a question: more than that is a letter."""

LONGEST_OWNER = 200
"""Characters of the role that is asked."""

_LATEST_DUE = timedelta(days=5 * 366)


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

    def is_late(self, today: date) -> bool:
        """Say whether its day has passed with neither a refusal nor the deed."""
        waits = self.status.is_open and self.status is not AskStatus.DONE
        return waits and self.due < today


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with what a reader needs beside it; `team` is "" where it names none.

    `precision` is that of the figure asked about.
    """

    question: IndicatorQuestion
    indicator: str
    team: str = ""
    precision: Precision = Precision.MONTH

    @property
    def origin(self) -> str:
        """Where it comes from: "Question on Core assessments on time, January 2014"."""
        told, period = f"Question on {self.indicator}", self.question.period
        if period is None:
            return told
        return f"{told}, {period_in_words(Observation('', period, None, self.precision))}"


def usual_due(today: date) -> date:
    """Return the day an answer is asked for unless another is chosen: twenty working days on."""
    return today + timedelta(weeks=4)


def question_faults(text: str, owner: str, due: date | None, today: date) -> tuple[Fault, ...]:
    """Return everything that is wrong with a question; `where` is "text", "owner" or "due"."""
    faults = []
    if not text:
        faults.append(Fault("text", "write the question."))
    elif len(text) > LONGEST_TEXT:
        most = f"{LONGEST_TEXT:,}"
        faults.append(Fault("text", f"the question is longer than {most} characters. Shorten it."))
    if not owner:
        faults.append(Fault("owner", "say who is to answer: a role, such as head of service."))
    elif len(owner) > LONGEST_OWNER:
        what = f"this is longer than {LONGEST_OWNER} characters. Give the role alone."
        faults.append(Fault("owner", what))
    if due is None:
        faults.append(Fault("due", "give the day the answer is due, such as 4 March 2014."))
    elif due < today:
        faults.append(Fault("due", "this day has passed. Give today or a later one."))
    elif due - today > _LATEST_DUE:
        faults.append(Fault("due", "this is more than five years ahead. Give an earlier day."))
    return tuple(faults)
