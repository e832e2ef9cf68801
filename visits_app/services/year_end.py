"""The year's end: open recommendations go on under a new reference, so that none is lost."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.municipal_years import last_day, next_reference, read_year, year_after
from visits_app.domain.recommendations import Recommendation, RecommendationStatus, Response
from visits_app.domain.text import date_in_words
from visits_app.domain.tracker_rules import is_open, year_of_recommendation
from visits_app.store import recommendations as rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


@dataclass(frozen=True, slots=True)
class CarryStep:
    """One recommendation that could go on; `suggested` ones are ticked, `note` says why not."""

    recommendation: Recommendation
    new_reference: str
    suggested: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class CarryPlan:
    """What carrying a year forward would do; nothing is done yet.

    `closed` counts the year's recommendations that need not go on.
    """

    year: str
    next_year: str
    steps: tuple[CarryStep, ...]
    closed: int = 0
    notes: tuple[str, ...] = ()


def years(store: "Store") -> tuple[str, ...]:
    """Return the municipal years there are recommendations of, newest first."""
    with store.read() as connection:
        found = {year_of_recommendation(item) for item in rows.recommendations(connection)}
    return tuple(sorted(found - {""}, reverse=True))


def plan_carry_forward(store: "Store", year: str, *, today: date) -> CarryPlan:
    """Say what carrying a year's open recommendations forward would do, and do nothing.

    Raises FaultsError for what is no municipal year.
    """
    with store.read() as connection:
        return _plan(connection, year, today)


def carry_forward(
    store: "Store", year: str, *, by: str, today: date, ids: "Collection[str] | None" = None
) -> tuple[Recommendation, ...]:
    """Give a year's open recommendations a reference of the next year; return the new ones.

    `ids` are those chosen, None takes what the plan suggests. The old one is superseded by the new
    one and keeps everything tied to it; the new one is read together with it. All or nothing.
    Raises FaultsError where nothing, or something that is not open, is chosen.
    """
    with store.write() as connection:
        plan = _plan(connection, year, today)
        open_ids = {step.recommendation.id for step in plan.steps}
        chosen = {s.recommendation.id for s in plan.steps if s.suggested} if ids is None else ids
        faults = [
            Fault(id, "it is not open any more, or not of this year.")
            for id in sorted(set(chosen) - open_ids)
        ]
        if faults or not chosen:
            faults = faults or [Fault("", f"no open recommendation of {plan.year} is chosen.")]
            raise FaultsError("Nothing was carried forward.", tuple(faults))
        references = set(rows.references(connection))
        made = []
        for step in plan.steps:
            if step.recommendation.id in chosen:
                reference = next_reference(plan.next_year, references)
                references.add(reference)
                made.append(_carry(connection, step.recommendation, reference, plan, by))
    return tuple(made)


def undo_carry_forward(store: "Store", made_ids: "Collection[str]", *, by: str) -> None:
    """Take a carrying forward back whole; FaultsError once anything is tied to a new reference."""
    with store.write() as connection:
        pairs = []
        faults = []
        for id in made_ids:
            new = rows.read_recommendation(connection, id)
            old = rows.read_recommendation(connection, (new.carried_from or "") if new else "")
            if new is None or old is None:
                faults.append(Fault("", "a reference is not in the store any more."))
            elif rows.is_tied(connection, new.id):
                what = "visits, updates or meetings are tied to it by now."
                faults.append(Fault(new.reference, what))
            else:
                pairs.append((old, new))
        if faults:
            raise FaultsError("The carrying forward cannot be undone.", tuple(faults))
        for old, new in pairs:
            # the old one as it was: the new one carries its status since
            before = replace(old, status=new.status, superseded_by=None)
            rows.update_recommendation(connection, before)
            rows.record_change(connection, by=by, action="brought back", before=old, after=before)
            rows.delete_recommendation(connection, new.id)
            rows.record_change(connection, by=by, action="took back", before=new)


def _plan(connection: "Connection", year: str, today: date) -> CarryPlan:
    found = read_year(year)
    if found is None:
        fault = Fault("year", "give a municipal year such as 2013/14.")
        raise FaultsError("Nothing can be carried forward.", (fault,))
    items = rows.recommendations(connection)
    references = {item.reference for item in items}
    inside = [item for item in items if year_of_recommendation(item) == found]
    following = year_after(found)
    steps = []
    for item in inside:
        if is_open(item):
            reference = next_reference(following, references)
            references.add(reference)
            steps.append(_step(item, reference))
    notes = []
    end = last_day(found)
    if end >= today:
        notes.append(f"The year {found} ends only on {date_in_words(end.isoformat())}.")
    return CarryPlan(found, following, tuple(steps), len(inside) - len(steps), tuple(notes))


def _step(item: Recommendation, reference: str) -> CarryStep:
    if item.response is Response.REJECTED and item.response_reason:
        note = "The executive rejected it with a reason. Tick it to follow it up all the same."
        return CarryStep(item, reference, suggested=False, note=note)
    return CarryStep(item, reference)


def _carry(
    connection: "Connection", old: Recommendation, reference: str, plan: CarryPlan, by: str
) -> Recommendation:
    new = replace(
        old,
        id=uuid4().hex,
        reference=reference,
        year=plan.next_year,
        carried_from=old.id,
        superseded_by=None,
    )
    rows.insert_recommendation(connection, new)
    after = replace(
        old,
        year=plan.year,
        status=RecommendationStatus.SUPERSEDED,
        superseded_by=new.id,
    )
    rows.update_recommendation(connection, after)
    rows.record_change(connection, by=by, action="carried forward", after=new)
    rows.record_change(connection, by=by, action="superseded", before=old, after=after)
    return new
