"""What the officer looks at before a submitted report is checked off."""

from collections.abc import Iterable
from dataclasses import dataclass

from visits_app.domain.registers import Member, Team
from visits_app.domain.text import date_in_words
from visits_app.domain.visits import Ask, Visit, VisitState

OWN_CHECKS: frozenset[str] = frozenset({"identity_check", "identity_concern"})
"""Questions in which members speak to the governance officer, not to a reader."""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to look at: in order or not, and what is wanting; `must` stands in the way."""

    id: str
    label: str
    ok: bool
    detail: str = ""
    must: bool = False


def completeness(
    visit: Visit,
    missing: Iterable[str],
    team: Team | None,
    members: Iterable[Member],
    asks: Iterable[Ask],
) -> tuple[CheckItem, ...]:
    """Return the list for a submitted report, in the order one reads it.

    `missing` are required answers that are not there or are wrong, in words; `members` the whole
    register. Nothing is guessed: what cannot be told is said.
    """
    wanting = tuple(missing)
    items = [
        CheckItem(
            "answers",
            "Every required question is answered",
            not wanting,
            " ".join(wanting),
            must=True,
        ),
        _team_item(team),
        _visitors_item(visit, {member.id: member for member in members}),
    ]
    if visit.state is VisitState.NOT_HELD:
        return tuple(items)
    items += [
        CheckItem(
            "summary",
            "There is a summary for the public",
            bool(str(visit.answers.get("summary") or "").strip()),
            "The form may not ask for one.",
        ),
        _identity_item(visit),
        _asks_item(visit, tuple(asks)),
    ]
    return tuple(items)


def _team_item(team: Team | None) -> CheckItem:
    label = "The team is on the register"
    if team is None:
        return CheckItem("team", label, ok=False, detail="It is not there any more.")
    if team.retired:
        return CheckItem("team", label, ok=False, detail=f"{team.name} is retired.")
    return CheckItem("team", label, ok=True)


def _visitors_item(visit: Visit, known: dict[str, Member]) -> CheckItem:
    wrong = []
    for id in visit.visitor_ids:
        member = known.get(id)
        if member is None:
            wrong.append("One visitor is not on the register any more.")
        elif visit.visit_date is not None and not member.serves_on(visit.visit_date):
            day = date_in_words(visit.visit_date.isoformat())
            wrong.append(f"{member.name}’s term does not cover {day}.")
    label = "Visitors were serving members on the day"
    return CheckItem("visitors", label, ok=not wrong, detail=" ".join(wrong))


def _identity_item(visit: Visit) -> CheckItem:
    answer = visit.answers.get("identity_check")
    label = "The members are sure that nobody can be recognised"
    if answer == "clear":
        return CheckItem("identity", label, ok=True)
    where = str(visit.answers.get("identity_concern") or "").strip()
    detail = f"They are not sure: {where}" if where else "They did not say so."
    return CheckItem("identity", label, ok=False, detail=detail)


def _asks_item(visit: Visit, asks: tuple[Ask, ...]) -> CheckItem:
    label = "Every ask names an owner and a day"
    wrong = []
    for number, ask in enumerate(asks, start=1):
        if not ask.owner.strip():
            wrong.append(f"Ask {number} names no owner.")
        if not ask.due:
            wrong.append(f"Ask {number} gives no day.")
        elif visit.visit_date and ask.due < visit.visit_date.isoformat():
            wrong.append(f"Ask {number} is due before the visit.")
    return CheckItem("asks", label, ok=not wrong, detail=" ".join(wrong))
