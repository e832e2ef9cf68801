"""What makes an indicator fit to keep: every fault at once, each at the field it is about."""

import math
from collections.abc import Iterable, Sequence
from datetime import date

from visits_app.domain.dates import FIRST, LAST
from visits_app.domain.errors import Fault
from visits_app.domain.indicators import Direction, Indicator, Target, Unit
from visits_app.domain.text import too_long

SENSES = ("at least", "at most", "about", "between")
MOST_DECIMALS = 3
LATEST_DUE = 400
"""Days after the end of a period beyond which a figure is not late but lost."""
LONGEST_NAME = 200
"""Longest name, in characters."""
_FURTHEST = 1e12


def indicator_faults(
    indicator: Indicator, targets: Sequence[Target], others: Iterable[Indicator]
) -> tuple[Fault, ...]:
    """Return all that is wrong with an indicator and its targets, beside the `others` there are.

    `where` is a field's name, or "targets/2/value" for the second target.
    """
    return (
        *_name_faults(indicator, tuple(others)),
        *_number_faults(indicator),
        *_text_faults(indicator),
        *_all_target_faults(indicator, targets),
    )


def same_name(text: str) -> str:
    """Return what two names have in common that differ in case and spaces alone."""
    return " ".join(text.casefold().split())


def _name_faults(indicator: Indicator, others: tuple[Indicator, ...]) -> list[Fault]:
    taken = {
        same_name(name): other
        for other in others
        if other.id != indicator.id
        for name in (*other.aliases, other.name)
    }
    faults = []
    name = same_name(indicator.name)
    if not name:
        faults.append(Fault("name", "Give the indicator a name."))
    elif len(indicator.name) > LONGEST_NAME:
        faults.append(Fault("name", f"Keep the name to {LONGEST_NAME} characters."))
    elif name in taken:
        faults.append(Fault("name", _taken(indicator.name, taken[name])))
    for alias in indicator.aliases:
        if len(alias) > LONGEST_NAME:
            what = f"Keep each other name to {LONGEST_NAME} characters."
            faults.append(Fault("aliases", what))
        elif same_name(alias) in taken:
            faults.append(Fault("aliases", _taken(alias, taken[same_name(alias)])))
    return faults


def _taken(name: str, other: Indicator) -> str:
    if same_name(other.name) == same_name(name):
        retired = " It is retired and can be brought back." if other.retired else ""
        return f"There is an indicator called “{other.name}” already.{retired}"
    return f"“{name}” is another name of “{other.name}”."


def _number_faults(indicator: Indicator) -> list[Fault]:
    faults = []
    if not 0 <= indicator.decimals <= MOST_DECIMALS:
        what = f"Give a whole number of decimals from 0 to {MOST_DECIMALS}."
        faults.append(Fault("decimals", what))
    if indicator.due_days is not None and not 0 <= indicator.due_days <= LATEST_DUE:
        what = f"Give a whole number of days from 0 to {LATEST_DUE}, or leave it empty."
        faults.append(Fault("due_days", what))
    return faults


def _text_faults(indicator: Indicator) -> list[Fault]:
    what = "This is longer than one field can hold. Shorten it."
    fields = ("definition", "numerator", "denominator", "source", "caution")
    return [Fault(field, what) for field in fields if too_long(getattr(indicator, field))]


def _all_target_faults(indicator: Indicator, targets: Sequence[Target]) -> list[Fault]:
    faults: list[Fault] = []
    starts: dict[date | None, int] = {}
    for place, target in enumerate(targets, start=1):
        where = f"targets/{place}"
        faults += target_faults(indicator, target, where)
        first = starts.setdefault(target.starts_on, place)
        if first != place:
            when = "at the beginning" if target.starts_on is None else "on the same day"
            what = f"Targets {first} and {place} start {when}. Change one of them."
            faults.append(Fault(f"{where}/starts_on", what))
    if indicator.direction is Direction.BAND and all(t.sense != "between" for t in targets):
        what = "Within a band needs a target “between” two values that says which band."
        faults.append(Fault("targets", what))
    return faults


def target_faults(indicator: Indicator, target: Target, where: str) -> list[Fault]:
    """Return what is wrong with one target by itself, at the fields of `where`."""
    faults = []
    if target.sense not in SENSES:
        faults.append(Fault(f"{where}/sense", f"Choose one of: {', '.join(SENSES)}."))
    wanted = [("value", target.value)]
    if target.sense == "between":
        if target.upper is None:
            faults.append(Fault(f"{where}/upper", "Give the upper value of the band."))
        else:
            wanted.append(("upper", target.upper))
            if target.upper <= target.value:
                what = "The upper value must be more than the lower one."
                faults.append(Fault(f"{where}/upper", what))
    elif target.upper is not None:
        what = "Only a target “between” two values has an upper one."
        faults.append(Fault(f"{where}/upper", what))
    for field, value in wanted:
        if not math.isfinite(value) or abs(value) > _FURTHEST:
            faults.append(Fault(f"{where}/{field}", "Give a number."))
        elif indicator.unit is Unit.PER_CENT and not 0 <= value <= 100:
            what = "A target in per cent is from 0 to 100."
            faults.append(Fault(f"{where}/{field}", what))
    if target.starts_on is not None and not FIRST <= target.starts_on <= LAST:
        faults.append(Fault(f"{where}/starts_on", "Give a date from 1990 to 2100."))
    if too_long(target.note):
        what = "This is longer than one field can hold. Shorten it."
        faults.append(Fault(f"{where}/note", what))
    return faults
