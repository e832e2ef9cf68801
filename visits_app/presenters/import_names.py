"""Where the figures of each name in a file go: to an indicator, to a new one, or nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from visits_app.domain.figure_imports import NameMatch
from visits_app.domain.indicators import Direction, Indicator, Unit
from visits_app.domain.spreadsheets import same_area
from visits_app.domain.text import clean, shorten
from visits_app.presenters.import_states import NameChoice, NameRow, NamesRead, NamesState
from visits_app.presenters.visits import Option

MATCH, NEW, LEAVE, OPEN = "match", "new", "leave", ""
UNITS = (
    Option("Number", Unit.NUMBER.value),
    Option("Per cent", Unit.PER_CENT.value),
    Option("Cases", Unit.CASES.value),
    Option("Posts", Unit.POSTS.value),
    Option("Rate per 10,000", Unit.RATE.value),
    Option("Rate per 100,000", Unit.RATE_100K.value),
    Option("Something else", Unit.OTHER.value),
)
DIRECTIONS = (
    Option("Higher is better", Direction.HIGHER.value),
    Option("Lower is better", Direction.LOWER.value),
    Option("Neither way", Direction.NEUTRAL.value),
    Option("Within a band", Direction.BAND.value),
)
_UNIT_WORDS = {option.value: option.label for option in UNITS}
_DIRECTION_WORDS = {
    Direction.HIGHER.value: "Higher",
    Direction.LOWER.value: "Lower",
    Direction.NEUTRAL.value: "Neither way",
    Direction.BAND.value: "In a band",
}
"""Under the heading "Better"."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for one name; unit and direction "" until they are chosen."""

    kind: str = OPEN
    indicator_id: str = ""
    new_name: str = ""
    unit: str = ""
    direction: str = ""


class Names:
    """The names of one sheet and what was decided for each."""

    def __init__(self, read: NamesRead, told: dict[str, str], areas: tuple[str, ...]) -> None:
        """Begin with what was remembered (`told`: name → indicator id, "" left out) and matched."""
        self._names = {match.name: match for match in read.matches}
        self._indicators = {option.value: option.label for option in read.indicators}
        self._options = read.indicators
        self._units = dict(zip(read.look.names, read.look.units, strict=False))
        self._offered = {match.name: _offered(match) for match in read.matches}
        self._decisions = {
            match.name: self._first(match, told.get(match.name)) for match in read.matches
        }
        open_first = [name for name, said in self._decisions.items() if said.kind != MATCH]
        self._matched = [name for name, said in self._decisions.items() if said.kind == MATCH]
        self._to_decide = open_first
        self.folded = bool(open_first)
        self.areas = read.look.areas
        wanted = set(map(same_area, areas))
        self.chosen_areas = tuple(a for a in read.look.areas if same_area(a) in wanted)

    # --- deciding --------------------------------------------------------------------------

    def match(self, names: Sequence[str], indicator_id: str) -> None:
        """Lead names to an indicator of the store."""
        if indicator_id in self._indicators:
            for name in names:
                self._decisions[name] = Decision(MATCH, indicator_id)

    def make_new(
        self, names: Sequence[str], *, new_name: str = "", unit: str = "", direction: str = ""
    ) -> None:
        """Make a new indicator of each name; what is not told stays as it was or as offered."""
        for name in names:
            before = self._decisions[name]
            if before.kind != NEW:
                before = self._new(self._names[name])
            self._decisions[name] = replace(
                before,
                new_name=clean(new_name).strip()
                if new_name and len(names) == 1
                else before.new_name,
                unit=unit or before.unit,
                direction=direction or before.direction,
            )

    def leave_out(self, names: Sequence[str]) -> None:
        """Take no figures of these names."""
        for name in names:
            self._decisions[name] = Decision(LEAVE)

    def leave_out_undecided(self) -> None:
        """Take no figures of any name that is not settled yet."""
        self.leave_out([name for name in self._decisions if self._open(name, Counter())])

    def keep(self, before: Names) -> None:
        """Take over what was decided for the same names before the sheet was read again."""
        for name, said in before._decisions.items():
            gone = said.kind == MATCH and said.indicator_id not in self._indicators
            if name in self._decisions and said.kind != OPEN and not gone:
                self._decisions[name] = said
                self._offered[name] = before._offered[name]
        self.chosen_areas = tuple(area for area in before.chosen_areas if area in self.areas)

    # --- what was decided ------------------------------------------------------------------

    def matches(self) -> tuple[tuple[str, str], ...]:
        """Return every name with the id its figures go to, "" for left out."""
        return tuple(
            (name, self._offered[name].id if said.kind == NEW else said.indicator_id)
            for name, said in self._decisions.items()
        )

    def new_indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators to make; only when nothing is open any more."""
        return tuple(
            replace(
                self._offered[name],
                name=said.new_name,
                unit=Unit(said.unit),
                direction=Direction(said.direction),
            )
            for name, said in self._decisions.items()
            if said.kind == NEW
        )

    def open_names(self) -> tuple[str, ...]:
        """Return the names that are not settled, in the order of the table."""
        names = self._new_names()
        return tuple(name for name in self._ordered() if self._open(name, names))

    def sentence(self) -> str:
        """Say what has to be settled before going on, "" for nothing."""
        still = self.open_names()
        if still:
            what = self._open(still[0], self._new_names())
            more = (
                f" {len(still) - 1} more are open."
                if len(still) > 2
                else (" One more is open." if len(still) == 2 else "")
            )
            return f"‘{shorten(still[0], 80)}’: {what}{more}"
        if all(said.kind == LEAVE for said in self._decisions.values()):
            return "Every name is left out. Choose where the figures of at least one go."
        return ""

    def state(self) -> NamesState:
        """Return the table, names to decide first."""
        taken = self._new_names()
        shown = self._to_decide if self.folded else self._ordered()
        still = len(self.open_names())
        total = len(self._decisions)
        kinds = Counter(said.kind for said in self._decisions.values())
        parts = [
            f"{still} to decide" if still else "",
            f"{kinds[MATCH]} matched" if kinds[MATCH] else "",
            f"{kinds[NEW]} new" if kinds[NEW] else "",
            f"{kinds[LEAVE]} left out" if kinds[LEAVE] else "",
        ]
        names = "1 name" if total == 1 else f"{total:,} names"
        return NamesState(
            rows=tuple(self._row(name, taken) for name in shown),
            matched=len(self._matched),
            folded=self.folded,
            summary=f"{names} in the file: {', '.join(part for part in parts if part)}.",
            indicators=self._options,
            areas=self.areas,
            chosen_areas=self.chosen_areas,
        )

    def choice(self, names: Sequence[str]) -> NameChoice:
        """Return what the chosen names have in common."""
        said = [self._decisions[name] for name in names]
        offers = [
            d if d.kind == NEW else self._new(self._names[n])
            for n, d in zip(names, said, strict=True)
        ]
        one = len(names) == 1
        return NameChoice(
            title=names[0] if one else f"{len(names):,} names" if names else "",
            kind=_common([d.kind for d in said], "several"),
            indicator_id=_common([d.indicator_id for d in said]),
            new_name=offers[0].new_name if one else "",
            one=one,
            unit=_common([d.unit for d in offers]),
            direction=_common([d.direction for d in offers]),
        )

    # --- inside ----------------------------------------------------------------------------

    def _first(self, match: NameMatch, told: str | None) -> Decision:
        if told == "":
            return Decision(LEAVE)
        for wanted in (told, match.indicator_id):
            if wanted and wanted in self._indicators:
                return Decision(MATCH, wanted)
        return self._new(match) if match.catalogue_id else Decision()

    def _new(self, match: NameMatch) -> Decision:
        offered = self._offered[match.name]
        known = bool(match.catalogue_id)
        # only the catalogue knows which way is better; a unit may stand in the file
        told = known or offered.unit is not Unit.NUMBER or bool(self._units.get(match.name))
        return Decision(
            NEW,
            new_name=offered.name,
            unit=offered.unit.value if told else "",
            direction=offered.direction.value if known else "",
        )

    def _ordered(self) -> list[str]:
        return [*self._to_decide, *self._matched]

    def _new_names(self) -> Counter[str]:
        return Counter(
            said.new_name.casefold() for said in self._decisions.values() if said.kind == NEW
        )

    def _open(self, name: str, taken: Counter[str]) -> str:
        said = self._decisions[name]
        if said.kind == OPEN:
            return "Choose an indicator, make a new one, or leave it out."
        if said.kind != NEW:
            return ""
        if not said.new_name:
            return "Give the new indicator a name."
        if said.new_name.casefold() in {label.casefold() for label in self._indicators.values()}:
            return "There is an indicator of this name; choose it, or give the new one another."
        if taken[said.new_name.casefold()] > 1:
            return "Two new indicators would have one name."
        missing = [
            what for what, told in (("unit", said.unit), ("direction", said.direction)) if not told
        ]
        return f"Choose the {' and the '.join(missing)} of the new indicator." if missing else ""

    def _row(self, name: str, taken: Counter[str]) -> NameRow:
        said = self._decisions[name]
        if said.kind == MATCH:
            goes_to = self._indicators[said.indicator_id]
        else:
            goes_to = {
                NEW: f"New: {said.new_name}",
                LEAVE: "Left out",
            }.get(said.kind, "To decide")
        new = said.kind == NEW
        return NameRow(
            name,
            goes_to,
            _UNIT_WORDS.get(said.unit, "To choose") if new else "",
            _DIRECTION_WORDS.get(said.direction, "To choose") if new else "",
            said.kind,
            self._open(name, taken),
        )


def _offered(match: NameMatch) -> Indicator:
    offered = match.offered or Indicator("", clean(match.name).strip())
    return offered if offered.id else replace(offered, id=uuid4().hex)


def _common(values: list[str], several: str = "") -> str:
    return values[0] if len(set(values)) == 1 else several if values else ""
