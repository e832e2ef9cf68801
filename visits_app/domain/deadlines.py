"""By when each step in the life of a visit's report is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visits_app.domain.errors import Fault
from visits_app.domain.working_days import working_days_after, working_days_before

MOST_DAYS = 250
"""Working days a deadline may have: about a year."""


class Deadline(StrEnum):
    """The steps that have one."""

    PREPARE = "prepare"
    SUBMIT = "submit"
    CHECK = "check"
    FACTS = "facts"
    AGREE = "agree"
    RESPOND = "respond"
    TELL_TEAM = "tell_team"

    @property
    def label(self) -> str:
        """The step in words."""
        return {
            "prepare": "Prepare the visit: questions and brief",
            "submit": "Submit the report",
            "check": "Check the report and mark it",
            "facts": "Service checks the facts",
            "agree": "Agree the report",
            "respond": "Service responds to each ask",
            "tell_team": "Tell the team what came of it",
        }[self.value]

    @property
    def counts_from(self) -> str:
        """What its working days count from, in words."""
        return {
            "prepare": "before the visit",
            "submit": "after the visit",
            "check": "after the report is submitted",
            "facts": "after the sheet goes to the service",
            "agree": "after the facts are checked",
            "respond": "after the report is agreed",
            "tell_team": "after the last response or action",
        }[self.value]


USUAL: Mapping[Deadline, int] = {
    Deadline.PREPARE: 5,
    Deadline.SUBMIT: 5,
    Deadline.CHECK: 3,
    Deadline.FACTS: 10,
    Deadline.AGREE: 3,
    Deadline.RESPOND: 20,
    Deadline.TELL_TEAM: 10,
}
"""Working days of each where the council has not set its own."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The council's own deadlines in working days; what is not in `days` is as usual."""

    days: Mapping[Deadline, int]

    def working_days(self, step: Deadline) -> int:
        """Return how many working days a step has."""
        return self.days.get(step, USUAL[step])

    def due(self, step: Deadline, day: date) -> date:
        """Return the working day a step is due, counted from `day`."""
        count = self.working_days(step)
        if step is Deadline.PREPARE:
            return working_days_before(day, count)
        return working_days_after(day, count)


SETTING = "deadlines"
"""The setting that keeps them: an object of step and days."""


def deadlines_from(kept: object) -> Deadlines:
    """Return the deadlines a setting keeps; what is not sound in it is as usual."""
    days: dict[Deadline, int] = {}
    for key, count in kept.items() if isinstance(kept, Mapping) else ():
        if key in set(Deadline) and isinstance(count, int) and 0 <= count <= MOST_DAYS:
            days[Deadline(key)] = int(count)
    return Deadlines(days)


def deadline_faults(days: Mapping[str, object]) -> tuple[Fault, ...]:
    """Return everything wrong with deadlines a person typed; `where` is the step's value."""
    faults = []
    for key, count in days.items():
        whole = isinstance(count, int) and not isinstance(count, bool)
        if not whole or not 0 <= int(str(count)) <= MOST_DAYS:
            faults.append(Fault(key, f"give a whole number of working days from 0 to {MOST_DAYS}."))
    return tuple(faults)
