"""The council's deadlines for the steps of a report, as fields to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from visits_app.domain.deadlines import USUAL, Deadline
from visits_app.domain.errors import Fault, FaultsError
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DeadlineField:
    """One step: what it is, what its days count from, how many it has, and what is usual."""

    key: str
    label: str
    hint: str
    days: str


class DeadlinesPresenter:
    """Reads and keeps deadlines; every method but the constructor belongs in a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def fields(self) -> tuple[DeadlineField, ...]:
        """Return every step with the days that hold now."""
        from visits_app.services.deadlines import deadlines

        kept = deadlines(self._space.store)
        return tuple(
            DeadlineField(
                step.value,
                step.label,
                f"Working days {step.counts_from}; usually {USUAL[step]}.",
                str(kept.working_days(step)),
            )
            for step in Deadline
        )

    def usual(self) -> dict[str, str]:
        """Return the usual days of every step, as they would be typed."""
        return {step.value: str(days) for step, days in USUAL.items()}

    def put(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Keep what was typed and return what held before, for undo.

        Raises FaultsError with a fault for each field that holds no number of days.
        """
        from visits_app.services.deadlines import set_deadlines

        before = {field.key: field.days for field in self.fields()}
        days: dict[Deadline, int] = {}
        faults = []
        for key, text in typed.items():
            told = text.strip()
            if told.isascii() and told.isdecimal() and len(told) < 5:
                days[Deadline(key)] = int(told)
            else:
                faults.append(Fault(key, "give a whole number of working days, such as 5."))
        if faults:
            raise FaultsError("These deadlines cannot be kept.", tuple(faults))
        set_deadlines(self._space.store, days, by=self._space.by)
        return before
