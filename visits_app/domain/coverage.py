"""Coverage: what was planned, held and reported, by team or member and month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visits_app.domain.deadlines import Deadline, Deadlines
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.visits import VisitState


class Outcome(StrEnum):
    """What became of one planned or held visit."""

    PLANNED = "planned"
    HELD = "held"
    REPORTED = "reported"
    POSTPONED = "postponed"
    NOT_HELD = "not_held"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """The outcome in words."""
        return {
            "planned": "Planned",
            "held": "Held, report to come",
            "reported": "Reported",
            "postponed": "Postponed",
            "not_held": "Did not take place",
            "overdue": "Report overdue",
        }[self.value]


@dataclass(frozen=True, slots=True)
class VisitFact:
    """What coverage needs to know about a visit that is in the store.

    `reported_on` is the day it was first submitted, `reason` why it did not take place.
    """

    visit_id: str
    reference: str
    team_id: str
    day: date
    state: VisitState
    revision: int = 0
    member_ids: tuple[str, ...] = ()
    reported_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One visit as coverage counts it, from the rota, a report, or both.

    `due` is the day its report is or was due; `planned` whether the rota or a draft written ahead
    had it before its day; `said_held` whether the rota says it took place, report or not.
    """

    team_id: str
    day: date
    outcome: Outcome
    member_ids: tuple[str, ...] = ()
    rota_id: str = ""
    visit_id: str = ""
    reference: str = ""
    reason: str = ""
    due: date | None = None
    planned: bool = True
    said_held: bool = False

    @property
    def was_held(self) -> bool:
        """Whether the visit took place."""
        return self.outcome in {Outcome.HELD, Outcome.REPORTED} or (
            self.outcome is Outcome.OVERDUE and (bool(self.visit_id) or self.said_held)
        )


def occurrences(
    rota: Iterable[RotaVisit],
    visits: Iterable[VisitFact],
    deadlines: Deadlines,
    today: date,
) -> tuple[Occurrence, ...]:
    """Put rota and reports together, each visit once, by day.

    A planned visit is that report it names, else the one of the same team and day; a report that
    no planned visit claims counts by itself.
    """
    facts = sorted(visits, key=lambda fact: (fact.day, fact.team_id, fact.visit_id))
    by_id = {fact.visit_id: fact for fact in facts}
    by_place: dict[tuple[str, date], list[VisitFact]] = {}
    for fact in facts:
        by_place.setdefault((fact.team_id, fact.day), []).append(fact)
    plans = sorted(rota, key=lambda plan: (plan.visit_id is None, plan.on_day, plan.id))
    taken: set[str] = set()
    found = []
    for plan in plans:
        match = by_id.get(plan.visit_id or "")
        if match is None and plan.status not in {RotaStatus.POSTPONED, RotaStatus.NOT_HELD}:
            same = by_place.get((plan.team_id, plan.on_day), ())
            match = next((fact for fact in same if fact.visit_id not in taken), None)
        if match is not None and match.visit_id in taken:
            match = None
        if match is not None:
            taken.add(match.visit_id)
        found.append(_planned(plan, match, deadlines, today))
    found += [_reported(fact, deadlines, today) for fact in facts if fact.visit_id not in taken]
    return tuple(sorted(found, key=lambda one: (one.day, one.team_id, one.rota_id, one.visit_id)))


def _planned(
    plan: RotaVisit, fact: VisitFact | None, deadlines: Deadlines, today: date
) -> Occurrence:
    if fact is not None:
        due = deadlines.due(Deadline.SUBMIT, fact.day)
        outcome = _outcome_of(fact, due, today)
        return Occurrence(
            team_id=fact.team_id,
            day=fact.day,
            outcome=outcome,
            member_ids=fact.member_ids or plan.member_ids,
            rota_id=plan.id,
            visit_id=fact.visit_id,
            reference=fact.reference,
            reason=fact.reason or plan.reason,
            due=due,
        )
    due = deadlines.due(Deadline.SUBMIT, plan.on_day)
    outcome = {
        RotaStatus.NOT_HELD: Outcome.NOT_HELD,
        RotaStatus.POSTPONED: Outcome.POSTPONED,
        RotaStatus.HELD: Outcome.HELD,
    }.get(plan.status, Outcome.PLANNED)
    if outcome in {Outcome.HELD, Outcome.PLANNED} and due < today:
        outcome = Outcome.OVERDUE
    return Occurrence(
        team_id=plan.team_id,
        day=plan.on_day,
        outcome=outcome,
        member_ids=plan.member_ids,
        rota_id=plan.id,
        reason=plan.reason,
        due=due,
        said_held=plan.status is RotaStatus.HELD,
    )


def _reported(fact: VisitFact, deadlines: Deadlines, today: date) -> Occurrence:
    due = deadlines.due(Deadline.SUBMIT, fact.day)
    return Occurrence(
        team_id=fact.team_id,
        day=fact.day,
        outcome=_outcome_of(fact, due, today),
        member_ids=fact.member_ids,
        visit_id=fact.visit_id,
        reference=fact.reference,
        reason=fact.reason,
        due=due,
        planned=False,
    )


def _outcome_of(fact: VisitFact, due: date, today: date) -> Outcome:
    if fact.state is VisitState.NOT_HELD:
        return Outcome.NOT_HELD
    if fact.revision > 0:
        return Outcome.REPORTED
    if fact.day > today:
        return Outcome.PLANNED
    return Outcome.OVERDUE if due < today else Outcome.HELD


# --- the grid --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Totals:
    """What a row or the whole comes to. `planned` leaves out what was only postponed."""

    planned: int = 0
    held: int = 0
    reported: int = 0
    not_held: int = 0
    overdue: int = 0

    @property
    def share(self) -> float | None:
        """Return held as a share of planned, from 0 to 1; None where nothing was planned."""
        return self.held / self.planned if self.planned else None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A team or member: its visits in each month, its totals, and since when it waits.

    `cells` has as many entries as the grid has months. `waits_since` is the day by which the next
    visit should have been and none is planned, None where nothing is wanting.
    """

    id: str
    name: str
    cells: tuple[tuple[Occurrence, ...], ...]
    totals: Totals
    waits_since: date | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows by months; `months` are first days."""

    months: tuple[date, ...]
    rows: tuple[GridRow, ...]
    totals: Totals


def months_from(start: date, count: int) -> tuple[date, ...]:
    """Return the first days of `count` months from the month of `start` on."""
    first = start.year * 12 + start.month - 1
    return tuple(date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(count))


def grid(
    named: Sequence[tuple[str, str]],
    seen: Iterable[Occurrence],
    months: Sequence[date],
    *,
    by_member: bool = False,
    waits: Mapping[str, date] | None = None,
) -> Grid:
    """Lay occurrences out by row and month; `named` are ids and names of the rows in order.

    With `by_member` a visit stands in the row of everybody who went; the totals of the whole
    count it once. What lies outside the months or has no row is left out.
    """
    place = {month: number for number, month in enumerate(months)}
    cells: dict[str, list[list[Occurrence]]] = {id: [[] for _ in months] for id, _ in named}
    inside = []
    for one in seen:
        column = place.get(one.day.replace(day=1))
        ids = one.member_ids if by_member else (one.team_id,)
        rows = [id for id in dict.fromkeys(ids) if id in cells]
        if column is None or not rows:
            continue
        inside.append(one)
        for id in rows:
            cells[id][column].append(one)
    late = waits or {}
    return Grid(
        tuple(months),
        tuple(
            GridRow(
                id,
                name,
                tuple(tuple(cell) for cell in cells[id]),
                totals_of(one for cell in cells[id] for one in cell),
                late.get(id),
            )
            for id, name in named
        ),
        totals_of(inside),
    )


def totals_of(seen: Iterable[Occurrence]) -> Totals:
    """Count occurrences."""
    found = [one for one in seen if one.outcome is not Outcome.POSTPONED]
    return Totals(
        planned=len(found),
        held=sum(one.was_held for one in found),
        reported=sum(one.outcome is Outcome.REPORTED for one in found),
        not_held=sum(one.outcome is Outcome.NOT_HELD for one in found),
        overdue=sum(one.outcome is Outcome.OVERDUE for one in found),
    )


def waits_since(
    every_months: int | None, last: date | None, coming: date | None, since: date | None
) -> date | None:
    """Return the day a team's next visit should have been by; None where one is planned or nothing
    is due.

    `since` is from when an interval counts for a team that was never visited.
    """
    start = last or since
    if every_months is None or coming is not None or start is None:
        return None
    month = start.year * 12 + start.month - 1 + every_months
    first = date(month // 12, month % 12 + 1, 1)
    return first.replace(day=min(start.day, _days_in(first)))


def _days_in(first: date) -> int:
    after = months_from(first, 2)[1]
    return (after - first).days
