"""What an import would do to the store: each figure new, unchanged or revised, and why."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isclose, isnan
from typing import TYPE_CHECKING, Any

from visits_app.domain import figures as words
from visits_app.domain.figure_imports import MOST_SHOWN, ImportLine, Placing, RevisedFigure
from visits_app.domain.indicator_checks import target_faults
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Observation,
    SeriesKind,
    Target,
)
from visits_app.domain.registers import Precision
from visits_app.domain.spreadsheets import (
    CellFault,
    Mapping,
    ReadFigures,
    cell_name,
    column_name,
    same_area,
)
from visits_app.store import figure_imports as rows
from visits_app.store import indicators as indicator_rows

if TYPE_CHECKING:
    from visits_app.store.connection import Connection

NEW, UNCHANGED, REVISED = 0, 1, 2
PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR)
_CODES = {precision.value: code for code, precision in enumerate(PRECISIONS)}
_SENSES = {Direction.HIGHER: "at least", Direction.LOWER: "at most"}


@dataclass(slots=True)
class Plan:
    """What happens to each figure of a file, and where it goes."""

    placing: Placing
    lines: tuple[ImportLine, ...]
    revised: tuple[RevisedFigure, ...]
    targets: tuple[Target, ...]
    faults: tuple[CellFault, ...]
    sentences: tuple[str, ...]

    def count(self, state: int) -> int:
        """Return how many figures are new, unchanged or revised."""
        return self.placing.states.count(state)


def plan(
    connection: "Connection",
    figures: ReadFigures,
    mapping: Mapping,
    indicators: Dict[str, Indicator],
    tell: Callable[[int, int], None],
) -> Plan:
    """Compare what was read with what the store holds.

    `indicators` are those of the store and the new ones, by id.
    """
    ids = dict(mapping.matches)
    groups, group_of = _grouped(figures, [ids.get(name, "") for name in figures.names])
    series_of = _series(connection, group_of, mapping)
    tell(1, 4)
    states = array("b", bytes(len(figures)))
    replaced: dict[int, int] = {}
    revised: list[RevisedFigure] = []
    for group, places in _places(groups, series_of).items():
        indicator_id, area = group_of[group]
        for place, old in _compared(connection, figures, series_of[group], places):
            if _same(figures, place, old):
                states[place] = UNCHANGED
                continue
            states[place] = REVISED
            replaced[place] = old[2]
            if len(revised) < MOST_SHOWN:
                revised.append(_revised(indicators[indicator_id], area, figures, place, old))
    tell(3, 4)
    targets, faults, sentences = _targets(connection, figures, mapping, indicators)
    return Plan(
        Placing(states, groups, tuple(group_of), tuple(series_of), replaced),
        _lines(figures, groups, group_of, states, indicators),
        tuple(revised),
        targets,
        tuple(faults),
        tuple(sentences),
    )


def observation(figures: ReadFigures, place: int) -> Observation:
    """Return one figure as the program speaks of it."""
    return Observation(
        series_id="",
        period=date.fromordinal(figures.period[place]),
        value=number(figures.value[place]),
        precision=PRECISIONS[figures.precision[place]],
        value_text=figures.texts[figures.text[place]],
        numerator=number(figures.numerator[place]),
        denominator=number(figures.denominator[place]),
        provisional=bool(figures.provisional[place]),
    )


def number(value: float) -> float | None:
    """Return a number, None for NaN."""
    return None if isnan(value) else value


def filled_in(
    new_indicators: Sequence[Indicator], figures: ReadFigures, mapping: Mapping
) -> tuple[Indicator, ...]:
    """Return new indicators with the decimals and the frequency that their figures show."""
    ids = dict(mapping.matches)
    of_name = [ids.get(name, "") for name in figures.names]
    new = {indicator.id for indicator in new_indicators}
    wanted = {place for place, id in enumerate(of_name) if id in new}
    pairs = zip(figures.name, figures.value, strict=True)
    broken = {of_name[n] for n in {n for n, value in pairs if value % 1 > 0} & wanted}
    often: dict[str, set[int]] = {}
    for name, precision in set(zip(figures.name, figures.precision, strict=True)):
        if name in wanted:
            often.setdefault(of_name[name], set()).add(precision)
    found = []
    for indicator in new_indicators:
        if indicator.decimals == 0 and indicator.id in broken:
            indicator = replace(indicator, decimals=1)
        seen = often.get(indicator.id)
        if indicator.frequency is Frequency.IRREGULAR and seen in ({1}, {2}):
            rhythm = Frequency.MONTHLY if seen == {1} else Frequency.ANNUAL
            indicator = replace(indicator, frequency=rhythm)
        found.append(indicator)
    return tuple(found)


def _grouped(figures: ReadFigures, id_of: list[str]) -> tuple["array[int]", list[tuple[str, str]]]:
    width = max(len(figures.areas), 1)
    keys = array("q", (n * width + a for n, a in zip(figures.name, figures.area, strict=True)))
    group_of: dict[tuple[str, str], int] = {}
    at = {}
    for key in dict.fromkeys(keys):
        name, area = divmod(key, width)
        at[key] = group_of.setdefault((id_of[name], figures.areas[area]), len(group_of))
    return array("i", map(at.__getitem__, keys)), list(group_of)


def _series(
    connection: "Connection", group_of: list[tuple[str, str]], mapping: Mapping
) -> list[str]:
    """Return the series of each group; the one of the same source first, "" where none is."""
    found: dict[tuple[str, str], str] = {}
    kept = [s for s in indicator_rows.series(connection) if s.kind is mapping.kind]
    for series in sorted(kept, key=lambda s: s.source != mapping.source):
        found.setdefault((series.indicator_id, same_area(series.area)), series.id)
    return [found.get((indicator_id, same_area(area)), "") for indicator_id, area in group_of]


def _places(groups: "array[int]", series_of: list[str]) -> dict[int, "array[int]"]:
    """Return the places of every group whose series the store has already."""
    found: dict[int, array[int]] = {g: array("i") for g, series in enumerate(series_of) if series}
    if found:
        for place, group in enumerate(groups):
            if group in found:
                found[group].append(place)
    return found


def _compared(
    connection: "Connection", figures: ReadFigures, series_id: str, places: "array[int]"
) -> Iterator[tuple[int, Any]]:
    """Return the places of one series that the store has a figure for, each with its row.

    One series at a time: rows of all of them at once would be many objects to look after.
    """
    held: dict[tuple[str, int], list[Any]] = {}
    for row in rows.existing_figures(connection, series_id):
        held.setdefault((row[0], _CODES.get(row[1], 1)), []).append(row)
    for place in places:
        day = date.fromordinal(figures.period[place]).isoformat()
        old = held.get((day, figures.precision[place]))
        if old:
            yield place, next((row for row in old if _same(figures, place, row)), old[0])


def _same(figures: ReadFigures, place: int, old: Any) -> bool:
    """Say whether a figure tells nothing that the store's row does not."""
    _, _, _, value, text, numerator, denominator, provisional = old
    now = figures.value[place]
    if isnan(now):
        return value is None and bool(text == figures.texts[figures.text[place]])
    if value is None or not (now == value or isclose(now, value, rel_tol=1e-9)):
        return False
    for told, held in (
        (figures.numerator[place], numerator),
        (figures.denominator[place], denominator),
    ):
        if not isnan(told) and (held is None or not isclose(told, held, rel_tol=1e-9)):
            return False
    # A provisional figure that comes again as final is news; the other way round it is not.
    return not (provisional and not figures.provisional[place])


def _revised(
    indicator: Indicator, area: str, figures: ReadFigures, place: int, old: Any
) -> RevisedFigure:
    now = observation(figures, place)
    then = replace(
        now,
        value=old[3],
        value_text=old[4],
        numerator=old[5],
        denominator=old[6],
        provisional=bool(old[7]),
    )
    return RevisedFigure(
        indicator.name,
        area,
        words.period_in_words(now),
        _told(indicator, then),
        _told(indicator, now),
        cell_name(figures.row[place], figures.column[place]),
    )


def _told(indicator: Indicator, figure: Observation) -> str:
    text = words.figure_in_words(indicator, figure)
    return f"{text} (provisional)" if figure.provisional else text


def _lines(
    figures: ReadFigures,
    groups: "array[int]",
    group_of: list[tuple[str, str]],
    states: "array[int]",
    indicators: Dict[str, Indicator],
) -> tuple[ImportLine, ...]:
    counts = Counter(group * 3 + state for group, state in zip(groups, states, strict=True))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    days = figures.period
    for place, group in enumerate(groups):
        day = days[place]
        if group not in first:
            first[group] = last[group] = place
        elif day < days[first[group]]:
            first[group] = place
        elif day > days[last[group]]:
            last[group] = place
    return tuple(
        ImportLine(
            indicator_id,
            indicators[indicator_id].name,
            area,
            counts[group * 3 + NEW],
            counts[group * 3 + UNCHANGED],
            counts[group * 3 + REVISED],
            words.period_in_words(observation(figures, first[group])),
            words.period_in_words(observation(figures, last[group])),
        )
        for group, (indicator_id, area) in enumerate(group_of)
    )


def _targets(
    connection: "Connection",
    figures: ReadFigures,
    mapping: Mapping,
    indicators: Dict[str, Indicator],
) -> tuple[tuple[Target, ...], list[CellFault], list[str]]:
    """Return the targets that are new, as steps; two of one period are refused."""
    if mapping.target_column is None or mapping.kind is SeriesKind.ILLUSTRATION:
        return (), [], []
    ids = dict(mapping.matches)
    told: dict[str, dict[tuple[int, int], float]] = {}
    faults: list[CellFault] = []
    distinct = dict.fromkeys(
        zip(figures.name, figures.period, figures.precision, figures.target, strict=True)
    )
    clashes: set[str] = set()
    for name, day, precision, value in distinct:
        if isnan(value):
            continue
        indicator_id = ids[figures.names[name]]
        steps = told.setdefault(indicator_id, {})
        if steps.setdefault((day, precision), value) != value:
            clashes.add(indicator_id)
    for id in sorted(clashes):
        what = f"“{indicators[id].name}” has two targets for one period; none of them is taken."
        faults.append(CellFault(mapping.sheet, _column(mapping), what))
    held = indicator_rows.targets(connection)
    found: list[Target] = []
    sentences: list[str] = []
    for id, steps in told.items():
        if id not in clashes:
            own = [target for target in held if target.indicator_id == id]
            new, words_of = _steps(indicators[id], steps, own)
            for target in new:
                if wrong := target_faults(indicators[id], target, ""):
                    what = f"“{indicators[id].name}”, target {target.value:g}: {wrong[0].what}"
                    faults.append(CellFault(mapping.sheet, _column(mapping), what))
                else:
                    found.append(target)
            sentences += words_of
    return tuple(found), faults, sentences


def _steps(
    indicator: Indicator, told: dict[tuple[int, int], float], held: list[Target]
) -> tuple[list[Target], list[str]]:
    sense = _SENSES.get(indicator.direction, "about")
    found: list[Target] = []
    sentences: list[str] = []
    last: float | None = None
    for (day, precision), value in sorted(told.items()):
        if value == last:
            continue
        last = value
        starts = _first_day(day, precision)
        end = date.fromordinal(day)
        now = words.target_at([*held, *found], end)
        if now is not None and now.value == value:
            continue
        if any(target.starts_on == starts for target in held):
            told_now = words.value_in_words(indicator, value, trim=True)
            sentences.append(
                f"“{indicator.name}” has another target from {words.month_in_words(starts)} on; "
                f"the file's {told_now} is left out. Change it on the indicator's page."
            )
            continue
        found.append(Target(indicator.id, value, sense, starts))
    return found, sentences


def _first_day(day: int, precision: int) -> date:
    end = date.fromordinal(day)
    if precision == 1:
        return end.replace(day=1)
    if precision == 2:
        return (end - timedelta(days=360)).replace(day=1)
    return end


def _column(mapping: Mapping) -> str:
    return f"column {column_name(mapping.target_column or 0)}"
