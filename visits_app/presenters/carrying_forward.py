"""Carrying a year's open recommendations forward: looked at first, then done, then undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from visits_app.domain.recommendations import Recommendation
from visits_app.presenters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CarryChoice:
    """One recommendation that can be carried forward."""

    id: str
    label: str
    suggested: bool
    note: str


@dataclass(frozen=True, slots=True)
class CarryState:
    """The dry run of carrying a year forward."""

    year: str
    told: str
    choices: tuple[CarryChoice, ...]
    notes: tuple[str, ...]


class CarryPresenter:
    """The year's end of the tracker; every method belongs in a job."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def years(self) -> tuple[str, ...]:
        """Return the municipal years there are recommendations of, newest first."""
        from visits_app.services import year_end

        return year_end.years(self._space.store)

    def plan(self, year: str) -> CarryState:
        """Say what carrying a year forward would do; nothing is done yet."""
        from visits_app.services import year_end

        plan = year_end.plan_carry_forward(self._space.store, year, today=self._space.today())
        choices = tuple(
            CarryChoice(
                step.recommendation.id,
                f"{step.recommendation.reference} → {step.new_reference}  "
                f"{step.recommendation.title}",
                step.suggested,
                step.note,
            )
            for step in plan.steps
        )
        count = len(choices)
        told = f"{count or 'No'} open recommendation{'' if count == 1 else 's'} of {plan.year}"
        told += f", {plan.closed} closed or superseded." if plan.closed else "."
        return CarryState(plan.year, told, choices, plan.notes)

    def carry(self, year: str, ids: Collection[str]) -> tuple[Recommendation, ...]:
        """Carry the chosen recommendations of a year forward."""
        from visits_app.services import year_end

        return year_end.carry_forward(
            self._space.store, year, by=self._space.by, today=self._space.today(), ids=ids
        )

    def uncarry(self, made: tuple[Recommendation, ...]) -> None:
        """Undo a carrying forward."""
        from visits_app.services import year_end

        ids = [item.id for item in made]
        year_end.undo_carry_forward(self._space.store, ids, by=self._space.by)
