"""What the planner says: marks of the grid, its cells and totals, each visit in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from visits_app.domain.coverage import Occurrence, Outcome, Totals
from visits_app.domain.figures import month_in_words
from visits_app.domain.rota import RotaVisit
from visits_app.domain.text import date_in_words

LOOKS = {
    Outcome.PLANNED: ("plain", "planned"),
    Outcome.HELD: ("accent", "partial"),
    Outcome.REPORTED: ("good", "complete"),
    Outcome.POSTPONED: ("plain", "postponed"),
    Outcome.NOT_HELD: ("danger", "not-held"),
    Outcome.OVERDUE: ("warning", "warning"),
}
"""Tone and icon of each outcome, in the grid, its legend and beside each visit."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One visit in words; `plan` is None for one off the rota.

    `can_be_told` says whether the officer can still say what becomes of it, `is_due` whether its
    day has come.
    """

    occurrence: Occurrence
    plan: RotaVisit | None
    title: str
    who: str
    detail: str
    chip: str
    tone: str
    icon_name: str
    is_due: bool = False

    @property
    def can_be_told(self) -> bool:
        """Whether the officer can still say what becomes of it."""
        return self.plan is not None and not self.occurrence.visit_id

    @property
    def stands(self) -> bool:
        """Whether it is still to be, or to be reported."""
        gone = {Outcome.POSTPONED, Outcome.NOT_HELD}
        return self.can_be_told and self.occurrence.outcome not in gone


def totals_words(totals: Totals) -> str:
    """Return "14 planned, 13 held (93 %), 12 reported, 1 did not take place, 1 overdue"."""
    share = totals.share
    percent = f" ({round(share * 100)} %)" if share is not None else ""
    parts = [
        f"{totals.planned} planned",
        f"{totals.held} held{percent}",
        f"{totals.reported} reported",
    ]
    if totals.not_held:
        parts.append(f"{totals.not_held} did not take place")
    if totals.overdue:
        parts.append(f"{totals.overdue} overdue")
    return ", ".join(parts)


def cell_words(name: str, month: date, found: tuple[Occurrence, ...]) -> str:
    """Return what a cell says to a screen reader: "Fostering, May 2014: reported"."""
    head = f"{name}, {month_in_words(month)}"
    if not found:
        return f"{head}: no visit"
    return f"{head}: {', '.join(one.outcome.label.lower() for one in found)}"


def planned_line(
    one: Occurrence,
    plan: RotaVisit | None,
    teams: Mapping[str, str],
    members: Mapping[str, str],
    today: date,
) -> PlannedLine:
    """Return one visit in words; `teams` and `members` are names by id."""
    tone, icon_name = LOOKS[one.outcome]
    when = date_in_words(one.day.isoformat())
    if plan is not None and plan.starts_at and not one.visit_id:
        when = f"{when}, {plan.starts_at}"
    chip = one.outcome.label
    if plan is not None and one.outcome is Outcome.PLANNED and not one.visit_id:
        chip = plan.status.label
    if one.outcome is Outcome.OVERDUE and not one.visit_id:
        chip = "No word yet, overdue"
    return PlannedLine(
        one,
        plan,
        f"{teams.get(one.team_id, 'No team')}, {when}",
        ", ".join(members.get(id, id) for id in one.member_ids) or "Nobody named yet",
        _detail(one, plan),
        chip,
        tone,
        icon_name,
        one.day <= today,
    )


def _detail(one: Occurrence, plan: RotaVisit | None) -> str:
    parts = []
    if one.reference:
        parts.append(one.reference)
    if plan is not None and plan.place:
        parts.append(plan.place)
    if plan is not None and plan.purpose:
        parts.append(plan.purpose)
    if one.reason:
        parts.append(f"Why: {one.reason}")
    if plan is not None and plan.moved_from:
        days = ", ".join(date_in_words(day.isoformat()) for day in plan.moved_from)
        parts.append(f"Moved from {days}")
    if one.outcome in {Outcome.HELD, Outcome.OVERDUE} and one.due is not None:
        parts.append(f"Report due {date_in_words(one.due.isoformat())}")
    if not one.planned:
        parts.append("Not on the rota")
    return " · ".join(parts)
