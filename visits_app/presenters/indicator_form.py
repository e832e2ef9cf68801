"""Adding or changing an indicator: what is asked, what was typed, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from visits_app.domain.dates import FIRST
from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Method,
    Target,
    Unit,
)
from visits_app.domain.periods import period_text, read_period
from visits_app.domain.registers import Precision
from visits_app.domain.text import clean
from visits_app.presenters.indicator_questions import FormSection, sections
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.catalogue import CatalogueEntry

_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d{1,12})(\.\d+)?", re.ASCII)
"""A number as people type it: "85", "-3", "1,233", "10.5"."""


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One target as typed."""

    starts_on: str = ""
    sense: str = "at least"
    value: str = ""
    upper: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorFormState:
    """The whole dialog; `origin` says from which entry of the catalogue it was taken."""

    indicator_id: str
    """ "" for a new one."""
    title: str
    sections: tuple[FormSection, ...]
    targets: tuple[TargetEntry, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SavedIndicator:
    """What was kept, and as what it was known before: None for a new one."""

    id: str
    name: str
    before: tuple[Indicator, tuple[Target, ...]] | None


class IndicatorFormPresenter:
    """Reads, prefills and keeps one indicator; remembers what it was when it was read."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._before: tuple[Indicator, tuple[Target, ...]] | None = None
        self._catalogue_id = ""

    def read(self, indicator_id: str = "") -> IndicatorFormState:
        """Read an indicator, or an empty form; raises UnknownRecord."""
        from visits_app.services import indicator_registers as service

        store = self._space.store
        self._before = service.indicator(store, indicator_id) if indicator_id else None
        found, targets = self._before or (Indicator("", "", frequency=Frequency.MONTHLY), ())
        self._catalogue_id = found.catalogue_id
        return self._state(found, tuple(_entry(target) for target in targets))

    def prefill(
        self,
        entry: CatalogueEntry,
        values: Mapping[str, Any],
        targets: Sequence[TargetEntry],
    ) -> IndicatorFormState:
        """Return the form as an entry of the catalogue would have it.

        Teams, themes and targets stay as chosen, and so does the name of an indicator that is
        known by it already; names it is known by elsewhere are added to.
        """
        from visits_app.domain.catalogue import prefilled

        typed, _ = self._indicator(values)
        made = prefilled(entry, typed.id)
        names = (*typed.aliases, *made.aliases)
        if self._before is not None:
            names = (*names, made.name)
            made = replace(made, name=typed.name)
        self._catalogue_id = entry.id
        kept = replace(
            made,
            aliases=tuple(dict.fromkeys(names)),
            team_ids=typed.team_ids,
            theme_ids=typed.theme_ids,
            due_days=typed.due_days,
        )
        return self._state(kept, tuple(targets), entry.name)

    def save(self, values: Mapping[str, Any], targets: Sequence[TargetEntry]) -> SavedIndicator:
        """Check and keep what was typed; raises FaultsError naming every field at once."""
        from visits_app.services import indicator_registers as service

        store = self._space.store
        indicator, faults = self._indicator(values)
        aims = [self._target(entry, place, faults) for place, entry in enumerate(targets, start=1)]
        if faults:
            said = {fault.where for fault in faults}
            others = service.faults_of(store, indicator, aims)
            faults += [fault for fault in others if fault.where not in said]
            raise FaultsError("This cannot be saved yet.", tuple(faults))
        indicator = replace(indicator, id=indicator.id or uuid4().hex)
        service.put_indicator(store, indicator, aims, by=self._space.by)
        return SavedIndicator(indicator.id, " ".join(indicator.name.split()), self._before)

    def undo(self, saved: SavedIndicator) -> None:
        """Make the indicator again what it was before it was saved."""
        from visits_app.services import indicator_registers as service

        if saved.before is not None:
            service.put_indicator(self._space.store, *saved.before, by=self._space.by)

    def _state(
        self, indicator: Indicator, targets: tuple[TargetEntry, ...], origin: str = ""
    ) -> IndicatorFormState:
        from visits_app.services import indicator_registers as service

        teams, themes = service.choices(self._space.store)
        kept = self._before[0] if self._before else indicator
        return IndicatorFormState(
            indicator_id=kept.id,
            title="Change this indicator" if self._before else "Add an indicator",
            sections=sections(indicator, kept, teams, themes),
            targets=targets,
            origin=origin and f"Filled in from the catalogue: {origin}. Check it before you save.",
        )

    def _indicator(self, values: Mapping[str, Any]) -> tuple[Indicator, list[Fault]]:
        faults: list[Fault] = []
        before = self._before[0] if self._before else Indicator("", "")
        due = _text(values, "due_days")
        decimals = _whole(_text(values, "decimals") or "0")
        if decimals is None:
            faults.append(Fault("decimals", "Give a whole number of decimals from 0 to 3."))
        if due and _whole(due) is None:
            what = "Give a whole number of days from 0 to 400, or leave it empty."
            faults.append(Fault("due_days", what))
        return (
            Indicator(
                id=before.id,
                name=_text(values, "name"),
                definition=_text(values, "definition"),
                unit=Unit(values.get("unit") or Unit.NUMBER),
                direction=Direction(values.get("direction") or Direction.NEUTRAL),
                frequency=Frequency(values.get("frequency") or Frequency.MONTHLY),
                decimals=decimals or 0,
                source=_text(values, "source"),
                caution=_text(values, "caution"),
                team_ids=tuple(values.get("teams") or ()),
                theme_ids=tuple(values.get("themes") or ()),
                numerator=_text(values, "numerator"),
                denominator=_text(values, "denominator"),
                due_days=_whole(due) if due else None,
                rolling=values.get("rolling") is True,
                method=Method(values.get("method") or Method.XMR),
                aliases=tuple(
                    line.strip() for line in _text(values, "aliases").split("\n") if line.strip()
                ),
                catalogue_id=self._catalogue_id,
                retired=before.retired,
            ),
            faults,
        )

    def _target(self, entry: TargetEntry, place: int, faults: list[Fault]) -> Target:
        where = f"targets/{place}"
        starts = read_period(entry.starts_on, self._space.today())
        if entry.starts_on.strip() and starts is None:
            what = "Give a month such as April 2014, or leave it empty for “from the beginning”."
            faults.append(Fault(f"{where}/starts_on", what))
        value, upper = _number(entry.value), _number(entry.upper)
        if value is None:
            faults.append(Fault(f"{where}/value", "Give a number."))
        between = entry.sense == "between"
        if between and entry.upper.strip() and upper is None:
            faults.append(Fault(f"{where}/upper", "Give a number."))
        first = starts[0] if starts else None
        if starts is None and entry.starts_on.strip():
            # a day no other target has, so that only what was typed is found fault with
            first = FIRST + timedelta(days=place)
        return Target(
            indicator_id="",
            value=0.0 if value is None else value,
            sense=entry.sense,
            starts_on=first,
            note=clean(entry.note).strip(),
            upper=upper if between else None,
        )


def _entry(target: Target) -> TargetEntry:
    starts = ""
    if target.starts_on is not None:
        exact = Precision.MONTH if target.starts_on.day == 1 else Precision.DAY
        starts = period_text(target.starts_on, exact)
    return TargetEntry(
        starts,
        target.sense,
        _plain(target.value),
        "" if target.upper is None else _plain(target.upper),
        target.note,
    )


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return "" if value is None else clean(str(value)).strip()


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else None


def _number(text: str) -> float | None:
    plain = text.replace("%", "").replace("\u2212", "-").strip()
    return float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None
